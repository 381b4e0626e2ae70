// SPDX-License-Identifier: Apache-2.0
#include "config/json_schema.hpp"
#include "config/place.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace coldchain;
using config::Position;

TEST_CASE("place: a field's name leads to its place, or to the table around it", "[config]") {
    auto const document =
        *config::parse_toml("a = 1\n[b]\nc = 2\n[[l]]\nx = 1\n[[l]]\ny = 2\n", "t");
    auto const at = [&](std::string_view path) { return config::place_of(document.root, path); };
    CHECK(at("a").line == 1);
    CHECK(at("b.c").line == 3);
    CHECK(at("l[1].y").line == 7);
    CHECK(at("l[1].z").line == 6); // not there: its table
    CHECK(at("l[9].z").line == 4); // no such element: the list
    CHECK(at("") == Position{1, 1});
    CHECK(at("none.such[x]") == Position{1, 1});
}

TEST_CASE("json schema: each kind of field, read back as JSON", "[config]") {
    using config::Field;
    using config::FieldType;
    static constexpr std::array<std::string_view, 2> words{"p", "q"};
    static constexpr std::array inner{Field{"z", FieldType::flag}};
    static constexpr config::Record inner_record{"in", inner};
    std::array const fields{
        Field{"schema", FieldType::text, true},
        Field{"w", FieldType::word, false, "one of two", {}, words},
        Field{"m", FieldType::quantity, true, "how heavy", Dimension::mass},
        Field{"t", FieldType::tables, false, "", {}, {}, &inner_record},
    };
    config::Record const record{"r", fields};
    auto const text = config::json_schema(record, "x/1", "title", "about");
    auto const schema = config::parse_json(text, "schema");
    REQUIRE(schema);
    auto const& properties = *schema->root.find("properties");
    CHECK(properties.members.size() == fields.size());
    CHECK(properties.find("schema")->find("const")->text == "x/1");
    // the two words, the empty text and null: all three mean what the reader takes them for
    CHECK(properties.find("w")->find("enum")->items.size() == 4);
    // pounds and ounces are read only to say what they come to: a document may not state them
    auto const pattern = properties.find("m")->find("pattern")->text;
    CHECK(pattern.find("g|kg|mg") != std::string::npos);
    CHECK(pattern.find("lb") == std::string::npos);
    CHECK(properties.find("t")->find("items")->find("$ref")->text == "#/$defs/in");
    CHECK(schema->root.find("$defs")->find("in")->find("properties")->find("z") != nullptr);
    CHECK(schema->root.find("required")->items.size() == 2);
    CHECK(schema->root.find("additionalProperties")->integer == 0);
}
