// SPDX-License-Identifier: Apache-2.0
// A shipment as rules see it: the document's own keys, and what follows from them without any rule.
// Derived keys: shipment.judged_on, .waybill_line, .waybill_phone, .waybill_temperature_range,
// .declaration_line, .declaration.retention_time; package.dry_ice_left, .declared_as,
// .declared_name, .technical_names, .un3373_mark; package.content.un, .authorised_on_route,
// .under_review; package.mark.un, .net, .states_mass, .names_contents, .phone, .temperature_range;
// overpack.identifier, .dry_ice_inside. A content that names a product takes over from it what it
// does not say itself; a pathogen that is an empty text is not named.
#pragma once

#include "rules/expression.hpp"

namespace coldchain::packaging {

/// The shipment document with the derived keys; the root is called "shipment".
rules::Vocabulary const& vocabulary();

/// `document` is a checked shipment document; `judged_on` the day whose rules apply.
config::Object judged_facts(config::Object document, Date judged_on);

/// What is left of dry ice after a time: a planning estimate, the smaller of two rules of thumb.
/// Pellets under 5 kg lose about 2 % an hour, larger amounts about 1 % (FAA report
/// DOT/FAA/AM-06/19 and older guidance); an ordinary cooler loses 5 lb (2.27 kg) a day or more.
Quantity dry_ice_left(Quantity const& net, double hours);

} // namespace coldchain::packaging
