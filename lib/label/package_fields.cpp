// SPDX-License-Identifier: Apache-2.0
// The label of a shipping container, from the shipment it belongs to: addresses and telephones,
// what is inside without any person's name, handling, and the warnings of the products inside
// (FACT-JACIE: a warning of a product stands on its container too).
#include "label/fields.hpp"

#include "common/text.hpp"
#include "isbt128/dates.hpp"
#include "isbt128/din.hpp"

#include <algorithm>
#include <set>

namespace coldchain::label {

namespace {

using shipment::Party;
using shipment::Product;

std::string zoned_text(std::optional<ZonedTime> const& time) {
    if (!time)
        return {};
    auto const clock = wall_clock(time->instant, time->zone);
    return clock ? text::cat(isbt128::printed(clock->local, isbt128::DateStyle::day_month_year),
                             " ", clock->abbreviation)
                 : std::string();
}

std::string with_phone(std::string const& name, std::string const& phone) {
    return phone.empty() ? name : text::cat(name, name.empty() ? "" : "\n", phone);
}

// "CAR-T CELLS, A9999 26 000123 00 P, S1128100, 2 cryobags"
std::string content_line(Product const& product) {
    std::vector<std::string> parts;
    if (!product.description.empty())
        parts.push_back(product.description);
    if (auto const din = isbt128::Din::parse(product.donation_identification_number))
        parts.push_back(isbt128::printed(*din, product.flags.empty() ? "00" : product.flags));
    if (!product.product_code.empty())
        parts.push_back(text::cat(product.product_code, product.collection_type,
                                  product.division.empty() ? "00" : product.division));
    if (product.container_count && *product.container_count > 1)
        parts.push_back(text::cat(*product.container_count, " ",
                                  text::replace_all(product.container, "_", " "), "s"));
    return text::join(parts, ", ");
}

class PackageFiller {
public:
    explicit PackageFiller(PackageOrder const& order)
        : m_shipment(*order.shipment), m_package(*order.package), m_order(order) {}

    Filled fill(std::span<Statement const> statements) {
        identity();
        parties();
        contents();
        handling();
        for (auto const& statement : statements)
            add(statement);
        return std::move(m_filled);
    }

private:
    std::string& field(std::string_view name) { return m_filled.content.fields[std::string(name)]; }

    static void add_line(std::string& lines, std::string_view line) {
        for (auto const known : text::split(lines, '\n')) {
            if (known == line)
                return;
        }
        lines += lines.empty() ? "" : "\n";
        lines += line;
    }

    void identity() {
        auto const number = static_cast<std::size_t>(&m_package - m_shipment.packages.data()) + 1;
        field("shipment_id") = m_shipment.id;
        field("reference") = m_shipment.id;
        field("order_number") = m_shipment.order;
        field("package_id") = m_package.id;
        field("package_number") =
            text::cat("PACKAGE ", number, " OF ", m_shipment.packages.size());
        field("package_model") =
            m_package.asset.empty() ? m_package.shipper_model
                                    : text::cat(m_package.shipper_model, ", ", m_package.asset);
        if (m_order.copy > 1)
            field("copy") = text::cat("COPY ", m_order.copy);
    }

    void party(std::string const& name, Party const& party, std::string_view between) {
        field(name + "_name") = party.name;
        field(name + "_address") = text::join(party.address, between);
        field(name + "_phone") = party.phone;
    }

    void parties() {
        party("shipper", m_shipment.shipper, ", ");
        party("consignee", m_shipment.consignee, "\n");
        if (m_shipment.responsible_person)
            field("responsible_person") = with_phone(m_shipment.responsible_person->name,
                                                     m_shipment.responsible_person->phone);
        if (m_shipment.emergency_contact)
            field("emergency_contact") = with_phone(m_shipment.emergency_contact->name,
                                                    m_shipment.emergency_contact->phone);
        field("carrier") = m_shipment.service.empty()
                               ? m_shipment.carrier
                               : text::cat(m_shipment.carrier, " ", m_shipment.service);
        if (m_shipment.waybill)
            field("waybill_number") = m_shipment.waybill->number;
        field("shipped_local") = zoned_text(m_shipment.ship_at);
        field("arrival_local") = zoned_text(m_shipment.planned_arrival);
    }

    void contents() {
        auto& lines = field("package_contents");
        for (auto const* product : products_in(m_order)) {
            add_line(lines, content_line(*product));
            if (product->storage)
                add_line(field("package_storage"), storage_text(*product->storage));
        }
        for (auto const& content : m_package.contents) {
            if (content.product.empty() && !content.nature.empty())
                add_line(lines, text::replace_all(content.nature, "_", " "));
        }
    }

    void handling() {
        auto& lines = field("package_marks");
        for (auto const& mark : m_package.marks)
            add_line(lines, mark);
    }

    void add(Statement const& statement) {
        if (statement.group == StatementGroup::legend)
            m_filled.content.biohazard = true;
        else
            add_line(field(text::cat("statements_", to_word(statement.group))), statement.text);
    }

    shipment::Shipment const& m_shipment;
    shipment::Package const& m_package;
    PackageOrder const& m_order;
    Filled m_filled;
};

} // namespace

std::vector<Product const*> products_in(PackageOrder const& order) {
    std::vector<Product const*> products;
    for (auto const& content : order.package->contents) {
        auto const* const product = order.shipment->find_product(content.product);
        if (product != nullptr &&
            std::find(products.begin(), products.end(), product) == products.end())
            products.push_back(product);
    }
    return products;
}

Filled fill_package(PackageOrder const& order, std::span<Statement const> statements) {
    return PackageFiller(order).fill(statements);
}

} // namespace coldchain::label
