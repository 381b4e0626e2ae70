// SPDX-License-Identifier: Apache-2.0
// Columns that hold the unit or the quantity of a row, and the values they are meant for.
#pragma once

#include "logger/column_sample.hpp"
#include "logger/table.hpp"
#include "logger/vocabulary.hpp"

#include <vector>

namespace coldchain::logger {

/// "Date/Time,Unit,Value": gives the channels the unit that stands in every row beside them. Where
/// it changes from row to row the channel stays without one: its rows are told apart by unit.
/// Beside a column of quantities the values become temperatures.
void apply_unit_columns(Layout& layout, std::vector<ColumnSample> const& samples,
                        Vocabulary const& words);

} // namespace coldchain::logger
