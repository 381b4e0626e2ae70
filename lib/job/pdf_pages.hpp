// SPDX-License-Identifier: Apache-2.0
// The pages of a PDF as pictures, through the program pdftoppm (poppler-utils): one page at a time,
// whatever their number.
#pragma once

#include "barcode/raster.hpp"
#include "common/result.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace coldchain::job {

bool is_pdf(std::string_view bytes);

/// Paints each page in grey at `dpi` and hands it over, from page 1. The program runs with limits of
/// memory and processor time, so that a hostile file cannot hold the run. Fails, saying what to
/// install, when it is not there; on a file it cannot read; and with what `take` fails with.
Result<void> for_each_page(std::string_view pdf, int dpi,
                           std::function<Result<void>(int page, barcode::Raster const&)> const& take);

} // namespace coldchain::job
