// SPDX-License-Identifier: Apache-2.0
// The headings say which column is which; the rows below must bear them out before anything is
// changed. What was a table with a time in parts is then one that the general way reads.
#include "logger/date_columns.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "logger/cells.hpp"
#include "logger/stamp.hpp"

#include <algorithm>
#include <array>

namespace coldchain::logger {

namespace {

constexpr std::array<Delimiter, 6> delimiters{unit_separator, '\t', ';', ',', '|', blank_runs};
/// Headings stand above the rows: this far into the text they are looked for.
constexpr int heading_lines = 200;
constexpr std::size_t longest_line = 20'000;
constexpr int rows_looked_at = 2'000;

using Cells = std::vector<std::string_view>;

// Columns of the parts; -1 where there is none.
struct Parts {
    Delimiter delimiter = ',';
    int date = -1; ///< a date in one cell, beside hours and minutes
    int year = -1;
    int month = -1;
    int day = -1;
    int day_of_year = -1;
    int hour = -1;
    int minute = -1;
    int second = -1;
    int clock = -1; ///< "09:50", or 950 (`clock_digits` 4), 95000 (6)
    int clock_digits = 0;
    int meridiem = -1; ///< "AM" and "PM" in a column of their own
    std::size_t cells = 0;
    std::string offset; ///< as the headings name it, for the heading of all

    bool complete() const {
        bool const days = year >= 0 && ((month >= 0 && day >= 0) || day_of_year >= 0);
        return days || (date >= 0 && hour >= 0 && minute >= 0);
    }
    std::vector<int> columns() const {
        std::vector<int> list;
        for (int const at : {date, year, month, day, day_of_year, hour, minute, second, clock,
                             meridiem}) {
            if (at >= 0)
                list.push_back(at);
        }
        std::sort(list.begin(), list.end());
        return list;
    }
};

bool holds(std::vector<std::string> const& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// "Hour (UTC)" is "hour", "#YY" is "yy".
std::string bare_heading(std::string_view cell) {
    std::string word = fold(clean_heading(cell));
    auto const open = word.find_first_of("([");
    if (open != std::string::npos && open > 0)
        word.resize(open);
    std::string_view view = text::trim(word);
    while (!view.empty() && (view.front() == '#' || view.front() == '%' || view.front() == '\''))
        view.remove_prefix(1);
    return std::string(text::trim(view));
}

// Takes the headings one by one. "MM" and "M" are months before the hour and minutes behind it.
class HeadingReader {
public:
    explicit HeadingReader(Vocabulary const& words) : m_words(words) {}

    std::optional<Parts> read(Cells const& cells, Delimiter delimiter) {
        m_parts = {};
        m_parts.delimiter = delimiter;
        m_parts.cells = cells.size();
        m_extremes = std::any_of(cells.begin(), cells.end(), [&](std::string_view cell) {
            std::string const word = cell.size() <= 40 ? fold(cell) : std::string();
            return word.find("max") != std::string::npos || mentions(word, m_words.average);
        });
        for (std::size_t i = 0; i < cells.size() && i < 60; ++i) {
            if (cells[i].empty() || cells[i].size() > 40)
                continue;
            if (take(bare_heading(cells[i]), static_cast<int>(i)) && m_parts.offset.empty()) {
                if (auto const offset = offset_in_heading(cells[i]))
                    m_parts.offset = offset_name(*offset);
            }
        }
        drop_superfluous();
        return m_parts.complete() ? std::optional(m_parts) : std::nullopt;
    }

private:
    static bool set(int& column, int at) {
        if (column >= 0)
            return false;
        column = at;
        return true;
    }

    bool take(std::string const& word, int at) {
        bool const behind_hour = m_parts.hour >= 0;
        if (word == "m" || word == "mm") {
            if (!behind_hour)
                return set(m_parts.month, at);
            return m_parts.hour + 1 == at && set(m_parts.minute, at); // else perhaps millimetres
        }
        if (word == "y" || word == "d" || word == "s")
            return word == "y"   ? set(m_parts.year, at)
                   : word == "d" ? set(m_parts.day, at)
                                 : m_parts.minute >= 0 && m_parts.minute + 1 == at &&
                                       set(m_parts.second, at);
        if (holds(m_words.year, word))
            return set(m_parts.year, at);
        if (holds(m_words.day_of_year, word))
            return set(m_parts.day_of_year, at);
        if (holds(m_words.month, word))
            return set(m_parts.month, at);
        if (holds(m_words.day, word))
            return set(m_parts.day, at);
        if (holds(m_words.minute, word)) {
            bool const is_short = word.size() <= 3; // "Min" beside "Max" is a lowest value
            return (!is_short || (behind_hour && m_parts.hour + 1 == at && !m_extremes)) &&
                   set(m_parts.minute, at);
        }
        if (holds(m_words.second, word)) // "sn" is also a serial number
            return m_parts.minute >= 0 && m_parts.minute + 1 == at && set(m_parts.second, at);
        if (holds(m_words.hour, word) || holds(m_words.hours, word))
            return set(m_parts.hour, at);
        if (holds(m_words.digit_clock, word))
            return set(m_parts.clock, at);
        return holds(m_words.stamp, word) && set(m_parts.date, at);
    }

    // Parts that say again what others say are left where they are.
    void drop_superfluous() {
        auto& parts = m_parts;
        if (parts.year >= 0 && ((parts.month >= 0 && parts.day >= 0) || parts.day_of_year >= 0))
            parts.date = -1;
        else
            parts.year = parts.month = parts.day = parts.day_of_year = -1;
        if (parts.month >= 0 && parts.day >= 0)
            parts.day_of_year = -1;
        else if (parts.day_of_year >= 0)
            parts.month = parts.day = -1;
        if (parts.hour < 0) // "Time" and "Min" for the lowest
            parts.minute = parts.second = -1;
        if (parts.hour >= 0 && parts.minute >= 0)
            parts.clock = -1;
        if (parts.minute < 0)
            parts.second = -1;
        if (parts.hour >= 0 && parts.minute < 0 && parts.clock >= 0)
            parts.hour = -1; // "Hour" beside a whole time of day
    }

    Vocabulary const& m_words;
    Parts m_parts;
    bool m_extremes = false; ///< headings of a highest value or a mean
};

// A whole number, perhaps with zeros behind a decimal mark ("2024.0").
std::optional<int> whole(std::string_view cell, int highest) {
    auto const mark = cell.find_first_of(".,");
    if (mark != std::string_view::npos &&
        cell.substr(mark + 1).find_first_not_of('0') != std::string_view::npos)
        return std::nullopt;
    cell = cell.substr(0, mark);
    auto const value = cell.size() <= 6 ? text::parse_int(cell) : std::nullopt;
    if (cell.empty() || cell.front() < '0' || cell.front() > '9' || !value || *value > highest)
        return std::nullopt;
    return static_cast<int>(*value);
}

// One row's parts as one text.
class RowJoiner {
public:
    RowJoiner(Parts const& parts, Vocabulary const& words) : m_parts(parts), m_words(words) {}

    std::optional<std::string> join(Cells const& cells) const {
        auto const date = date_of(cells);
        auto const clock = clock_of(cells);
        if (!date || !clock)
            return std::nullopt;
        std::string stamp = clock->empty() ? *date : text::cat(*date, 'T', *clock);
        if (m_parts.meridiem >= 0)
            stamp += at(cells, m_parts.meridiem);
        auto const read = parse_stamp(stamp, m_words);
        if (!read || !read->has_date || read->has_time == clock->empty())
            return std::nullopt;
        return stamp;
    }

private:
    static std::string_view at(Cells const& cells, int column) {
        auto const i = static_cast<std::size_t>(column);
        return column >= 0 && i < cells.size() ? cells[i] : std::string_view();
    }

    std::optional<std::string> date_of(Cells const& cells) const {
        if (m_parts.date >= 0) {
            auto const cell = at(cells, m_parts.date);
            auto const read = parse_stamp(cell, m_words);
            bool const date = read && read->has_date && !read->has_time;
            return date && cell.find_first_of(" \t") == std::string_view::npos
                       ? std::optional(std::string(cell))
                       : std::nullopt;
        }
        auto year = whole(at(cells, m_parts.year), 9999);
        if (!year || (*year > 99 && *year < 1900))
            return std::nullopt;
        if (*year <= 99) // as everywhere: 1980 to 2079
            *year += *year >= 80 ? 1900 : 2000;
        if (m_parts.day_of_year >= 0) {
            auto const day = whole(at(cells, m_parts.day_of_year), 366);
            int const western = is_buddhist_year(*year) ? *year - 543 : *year;
            auto const first = make_date(western, 1, 1);
            if (!day || *day < 1 || !first)
                return std::nullopt;
            auto const date = date_from_days(days_since_epoch(*first) + *day - 1);
            return date.year == western ? std::optional(written(western, date.month, date.day))
                                        : std::nullopt;
        }
        auto const month = month_of(at(cells, m_parts.month));
        auto const day = whole(at(cells, m_parts.day), 31);
        return month && day ? std::optional(written(*year, *month, *day)) : std::nullopt;
    }

    std::optional<int> month_of(std::string_view cell) const {
        auto const named = m_words.months.find(fold(cell));
        return named != m_words.months.end() ? std::optional(named->second) : whole(cell, 12);
    }

    static std::string written(int year, int month, int day) {
        return text::cat(text::zero_padded(year, 4), '-', text::zero_padded(month, 2), '-',
                         text::zero_padded(day, 2));
    }

    // Empty when the table has no time of day.
    std::optional<std::string> clock_of(Cells const& cells) const {
        if (m_parts.clock >= 0) {
            auto const cell = at(cells, m_parts.clock);
            if (m_parts.clock_digits == 0)
                return cell.find_first_of(" \t") == std::string_view::npos
                           ? std::optional(std::string(cell))
                           : std::nullopt;
            auto const number = whole(cell, 999'999);
            if (!number)
                return std::nullopt;
            int const all = m_parts.clock_digits == 4 ? *number * 100 : *number;
            return clock_text(all / 10'000, all / 100 % 100,
                              m_parts.clock_digits == 6
                                  ? std::optional(text::zero_padded(all % 100, 2))
                                  : std::nullopt);
        }
        if (m_parts.hour < 0)
            return std::string();
        auto const hour = whole(at(cells, m_parts.hour), 24);
        auto const minute = m_parts.minute < 0 ? 0 : whole(at(cells, m_parts.minute), 59);
        if (!hour || !minute)
            return std::nullopt;
        if (m_parts.second < 0)
            return clock_text(*hour, *minute, std::nullopt);
        auto const second = seconds_of(at(cells, m_parts.second));
        return second ? clock_text(*hour, *minute, second) : std::nullopt;
    }

    // "5", "05.25"
    static std::optional<std::string> seconds_of(std::string_view cell) {
        auto const mark = cell.find_first_of(".,");
        auto const value = whole(cell.substr(0, mark), 59);
        auto const rest = mark == std::string_view::npos ? std::string_view() : cell.substr(mark + 1);
        if (!value || rest.find_first_not_of("0123456789") != std::string_view::npos)
            return std::nullopt;
        return text::cat(text::zero_padded(*value, 2), rest.empty() ? "" : ".", rest);
    }

    static std::optional<std::string> clock_text(int hour, int minute,
                                                 std::optional<std::string> const& second) {
        if (hour > 24 || minute > 59)
            return std::nullopt;
        return text::cat(text::zero_padded(hour, 2), ':', text::zero_padded(minute, 2),
                         second ? ":" : "", second.value_or(""));
    }

    Parts const& m_parts;
    Vocabulary const& m_words;
};

std::optional<Parts> parts_in(std::string_view line, Vocabulary const& words, Cells& cells) {
    if (line.size() > longest_line)
        return std::nullopt;
    HeadingReader reader(words);
    for (auto const delimiter : delimiters) {
        if (delimiter != blank_runs && line.find(delimiter) == std::string_view::npos)
            continue;
        split_cells(line, delimiter, cells);
        if (cells.size() < 3)
            continue;
        if (auto parts = reader.read(cells, delimiter))
            return parts;
    }
    return std::nullopt;
}

// What the rows say of the time of day, and whether they bear the headings out at all.
struct Witness {
    int rows = 0;
    int joined = 0;
    int largest = -1; ///< of a time of day written as a number
    bool marked = false;
};

// A column in which every row has a word for before or after noon.
int meridiem_column(std::string_view text, std::size_t from, Parts const& parts,
                    Vocabulary const& words) {
    RowJoiner const joiner(parts, words);
    Lines lines(text, from);
    std::string_view line;
    Cells cells;
    std::vector<int> rows(parts.cells);
    int joined = 0;
    for (int looked = 0; looked < 40 && lines.next(line); ++looked) {
        split_cells(line, parts.delimiter, cells);
        if (line.size() > longest_line || !joiner.join(cells))
            continue;
        ++joined;
        for (std::size_t i = 0; i < cells.size() && i < rows.size(); ++i)
            rows[i] += parse_meridiem(cells[i], words) ? 1 : 0;
    }
    auto const found = std::find(rows.begin(), rows.end(), joined);
    return joined > 0 && found != rows.end() ? static_cast<int>(found - rows.begin()) : -1;
}

Witness look_at_rows(std::string_view text, std::size_t from, Parts const& parts,
                     Vocabulary const& words) {
    Witness seen;
    Lines lines(text, from);
    std::string_view line;
    Cells cells;
    RowJoiner const joiner(parts, words);
    auto const clock = static_cast<std::size_t>(parts.clock);
    for (int looked = 0; looked < rows_looked_at && lines.next(line); ++looked) {
        if (line.size() > longest_line || line.find_first_of("0123456789") == std::string_view::npos)
            continue;
        split_cells(line, parts.delimiter, cells);
        ++seen.rows;
        seen.joined += joiner.join(cells) ? 1 : 0;
        if (parts.clock < 0 || clock >= cells.size())
            continue;
        seen.marked = seen.marked || cells[clock].find(':') != std::string_view::npos;
        if (auto const number = whole(cells[clock], 999'999))
            seen.largest = std::max(seen.largest, *number);
    }
    return seen;
}

// Hours that are hours and minutes, and times of day as numbers, by what the rows hold.
Result<bool> settle_clock(std::string_view text, std::size_t from, std::string_view heading,
                          Parts& parts, Vocabulary const& words) {
    if (parts.hour >= 0 && parts.minute < 0) { // "Hour" over 950 or over 09:50
        Parts other = parts;
        other.clock = parts.hour;
        auto const seen = look_at_rows(text, from, other, words);
        if (seen.marked || seen.largest > 24) {
            parts.clock = parts.hour;
            parts.hour = -1;
        }
    }
    if (parts.clock < 0)
        return true;
    auto const seen = look_at_rows(text, from, parts, words);
    if (seen.marked || seen.largest < 0)
        return true;
    bool const named = heading.find("hhmm") != std::string_view::npos ||
                       heading.find("hh:mm") != std::string_view::npos;
    if (seen.largest <= 24 && !named)
        return false;
    bool const seconds = heading.find("hhmmss") != std::string_view::npos || seen.largest > 2400;
    parts.clock_digits = seconds ? 6 : 4;
    return true;
}

// The line with the first of the columns replaced by `joined` and the others gone.
std::string spliced(std::string_view line, Cells const& cells, Parts const& parts,
                    std::string_view joined) {
    std::string out;
    std::size_t copied = 0;
    bool first = true;
    for (int const column : parts.columns()) {
        if (static_cast<std::size_t>(column) >= cells.size())
            break;
        auto const cell = cells[static_cast<std::size_t>(column)];
        bool const blanks = parts.delimiter == blank_runs;
        auto begin = static_cast<std::size_t>(cell.data() - line.data());
        auto end = begin + cell.size();
        if (!blanks) { // the quotes around it too
            end = std::min(line.find(parts.delimiter, end), line.size());
            auto const before = begin == 0 ? std::string_view::npos
                                           : line.rfind(parts.delimiter, begin - 1);
            begin = before == std::string_view::npos ? 0 : before + 1;
        }
        out += line.substr(copied, begin - copied);
        copied = end;
        if (first)
            out += joined;
        else if (!blanks && !out.empty() && out.back() == parts.delimiter)
            out.pop_back();
        first = false;
    }
    out += line.substr(copied);
    return out;
}

// Where the headings stand, and what they say.
struct Found {
    Parts parts;
    std::size_t heading = 0; ///< offset of their line
};

Result<std::optional<Found>> find_parts(std::string_view text, Vocabulary const& words,
                                        std::string const& file) {
    Lines lines(text);
    std::string_view line;
    Cells cells;
    for (int looked = 0; looked < heading_lines && lines.next(line); ++looked) {
        if (line.size() < 5 || (line.front() >= '0' && line.front() <= '9'))
            continue; // no heading begins with a digit, most rows do
        auto parts = parts_in(line, words, cells);
        if (!parts)
            continue;
        int const clock = parts->clock >= 0 ? parts->clock : parts->hour;
        std::string const heading =
            clock >= 0 ? fold(cells[static_cast<std::size_t>(clock)]) : std::string();
        CC_TRY_ASSIGN(auto const settled,
                      settle_clock(text, lines.position(), heading, *parts, words));
        Parts days = *parts;
        days.clock = -1;
        auto const dated = look_at_rows(text, lines.position(), days, words);
        if (!settled && dated.joined > 0 && dated.joined * 2 > dated.rows)
            return input_error(
                {file, static_cast<int>(lines.number()), 0, ""},
                text::cat("the numbers under ", text::quoted(heading),
                          " may be hours, or hours and minutes; export with a time such as 10:05"));
        auto const seen = look_at_rows(text, lines.position(), *parts, words);
        if (seen.joined > 0 && seen.joined * 2 > seen.rows) {
            parts->meridiem = meridiem_column(text, lines.position(), *parts, words);
            return std::optional(Found{*parts, lines.begin()});
        }
    }
    return std::optional<Found>{};
}

} // namespace

Result<std::optional<SourceText>> text_of_date_columns(SourceText const& source,
                                                       Vocabulary const& words,
                                                       std::string const& file) {
    auto const text = source.text();
    CC_TRY_ASSIGN(auto const found, find_parts(text, words, file));
    if (!found)
        return std::optional<SourceText>{};
    SourceText made;
    made.encoding = source.encoding;
    made.damaged = source.damaged;
    made.origin = source.origin;
    made.made_of_tree = source.made_of_tree;
    made.owned.reserve(text.size());
    auto const& parts = found->parts;
    RowJoiner const joiner(parts, words);
    std::string const heading = parts.offset.empty() ? std::string("DateTime")
                                                     : text::cat("DateTime(UTC", parts.offset == "Z" ? "" : parts.offset, ')');
    bool rows = false;
    Lines lines(text);
    std::string_view line;
    Cells cells;
    std::string_view first_heading;
    while (lines.next(line)) {
        bool const end = text[lines.position() - 1] == '\n';
        std::string changed(line);
        if (lines.begin() == found->heading)
            first_heading = line;
        if (lines.begin() >= found->heading && line.size() <= longest_line) {
            split_cells(line, parts.delimiter, cells);
            if (auto const stamp = joiner.join(cells)) {
                changed = spliced(line, cells, parts, *stamp);
                rows = true;
            } else {
                bool const heads = line == first_heading || parts_in(line, words, cells);
                split_cells(line, parts.delimiter, cells);
                if (heads)
                    changed = spliced(line, cells, parts, heading);
                else if (!rows && cells.size() == parts.cells) // units below the names
                    changed = spliced(line, cells, parts, "");
            }
        }
        made.owned += changed;
        if (end)
            made.owned += '\n';
    }
    return std::optional(std::move(made));
}

} // namespace coldchain::logger
