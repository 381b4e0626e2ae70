// SPDX-License-Identifier: Apache-2.0
// What one judgement looks at: the readings of one channel within a span of time, as a view into a
// recording. Only readings flagged ok are trusted; the others leave a hole where they stand.
#pragma once

#include "certify/limits.hpp"
#include "logger/recording.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace coldchain::certify {

/// A closed span of time in milliseconds, both ends included.
struct Span {
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool operator==(Span const&) const = default;
};

struct Series {
    std::span<std::int64_t const> times; ///< ms, ascending
    std::span<logger::Reading const> readings;
    TemperatureUnit unit = TemperatureUnit::celsius;
    std::int64_t step = 0; ///< the regular step in ms; 0 when there is none

    std::size_t size() const { return times.size(); }
    bool trusted(std::size_t index) const {
        return readings[index].flag == logger::ReadingFlag::ok;
    }
    Temperature at(std::size_t index) const { return {decimal(readings[index]), unit}; }
};

/// Whether the stamps rise; where a clock went backward they do not, and nothing can be placed.
bool in_order(logger::Recording const& recording);

/// A channel's readings from `span.from` to `span.to`, both included; none of a recording that is
/// not in order.
Series series_of(logger::Recording const& recording, logger::Channel const& channel, Span span);
/// All of them.
Series series_of(logger::Recording const& recording, logger::Channel const& channel);

/// The regular step of ascending stamps: the middle one of all steps; 0 for fewer than two stamps.
std::int64_t middle_step(std::span<std::int64_t const> times);

/// The longest step that is still a regular one: 1.5 steps, and never less than one step and 2 s
/// (or 1 %) for clocks that drift.
std::int64_t longest_regular_step(std::int64_t step);

/// Whether nothing is missing between two trusted readings: a regular step, and no reading between
/// them that is there but not trusted.
bool adjacent(Series const& series, std::size_t left, std::size_t right);

/// Tells exactly whether readings are strictly beyond a limit, with one whole-number comparison a
/// reading: the limit becomes the last mantissa inside it, once for each number of decimals.
class Beyond {
public:
    Beyond(Side side, Temperature limit, TemperatureUnit unit);
    bool operator()(logger::Reading reading);

private:
    std::int64_t last_inside(std::uint8_t scale) const;

    Side m_side;
    Temperature m_limit;
    TemperatureUnit m_unit;
    std::array<std::optional<std::int64_t>, 16> m_last_inside;
};

/// Kelvins, signed, from `from` to `to`.
double kelvins_between(Temperature from, Temperature to);

} // namespace coldchain::certify
