// SPDX-License-Identifier: Apache-2.0
// What all backends do alike with a primitive before they draw it, so that they agree dot for dot.
#pragma once

#include "common/result.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace coldchain::render {

/// A place in dots that need not be whole.
struct Place {
    double x = 0;
    double y = 0;
};

/// Refuses what no backend can draw, naming page and item: a page without size, a text without
/// size or with a missing glyph, a symbol or picture whose modules do not match its size, and
/// places beyond a million dots.
Result<void> check_page(draw::Drawing const& drawing, std::size_t page, draw::Fonts const& fonts);

/// A dot beside a text's origin (x along the text, y down from its baseline), on the page.
draw::Point turned_dot(draw::Point origin, draw::Rotation rotation, draw::Dots x, draw::Dots y);

/// A level or upright line as rectangles, one a dash; nothing for a slanting line.
std::optional<std::vector<draw::Rect>> level_parts(draw::Line const& line);

/// The drawn parts of a slanting line.
std::vector<std::pair<Place, Place>> dashes(draw::Line const& line);

/// The four sides of a box's border; none without one.
std::vector<draw::Rect> border_of(draw::Box const& box);

/// A symbol's dark modules as runs of cells from its top left corner, rotation included. A cell is
/// `width` by `height` dots.
struct Cells {
    draw::Dots width = 1;
    draw::Dots height = 1;
    int columns = 0;
    int rows = 0;
    std::vector<draw::Rect> runs;
};
Cells cells_of(draw::SymbolMark const& mark);

/// The dark dots of a picture as runs, from its top left corner.
std::vector<draw::Rect> runs_of(draw::Picture const& picture);

} // namespace coldchain::render
