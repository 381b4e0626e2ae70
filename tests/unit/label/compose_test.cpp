// SPDX-License-Identifier: Apache-2.0
// Every layout of the tree with a full order on every printer, and what must be refused.
#include "../tree.hpp"
#include "label/compose.hpp"

#include "common/file.hpp"
#include "config/tree.hpp"
#include "label/geometry.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::label;

namespace {

using tree::folders;

using tree::fonts;

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

TEST_CASE("every layout of a product sets without a finding on every printer", "[label]") {
    for (auto const& file : config::list_data(folders, layouts_folder)) {
        auto const layout = layout_named(file.name);
        CHECK(layout.state == LayoutState::approved);
        if (layout.subject != Subject::product)
            continue;
        for (auto const& printer : config::list_data(folders, printers_folder)) {
            CAPTURE(file.name, printer.name);
            auto const made = make(layout, printer.name, order_of(full_product));
            CHECK(messages(made.findings) == "");
            CHECK(!made.composed.symbols.empty());
        }
    }
}

TEST_CASE("a layout of many sizes follows the stock, and refuses what it cannot be", "[label]") {
    auto const layout = layout_named("partial-50x75");
    auto const larger = resized(layout, {60'000}, {90'000});
    REQUIRE(larger);
    CHECK(messages(make(*larger, "12dpmm", order_of(full_product)).findings) == "");
    auto const facility = std::find_if(larger->texts.begin(), larger->texts.end(),
                                       [](auto const& text) { return text.name == "facility"; });
    REQUIRE(facility != larger->texts.end());
    // the template puts it 11 mm above the lower edge and 6 mm less wide than the label
    CHECK(facility->area.y == Micrometres{79'000});
    CHECK(facility->area.width == Micrometres{54'000});

    auto const small = resized(layout, {30'000}, {40'000});
    REQUIRE(!small);
    CHECK(small.error().text.find("48 mm x 70 mm to 100 mm x 150 mm") != std::string::npos);
    auto const fixed = resized(layout_named("cellular-therapy-100x100"), {90'000}, {90'000});
    REQUIRE(!fixed);
    CHECK(fixed.error().text.find("one size") != std::string::npos);
}

TEST_CASE("a size is width and height", "[label]") {
    auto const size = parse_size("60x80");
    REQUIRE(size);
    CHECK(size->first == Micrometres{60'000});
    CHECK(parse_size("62.5 x 80 mm")->first == Micrometres{62'500});
    for (auto const* text : {"", "60", "60x", "x80", "axb", "60x80x90", "-5x80"})
        CHECK(!parse_size(text));
}

namespace {

// The full product with one key changed, added ("" for `from`) or taken away ("" for `to`).
std::string changed(std::string const& from, std::string const& to) {
    std::string json = full_product;
    auto const at = json.find(from);
    REQUIRE(at != std::string::npos);
    return json.replace(at, from.size(), to);
}

bool has(std::vector<Finding> const& findings, std::string const& rule, std::string const& words) {
    return std::any_of(findings.begin(), findings.end(), [&](Finding const& finding) {
        return finding.rule == rule && finding.message.find(words) != std::string::npos;
    });
}

config::Document layout_document(std::string const& from, std::string const& to) {
    auto const bytes = read_file(std::string(places::source_folder) + "/templates/cellular-therapy-100x100.toml");
    REQUIRE(bytes);
    std::string toml = *bytes;
    auto const at = toml.find(from);
    REQUIRE(at != std::string::npos);
    toml.replace(at, from.size(), to);
    auto document = config::parse_toml(toml, "layout.toml");
    REQUIRE(document);
    return std::move(*document);
}

Made make_changed(std::string const& from, std::string const& to) {
    auto const layout = read_layout(layout_document(from, to));
    if (!layout)
        FAIL(describe(layout.error()));
    return make(*layout, "12dpmm", order_of(full_product));
}

std::string layout_error(std::string const& from, std::string const& to) {
    auto const layout = read_layout(layout_document(from, to));
    REQUIRE_FALSE(layout);
    return describe(layout.error());
}

} // namespace

TEST_CASE("symbols carry the facts of the order", "[label]") {
    auto const made =
        make(layout_named("cellular-therapy-100x100"), "12dpmm", order_of(full_product));
    std::map<std::string, std::string> payloads;
    for (auto const& symbol : made.composed.symbols)
        payloads[symbol.name] = symbol.mark.symbol.payload;
    // 001, 003, 005, 007 by hand from ST-001 2.4: 2027-11-22 is day 326, 2026-11-20 day 324;
    // 64 is A RhD positive, autologous only (table 4)
    CHECK(payloads["symbol 001"] == "=A99992600012312");
    CHECK(payloads["symbol 002"] == "=%6400");
    CHECK(payloads["symbol 003"] == "=<S1128100");
    CHECK(payloads["symbol 005"] == "&>0273262359");
    CHECK(payloads["symbol 007"] == "&*0263241015");
    CHECK(payloads["symbol 023"] ==
          "=+05000=A99992600012312=%6400=<S1128100&>0273262359&*0263241015");
}

TEST_CASE("an order that cannot be coded is refused with the key and the value", "[label]") {
    auto const [from, to, words] = GENERATE(table<std::string, std::string, std::string>({
        {"\"A pos\"", "\"X pos\"", "blood group \"X pos\" is not one of ISBT 128"},
        {"\"flags\": \"12\"", "\"flags\": \"99\"", ""},
        {"\"S1128\"", "\"S112\"", ""},
        {"\"collection_type\": \"1\"", "\"collection_type\": \"11\"", "is not one character"},
        {"CHA999926000001", "CHA99992600000", ""},
    }));
    CAPTURE(to);
    auto const made =
        make(layout_named("cellular-therapy-100x100"), "12dpmm", order_of(changed(from, to)));
    CHECK(has(made.findings, "LBL-02", words));
}

TEST_CASE("a use that the collection type contradicts is refused", "[label]") {
    auto const made = make(layout_named("cellular-therapy-100x100"), "12dpmm",
                           order_of(changed("\"autologous\"", "\"allogeneic\"")));
    CHECK(has(made.findings, "LBL-12", "says autologous"));
}

TEST_CASE("a missing expiry is refused by name", "[label]") {
    auto const made =
        make(layout_named("cellular-therapy-100x100"), "12dpmm",
             order_of(changed("\"expires_at\": \"2027-11-22T23:59 America/Los_Angeles\",", "")));
    CHECK(has(made.findings, "LBL-01", "symbol 005 needs expires_at"));
}

TEST_CASE("a text too long for its area is refused, never shrunk", "[label]") {
    std::string const description(700, 'W');
    auto const made = make(layout_named("cellular-therapy-100x100"), "12dpmm",
                           order_of(changed("HPC, APHERESIS", description)));
    CHECK(has(made.findings, "LBL-03", "product: a word of"));
}

TEST_CASE("a character without a glyph is refused by its code point", "[label]") {
    auto const made = make(layout_named("cellular-therapy-100x100"), "12dpmm",
                           order_of(changed("HPC, APHERESIS", "HPC \xE7\xB4\xB0")));
    CHECK(has(made.findings, "LBL-04", "U+7D30"));
}

TEST_CASE("what the finished page shows is measured", "[label]") {
    SECTION("overlap names both items") {
        auto const made = make_changed("name = \"facility\"\nx = \"5 mm\"\ny = \"17.6 mm\"",
                                       "name = \"facility\"\nx = \"5 mm\"\ny = \"11.6 mm\"");
        CHECK(has(made.findings, "LBL-05", "facility and donation number overlap by"));
    }
    SECTION("a quiet zone cut by a text") {
        auto const made = make_changed("name = \"collection\"\nx = \"5 mm\"\ny = \"35.8 mm\"",
                                       "name = \"collection\"\nx = \"37 mm\"\ny = \"27 mm\"");
        CHECK(has(made.findings, "LBL-07", "collection stands in the quiet zone of symbol 007"));
    }
    SECTION("a gap outside 36 X +- 16 X") {
        auto const made = make_changed("x = \"7.5 mm\"", "x = \"3 mm\"");
        CHECK(has(made.findings, "LBL-10", "outside 36 X +- 16 X"));
    }
    SECTION("a rule between symbols scanned together") {
        auto const made = make_changed("y1 = \"17.6 mm\"", "y1 = \"3 mm\"");
        CHECK(has(made.findings, "LBL-10", "upper upright rule stands between"));
    }
    SECTION("bars below 15 % of their length") {
        auto const made =
            make_changed("height = \"6 mm\"\ntext_size", "height = \"5 mm\"\ntext_size");
        CHECK(messages(made.findings) == ""); // 5 mm is enough for 30.75 mm
        auto const wide = make_changed("module = \"0.25 mm\"\nheight = \"6 mm\"",
                                       "module = \"0.33 mm\"\nheight = \"5 mm\"");
        CHECK(has(wide.findings, "LBL-09", "symbol 007"));
    }
    SECTION("ink in the margin") {
        auto const made = make_changed("margin = \"1.5 mm\"", "margin = \"3 mm\"");
        CHECK(has(made.findings, "LBL-06", "symbol 001 reaches"));
    }
    SECTION("an X dimension below 0.17 mm") {
        auto const made = make_changed("module = \"0.25 mm\"", "module = \"0.17 mm\"");
        CHECK(has(made.findings, "LBL-08", "choose 3 dots (0.2500 mm)"));
    }
}

TEST_CASE("a layout says what is wrong with it, with place", "[label]") {
    CHECK(layout_error("{facility_name?}", "{facility_nam?}").find("did you mean facility_name") !=
          std::string::npos);
    CHECK(layout_error("{facility_name?}", "{facility_name?").find("do not pair") !=
          std::string::npos);
    CHECK(layout_error("[\"001\"]", "[\"061\"]").find("\"061\" is not one a label can carry") !=
          std::string::npos);
    CHECK(layout_error("size = \"2.6 mm\"", "size = \"1 mm\"").find("below the layout's") !=
          std::string::npos);
    CHECK(layout_error("joins = \"symbol 002\"", "joins = \"symbol 9\"").find("no symbol") !=
          std::string::npos);
    CHECK(layout_error("name = \"symbol 007\"", "name = \"symbol 001\"").find("used twice") !=
          std::string::npos);
    CHECK(layout_error("state = \"approved\"", "state = \"draft\"").find("watermark") !=
          std::string::npos);
    CHECK(layout_error("width = \"43.5 mm\"", "width = \"99 mm\"").find("leaves the label") !=
          std::string::npos);
    CHECK(layout_error("height = \"8 mm\"", "height = \"4 mm\"").find("at least 5 mm") !=
          std::string::npos);
}

TEST_CASE("the sign and the negative group are drawn inside their areas", "[label]") {
    std::vector<Statement> const legend{{"S", StatementGroup::legend, "BIOHAZARD", "", {}}};
    auto const layout = layout_named("cellular-therapy-100x100");
    for (auto const* group : {"O neg", "AB neg", "AB pos", "Bombay neg", "para-Bombay pos"}) {
        CAPTURE(group);
        for (auto const* printer : {"8dpmm", "24dpmm"}) {
            auto const profile = read_printer(folders, printer);
            REQUIRE(profile);
            ComposeRequest const request{layout, *profile, fonts(), "P1"};
            auto const filled = fill(order_of(changed("A pos", group)), legend);
            auto const composed = compose(request, filled.content);
            CHECK(messages(composed.findings) == "");
            CHECK(messages(measure(request, composed)) == "");
        }
    }
}

TEST_CASE("a collection type gives the column of the blood group", "[label]") {
    // ST-001 tables 4 and 7
    CHECK(blood_group_use("1") == "autologous only");
    CHECK(blood_group_use("X") == "autologous only, biohazardous");
    CHECK(blood_group_use("D") == "directed, eligible for crossover");
    CHECK(blood_group_use("V") == "default");
    CHECK(blood_group_use("") == "default");
}
