// SPDX-License-Identifier: Apache-2.0
#include "logger/counted_time.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "logger/column_sample.hpp"
#include "logger/number.hpp"

#include <algorithm>
#include <array>

namespace coldchain::logger {

namespace {

constexpr std::array<Delimiter, 4> delimiters{'\t', ';', ',', '|'};

// ms of the unit a heading such as "Time (min)" or "Elapsed [s]" names.
std::optional<std::int64_t> unit_in(std::string_view heading) {
    std::string const folded = fold(heading);
    auto const open = folded.find_first_of("([");
    std::string_view unit = folded;
    unit = open == std::string::npos ? unit.substr(unit.find_last_of(" ,_") + 1)
                                     : unit.substr(open + 1);
    unit = text::trim(unit.substr(0, unit.find_first_of(")].")));
    struct Name {
        std::string_view text;
        std::int64_t milliseconds;
    };
    static constexpr std::array names{Name{"ms", 1},
                                      Name{"msec", 1},
                                      Name{"s", 1000},
                                      Name{"sec", 1000},
                                      Name{"secs", 1000},
                                      Name{"second", 1000},
                                      Name{"seconds", 1000},
                                      Name{"sekunden", 1000},
                                      Name{"m", 60'000},
                                      Name{"min", 60'000},
                                      Name{"mins", 60'000},
                                      Name{"minute", 60'000},
                                      Name{"minutes", 60'000},
                                      Name{"minuten", 60'000},
                                      Name{"h", 3'600'000},
                                      Name{"hr", 3'600'000},
                                      Name{"hrs", 3'600'000},
                                      Name{"hour", 3'600'000},
                                      Name{"hours", 3'600'000},
                                      Name{"stunden", 3'600'000},
                                      Name{"d", 86'400'000},
                                      Name{"day", 86'400'000},
                                      Name{"days", 86'400'000},
                                      Name{"tage", 86'400'000}};
    auto const found = std::find_if(names.begin(), names.end(),
                                    [&](Name const& name) { return name.text == unit; });
    return found == names.end() ? std::nullopt : std::optional(found->milliseconds);
}

std::optional<StampKind> kind_of(std::string_view heading, Vocabulary const& words) {
    std::string const folded = fold(heading);
    bool const of_day = std::find(words.hour.begin(), words.hour.end(), folded) != words.hour.end();
    if (of_day) // beside columns of year, month and day
        return std::nullopt;
    bool const time = mentions(folded, words.elapsed) ||
                      (mentions(folded, words.stamp) && unit_in(heading).has_value());
    if (time)
        return StampKind::elapsed;
    bool const counter =
        std::find(words.index.begin(), words.index.end(), folded) != words.index.end();
    return counter ? std::optional(StampKind::counter) : std::nullopt;
}

// Where the headings name a temperature and a counted time; the elapsed time before the counter.
std::optional<TableStart> headed(std::vector<std::string_view> const& cells, Delimiter delimiter,
                                 Vocabulary const& words) {
    std::optional<TableStart> start;
    bool temperature = false;
    for (std::size_t i = 0; i < cells.size() && i < 100; ++i) {
        if (is_plain_number(cells[i]))
            return std::nullopt;
        auto const kind = kind_of(cells[i], words);
        if (kind && (!start || *kind == StampKind::elapsed)) {
            start = TableStart{delimiter, 0, 0, *kind, static_cast<int>(i), -1, -1};
            continue;
        }
        std::string const folded = fold(cells[i]);
        temperature = temperature || mentions(folded, words.temperature) ||
                      find_unit(cells[i], words, UnitContext::heading);
    }
    return temperature ? start : std::nullopt;
}

bool is_row(std::vector<std::string_view> const& cells, TableStart const& start) {
    auto const at = static_cast<std::size_t>(start.stamp);
    if (at >= cells.size() || !parse_elapsed(cells[at], 1))
        return false;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i != at && is_measure(cells[i]))
            return true;
    }
    return false;
}

// "Time (sec)" over 1623791700: no elapsed time, and no counter, is that long.
std::optional<StampKind> since_1970(std::string_view text, Layout const& layout) {
    std::optional<StampKind> kind;
    Lines lines(text, layout.first_row, layout.first_line);
    std::string_view row;
    std::vector<std::string_view> cells;
    for (int looked = 0; looked < 20 && lines.next(row); ++looked) {
        split_cells(row, layout.delimiter, cells);
        auto const at = static_cast<std::size_t>(layout.stamp);
        if (at >= cells.size() || !parse_elapsed(cells[at], 1))
            continue;
        auto const found = numeric_kind(cells[at]);
        bool const counts =
            found == StampKind::unix_seconds || found == StampKind::unix_milliseconds;
        if (!counts || (kind && *kind != *found))
            return std::nullopt;
        kind = found;
    }
    return layout.kind == StampKind::elapsed ? kind : std::nullopt;
}

} // namespace

std::optional<TableStart> find_counted(std::string_view text, std::size_t from,
                                       std::uint32_t number, Vocabulary const& words) {
    for (auto const delimiter : delimiters) {
        Lines lines(text, from, number);
        std::string_view line;
        std::vector<std::string_view> cells;
        std::optional<TableStart> start;
        int below = 0;
        while (lines.next(line)) {
            if (text::trim(line).empty())
                continue;
            split_cells(line.substr(0, 20'000), delimiter, cells);
            if (start && is_row(cells, *start)) {
                start->offset = lines.begin();
                start->line = lines.number();
                return start;
            }
            if (start && ++below > 2)
                start.reset();
            if (cells.size() > 1 && !start) {
                start = headed(cells, delimiter, words);
                below = 0;
            }
        }
    }
    return std::nullopt;
}

Result<void> settle_start(std::string_view text, Layout& layout, Preamble const& preamble,
                          InferContext const& context) {
    int const line = static_cast<int>(layout.first_line);
    auto const refuse = [&](std::string message) {
        return input_error({context.file, line, 0, ""}, std::move(message));
    };
    auto const column = static_cast<std::size_t>(layout.stamp);
    auto const heading = layout.columns[column].heading;
    if (auto const kind = since_1970(text, layout)) {
        layout.kind = *kind;
        layout.notes.push_back(text::cat("times: ", text::quoted(heading),
                                         " counts from 1970, as its numbers are that large"));
        return {};
    }
    auto const written = preamble.find(HeadFact::start, context.words);
    auto const parts = written ? parse_stamp(*written, context.words) : std::nullopt;
    if (!parts || !parts->has_date)
        return refuse(text::cat("times are counted (", text::quoted(heading),
                                ") from a start that the file does not give; export with a date "
                                "and time in every row"));
    std::vector<DateOrder> orders;
    for (auto const order : {DateOrder::ymd, DateOrder::dmy, DateOrder::mdy}) {
        if (fits_order(*parts, order) && (!is_unambiguous(*parts) || orders.empty()))
            orders.push_back(order);
    }
    if (context.options.date_order && !is_unambiguous(*parts))
        orders.assign(1, *context.options.date_order);
    auto const start =
        orders.size() == 1 ? local_milliseconds(*parts, orders.front()) : std::nullopt;
    if (!start)
        return refuse(text::cat("the start ", text::quoted(*written),
                                " can be read in more than one order; give --date-order dmy, mdy "
                                "or ymd"));
    layout.start = *start;
    auto const interval = preamble.find(HeadFact::interval, context.words);
    auto const seconds = interval ? parse_interval(*interval) : std::nullopt;
    std::string_view row;
    std::vector<std::string_view> cells;
    Lines lines(text, layout.first_row, layout.first_line);
    lines.next(row);
    split_cells(row, layout.delimiter, cells);
    auto const first = column < cells.size() ? cells[column] : std::string_view();
    if (layout.kind == StampKind::counter) {
        if (!seconds || *seconds <= 0)
            return refuse("rows carry a number and no time, and the file gives no interval; export "
                          "with a date and time in every row");
        layout.count_unit = *seconds * 1000;
        layout.count_from = text::parse_int(first).value_or(0);
        layout.notes.push_back(text::cat("times: start ", *written, " and ", *seconds,
                                         " s for each number of column ", text::quoted(heading)));
        return {};
    }
    auto const unit = unit_in(heading);
    if (!unit && first.find(':') == std::string_view::npos)
        return refuse(text::cat("the heading ", text::quoted(heading),
                                " does not say whether it counts seconds, minutes or hours"));
    layout.count_unit = unit.value_or(1);
    layout.notes.push_back(
        text::cat("times: start ", *written, " and the elapsed time ", text::quoted(heading)));
    return {};
}

} // namespace coldchain::logger
