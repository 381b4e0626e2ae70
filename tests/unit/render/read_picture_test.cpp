// SPDX-License-Identifier: Apache-2.0
// Pictures in: what our own writer made comes back dot for dot, the portable maps as their
// specification (netpbm) has them, and damage is refused without a crash.
#include "render/read_picture.hpp"

#include "render/raster.hpp"
#include "render/renderer.hpp"
#include "sample.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace coldchain;
using namespace coldchain::render;

namespace {

std::vector<std::uint8_t> dots(std::string_view bytes) {
    auto const picture = read_picture(bytes);
    if (!picture)
        FAIL(picture.error().text);
    return picture->raster.grey;
}

using Grey = std::vector<std::uint8_t>;

} // namespace

TEST_CASE("a PNG of ours is read dot for dot, with its size", "[render]") {
    auto const drawing = sample::label({12, 1});
    auto const png = make_png_renderer(sample::fonts())->render(drawing);
    REQUIRE(png);
    auto const read = read_picture(*png);
    REQUIRE(read);
    CHECK(read->raster == raster(drawing, 0, sample::fonts()).value());
    CHECK(read->dots_per_mm == Approx(12).epsilon(0.001));
}

TEST_CASE("portable maps are read in all their forms", "[render]") {
    CHECK(dots("P1\n# a comment\n3 1\n1 0 1\n") == Grey{0, 255, 0});
    CHECK(dots("P1 3 2 101010") == Grey{0, 255, 0, 255, 0, 255}); // bits may touch
    CHECK(dots("P2 2 2 100 0 50 100 25") == Grey{0, 127, 255, 63});
    CHECK(dots("P3 1 1 255 255 0 0") == Grey{76}); // 0.299 of 255
    CHECK(dots(std::string("P4 9 1 ") + '\x80' + '\x80') ==
          Grey{0, 255, 255, 255, 255, 255, 255, 255, 0});
    CHECK(dots("P5 2 1 255 \x01\xff") == Grey{1, 255});
    CHECK(dots(std::string("P5 1 1 65535 ") + '\x80' + '\x01') == Grey{127});
    CHECK(dots("P6 1 1 255 \xff\xff\xff") == Grey{255});
}

TEST_CASE("what is no picture, or is cut off, is refused", "[render]") {
    for (std::string_view const bytes :
         {std::string_view(""), std::string_view("P5"), std::string_view("P5 "),
          std::string_view("P5 2"), std::string_view("P5 2 2 255"), std::string_view("P5 2 2 255 a"),
          std::string_view("P5 0 2 255 "), std::string_view("P5 2 2 0 abcd"),
          std::string_view("P5 -1 2 255 abcd"), std::string_view("P2 2 2 255 1 2 3"),
          std::string_view("P5 999999999 999999999 255 a"), std::string_view("P1 4000 4000 1"),
          std::string_view("GIF89a"), std::string_view("\x89PNG\r\n\x1a\n")}) {
        CAPTURE(bytes);
        auto const read = read_picture(bytes);
        REQUIRE(!read);
        CHECK(!read.error().text.empty());
    }
}

TEST_CASE("a damaged PNG is refused or read, and harms nothing", "[render]") {
    auto const png = make_png_renderer(sample::fonts())->render(sample::label({6, 1})).value();
    std::mt19937 random(20261124);
    for (int round = 0; round < 300; ++round) {
        auto damaged = png;
        for (auto flips = 1 + random() % 4; flips > 0; --flips)
            damaged.at(random() % damaged.size()) ^= static_cast<char>(1U << random() % 8);
        if (random() % 4 == 0)
            damaged.resize(random() % damaged.size());
        auto const read = read_picture(damaged);
        if (read)
            CHECK(read->raster.grey.size() == static_cast<std::size_t>(read->raster.width) *
                                                  static_cast<std::size_t>(read->raster.height));
    }
}
