// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the device grid: whole numbers throughout, one rounding.
#include "draw/drawing.hpp"

#include <numeric>

namespace coldchain::draw {

Grid grid_of_dpi(int dpi) {
    // dpi dots in 25.4 mm
    int const common = std::gcd(dpi * 5, 127);
    return {dpi * 5 / common, 127 / common};
}

Dots to_dots(Grid grid, std::int64_t micrometres) {
    std::int64_t const numerator = micrometres * grid.dots;
    std::int64_t const denominator = std::int64_t{grid.millimetres} * 1000;
    std::int64_t const half = denominator / 2;
    // half away from zero: truncation after adding half a step in the number's own direction
    return static_cast<Dots>((numerator + (numerator < 0 ? -half : half)) / denominator);
}

double to_micrometres(Grid grid, Dots dots) {
    return static_cast<double>(dots) * grid.millimetres * 1000.0 / grid.dots;
}

Rect area_of(SymbolMark const& mark) {
    Dots const along = mark.symbol.columns * mark.module;
    Dots const across = mark.symbol.rows == 1 ? mark.bar_height : mark.symbol.rows * mark.module;
    bool const upright =
        mark.rotation == Rotation::quarter || mark.rotation == Rotation::three_quarter;
    return {mark.at.x, mark.at.y, upright ? across : along, upright ? along : across};
}

} // namespace coldchain::draw
