// SPDX-License-Identifier: Apache-2.0
// Reading shipments: typed values, cross checks, places and remedies. Expected values are those
// written in the documents below.
#include "common/text.hpp"
#include "config/tree.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace coldchain;
using namespace coldchain::shipment;

namespace {

std::string const head = R"(schema = "coldchain.shipment/1"
id = "SHP-1"
ship_at = 2026-11-23T15:30:00-08:00
mode = "air_passenger"
regimes = ["iata", "cfr49"]
[shipper]
name = "A"
[consignee]
name = "B"
)";

Result<Shipment> read(std::string const& toml) {
    auto const document = config::parse_toml(toml, "s.toml");
    REQUIRE(document);
    return read_shipment(*document);
}

std::string complaint(std::string const& toml) {
    auto const result = read(toml);
    REQUIRE_FALSE(result);
    return describe(result.error());
}

} // namespace

TEST_CASE("shipment: a minimal document gives typed values", "[shipment]") {
    auto const shipment = read(head + R"([[product]]
id = "P1"
donation_identification_number = "A999926000123"
storage = "<= -150 C"
[[package]]
id = "PKG1"
[package.dry_ice]
net = "6 kg"
[[package.content]]
product = "P1"
[[package.label]]
code = "class_9"
)");
    REQUIRE(shipment);
    CHECK(shipment->id == "SHP-1");
    CHECK(shipment->mode == Mode::air_passenger);
    CHECK(to_rfc3339(shipment->ship_at.instant) == "2026-11-23T23:30:00Z");
    CHECK(shipment->find_product("P1") != nullptr);
    REQUIRE(shipment->find_package("PKG1") != nullptr);
    auto const& package = *shipment->find_package("PKG1");
    REQUIRE(package.dry_ice);
    CHECK(to_text(*package.dry_ice->net) == "6 kg");
    CHECK(package.contents.at(0).product == "P1");
    CHECK(package.labels == std::vector<std::string>{"class_9"});
    CHECK_FALSE(package.liquid_nitrogen);
    CHECK(shipment->facts.text("mode") == "air_passenger");
}

TEST_CASE("shipment: what contradicts itself is refused with place and remedy", "[shipment]") {
    auto const [tail, expected] = GENERATE(table<char const*, char const*>(
        {{"[[package]]\nid = \"P K\"\n", "s.toml:11:6: package[0].id: \"P K\" holds a character"},
         {"[[package]]\nid = \"A\"\n[[package]]\nid = \"A\"\n",
          "s.toml:13:6: package[1].id: \"A\" is used already at line 11"},
         {"[[package]]\nid = \"A\"\n[[package.content]]\nproduct = \"P9\"\n",
          "s.toml:13:11: package[0].content[0].product: \"P9\" is not the id of a [[product]]"},
         {"[[overpack]]\nid = \"O\"\npackages = [\"X\"]\n",
          "s.toml:12:12: overpack[0].packages: \"X\" is not the id of a [[package]]"},
         {"[[package]]\nid = \"A\"\n[[overpack]]\npackages = [\"A\"]\n[[overpack]]\npackages = "
          "[\"A\"]\n",
          "s.toml:15:12: overpack[1].packages: \"A\" is already in overpack[0]"},
         {"[[logger]]\nserial = \"S\"\npackage = \"Q\"\n",
          "s.toml:12:11: logger[0].package: \"Q\" is not the id of a [[package]]"},
         {"[[logger]]\nserial = \"S\"\n[[logger]]\nserial = \"S\"\n",
          "s.toml:13:10: logger[1].serial: \"S\" is used already"},
         {"[[logger]]\nserial = \"S\"\nrecording = \"../x.csv\"\n",
          "s.toml:12:13: logger[0].recording: \"../x.csv\" leaves the shipment's folder"},
         {"[[logger]]\nserial = \"S\"\nrecording = \"/etc/passwd\"\n", "leaves the shipment's"},
         {"[[logger]]\nserial = \"S\"\n[logger.calibration]\nuncertainty = \"1 F\"\n",
          "is in Fahrenheit"},
         {"[custody.packed]\nat = 2026-01-02T00:00:00Z\n[custody.received]\nat = "
          "2026-01-01T00:00:00Z\n",
          "is before custody.packed.at"},
         {"[[product]]\nid = \"P1\"\ndonation_identification_number = \"A99992600012\"\n",
          "s.toml:12:34: product[0].donation_identification_number: "},
         {"[[product]]\nid = \"P1\"\nflags = \"0\"\n", "has 1 characters; flags are two"}}));
    CHECK_THAT(complaint(head + tail), Catch::Contains(expected));
}

TEST_CASE("shipment: a required key that is missing or empty is refused", "[shipment]") {
    CHECK_THAT(complaint("schema = \"coldchain.shipment/1\"\n"), Catch::Contains("ship_at"));
    std::string const empty_time = text::replace_all(head, "2026-11-23T15:30:00-08:00", "\"\"");
    CHECK_THAT(complaint(empty_time), Catch::Contains("ship_at: is required and empty"));
    std::string const no_regime = text::replace_all(head, "[\"iata\", \"cfr49\"]", "[]");
    CHECK_THAT(complaint(no_regime), Catch::Contains("no rule would apply"));
}

TEST_CASE("shipment: an arrival before the departure is refused", "[shipment]") {
    std::string const before = text::replace_all(
        head, "ship_at =", "planned_arrival = 2026-11-23T22:29:00Z\nship_at =");
    CHECK_THAT(complaint(before), Catch::Contains("planned_arrival: ") &&
                                      Catch::Contains("is before ship_at"));
}

TEST_CASE("shipment: JSON with the same keys gives the same shipment", "[shipment]") {
    auto const document = config::parse_json(
        R"({"schema":"coldchain.shipment/1","id":"SHP-1","ship_at":"2026-11-23T15:30:00-08:00",
"mode":"road","regimes":["adr"],"shipper":{"name":"A"},"consignee":{"name":"B"}})",
        "s.json");
    REQUIRE(document);
    auto const shipment = read_shipment(*document);
    REQUIRE(shipment);
    CHECK(shipment->mode == Mode::road);
    CHECK(to_rfc3339(shipment->ship_at.instant) == "2026-11-23T23:30:00Z");
}

TEST_CASE("shipment: a row of a label order is a product", "[shipment]") {
    auto const document = config::parse_toml("id = \"P1\"\nvolume = \"68 mL\"\n", "order.toml");
    REQUIRE(document);
    auto const product = read_product(document->root, "order.toml", "");
    REQUIRE(product);
    CHECK(to_text(*product->volume) == "68 mL");
    auto const wrong = config::parse_toml("id = \"P1\"\nvolumes = \"68 mL\"\n", "order.toml");
    auto const refused = read_product(wrong->root, "order.toml", "");
    REQUIRE_FALSE(refused);
    CHECK_THAT(describe(refused.error()), Catch::Contains("did you mean \"volume\""));
}
