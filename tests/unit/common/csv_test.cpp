// SPDX-License-Identifier: Apache-2.0
// Forms: RFC 4180 section 2.
#include "common/csv.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

TEST_CASE("csv: quotes hold delimiters, quotes and line ends", "[common]") {
    auto const rows = *parse_csv("a,\"b,\"\"c\"\"\nd\"\r\n\r\ne,f\rg,", ',', "x.csv");
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].cells == std::vector<std::string>{"a", "b,\"c\"\nd"});
    CHECK(rows[1].cells == std::vector<std::string>{"e", "f"});
    CHECK(rows[1].line == 4);
    CHECK(rows[2].cells == std::vector<std::string>{"g", ""});
}

TEST_CASE("csv: a quote that is never closed is refused with its line", "[common]") {
    auto const rows = parse_csv("a,b\nc,\"d\ne", ',', "x.csv");
    REQUIRE_FALSE(rows);
    CHECK(rows.error().where == Where{"x.csv", 2, 0, ""});
}

TEST_CASE("csv: text after a closing quote is refused", "[common]") {
    CHECK_FALSE(parse_csv("\"a\"b\n", ',', "x.csv"));
}

TEST_CASE("csv: what is written can be read", "[common]") {
    std::vector<std::string> const cells{"plain", "with,comma", "with \"quotes\"", "two\nlines",
                                         ""};
    std::string line;
    for (auto const& cell : cells)
        line += (line.empty() ? "" : ",") + csv_cell(cell);
    CHECK(parse_csv(line, ',', "x")->at(0).cells == cells);
}
