// SPDX-License-Identifier: Apache-2.0
// A statement is a rule that always reports: what it finds is the statement, its limit the words.
// The first word of the rule's id names the group. Unknown facts are gathered, so that a person is
// asked once for each, whatever number of statements depend on it.
#include "label/statements.hpp"

#include "common/text.hpp"
#include "shipment/schema.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace coldchain::label {

namespace {

using config::Field;
using config::FieldType;

constexpr auto groups = std::to_array<std::pair<std::string_view, StatementGroup>>({
    {"USE", StatementGroup::use},
    {"WARN", StatementGroup::warning},
    {"HANDLE", StatementGroup::handling},
    {"LEGAL", StatementGroup::legal},
    {"LEGEND", StatementGroup::legend},
    {"BOX", StatementGroup::container},
});

// Nothing for rules that refuse (STOP).
std::optional<StatementGroup> group_of(std::string_view rule) {
    auto const word = rule.substr(0, rule.find('-'));
    auto const at = std::find_if(groups.begin(), groups.end(),
                                 [&](auto const& row) { return row.first == word; });
    return at == groups.end() ? std::nullopt : std::optional(at->second);
}

std::vector<Field> const& vocabulary_fields() {
    static std::vector<Field> const fields = [] {
        auto const own = shipment::product_record().fields;
        std::vector<Field> all(own.begin(), own.end());
        all.push_back({"any_reactive", FieldType::flag});
        all.push_back({"reactive_names", FieldType::text});
        return all;
    }();
    return fields;
}

// One question for each missing fact, with the rules that ask it.
void add_questions(std::vector<rules::Judgement> const& judgements, std::string const& scope,
                   std::vector<Finding>& findings) {
    std::map<std::string, std::vector<std::string>> asking;
    std::vector<std::string> order;
    for (auto const& judgement : judgements) {
        if (judgement.outcome != rules::Outcome::unknown)
            continue;
        for (auto const& fact : judgement.missing) {
            auto const name = fact.ends_with("any_reactive") ? "donor.reactive" : fact;
            if (asking[name].empty())
                order.push_back(name);
            asking[name].push_back(judgement.rule->id);
        }
    }
    for (auto const& name : order) {
        std::string const key = name.starts_with("product.") ? name : text::cat("product.", name);
        findings.push_back({"LBL-14",
                            Severity::unknown,
                            scope,
                            key,
                            "not given",
                            "",
                            {},
                            text::cat(key, " is not given; the statements ",
                                      text::join(asking[name], ", "), " depend on it"),
                            text::cat("write ", key)});
    }
}

Result<void> keep_packs(std::vector<rules::PackFile>& files, std::span<std::string const> packs) {
    std::vector<std::string> known;
    for (auto const& file : files) {
        if (std::find(known.begin(), known.end(), file.head.identity.id) == known.end())
            known.push_back(file.head.identity.id);
    }
    for (auto const& pack : packs) {
        if (std::find(known.begin(), known.end(), pack) == known.end())
            return input_error({}, text::cat("statements ", text::quoted(pack),
                                             " are not known; there are ",
                                             text::join(known, ", ")));
    }
    if (!packs.empty())
        std::erase_if(files, [&](rules::PackFile const& file) {
            return std::find(packs.begin(), packs.end(), file.head.identity.id) == packs.end();
        });
    return {};
}

} // namespace

rules::Vocabulary const& statement_vocabulary() {
    static config::Record const record{"product", vocabulary_fields()};
    static rules::Vocabulary const vocabulary{"product", &record};
    return vocabulary;
}

config::Object statement_facts(config::Object product) {
    auto const* const donor = product.table("donor");
    if (donor == nullptr || !donor->has("reactive"))
        return product;
    auto const names = donor->texts("reactive");
    product.members.push_back({"any_reactive", {}, {!names.empty()}});
    product.members.push_back({"reactive_names", {}, {text::join(names, ", ")}});
    return product;
}

StatementRules::StatementRules(rules::Book book, Date on) : m_book(std::move(book)), m_on(on) {
    for (auto const& pack : m_book.packs) {
        if (rules::in_force(pack, on))
            m_identities.push_back(pack.identity);
    }
}

Result<StatementRules> StatementRules::load(config::DataFolders const& folders, Date on,
                                            std::span<std::string const> packs) {
    CC_TRY_ASSIGN(auto files, rules::read_packs(folders, statements_folder, statements_schema));
    CC_TRY(keep_packs(files, packs));
    CC_TRY_ASSIGN(auto book,
                  rules::make_book(files, rules::choose_packs(files, on), statement_vocabulary()));
    return StatementRules(std::move(book), on);
}

Decision StatementRules::decide(shipment::Product const& product) const {
    Decision decision;
    auto const facts = statement_facts(product.facts);
    auto const judgements = rules::judge(m_book, facts, {m_on, {}});
    auto const root = rules::root_element(statement_vocabulary(), facts);
    for (auto const& rule : m_book.rules) {
        auto const at = std::find_if(judgements.begin(), judgements.end(),
                                     [&](auto const& j) { return j.rule == &rule; });
        auto const group = group_of(rule.id);
        if (at == judgements.end()) {
            if (group)
                decision.left_out.push_back(
                    {rule.id, rule.limit.fill(root), text::cat("does not hold: ", rule.when_text)});
        } else if (at->outcome == rules::Outcome::fails) {
            auto finding = at->finding;
            finding.scope = product.id;
            if (group)
                decision.statements.push_back(
                    {rule.id, *group, finding.limit, finding.message, finding.citations});
            else
                decision.findings.push_back(std::move(finding));
        }
    }
    add_questions(judgements, product.id, decision.findings);
    return decision;
}

} // namespace coldchain::label
