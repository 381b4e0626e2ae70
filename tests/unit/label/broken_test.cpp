// SPDX-License-Identifier: Apache-2.0
// Broken orders and layouts, each made by one change to a good one: every one is refused with the
// place, the fact and the remedy. Nothing can be left behind, because nothing is written here;
// tests/unit/job/label_batch_test.cpp shows that a refusal writes no file.
#include "../tree.hpp"
#include "label/compose.hpp"

#include "common/file.hpp"
#include "config/tree.hpp"
#include "isbt128/consistency.hpp"
#include "label/geometry.hpp"
#include "label/statements.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldchain;
using namespace coldchain::label;

namespace {

using tree::folders;

using tree::fonts;

constexpr auto good_order = R"({
  "id": "P1", "donation_identification_number": "A999926000123", "flags": "00",
  "product_code": "S1128", "collection_type": "1", "division": "00",
  "description": "HPC, APHERESIS", "attributes": ["Citrate"], "blood_group": "A pos",
  "collected_at": "2026-11-20T10:15 America/Los_Angeles",
  "expires_at": "2027-11-22T23:59 America/Los_Angeles",
  "volume": "68 mL", "storage": "<= -150 C", "use": "autologous", "lot": "LOT-1",
  "chain_of_identity": "CHA999926000001", "grid": "", "single_european_code": "",
  "urgent_medical_need": false, "investigational": false, "licensed": false,
  "donor": {"id": "D1", "eligibility": "not_required", "tests_complete": true,
            "tests_in_time": true, "reactive": [], "risk_factor": false},
  "recipient": {"id": "R1", "name": "", "date_of_birth": "1970-01-01"}
})";

std::string replaced(std::string text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    INFO("not in the good input: " << from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

StatementRules const& rules() {
    static std::vector<std::string> const packs{"us-cell-therapy"};
    static auto const loaded = StatementRules::load(folders, *make_date(2026, 11, 24), packs);
    REQUIRE(loaded);
    return *loaded;
}

std::vector<Finding> findings_of(Layout const& layout, std::string const& printer,
                                 shipment::Product const& product) {
    auto const profile = read_printer(folders, printer);
    REQUIRE(profile);
    shipment::Party facility;
    facility.name = "Example Cell Therapy Center";
    auto decision = rules().decide(product);
    auto filled = fill({product, facility, "O1", 1}, decision.statements);
    ComposeRequest const request{layout, *profile, fonts(), "P1"};
    auto const composed = compose(request, filled.content);
    auto all = std::move(decision.findings);
    for (auto const& more : {filled.findings, composed.findings, measure(request, composed)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// The finding that says it, with a place and a remedy; everything said is shown when none does.
void check_refused(std::vector<Finding> const& findings, std::string const& rule,
                   std::string const& words) {
    for (auto const& finding : findings)
        UNSCOPED_INFO(finding.rule << " " << finding.field << ": " << finding.message);
    auto const at = std::find_if(findings.begin(), findings.end(), [&](Finding const& finding) {
        return finding.rule == rule && finding.message.find(words) != std::string::npos;
    });
    REQUIRE(at != findings.end());
    CHECK(at->severity >= Severity::unknown);
    CHECK(!at->field.empty());
    CHECK(!at->fix.empty());
}

std::string const& good_layout() {
    static auto const bytes =
        read_file(std::string(places::source_folder) + "/templates/cellular-therapy-100x100.toml");
    REQUIRE(bytes);
    return *bytes;
}

Layout layout_of(std::string const& toml) {
    auto const document = config::parse_toml(toml, "layout.toml");
    REQUIRE(document);
    auto layout = read_layout(*document);
    if (!layout)
        FAIL(describe(layout.error()));
    return std::move(*layout);
}

struct OrderCase {
    std::string what, from, to, rule, words;
};

} // namespace

TEST_CASE("broken orders are refused with place, fact and remedy", "[label]") {
    auto const one = GENERATE(values<OrderCase>({
        {"a donation number with a letter in its sequence", "A999926000123", "A99992600012B",
         "LBL-02", "donation"},
        {"one flag character", "\"flags\": \"00\"", "\"flags\": \"1\"", "LBL-02", "flags"},
        {"flags OO", "\"flags\": \"00\"", "\"flags\": \"OO\"", "LBL-02", "flag"},
        {"a product code of four characters", "S1128", "S112", "LBL-02", "pdc"},
        {"a product code in lower case", "\"S1128\"", "\"s1128\"", "LBL-02", ""},
        {"an unknown collection type", "\"collection_type\": \"1\"", "\"collection_type\": \"Z\"",
         "LBL-02", ""},
        {"a collection type of two characters", "\"collection_type\": \"1\"",
         "\"collection_type\": \"1V\"", "LBL-02", "one character"},
        {"a division of the other family", "\"division\": \"00\"", "\"division\": \"001\"",
         "LBL-02", ""},
        {"a division in the wrong case", "\"division\": \"00\"", "\"division\": \"aA\"", "LBL-02",
         ""},
        {"a blood group that does not exist", "A pos", "X pos", "LBL-02", "X pos"},
        {"a chain of identity of the wrong length", "CHA999926000001", "CHA99", "LBL-02", ""},
        {"a GRID with a wrong checksum", "\"grid\": \"\"", "\"grid\": \"6939DKM001392612762\"",
         "LBL-02", ""},
        {"a European code of the wrong length", "\"single_european_code\": \"\"",
         "\"single_european_code\": \"PL001499\"", "LBL-02", ""},
        {"an expiry before the years that have a code", "2027-11-22T23:59", "1850-11-22T23:59",
         "LBL-02", "year"},
        {"no expiry", "\"expires_at\": \"2027-11-22T23:59 America/Los_Angeles\",", "", "LBL-01",
         "expires"},
        {"no donation number", "\"donation_identification_number\": \"A999926000123\",", "",
         "LBL-01", "donation_identification_number"},
        {"no product code", "\"product_code\": \"S1128\",", "", "LBL-01", "product_code"},
        {"no name of the product", "\"description\": \"HPC, APHERESIS\",", "", "LBL-01",
         "description"},
        {"too long a name", "HPC, APHERESIS",
         "HPC, APHERESIS, CRYOPRESERVED, CD34 ENRICHED, PLASMA REDUCED, RED BLOOD CELLS REDUCED, "
         "THIRD PARTY COMPONENT, HYDROXYETHYL STARCH REMOVED, WASHED",
         "LBL-03", "height"},
        {"a word wider than its area", "HPC, APHERESIS", "HPCAPHERESISCRYOPRESERVEDCD34ENRICHED",
         "LBL-03", "wide"},
        {"a glyph that no face has", "HPC, APHERESIS", "\\u7D30\\u80DE", "LBL-04", "U+7D30"},
        {"a control character", "LOT-1", "LOT\\u0007", "LBL-04", ""},
        {"an emoji in the lot", "LOT-1", "LOT \\uD83E\\uDDCA", "LBL-04", ""},
        {"volunteer collection for autologous use", "\"collection_type\": \"1\"",
         "\"collection_type\": \"V\"", "LBL-12", "autologous"},
        {"autologous collection for another person", "\"autologous\"", "\"related\"", "LBL-12",
         "related"},
        {"use not given", "\"use\": \"autologous\", ", "", "LBL-14", "use"},
        {"tests not given", "\"tests_complete\": true,", "", "LBL-14", "tests_complete"},
        {"results not given", "\"reactive\": [],", "", "LBL-14", "reactive"},
        {"licensed not given", ", \"licensed\": false", "", "LBL-14", "licensed"},
        {"licensed without a licence number", "\"licensed\": false", "\"licensed\": true", "STOP-15",
         "licence"},
    }));
    CAPTURE(one.what);
    auto const document = config::parse_json(replaced(good_order, one.from, one.to), "order.json");
    if (!document)
        FAIL(describe(document.error()));
    auto const product = shipment::read_product(document->root, "order.json", "product");
    if (!product) { // refused by the reader already: with file, line and column
        UNSCOPED_INFO(describe(product.error()));
        CHECK(product.error().where.file == "order.json");
        CHECK(product.error().where.line > 0);
        CHECK(!product.error().text.empty());
        return;
    }
    check_refused(findings_of(layout_of(good_layout()), "12dpmm", *product), one.rule, one.words);
}

TEST_CASE("uses that the donor forbids are refused", "[label]") {
    // 21 CFR 1271.60, 1271.65: cases 8 and 11 of the decision table, and what contradicts itself
    auto const one = GENERATE(values<OrderCase>({
        {"case 8", "not_required", "incomplete", "STOP-08", "quarantine"},
        {"case 8, nothing done", "not_required", "not_done", "STOP-08", "quarantine"},
        {"case 11", "not_required", "ineligible", "STOP-11", "ineligible"},
        {"no determination", "not_required", "not_required", "STOP-12", "determination"},
    }));
    CAPTURE(one.what);
    auto json = replaced(good_order, "\"autologous\"", "\"allogeneic\"");
    json = replaced(json, "\"collection_type\": \"1\"", "\"collection_type\": \"V\"");
    auto const document = config::parse_json(replaced(json, one.from, one.to), "order.json");
    REQUIRE(document);
    auto const product = shipment::read_product(document->root, "order.json", "product");
    REQUIRE(product);
    check_refused(findings_of(layout_of(good_layout()), "12dpmm", *product), one.rule, one.words);
}

TEST_CASE("layouts that print wrongly are refused with both items", "[label]") {
    auto const one = GENERATE(values<OrderCase>({
        {"two texts on one place", "y = \"74.4 mm\"", "y = \"64 mm\"", "LBL-05", "recipient"},
        {"a text over a symbol", "name = \"facility\"\nx = \"5 mm\"\ny = \"17.6 mm\"",
         "name = \"facility\"\nx = \"5 mm\"\ny = \"4 mm\"", "LBL-05", "facility"},
        {"a symbol in the margin", "x = \"80.5 mm\"\ny = \"2.5 mm\"",
         "x = \"80.5 mm\"\ny = \"0.5 mm\"", "LBL-06", "margin"},
        {"a quiet zone cut by a rule", "y1 = \"64 mm\"", "y1 = \"53 mm\"", "LBL-07", "quiet zone"},
        {"a quiet zone beyond the label", "name = \"symbol 005\"\nsymbology = \"Code128\"\n"
                                          "structures = [\"005\"]\nx = \"51 mm\"",
         "name = \"symbol 005\"\nsymbology = \"Code128\"\nstructures = [\"005\"]\nx = \"68.5 mm\"",
         "LBL-07", "leaves the label"},
        {"X below the minimum", "module = \"0.25 mm\"", "module = \"0.15 mm\"", "LBL-08", "0.17"},
        {"X of a matrix above the maximum", "module = \"0.5 mm\"", "module = \"0.1 mm\"", "LBL-08",
         "0.25"},
        {"bars lower than 15 % of their length", "height = \"8 mm\"", "height = \"5.2 mm\"",
         "LBL-09", "high"},
        {"a gap too wide", "name = \"symbol 002\"\nsymbology = \"Code128\"\nstructures = "
                           "[\"002\"]\nx = \"51 mm\"",
         "name = \"symbol 002\"\nsymbology = \"Code128\"\nstructures = [\"002\"]\nx = \"56 mm\"",
         "LBL-10", "gap"},
        {"a gap too narrow", "name = \"symbol 002\"\nsymbology = \"Code128\"\nstructures = "
                             "[\"002\"]\nx = \"51 mm\"",
         "name = \"symbol 002\"\nsymbology = \"Code128\"\nstructures = [\"002\"]\nx = \"46 mm\"",
         "LBL-10", "gap"},
        {"joined symbols at different heights",
         "name = \"symbol 002\"\nsymbology = \"Code128\"\nstructures = [\"002\"]\nx = \"51 mm\"\ny = "
         "\"2.5 mm\"",
         "name = \"symbol 002\"\nsymbology = \"Code128\"\nstructures = [\"002\"]\nx = \"51 mm\"\ny = "
         "\"16 mm\"",
         "LBL-10", "side by side"},
        {"a rule between joined symbols", "y1 = \"17.6 mm\"", "y1 = \"3 mm\"", "LBL-10", "between"},
        {"a figure too large for its area", "size = \"3.9 mm\"", "size = \"6 mm\"", "LBL-03",
         "leaves its area"},
    }));
    CAPTURE(one.what);
    auto const document = config::parse_json(good_order, "order.json");
    REQUIRE(document);
    auto const product = shipment::read_product(document->root, "order.json", "product");
    REQUIRE(product);
    auto const layout = layout_of(replaced(good_layout(), one.from, one.to));
    check_refused(findings_of(layout, "12dpmm", *product), one.rule, one.words);
}

TEST_CASE("layouts that cannot be read are refused with their place", "[label]") {
    auto const one = GENERATE(values<OrderCase>({
        {"an unknown field", "{storage?}", "{storrage?}", "", "did you mean storage"},
        {"a brace that is not closed", "{storage?}", "{storage?", "", "braces"},
        {"an unknown structure", "structures = [\"005\"]", "structures = [\"006\"]", "", "006"},
        {"two structures in bars", "structures = [\"005\"]", "structures = [\"005\", \"003\"]", "",
         "exactly one"},
        {"text below the smallest size", "size = \"2.1 mm\"\n\n", "size = \"1.1 mm\"\n\n", "",
         "smallest_text"},
        {"bars below 5 mm", "height = \"8 mm\"", "height = \"4 mm\"", "", "5 mm"},
        {"an area beyond the label", "width = \"47 mm\"\nheight = \"11 mm\"",
         "width = \"57 mm\"\nheight = \"11 mm\"", "", "leaves the label"},
        {"a name used twice", "name = \"recipient\"", "name = \"expiry\"", "", "used twice"},
        {"a length without unit", "margin = \"1.5 mm\"", "margin = \"1.5\"", "", "margin"},
        {"a length of another kind", "margin = \"1.5 mm\"", "margin = \"1.5 mL\"", "", "margin"},
        {"an unknown state", "state = \"approved\"", "state = \"final\"", "", "state"},
        {"a draft without a place for its watermark", "state = \"approved\"", "state = \"draft\"",
         "", "watermark"},
        {"a symbol that joins nothing", "joins = \"symbol 005\"", "joins = \"symbol 006\"", "",
         "no symbol of this layout"},
        {"an unknown key", "title = ", "titel = ", "", "titel"},
        {"half a range of sizes", "margin = ", "smallest_width = \"50 mm\"\nmargin = ", "",
         "all of"},
        {"a label of a kilometre", "width = \"100 mm\"", "width = \"1000000 mm\"", "", "width"},
    }));
    CAPTURE(one.what);
    auto const document =
        config::parse_toml(replaced(good_layout(), one.from, one.to), "layout.toml");
    REQUIRE(document);
    auto const layout = read_layout(*document);
    REQUIRE(!layout);
    INFO(describe(layout.error()));
    CHECK(layout.error().where.file == "layout.toml");
    // of what the whole file lacks, no line is the culprit
    bool const lacking = describe(layout.error()).find("is required") != std::string::npos;
    CHECK((layout.error().where.line > 0) == !lacking);
    CHECK(describe(layout.error()).find(one.words) != std::string::npos);
}
