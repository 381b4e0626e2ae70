// SPDX-License-Identifier: Apache-2.0
// The sequence of a declaration's entries follows the fact sheet's section 1.4 (IATA DGR 8.1.6.9):
// goods of overpacked packages first, "All packed in one" directly after its entries, "Overpack
// Used" after all entries of the packages inside it.
#include "../tree.hpp"
#include "documents/declaration.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

namespace {

using tree::folders;

documents::GoodsTable goods() {
    auto table = documents::load_goods(folders);
    REQUIRE(table);
    return *table;
}

std::string culture(std::string const& id, std::string const& volume, bool dry_ice = true,
                    std::string const& pathogen = "pathogen = \"Dengue virus\"\n"
                                                  "pathogen_known = true\n") {
    return "[[package]]\nid = \"" + id + "\"\n[package.outer]\nmaterial = \"fibreboard box\"\n" +
           (dry_ice ? "[package.dry_ice]\nnet = \"10 kg\"\n" : "") +
           "[[package.content]]\nnature = \"culture\"\n" + pathogen + "state = \"liquid\"\n" +
           (volume.empty() ? "" : "volume = \"" + volume + "\"\n");
}

shipment::Shipment shipment_of(std::string const& packages) {
    std::string const head = "schema = \"coldchain.shipment/1\"\nid = \"S\"\n"
                             "ship_at = 2026-11-23T16:00:00-08:00\nmode = \"air_cargo\"\n"
                             "regimes = [\"iata\"]\n[shipper]\nname = \"A\"\n[consignee]\n"
                             "name = \"B\"\n";
    auto const document = config::parse_toml(head + packages, "s.toml");
    REQUIRE(document);
    auto shipment = shipment::read_shipment(*document);
    INFO((shipment ? std::string() : describe(shipment.error())));
    REQUIRE(shipment);
    return *shipment;
}

// What the rules would make of the shipments above.
std::vector<packaging::Classified> classified(shipment::Shipment const& shipment) {
    std::vector<packaging::Classified> all;
    for (std::size_t i = 0; i < shipment.packages.size(); ++i) {
        auto const& package = shipment.packages[i];
        for (std::size_t c = 0; c < package.contents.size(); ++c)
            all.push_back(
                {package.id, "place", "content " + std::to_string(c + 1), "UN2814", "UN2814", {}});
        if (package.dry_ice)
            all.push_back({package.id, "place", "dry ice", "UN1845", "", {}});
    }
    return all;
}

Result<documents::DeclarationData> declared(std::string const& packages) {
    auto const shipment = shipment_of(packages);
    return documents::declaration_data(shipment, classified(shipment), goods());
}

std::vector<std::string> lines_of(documents::DeclarationData const& data) {
    std::vector<std::string> lines;
    for (auto const& entry : data.entries) {
        lines.push_back(entry.goods.un + " " + entry.technical_name + " | " + entry.quantity);
        for (auto const& statement : entry.statements)
            lines.push_back(statement);
    }
    return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("declaration: one substance alone names its packaging", "[documents][declaration]") {
    auto const data = declared(culture("P", "40 mL", false));
    REQUIRE(data);
    CHECK(lines_of(*data) == Lines{"UN2814 Dengue virus | 1 Fibreboard box x 40 mL"});
    // 50 mL or less may go on a passenger aircraft
    CHECK_FALSE(data->cargo_only);
}

TEST_CASE("declaration: more than 50 mL is for cargo aircraft only", "[documents][declaration]") {
    auto const [volume, cargo] =
        GENERATE(table<std::string, bool>({{"50 mL", false}, {"50.1 mL", true}, {"0.06 L", true}}));
    auto const data = declared(culture("P", volume, false));
    REQUIRE(data);
    CHECK(data->cargo_only == cargo);
}

TEST_CASE("declaration: substance and dry ice are packed in one", "[documents][declaration]") {
    auto const data = declared(culture("P", "40 mL"));
    REQUIRE(data);
    CHECK(lines_of(*data) == Lines{"UN2814 Dengue virus | 40 mL", "UN1845  | 10 kg",
                                   "All packed in one fibreboard box"});
}

TEST_CASE("declaration: packages alike are counted, others are not", "[documents][declaration]") {
    auto const data =
        declared(culture("P1", "40 mL") + culture("P2", "40 mL") + culture("P3", "30 mL"));
    REQUIRE(data);
    CHECK(lines_of(*data) == Lines{"UN2814 Dengue virus | 40 mL", "UN1845  | 10 kg",
                                   "All packed in one fibreboard box x 2",
                                   "UN2814 Dengue virus | 30 mL", "UN1845  | 10 kg",
                                   "All packed in one fibreboard box"});
    auto const single = declared(culture("P1", "40 mL", false) + culture("P2", "40 mL", false));
    REQUIRE(single);
    CHECK(lines_of(*single) == Lines{"UN2814 Dengue virus | 2 Fibreboard box x 40 mL"});
}

TEST_CASE("declaration: overpacked packages come first", "[documents][declaration]") {
    auto const data = declared(culture("P1", "30 mL", false) + culture("P2", "40 mL", false) +
                               "[[overpack]]\nid = \"OVP\"\npackages = [\"P2\"]\n");
    REQUIRE(data);
    CHECK(lines_of(*data) == Lines{"UN2814 Dengue virus | 1 Fibreboard box x 40 mL",
                                   "Overpack Used",
                                   "UN2814 Dengue virus | 1 Fibreboard box x 30 mL"});
    // several packages inside: the total stands with the overpack's mark
    auto const two = declared(culture("P1", "30 mL", false) + culture("P2", "40 mL", false) +
                              "[[overpack]]\nid = \"OVP\"\npackages = [\"P1\", \"P2\"]\n");
    REQUIRE(two);
    CHECK(lines_of(*two).back() == "Overpack Used OVP, total UN2814 70 mL");
}

TEST_CASE("declaration: a suspected substance is called so", "[documents][declaration]") {
    auto const data =
        declared(culture("P", "40 mL", false, "pathogen = \"Ebola\"\npathogen_known = false\n"));
    REQUIRE(data);
    CHECK(data->entries[0].technical_name == "suspected Category A infectious substance");
}

TEST_CASE("declaration: what is missing is asked for, never left blank",
          "[documents][declaration]") {
    auto const unnamed = declared(culture("P", "40 mL", false, "pathogen_known = true\n"));
    REQUIRE_FALSE(unnamed);
    CHECK_THAT(describe(unnamed.error()), Catch::Contains("needs its technical name"));
    auto const unmeasured = declared(culture("P", "", false));
    REQUIRE_FALSE(unmeasured);
    CHECK_THAT(describe(unmeasured.error()), Catch::Contains("the volume of UN2814 is not given"));
}

TEST_CASE("declaration: names in many alphabets, and long ones, are drawn whole",
          "[documents][declaration]") {
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    REQUIRE(fonts);
    auto shipment = shipment_of(culture("P", "40 mL"));
    // Polish, Greek, Cyrillic, Turkish; and a name without a blank, longer than its box
    auto const name = GENERATE(
        std::string("Szpital im. \xC5\x9Aw. \xC5\x81ukasza, \xC5\x81\xC3\xB3"
                    "d\xC5\xBA"),
        std::string("\xCE\x93\xCE\xB5\xCE\xBD\xCE\xB9\xCE\xBA\xCF\x8C "
                    "\xCE\x9D\xCE\xBF\xCF\x83\xCE\xBF\xCE\xBA\xCE\xBF\xCE\xBC\xCE\xB5\xCE\xAF"
                    "\xCE\xBF"),
        std::string("\xD0\x91\xD0\xBE\xD0\xBB\xD1\x8C\xD0\xBD\xD0\xB8\xD1\x86\xD0\xB0 "
                    "\xE2\x84\x96 5"),
        std::string("\xC4\xB0stanbul \xC5\x9Ei\xC5\x9Fli E\xC4\x9Fitim Hastanesi"),
        std::string(150, 'W'));
    shipment.consignee.name = name;
    auto const data = documents::declaration_data(shipment, classified(shipment), goods());
    REQUIRE(data);
    for (auto const paper : {documents::Paper::a4, documents::Paper::letter}) {
        auto const drawing = documents::declaration_pages(shipment, *data, {paper, "x"}, *fonts);
        INFO((drawing ? std::string() : describe(drawing.error())));
        REQUIRE(drawing);
        std::string all;
        for (auto const& item : drawing->pages[0].items) {
            if (auto const* text = std::get_if<draw::Text>(&item.primitive))
                all += text->text;
        }
        // without the blanks that line ends took away
        auto const squeezed = [](std::string text) {
            std::erase(text, ' ');
            return text;
        };
        CHECK(squeezed(all).find(squeezed(name)) != std::string::npos);
    }
}

TEST_CASE("declaration: goods that do not fit go on on further pages of the same form",
          "[documents][declaration]") {
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    REQUIRE(fonts);
    std::string packages;
    for (int n = 1; n <= 18; ++n)
        packages += culture("P" + std::to_string(n), std::to_string(n) + " mL");
    auto const shipment = shipment_of(packages);
    auto const data = documents::declaration_data(shipment, classified(shipment), goods());
    REQUIRE(data);
    auto const drawing =
        documents::declaration_pages(shipment, *data, {documents::Paper::letter, "x"}, *fonts);
    REQUIRE(drawing);
    std::size_t const pages = drawing->pages.size();
    REQUIRE(pages > 1);
    int entries = 0;
    for (std::size_t page = 0; page < pages; ++page) {
        std::vector<std::string> texts;
        for (auto const& item : drawing->pages[page].items) {
            if (auto const* text = std::get_if<draw::Text>(&item.primitive))
                texts.push_back(text->text);
        }
        auto const count = [&](std::string const& what) {
            return static_cast<int>(std::count(texts.begin(), texts.end(), what));
        };
        CHECK(count("Page " + std::to_string(page + 1) + " of " + std::to_string(pages) +
                    " Pages") == 1);
        CHECK(count("SHIPPER'S DECLARATION FOR DANGEROUS GOODS") == 1);
        // an entry is never parted from what it is packed with
        CHECK(count("UN 2814") == count("UN 1845"));
        CHECK(count("UN 2814") == count("All packed in one fibreboard box"));
        entries += count("UN 2814");
        // nothing is drawn outside the page
        for (auto const& item : drawing->pages[page].items) {
            auto const area = draw::bounds(item, *fonts);
            INFO(item.name);
            CHECK(area.x >= 0);
            CHECK(area.y >= 0);
            CHECK(area.x + area.width <= drawing->pages[page].width);
            CHECK(area.y + area.height <= drawing->pages[page].height);
        }
    }
    CHECK(entries == 18);
}

TEST_CASE("declaration: an overpack's totals are sums of what is known",
          "[documents][declaration]") {
    std::string const both = "\"P1\", \"P2\"";
    auto const totals = [](std::string const& packages, std::string const& inside) {
        auto const shipment =
            shipment_of(packages + "[[overpack]]\nid = \"OVP\"\npackages = [" + inside + "]\n");
        std::string out;
        for (auto const& total : documents::overpack_totals(shipment, classified(shipment)))
            out += total.overpack + " " + total.un + " " +
                   (total.net ? to_text(*total.net) : std::string("unknown")) + "; ";
        return out;
    };
    // 30 mL + 40 mL, 2 x 10 kg
    CHECK(totals(culture("P1", "30 mL") + culture("P2", "40 mL"), both) ==
          "OVP UN2814 70 mL; OVP UN1845 20 kg; ");
    // one of them does not say how much: no sum is better than a wrong one
    CHECK(totals(culture("P1", "30 mL") + culture("P2", ""), both) ==
          "OVP UN2814 unknown; OVP UN1845 20 kg; ");
    // a package outside the overpack does not count
    CHECK(totals(culture("P1", "30 mL") + culture("P2", "40 mL", false), "\"P1\"") ==
          "OVP UN2814 30 mL; OVP UN1845 10 kg; ");
}

TEST_CASE("declaration: without a content's volume, that of all containers counts",
          "[documents][declaration]") {
    auto const product = [](std::string const& count) {
        return "[[product]]\nid = \"P\"\ndonation_identification_number = \"A999926000123\"\n"
               "product_code = \"S1128\"\nvolume = \"2 mL\"\n" +
               count + culture("P1", "", false) + "product = \"P\"\n";
    };
    // 10 vials of 2 mL are 20 mL, not 2 mL
    auto const ten = declared(product("container_count = 10\n"));
    INFO((ten ? std::string() : describe(ten.error())));
    REQUIRE(ten);
    CHECK(lines_of(*ten) == Lines{"UN2814 Dengue virus | 1 Fibreboard box x 20 mL"});
    auto const unknown = declared(product(""));
    REQUIRE_FALSE(unknown);
    CHECK(describe(unknown.error()).find("the volume of UN2814 is not given") != std::string::npos);
}
