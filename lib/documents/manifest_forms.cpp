// SPDX-License-Identifier: Apache-2.0
// The manifest for other programs and for spreadsheets.
#include "common/csv.hpp"
#include "common/text.hpp"
#include "documents/manifest.hpp"

#include <nlohmann/json.hpp>

namespace coldchain::documents {

namespace {

using Json = nlohmann::ordered_json;

// Names that may repeat are lists even when they stand once, so that a program need not ask.
bool may_repeat(std::string const& name) {
    return name == "address" || name == "product" || name == "package" || name == "overpack" ||
           name == "logger" || name == "seal" || name == "content";
}

Json value_of(xml::Element const& element, bool top) {
    if (element.children.empty() && element.attributes.empty())
        return element.text;
    Json object = Json::object();
    for (auto const& [key, value] : element.attributes)
        object[key] = value;
    if (!element.text.empty())
        object["value"] = element.text;
    for (auto const& child : element.children) {
        // "package" is a list of boxes at the top and one id inside a logger
        bool const list = may_repeat(child.name) &&
                          (top || child.name != "package" || element.name == "overpack");
        if (list)
            object[child.name].push_back(value_of(child, false));
        else
            object[child.name] = value_of(child, false);
    }
    return object;
}

std::string local_text(std::optional<ZonedTime> const& time) {
    return time ? to_people(*time) : "";
}

std::string utc_text(std::optional<ZonedTime> const& time) {
    return time ? to_rfc3339(time->instant) : "";
}

void put_row(std::string& out, std::vector<std::string> const& cells) {
    for (std::size_t at = 0; at < cells.size(); ++at)
        out += (at == 0 ? "" : ",") + csv_cell(cells[at]);
    out += '\n';
}

std::string packages_of(shipment::Shipment const& shipment, std::string const& product) {
    std::string out;
    for (auto const& package : shipment.packages) {
        for (auto const& content : package.contents) {
            if (content.product == product)
                out += (out.empty() ? "" : " ") + package.id;
        }
    }
    return out;
}

} // namespace

std::string manifest_json(xml::Element const& manifest) {
    return value_of(manifest, true).dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string manifest_csv(shipment::Shipment const& shipment) {
    std::string out;
    put_row(out, {"shipment", "product", "package", "donation_identification_number",
                  "product_code", "division", "description", "blood_group", "chain_of_identity",
                  "recipient_identifier", "lot", "container", "containers", "volume", "cell_dose",
                  "storage", "expires_utc", "expires_local"});
    for (auto const& product : shipment.products)
        put_row(out, {shipment.id, product.id, packages_of(shipment, product.id),
                      product.donation_identification_number,
                      product.product_code + product.collection_type, product.division,
                      product.description, product.blood_group, product.chain_of_identity,
                      product.recipient.id, product.lot, product.container,
                      product.container_count ? text::cat(*product.container_count) : "",
                      product.volume ? to_text(*product.volume) : "", product.cell_dose,
                      product.storage ? to_text(*product.storage) : "",
                      utc_text(product.expires_at), local_text(product.expires_at)});
    return out;
}

} // namespace coldchain::documents
