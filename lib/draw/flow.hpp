// SPDX-License-Identifier: Apache-2.0
// Text in a rectangle: broken into lines, aligned, measured. Nothing shrinks or disappears: what
// does not fit is reported as a value, and the caller decides.
#pragma once

#include "draw/drawing.hpp"
#include "draw/font.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::draw {

enum class Align { left, centre, right };

struct TextStyle {
    Face face = Face::sans;
    Dots size = 0; ///< em in dots
    Colour colour = black;
    Align align = Align::left;
    Dots leading = 0; ///< from baseline to baseline; 0: the face's own
};

/// The lines of `text` at a width: broken at blanks and at line feeds; a word wider than the width
/// stands alone on its line and is then too wide.
struct Wrapped {
    std::vector<std::string> lines;
    Dots widest = 0;       ///< width of the widest line
    bool too_wide = false; ///< a single word is wider than asked
};
Wrapped wrap(Fonts const& fonts, TextStyle const& style, std::string_view text, Dots width);

/// The text with a line feed inside each word that is wider than the width: behind a hyphen, a
/// slash or an underscore where there is one, else between characters, never before an accent that
/// stands on its letter. So that a long name is flowed, never cut.
std::string with_words_broken(Fonts const& fonts, TextStyle const& style, std::string_view text,
                              Dots width);

/// Text laid into an area from its top. All lines are in `items`, also those beyond the area; the
/// two overflows are 0 when everything fits.
struct Flowed {
    std::vector<Item> items; ///< Text, one an line, all with the name given
    Rect used;               ///< from the area's top left: widest line, all lines
    Dots overflow_width = 0;
    Dots overflow_height = 0;
    bool fits() const { return overflow_width == 0 && overflow_height == 0; }
};
Flowed flow(Fonts const& fonts, TextStyle const& style, std::string_view text, Rect area,
            std::string_view name);

/// The height that `lines` lines need: line heights, from ascent to descent.
Dots height_of_lines(Fonts const& fonts, TextStyle const& style, int lines);

/// One line of text aligned in an area; the baseline puts capitals in the middle of its height.
Text line_in(Fonts const& fonts, TextStyle const& style, std::string_view text, Rect area);

/// One line with its baseline at `y`, aligned between `x` and `x + width`.
Text line_at(Fonts const& fonts, TextStyle const& style, std::string_view text, Point at,
             Dots width);

/// The first of `sizes` (largest first) at which the text fits the area, or nothing. For layouts
/// that allow several sizes and say so.
std::optional<Dots> first_size_that_fits(Fonts const& fonts, TextStyle const& style,
                                         std::string_view text, Rect area,
                                         std::span<Dots const> sizes);

} // namespace coldchain::draw
