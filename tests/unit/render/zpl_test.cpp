// SPDX-License-Identifier: Apache-2.0
// ZPL: what is sent decodes to the raster that was proved. The decoder here is written from the
// ZPL II manual's description of ^GF and its compression, apart from the encoder.
#include "render/raster.hpp"
#include "render/renderer.hpp"

#include "sample.hpp"

#include <charconv>

using namespace coldchain;
using namespace coldchain::draw;
using namespace coldchain::render;

namespace {

int number_at(std::string const& zpl, std::size_t& at) {
    int value = 0;
    auto const end = std::from_chars(zpl.data() + at, zpl.data() + zpl.size(), value).ptr;
    at = static_cast<std::size_t>(end - zpl.data());
    return value;
}

int number_after(std::string const& zpl, std::string const& command) {
    auto at = zpl.find(command);
    REQUIRE(at != std::string::npos);
    at += command.size();
    return number_at(zpl, at);
}

/// Hexadecimal digits of one field; `at` is behind the header.
std::string digits_of(std::string const& zpl, std::size_t at, std::size_t row, std::size_t total) {
    std::string digits;
    int repeat = 0;
    while (digits.size() < total) {
        char const c = zpl.at(at++);
        if (c >= 'G' && c <= 'Y')
            repeat += c - 'G' + 1;
        else if (c >= 'g' && c <= 'z')
            repeat += (c - 'g' + 1) * 20;
        else if (c == ',' || c == '!')
            digits.append(row - digits.size() % row, c == ',' ? '0' : 'F');
        else if (c == ':')
            digits += digits.substr(digits.size() - row);
        else {
            digits.append(static_cast<std::size_t>(std::max(repeat, 1)), c);
            repeat = 0;
        }
    }
    REQUIRE(digits.size() == total);
    REQUIRE(zpl.compare(at, 3, "^FS") == 0);
    return digits;
}

/// What a printer puts on one label.
barcode::Raster printed(std::string const& zpl) {
    barcode::Raster raster{number_after(zpl, "^PW"), number_after(zpl, "^LL"), {}};
    auto const width = static_cast<std::size_t>(raster.width);
    raster.grey.assign(width * static_cast<std::size_t>(raster.height), 255);
    for (auto at = zpl.find("^FO0,"); at != std::string::npos; at = zpl.find("^FO0,", at)) {
        at += 5;
        auto const top = static_cast<std::size_t>(number_at(zpl, at));
        REQUIRE(zpl.compare(at, 5, "^GFA,") == 0);
        at += 5;
        int const bytes = number_at(zpl, at);
        CHECK(bytes <= 99'999); // the manual's largest field
        CHECK(number_at(zpl, ++at) == bytes);
        auto const row = static_cast<std::size_t>(number_at(zpl, ++at)) * 2;
        auto const digits = digits_of(zpl, at + 1, row, static_cast<std::size_t>(bytes) * 2);
        for (std::size_t i = 0; i < digits.size(); ++i) {
            auto const value = std::string("0123456789ABCDEF").find(digits[i]);
            for (std::size_t bit = 0; bit < 4; ++bit)
                if ((value >> (3 - bit) & 1) != 0)
                    raster.grey.at((top + i / row) * width + (i % row) * 4 + bit) = 0;
        }
    }
    return raster;
}

} // namespace

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
