// SPDX-License-Identifier: Apache-2.0
#include "../places.hpp"
#include "documents/lint.hpp"
#include "documents/manifest.hpp"
#include "documents/waybill.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

namespace {

shipment::Shipment example(std::string const& name) {
    auto shipment = shipment::read_shipment_file(std::string(places::source_folder) + "/examples/" +
                                                 name + "/shipment.toml");
    REQUIRE(shipment);
    return *shipment;
}

std::vector<std::string> rules_of(std::vector<Finding> const& findings) {
    std::vector<std::string> rules;
    for (auto const& finding : findings)
        rules.push_back(finding.rule);
    return rules;
}

using Rules = std::vector<std::string>;

} // namespace

TEST_CASE("lint: the examples agree with themselves", "[documents][lint]") {
    auto const name =
        GENERATE("a-car-t-dry-shipper", "b-samples-on-dry-ice", "b-samples-on-dry-ice-fixed",
                 "c-leukapheresis-2-8", "d-culture-by-cargo-aircraft");
    auto const shipment = example(name);
    CHECK(rules_of(documents::lint_shipment(shipment)) == Rules{});
    auto const manifest = documents::manifest_data(shipment);
    CHECK(documents::lint_manifest(manifest, manifest, "m.xml").empty());
    CHECK(documents::lint_text(shipment, xml::write(manifest), "m.xml").empty());
}

TEST_CASE("lint: every digit of a donation number that changes is caught", "[documents][lint]") {
    auto const shipment = example("a-car-t-dry-shipper");
    std::string const din = "A999926000123";
    auto const expected = documents::manifest_data(shipment);
    for (std::size_t at = 5; at < din.size(); ++at) {
        std::string wrong = din;
        wrong[at] = wrong[at] == '9' ? '0' : static_cast<char>(wrong[at] + 1);
        CHECK(rules_of(documents::lint_text(shipment, "bag " + wrong + ", A pos", "note.txt")) ==
              Rules{"LNT-01"});
        auto other = shipment;
        other.products[0].donation_identification_number = wrong;
        auto const findings =
            documents::lint_manifest(expected, documents::manifest_data(other), "m.xml");
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].rule == "LNT-02");
        CHECK(findings[0].value == wrong);
        CHECK(findings[0].limit == din);
        CHECK(findings[0].field == "manifest/product[P1]/donationIdentificationNumber");
        std::vector<std::string> const symbols{"=" + wrong + "00"};
        CHECK(rules_of(documents::lint_symbols(shipment, symbols, "", "label.pdf")) ==
              Rules{"LNT-01"});
    }
    std::vector<std::string> const right{"=" + din + "00", "=<S1128100"};
    CHECK(documents::lint_symbols(shipment, right, "", "label.pdf").empty());
}

TEST_CASE("lint: a recipient's name is found wherever it stands", "[documents][lint]") {
    auto shipment = example("a-car-t-dry-shipper");
    shipment.products[0].recipient.name = "Maria Invented";
    CHECK(rules_of(documents::lint_text(shipment, "for Maria Invented, urgent", "waybill.txt")) ==
          Rules{"LNT-03"});
    // our own papers never carry it
    auto const manifest = xml::write(documents::manifest_data(shipment));
    CHECK(documents::lint_names(shipment, manifest, "manifest.xml").empty());
    CHECK(
        documents::lint_names(shipment, documents::manifest_csv(shipment), "manifest.csv").empty());
}

TEST_CASE("lint: waybill numbers", "[documents][lint]") {
    // the serial modulo 7 is the last digit: 1234567 = 7 * 176366 + 5
    CHECK(documents::waybill_number_holds("999-12345675") == true);
    CHECK(documents::waybill_number_holds("999-12345676") == false);
    CHECK_FALSE(documents::waybill_number_holds("999-1234567"));
    CHECK_FALSE(documents::waybill_number_holds("FX 7712 3456"));
    auto shipment = example("a-car-t-dry-shipper");
    CHECK(rules_of(documents::lint_text(shipment, "AWB 999-12345690", "w.txt")) == Rules{"LNT-01"});
    CHECK(documents::lint_text(shipment, "AWB 999-12345675", "w.txt").empty());
    shipment.waybill->number = "999-12345676";
    CHECK(rules_of(documents::lint_shipment(shipment)) == Rules{"LNT-04"});
}

TEST_CASE("lint: a dry-ice line with another mass", "[documents][lint]") {
    auto const shipment = example("b-samples-on-dry-ice");
    CHECK(documents::lint_text(shipment, "UN 1845, Dry ice, 1 x 6 kg", "w.txt").empty());
    CHECK(rules_of(documents::lint_text(shipment, "UN 1845, Dry ice, 1 x 5 kg", "w.txt")) ==
          Rules{"LNT-02"});
}

TEST_CASE("lint: counts, masses and custody that do not hold", "[documents][lint]") {
    auto shipment = example("b-samples-on-dry-ice");
    shipment.packages[0].gross_mass = *parse_quantity("6 kg", Dimension::mass);
    CHECK(rules_of(documents::lint_shipment(shipment)) == Rules{"LNT-05"});
    shipment = example("b-samples-on-dry-ice");
    shipment.packages[0].contents.clear();
    CHECK(rules_of(documents::lint_shipment(shipment)) == Rules{"LNT-05"});

    shipment = example("a-car-t-dry-shipper");
    auto second = shipment.custody.handovers[0];
    second.from = "Somebody else";
    shipment.custody.handovers.push_back(second);
    CHECK(rules_of(documents::lint_shipment(shipment)) == Rules{"LNT-06"});
    shipment = example("a-car-t-dry-shipper");
    shipment.custody.handovers[0].seals = std::vector<std::string>{"S-10442"};
    CHECK(rules_of(documents::lint_shipment(shipment)) == Rules{"LNT-06"});
    shipment = example("a-car-t-dry-shipper");
    shipment.custody.received->at->instant.milliseconds -= 10LL * 86'400'000;
    CHECK(rules_of(documents::lint_shipment(shipment)) == Rules{"LNT-06"});
}

TEST_CASE("lint: the manifest's symbol of another version", "[documents][lint]") {
    auto const shipment = example("a-car-t-dry-shipper");
    std::string const digest(64, 'a');
    std::vector<std::string> const symbol{"SHP-2026-0117 sha256:" + digest};
    CHECK(documents::lint_symbols(shipment, symbol, digest, "m.pdf").empty());
    CHECK(rules_of(documents::lint_symbols(shipment, symbol, std::string(64, 'b'), "m.pdf")) ==
          Rules{"LNT-07"});
    std::vector<std::string> const other{"SHP-2026-0118 sha256:" + digest};
    CHECK(rules_of(documents::lint_symbols(shipment, other, digest, "m.pdf")) == Rules{"LNT-01"});
}
