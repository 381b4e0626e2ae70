// SPDX-License-Identifier: Apache-2.0
// Labels that agree with themselves and labels that do not (ST-001 2.4.32, 7.3, 7.4; ST-012).
#include "isbt128/codes.hpp"
#include "isbt128/consistency.hpp"
#include "isbt128/tables.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using namespace coldchain::isbt128;

namespace {

using Strings = std::vector<std::string>;

std::vector<std::string> codes_of(Strings const& strings, PrintedText const& printed = {},
                                  Purpose purpose = Purpose::scan, Tables const* tables = nullptr) {
    std::vector<std::string> found;
    for (auto const& finding : check_consistency(strings, printed, purpose, tables))
        found.push_back(finding.rule);
    return found;
}

} // namespace

TEST_CASE("a label that agrees with itself has no findings", "[isbt128]") {
    Strings const label{"=A99991712345600", "=%6400",
                        "=<S1128100",       "&>0263652359",
                        "&*0260421000",     "=+04000=A99991712345600=%6400=<S1128100&>0263652359"};
    CHECK(codes_of(label).empty());
    CHECK(codes_of(label, {"A9999 17 123456 00 9", "2026-12-31 23:59 PST", {}, {}}).empty());
    CHECK(codes_of(label, {"A9999 17 123456 [9]", "31 DEC 2026 23:59", {}, {}}).empty());
}

TEST_CASE("disagreements are found, each under its code", "[isbt128]") {
    auto const [label, code] = GENERATE(values<std::pair<Strings, std::string>>({
        {{"=A99991712345600", "=A99991712345700"}, "ISBT-40"},
        {{"=%6400", "=<S1128V00"}, "ISBT-41"}, // autologous only, volunteer
        {{"=%6200", "=<S1128100"}, "ISBT-41"}, // default, autologous only
        {{"=%6300", "=<S1128100"}, "ISBT-41"}, // crossover, autologous only
        {{"=%5800", "=<S1128V00"}, "ISBT-41"}, // directed, volunteer
        {{"=%5900", "=<S1128V00"}, "ISBT-41"}, // emergency, volunteer
        {{"=%6500", "=<S1128100"}, "ISBT-42"}, // biohazardous, not
        {{"=<S1128R00"}, "ISBT-43"},
        {{"=%Mr00"}, "ISBT-43"},
        {{"=<S1128V99"}, "ISBT-44"},
        {{"=<S1128V00", "=,000012"}, "ISBT-44"},
        {{"=Z54991712345700", "&,4PL001499Z549917123456A00T041600320181231"}, "ISBT-45"},
        {{"=<T0416004", "&,4PL001499Z549917123456A00T041600320181231"}, "ISBT-45"},
        {{"=<T0417003", "&,4PL001499Z549917123456A00T041600320181231"}, "ISBT-45"},
        {{"&>0183642359", "&,4PL001499Z549917123456A00T041600320181231"}, "ISBT-45"},
        {{"&>0263652359", "&*0270011000"}, "ISBT-46"},
        {{"=>026365", "&>0263642359"}, "ISBT-46"},
        {{"=<S1128V00", "=/A9999000000S1194"}, "ISBT-48"},
        {{"=<D1234V00"}, "ISBT-49"},
        {{"=<E617"}, "ISBT-51"},
    }));
    INFO(label.front());
    CHECK(codes_of(label) == std::vector<std::string>{code});
}

TEST_CASE("what agrees is left alone", "[isbt128]") {
    auto const label = GENERATE(values<Strings>({
        {"=%6500", "=<S1128X00"},
        {"=%5800", "=<S1128200"},
        {"=%5900", "=<S1128G00"},
        {"=%6200", "=<S1128000"},
        {"=<S1128V99", "=,000012"},
        {"=/A9999000000S1128", "=,000012", "=A99991712345600"},
        {"=<D1234V00", "&+A9999000000"},
        {"=Z54991712345600", "=<T0416003", "&>0183652359",
         "&,4PL001499Z549917123456A00T041600320181231"},
    }));
    INFO(label.front());
    CHECK(codes_of(label).empty());
}

TEST_CASE("printed text is compared with the symbol", "[isbt128]") {
    Strings const label{"=A99991712345600", "&>0263652359", "&/CHA999923000001",
                        "&,4PL001499A999917123456A00S11280002026"
                        "1231"};
    CHECK(codes_of(label, {"A9999 17 123456 00 8", {}, {}, {}}) == Strings{"ISBT-47"});
    CHECK(codes_of(label, {"A9999 17 123457 00 7", {}, {}, {}}) == Strings{"ISBT-47"});
    CHECK(codes_of(label, {{}, "2026-12-30 23:59", {}, {}}) == Strings{"ISBT-47"});
    CHECK(codes_of(label, {{}, {}, "SEC: PL001499A999917123456 A00S112800020261230", {}}) ==
          Strings{"ISBT-47"});
    CHECK(codes_of(label, {{}, {}, {}, "CHA999923000001 E"}) == Strings{"ISBT-47"});
    CHECK(codes_of(label, {{}, {}, {}, "CHA999923000001 D"}).empty());
}

TEST_CASE("a retired product code warns on print and never on scan", "[isbt128]") {
    Tables tables;
    tables.add(Table::make(TableKind::products, {"7.1.1", "2026-01-01", "x.txt", "", false},
                           {{"S1128", "OLD", "", "01 JAN 2020"}})
                   .value());
    Strings const label{"=<S1128V00"};
    CHECK(codes_of(label, {}, Purpose::scan, &tables).empty());
    CHECK(codes_of(label, {}, Purpose::print, &tables) == Strings{"ISBT-53"});
    CHECK(codes_of({"=<S1129V00"}, {}, Purpose::scan, &tables) == Strings{"ISBT-52"});
}

TEST_CASE("every code is explained in full, once", "[isbt128]") {
    std::vector<std::string_view> seen;
    for (auto const& row : problem_codes()) {
        INFO(std::string(row.code));
        CHECK(std::find(seen.begin(), seen.end(), row.code) == seen.end());
        seen.push_back(row.code);
        for (auto const text : {row.title, row.cause, row.example, row.remedy, row.source})
            CHECK_FALSE(text.empty());
    }
}
