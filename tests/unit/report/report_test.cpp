// SPDX-License-Identifier: Apache-2.0
#include "report/exit_code.hpp"
#include "report/findings.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using report::ExitCode;

TEST_CASE("report: over many inputs the worst counts, in the order 4, 3, 1, 5, 0", "[report]") {
    ExitCode const order[] = {ExitCode::yes, ExitCode::unknown, ExitCode::no, ExitCode::failed,
                              ExitCode::defect};
    for (auto const& low : order) {
        for (auto const& high : order) {
            auto const expected = &low < &high ? high : low;
            CHECK(report::worse(low, high) == expected);
        }
    }
}

TEST_CASE("report: strict turns unknown into no and nothing else", "[report]") {
    CHECK(report::strict(ExitCode::unknown) == ExitCode::no);
    CHECK(report::strict(ExitCode::yes) == ExitCode::yes);
    CHECK(report::strict(ExitCode::failed) == ExitCode::failed);
}

TEST_CASE("report: a finding as JSON has every key, null for none", "[report]") {
    Finding finding;
    finding.rule = "DI-08";
    finding.severity = Severity::error;
    finding.message = "no Class 9 label";
    finding.citations.push_back({"iata", "7.2.3.9", "67th", Evidence::recalled});
    CHECK(
        report::to_json_line(finding) ==
        R"({"rule":"DI-08","severity":"error","package":null,"field":null,"value":null,"limit":null,)"
        R"("citations":[{"regime":"iata","ref":"7.2.3.9","edition":"67th","evidence":"recalled"}],)"
        R"("message":"no Class 9 label","fix":null})");
}

TEST_CASE("report: ill-formed bytes in a finding cannot break the JSON", "[report]") {
    Finding finding;
    finding.message = "odd \xFF byte \" and \n line";
    CHECK(report::to_json_line(finding).find("odd \xEF\xBF\xBD byte \\\" and \\n line") !=
          std::string::npos);
}

TEST_CASE("report: text puts the worst first and says what is unconfirmed", "[report]") {
    Finding warning{"W-1", Severity::warn, "PKG1", "", "", "", {}, "a warning", ""};
    Finding error{"E-1",
                  Severity::error,
                  "PKG1",
                  "package[0].vented",
                  "false",
                  "true",
                  {{"iata", "5.0.2", "67th", Evidence::recalled}},
                  "an error",
                  "vent it"};
    CHECK(report::to_text(std::vector{warning, error}) ==
          "error E-1 PKG1: an error (unconfirmed)\n"
          "    found:  package[0].vented = false; allowed: true\n"
          "    source: IATA DGR 5.0.2 (67th), recalled\n"
          "    do:     vent it\n"
          "warn W-1 PKG1: a warning\n");
}
