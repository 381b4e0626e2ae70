// SPDX-License-Identifier: Apache-2.0
#include "tools/outputs.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace coldchain::tools {

namespace {

using Json = nlohmann::ordered_json;

// Shapes that stand in several records, by name.
struct Named {
    std::string_view name;
    std::string_view shape;
};
constexpr std::array named{
    Named{"data", "{id: t, edition: t, sha256: t}"},
    Named{"citation", "{regime: t, ref: t, edition: t?, evidence: 'verified|recalled|derived'}"},
    Named{"finding",
          "{rule: t, severity: 'info|warn|unknown|error|forbid', package: t?, field: t?, value: t?, "
          "limit: t?, citations: [@citation], message: t, fix: t?}"},
    Named{"problem",
          "{code: t, field: t?, position: i, found: t, allowed: t?, message: t}"},
    Named{"structure",
          "{structure: t?, name: t, data_identifier: t?, content: t, fields: {*: t}, position: i, "
          "valid: b, problems: [@problem], notices: [@problem], meanings: {*: t}, identifier: t?, "
          "line: i?}"},
    Named{"label",
          "{product: t, released: b, page: i, template: @data, printer: @data, symbols: [{name: t, "
          "structures: [t], symbology: t, identifier: t, payload: t}], statements: [{rule: t, "
          "group: t, text: t, reason: t}], left_out: [{rule: t, text: t, reason: t}]}"},
    Named{"table",
          "{table: t, codes: i, version: t?, date: t?, source: t?, sha256: t?, example: b}"},
    Named{"span", "{from: t?, to: t?}"},
    Named{"side", "'low|high'"},
};

constexpr std::array table{
    Output{"finding", "a line of isbt check label and document lint --format json", "@finding"},
    Output{"isbt-decode", "a line of isbt decode --format json: one structure", "@structure"},
    Output{"isbt-check", "a line of isbt check --format json",
           "{kind: t, value: t, check_character: t?, valid: b, printed: t?, forms: {*: t}, "
           "problems: [@problem], notices: [@problem]}"},
    Output{"isbt-encode", "a line of isbt encode --format json", "{kind: t, string: t}"},
    Output{"isbt-structures", "a line of isbt structures --format json",
           "{structure: t?, word: t, data_identifier: t, length: i?, name: t, status: t, "
           "fields: [{name: t, offset: i, length: i, alphabet: t, default: t?}]}"},
    Output{"isbt-tables", "a line of isbt tables list, import and show --format json",
           "@table / {code: t, text: t, extra: t?, retired: t?, version: t?, example: b}"},
    Output{"isbt-keyboard", "the line of isbt keyboard calibrate SCAN --format json",
           "{layout: t, title: t, caps_lock: b}"},
    Output{"check", "a line of check --format json: a finding, or the verdict, which is the last",
           "@finding / "
           "{shipment: t, verdict: 'acceptable|unknown|not_acceptable', rules_evaluated: i, "
           "unconfirmed: i, packs: [@data], judged_on: t, counts: {*: i}, "
           "classification: [{package: t, field: t, what: t, is: t?, declared: t?, missing: [t]}], "
           "changes: [{rule: t, field: t, change: t}], changes_lead_to: t?, "
           "marks: [{package: t?, kind: t, code: t?, text: t, size: t?, rules: [t], met: b}], "
           "lines: [{paper: t, text: t, packages: [t], rules: [t], met: b}], "
           "declaration_needed: b, "
           "passed: [{rule: t, package: t?, pack: t, citations: [@citation]}]}"},
    Output{"checklist-filled", "check --checklist KIND and document checklist as JSON",
           "{shipment: t, checklist: @data, title: t, judged_on: t, concerned: b, verdict: t, "
           "counts: {yes: i, no: i, n/a: i, open: i, human: i}, items: [{number: t, part: t?, "
           "question: t, reference: t?, evidence: 'verified|recalled|derived', answer: t, basis: t, "
           "field: t?, value: t?, rules: [t], remarks: [t], remedy: t?}], packs: [@data]}"},
    Output{"label", "a line of label --format json: a label, or a finding before them",
           "@label / @finding"},
    Output{"scan", "a line of scan --format json: a symbol, a finding, or what was compared",
           "{file: t?, page: i?, line: i?, symbology: t?, identifier: t?, text: t?, box_mm: [n]?, "
           "box_dots: [i]?, orientation: n?, valid: b?, structures: [@structure], result: t?, "
           "expected: t?, label: t?, name: t?} / @finding / "
           "{expect: t, agrees: b, matched: i, wrong: i, missing: i, extra: i, unreadable: i}"},
    Output{"document", "a line of document --format json: a paper, or a finding before it",
           "{shipment: t, document: t, format: t, released: b, digest: t?} / @finding"},
    Output{"document-set", "set.json of document all, and its line",
           "{shipment: t, verdict: t, digest: t, documents: [t], left_out: [t], files: [t], "
           "findings: [{rule: t, severity: t, message: t}]}"},
    Output{"manifest", "document manifest --to json: the names of its XML",
           "{schema: 'coldchain.manifest/1', shipment: t, shipper: {*: *}, consignee: {*: *}, "
           "totals: {*: t}, package: [{id: t}]}"},
    Output{"declaration", "document declaration --to json",
           "{shipment: t, document: 'declaration', draft: b, aircraft: t, shipper: t, consignee: t, "
           "waybill: t?, departure_airport: t, destination_airport: t, entries: [{un: t, "
           "proper_shipping_name: t, technical_name: t?, class: t, packing_group: t?, "
           "quantity_and_packing: t, packing_instruction: t, authorization: t?, statements: [t]}], "
           "handling: [t]}"},
    Output{"waybill", "document waybill --to json",
           "{shipment: t, document: 'waybill', draft: b, number: t?, nature_and_quantity: [t], "
           "handling: [t], handling_codes: [t], us_shipping_paper: [t]}"},
    Output{"marks", "document marks --to json",
           "{shipment: t, document: 'marks', marks: [{on: t, kind: t, code: t?, text: t, size: t?, "
           "rules: [t], met: b}]}"},
    Output{"custody", "document custody --to json",
           "{shipment: t, document: 'custody', identity: [{product: t, din: t?, "
           "chain_of_identity: t?, recipient_identifier: t?}], events: [{event: t}]}"},
    Output{"container-label", "a line of document container-label --to json", "@label"},
    Output{"epcis", "document epcis and receive --to jsonld; GS1's own schema says more",
           "{@context: [*], type: 'EPCISDocument', schemaVersion: '2.0', creationDate: t, "
           "epcisBody: {eventList: [{type: t, eventTime: t, eventTimeZoneOffset: t}]}}"},
    Output{"readings", "a line of readings --summary --format json: one logger",
           "{file: t, sha256: t?, profile: {id: t, edition: t?, sha256: t?}?, maker: t?, model: t?, "
           "serial: t?, zone: t?, interval_s: n?, first: t?, last: t?, rows: {total: i, used: i, "
           "excluded: [{reason: t, count: i}]}, channels: [{name: t, quantity: t, unit: t?, "
           "count: i, suspect: i, invalid: i}], gaps: [{from: t?, to: t?, missing: i}], "
           "events: [{time: t?, text: t, line: i}], fitness: 'fit|fit_with_warnings|unfit', "
           "findings: [@finding], firmware: t?, time_basis: 'utc|local', first_reading: t?, "
           "last_reading: t?, alarms: [*], statements: {*: t}, notes: [t]}"},
    Output{
        "certify", "the line of certify --format json, and certificate.json",
        "{shipment: t?, "
        "verdict: 'conforms|excursion_within_allowance|does_not_conform|cannot_certify', "
        "limits: @data?, window: @span?, "
        "channels: [{logger: t?, name: t, role: t?, count: i, min_c: n?, max_c: n?, mean_c: n?, "
        "mkt_c: n?, limits: t, min_at: t?, max_at: t?, first: t?, last: t?, interval_s: i, "
        "untrusted: i, gaps: [{from: t?, to: t?, seconds: i, missing: i}], "
        "before: {from: t?, to: t?, count: i, min_c: n?, max_c: n?}?, "
        "after: {from: t?, to: t?, count: i, min_c: n?, max_c: n?}?, fastest_k_per_min: n?, "
        "beyond: [{level: t, seconds_at_least: i, seconds_at_most: i, events: i, "
        "degree_minutes: n?, budget_s: i?, carried_over_s: i?, left_s: i?}]}], "
        "excursions: [{channel: t, side: @side, from: t?, to: t?, open_start: b, "
        "open_end: b, seconds: i, seconds_interpolated: i, seconds_counted: i, extreme_c: n, "
        "extreme_at: t?, logger: t?, limit_c: n, allowed: b, seconds_at_most: i, "
        "degree_minutes: n?, local: [t]?}], "
        "findings: [{rule: t, severity: 'info|warn|unknown|error|forbid', logger: t?, field: t?, "
        "value: t?, limit: t?, citations: [@citation], message: t, fix: t?, source: t}], "
        "reason: t, custody_judged: b, profiles: [{id: t, edition: t, sha256: t, "
        "levels: [{id: t, side: @side, limit_c: n, allowed: t}]}], "
        "files: [{logger: t?, file: t, sha256: t, profile: @data, rows: i, used: i, zone: t?, "
        "judged: b}]}"},
    Output{"certificate", "context.json inside a certificate: how and with what it was made",
           "{schema: 'coldchain.certificate/1', made_with: [t], request: {form: t, limits: t?, "
           "window: t?, paper: 'a4|letter', now: t?, zone: t?, date_order: t?, unit: t?, "
           "carried_over_s: i, joules_per_mole: n?}, zones: [{zone: t, at: t, offset_minutes: i}], "
           "pages: [{content_sha256: t, text_sha256: t}], files: [{attachment: t, role: t, name: t, "
           "sha256: t}]}"},
    Output{"recheck", "a line of recheck --format json",
           "{file: t, agrees: b, verdict: t?, compared: 'bytes|parts', other_versions: [t], "
           "differences: [{code: t, place: t, message: t}]}"},
    Output{"receive", "the line of receive --format json, and receive --to json",
           "{shipment: t, verdict: t, received_at: t?, place: t?, condition: t?, "
           "temperature_at_opening_c: n?, seals_sent: [t], seals_read: [t], "
           "products: [{product: t, din: t?, sent: i, arrived: i, state: t, lines: [i], "
           "remark: t?}], extra: [{din: t, product_code: t?, line: i}], "
           "findings: [{rule: t, severity: 'info|warn|unknown|error|forbid', product: t?, field: t, "
           "value: t?, limit: t?, message: t, fix: t?}]}"},
    Output{"dispatch", "summary.json of dispatch",
           "{schema: 'coldchain.summary/1', shipments: [{shipment: t?, folder: t, answer: i, "
           "steps: [{step: t, state: t, answer: i, verdict: t?, next: t?}], error: t?, next: t}], "
           "counts: {shipments: i, in_order: i, not_in_order: i, unknown: i, failed: i}, "
           "exit_code: i}"},
    Output{"done", "done.json of dispatch: what was made from what",
           "{schema: 'coldchain.done/1', shipment: t, steps: [{step: t, inputs: [{name: t, "
           "sha256: t}], data: t, program: t, outputs: [{name: t, sha256: t}], answer: i, "
           "verdict: t, next: t}]}"},
    Output{"rules-list", "a line of rules list --format json: one pack",
           "{kind: t, pack: t, edition: t, sha256: t, title: t, valid_from: t, valid_to: t?, "
           "overlay: b, rules: i, rules_in_force: i, used: b, in_force: b}"},
    Output{"rules-show", "a line of rules show --format json: one rule",
           "{rule: t, pack: t, edition: t, overlay: b, line: i, examples: i, "
           "keys: [{key: t, value: t}]}"},
    Output{"rules-test", "the line of rules test --format json",
           "{rules: i, examples: i, faults: i}"},
    Output{"rules-diff", "a line of rules diff --format json: one difference",
           "{id: t, what: 'added|removed|changed', key: t?, before: t?, after: t?}"},
    Output{"explain", "a line of explain --format json",
           "{code: t, title: t, cause: t, example: t, remedy: t, source: t}"},
};

std::string_view shape_of(std::string_view name) {
    auto const at = std::find_if(named.begin(), named.end(),
                                 [&](Named const& one) { return one.name == name; });
    if (at == named.end())
        throw std::logic_error(text::cat("no shape is called ", name));
    return at->shape;
}

// Reads the short form. The forms are constants of this file, and a test reads all of them and
// holds real records against them: a mistake in one is a defect that shows there.
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
        if (take('@'))
            return ShapeReader(shape_of(until(",]}/? "))).whole();
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
