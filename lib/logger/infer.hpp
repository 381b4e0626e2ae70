// SPDX-License-Identifier: Apache-2.0
// The reader for what nobody has described: finds the table in a text, the delimiter, the headings,
// which columns are times, readings and words, and their quantities and units.
#pragma once

#include "logger/preamble.hpp"
#include "logger/source_text.hpp"
#include "logger/table.hpp"

#include <optional>

namespace coldchain::logger {

/// Where a table's first row stands.
struct TableStart {
    Delimiter delimiter = ',';
    std::size_t offset = 0;
    std::uint32_t line = 0;
    StampKind kind = StampKind::civil;
    int stamp = -1; ///< column of a stamp, or of a date with an optional clock column
    int date = -1;
    int clock = -1;
};

/// What stands where in a row, if it is one.
struct RowShape {
    int stamp = -1;
    int date = -1;
    int clock = -1;
    int numbers = 0;
};
std::optional<RowShape> shape_of_row(std::vector<std::string_view> const& cells,
                                     Vocabulary const& words, Delimiter delimiter);

/// The first table at or after `from`: the first run of at least four rows, else the longest run
/// there is. Nothing when no line looks like a row.
std::optional<TableStart> find_table(std::string_view text, std::size_t from, std::uint32_t line,
                                     Vocabulary const& words);

struct InferContext {
    Vocabulary const& words;
    Profile const* profile = nullptr;
    ReadOptions const& options;
    std::string const& file;
};

/// Everything about the table but the date order: columns, headings, roles, quantities, units.
/// `from` is where the text before the table begins, the line `from_line`. Takes the headings out
/// of the preamble.
Layout infer_layout(std::string_view text, std::size_t from, std::uint32_t from_line,
                    TableStart const& start, Preamble& preamble, InferContext const& context);

/// Whether a line is a row of headings: no time in it, but words that head columns.
bool is_heading(std::vector<std::string_view> const& cells, Vocabulary const& words);

} // namespace coldchain::logger
