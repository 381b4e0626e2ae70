// SPDX-License-Identifier: Apache-2.0
// An acceptance checklist of a shipment, as bytes.
#pragma once

#include "documents/checklist_page.hpp"
#include "report/exit_code.hpp"

#include <string>
#include <string_view>

namespace coldchain::job {

struct ChecklistRequest {
    shipment::Shipment const& shipment;
    config::DataFolders const& data;
    draw::Fonts const& fonts;
    std::string_view kind; ///< dry-ice, non-radioactive, un3373
    packaging::JudgingOptions judging = {};
    documents::ChecklistPage page = {};
};

struct ChecklistOutcome {
    packaging::Checklist checklist;
    report::ExitCode answer = report::ExitCode::unknown;
    std::string pdf;
    std::string json;    ///< one line with its end
    std::string text;    ///< for people: verdict, then what is not yes
    std::string printed; ///< every line on the pages
};

/// Fails on an unknown kind, on a broken rule file, and on text that the page cannot hold.
Result<ChecklistOutcome> make_checklist(ChecklistRequest const& request);

} // namespace coldchain::job
