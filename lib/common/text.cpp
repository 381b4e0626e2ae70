// SPDX-License-Identifier: Apache-2.0
#include "common/text.hpp"

#include <algorithm>
#include <cstdlib>

namespace coldchain::text {

namespace {

constexpr std::string_view blanks = " \t\r\n";

char lower_char(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper_char(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

// Length in bytes of the well-formed sequence at `at`, or 0 (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t at) {
    unsigned const lead = byte_at(text, at);
    if (lead < 0x80)
        return 1;
    std::size_t const length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size())
        return 0;
    unsigned const second = byte_at(text, at + 1);
    unsigned const lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned const highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte_at(text, at + i) & 0xC0U) != 0x80)
            return 0;
    }
    return length;
}

void append_hex(std::string& out, unsigned byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    out += "\\x";
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
}

} // namespace

std::string_view trim(std::string_view text) {
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        auto const at = text.find(separator);
        pieces.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return pieces;
        text.remove_prefix(at + 1);
    }
}

std::string join(std::span<std::string const> pieces, std::string_view separator) {
    std::string out;
    for (auto const& piece : pieces) {
        if (&piece != pieces.data())
            out += separator;
        out += piece;
    }
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower_char);
    return out;
}

std::string upper(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), upper_char);
    return out;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower_char(a) == lower_char(b); });
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    for (;;) {
        auto const at = text.find(from);
        out += text.substr(0, at);
        if (at == std::string_view::npos)
            return out;
        out += to;
        text.remove_prefix(at + from.size());
    }
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const length = sequence_length(text, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> points;
    points.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (byte_at(text, at) < 0x80) {
            points.push_back(byte_at(text, at++));
            continue;
        }
        std::size_t const length = sequence_length(text, at);
        if (length == 0) {
            points.push_back(U'\xFFFD');
            ++at;
            continue;
        }
        char32_t point = byte_at(text, at) & (length == 1 ? 0x7FU : 0xFFU >> (length + 1));
        for (std::size_t i = 1; i < length; ++i)
            point = (point << 6U) | (byte_at(text, at + i) & 0x3FU);
        points.push_back(point);
        at += length;
    }
    return points;
}

std::string to_utf8(char32_t point) {
    auto const tail = [point](unsigned shift) {
        return static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
    };
    if (point < 0x80)
        return {static_cast<char>(point)};
    if (point < 0x800)
        return {static_cast<char>(0xC0U | (point >> 6U)), tail(0)};
    if (point < 0x10000)
        return {static_cast<char>(0xE0U | (point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string out = "\"";
    std::size_t shown = 0;
    for (std::size_t at = 0; at < text.size(); ++shown) {
        if (shown == longest) {
            out += "...";
            break;
        }
        std::size_t const length = sequence_length(text, at);
        if (length == 0 || byte_at(text, at) < 0x20 || byte_at(text, at) == 0x7F)
            append_hex(out, byte_at(text, at));
        else
            out += text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return out + '"';
}

std::optional<std::int64_t> parse_int(std::string_view text) {
    if (text.starts_with('+'))
        text.remove_prefix(1);
    std::int64_t value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return value;
}

std::optional<double> parse_double(std::string_view text) {
    if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos || text.empty())
        return std::nullopt;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string fixed(double value, int decimals) {
    char buffer[400];
    auto const end =
        std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals)
            .ptr;
    std::string out(buffer, end);
    if (out.starts_with('-') && out.find_first_not_of("-0.") == std::string::npos)
        out.erase(0, 1); // "-0.0" says nothing that "0.0" does not
    return out;
}

std::string zero_padded(std::int64_t value, int width) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    if (static_cast<int>(digits.size()) < width)
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    return value < 0 ? '-' + digits : digits;
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before; // two rows up, for an exchange
    std::vector<std::size_t> above(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j < above.size(); ++j)
        above[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1,
                               above[j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before = above;
        std::swap(above, row);
    }
    return above.back();
}

std::optional<std::string> nearest(std::string_view word, std::span<std::string const> candidates) {
    std::size_t best = word.size() <= 3 ? 2 : std::max<std::size_t>(2, word.size() / 3) + 1;
    std::optional<std::string> found;
    for (auto const& candidate : candidates) {
        bool const begins = word.size() >= 2 && lower(candidate).starts_with(lower(word));
        std::size_t const distance = begins ? 1 : edit_distance(lower(word), lower(candidate));
        if (distance < best) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

} // namespace coldchain::text
