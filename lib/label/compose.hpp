// SPDX-License-Identifier: Apache-2.0
// An order on a layout, for one printer: a page whose every place is whole dots, and what had to be
// refused on the way. Nothing shrinks, moves or disappears to make something fit.
#pragma once

#include "common/finding.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"
#include "label/fields.hpp"
#include "label/layout.hpp"
#include "label/printer.hpp"

#include <string>
#include <vector>

namespace coldchain::label {

/// A symbol as it stands on the page: for the record of what was released, and for measuring.
struct PlacedSymbol {
    std::string name;
    std::vector<std::string> structures;
    draw::SymbolMark mark;
    ModuleChoice module;
    std::string joins;
};

/// A part of the page that belongs together: what lies in the same group may touch.
struct PlacedItem {
    std::string group;    ///< name of the layout's item
    std::size_t item = 0; ///< index into the page's items
};

struct Composed {
    draw::Page page;
    std::vector<PlacedSymbol> symbols;
    std::vector<PlacedItem> placed;
    std::vector<Finding> findings; ///< LBL-01 to LBL-08
};

struct ComposeRequest {
    Layout const& layout;
    PrinterProfile const& printer;
    draw::Fonts const& fonts;
    std::string scope; ///< of the findings: the product's id
};

/// Sets one label. With an error among the findings the page must not be sent.
Composed compose(ComposeRequest const& request, Content const& content);

} // namespace coldchain::label
