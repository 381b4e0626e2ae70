// SPDX-License-Identifier: Apache-2.0
// Alphabets and fixed layouts of the data structures (the "Type" columns of ST-001 section 2.4).
#pragma once

#include "isbt128/data_structure.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace coldchain::isbt128 {

/// A set of characters.
using Alphabet = std::uint8_t;

inline constexpr Alphabet digit = 1;       ///< 0-9
inline constexpr Alphabet capital = 2;     ///< A-Z
inline constexpr Alphabet small = 4;       ///< a-z
inline constexpr Alphabet fin_first = 8;   ///< A-N, P-Z, 1-9
inline constexpr Alphabet fin_middle = 16; ///< A-N, P-Z, 0-9
inline constexpr Alphabet flag = 32;       ///< 0-9, A-H, J-N, P, R-Y
inline constexpr Alphabet upper_code = digit | capital;
inline constexpr Alphabet mixed = digit | capital | small;

extern std::array<Alphabet, 256> const alphabets;

/// Whether a character belongs to one of the sets in `alphabet`.
inline bool is_in(char character, Alphabet alphabet) {
    return (alphabets[static_cast<unsigned char>(character)] & alphabet) != 0;
}

/// "digits", "A-Z and 0-9": for messages.
std::string_view alphabet_words(Alphabet alphabet);

/// How a field is checked and how a short value is filled when it is written.
enum class FieldRule : std::uint8_t {
    plain,    ///< every character in the alphabet
    facility, ///< a facility identification number: each place has its own alphabet
    padded,   ///< plain, and written with zeros on the left
};

struct FieldRow {
    std::string_view name;
    std::uint8_t offset = 0; ///< into the content, after the data identifier
    std::uint8_t length = 0;
    Alphabet alphabet = 0;
    FieldRule rule = FieldRule::plain;
    std::string_view fallback; ///< when it is not given; empty: must be given
};

/// The fields of a structure's content in their order, without gaps; for structures with segments
/// (029, 030) and for 025 the fixed part in front. Empty for what has no defined layout.
std::span<FieldRow const> layout(Kind kind);

} // namespace coldchain::isbt128
