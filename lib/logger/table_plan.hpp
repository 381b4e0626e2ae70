// SPDX-License-Identifier: Apache-2.0
// What is settled before the rows of a table are read, and what is refused before anything is.
#pragma once

#include "logger/build.hpp"
#include "logger/infer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace coldchain::logger {

/// Files that are no text at all, by their first bytes; with what to export instead.
std::optional<Error> refuse_binary(std::string_view bytes, std::string const& file,
                                   std::vector<Profile> const& profiles);

/// Bytes that are text in no encoding.
bool is_noise(std::string_view text);

/// Behind "sep=;" as spreadsheets write it; else 0.
std::size_t skip_separator_line(std::string_view text);

struct PlannedTable {
    FileTable table;            ///< all but its rows
    bool from_all_rows = false; ///< rows behind the end of the text could have changed it
};

/// Layout, date order and how the times are written of the table at `start`; `at` is where the
/// lines above it begin, the line `line`. Refuses what stays ambiguous.
Result<PlannedTable> plan_table(std::string_view text, std::size_t at, std::uint32_t line,
                                TableStart const& start, InferContext const& context);

/// Writes the file's name (without folders), digest and format into the recording.
void name_source(Recording& recording, std::string const& file_name, std::string const& sha256,
                 Profile const* profile);

} // namespace coldchain::logger
