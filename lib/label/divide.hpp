// SPDX-License-Identifier: Apache-2.0
// Divided products: the division of each part (ST-001 2.4.3). Products with two characters of
// division have first-level parts A0, B0, ... and parts of those Aa, Ab, ...; products with three
// count 001, 002, ...
#pragma once

#include "common/finding.hpp"
#include "label/fields.hpp"

#include <string>
#include <vector>

namespace coldchain::label {

struct Divided {
    std::vector<Order> parts;      ///< one for each container, in order
    std::vector<Finding> findings; ///< LBL-17: the product cannot be divided so
};

/// One order for each container of an order (`container_count`); an order of one container stays as
/// it is. The order's own division says what is divided: "00" the whole product, "A0" a first part.
Divided divide(Order const& order);

/// What makes a container unique: donation number, product code and division (ST-001 7.3.1).
std::string identity_of(shipment::Product const& product);

} // namespace coldchain::label
