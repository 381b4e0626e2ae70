// SPDX-License-Identifier: Apache-2.0
// Places are counted by hand in the texts below, from line 1 and column 1.
#include "config/schema.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::config;

namespace {

constexpr std::array<std::string_view, 2> modes{"air", "road"};
constexpr std::array inner_fields{
    Field{"vented", FieldType::flag, false, "vented"},
    Field{"net", FieldType::quantity, false, "net mass", Dimension::mass}};
constexpr Record inner{"dry_ice", inner_fields};
constexpr std::array fields{
    Field{"id", FieldType::text, true, "handle"},
    Field{"mode", FieldType::word, false, "how", Dimension::length, modes},
    Field{"count", FieldType::integer, false, "how many"},
    Field{"at", FieldType::time, false, "when"},
    Field{"day", FieldType::date, false, "which day"},
    Field{"storage", FieldType::range, false, "range"},
    Field{"size", FieldType::dimensions, false, "outside"},
    Field{"names", FieldType::texts, false, "names"},
    Field{"dry_ice", FieldType::table, false, "coolant", Dimension::length, {}, &inner},
    Field{"packs", FieldType::tables, false, "packs", Dimension::length, {}, &inner},
};
constexpr Record record{"test", fields};

Result<Object> read(std::string const& text) {
    auto const document = parse_document(text, "t.toml");
    if (!document)
        return document.error();
    return read_record(*document, record);
}

std::string complaint(std::string const& text) {
    auto const object = read(text);
    return object ? "accepted" : describe(object.error());
}

} // namespace

TEST_CASE("config: every type of value arrives typed", "[config]") {
    auto const object = *read(
        "id = \"A\"\nmode = \"air\"\ncount = 3\nat = 2026-11-23T15:30:00-08:00\nday = 2026-11-23\n"
        "storage = \"2 to 8 C\"\nsize = \"460 x 460 x 710 mm\"\nnames = [\"a\", \"b\"]\n"
        "[dry_ice]\nvented = true\nnet = \"6 kg\"\n[[packs]]\nvented = false\n[[packs]]\n");
    CHECK(object.text("id") == "A");
    CHECK(object.integer("count") == 3);
    CHECK(to_rfc3339(object.time("at")->instant) == "2026-11-23T23:30:00Z");
    CHECK(to_text(*object.date("day")) == "2026-11-23");
    CHECK(to_text(*object.range("storage")) == "2 to 8 C");
    CHECK(to_text(*object.find("size")) == "460 x 460 x 710 mm");
    CHECK(object.texts("names") == std::vector<std::string>{"a", "b"});
    CHECK(object.table("dry_ice")->flag("vented") == true);
    CHECK(to_text(*object.table("dry_ice")->quantity("net")) == "6 kg");
    CHECK(object.tables("packs").size() == 2);
}

TEST_CASE("config: JSON with the same keys gives the same values", "[config]") {
    auto const object = *read(
        R"({"id":"A","count":3,"at":"2026-11-23T15:30:00-08:00","day":"2026-11-23","packs":[{"net":"6 kg"}]})");
    CHECK(object.integer("count") == 3);
    CHECK(to_rfc3339(object.time("at")->instant) == "2026-11-23T23:30:00Z");
    CHECK(to_text(*object.tables("packs")[0].quantity("net")) == "6 kg");
}

TEST_CASE("config: an empty text, and null in JSON, is a fact not given", "[config]") {
    CHECK_FALSE(read("id = \"A\"\nmode = \"\"")->has("mode"));
    CHECK_FALSE(read(R"({"id":"A","mode":null})")->has("mode"));
}

TEST_CASE("config: an unknown key is placed, with the nearest one", "[config]") {
    CHECK(complaint("id = \"A\"\ncuont = 3") ==
          "t.toml:2:1: key \"cuont\" is not known in the top level; did you mean \"count\"?");
}

TEST_CASE("config: a key below the wrong header names the table it fell into and where it belongs",
          "[config]") {
    CHECK(complaint("id = \"A\"\n[dry_ice]\nstorage = \"2 to 8 C\"") ==
          "t.toml:3:1: key \"storage\" is not known in table [dry_ice]; it belongs to the "
          "top level: a key belongs to the last table header above it");
}

TEST_CASE("config: all problems are told at once, in the order of the file", "[config]") {
    CHECK(complaint("mode = \"ship\"\ncount = -1\n[dry_ice]\nnet = \"6 mm\"\nvented = \"yes\"") ==
          "t.toml: id: is required and missing: handle; add above the first table: id = \"X1\"\n"
          "t.toml:1:8: mode: \"ship\" is not allowed; write one of air, road\n"
          "t.toml:2:9: count: -1 is negative; write zero or more\n"
          "t.toml:4:7: dry_ice.net: mass \"6 mm\" has a wrong unit; allowed units: g, kg, mg\n"
          "t.toml:5:10: dry_ice.vented: is a text (\"yes\"); write true or false");
}

TEST_CASE("config: no line is blamed for a key that the whole file lacks", "[config]") {
    // a caret under a comment in line 1 would say that the comment is wrong
    CHECK(complaint("# a comment\n\ncount = 3\n") ==
          "t.toml: id: is required and missing: handle; add above the first table: id = \"X1\"");
    CHECK(complaint("{\n\"count\": 3}") == "t.toml:1:1: id: is required and missing: handle");
}

TEST_CASE("config: a key that a table lacks is told at its header, with a line to add",
          "[config]") {
    static constexpr std::array part{Field{"kind", FieldType::word, true, "", {}, modes},
                                     Field{"net", FieldType::quantity, true, "", Dimension::mass},
                                     Field{"ways", FieldType::texts, true, "", {}, modes}};
    static constexpr Record part_record{"part", part};
    static constexpr std::array whole{
        Field{"box", FieldType::table, true, "", {}, {}, &part_record},
        Field{"bags", FieldType::tables, false, "", {}, {}, &part_record},
        Field{"lid", FieldType::table, true, "on top", {}, {}, &part_record}};
    auto const document =
        *parse_toml("# one\n[box]\nkind = \"air\"\nways = []\n\n[[bags]]\nnet = \"6 kg\"\n", "t");
    auto const object = read_record(document, Record{"whole", whole});
    REQUIRE_FALSE(object);
    CHECK(describe(object.error()) ==
          "t: lid: is required and missing: on top; add a table: [lid]\n"
          "t:2:1: box.net: is required and missing; add to this table: net = \"6 kg\"\n"
          "t:6:1: bags[0].kind: is required and missing; add to this table: kind = \"air\"\n"
          "t:6:1: bags[0].ways: is required and missing; add to this table: ways = [\"air\"]");
}

TEST_CASE("config: a file without a key is told once, not once for each key", "[config]") {
    CHECK(complaint("# only a comment\n") ==
          "t.toml: has no keys, it is empty or holds only comments");
    static constexpr std::array<std::string_view, 1> kind{"coldchain.test/1"};
    static constexpr std::array keys{Field{"schema", FieldType::word, true, "", {}, kind},
                                     Field{"id", FieldType::text, true}};
    auto const object = read_record(*parse_toml("", "t"), Record{"test", keys});
    REQUIRE_FALSE(object);
    CHECK(describe(object.error()) == "t: has no keys, it is empty or holds only comments; such a "
                                      "file begins with schema = \"coldchain.test/1\"");
}

TEST_CASE("config: a local time is refused where an instant is meant", "[config]") {
    CHECK(complaint("id = \"A\"\nat = 2026-11-23T15:30:00").find("has no offset") !=
          std::string::npos);
}

TEST_CASE("config: negative quantities are refused", "[config]") {
    CHECK(complaint("id = \"A\"\n[dry_ice]\nnet = \"-6 kg\"").find("is negative") !=
          std::string::npos);
}

TEST_CASE("config: broken TOML is placed", "[config]") {
    CHECK(complaint("id = \"A\"\nid = \"B\"").starts_with("t.toml:2:"));
    CHECK(complaint("id = \"A\n").starts_with("t.toml:1:"));
    CHECK(complaint("id = \"\xFF\"") == "t.toml:1:7: is not UTF-8; save the file as UTF-8");
    // a column is a character: two letters of two bytes each stand before the wrong one
    CHECK(complaint("\n# \xC3\xA9\xC3\xA9\xFF") ==
          "t.toml:2:5: is not UTF-8; save the file as UTF-8");
    CHECK(complaint(std::string("\xFF\xFEi\0d\0", 6)) ==
          "t.toml:1:1: is UTF-16; save the file as UTF-8");
}

TEST_CASE("config: a doubled key in JSON is refused at its second place", "[config]") {
    CHECK(complaint("{\"id\": \"A\",\n  \"id\": \"B\"}") ==
          "t.toml:2:3: key \"id\" stands twice in one object; keep one");
}

TEST_CASE("config: values of JSON know their place", "[config]") {
    CHECK(complaint("{\"id\": \"A\",\n  \"count\": -12,\n  \"mode\": \"ship\",\n  \"dry_ice\": "
                    "{\"vented\": 7}}") ==
          "t.toml:2:12: count: -12 is negative; write zero or more\n"
          "t.toml:3:11: mode: \"ship\" is not allowed; write one of air, road\n"
          "t.toml:4:25: dry_ice.vented: is a whole number (\"7\"); write true or false");
}

TEST_CASE("config: broken JSON is placed", "[config]") {
    CHECK(complaint("{\"id\": \"A\",\n  \"count\": }")
              .starts_with("t.toml:2:12: is not well-formed JSON"));
    CHECK(complaint("{\"id\": \"A\"").find("is not well-formed JSON") != std::string::npos);
    CHECK(complaint("{\"id\": \"\xFF\"}") == "t.toml:1:9: is not UTF-8; save the file as UTF-8");
}

TEST_CASE("config: nesting without end is refused, not followed", "[config]") {
    CHECK(complaint("{\"id\":" + std::string(100'000, '[')).find("nested deeper than") !=
          std::string::npos);
    CHECK(complaint("id = " + std::string(1000, '[') + std::string(1000, ']')) != "accepted");
}
