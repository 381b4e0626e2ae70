// SPDX-License-Identifier: Apache-2.0
// A judgement as the machine-readable record other programs rely on.
#pragma once

#include "certify/verdict.hpp"

#include <string>

namespace coldchain::certify {

/// One JSON object on one line, without line end. Keys: shipment, verdict, limits, window,
/// channels, excursions, findings, and further ones after them. Times are UTC; of a recording whose
/// stamps are local they are null, and the local ones stand beside them.
std::string to_json_line(Judgement const& judgement);

} // namespace coldchain::certify
