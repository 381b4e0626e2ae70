// SPDX-License-Identifier: Apache-2.0
// The stage rules: expected findings are read off the FACT-JACIE table as the UK Red Book prints it
// (fact: a full label at distribution needs the processing facility affixed and the donor at least
// attached; a shipping container the warning that the product may transmit infectious agents).
#include "label/stages.hpp"

#include "../tree.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace coldchain;
using namespace coldchain::label;

namespace {

using tree::folders;

StageRules const& table() {
    static auto const read = StageRules::load(folders, *make_date(2026, 11, 24));
    REQUIRE(read);
    return *read;
}

Layout layout_at(std::string stage, std::string placement, std::string const& text) {
    Layout layout;
    layout.stage = std::move(stage);
    layout.placement = std::move(placement);
    layout.texts.push_back({});
    layout.texts.back().lines.push_back({text, {}, {}, {}});
    return layout;
}

Content content_with(std::vector<std::string> const& fields) {
    Content content;
    for (auto const& field : fields)
        content.fields[field] = "given";
    return content;
}

using Fields = std::set<std::string>;

Fields of_severity(std::vector<Finding> const& findings, Severity severity) {
    Fields fields;
    for (auto const& finding : findings)
        if (finding.severity == severity)
            fields.insert(finding.field);
    return fields;
}

} // namespace

TEST_CASE("stages: what must be affixed and is not is an error", "[label]") {
    auto const layout = layout_at("distribution", "affixed", "{din_printed}{description}");
    auto const findings = table().judge(layout, content_with({"din_printed", "description"}),
                                        LabelUse::research);
    CHECK(of_severity(findings, Severity::error) == Fields{"label.facility_name"});
    // and what may be attached or accompany is said, so that it is not forgotten
    auto const told = of_severity(findings, Severity::info);
    CHECK(told.contains("label.donor_id"));
    CHECK(told.contains("label.storage"));
}

TEST_CASE("stages: a label for a patient also needs the warning on infection", "[label]") {
    auto const layout =
        layout_at("distribution", "affixed",
                  "{din_printed}{description}{facility_name}{statements_handling?}");
    auto content = content_with({"din_printed", "description", "facility_name"});
    auto const without = table().judge(layout, content, LabelUse::clinical);
    CHECK(of_severity(without, Severity::error) == Fields{"label.statements_handling"});
    content.fields["statements_handling"] = "WARNING: This product may transmit infectious agents";
    CHECK(of_severity(table().judge(layout, content, LabelUse::clinical), Severity::error).empty());
}

TEST_CASE("stages: a container needs the warning on infection, for patients", "[label]") {
    auto const layout = layout_at("container", "affixed", "{statements_warning?}");
    auto content = content_with({"statements_warning"});
    CHECK(of_severity(table().judge(layout, content, LabelUse::clinical), Severity::error).size() ==
          1);
    CHECK(table().judge(layout, content, LabelUse::research).empty());
    content.fields["statements_warning"] = "WARNING: This product may transmit infectious agents";
    CHECK(table().judge(layout, content, LabelUse::clinical).empty());
}

TEST_CASE("stages: a partial label needs number, name and recipient only", "[label]") {
    auto const layout =
        layout_at("partial", "affixed", "{din_printed}{description}{recipient_id}");
    for (auto const use : {LabelUse::clinical, LabelUse::research}) {
        CHECK(table().judge(layout, content_with({"din_printed", "description", "recipient_id"}), use)
                  .empty());
        // a recipient is asked for when the order gives one
        CHECK(table().judge(layout, content_with({"din_printed", "description"}), use).empty());
    }
    auto const without = layout_at("partial", "affixed", "{din_printed}{description}");
    auto const findings =
        table().judge(without, content_with({"din_printed", "description", "recipient_id"}),
                      LabelUse::clinical);
    CHECK(of_severity(findings, Severity::error) == Fields{"label.recipient_id"});
}

TEST_CASE("stages: a tag answers for what must be attached, not for what must be affixed",
          "[label]") {
    auto const layout = layout_at("distribution", "attached", "{storage}");
    auto const findings =
        table().judge(layout, content_with({"storage"}), LabelUse::research);
    CHECK(of_severity(findings, Severity::error) == Fields{"label.donor_id"});
    CHECK(!of_severity(findings, Severity::info).contains("label.din_printed"));
}

TEST_CASE("stages: a layout without a stage is not judged", "[label]") {
    CHECK(table().judge(layout_at("", "affixed", "{storage}"), {}, LabelUse::clinical).empty());
}

TEST_CASE("stages: every rule has its source, and its examples hold", "[label]") {
    auto const files = rules::read_packs(folders, stages_folder, stages_schema);
    REQUIRE(files);
    auto const book = rules::make_book(*files, rules::choose_packs(*files, *make_date(2026, 11, 24)),
                                       stage_vocabulary());
    REQUIRE(book);
    for (auto const& rule : book->rules) {
        CAPTURE(rule.id);
        CHECK(!rule.citations.empty());
    }
    auto const report = rules::prove_examples(*book, [](config::Object const& label) {
        return rules::Prepared{label, {}};
    });
    for (auto const& fault : report.faults)
        UNSCOPED_INFO(describe(fault));
    CHECK(report.faults.empty());
    CHECK(report.rules > 15);
}

TEST_CASE("stages: a rule that names an unknown field is refused with its place", "[label]") {
    auto const document = config::parse_toml(R"x(schema = "coldchain.stages/1"
pack = "x"
edition = "1"
valid_from = 2026-01-01
title = "x"
[[rule]]
id = "STAGE-90"
when = "label.stage = 'partial'"
require = "given(label.dim_printed)"
severity = "error"
message = "x"
[[rule.citation]]
regime = "x"
ref = "x"
evidence = "recalled"
)x",
                                             "stages.toml");
    REQUIRE(document);
    auto const file = rules::read_pack(*document, stages_schema);
    REQUIRE(file);
    auto const refused = rules::make_book({*file}, {0}, stage_vocabulary());
    REQUIRE(!refused);
    CHECK(describe(refused.error()).find("dim_printed") != std::string::npos);
    CHECK(refused.error().where.line == 9);
}
