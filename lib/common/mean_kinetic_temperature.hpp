// SPDX-License-Identifier: Apache-2.0
// Mean kinetic temperature (J. D. Haynes, J. Pharm. Sci. 60 (1971) 927): the one constant
// temperature at which a reaction of a given activation energy would have gone as far as it did at
// the varying ones.
#pragma once

#include <optional>
#include <span>

namespace coldchain {

/// A temperature in degrees Celsius and how much of the record it stands for: a count, or seconds.
struct WeightedTemperature {
    double celsius = 0;
    double weight = 1;
};

/// Activation energy over gas constant in kelvin: 83.144 kJ/mol over 8.3144 J/(mol K).
inline constexpr double usual_kinetic_ratio = 10'000.0;

/// Degrees Celsius. Nothing for an empty list, a weight below zero, no weight at all, or a
/// temperature at or below absolute zero. Give the values in one fixed order (ascending, one entry
/// per distinct value) and the result has the same bits however the work was split before.
std::optional<double> mean_kinetic_temperature(std::span<WeightedTemperature const> values,
                                               double kinetic_ratio = usual_kinetic_ratio);

} // namespace coldchain
