// SPDX-License-Identifier: Apache-2.0
// What each package and overpack must show, and what must be written on waybill and declaration,
// as the rules that concern a shipment say. Papers print from these; nothing here judges.
#pragma once

#include "packaging/evaluate.hpp"

#include <string>
#include <vector>

namespace coldchain::packaging {

/// One mark or label to be on one package or overpack.
struct RequiredMark {
    std::string holder; ///< id of the package or overpack
    bool on_overpack = false;
    std::string kind; ///< "mark": letters; "label": a hazard or handling label
    std::string code; ///< as shipments spell labels ("class_9", "un3373_diamond"); or empty
    std::string text; ///< what it says, ready to print: "UN1845 Dry ice, net 6 kg"
    std::string size; ///< "letters of 12 mm at least", "100 mm a side"; or empty
    std::vector<std::string> rules; ///< ids that ask for it
    bool met = false;               ///< the shipment shows it already, as far as its rules can tell
};

/// One line to be written on a paper.
struct RequiredLine {
    std::string paper;                 ///< waybill, handling (of the waybill), declaration
    std::string text;                  ///< ready to print: "UN1845, Dry ice, 9, 2 x 6 kg"
    std::vector<std::string> rules;    ///< ids that ask for it
    std::vector<std::string> packages; ///< ids it speaks of; empty: the whole shipment
    bool met = false;                  ///< written already, as far as its rules can tell
};

struct Requirements {
    std::vector<RequiredMark> marks; ///< by holder in the order of the shipment, marks then labels
    std::vector<RequiredLine> lines; ///< waybill, then handling, then declaration
    bool declaration_needed = false; ///< some of the goods fly only with a shipper's declaration
};

/// Gathers what the rules need, each thing once: the same mark asked for by several rules is one;
/// packages that ask for the same line share one with their number ("2 x 6 kg", "2 packages"); of
/// two lines for the same goods the one that says more is kept. Cannot fail. A figure that is not
/// known stands as "not given", and the verdict then says unknown.
Requirements requirements(Verdict const& verdict);

} // namespace coldchain::packaging
