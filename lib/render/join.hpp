// SPDX-License-Identifier: Apache-2.0
// Several PDFs of ours as one, with a bookmark to the first page of each.
#pragma once

#include "common/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace coldchain::render {

struct PdfPart {
    std::string title; ///< of the bookmark, UTF-8
    std::string bytes;
};

/// The pages in order. The same parts give the same bytes. Print dialogues start with "actual
/// size". Fails when a part is no PDF of ours or there is no part.
Result<std::string> join_pdfs(std::vector<PdfPart> const& parts, std::string const& title);

} // namespace coldchain::render
