// SPDX-License-Identifier: Apache-2.0
// The text of a PDF, word by word, with its places.
#pragma once

#include "common/result.hpp"
#include "readback/printed.hpp"

#include <string_view>
#include <vector>

namespace coldchain::job {

/// The words of each page. Fails, saying what to install, when pdftotext is not there, and on a
/// file it cannot read.
Result<std::vector<std::vector<readback::PrintedWord>>> words_of_pdf(std::string_view pdf);

} // namespace coldchain::job
