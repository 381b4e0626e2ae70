// SPDX-License-Identifier: Apache-2.0
#include "barcode/local_threshold.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace coldchain::barcode {

namespace {

class LocalThreshold {
public:
    explicit LocalThreshold(Raster const& raster)
        : m_raster(raster), m_columns((raster.width + square - 1) / square),
          m_rows((raster.height + square - 1) / square),
          m_levels(static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows)) {}

    Raster run() {
        for (int row = 0; row < m_rows; ++row)
            for (int column = 0; column < m_columns; ++column)
                level(column, row) = level_of(column, row);
        Raster out{m_raster.width, m_raster.height,
                   std::vector<std::uint8_t>(m_raster.grey.size())};
        for (int row = 0; row < m_rows; ++row)
            for (int column = 0; column < m_columns; ++column)
                part(column, row, out);
        return out;
    }

private:
    static constexpr int square = 8;

    int& level(int column, int row) {
        return m_levels[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns) +
                        static_cast<std::size_t>(column)];
    }

    /// Squares at the right and lower edge lie wholly on the page and so overlap their neighbours.
    int left_of(int column) const {
        return std::max(0, std::min(column * square, m_raster.width - square));
    }
    int top_of(int row) const {
        return std::max(0, std::min(row * square, m_raster.height - square));
    }

    int level_of(int column, int row) {
        constexpr int least_contrast = 24;
        int const left = left_of(column);
        int const top = top_of(row);
        int const right = std::min(left + square, m_raster.width);
        int const bottom = std::min(top + square, m_raster.height);
        int sum = 0;
        int dark = 255;
        int light = 0;
        for (int y = top; y < bottom; ++y) {
            auto const* const dots =
                m_raster.grey.data() + static_cast<std::ptrdiff_t>(y) * m_raster.width;
            for (int x = left; x < right; ++x) {
                sum += dots[x];
                dark = std::min<int>(dark, dots[x]);
                light = std::max<int>(light, dots[x]);
            }
        }
        if (light - dark > least_contrast)
            return sum / ((right - left) * (bottom - top));
        int const alone = dark / 2;
        if (column == 0 || row == 0)
            return alone;
        int const around =
            (level(column, row - 1) + 2 * level(column - 1, row) + level(column - 1, row - 1)) / 4;
        return dark < around ? around : alone;
    }

    void part(int column, int row, Raster& out) {
        constexpr int reach = 2;
        int const first = std::max(0, std::min(column - reach, m_columns - 2 * reach - 1));
        int const highest = std::max(0, std::min(row - reach, m_rows - 2 * reach - 1));
        int sum = 0;
        int count = 0;
        for (int y = highest; y <= std::min(highest + 2 * reach, m_rows - 1); ++y)
            for (int x = first; x <= std::min(first + 2 * reach, m_columns - 1); ++x, ++count)
                sum += level(x, y);
        int const threshold = sum / count;
        int const left = left_of(column);
        int const top = top_of(row);
        int const right = std::min(left + square, m_raster.width);
        int const bottom = std::min(top + square, m_raster.height);
        for (int y = top; y < bottom; ++y) {
            auto const from = static_cast<std::ptrdiff_t>(y) * m_raster.width;
            auto const* const dots = m_raster.grey.data() + from;
            auto* const parted = out.grey.data() + from;
            for (int x = left; x < right; ++x)
                parted[x] = dots[x] <= threshold ? 0 : 255;
        }
    }

    Raster const& m_raster;
    int m_columns;
    int m_rows;
    std::vector<int> m_levels;
};

} // namespace

Raster parted_by_light(Raster const& raster) {
    return LocalThreshold(raster).run();
}

} // namespace coldchain::barcode
