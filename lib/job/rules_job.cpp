// SPDX-License-Identifier: Apache-2.0
#include "job/rules_job.hpp"

#include "common/text.hpp"
#include "label/stages.hpp"
#include "label/statements.hpp"
#include "packaging/evaluate.hpp"
#include "packaging/facts.hpp"
#include "report/findings.hpp"
#include "rules/judge.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace coldchain::job {

namespace {

using config::Object;
using rules::PackFile;

struct Family {
    std::string_view kind;
    std::string_view folder;
    std::string_view schema;
};
constexpr std::array families{
    Family{"packaging", packaging::pack_folder, packaging::pack_schema},
    Family{"statements", label::statements_folder, label::statements_schema},
    Family{"stages", label::stages_folder, label::stages_schema}};

bool rule_in_force(Object const& rule, Date day) {
    auto const from = rule.date("valid_from");
    auto const to = rule.date("valid_to");
    return (!from || day >= *from) && (!to || day <= *to);
}

PackRow row_of(PackFile const& file, std::string_view kind, std::optional<Date> day) {
    PackRow row;
    row.kind = kind;
    row.identity = file.head.identity;
    row.title = file.head.title;
    row.valid_from = to_text(file.valid_from);
    row.valid_to = file.valid_to ? to_text(*file.valid_to) : "";
    row.overlay = file.overlay;
    for (auto const& rule : file.content.tables("rule")) {
        ++row.rules;
        row.in_force += !day || rule_in_force(rule, *day) ? 1U : 0U;
    }
    row.stale = day && (*day < file.valid_from || (file.valid_to && *day > *file.valid_to));
    return row;
}

std::string citations_text(Object const& rule) {
    std::string out;
    for (auto const& one : rule.tables("citation")) {
        Citation const citation{
            one.text("regime").value_or(""), one.text("ref").value_or(""),
            one.text("edition").value_or(""),
            evidence_of(one.text("evidence").value_or("")).value_or(Evidence::recalled)};
        out += text::cat(out.empty() ? "" : "\n", report::citation_text(citation), ", ",
                         to_word(citation.evidence));
    }
    return out;
}

using Texts = std::vector<std::pair<std::string, std::string>>;

Texts texts_of(Object const& rule) {
    Texts texts;
    auto const add = [&](std::string_view key, std::string const& value) {
        if (!value.empty())
            texts.emplace_back(key, value);
    };
    add("for", rule.text("for").value_or("the shipment"));
    add("regimes", text::join(rule.texts("regimes"), ", "));
    for (auto const* key : {"valid_from", "valid_to"}) {
        if (auto const date = rule.date(key))
            add(key, to_text(*date));
    }
    for (auto const* key : {"when", "require", "severity", "when_unknown", "lighter_when",
                            "lighter", "field", "limit", "message", "fix"})
        add(key, rule.text(key).value_or(""));
    for (auto const& need : rule.tables("need"))
        add("need", text::cat(need.text("kind").value_or(""), ": ", need.text("text").value_or(""),
                              need.has("size") ? " - " : "", need.text("size").value_or("")));
    add("source", citations_text(rule));
    return texts;
}

RuleText rule_text(Object const& rule, PackFile const& file) {
    return {rule.text("id").value_or(""),
            file.head.identity.id,
            file.head.identity.edition,
            file.file,
            rule.position.line,
            file.overlay,
            texts_of(rule),
            rule.tables("example").size()};
}

Result<void> add_faults(std::vector<PackFile> const& files, rules::Vocabulary const& vocabulary,
                        std::function<rules::Prepared(Object const&)> const& prepare,
                        TestOutcome& outcome) {
    // each combination of editions once, as they are chosen for the first day of each file
    std::set<std::vector<std::size_t>> tried;
    for (auto const& file : files) {
        auto const chosen = rules::choose_packs(files, file.valid_from);
        if (!tried.insert(chosen).second)
            continue;
        CC_TRY_ASSIGN(auto const book, rules::make_book(files, chosen, vocabulary));
        auto report = rules::prove_examples(book, prepare);
        outcome.rules = std::max(outcome.rules, report.rules);
        outcome.examples = std::max(outcome.examples, report.examples);
        for (auto& fault : report.faults)
            outcome.faults.push_back(std::move(fault));
    }
    return {};
}

// Everything that can differ, by name.
using Side = std::map<std::string, Texts>;

void add_file(PackFile const& file, std::optional<Date> day, Side& side) {
    for (auto const& rule : file.content.tables("rule")) {
        if (!day || rule_in_force(rule, *day))
            side[rule.text("id").value_or("")] = texts_of(rule);
    }
    for (auto const& list : file.content.tables("list"))
        side[text::cat("list ", list.text("name").value_or(""))] = {
            {"words", text::join(list.texts("words"), ", ")}};
    for (auto const& definition : file.content.tables("definition")) {
        std::string cases;
        for (auto const& one : definition.tables("case"))
            cases +=
                text::cat(one.text("when").value_or(""), " -> ", one.text("is").value_or(""), "; ");
        side[text::cat("definition ", definition.text("name").value_or(""))] = {
            {"is", text::cat(cases, definition.text("is").value_or(""))}};
    }
}

Result<Side> side_of(std::string_view name, config::DataFolders const& folders) {
    Side side;
    if (auto const day = parse_date(name)) {
        CC_TRY_ASSIGN(auto const files,
                      rules::read_packs(folders, packaging::pack_folder, packaging::pack_schema));
        for (auto const index : rules::choose_packs(files, *day))
            add_file(files[index], day, side);
        return side;
    }
    std::filesystem::path const path(name);
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        CC_TRY_ASSIGN(auto const files,
                      rules::read_packs({path}, packaging::pack_folder, packaging::pack_schema));
        if (files.empty())
            return input_error({std::string(name), 0, 0, ""},
                               text::cat("has no rule packs in ", packaging::pack_folder));
        for (auto const& file : files)
            add_file(file, std::nullopt, side);
        return side;
    }
    CC_TRY_ASSIGN(auto const document, config::read_document(path));
    CC_TRY_ASSIGN(auto const file, rules::read_pack(document, packaging::pack_schema));
    add_file(file, std::nullopt, side);
    return side;
}

std::map<std::string, std::string> by_key(Texts const& texts) {
    std::map<std::string, std::string> map;
    for (auto const& [key, value] : texts)
        map[key] += text::cat(map[key].empty() ? "" : "\n", value);
    return map;
}

void compare(std::string const& id, Texts const& before, Texts const& after,
             std::vector<Difference>& differences) {
    auto left = by_key(before);
    auto right = by_key(after);
    std::set<std::string> keys;
    for (auto const& [key, value] : left)
        keys.insert(key);
    for (auto const& [key, value] : right)
        keys.insert(key);
    for (auto const& key : keys) {
        if (left[key] != right[key])
            differences.push_back({id, Difference::Kind::changed, key, left[key], right[key]});
    }
}

} // namespace

Result<std::vector<PackRow>> list_packs(config::DataFolders const& folders,
                                        std::optional<Date> day) {
    std::vector<PackRow> rows;
    for (auto const& family : families) {
        CC_TRY_ASSIGN(auto const files, rules::read_packs(folders, family.folder, family.schema));
        std::vector<std::size_t> chosen;
        if (day)
            chosen = rules::choose_packs(files, *day);
        for (std::size_t i = 0; i < files.size(); ++i) {
            auto row = row_of(files[i], family.kind, day);
            row.chosen = !day || std::find(chosen.begin(), chosen.end(), i) != chosen.end();
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

Result<std::vector<RuleText>> show_rules(std::string_view id, config::DataFolders const& folders) {
    std::vector<RuleText> found;
    std::vector<std::string> known;
    for (auto const& family : families) {
        CC_TRY_ASSIGN(auto const files, rules::read_packs(folders, family.folder, family.schema));
        for (auto const& file : files) {
            bool const whole = text::equal_ignoring_case(file.head.identity.id, id);
            known.push_back(file.head.identity.id);
            for (auto const& rule : file.content.tables("rule")) {
                auto const own = rule.text("id").value_or("");
                known.push_back(own);
                if (whole || text::equal_ignoring_case(own, id))
                    found.push_back(rule_text(rule, file));
            }
        }
    }
    if (!found.empty())
        return found;
    auto const near = text::nearest(id, known);
    return Error{ErrorKind::usage,
                 {},
                 text::cat(text::quoted(id), " is neither a rule nor a pack with rules",
                           near ? text::cat("; did you mean ", *near, "?") : std::string()),
                 {}};
}

Result<TestOutcome> test_rules(config::DataFolders const& folders) {
    TestOutcome outcome;
    CC_TRY_ASSIGN(auto const packs,
                  rules::read_packs(folders, packaging::pack_folder, packaging::pack_schema));
    CC_TRY(add_faults(packs, packaging::vocabulary(), packaging::prepare_sample, outcome));
    CC_TRY_ASSIGN(auto const statements,
                  rules::read_packs(folders, label::statements_folder, label::statements_schema));
    TestOutcome labels;
    CC_TRY(add_faults(
        statements, label::statement_vocabulary(),
        [](Object const& product) {
            return rules::Prepared{label::statement_facts(product), {}};
        },
        labels));
    CC_TRY_ASSIGN(auto const stages,
                  rules::read_packs(folders, label::stages_folder, label::stages_schema));
    TestOutcome places;
    CC_TRY(add_faults(
        stages, label::stage_vocabulary(),
        [](Object const& label) {
            return rules::Prepared{label, {}};
        },
        places));
    for (auto* more : {&labels, &places}) {
        outcome.rules += more->rules;
        outcome.examples += more->examples;
        for (auto& fault : more->faults)
            outcome.faults.push_back(std::move(fault));
    }
    return outcome;
}

Result<std::vector<Difference>> compare_rules(std::string_view left, std::string_view right,
                                              config::DataFolders const& folders) {
    CC_TRY_ASSIGN(auto const before, side_of(left, folders));
    CC_TRY_ASSIGN(auto const after, side_of(right, folders));
    std::vector<Difference> differences;
    auto const message = [](Texts const& texts) {
        auto const map = by_key(texts);
        auto const at = map.find("message");
        return at == map.end() ? std::string() : at->second;
    };
    for (auto const& [id, texts] : before) {
        auto const other = after.find(id);
        if (other == after.end())
            differences.push_back({id, Difference::Kind::removed, "", message(texts), ""});
        else
            compare(id, texts, other->second, differences);
    }
    for (auto const& [id, texts] : after) {
        if (before.find(id) == before.end())
            differences.push_back({id, Difference::Kind::added, "", "", message(texts)});
    }
    return differences;
}

} // namespace coldchain::job
