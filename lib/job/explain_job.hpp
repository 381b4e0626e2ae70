// SPDX-License-Identifier: Apache-2.0
// One place that knows every code: the tables of the modules, and the rules of the packs.
#pragma once

#include "common/result.hpp"
#include "config/data.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// What is said of a code; members that do not apply are empty.
struct Explanation {
    std::string code;
    std::string title;
    std::string cause;
    std::string example;
    std::string remedy;
    std::string source;
};

/// All that bear the code (a rule may stand in several editions); letters compare without case.
/// Fails on a code nobody knows, naming the nearest one, and on rule packs that cannot be read when
/// the code may be a rule's.
Result<std::vector<Explanation>> explain(std::string_view code, config::DataFolders const& folders);

/// Every code there is, sorted.
Result<std::vector<std::string>> known_codes(config::DataFolders const& folders);

} // namespace coldchain::job
