// SPDX-License-Identifier: Apache-2.0
// Manual pages in the man macros of roff, from the table of commands and the table of file kinds.
#pragma once

#include "tools/command.hpp"
#include "tools/kinds.hpp"

#include <string>
#include <vector>

namespace coldchain::tools {

struct ManPage {
    std::string name; ///< of the file: "coldchain-check.1"
    std::string text;
};

/// coldchain(1), one page a command, one page a kind of file (section 5), in this order.
std::vector<ManPage> man_pages();

ManPage man_page(Command const& command);
ManPage man_page(Kind const& kind);
ManPage overview_man_page();

} // namespace coldchain::tools
