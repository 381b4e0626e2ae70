// SPDX-License-Identifier: Apache-2.0
#include "common/decimal.hpp"

#include <array>

namespace coldchain {

namespace {

__extension__ using Wide = __int128; // products of two 63-bit numbers compare exactly

constexpr int highest_scale = 15;

constexpr std::array<std::int64_t, 19> powers = [] {
    std::array<std::int64_t, 19> table{};
    std::int64_t power = 1;
    for (auto& entry : table) {
        entry = power;
        if (&entry != &table.back())
            power *= 10;
    }
    return table;
}();

Wide scaled_up(Decimal value, int scale) {
    return static_cast<Wide>(value.mantissa) *
           powers.at(static_cast<std::size_t>(scale - value.scale));
}

std::optional<Decimal> combine(Decimal left, Decimal right, int sign) {
    int const scale = left.scale > right.scale ? left.scale : right.scale;
    Wide const sum = scaled_up(left, scale) + sign * scaled_up(right, scale);
    if (sum > INT64_MAX || sum < INT64_MIN)
        return std::nullopt;
    return Decimal{static_cast<std::int64_t>(sum), static_cast<std::uint8_t>(scale)};
}

} // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
    bool const negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    Decimal value;
    bool any_digit = false;
    bool after_mark = false;
    for (char const c : text) {
        if (c == '.' && !after_mark) {
            after_mark = true;
            continue;
        }
        if (c < '0' || c > '9' || value.mantissa >= powers[17] ||
            (after_mark && value.scale == highest_scale))
            return std::nullopt;
        any_digit = true;
        value.mantissa = value.mantissa * 10 + (c - '0');
        if (after_mark)
            ++value.scale;
    }
    if (!any_digit)
        return std::nullopt;
    if (negative)
        value.mantissa = -value.mantissa;
    return value;
}

std::string to_text(Decimal value) {
    bool const negative = value.mantissa < 0;
    auto magnitude = static_cast<std::uint64_t>(value.mantissa);
    if (negative)
        magnitude = ~magnitude + 1;
    std::string digits = std::to_string(magnitude);
    if (value.scale > 0) {
        if (digits.size() <= value.scale)
            digits.insert(0, value.scale + 1U - digits.size(), '0');
        digits.insert(digits.size() - value.scale, 1, '.');
    }
    return negative ? '-' + digits : digits;
}

double to_double(Decimal value) {
    return static_cast<double>(value.mantissa) / static_cast<double>(powers.at(value.scale));
}

std::strong_ordering operator<=>(Decimal left, Decimal right) {
    int const scale = left.scale > right.scale ? left.scale : right.scale;
    Wide const a = scaled_up(left, scale);
    Wide const b = scaled_up(right, scale);
    return a < b   ? std::strong_ordering::less
           : a > b ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
}

bool operator==(Decimal left, Decimal right) {
    return (left <=> right) == 0;
}

std::optional<Decimal> add(Decimal left, Decimal right) {
    return combine(left, right, 1);
}
std::optional<Decimal> subtract(Decimal left, Decimal right) {
    return combine(left, right, -1);
}

} // namespace coldchain
