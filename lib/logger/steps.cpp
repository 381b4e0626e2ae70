// SPDX-License-Identifier: Apache-2.0
#include "logger/steps.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace coldchain::logger {

namespace {
constexpr std::int64_t second_ms = 1000;
} // namespace

std::int64_t usual_step(std::vector<std::int64_t> const& times) {
    std::map<std::int64_t, std::uint64_t> counts;
    std::int64_t last_step = 0;
    std::uint64_t* last_count = nullptr;
    for (std::size_t i = 1; i < times.size(); ++i) {
        std::int64_t const raw = std::abs(times[i] - times[i - 1]);
        if (raw != last_step || last_count == nullptr) {
            std::int64_t const step = (raw + second_ms / 2) / second_ms * second_ms;
            last_step = raw;
            if (counts.size() > 100'000 && !counts.contains(step)) {
                last_count = nullptr;
                continue;
            }
            last_count = &counts[step];
        }
        ++*last_count;
    }
    std::int64_t best = 0;
    std::uint64_t most = 0;
    for (auto const& [step, count] : counts) {
        if (step > 0 && count > most) {
            best = step;
            most = count;
        }
    }
    return best;
}

std::int64_t step_tolerance(std::int64_t step) {
    return std::max<std::int64_t>(2 * second_ms, step / 100);
}

TimeSteps steps_of(std::vector<std::int64_t> const& times,
                   std::vector<std::uint32_t> const& lines) {
    TimeSteps steps;
    steps.usual = usual_step(times);
    steps.count = times.empty() ? 0 : times.size() - 1;
    auto const tolerance = step_tolerance(steps.usual);
    for (std::size_t i = 1; i < times.size(); ++i) {
        auto const step = times[i] - times[i - 1];
        steps.regular += std::abs(step - steps.usual) <= tolerance ? 1U : 0U;
        if (step != steps.usual)
            steps.irregular.push_back({times[i - 1], times[i], lines[i]});
    }
    return steps;
}

} // namespace coldchain::logger
