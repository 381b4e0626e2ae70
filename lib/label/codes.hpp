// SPDX-License-Identifier: Apache-2.0
// What the codes of label findings mean.
#pragma once

#include "common/code_row.hpp"

#include <span>

namespace coldchain::label {

/// LBL-01 to LBL-17 and LBL-19, in order; LBL-18 became the rules of rules/stages.
std::span<CodeRow const> label_codes();

} // namespace coldchain::label
