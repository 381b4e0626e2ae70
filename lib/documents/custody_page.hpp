// SPDX-License-Identifier: Apache-2.0
// The chain-of-custody and chain-of-identity form: who handed what to whom, when, with which seals
// and in which state. What is known is filled in; rows for the pen follow. Recipients stand by
// identifier.
#pragma once

#include "common/result.hpp"
#include "documents/page.hpp"
#include "shipment/shipment.hpp"

#include <string>

namespace coldchain::documents {

struct CustodyPage {
    Paper paper = Paper::a4;
    std::optional<Instant> now;
    int blank_rows = 4;
};
Result<draw::Drawing> custody_pages(shipment::Shipment const& shipment, CustodyPage const& page,
                                    draw::Fonts const& fonts);

/// The events of custody as one JSON object without line end.
std::string custody_json(shipment::Shipment const& shipment);

} // namespace coldchain::documents
