// SPDX-License-Identifier: Apache-2.0
// What the codes of label findings mean.
#pragma once

#include "common/code_row.hpp"

#include <span>

namespace coldchain::label {

/// LBL-01 to LBL-17, in order.
std::span<CodeRow const> label_codes();

} // namespace coldchain::label
