// SPDX-License-Identifier: Apache-2.0
// Pictures that others made, as grey rasters: PNG and the portable map formats. Input is hostile:
// sizes are checked before memory is taken.
#pragma once

#include "barcode/raster.hpp"
#include "common/result.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace coldchain::render {

struct ReadPicture {
    barcode::Raster raster;
    double dots_per_mm = 0; ///< 0: the picture does not say
};

/// The most dots a picture may have.
inline constexpr std::size_t most_picture_dots = 200'000'000;

bool is_png(std::string_view bytes);
/// P1 to P6: bit, grey and colour maps, as text or binary.
bool is_portable_map(std::string_view bytes);

/// One PNG, or the first map of a portable one. Colours become their luma, transparency becomes
/// white. Fails on other bytes, on damage, and on more than most_picture_dots.
Result<ReadPicture> read_picture(std::string_view bytes);

/// The size in bytes of the head of a binary grey map (P5) and of its pixels; nothing while `bytes`
/// does not yet hold the whole head. Fails when it is no such map or too large.
struct GreyMapHead {
    int width = 0;
    int height = 0;
    std::size_t pixels_at = 0;
};
Result<std::optional<GreyMapHead>> read_grey_map_head(std::string_view bytes);

} // namespace coldchain::render
