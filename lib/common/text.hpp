// SPDX-License-Identifier: Apache-2.0
// Text without locale: the same bytes in give the same bytes out on every machine.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::text {

/// Without the blanks, tabs, carriage returns and line feeds at both ends.
std::string_view trim(std::string_view text);

/// The pieces between separators; "" gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

std::string join(std::span<std::string const> pieces, std::string_view separator);

/// ASCII letters only; other bytes stay.
std::string lower(std::string_view text);
std::string upper(std::string_view text);

/// Equality that ignores the case of ASCII letters.
bool equal_ignoring_case(std::string_view left, std::string_view right);

std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// Byte offset of the first byte that is not well-formed UTF-8 (overlong forms, surrogates and
/// values above U+10FFFF are ill-formed), or nothing when all of it is well formed.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The code points of well-formed UTF-8; an ill-formed byte becomes U+FFFD.
std::vector<char32_t> code_points(std::string_view text);

/// UTF-8 of one code point.
std::string to_utf8(char32_t code_point);

/// `text` in double quotes, control bytes and ill-formed UTF-8 shown as \xNN, cut after 60
/// characters with "...": safe to print in a message whatever the input was.
std::string quoted(std::string_view text);

/// A whole decimal number in range, sign allowed, nothing before or after it.
std::optional<std::int64_t> parse_int(std::string_view text);

/// A decimal number with '.' as the decimal mark, nothing before or after; no nan, inf, hex.
std::optional<double> parse_double(std::string_view text);

/// Fixed notation with that many decimals, rounded half away from zero at most by the binary value.
std::string fixed(double value, int decimals);

/// `value` with zeros in front up to `width` digits.
std::string zero_padded(std::int64_t value, int width);

/// Letters changed, added, left out, or exchanged with their neighbour. Time and memory grow with
/// the product of the lengths and with their sum.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidate nearest to `word` (edit distance at most a third of its length, at least 2,
/// or 1 for words of up to three letters),
/// for "did you mean"; nothing when none is near.
std::optional<std::string> nearest(std::string_view word, std::span<std::string const> candidates);

/// Joins text and whole numbers; floating point is left out on purpose, see fixed().
template <class... Parts>
std::string cat(Parts const&... parts);

// --- Implementation ---

namespace detail {
inline void append(std::string& out, std::string_view part) {
    out += part;
}
inline void append(std::string& out, char part) {
    out += part;
}
template <std::integral Number>
requires(!std::same_as<Number, char> && !std::same_as<Number, bool>) void append(std::string& out,
                                                                                 Number part) {
    char buffer[24];
    auto const end = std::to_chars(buffer, buffer + sizeof buffer, part).ptr;
    out.append(buffer, end);
}
} // namespace detail

template <class... Parts>
std::string cat(Parts const&... parts) {
    std::string out;
    (detail::append(out, parts), ...);
    return out;
}

} // namespace coldchain::text
