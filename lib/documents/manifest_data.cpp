// SPDX-License-Identifier: Apache-2.0
#include "documents/manifest.hpp"

#include "common/text.hpp"

namespace coldchain::documents {

namespace {

using xml::Element;

void put(Element& parent, std::string name, std::string const& value) {
    if (!value.empty())
        parent.add(std::move(name), value);
}

void put(Element& parent, std::string name, std::optional<Quantity> const& value) {
    if (value)
        parent.add(std::move(name), to_text(*value));
}

void put(Element& parent, std::string name, std::optional<ZonedTime> const& time) {
    if (!time)
        return;
    Element& element = parent.add(std::move(name), to_rfc3339(time->instant));
    element.attributes = {{"local", to_people(*time)}, {"zone", time->zone}};
}

void put_party(Element& parent, std::string name, shipment::Party const& party) {
    Element& element = parent.add(std::move(name));
    put(element, "name", party.name);
    put(element, "facility", party.facility);
    for (auto const& line : party.address)
        put(element, "address", line);
    put(element, "country", party.country);
    put(element, "phone", party.phone);
    put(element, "email", party.email);
}

void put_product(Element& parent, shipment::Product const& product) {
    Element& element = parent.add("product");
    element.attributes = {{"id", product.id}};
    put(element, "donationIdentificationNumber", product.donation_identification_number);
    put(element, "productCode", product.product_code);
    put(element, "collectionType", product.collection_type);
    put(element, "division", product.division);
    put(element, "description", product.description);
    put(element, "bloodGroup", product.blood_group);
    put(element, "chainOfIdentity", product.chain_of_identity);
    put(element, "lot", product.lot);
    put(element, "volume", product.volume);
    put(element, "cellDose", product.cell_dose);
    put(element, "container", product.container);
    if (product.container_count)
        put(element, "containerCount", text::cat(*product.container_count));
    if (product.storage)
        put(element, "storage", to_text(*product.storage));
    put(element, "collected", product.collected_at);
    put(element, "produced", product.produced_at);
    put(element, "expires", product.expires_at);
    put(element, "recipientIdentifier", product.recipient.id);
}

void put_package(Element& parent, shipment::Package const& package) {
    Element& element = parent.add("package");
    element.attributes = {{"id", package.id}};
    put(element, "shipper", package.shipper_model);
    put(element, "asset", package.asset);
    put(element, "grossMass", package.gross_mass);
    put(element, "limits", package.limits);
    if (package.dry_ice)
        put(element, "dryIce", package.dry_ice->net);
    if (package.liquid_nitrogen) {
        put(element, "liquidNitrogen", package.liquid_nitrogen->state);
        put(element, "charged", package.liquid_nitrogen->charged_at);
    }
    for (auto const& seal : package.seals)
        put(element, "seal", seal);
    for (auto const& content : package.contents)
        put(element, "content", content.product.empty() ? content.nature : content.product);
}

void put_logger(Element& parent, shipment::Logger const& logger) {
    Element& element = parent.add("logger");
    element.attributes = {{"serial", logger.serial}};
    put(element, "maker", logger.maker);
    put(element, "model", logger.model);
    put(element, "package", logger.package);
    put(element, "role", logger.role);
    put(element, "limits", logger.limits);
}

} // namespace

xml::Element manifest_data(shipment::Shipment const& shipment) {
    Element root;
    root.name = "manifest";
    root.attributes = {{"schema", "coldchain.manifest/1"}, {"shipment", shipment.id}};
    put(root, "order", shipment.order);
    put(root, "shipAt", std::optional(shipment.ship_at));
    put(root, "plannedArrival", shipment.planned_arrival);
    put(root, "holdBeyondArrival", shipment.buffer);
    put(root, "mode", std::string(to_word(shipment.mode)));
    put(root, "service", shipment.service);
    if (shipment.waybill)
        put(root, "waybill", shipment.waybill->number);
    put_party(root, "shipper", shipment.shipper);
    put_party(root, "consignee", shipment.consignee);
    for (auto const& product : shipment.products)
        put_product(root, product);
    for (auto const& package : shipment.packages)
        put_package(root, package);
    for (auto const& logger : shipment.loggers)
        put_logger(root, logger);
    if (shipment.custody.packed) {
        Element& packed = root.add("packed");
        put(packed, "at", shipment.custody.packed->at);
        put(packed, "by", shipment.custody.packed->by);
        put(packed, "verifiedBy", shipment.custody.packed->verified_by);
    }
    return root;
}

} // namespace coldchain::documents
