// SPDX-License-Identifier: Apache-2.0
// All documents of a shipment at once, with a cover sheet and one PDF of everything; and the
// comparison of papers with the shipment they are to belong to.
#pragma once

#include "job/document_job.hpp"

#include <map>
#include <string>
#include <vector>

namespace coldchain::job {

struct SetOutcome {
    std::map<std::string, std::string, std::less<>> files; ///< name to bytes: "manifest.pdf"
    std::vector<std::string> made;                         ///< kinds, in order
    std::vector<std::string> left_out;                     ///< "declaration: no ... is needed"
    std::vector<Finding> findings; ///< drafts, refusals that matter, differences between papers
    report::ExitCode answer = report::ExitCode::unknown;
    std::string digest; ///< of the manifest
};

/// Every kind that the shipment needs, in every form, and set.json. What is not needed is left out
/// with its reason; what is refused because of the packaging makes the answer no. Everything made
/// is compared with everything else before it is given out. `formats` of the request is not used.
Result<SetOutcome> make_set(DocumentRequest const& request);

/// A paper to compare: its name and its bytes.
struct GivenPaper {
    std::string name;
    std::string bytes;
};

/// What the papers say against the shipment: manifests and records fact by fact, events by their
/// own rules and identifiers, the symbols of PDFs, numbers in texts. Fails on a file that cannot be
/// read at all.
Result<std::vector<Finding>> lint_papers(DocumentRequest const& request,
                                         std::vector<GivenPaper> const& papers);

} // namespace coldchain::job
