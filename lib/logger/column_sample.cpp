// SPDX-License-Identifier: Apache-2.0
#include "logger/column_sample.hpp"

#include "common/text.hpp"
#include "logger/number.hpp"

#include <algorithm>

namespace coldchain::logger {

namespace {

constexpr std::size_t sample_rows = 500;

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

std::optional<StampKind> numeric_kind(std::string_view cell) {
    auto const value = text::parse_double(cell);
    if (!value)
        return std::nullopt;
    bool const whole = cell.find('.') == std::string_view::npos;
    if (*value >= 946'684'800.0 && *value < 4'102'444'800.0)
        return StampKind::unix_seconds;
    if (*value >= 946'684'800'000.0 && *value < 4'102'444'800'000.0)
        return StampKind::unix_milliseconds;
    if (!whole && *value >= 25'569 && *value < 80'000 && cell.size() - cell.find('.') > 3)
        return StampKind::day_number;
    return std::nullopt;
}

std::vector<ColumnSample> sample_columns(std::string_view text, TableStart const& start,
                                         Vocabulary const& words) {
    std::vector<ColumnSample> samples;
    Lines lines(text, start.offset, start.line);
    std::string_view line;
    std::vector<std::string_view> cells;
    std::size_t rows = 0;
    std::size_t looked = 0;
    while (rows < sample_rows && looked < 4 * sample_rows && lines.next(line)) {
        ++looked;
        split_cells(line, start.delimiter, cells);
        bool row = false;
        if (start.kind == StampKind::civil) {
            auto const shape = shape_of_row(cells, words, start.delimiter);
            auto const at = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
            row = shape
                      ? (shape->stamp == start.stamp && shape->date == start.date)
                      : (at < cells.size() && parse_stamp(cells[at], words) && cells.size() <= 400);
        } else {
            auto const at = static_cast<std::size_t>(start.stamp);
            row = at < cells.size() && numeric_kind(cells[at]) == start.kind;
        }
        if (!row)
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
