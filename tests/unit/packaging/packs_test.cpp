// SPDX-License-Identifier: Apache-2.0
// The rule packs of the source tree: every one compiles, and every example of every rule holds.
#include "../places.hpp"
#include "packaging/evaluate.hpp"
#include "rules/judge.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace coldchain;

namespace {

packaging::RuleLibrary library() {
    auto loaded = packaging::RuleLibrary::load({places::source_folder});
    if (!loaded)
        FAIL(describe(loaded.error()));
    return std::move(*loaded);
}

} // namespace

TEST_CASE("packs: every example of every packaging rule holds", "[packaging]") {
    auto packs = library();
    auto const book = packs.book_for({2026, 11, 23});
    if (!book)
        FAIL(describe(book.error()));
    auto const report = rules::prove_examples(**book, packaging::prepare_sample);
    std::string faults;
    for (auto const& fault : report.faults)
        faults += describe(fault) + "\n";
    CHECK(faults == "");
    CHECK(report.rules == (*book)->rules.size());
    CHECK(report.examples >= 2 * report.rules);
}

TEST_CASE("packs: every rule is cited and every failure above warn says what to do",
          "[packaging]") {
    auto packs = library();
    auto const book = packs.book_for({2026, 11, 23});
    REQUIRE(book);
    for (auto const& rule : (*book)->rules) {
        INFO(rule.id);
        CHECK_FALSE(rule.citations.empty());
        CHECK((rule.severity < Severity::error || !rule.fix_text.empty()));
    }
}
