// SPDX-License-Identifier: Apache-2.0
// The shipper's declaration for dangerous goods by air, column format: what it says, made from the
// shipment and its classification, and its pages. The entries follow the four sequences of IATA DGR
// 8.1.6.9: identification, quantity and type of packing, packing instruction, authorization.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "config/data.hpp"
#include "documents/page.hpp"
#include "packaging/classify.hpp"
#include "shipment/shipment.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace coldchain::documents {

/// One row of rules/documents/goods.toml.
struct GoodsRow {
    std::string un; ///< "UN2814"
    std::string name;
    bool technical_name = false; ///< must stand in brackets after the name
    std::string hazard_class;
    std::string packing_group; ///< empty: none
    std::string instruction;
    std::string authorization;
    std::vector<Quantity> passenger_limit; ///< per package, by dimension; more goes by cargo only
};

struct GoodsTable {
    std::map<std::string, GoodsRow, std::less<>> rows;              ///< by UN number
    std::map<std::string, std::string, std::less<>> handling_codes; ///< UN number to "ICE"
    config::DataId identity;
};
inline constexpr std::string_view goods_schema = "coldchain.goods/1";
/// The keys of the file of goods.
config::Record const& goods_record();
/// Refuses a broken file with its place.
Result<GoodsTable> load_goods(config::DataFolders const& folders);

struct DeclarationEntry {
    GoodsRow goods;
    std::string technical_name; ///< empty: none
    std::string quantity;       ///< "1 Fibreboard box x 30 mL", or "30 mL" before a statement
    std::vector<std::string>
        statements; ///< after the entry: "All packed in one ...", "Overpack ..."
};

/// The proper shipping name, with the technical name in brackets where there is one.
std::string full_name(DeclarationEntry const& entry);

/// Name, address, country and telephone, a line each, as carriers' forms want them.
std::string address_text(shipment::Party const& party);

struct DeclarationData {
    std::vector<DeclarationEntry> entries; ///< packages in overpacks first
    bool cargo_only = false;
    std::vector<std::string> handling; ///< additional handling information
    std::string draft_reason;          ///< not empty: a DRAFT, and why
};

/// The net quantity of one classified thing in its package: dry ice and liquid nitrogen by mass, a
/// solid by mass, a liquid by volume (of the content, or of all containers of its product). Nothing
/// when the shipment does not determine it.
std::optional<Quantity> net_quantity(shipment::Shipment const& shipment,
                                     packaging::Classified const& thing);

/// The net quantity of one UN number in an overpack, all its packages together; nothing when that
/// of one of them is not known, or some are given by mass and some by volume.
struct OverpackTotal {
    std::string overpack; ///< id
    std::string un;
    std::optional<Quantity> net;
};
std::vector<OverpackTotal> overpack_totals(shipment::Shipment const& shipment,
                                           std::span<packaging::Classified const> classification);

/// The entries of every package that needs a declaration. Refuses goods without a row and a content
/// without quantity or, where it is required, technical name: a declaration is never incomplete.
Result<DeclarationData> declaration_data(shipment::Shipment const& shipment,
                                         std::span<packaging::Classified const> classification,
                                         GoodsTable const& goods);

/// The written lines as shipments keep them under declaration.entries: "UN2814, Infectious ...".
std::vector<std::string> entry_lines(DeclarationData const& data);

struct DeclarationPage {
    Paper paper = Paper::a4;
    std::string edition; ///< of the table, in small print
};
/// The pages; goods that do not fit go on on further pages of the same form.
Result<draw::Drawing> declaration_pages(shipment::Shipment const& shipment,
                                        DeclarationData const& data, DeclarationPage const& page,
                                        draw::Fonts const& fonts);

} // namespace coldchain::documents
