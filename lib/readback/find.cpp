// SPDX-License-Identifier: Apache-2.0
// Both symbologies searched for, and their symbols put in the order of the page.
#include "readback/find.hpp"

#include "barcode/slant.hpp"

#include <algorithm>
#include <tuple>

namespace coldchain::readback {

namespace {

/// Millimetres a Data Matrix on a label seldom exceeds; larger ones are still found on clean pages.
constexpr double usual_largest = 12;
/// Without a known resolution: the share of the page's shorter side.
constexpr int share_of_page = 7;

bool overlap(barcode::Area a, barcode::Area b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

bool is_whole(barcode::Raster const& raster) {
    return raster.width > 0 && raster.height > 0 &&
           raster.grey.size() ==
               static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height);
}

// Where bars lie aslant the page is turned until they do not, and searched once more: for the bars,
// and for squares, which some versions of the reader miss at 45 degrees. What the plain search found
// already is found again and is the same symbol.
void add_slanted(barcode::Raster const& raster, double dots_per_mm, int largest,
                 std::vector<barcode::Decoded>& found) {
    for (int const degrees : barcode::slants_of(raster, dots_per_mm)) {
        barcode::TurnedPage const page(raster, degrees);
        auto turned = barcode::find_code128(page.raster());
        for (auto& decoded : barcode::find_data_matrix(page.raster(), largest))
            turned.push_back(std::move(decoded));
        for (auto& decoded : turned) {
            auto symbol = page.turned_back(std::move(decoded));
            bool const known =
                std::any_of(found.begin(), found.end(), [&](barcode::Decoded const& other) {
                    return other.symbology == symbol.symbology && other.payload == symbol.payload &&
                           overlap(other.bounds(), symbol.bounds());
                });
            if (!known)
                found.push_back(std::move(symbol));
        }
    }
}

} // namespace

std::vector<barcode::Decoded> find_symbols(barcode::Raster const& raster, FindOptions options) {
    int const largest =
        options.dots_per_mm > 0
            ? static_cast<int>(std::min(options.dots_per_mm, 1000.0) * usual_largest)
            : std::min(raster.width, raster.height) / share_of_page;
    if (!is_whole(raster))
        return {};
    auto found = barcode::find_code128(raster);
    for (auto& decoded : barcode::find_data_matrix(raster, largest))
        found.push_back(std::move(decoded));
    add_slanted(raster, options.dots_per_mm, largest, found);
    std::sort(found.begin(), found.end(), [](auto const& left, auto const& right) {
        auto const a = left.bounds();
        auto const b = right.bounds();
        return std::tie(a.y, a.x, left.payload) < std::tie(b.y, b.x, right.payload);
    });
    return found;
}

} // namespace coldchain::readback
