// SPDX-License-Identifier: Apache-2.0
// How names are found in what people type. Which pairs belong together is argued beside them; no
// expected value comes from the program.
#include "rules/value.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

TEST_CASE("mentions: accents and capitals of Latin letters do not hide a name", "[rules]") {
    CHECK(rules::mentions("\xC3\x89"
                          "bola virus", // E with acute, one character
                          "Ebola"));
    CHECK(rules::mentions("E\xCC\x81"
                          "bola virus", // E and a combining acute
                          "Ebola"));
    CHECK(rules::mentions("Sabi\xC3\xA1 virus", "Sabia"));
    CHECK_FALSE(rules::mentions("Ebla virus", "Ebola"));
    CHECK_FALSE(rules::mentions("HIV-negative hepatitis", "hepatitis B"));
}

TEST_CASE("resembles: a typing error, a split or a joined name is still the name", "[rules]") {
    // one letter left out, two exchanged, one changed, in a word of five letters
    for (auto const* typed : {"Ebla virus", "Eboal", "Ebila", "virus Ebola", "E b o l a"})
        CHECK(rules::resembles(typed, "Ebola"));
    CHECK(rules::resembles("Bacillus antracis", "Bacillus anthracis"));
    CHECK(rules::resembles("Bacilus antracis", "Bacillus anthracis")); // one in each word
    CHECK(rules::resembles("monkey pox", "Monkeypox"));
    CHECK(rules::resembles("Lassavirus", "Lassa"));
}

TEST_CASE("resembles: another name is not taken for it", "[rules]") {
    CHECK_FALSE(rules::resembles("hepatitis C virus", "hepatitis B")); // short words are exact
    CHECK_FALSE(rules::resembles("HCV", "HIV"));
    CHECK_FALSE(rules::resembles("Zika", "Ebola"));
    CHECK_FALSE(rules::resembles("Rickettsia africae", "Rickettsia rickettsii"));
    CHECK_FALSE(rules::resembles("Chlamydia trachomatis", "Chlamydia psittaci"));
    CHECK_FALSE(rules::resembles("varicella", "Variola"));
    CHECK_FALSE(rules::resembles("", "Ebola"));
    CHECK_FALSE(rules::resembles("Ebola", ""));
    CHECK_FALSE(rules::resembles(std::string(100000, 'a'), "Ebola")); // and at once
}
