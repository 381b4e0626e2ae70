// SPDX-License-Identifier: Apache-2.0
#include "logger/headings.hpp"

#include "common/text.hpp"
#include "logger/date_order.hpp"

#include <algorithm>

namespace coldchain::logger {

namespace {

std::vector<std::string> clean_cells(std::vector<std::string_view> const& cells) {
    std::vector<std::string> cleaned;
    for (auto const cell : cells)
        cleaned.push_back(clean_heading(cell));
    return cleaned;
}

// Headings over columns of blanks: two blanks end a heading; else each word is one.
std::vector<std::string> blank_run_headings(std::string_view line, std::size_t columns,
                                            TableStart const& start, Vocabulary const& words) {
    std::vector<std::string> wide;
    std::string_view rest = text::trim(line);
    while (!rest.empty()) {
        auto const end = std::min(rest.find("  "), rest.find('\t'));
        wide.push_back(clean_heading(rest.substr(0, end)));
        rest = end == std::string_view::npos ? std::string_view() : text::trim(rest.substr(end));
    }
    if (wide.size() == columns)
        return wide;
    auto const date = static_cast<std::size_t>(std::max(start.date, 0));
    bool const one_for_both = start.clock == start.date + 1 && wide.size() + 1 == columns &&
                              date < wide.size() && heads_time(wide[date], words) &&
                              !(date + 1 < wide.size() && heads_time(wide[date + 1], words));
    if (one_for_both) { // one heading over date and time
        wide.insert(wide.begin() + start.date, wide[date]);
        return wide;
    }
    std::vector<std::string_view> cells;
    split_cells(line, blank_runs, cells);
    return clean_cells(cells);
}

std::size_t filled_cells(std::vector<std::string> const& cells) {
    return static_cast<std::size_t>(std::count_if(
        cells.begin(), cells.end(), [](std::string const& cell) { return !cell.empty(); }));
}

// Whether a line can head columns: several words, no date, not numbers alone. Over columns of
// blanks it must also name the time, because any sentence has blanks.
bool can_head(std::vector<std::string> const& cells, Delimiter delimiter, Vocabulary const& words) {
    bool word = false;
    bool time = false;
    for (auto const& cell : cells) {
        auto const parts = parse_stamp(cell, words);
        if (parts && parts->has_date)
            return false;
        word = word || (!cell.empty() && !is_plain_number(cell));
        time = time || mentions(fold(cell), words.stamp);
    }
    return word && (time || delimiter != blank_runs);
}

// Whether a cell is a pattern of a time and nothing else, as "yyyy-MM-dd hh:mm:ss a" is.
bool spells_time(std::string const& cell) {
    constexpr std::string_view pattern = "ymdhsftajYMDHSFTAJ-/.:, ";
    return order_in_pattern(cell) && cell.find_first_not_of(pattern) == std::string::npos;
}

// A row that holds nothing but units, as below a row of names. Where it spells the time as well it
// may end early and name units of other quantities too.
bool is_unit_row(std::vector<std::string> const& cells, std::size_t stamp, std::size_t columns,
                 Vocabulary const& words) {
    if (stamp >= cells.size() || cells.size() > columns)
        return false;
    bool const spelled = spells_time(cells[stamp]);
    if (!spelled && (cells.size() != columns || !cells[stamp].empty()))
        return false;
    bool any = false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const& cell = cells[i];
        if (i == stamp)
            continue;
        bool const unit = cell.size() <= 12 && find_unit(cell, words, UnitContext::alone);
        bool const other = spelled
                               ? cell.size() <= 12 && !mentions(fold(cell), words.temperature) &&
                                     !mentions(fold(cell), words.humidity)
                               : cell.starts_with('%') || cell.starts_with("(%");
        if (!cell.empty() && !unit && !other)
            return false;
        any = any || unit;
    }
    return any;
}

void clear_times(std::vector<std::string>& cells, TableStart const& start) {
    for (int const column : {start.stamp, start.date, start.clock}) {
        if (column >= 0 && static_cast<std::size_t>(column) < cells.size())
            cells[static_cast<std::size_t>(column)].clear();
    }
}

// Whether the cells are a row whose time is none: words for it, or marks and digits that are no
// time beside a number.
bool is_timeless(std::vector<std::string> const& cells, std::size_t stamp,
                 Vocabulary const& words) {
    auto const& cell = cells[stamp];
    if (cell.empty() || is_plain_number(cell))
        return false;
    std::string const folded = fold(cell);
    if (mentions(folded, words.no_time))
        return true;
    bool const letters = std::any_of(folded.begin(), folded.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    });
    bool const absent =
        std::find(words.absent.begin(), words.absent.end(), folded) != words.absent.end();
    return (absent || !letters) &&
           std::any_of(cells.begin(), cells.end(),
                       [](std::string const& one) { return is_plain_number(one); });
}

bool names_unit(std::string const& cell, Vocabulary const& words) {
    return find_unit(cell, words, UnitContext::heading).has_value();
}

} // namespace

bool heads_time(std::string const& cell, Vocabulary const& words) {
    return mentions(fold(cell), words.stamp);
}

std::vector<HeadText> lines_before(std::string_view text, std::size_t from, std::uint32_t number,
                                   std::size_t end) {
    std::vector<HeadText> lines;
    Lines walk(text.substr(0, end), from, number);
    std::string_view line;
    HeadText open;
    int joined = 0;
    while (walk.next(line)) {
        bool const goes_on = !open.text.empty();
        HeadText whole{goes_on ? open.text + '\n' + std::string(line) : std::string(line),
                       goes_on ? open.line : walk.number()};
        bool const unclosed = std::count(whole.text.begin(), whole.text.end(), '"') % 2 != 0;
        if (unclosed && joined < 8) {
            open = std::move(whole);
            ++joined;
            continue;
        }
        open = {};
        joined = 0;
        lines.push_back(std::move(whole));
    }
    if (!open.text.empty())
        lines.push_back(open);
    return lines;
}

std::vector<std::uint32_t> take_timeless_rows(std::vector<HeadText>& lines, TableStart const& start,
                                              std::size_t columns, Vocabulary const& words) {
    auto const at_stamp = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
    auto const cells_of = [&](HeadText const& line) {
        std::vector<std::string_view> cells;
        split_cells(line.text, start.delimiter, cells);
        auto cleaned = clean_cells(cells);
        if (cleaned.size() != columns || at_stamp >= columns)
            cleaned.clear();
        return cleaned;
    };
    if (columns < 2 || start.delimiter == blank_runs)
        return {};
    std::size_t kept = lines.size();
    while (kept > 0) {
        auto const cells = cells_of(lines[kept - 1]);
        if (cells.empty() || !is_timeless(cells, at_stamp, words))
            break;
        --kept;
    }
    if (kept == 0 || kept == lines.size())
        return {};
    auto const above = cells_of(lines[kept - 1]);
    bool const heads = !above.empty() && heads_time(above[at_stamp], words) &&
                       std::none_of(above.begin(), above.end(),
                                    [](std::string const& cell) { return is_plain_number(cell); });
    if (!heads)
        return {};
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = kept; i < lines.size(); ++i)
        numbers.push_back(lines[i].line);
    lines.resize(kept);
    return numbers;
}

namespace {

bool is_ruler(std::vector<std::string> const& cells) {
    return std::all_of(cells.begin(), cells.end(), [](std::string const& cell) {
        return cell.find_first_not_of("-=_+* ") == std::string::npos;
    });
}

// Takes the lines above a table one by one, from the last one up, and keeps the heading rows.
class HeadingRows {
public:
    HeadingRows(TableStart const& start, std::size_t columns, Vocabulary const& words)
        : m_start(start), m_columns(columns), m_words(words),
          m_at_stamp(static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date)) {}

    /// False where neither this line nor one above it heads a column.
    bool take(HeadText const& line) {
        auto cells = cells_of(line.text);
        std::size_t const filled = filled_cells(cells);
        if (is_key(cells, filled))
            return false;
        if (is_unit_row(cells, m_at_stamp, m_columns, m_words)) {
            add(line, std::move(cells));
            return true;
        }
        auto const fit = has_names() ? fit_above_names(cells, filled) : fit_as_names(cells, filled);
        if (fit != Fit::heads)
            return fit == Fit::passed;
        if (is_ruler(cells))
            return true;
        add(line, std::move(cells));
        if (m_rows.size() == 1)
            note_times_alone();
        return true;
    }

    std::vector<HeadingRow> rows() && { return std::move(m_rows); }

private:
    enum class Fit { heads, passed, ends };

    std::vector<std::string> cells_of(std::string_view line) const {
        if (m_start.delimiter == blank_runs)
            return blank_run_headings(line, m_columns, m_start, m_words);
        std::vector<std::string_view> cells;
        split_cells(line, m_start.delimiter, cells);
        return clean_cells(cells);
    }

    // "Channel 2:" over the times is a key: such lines above the rows are of no column.
    bool is_key(std::vector<std::string> const& cells, std::size_t filled) const {
        return m_start.delimiter != blank_runs && m_rows.empty() && filled > 1 &&
               m_at_stamp < cells.size() && cells[m_at_stamp].ends_with(':') &&
               !heads_time(cells[m_at_stamp], m_words) &&
               !mentions(fold(cells[m_at_stamp]), m_words.keys.at(HeadFact::unit));
    }

    // Whether a row found so far is more than one of units.
    bool has_names() const {
        return m_rows.size() > 1 || (m_rows.size() == 1 &&
                                     !is_unit_row(m_rows[0].cells, m_at_stamp, m_columns, m_words));
    }

    Fit fit_as_names(std::vector<std::string> const& cells, std::size_t filled) {
        bool const blank_over_time = m_columns == 2 && cells.size() == 2 && filled == 1 &&
                                     cells[m_at_stamp].empty() &&
                                     names_unit(cells[1 - m_at_stamp], m_words);
        if ((filled >= 2 || blank_over_time) && cells.size() * 2 >= m_columns &&
            can_head(cells, m_start.delimiter, m_words))
            return Fit::heads;
        return ++m_skipped > 4 ? Fit::ends : Fit::passed;
    }

    Fit fit_above_names(std::vector<std::string>& cells, std::size_t filled) {
        bool const full = cells.size() == m_columns && filled >= 2 && m_rows.size() < 6;
        if (m_times_alone && full) {
            clear_times(cells, m_start);
            return Fit::heads;
        }
        if (full && can_head(cells, m_start.delimiter, m_words) &&
            (cells[m_at_stamp].empty() || heads_time(cells[m_at_stamp], m_words)))
            return Fit::heads;
        // a row of units or methods that ends early: the names may stand above it
        bool const passed = !m_short_line && m_rows.size() == 1 && m_columns > 3 && filled >= 1 &&
                            cells.size() < m_columns && m_at_stamp < m_rows[0].cells.size() &&
                            !heads_time(m_rows[0].cells[m_at_stamp], m_words);
        if (!passed)
            return Fit::ends; // "Serial number;12345" above a table of two columns heads nothing
        m_short_line = true;
        return Fit::passed;
    }

    void add(HeadText const& line, std::vector<std::string> cells) {
        m_rows.insert(m_rows.begin(), HeadingRow{line.text, line.line, std::move(cells)});
    }

    void note_times_alone() {
        auto values = m_rows[0].cells;
        clear_times(values, m_start);
        m_times_alone = m_columns > 2 && values.size() == m_columns && filled_cells(values) == 0;
    }

    TableStart const& m_start;
    std::size_t m_columns;
    Vocabulary const& m_words;
    std::size_t m_at_stamp;
    std::vector<HeadingRow> m_rows; ///< from the top
    int m_skipped = 0;
    bool m_short_line = false;
    bool m_times_alone = false; ///< the headings over the values stand further up, behind labels
};

} // namespace

std::vector<HeadingRow> find_headings(std::vector<HeadText> const& lines, TableStart const& start,
                                      std::size_t columns, Vocabulary const& words) {
    HeadingRows rows(start, columns, words);
    for (std::size_t i = lines.size(); i > 0; --i) {
        if (!rows.take(lines[i - 1]))
            break;
    }
    return std::move(rows).rows();
}

std::string_view without_serials(std::string_view heading) {
    for (std::string_view const mark : {"(LGR S/N", "LGR S/N", "(SEN S/N"}) {
        if (auto const at = heading.find(mark); at != std::string_view::npos)
            heading = heading.substr(0, at);
    }
    // "Temp (C)  #9724974": the logger behind the name
    auto const mark = heading.rfind(" #");
    if (mark != std::string_view::npos && heading.size() >= mark + 7 &&
        heading.find_first_not_of("0123456789", mark + 2) == std::string_view::npos)
        heading = heading.substr(0, mark);
    return text::trim(heading);
}

std::size_t heading_shift(std::vector<HeadingRow> const& rows, std::size_t stamp,
                          std::size_t columns, Vocabulary const& words) {
    for (auto const& row : rows) {
        if (stamp < row.cells.size() && heads_time(row.cells[stamp], words))
            return 0;
    }
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.cells.size() && i < stamp; ++i) {
            if (heads_time(row.cells[i], words) && row.cells.size() + (stamp - i) <= columns)
                return stamp - i;
        }
    }
    return 0;
}

void put_headings(Layout& layout, std::vector<HeadingRow> const& rows, std::size_t shift,
                  Vocabulary const& words) {
    auto const& serials = words.keys.at(HeadFact::serial);
    auto const last = std::max({layout.stamp, layout.date, layout.clock, 0});
    for (auto const& row : rows) {
        layout.heading_lines.push_back(row.text);
        layout.heading_cells = std::max(layout.heading_cells, row.cells.size() + shift);
        for (std::size_t i = 0; i < row.cells.size() && i + shift < layout.columns.size(); ++i) {
            if (!row.cells[i].empty())
                layout.columns[i + shift].parts.push_back(row.cells[i]);
        }
        // "S/N,,12345,12345" with nothing over the times: a serial over each channel
        bool const of_serials =
            last > 0 && shift == 0 &&
            std::find(serials.begin(), serials.end(), fold(row.cells.front())) != serials.end();
        for (auto i = static_cast<std::size_t>(last) + 1;
             of_serials && i < row.cells.size() && i < layout.columns.size(); ++i)
            layout.columns[i].logger = row.cells[i];
    }
    for (auto& column : layout.columns)
        column.heading = text::join(column.parts, " ");
}

} // namespace coldchain::logger
