// SPDX-License-Identifier: Apache-2.0
// The units that parse_quantity() takes, for messages and schemas.
#pragma once

#include "common/units.hpp"

#include <string_view>
#include <vector>

namespace coldchain {

/// The symbols of a dimension's units: "mm", "cm", "m", "in".
std::vector<std::string_view> unit_symbols(Dimension dimension);

} // namespace coldchain
