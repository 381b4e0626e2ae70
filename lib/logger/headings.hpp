// SPDX-License-Identifier: Apache-2.0
// The heading rows of a table: which lines they are and over which columns their cells stand.
#pragma once

#include "logger/column_sample.hpp"
#include "logger/infer.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

struct HeadingRow {
    std::string text;
    std::uint32_t line = 0;
    std::vector<std::string> cells;
};

/// Logical lines before the table: a quoted heading may go over several lines.
std::vector<HeadText> lines_before(std::string_view text, std::size_t from, std::uint32_t number,
                                   std::size_t end);

/// Takes the rows right above the table out of the lines whose time is none ("undefined",
/// "0000-00-00 00:00"), where the line above them names the time and holds no numbers; their line
/// numbers. They are rows that could not be read, no headings.
std::vector<std::uint32_t> take_timeless_rows(std::vector<HeadText>& lines, TableStart const& start,
                                              std::size_t columns, Vocabulary const& words);

/// The heading rows, from the top: the nearest line above the table that fills several cells, and
/// those above it with as many cells as the table has columns.
std::vector<HeadingRow> find_headings(std::vector<HeadText> const& lines, TableStart const& start,
                                      std::size_t columns, Vocabulary const& words);

/// How far the headings stand to the left of their columns: a counter column without heading.
std::size_t heading_shift(std::vector<HeadingRow> const& rows, std::size_t stamp,
                          std::size_t columns, Vocabulary const& words);

/// Writes the headings into the layout's columns.
void put_headings(Layout& layout, std::vector<HeadingRow> const& rows, std::size_t shift,
                  Vocabulary const& words);

/// A heading without the serials some formats put into it.
std::string_view without_serials(std::string_view heading);

/// Whether a heading names a time.
bool heads_time(std::string const& cell, Vocabulary const& words);

} // namespace coldchain::logger
