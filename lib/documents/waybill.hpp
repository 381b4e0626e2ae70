// SPDX-License-Identifier: Apache-2.0
// What is to be written on the carrier's waybill, and on a shipping paper of the United States
// where one is needed: exact lines to copy, in the carrier's own boxes.
#pragma once

#include "common/result.hpp"
#include "documents/declaration.hpp"
#include "documents/page.hpp"
#include "packaging/requirements.hpp"
#include "shipment/shipment.hpp"

#include <span>
#include <string>
#include <vector>

namespace coldchain::documents {

struct WaybillData {
    std::vector<std::string> nature_and_quantity; ///< one line each
    std::vector<std::string> handling;
    std::vector<std::string> handling_codes; ///< "ICE", for the special handling box
    std::vector<std::string> us_paper;       ///< 49 CFR 172.202 sequence; empty: none is needed
    std::string draft_reason;                ///< not empty: a fact is unknown
};

/// `declaration` is null when none is needed. Lines the rules ask for come first, then what the
/// shipment says besides, each once.
WaybillData waybill_data(shipment::Shipment const& shipment, packaging::Requirements const& needs,
                         std::span<packaging::Classified const> classification,
                         GoodsTable const& goods, DeclarationData const* declaration);

/// The check digit of an air waybill number "999-1234567C": C is the first seven digits of the
/// serial modulo 7. Nothing when the text has another form.
std::optional<bool> waybill_number_holds(std::string_view number);

struct WaybillPage {
    Paper paper = Paper::a4;
    std::optional<Instant> now;
};
Result<draw::Drawing> waybill_pages(shipment::Shipment const& shipment, WaybillData const& data,
                                    WaybillPage const& page, draw::Fonts const& fonts);

/// One JSON object without line end.
std::string to_json(shipment::Shipment const& shipment, WaybillData const& data);

} // namespace coldchain::documents
