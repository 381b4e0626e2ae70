// SPDX-License-Identifier: Apache-2.0
#include "label/order.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"
#include "shipment/read.hpp"
#include "shipment/schema.hpp"

#include <algorithm>
#include <array>

namespace coldchain::label {

namespace {

using config::Field;
using config::FieldType;

shipment::Party facility_of(config::Object const* object) {
    shipment::Party party;
    if (object == nullptr)
        return party;
    party.name = object->text("name").value_or("");
    party.facility = object->text("facility").value_or("");
    party.address = object->texts("address");
    return party;
}

} // namespace

// [facility] has the keys of [shipper], [[product]] those of a shipment.
config::Record const& orders_record() {
    static std::array<Field, 4> const fields = [] {
        auto const shipment = shipment::shipment_record().fields;
        auto const shipper = std::find_if(shipment.begin(), shipment.end(),
                                          [](Field const& f) { return f.name == "shipper"; });
        Field facility{"facility", FieldType::table, false, "who labels"};
        facility.record = shipper->record;
        Field product{"product", FieldType::tables, true, "what is labelled"};
        product.record = &shipment::product_record();
        return std::array{Field{"schema", FieldType::text, true, "coldchain.orders/1"},
                          Field{"id", FieldType::text, false, "of the order"}, facility, product};
    }();
    static config::Record const record{"orders", fields};
    return record;
}

bool is_orders(config::Document const& document) {
    auto const* const schema = document.root.find("schema");
    return schema != nullptr && schema->text == orders_schema;
}

Result<std::vector<Order>> read_orders(config::Document const& document) {
    CC_TRY_ASSIGN(auto const object, config::read_record(document, orders_record()));
    auto const facility = facility_of(object.table("facility"));
    auto const* const products = document.root.find("product");
    std::vector<Order> orders;
    std::vector<Error> errors;
    for (std::size_t at = 0; at < products->items.size(); ++at) {
        auto product = shipment::read_product(products->items[at], document.file,
                                              text::cat("product[", at, "]"));
        if (!product) {
            errors.push_back(std::move(product).error());
            continue;
        }
        auto const same = [&](Order const& order) { return order.product.id == product->id; };
        if (std::any_of(orders.begin(), orders.end(), same))
            errors.push_back(input_error({document.file, products->items[at].position.line, 1,
                                          text::cat("product[", at, "].id")},
                                         text::cat(text::quoted(product->id), " is used twice")));
        orders.push_back({std::move(*product), facility, object.text("id").value_or("")});
    }
    if (!errors.empty())
        return merge(std::move(errors));
    if (orders.empty())
        return input_error({document.file, 1, 1, "product"}, "holds no product to label");
    return orders;
}

} // namespace coldchain::label
