// SPDX-License-Identifier: Apache-2.0
// The pages of a PDF as pictures and its text, through the programs pdftoppm and pdftotext
// (poppler-utils): one page at a time, whatever their number. Both run with limits of memory and
// processor time, so that a hostile file cannot hold the run.
#pragma once

#include "barcode/raster.hpp"
#include "common/result.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace coldchain::job {

bool is_pdf(std::string_view bytes);

/// Paints each page in grey at `dpi` and hands it over, from page 1. Fails, saying what to install
/// (ErrorKind::unsupported), when the program is not there; on a file it cannot read; and with what
/// `take` fails with.
Result<void>
for_each_page(std::string_view pdf, int dpi,
              std::function<Result<void>(int page, barcode::Raster const&)> const& take);

/// The text of all pages as UTF-8, in the order it was drawn, a line for each line. Empty for a PDF
/// of pictures. Fails as for_each_page() does.
Result<std::string> text_of_pdf(std::string_view pdf);

/// The same with places, in the form of pdftotext -bbox: one element a line, <page ...> and
/// <word xMin="..." ...>text</word>, in points. Fails as text_of_pdf() does.
Result<std::string> placed_text_of_pdf(std::string_view pdf);

} // namespace coldchain::job
