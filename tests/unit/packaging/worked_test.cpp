// SPDX-License-Identifier: Apache-2.0
// Shipments of letters, answers and regulations against all rules: tests/data/packaging. And over
// the whole of them and of the packs' own examples: every rule fires somewhere and is silent
// somewhere.
#include "cases.hpp"

#include "rules/judge.hpp"

#include <map>
#include <set>

using namespace coldchain;
using namespace coldchain::packaging_cases;

namespace {

bool has(std::vector<std::string> const& list, std::string const& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
}

bool fires(packaging::Verdict const& verdict, std::string const& rule) {
    return std::any_of(verdict.findings.begin(), verdict.findings.end(),
                       [&](auto const& finding) { return finding.rule == rule; });
}

bool is_met(packaging::Verdict const& verdict, std::string const& rule) {
    return std::any_of(verdict.passed.begin(), verdict.passed.end(),
                       [&](auto const& passed) { return passed.rule == rule; });
}

void check_case(Case const& one, packaging::RuleLibrary& library) {
    INFO(one.id << " (" << one.source << ")");
    CHECK_FALSE(one.source.empty());
    auto const verdict = judged(one.document, library);
    auto const found = findings_of(verdict);
    INFO("found: " << text::join(found, ", "));
    for (auto const& expected : one.expect) {
        INFO("expected: " << expected);
        CHECK(has(found, expected));
    }
    for (auto const& rule : one.absent) {
        INFO("must not fire: " << rule);
        CHECK_FALSE(fires(verdict, rule));
    }
    for (auto const& rule : one.passes) {
        INFO("must be met: " << rule);
        CHECK(is_met(verdict, rule));
        CHECK_FALSE(fires(verdict, rule));
    }
    if (!one.verdict.empty())
        CHECK(verdict.verdict == one.verdict);
}

void check_file(std::string const& file, std::size_t at_least) {
    auto library = load_library();
    auto const cases = read_cases(file, book_of(library));
    CHECK(cases.size() >= at_least);
    for (auto const& one : cases)
        check_case(one, library);
}

} // namespace

TEST_CASE("packaging: the worked examples give the stated findings", "[packaging]") {
    check_file("worked.toml", 37);
}

TEST_CASE("packaging: rules that are wrong and seen in the wild are not ours", "[packaging]") {
    check_file("wrong-rules.toml", 4);
}

TEST_CASE("packaging: shipments as regulators are asked about them", "[packaging]") {
    check_file("letters.toml", 20);
}

TEST_CASE("packaging: several mistakes give exactly their findings", "[packaging]") {
    auto library = load_library();
    for (auto const& one : read_cases("mistakes.toml", book_of(library))) {
        INFO(one.id);
        check_case(one, library);
        auto expected = one.exact;
        std::vector<std::string> found;
        auto const verdict = judged(one.document, library);
        for (auto const& finding : verdict.findings) {
            if (finding.severity < Severity::error)
                continue;
            found.push_back(
                text::cat(to_word(finding.severity), ' ', finding.rule, ' ', finding.scope));
            CHECK_FALSE(finding.field.empty());
            CHECK_FALSE(finding.value.empty());
            CHECK_FALSE(finding.limit.empty());
            CHECK_FALSE(finding.citations.empty());
            CHECK_FALSE(finding.fix.empty());
        }
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
        CHECK(found == expected);
    }
}

// The rows of the rule table, by family. A row that is missing here was forgotten in the packs.
TEST_CASE("packaging: every row of the rule table is there, fires once and is silent once",
          "[packaging]") {
    std::map<std::string, int> const rows{{"CLS", 16}, {"DI", 24}, {"B", 24},  {"A", 15},
                                          {"EX", 5},   {"GM", 3},  {"LN", 10}, {"LI", 15},
                                          {"MK", 5},   {"OP", 6},  {"DOC", 3}, {"TRN", 3},
                                          {"EQ", 2},   {"VAR", 7}, {"TCR", 3}, {"SHP", 3}};
    auto library = load_library();
    auto const& book = book_of(library);
    for (auto const& [family, count] : rows) {
        for (int number = 1; number <= count; ++number) {
            std::string const id = text::cat(family, number < 10 ? "-0" : "-", number);
            INFO(id);
            CHECK(book.find(id) != nullptr);
        }
    }

    std::set<std::string> fired;
    std::set<std::string> silent;
    auto const note = [&](config::Object const& document) {
        auto const verdict = judged(document, library);
        for (auto const& rule : book.rules) {
            bool const fires_here = std::any_of(
                verdict.judgements.begin(), verdict.judgements.end(), [&](auto const& judgement) {
                    return judgement.rule->id == rule.id &&
                           judgement.outcome == rules::Outcome::fails;
                });
            (fires_here ? fired : silent).insert(rule.id);
        }
    };
    for (auto const* file : {"worked.toml", "wrong-rules.toml", "letters.toml", "mistakes.toml"}) {
        for (auto const& one : read_cases(file, book))
            note(one.document);
    }
    for (auto const& rule : book.rules) {
        for (auto const& example : rule.examples) {
            auto document = book.find_sample(example.from)->document;
            for (auto const& path : example.remove)
                must(rules::remove_at(document, path), rule.id);
            for (auto const& [path, value] : example.set)
                must(rules::set_at(document, path, value), rule.id);
            note(document);
        }
    }
    for (auto const& rule : book.rules) {
        INFO(rule.id);
        CHECK(fired.count(rule.id) == 1);
        CHECK(silent.count(rule.id) == 1);
    }
}
