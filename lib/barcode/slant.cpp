// SPDX-License-Identifier: Apache-2.0
// Bars are where the brightness changes strongly and in one direction only. For each small tile
// the structure tensor of the gradient gives that direction and how much of all change it holds;
// text and pictures change in many directions. Tiles that look like bars vote for their angle.
#include "barcode/slant.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace coldchain::barcode {

namespace {

constexpr int tile = 32;
constexpr int straight = 5;          ///< degrees that the plain search copes with
constexpr double least_share = 0.8;  ///< of the change that lies in one direction
constexpr double least_change = 900; ///< mean square of the gradient in a tile
constexpr int least_votes = 3;

/// The angle of the strongest change in a tile, 0 to 179 degrees; -1 when it does not look like
/// bars. Rows grow downwards, so that angles count clockwise.
int direction_of(Raster const& raster, int left, int top) {
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int y = top; y < top + tile; ++y) {
        auto const* const row = raster.grey.data() + static_cast<std::ptrdiff_t>(y) * raster.width;
        auto const* const next = row + raster.width;
        for (int x = left; x < left + tile; ++x) {
            // along both diagonals of four dots, which is symmetric for one-bit pictures
            int const a = next[x + 1] - row[x];
            int const b = row[x + 1] - next[x];
            double const dx = a + b;
            double const dy = a - b;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
    }
    double const total = xx + yy;
    if (total < least_change * tile * tile)
        return -1;
    if (std::hypot(xx - yy, 2 * xy) < least_share * total)
        return -1;
    double const angle = std::atan2(2 * xy, xx - yy) / 2 * 180 / std::numbers::pi;
    return (static_cast<int>(std::lround(angle)) + 180) % 180;
}

/// The mean of each two by two dots.
Raster halved(Raster const& raster) {
    Raster half{raster.width / 2, raster.height / 2, {}};
    auto const width = static_cast<std::size_t>(half.width);
    half.grey.resize(width * static_cast<std::size_t>(half.height));
    for (std::size_t y = 0; y < static_cast<std::size_t>(half.height); ++y) {
        auto const* const row = raster.grey.data() + 2 * y * static_cast<std::size_t>(raster.width);
        auto const* const next = row + raster.width;
        auto* const out = half.grey.data() + y * width;
        for (std::size_t x = 0; x < width; ++x)
            out[x] = static_cast<std::uint8_t>(
                (row[2 * x] + row[2 * x + 1] + next[2 * x] + next[2 * x + 1]) / 4);
    }
    return half;
}

std::vector<int> slants_in(Raster const& raster) {
    // angles that differ by a quarter turn are searched together
    std::array<int, 90> votes{};
    for (int y = 0; y + tile < raster.height; y += tile)
        for (int x = 0; x + tile < raster.width; x += tile)
            if (int const angle = direction_of(raster, x, y); angle >= 0)
                ++votes.at(static_cast<std::size_t>(angle % 90));
    std::vector<int> slants;
    constexpr int reach = 4;
    for (;;) {
        int best = 0;
        int most = 0;
        for (int angle = straight; angle <= 90 - straight; ++angle) {
            int sum = 0;
            for (int near = angle - reach; near <= angle + reach; ++near)
                sum += votes.at(static_cast<std::size_t>((near + 90) % 90));
            if (sum > most) {
                most = sum;
                best = angle;
            }
        }
        if (most < least_votes || slants.size() == 8)
            return slants;
        // the middle of the votes, not only the best window
        double weighted = 0;
        for (int near = best - reach; near <= best + reach; ++near)
            weighted += near * votes.at(static_cast<std::size_t>((near + 90) % 90));
        int const slant = static_cast<int>(std::lround(weighted / most));
        if (slant >= straight && slant <= 90 - straight)
            slants.push_back(slant);
        for (int near = best - 2 * reach; near <= best + 2 * reach; ++near)
            votes.at(static_cast<std::size_t>((near + 90) % 90)) = 0;
    }
}

} // namespace

std::vector<int> slants_of(Raster const& raster, double dots_per_mm) {
    constexpr double enough = 20;
    return dots_per_mm > enough ? slants_in(halved(raster)) : slants_in(raster);
}

TurnedPage::TurnedPage(Raster const& raster, int degrees)
    : m_degrees(degrees), m_sine(std::sin(degrees * std::numbers::pi / 180)),
      m_cosine(std::cos(degrees * std::numbers::pi / 180)), m_middle_x((raster.width - 1) / 2.0),
      m_middle_y((raster.height - 1) / 2.0) {
    m_turned.width = static_cast<int>(std::ceil(raster.width * m_cosine + raster.height * m_sine));
    m_turned.height = static_cast<int>(std::ceil(raster.width * m_sine + raster.height * m_cosine));
    m_turned.grey.assign(
        static_cast<std::size_t>(m_turned.width) * static_cast<std::size_t>(m_turned.height), 255);
    double const middle_x = (m_turned.width - 1) / 2.0;
    double const middle_y = (m_turned.height - 1) / 2.0;
    auto* out = m_turned.grey.data();
    for (int y = 0; y < m_turned.height; ++y) {
        for (int x = 0; x < m_turned.width; ++x, ++out) {
            double const u = m_middle_x + (x - middle_x) * m_cosine - (y - middle_y) * m_sine;
            double const v = m_middle_y + (x - middle_x) * m_sine + (y - middle_y) * m_cosine;
            int const left = static_cast<int>(std::floor(u));
            int const top = static_cast<int>(std::floor(v));
            if (left < 0 || top < 0 || left + 1 >= raster.width || top + 1 >= raster.height)
                continue;
            auto const* const row =
                raster.grey.data() + static_cast<std::ptrdiff_t>(top) * raster.width + left;
            double const right = u - left;
            double const down = v - top;
            double const upper = row[0] + (row[1] - row[0]) * right;
            double const lower =
                row[raster.width] + (row[raster.width + 1] - row[raster.width]) * right;
            // grey is never negative, and a call to round would be made for each dot of a page
            *out = static_cast<std::uint8_t>(upper + (lower - upper) * down + 0.5); // NOLINT(bugprone-incorrect-roundings)
        }
    }
}

Decoded TurnedPage::turned_back(Decoded decoded) const {
    double const middle_x = (m_turned.width - 1) / 2.0;
    double const middle_y = (m_turned.height - 1) / 2.0;
    for (auto& corner : decoded.corners) {
        double const x = corner.x - middle_x;
        double const y = corner.y - middle_y;
        corner = {static_cast<int>(std::lround(m_middle_x + x * m_cosine - y * m_sine)),
                  static_cast<int>(std::lround(m_middle_y + x * m_sine + y * m_cosine))};
    }
    decoded.orientation += m_degrees;
    if (decoded.orientation > 180)
        decoded.orientation -= 360;
    return decoded;
}

} // namespace coldchain::barcode
