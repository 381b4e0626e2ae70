// SPDX-License-Identifier: Apache-2.0
// What must hold for every shipment, tried on all cases of tests/data/packaging.
#include "cases.hpp"

#include "packaging/facts.hpp"
#include "rules/judge.hpp"

#include <map>
#include <random>
#include <set>

using namespace coldchain;
using namespace coldchain::packaging_cases;

namespace {

std::vector<Case> all_cases(rules::Book const& book) {
    std::vector<Case> all;
    for (auto const* file : {"worked.toml", "wrong-rules.toml", "letters.toml", "mistakes.toml"}) {
        for (auto& one : read_cases(file, book))
            all.push_back(std::move(one));
    }
    return all;
}

/// The packs' own examples of failures.
std::vector<Case> failing_examples(rules::Book const& book) {
    std::vector<Case> all;
    for (auto const& rule : book.rules) {
        for (auto const& example : rule.examples) {
            if (example.expect != rules::Expect::fails)
                continue;
            Case one;
            one.id = text::cat("example of ", rule.id, " in line ", example.position.line);
            one.document = book.find_sample(example.from)->document;
            for (auto const& path : example.remove)
                must(rules::remove_at(one.document, path), one.id);
            for (auto const& [path, value] : example.set)
                must(rules::set_at(one.document, path, value), one.id);
            all.push_back(std::move(one));
        }
    }
    return all;
}

/// "package[2].mark[0]" without the index of the package, so that places can be compared after
/// packages were exchanged.
std::string without_package_index(std::string text) {
    std::string const open = "package[";
    for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at + 1)) {
        auto const close = text.find(']', at);
        text.erase(at + open.size() - 1, close - at - open.size() + 2);
    }
    return text;
}

std::multiset<std::string> outcomes(std::vector<rules::Judgement> const& judgements) {
    std::multiset<std::string> set;
    for (auto const& j : judgements) {
        auto const& f = j.finding;
        // the facts that are missing are listed in the order of the document
        std::string const words = j.outcome == rules::Outcome::unknown ? "" : f.message;
        set.insert(
            without_package_index(text::cat(j.rule->id, ' ', static_cast<int>(j.outcome), ' ',
                                            j.scope, ' ', to_word(f.severity), ' ', words)));
    }
    return set;
}

config::Objects* list_in(config::Object& object, std::string_view name) {
    for (auto& member : object.members) {
        if (member.name == name)
            return std::get_if<config::Objects>(&member.value.held);
    }
    return nullptr;
}

/// Keys that a document must have; `declared`, which is no fact about the goods but what the
/// shipper says of them: without it nothing is declared; `product`, a reference; and keys whose
/// absence says something, as the schema tells: no dry ice was added to the overpack, there is no
/// wet ice, nothing was booked as temperature controlled.
bool is_no_fact(std::string const& path) {
    static std::set<std::string> const required{"schema", "id", "ship_at", "mode", "regimes"};
    return required.count(path) == 1 || path.ends_with("].id") || path.ends_with(".serial") ||
           path.ends_with(".declared") || path.ends_with(".product") ||
           path.ends_with(".dry_ice_added") || path.ends_with(".wet_ice") ||
           path == "temperature_controlled_booking";
}

/// Facts that contradict another one are not tried: a pathogen that is named although none is known
/// or expected, free liquid in a vessel that has all of it absorbed. Without them the other stands.
bool is_contradiction(config::Object const& document, std::string const& path) {
    auto const package = document.tables("package");
    if (package.empty())
        return false;
    if (path.ends_with(".liquid_nitrogen.mass"))
        return package[0].table("liquid_nitrogen")->text("state") != "free";
    auto const contents = package[0].tables("content");
    return path.ends_with(".pathogen") && !contents.empty() &&
           contents[0].flag("pathogen_known") == false;
}

/// The places of all facts that are not tables.
void collect_facts(config::Object const& object, std::string const& place,
                   std::vector<std::string>& places) {
    for (auto const& member : object.members) {
        std::string const path = place.empty() ? member.name : text::cat(place, '.', member.name);
        if (auto const* const table = std::get_if<config::Object>(&member.value.held)) {
            collect_facts(*table, path, places);
        } else if (auto const* const list = std::get_if<config::Objects>(&member.value.held)) {
            for (std::size_t i = 0; i < list->size(); ++i)
                collect_facts((*list)[i], text::cat(path, '[', i, ']'), places);
        } else if (!is_no_fact(path)) {
            places.push_back(path);
        }
    }
}

std::map<std::string, rules::Outcome> by_place(packaging::Verdict const& verdict) {
    std::map<std::string, rules::Outcome> map;
    for (auto const& j : verdict.judgements)
        map[text::cat(j.rule->id, ' ', j.place)] = j.outcome;
    return map;
}

} // namespace

TEST_CASE("packaging: the order of rules changes nothing", "[packaging][property]") {
    auto library = load_library();
    std::mt19937 random(20261124);
    for (auto const& one : all_cases(book_of(library))) {
        INFO(one.id);
        auto const verdict = judged(one.document, library);
        rules::Book shuffled = *verdict.book;
        std::shuffle(shuffled.rules.begin(), shuffled.rules.end(), random);
        auto const again = rules::judge(shuffled, verdict.facts,
                                        {verdict.judged_on, one.document.texts("regimes")});
        CHECK(outcomes(again) == outcomes(verdict.judgements));
    }
}

TEST_CASE("packaging: the order of packages changes nothing", "[packaging][property]") {
    auto library = load_library();
    std::mt19937 random(20261124);
    std::size_t tried = 0;
    for (auto const& one : all_cases(book_of(library))) {
        INFO(one.id);
        auto document = one.document;
        auto* const packages = list_in(document, "package");
        if (packages == nullptr || packages->size() < 2)
            continue;
        ++tried;
        auto const before = judged(document, library);
        for (int round = 0; round < 4; ++round) {
            std::shuffle(packages->begin(), packages->end(), random);
            auto const after = judged(document, library);
            CHECK(outcomes(after.judgements) == outcomes(before.judgements));
            CHECK(after.verdict == before.verdict);
        }
    }
    CHECK(tried >= 3);
}

TEST_CASE("packaging: taking a mark or label away never silences the rule that asks for it",
          "[packaging][property]") {
    auto library = load_library();
    for (auto const& one : all_cases(book_of(library))) {
        auto const before = judged(one.document, library);
        for (auto const* kind : {"mark", "label"}) {
            auto const packages = one.document.tables("package");
            for (std::size_t p = 0; p < packages.size(); ++p) {
                for (std::size_t m = 0; m < packages[p].tables(kind).size(); ++m) {
                    auto document = one.document;
                    std::string const path = text::cat("package[", p, "].", kind, '[', m, ']');
                    must(rules::remove_at(document, path), one.id);
                    auto const after = by_place(judged(document, library));
                    for (auto const& j : before.judgements) {
                        bool const asks = std::any_of(
                            j.rule->needs.begin(), j.rule->needs.end(), [](auto const& need) {
                                return need.kind == "mark" || need.kind == "label";
                            });
                        if (!asks || j.outcome != rules::Outcome::fails)
                            continue;
                        INFO(one.id << ": without " << path << ", " << j.rule->id);
                        auto const at = after.find(text::cat(j.rule->id, ' ', j.place));
                        REQUIRE(at != after.end());
                        CHECK(at->second == rules::Outcome::fails);
                    }
                }
            }
        }
    }
}

namespace {

void make_unknown(Case const& one, std::string const& place, packaging::Verdict const& before,
                  packaging::RuleLibrary& library) {
    auto document = one.document;
    must(rules::remove_at(document, place), one.id);
    auto const after = judged(document, library);
    INFO(one.id << ": without " << place);
    INFO("before: " << text::join(findings_of(before), ", "));
    INFO("after: " << text::join(findings_of(after), ", "));
    if (before.verdict != "acceptable")
        CHECK(after.verdict != "acceptable");
    auto const outcomes_before = by_place(before);
    for (auto const& [rule, outcome] : by_place(after)) {
        auto const at = outcomes_before.find(rule);
        bool const failed = at != outcomes_before.end() && at->second == rules::Outcome::fails;
        INFO(rule);
        if (failed && outcome == rules::Outcome::passes)
            FAIL_CHECK("a failure became a pass");
    }
}

} // namespace

TEST_CASE("packaging: a fact made unknown never turns a failure into a pass",
          "[packaging][property]") {
    auto library = load_library();
    auto const& book = book_of(library);
    std::mt19937 random(20261124);
    std::size_t tried = 0;
    auto const try_case = [&](Case const& one, unsigned one_of) {
        auto const before = judged(one.document, library);
        std::vector<std::string> places;
        collect_facts(one.document, "", places);
        for (auto const& place : places) {
            if (random() % one_of != 0 || is_contradiction(one.document, place))
                continue;
            ++tried;
            make_unknown(one, place, before, library);
        }
    };
    for (auto const& one : all_cases(book))
        try_case(one, 1);
    for (auto const& one : failing_examples(book)) // a fifth of their facts, for time
        try_case(one, 5);
    CHECK(tried > 6000);
}

TEST_CASE("packaging: the smallest correction passes, and nothing in it is idle",
          "[packaging][property]") {
    auto library = load_library();
    std::size_t corrected = 0;
    for (auto const& one : all_cases(book_of(library))) {
        INFO(one.id);
        auto const before = judged(one.document, library);
        auto const fix = packaging::smallest_fix(one.document, before, library);
        if (fix.changes.empty())
            continue;
        auto const failures = [](packaging::Verdict const& verdict) {
            return std::count_if(verdict.findings.begin(), verdict.findings.end(),
                                 [](auto const& f) { return f.severity >= Severity::error; });
        };
        auto const with = [&](std::size_t left_out) {
            auto document = one.document;
            for (std::size_t i = 0; i < fix.changes.size(); ++i) {
                if (i != left_out)
                    must(rules::apply(document, fix.changes[i]), one.id);
            }
            return judged(document, library);
        };
        auto const after = with(fix.changes.size());
        CHECK(after.verdict == fix.leads_to);
        CHECK(failures(after) == static_cast<std::ptrdiff_t>(fix.open_failures));
        CHECK(failures(after) < failures(before));
        if (fix.open_failures == 0)
            ++corrected;
        for (std::size_t i = 0; i < fix.changes.size(); ++i) {
            INFO("without: " << rules::describe(fix.changes[i]));
            auto const less = with(i);
            CHECK((failures(less) > failures(after) || less.verdict != after.verdict));
        }
    }
    CHECK(corrected >= 15);
}

namespace {

void set_text(config::Object& document, std::string const& path, std::string const& value) {
    config::Node node;
    node.kind = config::NodeKind::text;
    node.text = value;
    must(rules::set_at(document, path, node), path);
}

bool says(packaging::Verdict const& verdict, std::string_view rule) {
    return std::any_of(verdict.findings.begin(), verdict.findings.end(), [&](auto const& finding) {
        return finding.rule == rule && finding.severity >= Severity::unknown;
    });
}

} // namespace

// The lists themselves are data with their sources; here only that none of their agents can slip
// through, whatever else the content claims to be.
TEST_CASE("packaging: a Category A agent never passes undeclared", "[packaging][property]") {
    auto library = load_library();
    auto const& book = book_of(library);
    auto const sample = book.find_sample("specimens on dry ice")->document;
    for (auto const& agent : *book.dictionary->find_list("category_a_any")) {
        for (auto const* nature : {"human_cells", "blood_transfusion", "organ_transplant",
                                   "patient_specimen", "culture", "biological_product", "gmmo",
                                   "environmental_sample", "waste", "reagent", "not_dangerous"}) {
            for (auto const* declared : {"none", "UN3373", "UN3245"}) {
                auto document = sample;
                must(rules::remove_at(document, "package[0].content[0].pathogen_known"), agent);
                set_text(document, "package[0].content[0].pathogen", text::upper(agent));
                set_text(document, "package[0].content[0].nature", nature);
                set_text(document, "package[0].content[0].declared", declared);
                auto const verdict = judged(document, library);
                INFO(agent << ", " << nature << ", " << declared);
                CHECK(verdict.verdict == "not_acceptable");
                CHECK(says(verdict, "CLS-01"));
            }
        }
    }
    for (auto const& agent : *book.dictionary->find_list("category_a_cultures")) {
        for (auto const* form : {"culture", ""}) { // the form is not given: not known
            auto document = sample;
            must(rules::remove_at(document, "package[0].content[0].pathogen_form"), agent);
            set_text(document, "package[0].content[0].pathogen", agent);
            if (*form != 0)
                set_text(document, "package[0].content[0].pathogen_form", form);
            auto const verdict = judged(document, library);
            INFO(agent << ", form " << form);
            CHECK(verdict.verdict != "acceptable");
            CHECK(says(verdict, "CLS-02"));
        }
    }
}
