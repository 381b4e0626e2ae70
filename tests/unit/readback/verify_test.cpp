// SPDX-License-Identifier: Apache-2.0
// The proof of a page: what is right passes, and each way of being wrong is named.
#include "readback/verify.hpp"

#include "barcode/encode.hpp"
#include "draw/font.hpp"
#include "render/raster.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace coldchain;
using namespace coldchain::draw;
using namespace coldchain::readback;

namespace {

Fonts const& fonts() {
    static auto const loaded = Fonts::load(default_font_folder);
    REQUIRE(loaded);
    return loaded.value();
}

SymbolMark mark(barcode::Symbology symbology, std::string const& payload, Point at, Dots module,
                Rotation rotation = Rotation::none) {
    return {at, barcode::encode(symbology, payload).value(), module, 60, rotation};
}

/// A label with linear and matrix symbols in all directions; nothing touches.
Drawing label(Dots module) {
    using barcode::Symbology;
    Drawing drawing{{8, 1}, "", {{1000 * module, 600 * module, {}}}};
    drawing.pages[0].items = {
        {"din", mark(Symbology::code128, "=A99991712345600", {40 * module, 10}, module)},
        {"half", mark(Symbology::code128, "=%6200", {300 * module, 10}, module, Rotation::half)},
        {"down", mark(Symbology::code128, "=%6200", {20, 150 * module}, module, Rotation::quarter)},
        {"up",
         mark(Symbology::code128, "=%5100", {200, 150 * module}, module, Rotation::three_quarter)},
        {"matrix", mark(Symbology::data_matrix, "=+02000=A99991712345600=<S1128V00",
                        {500 * module, 200 * module}, 2 * module)},
        {"matrix down", mark(Symbology::data_matrix, "=A99991712345600",
                             {600 * module, 200 * module}, 2 * module, Rotation::quarter)},
        {"matrix half", mark(Symbology::data_matrix, "=A99991712345600",
                             {600 * module, 400 * module}, 2 * module, Rotation::half)},
        {"matrix up", mark(Symbology::data_matrix, "=A99991712345600", {800 * module, 400 * module},
                           2 * module, Rotation::three_quarter)},
    };
    return drawing;
}

Verification verified(Drawing const& drawing) {
    return verify_page(drawing, 0, render::raster(drawing, 0, fonts()).value());
}

std::set<std::string> rules_of(Verification const& verification) {
    std::set<std::string> rules;
    for (auto const& finding : verification.findings)
        rules.insert(finding.rule);
    return rules;
}

/// Where the only symbol of these pages starts: modules 2 dots wide.
Drawing one_symbol() {
    return {{8, 1},
            "",
            {{400,
              200,
              {{"din", mark(barcode::Symbology::code128, "=A99991712345600", {50, 40}, 2)}}}}};
}

} // namespace

TEST_CASE("a page whose symbols are whole passes, each symbol proved", "[readback]") {
    auto const drawing = label(GENERATE(1, 2, 3, 6));
    auto const verification = verified(drawing);
    for (auto const& finding : verification.findings)
        UNSCOPED_INFO(finding.rule << ' ' << finding.message);
    CHECK(verification.passed());
    REQUIRE(verification.proved.size() == drawing.pages[0].items.size());
    CHECK(verification.proved[0].name == "din");
    CHECK(verification.proved[0].decoded.payload == "=A99991712345600");
    CHECK(verification.proved[0].decoded.identifier == "]C0");
    CHECK(verification.proved[4].decoded.identifier == "]d1");
}

TEST_CASE("ink in a quiet zone is found at either end", "[readback]") {
    auto drawing = one_symbol();
    // the symbol has 145 modules (x 50 to 340), its quiet zone 20 dots
    auto const x = GENERATE(30, 49, 340, 359);
    drawing.pages[0].items.push_back({"spot", Box{{x, 60, 1, 1}, 0, true, black, black}});
    auto const verification = verified(drawing);
    CHECK(rules_of(verification).count("READ-03") == 1);
    CHECK(verification.findings[0].field == "din");
    CHECK(verification.proved.empty());
}

TEST_CASE("ink beside a quiet zone is allowed", "[readback]") {
    auto drawing = one_symbol();
    for (int const x : {29, 360})
        drawing.pages[0].items.push_back({"spot", Box{{x, 60, 1, 1}, 0, true, black, black}});
    // above and below Code 128 there is no quiet zone
    drawing.pages[0].items.push_back({"text", Box{{60, 101, 100, 5}, 0, true, black, black}});
    CHECK(verified(drawing).passed());
}

TEST_CASE("a Data Matrix keeps its quiet zone on all four sides", "[readback]") {
    auto const [x, y] = GENERATE(table<int, int>({{98, 110}, {110, 98}, {148, 110}, {110, 148}}));
    Drawing drawing{
        {8, 1},
        "",
        {{400,
          300,
          {{"matrix", mark(barcode::Symbology::data_matrix, "=A99991712345600", {100, 100}, 3)}}}}};
    CHECK(verified(drawing).passed());
    drawing.pages[0].items.push_back({"spot", Box{{x, y, 2, 2}, 0, true, black, black}});
    CHECK(rules_of(verified(drawing)).count("READ-03") == 1);
}

TEST_CASE("a symbol that is painted over is found even when it still reads", "[readback]") {
    auto drawing = one_symbol();
    drawing.pages[0].items.push_back({"line", Line{{40, 70}, {350, 70}, 1, black, 0}});
    auto const verification = verified(drawing);
    CHECK(rules_of(verification).count("READ-05") == 1);
    CHECK_FALSE(verification.passed());
}

TEST_CASE("a symbol that does not read is found", "[readback]") {
    auto drawing = one_symbol();
    drawing.pages[0].items.push_back({"patch", Box{{100, 0, 60, 200}, 0, true, black, white}});
    auto const rules = rules_of(verified(drawing));
    CHECK(rules.count("READ-01") == 1);
    CHECK(rules.count("READ-05") == 1);
}

TEST_CASE("a symbol that says something else is found", "[readback]") {
    // the modules of one payload under the name of another: what a mixed-up batch would do
    auto drawing = one_symbol();
    auto& symbol = std::get<SymbolMark>(drawing.pages[0].items[0].primitive).symbol;
    symbol.payload = "=A99991712345700";
    auto const verification = verified(drawing);
    REQUIRE(verification.findings.size() == 1);
    CHECK(verification.findings[0].rule == "READ-02");
    CHECK(verification.findings[0].severity == Severity::error);
    CHECK(verification.findings[0].value == "=A99991712345600");
    CHECK(verification.findings[0].limit == "=A99991712345700");
}

TEST_CASE("a symbol cut by the edge of the page is found", "[readback]") {
    auto drawing = one_symbol();
    auto& symbol = std::get<SymbolMark>(drawing.pages[0].items[0].primitive);
    symbol.at = GENERATE(Point{19, 40}, Point{91, 40}, Point{50, -1}, Point{50, 141});
    auto const rules = rules_of(verified(drawing));
    CHECK(rules == std::set<std::string>{"READ-04"});
}

TEST_CASE("a raster of another size proves nothing", "[readback]") {
    auto const drawing = one_symbol();
    barcode::Raster const other{10, 10, std::vector<std::uint8_t>(100, 255)};
    auto const verification = verify_page(drawing, 0, other);
    CHECK(rules_of(verification) == std::set<std::string>{"READ-07"});
}

TEST_CASE("a page without symbols passes", "[readback]") {
    Drawing const blank{{8, 1}, "", {{100, 100, {}}}};
    CHECK(verified(blank).passed());
}

TEST_CASE("every single dot of a symbol is under proof", "[readback]") {
    auto const drawing = one_symbol();
    auto const whole = render::raster(drawing, 0, fonts()).value();
    // a sample of all dots of the symbol and its quiet zone: 330 by 60
    for (int at = 0; at < 330 * 60; at += 97) {
        auto raster = whole;
        auto const x = static_cast<std::size_t>(30 + at % 330);
        auto const y = static_cast<std::size_t>(40 + at / 330);
        auto& dot = raster.grey[y * 400 + x];
        dot = static_cast<std::uint8_t>(255 - dot);
        CHECK_FALSE(verify_page(drawing, 0, raster).passed());
    }
}

TEST_CASE("each code has an explanation", "[readback]") {
    std::set<std::string_view> seen;
    for (auto const& row : codes()) {
        CHECK(seen.insert(row.code).second);
        CHECK_FALSE(row.title.empty());
        CHECK_FALSE(row.cause.empty());
        CHECK_FALSE(row.example.empty());
        CHECK_FALSE(row.remedy.empty());
        CHECK_FALSE(row.source.empty());
    }
    CHECK(seen.size() == 9);
}
