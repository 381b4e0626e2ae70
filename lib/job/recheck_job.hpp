// SPDX-License-Identifier: Apache-2.0
// A certificate against itself: everything is computed again from what it carries inside, and
// compared. This shows that the file agrees with itself, not who made it.
#pragma once

#include "common/code_row.hpp"
#include "common/finding.hpp"
#include "common/result.hpp"
#include "draw/font.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// Whether the whole file could be made again, or only its parts be compared.
enum class Comparison { bytes, parts };

struct RecheckOutcome {
    bool agrees = false;
    Comparison comparison = Comparison::parts;
    std::string verdict;                     ///< the one inside
    std::vector<Finding> differences;        ///< RECH-..., each with its place
    std::vector<std::string> other_versions; ///< "libharu 2.4.5 there, libharu 2.3.0 here"
};

struct RecheckSettings {
    draw::Fonts const& fonts;
    std::string program;           ///< name and version, as certificates carry it
    std::filesystem::path scratch; ///< an empty folder of its own; files are left in it
};

/// Fails when the file is not a certificate, or so damaged that nothing can be computed from it;
/// `name` is for messages.
Result<RecheckOutcome> recheck(std::string_view pdf, std::string const& name,
                               RecheckSettings const& settings);

/// For people: what agrees, what differs and where, and what this shows.
std::string to_text(RecheckOutcome const& outcome, std::string const& name);
/// One JSON object on one line without line end.
std::string to_json_line(RecheckOutcome const& outcome, std::string const& name);

/// What `explain` says of the codes of this module's findings.
std::span<CodeRow const> recheck_codes();

} // namespace coldchain::job
