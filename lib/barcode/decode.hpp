// SPDX-License-Identifier: Apache-2.0
// Picture to payload: strictly where a symbol must be, and searching where nobody knows.
#pragma once

#include "barcode/raster.hpp"
#include "barcode/symbol.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace coldchain::barcode {

struct Corner {
    int x = 0;
    int y = 0;
    bool operator==(Corner const&) const = default;
};

/// What a reader reports of one symbol.
struct Decoded {
    Symbology symbology = Symbology::code128;
    std::string payload;
    std::string identifier; ///< AIM symbology identifier: "]C0", "]C1", "]d1", ...
    /// Top left, top right, bottom right, bottom left as the symbol reads, in pixels of the raster.
    std::array<Corner, 4> corners{};
    int orientation = 0; ///< degrees clockwise that the symbol is turned, -180 to 180

    Area bounds() const; ///< the upright rectangle around the corners
    bool operator==(Decoded const&) const = default;
};

/// How the rows of a symbol run; a reader told of it looks nowhere else.
enum class Direction { level, upright };

/// Decodes the one symbol in `area`, which must hold it with its quiet zone and nothing else.
/// Nothing when there is none that reads. No search, no scaling: for rasters we made.
std::optional<Decoded> decode_area(Raster const& raster, Area area, Symbology symbology,
                                   Direction direction = Direction::level);

/// The same, told that the symbol fills the area but for its quiet zone and stands upright: the
/// reader holds that against the picture and does not search. Nothing when it is not so.
std::optional<Decoded> decode_pure(Raster const& raster, Area area, Symbology symbology,
                                   Direction direction = Direction::level);

/// One symbol anywhere in `area`, in whatever light; for pictures that others made. Data Matrix is
/// found reliably only where it lies across the middle of the area.
std::optional<Decoded> look_in_area(Raster const& raster, Area area, Symbology symbology,
                                    Direction direction = Direction::level);

/// Every Code 128 symbol on a page, level or upright, read from either side; equal payloads at
/// different places are different symbols. Sorted by place (top, then left). Finds symbols turned
/// by up to about 5 degrees from level or upright.
std::vector<Decoded> find_code128(Raster const& raster);

/// Every Data Matrix symbol on a page, at any angle, of any size; `largest` is the side in pixels
/// that symbols are expected to have at most, and steers the search of dirty pages only. Sorted by
/// place.
std::vector<Decoded> find_data_matrix(Raster const& raster, int largest);

} // namespace coldchain::barcode
