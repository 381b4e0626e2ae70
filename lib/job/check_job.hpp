// SPDX-License-Identifier: Apache-2.0
// A shipment against the packaging rules, as the report and the records that are handed over.
#pragma once

#include "packaging/evaluate.hpp"
#include "report/exit_code.hpp"

#include <string>

namespace coldchain::job {

struct CheckOutcome {
    packaging::Verdict verdict;
    std::string json_lines; ///< one line a finding, then the line of the whole
    std::string text;       ///< the report for people: verdict and next step first
    report::ExitCode answer = report::ExitCode::unknown;
    std::string next; ///< "DI-08: fix" of the heaviest finding above warn; empty: nothing to do
};

/// Judges a shipment; fails only when the rule packs cannot be compiled. May be called from several
/// threads with one library.
Result<CheckOutcome> check_shipment(shipment::Shipment const& shipment,
                                    packaging::RuleLibrary& library,
                                    packaging::JudgingOptions const& options = {});

/// Adds findings that came from outside the shipment, and renews verdict, answer and reports.
void add_findings(CheckOutcome& outcome, std::vector<Finding> const& findings);

} // namespace coldchain::job
