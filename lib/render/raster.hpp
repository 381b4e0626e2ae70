// SPDX-License-Identifier: Apache-2.0
// The page at the grid's own dots, exactly as ZPL and PNG send it: one dot is one pixel, a colour
// darker than mid grey is ink. What is proved on this picture is proved of what prints.
#pragma once

#include "barcode/raster.hpp"
#include "common/result.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"

#include <cstdint>
#include <vector>

namespace coldchain::render {

/// True for what a one-bit printer prints black.
bool is_ink(draw::Colour colour);

/// The page in black (0) and white (255): the picture that ZPL and one-bit PNG carry. Fails on a
/// page of no or too large a size (over 200 million dots), a missing glyph, and on a symbol whose
/// modules do not match its size. The memory of `spent`, a picture no longer needed, is used again:
/// fresh memory costs as much as the painting.
Result<barcode::Raster> raster(draw::Drawing const& drawing, std::size_t page,
                               draw::Fonts const& fonts, barcode::Raster spent = {});

/// Rows of whole bytes, the leftmost dot in the highest bit, 1 is ink; spare bits are 0.
struct Bitmap {
    int width = 0;
    int height = 0;
    int row_bytes = 0;
    std::vector<std::uint8_t> bits;
};
/// What is darker than mid grey becomes ink.
Bitmap to_bitmap(barcode::Raster const& raster);

/// Pixels as numbers of a palette. The first colour is white, the second black.
struct Canvas {
    int width = 0;
    int height = 0;
    std::vector<draw::Colour> palette;
    std::vector<std::uint8_t> pixels;
};

/// The page in its own colours. Fails as raster() does, and on more than 256 colours.
Result<Canvas> paint(draw::Drawing const& drawing, std::size_t page, draw::Fonts const& fonts);

/// Whether the page has a colour other than black and white.
bool is_coloured(draw::Page const& page);

} // namespace coldchain::render
