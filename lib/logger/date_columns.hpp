// SPDX-License-Identifier: Apache-2.0
// Tables whose date and time stand in columns of numbers: year, month, day, hour, minute, second,
// or year, day of the year and hours and minutes as one number.
#pragma once

#include "logger/source_text.hpp"

#include <optional>
#include <string>

namespace coldchain::logger {

/// The text with those columns made one ("2024-03-14T09:50") in the place of the first of them,
/// line for line; nothing when no headings name them. A row whose parts are no date and time stays
/// as it is, and so has no time. Refuses a column that may hold hours or hours and minutes.
Result<std::optional<SourceText>> text_of_date_columns(SourceText const& source,
                                                       Vocabulary const& words,
                                                       std::string const& file);

} // namespace coldchain::logger
