// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tools/command.hpp"

#include <string>

namespace coldchain::tools {

/// The help of one command: usage, description, options, exit codes, examples.
std::string help_text(Command const& command);

/// The help of the program: what it is for and a line for each command.
std::string overview_text();

} // namespace coldchain::tools
