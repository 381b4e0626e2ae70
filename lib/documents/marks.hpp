// SPDX-License-Identifier: Apache-2.0
// Marks and labels for boxes at their true size, as vector drawings ready to print and stick: what
// a rule asks for becomes one sticker each. Sizes are those of the UN model regulations and 49 CFR
// 172.407, 172.446, 172.448, 173.199; where a size is a minimum the drawing is a little larger, so
// that no rounding to a printer's dots makes it too small.
#pragma once

#include "common/result.hpp"
#include "documents/declaration.hpp"
#include "documents/page.hpp"
#include "packaging/requirements.hpp"
#include "shipment/shipment.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::documents {

/// What is on one sticker. Its items have their origin at its top left corner.
struct Sticker {
    std::string title; ///< for the sheet: "PKG1: Class 9 label"
    draw::Dots width = 0;
    draw::Dots height = 0;
    int copies = 1; ///< to be stuck on as many faces
    std::vector<draw::Item> items;
};

/// What a sticker says besides its own drawing.
struct MarkWords {
    std::string code;         ///< as shipments spell labels; empty: letters alone
    std::string text;         ///< the mark's letters: "UN1845 Dry ice, net 6 kg"
    int letters_mm = 12;      ///< least height of capitals of a mark that is letters alone
    std::string class_number; ///< of an excepted quantity
    std::string parties;      ///< of an excepted quantity: shipper or consignee
};

/// One sticker for a grid of `dots_per_mm`. Fails on letters no face has, and on a text too long
/// for 182 mm even when it is broken into lines.
Result<Sticker> make_sticker(MarkWords const& words, draw::Grid grid, draw::Fonts const& fonts);

/// All stickers of a shipment, package by package; a shipping name that belongs beside a diamond is
/// part of the diamond's sticker. Marks that the maker of a packaging puts on are left out. A total
/// of an overpack that is not among `totals`, or has no quantity there, is left for the pen.
Result<std::vector<Sticker>> stickers_of(shipment::Shipment const& shipment,
                                         std::span<packaging::RequiredMark const> marks,
                                         std::span<OverpackTotal const> totals, draw::Grid grid,
                                         draw::Fonts const& fonts);

/// Each sticker on a page of its own size: for label printers and for measuring.
draw::Drawing sticker_rolls(std::vector<Sticker> const& stickers, draw::Grid grid,
                            std::string const& title);

/// Sheets of A4 or Letter with cut lines and a ruler of 100 mm. The stickers must be made for
/// page_grid.
Result<draw::Drawing> sticker_sheets(std::vector<Sticker> const& stickers, std::string const& title,
                                     Paper paper, draw::Fonts const& fonts);

} // namespace coldchain::documents
