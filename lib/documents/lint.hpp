// SPDX-License-Identifier: Apache-2.0
// Do all papers of a shipment say the same? What stands on a page, in a record or in a symbol is
// compared with the shipment; a difference is a finding, and so is the name of a recipient where no
// name may stand.
#pragma once

#include "common/code_row.hpp"
#include "common/finding.hpp"
#include "config/tree.hpp"
#include "shipment/shipment.hpp"
#include "xml/element.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::documents {

/// The shipment against itself: counts and masses that balance, every product in a package, a
/// waybill number whose check digit holds, custody without a break. Codes LNT-04 to LNT-06.
std::vector<Finding> lint_shipment(shipment::Shipment const& shipment);

/// Any text: donation numbers, waybill numbers and dry-ice lines in it must be the shipment's, and
/// no recipient's name may stand in it. `file` names it in findings.
std::vector<Finding> lint_text(shipment::Shipment const& shipment, std::string_view text,
                               std::string const& file);

/// ISBT 128 symbols and manifest symbols read from a page: each structure must be what the product
/// with that donation number says. `manifest_digest` may be empty.
std::vector<Finding> lint_symbols(shipment::Shipment const& shipment,
                                  std::span<std::string const> payloads,
                                  std::string const& manifest_digest, std::string const& file);

/// A manifest against the one this shipment makes, fact by fact.
std::vector<Finding> lint_manifest(xml::Element const& expected, xml::Element const& found,
                                   std::string const& file);
/// A record in JSON against the one this shipment makes.
std::vector<Finding> lint_record(config::Node const& expected, config::Node const& found,
                                 std::string const& file);

/// Recipient names in bytes of any kind.
std::vector<Finding> lint_names(shipment::Shipment const& shipment, std::string_view bytes,
                                std::string const& file);

std::span<CodeRow const> lint_codes();

} // namespace coldchain::documents
