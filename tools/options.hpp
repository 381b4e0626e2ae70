// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tools/command.hpp"

namespace coldchain::tools {

/// Parses the words after the command's name against its rows and the common ones. Refuses unknown
/// options (naming the nearest), guessed prefixes, repeated scalars and missing values.
Result<Arguments> parse_arguments(Command const& command, std::vector<std::string> const& words);

} // namespace coldchain::tools
