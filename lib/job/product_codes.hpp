// SPDX-License-Identifier: Apache-2.0
// The codes of a shipment's products against each other, before any label is made.
#pragma once

#include "common/finding.hpp"
#include "shipment/shipment.hpp"

#include <vector>

namespace coldchain::job {

/// Whether the ISBT 128 structures that each product's facts give agree with each other: blood
/// group, product code and collection type, dates, Single European Code (isbt128/consistency.hpp).
/// Findings carry the product's id; empty when all agree. What cannot be coded at all is for the
/// label to refuse.
std::vector<Finding> check_product_codes(shipment::Shipment const& shipment);

} // namespace coldchain::job
