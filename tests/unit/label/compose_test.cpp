// SPDX-License-Identifier: Apache-2.0
// Every layout of the tree with a full order on every printer, and what must be refused.
#include "label/compose.hpp"

#include "config/tree.hpp"
#include "label/geometry.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::label;

namespace {

config::DataFolders const folders{COLDCHAIN_SOURCE_DIR};

draw::Fonts const& fonts() {
    static auto const loaded = draw::Fonts::load(draw::default_font_folder);
    REQUIRE(loaded);
    return *loaded;
}

constexpr auto full_product = R"({
  "id": "P1", "donation_identification_number": "A999926000123", "flags": "12",
  "product_code": "S1128", "collection_type": "1", "division": "00",
  "description": "HPC, APHERESIS", "attributes": ["Citrate", "Mobilized"],
  "blood_group": "A pos",
  "collected_at": "2026-11-20T10:15 America/Los_Angeles",
  "expires_at": "2027-11-22T23:59 America/Los_Angeles",
  "volume": "68 mL", "storage": "<= -150 C", "use": "autologous", "lot": "LOT-26-0042",
  "chain_of_identity": "CHA999926000001",
  "donor": {"id": "DON-001"}, "recipient": {"id": "REC-001", "date_of_birth": "1970-01-01"}
})";

Order order_of(std::string const& json) {
    auto const document = config::parse_json(json, "order.json");
    REQUIRE(document);
    auto product = shipment::read_product(document->root, "order.json", "product");
    if (!product)
        FAIL(describe(product.error()));
    shipment::Party facility;
    facility.name = "Example Cell Therapy Center";
    facility.address = {"1 Cryo Way", "Exampleville CA 94000"};
    facility.facility = "A9999";
    return {std::move(*product), std::move(facility), "SHP-1"};
}

std::vector<Statement> const statements{
    {"S1", StatementGroup::use, "FOR AUTOLOGOUS USE ONLY", "", {}},
    {"S2", StatementGroup::warning, "NOT EVALUATED FOR INFECTIOUS SUBSTANCES", "", {}},
    {"S3", StatementGroup::handling, "Do Not Irradiate", "", {}},
};

struct Made {
    Composed composed;
    std::vector<Finding> findings;
};

Made make(Layout const& layout, std::string const& printer, Order const& order) {
    auto const profile = read_printer(folders, printer);
    REQUIRE(profile);
    ComposeRequest const request{layout, *profile, fonts(), "P1"};
    auto filled = fill(order, statements);
    Made made{compose(request, filled.content), std::move(filled.findings)};
    auto const& composing = made.composed.findings;
    made.findings.insert(made.findings.end(), composing.begin(), composing.end());
    auto const measured = measure(request, made.composed);
    made.findings.insert(made.findings.end(), measured.begin(), measured.end());
    return made;
}

Layout layout_named(std::string const& name) {
    auto layout = read_layout(folders, name);
    if (!layout)
        FAIL(describe(layout.error()));
    return std::move(*layout);
}

std::string messages(std::vector<Finding> const& findings) {
    std::string all;
    for (auto const& finding : findings)
        all += finding.rule + ": " + finding.message + "\n";
    return all;
}

} // namespace

TEST_CASE("the full label sets without a finding on every printer", "[label]") {
    auto const layout = layout_named("cellular-therapy-100x100");
    for (auto const& printer : config::list_data(folders, printers_folder)) {
        CAPTURE(printer.name);
        auto const made = make(layout, printer.name, order_of(full_product));
        CHECK(messages(made.findings) == "");
        CHECK(made.composed.symbols.size() == 6);
    }
}
