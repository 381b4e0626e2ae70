// SPDX-License-Identifier: Apache-2.0
// A Drawing is pages of primitives laid out for one device grid. Every layout makes one, every
// backend draws one, and backends agree because nothing is left to round: all places and sizes are
// whole dots, and a symbol's modules are whole dots too.
//
// Places: origin at the top left of the page, x to the right, y downwards, in dots.
#pragma once

#include "barcode/symbol.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace coldchain::draw {

using Dots = int;

/// Dots per millimetre as a fraction: 203 dpi is 1015/127, "8 dots per mm" is 8/1.
struct Grid {
    int dots = 8;
    int millimetres = 1;
    bool operator==(Grid const&) const = default;
};

/// The grid of a resolution in dots per inch (25.4 mm), reduced.
Grid grid_of_dpi(int dpi);
/// Micrometres to the nearest whole dot (half away from zero).
Dots to_dots(Grid grid, std::int64_t micrometres);
/// The true length of a number of dots, in micrometres, as floating point (for reports).
double to_micrometres(Grid grid, Dots dots);

struct Point {
    Dots x = 0;
    Dots y = 0;
    bool operator==(Point const&) const = default;
};

struct Rect {
    Dots x = 0;
    Dots y = 0;
    Dots width = 0;
    Dots height = 0;
    bool operator==(Rect const&) const = default;
};

/// Device red, green, blue, 0 to 255. One-bit backends print what is darker than mid grey.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(Colour const&) const = default;
};
inline constexpr Colour black{0, 0, 0};
inline constexpr Colour white{255, 255, 255};

/// The faces every page may use; files and metrics are font.hpp's business. In the mono faces
/// 0 and O, 1 and I and l differ at a glance: identifiers are set in them.
enum class Face { sans, sans_bold, mono, mono_bold };

/// Clockwise, about the primitive's own origin point.
enum class Rotation { none, quarter, half, three_quarter };

/// One line of text; `at` is the start of the baseline. `size` is the em in dots. Every character
/// must be in the face: a missing glyph is an error of whoever lays out, never an empty box.
struct Text {
    Point at;
    std::string text; ///< UTF-8
    Face face = Face::sans;
    Dots size = 0;
    Rotation rotation = Rotation::none;
    Colour colour = black;
    bool operator==(Text const&) const = default;
};

/// A straight line of a width, butt ends. `dash` is the length of dashes and spaces, 0 for solid.
struct Line {
    Point from;
    Point to;
    Dots width = 1;
    Colour colour = black;
    Dots dash = 0;
    bool operator==(Line const&) const = default;
};

/// A rectangle: a border inside its edges (0: none) and/or a fill.
struct Box {
    Rect rect;
    Dots border = 0;
    bool filled = false;
    Colour border_colour = black;
    Colour fill_colour = black;
    bool operator==(Box const&) const = default;
};

/// An open line through points, or a closed filled area; for charts, diamonds, arrows.
struct Path {
    std::vector<Point> points;
    bool closed = false;
    bool filled = false;
    Dots width = 1; ///< of the line; ignored when filled
    Colour colour = black;
    bool operator==(Path const&) const = default;
};

/// A one-bit picture, one dot a pixel, rows from the top; dark pixels print black.
struct Picture {
    Point at;
    int columns = 0;
    int rows = 0;
    std::vector<bool> dark;
    bool operator==(Picture const&) const = default;
};

/// A bar-code symbol. `at` is the top left of its modules (quiet zone outside). A linear symbol is
/// `bar_height` dots high; a matrix symbol's modules are squares of `module` dots. With a rotation
/// by a quarter the symbol reads downwards and `at` is still the top left of what is drawn.
struct SymbolMark {
    Point at;
    barcode::Symbol symbol;
    Dots module = 1;
    Dots bar_height = 0;
    Rotation rotation = Rotation::none;
    bool operator==(SymbolMark const&) const = default;
};

using Primitive = std::variant<Text, Line, Box, Path, Picture, SymbolMark>;

/// A primitive with the name messages use for it: "expiration text", "symbol 005".
struct Item {
    std::string name;
    Primitive primitive;
    bool operator==(Item const&) const = default;
};

struct Page {
    Dots width = 0;
    Dots height = 0;
    std::vector<Item> items; ///< drawn in order
    bool operator==(Page const&) const = default;
};

struct Drawing {
    Grid grid;
    std::string title; ///< of the document, for its properties
    std::vector<Page> pages;
    bool operator==(Drawing const&) const = default;
};

/// The area a symbol's modules cover on the page, quiet zone left out.
Rect area_of(SymbolMark const& mark);

} // namespace coldchain::draw
