// SPDX-License-Identifier: Apache-2.0
// T = (dH/R) / -ln( sum(w exp(-dH/(R Ti))) / sum(w) ), Ti in kelvin. The largest exponent is taken
// out of the sum first, so that nothing underflows at -196 C, where exp() is already 1e-57.
#include "common/mean_kinetic_temperature.hpp"

#include <algorithm>
#include <cmath>

namespace coldchain {

namespace {
constexpr double kelvin_offset = 273.15;
} // namespace

std::optional<double> mean_kinetic_temperature(std::span<WeightedTemperature const> values,
                                               double kinetic_ratio) {
    double hottest = 0;
    for (auto const& value : values) {
        double const kelvin = value.celsius + kelvin_offset;
        if (!(kelvin > 0) || !(value.weight >= 0) || !std::isfinite(kelvin))
            return std::nullopt;
        if (value.weight > 0)
            hottest = std::max(hottest, kelvin);
    }
    if (hottest == 0 || !(kinetic_ratio > 0))
        return std::nullopt;
    double const largest = -kinetic_ratio / hottest;
    double sum = 0;
    double weight = 0;
    for (auto const& value : values) {
        sum += value.weight * std::exp(-kinetic_ratio / (value.celsius + kelvin_offset) - largest);
        weight += value.weight;
    }
    return kinetic_ratio / -(largest + std::log(sum / weight)) - kelvin_offset;
}

} // namespace coldchain
