// SPDX-License-Identifier: Apache-2.0
// Measures a finished label: what the layout meant does not count here, only where ink lies.
// Overlap, clipping, quiet zones, bar height, concatenation gap (ST-001 6.1.3, 6.2, chapter 10).
#pragma once

#include "common/finding.hpp"
#include "label/compose.hpp"

#include <vector>

namespace coldchain::label {

/// LBL-05 to LBL-10: each names the items and the millimetres measured.
std::vector<Finding> measure(ComposeRequest const& request, Composed const& composed);

} // namespace coldchain::label
