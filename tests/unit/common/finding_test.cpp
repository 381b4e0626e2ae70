// SPDX-License-Identifier: Apache-2.0
#include "common/finding.hpp"
#include "common/result.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

TEST_CASE("finding: unconfirmed means that no citation was verified", "[common]") {
    Finding finding;
    CHECK_FALSE(is_unconfirmed(finding));
    finding.citations.push_back({"iata", "7.1", "2026", Evidence::recalled});
    CHECK(is_unconfirmed(finding));
    finding.citations.push_back({"cfr49", "173.217", "2023", Evidence::verified});
    CHECK_FALSE(is_unconfirmed(finding));
}

TEST_CASE("finding: the worst of a list", "[common]") {
    CHECK(worst({}) == Severity::info);
    std::vector<Finding> const findings{{"A", Severity::warn, {}, {}, {}, {}, {}, {}, {}},
                                        {"B", Severity::error, {}, {}, {}, {}, {}, {}, {}},
                                        {"C", Severity::unknown, {}, {}, {}, {}, {}, {}, {}}};
    CHECK(worst(findings) == Severity::error);
}

TEST_CASE("finding: words there and back", "[common]") {
    for (auto const* const word : {"info", "warn", "unknown", "error", "forbid"})
        CHECK(to_word(*severity_of(word)) == word);
    for (auto const* const word : {"verified", "recalled", "derived"})
        CHECK(to_word(*evidence_of(word)) == word);
    CHECK_FALSE(severity_of("fatal"));
    CHECK_FALSE(evidence_of("certain"));
}

TEST_CASE("result: errors are described with their place, one a line", "[common]") {
    Error const error = merge({input_error({"a.toml", 3, 7, "package[0].kind"}, "is wrong"),
                               input_error({"a.toml", 9, 0, ""}, "is worse")});
    CHECK(describe(error) == "a.toml:3:7: package[0].kind: is wrong\na.toml:9: is worse");
}
