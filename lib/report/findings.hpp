// SPDX-License-Identifier: Apache-2.0
// Findings for people and for programs: the one place where their looks are decided.
#pragma once

#include "common/finding.hpp"

#include <span>
#include <string>

namespace coldchain::report {

/// One finding as one JSON object on one line, keys as in the documented `check` record: rule,
/// severity, package (null when the whole shipment is meant), field, value, limit, citations,
/// message, fix.
std::string to_json_line(Finding const& finding);

/// The findings as indented text, worst first (order kept within a severity): severity, rule,
/// scope and message; then value against limit, citation with "unconfirmed" where it is, and fix.
std::string to_text(std::span<Finding const> findings);

/// "49 CFR 173.217(c)(5) (2023-04-13)" and, when the fact was not verified, ", unconfirmed".
std::string citation_text(Citation const& citation);

} // namespace coldchain::report
