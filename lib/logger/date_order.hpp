// SPDX-License-Identifier: Apache-2.0
// Which number of a date is the day. Settled by evidence, in this order: the option, the format
// description, the way it is written, a pattern in the heading, numbers above 12, a date the file
// also writes in words, and the order under which the steps are regular. What stays open is
// refused.
#pragma once

#include "logger/infer.hpp"

namespace coldchain::logger {

struct OrderDecision {
    DateOrder order = DateOrder::ymd;
    std::string how;            ///< for the notes
    bool from_all_rows = false; ///< more rows could have decided otherwise
};

/// Refuses an order given by option that the dates contradict, and dates that stay ambiguous.
Result<OrderDecision> settle_date_order(std::string_view text, Layout const& layout,
                                        Preamble const& preamble, InferContext const& context);

/// The order a pattern such as "dd/mm/yyyy", "TT.MM.JJJJ" or "yyyy-MM-dd" spells, if there is one.
std::optional<DateOrder> order_in_pattern(std::string_view text);

} // namespace coldchain::logger
