// SPDX-License-Identifier: Apache-2.0
// What a scanner says about the symbol it read (AIM symbology identifiers, ISO/IEC 15424), and how
// to tell ISBT 128 data from its neighbours.
#pragma once

#include <string_view>

namespace coldchain::isbt128 {

enum class SymbologyMeaning {
    none,  ///< no identifier and nothing that speaks against ISBT 128
    isbt,  ///< ]C0, ]C4 (two symbols read as one) or ]d1
    gs1,   ///< GS1 data
    hibc,  ///< HIBC data
    other, ///< a symbology that ISBT 128 does not use
};

struct Symbology {
    SymbologyMeaning meaning = SymbologyMeaning::none;
    std::string_view identifier; ///< the three characters in front, or empty
    std::string_view allowed;    ///< what would have been right, for messages
};

Symbology symbology_of(std::string_view text);

/// True when the first characters are what "=" or "&" become when a scanner that types like a
/// keyboard is set to another layout than its computer.
bool looks_scrambled(std::string_view text);

} // namespace coldchain::isbt128
