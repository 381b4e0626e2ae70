// SPDX-License-Identifier: Apache-2.0
// Conversion factors: NIST SP 811 (pound 0.45359237 kg, inch 25.4 mm, F = 1.8 C + 32), all exact.
#include "common/units.hpp"

#include <catch2/catch.hpp>

#include <compare>

using namespace coldchain;

namespace {
Quantity mass(char const* text) {
    return *parse_quantity(text, Dimension::mass);
}
Temperature temperature(char const* text) {
    return *parse_temperature(text);
}
} // namespace

TEST_CASE("units: a quantity keeps its number and unit", "[common]") {
    CHECK(to_text(mass("6 kg")) == "6 kg");
    CHECK(to_text(mass("6kg")) == "6 kg");
    CHECK(to_text(mass("0.003 kg")) == "0.003 kg");
}

TEST_CASE("units: quantities compare exactly across units", "[common]") {
    CHECK(std::is_eq(compare(mass("1 kg"), mass("1000 g"))));
    CHECK(std::is_eq(compare(mass("1 lb"), mass("453.59237 g"))));
    CHECK(std::is_lt(compare(mass("1 lb"), mass("453.59238 g"))));
    CHECK(std::is_lt(compare(mass("5.5 lb"), mass("2.5 kg")))); // 2.494758 kg
    CHECK(std::is_eq(compare(*parse_quantity("1 in", Dimension::length),
                             *parse_quantity("25.4 mm", Dimension::length))));
    CHECK(std::is_eq(compare(*parse_quantity("2 d", Dimension::duration),
                             *parse_quantity("48 h", Dimension::duration))));
}

TEST_CASE("units: sums are exact", "[common]") {
    CHECK(to_text(*add(mass("1.5 kg"), mass("250 g"))) == "1.75 kg");
    CHECK(to_text(*add(mass("1 kg"), mass("2 kg"))) == "3 kg");
}

TEST_CASE("units: a missing, unknown or wrong unit is refused with the allowed ones", "[common]") {
    auto const written = GENERATE("6", "6 stone", "6 mm", "kg", "", "six kg", "1,5 kg");
    auto const result = parse_quantity(written, Dimension::mass);
    REQUIRE_FALSE(result);
    // pounds are understood, but no document may state them
    CHECK(result.error().text.ends_with("allowed units: g, kg, mg"));
}

TEST_CASE("units: temperatures compare exactly across scales", "[common]") {
    CHECK(temperature("46.4 F") == temperature("8 C"));
    CHECK(temperature("46.41 F") > temperature("8.0 C"));
    CHECK(temperature("-320.8 F") == temperature("-196 C"));
    CHECK(temperature("273.15 K") == temperature("0 C"));
    CHECK(temperature("8.0 C") == temperature("8 C"));
}

TEST_CASE("units: Celsius is rounded to six decimals, half away from zero", "[common]") {
    CHECK(celsius_text(temperature("30.479 F")) == "-0.845"); // (30.479 - 32) / 1.8
    CHECK(celsius_text(temperature("33 F")) == "0.555556");
    CHECK(celsius_text(temperature("31 F")) == "-0.555556");
    CHECK(celsius_text(temperature("8.10 C")) == "8.1");
    CHECK(celsius_text(temperature("0.0 C")) == "0");
    CHECK(celsius_text(temperature("77.36 K")) == "-195.79");
}

TEST_CASE("units: the degree sign may stand before the letter", "[common]") {
    CHECK(temperature("-150 \u00B0C") == temperature("-150 C"));
    CHECK(temperature("-150\u00B0C") == temperature("-150 C"));
}

TEST_CASE("units: what is no temperature is refused", "[common]") {
    auto const written = GENERATE("", "8", "C", "8 X", "cold", "-274 C", "-1 K", "-460 F");
    CHECK_FALSE(parse_temperature(written));
}

TEST_CASE("units: ranges with one or two sides", "[common]") {
    auto const both = *parse_temperature_range("2 to 8 C");
    CHECK(*both.low == temperature("2 C"));
    CHECK(*both.high == temperature("8 C"));
    CHECK(to_text(both) == "2 to 8 C");
    auto const frozen = *parse_temperature_range("<= -150 C");
    CHECK_FALSE(frozen.low);
    CHECK(to_text(frozen) == "<= -150 C");
    CHECK(to_text(*parse_temperature_range("-90 to -60 C")) == "-90 to -60 C");
    CHECK_FALSE(parse_temperature_range("8 to 2 C"));
    CHECK_FALSE(parse_temperature_range("2-8 C"));
}
