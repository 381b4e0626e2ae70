// SPDX-License-Identifier: Apache-2.0
// The values of structure 002: blood group with its intended use, special messages, and the
// phenotype digit (ST-001 tables 4 to 6).
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace coldchain::isbt128 {

enum class Rhd { not_stated, positive, negative, pooled };

/// A message printed instead of, or beside, a group. `none`: the code is a blood group.
struct BloodGroupRow {
    std::string_view code;  ///< two characters, case matters
    std::string_view group; ///< "A pos", "O neg", "AB", "Bombay pos"; empty for a special message
    std::string_view words; ///< for people: "A RhD positive"; for a special message, the message
    std::string_view use;   ///< "default", "directed only"...; empty for a special message
    Rhd rhd = Rhd::not_stated;
    bool is_message() const { return group.empty(); }
};

/// All blood groups (204) and special messages (14), in the order of the standard's tables.
std::span<BloodGroupRow const> blood_groups();

/// The row of a code, or null.
BloodGroupRow const* find_blood_group(std::string_view code);

/// The code of a group and use in words: ("A pos", "default") is 62. Group words are matched
/// without regard to the case of "pos", "POS" and "positive", use words as in the table; special
/// messages are found by their own words with an empty use.
std::optional<std::string_view> blood_group_code(std::string_view group,
                                                 std::string_view use = "default");

/// What the column of a code asks a label to say: "FOR AUTOLOGOUS USE ONLY"; empty for default.
std::string_view use_statement(std::string_view use);

/// True for the biohazardous columns and for message Mb.
bool is_biohazardous(BloodGroupRow const& row);
/// True for the two "autologous only" columns and for message Ma.
bool is_autologous_only(BloodGroupRow const& row);

/// What the phenotype character r says: "C- c+ E+ e+, K negative"; empty for 0 (nothing known);
/// nothing when the character is not defined.
std::optional<std::string_view> phenotype_words(char r);

} // namespace coldchain::isbt128
