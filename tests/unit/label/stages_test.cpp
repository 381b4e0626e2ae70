// SPDX-License-Identifier: Apache-2.0
// The stage table: expected findings are read off the FACT-JACIE table as the UK Red Book prints it
// (fact: a full label at distribution needs the processing facility affixed and the donor at least
// attached).
#include "label/stages.hpp"

#include "../places.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldchain;
using namespace coldchain::label;

namespace {

StageTable const& table() {
    static auto const read = read_stages(config::DataFolders{places::source_folder});
    REQUIRE(read);
    return *read;
}

Layout layout_at(std::string stage, std::string placement, std::string const& text) {
    Layout layout;
    layout.stage = std::move(stage);
    layout.placement = std::move(placement);
    layout.texts.push_back(
        {"all", {}, draw::Align::left, Standing::top, false, {{text, {}, {}, {}}}, {}});
    return layout;
}

Content content_with(std::vector<std::string> const& fields) {
    Content content;
    for (auto const& field : fields)
        content.fields[field] = "given";
    return content;
}

std::vector<std::string> of_severity(std::vector<Finding> const& findings, Severity severity) {
    std::vector<std::string> fields;
    for (auto const& finding : findings)
        if (finding.severity == severity)
            fields.push_back(finding.field);
    return fields;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("stages: what must be affixed and is not is an error", "[label]") {
    auto const layout = layout_at("distribution", "affixed", "{din_printed}{description}");
    auto const findings = table().judge(layout, content_with({"din_printed", "description"}));
    CHECK(of_severity(findings, Severity::error) == Texts{"product.facility_name"});
    // and what may be attached or accompany is said, so that it is not forgotten
    auto const told = of_severity(findings, Severity::info);
    CHECK(std::count(told.begin(), told.end(), "product.donor_id") == 1);
    CHECK(std::count(told.begin(), told.end(), "product.storage") == 1);
}

TEST_CASE("stages: a partial label needs number, name and recipient only", "[label]") {
    auto const layout = layout_at("partial", "affixed", "{din_printed}{description}{recipient_id}");
    CHECK(table()
              .judge(layout, content_with({"din_printed", "description", "recipient_id"}))
              .empty());
    // a recipient is asked for when the order gives one
    CHECK(table().judge(layout, content_with({"din_printed", "description"})).empty());
    auto const without = layout_at("partial", "affixed", "{din_printed}{description}");
    auto const findings =
        table().judge(without, content_with({"din_printed", "description", "recipient_id"}));
    CHECK(of_severity(findings, Severity::error) == Texts{"product.recipient_id"});
}

TEST_CASE("stages: a tag answers for what must be attached, not for what must be affixed",
          "[label]") {
    auto const layout = layout_at("distribution", "attached", "{storage}");
    auto const findings = table().judge(layout, content_with({"storage"}));
    CHECK(of_severity(findings, Severity::error) == Texts{"product.donor_id"});
    auto const told = of_severity(findings, Severity::info);
    CHECK(std::count(told.begin(), told.end(), "product.din_printed") == 0);
}

TEST_CASE("stages: a layout without a stage is not judged", "[label]") {
    CHECK(table().judge(layout_at("", "affixed", "{storage}"), {}).empty());
}

TEST_CASE("stages: a table that names an unknown field is refused with its place", "[label]") {
    auto const document = config::parse_toml(R"(schema = "coldchain.stages/1"
pack = "x"
edition = "1"
valid_from = 2026-01-01
title = "x"
evidence = "recalled"
[[element]]
id = "din"
name = "number"
fields = ["dim_printed"]
partial = "affixed"
)",
                                             "stages.toml");
    REQUIRE(document);
    auto const refused = read_stages(*document);
    REQUIRE(!refused);
    CHECK(refused.error().where.line == 7);
    CHECK(refused.error().text.find("dim_printed") != std::string::npos);
}
