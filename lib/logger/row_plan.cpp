// SPDX-License-Identifier: Apache-2.0
#include "logger/row_plan.hpp"

namespace coldchain::logger {

RowPlan plan_row(Layout const& layout) {
    RowPlan plan;
    for (std::size_t i = 0; i < layout.needed; ++i) {
        auto const& column = layout.columns[i];
        PlannedStep step;
        if (static_cast<int>(i) == layout.fixed_column) {
            step.step = Step::stamp;
        } else if (column.role == ColumnRole::clock) {
            step.step = Step::clock;
        } else if (column.role == ColumnRole::channel) {
            step = {Step::channel, column.mark, column.channel, {}};
            plan.plain = plan.plain && column.status_column < 0 && !column.suffixed;
        } else if (column.role == ColumnRole::unit) {
            step = {Step::unit, '.', 0, column.first_value};
        } else if (column.role == ColumnRole::text && column.sparse) {
            step.step = Step::empty; // anything else is for the slow way
        }
        plan.steps.push_back(step);
    }
    return plan;
}

} // namespace coldchain::logger
