// SPDX-License-Identifier: Apache-2.0
// The proof before release: every symbol of a page is decoded again, strictly, from the raster of
// exactly what is sent, and compared with what was asked.
#pragma once

#include "barcode/decode.hpp"
#include "barcode/raster.hpp"
#include "common/code_row.hpp"
#include "common/finding.hpp"
#include "draw/drawing.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace coldchain::readback {

/// One symbol that was read back as asked.
struct Proved {
    std::string name; ///< of the item
    barcode::Decoded decoded;
    bool operator==(Proved const&) const = default;
};

struct Verification {
    std::vector<Proved> proved;
    std::vector<Finding> findings; ///< READ-01 ... ; empty: the page may be released
    bool passed() const { return findings.empty(); }
};

/// Proves page `page` of the drawing on its raster (one pixel a dot). For each symbol: its area
/// and quiet zone lie on the page, the quiet zone holds no ink, every module has its dots, the one
/// symbol there decodes with the right symbology identifier, and its payload is the one asked for.
/// A finding's `field` is the item's name, `value` what was found, `limit` what was asked.
Verification verify_page(draw::Drawing const& drawing, std::size_t page,
                         barcode::Raster const& raster);

/// The codes this module's findings carry.
std::span<CodeRow const> codes();

} // namespace coldchain::readback
