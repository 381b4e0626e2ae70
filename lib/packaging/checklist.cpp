// SPDX-License-Identifier: Apache-2.0
#include "packaging/checklist.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"
#include "packaging/facts.hpp"

#include <algorithm>
#include <array>

namespace coldchain::packaging {

namespace {

using config::Field;
using config::FieldType;
using config::Object;
using config::Record;

constexpr std::array<std::string_view, 3> basis_words{"automatic", "confirm", "human"};
constexpr std::array<std::string_view, 4> answer_words{"yes", "no", "n/a", "open"};
constexpr std::array<std::string_view, 3> evidence_words{"verified", "recalled", "derived"};

constexpr Field plain(std::string_view name, FieldType type, std::string_view about,
                      bool required = false) {
    return {name, type, required, about};
}
constexpr Field word(std::string_view name, std::span<std::string_view const> words,
                     std::string_view about, bool required = false) {
    return {name, FieldType::word, required, about, Dimension::length, words};
}

constexpr std::array question_fields{
    plain("number", FieldType::text, "on the form", true),
    plain("part", FieldType::text, "heading it stands under"),
    plain("text", FieldType::text, "the question, in our own words", true),
    plain("ref", FieldType::text, "paragraphs"),
    word("evidence", evidence_words, "that it is on the form; absent: verified"),
    word("basis", basis_words, "automatic, confirm or human", true),
    plain("applies", FieldType::text, "a condition; false: n/a"),
    plain("holds", FieldType::text, "a condition; false: no"),
    plain("judged_if", FieldType::text,
          "a condition; unless it is true the question is for the eye"),
    plain("rules", FieldType::texts, "ids of packaging rules that answer it"),
    plain("packs", FieldType::texts, "ids of rule packs, all rules of which answer it"),
    plain("field", FieldType::text, "path of the fact that is shown"),
    plain("only", FieldType::texts, "of several values those that mention one of these"),
};
constexpr Record question_record{"question", question_fields};
constexpr Field questions{
    "question", FieldType::tables, true, "in the order of the form", Dimension::length,
    {},         &question_record};
constexpr std::array file_fields{
    plain("schema", FieldType::text, "\"coldchain.checklist/1\"", true),
    plain("pack", FieldType::text, "id of the form", true),
    plain("edition", FieldType::text, "of this file", true),
    plain("valid_from", FieldType::date, "first day on which it is used", true),
    plain("valid_to", FieldType::date, "last day; absent: still in use"),
    plain("title", FieldType::text, "heading of the page", true),
    plain("about", FieldType::text, "its source"),
    plain("when", FieldType::text, "a condition: the shipments it is for", true),
    questions,
};
constexpr Record file_record{"checklist", file_fields};

std::string text_of(Object const& object, std::string_view name) {
    return object.text(name).value_or(std::string());
}

Basis basis_of(std::string_view written) {
    auto const at = std::find(basis_words.begin(), basis_words.end(), written);
    return static_cast<Basis>(at - basis_words.begin());
}

/// Answers questions from one verdict.
class Filler {
public:
    Filler(Verdict const& verdict, std::string const& file)
        : m_verdict(verdict), m_file(file),
          m_root(rules::root_element(vocabulary(), verdict.facts)) {}

    Result<rules::Value> value_of(Object const& object, std::string_view key) {
        auto const written = object.text(key);
        if (!written)
            return rules::Value{true, {}};
        auto expression =
            rules::Expression::compile(*written, m_root.name, *m_verdict.book->dictionary);
        if (!expression) {
            auto const at = std::find_if(object.members.begin(), object.members.end(),
                                         [&](auto const& member) { return member.name == key; });
            return input_error({m_file, at->position.line, at->position.column, std::string(key)},
                               expression.error().text);
        }
        return expression->evaluate(m_root);
    }

    Result<ChecklistItem> answer(Object const& question) {
        ChecklistItem item;
        item.number = text_of(question, "number");
        item.part = text_of(question, "part");
        item.question = text_of(question, "text");
        item.reference = text_of(question, "ref");
        item.evidence = evidence_of(question.text("evidence").value_or("verified"))
                            .value_or(Evidence::recalled);
        item.basis = basis_of(text_of(question, "basis"));
        if (auto const path = question.text("field"))
            show(*path, question.texts("only"), item);
        CC_TRY_ASSIGN(auto const applies, value_of(question, "applies"));
        if (applies.is(false)) {
            item.answer = Answer::not_applicable;
            return item;
        }
        CC_TRY_ASSIGN(auto const judged, value_of(question, "judged_if"));
        if (!judged.is(true))
            item.basis = Basis::human;
        if (item.basis == Basis::human)
            return item;
        CC_TRY_ASSIGN(auto const holds, value_of(question, "holds"));
        settle(question, applies, holds, item);
        return item;
    }

private:
    bool asks(Object const& question, rules::Rule const& rule) const {
        auto const ids = question.texts("rules");
        auto const packs = question.texts("packs");
        auto const& pack = m_verdict.book->packs.at(rule.pack).identity.id;
        return std::find(ids.begin(), ids.end(), rule.id) != ids.end() ||
               std::find(packs.begin(), packs.end(), pack) != packs.end();
    }

    void missing(rules::Value const& value, ChecklistItem& item) {
        if (!value.is_unknown())
            return;
        item.answer = Answer::open;
        std::string const list = text::join(value.missing, ", ");
        item.remarks.push_back(text::cat(list, " not given"));
        item.remedy = text::cat("write ", list);
        if (!value.missing.empty())
            item.field = value.missing.front();
        item.value = "not given";
    }

    // No wins over open, open over yes. A question whose rules do not concern the shipment, and
    // that has no condition of its own, does not apply.
    void settle(Object const& question, rules::Value const& applies, rules::Value const& holds,
                ChecklistItem& item) {
        bool concerned = question.has("holds") || question.has("packs");
        bool failed = holds.is(false);
        bool open = applies.is_unknown() || holds.is_unknown();
        missing(applies, item);
        missing(holds, item);
        for (auto const& judgement : m_verdict.judgements) {
            if (!asks(question, *judgement.rule))
                continue;
            concerned = true;
            if (judgement.outcome == rules::Outcome::passes)
                continue;
            auto const& finding = judgement.finding;
            bool const heavy = finding.severity >= Severity::error;
            failed = failed || heavy;
            open = open || finding.severity == Severity::unknown;
            if (finding.severity < Severity::warn)
                continue;
            note(finding, heavy, item);
        }
        item.answer = failed      ? Answer::no
                      : open      ? Answer::open
                      : concerned ? Answer::yes
                                  : Answer::not_applicable;
        if (failed && item.remarks.empty())
            item.remarks.emplace_back("not so");
    }

    static void note(Finding const& finding, bool heavy, ChecklistItem& item) {
        if (std::find(item.rules.begin(), item.rules.end(), finding.rule) == item.rules.end())
            item.rules.push_back(finding.rule);
        if (std::find(item.remarks.begin(), item.remarks.end(), finding.message) ==
            item.remarks.end())
            item.remarks.push_back(finding.message);
        if (finding.severity == Severity::warn)
            return;
        if (item.remedy.empty() || heavy)
            item.remedy = finding.fix;
        item.field = finding.field;
        item.value = finding.value;
    }

    // The fact of each table that the path leads to, each value once.
    void show(std::string const& path, config::Texts const& only, ChecklistItem& item) {
        std::string const prefix = text::cat(m_root.name, ".");
        item.field = path.starts_with(prefix) ? path.substr(prefix.size()) : path;
        std::string scope(m_root.name);
        for (auto dot = item.field.find('.'); dot != std::string::npos;
             dot = item.field.find('.', dot + 1)) {
            if (rules::record_of_scope(vocabulary(), item.field.substr(0, dot)) != nullptr)
                scope = item.field.substr(0, dot);
        }
        auto const name = scope.substr(scope.rfind('.') + 1);
        std::string const inner =
            scope == m_root.name ? path : text::cat(name, item.field.substr(scope.size()));
        auto const expression =
            rules::Expression::compile(inner, scope, *m_verdict.book->dictionary);
        if (!expression)
            return;
        std::vector<std::string> values;
        rules::for_each_element(m_root, scope, [&](rules::Element const& element) {
            for (auto const& piece : pieces_of(expression->evaluate(element))) {
                bool const wanted =
                    only.empty() || std::any_of(only.begin(), only.end(), [&](auto const& word) {
                        return rules::mentions(piece, word);
                    });
                if (wanted && std::find(values.begin(), values.end(), piece) == values.end())
                    values.push_back(piece);
            }
        });
        item.value = text::join(values, "; ");
    }

    static std::vector<std::string> pieces_of(rules::Value const& value) {
        std::vector<std::string> pieces;
        if (auto const* const texts = std::get_if<config::Texts>(&value.held)) {
            pieces = *texts;
        } else if (auto const* const tables =
                       std::get_if<std::vector<rules::Element>>(&value.held)) {
            for (auto const& table : *tables)
                pieces.push_back(rules::to_text({std::vector<rules::Element>{table}, {}}));
        } else if (auto const* const flag = std::get_if<bool>(&value.held)) {
            pieces.emplace_back(*flag ? "yes" : "no");
        } else {
            pieces.push_back(rules::to_text(value));
        }
        return pieces;
    }

    Verdict const& m_verdict;
    std::string const& m_file;
    rules::Element m_root;
};

void count(Checklist& list) {
    for (auto const& item : list.items) {
        list.yes += item.answer == Answer::yes ? 1 : 0;
        list.no += item.answer == Answer::no ? 1 : 0;
        list.not_applicable += item.answer == Answer::not_applicable ? 1 : 0;
        bool const eye = item.basis == Basis::human;
        list.for_the_eye += item.answer == Answer::open && eye ? 1 : 0;
        list.open_facts += item.answer == Answer::open && !eye ? 1 : 0;
    }
}

} // namespace

Record const& checklist_record() {
    return file_record;
}

std::string_view to_word(Answer answer) {
    return answer_words.at(static_cast<std::size_t>(answer));
}

std::string_view to_word(Basis basis) {
    return basis_words.at(static_cast<std::size_t>(basis));
}

std::string_view Checklist::verdict() const {
    if (no > 0)
        return "not_acceptable";
    return open_facts > 0 ? "unknown" : "acceptable";
}

std::vector<std::string> checklist_kinds(config::DataFolders const& folders) {
    std::vector<std::string> kinds;
    for (auto const& file : config::list_data(folders, checklist_folder))
        kinds.push_back(file.name);
    return kinds;
}

Result<Checklist> fill_checklist(std::string_view kind, Verdict const& verdict,
                                 config::DataFolders const& folders) {
    CC_TRY_ASSIGN(auto const document, config::read_data(folders, checklist_folder, kind));
    CC_TRY_ASSIGN(auto const head, config::read_head(document, checklist_schema));
    CC_TRY_ASSIGN(auto const file, config::read_record(document, file_record));
    Checklist list;
    list.kind = kind;
    list.title = head.title;
    list.about = text_of(file, "about");
    list.identity = head.identity;
    list.shipment = verdict.shipment;
    list.judged_on = verdict.judged_on;
    list.packs = verdict.packs;
    Filler filler(verdict, document.file);
    CC_TRY_ASSIGN(auto const when, filler.value_of(file, "when"));
    list.concerned = !when.is(false);
    for (auto const& question : file.tables("question")) {
        CC_TRY_ASSIGN(auto item, filler.answer(question));
        list.items.push_back(std::move(item));
    }
    count(list);
    return list;
}

} // namespace coldchain::packaging
