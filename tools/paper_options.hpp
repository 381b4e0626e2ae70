// SPDX-License-Identifier: Apache-2.0
// Options that every command with papers and events takes.
#pragma once

#include "common/result.hpp"
#include "documents/page.hpp"
#include "tools/commands.hpp"

#include <string>

namespace coldchain::tools {

struct PaperOptions {
    std::string base; ///< of identifiers in events
    documents::Paper paper = documents::Paper::a4;
};

/// --uri-base and --paper. A value that is neither is a usage error.
Result<PaperOptions> read_paper_options(Arguments const& arguments);

} // namespace coldchain::tools
