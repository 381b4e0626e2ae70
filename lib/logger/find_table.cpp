// SPDX-License-Identifier: Apache-2.0
// A row is a line with a time and a number under some delimiter; a table is a run of rows with the
// time in the same place.
#include "logger/column_sample.hpp"
#include "logger/counted_time.hpp"
#include "logger/infer.hpp"

#include "common/text.hpp"
#include "logger/number.hpp"

#include <algorithm>
#include <array>

namespace coldchain::logger {

namespace {

constexpr std::array<Delimiter, 6> delimiters{unit_separator, '\t', ';', ',', '|', blank_runs};
constexpr int sure_run = 4;

struct Run {
    TableStart start;
    int length = 0;
};

// How many lines from `start` on are rows of the same shape (at most 20 are looked at; up to two
// lines that are none may stand between).
int run_length(std::string_view text, TableStart const& start, Vocabulary const& words) {
    Lines lines(text, start.offset, start.line);
    std::string_view line;
    std::vector<std::string_view> cells;
    int length = 0;
    int misses = 0;
    for (int looked = 0; looked < 20 && misses <= 2 && lines.next(line); ++looked) {
        split_cells(line, start.delimiter, cells);
        auto const shape = shape_of_row(cells, words, start.delimiter);
        bool const same = shape && shape->stamp == start.stamp && shape->date == start.date &&
                          shape->clock == start.clock;
        length += same ? 1 : 0;
        misses += same ? 0 : 1;
    }
    return length;
}

std::optional<TableStart> start_at(std::string_view line, Lines const& lines,
                                   Vocabulary const& words, std::vector<std::string_view>& cells) {
    std::optional<TableStart> best;
    int most = 0;
    for (auto const delimiter : delimiters) {
        if (delimiter == blank_runs && best)
            break; // only when nothing else works
        if (delimiter != blank_runs && line.find(delimiter) == std::string_view::npos)
            continue;
        split_cells(line, delimiter, cells);
        auto const shape = shape_of_row(cells, words, delimiter);
        if (!shape || shape->numbers <= most)
            continue;
        most = shape->numbers;
        best = TableStart{delimiter,    lines.begin(), lines.number(), StampKind::civil,
                          shape->stamp, shape->date,   shape->clock};
    }
    return best;
}

// The shape that most of the rows from `start` on have: the first row may be a damaged one.
TableStart usual_shape(std::string_view text, TableStart const& start, Vocabulary const& words) {
    TableStart best = start;
    int most = run_length(text, start, words);
    Lines lines(text, start.offset, start.line);
    std::string_view line;
    std::vector<std::string_view> cells;
    for (int looked = 0; looked < 4 && lines.next(line); ++looked) {
        auto other = looked == 0 ? std::nullopt : start_at(line, lines, words, cells);
        if (!other || (other->stamp == best.stamp && other->date == best.date &&
                       other->clock == best.clock && other->delimiter == best.delimiter))
            continue;
        other->offset = start.offset;
        other->line = start.line;
        if (int const length = run_length(text, *other, words); length > most) {
            most = length;
            best = *other;
        }
    }
    return best;
}

std::size_t count_digits(std::string_view cell) {
    return static_cast<std::size_t>(
        std::count_if(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

// Rows right above whose time cannot be read: they are rows of the table all the same.
void take_damaged_rows_above(std::string_view text, std::size_t from, Vocabulary const& words,
                             TableStart& start) {
    auto const at = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
    std::size_t const digits_at_least = start.stamp >= 0 ? 8 : 5;
    std::vector<std::string_view> cells;
    while (start.offset > from) {
        auto const feed = text.rfind('\n', start.offset >= 2 ? start.offset - 2 : 0);
        std::size_t const begin = feed == std::string_view::npos ? 0 : feed + 1;
        if (begin < from || begin >= start.offset)
            return;
        auto line = text.substr(begin, start.offset - begin);
        while (line.ends_with('\n') || line.ends_with('\r'))
            line.remove_suffix(1);
        split_cells(line, start.delimiter, cells);
        if (at >= cells.size() || cells[at].size() > 40)
            return;
        auto const parts = parse_stamp(cells[at], words);
        bool const clock_alone = parts && parts->has_time && !parts->has_date;
        auto const measures = std::count_if(cells.begin(), cells.end(), is_measure);
        bool const number = start.kind != StampKind::civil && is_measure(cells[at]);
        bool const row = (clock_alone || count_digits(cells[at]) >= digits_at_least) &&
                         measures > (number ? 1 : 0);
        if (!row)
            return;
        start.offset = begin;
        --start.line;
    }
}

std::optional<TableStart> find_civil(std::string_view text, std::size_t from, std::uint32_t number,
                                     Vocabulary const& words) {
    Lines lines(text, from, number);
    std::string_view line;
    std::string_view before;
    std::vector<std::string_view> cells;
    Run best;
    while (lines.next(line)) {
        auto const above = before;
        if (!text::trim(line).empty())
            before = line;
        if (line.size() > 20'000 || line.find_first_of("0123456789") == std::string_view::npos)
            continue;
        auto const start = start_at(line, lines, words, cells);
        if (!start)
            continue;
        split_cells(above, start->delimiter, cells);
        if (is_heading(cells, words)) // however short: it is what the headings say
            return usual_shape(text, *start, words);
        int const length = run_length(text, *start, words);
        if (length >= sure_run)
            return usual_shape(text, *start, words);
        if (length > best.length)
            best = {*start, length};
    }
    return best.length > 0 ? std::optional(best.start) : std::nullopt;
}

// Times written as digits alone ("20230417", "2023041715").
enum class Digits { left_out, taken };

void find_times(std::vector<std::string_view> const& cells, Vocabulary const& words, Digits digits,
                RowShape& shape) {
    for (std::size_t i = 0; i < cells.size() && shape.stamp < 0; ++i) {
        bool const alone = cells[i].find_first_not_of("0123456789") == std::string_view::npos;
        if (alone && digits == Digits::left_out)
            continue;
        auto const parts = parse_stamp(cells[i], words);
        auto const at = static_cast<int>(i);
        if (!parts)
            continue;
        if (parts->has_date && parts->has_time)
            shape.stamp = at;
        else if (parts->has_date && shape.date < 0)
            shape.date = at;
        else if (parts->has_time && shape.clock < 0)
            shape.clock = at;
    }
}

// A run of lines with a numeric time in one column.
struct NumericRun {
    std::optional<TableStart> start;
    double last = 0;
    int rows = 0;
    int rising = 0;
    int falling = 0;

    void add(double value) {
        rising += rows > 0 && value > last ? 1 : 0;
        falling += rows > 0 && value < last ? 1 : 0;
        last = value;
        ++rows;
    }
    // Seconds since 1970 are like nothing else; a day number must go one way.
    bool is_table() const {
        if (rows < 3)
            return false;
        bool const one_way = (rising >= 2 && falling == 0) || (falling >= 2 && rising == 0);
        return start->kind == StampKind::day_number ? one_way : rising + falling > 0;
    }
};

// Lines of numbers in which one column lies in the range of a numeric time and moves.
std::optional<TableStart> find_numeric(std::string_view text, std::size_t from,
                                       std::uint32_t number) {
    for (auto const delimiter : delimiters) {
        Lines lines(text, from, number);
        std::string_view line;
        std::vector<std::string_view> cells;
        NumericRun run;
        while (lines.next(line)) {
            split_cells(line, delimiter, cells);
            int column = -1;
            std::optional<StampKind> kind;
            for (std::size_t i = 0; i < cells.size() && !kind; ++i) {
                kind = numeric_kind(cells[i]);
                column = static_cast<int>(i);
            }
            bool const row = kind && cells.size() > 1 &&
                             std::count_if(cells.begin(), cells.end(), is_measure) > 1;
            if (!row) {
                run = {};
                continue;
            }
            if (!run.start || run.start->stamp != column || run.start->kind != *kind) {
                run = {};
                run.start =
                    TableStart{delimiter, lines.begin(), lines.number(), *kind, column, -1, -1};
            }
            run.add(*time_number(cells[static_cast<std::size_t>(column)]));
            if (run.is_table())
                return run.start;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<RowShape> shape_of_row(std::vector<std::string_view> const& cells,
                                     Vocabulary const& words, Delimiter delimiter) {
    RowShape shape;
    if (cells.size() < 2 || cells.size() > 1000)
        return std::nullopt;
    find_times(cells, words, Digits::left_out, shape);
    if (shape.stamp < 0 && shape.date < 0) // only then: a serial such as 2012121314 looks like one
        find_times(cells, words, Digits::taken, shape);
    if (shape.stamp >= 0)
        shape.date = shape.clock = -1;
    if (shape.stamp < 0 && shape.date < 0)
        return std::nullopt;
    int const first = shape.stamp >= 0 ? shape.stamp : shape.date;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const at = static_cast<int>(i);
        if (at == shape.stamp || at == shape.date || at == shape.clock)
            continue;
        bool const number = is_measure(cells[i]);
        // words before the time make a sentence of the line
        if (delimiter == blank_runs && at < first && !is_plain_number(cells[i]))
            return std::nullopt;
        shape.numbers += number ? 1 : 0;
    }
    if (shape.numbers == 0)
        return std::nullopt;
    return shape;
}

std::optional<TableStart> find_table(std::string_view text, std::size_t from, std::uint32_t line,
                                     Vocabulary const& words) {
    if (auto civil = find_civil(text, from, line, words)) {
        take_damaged_rows_above(text, from, words, *civil);
        return civil;
    }
    if (auto numeric = find_numeric(text, from, line)) {
        take_damaged_rows_above(text, from, words, *numeric);
        return numeric;
    }
    return find_counted(text, from, line, words);
}

bool is_heading(std::vector<std::string_view> const& cells, Vocabulary const& words) {
    if (cells.size() < 2)
        return false;
    bool time = false;
    for (auto const cell : cells) {
        if (parse_stamp(cell, words) || is_plain_number(cell))
            return false;
        time = time || mentions(fold(cell), words.stamp);
    }
    return time;
}

} // namespace coldchain::logger
