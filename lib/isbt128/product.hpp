// SPDX-License-Identifier: Apache-2.0
// What the characters of structure 003 mean: the product category by first letter, the collection
// type, and the kinds of division (ST-001 2.4.3, tables 7 and 26).
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace coldchain::isbt128 {

/// How the last three characters are used.
enum class DivisionRule {
    type_and_letters, ///< collection type, then capital or 0, then small letter or 0; or 99
    three_digits,     ///< 000 undivided, 001 to 999
    always_zero,      ///< 000
    local             ///< as the nation or facility that assigned the code defines it
};

struct ProductCategory {
    std::string_view name;
    DivisionRule rule = DivisionRule::local;
    bool assigned = true; ///< false in the ranges not assigned yet
};

/// The category of a five-character product description code; nothing for a first letter (or
/// second character, where that counts) that has none.
std::optional<ProductCategory> product_category(std::string_view pdc);

struct CollectionTypeRow {
    char type = '0';
    std::string_view words;
};

std::span<CollectionTypeRow const> collection_types();

/// "volunteer allogeneic"; empty for a character that is not defined.
std::string_view collection_type_words(char type);

bool is_research_type(char type);
/// Autologous use only (1, X).
bool is_autologous_only_type(char type);
/// The types for biohazardous collections (X, 3, 6, H).
bool is_biohazardous_type(char type);
/// Directed, designated or dedicated collections.
bool is_directed_type(char type);

/// Structure 032 may go with this code: cellular therapy and regenerated tissue (ST-001 2.4.32).
bool may_have_divisions(std::string_view pdc);

} // namespace coldchain::isbt128
