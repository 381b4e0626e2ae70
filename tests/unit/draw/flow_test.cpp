// SPDX-License-Identifier: Apache-2.0
// Text in rectangles. In DejaVu Sans Mono every character is 1233 of 2048 units wide, so at 2048
// dots an em widths are easy to count.
#include "draw/flow.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace coldchain;
using namespace coldchain::draw;

namespace {

Fonts const& fonts() {
    static auto const loaded = Fonts::load(default_font_folder);
    REQUIRE(loaded);
    return loaded.value();
}

constexpr Dots letter = 1233;

TextStyle mono() {
    return {Face::mono, 2048, black, Align::left, 0};
}

} // namespace

TEST_CASE("lines break at blanks and at line feeds, and nowhere else", "[draw]") {
    auto const wrapped = wrap(fonts(), mono(), "keep below  -150 C\nup", 10 * letter);
    CHECK(wrapped.lines == std::vector<std::string>{"keep below", "-150 C", "up"});
    CHECK(wrapped.widest == 10 * letter);
    CHECK_FALSE(wrapped.too_wide);
}

TEST_CASE("a word wider than the area is kept whole and reported", "[draw]") {
    auto const wrapped = wrap(fonts(), mono(), "a leukapheresis b", 5 * letter);
    CHECK(wrapped.lines == std::vector<std::string>{"a", "leukapheresis", "b"});
    CHECK(wrapped.too_wide);
    auto const flowed = flow(fonts(), mono(), "leukapheresis", {0, 0, 5 * letter, 9000}, "name");
    CHECK(flowed.overflow_width == 8 * letter);
    CHECK(flowed.overflow_height == 0);
    CHECK_FALSE(flowed.fits());
}

TEST_CASE("too many lines are all drawn and the overflow is a value", "[draw]") {
    Dots const two_lines = height_of_lines(fonts(), mono(), 2);
    auto const flowed = flow(fonts(), mono(), "a\nb\nc", {0, 0, letter, two_lines}, "text");
    CHECK(flowed.items.size() == 3);
    CHECK(flowed.overflow_height == fonts().metrics(Face::mono, 2048).line_height);
    CHECK(flow(fonts(), mono(), "a\nb", {0, 0, letter, two_lines}, "text").fits());
}

TEST_CASE("text is aligned by its measured width", "[draw]") {
    TextStyle style = mono();
    Rect const area{100, 0, 10 * letter, 9000};
    style.align = Align::centre;
    CHECK(line_in(fonts(), style, "ab", area).at.x == 100 + 4 * letter);
    style.align = Align::right;
    CHECK(line_in(fonts(), style, "ab", area).at.x == 100 + 8 * letter);
    auto const flowed = flow(fonts(), style, "ab\nabcd", area, "text");
    CHECK(std::get<Text>(flowed.items.at(0).primitive).at.x == 100 + 8 * letter);
    CHECK(std::get<Text>(flowed.items.at(1).primitive).at.x == 100 + 6 * letter);
}

TEST_CASE("capitals of a line stand in the middle of its area", "[draw]") {
    Rect const area{0, 1000, 10 * letter, 4000};
    Rect const ink = bounds(line_in(fonts(), mono(), "H", area), fonts());
    CHECK(std::abs((ink.y - area.y) - (area.y + area.height - ink.y - ink.height)) <= 1);
}

TEST_CASE("a size is chosen only from those a layout allows", "[draw]") {
    std::array<Dots, 3> const sizes{2048, 1024, 512};
    CHECK(first_size_that_fits(fonts(), mono(), "abcd", {0, 0, 2 * letter, 9000}, sizes) == 1024);
    CHECK_FALSE(first_size_that_fits(fonts(), mono(), "abcd", {0, 0, letter / 2, 9000}, sizes));
}

TEST_CASE("an empty text has one empty line and no ink", "[draw]") {
    auto const flowed = flow(fonts(), mono(), "", {0, 0, letter, 9000}, "text");
    CHECK(flowed.items.empty());
    CHECK(flowed.fits());
    CHECK(height_of_lines(fonts(), mono(), 0) == 0);
}
