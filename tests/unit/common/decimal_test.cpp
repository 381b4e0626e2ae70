// SPDX-License-Identifier: Apache-2.0
// Expected values are arithmetic that can be done on paper.
#include "common/decimal.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace coldchain;

TEST_CASE("decimal: what is written is what is printed", "[common]") {
    auto const written = GENERATE("0", "8.0", "-8.0", "0.05", "-196", "12.7000",
                                  "123456789012345678", "0.000000000000001");
    REQUIRE(parse_decimal(written));
    CHECK(to_text(*parse_decimal(written)) == written);
}

TEST_CASE("decimal: anything but digits with one mark is refused", "[common]") {
    auto const written = GENERATE("", "-", "+", ".", "1.2.3", "1,5", "1e3", "nan", "inf", " 1",
                                  "1 ", "--1", "0x1", "1234567890123456789", "0.0000000000000001");
    CHECK_FALSE(parse_decimal(written));
}

TEST_CASE("decimal: comparison is by value and exact", "[common]") {
    CHECK(*parse_decimal("8.0") == *parse_decimal("8"));
    CHECK(*parse_decimal("8.01") > *parse_decimal("8"));
    CHECK(*parse_decimal("-8.01") < *parse_decimal("-8"));
    // 0.1 + 0.2 is 0.3, which binary floating point denies
    CHECK(*add(*parse_decimal("0.1"), *parse_decimal("0.2")) == *parse_decimal("0.3"));
    // the largest numerals against the finest scale: the products need more than 64 bits
    CHECK(*parse_decimal("123456789012345678") > *parse_decimal("0.000000000000001"));
}

TEST_CASE("decimal: a sum that does not fit is refused", "[common]") {
    Decimal const huge{INT64_MAX, 0};
    CHECK_FALSE(add(huge, Decimal{1, 0}));
    CHECK_FALSE(subtract(Decimal{INT64_MIN, 0}, Decimal{1, 0}));
    CHECK_FALSE(add(huge, Decimal{1, 1})); // needs one more digit than there are
}

TEST_CASE("decimal: parse and print are inverse for random numbers", "[common]") {
    std::mt19937_64 random(1282026);
    std::uniform_int_distribution<std::int64_t> mantissas(-99'999'999'999'999'999,
                                                          99'999'999'999'999'999);
    std::uniform_int_distribution<int> scales(0, 15);
    for (int i = 0; i < 10'000; ++i) {
        Decimal const value{mantissas(random), static_cast<std::uint8_t>(scales(random))};
        auto const again = parse_decimal(to_text(value));
        REQUIRE(again);
        CHECK(again->mantissa == value.mantissa);
        CHECK(again->scale == value.scale);
    }
}
