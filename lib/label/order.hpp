// SPDX-License-Identifier: Apache-2.0
// Label orders: a file of products with the keys of [[product]] and the facility that labels them.
// A shipment is a label order too: its products, labelled by the shipper.
#pragma once

#include "common/result.hpp"
#include "config/tree.hpp"
#include "label/fields.hpp"

#include <vector>

namespace coldchain::config {
struct Record;
}

namespace coldchain::label {

/// What `schema` of an order file says.
inline constexpr std::string_view orders_schema = "coldchain.orders/1";

/// Every key of an order file.
config::Record const& orders_record();

bool is_orders(config::Document const& document);

/// Reads an order file: `schema`, optional `id` and `[facility]`, `[[product]]`. All problems in
/// one Error, in file order.
Result<std::vector<Order>> read_orders(config::Document const& document);

} // namespace coldchain::label
