// SPDX-License-Identifier: Apache-2.0
// Names and addresses on the outer label of a container: whatever their length and script, they
// stand on it whole, in letters no smaller than the layout allows, or the label is refused.
#include "../tree.hpp"
#include "label/compose.hpp"

#include "common/text.hpp"
#include "label/geometry.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::label;

namespace {

using tree::folders;

using tree::fonts;

struct Made {
    Layout layout;
    Composed composed;
    std::vector<Finding> findings;
};

Made make(shipment::Shipment const& shipment, std::string const& printer = "12dpmm") {
    auto const profile = read_printer(folders, printer);
    REQUIRE(profile);
    auto layout = read_layout(folders, "shipping-container-100x150");
    REQUIRE(layout);
    PackageOrder order;
    order.shipment = &shipment;
    order.package = &shipment.packages.front();
    ComposeRequest const request{*layout, *profile, fonts(), "PKG1"};
    auto const filled = fill_package(order, {});
    Made made{*layout, compose(request, filled.content), {}};
    made.findings = made.composed.findings;
    auto const measured = measure(request, made.composed);
    made.findings.insert(made.findings.end(), measured.begin(), measured.end());
    return made;
}

shipment::Shipment example() {
    auto shipment = shipment::read_shipment_file(std::string(places::source_folder) +
                                                 "/examples/a-car-t-dry-shipper/shipment.toml");
    REQUIRE(shipment);
    return *shipment;
}

std::string messages(std::vector<Finding> const& findings) {
    std::string all;
    for (auto const& finding : findings)
        all += finding.rule + ": " + finding.message + "\n";
    return all;
}

/// What is printed, without blanks: lines end anywhere.
std::string printed(Composed const& composed) {
    std::string all;
    for (auto const& item : composed.page.items) {
        if (auto const* text = std::get_if<draw::Text>(&item.primitive))
            all += text::replace_all(text->text, " ", "");
    }
    return all;
}

double size_of(Composed const& composed, draw::Grid grid, std::string const& beginning) {
    for (auto const& item : composed.page.items) {
        auto const* text = std::get_if<draw::Text>(&item.primitive);
        if (text != nullptr && text->text.starts_with(beginning))
            return draw::to_micrometres(grid, text->size) / 1000;
    }
    return 0;
}

constexpr draw::Grid grid{12, 1};

} // namespace

TEST_CASE("adapt: long names in four scripts stand whole on the container label", "[label]") {
    auto const printer = GENERATE("8dpmm", "12dpmm", "24dpmm");
    auto shipment = example();
    shipment.shipper.name = "Szpital Uniwersytecki im. Św. Łukasza w Łodzi, Oddział "
                            "Przeszczepiania Komórek i Terapii Genowej";
    shipment.shipper.address = {"ul. Żółwia 12/3, wejście B", "90-001 Łódź"};
    shipment.consignee.name = "Γενικό Νοσοκομείο Αθηνών «Ευαγγελισμός», Μονάδα Μεταμόσχευσης "
                              "Αιμοποιητικών Κυττάρων και Θεραπειών";
    shipment.consignee.address = {"ул. Пушкина, дом 5, строение 2", "190000 Санкт-Петербург"};
    shipment.responsible_person->name = "Ayşegül Işıkoğlu Çağlayan-Gökçe";
    shipment.emergency_contact->name = "Круглосуточная служба спасения, дежурный врач отделения";
    auto const made = make(shipment, printer);
    CHECK(messages(made.findings) == "");
    auto const all = printed(made.composed);
    for (auto const& words :
         {shipment.shipper.name, shipment.shipper.address[0], shipment.shipper.address[1],
          shipment.consignee.name, shipment.consignee.address[0], shipment.consignee.address[1],
          shipment.responsible_person->name, shipment.emergency_contact->name,
          shipment.consignee.phone, shipment.shipper.phone})
        CHECK(all.find(text::replace_all(words, " ", "")) != std::string::npos);
}

TEST_CASE("adapt: a name that fits keeps the size of the layout", "[label]") {
    // the layout gives the receiver's name 5 mm
    auto const made = make(example());
    CHECK(size_of(made.composed, grid, "Example Transplant") == Approx(5).margin(0.05));
    CHECK(size_of(made.composed, grid, "Example Cell") == Approx(3).margin(0.05));
}

TEST_CASE("adapt: nothing is smaller than the layout's smallest text", "[label]") {
    auto shipment = example();
    for (int words = 0; words < 12; ++words)
        shipment.consignee.name += ", Department of Haematology";
    auto const made = make(shipment);
    CHECK(messages(made.findings) == "");
    double const size = size_of(made.composed, grid, "Example Transplant");
    CHECK(size < 5);
    for (auto const& item : made.composed.page.items) {
        if (auto const* text = std::get_if<draw::Text>(&item.primitive))
            CHECK(draw::to_micrometres(grid, text->size) >=
                  static_cast<double>(made.layout.smallest_text.count - 42));
    }
    CHECK(size >= 2.1);
}

TEST_CASE("adapt: a word without a blank is broken, not cut", "[label]") {
    auto shipment = example();
    shipment.shipper.name = "Universitaetsklinikumsblutstammzelltransplantationszentrums"
                            "qualitaetskontrolllaboratorium";
    auto const made = make(shipment);
    CHECK(messages(made.findings) == "");
    CHECK(printed(made.composed).find(shipment.shipper.name) != std::string::npos);
}

TEST_CASE("adapt: what no size holds is refused with the reason", "[label]") {
    auto shipment = example();
    for (int words = 0; words < 60; ++words)
        shipment.shipper.name += ", Department of Haematology";
    auto const all = messages(make(shipment).findings);
    CHECK(all.find("LBL-03: from needs ") != std::string::npos);
    CHECK(all.find("of height at the smallest text, 2.1 mm, its area has 16.17 mm") !=
          std::string::npos);
}
