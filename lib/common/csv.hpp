// SPDX-License-Identifier: Apache-2.0
// Comma-separated values as of RFC 4180, with places for messages.
#pragma once

#include "common/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace coldchain {

/// Where a cell begins; both count from 1, columns in characters.
struct CsvPlace {
    int line = 0;
    int column = 0;
};

struct CsvRow {
    int line = 0; ///< of the row's first character, from 1
    std::vector<std::string> cells;
    std::vector<CsvPlace> places; ///< of the cells
};

/// All rows; empty lines are left out. A quote that is never closed, or text after a closing quote,
/// is refused with its place. Line ends may be LF, CRLF or CR, also mixed.
Result<std::vector<CsvRow>> parse_csv(std::string_view text, char delimiter,
                                      std::string const& file);

/// The cell, in quotes where it holds a delimiter, a quote or a line end.
std::string csv_cell(std::string_view cell, char delimiter = ',');

} // namespace coldchain
