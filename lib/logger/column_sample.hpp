// SPDX-License-Identifier: Apache-2.0
// What the cells of a table's columns look like in the first rows, and the small questions about
// one cell that finding a table and naming its columns share.
#pragma once

#include "logger/infer.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

/// A number and nothing else, with a point or a comma.
bool is_plain_number(std::string_view cell);

/// A number with nothing or a unit behind it.
bool is_measure(std::string_view cell);

/// A time cell as a number, with a point or a comma before its decimals.
std::optional<double> time_number(std::string_view cell);

/// Milliseconds of a time since a start: "36:00:00", "0 days 00:10:00", or a number of `unit` ms.
std::optional<std::int64_t> parse_elapsed(std::string_view cell, std::int64_t unit);

/// How many parts a millisecond has in a number of milliseconds (1), microseconds or nanoseconds
/// since 1970, told by its size (years 2000 to 2099); nothing for other numbers.
std::optional<double> parts_of_millisecond(double since_1970);

/// Which kind of number-as-time the value could be, by its range.
std::optional<StampKind> numeric_kind(std::string_view cell);

// What the cells of a column look like in the sample.
struct ColumnSample {
    int there = 0; ///< rows that have this cell, blank or not
    int blank = 0;
    int points = 0; ///< numbers with a decimal point
    int commas = 0;
    int whole = 0;
    int suffixed = 0;
    int absent = 0;
    int texts = 0;
    int stamps = 0;
    int dates = 0;
    int clocks = 0;
    int steps = 0; ///< between whole numbers
    int up = 0;    ///< steps by one
    int down = 0;
    std::optional<std::int64_t> last;
    std::set<std::string, std::less<>> values;  ///< distinct texts, a few
    int units = 0;                              ///< texts that are a unit alone
    std::optional<TemperatureUnit> suffix_unit; ///< of the first cell with a unit behind its number
    std::string suffix_text;
    std::string first;

    /// Whole numbers that go up, or down, by one from row to row; a few rows may be out of place.
    bool counts() const {
        int const regular = up > down ? up : down;
        bool const most = regular * 10 >= steps * 9 || (regular >= 3 && steps - regular <= 2);
        bool const all_whole = (numbers() - whole) * 10 <= numbers(); // a cell may be damaged
        return steps > 0 && all_whole && most;
    }
    /// The unit in the cells, when most of them carry one.
    std::optional<TemperatureUnit> cell_unit() const {
        return suffixed * 2 > numbers() ? suffix_unit : std::nullopt;
    }
    int numbers() const { return points + commas + whole; }
    int filled() const { return numbers() + absent + texts + stamps + dates + clocks; }
};

/// The columns of a table: a hundred rows, and single ones of the next two thousand.
std::vector<ColumnSample> sample_columns(std::string_view text, TableStart const& start,
                                         Vocabulary const& words);

} // namespace coldchain::logger
