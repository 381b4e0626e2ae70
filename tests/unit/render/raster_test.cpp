// SPDX-License-Identifier: Apache-2.0
// The page at its own dots: exact modules, exact lines, one rule for ink.
#include "render/raster.hpp"

#include "sample.hpp"

using namespace coldchain;
using namespace coldchain::draw;
using namespace coldchain::render;

namespace {

Drawing one(Primitive primitive, Dots width = 40, Dots height = 30) {
    return {{8, 1}, "", {{width, height, {{"thing", std::move(primitive)}}}}};
}

/// Dark dots, as text: '#' and '.'.
std::vector<std::string> picture(Drawing const& drawing) {
    auto const raster = render::raster(drawing, 0, sample::fonts());
    REQUIRE(raster);
    std::vector<std::string> rows;
    for (int y = 0; y < raster->height; ++y) {
        rows.emplace_back();
        for (int x = 0; x < raster->width; ++x)
            rows.back() += raster->at(x, y) == 0 ? '#' : '.';
    }
    return rows;
}

barcode::Raster turned_by_quarter(barcode::Raster const& raster) {
    barcode::Raster turned{raster.height, raster.width,
                           std::vector<std::uint8_t>(raster.grey.size())};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x)
            turned.grey[static_cast<std::size_t>(x * turned.width + raster.height - 1 - y)] =
                raster.at(x, y);
    return turned;
}

} // namespace

TEST_CASE("every module of every symbol is whole dots", "[render]") {
    Grid const grid = GENERATE(grid_of_dpi(203), grid_of_dpi(300), grid_of_dpi(600), Grid{8, 1},
                               Grid{12, 1}, Grid{24, 1});
    auto const drawing = sample::label(grid);
    auto const raster = render::raster(drawing, 0, sample::fonts());
    REQUIRE(raster);
    for (auto const& item : drawing.pages[0].items) {
        auto const* const mark = std::get_if<SymbolMark>(&item.primitive);
        if (mark == nullptr || mark->rotation != Rotation::none)
            continue;
        Rect const area = area_of(*mark);
        INFO(item.name);
        bool same = true;
        for (int y = 0; y < area.height; ++y)
            for (int x = 0; x < area.width; ++x) {
                int const row = mark->symbol.rows == 1 ? 0 : y / mark->module;
                bool const ink = raster->at(area.x + x, area.y + y) == 0;
                same = same && ink == mark->symbol.is_dark(x / mark->module, row);
            }
        CHECK(same);
    }
}

TEST_CASE("a page drawn turned is the page turned", "[render]") {
    // a text and a symbol, level on one page and turned by a quarter on another
    auto mark = sample::mark(barcode::Symbology::code128, "=%6200", {30, 10}, 2, 40);
    Text text{{30, 100}, "Agj 0O", Face::sans, 40, Rotation::none, black};
    Drawing const level{{8, 1}, "", {{300, 200, {{"s", mark}, {"t", text}}}}};
    auto const straight = render::raster(level, 0, sample::fonts());
    REQUIRE(straight);
    mark.rotation = Rotation::quarter;
    mark.at = {200 - 10 - 40, 30};
    text.rotation = Rotation::quarter;
    text.at = {200 - 100, 30};
    Drawing const turned{{8, 1}, "", {{200, 300, {{"s", mark}, {"t", text}}}}};
    auto const beside = render::raster(turned, 0, sample::fonts());
    REQUIRE(beside);
    CHECK(turned_by_quarter(*straight) == *beside);
    mark.rotation = Rotation::half;
    mark.at = {300 - 30 - 180, 200 - 10 - 40};
    text.rotation = Rotation::half;
    text.at = {300 - 30, 200 - 100};
    Drawing const upside{{8, 1}, "", {{300, 200, {{"s", mark}, {"t", text}}}}};
    auto const over = render::raster(upside, 0, sample::fonts());
    REQUIRE(over);
    CHECK(turned_by_quarter(turned_by_quarter(*straight)) == *over);
    mark.rotation = Rotation::three_quarter;
    mark.at = {10, 300 - 30 - 180};
    text.rotation = Rotation::three_quarter;
    text.at = {100, 300 - 30};
    Drawing const back{{8, 1}, "", {{200, 300, {{"s", mark}, {"t", text}}}}};
    auto const third = render::raster(back, 0, sample::fonts());
    REQUIRE(third);
    CHECK(turned_by_quarter(*third) == *straight);
}

TEST_CASE("ink lies inside the bounds that layouts compare", "[render]") {
    auto const drawing = sample::label(GENERATE(Grid{8, 1}, Grid{12, 1}));
    for (auto const& item : drawing.pages[0].items) {
        Drawing alone{
            drawing.grid, "", {{drawing.pages[0].width, drawing.pages[0].height, {item}}}};
        auto const raster = render::raster(alone, 0, sample::fonts());
        REQUIRE(raster);
        Rect const box = bounds(item, sample::fonts());
        bool inside = true;
        bool any = false;
        for (int y = 0; y < raster->height; ++y)
            for (int x = 0; x < raster->width; ++x) {
                if (raster->at(x, y) != 0)
                    continue;
                any = true;
                inside = inside && x >= box.x && y >= box.y && x < box.x + box.width &&
                         y < box.y + box.height;
            }
        INFO(item.name);
        CHECK(any);
        CHECK(inside);
    }
}

TEST_CASE("level lines are rectangles of their width, dashes included", "[render]") {
    auto rows = picture(one(Line{{2, 3}, {8, 3}, 2, black, 0}, 10, 6));
    CHECK(rows == std::vector<std::string>{"..........", "..........", "..######..", "..######..",
                                           "..........", ".........."});
    rows = picture(one(Line{{0, 1}, {10, 1}, 1, black, 3}, 10, 3));
    CHECK(rows[1] == "###...###.");
    rows = picture(one(Line{{4, 5}, {4, 0}, 3, black, 0}, 8, 6));
    CHECK(rows[0] == "...###..");
    CHECK(rows[5] == "........");
}

TEST_CASE("a border lies inside its box", "[render]") {
    auto const rows = picture(one(Box{{1, 1, 6, 4}, 1, false}, 8, 6));
    CHECK(rows == std::vector<std::string>{"........", ".######.", ".#....#.", ".#....#.",
                                           ".######.", "........"});
}

TEST_CASE("a filled area holds the dots whose centres it holds", "[render]") {
    // a square of 4 by 4 and a diamond: 2 * 5 * 5 = 50 square dots
    CHECK(picture(one(Path{{{1, 1}, {5, 1}, {5, 5}, {1, 5}}, true, true, 1, black}, 6, 6))[2] ==
          ".####.");
    auto const rows =
        picture(one(Path{{{10, 5}, {15, 10}, {10, 15}, {5, 10}}, true, true, 1, black}));
    long dark = 0;
    for (auto const& row : rows)
        dark += std::count(row.begin(), row.end(), '#');
    CHECK(std::abs(dark - 50) <= 10);
    // through the centres of row 10 the edges run at 5.5 and 14.5; the left one counts as inside
    CHECK(rows[10] == std::string(5, '.') + std::string(9, '#') + std::string(26, '.'));
}

TEST_CASE("a line that bends has no notch at the bend", "[render]") {
    auto const rows = picture(one(Path{{{5, 25}, {20, 5}, {35, 25}}, false, false, 6, black}));
    CHECK(rows[4][20] == '#');
    CHECK(rows[5][20] == '#');
    CHECK(rows[8][20] == '#');
}

TEST_CASE("ink is what is darker than mid grey", "[render]") {
    CHECK(is_ink(black));
    CHECK_FALSE(is_ink(white));
    CHECK(is_ink({127, 127, 127}));
    CHECK_FALSE(is_ink({128, 128, 128}));
    CHECK(is_ink({200, 0, 0}));
    CHECK_FALSE(is_ink({255, 255, 0}));
    auto const rows = picture(one(Box{{0, 0, 4, 2}, 0, true, black, {255, 230, 200}}, 4, 2));
    CHECK(rows[0] == "....");
}

TEST_CASE("what is drawn later lies on top, white over black too", "[render]") {
    Drawing drawing = one(Box{{0, 0, 6, 3}, 0, true, black, black}, 6, 3);
    drawing.pages[0].items.push_back({"hole", Box{{2, 1, 2, 1}, 0, true, black, white}});
    CHECK(picture(drawing) == std::vector<std::string>{"######", "##..##", "######"});
}

TEST_CASE("a picture is drawn dot for dot", "[render]") {
    Picture const shape{{1, 1}, 3, 2, {true, false, true, false, true, false}};
    CHECK(picture(one(shape, 5, 4)) ==
          std::vector<std::string>{".....", ".#.#.", "..#..", "....."});
}

TEST_CASE("what leaves the page is cut and harms nothing", "[render]") {
    CHECK(picture(one(Box{{-5, -5, 8, 8}, 0, true, black, black}, 4, 4))[0] == "###.");
    CHECK(
        picture(one(Text{{-10, 20}, "wide text", Face::sans, 30, Rotation::none, black})).size() ==
        30);
    CHECK(picture(one(Line{{-100, -50}, {500, 400}, 3, black, 7})).size() == 30);
}

TEST_CASE("a bitmap packs eight dots into a byte, spare bits clear", "[render]") {
    auto const dots =
        render::raster(one(Box{{0, 0, 10, 1}, 0, true, black, black}, 10, 2), 0, sample::fonts());
    REQUIRE(dots);
    auto const bitmap = to_bitmap(*dots);
    CHECK(bitmap.row_bytes == 2);
    CHECK(bitmap.bits == std::vector<std::uint8_t>{0xff, 0xc0, 0, 0});
}

TEST_CASE("what cannot be drawn is refused with page and item", "[render]") {
    auto const [primitive, words] = GENERATE(table<Primitive, std::string>({
        {Text{{0, 10}, "ice \xF0\x9F\xA7\x8A", Face::sans, 10, Rotation::none, black}, "U+01F9CA"},
        {Text{{0, 10}, "text", Face::sans, 0, Rotation::none, black}, "0 dots"},
        {Line{{0, 0}, {9, 9}, 0, black, 0}, "width"},
        {Path{{{0, 0}, {2'000'000, 0}}, false, false, 1, black}, "near the page"},
        {Picture{{0, 0}, 3, 3, {true}}, "columns times rows"},
        {SymbolMark{{0, 0}, {}, 1, 10, Rotation::none}, "columns times rows"},
        {Box{{0, 0, -4, 4}, 0, true, black, black}, "near the page"},
    }));
    auto const refused = paint(one(primitive), 0, sample::fonts());
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("page 1: thing: "));
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains(words));
}

TEST_CASE("pages of no size or too large are refused", "[render]") {
    CHECK_FALSE(paint(one(Box{}, 0, 10), 0, sample::fonts()));
    CHECK_FALSE(paint(one(Box{}, 900'000, 900'000), 0, sample::fonts()));
    CHECK_FALSE(paint(one(Box{}), 1, sample::fonts()));
}

TEST_CASE("more colours than a palette holds are refused", "[render]") {
    Drawing drawing = one(Box{});
    for (int i = 0; i < 300; ++i)
        drawing.pages[0].items.push_back({"box", Box{{0, 0, 2, 2},
                                                     0,
                                                     true,
                                                     black,
                                                     {static_cast<std::uint8_t>(i % 256),
                                                      static_cast<std::uint8_t>(i / 256), 9}}});
    CHECK_FALSE(paint(drawing, 0, sample::fonts()));
}
