// SPDX-License-Identifier: Apache-2.0
#include "label/stages.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace coldchain::label {

namespace {

using config::Field;
using config::FieldType;

constexpr std::array<std::string_view, 6> stages{"partial",    "collection",   "in_process",
                                                 "processing", "distribution", "container"};
constexpr std::array<std::string_view, 3> places{"affixed", "attached", "accompanying"};

constexpr Field demand(std::string_view stage) {
    return {stage, FieldType::word, false, "affixed, attached or accompanying", Dimension::length,
            places};
}

constexpr std::array element_fields{
    Field{"id", FieldType::text, true, "for messages"},
    Field{"name", FieldType::text, true, "for people"},
    Field{"fields", FieldType::texts, true, "of a label; any of them shows the element"},
    Field{"if_given", FieldType::texts, false, "asked for when the order gives one of them"},
    demand("partial"),
    demand("collection"),
    demand("in_process"),
    demand("processing"),
    demand("distribution"),
    demand("container"),
};
constexpr config::Record element_record{"element", element_fields};

constexpr std::array table_fields{
    Field{"schema", FieldType::text, true, "coldchain.stages/1"},
    Field{"pack", FieldType::text, true, "id of the table"},
    Field{"edition", FieldType::text, true, "edition of the source"},
    Field{"valid_from", FieldType::any, true, "day from which it counts"},
    Field{"valid_to", FieldType::any, false, "last day"},
    Field{"title", FieldType::text, true, "what it is"},
    Field{"evidence", FieldType::text, true, "verified, recalled or derived"},
    Field{"element",
          FieldType::tables,
          true,
          "what must stand where",
          Dimension::length,
          {},
          &element_record},
};
constexpr config::Record table_record{"stages", table_fields};

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

bool is_given(Content const& content, std::string_view field) {
    auto const at = content.fields.find(field);
    return at != content.fields.end() && !at->second.empty();
}

/// 0 is the strongest place.
std::ptrdiff_t rank(std::string_view place) {
    return std::find(places.begin(), places.end(), place) - places.begin();
}

} // namespace

config::Record const& stages_record() {
    return table_record;
}

std::vector<Finding> StageTable::judge(Layout const& layout, Content const& content) const {
    std::vector<Finding> findings;
    if (layout.stage.empty())
        return findings;
    auto const shown = shown_by(layout);
    for (auto const& element : elements) {
        auto const demand = element.demands.find(layout.stage);
        auto const given = [&](std::string const& field) { return is_given(content, field); };
        bool const asked = element.if_given.empty() || std::any_of(element.if_given.begin(),
                                                                   element.if_given.end(), given);
        bool const there =
            std::any_of(element.fields.begin(), element.fields.end(),
                        [&](auto const& field) { return shown.contains(field) && given(field); });
        // what must be affixed is not the business of a tag, nor what may be attached that of paper
        if (demand == element.demands.end() || !asked || there ||
            rank(demand->second) < rank(layout.placement))
            continue;
        bool const here = demand->second == layout.placement;
        findings.push_back(
            {"LBL-18",
             here ? Severity::error : Severity::info,
             "",
             text::cat("product.", element.fields.front()),
             "",
             text::cat(demand->second, " at ", layout.stage),
             {{"fact-jacie", "label table", identity.edition, evidence}},
             text::cat(element.name, here ? " must be " : " is not on this label and must be ",
                       demand->second, " at the stage ", layout.stage),
             here ? text::cat("give ", element.fields.front(), ", or choose a layout that shows it")
                  : "put it on the label or paper that goes with this one"});
    }
    return findings;
}

Result<StageTable> read_stages(config::Document const& document) {
    CC_TRY_ASSIGN(auto const head, config::read_head(document, stages_schema));
    CC_TRY_ASSIGN(auto const object, config::read_record(document, table_record));
    StageTable table;
    table.identity = head.identity;
    auto const evidence = evidence_of(object.text("evidence").value_or(""));
    if (!evidence)
        return input_error({document.file, 1, 1, "evidence"},
                           "is not verified, recalled or derived");
    table.evidence = *evidence;
    std::vector<Error> errors;
    for (auto const& row : object.tables("element")) {
        StageElement element{*row.text("id"), *row.text("name"), row.texts("fields"),
                             row.texts("if_given"), {}};
        for (auto const& fields : {element.fields, element.if_given})
            for (auto const& field : fields)
                if (!is_field(field))
                    errors.push_back(input_error(
                        {document.file, row.position.line, row.position.column, element.id},
                        text::cat("field ", text::quoted(field), " is not known")));
        for (auto const stage : stages)
            if (auto const place = row.text(stage))
                element.demands.emplace(stage, *place);
        if (element.fields.empty() || element.demands.empty())
            errors.push_back(
                input_error({document.file, row.position.line, row.position.column, element.id},
                            "needs fields, and a place at one stage at least"));
        table.elements.push_back(std::move(element));
    }
    if (!errors.empty())
        return merge(std::move(errors));
    return table;
}

Result<StageTable> read_stages(config::DataFolders const& folders) {
    CC_TRY_ASSIGN(auto const document, config::read_data(folders, stages_folder, "fact-jacie"));
    return read_stages(document);
}

} // namespace coldchain::label
