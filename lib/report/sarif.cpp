// SPDX-License-Identifier: Apache-2.0
// What SARIF 2.1.0 requires: version and runs (3.13), a tool with a driver that has a name (3.14.6,
// 3.18, 3.19.8), a message with a text for each result (3.27.11), lines and columns from 1
// (3.30.5). Severities: info is "note", warn and unknown are "warning", error and forbid are
// "error" (3.27.10); our own word stands in the result's properties.
#include "report/sarif.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

namespace coldchain::report {

namespace {

using Json = nlohmann::ordered_json;

std::string_view level_of(Severity severity) {
    switch (severity) {
    case Severity::info:
        return "note";
    case Severity::warn:
    case Severity::unknown:
        return "warning";
    case Severity::error:
    case Severity::forbid:
        return "error";
    }
    return "error";
}

// A file name as a relative reference (RFC 3986): what has another meaning there is spelt out.
std::string uri_of(std::string_view file) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string uri;
    for (char const letter : file) {
        auto const byte = static_cast<unsigned char>(letter);
        bool const plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') ||
                           std::string_view("-._~/+@,").find(letter) != std::string_view::npos;
        if (plain)
            uri += letter;
        else
            uri += text::cat('%', digits[byte >> 4U], digits[byte & 15U]);
    }
    return uri;
}

Json location_of(SarifResult const& result) {
    Json location = Json::object();
    if (!result.file.empty()) {
        Json physical{{"artifactLocation", {{"uri", uri_of(result.file)}}}};
        if (result.line > 0) {
            physical["region"] = {{"startLine", result.line}};
            if (result.column > 0)
                physical["region"]["startColumn"] = result.column;
        }
        location["physicalLocation"] = physical;
    }
    if (!result.field.empty())
        location["logicalLocations"] = Json::array({{{"fullyQualifiedName", result.field}}});
    return location;
}

std::string dumped(Json const& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string SarifLog::begin() const {
    return "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
           "\"runs\":[{\"results\":[\n";
}

std::string SarifLog::add(SarifResult const& result) {
    std::string message = result.message;
    if (!result.fix.empty())
        message += "; " + result.fix;
    Json json{{"ruleId", result.rule},
              {"level", level_of(result.severity)},
              {"message", {{"text", message}}},
              {"locations", Json::array()},
              {"properties", {{"severity", std::string(to_word(result.severity))}}}};
    if (Json location = location_of(result); !location.empty())
        json["locations"].push_back(std::move(location));
    m_rules.insert(result.rule);
    std::string const comma = m_first ? "" : ",\n";
    m_first = false;
    return comma + dumped(json);
}

std::string SarifLog::end(std::string_view version) const {
    Json rules = Json::array();
    for (auto const& rule : m_rules)
        rules.push_back({{"id", rule}});
    Json const tool{
        {"driver", {{"name", "coldchain"}, {"version", std::string(version)}, {"rules", rules}}}};
    return text::cat("\n],\"columnKind\":\"unicodeCodePoints\",\"tool\":", dumped(tool), "}]}\n");
}

} // namespace coldchain::report
