// SPDX-License-Identifier: Apache-2.0
// What a German keyboard (DIN 2137-01 T1) types for the keys of a US keyboard, written by hand from
// the two layouts.
#include "isbt128/decode.hpp"
#include "isbt128/keyboard.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::isbt128;

namespace {

KeyboardLayout us() {
    return {"us", "US", {}, {}, {}};
}

KeyboardLayout german() {
    KeyboardLayout layout{"de", "German", {}, {"\u00B4", "`", "^"}, {}};
    for (auto const& [key, typed] : std::vector<std::pair<char, std::string>>{
             {'`', "^"},      {'-', "\u00DF"}, {'=', "\u00B4"},  {'[', "\u00FC"}, {']', "+"},
             {'\\', "#"},     {';', "\u00F6"}, {'\'', "\u00E4"}, {'/', "-"},      {'z', "y"},
             {'y', "z"},      {'Z', "Y"},      {'Y', "Z"},       {'~', "\u00B0"}, {'@', "\""},
             {'#', "\u00A7"}, {'^', "&"},      {'&', "/"},       {'*', "("},      {'(', ")"},
             {')', "="},      {'_', "?"},      {'+', "`"},       {'{', "\u00DC"}, {'}', "*"},
             {'|', "'"},      {':', "\u00D6"}, {'"', "\u00C4"},  {'<', ";"},      {'>', ":"},
             {'?', "_"}})
        layout.keys.push_back({key, typed});
    layout.accents = {{"\u00B4", "A", "\u00C1"}, {"\u00B4", "E", "\u00C9"},
                      {"\u00B4", "a", "\u00E1"}, {"\u00B4", "e", "\u00E9"},
                      {"`", "e", "\u00E8"},      {"`", "E", "\u00C8"}};
    return layout;
}

KeyboardLayout german_without_dead_keys() {
    auto layout = german();
    layout.id = "de-no-dead-keys";
    layout.dead.clear();
    layout.accents.clear();
    return layout;
}

/// string as meant, and as it arrives on a German keyboard
using Pair = std::pair<std::string, std::string>;

} // namespace

TEST_CASE("a German keyboard's scramble is repaired after calibration", "[isbt128]") {
    std::vector<KeyboardLayout> const layouts{us(), german(), german_without_dead_keys()};
    auto const scan = typed_text(calibration_text(), layouts[1], CapsLock::off);
    REQUIRE(scan.has_value());
    auto const found = calibrate(*scan, layouts);
    REQUIRE(found.has_value());
    CHECK(found->layout->id == "de");
    CHECK(found->caps == CapsLock::off);
    auto const [meant, arrived] =
        GENERATE(values<Pair>({{"=W00001612345600", "\u00B4W00001612345600"},
                               {"=A99991712345600", "\u00C199991712345600"},
                               {"=%6200", "\u00B4%6200"},
                               {"=<S1128V00", "\u00B4;S1128V00"},
                               {"&>0263652359", "/:0263652359"},
                               {"=Z54991712345600", "\u00B4Y54991712345600"}}));
    auto const repaired = repair(arrived, *found);
    REQUIRE(repaired.has_value());
    CHECK(*repaired == meant);
    CHECK(decode(*repaired).valid());
}

TEST_CASE("without calibration the scramble is refused and named", "[isbt128]") {
    for (auto const* const arrived :
         {"\u00B4W00001612345600", "\u00B4%6200", "\u00B4;S1128V00", "/:0263652359"}) {
        auto const reading = decode(arrived);
        REQUIRE_FALSE(reading.valid());
        auto const& problem = reading.problems(reading.structures().front()).front();
        CHECK(problem.code == "ISBT-16");
        CHECK(problem.message.find("keyboard") != std::string::npos);
    }
}

TEST_CASE("caps lock and the absence of dead keys are told apart", "[isbt128]") {
    std::vector<KeyboardLayout> const layouts{us(), german(), german_without_dead_keys()};
    for (auto const& layout : layouts)
        for (auto const caps : {CapsLock::off, CapsLock::on}) {
            auto const found =
                calibrate(typed_text(calibration_text(), layout, caps).value(), layouts);
            REQUIRE(found.has_value());
            CHECK(found->layout->id == layout.id);
            CHECK(found->caps == caps);
            auto const typed = typed_text("=<S1128V00&>0263652359=)y0abZY12", layout, caps);
            CHECK(repair(typed.value(), *found).value() == "=<S1128V00&>0263652359=)y0abZY12");
        }
}

TEST_CASE("a scan that fits no layout, or two, is refused", "[isbt128]") {
    std::vector<KeyboardLayout> const one{us()};
    CHECK_FALSE(calibrate("Yz", one).has_value());
    std::vector<KeyboardLayout> const same{us(), us()};
    CHECK_FALSE(calibrate(calibration_text(), same).has_value());
}

TEST_CASE("an ambiguous line is refused, never guessed", "[isbt128]") {
    auto layout = german();
    layout.keys.push_back({'!', ";"}); // a layout on which two keys type the same
    Calibration const calibration{&layout, CapsLock::off};
    auto const repaired = repair("\u00B4;S1128V00", calibration);
    REQUIRE_FALSE(repaired.has_value());
    CHECK(repaired.error().text.find("! or <") != std::string::npos);
    CHECK_FALSE(repair("\u4E2D", calibration).has_value());
    CHECK_FALSE(repair("\xFF", calibration).has_value());
    // the accent would have joined, so this cannot have been typed
    CHECK_FALSE(repair("\u00B4A", calibration).has_value());
}
