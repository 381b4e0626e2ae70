// SPDX-License-Identifier: Apache-2.0
// Reading goes in two steps: the keys of a file are checked once (read_pack), expressions are
// compiled when the editions for a day are known (make_book), because a definition may come from
// another file. Every fault of every file is collected.
#include "rules/pack.hpp"

#include "common/text.hpp"
#include "rules/change.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace coldchain::rules {

namespace {

using config::Field;
using config::FieldType;
using config::Object;
using config::Record;

// --- The keys of a pack file.

constexpr std::array<std::string_view, 5> severity_words{"info", "warn", "unknown", "error",
                                                         "forbid"};
constexpr std::array<std::string_view, 3> evidence_words{"verified", "recalled", "derived"};
constexpr std::array<std::string_view, 4> expect_words{"passes", "fails", "unknown",
                                                       "not_concerned"};

constexpr Field plain(std::string_view name, FieldType type, std::string_view about) {
    return {name, type, false, about};
}
constexpr Field required(Field field) {
    field.required = true;
    return field;
}
constexpr Field word(std::string_view name, std::span<std::string_view const> words,
                     std::string_view about) {
    return {name, FieldType::word, false, about, Dimension::length, words};
}
constexpr Field tables(std::string_view name, Record const& record, std::string_view about) {
    return {name, FieldType::tables, false, about, Dimension::length, {}, &record};
}

constexpr std::array citation_fields{
    required(plain("regime", FieldType::text, "iata, cfr49, adr, imdg, coldchain")),
    required(plain("ref", FieldType::text, "paragraph")),
    plain("edition", FieldType::text, "of the text that was read"),
    required(word("evidence", evidence_words, "verified, recalled or derived")),
};
constexpr Record citation_record{"rule.citation", citation_fields};

constexpr std::array example_fields{
    required(plain("from", FieldType::text, "id of a [[sample]]")),
    required(word("expect", expect_words, "passes, fails, unknown or not_concerned")),
    plain("set", FieldType::any, "values by path"),
    plain("remove", FieldType::texts, "paths"),
};
constexpr Record example_record{"rule.example", example_fields};

constexpr std::array change_fields{
    plain("set", FieldType::text, "a path"),
    plain("to", FieldType::any, "its new value"),
    plain("add", FieldType::text, "the path of a list"),
    plain("value", FieldType::any, "what is added"),
    plain("remove", FieldType::text, "a path"),
    plain("when", FieldType::text, "a condition for this way"),
};
constexpr Record change_record{"rule.change", change_fields};

constexpr std::array<std::string_view, 6> need_words{"mark",     "label",       "waybill",
                                                     "handling", "declaration", "overpack"};
constexpr std::array need_fields{
    required(word("kind", need_words, "mark, label, overpack, waybill, handling or declaration")),
    required(plain("text", FieldType::text, "what must be shown, as it is written")),
    plain("size", FieldType::text, "how large"),
    plain("code", FieldType::text, "of a label"),
};
constexpr Record need_record{"rule.need", need_fields};

constexpr std::array rule_fields{
    required(plain("id", FieldType::text, "such as DI-08")),
    plain("for", FieldType::text, "the list whose tables are judged; absent: the whole document"),
    plain("regimes", FieldType::texts, "absent: all"),
    required(plain("when", FieldType::text, "a condition")),
    required(plain("require", FieldType::text, "a condition; false: always reported")),
    required(word("severity", severity_words, "of a failure")),
    word("when_unknown", severity_words, "of a finding that facts are missing"),
    plain("lighter_when", FieldType::text, "a condition for another severity of a failure"),
    word("lighter", severity_words, "that severity"),
    plain("field", FieldType::text, "a path"),
    plain("limit", FieldType::text, "what is allowed"),
    required(plain("message", FieldType::text, "the fact")),
    plain("fix", FieldType::text, "the smallest change that mends it"),
    plain("valid_from", FieldType::date, ""),
    plain("valid_to", FieldType::date, ""),
    tables("citation", citation_record, "where the rule stands"),
    tables("change", change_record, "the fix as changes of the document"),
    tables("need", need_record, "what must be shown where the rule concerns a thing"),
    tables("example", example_record, "at least one that passes and one that fails"),
};
constexpr Record rule_record{"rule", rule_fields};

constexpr std::array case_fields{
    required(plain("when", FieldType::text, "a condition")),
    required(plain("is", FieldType::text, "the value then")),
    plain("because", FieldType::text, ""),
};
constexpr Record case_record{"definition.case", case_fields};

constexpr std::array definition_fields{
    required(plain("name", FieldType::text, "a word for expressions")),
    plain("for", FieldType::text, "the list it is about; absent: the whole document"),
    plain("is", FieldType::text, "an expression; with cases: the value when none applies"),
    plain("about", FieldType::text, ""),
    tables("case", case_record, "the first that applies counts"),
};
constexpr Record definition_record{"definition", definition_fields};

constexpr std::array list_fields{
    required(plain("name", FieldType::text, "a word for expressions")),
    required(plain("words", FieldType::texts, "")),
    plain("about", FieldType::text, ""),
};
constexpr Record list_record{"list", list_fields};

constexpr std::array sample_fields{
    required(plain("id", FieldType::text, "")),
    plain("from", FieldType::text, "another sample"),
    plain("facts", FieldType::any, "a whole document"),
    plain("set", FieldType::any, "values by path"),
    plain("remove", FieldType::texts, "paths"),
    plain("about", FieldType::text, ""),
};
constexpr Record sample_record{"sample", sample_fields};

constexpr std::array pack_fields{
    required(plain("schema", FieldType::text, "")),
    required(plain("pack", FieldType::text, "id")),
    required(plain("edition", FieldType::text, "")),
    required(plain("valid_from", FieldType::date, "")),
    plain("valid_to", FieldType::date, "absent: still in force"),
    plain("title", FieldType::text, ""),
    plain("about", FieldType::text, ""),
    tables("list", list_record, ""),
    tables("definition", definition_record, ""),
    tables("sample", sample_record, ""),
    tables("rule", rule_record, ""),
};
constexpr Record whole_record{"pack", pack_fields};

// --- From a checked file to rules.

std::string text_of(Object const& object, std::string_view name) {
    return object.text(name).value_or(std::string());
}

config::Node const* node_of(Object const& object, std::string_view name) {
    config::Value const* const value = object.find(name);
    return value == nullptr ? nullptr : std::get_if<config::Node>(&value->held);
}

config::Position position_of(Object const& object, std::string_view name) {
    for (auto const& member : object.members) {
        if (member.name == name)
            return member.position;
    }
    return object.position;
}

Citation citation_of(Object const& o) {
    return {text_of(o, "regime"), text_of(o, "ref"), text_of(o, "edition"),
            evidence_of(text_of(o, "evidence")).value_or(Evidence::recalled)};
}

Expect expect_of(std::string_view word) {
    auto const at = std::find(expect_words.begin(), expect_words.end(), word);
    return static_cast<Expect>(at - expect_words.begin());
}

RuleExample example_of(Object const& o) {
    RuleExample example;
    example.from = text_of(o, "from");
    example.expect = expect_of(text_of(o, "expect"));
    example.remove = o.texts("remove");
    example.position = o.position;
    if (auto const* const set = node_of(o, "set")) {
        for (auto const& member : set->members)
            example.set.emplace_back(member.key, member.value);
    }
    return example;
}

// A definition with cases is one nested choice.
std::string expression_of(Object const& definition) {
    std::string text;
    auto const cases = definition.tables("case");
    for (auto const& one : cases)
        text += text::cat("if(", text_of(one, "when"), ", ", text_of(one, "is"), ", ");
    text += text_of(definition, "is");
    return text + std::string(cases.size(), ')');
}

class BookMaker {
public:
    BookMaker(std::vector<PackFile> const& files, std::vector<std::size_t> const& chosen,
              Vocabulary vocabulary)
        : m_files(files), m_chosen(chosen), m_vocabulary(vocabulary) {
        m_book.dictionary = std::make_shared<Dictionary>(vocabulary);
    }

    Result<Book> run() {
        for (std::size_t const index : m_chosen)
            add_names(m_files[index]);
        if (auto result = m_book.dictionary->compile_all(); !result)
            note(std::move(result).error());
        for (std::size_t const index : m_chosen)
            add_rules(m_files[index]);
        if (!m_errors.empty())
            return merge(std::move(m_errors));
        return std::move(m_book);
    }

private:
    void note(Error error) {
        auto others = std::move(error.others);
        error.others.clear();
        m_errors.push_back(std::move(error));
        for (auto& other : others)
            m_errors.push_back(std::move(other));
    }

    void add_names(PackFile const& file) {
        PackInUse pack;
        pack.identity = file.head.identity;
        pack.title = file.head.title;
        pack.overlay = file.overlay;
        pack.valid_from = file.valid_from;
        pack.valid_to = file.valid_to;
        pack.valid = file.valid_to
                         ? text::cat(to_text(file.valid_from), " to ", to_text(*file.valid_to))
                         : text::cat("from ", to_text(file.valid_from));
        m_book.packs.push_back(std::move(pack));
        for (auto const& list : file.content.tables("list"))
            m_book.dictionary->define_list(text_of(list, "name"), list.texts("words"));
        for (auto const& definition : file.content.tables("definition"))
            m_book.dictionary->define({text_of(definition, "name"), scope_of(definition),
                                       expression_of(definition), definition.position, file.file});
        for (auto const& sample : file.content.tables("sample"))
            add_sample(sample, file.file);
    }

    std::string scope_of(Object const& object) const {
        return object.text("for").value_or(std::string(m_vocabulary.root));
    }

    void add_sample(Object const& o, std::string const& file) {
        Sample sample{text_of(o, "id"), {}};
        if (auto const* const facts = node_of(o, "facts")) {
            auto document = config::read_record(*facts, *m_vocabulary.record, file,
                                                text::cat("sample ", sample.id));
            if (!document) {
                note(std::move(document).error());
                return;
            }
            sample.document = std::move(*document);
        } else if (auto const* const from = m_book.find_sample(text_of(o, "from"))) {
            sample.document = from->document;
        } else {
            note(at(file, o.position, sample.id,
                    "needs `facts`, or `from` with the id of a sample before it"));
            return;
        }
        change_sample(o, sample, file);
        std::erase_if(m_book.samples, [&](Sample const& s) { return s.id == sample.id; });
        m_book.samples.push_back(std::move(sample));
    }

    void change_sample(Object const& o, Sample& sample, std::string const& file) {
        auto const keep = [&](Result<void> result) {
            if (!result)
                note(at(file, o.position, sample.id, result.error().text));
        };
        for (auto const& path : o.texts("remove"))
            keep(remove_at(sample.document, path));
        if (auto const* const set = node_of(o, "set")) {
            for (auto const& member : set->members)
                keep(set_at(sample.document, member.key, member.value));
        }
    }

    static Error at(std::string const& file, config::Position position, std::string const& what,
                    std::string const& text) {
        return input_error({file, position.line, position.column, what}, text);
    }

    void add_rules(PackFile const& file) {
        std::size_t pack = 0;
        while (!(m_book.packs[pack].identity == file.head.identity))
            ++pack;
        for (auto const& o : file.content.tables("rule"))
            add_rule(o, file, pack);
    }

    void add_rule(Object const& o, PackFile const& file, std::size_t pack) {
        m_file = file.file;
        Rule rule;
        rule.id = text_of(o, "id");
        rule.scope = scope_of(o);
        rule.regimes = o.texts("regimes");
        rule.severity = severity_of(text_of(o, "severity")).value_or(Severity::error);
        rule.when_unknown = severity_of(text_of(o, "when_unknown"))
                                .value_or(std::min(rule.severity, Severity::unknown));
        rule.lighter = severity_of(text_of(o, "lighter")).value_or(Severity::info);
        rule.valid_from = o.date("valid_from");
        rule.valid_to = o.date("valid_to");
        rule.pack = pack;
        rule.file = file.file;
        rule.position = o.position;
        rule.when_text = text_of(o, "when");
        rule.require_text = text_of(o, "require");
        rule.message_text = text_of(o, "message");
        rule.fix_text = text_of(o, "fix");
        for (auto const& citation : o.tables("citation"))
            rule.citations.push_back(citation_of(citation));
        for (auto const& example : o.tables("example"))
            rule.examples.push_back(example_of(example));
        compile(o, rule);
        for (auto const& change : o.tables("change"))
            add_change(change, rule);
        for (auto const& need : o.tables("need"))
            add_need(need, rule);
        if (rule.citations.empty())
            note(at(file.file, o.position, rule.id,
                    "has no [[rule.citation]]; say where it stands"));
        place(std::move(rule), file);
    }

    void compile(Object const& o, Rule& rule) {
        for (auto const& [key, target] :
             {std::pair<std::string_view, Expression*>("when", &rule.when),
              {"require", &rule.require},
              {"field", &rule.field},
              {"lighter_when", &rule.lighter_when}}) {
            auto const text = o.text(key);
            if (!text)
                continue;
            if (auto expression = compiled(*text, rule, position_of(o, key)))
                *target = std::move(*expression);
        }
        for (auto const& [key, target] :
             {std::pair<std::string_view, Template*>("limit", &rule.limit),
              {"message", &rule.message},
              {"fix", &rule.fix}}) {
            auto filled = Template::compile(text_of(o, key), rule.scope, *m_book.dictionary);
            if (filled)
                *target = std::move(*filled);
            else
                note_at(std::move(filled).error(), position_of(o, key), rule.id);
        }
        for (auto const* condition : {&rule.when, &rule.require}) {
            if (!condition->empty() && condition->type() != Type::flag)
                note(at(rule.file, rule.position, rule.id,
                        text::cat(text::quoted(condition->text()), " is not true or false")));
        }
    }

    std::optional<Expression> compiled(std::string const& text, Rule const& rule,
                                       config::Position position) {
        auto expression = Expression::compile(text, rule.scope, *m_book.dictionary);
        if (expression)
            return std::move(*expression);
        note_at(std::move(expression).error(), position, rule.id);
        return std::nullopt;
    }

    void note_at(Error error, config::Position position, std::string const& id) {
        if (error.where == Where{})
            error.where = {m_file, position.line, position.column, id};
        note(std::move(error));
    }

    void add_change(Object const& o, Rule& rule) {
        Change change;
        auto const kind = [&](std::string_view key, Change::Kind value) {
            if (o.has(key)) {
                change.kind = value;
                change.path = text_of(o, key);
            }
        };
        kind("set", Change::Kind::set);
        kind("add", Change::Kind::add);
        kind("remove", Change::Kind::remove);
        config::Node const* const value = node_of(o, o.has("add") ? "value" : "to");
        if (change.path.empty() || (value == nullptr && change.kind != Change::Kind::remove)) {
            note(at(rule.file, o.position, rule.id,
                    "a change has `set` and `to`, `add` and `value`, or `remove`"));
            return;
        }
        if (value != nullptr)
            change.value = *value;
        if (auto const when = o.text("when")) {
            if (auto expression = compiled(*when, rule, position_of(o, "when")))
                change.when = std::move(*expression);
        }
        compiled(change.path, rule, o.position); // a path that is none is refused now
        rule.changes.push_back(std::move(change));
    }

    void add_need(Object const& o, Rule& rule) {
        auto text = Template::compile(text_of(o, "text"), rule.scope, *m_book.dictionary);
        auto size = Template::compile(text_of(o, "size"), rule.scope, *m_book.dictionary);
        if (!text)
            note_at(std::move(text).error(), position_of(o, "text"), rule.id);
        else if (!size)
            note_at(std::move(size).error(), position_of(o, "size"), rule.id);
        else
            rule.needs.push_back(
                {text_of(o, "kind"), text_of(o, "code"), std::move(*text), std::move(*size)});
    }

    // An overlay's rule takes the place of the one with its id; twice in the base is a mistake.
    void place(Rule rule, PackFile const& file) {
        auto const same = std::find_if(m_book.rules.begin(), m_book.rules.end(),
                                       [&](Rule const& r) { return r.id == rule.id; });
        if (same == m_book.rules.end()) {
            m_book.rules.push_back(std::move(rule));
        } else if (file.overlay && same->pack != rule.pack) {
            m_book.packs[rule.pack].replaced.push_back(rule.id);
            *same = std::move(rule);
        } else {
            note(at(file.file, rule.position, rule.id,
                    text::cat("is used already at ", same->file, ":", same->position.line)));
        }
    }

    std::vector<PackFile> const& m_files;
    std::vector<std::size_t> const& m_chosen;
    Vocabulary m_vocabulary;
    std::string m_file;
    Book m_book;
    std::vector<Error> m_errors;
};

std::int64_t distance(PackFile const& file, Date day) {
    if (day < file.valid_from)
        return days_since_epoch(file.valid_from) - days_since_epoch(day);
    if (file.valid_to && day > *file.valid_to)
        return days_since_epoch(day) - days_since_epoch(*file.valid_to);
    return 0;
}

} // namespace

bool in_force(PackInUse const& pack, Date day) {
    return day >= pack.valid_from && (!pack.valid_to || day <= *pack.valid_to);
}

bool Rule::in_force(Date day) const {
    return (!valid_from || day >= *valid_from) && (!valid_to || day <= *valid_to);
}

Rule const* Book::find(std::string_view id) const {
    auto const at =
        std::find_if(rules.begin(), rules.end(), [&](auto const& r) { return r.id == id; });
    return at == rules.end() ? nullptr : &*at;
}

Sample const* Book::find_sample(std::string_view id) const {
    auto const at =
        std::find_if(samples.begin(), samples.end(), [&](auto const& s) { return s.id == id; });
    return at == samples.end() ? nullptr : &*at;
}

Record const& pack_record() {
    return whole_record;
}

Result<PackFile> read_pack(config::Document const& document, std::string_view schema) {
    PackFile file;
    CC_TRY_ASSIGN(file.head, config::read_head(document, schema));
    CC_TRY_ASSIGN(file.content, config::read_record(document, whole_record));
    file.valid_from = file.content.date("valid_from").value_or(Date{});
    file.valid_to = file.content.date("valid_to");
    file.file = document.file;
    return file;
}

Result<std::vector<PackFile>> read_packs(config::DataFolders const& folders,
                                         std::string_view sub_folder, std::string_view schema) {
    std::vector<PackFile> base;
    std::vector<PackFile> overlays;
    std::vector<Error> errors;
    for (auto const& data : config::list_data(folders, sub_folder)) {
        auto document = config::read_document(data.path);
        auto file = document ? read_pack(*document, schema) : Result<PackFile>(document.error());
        if (!file) {
            errors.push_back(std::move(file).error());
            continue;
        }
        file->overlay = data.overlay;
        (data.overlay ? overlays : base).push_back(std::move(*file));
    }
    if (!errors.empty())
        return merge(std::move(errors));
    for (auto& file : overlays)
        base.push_back(std::move(file));
    return base;
}

std::vector<std::size_t> choose_packs(std::vector<PackFile> const& files, Date day) {
    std::map<std::string, std::size_t> best;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto const [at, fresh] = best.emplace(files[i].head.identity.id, i);
        if (!fresh && distance(files[i], day) < distance(files[at->second], day))
            at->second = i;
    }
    std::vector<std::size_t> chosen;
    chosen.reserve(best.size());
    for (auto const& [id, index] : best)
        chosen.push_back(index);
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

Result<Book> make_book(std::vector<PackFile> const& files, std::vector<std::size_t> const& chosen,
                       Vocabulary vocabulary) {
    return BookMaker(files, chosen, vocabulary).run();
}

} // namespace coldchain::rules
