// SPDX-License-Identifier: Apache-2.0
// An acceptance checklist as a page a ground handler works from: every question with its answer
// ticked, the fact behind it, and an empty box where the eye must confirm.
#pragma once

#include "common/result.hpp"
#include "documents/page.hpp"
#include "packaging/checklist.hpp"
#include "shipment/shipment.hpp"

#include <optional>

namespace coldchain::documents {

struct ChecklistPage {
    Paper paper = Paper::a4;
    std::optional<Instant> now; ///< time of issue; without it a line for the pen
};

/// One page when every answer is yes or n/a; more when there is much to say about what is wrong.
/// Fails on text that no face can draw.
Result<draw::Drawing> checklist_pages(shipment::Shipment const& shipment,
                                      packaging::Checklist const& checklist,
                                      ChecklistPage const& page, draw::Fonts const& fonts);

/// The checklist as one JSON object without line end: shipment, checklist, edition, verdict,
/// counts, packs, and items with number, question, reference, evidence, answer, basis, field,
/// value, rules, remarks, remedy.
std::string to_json(packaging::Checklist const& checklist);

} // namespace coldchain::documents
