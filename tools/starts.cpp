// SPDX-License-Identifier: Apache-2.0
#include "tools/starts.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"
#include "label/order.hpp"
#include "shipment/schema.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace coldchain::tools {

namespace {

using config::Field;
using config::FieldType;
using config::Record;

/// A key that has a value in the starting file; the others are written as comments.
struct Given {
    std::string_view path;
    std::string_view value;
};

class StartWriter {
public:
    explicit StartWriter(std::span<Given const> given) : m_given(given) {}

    void write(Record const& record, std::string const& path) {
        for (auto const& field : record.fields) {
            if (field.record == nullptr)
                write_key(field, path);
        }
        for (auto const& field : record.fields) {
            if (field.record == nullptr)
                continue;
            std::string const place =
                path.empty() ? std::string(field.name) : text::cat(path, '.', field.name);
            bool const many = field.type == FieldType::tables;
            m_out += text::cat('\n', is_open(place) ? "" : "# ", many ? "[[" : "[", place,
                               many ? "]]" : "]", comment(field.about, ""), '\n');
            write(*field.record, place);
        }
    }

    std::string take() { return std::move(m_out); }

private:
    static std::string comment(std::string_view about, std::string_view takes) {
        std::string const words =
            text::cat(about, about.empty() || takes.empty() ? "" : "; ", takes);
        return words.empty() ? "" : text::cat("  # ", words);
    }

    Given const* given_value(std::string_view path) const {
        auto const at = std::find_if(m_given.begin(), m_given.end(),
                                     [&](Given const& row) { return row.path == path; });
        return at == m_given.end() ? nullptr : &*at;
    }

    bool is_open(std::string const& table) const {
        return std::any_of(m_given.begin(), m_given.end(),
                           [&](Given const& row) { return row.path.starts_with(table + "."); });
    }

    void write_key(Field const& field, std::string const& path) {
        std::string const place =
            path.empty() ? std::string(field.name) : text::cat(path, '.', field.name);
        Given const* const given = given_value(place);
        std::string const takes =
            field.words.empty() ? std::string() : config::expected_text(field);
        m_out += text::cat(given != nullptr ? "" : "# ", field.name, " = ",
                           given != nullptr ? std::string(given->value) : config::sample_of(field),
                           comment(field.about, takes), '\n');
    }

    std::span<Given const> m_given;
    std::string m_out;
};

constexpr std::string_view how_to_read =
    "# Every key there is. A line that begins with \"# \" and a key is a fact not given: take the\n"
    "# \"# \" away, from its table's header too, and write the fact. What is not given is unknown, "
    "and\n"
    "# unknown never passes a rule; do not write a guess. Quantities carry their unit, times "
    "their\n"
    "# offset or zone. Facility numbers A9990 to A9999 are for samples.\n\n";

constexpr std::array shipment_given{
    Given{"schema", "\"coldchain.shipment/1\""},
    Given{"id", "\"SHP-0001\""},
    Given{"ship_at", "2026-11-23T15:30:00-08:00"},
    Given{"mode", "\"air_passenger\""},
    Given{"regimes", "[\"iata\"]"},
    Given{"shipper.name", "\"Example Cell Therapy Center\""},
    Given{"shipper.facility", "\"A9999\""},
    Given{"consignee.name", "\"Example Transplant Hospital\""},
    Given{"product.id", "\"P1\""},
    Given{"product.donation_identification_number", "\"A999926000123\""},
    Given{"product.product_code", "\"S1128\""},
    Given{"package.id", "\"PKG1\""},
    Given{"package.kind", "\"combination\""},
    Given{"package.content.product", "\"P1\""},
    Given{"package.content.nature", "\"human_cells\""},
};

constexpr std::array order_given{
    Given{"schema", "\"coldchain.orders/1\""},
    Given{"id", "\"ORD-0001\""},
    Given{"facility.name", "\"Example Cell Therapy Center\""},
    Given{"facility.facility", "\"A9999\""},
    Given{"facility.address", "[\"1 Cryo Way\", \"Exampleville CA 94000\"]"},
    Given{"product.id", "\"P1\""},
    Given{"product.donation_identification_number", "\"A999926000123\""},
    Given{"product.flags", "\"00\""},
    Given{"product.product_code", "\"S1128\""},
    Given{"product.collection_type", "\"1\""},
    Given{"product.division", "\"00\""},
    Given{"product.description", "\"CAR-T CELLS, CRYOPRESERVED\""},
    Given{"product.blood_group", "\"A pos\""},
    Given{"product.collected_at", "\"2026-11-02T10:15 America/Los_Angeles\""},
    Given{"product.expires_at", "\"2027-11-18T23:59 America/Los_Angeles\""},
    Given{"product.volume", "\"68 mL\""},
    Given{"product.storage", "\"<= -150 C\""},
    Given{"product.use", "\"autologous\""},
    Given{"product.urgent_medical_need", "false"},
    Given{"product.investigational", "true"},
    Given{"product.investigational_number", "\"IND 00000\""},
    Given{"product.licensed", "false"},
    Given{"product.genetically_modified", "true"},
    Given{"product.ready_to_administer", "true"},
    Given{"product.donor.eligibility", "\"not_required\""},
    Given{"product.donor.tests_complete", "true"},
    Given{"product.donor.tests_in_time", "true"},
    Given{"product.donor.reactive", "[]"},
    Given{"product.donor.risk_factor", "false"},
    Given{"product.recipient.id", "\"REC-001\""},
    Given{"product.recipient.date_of_birth", "1970-01-01"},
};

std::string start_of(Record const& record, std::string_view first_line,
                     std::span<Given const> given) {
    StartWriter writer(given);
    writer.write(record, "");
    return text::cat("# ", first_line, '\n', how_to_read, writer.take());
}

} // namespace

std::string shipment_start() {
    return start_of(
        shipment::shipment_record(),
        "A shipment: what is sent, in what, from whom to whom. Try: coldchain check FILE",
        shipment_given);
}

std::string order_start() {
    return start_of(label::orders_record(),
                    "Products to label, without a shipment. Try: coldchain label FILE -o label.pdf",
                    order_given);
}

} // namespace coldchain::tools
