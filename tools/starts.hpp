// SPDX-License-Identifier: Apache-2.0
// Starting files: commented, and valid as they stand. Those of shipments and orders list every key
// that the reader knows, from its own record; the others are small worked cases.
#pragma once

#include <string>

namespace coldchain::tools {

std::string shipment_start();
std::string order_start();
std::string limits_start();
std::string rule_start();
std::string logger_format_start();
std::string layout_start();

} // namespace coldchain::tools
