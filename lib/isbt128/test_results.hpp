// SPDX-License-Identifier: Apache-2.0
// The pair digits of antigens and infection markers: what stands at which place of structures 012,
// 013, 014 and 027 (ST-001 tables 9 to 18; RT019 for the markers).
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace coldchain::isbt128 {

/// One digit holds two results: first = digit / 3, second = digit % 3.
struct PairRow {
    std::string_view first;
    std::string_view second;
};

/// Positions 2 to 16 of structure 012, and of 013.
std::span<PairRow const> red_cell_pairs();
std::span<PairRow const> finnish_pairs();
/// Positions 9 to 16 of structure 014.
std::span<PairRow const> platelet_pairs();
/// Positions 1 to 12 of structure 027; the second half of position 12 is reserved.
std::span<PairRow const> infection_pairs();

/// Position 1 of 012 and 013: "C-c+E-e+"; "ni" for 9.
std::array<std::string_view, 10> const& rh_phenotypes();

/// "nt", "neg", "pos" of a half of an antigen digit, "ni" for both halves of 9.
struct PairWords {
    std::string_view first;
    std::string_view second;
};
PairWords antigen_words(char digit);
/// As above with "ni" for 0; 9 is not defined and gives empty words.
PairWords marker_words(char digit);

/// What digits 17 and 18 of 012 say: the antigen tested and found negative, or the words of the
/// other values; empty when the value is not defined.
std::string_view extra_antigen(std::string_view ii);
/// The same for 013.
std::string_view extra_antigen_finnish(std::string_view ii);

/// Whether a two-digit HLA value is defined (00 not tested and 99 no information included).
bool is_hla_a(std::string_view value);
bool is_hla_b(std::string_view value);

} // namespace coldchain::isbt128
