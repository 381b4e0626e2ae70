// SPDX-License-Identifier: Apache-2.0
#include "certify/mkt.hpp"

#include "common/mean_kinetic_temperature.hpp"

#include <algorithm>
#include <map>

namespace coldchain::certify {

namespace {

// A map would be asked once a reading; neighbours are mostly equal, so runs are counted first.
std::vector<WeightedTemperature> distinct_values(Series const& series, std::size_t from,
                                                 std::size_t to) {
    std::map<std::pair<std::uint8_t, std::int32_t>, double> counts;
    for (auto i = from; i < to;) {
        auto const reading = series.readings[i];
        std::size_t run = 0;
        for (; i < to && series.readings[i].mantissa == reading.mantissa &&
               series.readings[i].scale == reading.scale && series.readings[i].flag == reading.flag;
             ++i)
            ++run;
        if (reading.flag == logger::ReadingFlag::ok)
            counts[{reading.scale, reading.mantissa}] += static_cast<double>(run);
    }
    std::vector<WeightedTemperature> values;
    for (auto const& [key, count] : counts)
        values.push_back({celsius({{key.second, key.first}, series.unit}), count});
    std::sort(values.begin(), values.end(), [](auto const& left, auto const& right) {
        return left.celsius != right.celsius ? left.celsius < right.celsius
                                             : left.weight < right.weight;
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
    if (series.size() < 2 || window_seconds <= 0 ||
        series.times.back() - series.times.front() < window_seconds * 1000)
        return std::nullopt;
    std::optional<double> highest;
    std::size_t to = 0;
    // a window is tried from every hour on, which keeps month-long records quick
    std::int64_t next = series.times.front();
    for (std::size_t from = 0; from < series.size(); ++from) {
        if (series.times[from] < next)
            continue;
        next = series.times[from] + 3'600'000;
        auto const end = series.times[from] + window_seconds * 1000;
        if (end > series.times.back())
            break;
        while (to < series.size() && series.times[to] <= end)
            ++to;
        auto const values = distinct_values(series, from, to);
        auto const mkt = mean_kinetic_temperature(values, ratio);
        if (mkt && (!highest || *mkt > *highest))
            highest = mkt;
    }
    return highest;
}

} // namespace coldchain::certify
