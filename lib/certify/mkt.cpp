// SPDX-License-Identifier: Apache-2.0
#include "certify/mkt.hpp"

#include "common/mean_kinetic_temperature.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace coldchain::certify {

namespace {

// Half of a step as weight, in half milliseconds: a longer one than a regular step is a gap, and
// the reading beside it stands for a regular step only.
std::int64_t half_step(std::int64_t milliseconds, std::int64_t regular) {
    return milliseconds > longest_regular_step(regular) ? regular : milliseconds;
}

// Weight of each distinct value: the time its readings stand for, half a step to either side. Of
// regular readings all weights are equal; without a regular step every reading counts once.
std::vector<WeightedTemperature> distinct_values(Series const& series, std::size_t from,
                                                 std::size_t to) {
    std::map<std::pair<std::uint8_t, std::int32_t>, std::int64_t> weights;
    std::optional<std::size_t> before;
    std::int64_t left = series.step; // half step to the left of `before`, in half milliseconds
    // a map would be asked once a reading; neighbours are mostly equal, so runs are summed first
    std::int64_t run = 0;
    auto const keep = [&](std::int64_t right) {
        run += series.step > 0 ? left + right : 1;
        left = right;
    };
    auto const close = [&] {
        auto const reading = series.readings[*before];
        weights[{reading.scale, reading.mantissa}] += run;
        run = 0;
    };
    for (auto i = from; i < to; ++i) {
        if (!series.trusted(i))
            continue;
        if (before) {
            keep(half_step(series.times[i] - series.times[*before], series.step));
            auto const& last = series.readings[*before];
            auto const& next = series.readings[i];
            if (last.mantissa != next.mantissa || last.scale != next.scale)
                close();
        }
        before = i;
    }
    if (before) {
        keep(series.step);
        close();
    }
    std::vector<WeightedTemperature> values;
    values.reserve(weights.size());
    for (auto const& [key, weight] : weights)
        values.push_back(
            {celsius({{key.second, key.first}, series.unit}), static_cast<double>(weight)});
    std::sort(values.begin(), values.end(), [](auto const& left_value, auto const& right_value) {
        return left_value.celsius != right_value.celsius ? left_value.celsius < right_value.celsius
                                                         : left_value.weight < right_value.weight;
    });
    return values;
}

// Readings with as many decimals compare by their mantissas alone, which is nearly always.
bool is_below(Series const& series, std::size_t left, std::size_t right) {
    auto const a = series.readings[left];
    auto const b = series.readings[right];
    return a.scale == b.scale ? a.mantissa < b.mantissa : series.at(left) < series.at(right);
}

double mean_of(std::span<WeightedTemperature const> values) {
    double sum = 0;
    double weight = 0;
    for (auto const& value : values) {
        sum += value.celsius * value.weight;
        weight += value.weight;
    }
    return sum / weight;
}

struct Indices {
    std::size_t from = 0;
    std::size_t to = 0;
};

// How fast each reading ages what it stands for, relative to the warmest of the series; 0 of one
// that is not trusted.
std::vector<double> rates_of(Series const& series, double ratio) {
    constexpr double kelvin_offset = 273.15;
    double warmest = 1;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (series.trusted(i))
            warmest = std::max(warmest, celsius(series.at(i)) + kelvin_offset);
    }
    std::vector<double> rates(series.size(), 0);
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series.trusted(i))
            continue;
        bool const same = i > 0 && series.trusted(i - 1) &&
                          series.readings[i].mantissa == series.readings[i - 1].mantissa &&
                          series.readings[i].scale == series.readings[i - 1].scale;
        auto const kelvin = celsius(series.at(i)) + kelvin_offset;
        rates[i] = same         ? rates[i - 1]
                   : kelvin > 0 ? std::exp(ratio / warmest - ratio / kelvin)
                                : 0;
    }
    return rates;
}

} // namespace

double kinetic_ratio(std::int64_t joules_per_mole) {
    return joules_per_mole == 83'144 ? usual_kinetic_ratio
                                     : static_cast<double>(joules_per_mole) / 8.3144;
}

Figures figures_of(Series const& series, double ratio) {
    Figures figures;
    std::optional<std::size_t> lowest;
    std::optional<std::size_t> highest;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series.trusted(i))
            continue;
        ++figures.count;
        if (!lowest || is_below(series, i, *lowest))
            lowest = i;
        if (!highest || is_below(series, *highest, i))
            highest = i;
    }
    if (figures.count == 0)
        return figures;
    figures.minimum = series.at(*lowest);
    figures.minimum_at = series.times[*lowest];
    figures.maximum = series.at(*highest);
    figures.maximum_at = series.times[*highest];
    auto const values = distinct_values(series, 0, series.size());
    figures.mean = mean_of(values);
    figures.mkt = mean_kinetic_temperature(values, ratio);
    return figures;
}

std::optional<double> highest_mkt(Series const& series, std::int64_t window_seconds, double ratio) {
    auto const window = window_seconds * 1000;
    if (series.size() < 2 || window_seconds <= 0 ||
        series.times.back() - series.times.front() < window)
        return std::nullopt;
    // A window begins at every reading. Its rank is a running sum of the rates of its readings; the
    // one that ranks highest is then computed by itself, so that no rounding of the sum is left.
    auto const rates = rates_of(series, ratio);
    long double sum = 0;
    long double highest = -1;
    std::int64_t count = 0;
    std::size_t to = 0;
    Indices best;
    for (std::size_t from = 0; from < series.size(); ++from) {
        auto const end = series.times[from] + window;
        if (end > series.times.back())
            break;
        for (; to < series.size() && series.times[to] <= end; ++to) {
            sum += rates[to];
            count += series.trusted(to) ? 1 : 0;
        }
        if (count > 0 && sum / static_cast<long double>(count) > highest) {
            highest = sum / static_cast<long double>(count);
            best = {from, to};
        }
        sum -= rates[from];
        count -= series.trusted(from) ? 1 : 0;
    }
    return mean_kinetic_temperature(distinct_values(series, best.from, best.to), ratio);
}

} // namespace coldchain::certify
