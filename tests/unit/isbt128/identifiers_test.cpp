// SPDX-License-Identifier: Apache-2.0
// Numbers as people type them, and the forms they are printed in.
#include "common/text.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/dates.hpp"
#include "isbt128/din.hpp"
#include "isbt128/encode.hpp"
#include "isbt128/identifiers.hpp"
#include "isbt128/message.hpp"
#include "isbt128/sec.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::isbt128;

TEST_CASE("DIN: every form is read, and a check character that does not fit is refused",
          "[isbt128]") {
    // A9999 17 123456 has 9 (github.com/Fountain-Bio/din-replicator tests, after IG-033)
    auto const [text, valid] = GENERATE(values<std::pair<std::string, bool>>({
        {"A999917123456", true},
        {"A9991712345", false},
        {"A9999171234569", true},
        {"A9999171234568", false},
        {"A99991712345600", true},
        {"A999917123456009", true},
        {"A9999 17 123456 00 9", true},
        {"A9999 17 123456 [9]", true},
        {"=A99991712345600", true},
        {"=A9999171234569", true},
        {"=A9999171234568", false},
        {"=G12341765432170", true},
        {"=G12341765432171", false},
        {"O999917123456", false},
        {"A99991712345O", false},
    }));
    INFO(text);
    auto const check = check_number(NumberKind::din, text);
    CHECK(check.valid == valid);
    CHECK(check.problems.empty() == valid);
}

TEST_CASE("DIN: check flags are never printed", "[isbt128]") {
    // ST-001 appendix A.2
    auto const din = Din::parse("G123417654321").value();
    CHECK(printed(din, "70") == "G1234 17 654321 A");
    CHECK(printed(din, "02") == "G1234 17 654321 02 A");
    // groupings seen in print: ST-001 7.4.1
    CHECK(printed_in_groups(Din::parse("A123414012346").value(), "00", "4-4-5").value() ==
          text::cat("A123 4140 12346 ", *check_character("A123414012346")));
    CHECK(printed_in_groups(din, "70", "5-2-6").value() == "G1234 17 654321 A");
    CHECK(printed_in_groups(din, "02", "4-3-3-3").value() == "G123 417 654 321 02 A");
    for (auto const* const wrong : {"", "13-1", "5-2", "a-13", "-13", "0-13"})
        CHECK_FALSE(printed_in_groups(din, "00", wrong).has_value());
    CHECK(symbol_text(din, "70").value() == "=G12341765432170");
    CHECK_FALSE(symbol_text(din, "71").has_value());
    CHECK_FALSE(symbol_text(din, "OO").has_value());
    CHECK_FALSE(symbol_text(din, "14").has_value());
}

TEST_CASE("GRID, chain of identity and donor numbers", "[isbt128]") {
    // NMDP implementation guide
    auto const grid = check_number(NumberKind::grid, "6939 DKM0 0139 2612 726");
    CHECK(grid.valid);
    CHECK(grid.printed == "6939 DKM0 0139 2612 726");
    CHECK_FALSE(grid.notices.empty());
    CHECK(check_number(NumberKind::grid, "6939DKM0013926127").check_character == "26");
    CHECK_FALSE(check_number(NumberKind::grid, "6939DKM001392612762").valid);
    // derived with the confirmed algorithm
    auto const coi = check_number(NumberKind::coi, "CHA999923000001");
    CHECK(coi.check_character == "D");
    CHECK_FALSE(coi.notices.empty());
    CHECK_FALSE(check_number(NumberKind::coi, "CHA999923000001E").valid);
    auto const donor = check_number(NumberKind::donor, "A9999 0000222244445555");
    CHECK(donor.check_character == "G");
    CHECK(check_number(NumberKind::donor, "=;A99990000222244445555").valid);
}

TEST_CASE("a Single European Code is built from the label and read back", "[isbt128]") {
    // ST-012 section 6.2
    auto const content = sec_content({"PL", "1499", "Z549917123456", "T0416", "003", "2018-12-31"});
    REQUIRE(content.has_value());
    CHECK(*content == "PL001499Z549917123456A00T041600320181231");
    CHECK(sec_text(*content) == "SEC: PL001499Z549917123456 A00T041600320181231");
    CHECK(sec_from_text(sec_text(*content)) == *content);
    CHECK(check_number(NumberKind::sec, sec_text(*content)).valid);
    // two characters get a 0 in front (ST-012, rule for cellular therapy)
    CHECK(sec_content({"PL", "1499", "Z549917123456", "S1416", "Ab", ""}).value().substr(21) ==
          "A00S14160Ab00000000");
    CHECK_FALSE(sec_content({"PL", "1499", "Z549917123456", "S1416", "99", ""}).has_value());
    CHECK_FALSE(sec_from_text("SEC: PL001499Z5499171234 56A00T041600320171231").has_value());
}

TEST_CASE("a device identifier begins with structure 034", "[isbt128]") {
    // ST-017 section 4.3.1
    auto const whole = "=+04000=/A9997XYZ100T0479=A99991712345600=,000012=>019031";
    auto const check = check_number(NumberKind::udi, whole);
    CHECK(check.valid);
    CHECK(check.printed == "=/A9997XYZ100T0479=A99991712345600=,000012=>019031");
    CHECK(check_number(NumberKind::udi, "=/A9997XYZ100T0479 =A99991712345600\n=,000012 =>019031")
              .valid);
    CHECK_FALSE(check_number(NumberKind::udi, "=+02000=A99991712345600=/A9997XYZ100T0479").valid);
    CHECK_FALSE(check_number(NumberKind::udi, "=+02000=/A9997XYZ100T0479=A99991712345602").valid);
    CHECK_FALSE(check_number(NumberKind::udi, "=+02000=/A9997XYZ100T0479=%6200").valid);
    CHECK(check_number(NumberKind::udi, "=)2XX00AB123&)00001234rZ").valid);
}

TEST_CASE("the unique identifier of a product has 29 characters", "[isbt128]") {
    auto const whole = mpho_identifier({"A9999", "S1128", "A999917123456", "000000"});
    CHECK(whole.value() == "A9999S1128A999917123456000000");
    CHECK(check_number(NumberKind::mpho, *whole).valid);
    CHECK_FALSE(mpho_identifier({"A9999", "S1128", "A99991712345", "000000"}).has_value());
    CHECK_FALSE(check_number(NumberKind::mpho, "A9999S1128").valid);
}

TEST_CASE("dates: every day of a leap and a common year goes there and back", "[isbt128]") {
    for (int const year : {1996, 2000, 2023, 2024, 2100, 2199})
        for (auto day = days_since_epoch({year, 1, 1}); date_from_days(day).year == year; ++day) {
            auto const date = date_from_days(day);
            auto const coded = coded_date(date);
            REQUIRE(coded.has_value());
            auto const [fault, read] = read_date(*coded);
            REQUIRE(fault == DateFault::none);
            REQUIRE(read == date);
        }
    CHECK_FALSE(coded_date({2200, 1, 1}).has_value());
    CHECK_FALSE(coded_date({1899, 12, 31}).has_value());
    CHECK(coded_date_time(make_local({2018, 12, 31}, {23, 59, 30, 0})) == "0183652359");
}

TEST_CASE("encode refuses what contradicts itself, naming the field", "[isbt128]") {
    using Values = std::vector<NamedValue>;
    auto const [kind, values, field] = GENERATE(table<Kind, Values, std::string>({
        {Kind::din, {{"fin", "A9999"}}, "yy"},
        {Kind::din, {{"din", "A999917123456"}, {"fin", "A9998"}}, "din"},
        {Kind::din, {{"din", "A999917123456"}, {"check_character", "8"}}, "check_character"},
        {Kind::din, {{"din", "A999917123456"}, {"din", "A999917123456"}}, "din"},
        {Kind::din, {{"din", "A999917123456"}, {"colour", "red"}}, "colour"},
        {Kind::expiry, {{"iso", "2018-12-31T24:00"}}, "hh"},
        {Kind::expiry, {{"iso", "2018-12-31T23:59Z"}}, "time"},
        {Kind::expiry, {{"iso", "2018-12-31T23:59:00"}}, "time"},
        {Kind::expiry, {}, "c"},
        {Kind::flexible_date,
         {{"Z", "1"}, {"TT", "01"}, {"date", "2026-02-28"}, {"time", "9"}},
         "time"},
        {Kind::expiry, {{"iso", "2019-02-29"}}, "date"},
        {Kind::expiry, {{"iso", "2018-12-31T23:59"}, {"date", "2018-12-30"}}, "date"},
        {Kind::product, {{"pdc", "S1128"}, {"type", "V"}, {"div", "99x"}}, "div"},
        {Kind::product, {{"pdc", "T0416"}, {"type", "V"}}, "type"},
        {Kind::blood_group, {{"group", "A maybe"}}, "group"},
        {Kind::red_cell_antigens, {{"Rh", "C-c+E+e+"}, {"E", "pos"}}, "Rh"},
        {Kind::red_cell_antigens, {{"K", "yes"}}, "K"},
        {Kind::grid, {{"ion", "6939"}, {"rdi", "DKM0013926127"}, {"checksum", "62"}}, "checksum"},
        {Kind::grid_old, {{"ion", "6939"}}, ""},
        {Kind::consignment,
         {{"fin", "A9999"}, {"yy", "17"}, {"serial", "1"}, {"container", "3"}, {"of", "2"}},
         "container"},
    }));
    auto const encoded = encode(kind, values);
    REQUIRE_FALSE(encoded.has_value());
    CHECK(encoded.error().where.field == field);
}

TEST_CASE("compound messages are counted and ordered when they are built", "[isbt128]") {
    std::vector<std::string> const pair{"=A99991712345600", "=<S1128V00"};
    CHECK(build_message(pair).value() == "=+02000=A99991712345600=<S1128V00");
    std::vector<std::string> const device{"=/A9997XYZ100T0479", "=,000012", "=A99991712345600"};
    CHECK(build_message(device, "034").value() ==
          "=+03034=/A9997XYZ100T0479=,000012=A99991712345600");
    CHECK_FALSE(build_message(pair, "034").has_value());
    CHECK_FALSE(build_message(pair, "999").has_value());
    CHECK_FALSE(build_message({}).has_value());
    CHECK_FALSE(build_message(std::vector<std::string>{"=<E617"}).has_value());
    CHECK_FALSE(build_message(std::vector<std::string>{"&aLOCAL"}).has_value());
}
