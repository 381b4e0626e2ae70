// SPDX-License-Identifier: Apache-2.0
// Importing tables: headers as in ST-001 tables 27 and 29, and names other importers accept. The
// rows are made up.
#include "../places.hpp"
#include "common/file.hpp"
#include "common/text.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/tables.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::isbt128;

namespace {

TableOrigin origin() {
    return {"7.1.1", "2026-01-31", "export.txt", "00ff", false};
}

} // namespace

TEST_CASE("tables are read with tabs, commas or semicolons under any known header", "[isbt128]") {
    auto const text = GENERATE(values<std::string>({
        "ProductDescriptionCode\tProductDescription\tRetireDate\nS9001\tEXAMPLE, A\t\nS9002\tB\t02 "
        "FEB 2020\n",
        "code,description,retired date\nS9001,\"EXAMPLE, A\",\nS9002,B,02 FEB 2020\n",
        "\xEF\xBB\xBFPDC;Description;Retired\r\nS9001;EXAMPLE, A;\r\nS9002;B;02 FEB 2020\r\n",
    }));
    auto const table = import_table(TableKind::products, text, origin());
    REQUIRE(table.has_value());
    REQUIRE(table->rows().size() == 2);
    CHECK(table->find("S9001")->text == "EXAMPLE, A");
    CHECK(table->find("S9002")->retired == "02 FEB 2020");
    CHECK(table->find("S9003") == nullptr);
    auto const again = parse_table(to_text(*table), "kept.tsv");
    REQUIRE(again.has_value());
    CHECK(again->origin() == origin());
    CHECK(std::vector<TableRow>(again->rows().begin(), again->rows().end()) ==
          std::vector<TableRow>(table->rows().begin(), table->rows().end()));
}

TEST_CASE("exports of Access and Excel are turned into UTF-8", "[isbt128]") {
    // "Z" + u with two dots + "rich", as Windows-1252 and as UTF-16 in both orders
    std::string const plain = "FIN\tFirm Name\nA9999\tZ\u00FCrich\n";
    std::string little = "\xFF\xFE";
    std::string big = "\xFE\xFF";
    std::string windows;
    for (auto const point : text::code_points(plain)) {
        little += {static_cast<char>(point), '\0'};
        big += {'\0', static_cast<char>(point)};
        windows += static_cast<char>(point);
    }
    for (auto const& bytes : {plain, windows, little, big}) {
        auto const table = import_table(TableKind::facilities, bytes, origin());
        REQUIRE(table.has_value());
        REQUIRE(table->rows().size() == 1);
        CHECK(table->rows().front().text == "Z\u00FCrich");
    }
    // 0x80 is the euro sign in Windows-1252
    auto const euro =
        import_table(TableKind::testing, "NCODE,INTERPRETATION\nN0001,\x80\n", origin());
    CHECK(euro.value().rows().front().text == "\u20AC");
}

TEST_CASE("quotes are plain characters where tabs divide", "[isbt128]") {
    auto const table = import_table(
        TableKind::facilities,
        "FIN\tFirm Name\tCity\r\nA9999\t\"Test\" Center\tX\r\nA9998\t\"Open\tY\r\n", origin());
    REQUIRE(table.has_value());
    REQUIRE(table->rows().size() == 2);
    CHECK(table->find("A9999")->text == "\"Test\" Center");
    CHECK(table->find("A9998")->extra == "Y");
}

TEST_CASE("a row that stands twice in the same words is one row", "[isbt128]") {
    auto const table =
        import_table(TableKind::products, "code,description\nS9001,a\nS9001,a\n", origin());
    CHECK(table.value().rows().size() == 1);
}

TEST_CASE("what is no table is refused with its place", "[isbt128]") {
    auto const [bytes, says] = GENERATE(values<std::pair<std::string, std::string>>({
        {"PK\x03\x04rest", "Excel"},
        {std::string("\0\1\0\0Standard Jet DB\0", 20), "Access"},
        {"a,b\n", "no rows"},
        {"name,text\nx,y\n", "no column"},
        {"code,description\nS1,too short\n", "five characters"},
        {"code,description\nS9001,a\nS9001,b\n", "twice"},
    }));
    auto const table = import_table(TableKind::products, bytes, origin());
    REQUIRE_FALSE(table.has_value());
    CHECK(table.error().text.find(says) != std::string::npos);
    CHECK(table.error().where.file == "export.txt");
}

TEST_CASE("special testing and facilities add meanings and notices", "[isbt128]") {
    Tables tables;
    tables.add(import_table(TableKind::testing,
                            "NCODE,INTERPRETATION,RETIREDATE,DEFINITION\nN0001,made up,,none\n"
                            "N0002,older,01 JAN 2001,none\n",
                            origin())
                   .value());
    tables.add(import_table(TableKind::facilities,
                            "FIN\tFirm Name\tCity\nA9999\tTest Facility\tNowhere\n", origin())
                   .value());
    auto const known = decode("&(N0001", &tables);
    CHECK(known.fields(known.structures().front()).front().meaning == "made up");
    CHECK(known.notices(known.structures().front()).empty());
    auto const retired = decode("&(N0002", &tables);
    CHECK(retired.valid());
    // a retired code is told on a scan, never warned of
    CHECK(retired.notices(retired.structures().front()).empty());
    CHECK(retired.value(retired.structures().front(), "retired") == "01 JAN 2001");
    auto const unknown = decode("&(N0003", &tables);
    CHECK(unknown.valid());
    CHECK(unknown.notices(unknown.structures().front()).front().code == "ISBT-25");
    auto const din = decode("=A99991712345600", &tables);
    CHECK(din.value(din.structures().front(), "facility") == "Test Facility");
}

TEST_CASE("the example table that comes along says that it is one", "[isbt128]") {
    auto const bytes =
        read_file(std::string(places::source_folder) + "/rules/isbt128/tables/products.tsv");
    REQUIRE(bytes.has_value());
    auto table = parse_table(*bytes, "products.tsv");
    REQUIRE(table.has_value());
    CHECK(table->origin().is_example);
    Tables tables;
    tables.add(std::move(*table));
    auto const reading = decode("=<S1128V00", &tables);
    auto const& structure = reading.structures().front();
    CHECK(reading.value(structure, "description_source").find("example") != std::string_view::npos);
    // the example proves nothing about codes that are not in it
    auto const other = decode("=<S9999V00", &tables);
    CHECK(other.notices(other.structures().front()).empty());
}
