// SPDX-License-Identifier: Apache-2.0
// What `explain` says of a code. Each module that makes findings publishes a table of these rows.
#pragma once

#include <string_view>

namespace coldchain {

struct CodeRow {
    std::string_view code;    ///< as printed in findings: "READ-02"
    std::string_view title;   ///< what it means, one line
    std::string_view cause;   ///< how it comes about
    std::string_view example; ///< one that shows it
    std::string_view remedy;  ///< what to do
    std::string_view source;  ///< where the rule stands
};

} // namespace coldchain
