// SPDX-License-Identifier: Apache-2.0
#include "tools/outputs.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace coldchain::tools {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array table{
    Output{"isbt-decode", "a line of isbt decode --format json: one structure",
           "{structure: t?, name: t, data_identifier: t?, content: t, fields: {*: t}, position: i, "
           "valid: b, problems: [{code: t, field: t?, position: i, found: t, allowed: t, "
           "message: t}], notices: [*]}"},
    Output{"isbt-check", "a line of isbt check --format json",
           "{kind: t, value: t, check_character: t?, valid: b, printed: t?}"},
    Output{"isbt-encode", "a line of isbt encode --format json", "{kind: t, string: t}"},
    Output{
        "check", "a line of check --format json: a finding, or the verdict, which is the last",
        "{rule: t, severity: 'info|warn|unknown|error|forbid', package: t?, field: t?, value: t?, "
        "limit: t?, citations: [{regime: t, ref: t, edition: t?, "
        "evidence: 'verified|recalled|derived'}], message: t, fix: t?} / "
        "{shipment: t, verdict: 'acceptable|unknown|not_acceptable', rules_evaluated: i, "
        "unconfirmed: i, packs: [{id: t, edition: t, sha256: t}]}"},
    Output{"label", "a line of label --format json: a label, or a finding before them",
           "{product: t, released: b, page: i, template: {id: t, edition: t, sha256: t}, "
           "printer: {id: t, edition: t, sha256: t}, symbols: [{name: t, structures: [t], "
           "symbology: t, identifier: t, payload: t}]} / "
           "{rule: t, severity: 'info|warn|unknown|error|forbid', message: t, fix: t?}"},
    Output{"document", "the line of document --format json",
           "{shipment: t, document: t, format: t, released: b}"},
    Output{"readings", "a line of readings --summary --format json: one logger",
           "{file: t, sha256: t, profile: {id: t, edition: t?, sha256: t?}?, maker: t?, model: t?, "
           "serial: t?, zone: t?, interval_s: n?, first: t?, last: t?, rows: {total: i, used: i, "
           "excluded: [{reason: t, count: i}]}, channels: [{name: t, quantity: t, unit: t?, "
           "count: i}], gaps: [*], events: [*], fitness: 'fit|fit_with_warnings|unfit', "
           "findings: [*]}"},
    Output{
        "certify", "the line of certify --format json, and certificate.json",
        "{shipment: t?, "
        "verdict: 'conforms|excursion_within_allowance|does_not_conform|cannot_certify', "
        "limits: {id: t, edition: t, sha256: t}?, window: {from: t?, to: t?}?, "
        "channels: [{logger: t?, name: t, role: t?, count: i, min_c: n?, max_c: n?, mean_c: n?, "
        "mkt_c: n?}], excursions: [{channel: t, side: 'low|high', from: t, to: t, open_start: b, "
        "open_end: b, seconds: i, seconds_interpolated: i, seconds_counted: i, extreme_c: n, "
        "extreme_at: t}], findings: [*]}"},
    Output{"recheck", "a line of recheck --format json",
           "{file: t, agrees: b, verdict: t, compared: 'bytes|parts', other_versions: [t], "
           "differences: [*]}"},
    Output{"receive", "the line of receive --format json",
           "{shipment: t, verdict: t, received_at: t?, place: t?, condition: t?, "
           "temperature_at_opening_c: n?, products: [{product: t, din: t?, sent: i, arrived: i, "
           "state: t}], extra: [*], findings: [*]}"},
    Output{"dispatch", "summary.json of dispatch",
           "{schema: 'coldchain.summary/1', shipments: [{shipment: t?, folder: t, answer: i, "
           "steps: [{step: t, state: t, answer: i, verdict: t, next: t?}], error: t?, next: t}], "
           "counts: {shipments: i, in_order: i, not_in_order: i, unknown: i, failed: i}, "
           "exit_code: i}"},
    Output{"done", "done.json of dispatch: what was made from what",
           "{schema: 'coldchain.done/1', shipment: t, steps: [{step: t, inputs: [{name: t, "
           "sha256: t}], data: t, program: t, outputs: [{name: t, sha256: t}], answer: i, "
           "verdict: t, next: t}]}"},
    Output{"explain", "a line of explain --format json",
           "{code: t, title: t, cause: t, example: t, remedy: t, source: t}"},
};

// Reads the short form. The forms are constants of this file, and a test reads all of them: a
// mistake in one is a defect, which at() and the type letter's default show.
class ShapeReader {
public:
    explicit ShapeReader(std::string_view shape) : m_shape(shape) {}

    Json whole() {
        Json alternatives = Json::array();
        alternatives.push_back(value());
        while (take('/'))
            alternatives.push_back(value());
        return alternatives.size() == 1 ? alternatives[0] : Json{{"anyOf", alternatives}};
    }

private:
    char peek() {
        while (m_at < m_shape.size() && m_shape[m_at] == ' ')
            ++m_at;
        return m_at < m_shape.size() ? m_shape[m_at] : '\0';
    }
    bool take(char wanted) {
        if (peek() != wanted)
            return false;
        ++m_at;
        return true;
    }
    std::string_view until(std::string_view ends) {
        peek();
        auto const end = std::min(m_shape.find_first_of(ends, m_at), m_shape.size());
        auto const word = m_shape.substr(m_at, end - m_at);
        m_at = end;
        return word;
    }

    Json value() {
        Json schema = bare_value();
        if (!take('?'))
            return schema;
        if (schema.contains("enum"))
            schema["enum"].push_back(nullptr);
        else
            schema["type"] = Json::array({schema["type"], "null"});
        return schema;
    }

    Json bare_value() {
        if (take('{'))
            return object();
        if (take('[')) {
            Json items = value();
            take(']');
            return {{"type", "array"}, {"items", items}};
        }
        if (take('\'')) {
            Json words = Json::array();
            for (auto const word : text::split(until("'"), '|'))
                words.push_back(word);
            take('\'');
            return {{"enum", words}};
        }
        if (take('*'))
            return Json::object();
        return {{"type", type_of(take('t') ? 't' : take('n') ? 'n' : take('i') ? 'i' : 'b')}};
    }

    std::string_view type_of(char letter) {
        if (letter == 'b')
            take('b');
        return letter == 't'   ? "string"
               : letter == 'n' ? "number"
               : letter == 'i' ? "integer"
                               : "boolean";
    }

    Json object() {
        Json properties = Json::object();
        Json required = Json::array();
        Json any_key;
        while (!take('}')) {
            std::string const key(until(":"));
            take(':');
            if (key == "*") {
                any_key = value();
            } else {
                properties[key] = value();
                required.push_back(key);
            }
            take(',');
        }
        Json schema{{"type", "object"}, {"properties", properties}, {"required", required}};
        if (!any_key.is_null())
            schema["additionalProperties"] = any_key;
        return schema;
    }

    std::string_view m_shape;
    std::size_t m_at = 0;
};

} // namespace

std::span<Output const> outputs() {
    return table;
}

Output const* find_output(std::string_view name) {
    auto const at = std::find_if(table.begin(), table.end(),
                                 [&](Output const& output) { return output.name == name; });
    return at == table.end() ? nullptr : &*at;
}

std::vector<std::string> output_names() {
    std::vector<std::string> names;
    for (auto const& output : table)
        names.emplace_back(output.name);
    return names;
}

std::string json_schema(Output const& output) {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", text::cat("coldchain ", output.name)},
                {"description", output.what}};
    schema.update(ShapeReader(output.shape).whole());
    return schema.dump(2) + '\n';
}

} // namespace coldchain::tools
