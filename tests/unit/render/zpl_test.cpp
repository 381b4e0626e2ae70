// SPDX-License-Identifier: Apache-2.0
// ZPL: what is sent decodes to the raster that was proved.
#include "render/raster.hpp"
#include "render/renderer.hpp"

#include "printed.hpp"
#include "sample.hpp"

using namespace coldchain;
using namespace coldchain::draw;
using namespace coldchain::render;
using printer::printed;

TEST_CASE("ZPL carries exactly the dots of the raster", "[render]") {
    Grid const grid = GENERATE(grid_of_dpi(203), grid_of_dpi(300), grid_of_dpi(600), Grid{12, 1});
    auto const drawing = sample::label(grid);
    auto const zpl = make_zpl_renderer(sample::fonts())->render(drawing);
    REQUIRE(zpl);
    CHECK(printed(*zpl) == render::raster(drawing, 0, sample::fonts()).value());
}

TEST_CASE("long runs and full rows come through the compression", "[render]") {
    auto const width = GENERATE(3, 8, 1601, 3205, 4800);
    Drawing drawing{{8, 1}, "", {{width, 6, {}}}};
    auto& items = drawing.pages[0].items;
    items.push_back({"full", Box{{0, 1, width, 1}, 0, true, black, black}});
    items.push_back({"inner", Box{{1, 2, width - 2, 1}, 0, true, black, black}});
    items.push_back({"last dot", Box{{width - 1, 3, 1, 1}, 0, true, black, black}});
    auto const zpl = make_zpl_renderer(sample::fonts())->render(drawing);
    REQUIRE(zpl);
    CHECK(printed(*zpl) == render::raster(drawing, 0, sample::fonts()).value());
}

TEST_CASE("each page is a label of its own, an empty one too", "[render]") {
    Drawing drawing{{8, 1}, "", {{80, 40, {}}, {80, 40, {}}}};
    drawing.pages[1].items.push_back({"box", Box{{0, 0, 8, 8}, 0, true, black, black}});
    auto const zpl = make_zpl_renderer(sample::fonts())->render(drawing);
    REQUIRE(zpl);
    CHECK(zpl->substr(0, 3) == "^XA");
    CHECK(zpl->find("^XA", 3) != std::string::npos);
    CHECK(zpl->find("^GFA") == zpl->rfind("^GFA"));
}

TEST_CASE("repeated rows are sent once", "[render]") {
    Drawing drawing{{12, 1}, "", {{1200, 200, {}}}};
    drawing.pages[0].items.push_back(
        {"din", sample::mark(barcode::Symbology::code128, "=A99991712345600", {100, 20}, 3, 150)});
    auto const zpl = make_zpl_renderer(sample::fonts())->render(drawing);
    REQUIRE(zpl);
    CHECK(zpl->size() < 600);
}

TEST_CASE("a label longer than ZPL counts is refused", "[render]") {
    Drawing const drawing{{24, 1}, "", {{100, 40'000, {}}}};
    auto const refused = make_zpl_renderer(sample::fonts())->render(drawing);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("32000"));
}
