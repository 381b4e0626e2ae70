// SPDX-License-Identifier: Apache-2.0
#include "logger/number.hpp"

#include "common/text.hpp"

namespace coldchain::logger {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool take_sign(std::string_view& cell) {
    for (std::string_view const minus : {"-", "\xE2\x88\x92", "\xE2\x80\x93"}) {
        if (cell.starts_with(minus)) {
            cell.remove_prefix(minus.size());
            return true;
        }
    }
    if (cell.starts_with('+'))
        cell.remove_prefix(1);
    return false;
}

struct Digits {
    std::uint64_t mantissa = 0;
    int count = 0; ///< significant ones
    int scale = 0;
    int dropped = 0; ///< whole digits that did not fit any more
    bool rest = false;
    bool any = false;
};

void add_digit(Digits& digits, char c, bool decimals) {
    digits.any = true;
    if (digits.count >= 18) {
        digits.rest = digits.rest || c != '0';
        if (!decimals)
            ++digits.dropped;
        return;
    }
    digits.mantissa = digits.mantissa * 10 + static_cast<unsigned>(c - '0');
    if (digits.mantissa != 0)
        ++digits.count;
    if (decimals)
        ++digits.scale;
}

Digits take_digits(std::string_view& cell, char mark) {
    Digits digits;
    while (!cell.empty() && is_digit(cell.front())) {
        add_digit(digits, cell.front(), false);
        cell.remove_prefix(1);
    }
    if (cell.starts_with(mark) && (digits.any || (cell.size() > 1 && is_digit(cell[1])))) {
        cell.remove_prefix(1);
        while (!cell.empty() && is_digit(cell.front())) {
            add_digit(digits, cell.front(), true);
            cell.remove_prefix(1);
        }
    }
    return digits;
}

// The exponent of "E+37", if there is one.
int take_exponent(std::string_view& cell) {
    if (cell.size() < 2 || (cell[0] != 'e' && cell[0] != 'E'))
        return 0;
    std::size_t at = 1;
    bool const negative = cell[at] == '-';
    if (cell[at] == '-' || cell[at] == '+')
        ++at;
    if (at >= cell.size() || !is_digit(cell[at]))
        return 0;
    int exponent = 0;
    while (at < cell.size() && is_digit(cell[at])) {
        exponent = exponent < 1000 ? exponent * 10 + (cell[at] - '0') : exponent;
        ++at;
    }
    cell.remove_prefix(at);
    return negative ? -exponent : exponent;
}

std::string_view without_protection(std::string_view cell) {
    for (std::string_view const mark : {"\xE2\x80\x8B", "\xE2\x80\x8E", "\xEF\xBB\xBF"}) {
        if (cell.starts_with(mark)) // of no width or of direction
            cell.remove_prefix(mark.size());
    }
    if (cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"'))
        return cell.substr(2, cell.size() - 3);
    if (cell.starts_with('\'')) // also both quotes of '20.5'
        return cell.substr(1, cell.size() - (cell.size() > 1 && cell.ends_with('\'') ? 2 : 1));
    return cell;
}

} // namespace

std::optional<CellValue> parse_value(std::string_view cell, char mark) {
    cell = text::trim(without_protection(text::trim(cell)));
    bool const negative = take_sign(cell);
    while (cell.starts_with(' '))
        cell.remove_prefix(1);
    Digits digits = take_digits(cell, mark);
    if (!digits.any)
        return std::nullopt;
    int const exponent = take_exponent(cell);
    CellValue value;
    value.suffix = text::trim(cell);
    if (digits.mantissa == 0 && !digits.rest) {
        value.number.scale = static_cast<std::uint8_t>(digits.scale > 9 ? 9 : digits.scale);
        return value;
    }
    int scale = digits.scale - exponent - digits.dropped;
    while (scale < 0 && digits.mantissa < 1'000'000'000'000ULL) {
        digits.mantissa *= 10;
        ++scale;
    }
    while (scale > 15) {
        digits.rest = digits.rest || digits.mantissa % 10 != 0;
        digits.mantissa /= 10;
        --scale;
    }
    value.beyond = scale < 0;
    if (!value.beyond) {
        std::uint64_t whole = digits.mantissa;
        for (int i = 0; i < scale; ++i)
            whole /= 10;
        value.beyond = whole > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());
    }
    if (!value.beyond)
        value.number = shorten_digits(digits.mantissa, scale, digits.rest, negative);
    return value;
}

} // namespace coldchain::logger
