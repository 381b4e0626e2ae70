// SPDX-License-Identifier: Apache-2.0
// All symbols on a page nobody has described: a scan, a picture of a label, a page of a PDF.
#pragma once

#include "barcode/decode.hpp"
#include "barcode/raster.hpp"

#include <vector>

namespace coldchain::readback {

struct FindOptions {
    double dots_per_mm = 0; ///< of the raster, when it is known; 0: sizes are guessed from the page
};

/// Every Code 128 and Data Matrix symbol at any angle, equal ones counted by
/// their places; by place, top to bottom, then left to right.
std::vector<barcode::Decoded> find_symbols(barcode::Raster const& raster, FindOptions options = {});

} // namespace coldchain::readback
