// SPDX-License-Identifier: Apache-2.0
// Print against symbols. The label is the ISBT 128 label of ST-001's own kind: number A9999 26
// 000123 (check character P, by the long way: sum of value times 2^(14 - place), 38 less the rest
// modulo 37; the same that `isbt check din A999926000123` prints), product S1128100, expiry
// 0273222359 (day 322 of 2027 is 18 November, 23:59), group 64 (A RhD positive, autologous only).
#include "readback/printed.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::readback;

namespace {

std::vector<ReadSymbol> label_symbols() {
    return {{"=A99992600012300", {5, 2.5, 36.2, 8}, true},
            {"=%6400", {51, 2.5, 22.5, 8}, true},
            {"=<S1128100", {7.5, 52, 36.2, 8}, true},
            {"&>0273222359", {51, 52, 30.7, 8}, true},
            {"&}0263220800", {5, 24, 30.7, 8}, true},
            {"=+05000=A99992600012300=%6400=<S1128100&>0273222359&*0263061015",
             {80, 2.5, 13, 13},
             false}};
}

/// Places in millimetres, as pdftotext gives them for the 100 x 100 mm label.
std::vector<PrintedWord> label_words() {
    return {{"00", {39.6, 11.8, 2.7, 2.8}},       {"A9999", {5, 11, 11.8, 4.6}},
            {"26", {18.2, 11, 4.7, 4.6}},         {"000123", {24.5, 11, 14.1, 4.6}},
            {"P", {44, 11, 2.4, 4.6}},            {"6400", {51, 10.5, 5, 2.4}},
            {"A", {57.9, 12.8, 10, 15.1}},        {"RhD", {53.5, 26.3, 5.6, 2.8}},
            {"POSITIVE", {59.9, 26.3, 12.5, 2.8}}, {"Collected", {5, 35.9, 10.1, 2.5}},
            {"02", {15.8, 35.9, 2.8, 2.5}},       {"NOV", {19.3, 35.9, 4.8, 2.5}},
            {"2026", {24.8, 35.9, 5.5, 2.5}},     {"10:15", {31, 35.9, 6.2, 2.5}},
            {"PST", {37.9, 35.9, 4, 2.5}},        {"S1128100", {7.5, 60.5, 10, 2.4}},
            {"HPC,", {5, 62.8, 9.8, 4.2}},        {"0273222359", {51, 60.5, 12.5, 2.4}},
            {"EXP", {51, 63.2, 8.7, 4.7}},        {"18", {61.1, 63.2, 5.6, 4.7}},
            {"NOV", {68.1, 63.2, 9.8, 4.7}},      {"2027", {79.3, 63.2, 11.1, 4.7}},
            {"23:59", {51, 67.9, 8.2, 3}},        {"PST", {60.1, 67.9, 5.5, 3}},
            {"Chain", {5, 94, 6, 2.4}},           {"of", {11.6, 94, 2, 2.4}},
            {"identity", {14.3, 94, 8, 2.4}},     {"CHA999926000001", {22.9, 94, 20.3, 2.4}}};
}

struct Change {
    std::string what;
    std::string from;
    std::string to;
    std::string printed;
    std::string said;
};

} // namespace

TEST_CASE("a label whose print agrees with its symbols has no finding", "[readback]") {
    CHECK(compare_printed(label_symbols(), label_words()).empty());
}

TEST_CASE("each printed fact that differs from the symbols is found with its place", "[readback]") {
    auto const change = GENERATE(values<Change>({
        {"donation number", "000123", "000124", "A999926000124", "A999926000123"},
        {"check character", "P", "R", "R", "P"},
        {"code under the bars", "S1128100", "S1129100", "S1129100", "S1128100"},
        {"code under the bars", "S1128100", "S112810", "S112810", "S1128100"},
        {"code under the bars", "6400", "6200", "6200", "6400"},
        {"code under the bars", "0273222359", "0273232359", "0273232359", "0273222359"},
        {"expiry", "2027", "2028", "2028-11-18 23:59", "2027-11-18 23:59"},
        {"expiry", "23:59", "22:59", "2027-11-18 22:59", "2027-11-18 23:59"},
        {"collection date", "02", "03", "2026-11-03 10:15", "2026-11-02 10:15"},
        {"blood group", "POSITIVE", "NEGATIVE", "A neg", "A pos"},
        {"blood group", "A", "B", "B pos", "A pos"},
    }));
    CAPTURE(change.what, change.from, change.to);
    auto words = label_words();
    for (auto& word : words)
        if (word.text == change.from) {
            word.text = change.to;
            break;
        }
    auto const findings = compare_printed(label_symbols(), words);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule == "READ-08");
    CHECK(findings[0].severity == Severity::error);
    CHECK(findings[0].field.starts_with(change.what + " at "));
    CHECK(findings[0].value == change.printed);
    CHECK(findings[0].limit == change.said);
}

TEST_CASE("a product code in text alone is compared with the matrix", "[readback]") {
    std::vector<ReadSymbol> const vial{{"=+02000=A99992600012300=<S1128100", {26, 1, 5, 5}, false}};
    std::vector<PrintedWord> const right{{"S1128100", {1, 4, 9, 2}}};
    std::vector<PrintedWord> const wrong{{"S1128200", {1, 4, 9, 2}}};
    CHECK(compare_printed(vial, right).empty());
    auto const findings = compare_printed(vial, wrong);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].field == "product code at 1.0, 4.0 mm");
}

TEST_CASE("a chain of identity is compared where a symbol carries it", "[readback]") {
    std::vector<ReadSymbol> const same{{"&/CHA999926000001", {5, 80, 41, 8}, false}};
    std::vector<ReadSymbol> const other{{"&/CHA999926000002", {5, 80, 41, 8}, false}};
    CHECK(compare_printed(same, label_words()).empty());
    auto const findings = compare_printed(other, label_words());
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].value == "CHA999926000001");
    CHECK(findings[0].limit == "CHA999926000002");
}

TEST_CASE("what no symbol says is not compared", "[readback]") {
    CHECK(compare_printed(std::vector<ReadSymbol>{}, label_words()).empty());
    std::vector<ReadSymbol> const foreign{{"SHP-2026-0117", {5, 2.5, 36, 8}, true}};
    CHECK(compare_printed(foreign, label_words()).empty());
}
