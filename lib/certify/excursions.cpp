// SPDX-License-Identifier: Apache-2.0
// The crossing of a limit is computed in whole numbers: temperatures become counts of 1/9 of a
// micro-kelvin, in which Celsius, Fahrenheit and Kelvin are all exact to six decimals.
#include "certify/excursions.hpp"

#include <algorithm>

namespace coldchain::certify {

namespace {

__extension__ using Wide = __int128; // milliseconds times micro-kelvins

Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (; exponent > 0; --exponent)
        power *= 10;
    return power;
}

// 9e6 times the degrees Celsius.
Wide ninths_of_microkelvin(Temperature temperature) {
    Wide const scale = power_of_ten(temperature.value.scale);
    Wide const value = Wide{temperature.value.mantissa} * 1'000'000;
    switch (temperature.unit) {
    case TemperatureUnit::celsius:
        return value * 9 / scale;
    case TemperatureUnit::fahrenheit:
        return (value / scale - 32'000'000) * 5;
    case TemperatureUnit::kelvin:
        return value * 9 / scale - Wide{273'150'000} * 9;
    }
    return 0;
}

std::int64_t seconds_up(std::int64_t milliseconds) {
    return (milliseconds + 999) / 1000;
}

// Nearest trusted readings on both sides of a run, or the size of the series.
struct Neighbours {
    std::optional<std::size_t> before;
    std::optional<std::size_t> after;
};

bool is_worse(Side side, Temperature left, Temperature right) {
    return side == Side::high ? left > right : left < right;
}

void set_start(Excursion& excursion, Series const& series, std::optional<std::size_t> before,
               Span window) {
    auto const first = excursion.first;
    excursion.at_most.from = before ? series.times[*before] : window.from;
    excursion.open_start = !before || !adjacent(series, *before, first);
    excursion.from = excursion.open_start
                         ? series.times[first]
                         : crossing(series.times[*before], series.at(*before), series.times[first],
                                    series.at(first), excursion.limit);
}

void set_end(Excursion& excursion, Series const& series, std::optional<std::size_t> after,
             Span window) {
    auto const last = excursion.last;
    excursion.at_most.to = after ? series.times[*after] : window.to;
    excursion.open_end = !after || !adjacent(series, last, *after);
    excursion.to = excursion.open_end
                       ? series.times[last]
                       : crossing(series.times[*after], series.at(*after), series.times[last],
                                  series.at(last), excursion.limit);
}

// Area between the curve and the limit, by trapezes from crossing to crossing and by counting; the
// larger counts, as with the time.
void set_measures(Excursion& excursion, Series const& series) {
    double trapezes = 0;
    double counted = 0;
    double before = 0;
    std::int64_t before_at = excursion.from;
    std::int64_t count = 0;
    excursion.extreme = series.at(excursion.first);
    excursion.extreme_at = series.times[excursion.first];
    for (auto i = excursion.first; i <= excursion.last; ++i) {
        if (!series.trusted(i))
            continue;
        auto const value = series.at(i);
        if (is_worse(excursion.side, value, excursion.extreme)) {
            excursion.extreme = value;
            excursion.extreme_at = series.times[i];
        }
        auto const sign = excursion.side == Side::high ? 1.0 : -1.0;
        auto const kelvins = sign * kelvins_between(excursion.limit, value);
        auto const minutes = static_cast<double>(series.times[i] - before_at) / 60'000.0;
        trapezes += (before + kelvins) / 2 * minutes;
        counted += kelvins * static_cast<double>(series.step) / 60'000.0;
        before = kelvins;
        before_at = series.times[i];
        ++count;
    }
    trapezes += before / 2 * static_cast<double>(excursion.to - before_at) / 60'000.0;
    excursion.degree_minutes = std::max(trapezes, counted);
    excursion.interpolated_seconds = seconds_up(excursion.to - excursion.from);
    excursion.counted_seconds = seconds_up(count * series.step);
    excursion.seconds = std::max(excursion.interpolated_seconds, excursion.counted_seconds);
}

} // namespace

std::int64_t crossing(std::int64_t t0, Temperature v0, std::int64_t t1, Temperature v1,
                      Temperature limit) {
    auto const from = ninths_of_microkelvin(v0);
    auto const rise = ninths_of_microkelvin(v1) - from;
    if (rise == 0)
        return t0;
    auto const part = ninths_of_microkelvin(limit) - from;
    auto const moved = static_cast<std::int64_t>(Wide{t1 - t0} * part / rise);
    return t0 + moved;
}

std::vector<Excursion> find_excursions(Series const& series, Side side, Temperature limit,
                                       Span window) {
    std::vector<Excursion> found;
    Beyond beyond(side, limit, series.unit);
    std::optional<std::size_t> before; // last trusted reading seen
    std::optional<Excursion> open;
    auto const close = [&](std::optional<std::size_t> after) {
        set_end(*open, series, after, window);
        set_measures(*open, series);
        found.push_back(*open);
        open.reset();
    };
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series.trusted(i))
            continue;
        bool const out = beyond(series.readings[i]);
        if (open && (!out || !adjacent(series, *before, i)))
            close(i);
        if (out && !open) {
            open.emplace();
            open->side = side;
            open->limit = limit;
            open->first = i;
            set_start(*open, series, before, window);
        }
        if (open)
            open->last = i;
        before = i;
    }
    if (open)
        close(std::nullopt);
    return found;
}

std::int64_t longest_total_seconds(std::span<Excursion const> excursions) {
    std::int64_t total = 0;
    std::optional<std::int64_t> covered;
    for (auto const& excursion : excursions) { // in order of time, so one look back is enough
        auto const from =
            covered ? std::max(*covered, excursion.at_most.from) : excursion.at_most.from;
        total += std::max<std::int64_t>(0, excursion.at_most.to - from);
        covered = std::max(covered.value_or(excursion.at_most.to), excursion.at_most.to);
    }
    return seconds_up(total);
}

} // namespace coldchain::certify
