// SPDX-License-Identifier: Apache-2.0
// The check character of ISBT 128: ISO/IEC 7064 mod 37-2 (ST-001 appendix A).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace coldchain::isbt128 {

/// 0 to 9 for digits, 10 to 35 for A to Z; nothing for every other character.
std::optional<int> character_value(char character);

/// The check value 0 to 36 over all of `text`; nothing when a character is neither a digit nor a
/// capital letter (it is refused, never skipped). An empty text has no check value.
std::optional<int> check_value(std::string_view text);

/// The check value as printed: 0 to 9, A to Z, and * for 36. The character is never part of what
/// a symbol carries.
std::optional<char> check_character(std::string_view text);

/// The same as a view of static storage; empty where there is none.
std::string_view check_view(std::string_view text);

/// The check value as two digits, the form of a GRID and of a Basic UDI-DI: "00" to "36".
std::optional<std::string_view> check_digits(std::string_view text);

} // namespace coldchain::isbt128
