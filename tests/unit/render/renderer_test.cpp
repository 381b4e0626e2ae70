// SPDX-License-Identifier: Apache-2.0
// What all backends have in common, and SVG.
#include "render/renderer.hpp"

#include "sample.hpp"

using namespace coldchain;
using namespace coldchain::draw;
using namespace coldchain::render;

TEST_CASE("each listed format has a renderer, and nothing else has", "[render]") {
    auto const drawing = sample::label({8, 1});
    for (auto const format : formats()) {
        auto const renderer = make_renderer(format, sample::fonts());
        REQUIRE(renderer);
        auto const first = renderer->render(drawing);
        REQUIRE(first);
        CHECK(*first == renderer->render(drawing).value());
    }
    CHECK(make_renderer("docx", sample::fonts()) == nullptr);
}

TEST_CASE("every format refuses a missing glyph and a symbol without modules", "[render]") {
    Drawing missing{{8, 1}, "", {{800, 800, {}}}};
    missing.pages[0].items.push_back(
        {"name", Text{{0, 10}, "\xF0\x9F\xA7\x8A", Face::sans, 10, Rotation::none, black}});
    Drawing hollow{{8, 1}, "", {{800, 800, {{"symbol", SymbolMark{}}}}}};
    for (auto const format : formats()) {
        CHECK_FALSE(make_renderer(format, sample::fonts())->render(missing));
        CHECK_FALSE(make_renderer(format, sample::fonts())->render(hollow));
    }
}

TEST_CASE("SVG: true size, escaped texts, one path a symbol", "[render]") {
    Drawing drawing = sample::label({8, 1});
    drawing.title = "A & B <C>";
    auto const svg = make_svg_renderer(sample::fonts())->render(drawing);
    REQUIRE(svg);
    CHECK_THAT(*svg, Catch::Matchers::Contains("width=\"100mm\" height=\"60mm\""));
    CHECK_THAT(*svg, Catch::Matchers::Contains("viewBox=\"0 0 800 480\""));
    CHECK_THAT(*svg, Catch::Matchers::Contains("<title>A &amp; B &lt;C&gt;</title>"));
    CHECK_THAT(*svg, Catch::Matchers::Contains("aria-label=\"A9999 17 123456\""));
    CHECK_THAT(*svg, Catch::Matchers::Contains("translate(96 16) scale(2 80)")); // the DIN
}

TEST_CASE("SVG: an independent renderer shows symbols that an independent reader reads",
          "[render]") {
    if (!sample::has_program("rsvg-convert") || !sample::has_program("zbarimg")) {
        WARN("skipped: rsvg-convert or zbarimg is not installed");
        return;
    }
    auto const svg = make_svg_renderer(sample::fonts())->render(sample::label({12, 1}));
    REQUIRE(svg);
    auto const path = sample::write("label.svg", *svg);
    auto const picture =
        sample::write("svg.png", sample::output_of("rsvg-convert -w 1200 " + path));
    CHECK_THAT(sample::output_of("zbarimg -q " + picture),
               Catch::Matchers::Contains("CODE-128:=A99991712345600"));
}

TEST_CASE("one page can be taken out of a drawing", "[render]") {
    Drawing const drawing{{8, 1}, "two", {{10, 20, {}}, {30, 40, {}}}};
    auto const second = only_page(drawing, 1);
    REQUIRE(second.pages.size() == 1);
    CHECK(second.pages[0].width == 30);
    CHECK(second.title == "two");
}
