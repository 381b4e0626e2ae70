// SPDX-License-Identifier: Apache-2.0
// Decimal numbers exactly as written: "8.0" is 80 at scale 1, and stays "8.0" when printed.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coldchain {

/// mantissa / 10^scale, scale 0 to 15. Comparison is by value (8.0 equals 8) and exact.
struct Decimal {
    std::int64_t mantissa = 0;
    std::uint8_t scale = 0;
};

/// Sign, digits, at most one decimal mark '.', no exponent; at most 18 significant digits and 15
/// decimals. Anything else gives nothing.
std::optional<Decimal> parse_decimal(std::string_view text);

/// With all the decimals it was written with.
std::string to_text(Decimal value);

double to_double(Decimal value);

std::strong_ordering operator<=>(Decimal left, Decimal right);
bool operator==(Decimal left, Decimal right);

/// Exact sum and difference, at the larger scale; nothing on overflow.
std::optional<Decimal> add(Decimal left, Decimal right);
std::optional<Decimal> subtract(Decimal left, Decimal right);

} // namespace coldchain
