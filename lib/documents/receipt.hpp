// SPDX-License-Identifier: Apache-2.0
// What arrived against what was sent: each container of the manifest matched, missing, doubled or
// different, each stranger named, with the state of the box when it was opened. A donation number
// alone never makes a match complete: a second identifier must have been read.
#pragma once

#include "common/code_row.hpp"
#include "common/finding.hpp"
#include "common/result.hpp"
#include "documents/page.hpp"
#include "documents/scans.hpp"
#include "shipment/shipment.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace coldchain::documents {

/// What people saw on arrival; what was not said is empty.
struct ArrivalFacts {
    std::optional<ZonedTime> at;
    std::string place;
    std::string by;
    std::string checked_by;
    std::string condition; ///< "intact" or words of their own
    std::optional<Temperature> temperature_at_opening;
    std::vector<std::string> seals; ///< as read, besides those scanned
    std::string note;
};

enum class ArrivalState { matched, missing, mismatch, duplicate };
std::string_view to_word(ArrivalState state);

/// One product of the manifest.
struct ArrivalRow {
    std::string product; ///< id
    std::int64_t sent = 1;
    std::int64_t arrived = 0; ///< containers that agree, those too many included
    ArrivalState state = ArrivalState::missing;
    std::vector<int> lines;       ///< of the scans
    std::string remark;           ///< what differs, for people
    bool by_number_alone = false; ///< no second identifier was read
};

struct Receipt {
    std::vector<ArrivalRow> rows;            ///< in the order of the manifest
    std::vector<ScannedContainer> strangers; ///< scanned, and not on the manifest
    std::vector<std::string> seals_sent;
    std::vector<std::string> seals_read;
    std::vector<Finding> findings; ///< REC-01 ... ; empty: everything agrees
    ArrivalFacts facts;
    std::string verdict; ///< complete, unknown, differences
};

/// `shipment` as sent (read from the manifest or the shipment's own document). `manifest_digest` is
/// the SHA-256 of the manifest's canonical XML, to be compared with the symbol when it was scanned.
Receipt reconcile(shipment::Shipment const& shipment, std::string const& manifest_digest,
                  Scans const& scans, ArrivalFacts facts);

/// The codes that may be scanned besides ISBT 128: seals, logger serials, assets.
std::vector<std::string> plain_codes_of(shipment::Shipment const& shipment);

/// The receipt as one JSON object without line end.
std::string to_json(shipment::Shipment const& shipment, Receipt const& receipt);

struct ReceiptPage {
    Paper paper = Paper::a4;
    std::optional<Instant> now;
    std::string digest; ///< of the manifest
};
/// The receipt form: what was read is filled in, decision and signatures are for the pen.
Result<draw::Drawing> receipt_pages(shipment::Shipment const& shipment, Receipt const& receipt,
                                    ReceiptPage const& page, draw::Fonts const& fonts);

std::span<CodeRow const> receipt_codes();

} // namespace coldchain::documents
