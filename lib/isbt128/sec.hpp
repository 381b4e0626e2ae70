// SPDX-License-Identifier: Apache-2.0
// The Single European Code for tissues and cells (ST-012; Directive (EU) 2015/565): 40 characters
// without separators in a symbol, and a printed form. Products regulated as advanced therapies
// (ATMP) do not carry it.
#pragma once

#include "common/result.hpp"
#include "isbt128/din.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace coldchain::isbt128 {

/// What a label knows that goes into its code.
struct SecParts {
    std::string country;  ///< ISO 3166, two letters
    std::string te;       ///< tissue establishment, up to six characters, zero-padded on the left
    std::string din;      ///< 13 characters
    std::string pdc;      ///< five characters
    std::string division; ///< as in structure 003: three digits, or two characters
    std::string expiry;   ///< YYYYMMDD or YYYY-MM-DD; empty: none
};

/// The 40 characters. A two-character division gets a 0 in front. Fails on a part that does not
/// fit and on a division that is in structure 032, which a code cannot hold.
Result<std::string> sec_content(SecParts const& parts);

/// The 40 characters from a label's own structures: donation from 001, product and division from
/// 003, expiry from 005 or 004 (none when the label has neither). `symbols` are the contents of its
/// symbols; country and establishment stand nowhere on the label and are given. Fails as above, and
/// when the label lacks 001 or 003.
Result<std::string> sec_of_label(std::span<std::string const> symbols, std::string_view country,
                                 std::string_view te);

/// "SEC: " + 21 characters + blank + 19 characters.
std::string sec_text(std::string_view content);

/// The 40 characters out of a printed form (blank or line break between the halves, or none);
/// nothing when the form is another.
std::optional<std::string> sec_from_text(std::string_view text);

} // namespace coldchain::isbt128
