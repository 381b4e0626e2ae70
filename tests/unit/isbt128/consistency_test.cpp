// SPDX-License-Identifier: Apache-2.0
// Labels that agree with themselves and labels that do not (ST-001 2.4.32, 7.3, 7.4; ST-012).
#include "isbt128/codes.hpp"
#include "isbt128/consistency.hpp"
#include "isbt128/identifiers.hpp"
#include "isbt128/sec.hpp"
#include "isbt128/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

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

using Text = std::optional<std::string>;

PrintedText texts(Text din, Text expiry, Text sec, Text coi) {
    PrintedText printed;
    printed.din = std::move(din);
    printed.expiry = std::move(expiry);
    printed.sec = std::move(sec);
    printed.coi = std::move(coi);
    return printed;
}

} // namespace

TEST_CASE("a label that agrees with itself has no findings", "[isbt128]") {
    Strings const label{"=A99991712345600", "=%6400",
                        "=<S1128100",       "&>0263652359",
                        "&*0260421000",     "=+04000=A99991712345600=%6400=<S1128100&>0263652359"};
    CHECK(codes_of(label).empty());
    CHECK(codes_of(label, texts("A9999 17 123456 00 9", "2026-12-31 23:59 PST", {}, {})).empty());
    CHECK(codes_of(label, texts("A9999 17 123456 [9]", "31 DEC 2026 23:59", {}, {})).empty());
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
        {"=%5800", "=<S1128E00"},
        {"=%6200", "=<S1128E00"},
        {"=%6200", "=<S1128F00"},
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
    CHECK(codes_of(label, texts("A9999 17 123456 00 8", {}, {}, {})) == Strings{"ISBT-47"});
    CHECK(codes_of(label, texts("A9999 17 123457 00 7", {}, {}, {})) == Strings{"ISBT-47"});
    CHECK(codes_of(label, texts({}, "2026-12-30 23:59", {}, {})) == Strings{"ISBT-47"});
    CHECK(codes_of(label, texts({}, {}, "SEC: PL001499A999917123456 A00S112800020261230", {})) ==
          Strings{"ISBT-47"});
    CHECK(codes_of(label, texts({}, {}, {}, "CHA999923000001 E")) == Strings{"ISBT-47"});
    CHECK(codes_of(label, texts({}, {}, {}, "CHA999923000001 D")).empty());
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

TEST_CASE("universal time is the coded time less the offset", "[isbt128]") {
    // 23:59 at UTC-08:00 is 07:59 of the next day
    Strings const label{"=A99991712345600", "&>0263652359"};
    PrintedText printed;
    printed.offset_minutes = -480;
    for (auto const* const right : {"2027-01-01 07:59 UTC", "(01 JAN 2027 07:59 UTC)"}) {
        printed.expiry_utc = right;
        CHECK(codes_of(label, printed).empty());
    }
    printed.expiry_utc = "(31 DEC 2026 23:59 UTC)"; // the slip in the standard's own example
    CHECK(codes_of(label, printed) == Strings{"ISBT-47"});
}

TEST_CASE("statements and the biohazard legend are compared with the codes", "[isbt128]") {
    PrintedText printed;
    printed.statements = Strings{"FOR AUTOLOGOUS USE ONLY"};
    CHECK(codes_of({"=%6400", "=<S1128100"}, printed).empty());
    auto const wrong = check_consistency(Strings{"=<S1128V00"}, printed, Purpose::print);
    REQUIRE(wrong.size() == 1);
    CHECK(wrong.front().rule == "ISBT-54");
    CHECK(wrong.front().severity == Severity::error);
    printed.statements = Strings{};
    auto const absent = check_consistency(Strings{"=<S1128100"}, printed, Purpose::print);
    REQUIRE(absent.size() == 1);
    CHECK(absent.front().severity == Severity::warn);
    PrintedText legend;
    legend.biohazard_legend = true;
    CHECK(codes_of({"=%6200", "=<S1128V00"}, legend) == Strings{"ISBT-42"});
    CHECK(codes_of({"=%6500", "=<S1128X00"}, legend).empty());
    legend.biohazard_legend = false;
    CHECK(codes_of({"=%Mb00"}, legend) == Strings{"ISBT-42"});
}

TEST_CASE("device identifiers and European codes are built from the label's structures",
          "[isbt128]") {
    // ST-017 section 4.3.1 and ST-012 section 6.2
    Strings const device{"=A99991712345600", "=>019031", "=/A9997XYZ100T0479", "=,000012"};
    auto const built = udi_of_label(device);
    REQUIRE(built.has_value());
    CHECK(*built == "=+04000=/A9997XYZ100T0479=,000012=A99991712345600=>019031");
    PrintedText printed;
    printed.udi = "=/A9997XYZ100T0479 =,000012 =A99991712345600 =>019031";
    CHECK(codes_of({*built}, printed).empty());
    printed.udi = "=/A9997XYZ100T0479 =,000013 =A99991712345600 =>019031";
    CHECK(codes_of({*built}, printed) == Strings{"ISBT-47"});
    CHECK_FALSE(udi_of_label(Strings{"=A99991712345600"}).has_value());
    CHECK_FALSE(udi_of_label(Strings{"=A99991712345602", "=/A9997XYZ100T0479"}).has_value());

    Strings const tissue{"=Z54991712345600", "=<T0416003", "&>0183652359"};
    CHECK(sec_of_label(tissue, "PL", "1499").value() == "PL001499Z549917123456A00T041600320181231");
    CHECK_FALSE(sec_of_label(Strings{"=<T0416003"}, "PL", "1499").has_value());
    CHECK_FALSE(sec_of_label(Strings{"=Z54991712345600"}, "PL", "1499").has_value());
}

TEST_CASE("the example of each code shows it", "[isbt128]") {
    std::size_t shown = 0;
    for (auto const& row : problem_codes()) {
        INFO(std::string(row.code));
        auto const is_string = [](std::string_view text) {
            return text.starts_with('=') || text.starts_with('&') || text.starts_with(']') ||
                   text.starts_with('+') || text.starts_with("SEC:") || text.starts_with("\u00B4");
        };
        auto const at = row.example.find(" with ");
        Strings strings{std::string(row.example.substr(0, at))};
        if (at != std::string_view::npos)
            strings.emplace_back(row.example.substr(at + 6));
        if (!is_string(strings.front()) || !is_string(strings.back()) ||
            row.code == codes::not_in_table || row.code == codes::unlisted)
            continue;
        ++shown;
        auto found = codes_of(strings);
        for (auto const& string : strings) {
            auto const reading = decode(string);
            for (auto const& structure : reading.structures()) {
                for (auto const& problem : reading.problems(structure))
                    found.emplace_back(problem.code);
                for (auto const& notice : reading.notices(structure))
                    found.emplace_back(notice.code);
            }
            for (auto const& problem : check_number(NumberKind::udi, string).problems)
                found.emplace_back(problem.code);
        }
        CHECK(std::find(found.begin(), found.end(), row.code) != found.end());
    }
    CHECK(shown >= 33);
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
