// SPDX-License-Identifier: Apache-2.0
// Every key of a shipment document, once: the rows that the reader, the rules, the JSON Schema and
// the starting file all come from.
#pragma once

#include "config/schema.hpp"

namespace coldchain::shipment {

/// The whole document.
config::Record const& shipment_record();

/// One [[product]]; also one row of a label order.
config::Record const& product_record();

/// What `schema` must say.
inline constexpr std::string_view shipment_schema = "coldchain.shipment/1";

} // namespace coldchain::shipment
