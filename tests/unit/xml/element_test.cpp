// SPDX-License-Identifier: Apache-2.0
// Forms: XML 1.0 (fifth edition), sections 2.2, 2.4 and 2.8.
#include "xml/element.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::xml;

TEST_CASE("xml: elements, attributes and text arrive with their place", "[xml]") {
    auto const root = *parse(
        "<?xml version=\"1.0\"?>\n<a x=\"1\" y='&lt;'>\n  <b>t&amp;u</b>\n  <b/>\n</a>", "f.xml");
    CHECK(root.name == "a");
    CHECK(*root.attribute("y") == "<");
    CHECK(root.attribute("z") == nullptr);
    REQUIRE(root.children.size() == 2);
    CHECK(root.find("b")->text == "t&u");
    CHECK(root.find("b")->line == 3);
    CHECK(root.find("b")->column == 3);
    CHECK(root.find("c") == nullptr);
}

TEST_CASE("xml: what is broken is refused with its place", "[xml]") {
    auto const refused = parse("<a>\n<b></a>", "f.xml");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().where.line == 2);
    for (auto const* const bad :
         {"", "   ", "plain", "<a", "<a></b>", "<a>\xFF</a>", "<!DOCTYPE a>"})
        CHECK_FALSE(parse(bad, "f.xml"));
}

TEST_CASE("xml: entities of other files are never loaded", "[xml]") {
    auto const root =
        parse("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>", "f.xml");
    REQUIRE(root);
    CHECK(root->text == "&e;");
}

TEST_CASE("xml: depth, size and number of elements are limited", "[xml]") {
    std::string deep;
    for (int i = 0; i < 200'000; ++i)
        deep += "<a>";
    CHECK_FALSE(parse(deep, "f.xml"));
    std::string nested = "<r>";
    for (int i = 0; i < 70; ++i)
        nested += "<a>";
    for (int i = 0; i < 70; ++i)
        nested += "</a>";
    CHECK(parse(nested + "</r>", "f.xml").error().text == "is nested deeper than 64 levels");
    CHECK(parse("<r><a/><a/></r>", "f.xml", {100, 64, 2}).error().text ==
          "holds more than 2 elements");
    CHECK_FALSE(parse("<r><a/><a/></r>", "f.xml", {10, 64, 100}));
}

TEST_CASE("xml: what is written reads back, whatever the text holds", "[xml]") {
    Element root;
    root.name = "r";
    root.attributes = {{"a", "1 < 2 & \"3\"\n\t"}};
    root.add("child", "x > y & <z> \u20AC").add("inner");
    root.add("empty");
    auto const again = *parse(write(root), "f.xml");
    CHECK(write(again) == write(root));
    CHECK(*again.attribute("a") == root.attributes[0].second);
    CHECK(again.children[0].text == root.children[0].text);
    CHECK(write_canonical(again) == write_canonical(root));
}

TEST_CASE("xml: characters that XML cannot hold are replaced, not written", "[xml]") {
    Element root;
    root.name = "r";
    root.text = std::string("a\x01"
                            "b\xFF",
                            4);
    CHECK(write_canonical(root) == "<r>a\uFFFDb\uFFFD</r>");
}
