// SPDX-License-Identifier: Apache-2.0
// What happens before a command runs: which one was asked for, where the data are, what time it is
// said to be.
#pragma once

#include "tools/command.hpp"

namespace coldchain::tools {

struct Invocation {
    std::string command;            ///< empty when none was named
    std::vector<std::string> words; ///< after the command's name
};

/// From argv: "coldchain check x" and "coldchain-check x" are the same.
Invocation find_invocation(std::vector<std::string> const& words);

/// For a command that does not exist, with the nearest one that does.
std::string unknown_command_text(std::string const& name);

/// Fills data folders, time and switches from the arguments and the environment (COLDCHAIN_DATA,
/// SOURCE_DATE_EPOCH; empty means unset).
Result<void> fill_context(Arguments const& arguments, Context& context);

} // namespace coldchain::tools
