// SPDX-License-Identifier: Apache-2.0
#include "job/product_codes.hpp"

#include "common/text.hpp"
#include "isbt128/consistency.hpp"
#include "label/fields.hpp"

#include <string>

namespace coldchain::job {

std::vector<Finding> check_product_codes(shipment::Shipment const& shipment) {
    std::vector<Finding> all;
    for (std::size_t i = 0; i < shipment.products.size(); ++i) {
        auto const& product = shipment.products[i];
        auto const filled = label::fill({product, shipment.shipper, shipment.id}, {});
        std::vector<std::string> symbols;
        for (auto const& [number, content] : filled.content.structures)
            symbols.push_back(content);
        // nothing is printed here, so no purpose but reading
        for (auto& finding : isbt128::check_consistency(symbols, {}, isbt128::Purpose::scan)) {
            finding.scope = product.id;
            finding.field = text::cat("product[", i, "], ", finding.field);
            all.push_back(std::move(finding));
        }
    }
    return all;
}

} // namespace coldchain::job
