// SPDX-License-Identifier: Apache-2.0
// What labels are made of, from the files a user names: order files and shipments.
#pragma once

#include "common/result.hpp"
#include "common/time.hpp"
#include "config/tree.hpp"
#include "label/fields.hpp"
#include "shipment/shipment.hpp"

#include <deque>
#include <optional>
#include <vector>

namespace coldchain::job {

struct LabelInput {
    std::vector<label::Order> orders;
    std::deque<shipment::Shipment> shipments; ///< what `packages` point into
    std::vector<label::PackageOrder> packages;
    std::optional<Date> on; ///< local day of shipping of the first shipment
};

/// Adds an order file or a shipment.
Result<void> add_label_input(config::Document const& document, LabelInput& input);

} // namespace coldchain::job
