// SPDX-License-Identifier: Apache-2.0
// What is no table as it stands is made one before a table is looked for: XML, JSON and web pages,
// logs of pairs, dates in columns of numbers.
#pragma once

#include "logger/source_text.hpp"

#include <optional>
#include <string>

namespace coldchain::logger {

/// The text to read in place of `source`; nothing when it can stay. Refuses a damaged tree, and
/// times that can be read in two ways.
Result<std::optional<SourceText>> reshape(SourceText const& source, Vocabulary const& words,
                                          std::string const& file);

} // namespace coldchain::logger
