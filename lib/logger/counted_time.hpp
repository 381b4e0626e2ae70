// SPDX-License-Identifier: Apache-2.0
// Tables without stamps: the rows carry the time since a start, or only a number, and the start
// (and the interval) stand in the lines above.
#pragma once

#include "logger/infer.hpp"

#include <optional>
#include <string_view>

namespace coldchain::logger {

/// The first row of a table whose headings name a counter or an elapsed time and a temperature.
std::optional<TableStart> find_counted(std::string_view text, std::size_t from, std::uint32_t line,
                                       Vocabulary const& words);

/// Sets the layout's start and unit from the headings and the lines above. Refuses when the file
/// does not give them, or gives a start whose date can be read in two orders.
Result<void> settle_start(std::string_view text, Layout& layout, Preamble const& preamble,
                          InferContext const& context);

} // namespace coldchain::logger
