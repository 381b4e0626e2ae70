// SPDX-License-Identifier: Apache-2.0
// Our own manifest in again, for whoever has no shipment document: the receiving side.
#include "documents/manifest.hpp"

#include "common/text.hpp"
#include "isbt128/din.hpp"

namespace coldchain::documents {

namespace {

using shipment::Shipment;
using xml::Element;

class Reader {
public:
    explicit Reader(std::string const& file) : m_file(file) {}

    Result<Shipment> run(Element const& root) {
        auto const* schema = root.attribute("schema");
        if (root.name != "manifest" || schema == nullptr)
            return wrong(root, "this is no manifest; give the manifest's XML or the shipment");
        if (*schema != "coldchain.manifest/1")
            return wrong(root, text::cat("schema ", text::quoted(*schema),
                                         " is not read; coldchain.manifest/1 is"));
        auto const* id = root.attribute("shipment");
        if (id == nullptr || id->empty())
            return wrong(root, "attribute shipment is missing");
        m_out.id = *id;
        m_out.file = m_file;
        for (auto const& child : root.children)
            CC_TRY(part(child));
        return std::move(m_out);
    }

private:
    Error wrong(Element const& at, std::string text) const {
        return input_error({m_file, at.line, at.column, at.name}, std::move(text));
    }

    Result<ZonedTime> time(Element const& element) const {
        auto parsed = parse_zoned(element.text);
        if (!parsed)
            return wrong(element, parsed.error().text);
        auto const* zone = element.attribute("zone");
        if (zone != nullptr && is_zone(*zone))
            parsed->zone = *zone;
        return parsed;
    }

    Result<void> part(Element const& element) {
        std::string const& name = element.name;
        if (name == "order")
            m_out.order = element.text;
        else if (name == "service")
            m_out.service = element.text;
        else if (name == "waybill")
            m_out.waybill.emplace().number = element.text;
        else if (name == "shipper")
            m_out.shipper = party(element);
        else if (name == "consignee")
            m_out.consignee = party(element);
        else if (name == "shipAt") {
            CC_TRY_ASSIGN(m_out.ship_at, time(element));
        } else if (name == "plannedArrival") {
            CC_TRY_ASSIGN(m_out.planned_arrival, time(element));
        } else if (name == "product") {
            return product(element);
        } else if (name == "package") {
            package(element);
        } else if (name == "logger") {
            logger(element);
        }
        return {};
    }

    static shipment::Party party(Element const& element) {
        shipment::Party party;
        for (auto const& child : element.children) {
            if (child.name == "name")
                party.name = child.text;
            else if (child.name == "facility")
                party.facility = child.text;
            else if (child.name == "address")
                party.address.push_back(child.text);
            else if (child.name == "country")
                party.country = child.text;
            else if (child.name == "phone")
                party.phone = child.text;
            else if (child.name == "email")
                party.email = child.text;
        }
        return party;
    }

    Result<void> product(Element const& element) {
        shipment::Product product;
        if (auto const* id = element.attribute("id"))
            product.id = *id;
        if (product.id.empty() || m_out.find_product(product.id) != nullptr)
            return wrong(element, "a product needs an id of its own");
        for (auto const& child : element.children) {
            std::string const& name = child.name;
            if (name == "donationIdentificationNumber") {
                if (auto const din = isbt128::Din::parse(child.text); !din)
                    return wrong(child, din.error().text);
                product.donation_identification_number = child.text;
            } else if (name == "containerCount") {
                product.container_count = text::parse_int(child.text);
                if (!product.container_count || *product.container_count < 1)
                    return wrong(child, text::cat("containerCount ", text::quoted(child.text),
                                                  " is not a count"));
            } else if (name == "storage") {
                auto range = parse_temperature_range(child.text);
                if (!range)
                    return wrong(child, range.error().text);
                product.storage = *range;
            } else if (name == "expires") {
                CC_TRY_ASSIGN(product.expires_at, time(child));
            } else if (auto* field = text_field(product, name)) {
                *field = child.text;
            }
        }
        m_out.products.push_back(std::move(product));
        return {};
    }

    static std::string* text_field(shipment::Product& product, std::string_view name) {
        if (name == "productCode")
            return &product.product_code;
        if (name == "collectionType")
            return &product.collection_type;
        if (name == "division")
            return &product.division;
        if (name == "description")
            return &product.description;
        if (name == "bloodGroup")
            return &product.blood_group;
        if (name == "chainOfIdentity")
            return &product.chain_of_identity;
        if (name == "lot")
            return &product.lot;
        if (name == "container")
            return &product.container;
        if (name == "recipientIdentifier")
            return &product.recipient.id;
        return nullptr;
    }

    void package(Element const& element) {
        shipment::Package package;
        if (auto const* id = element.attribute("id"))
            package.id = *id;
        for (auto const& child : element.children) {
            if (child.name == "shipper")
                package.shipper_model = child.text;
            else if (child.name == "asset")
                package.asset = child.text;
            else if (child.name == "limits")
                package.limits = child.text;
            else if (child.name == "seal")
                package.seals.push_back(child.text);
            else if (child.name == "content") {
                shipment::Content content;
                auto const* ref = child.attribute("product");
                content.product = ref != nullptr ? *ref : child.text;
                package.contents.push_back(std::move(content));
            }
        }
        m_out.packages.push_back(std::move(package));
    }

    void logger(Element const& element) {
        shipment::Logger logger;
        if (auto const* serial = element.attribute("serial"))
            logger.serial = *serial;
        for (auto const& child : element.children) {
            if (child.name == "package")
                logger.package = child.text;
            else if (child.name == "role")
                logger.role = child.text;
        }
        m_out.loggers.push_back(std::move(logger));
    }

    std::string const& m_file;
    Shipment m_out;
};

} // namespace

Result<Shipment> read_manifest(xml::Element const& root, std::string const& file) {
    return Reader(file).run(root);
}

} // namespace coldchain::documents
