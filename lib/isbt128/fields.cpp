// SPDX-License-Identifier: Apache-2.0
#include "isbt128/fields.hpp"

namespace coldchain::isbt128 {

namespace {

constexpr bool between(char character, char first, char last) {
    return character >= first && character <= last;
}

constexpr Alphabet sets_of(char c) {
    Alphabet sets = 0;
    if (between(c, '0', '9'))
        sets |= digit | fin_middle | flag;
    if (between(c, '1', '9'))
        sets |= fin_first;
    if (between(c, 'a', 'z'))
        sets |= small;
    if (!between(c, 'A', 'Z'))
        return sets;
    sets |= capital;
    if (c != 'O')
        sets |= fin_first | fin_middle;
    if (c != 'I' && c != 'O' && c != 'Q' && c != 'Z')
        sets |= flag;
    return sets;
}

constexpr std::array<Alphabet, 256> make_alphabets() {
    std::array<Alphabet, 256> sets{};
    for (std::size_t i = 0; i < 128; ++i)
        sets[i] = sets_of(static_cast<char>(i));
    return sets;
}

constexpr auto din_fields = std::to_array<FieldRow>({
    {"fin", 0, 5, fin_middle, FieldRule::facility, ""},
    {"yy", 5, 2, digit, FieldRule::plain, ""},
    {"seq", 7, 6, digit, FieldRule::padded, ""},
    {"ff", 13, 2, flag, FieldRule::plain, "00"},
});
constexpr auto blood_group_fields = std::to_array<FieldRow>({
    {"gg", 0, 2, mixed, FieldRule::plain, ""},
    {"r", 2, 1, upper_code, FieldRule::plain, "0"},
    {"e", 3, 1, upper_code, FieldRule::plain, "0"},
});
constexpr auto product_fields = std::to_array<FieldRow>({
    {"pdc", 0, 5, upper_code, FieldRule::plain, ""},
    {"type", 5, 1, mixed, FieldRule::plain, "0"},
    {"div", 6, 2, mixed, FieldRule::plain, "00"},
});
constexpr auto date_time_fields = std::to_array<FieldRow>({
    {"c", 0, 1, digit, FieldRule::plain, ""},
    {"yy", 1, 2, digit, FieldRule::plain, ""},
    {"jjj", 3, 3, digit, FieldRule::plain, ""},
    {"hh", 6, 2, digit, FieldRule::plain, ""},
    {"mm", 8, 2, digit, FieldRule::plain, ""},
});
constexpr auto special_testing_fields = std::to_array<FieldRow>({
    {"code", 0, 5, upper_code, FieldRule::plain, ""},
});
constexpr auto antigen_fields = std::to_array<FieldRow>({
    {"antigens", 0, 16, digit, FieldRule::plain, ""},
    {"ii", 16, 2, digit, FieldRule::plain, "99"},
});
constexpr auto platelet_fields = std::to_array<FieldRow>({
    {"A", 0, 4, digit, FieldRule::plain, "9999"},
    {"B", 4, 4, digit, FieldRule::plain, "9999"},
    {"hpa", 8, 8, digit, FieldRule::plain, ""},
    {"reserved", 16, 1, digit, FieldRule::plain, "0"},
    {"titre", 17, 1, digit, FieldRule::plain, "0"},
});
constexpr auto hla_ab_fields = std::to_array<FieldRow>({
    {"A1", 0, 4, digit, FieldRule::plain, ""},
    {"A2", 4, 4, digit, FieldRule::plain, ""},
    {"B1", 8, 4, digit, FieldRule::plain, ""},
    {"B2", 12, 4, digit, FieldRule::plain, ""},
    {"CMV", 16, 1, digit, FieldRule::plain, ""},
    {"reserved", 17, 1, digit, FieldRule::plain, ""},
});
constexpr auto hla_drb1_fields = std::to_array<FieldRow>({
    {"DRB1_1", 0, 4, digit, FieldRule::plain, ""},
    {"DRB1_2", 4, 4, digit, FieldRule::plain, ""},
    {"reserved", 8, 10, digit, FieldRule::plain, ""},
});
constexpr auto container_fields = std::to_array<FieldRow>({
    {"container", 0, 1, mixed, FieldRule::plain, ""},
    {"mfr", 1, 2, upper_code, FieldRule::plain, ""},
    {"cat", 3, 7, mixed, FieldRule::padded, ""},
});
constexpr auto lot_fields = std::to_array<FieldRow>({
    {"lot", 0, 10, mixed, FieldRule::padded, ""},
});
constexpr auto donor_fields = std::to_array<FieldRow>({
    {"fin", 0, 5, fin_middle, FieldRule::facility, ""},
    {"donor", 5, 16, digit, FieldRule::padded, ""},
});
constexpr auto staff_fields = std::to_array<FieldRow>({
    {"fin", 0, 5, fin_middle, FieldRule::facility, ""},
    {"staff", 5, 6, upper_code, FieldRule::padded, ""},
});
constexpr auto item_fields = std::to_array<FieldRow>({
    {"mfr", 0, 2, upper_code, FieldRule::plain, ""},
    {"cat", 2, 8, mixed, FieldRule::padded, ""},
});
constexpr auto compound_fields = std::to_array<FieldRow>({
    {"n", 0, 2, digit, FieldRule::plain, ""},
    {"seq", 2, 3, digit, FieldRule::plain, "000"},
});
constexpr auto birth_fields = std::to_array<FieldRow>({
    {"location", 0, 2, digit, FieldRule::plain, ""},
    {"yyyy", 2, 4, digit, FieldRule::plain, ""},
    {"mm", 6, 2, digit, FieldRule::plain, ""},
    {"dd", 8, 2, digit, FieldRule::plain, ""},
});
constexpr auto patient_fields = std::to_array<FieldRow>({
    {"location", 0, 2, digit, FieldRule::plain, ""},
    {"length", 2, 2, digit, FieldRule::plain, ""},
});
constexpr auto month_fields = std::to_array<FieldRow>({
    {"yyyy", 0, 4, digit, FieldRule::plain, ""},
    {"mm", 4, 2, digit, FieldRule::plain, ""},
});
constexpr auto marker_fields = std::to_array<FieldRow>({
    {"markers", 0, 18, digit, FieldRule::plain, ""},
});
constexpr auto consignment_fields = std::to_array<FieldRow>({
    {"fin", 0, 5, fin_middle, FieldRule::facility, ""},
    {"yy", 5, 2, digit, FieldRule::plain, ""},
    {"serial", 7, 5, digit, FieldRule::padded, ""},
    {"container", 12, 2, digit, FieldRule::padded, "00"},
    {"of", 14, 2, digit, FieldRule::padded, ""},
});
constexpr auto dimension_fields = std::to_array<FieldRow>({
    {"nn", 0, 2, digit, FieldRule::plain, ""},
});
constexpr auto history_fields = std::to_array<FieldRow>({
    {"nnn", 0, 3, digit, FieldRule::plain, ""},
});
constexpr auto flexible_fields = std::to_array<FieldRow>({
    {"Z", 0, 1, digit, FieldRule::plain, ""},
    {"U", 1, 1, digit, FieldRule::plain, "0"},
    {"TT", 2, 2, digit, FieldRule::plain, ""},
    {"YYYY", 4, 4, digit, FieldRule::plain, ""},
    {"MM", 8, 2, digit, FieldRule::plain, ""},
    {"DD", 10, 2, digit, FieldRule::plain, ""},
    {"hh", 12, 2, digit, FieldRule::plain, ""},
    {"mm", 14, 2, digit, FieldRule::plain, ""},
});
constexpr auto division_fields = std::to_array<FieldRow>({
    {"division", 0, 6, upper_code, FieldRule::plain, ""},
});
constexpr auto processor_fields = std::to_array<FieldRow>({
    {"finp", 0, 5, fin_middle, FieldRule::plain, ""},
    {"fpc", 5, 6, upper_code, FieldRule::plain, "000000"},
    {"pdc", 11, 5, upper_code, FieldRule::plain, ""},
});
constexpr auto mpho_lot_fields = std::to_array<FieldRow>({
    {"lot", 0, 18, upper_code, FieldRule::padded, ""},
});
constexpr auto mpho_supplement_fields = std::to_array<FieldRow>({
    {"supplement", 0, 18, upper_code, FieldRule::padded, ""},
});
constexpr auto old_grid_fields = std::to_array<FieldRow>({
    {"ion", 0, 4, digit, FieldRule::plain, ""},
    {"rdi", 4, 15, upper_code, FieldRule::plain, ""},
});
constexpr auto sec_fields = std::to_array<FieldRow>({
    {"country", 0, 2, capital, FieldRule::plain, ""},
    {"te", 2, 6, upper_code, FieldRule::padded, ""},
    {"donation", 8, 13, mixed, FieldRule::plain, ""},
    {"system", 21, 1, capital, FieldRule::plain, "A"},
    {"product", 22, 7, mixed, FieldRule::padded, ""},
    {"split", 29, 3, mixed, FieldRule::padded, "000"},
    {"expiry", 32, 8, digit, FieldRule::plain, "00000000"},
});
constexpr auto grid_fields = std::to_array<FieldRow>({
    {"ion", 0, 4, digit, FieldRule::plain, ""},
    {"rdi", 4, 13, upper_code, FieldRule::plain, ""},
    {"checksum", 17, 2, digit, FieldRule::plain, ""},
});
constexpr auto coi_fields = std::to_array<FieldRow>({
    {"literal", 0, 2, capital, FieldRule::plain, "CH"},
    {"fin", 2, 5, fin_middle, FieldRule::facility, ""},
    {"yy", 7, 2, digit, FieldRule::plain, ""},
    {"seq", 9, 6, upper_code, FieldRule::padded, ""},
});

} // namespace

std::array<Alphabet, 256> const alphabets = make_alphabets();

std::string_view alphabet_words(Alphabet alphabet) {
    switch (alphabet) {
    case digit:
        return "digits";
    case capital:
        return "A-Z";
    case upper_code:
        return "A-Z and 0-9";
    case mixed:
        return "A-Z, a-z and 0-9";
    case digit | small:
        return "a-z and 0-9";
    case fin_first:
        return "A-N, P-Z and 1-9";
    case fin_middle:
        return "A-N, P-Z and 0-9";
    case flag:
        return "0-9, A-H, J-N, P and R-Y";
    default:
        return "another alphabet";
    }
}

std::span<FieldRow const> layout(Kind kind) {
    using enum Kind;
    switch (kind) {
    case din:
        return din_fields;
    case blood_group:
        return blood_group_fields;
    case product:
        return product_fields;
    case expiry_date:
    case collection_date:
    case production_date:
        return std::span(date_time_fields).first(3);
    case expiry:
    case collection:
    case production:
        return date_time_fields;
    case special_testing:
        return special_testing_fields;
    case red_cell_antigens_old:
    case red_cell_antigens:
    case red_cell_antigens_finnish:
        return antigen_fields;
    case platelet_antigens:
        return platelet_fields;
    case hla_ab_alleles:
        return hla_ab_fields;
    case hla_drb1_alleles:
        return hla_drb1_fields;
    case container:
        return container_fields;
    case container_lot:
    case item_lot:
        return lot_fields;
    case donor:
        return donor_fields;
    case staff:
        return staff_fields;
    case item:
        return item_fields;
    case compound:
        return compound_fields;
    case patient_birth_date:
        return birth_fields;
    case patient:
        return patient_fields;
    case expiry_month:
        return month_fields;
    case infection_markers:
        return marker_fields;
    case consignment:
        return consignment_fields;
    case dimensions:
        return dimension_fields;
    case antigen_history:
        return history_fields;
    case flexible_date:
        return flexible_fields;
    case divisions:
        return division_fields;
    case facility_product:
        return std::span(processor_fields).first(2);
    case processor_product:
        return processor_fields;
    case mpho_lot:
        return mpho_lot_fields;
    case mpho_supplement:
        return mpho_supplement_fields;
    case grid_old:
        return old_grid_fields;
    case sec:
        return sec_fields;
    case grid:
        return grid_fields;
    case chain_of_identity:
        return coi_fields;
    case national:
    case national_donor:
    case unit_exclusion:
    case unknown:
        return {};
    }
    return {};
}

} // namespace coldchain::isbt128
