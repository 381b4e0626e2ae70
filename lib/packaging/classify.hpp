// SPDX-License-Identifier: Apache-2.0
// What each thing in a shipment is, from its facts: contents, coolants, batteries. The decision
// tables are definitions of the rule packs (content_class, dry_ice_class, nitrogen_class,
// battery_class), the first row that applies counts.
#pragma once

#include "rules/judge.hpp"

#include <string>
#include <vector>

namespace coldchain::packaging {

struct Classified {
    std::string package;  ///< id
    std::string place;    ///< "package[0].content[1]"
    std::string what;     ///< "content 2", "dry ice", "battery 1"
    std::string is;       ///< "UN3373"; empty when facts are missing
    std::string declared; ///< of contents: "UN3373", "none"; else empty
    std::vector<std::string> missing;
};

/// `facts` as judged_facts() makes them. Things that are not there give no row.
std::vector<Classified> classify(rules::Book const& book, config::Object const& facts);

} // namespace coldchain::packaging
