// SPDX-License-Identifier: Apache-2.0
// The furniture every document shares: A4 or Letter pages on one fine grid, a heading band, a text
// column that flows over pages, tables that repeat their head, and a footer with "page x of y".
// Content is added from top to bottom; the first thing that cannot be set (a missing glyph, a word
// wider than its column) is kept and returned by finish(), so that callers need not check each
// call.
#pragma once

#include "common/result.hpp"
#include "draw/drawing.hpp"
#include "draw/flow.hpp"
#include "draw/font.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::documents {

enum class Paper { a4, letter };

/// "a4" or "letter".
std::optional<Paper> paper_of(std::string_view word);

/// 20 dots per millimetre: every length in this module is a whole dot, and a symbol module of
/// 5 dots is 0.25 mm.
inline constexpr draw::Grid page_grid{20, 1};

/// Whole dots of the page grid; `millimetres` are rounded to the nearest dot.
constexpr draw::Dots mm(double millimetres) {
    return static_cast<draw::Dots>(millimetres * 20.0 + (millimetres < 0 ? -0.5 : 0.5));
}
/// Text size in typographic points as dots of the page grid.
constexpr draw::Dots points(double size) {
    return mm(size * 25.4 / 72.0);
}

/// What stands on every page.
struct Furniture {
    Paper paper = Paper::a4;
    std::string title;   ///< of the document, large on the first page: "Shipping manifest"
    std::string subject; ///< beside it and on every later page: "SHP-2026-0117"
    std::string kicker;  ///< small line above the title: shipper's name; may be empty
    std::vector<std::string> footer; ///< small lines at the foot of every page, besides the number
};

using draw::Align;
using draw::TextStyle;

inline constexpr TextStyle body_style{draw::Face::sans, points(9)};
inline constexpr TextStyle small_style{draw::Face::sans, points(7.5), draw::Colour{70, 70, 70}};
inline constexpr TextStyle strong_style{draw::Face::sans_bold, points(9)};
inline constexpr TextStyle code_style{draw::Face::mono, points(8.5)};

/// A label and its value, for lists of facts. An empty value prints "not given".
struct Fact {
    std::string label;
    std::string value;
    TextStyle style = body_style; ///< of the value
};

struct Column {
    std::string head;
    double share = 1; ///< of the width, relative to the other columns
    TextStyle style = body_style;
};

struct Cell {
    std::string text;
    std::optional<TextStyle> style = {}; ///< else the column's
};

struct Table {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows; ///< as many cells as columns
};

/// A document in the making.
class Pages {
public:
    /// Blank pages have no heading band and no footer: for forms that are all boxes, and marks.
    enum class Blank { no, yes };

    /// `fonts` must outlive the pages.
    Pages(Furniture furniture, draw::Fonts const& fonts, Blank blank = Blank::no);

    // --- the flow, from top to bottom over the full width of the text column ---

    /// A section heading; never the last line of a page.
    void heading(std::string_view text);
    /// Text that wraps; a line end in the text ends the line.
    void paragraph(std::string_view text, TextStyle const& style = body_style);
    /// Labels and values side by side in one to three columns, filled row by row.
    void facts(std::span<Fact const> facts, int columns = 2);
    /// Rows are kept whole (one taller than a page is an error); the head repeats on every page.
    void table(Table const& table);
    void space(draw::Dots height);
    /// Begins a new page unless `height` still fits on this one.
    void keep_together(draw::Dots height);
    void new_page();

    /// Takes a full-width area of the flow, on a new page when it does not fit on this one, for
    /// what the caller draws itself with add() and the set_ functions: symbols, charts, verdicts.
    draw::Rect block(draw::Dots height);

    // --- inside an area ---

    /// Puts a primitive on the current page.
    void add(std::string name, draw::Primitive primitive);
    /// One line of text within `width` (alignment of the style) with the baseline at `y`; too wide
    /// is an error, never a cut or a smaller size.
    void set_line(std::string_view text, TextStyle const& style, draw::Point at, draw::Dots width);
    /// Wrapped text from the top of `area`; gives the height it took. Taller than `area` is an
    /// error.
    draw::Dots set_text(std::string_view text, TextStyle const& style, draw::Rect const& area);
    /// Facts one under another in an area; gives the height it took.
    draw::Dots set_facts(std::span<Fact const> facts, draw::Rect const& area);
    /// Height the text takes when wrapped to a width.
    draw::Dots height_of(std::string_view text, TextStyle const& style, draw::Dots width);
    /// Width of one line of text.
    draw::Dots width_of(std::string_view text, TextStyle const& style);

    // --- measures of the current page ---

    draw::Rect sheet() const;     ///< the whole page
    draw::Rect column() const;    ///< the text column, without band and footer
    draw::Dots cursor() const;    ///< y where the flow goes on
    draw::Dots remaining() const; ///< height left on this page

    /// Numbers the pages and closes the document, or gives the first problem met.
    Result<draw::Drawing> finish() &&;

private:
    void start_page();
    void finish_footer(std::size_t page);
    void fail(Error error);
    void table_row(std::span<TextStyle const> styles, std::span<draw::Dots const> widths,
                   std::vector<Cell> const& cells);
    draw::Dots row_height(std::span<TextStyle const> styles, std::span<draw::Dots const> widths,
                          std::vector<Cell> const& cells) const;

    Furniture m_furniture;
    draw::Fonts const& m_fonts;
    draw::Drawing m_drawing;
    Blank m_blank = Blank::no;
    draw::Dots m_cursor = 0;
    std::optional<Error> m_error;
};

} // namespace coldchain::documents
