// SPDX-License-Identifier: Apache-2.0
// The sheet on top of a set of documents: what there is, what must be printed how often, who signs
// it, where it is stuck or put, and what is missing and why.
#pragma once

#include "common/result.hpp"
#include "documents/page.hpp"
#include "shipment/shipment.hpp"

#include <string>
#include <vector>

namespace coldchain::documents {

struct CoverRow {
    std::string document; ///< "Shipping manifest"
    std::string files;    ///< "manifest.pdf, manifest.xml"
    std::string print;    ///< "2 copies, colour, actual size"
    std::string sign;     ///< who; empty: nobody
    std::string place;    ///< where it goes
    bool made = true;     ///< else `place` says why not
};

struct CoverPage {
    Paper paper = Paper::a4;
    std::optional<Instant> now;
    std::string verdict;               ///< of the packaging check
    std::vector<std::string> warnings; ///< drafts, differences found
    std::string digest;                ///< of the manifest
};

Result<draw::Drawing> cover_pages(shipment::Shipment const& shipment,
                                  std::vector<CoverRow> const& rows, CoverPage const& page,
                                  draw::Fonts const& fonts);

} // namespace coldchain::documents
