// SPDX-License-Identifier: Apache-2.0
#include "rules/judge.hpp"

#include "common/text.hpp"
#include "rules/change.hpp"

#include <algorithm>
#include <array>

namespace coldchain::rules {

namespace {

constexpr std::size_t longest_shown = 80; // characters of a condition in a sentence

std::string id_of_scope(Element const& element) {
    Element const* outermost = nullptr;
    for (auto const* at = &element; at->parent != nullptr; at = at->parent)
        outermost = at;
    if (outermost == nullptr)
        return {};
    for (auto const* key : {"id", "serial"}) {
        auto const* const value = outermost->object->find(key);
        auto const* const text =
            value == nullptr ? nullptr : std::get_if<std::string>(&value->held);
        if (text != nullptr)
            return *text;
    }
    // a table of a kind that has no id, such as a line of a paper, belongs to the whole
    auto const& fields = outermost->object->record->fields;
    bool const named = std::any_of(fields.begin(), fields.end(), [](auto const& field) {
        return field.name == "id" || field.name == "serial";
    });
    return named ? outermost->place : std::string();
}

Expression const& shown_field(Rule const& rule, Element const& element) {
    if (!rule.field.empty())
        return rule.field;
    return rule.require.place(element).empty() ? rule.when : rule.require;
}

Finding finding_of(Rule const& rule, Element const& element, Judgement const& judgement,
                   Circumstances const& circumstances) {
    Finding finding;
    finding.rule = rule.id;
    finding.scope = judgement.scope;
    finding.citations = citations_for(rule, circumstances.regimes);
    finding.limit = rule.limit.fill(element);
    finding.message = rule.message.fill(element);
    finding.fix = rule.fix.fill(element);
    if (judgement.outcome == Outcome::fails) {
        Expression const& field = shown_field(rule, element);
        bool const lighter =
            !rule.lighter_when.empty() && rule.lighter_when.evaluate(element).is(true);
        finding.severity = lighter ? rule.lighter : rule.severity;
        finding.field = field.place(element);
        finding.value = finding.field.empty() ? "" : to_text(field.first_value(element));
        return finding;
    }
    std::string const list = text::join(judgement.missing, ", ");
    bool const one = judgement.missing.size() == 1;
    finding.severity = rule.when_unknown;
    finding.field = judgement.missing.empty() ? "" : judgement.missing.front();
    finding.value = "not given";
    finding.message =
        text::cat("cannot be judged, because ", list, one ? " is" : " are", " not given");
    finding.limit = rule.limit.empty() ? "" : finding.limit;
    finding.fix = text::cat("write ", list);
    if (rule.require.text().size() <= longest_shown)
        finding.fix += text::cat(" (", rule.id, " asks: ", rule.require.text(), ')');
    return finding;
}

Judgement judge_element(Rule const& rule, Element const& element,
                        Circumstances const& circumstances) {
    Judgement judgement;
    judgement.rule = &rule;
    Value const when = rule.when.evaluate(element);
    if (when.is(false))
        return judgement;
    Value const require = rule.require.evaluate(element);
    judgement.scope = id_of_scope(element);
    judgement.place = element.place;
    for (auto const& need : rule.needs)
        judgement.needed.push_back(
            {need.kind, need.code, need.text.fill(element), need.size.fill(element)});
    if (require.is(true)) {
        judgement.outcome = when.is_unknown() ? Outcome::not_concerned : Outcome::passes;
        return judgement;
    }
    bool const unknown = when.is_unknown() || require.is_unknown();
    judgement.outcome = unknown ? Outcome::unknown : Outcome::fails;
    // what decides whether the rule concerns the thing at all is asked for first
    judgement.missing = when.is_unknown() ? when.missing : require.missing;
    judgement.finding = finding_of(rule, element, judgement, circumstances);
    return judgement;
}

config::Node filled(config::Node node, std::string_view scope, Dictionary& dictionary,
                    Element const& element) {
    if (node.kind == config::NodeKind::text) {
        if (auto text = Template::compile(node.text, scope, dictionary))
            node.text = text->fill(element);
    }
    for (auto& item : node.items)
        item = filled(std::move(item), scope, dictionary, element);
    for (auto& member : node.members)
        member.value = filled(std::move(member.value), scope, dictionary, element);
    return node;
}

std::string words_of(config::Node const& node) {
    std::string out;
    for (auto const& item : node.items)
        out += text::cat(out.empty() ? "" : "; ", words_of(item));
    for (auto const& member : node.members)
        out += text::cat(out.empty() ? "" : ", ", member.key, " = ", words_of(member.value));
    if (node.kind == config::NodeKind::flag)
        return node.integer != 0 ? "true" : "false";
    if (node.kind == config::NodeKind::integer)
        return text::cat(node.integer);
    return out.empty() ? text::quoted(node.text) : out;
}

} // namespace

bool concerns(Rule const& rule, Circumstances const& circumstances) {
    auto const asked = [&](std::string const& regime) {
        return std::find(circumstances.regimes.begin(), circumstances.regimes.end(), regime) !=
               circumstances.regimes.end();
    };
    return rule.in_force(circumstances.day) &&
           (rule.regimes.empty() || circumstances.regimes.empty() ||
            std::any_of(rule.regimes.begin(), rule.regimes.end(), asked));
}

// A citation of a regime that the document does not travel under is not a reason for it.
std::vector<Citation> citations_for(Rule const& rule, std::vector<std::string> const& regimes) {
    static constexpr std::array<std::string_view, 4> transport{"iata", "cfr49", "adr", "imdg"};
    std::vector<Citation> kept;
    for (auto const& citation : rule.citations) {
        bool const regime =
            std::find(transport.begin(), transport.end(), citation.regime) != transport.end();
        bool const asked =
            std::find(regimes.begin(), regimes.end(), citation.regime) != regimes.end();
        if (!regime || asked || regimes.empty())
            kept.push_back(citation);
    }
    if (!kept.empty())
        return kept;
    // what another regime says is no proof for this one
    for (auto citation : rule.citations) {
        citation.evidence = Evidence::derived;
        kept.push_back(std::move(citation));
    }
    return kept;
}

std::vector<Judgement> judge_rule(Rule const& rule, Vocabulary const& vocabulary,
                                  config::Object const& document,
                                  Circumstances const& circumstances) {
    std::vector<Judgement> judgements;
    if (!concerns(rule, circumstances))
        return judgements;
    for_each_element(root_element(vocabulary, document), rule.scope, [&](Element const& element) {
        Judgement judgement = judge_element(rule, element, circumstances);
        if (judgement.outcome != Outcome::not_concerned)
            judgements.push_back(std::move(judgement));
    });
    return judgements;
}

std::vector<Judgement> judge(Book const& book, config::Object const& document,
                             Circumstances const& circumstances) {
    std::vector<Judgement> all;
    for (auto const& rule : book.rules) {
        for (auto& judgement :
             judge_rule(rule, book.dictionary->vocabulary(), document, circumstances))
            all.push_back(std::move(judgement));
    }
    return all;
}

std::vector<ProposedChange> proposals(Book const& book, Rule const& rule,
                                      config::Object const& document, std::string const& place) {
    std::vector<ProposedChange> list;
    Dictionary& dictionary = *book.dictionary;
    for_each_element(
        root_element(dictionary.vocabulary(), document), rule.scope, [&](Element const& element) {
            if (element.place != place)
                return;
            for (auto const& change : rule.changes) {
                if (!change.when.empty() && !change.when.evaluate(element).is(true))
                    continue;
                auto const path = Expression::compile(change.path, rule.scope, dictionary);
                if (!path)
                    continue;
                std::string const where = change.path.find('.') == std::string::npos
                                              ? element.place
                                              : path->place(element);
                list.push_back({rule.id, change.kind, where,
                                filled(change.value, rule.scope, dictionary, element)});
            }
        });
    return list;
}

Result<void> apply(config::Object& document, ProposedChange const& change) {
    switch (change.kind) {
    case Change::Kind::set:
        return set_at(document, change.path, change.value);
    case Change::Kind::add:
        return add_at(document, change.path, change.value);
    case Change::Kind::remove:
        return remove_at(document, change.path);
    }
    return {};
}

std::string describe(ProposedChange const& change) {
    switch (change.kind) {
    case Change::Kind::set:
        return text::cat("set ", change.path, " to ", words_of(change.value));
    case Change::Kind::add:
        return text::cat("add to ", change.path, ": ", words_of(change.value));
    case Change::Kind::remove:
        return text::cat("take away ", change.path);
    }
    return {};
}

namespace {

// The document of an example, or what prevents it.
Result<config::Object> document_of(Book const& book, RuleExample const& example) {
    Sample const* const sample = book.find_sample(example.from);
    if (sample == nullptr)
        return input_error({}, text::cat(text::quoted(example.from), " is not a sample"));
    config::Object document = sample->document;
    for (auto const& path : example.remove) {
        CC_TRY(remove_at(document, path));
    }
    for (auto const& [path, value] : example.set) {
        CC_TRY(set_at(document, path, value));
    }
    return document;
}

Expect seen(std::vector<Judgement> const& judgements) {
    auto const has = [&](Outcome outcome) {
        return std::any_of(judgements.begin(), judgements.end(),
                           [&](auto const& j) { return j.outcome == outcome; });
    };
    if (has(Outcome::fails))
        return Expect::fails;
    if (has(Outcome::unknown))
        return Expect::unknown;
    return has(Outcome::passes) ? Expect::passes : Expect::not_concerned;
}

std::string_view to_word(Expect expect) {
    constexpr std::array<std::string_view, 4> words{"passes", "fails", "unknown", "not_concerned"};
    return words.at(static_cast<std::size_t>(expect));
}

class Prover {
public:
    Prover(Book const& book, std::function<Prepared(config::Object const&)> const& prepare)
        : m_book(book), m_prepare(prepare) {}

    ExampleReport run() {
        for (auto const& rule : m_book.rules)
            prove(rule);
        return std::move(m_report);
    }

private:
    void complain(Rule const& rule, config::Position position, std::string text) {
        m_report.faults.push_back(
            input_error({rule.file, position.line, position.column, rule.id}, std::move(text)));
    }

    void prove(Rule const& rule) {
        ++m_report.rules;
        bool fails = false;
        bool quiet = false;
        for (auto const& example : rule.examples) {
            ++m_report.examples;
            fails = fails || example.expect == Expect::fails;
            quiet = quiet || example.expect == Expect::passes ||
                    example.expect == Expect::not_concerned;
            prove(rule, example);
        }
        if (!fails || !quiet)
            complain(rule, rule.position,
                     text::cat("has no [[rule.example]] that ", fails ? "passes" : "fails",
                               "; give at least one of each"));
    }

    void prove(Rule const& rule, RuleExample const& example) {
        auto const document = document_of(m_book, example);
        if (!document) {
            complain(rule, example.position, document.error().text);
            return;
        }
        auto const prepared = m_prepare(*document);
        Expect const got = seen(judge_rule(rule, m_book.dictionary->vocabulary(), prepared.document,
                                           prepared.circumstances));
        if (got != example.expect)
            complain(rule, example.position,
                     text::cat("the example expects ", to_word(example.expect), ", but the rule ",
                               got == Expect::not_concerned ? "is not concerned"
                               : got == Expect::unknown     ? "finds facts unknown"
                                                            : to_word(got)));
    }

    Book const& m_book;
    std::function<Prepared(config::Object const&)> const& m_prepare;
    ExampleReport m_report;
};

} // namespace

ExampleReport prove_examples(Book const& book,
                             std::function<Prepared(config::Object const&)> const& prepare) {
    return Prover(book, prepare).run();
}

} // namespace coldchain::rules
