// SPDX-License-Identifier: Apache-2.0
// What arrived against what was sent, as receipt, record and event. Everything is made in memory.
#pragma once

#include "common/result.hpp"
#include "documents/receipt.hpp"
#include "draw/font.hpp"
#include "report/exit_code.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// What was sent: the manifest's XML, or the shipment document it was made from.
struct SentManifest {
    shipment::Shipment shipment;
    std::string digest; ///< SHA-256 of the manifest's canonical XML
};
/// Tells the two apart by their first character.
Result<SentManifest> read_sent(std::string_view bytes, std::string const& file);

struct ReceiveRequest {
    SentManifest const& sent;
    draw::Fonts const& fonts;
    std::string scans; ///< one scanned string a line
    documents::ArrivalFacts facts;
    documents::Paper paper = documents::Paper::a4;
    std::optional<Instant> now = {};
    std::string uri_base = {}; ///< of epcis::parse_base()
    std::vector<std::string> formats = {};
};

struct ReceiveOutcome {
    documents::Receipt receipt;
    std::string json; ///< the record, one line without line end
    std::map<std::string, std::string, std::less<>> files;
    report::ExitCode answer = report::ExitCode::unknown;
};

/// "pdf", "json", "xml" and "jsonld" (the receiving event in both forms of EPCIS).
std::vector<std::string_view> receive_formats();

/// Fails on an event without a time of receipt, on text no face can draw, and on events that do not
/// hold together.
Result<ReceiveOutcome> receive_shipment(ReceiveRequest const& request);

} // namespace coldchain::job
