// SPDX-License-Identifier: Apache-2.0
// The shipping manifest: what is in the boxes, for whom, at which temperature, with which seals and
// loggers, for a receiving laboratory to check the arrival against. It tells what was known when
// the box left: receipt, handovers and recordings are not part of it, and recipients stand by
// their identifier, never by name.
#pragma once

#include "common/result.hpp"
#include "documents/page.hpp"
#include "shipment/shipment.hpp"
#include "xml/element.hpp"

#include <optional>
#include <string>

namespace coldchain::documents {

/// The manifest as data, root <manifest schema="coldchain.manifest/1">. Times are UTC with the
/// place's own beside them; facts that were not given are absent.
xml::Element manifest_data(shipment::Shipment const& shipment);

/// What manifest_data() wrote, as far as a receipt needs it: parties, products, packages with
/// seals, loggers. Refuses, with place, another schema and values that are none.
Result<shipment::Shipment> read_manifest(xml::Element const& root, std::string const& file);

/// The same facts as JSON: an element is an object of its attributes and children, a repeated one a
/// list; one line with its line end.
std::string manifest_json(xml::Element const& manifest);

/// One row for each product and the package it is in, with a header; for spreadsheets.
std::string manifest_csv(shipment::Shipment const& shipment);

/// What is counted and weighed. Containers whose number was not given count one; a mass is a sum
/// only when every package's is known.
struct Totals {
    std::int64_t packages = 0;
    std::int64_t products = 0;
    std::int64_t containers = 0;
    std::optional<Quantity> gross_mass;
    std::optional<Quantity> dry_ice; ///< of packages that give it
};
Totals totals_of(shipment::Shipment const& shipment);

struct ManifestPage {
    Paper paper = Paper::a4;
    std::optional<Instant> now; ///< time of issue; without it a line for the pen
    std::string digest;         ///< SHA-256 of the canonical form of manifest_data
};

/// The pages, with the donation identification number and product code of each product as Code 128,
/// and one Data Matrix over shipment id and digest. Fails on text that no face can draw and on
/// identifiers that make no symbol.
Result<draw::Drawing> manifest_pages(shipment::Shipment const& shipment, ManifestPage const& page,
                                     draw::Fonts const& fonts);

} // namespace coldchain::documents
