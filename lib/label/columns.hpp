// SPDX-License-Identifier: Apache-2.0
// Label orders as a table: which column is which key of [[product]]. Without a mapping the headings
// are the keys themselves ("donor.id"). Lists are cells with ";" between the entries, an empty cell
// is a fact that is not given.
#pragma once

#include "common/csv.hpp"
#include "common/result.hpp"
#include "config/schema.hpp"
#include "config/tree.hpp"
#include "shipment/shipment.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::label {

inline constexpr std::string_view columns_schema = "coldchain.columns/1";
/// The keys of a mapping file.
config::Record const& columns_record();

/// What a mapping file says.
struct Columns {
    char delimiter = ',';
    std::map<std::string, std::string, std::less<>> keys; ///< heading to key; empty: as they are
    std::vector<std::string> ignored;                     ///< headings that are left out
    config::Node constants;                               ///< keys that are the same in every row
    shipment::Party facility;
};

/// Refuses unknown keys of products, with place.
Result<Columns> read_columns(config::Document const& document);

/// The key of each column. Refuses a heading that is no key and is not ignored, and a key that two
/// columns claim, with the place and the nearest heading or key.
Result<std::vector<std::string>> bind_columns(Columns const& columns, CsvRow const& head,
                                              std::string const& file);

/// One row, which begins on `line` of the file, as a product table for shipment::read_product();
/// every value has the place of its cell, and what is the same in every row the row's line.
/// Refuses a row with another number of cells than the head, and a cell that is no true or false
/// or whole number where one is due.
Result<config::Node> product_row(Columns const& columns, std::vector<std::string> const& keys,
                                 CsvRow const& row, std::string const& file, int line);

} // namespace coldchain::label
