// SPDX-License-Identifier: Apache-2.0
// What each column of a table is, concluded from its heading, from what the sample of its cells
// look like and from the lines above the table, never from the size of the numbers.
#pragma once

#include "logger/column_sample.hpp"
#include "logger/infer.hpp"

#include <vector>

namespace coldchain::logger {

/// Fills role, name, quantity, unit and decimal mark of every column, and says in the layout's
/// notes what was concluded from what.
void find_roles(Layout& layout, std::vector<ColumnSample> const& samples, Preamble const& preamble,
                InferContext const& context);

} // namespace coldchain::logger
