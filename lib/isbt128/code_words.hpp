// SPDX-License-Identifier: Apache-2.0
// Small helpers of the interpreter's parts. Not for use outside this module.
#pragma once

#include "isbt128/fields.hpp"

#include <array>
#include <string_view>

namespace coldchain::isbt128 {

/// A value of a table and what it means.
struct CodeWords {
    std::string_view code;
    std::string_view words;
};

/// What a table says of a value; empty when it is not in it.
template <std::size_t count>
std::string_view words_of(std::array<CodeWords, count> const& table, std::string_view code) {
    for (auto const& row : table)
        if (row.code == code)
            return row.words;
    return {};
}

/// The value of a few digits.
inline int number(std::string_view digits) {
    int value = 0;
    for (char const character : digits)
        value = value * 10 + (character - '0');
    return value;
}

/// Writes `width` digits and gives the place after them.
inline char* put(char* out, int value, int width) {
    for (int i = width - 1; i >= 0; --i, value /= 10)
        out[i] = static_cast<char>('0' + value % 10);
    return out + width;
}

/// Whether every character is of the alphabet; true of nothing.
inline bool all_in(std::string_view text, Alphabet alphabet) {
    for (char const character : text)
        if (!is_in(character, alphabet))
            return false;
    return true;
}

} // namespace coldchain::isbt128
