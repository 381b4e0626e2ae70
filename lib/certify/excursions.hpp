// SPDX-License-Identifier: Apache-2.0
// Excursions: runs of consecutive trusted readings strictly beyond a limit. Their length is found
// twice, by straight lines to the crossings of the limit and by counting readings, and the larger
// one decides. A line is drawn over a regular step only, never over a gap or a reading that is not
// trusted: there the run is open, and what is known ends at its last reading.
#pragma once

#include "certify/series.hpp"

#include <span>
#include <vector>

namespace coldchain::certify {

struct Excursion {
    Side side = Side::high;
    Temperature limit;
    std::size_t first = 0; ///< index of the first reading beyond, in the series
    std::size_t last = 0;
    std::int64_t from = 0; ///< ms: the crossing, or the first reading when the start is open
    std::int64_t to = 0;
    bool open_start = false; ///< nothing trusted just before: it may have begun earlier
    bool open_end = false;
    std::int64_t interpolated_seconds = 0; ///< from `from` to `to`, rounded up
    std::int64_t counted_seconds = 0;      ///< readings times the regular step, rounded up
    std::int64_t seconds = 0;              ///< the larger of the two
    Span at_most;                          ///< between the nearest trusted readings inside, or the
                                           ///< ends of the window: it cannot have been longer
    Temperature extreme;
    std::int64_t extreme_at = 0;
    double degree_minutes = 0; ///< kelvin minutes beyond the limit
    bool operator==(Excursion const&) const = default;
};

/// All of them in order of time. `window` is what `at_most` is held to where nothing is known
/// beyond the series.
std::vector<Excursion> find_excursions(Series const& series, Side side, Temperature limit,
                                       Span window);

/// Seconds of all `at_most` spans together, overlaps once, rounded up.
std::int64_t longest_total_seconds(std::span<Excursion const> excursions);

/// When the straight line from (t0, v0) to (t1, v1) reaches `limit`, in ms, exact and rounded
/// towards `t0`. The limit must lie between the values.
std::int64_t crossing(std::int64_t t0, Temperature v0, std::int64_t t1, Temperature v1,
                      Temperature limit);

} // namespace coldchain::certify
