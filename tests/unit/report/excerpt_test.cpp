// SPDX-License-Identifier: Apache-2.0
#include "report/excerpt.hpp"

#include <catch2/catch.hpp>

using coldchain::report::excerpt;
using coldchain::report::underline;

TEST_CASE("excerpt: the line with a caret under the column", "[report]") {
    CHECK(excerpt("a = 1\nbb = 2\r\nc", 2, 6) == "     2 | bb = 2\n       |      ^\n");
    CHECK(excerpt("a", 1, 0) == "     1 | a\n");
    CHECK(excerpt("a", 1, 2) == "     1 | a\n       |  ^\n"); // just after the end
    CHECK(excerpt("a\n", 2, 1) == "     2 | \n       | ^\n");
}

TEST_CASE("excerpt: a line or column that is not there gives no line or no caret", "[report]") {
    CHECK(excerpt("a\nb", 3, 1).empty());
    CHECK(excerpt("a", 0, 1).empty());
    CHECK(excerpt("a", -1, 1).empty());
    CHECK(excerpt("a", 1, 9) == "     1 | a\n");
}

TEST_CASE("excerpt: letters beyond ASCII are one column each, what is not text is shown as ?",
          "[report]") {
    CHECK(excerpt("n = \"\u00E9\u00E9\" x", 1, 10) == "     1 | n = \"\u00E9\u00E9\" x\n"
                                                      "       |          ^\n");
    CHECK(excerpt("a\tb\x1B[31m\xFF", 1, 2) == "     1 | a b?[31m?\n       |  ^\n");
}

TEST_CASE("excerpt: a long line is cut around the place", "[report]") {
    std::string line(1000, 'x');
    line[600] = '!';
    auto const shown = excerpt(line, 1, 601);
    auto const bang = shown.find('!') - shown.find("| ");
    auto const second = shown.substr(shown.find('\n') + 1);
    CHECK(second.find('^') - second.find("| ") == bang);
    CHECK(shown.size() < 300);
    CHECK(shown.find("...") != std::string::npos);
}

TEST_CASE("underline: carets under a part of one string", "[report]") {
    CHECK(underline("=A9999", 2, 3, "  ") == "  =A9999\n    ^^^\n");
    CHECK(underline("=A", 9, 3, "") == "=A\n  ^\n");
}
