// SPDX-License-Identifier: Apache-2.0
// Whole dots a module: the choices of every profile and the refusals below the smallest size.
#include "../tree.hpp"
#include "label/printer.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::label;

namespace {
using tree::folders;
}

TEST_CASE("a 0.25 mm module is the nearest whole number of dots of every profile", "[label]") {
    // dots: 0.25 mm times dots per mm, by hand; 203 dpi = 1015/127, 300 dpi = 1500/127
    auto const [name, dots, millimetres] = GENERATE(table<char const*, int, double>({
        {"203dpi", 2, 2.0 * 127 / 1015},
        {"300dpi", 3, 0.254},
        {"600dpi", 6, 0.254},
        {"8dpmm", 2, 0.25},
        {"12dpmm", 3, 0.25},
        {"24dpmm", 6, 0.25},
    }));
    auto const printer = read_printer(folders, name);
    REQUIRE(printer);
    CHECK(printer->identity.id == name);
    auto const choice = choose_module(printer->grid, {250}, smallest_linear_module);
    REQUIRE(choice);
    CHECK(choice->dots == dots);
    CHECK(choice->millimetres == Approx(millimetres));
    CHECK(choice->error == Approx(millimetres / 0.25 - 1).margin(1e-12));
}

TEST_CASE("a module below 0.17 mm is refused with the sizes there are", "[label]") {
    // 2 dots at 12 per mm are 0.1667 mm, a hair under 0.17; 3 dots are 0.25
    auto const choice = choose_module(draw::Grid{12, 1}, {170}, smallest_linear_module);
    REQUIRE_FALSE(choice);
    CHECK(choice.error().text ==
          "a module of 0.17 mm is 2 dots (0.1667 mm) on this printer, below the smallest allowed "
          "0.17 mm; choose 3 dots (0.2500 mm), 4 dots (0.3333 mm), 5 dots (0.4167 mm)");
    // 2 dots at 300 dpi are 0.1693 mm
    CHECK_FALSE(choose_module(draw::grid_of_dpi(300), {170}, smallest_linear_module));
    CHECK(choose_module(draw::grid_of_dpi(600), {170}, {169}));
}

TEST_CASE("a printer that does not exist is refused with the ones there are", "[label]") {
    auto const printer = read_printer(folders, "301dpi");
    REQUIRE_FALSE(printer);
    CHECK(describe(printer.error()).find("300dpi") != std::string::npos);
}

TEST_CASE("lengths are written with the decimals they need", "[label]") {
    CHECK(to_text(Micrometres{250}) == "0.25 mm");
    CHECK(to_text(Micrometres{100'000}) == "100 mm");
    CHECK(to_text(Micrometres{1'500}, 2) == "1.50 mm");
}
