// SPDX-License-Identifier: Apache-2.0
// The cells of a row in order, as the ways that read a row in one pass over its bytes go through
// them: the scanner's fast way and the tally.
#pragma once

#include "logger/table.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace coldchain::logger {

enum class Step : std::uint8_t { skip, empty, stamp, clock, channel, unit };

struct PlannedStep {
    Step step = Step::skip;
    char mark = '.'; ///< of a channel's decimals
    std::size_t channel = 0;
    std::string_view expected; ///< of a unit: what every row holds, in the layout
};

struct RowPlan {
    std::vector<PlannedStep> steps; ///< one for each of layout.needed cells
    bool plain = true;              ///< no value needs its unit or status looked at
};

/// `layout` must outlive the plan.
RowPlan plan_row(Layout const& layout);

} // namespace coldchain::logger
