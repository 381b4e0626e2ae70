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

TEST_CASE("csv: a quote that is never closed is refused with its place", "[common]") {
    auto const rows = parse_csv("a,b\nc,\"d\ne", ',', "x.csv");
    REQUIRE_FALSE(rows);
    CHECK(rows.error().where == Where{"x.csv", 2, 3, ""});
}

TEST_CASE("csv: text after a closing quote is refused", "[common]") {
    auto const rows = parse_csv("e\n\"a\"b\n", ',', "x.csv");
    REQUIRE_FALSE(rows);
    CHECK(rows.error().where == Where{"x.csv", 2, 4, ""});
}

TEST_CASE("csv: what is written can be read", "[common]") {
    std::vector<std::string> const cells{"plain", "with,comma", "with \"quotes\"", "two\nlines",
                                         ""};
    std::string line;
    for (auto const& cell : cells)
        line += (line.empty() ? "" : ",") + csv_cell(cell);
    CHECK(parse_csv(line, ',', "x")->at(0).cells == cells);
}

TEST_CASE("csv: each cell has its place, in lines and characters", "[common]") {
    // the second row stands on lines 2 and 3; "\u00e9" is one character of two bytes
    auto const rows = *parse_csv("a,b\r\n\u00e9t\u00e9,\"x\ny\",z\rlast", ',', "x.csv");
    REQUIRE(rows.size() == 3);
    auto const place = [&](std::size_t row, std::size_t cell) {
        auto const& at = rows[row].places.at(cell);
        return std::pair(at.line, at.column);
    };
    CHECK(place(0, 1) == std::pair(1, 3));
    CHECK(place(1, 0) == std::pair(2, 1));
    CHECK(place(1, 1) == std::pair(2, 5));
    CHECK(place(1, 2) == std::pair(3, 4));
    CHECK(place(2, 0) == std::pair(4, 1));
}
