// SPDX-License-Identifier: Apache-2.0
// From rows as read to a Recording: what the stamps mean, the regular step, gaps, clock changes,
// readings that are none, and whether the file is fit to be judged at all. Nothing here looks at a
// limit.
#pragma once

#include "logger/preamble.hpp"
#include "logger/source_text.hpp"
#include "logger/steps.hpp"
#include "logger/table.hpp"

namespace coldchain::logger {

/// How the stamps of a file become instants.
struct TimeBasisDecision {
    TimeBasis basis = TimeBasis::local;
    std::string zone;         ///< IANA name or offset; empty when local
    bool already_utc = false; ///< the rows are UTC as read
    std::string how;
    std::vector<Finding> findings;
};

/// Refuses a zone that is not known.
Result<TimeBasisDecision> decide_basis(Layout const& layout, Preamble const& preamble,
                                       Profile const* profile, ReadOptions const& options,
                                       Vocabulary const& words);

/// A finding of this module; the codes are those of reading_codes().
Finding make_finding(std::string_view code, Severity severity, std::string message,
                     std::string value = {}, std::string fix = {});

/// Turns local stamps into UTC by the zone. Stamps the zone skips are placed as if its clock had
/// not changed; `skipped` counts them. Stamps it has twice are told apart by the order of the rows;
/// `repeated` counts them.
struct ResolvedTimes {
    std::vector<std::int64_t> times;
    std::uint64_t skipped = 0;
    std::uint64_t repeated = 0;
};
Result<ResolvedTimes> resolve_times(std::vector<std::int64_t> const& local,
                                    std::string const& zone);

struct JudgeContext {
    Profile const* profile = nullptr;
    Vocabulary const& words;
    std::optional<AnnouncedCount> announced;
    std::optional<std::int64_t> announced_interval; ///< seconds
};

/// Reverses newest-first rows, finds the step, gaps, clock changes and suspect readings, writes the
/// findings, and settles the fitness. The rows, times and channels must be there.
void judge(Recording& recording, JudgeContext const& context);

/// The same for a recording whose rows are in order and whose readings are all good and were not
/// kept; `steps` stands for its times.
void judge_steps(Recording& recording, TimeSteps steps, JudgeContext const& context);

/// What a temperature of a shipment can be: colder or hotter is no reading.
inline constexpr double coldest_celsius = -200.0;
inline constexpr double hottest_celsius = 1800.0;
/// Readings this far from both neighbours are suspect.
inline constexpr double spike_kelvin = 100.0;
/// So many equal readings, when they are nine tenths of all, may be a stuck sensor.
inline constexpr std::size_t frozen_rows = 100;

/// The worst of the findings as fitness.
Fitness fitness_of(std::vector<Finding> const& findings);

} // namespace coldchain::logger
