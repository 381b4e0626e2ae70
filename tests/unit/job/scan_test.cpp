// SPDX-License-Identifier: Apache-2.0
// scan on pages of our own labels: what is expected is matched, and every way in which a page can
// differ is told apart. The expected results follow from what each test does to the page.
#include "../tree.hpp"
#include "job/scan_job.hpp"

#include "barcode/encode.hpp"
#include "config/tree.hpp"
#include "job/pdf_pages.hpp"
#include "render/renderer.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <cstdlib>

using namespace coldchain;
using namespace coldchain::job;

namespace {

using tree::folders;

using tree::fonts;

LabelPress const& press() {
    static auto const loaded =
        LabelPress::load({folders, fonts(), *make_date(2026, 11, 24)});
    REQUIRE(loaded);
    return *loaded;
}

/// Two bags of one facility; the second has another blood group and expiry.
std::vector<label::Order> two_orders() {
    std::vector<label::Order> orders;
    for (std::string const n : {"1", "2"}) {
        auto const json = R"({"id": "P)" + n + R"(", "donation_identification_number": "A99992600012)" +
                          n + R"(", "product_code": "S1128", "collection_type": "V", "division": "00",
            "description": "HPC, APHERESIS", "blood_group": ")" +
                          (n == "1" ? "A pos" : "O neg") +
                          R"(", "expires_at": "2027-11-2)" + n + R"(T23:59 Z", "use": "allogeneic"})";
        auto const document = config::parse_json(json, "order.json");
        REQUIRE(document);
        auto product = shipment::read_product(document->root, "order.json", "product");
        if (!product)
            FAIL(describe(product.error()));
        orders.push_back({std::move(*product), {}, "O1", 1});
    }
    return orders;
}

draw::Drawing drawing_of(std::vector<label::Order> const& orders) {
    draw::Drawing drawing{press().printer().grid, "", {}};
    for (auto const& order : orders)
        drawing.pages.push_back(press().compose(order).page);
    return drawing;
}

std::vector<ScannedPage> scan(draw::Drawing const& drawing) {
    std::vector<ScannedPage> pages;
    for (std::size_t i = 0; i < drawing.pages.size(); ++i) {
        auto const png =
            render::make_png_renderer(fonts())->render(render::only_page(drawing, i));
        REQUIRE(png);
        auto page = scan_file(*png, "page" + std::to_string(i + 1) + ".png", {});
        REQUIRE(page);
        pages.push_back(std::move(page->front()));
    }
    return pages;
}

draw::SymbolMark& symbol_of(draw::Page& page, std::string const& name) {
    for (auto& item : page.items)
        if (item.name == name)
            if (auto* const mark = std::get_if<draw::SymbolMark>(&item.primitive))
                return *mark;
    FAIL("no " + name);
    throw 0;
}

ScannedSymbol const& matched_as(std::vector<ScannedPage> const& pages, Match match) {
    for (auto const& page : pages)
        for (auto const& symbol : page.symbols)
            if (symbol.match == match)
                return symbol;
    FAIL("none is " + std::string(to_word(match)));
    throw 0;
}

} // namespace

TEST_CASE("scan: the labels of an order agree with it", "[job]") {
    auto const orders = two_orders();
    auto pages = scan(drawing_of(orders));
    auto const result = reconcile(expect_labels(press(), orders, {}), pages);
    CHECK(result.agrees());
    CHECK(result.matched == 10); // 001, 002, 003, 005 and the matrix, twice
    for (auto const& page : pages)
        CHECK(check_page_consistency(page, nullptr).empty());
}

TEST_CASE("scan: pages in another order agree too", "[job]") {
    auto const orders = two_orders();
    auto drawing = drawing_of(orders);
    std::swap(drawing.pages[0], drawing.pages[1]);
    auto pages = scan(drawing);
    CHECK(reconcile(expect_labels(press(), orders, {}), pages).agrees());
}

TEST_CASE("scan: a symbol exchanged between two labels is wrong on both", "[job]") {
    auto const orders = two_orders();
    auto drawing = drawing_of(orders);
    std::string const name = GENERATE("symbol 001", "symbol 002", "symbol 005", "symbol 023");
    CAPTURE(name);
    std::swap(symbol_of(drawing.pages[0], name), symbol_of(drawing.pages[1], name));
    auto pages = scan(drawing);
    auto const result = reconcile(expect_labels(press(), orders, {}), pages);
    CHECK(result.wrong == 2);
    CHECK(result.matched == 8);
    CHECK(result.missing + result.extra + result.unreadable == 0);
    auto const& wrong = matched_as(pages, Match::wrong);
    CHECK(wrong.name == name);
    CHECK(wrong.expected != wrong.text);
    // the label contradicts itself, which shows without the order too
    if (name != "symbol 002")
        CHECK(!check_page_consistency(pages[0], nullptr).empty());
}

TEST_CASE("scan: a label PDF with one exchanged symbol is caught", "[job]") {
    if (std::system("command -v pdftoppm >/dev/null 2>&1") != 0) {
        WARN("skipped: pdftoppm is not installed");
        return;
    }
    auto const orders = two_orders();
    auto drawing = drawing_of(orders);
    auto& mark = symbol_of(drawing.pages[0], "symbol 001");
    mark.symbol = barcode::encode_code128("=A99992600012200").value();
    auto const pdf = render::make_pdf_renderer(fonts())->render(drawing);
    REQUIRE(pdf);
    auto pages = scan_file(*pdf, "label.pdf", {});
    REQUIRE(pages);
    REQUIRE(pages->size() == 2);
    auto const result = reconcile(expect_labels(press(), orders, {}), *pages);
    CHECK(result.wrong == 1);
    CHECK(result.matched == 9);
    CHECK(matched_as(*pages, Match::wrong).expected == "=A99992600012100");
    CHECK(matched_as(*pages, Match::wrong).page == 1);
}

TEST_CASE("scan: a symbol that is gone is missing, one that is smeared is unreadable", "[job]") {
    auto const orders = two_orders();
    auto drawing = drawing_of(orders);
    bool const gone = GENERATE(true, false);
    auto const area = draw::area_of(symbol_of(drawing.pages[1], "symbol 003"));
    drawing.pages[1].items.push_back(
        {"blot", draw::Box{area, 0, true, draw::black, gone ? draw::white : draw::black}});
    auto pages = scan(drawing);
    auto const result = reconcile(expect_labels(press(), orders, {}), pages);
    CHECK(result.missing == (gone ? 1 : 0));
    CHECK(result.unreadable == (gone ? 0 : 1));
    CHECK(result.matched == 9);
    auto const& symbol = matched_as(pages, gone ? Match::missing : Match::unreadable);
    CHECK(symbol.name == "symbol 003");
    CHECK(symbol.label == "P2");
    CHECK(symbol.file == "page2.png");
}

TEST_CASE("scan: a symbol too many is extra", "[job]") {
    auto const orders = two_orders();
    auto drawing = drawing_of(orders);
    auto mark = symbol_of(drawing.pages[0], "symbol 002");
    mark.at = {700, 300};
    mark.bar_height = 60;
    drawing.pages[0].items.push_back({"second", mark});
    auto pages = scan(drawing);
    auto const result = reconcile(expect_labels(press(), orders, {}), pages);
    CHECK(result.extra == 1);
    CHECK(result.matched == 10);
}

TEST_CASE("scan: a label that is not there is missing with all its symbols", "[job]") {
    auto const orders = two_orders();
    auto pages = scan(drawing_of({orders[1]}));
    auto const result = reconcile(expect_labels(press(), orders, {}), pages);
    CHECK(result.matched == 5);
    CHECK(result.missing == 5);
    CHECK(result.extra == 0);
}

TEST_CASE("scan: lines of a scanner, two symbols read as one string among them", "[job]") {
    auto const orders = two_orders();
    ScannedPage page;
    std::int64_t number = 0;
    for (auto const* line :
         {"]C4=A99992600012100=%6200", "=<S1128V00", "]C0&>0273252359",
          "=+04000=A99992600012100=%6200=<S1128V00&>0273252359", "SHP-1"})
        page.symbols.push_back(scan_line(line, ++number, nullptr));
    CHECK(page.symbols[0].identifier == "]C4");
    CHECK(page.symbols[0].text == "=A99992600012100=%6200");
    for (auto const& symbol : page.symbols)
        CHECK(symbol.valid);
    CHECK(!scan_line("=A9999260001", 9, nullptr).valid);
    std::vector<ScannedPage> pages{page};
    auto const result = reconcile(expect_labels(press(), {orders[0]}, {}), pages);
    CHECK(result.matched == 4);
    CHECK(result.extra == 1); // the plain text
    CHECK(result.missing == 0);
    CHECK(result.wrong == 0);
}

TEST_CASE("scan: a manifest is silent about what it does not state", "[job]") {
    shipment::Shipment shipment;
    shipment.products.push_back(two_orders()[0].product);
    shipment.products[0].expires_at.reset();
    auto pages = scan(drawing_of({two_orders()[0]}));
    auto result = reconcile(expect_manifest(shipment), pages);
    CHECK(result.agrees());
    CHECK(result.matched == 4); // the expiry symbol is neither right nor wrong

    auto other = scan(drawing_of({two_orders()[1]}));
    result = reconcile(expect_manifest(shipment), other);
    CHECK(!result.agrees());
    CHECK(result.missing == 1); // the number; both have the same product code
    CHECK(result.extra == 3);   // number, blood group, and the matrix that repeats them
}

TEST_CASE("scan: one object a symbol, every key there", "[job]") {
    auto const pages = scan(drawing_of({two_orders()[0]}));
    for (auto const& symbol : pages[0].symbols) {
        auto const json = nlohmann::json::parse(to_json_line(symbol, nullptr));
        for (auto const* key : {"page", "symbology", "identifier", "text", "box_mm", "structures",
                                "result", "expected", "line", "valid"})
            CHECK(json.contains(key));
        CHECK(json["page"] == 1);
        CHECK(json["box_mm"].size() == 4);
        CHECK(!json["structures"].empty());
    }
}

TEST_CASE("scan: what is no picture is refused", "[job]") {
    auto const refused = scan_file("hello", "a.txt", {});
    REQUIRE(!refused);
    CHECK(refused.error().where.file == "a.txt");
    CHECK(!scan_file("%PDF-1.4 nothing else", "a.pdf", {}));
}
