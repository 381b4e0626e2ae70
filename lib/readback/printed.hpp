// SPDX-License-Identifier: Apache-2.0
// What a label prints for people against what its symbols say to scanners.
#pragma once

#include "common/finding.hpp"

#include <span>
#include <string>
#include <vector>

namespace coldchain::readback {

/// A rectangle on a page in millimetres from the upper left corner.
struct PlaceOnPage {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// A word of a page's text, in the order in which the page gives them.
struct PrintedWord {
    std::string text; ///< UTF-8
    PlaceOnPage place;
};

/// A symbol that was read on the page.
struct ReadSymbol {
    std::string payload;
    PlaceOnPage place;
    bool linear = false; ///< bars that run level: their code may be printed below
};

/// READ-08 for each printed text that is not what a symbol of the page says: the code under bars,
/// the donation number with its check character, product code, dates and times of expiry,
/// collection and production, blood group, chain of identity. `field` names text and place, `value`
/// is the print, `limit` what the symbol says. Texts are found as our own layouts print them; what
/// is not found is not compared, and neither is a fact that no symbol carries.
std::vector<Finding> compare_printed(std::span<ReadSymbol const> symbols,
                                     std::span<PrintedWord const> words);

} // namespace coldchain::readback
