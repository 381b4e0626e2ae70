// SPDX-License-Identifier: Apache-2.0
#include "logger/date_order.hpp"

#include "common/text.hpp"
#include "common/time.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace coldchain::logger {

namespace {

constexpr std::array orders{DateOrder::ymd, DateOrder::dmy, DateOrder::mdy};
constexpr std::int64_t day_ms = 86'400'000;

// How well one order explains the column.
struct Trial {
    DateOrder order = DateOrder::ymd;
    std::uint64_t fits = 0;
    std::uint64_t steps = 0;
    std::uint64_t wild = 0; ///< steps backward or of more than twenty days
    std::map<std::int64_t, std::uint64_t> lengths;
    std::optional<std::int64_t> last;
    std::optional<std::int64_t> first_day;
    std::int64_t last_day = 0;
    std::int64_t direction = 0;

    double regular_share() const {
        std::uint64_t most = 0;
        for (auto const& [length, count] : lengths)
            most = std::max(most, count);
        return steps == 0 ? 0 : static_cast<double>(most) / static_cast<double>(steps);
    }
};

void add_stamp(Trial& trial, StampParts const& parts) {
    auto const days = days_of(parts, trial.order);
    if (!days) {
        trial.last.reset();
        return;
    }
    ++trial.fits;
    if (!trial.first_day)
        trial.first_day = *days;
    trial.last_day = *days;
    auto const stamp = *days * day_ms + milliseconds_of_day(parts).value_or(0);
    if (trial.last) {
        auto const step = stamp - *trial.last;
        ++trial.steps;
        if (trial.direction == 0)
            trial.direction = step > 0 ? 1 : step < 0 ? -1 : 0;
        // a new day may not lie weeks away, nor against the direction the rows began with
        if (step * trial.direction < -day_ms || std::abs(step) > 20 * day_ms)
            ++trial.wild;
        if (trial.lengths.size() < 1000 || trial.lengths.contains(step))
            ++trial.lengths[step];
    }
    trial.last = stamp;
}

struct Column {
    std::array<Trial, 3> trials;
    std::uint64_t rows = 0;
    std::optional<StampParts> first;
    std::string first_cell;
    bool all_rows = false; ///< the text ended before the order was certain
    bool differ = false;   ///< some row is another day in another possible order
};

// The time of day that stands in a cell of its own.
void take_clock(StampParts& parts, std::vector<std::string_view> const& cells, Layout const& layout,
                Vocabulary const& words) {
    auto const clock = static_cast<std::size_t>(layout.clock);
    if (layout.clock >= 0 && !parts.has_time && clock < cells.size()) {
        auto const time = layout.digit_clock > 0
                              ? parse_digit_clock(cells[clock], layout.digit_clock)
                              : parse_stamp(cells[clock], words);
        if (time && time->has_time) {
            parts.has_time = true;
            parts.hour = time->hour;
            parts.minute = time->minute;
            parts.second = time->second;
            parts.meridiem = time->meridiem;
        }
    }
    auto const half = static_cast<std::size_t>(layout.meridiem);
    if (layout.meridiem >= 0 && half < cells.size())
        parts.meridiem = parse_meridiem(cells[half], words).value_or(Meridiem::none);
}

void add_row(Column& column, StampParts const& parts) {
    ++column.rows;
    for (auto& trial : column.trials)
        add_stamp(trial, parts);
    std::optional<std::int64_t> day;
    for (auto const order : orders) {
        auto const other = days_of(parts, order);
        column.differ = column.differ || (day && other && *other != *day);
        day = other ? other : day;
    }
}

bool is_certain(Column const& column) {
    return std::count_if(column.trials.begin(), column.trials.end(), [&](Trial const& trial) {
               return trial.fits * 100 > column.rows * 95;
           }) <= 1;
}

// Reads the dates of all rows, or as many as it takes to be sure.
Column read_column(std::string_view text, Layout const& layout, Vocabulary const& words) {
    Column column;
    for (std::size_t i = 0; i < orders.size(); ++i)
        column.trials[i].order = orders[i];
    Lines lines(text, layout.first_row, layout.first_line);
    std::string_view line;
    std::vector<std::string_view> cells;
    auto const at = static_cast<std::size_t>(layout.stamp >= 0 ? layout.stamp : layout.date);
    while (lines.next(line)) {
        split_cells(line, layout.delimiter, cells);
        if (at >= cells.size())
            continue;
        auto parts = parse_stamp(cells[at], words);
        if (!parts || !parts->has_date)
            continue;
        take_clock(*parts, cells, layout, words);
        if (!column.first) {
            column.first = *parts;
            column.first_cell = cells[at];
            if (is_unambiguous(*parts))
                return column;
        }
        add_row(column, *parts);
        if (column.rows % 4096 == 0 && is_certain(column))
            return column;
    }
    column.all_rows = true;
    return column;
}

std::string_view order_text(DateOrder order) {
    switch (order) {
    case DateOrder::ymd:
        return "year-month-day";
    case DateOrder::dmy:
        return "day-month-year";
    case DateOrder::mdy:
        return "month-day-year";
    }
    return "";
}

OrderDecision decide_nothing() {
    return {DateOrder::ymd, "", false};
}

OrderDecision decide(DateOrder order, std::string_view how) {
    return {order, text::cat("date order ", order_text(order), ": ", how), false};
}

// Days the preamble names beyond doubt.
std::vector<std::int64_t> known_days(Preamble const& preamble, Profile const* profile,
                                     Vocabulary const& words) {
    std::vector<std::int64_t> days;
    auto const take = [&](std::string_view written, std::optional<DateOrder> order) {
        // the longest part of the line that is a date and nothing else
        auto const pieces = text::split(written, ' ');
        for (std::size_t from = 0; from < pieces.size() && from < 12; ++from) {
            for (std::size_t to = std::min(pieces.size(), from + 7); to > from; --to) {
                auto const* const begin = pieces[from].data();
                auto const* const end = pieces[to - 1].data() + pieces[to - 1].size();
                std::string_view part(begin, static_cast<std::size_t>(end - begin));
                auto const comma = part.find(',');
                if (comma != std::string_view::npos && order)
                    part = part.substr(comma + 1);
                auto const parts = parse_stamp(part, words);
                if (!parts || !parts->has_date || (!order && !is_unambiguous(*parts)))
                    continue;
                if (auto const day = days_of(*parts, order.value_or(DateOrder::ymd)))
                    days.push_back(*day);
                break;
            }
        }
    };
    for (auto const& line : preamble.lines)
        take(line.value, std::nullopt);
    if (profile != nullptr) {
        for (auto const& key : profile->order_known) {
            for (auto const& value : preamble.all(key))
                take(value, DateOrder::mdy);
        }
    }
    return days;
}

std::optional<OrderDecision> by_numbers(Column const& column) {
    auto sorted = column.trials;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](Trial const& a, Trial const& b) { return a.fits > b.fits; });
    auto const lead = sorted[0].fits - sorted[1].fits;
    // holes count against an order only while another order is nearly as possible
    bool const sole = sorted[0].fits == column.rows && lead * 10 >= column.rows && lead >= 3;
    if (lead == 0 || (sorted[0].wild > sorted[1].wild && !sole))
        return std::nullopt;
    // one or two odd rows may be damage; many, or a regular step besides, are proof
    bool const proof = lead >= 3 || lead * 10 >= column.rows ||
                       sorted[0].regular_share() > sorted[1].regular_share();
    if (!proof)
        return std::nullopt;
    return decide(sorted[0].order,
                  text::cat(lead, " of ", column.rows, " dates are possible only so"));
}

std::optional<OrderDecision> by_known_day(Column const& column,
                                          std::vector<std::int64_t> const& days) {
    std::optional<DateOrder> found;
    for (auto const& trial : column.trials) {
        if (trial.fits * 100 < column.rows * 98 || !trial.first_day)
            continue;
        bool const met = std::any_of(days.begin(), days.end(), [&](std::int64_t day) {
            return day == *trial.first_day || day == trial.last_day;
        });
        if (!met)
            continue;
        if (found)
            return std::nullopt;
        found = trial.order;
    }
    if (!found)
        return std::nullopt;
    return decide(*found, "the lines above the table write the same day without doubt");
}

std::optional<OrderDecision> by_steps(Column const& column) {
    std::vector<Trial const*> possible;
    for (auto const& trial : column.trials) {
        if (trial.fits * 100 >= column.rows * 98)
            possible.push_back(&trial);
    }
    std::stable_sort(possible.begin(), possible.end(), [](Trial const* a, Trial const* b) {
        return a->wild != b->wild ? a->wild < b->wild : a->regular_share() > b->regular_share();
    });
    if (possible.size() < 2 || possible[0]->steps < 2)
        return std::nullopt;
    auto const& best = *possible[0];
    auto const& next = *possible[1];
    bool const by_wild = next.wild > 0 && best.wild * 4 <= next.wild && best.wild < next.wild;
    bool const by_share = best.regular_share() >= 0.9 && next.regular_share() <= 0.7;
    if (!by_wild && !by_share)
        return std::nullopt;
    return decide(best.order, "the steps from row to row are regular only so");
}

Result<OrderDecision> given(DateOrder order, std::string_view how, Column const& column,
                            std::string const& file) {
    auto const& trial = *std::find_if(column.trials.begin(), column.trials.end(),
                                      [&](Trial const& t) { return t.order == order; });
    if (column.rows > 0 && trial.fits * 2 < column.rows)
        return input_error({file, 0, 0, ""},
                           text::cat("dates such as ", text::quoted(column.first_cell),
                                     " cannot be in the order ", order_text(order), " (", how,
                                     "); leave --date-order out or correct it"));
    return decide(order, how);
}

// "dmy: 2023-05-13, ymd: 2013-05-23"
std::string possible_days(StampParts const& parts) {
    std::string list;
    for (auto const order : orders) {
        auto const days = days_of(parts, order);
        if (days)
            list += text::cat(list.empty() ? "" : ", ", to_word(order), ": ",
                              to_text(LocalTime{*days * day_ms}).substr(0, 10));
    }
    return list;
}

Result<OrderDecision> settle_by_column(Column const& column, Layout const& layout,
                                       Preamble const& preamble, InferContext const& context) {
    if (!column.first)
        return decide_nothing();
    if (is_unambiguous(*column.first))
        return decide(DateOrder::ymd, column.first->named_month != 0
                                          ? "the month is written in letters"
                                          : "the year stands in front");
    if (context.options.date_order)
        return given(*context.options.date_order, "option --date-order", column, context.file);
    if (column.first->named_month != 0)
        return decide(DateOrder::dmy, "the month is written in letters, the year behind it");
    if (context.profile != nullptr && context.profile->date_order)
        return given(*context.profile->date_order, "format description", column, context.file);
    auto const heading =
        layout.columns[static_cast<std::size_t>(layout.stamp >= 0 ? layout.stamp : layout.date)]
            .heading;
    if (auto const order = order_in_pattern(heading))
        return given(*order, "the heading spells it", column, context.file);
    if (auto found = by_numbers(column))
        return *found;
    if (auto found = by_known_day(column, known_days(preamble, context.profile, context.words)))
        return *found;
    if (auto found = by_steps(column))
        return *found;
    if (!column.differ && column.rows > 0) {
        for (auto const& trial : column.trials) {
            if (trial.fits == column.rows)
                return decide(trial.order, "every order that is possible means the same days");
        }
    }
    return input_error(
        {context.file, static_cast<int>(layout.first_line), 0, ""},
        text::cat("dates such as ", text::quoted(column.first_cell),
                  " can be read in more than one order (", possible_days(*column.first),
                  ") and nothing in the file settles it; give --date-order dmy, mdy or ymd"));
}

} // namespace

std::string_view to_word(DateOrder order) {
    switch (order) {
    case DateOrder::ymd:
        return "ymd";
    case DateOrder::dmy:
        return "dmy";
    case DateOrder::mdy:
        return "mdy";
    }
    return "";
}

std::optional<DateOrder> date_order_of(std::string_view word) {
    for (auto const order : orders) {
        if (to_word(order) == word)
            return order;
    }
    return std::nullopt;
}

std::optional<DateOrder> order_in_pattern(std::string_view written) {
    std::string const folded = fold(written);
    auto const kind = [](char letter, std::size_t size) -> char {
        if (letter == 'y' || (size == 4 && (letter == 'j' || letter == 'a' || letter == 'v')))
            return 'y';
        if (letter == 'm' || letter == 'k')
            return 'm';
        return letter == 'd' || letter == 't' || letter == 'g' || letter == 'p' || letter == 'j'
                   ? 'd'
                   : '\0';
    };
    std::string seen;
    std::size_t end_before = 0;
    for (std::size_t i = 0; i < folded.size();) {
        std::size_t size = 1;
        while (i + size < folded.size() && folded[i + size] == folded[i])
            ++size;
        bool const group = size >= 2 && size <= 4 && kind(folded[i], size) != '\0';
        if (!group) {
            i += size;
            continue;
        }
        bool const next_to = !seen.empty() && i == end_before + 1;
        if (!next_to)
            seen.clear();
        seen += kind(folded[i], size);
        end_before = i + size;
        i += size;
        if (seen == "ymd")
            return DateOrder::ymd;
        if (seen == "dmy")
            return DateOrder::dmy;
        if (seen == "mdy")
            return DateOrder::mdy;
    }
    return std::nullopt;
}

Result<OrderDecision> settle_date_order(std::string_view text, Layout const& layout,
                                        Preamble const& preamble, InferContext const& context) {
    if (layout.kind != StampKind::civil)
        return decide_nothing();
    auto const column = read_column(text, layout, context.words);
    CC_TRY_ASSIGN(auto decision, settle_by_column(column, layout, preamble, context));
    bool const buddhist =
        column.first && std::any_of(column.first->fields.begin(), column.first->fields.end(),
                                    [](int field) { return is_buddhist_year(field); });
    if (buddhist)
        decision.how += "; the years are of the Buddhist calendar, 543 ahead";
    decision.from_all_rows = column.all_rows;
    return decision;
}

} // namespace coldchain::logger
