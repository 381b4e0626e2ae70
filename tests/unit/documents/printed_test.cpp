// SPDX-License-Identifier: Apache-2.0
// Numbers and names as people and other programs print them. What each line says is read by a
// person; the canonical forms follow from the units (1 kg = 1000 g) and the calendar.
#include "../places.hpp"
#include "common/text.hpp"
#include "documents/printed_facts.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::documents;

namespace {

using Kind = PrintedKind;

std::string values(std::string const& text) {
    std::string out;
    for (auto const& printed : read_printed(text))
        out += text::cat(out.empty() ? "" : "; ", printed.value);
    return out;
}

shipment::Shipment example(std::string const& name) {
    auto shipment = shipment::read_shipment_file(std::string(places::source_folder) + "/examples/" +
                                                 name + "/shipment.toml");
    REQUIRE(shipment);
    return *shipment;
}

std::string found_in(PrintedFacts const& facts, std::string const& text,
                     PaperOf paper = PaperOf::sending) {
    std::string out;
    for (auto const& finding : facts.compare(text, "x.pdf", paper))
        out += text::cat(out.empty() ? "" : "; ", finding.rule, " ", finding.field, " ",
                         finding.value);
    return out;
}

} // namespace

TEST_CASE("printed: numbers are read in every way of writing them", "[documents]") {
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"A999926000123 and A9999 26 000124 00 P", "A999926000123; A999926000124"},
        {"UN2814, UN 1845", "UN2814; UN1845"},
        {"6 kg, 6000 g, 6.0kg", "mass 6.000000000; mass 6.000000000; mass 6.000000000"},
        {"6,5 kg", "mass 6.500000000"},
        {"68 mL 68 ml", "volume 68.000000000; volume 68.000000000"},
        {"keep <= -150 C", "-150"},
        {"\xE2\x88\x92"
         "150 \xC2\xB0"
         "C, 2 to 8 \xC2\xB0"
         "C",
         "-150; 8"},
        {"2027-11-18", "2027-11-18"},
        {"18 NOV 2027, 18-Nov-2027", "2027-11-18; 2027-11-18"},
        {"2027-11-18 23:59 PST 2027-11-19T07:59:00Z", "2027-11-18 23:59; 2027-11-19 07:59"},
        {"2 packages, 10 VIALS, 1 box", "2 package; 10 vial; 1 box"},
        {"2 x 6 kg", "2 x; mass 6.000000000"},
        {"net\n6\nkg", "mass 6.000000000"},
    }));
    CAPTURE(text);
    CHECK(values(text) == expected);
}

TEST_CASE("printed: what only looks like a number of a shipment is none", "[documents]") {
    auto const text =
        GENERATE("page 1 of 2", "7 Packages are marked", "+1 555 0100", "dock 2 C. Example",
                 "Issued 2026-11-22T10:00:00Z", "Printed: 2026-11-22", "380 x 380 x 400 mm",
                 "IATA DGR 8.1.6.9", "49 CFR 172.204", "S1128100", "CHA999926000001",
                 "MADE-LN2-0001", "999-12345675", "2.1e8 CAR+ T cells", "2026-13-01", "31 FEB 2026",
                 "sha256 62a7bd4daf331b6220349fbb", "1234567890123", "UN28145", "6 kgs7", "");
    CAPTURE(text);
    CHECK(values(text) == "");
}

TEST_CASE("printed: what the shipment says is no difference", "[documents]") {
    PrintedFacts const facts(example("a-car-t-dry-shipper"));
    CHECK(found_in(facts, "A9999 26 000123, 68 mL, 18500 g, <= -150 C, expires 18 NOV 2027 23:59, "
                          "2027-11-19T07:59:00Z, Example Cell Therapy Center, +1 555 0100") == "");
}

TEST_CASE("printed: one digit other is a difference, whatever the number is", "[documents]") {
    PrintedFacts const facts(example("a-car-t-dry-shipper"));
    auto const [text, expected] = GENERATE(table<std::string, std::string>({
        {"A999926000124", "LNT-01 donation identification number A999926000124"},
        {"UN 1846", "LNT-01 UN number UN 1846"},
        {"gross 18.6 kg", "LNT-02 amount 18.6 kg"},
        {"keep <= -160 C", "LNT-02 temperature -160 C"},
        {"2027-11-19 23:59", "LNT-02 date and time 2027-11-19 23:59"},
        {"collected 2026-11-22", "LNT-02 date 2026-11-22"},
        {"3 packages", "LNT-02 count 3 packages"},
        {"Example Cell Therapy Centre", "LNT-02 shipper.name Example Cell Therapy Centre"},
        {"Exmaple Transplant Hospital", "LNT-02 consignee.name Exmaple Transplant Hospital"},
        {"+1 555 0189", "LNT-02 emergency_contact.phone +1 555 0189"},
        {"seal S-10442", "LNT-02 package.seals S-10442"},
        {"CHA999926000002", "LNT-02 product.chain_of_identity CHA999926000002"},
        {"LOT-26-042", "LNT-02 product.lot LOT-26-042"},
        {"logger MADE-LN2-00011", "LNT-02 logger.serial MADE-LN2-00011"},
    }));
    CAPTURE(text);
    CHECK(found_in(facts, text) == expected);
}

TEST_CASE("printed: a difference is told once, and what a paper of ours says is right",
          "[documents]") {
    PrintedFacts facts(example("a-car-t-dry-shipper"));
    CHECK(found_in(facts, "7 kg here\n7 kg there") == "LNT-02 amount 7 kg");
    facts.add_paper("the limit is 7 kg");
    CHECK(found_in(facts, "7 kg here\n7 kg there") == "");
}

TEST_CASE("printed: a paper of the arrival says what was measured", "[documents]") {
    PrintedFacts const facts(example("a-car-t-dry-shipper"));
    std::string const text = "opened 2026-11-26 10:00 at -171 C, A999926000124";
    CHECK(found_in(facts, text, PaperOf::arrival) ==
          "LNT-01 donation identification number A999926000124");
}
