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

// One line a fact that is counted on arrival.
void put_totals(Element& parent, shipment::Shipment const& shipment) {
    auto const totals = totals_of(shipment);
    Element& element = parent.add("totals");
    element.attributes = {{"packages", text::cat(totals.packages)},
                          {"products", text::cat(totals.products)},
                          {"containers", text::cat(totals.containers)}};
    if (totals.gross_mass)
        element.attributes.emplace_back("grossMass", to_text(*totals.gross_mass));
    if (totals.dry_ice)
        element.attributes.emplace_back("dryIce", to_text(*totals.dry_ice));
}

void put_product(Element& parent, shipment::Product const& product) {
    Element& element = parent.add("product");
    element.attributes = {{"id", product.id}};
    put(element, "donationIdentificationNumber", product.donation_identification_number);
    put(element, "flags", product.flags);
    put(element, "productCode", product.product_code);
    put(element, "collectionType", product.collection_type);
    put(element, "division", product.division);
    put(element, "description", product.description);
    put(element, "bloodGroup", product.blood_group);
    put(element, "chainOfIdentity", product.chain_of_identity);
    put(element, "lot", product.lot);
    put(element, "use", product.use);
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
    for (auto const& content : package.contents) {
        Element& child =
            element.add("content", content.product.empty() ? content.nature : content.product);
        if (!content.product.empty())
            child.attributes.emplace_back("product", content.product);
        if (content.mass)
            child.attributes.emplace_back("mass", to_text(*content.mass));
        if (content.volume)
            child.attributes.emplace_back("volume", to_text(*content.volume));
    }
}

void put_overpack(Element& parent, shipment::Overpack const& overpack) {
    Element& element = parent.add("overpack");
    element.attributes = {{"id", overpack.id}};
    for (auto const& id : overpack.packages)
        element.add("package", id);
}

void put_contacts(Element& parent, shipment::Shipment const& shipment) {
    if (shipment.responsible_person) {
        Element& element = parent.add("responsiblePerson");
        put(element, "name", shipment.responsible_person->name);
        put(element, "phone", shipment.responsible_person->phone);
    }
    if (shipment.emergency_contact) {
        Element& element = parent.add("emergencyContact");
        put(element, "name", shipment.emergency_contact->name);
        put(element, "phone", shipment.emergency_contact->phone);
        put(element, "contract", shipment.emergency_contact->contract);
    }
}

void put_logger(Element& parent, shipment::Logger const& logger) {
    Element& element = parent.add("logger");
    element.attributes = {{"serial", logger.serial}};
    put(element, "maker", logger.maker);
    put(element, "model", logger.model);
    put(element, "package", logger.package);
    put(element, "role", logger.role);
    put(element, "limits", logger.limits);
    put(element, "placed", logger.placed_at);
    if (logger.calibration) {
        Element& calibration = element.add("calibration");
        put(calibration, "certificate", logger.calibration->certificate);
        if (logger.calibration->due)
            put(calibration, "due", to_text(*logger.calibration->due));
    }
}

// A sum is given only when every part is.
std::optional<Quantity> sum(std::optional<Quantity> const& total,
                            std::optional<Quantity> const& part) {
    if (!total || !part)
        return std::nullopt;
    return add(*total, *part);
}

} // namespace

Totals totals_of(shipment::Shipment const& shipment) {
    Totals totals;
    totals.packages = static_cast<std::int64_t>(shipment.packages.size());
    totals.products = static_cast<std::int64_t>(shipment.products.size());
    for (auto const& product : shipment.products)
        totals.containers += product.container_count.value_or(1);
    bool first = true;
    for (auto const& package : shipment.packages) {
        totals.gross_mass = first ? package.gross_mass : sum(totals.gross_mass, package.gross_mass);
        first = false;
        if (package.dry_ice && package.dry_ice->net && package.dry_ice->net->value.mantissa != 0)
            totals.dry_ice =
                totals.dry_ice ? add(*totals.dry_ice, *package.dry_ice->net) : package.dry_ice->net;
    }
    return totals;
}

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
    put_contacts(root, shipment);
    put_totals(root, shipment);
    for (auto const& product : shipment.products)
        put_product(root, product);
    for (auto const& package : shipment.packages)
        put_package(root, package);
    for (auto const& overpack : shipment.overpacks)
        put_overpack(root, overpack);
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
