// SPDX-License-Identifier: Apache-2.0
// The parts of a label that are drawn by rule: the donation number in print, the blood group, the
// biohazard legend.
#pragma once

#include "common/result.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/din.hpp"

#include <string>
#include <vector>

namespace coldchain::label {

/// What a figure needs to know of its place.
struct FigurePlace {
    draw::Grid grid;
    draw::Fonts const& fonts;
    draw::Rect area;
    draw::Dots size = 0; ///< em of its text
};

/// Facility, year, sequence; flags turned a quarter clockwise and smaller; check character in a
/// box (ST-001 7.4.1, 7.5.1.1). From the left of the area, on one line.
std::vector<draw::Item> draw_din(FigurePlace const& place, isbt128::DinText const& din);

/// The ABO letters over a band with the RhD type. Negative: letters in outline, band reversed, so
/// that the two can be told apart without reading.
std::vector<draw::Item> draw_blood_group(FigurePlace const& place,
                                         isbt128::BloodGroupRow const& group);

/// The biohazard sign with the word under it (21 CFR 1271.3(h)).
std::vector<draw::Item> draw_biohazard(FigurePlace const& place);

} // namespace coldchain::label
