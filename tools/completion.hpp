// SPDX-License-Identifier: Apache-2.0
// Completion of command lines from the table of commands: the shells' scripts only ask the program
// what may follow, so that what is completed is what the program takes, overlays included.
#pragma once

#include "config/data.hpp"
#include "tools/command.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::tools {

/// What may stand at a place of a command line.
struct Candidates {
    std::vector<std::string> words;
    bool folders = false;                          ///< any folder
    std::optional<std::vector<std::string>> files; ///< files with these endings; empty: any file
};

/// What may stand in place of the last of `words`, which may be empty or begun; `words` are those
/// after "coldchain". Words that do not begin as the last one does are left out. Data files that
/// cannot be read give no words.
Candidates complete(std::vector<std::string> const& words, config::DataFolders const& folders);

/// The likely right word when the first operand is not one of those the usage lines of the command
/// allow there; nothing when it is one, when anything may stand there, or when no word is near.
std::optional<std::string> likely_operand(Command const& command,
                                          std::vector<std::string> const& operands);

/// One candidate a line; ":folders", or ":files" with the endings, when the shell is to complete
/// names of its own.
std::string to_text(Candidates const& candidates);

/// The script for bash, zsh or fish; nothing for another shell.
std::optional<std::string> completion_script(std::string_view shell);

} // namespace coldchain::tools
