// SPDX-License-Identifier: Apache-2.0
// Ink and paper under uneven light.
#pragma once

#include "barcode/raster.hpp"

namespace coldchain::barcode {

/// The page in black and white by the light around each place: squares of eight dots that differ
/// enough inside have their mean as their level, the others half their darkest dot or, among darker
/// neighbours, the level of those; a dot is ink when it is not lighter than the mean level of the
/// five by five squares around its own.
Raster parted_by_light(Raster const& raster);

} // namespace coldchain::barcode
