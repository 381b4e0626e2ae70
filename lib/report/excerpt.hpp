// SPDX-License-Identifier: Apache-2.0
// The line of an input that a message is about, with a caret under the place.
#pragma once

#include <string>
#include <string_view>

namespace coldchain::report {

/// Two lines: "    12 | text" and "       |    ^"; without a column the first alone; nothing when
/// the text has no such line. `line` and `column` count from 1, columns in characters. A long line
/// is cut around the place; control characters and ill-formed bytes are shown as "?".
std::string excerpt(std::string_view text, int line, int column);

/// The place and carets under one string, for inputs of one line: `length` characters from the
/// byte at `position`.
std::string underline(std::string_view text, std::size_t position, std::size_t length,
                      std::string_view indent);

} // namespace coldchain::report
