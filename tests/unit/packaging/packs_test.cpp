// SPDX-License-Identifier: Apache-2.0
// The packs that are handed over: every example in them, and the verdicts of the worked shipments.
#include "packaging/evaluate.hpp"
#include "rules/judge.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

using namespace coldchain;

namespace {

std::string const root = COLDCHAIN_SOURCE_DIR;

packaging::RuleLibrary library() {
    auto loaded = packaging::RuleLibrary::load({root});
    if (!loaded)
        FAIL(describe(loaded.error()));
    return *loaded;
}

packaging::Verdict verdict_of(std::string const& example) {
    auto const shipment =
        shipment::read_shipment_file(root + "/examples/" + example + "/shipment.toml");
    REQUIRE(shipment);
    auto rules = library();
    auto verdict = packaging::evaluate(*shipment, rules);
    REQUIRE(verdict);
    return *verdict;
}

std::vector<std::string> rules_of(packaging::Verdict const& verdict, Severity severity) {
    std::vector<std::string> ids;
    for (auto const& finding : verdict.findings) {
        if (finding.severity >= severity)
            ids.push_back(finding.rule);
    }
    return ids;
}

} // namespace

TEST_CASE("every example of every rule is judged as it says", "[packaging]") {
    auto rules = library();
    auto const book = rules.book_for(*parse_date("2026-11-23"));
    if (!book)
        FAIL(describe(book.error()));
    auto const report = rules::prove_examples(**book, packaging::prepare_sample);
    for (auto const& fault : report.faults)
        UNSCOPED_INFO(describe(fault));
    CHECK(report.faults.empty());
    CHECK(report.rules >= 60);
    CHECK(report.examples >= 2 * report.rules);
}

TEST_CASE("a dry shipper with a button cell logger is acceptable", "[packaging]") {
    auto const verdict = verdict_of("a-car-t-dry-shipper");
    CHECK(rules_of(verdict, Severity::unknown) == std::vector<std::string>{});
    CHECK(verdict.verdict == "acceptable");
}

TEST_CASE("the forgotten Class 9 label is the one thing wrong", "[packaging]") {
    auto const verdict = verdict_of("b-samples-on-dry-ice");
    CHECK(rules_of(verdict, Severity::unknown) == std::vector<std::string>{"DI-08"});
    CHECK(verdict.verdict == "not_acceptable");
    CHECK(verdict.findings.front().fix.find("Class 9") != std::string::npos);
    CHECK(verdict_of("b-samples-on-dry-ice-fixed").verdict == "acceptable");
}

TEST_CASE("a shipment of 2023 is judged by packs in force then", "[packaging]") {
    auto const verdict = verdict_of("c-leukapheresis-2-8");
    CHECK(rules_of(verdict, Severity::unknown) == std::vector<std::string>{});
    CHECK(verdict.verdict == "acceptable");
    CHECK(to_text(verdict.judged_on) == "2023-04-17");
    for (auto const& pack : verdict.packs)
        CHECK(pack.in_force);
}

TEST_CASE("a day before the packs is judged and said to be outside", "[packaging]") {
    auto const shipment =
        shipment::read_shipment_file(root + "/examples/b-samples-on-dry-ice-fixed/shipment.toml");
    REQUIRE(shipment);
    auto rules = library();
    auto const verdict = packaging::evaluate(*shipment, rules, {parse_date("2019-01-01")});
    REQUIRE(verdict);
    CHECK(verdict->verdict == "unknown");
    auto const ids = rules_of(*verdict, Severity::unknown);
    CHECK(std::count(ids.begin(), ids.end(), "PACK-01") == 3);
}

TEST_CASE("no fact of a battery that is missing lets it pass", "[packaging]") {
    auto rules = library();
    auto const book = rules.book_for(*parse_date("2026-11-23"));
    REQUIRE(book);
    auto document = (*book)->find_sample("cells in a dry shipper")->document;
    auto* const packages = std::get_if<config::Objects>(
        &std::find_if(document.members.begin(), document.members.end(), [](auto const& m) {
             return m.name == "package";
         })->value.held);
    REQUIRE(packages != nullptr);
    auto& members = packages->front().members;
    auto const battery = std::find_if(members.begin(), members.end(),
                                      [](auto const& m) { return m.name == "battery"; });
    std::get<config::Objects>(battery->value.held).front().members.clear();
    auto const verdict = packaging::evaluate(document, rules);
    REQUIRE(verdict);
    CHECK(verdict->verdict == "unknown");
}

TEST_CASE("one library judges in several threads alike", "[packaging]") {
    auto const shipment =
        shipment::read_shipment_file(root + "/examples/b-samples-on-dry-ice/shipment.toml");
    REQUIRE(shipment);
    auto rules = library();
    std::vector<std::string> words(4);
    std::vector<std::thread> threads;
    for (auto& word : words)
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) {
                auto const verdict = packaging::evaluate(*shipment, rules);
                word += verdict ? verdict->verdict : "failed";
            }
        });
    for (auto& thread : threads)
        thread.join();
    for (auto const& word : words)
        CHECK(word == words.front());
    CHECK(words.front().starts_with("not_acceptable"));
}
