// SPDX-License-Identifier: Apache-2.0
#include "label/stages.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"

#include <set>

namespace coldchain::label {

namespace {

using config::Field;
using config::FieldType;

/// Every field a layout can name, as text.
std::vector<Field> const& order_fields() {
    static std::vector<Field> const fields = [] {
        std::vector<Field> all;
        for (auto const& row : field_rows())
            all.push_back({row.name, FieldType::text});
        return all;
    }();
    return fields;
}

config::Record const& order_record() {
    static config::Record const record{"order", order_fields()};
    return record;
}

std::vector<Field> const& label_fields() {
    static std::vector<Field> const fields = [] {
        auto all = order_fields();
        for (std::string_view const name : {"stage", "placement", "use"})
            all.push_back({name, FieldType::text});
        all.push_back(
            {"order", FieldType::table, false, {}, Dimension::length, {}, &order_record()});
        return all;
    }();
    return fields;
}

/// The fields a layout can show.
std::set<std::string, std::less<>> shown_by(Layout const& layout) {
    std::set<std::string, std::less<>> shown;
    for (auto const& text : layout.texts)
        for (auto const& line : text.lines) {
            auto const names = fields_in(line.text);
            for (auto const& name : *names)
                shown.emplace(plain_field(name));
        }
    for (auto const& figure : layout.figures) {
        if (figure.kind == FigureKind::din)
            shown.emplace("din_printed");
        if (figure.kind == FigureKind::blood_group)
            shown.emplace("blood_group");
    }
    return shown;
}

config::NamedValue fact(std::string_view name, std::string value) {
    return {std::string(name), {}, {std::move(value)}};
}

config::Object facts_of(Layout const& layout, Content const& content, LabelUse use) {
    auto const shown = shown_by(layout);
    config::Object order{&order_record(), {}, {}};
    config::Object label{stage_vocabulary().record, {}, {}};
    label.members.push_back(fact("stage", layout.stage));
    label.members.push_back(fact("placement", layout.placement));
    label.members.push_back(fact("use", use == LabelUse::research ? "research" : "clinical"));
    for (auto const& row : field_rows()) {
        auto const at = content.fields.find(row.name);
        if (at == content.fields.end() || at->second.empty())
            continue;
        order.members.push_back(fact(row.name, at->second));
        if (shown.contains(row.name))
            label.members.push_back(fact(row.name, at->second));
    }
    label.members.push_back({"order", {}, {std::move(order)}});
    return label;
}

} // namespace

rules::Vocabulary const& stage_vocabulary() {
    static config::Record const record{"label", label_fields()};
    static rules::Vocabulary const vocabulary{"label", &record};
    return vocabulary;
}

StageRules::StageRules(rules::Book book, Date on) : m_book(std::move(book)), m_on(on) {
    for (auto const& pack : m_book.packs)
        m_identities.push_back(pack.identity);
}

Result<StageRules> StageRules::load(config::DataFolders const& folders, Date on) {
    CC_TRY_ASSIGN(auto const files, rules::read_packs(folders, stages_folder, stages_schema));
    CC_TRY_ASSIGN(auto book,
                  rules::make_book(files, rules::choose_packs(files, on), stage_vocabulary()));
    return StageRules(std::move(book), on);
}

std::vector<Finding> StageRules::judge(Layout const& layout, Content const& content,
                                       LabelUse use) const {
    std::vector<Finding> findings;
    if (layout.stage.empty())
        return findings;
    for (auto& judgement : rules::judge(m_book, facts_of(layout, content, use), {m_on, {}})) {
        bool const counts = judgement.outcome == rules::Outcome::fails ||
                            judgement.outcome == rules::Outcome::unknown;
        if (!counts)
            continue;
        judgement.finding.field = text::cat("label.", judgement.finding.field);
        findings.push_back(std::move(judgement.finding));
    }
    return findings;
}

} // namespace coldchain::label
