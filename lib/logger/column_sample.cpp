// SPDX-License-Identifier: Apache-2.0
#include "logger/column_sample.hpp"

#include "common/text.hpp"
#include "logger/number.hpp"

#include <algorithm>
#include <cmath>

namespace coldchain::logger {

namespace {

// The first rows one by one, then single ones further on: what begins late is seen too.
constexpr std::size_t rows_in_a_row = 100;
constexpr std::size_t rows_further_on = 60;
constexpr std::size_t stride = 37;

void add_number(ColumnSample& sample, std::string_view cell, CellValue const& value, char mark,
                Vocabulary const& words) {
    bool const decimal = cell.find(mark) != std::string_view::npos;
    if (!decimal)
        ++sample.whole;
    else
        ++(mark == '.' ? sample.points : sample.commas);
    if (!value.suffix.empty()) {
        ++sample.suffixed;
        sample.suffix_text = value.suffix;
        if (!sample.suffix_unit)
            sample.suffix_unit = find_unit(value.suffix, words, UnitContext::alone);
    }
    auto const whole = text::parse_int(cell);
    if (whole && sample.last) {
        ++sample.steps;
        sample.up += *whole == *sample.last + 1 ? 1 : 0;
        sample.down += *whole == *sample.last - 1 ? 1 : 0;
    }
    sample.last = whole;
}

void add_cell(ColumnSample& sample, std::string_view cell, Vocabulary const& words) {
    if (cell.empty()) {
        ++sample.blank;
        return;
    }
    if (sample.first.empty())
        sample.first = cell;
    if (sample.values.size() < 8)
        sample.values.emplace(cell);
    if (auto const parts = parse_stamp(cell, words)) {
        ++(parts->has_date && parts->has_time ? sample.stamps
           : parts->has_date                  ? sample.dates
                                              : sample.clocks);
        return;
    }
    bool const comma =
        cell.find(',') != std::string_view::npos && cell.find('.') == std::string_view::npos;
    char const mark = comma ? ',' : '.';
    auto const value = parse_value(cell, mark);
    if (value && is_measure(cell)) {
        add_number(sample, cell, *value, mark, words);
        return;
    }
    std::string const folded = fold(cell);
    if (std::find(words.absent.begin(), words.absent.end(), folded) != words.absent.end())
        ++sample.absent;
    else
        ++sample.texts;
    bool const number = cell.find_first_of("0123456789") != std::string_view::npos;
    sample.units +=
        !number && cell.size() <= 12 &&
                (cell.starts_with('%') || find_unit(cell, words, UnitContext::alone).has_value())
            ? 1
            : 0;
}

// A row whose date stands further up, in the first row of its day.
bool has_clock_alone(std::vector<std::string_view> const& cells, TableStart const& start,
                     Vocabulary const& words) {
    auto const date = static_cast<std::size_t>(start.date);
    auto const clock = static_cast<std::size_t>(start.clock);
    if (start.date < 0 || start.clock < 0 || date >= cells.size() || clock >= cells.size() ||
        !cells[date].empty())
        return false;
    auto const parts = parse_stamp(cells[clock], words);
    return parts && parts->has_time && !parts->has_date;
}

} // namespace

bool is_plain_number(std::string_view cell) {
    auto value = parse_value(cell, '.');
    if (value && value->suffix.empty())
        return true;
    value = parse_value(cell, ',');
    return value && value->suffix.empty();
}

bool is_measure(std::string_view cell) {
    for (char const mark : {'.', ','}) {
        auto const value = parse_value(cell, mark);
        if (value && value->suffix.size() <= 6 &&
            value->suffix.find_first_of("0123456789:/.,;-") == std::string_view::npos)
            return true;
    }
    return false;
}

std::optional<double> time_number(std::string_view cell) {
    if (cell.find(',') == std::string_view::npos || cell.find('.') != std::string_view::npos)
        return text::parse_double(cell);
    std::string pointed(cell.substr(0, 40));
    std::replace(pointed.begin(), pointed.end(), ',', '.');
    return text::parse_double(pointed);
}

std::optional<std::int64_t> parse_elapsed(std::string_view cell, std::int64_t unit) {
    cell = text::trim(cell);
    if (cell.empty() || cell.size() > 40 || cell.front() < '0' || cell.front() > '9')
        return std::nullopt;
    if (cell.find(':') == std::string_view::npos) {
        auto const number = unit > 0 ? time_number(cell) : std::nullopt;
        if (!number || *number < 0 || *number * static_cast<double>(unit) > 1e13)
            return std::nullopt;
        return std::llround(*number * static_cast<double>(unit));
    }
    // [days [word]] h:mm[:ss[.fff]]
    std::int64_t days = 0;
    auto const blank = cell.rfind(' ');
    if (blank != std::string_view::npos) {
        auto const word = cell.find(' ');
        auto const number = text::parse_int(cell.substr(0, word));
        if (!number || *number < 0 || *number > 100'000)
            return std::nullopt;
        days = *number;
        cell = cell.substr(blank + 1);
    }
    auto const pieces = text::split(cell, ':');
    if (pieces.size() < 2 || pieces.size() > 3)
        return std::nullopt;
    double seconds = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        auto const number = i < pieces.size() ? time_number(pieces[i]) : std::optional(0.0);
        if (!number || *number < 0 || *number > 1e7 || (i > 0 && *number >= 60))
            return std::nullopt;
        seconds = seconds * 60 + *number;
    }
    return days * 86'400'000 + std::llround(seconds * 1000);
}

std::optional<double> parts_of_millisecond(double since_1970) {
    for (double const parts : {1.0, 1e3, 1e6}) {
        if (since_1970 >= 946'684'800'000.0 * parts && since_1970 < 4'102'444'800'000.0 * parts)
            return parts;
    }
    return std::nullopt;
}

std::optional<StampKind> numeric_kind(std::string_view cell) {
    auto const value = time_number(cell);
    if (!value || cell.find_first_of("eE") != std::string_view::npos) // "1.71E+09" was rounded
        return std::nullopt;
    auto const mark = cell.find_first_of(".,");
    bool const whole = mark == std::string_view::npos;
    if (*value >= 946'684'800.0 && *value < 4'102'444'800.0)
        return StampKind::unix_seconds;
    if (parts_of_millisecond(*value))
        return StampKind::unix_milliseconds;
    if (!whole && *value >= 25'569 && *value < 80'000 && cell.size() - mark > 3)
        return StampKind::day_number;
    return std::nullopt;
}

namespace {

// Whether a line has its time where the table has it.
bool is_row(std::vector<std::string_view> const& cells, TableStart const& start,
            Vocabulary const& words) {
    if (start.kind == StampKind::civil) {
        auto const shape = shape_of_row(cells, words, start.delimiter);
        if (shape)
            return shape->stamp == start.stamp && shape->date == start.date;
        auto const at = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
        return at < cells.size() && cells.size() <= 400 &&
               (parse_stamp(cells[at], words) || has_clock_alone(cells, start, words));
    }
    auto const at = static_cast<std::size_t>(start.stamp);
    return at < cells.size() &&
           (counts_from_start(start.kind) ? parse_elapsed(cells[at], 1).has_value()
                                          : numeric_kind(cells[at]) == start.kind);
}

} // namespace

std::vector<ColumnSample> sample_columns(std::string_view text, TableStart const& start,
                                         Vocabulary const& words) {
    std::vector<ColumnSample> samples;
    Lines lines(text, start.offset, start.line);
    std::string_view line;
    std::vector<std::string_view> cells;
    std::size_t rows = 0;
    for (std::size_t looked = 0; rows < rows_in_a_row + rows_further_on && lines.next(line);
         ++looked) {
        bool const one_by_one = rows < rows_in_a_row && looked < 4 * rows_in_a_row;
        if (!one_by_one && looked % stride != 0)
            continue;
        if (!one_by_one) {
            for (auto& sample : samples) // counting up or down is a matter of neighbours
                sample.last.reset();
        }
        split_cells(line, start.delimiter, cells);
        if (!is_row(cells, start, words))
            continue;
        ++rows;
        if (cells.size() > samples.size())
            samples.resize(std::min<std::size_t>(cells.size(), 1000));
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i].there += i < cells.size() ? 1 : 0;
        for (std::size_t i = 0; i < samples.size(); ++i)
            add_cell(samples[i], i < cells.size() ? cells[i] : std::string_view(), words);
    }
    return samples;
}

} // namespace coldchain::logger
