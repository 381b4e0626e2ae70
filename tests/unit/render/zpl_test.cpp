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

TEST_CASE("native ZPL and SVG place their elements where the drawing has them", "[render]") {
    // the PDF is compared with the raster in pdf_test.cpp, the bitmap above; these two say places
    Grid const grid = GENERATE(Grid{8, 1}, Grid{12, 1}, Grid{24, 1});
    auto const drawing = sample::label(grid);
    auto const zpl = make_zpl_native_renderer(sample::fonts())->render(drawing);
    auto const svg = make_svg_renderer(sample::fonts())->render(drawing);
    REQUIRE(zpl);
    REQUIRE(svg);
    int symbols = 0;
    int texts = 0;
    for (auto const& item : drawing.pages[0].items) {
        CAPTURE(item.name);
        if (auto const* mark = std::get_if<SymbolMark>(&item.primitive)) {
            ++symbols;
            auto const x = std::to_string(mark->at.x);
            auto const y = std::to_string(mark->at.y);
            bool const linear = mark->bar_height > 0;
            CHECK(zpl->find("^FO" + x + "," + y + (linear ? "^BY" : "^BX")) != std::string::npos);
            CHECK(svg->find("translate(" + x + " " + y + ")") != std::string::npos);
        }
        auto const* text = std::get_if<Text>(&item.primitive);
        if (text != nullptr && text->face == Face::sans && text->rotation == Rotation::none) {
            ++texts;
            auto const place = std::to_string(text->at.x) + "," + std::to_string(text->at.y);
            CHECK(zpl->find("^FT" + place + "^A0N," + std::to_string(text->size)) !=
                  std::string::npos);
        }
    }
    CHECK(symbols == 7);
    CHECK(texts >= 1);
}

TEST_CASE("native ZPL: nothing in the data becomes a command or is lost", "[render]") {
    std::string const nasty = "^XZ~JA_5E\\&>5 \xC3\xA9";
    Drawing drawing{{12, 1}, "", {{1200, 400, {}}}};
    auto& items = drawing.pages[0].items;
    items.push_back({"text", Text{{10, 50}, nasty, Face::sans, 30, Rotation::none, black}});
    items.push_back(
        {"date", sample::mark(barcode::Symbology::code128, "&>0263652359", {100, 100}, 3, 100)});
    items.push_back(
        {"plain", sample::mark(barcode::Symbology::data_matrix, "#$A^1~2", {700, 100}, 4, 0)});
    auto const zpl = make_zpl_native_renderer(sample::fonts())->render(drawing);
    REQUIRE(zpl);
    CHECK(zpl->find("^FD_5EXZ_7EJA_5F5E_5C&>5 _C3_A9^FS") != std::string::npos);
    // mode A: mode N would take > for a function and drop it
    CHECK(zpl->find(",N,N,N,A^FH_^FD&>0263652359^FS") != std::string::npos);
    // the escape of ^BX is a character that the data does not have
    CHECK(zpl->find(",,%^FH_^FD#$A_5E1_7E2^FS") != std::string::npos);
    CHECK(zpl->find('~') == std::string::npos);
    std::size_t ends = 0;
    for (std::size_t at = zpl->find("^XZ"); at != std::string::npos; at = zpl->find("^XZ", at + 1))
        ++ends;
    CHECK(ends == 1);
}
