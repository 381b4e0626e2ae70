// SPDX-License-Identifier: Apache-2.0
// Documents of a shipment as bytes. Symbols on a page are decoded again from its raster before the
// page leaves, as on labels.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "common/time.hpp"
#include "config/data.hpp"
#include "documents/page.hpp"
#include "draw/font.hpp"
#include "shipment/shipment.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

struct DocumentRequest {
    shipment::Shipment const& shipment;
    config::DataFolders const& data;
    draw::Fonts const& fonts;
    documents::Paper paper = documents::Paper::a4;
    std::optional<Instant> now = {};       ///< time of issue; without it a line for the pen
    std::vector<std::string> formats = {}; ///< "pdf", "xml"
};

struct DocumentOutcome {
    bool released = false;
    std::vector<Finding> findings; ///< READ-.. when a symbol of the page does not read back
    std::map<std::string, std::string, std::less<>> files; ///< format to bytes; empty when refused
    std::string digest;                                    ///< SHA-256 of the canonical XML
    std::vector<config::DataId> data;                      ///< every data file used
};

/// The kinds of `document`: "manifest".
std::vector<std::string_view> document_kinds();
/// The formats of a kind, empty for an unknown kind.
std::vector<std::string_view> document_formats(std::string_view kind);

/// The shipping manifest. Fails on an unknown format or text the page cannot hold.
Result<DocumentOutcome> make_manifest(DocumentRequest const& request);

} // namespace coldchain::job
