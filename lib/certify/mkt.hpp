// SPDX-License-Identifier: Apache-2.0
// Figures of a series: extremes with their times, mean, mean kinetic temperature. Only trusted
// readings count, each with the time it stands for: half a step to either side, where a step longer
// than a regular one is a gap and counts as one regular step. Of regular readings all weights are
// equal (published for unequal spacing by Tong and Lock). Each figure is summed once over distinct
// values in rising order, so that the order and number of files never changes a bit of it.
#pragma once

#include "certify/series.hpp"

#include <optional>

namespace coldchain::certify {

struct Figures {
    std::size_t count = 0;
    std::optional<Temperature> minimum;
    std::optional<Temperature> maximum;
    std::int64_t minimum_at = 0; ///< the first time it was read
    std::int64_t maximum_at = 0;
    std::optional<double> mean; ///< degrees Celsius, weighted as `mkt`
    std::optional<double> mkt;  ///< degrees Celsius
};

/// Energy over gas constant: joules per mole over 8.3144 J/(mol K).
double kinetic_ratio(std::int64_t joules_per_mole);

Figures figures_of(Series const& series, double ratio);

/// The highest mean kinetic temperature of any window of `window_seconds` that begins at a reading
/// and ends within the series (USP <1079.2>: the consecutive time that holds the excursion);
/// nothing when the series is shorter than the window.
std::optional<double> highest_mkt(Series const& series, std::int64_t window_seconds, double ratio);

} // namespace coldchain::certify
