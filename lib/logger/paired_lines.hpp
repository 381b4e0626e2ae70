// SPDX-License-Identifier: Apache-2.0
// Logs in which every value carries its name: "ts=2024-03-01T00:00:00Z temp=4.5 rh=40", "Time: ...;
// Temperature: 4.5 C", {"temp": 4.5} behind a time, records of one pair a line, and the line
// protocol of InfluxDB.
#pragma once

#include "logger/source_text.hpp"

#include <optional>

namespace coldchain::logger {

/// The pairs as a table, one column a name, every line remembering where it came from; nothing when
/// the text is no such log. Lines that are no record stay as they are.
std::optional<SourceText> text_of_pairs(SourceText const& source, Vocabulary const& words);

} // namespace coldchain::logger
