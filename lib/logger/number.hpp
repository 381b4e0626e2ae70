// SPDX-License-Identifier: Apache-2.0
// Numbers of cells, digit for digit. Inline, because a long file is little else.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace coldchain::logger {

/// A number as far as a Reading can hold it.
struct CellNumber {
    std::int32_t mantissa = 0;
    std::uint8_t scale = 0;
    bool shortened = false; ///< more digits than fit; see shorten_digits
};

/// Nine digits of a longer number such that every comparison with a limit of at most eight digits
/// stays the same: cut, and when the last digit kept is 0 although something was cut, made 1. So
/// 8.0000000000000002 stays above 8.
inline CellNumber shorten_digits(std::uint64_t mantissa, int scale, bool rest, bool negative) {
    while (mantissa > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()) &&
           scale > 0) {
        rest = rest || mantissa % 10 != 0;
        mantissa /= 10;
        --scale;
    }
    if (rest && mantissa % 10 == 0)
        ++mantissa;
    auto const value = static_cast<std::int32_t>(mantissa);
    return {negative ? -value : value, static_cast<std::uint8_t>(scale), rest};
}

/// Reads [sign] digits [mark digits] from `at` on and moves `at` behind them. False, with `at`
/// unchanged, when there is no digit or the number has more than nine digits before or in all.
inline bool read_number(char const*& at, char const* end, char mark, CellNumber& number) {
    char const* p = at;
    bool negative = false;
    if (p != end && (*p == '-' || *p == '+'))
        negative = *p++ == '-';
    char const* const first = p;
    std::uint32_t value = 0;
    while (p != end && static_cast<unsigned>(*p - '0') <= 9)
        value = value * 10 + static_cast<unsigned>(*p++ - '0');
    auto digits = p - first;
    std::uint8_t scale = 0;
    if (p != end && *p == mark) {
        char const* const decimals = ++p;
        while (p != end && static_cast<unsigned>(*p - '0') <= 9)
            value = value * 10 + static_cast<unsigned>(*p++ - '0');
        scale = static_cast<std::uint8_t>(p - decimals);
        digits += p - decimals;
    }
    if (digits == 0 || digits > 9)
        return false;
    at = p;
    auto const signed_value = static_cast<std::int32_t>(value);
    number = {negative ? -signed_value : signed_value, scale, false};
    return true;
}

/// A cell of a value column: a number, perhaps with a unit or other text behind it.
struct CellValue {
    CellNumber number;
    bool beyond = false;     ///< too large for any sensor; the number is not kept
    std::string_view suffix; ///< "C" of "20.8 C", trimmed
};

/// Also takes exponents, the minus signs of Unicode, numbers of any length, and ="20.5" as
/// spreadsheets protect it. Nothing when the cell does not start with a number.
std::optional<CellValue> parse_value(std::string_view cell, char mark);

} // namespace coldchain::logger
