// SPDX-License-Identifier: Apache-2.0
// What the heading of one column says of its quantity and unit.
#pragma once

#include "logger/table.hpp"
#include "logger/vocabulary.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace coldchain::logger {

/// The heading as words are looked for in it: folded, without serials.
std::string bare_heading(Column const& column);

/// Whether a folded heading, key or cell names a temperature.
bool names_temperature(std::string_view folded, Vocabulary const& words);

/// The unit of a temperature that the heading names; nothing for the humidity of a sensor for both.
std::optional<TemperatureUnit> unit_in_heading(Column const& column, Vocabulary const& words);

/// Refuses the table when the text says that its numbers are parts of a degree ("0.1 C" with a
/// degree sign). `where` says in the message where the text stands.
void refuse_parts(Layout& layout, std::string_view written, std::string_view where);

} // namespace coldchain::logger
