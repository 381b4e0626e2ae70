// SPDX-License-Identifier: Apache-2.0
#include "documents/page.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace coldchain::documents {

namespace {

using draw::Dots;

constexpr Dots side_margin = mm(18);

// Letter is 18 mm shorter than A4: its white is less, still more than the 6.4 mm at the edges that
// office printers leave, so that a paper that fills a page of the one fits on one of the other.
struct Upright {
    Dots top;
    Dots bottom;
    Dots footer; ///< a rule and two lines; a third reaches 2 mm into the white
};
constexpr Upright upright_of(Paper paper) {
    return paper == Paper::letter ? Upright{mm(10), mm(9), mm(9)}
                                  : Upright{mm(14), mm(12), mm(11)};
}
constexpr Dots cell_padding = mm(0.9);
constexpr Dots fact_gap = mm(1.1);
constexpr Dots gutter = mm(5);

constexpr draw::Colour ink_soft{70, 70, 70};
constexpr draw::Colour rule_colour{150, 150, 150};
constexpr draw::Colour head_fill{232, 236, 240};

constexpr TextStyle title_style{draw::Face::sans_bold, points(17)};
constexpr TextStyle subject_style{draw::Face::mono_bold, points(13), draw::black, Align::right};
constexpr TextStyle later_title_style{draw::Face::sans_bold, points(9)};
constexpr TextStyle later_subject_style{draw::Face::mono_bold, points(9), draw::black,
                                        Align::right};
constexpr TextStyle kicker_style{draw::Face::sans, points(8.5), ink_soft};
constexpr TextStyle heading_style{draw::Face::sans_bold, points(10.5)};
constexpr TextStyle label_style{draw::Face::sans, points(7), ink_soft};
constexpr TextStyle table_head_style{draw::Face::sans_bold, points(7.5)};
constexpr TextStyle footer_style{draw::Face::sans, points(7), ink_soft};

draw::Page blank_page(Paper paper) {
    switch (paper) {
    case Paper::a4:
        return {mm(210), mm(297), {}};
    case Paper::letter:
        return {mm(215.9), mm(279.4), {}};
    }
    return {};
}

Dots line_height(draw::Fonts const& fonts, TextStyle const& style) {
    return draw::height_of_lines(fonts, style, 1);
}

// Shares of a width in whole dots that add up to it.
std::vector<Dots> shares_of(Dots width, std::span<Column const> columns) {
    double const total = std::accumulate(columns.begin(), columns.end(), 0.0,
                                         [](double sum, Column const& c) { return sum + c.share; });
    std::vector<Dots> widths;
    double place = 0;
    Dots taken = 0;
    for (auto const& column : columns) {
        place += column.share / total * width;
        widths.push_back(static_cast<Dots>(std::lround(place)) - taken);
        taken += widths.back();
    }
    return widths;
}

std::string shown(std::string const& value) {
    return value.empty() ? "not given" : value;
}

TextStyle shown_style(Fact const& fact) {
    TextStyle style = fact.style;
    if (fact.value.empty())
        style = {draw::Face::sans, style.size, draw::Colour{110, 110, 110}, style.align};
    return style;
}

} // namespace

std::optional<Paper> paper_of(std::string_view word) {
    if (word == "a4")
        return Paper::a4;
    if (word == "letter")
        return Paper::letter;
    return std::nullopt;
}

Pages::Pages(Furniture furniture, draw::Fonts const& fonts, Blank blank)
    : m_furniture(std::move(furniture)), m_fonts(fonts), m_blank(blank) {
    m_drawing.grid = page_grid;
    m_drawing.title = text::cat(m_furniture.title, " ", m_furniture.subject);
    start_page();
}

void Pages::fail(Error error) {
    if (!m_error)
        m_error = std::move(error);
}

void Pages::start_page() {
    bool const first = m_drawing.pages.empty();
    m_drawing.pages.push_back(blank_page(m_furniture.paper));
    draw::Rect const area = column();
    Dots y = upright_of(m_furniture.paper).top;
    m_cursor = y;
    if (m_blank == Blank::yes)
        return;
    if (first && !m_furniture.kicker.empty()) {
        set_line(m_furniture.kicker, kicker_style, {area.x, y + mm(3)}, area.width);
        y += mm(4.5);
    }
    Dots const drop = first ? mm(6.5) : mm(3.5);
    auto const& title = first ? title_style : later_title_style;
    auto const& subject = first ? subject_style : later_subject_style;
    Dots const title_width = width_of(m_furniture.title, title);
    set_line(m_furniture.title, title, {area.x, y + drop}, area.width);
    set_line(m_furniture.subject, subject, {area.x + title_width + gutter, y + drop},
             area.width - title_width - gutter);
    y += drop + mm(2);
    add("title rule", draw::Line{{area.x, y}, {area.x + area.width, y}, mm(0.5)});
    m_cursor = y + mm(3);
}

draw::Rect Pages::sheet() const {
    auto const& page = m_drawing.pages.back();
    return {0, 0, page.width, page.height};
}

draw::Rect Pages::column() const {
    auto const& page = m_drawing.pages.back();
    auto const [top, bottom, footer] = upright_of(m_furniture.paper);
    return {side_margin, top, page.width - 2 * side_margin, page.height - top - bottom - footer};
}

Dots Pages::cursor() const {
    return m_cursor;
}

Dots Pages::remaining() const {
    auto const area = column();
    return area.y + area.height - m_cursor;
}

void Pages::new_page() {
    start_page();
}

void Pages::keep_together(Dots height) {
    if (remaining() < height)
        new_page();
}

void Pages::space(Dots height) {
    m_cursor += std::min(height, remaining());
}

draw::Rect Pages::block(Dots height) {
    keep_together(height);
    if (height > remaining())
        fail(input_error({}, text::cat("an area of ", height / 20,
                                       " mm is taller than a page; shorten what stands in it")));
    auto const area = column();
    draw::Rect const taken{area.x, m_cursor, area.width, height};
    m_cursor += height;
    return taken;
}

void Pages::add(std::string name, draw::Primitive primitive) {
    m_drawing.pages.back().items.push_back({std::move(name), std::move(primitive)});
}

void Pages::set_line(std::string_view text, TextStyle const& style, draw::Point at, Dots width) {
    if (auto const checked = m_fonts.check_glyphs(style.face, text); !checked)
        return fail(checked.error());
    if (m_fonts.width(style.face, style.size, text) > width)
        return fail(
            input_error({}, text::cat("the text ", text::quoted(text), " is wider than its ",
                                      width / 20, " mm; shorten it")));
    add(std::string(text.substr(0, 40)), draw::line_at(m_fonts, style, text, at, width));
}

Dots Pages::set_text(std::string_view given, TextStyle const& style, draw::Rect const& area) {
    std::string const text = draw::with_words_broken(m_fonts, style, given, area.width);
    for (auto const line : text::split(text, '\n')) {
        if (auto const checked = m_fonts.check_glyphs(style.face, line); !checked) {
            fail(checked.error());
            return 0;
        }
    }
    auto flowed = draw::flow(m_fonts, style, text, area, given.substr(0, 40));
    if (!flowed.fits())
        fail(input_error({},
                         text::cat("the text ", text::quoted(text), " does not fit into ",
                                   area.width / 20, " x ", area.height / 20, " mm; shorten it")));
    for (auto& item : flowed.items)
        add(std::move(item.name), std::move(item.primitive));
    return flowed.used.height;
}

Dots Pages::height_of(std::string_view text, TextStyle const& style, Dots width) {
    auto const wrapped =
        draw::wrap(m_fonts, style, draw::with_words_broken(m_fonts, style, text, width), width);
    return draw::height_of_lines(m_fonts, style, static_cast<int>(wrapped.lines.size()));
}

Dots Pages::width_of(std::string_view text, TextStyle const& style) {
    return m_fonts.width(style.face, style.size, text);
}

Dots Pages::set_facts(std::span<Fact const> facts, draw::Rect const& area) {
    Dots y = area.y;
    for (auto const& fact : facts) {
        Dots const left = area.y + area.height - y;
        y += set_text(fact.label, label_style, {area.x, y, area.width, left});
        y += set_text(shown(fact.value), shown_style(fact),
                      {area.x, y, area.width, area.y + area.height - y});
        y += fact_gap;
    }
    return y - area.y;
}

void Pages::heading(std::string_view text) {
    Dots const height = line_height(m_fonts, heading_style);
    keep_together(height + mm(18)); // never the last line of a page
    space(mm(2.5));
    auto const area = column();
    set_text(text, heading_style, {area.x, m_cursor, area.width, remaining()});
    m_cursor += height;
    add("heading rule", draw::Line{{area.x, m_cursor + mm(0.3)},
                                   {area.x + area.width, m_cursor + mm(0.3)},
                                   mm(0.15),
                                   rule_colour});
    m_cursor += mm(1.6);
}

void Pages::paragraph(std::string_view text, TextStyle const& style) {
    auto const area = column();
    auto const wrapped = draw::wrap(
        m_fonts, style, draw::with_words_broken(m_fonts, style, text, area.width), area.width);
    for (auto const& line : wrapped.lines) {
        keep_together(line_height(m_fonts, style));
        m_cursor += set_text(line, style, {area.x, m_cursor, area.width, remaining()});
    }
    space(mm(1.2));
}

void Pages::facts(std::span<Fact const> facts, int columns) {
    auto const area = column();
    Dots const width = (area.width - (columns - 1) * gutter) / columns;
    Dots const label_height = line_height(m_fonts, label_style);
    for (std::size_t first = 0; first < facts.size(); first += static_cast<std::size_t>(columns)) {
        auto const row =
            facts.subspan(first, std::min(facts.size() - first, static_cast<std::size_t>(columns)));
        Dots height = 0;
        for (auto const& fact : row)
            height = std::max(height, height_of(shown(fact.value), shown_style(fact), width));
        keep_together(label_height + height + fact_gap);
        Dots x = area.x;
        for (auto const& fact : row) {
            set_text(fact.label, label_style, {x, m_cursor, width, label_height});
            set_text(shown(fact.value), shown_style(fact),
                     {x, m_cursor + label_height, width, height});
            x += width + gutter;
        }
        m_cursor += label_height + height + fact_gap;
    }
}

Dots Pages::row_height(std::span<TextStyle const> styles, std::span<Dots const> widths,
                       std::vector<Cell> const& cells) const {
    Dots height = 0;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        auto const style = cells[at].style.value_or(styles[at]);
        Dots const width = widths[at] - 2 * cell_padding;
        auto const wrapped = draw::wrap(
            m_fonts, style, draw::with_words_broken(m_fonts, style, cells[at].text, width), width);
        height = std::max(
            height, draw::height_of_lines(m_fonts, style, static_cast<int>(wrapped.lines.size())));
    }
    return height + 2 * cell_padding;
}

void Pages::table_row(std::span<TextStyle const> styles, std::span<Dots const> widths,
                      std::vector<Cell> const& cells) {
    Dots const height = row_height(styles, widths, cells);
    auto const area = column();
    Dots x = area.x;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        set_text(cells[at].text, cells[at].style.value_or(styles[at]),
                 {x + cell_padding, m_cursor + cell_padding, widths[at] - 2 * cell_padding,
                  height - 2 * cell_padding});
        x += widths[at];
    }
    m_cursor += height;
    add("table rule",
        draw::Line{{area.x, m_cursor}, {area.x + area.width, m_cursor}, mm(0.1), rule_colour});
}

void Pages::table(Table const& table) {
    auto const widths = shares_of(column().width, table.columns);
    std::vector<TextStyle> styles;
    std::vector<TextStyle> head_styles;
    std::vector<Cell> head;
    for (auto const& column_row : table.columns) {
        styles.push_back(column_row.style);
        head_styles.push_back(table_head_style);
        head_styles.back().align = column_row.style.align;
        head.push_back({column_row.head, std::nullopt});
    }
    Dots const head_height = row_height(head_styles, widths, head);
    auto const set_head = [&] {
        auto const area = column();
        add("table head",
            draw::Box{
                {area.x, m_cursor, area.width, head_height}, 0, true, draw::black, head_fill});
        table_row(head_styles, widths, head);
    };
    bool head_is_due = true;
    for (auto const& row : table.rows) {
        Dots const height = row_height(styles, widths, row);
        Dots const needed = height + (head_is_due ? head_height : 0);
        if (needed > remaining()) {
            new_page();
            head_is_due = true;
        }
        if (head_is_due)
            set_head();
        head_is_due = false;
        table_row(styles, widths, row);
    }
    if (head_is_due)
        set_head();
    space(mm(2));
}

void Pages::finish_footer(std::size_t page) {
    auto const area = column();
    auto const& sheet = m_drawing.pages.at(page);
    auto const upright = upright_of(m_furniture.paper);
    Dots const top = sheet.height - upright.bottom - upright.footer;
    std::string const number = text::cat("page ", page + 1, " of ", m_drawing.pages.size());
    auto put = [&](draw::Text line) {
        std::string const name = line.text.substr(0, 40);
        m_drawing.pages[page].items.push_back({name, std::move(line)});
    };
    m_drawing.pages[page].items.push_back(
        {"footer rule", draw::Line{{area.x, top + mm(1.5)},
                                   {area.x + area.width, top + mm(1.5)},
                                   mm(0.15),
                                   rule_colour}});
    auto right = footer_style;
    right.align = Align::right;
    put(draw::line_at(m_fonts, right, number, {area.x, top + mm(5)}, area.width));
    Dots y = top + mm(5);
    for (auto const& line : m_furniture.footer) {
        if (auto const checked = m_fonts.check_glyphs(footer_style.face, line); !checked)
            return fail(checked.error());
        if (m_fonts.width(footer_style.face, footer_style.size, line) > area.width - mm(22))
            return fail(input_error({}, text::cat("the footer ", text::quoted(line),
                                                  " is wider than the page; shorten it")));
        put(draw::line_at(m_fonts, footer_style, line, {area.x, y}, area.width - mm(22)));
        y += mm(3);
    }
}

Result<draw::Drawing> Pages::finish() && {
    for (std::size_t page = 0; m_blank == Blank::no && page < m_drawing.pages.size(); ++page)
        finish_footer(page);
    if (m_error)
        return std::move(*m_error);
    return std::move(m_drawing);
}

} // namespace coldchain::documents
