// SPDX-License-Identifier: Apache-2.0
// What both forms of ZPL share.
#pragma once

#include "common/result.hpp"
#include "draw/drawing.hpp"
#include "render/raster.hpp"

#include <string>

namespace coldchain::render {

/// ^XA, the label's size in dots, and everything reset that a printer keeps from earlier jobs.
std::string zpl_head(int width, int height);

/// The ink of a page as graphic fields (^GF), compressed; blank rows are not sent.
std::string zpl_fields(Bitmap const& bitmap);

/// Refuses a page longer or wider than ZPL can count.
Result<void> check_zpl_size(draw::Page const& sheet, std::size_t page);

} // namespace coldchain::render
