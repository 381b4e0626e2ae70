// SPDX-License-Identifier: Apache-2.0
// A warning or use statement that a label must carry, with the reason. Which ones is decided by
// data (rules/statements) in statements.hpp; this is only the value.
#pragma once

#include "common/finding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace coldchain::label {

/// Where a label puts it. `legend` is the biohazard sign, which is drawn, not written; `container`
/// is for shipping containers alone.
enum class StatementGroup { use, warning, handling, legal, legend, container };
std::string_view to_word(StatementGroup group);

struct Statement {
    std::string rule; ///< id of the row that asks for it
    StatementGroup group = StatementGroup::warning;
    std::string text;   ///< as printed
    std::string reason; ///< why it is there, for people
    std::vector<Citation> citations;
    bool operator==(Statement const&) const = default;
};

} // namespace coldchain::label
