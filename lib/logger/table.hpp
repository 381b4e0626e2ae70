// SPDX-License-Identifier: Apache-2.0
// What was concluded about one table of a file, and the rows read by it. Inference makes a Layout,
// scanning turns a Layout and the text into Rows; the two know each other only through this.
#pragma once

#include "logger/cells.hpp"
#include "logger/profile.hpp"
#include "logger/stamp.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

enum class ColumnRole {
    unused,
    stamp, ///< date and time, or a number that means both
    date,
    clock,
    milliseconds, ///< of the second, in a column of their own
    channel,
    text,     ///< words now and then: events
    group,    ///< names the logger of the row
    quantity, ///< names the quantity of the row
    unit,     ///< names the unit of the row
    status,   ///< of the channel before it
};

struct Column {
    ColumnRole role = ColumnRole::unused;
    std::vector<std::string> parts; ///< cells of the heading rows, cleaned
    std::string heading;            ///< the parts joined
    std::string name;               ///< of a channel, unique
    QuantityKind quantity = QuantityKind::other;
    std::optional<TemperatureUnit> unit;
    std::string unit_text;
    std::string logger; ///< serial the heading names
    char mark = '.';
    bool aggregated = false;
    bool suffixed = false;   ///< cells carry their unit
    bool sparse = false;     ///< words only now and then
    std::string first_value; ///< the first cell that is not blank
    int status_column = -1;  ///< of a channel
    std::size_t channel = 0; ///< index among the channels
};

/// `elapsed` and `counter` count from a start that stands above the table.
enum class StampKind { civil, unix_seconds, unix_milliseconds, day_number, elapsed, counter };

inline bool counts_from_start(StampKind kind) {
    return kind == StampKind::elapsed || kind == StampKind::counter;
}

struct Layout {
    Delimiter delimiter = ',';
    std::vector<Column> columns;
    std::size_t channels = 0;
    std::size_t needed = 0; ///< cells that matter
    std::size_t heading_cells = 0;
    StampKind kind = StampKind::civil;
    DateOrder order = DateOrder::ymd;
    int stamp = -1;
    int date = -1;
    int clock = -1;
    int digit_clock = 0; ///< digits of a clock without marks ("10": 2, "1005": 4, "100500": 6)
    int meridiem = -1; ///< "AM" and "PM" in a column of their own
    int milliseconds = -1;
    int group = -1;
    int quantity = -1;
    int unit = -1;
    int fixed_column = -1;         ///< where `fixed` starts; with `date` and `clock` it covers both
    std::int64_t fixed_offset = 0; ///< ms to take off what `fixed` reads: the rows' own offset
    std::int64_t start = 0;        ///< of counted times, local ms; what the first row counts from
    std::int64_t count_unit = 0;   ///< ms that one of `elapsed` or of `counter` stands for
    std::int64_t count_from = 0;   ///< of a counter: the number in the first row
    bool carried_dates = false;    ///< a row without a date has that of the row before
    bool joined_last = false; ///< the last value has a decimal comma that is also the delimiter
    bool row_offsets = false; ///< stamps carry their offset and are read as UTC
    std::optional<FixedStamp> fixed;
    std::vector<std::string> heading_lines;
    std::vector<std::uint32_t> timeless; ///< lines of rows above the first readable time
    std::size_t first_row = 0;           ///< offset in the text
    std::uint32_t first_line = 0;
    std::string refusal;             ///< why the table must not be read; empty when it can
    std::vector<std::string> doubts; ///< what makes a file unfit that is read all the same
    std::vector<std::string> notes;
};

/// Why a row gave no reading; the words are fixed.
enum class Exclusion : std::uint8_t {
    event,
    blank,
    bad_time,
    bad_value,
    extra_cells,
    heading,
    text,
    other_logger,
    duplicate,
    last,
};
std::string_view to_word(Exclusion reason);

/// Rows of one table (and one logger, where a column names several).
struct Rows {
    std::vector<std::int64_t> times; ///< local as written, or UTC when the layout says row_offsets
    std::vector<std::uint32_t> lines;
    std::vector<std::vector<Reading>> readings; ///< one list a channel
    std::array<std::vector<std::uint32_t>, static_cast<std::size_t>(Exclusion::last)> excluded;
    std::vector<std::int64_t> unread_times; ///< stamps of event and blank rows
    std::vector<Event> events;
    std::vector<std::uint32_t> bad_cells;  ///< lines with a cell that is no number
    std::vector<std::string> bad_examples; ///< the first few of those cells
    std::uint64_t shortened = 0;           ///< numbers with more digits than kept
    std::uint64_t bare_dates = 0;          ///< dates without time, read as midnight
    bool mixed_offsets = false;            ///< stamps do not all carry the same offset
    bool cut = false;                      ///< the last row has no line end
    std::string group_name;
    std::string quantity_name;
};

/// More loggers in one file than any gateway has, or a column that is none's name.
inline constexpr std::size_t most_groups = 2000;

/// The table's rows by logger, in the order they first appear, and where the table ended.
struct TableRead {
    std::vector<Rows> groups;
    std::size_t end = 0; ///< offset of the first line behind the table
    std::uint32_t end_line = 0;
    bool too_many = false;             ///< loggers: the rows of the others could not be kept apart
    std::vector<std::uint32_t> footer; ///< lines behind the last row that are no rows
};

} // namespace coldchain::logger
