// SPDX-License-Identifier: Apache-2.0
// Both symbologies searched for, and their symbols put in the order of the page.
#include "readback/find.hpp"

#include <algorithm>
#include <tuple>

namespace coldchain::readback {

namespace {

/// Millimetres a Data Matrix on a label seldom exceeds; larger ones are still found on clean pages.
constexpr double usual_largest = 12;
/// Without a known resolution: the share of the page's shorter side.
constexpr int share_of_page = 7;

} // namespace

std::vector<barcode::Decoded> find_symbols(barcode::Raster const& raster, FindOptions options) {
    int const largest =
        options.dots_per_mm > 0
            ? static_cast<int>(std::min(options.dots_per_mm, 1000.0) * usual_largest)
            : std::min(raster.width, raster.height) / share_of_page;
    auto found = barcode::find_code128(raster);
    for (auto& decoded : barcode::find_data_matrix(raster, largest))
        found.push_back(std::move(decoded));
    std::sort(found.begin(), found.end(), [](auto const& left, auto const& right) {
        auto const a = left.bounds();
        auto const b = right.bounds();
        return std::tie(a.y, a.x, left.payload) < std::tie(b.y, b.x, right.payload);
    });
    return found;
}

} // namespace coldchain::readback
