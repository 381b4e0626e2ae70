// SPDX-License-Identifier: Apache-2.0
// Pages on which bars run neither level nor upright: which directions there are, and the page
// turned so that one of them is level.
#pragma once

#include "barcode/decode.hpp"
#include "barcode/raster.hpp"

#include <vector>

namespace coldchain::barcode {

/// The angles in degrees, above 4 and below 86, between the rows of the page and the direction
/// across bars, for which enough of the page looks like bars; empty for a straight page. An angle
/// also stands for the one a quarter turn away. Above 20 dots a millimetre, where `dots_per_mm` is
/// known, half the dots are looked at: more of them only show the edges of single letters.
std::vector<int> slants_of(Raster const& raster, double dots_per_mm);

/// The page turned about its middle by `degrees` anticlockwise, on a page large enough to hold it;
/// what lies beyond the edges is white.
class TurnedPage {
public:
    TurnedPage(Raster const& raster, int degrees);
    Raster const& raster() const { return m_turned; }
    /// A symbol of the turned page, where it lies on the page itself.
    Decoded turned_back(Decoded decoded) const;

private:
    int m_degrees;
    double m_sine;
    double m_cosine;
    double m_middle_x;
    double m_middle_y;
    Raster m_turned;
};

} // namespace coldchain::barcode
