// SPDX-License-Identifier: Apache-2.0
// Results as a SARIF 2.1.0 log (OASIS, Static Analysis Results Interchange Format), which editors
// and code hosts show beside the line. The log is made piece by piece, so that a stream of any length
// takes bounded memory.
#pragma once

#include "common/finding.hpp"

#include <set>
#include <string>
#include <string_view>

namespace coldchain::report {

/// One result. `file` is a relative name or empty, `line` and `column` count from 1, 0 is unknown.
struct SarifResult {
    std::string rule;
    Severity severity = Severity::error;
    std::string message;
    std::string file;
    int line = 0;
    int column = 0;
    std::string field; ///< "package[0].label"; may be empty
    std::string fix;   ///< may be empty
};

class SarifLog {
public:
    /// What stands before the first result.
    std::string begin() const;
    /// The result, with the comma it needs.
    std::string add(SarifResult const& result);
    /// What stands after the last: the tool and the rules that were met, without duplicates.
    std::string end(std::string_view version) const;

private:
    std::set<std::string, std::less<>> m_rules;
    bool m_first = true;
};

} // namespace coldchain::report
