// SPDX-License-Identifier: Apache-2.0
#include "certify/series.hpp"

#include <algorithm>
#include <limits>

namespace coldchain::certify {

bool in_order(logger::Recording const& recording) {
    return std::is_sorted(recording.times.begin(), recording.times.end());
}

Series series_of(logger::Recording const& recording, logger::Channel const& channel, Span span) {
    auto const& times = recording.times;
    if (!in_order(recording))
        return {};
    auto const first = std::lower_bound(times.begin(), times.end(), span.from);
    auto const last = std::upper_bound(first, times.end(), span.to);
    auto const offset = static_cast<std::size_t>(first - times.begin());
    auto const count = static_cast<std::size_t>(last - first);
    Series series;
    series.times = std::span(times).subspan(offset, count);
    series.readings = std::span(channel.readings).subspan(offset, count);
    series.unit = channel.unit;
    series.step = recording.interval_seconds > 0 ? recording.interval_seconds * 1000
                                                 : middle_step(recording.times);
    return series;
}

Series series_of(logger::Recording const& recording, logger::Channel const& channel) {
    return series_of(
        recording, channel,
        {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()});
}

std::int64_t middle_step(std::span<std::int64_t const> times) {
    if (times.size() < 2)
        return 0;
    std::vector<std::int64_t> steps(times.size() - 1);
    for (std::size_t i = 0; i < steps.size(); ++i)
        steps[i] = times[i + 1] - times[i];
    auto const middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

std::int64_t longest_regular_step(std::int64_t step) {
    auto const drift = std::max<std::int64_t>(2000, step / 100);
    return std::max(step + step / 2, step + drift);
}

bool adjacent(Series const& series, std::size_t left, std::size_t right) {
    if (series.times[right] - series.times[left] > longest_regular_step(series.step))
        return false;
    for (auto i = left + 1; i < right; ++i) {
        if (series.readings[i].flag != logger::ReadingFlag::absent)
            return false;
    }
    return true;
}

Beyond::Beyond(Side side, Temperature limit, TemperatureUnit unit)
    : m_side(side), m_limit(limit), m_unit(unit) {}

bool Beyond::operator()(logger::Reading reading) {
    auto& last = m_last_inside[reading.scale & 15U];
    if (!last)
        last = last_inside(reading.scale);
    return m_side == Side::high ? reading.mantissa > *last : reading.mantissa < *last;
}

// A search over all mantissas with the exact comparison of temperatures, so that no conversion
// between units is rounded here.
std::int64_t Beyond::last_inside(std::uint8_t scale) const {
    auto const inside = [&](std::int64_t mantissa) {
        Temperature const value{{mantissa, scale}, m_unit};
        return m_side == Side::high ? value <= m_limit : value >= m_limit;
    };
    std::int64_t const sign = m_side == Side::high ? 1 : -1;
    std::int64_t good = -sign * (std::int64_t{1} << 32U); // colder (warmer) than any reading
    std::int64_t bad = -good;
    if (!inside(good))
        return good;
    if (inside(bad))
        return bad;
    while (sign * (bad - good) > 1) {
        auto const middle = good + (bad - good) / 2;
        (inside(middle) ? good : bad) = middle;
    }
    return good;
}

double kelvins_between(Temperature from, Temperature to) {
    if (from.unit != to.unit)
        return celsius(to) - celsius(from);
    auto const difference = subtract(to.value, from.value);
    auto const value =
        difference ? to_double(*difference) : to_double(to.value) - to_double(from.value);
    return from.unit == TemperatureUnit::fahrenheit ? value / 1.8 : value;
}

} // namespace coldchain::certify
