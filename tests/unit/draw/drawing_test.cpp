// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the grid.
#include "draw/drawing.hpp"

#include <catch2/catch.hpp>

using namespace coldchain::draw;

TEST_CASE("a resolution in dots per inch is an exact fraction", "[draw]") {
    CHECK(grid_of_dpi(203) == Grid{1015, 127}); // 203 / 25.4
    CHECK(grid_of_dpi(300) == Grid{1500, 127});
    CHECK(grid_of_dpi(600) == Grid{3000, 127});
    CHECK(grid_of_dpi(254) == Grid{10, 1});
}

TEST_CASE("micrometres round to the nearest dot, halves away from zero", "[draw]") {
    CHECK(to_dots({8, 1}, 1000) == 8);
    CHECK(to_dots({8, 1}, 62) == 0);
    CHECK(to_dots({8, 1}, 63) == 1);
    CHECK(to_dots({8, 1}, -63) == -1);
    CHECK(to_dots({10, 1}, 50) == 1); // half a dot
    CHECK(to_dots({10, 1}, -50) == -1);
    CHECK(to_dots(grid_of_dpi(203), 25400) == 203);
    CHECK(to_dots(grid_of_dpi(600), 1'000'000) == 23622); // 1 m: 600 / 0.0254
}

TEST_CASE("dots turn back into micrometres", "[draw]") {
    CHECK(to_micrometres({8, 1}, 2) == Approx(250));
    CHECK(to_micrometres(grid_of_dpi(203), 2) == Approx(250.246)); // 2 * 25400 / 203
}

TEST_CASE("a symbol's area turns with it", "[draw]") {
    SymbolMark mark;
    mark.at = {10, 20};
    mark.module = 2;
    mark.bar_height = 50;
    mark.symbol.columns = 90;
    mark.symbol.rows = 1;
    CHECK(area_of(mark) == Rect{10, 20, 180, 50});
    mark.rotation = Rotation::quarter;
    CHECK(area_of(mark) == Rect{10, 20, 50, 180});
    mark.symbol.rows = 90;
    CHECK(area_of(mark) == Rect{10, 20, 180, 180});
}
