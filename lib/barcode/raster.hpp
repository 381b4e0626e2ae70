// SPDX-License-Identifier: Apache-2.0
// A grey picture as a plain value: what a printer puts on the page, or what a scanner saw of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace coldchain::barcode {

/// Pixels row by row from the top left, one byte each: 0 is black, 255 is white.
struct Raster {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey; ///< width * height

    std::uint8_t at(int x, int y) const {
        return grey.at(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                       static_cast<std::size_t>(x));
    }
    bool operator==(Raster const&) const = default;
};

/// A part of a raster in pixels, x to the right, y downwards.
struct Area {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    bool operator==(Area const&) const = default;
};

} // namespace coldchain::barcode
