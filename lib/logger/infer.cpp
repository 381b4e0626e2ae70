// SPDX-License-Identifier: Apache-2.0
// Puts a table's layout together: its headings, the roles of its columns, and the checks that the
// two fit. A column without civil times may hold day numbers or seconds; those are known by their
// range and by rising from row to row.
#include "logger/infer.hpp"

#include "common/text.hpp"
#include "logger/column_sample.hpp"
#include "logger/headings.hpp"
#include "logger/roles.hpp"

#include <algorithm>

namespace coldchain::logger {

namespace {

// Of several full stamps, the one whose heading says UTC; else the first.
void prefer_utc_stamp(Layout& layout, std::vector<ColumnSample> const& samples) {
    if (layout.stamp < 0)
        return;
    int const rows = samples[static_cast<std::size_t>(layout.stamp)].stamps;
    auto const at = static_cast<std::size_t>(layout.stamp);
    if (offset_in_heading(layout.columns[at].heading))
        return;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (samples[i].stamps == rows && rows > 0 && offset_in_heading(layout.columns[i].heading)) {
            layout.notes.push_back(text::cat(
                "times: column ", text::quoted(layout.columns[i].heading),
                ", which names its offset, before ", text::quoted(layout.columns[at].heading)));
            layout.stamp = static_cast<int>(i);
            return;
        }
    }
}

// Of several full stamps, one that is not headed as the time of sending or storing.
void prefer_measured_stamp(Layout& layout, std::vector<ColumnSample> const& samples,
                           Vocabulary const& words) {
    if (layout.stamp < 0 || layout.kind != StampKind::civil)
        return;
    auto const at = static_cast<std::size_t>(layout.stamp);
    if (!mentions(fold(layout.columns[at].heading), words.received))
        return;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        std::string const heading = fold(layout.columns[i].heading);
        if (samples[i].stamps != samples[at].stamps || heading.empty() ||
            mentions(heading, words.received))
            continue;
        layout.notes.push_back(text::cat("times: column ", text::quoted(layout.columns[i].heading),
                                         ", not ", text::quoted(layout.columns[at].heading)));
        layout.stamp = static_cast<int>(i);
        return;
    }
}

// Of several full stamps, the first that moves: a column with the start of the query in every row
// says nothing of the row.
void prefer_moving_stamp(Layout& layout, std::vector<ColumnSample> const& samples) {
    if (layout.stamp < 0)
        return;
    auto const& first = samples[static_cast<std::size_t>(layout.stamp)];
    if (first.stamps < 2 || first.values.size() > 1)
        return;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (samples[i].stamps != first.stamps || samples[i].values.size() < 2)
            continue;
        layout.notes.push_back(
            text::cat("times: column ", text::quoted(layout.columns[i].heading), ", because ",
                      text::quoted(layout.columns[static_cast<std::size_t>(layout.stamp)].heading),
                      " is the same in every row"));
        layout.stamp = static_cast<int>(i);
        return;
    }
}

// "09.50", "10.05": a time of day and no number of hours, which has no zero in front and would end
// in .25, .5 or .75 at best.
bool is_dotted(std::set<std::string, std::less<>> const& cells) {
    bool clock = false;
    for (auto const& cell : cells) {
        if (!is_dotted_clock(cell))
            return false;
        auto const minutes = std::string_view(cell).substr(cell.find('.') + 1, 2);
        clock = clock || cell.front() == '0' || cell.size() > 5 ||
                (minutes != "00" && minutes != "25" && minutes != "50");
    }
    return clock;
}

// Times written as digits alone beside a column of dates ("1005", "100500"), told by the heading.
void find_digit_clock(Layout& layout, std::vector<ColumnSample> const& samples,
                      Vocabulary const& words) {
    if (layout.kind != StampKind::civil || layout.stamp >= 0 || layout.date < 0 ||
        layout.clock >= 0)
        return;
    auto const& dates = samples[static_cast<std::size_t>(layout.date)];
    for (std::size_t i = 0; i < samples.size(); ++i) {
        auto const& heading = layout.columns[i].heading;
        if (static_cast<int>(i) == layout.date || !heads_time(heading, words) ||
            samples[i].filled() == 0 || samples[i].values.empty())
            continue;
        std::size_t digits = 0;
        auto const& values = samples[i].values;
        bool const dotted = is_dotted(values);
        bool const all = std::all_of(values.begin(), values.end(), [&](std::string const& cell) {
            digits = std::max(digits, cell.size() - static_cast<std::size_t>(
                                                        std::count(cell.begin(), cell.end(), '.')));
            return dotted || cell.find_first_not_of("0123456789") == std::string::npos;
        });
        // "Hour: 0, 1, 2"; else one or two digits could be minutes as well
        bool const hours = digits <= 2 && mentions(fold(heading), words.hour);
        int const width = hours ? 2 : digits > 4 ? 6 : 4;
        bool const read = all && (digits >= 3 || hours) &&
                          std::all_of(samples[i].values.begin(), samples[i].values.end(),
                                      [&](std::string const& cell) {
                                          return parse_digit_clock(cell, width).has_value();
                                      });
        if (read) {
            layout.clock = static_cast<int>(i);
            layout.digit_clock = width;
            layout.notes.push_back(text::cat("times: column ", text::quoted(heading),
                                             width == 2   ? " as hours"
                                             : width == 4 ? " as hours and minutes"
                                                          : " as hours, minutes and seconds"));
            return;
        }
        // one date over many rows needs a time of day
        if (dates.filled() > 2 &&
            dates.values.size() * 2 <= static_cast<std::size_t>(dates.filled())) {
            layout.refusal = text::cat(
                "rows carry a date, and the time of day in ", text::quoted(heading), " (",
                text::quoted(*samples[i].values.begin()),
                ") is not written in a way that can be read; export with a time such as 10:05");
            return;
        }
    }
}

// Several rows of one date, no time of day, and no column that sets them apart: reading all of them
// as midnight would be wrong.
void refuse_days_alone(Layout& layout, std::vector<ColumnSample> const& samples) {
    if (layout.kind != StampKind::civil || layout.stamp >= 0 || layout.date < 0 ||
        layout.clock >= 0 || !layout.refusal.empty())
        return;
    auto const& dates = samples[static_cast<std::size_t>(layout.date)];
    bool const apart =
        std::any_of(layout.columns.begin(), layout.columns.end(), [](Column const& column) {
            return column.role == ColumnRole::group || column.role == ColumnRole::quantity ||
                   column.role == ColumnRole::unit;
        });
    if (!apart && dates.filled() > 2 && dates.filled() <= 160 && dates.values.size() < 8 &&
        dates.values.size() * 2 <= static_cast<std::size_t>(dates.filled()))
        layout.refusal = "rows carry a date and no time of day, and several have the same date; "
                         "export with the time of each reading";
}

// "Serial: 2012121314" would pass for two o'clock on a day of 2012.
void refuse_serial_as_time(Layout& layout, std::vector<ColumnSample> const& samples,
                           Vocabulary const& words) {
    int const at = layout.stamp >= 0 ? layout.stamp : layout.date;
    if (layout.kind != StampKind::civil || at < 0 || !layout.refusal.empty())
        return;
    auto const& heading = layout.columns[static_cast<std::size_t>(at)].heading;
    auto const& cells = samples[static_cast<std::size_t>(at)].values;
    bool const digits = std::all_of(cells.begin(), cells.end(), [](std::string const& cell) {
        return cell.find_first_not_of("0123456789") == std::string::npos;
    });
    std::string const folded = fold(heading);
    bool const named =
        mentions(folded, words.group) ||
        std::find(words.index.begin(), words.index.end(), folded) != words.index.end();
    if (!cells.empty() && digits && named && !mentions(folded, words.stamp))
        layout.refusal = text::cat("no column holds times that can be read; ",
                                   text::quoted(heading), " (", text::quoted(*cells.begin()),
                                   ") looks like one and is headed as a name or number; export "
                                   "with a date and time in every row");
}

bool is_whole(ColumnSample const& sample) {
    return sample.whole > sample.texts && sample.points + sample.commas == 0;
}

// Rows with more cells than headings and whole numbers only: "5,1" fell into two cells because the
// mark of the decimals is also the delimiter.
bool has_split_numbers(Layout const& layout, std::vector<ColumnSample> const& samples) {
    if (layout.heading_cells == 0 || samples.size() <= layout.heading_cells)
        return false;
    auto const last = static_cast<std::size_t>(std::max({layout.stamp, layout.date, layout.clock}));
    int numbers = 0;
    bool all_filled = true; // every column that has a heading
    for (std::size_t i = last + 1; i < samples.size(); ++i) {
        if (samples[i].points + samples[i].commas > 0)
            return false;
        bool const number = samples[i].whole > samples[i].texts;
        numbers += number ? 1 : 0;
        all_filled = all_filled && (number || i >= layout.heading_cells);
    }
    // A delimiter that ends the rows begins no cell. Numbers that fell in two are even in number.
    bool const ended = samples.size() == layout.heading_cells + 1 && samples.back().filled() == 0 &&
                       all_filled && numbers % 2 == 1;
    return numbers >= 2 && !ended;
}

// "Temperature;C" over "5;1", or a serial that the heading before it names: the heading fell apart
// like the numbers below it.
bool has_split_heading(Layout const& layout, std::vector<ColumnSample> const& samples,
                       Vocabulary const& words) {
    for (std::size_t i = 0; i + 1 < layout.columns.size(); ++i) {
        auto const& name = layout.columns[i].heading;
        auto const& unit = layout.columns[i + 1].heading;
        bool const unit_alone = !find_unit(name, words, UnitContext::heading) &&
                                mentions(fold(name), words.temperature) && unit.size() <= 5 &&
                                find_unit(unit, words, UnitContext::alone);
        bool const serial_alone =
            unit.size() >= 4 && is_plain_number(unit) && name.find(unit) != std::string::npos;
        if ((unit_alone || serial_alone) && is_whole(samples[i]) && is_whole(samples[i + 1]))
            return true;
    }
    return false;
}

// A heading of a time over whole numbers, and none over the times.
bool has_shifted_headings(Layout const& layout, std::vector<ColumnSample> const& samples,
                          Vocabulary const& words) {
    auto const stamp = static_cast<std::size_t>(layout.stamp >= 0 ? layout.stamp : layout.date);
    if (layout.kind != StampKind::civil || stamp >= layout.columns.size() ||
        !layout.columns[stamp].heading.empty())
        return false;
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        bool const over_numbers = is_whole(samples[i]) && samples[i].stamps == 0;
        if (over_numbers && heads_time(layout.columns[i].heading, words))
            return true;
    }
    return false;
}

// Without headings "5,1" that fell apart and two columns of whole numbers look the same.
bool may_be_split(Layout const& layout, std::vector<ColumnSample> const& samples,
                  Vocabulary const& words) {
    auto const stamp = static_cast<std::size_t>(layout.stamp >= 0 ? layout.stamp : layout.date);
    bool const headed = layout.heading_cells == layout.columns.size() ||
                        heads_time(layout.columns[stamp].heading, words);
    if (layout.heading_cells > 0 && headed)
        return false;
    for (std::size_t i = 0; i + 1 < samples.size(); ++i) {
        bool const channel = layout.columns[i].role == ColumnRole::channel;
        if (channel && is_whole(samples[i]) && is_whole(samples[i + 1]))
            return true;
    }
    return false;
}

void check_columns(Layout& layout, std::vector<ColumnSample> const& samples,
                   Vocabulary const& words) {
    static constexpr std::string_view again =
        "; export again with another delimiter or decimal mark";
    if (has_split_numbers(layout, samples))
        layout.refusal =
            text::cat("rows have ", layout.columns.size(), " cells under ", layout.heading_cells,
                      " headings: the delimiter is also the decimal mark", again);
    else if (has_split_heading(layout, samples, words))
        layout.refusal =
            text::cat("a heading is a unit or a serial alone over whole numbers: the delimiter is "
                      "also the decimal mark",
                      again);
    else if (has_shifted_headings(layout, samples, words))
        layout.refusal =
            text::cat("the headings do not stand over their columns (one that names a time stands "
                      "over whole numbers): the delimiter is also the decimal mark",
                      again);
}

// Columns behind the last heading that only a few rows have are damage of those rows.
void drop_odd_columns(Layout& layout, std::vector<ColumnSample>& samples) {
    while (layout.heading_cells >= 2 && samples.size() > layout.heading_cells) {
        auto const& last = samples.back();
        if (last.there * 5 > samples.front().there)
            return;
        samples.pop_back();
        layout.columns.pop_back();
    }
}

// "20,5" under one last heading: the only number behind the time, cut in two by its decimal comma.
// With one value there is only one way to put the cells together again.
// A column nobody named could be a flag, so the decimals must look like such or the format be
// known.
void join_split_value(Layout& layout, std::vector<ColumnSample>& samples, bool known_format) {
    if (layout.delimiter != ',' || layout.heading_cells < 2 ||
        samples.size() != layout.heading_cells + 1)
        return;
    auto const last = static_cast<std::size_t>(std::max({layout.stamp, layout.date, layout.clock}));
    int numbers = 0;
    for (std::size_t i = last + 1; i < samples.size(); ++i)
        numbers += samples[i].numbers() > 0 ? 1 : 0;
    auto const& whole = samples[samples.size() - 2];
    auto const& decimals = samples.back();
    bool const digits =
        std::all_of(decimals.values.begin(), decimals.values.end(), [](std::string const& cell) {
            return cell.find_first_not_of("0123456789") == std::string::npos;
        });
    bool const decimal =
        std::any_of(decimals.values.begin(), decimals.values.end(), [](std::string const& cell) {
            return cell.size() >= 3 || (cell.size() == 2 && cell[0] == '0');
        });
    if (!known_format && !decimal)
        return;
    if (numbers != 2 || last + 2 >= samples.size() || !is_whole(whole) || !is_whole(decimals) ||
        !digits || whole.blank > 0)
        return;
    samples.pop_back();
    layout.columns.pop_back();
    samples.back().commas = samples.back().whole;
    samples.back().whole = 0;
    layout.joined_last = true;
    layout.notes.emplace_back("the delimiter is also the decimal mark of the last column; its two "
                              "cells were put together again");
}

// "1:10:00" and "PM" in columns of their own.
void find_meridiem(Layout& layout, std::vector<ColumnSample> const& samples,
                   Vocabulary const& words) {
    if (layout.kind != StampKind::civil)
        return;
    int const clock = layout.stamp >= 0 ? layout.stamp : layout.clock;
    if (clock < 0)
        return;
    auto const& times = samples[static_cast<std::size_t>(clock)];
    bool const written = std::any_of(
        times.values.begin(), times.values.end(), [&](std::string const& cell) {
            auto const parts = parse_stamp(cell, words);
            return parts && parts->meridiem != Meridiem::none;
        });
    for (std::size_t i = 0; i < samples.size() && !written; ++i) {
        auto const& cells = samples[i].values;
        bool const half = !cells.empty() && cells.size() < 8 && samples[i].blank == 0 &&
                          std::all_of(cells.begin(), cells.end(), [&](std::string const& cell) {
                              return parse_meridiem(cell, words).has_value();
                          });
        if (!half)
            continue;
        layout.meridiem = static_cast<int>(i);
        layout.notes.push_back(text::cat("times: column ", i + 1, " says whether before or after noon"));
        return;
    }
}

void set_needed(Layout& layout) {
    layout.needed = layout.meridiem < 0 ? 0 : static_cast<std::size_t>(layout.meridiem) + 1;
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        if (layout.columns[i].role != ColumnRole::unused)
            layout.needed = std::max(layout.needed, i + 1);
        if (layout.columns[i].role == ColumnRole::group && layout.group < 0)
            layout.group = static_cast<int>(i);
        if (layout.columns[i].role == ColumnRole::quantity && layout.quantity < 0)
            layout.quantity = static_cast<int>(i);
    }
}

std::string role_text(Layout const& layout, Column const& column) {
    switch (column.role) {
    case ColumnRole::stamp:
        return counts_from_start(layout.kind)         ? "time, counted"
               : layout.kind == StampKind::civil      ? "date and time"
               : layout.kind == StampKind::day_number ? "time, as days since 1899-12-30"
                                                      : "time, as seconds since 1970";
    case ColumnRole::date:
        return "date";
    case ColumnRole::clock:
        return "time of day";
    case ColumnRole::milliseconds:
        return "milliseconds";
    case ColumnRole::channel:
        return column.quantity == QuantityKind::temperature
                   ? text::cat("temperature", column.unit ? " in " : "",
                               column.unit ? symbol(*column.unit) : "")
               : column.quantity == QuantityKind::humidity ? "humidity"
                                                           : "another quantity";
    case ColumnRole::group:
        return "the logger";
    case ColumnRole::quantity:
        return "the quantity";
    case ColumnRole::unit:
        return "the unit";
    case ColumnRole::status:
        return "status of the value before it";
    case ColumnRole::text:
        return "words";
    case ColumnRole::unused:
        break;
    }
    return "not used";
}

// What each column is taken for, so that a person can object.
std::string columns_note(Layout const& layout) {
    constexpr std::size_t most = 12;
    std::string note = "columns: ";
    for (std::size_t i = 0; i < layout.columns.size() && i < most; ++i) {
        auto const& column = layout.columns[i];
        note += i == 0 ? "" : ", ";
        note += column.heading.empty() ? text::cat("column ", i + 1) : text::quoted(column.heading);
        note += text::cat(" = ", role_text(layout, column));
    }
    if (layout.columns.size() > most)
        note += text::cat(" and ", layout.columns.size() - most, " more");
    return note;
}

std::string_view delimiter_word(Delimiter delimiter) {
    switch (delimiter) {
    case '\t':
        return "tab";
    case ' ':
        return "blanks";
    case ';':
        return "semicolon";
    case ',':
        return "comma";
    case unit_separator:
        return "elements";
    default:
        return "bar";
    }
}

} // namespace

Layout infer_layout(std::string_view text, std::size_t from, std::uint32_t from_line,
                    TableStart const& start, Preamble& preamble, InferContext const& context) {
    Layout layout;
    layout.delimiter = start.delimiter;
    layout.kind = start.kind;
    layout.stamp = start.stamp;
    layout.date = start.date;
    layout.clock = start.clock;
    layout.first_row = start.offset;
    layout.first_line = start.line;
    auto samples = sample_columns(text, start, context.words);
    layout.columns.resize(samples.size());
    if (context.profile != nullptr && !context.profile->columns.empty()) {
        layout.heading_cells = context.profile->columns.size();
        for (std::size_t i = 0; i < layout.columns.size() && i < context.profile->columns.size();
             ++i) {
            layout.columns[i].heading = context.profile->columns[i];
            layout.columns[i].parts = {context.profile->columns[i]};
        }
    } else {
        auto lines = lines_before(text, from, from_line, start.offset);
        layout.timeless = take_timeless_rows(lines, start, samples.size(), context.words);
        auto const rows = find_headings(lines, start, samples.size(), context.words);
        if (!rows.empty())
            preamble.end_before(rows.front().line);
        auto const stamp = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
        put_headings(layout, rows, heading_shift(rows, stamp, samples.size(), context.words),
                     context.words);
    }
    drop_odd_columns(layout, samples);
    join_split_value(layout, samples, context.profile != nullptr);
    find_digit_clock(layout, samples, context.words);
    if (layout.date >= 0 && layout.clock >= 0) {
        auto const& dates = samples[static_cast<std::size_t>(layout.date)];
        layout.carried_dates = dates.blank * 5 >= dates.filled();
    }
    check_columns(layout, samples, context.words);
    prefer_measured_stamp(layout, samples, context.words);
    prefer_moving_stamp(layout, samples);
    prefer_utc_stamp(layout, samples);
    find_meridiem(layout, samples, context.words);
    find_roles(layout, samples, preamble, context);
    refuse_days_alone(layout, samples);
    refuse_serial_as_time(layout, samples, context.words);
    if (may_be_split(layout, samples, context.words))
        layout.doubts.emplace_back("columns of whole numbers without headings: if the delimiter is "
                                   "also the decimal mark, each number fell into two");
    set_needed(layout);
    layout.notes.insert(layout.notes.begin(),
                        text::cat("table from line ", start.line, ", ", layout.columns.size(),
                                  " columns, delimiter ", delimiter_word(start.delimiter)));
    layout.notes.insert(layout.notes.begin() + 1, columns_note(layout));
    return layout;
}

} // namespace coldchain::logger
