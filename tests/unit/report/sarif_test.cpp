// SPDX-License-Identifier: Apache-2.0
// Levels and members as SARIF 2.1.0 (OASIS) names them: 3.27.10, 3.29.3, 3.30.5.
#include "report/sarif.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;
using report::SarifLog;

TEST_CASE("sarif: an empty log has an empty list of results and the tool", "[report]") {
    SarifLog const log;
    CHECK(log.begin() + log.end("1.2") ==
          "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
          "\"runs\":[{\"results\":[\n\n],\"columnKind\":\"unicodeCodePoints\",\"tool\":{\"driver\":"
          "{\"name\":\"coldchain\",\"version\":\"1.2\",\"rules\":[]}}}]}\n");
}

TEST_CASE("sarif: severities become levels, names become references", "[report]") {
    SarifLog log;
    CHECK(
        log.add({"A-1", Severity::forbid, "no", "a b/c%.toml", 3, 7, "x.y", "mend"}) ==
        "{\"ruleId\":\"A-1\",\"level\":\"error\",\"message\":{\"text\":\"no; mend\"},\"locations\":"
        "[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a%20b/c%25.toml\"},\"region\":"
        "{\"startLine\":3,\"startColumn\":7}},\"logicalLocations\":[{\"fullyQualifiedName\":"
        "\"x.y\"}]}],\"properties\":{\"severity\":\"forbid\"}}");
    CHECK(log.add({"A-1", Severity::unknown, "maybe", "", 0, 0, "", ""}) ==
          ",\n{\"ruleId\":\"A-1\",\"level\":\"warning\",\"message\":{\"text\":\"maybe\"},"
          "\"locations\":[],\"properties\":{\"severity\":\"unknown\"}}");
    CHECK(log.add({"A-0", Severity::info, "so", "f", 0, 0, "", ""}).find("\"note\"") !=
          std::string::npos);
    CHECK(log.end("1").find("\"rules\":[{\"id\":\"A-0\"},{\"id\":\"A-1\"}]") != std::string::npos);
}
