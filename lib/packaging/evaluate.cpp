// SPDX-License-Identifier: Apache-2.0
#include "packaging/evaluate.hpp"

#include "common/text.hpp"
#include "packaging/facts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace coldchain::packaging {

struct RuleLibrary::Cache {
    std::mutex guard;
    std::map<std::vector<std::size_t>, std::shared_ptr<rules::Book const>> books;
};

namespace {

using rules::Judgement;
using rules::Outcome;

// A pack that was not in force on the day is said loudly: what it says may have changed.
Finding stale_pack(rules::PackInUse const& pack, Date day) {
    Finding finding;
    finding.rule = "PACK-01";
    finding.severity = Severity::unknown;
    finding.field = "ship_at";
    finding.value = to_text(day);
    finding.limit = pack.valid;
    finding.message = text::cat("rule pack ", pack.identity.id, " ", pack.identity.edition,
                                " is not in force on ", to_text(day), " (valid ", pack.valid,
                                "); its rules were judged as they stand");
    finding.fix = "use a pack that is valid on that day, or judge with --as-of a day it covers";
    return finding;
}

// Whether the regimes of a shipment ask for a rule of the pack, or it holds words alone, which any
// rule may use.
bool is_asked_for(rules::Book const& book, std::size_t pack,
                  rules::Circumstances const& circumstances) {
    bool empty = true;
    for (auto const& rule : book.rules) {
        if (rule.pack != pack)
            continue;
        empty = false;
        if (rules::concerns(rule, circumstances))
            return true;
    }
    return empty;
}

auto rank(Finding const& finding) {
    return std::tuple(-static_cast<int>(finding.severity), std::string_view(finding.scope),
                      std::string_view(finding.rule), std::string_view(finding.field),
                      std::string_view(finding.message));
}

std::string word_of(std::vector<Finding> const& findings) {
    Severity const severity = worst(findings);
    if (severity >= Severity::error)
        return "not_acceptable";
    return severity == Severity::unknown ? "unknown" : "acceptable";
}

// A line of a paper by its place in the shipment: "waybill.nature_and_quantity[1]".
std::string place_in_document(std::string field) {
    for (auto const& [derived, own] : {std::pair<std::string_view, std::string_view>(
                                           "waybill_line[", "waybill.nature_and_quantity["),
                                       {"declaration_line[", "declaration.entries["}}) {
        if (!field.starts_with(derived))
            continue;
        auto const close = field.find(']');
        return text::cat(own, field.substr(derived.size(), close + 1 - derived.size()));
    }
    return field;
}

void add_needed(Verdict& verdict, Judgement const& judgement) {
    for (auto const& need : judgement.needed)
        verdict.needed.push_back({judgement.rule->id, judgement.scope, need.kind, need.code,
                                  need.text, need.size, judgement.outcome == Outcome::passes});
}

void add_finding(Verdict& verdict, Finding finding) {
    finding.field = place_in_document(std::move(finding.field));
    verdict.findings.push_back(std::move(finding));
}

void collect(Verdict& verdict) {
    for (auto const& judgement : verdict.judgements) {
        add_needed(verdict, judgement);
        if (judgement.outcome == Outcome::passes)
            verdict.passed.push_back(
                {judgement.rule->id, judgement.scope,
                 verdict.book->packs.at(judgement.rule->pack).identity.id,
                 rules::citations_for(*judgement.rule, verdict.facts.texts("regimes"))});
        else if (judgement.outcome == Outcome::fails || judgement.finding.severity > Severity::info)
            add_finding(verdict, judgement.finding); // a remark that cannot be made is no finding
    }
}

void settle(Verdict& verdict) {
    std::stable_sort(verdict.findings.begin(), verdict.findings.end(),
                     [](Finding const& a, Finding const& b) { return rank(a) < rank(b); });
    verdict.unconfirmed = static_cast<std::size_t>(
        std::count_if(verdict.findings.begin(), verdict.findings.end(),
                      [](auto const& finding) { return is_unconfirmed(finding); }));
    verdict.verdict = word_of(verdict.findings);
}

} // namespace

Result<RuleLibrary> RuleLibrary::load(config::DataFolders const& folders) {
    RuleLibrary library;
    CC_TRY_ASSIGN(library.m_files, rules::read_packs(folders, pack_folder, pack_schema));
    if (library.m_files.empty())
        return input_error({}, text::cat("there is no rule pack in ", pack_folder,
                                         " of the data folders; see --data"));
    library.m_cache = std::make_shared<Cache>();
    return library;
}

Result<std::shared_ptr<rules::Book const>> RuleLibrary::book_for(Date day) {
    auto const chosen = rules::choose_packs(m_files, day);
    std::lock_guard const lock(m_cache->guard);
    auto& book = m_cache->books[chosen];
    if (book == nullptr) {
        CC_TRY_ASSIGN(auto made, rules::make_book(m_files, chosen, vocabulary()));
        book = std::make_shared<rules::Book const>(std::move(made));
    }
    return book;
}

Date ship_date(config::Object const& document) {
    auto const ship_at = document.time("ship_at").value_or(ZonedTime{});
    auto const clock = wall_clock(ship_at.instant, ship_at.zone);
    return clock ? date_of(clock->local) : Date{};
}

rules::Prepared prepare_sample(config::Object const& document) {
    Date const day = ship_date(document);
    return {judged_facts(document, day), {day, document.texts("regimes")}};
}

Result<Verdict> evaluate(config::Object const& document, RuleLibrary& library,
                         JudgingOptions const& options) {
    Verdict verdict;
    verdict.judged_on = options.as_of.value_or(ship_date(document));
    CC_TRY_ASSIGN(verdict.book, library.book_for(verdict.judged_on));
    verdict.shipment = document.text("id").value_or(std::string());
    verdict.facts = judged_facts(document, verdict.judged_on);
    rules::Circumstances const circumstances{verdict.judged_on, document.texts("regimes")};
    verdict.judgements = rules::judge(*verdict.book, verdict.facts, circumstances);
    verdict.rules_evaluated = static_cast<std::size_t>(
        std::count_if(verdict.book->rules.begin(), verdict.book->rules.end(),
                      [&](auto const& rule) { return rules::concerns(rule, circumstances); }));
    verdict.packs = verdict.book->packs;
    for (std::size_t i = 0; i < verdict.packs.size(); ++i) {
        auto& pack = verdict.packs[i];
        pack.in_force = rules::in_force(pack, verdict.judged_on);
        if (!pack.in_force && is_asked_for(*verdict.book, i, circumstances))
            verdict.findings.push_back(stale_pack(pack, verdict.judged_on));
    }
    collect(verdict);
    verdict.classification = classify(*verdict.book, verdict.facts);
    settle(verdict);
    return verdict;
}

void add_findings(Verdict& verdict, std::vector<Finding> const& findings) {
    verdict.findings.insert(verdict.findings.end(), findings.begin(), findings.end());
    settle(verdict);
}

Finding shared_product(std::string field, std::string product, std::string const& holder) {
    Finding finding;
    finding.rule = "SHP-03";
    finding.severity = Severity::error;
    finding.field = std::move(field);
    finding.message = text::cat("product ", product, " is also in ", holder);
    finding.value = std::move(product);
    finding.limit = "one shipment";
    finding.citations = {{"coldchain", "one product is in one place", "", Evidence::derived}};
    finding.fix = "take the product out of one of the two shipments";
    return finding;
}

Result<Verdict> evaluate(shipment::Shipment const& shipment, RuleLibrary& library,
                         JudgingOptions const& options) {
    return evaluate(shipment.facts, library, options);
}

} // namespace coldchain::packaging
