// SPDX-License-Identifier: Apache-2.0
// The only file that reads with ZXing. Two habits keep it safe on every version from 1.4 on:
//
// - ReadBarcode (one result) alone is called. ReadBarcodes of 1.4 ends the process by an assertion
//   when two linear symbols with the same content are in the picture.
// - Each call looks for one format, and never for one we do not need.
#define ZX_USE_UTF8 1
#include "barcode/decode.hpp"

#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/ReaderOptions.h>)
#include <ZXing/ReaderOptions.h>
#else
#include <ZXing/DecodeHints.h>
#endif

#include <algorithm>
#include <cmath>
#include <exception>
#include <numbers>

namespace coldchain::barcode {

namespace {

#if __has_include(<ZXing/ReaderOptions.h>)
using ReadOptions = ZXing::ReaderOptions;
#else
using ReadOptions = ZXing::DecodeHints;
#endif

enum class Looking { purely, strictly, anywhere };

ReadOptions options_for(Symbology symbology, Looking looking) {
    ReadOptions options;
    options.setFormats(symbology == Symbology::code128 ? ZXing::BarcodeFormat::Code128
                                                       : ZXing::BarcodeFormat::DataMatrix);
    options.setTryHarder(true);
    options.setTryRotate(false);
    options.setTryDownscale(false);
    options.setIsPure(looking == Looking::purely);
    if (looking != Looking::anywhere)
        options.setBinarizer(ZXing::Binarizer::FixedThreshold);
    return options;
}

Area clipped(Raster const& raster, Area area) {
    int const left = std::clamp(area.x, 0, raster.width);
    int const top = std::clamp(area.y, 0, raster.height);
    int const right = std::clamp(area.x + area.width, left, raster.width);
    int const bottom = std::clamp(area.y + area.height, top, raster.height);
    return {left, top, right - left, bottom - top};
}

ZXing::ImageView view_of(Raster const& raster, Area area) {
    auto const offset = static_cast<std::size_t>(area.y) * static_cast<std::size_t>(raster.width) +
                        static_cast<std::size_t>(area.x);
    return {raster.grey.data() + offset, area.width,   area.height,
            ZXing::ImageFormat::Lum,     raster.width, 1};
}

/// The area turned clockwise by a quarter. A copy, because the reader of 1.4 does not find linear
/// symbols in a view whose pixels lie apart.
Raster turned_copy(Raster const& raster, Area area) {
    Raster turned{area.height, area.width, {}};
    turned.grey.reserve(static_cast<std::size_t>(area.width) *
                        static_cast<std::size_t>(area.height));
    auto const row = static_cast<std::size_t>(raster.width);
    for (int x = area.x; x < area.x + area.width; ++x)
        for (int y = area.y + area.height - 1; y >= area.y; --y)
            turned.grey.push_back(
                raster.grey[static_cast<std::size_t>(y) * row + static_cast<std::size_t>(x)]);
    return turned;
}

/// A place in a turned copy, back in the area it was made of, which is `height` pixels high.
Corner turned_back(Corner corner, int height, Direction direction) {
    if (direction == Direction::level)
        return corner;
    return {corner.y, height - 1 - corner.x};
}

int degrees_of(std::array<Corner, 4> const& corners) {
    auto const dx = static_cast<double>(corners[1].x + corners[2].x - corners[0].x - corners[3].x);
    auto const dy = static_cast<double>(corners[1].y + corners[2].y - corners[0].y - corners[3].y);
    if (dx == 0 && dy == 0)
        return 0;
    return static_cast<int>(std::lround(std::atan2(dy, dx) * 180 / std::numbers::pi));
}

/// One call of the reader on part of a raster. An upright area is handed over turned by a quarter.
std::optional<Decoded> read_area(Raster const& raster, Area asked, Symbology symbology,
                                 Direction direction, Looking looking) {
    Area const area = clipped(raster, asked);
    if (area.width < 1 || area.height < 1)
        return std::nullopt;
    auto const turned = direction == Direction::level ? Raster{} : turned_copy(raster, area);
    auto const view = direction == Direction::level
                          ? view_of(raster, area)
                          : view_of(turned, {0, 0, turned.width, turned.height});
    try {
        auto const result = ZXing::ReadBarcode(view, options_for(symbology, looking));
        if (!result.isValid())
            return std::nullopt;
        Decoded decoded{symbology, result.text(), result.symbologyIdentifier(), {}, 0};
        auto const position = result.position();
        for (std::size_t i = 0; i < 4; ++i) {
            auto const corner = turned_back({position[i].x, position[i].y}, area.height, direction);
            decoded.corners[i] = {corner.x + area.x, corner.y + area.y};
        }
        decoded.orientation = degrees_of(decoded.corners);
        return decoded;
    } catch (std::exception const&) {
        return std::nullopt;
    }
}

} // namespace

Area Decoded::bounds() const {
    auto const [left, right] = std::minmax_element(corners.begin(), corners.end(),
                                                   [](Corner a, Corner b) { return a.x < b.x; });
    auto const [top, bottom] = std::minmax_element(corners.begin(), corners.end(),
                                                   [](Corner a, Corner b) { return a.y < b.y; });
    return {left->x, top->y, right->x - left->x + 1, bottom->y - top->y + 1};
}

std::optional<Decoded> decode_area(Raster const& raster, Area area, Symbology symbology,
                                   Direction direction) {
    return read_area(raster, area, symbology, direction, Looking::strictly);
}

std::optional<Decoded> decode_pure(Raster const& raster, Area area, Symbology symbology,
                                   Direction direction) {
    return read_area(raster, area, symbology, direction, Looking::purely);
}

std::optional<Decoded> look_in_area(Raster const& raster, Area area, Symbology symbology,
                                    Direction direction) {
    return read_area(raster, area, symbology, direction, Looking::anywhere);
}

} // namespace coldchain::barcode
