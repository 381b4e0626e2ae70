// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 7064 mod 37-2 in its recursive form: t = (t + value) x 2 mod 37 from left to right, and
// the check value is (38 - t) mod 37. "37 - t" is the well-known mistake.
#include "isbt128/check_character.hpp"

#include <array>
#include <cstdint>

namespace coldchain::isbt128 {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";
constexpr std::uint8_t outside = 255;

constexpr std::array<std::uint8_t, 256> make_values() {
    std::array<std::uint8_t, 256> values{};
    for (auto& value : values)
        value = outside;
    for (std::uint8_t i = 0; i < 36; ++i)
        values[static_cast<unsigned char>(alphabet[i])] = i;
    return values;
}

constexpr std::array<char, 74> make_pairs() {
    std::array<char, 74> pairs{};
    for (std::size_t i = 0; i < 37; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}

constexpr auto values = make_values();
constexpr auto pairs = make_pairs();

} // namespace

std::optional<int> character_value(char character) {
    auto const value = values[static_cast<unsigned char>(character)];
    if (value == outside)
        return std::nullopt;
    return value;
}

std::optional<int> check_value(std::string_view text) {
    if (text.empty())
        return std::nullopt;
    unsigned sum = 0;
    for (char const character : text) {
        auto const value = values[static_cast<unsigned char>(character)];
        if (value == outside)
            return std::nullopt;
        sum = (sum + value) * 2 % 37;
    }
    return static_cast<int>((38 - sum) % 37);
}

std::optional<char> check_character(std::string_view text) {
    auto const value = check_value(text);
    if (!value)
        return std::nullopt;
    return alphabet[static_cast<std::size_t>(*value)];
}

std::string_view check_view(std::string_view text) {
    auto const value = check_value(text);
    return value ? alphabet.substr(static_cast<std::size_t>(*value), 1) : std::string_view();
}

std::optional<std::string_view> check_digits(std::string_view text) {
    auto const value = check_value(text);
    if (!value)
        return std::nullopt;
    return std::string_view(pairs.data(), pairs.size())
        .substr(static_cast<std::size_t>(*value) * 2, 2);
}

} // namespace coldchain::isbt128
