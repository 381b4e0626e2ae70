// SPDX-License-Identifier: Apache-2.0
// Widths, glyphs and cut-down fonts. Advances are those of DejaVu 2.37 (fc-query, ttx): a digit of
// DejaVu Sans is 1303 units of 2048 wide, every character of DejaVu Sans Mono 1233.
#include "../places.hpp"
#include "draw/font.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <thread>

using namespace coldchain;
using namespace coldchain::draw;

namespace {

Fonts const& fonts() {
    static auto const loaded = Fonts::load(default_font_folder);
    REQUIRE(loaded);
    return loaded.value();
}

} // namespace

TEST_CASE("a width is the sum of the advances, rounded once", "[draw]") {
    CHECK(fonts().units_per_em(Face::sans) == 2048);
    CHECK(fonts().advance(Face::sans, U'0') == 1303);
    CHECK(fonts().advance(Face::mono, U'W') == 1233);
    CHECK(fonts().advance(Face::mono_bold, U'.') == 1233);
    // 10 * 1303 * 20 / 2048 = 127.24; rounding each digit first would give 130
    CHECK(fonts().width(Face::sans, 20, "0123456789") == 127);
    CHECK(fonts().width(Face::mono, 2048, "ab") == 2466);
    CHECK(fonts().width(Face::sans, 20, "") == 0);
    CHECK(fonts().pen_places(Face::sans, 20, "00") == std::vector<Dots>{0, 13, 25});
}

TEST_CASE("a character outside ASCII is one character", "[draw]") {
    // U+2103 and U+20AC are in the face; the emoji is not
    CHECK(fonts().pen_places(Face::sans, 30, "\xE2\x84\x83\xE2\x82\xAC").size() == 3);
    CHECK(fonts().has_glyph(Face::sans, U'\u2103'));
    CHECK_FALSE(fonts().has_glyph(Face::sans, U'\U0001F9CA'));
}

TEST_CASE("the missing glyph is found and named", "[draw]") {
    CHECK_FALSE(fonts().find_missing_glyph(Face::mono, "A9999 17 123456"));
    CHECK(fonts().find_missing_glyph(Face::sans, "ice \xF0\x9F\xA7\x8A") == U'\U0001F9CA');
    CHECK(fonts().find_missing_glyph(Face::sans, "two\nlines") == U'\n');
    CHECK(fonts().find_missing_glyph(Face::sans, "bad \xFF byte") == U'\uFFFD');
    auto const refused = fonts().check_glyphs(Face::sans_bold, "ice \xF0\x9F\xA7\x8A");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("U+01F9CA"));
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("DejaVu Sans Bold"));
    CHECK(fonts().check_glyphs(Face::sans, "-196 \xC2\xB0"
                                           "C"));
}

TEST_CASE("metrics grow with the size and keep their order", "[draw]") {
    auto const metrics = fonts().metrics(Face::sans, 2048);
    CHECK(metrics.cap_height == 1493); // top of H in font units
    CHECK(metrics.x_height == 1120);   // top of x
    CHECK(metrics.ascent == 1901);     // hhea of DejaVu Sans
    CHECK(metrics.descent == 483);
    CHECK(metrics.line_height == 2384);
}

TEST_CASE("the ink of a text is the ink of its glyphs", "[draw]") {
    auto const face = GENERATE(Face::sans, Face::sans_bold, Face::mono, Face::mono_bold);
    auto const size = GENERATE(9, 16, 33, 90);
    std::string const shown = "Ag|j0W_";
    auto const pens = fonts().pen_places(face, size, shown);
    Rect const ink = fonts().ink(face, size, shown);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        auto const& glyph = fonts().glyph(face, size, static_cast<char32_t>(shown[i]));
        INFO("size " << size << ' ' << shown[i]);
        CHECK(pens[i] + glyph.left >= ink.x);
        CHECK(pens[i] + glyph.left + glyph.columns <= ink.x + ink.width);
        CHECK(-glyph.top >= ink.y);
        CHECK(-glyph.top + glyph.rows <= ink.y + ink.height);
    }
    CHECK(fonts().ink(face, size, "  ") == Rect{});
}

TEST_CASE("0 and O, 1 and l and I look different in the mono faces", "[draw]") {
    auto const face = GENERATE(Face::mono, Face::mono_bold);
    auto const size = GENERATE(16, 24, 47); // 2 mm at 8, 12 and 24 dots a millimetre
    CHECK(fonts().glyph(face, size, U'0').dark != fonts().glyph(face, size, U'O').dark);
    CHECK(fonts().glyph(face, size, U'1').dark != fonts().glyph(face, size, U'l').dark);
    CHECK(fonts().glyph(face, size, U'1').dark != fonts().glyph(face, size, U'I').dark);
}

TEST_CASE("a cut-down font is small, whole and always the same", "[draw]") {
    std::u32string const characters = U"A99991712345600 Leukapheresis\u00B0";
    auto const cut = fonts().subset(Face::sans, characters);
    REQUIRE(cut);
    CHECK(cut->size() < 12'000); // the whole face has 757,076 bytes
    CHECK(cut->substr(0, 4) == std::string("\0\1\0\0", 4));
    CHECK(*cut == fonts().subset(Face::sans, characters).value());
}

TEST_CASE("an outline begins with a move and ends closed", "[draw]") {
    auto const steps = fonts().outline(Face::sans, U'o');
    REQUIRE(steps.size() > 4);
    CHECK(steps.front().kind == OutlineStep::Kind::move);
    CHECK(steps.back().kind == OutlineStep::Kind::close);
    CHECK(fonts().outline(Face::sans, U' ').empty());
}

TEST_CASE("a folder without the fonts is named, and so is the package", "[draw]") {
    auto const missing = Fonts::load("/nonexistent");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::io);
    CHECK_THAT(missing.error().where.file, Catch::Matchers::Contains("DejaVuSans.ttf"));
    CHECK_THAT(missing.error().text, Catch::Matchers::Contains("fonts-dejavu-core"));
    auto const folder = std::filesystem::path(places::binary_folder) / "not-fonts";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "DejaVuSans.ttf") << "this is not a font";
    CHECK_FALSE(Fonts::load(folder));
}

TEST_CASE("several threads may measure and draw at once", "[draw]") {
    auto const work = [] {
        for (Dots size = 8; size < 40; ++size)
            for (char32_t c = U'\u0370'; c < U'\u0400'; ++c) {
                fonts().advance(Face::sans, c);
                fonts().glyph(Face::mono, size, c);
            }
    };
    std::thread first(work);
    std::thread second(work);
    first.join();
    second.join();
    CHECK(fonts().advance(Face::sans, U'\u03A9') > 0);
}

TEST_CASE("bounds are where the ink is, whatever way the text is turned", "[draw]") {
    Text text{{100, 200}, "Ag", Face::sans, 40, Rotation::none, black};
    Rect const level = bounds(text, fonts());
    CHECK(level.y < 200);
    CHECK(level.y + level.height > 200); // g hangs below the baseline
    text.rotation = Rotation::quarter;   // reads downwards: up is to the right
    Rect const down = bounds(text, fonts());
    CHECK(down.width == level.height);
    CHECK(down.height == level.width);
    CHECK(down.y == 200 + (level.x - 100));
    CHECK(down.x + down.width == 100 + (200 - level.y));
    text.rotation = Rotation::three_quarter;
    Rect const up = bounds(text, fonts());
    CHECK(up.y + up.height == 200 - (level.x - 100));
    CHECK(up.x == 100 - (200 - level.y));
    text.rotation = Rotation::half;
    CHECK(bounds(text, fonts()).width == level.width);
}

TEST_CASE("bounds of lines, paths and boxes include their widths", "[draw]") {
    CHECK(bounds(Line{{10, 50}, {30, 50}, 4, black, 0}, fonts()) == Rect{10, 48, 20, 4});
    CHECK(bounds(Line{{10, 50}, {10, 20}, 3, black, 0}, fonts()) == Rect{9, 20, 3, 30});
    CHECK(bounds(Box{{1, 2, 3, 4}, 1, false, black, black}, fonts()) == Rect{1, 2, 3, 4});
    CHECK(bounds(Path{{{0, 0}, {10, 5}}, false, false, 2, black}, fonts()) == Rect{-1, -1, 12, 7});
    CHECK(bounds(Path{{{0, 0}, {10, 5}, {3, 9}}, true, true, 2, black}, fonts()) ==
          Rect{0, 0, 10, 9});
}
