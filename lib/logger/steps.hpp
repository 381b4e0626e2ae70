// SPDX-License-Identifier: Apache-2.0
// The steps from row to row: the usual one and those that differ.
#pragma once

#include <cstdint>
#include <vector>

namespace coldchain::logger {

struct IrregularStep {
    std::int64_t from = 0; ///< ms, as the recording's times
    std::int64_t to = 0;
    std::uint32_t line = 0; ///< of the later row
};

struct TimeSteps {
    std::int64_t usual = 0;               ///< ms; 0 when there is none
    std::uint64_t count = 0;              ///< all steps
    std::uint64_t regular = 0;            ///< as long as the usual one, within the tolerance
    std::vector<IrregularStep> irregular; ///< not exactly as long, in the order of the rows
};

/// The most frequent step above zero, to the second; of equal ones the shortest.
std::int64_t usual_step(std::vector<std::int64_t> const& times);

/// What a clock may be off without a finding: 2 s or 1 % of the step.
std::int64_t step_tolerance(std::int64_t step);

/// `lines` as long as `times`.
TimeSteps steps_of(std::vector<std::int64_t> const& times, std::vector<std::uint32_t> const& lines);

} // namespace coldchain::logger
