// SPDX-License-Identifier: Apache-2.0
#include "job/label_input.hpp"

#include "job/label_job.hpp"
#include "label/order.hpp"
#include "shipment/read.hpp"

namespace coldchain::job {

Result<void> add_label_input(config::Document const& document, LabelInput& input) {
    if (label::is_orders(document)) {
        CC_TRY_ASSIGN(auto const orders, label::read_orders(document));
        input.orders.insert(input.orders.end(), orders.begin(), orders.end());
        return {};
    }
    CC_TRY_ASSIGN(auto read, shipment::read_shipment(document));
    CC_TRY_ASSIGN(auto const clock, wall_clock(read.ship_at.instant, read.ship_at.zone));
    auto const& shipment = input.shipments.emplace_back(std::move(read));
    auto const orders = orders_of(shipment);
    input.orders.insert(input.orders.end(), orders.begin(), orders.end());
    auto const packages = packages_of(shipment);
    input.packages.insert(input.packages.end(), packages.begin(), packages.end());
    if (!input.on)
        input.on = date_of(clock.local);
    return {};
}

} // namespace coldchain::job
