// SPDX-License-Identifier: Apache-2.0
// Units of channels that the table itself does not give: from the lines above it, the format's
// description or the option.
#pragma once

#include "logger/column_sample.hpp"
#include "logger/infer.hpp"

#include <vector>

namespace coldchain::logger {

/// Gives the channels without a unit theirs, with the headings that a format writes above its
/// table, and says in the layout's notes where each came from. Channels that nothing names stay
/// without.
void resolve_units(Layout& layout, std::vector<ColumnSample> const& samples,
                   Preamble const& preamble, InferContext const& context);

} // namespace coldchain::logger
