// SPDX-License-Identifier: Apache-2.0
// Well-formed and ill-formed sequences: The Unicode Standard 15, table 3-7 and section 3.9.
#include "common/text.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

TEST_CASE("text: ill-formed UTF-8 is found at its first byte", "[common]") {
    CHECK_FALSE(text::find_invalid_utf8("plain"));
    CHECK_FALSE(text::find_invalid_utf8("\u00B0C \u20AC \U0001F9EA"));
    CHECK(text::find_invalid_utf8("ab\xFF") == 2);
    CHECK(text::find_invalid_utf8("\xC0\x80") == 0);         // overlong
    CHECK(text::find_invalid_utf8("\xED\xA0\x80") == 0);     // surrogate
    CHECK(text::find_invalid_utf8("\xF4\x90\x80\x80") == 0); // above U+10FFFF
    CHECK(text::find_invalid_utf8("a\xE2\x82") == 1);        // cut
}

TEST_CASE("text: code points there and back", "[common]") {
    std::string const sample = "A\u00B5\u20AC\U0001F9EA";
    std::string again;
    for (char32_t const point : text::code_points(sample))
        again += text::to_utf8(point);
    CHECK(again == sample);
    CHECK(text::code_points("\xFF") == std::vector<char32_t>{0xFFFD});
}

TEST_CASE("text: quoting makes any bytes safe to print", "[common]") {
    CHECK(text::quoted("plain") == "\"plain\"");
    CHECK(text::quoted("a\nb\x1B\xFF") == "\"a\\x0Ab\\x1B\\xFF\"");
    CHECK(text::quoted(std::string(100, 'x')) == "\"" + std::string(60, 'x') + "...\"");
}

TEST_CASE("text: whole numbers, all of the text or nothing", "[common]") {
    CHECK(text::parse_int("42") == 42);
    CHECK(text::parse_int("-42") == -42);
    CHECK(text::parse_int("+42") == 42);
    for (auto const* const bad : {"", "4 2", "42x", " 42", "4.2", "99999999999999999999", "0x10"})
        CHECK_FALSE(text::parse_int(bad));
}

TEST_CASE("text: numbers have one decimal mark and no words", "[common]") {
    CHECK(text::parse_double("2.5") == 2.5);
    for (auto const* const bad : {"", "nan", "inf", "2,5", "2.5C", " 2.5", "0x1p3", "infinity"})
        CHECK_FALSE(text::parse_double(bad));
}

TEST_CASE("text: fixed notation never shows a negative zero", "[common]") {
    CHECK(text::fixed(-0.04, 1) == "0.0");
    CHECK(text::fixed(26.25989, 3) == "26.260");
    CHECK(text::fixed(-185.55, 1) == "-185.6");
}

TEST_CASE("text: the nearest word is offered only when it is near", "[common]") {
    std::vector<std::string> const words{"check", "certify", "label"};
    CHECK(text::nearest("chekc", words) == "check");
    CHECK(text::nearest("labels", words) == "label");
    CHECK_FALSE(text::nearest("dispatch", words));
}

TEST_CASE("text: split and join are inverse", "[common]") {
    auto const pieces = text::split("a,,b,", ',');
    CHECK(pieces.size() == 4);
    std::vector<std::string> const owned(pieces.begin(), pieces.end());
    CHECK(text::join(owned, ",") == "a,,b,");
}

TEST_CASE("text: cat joins text and whole numbers", "[common]") {
    CHECK(text::cat("a", 'b', 3, -4, std::string("c")) == "ab3-4c");
}
