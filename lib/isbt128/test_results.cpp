// SPDX-License-Identifier: Apache-2.0
#include "isbt128/test_results.hpp"

namespace coldchain::isbt128 {

namespace {

constexpr auto general = std::to_array<PairRow>({
    {"K", "k"},
    {"Cw", "Mia"},
    {"M", "N"},
    {"S", "s"},
    {"U", "P1"},
    {"Lua", "Kpa"},
    {"Lea", "Leb"},
    {"Fya", "Fyb"},
    {"Jka", "Jkb"},
    {"Doa", "Dob"},
    {"Ina", "Cob"},
    {"Dia", "VS/V"},
    {"Jsa", "C"},
    {"c", "E"},
    {"e", "CMV"},
});

constexpr auto finnish = std::to_array<PairRow>({
    {"K", "k"},
    {"Cw", "Mia"},
    {"M", "N"},
    {"S", "s"},
    {"U", "P1"},
    {"Lua", "Kpa"},
    {"Lea", "Leb"},
    {"Fya", "Fyb"},
    {"Jka", "Jkb"},
    {"Doa", "Dob"},
    {"Cx", "Cob"},
    {"WESa", "LWb"},
    {"Ula", "Lsa"},
    {"Ana", "reserved15"},
    {"reserved16", "CMV"},
});

constexpr auto platelet = std::to_array<PairRow>({
    {"HPA-1a", "HPA-1b"},
    {"HPA-2a", "HPA-2b"},
    {"HPA-3a", "HPA-3b"},
    {"HPA-4a", "HPA-4b"},
    {"HPA-5a", "HPA-5b"},
    {"HPA-15a", "HPA-6bw"},
    {"HPA-15b", "HPA-7bw"},
    {"IgA", "CMV"},
});

// RT019 of 18 February 2026; the edition of 2023 ends with the first half of position 10.
constexpr auto infection = std::to_array<PairRow>({
    {"HIVab", "HIVp24"},
    {"HIVgen", "HCVab"},
    {"HCVag", "HCVgen"},
    {"HBcab", "HBsag"},
    {"HBVgen", "HTLVab"},
    {"Syphab", "CMVab"},
    {"CMVgen", "EBVgen"},
    {"WNVgen", "B19ab"},
    {"B19gen", "Chagasab"},
    {"HEVgen", "Toxoab"},
    {"Malag", "Malgen"},
    {"Babgen", "reserved12"},
});

constexpr std::array<std::string_view, 10> rh{"C+c-E+e-", "C+c+E+e-", "C-c+E+e-", "C+c-E+e+",
                                              "C+c+E+e+", "C-c+E+e+", "C+c-E-e+", "C+c+E-e+",
                                              "C-c+E-e+", "ni"};

constexpr std::array<std::string_view, 3> antigen_results{"nt", "neg", "pos"};
constexpr std::array<std::string_view, 3> marker_results{"ni", "neg", "pos"};

// Table 12.
constexpr std::array<std::string_view, 100> extra{"see elsewhere on the label",
                                                  "Ena negative",
                                                  "'N' negative",
                                                  "Vw negative",
                                                  "Mur negative",
                                                  "Hut negative",
                                                  "Hil negative",
                                                  "P negative",
                                                  "PP1Pk negative",
                                                  "hrS negative",
                                                  "hrB negative",
                                                  "f negative",
                                                  "Ce negative",
                                                  "G negative",
                                                  "Hr0 negative",
                                                  "CE negative",
                                                  "cE negative",
                                                  "Cx negative",
                                                  "Ew negative",
                                                  "Dw negative",
                                                  "hrH negative",
                                                  "Goa negative",
                                                  "Rh32 negative",
                                                  "Rh33 negative",
                                                  "Tar negative",
                                                  "Kpb negative",
                                                  "Kpc negative",
                                                  "Jsb negative",
                                                  "Ula negative",
                                                  "K11 negative",
                                                  "K12 negative",
                                                  "K13 negative",
                                                  "K14 negative",
                                                  "K17 negative",
                                                  "K18 negative",
                                                  "K19 negative",
                                                  "K22 negative",
                                                  "K23 negative",
                                                  "K24 negative",
                                                  "Lub negative",
                                                  "Lu3 negative",
                                                  "Lu4 negative",
                                                  "Lu5 negative",
                                                  "Lu6 negative",
                                                  "Lu7 negative",
                                                  "Lu8 negative",
                                                  "Lu11 negative",
                                                  "Lu12 negative",
                                                  "Lu13 negative",
                                                  "Lu20 negative",
                                                  "Aua negative",
                                                  "Aub negative",
                                                  "Fy4 negative",
                                                  "Fy5 negative",
                                                  "Fy6 negative",
                                                  "Dib negative",
                                                  "Sda negative",
                                                  "Wrb negative",
                                                  "Ytb negative",
                                                  "Xga negative",
                                                  "Sc1 negative",
                                                  "Sc2 negative",
                                                  "Sc3 negative",
                                                  "Joa negative",
                                                  "",
                                                  "Hy negative",
                                                  "Gya negative",
                                                  "Co3 negative",
                                                  "LWa negative",
                                                  "LWb negative",
                                                  "Kx negative",
                                                  "Ge2 negative",
                                                  "Ge3 negative",
                                                  "Wb negative",
                                                  "Lsa negative",
                                                  "Ana negative",
                                                  "Dha negative",
                                                  "Cra negative",
                                                  "IFC negative",
                                                  "Kna negative",
                                                  "Inb negative",
                                                  "Csa negative",
                                                  "I negative",
                                                  "Era negative",
                                                  "Vel negative",
                                                  "Lan negative",
                                                  "Ata negative",
                                                  "Jra negative",
                                                  "Oka negative",
                                                  "Wra negative",
                                                  "Ge4 negative",
                                                  "",
                                                  "",
                                                  "",
                                                  "",
                                                  "nationally specified",
                                                  "haemoglobin S negative",
                                                  "parvovirus B19 antibody present",
                                                  "IgA deficient",
                                                  "nothing further"};

constexpr auto hla_a = std::to_array<int>({0,  1,  2,  3,  9,  10, 11, 19, 23, 24, 25, 26, 28, 29,
                                           30, 31, 32, 33, 34, 36, 43, 66, 68, 69, 74, 80, 99});
constexpr auto hla_b =
    std::to_array<int>({0,  5,  7,  8,  12, 13, 14, 15, 16, 17, 18, 21, 22, 27, 35, 37, 38, 39, 40,
                        41, 42, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
                        61, 62, 63, 64, 65, 67, 70, 71, 72, 73, 75, 76, 77, 78, 81, 82, 83, 99});

constexpr int two_digits(std::string_view text) {
    if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return -1;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

bool is_listed(std::span<int const> list, std::string_view value) {
    int const number = two_digits(value);
    for (int const listed : list)
        if (listed == number)
            return true;
    return false;
}

} // namespace

std::span<PairRow const> red_cell_pairs() {
    return general;
}

std::span<PairRow const> finnish_pairs() {
    return finnish;
}

std::span<PairRow const> platelet_pairs() {
    return platelet;
}

std::span<PairRow const> infection_pairs() {
    return infection;
}

std::array<std::string_view, 10> const& rh_phenotypes() {
    return rh;
}

PairWords antigen_words(char digit) {
    if (digit == '9')
        return {"ni", "ni"};
    if (digit < '0' || digit > '8')
        return {};
    auto const value = static_cast<std::size_t>(digit - '0');
    return {antigen_results[value / 3], antigen_results[value % 3]};
}

PairWords marker_words(char digit) {
    if (digit < '0' || digit > '8')
        return {};
    auto const value = static_cast<std::size_t>(digit - '0');
    return {marker_results[value / 3], marker_results[value % 3]};
}

std::string_view extra_antigen(std::string_view ii) {
    int const value = two_digits(ii);
    return value < 0 ? std::string_view() : extra[static_cast<std::size_t>(value)];
}

std::string_view extra_antigen_finnish(std::string_view ii) {
    // table 13: 55 removed, 64 Dob, 90 and 95 to 97 reserved
    if (ii == "64")
        return "Dob negative";
    if (ii == "55" || ii == "90" || ii == "95" || ii == "96" || ii == "97")
        return "";
    return extra_antigen(ii);
}

bool is_hla_a(std::string_view value) {
    return is_listed(hla_a, value);
}

bool is_hla_b(std::string_view value) {
    return is_listed(hla_b, value);
}

} // namespace coldchain::isbt128
