// SPDX-License-Identifier: Apache-2.0
// The shipper's declaration: whether there is to be one, and what it says. It is judged as the
// shipment will be once this paper is printed in two copies and signed: what the paper itself makes
// true is not asked for first.
#include "job/document_parts.hpp"

#include "common/text.hpp"
#include "shipment/schema.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace coldchain::job {

namespace {

using config::Object;
using config::Value;

config::Record const* declaration_record() {
    for (auto const& field : shipment::shipment_record().fields) {
        if (field.name == "declaration")
            return field.record;
    }
    return nullptr;
}

void put(Object& object, std::string name, Value value) {
    auto const known = std::find_if(object.members.begin(), object.members.end(),
                                    [&](auto const& member) { return member.name == name; });
    if (known == object.members.end())
        object.members.push_back({std::move(name), object.position, std::move(value)});
}

// What a printed and signed form makes true, where the shipment does not say otherwise.
Object as_printed(Object facts, documents::DeclarationData const& data) {
    auto at = std::find_if(facts.members.begin(), facts.members.end(),
                           [](auto const& member) { return member.name == "declaration"; });
    if (at == facts.members.end()) {
        Object empty;
        empty.record = declaration_record();
        facts.members.push_back({"declaration", facts.position, Value{std::move(empty)}});
        at = facts.members.end() - 1;
    }
    auto& declaration = std::get<Object>(at->value.held);
    put(declaration, "copies", Value{std::int64_t{2}});
    put(declaration, "pages", Value{std::int64_t{1}});
    put(declaration, "aircraft", Value{std::string(data.cargo_only ? "cargo_only" : "passenger")});
    put(declaration, "typed", Value{true});
    put(declaration, "signed", Value{true});
    put(declaration, "entries", Value{documents::entry_lines(data)});
    put(declaration, "handling", Value{data.handling});
    return facts;
}

std::string what_is_there(packaging::Verdict const& verdict) {
    std::string out;
    for (auto const& thing : verdict.classification)
        out += text::cat(out.empty() ? "" : ", ", thing.package, " ", thing.what, " is ",
                         thing.is.empty() ? "not known" : thing.is);
    return out;
}

std::string rules_of(std::vector<Finding> const& findings, Severity severity) {
    std::vector<std::string> rules;
    for (auto const& finding : findings) {
        if (finding.severity == severity &&
            std::find(rules.begin(), rules.end(), finding.rule) == rules.end())
            rules.push_back(finding.rule);
    }
    return text::join(rules, ", ");
}

void keep(std::vector<Finding>& out, std::vector<Finding> const& findings, Severity least) {
    for (auto const& finding : findings) {
        if (finding.severity >= least)
            out.push_back(finding);
    }
}

std::string declaration_json(shipment::Shipment const& shipment,
                             documents::DeclarationData const& data) {
    using Json = nlohmann::ordered_json;
    Json entries = Json::array();
    for (auto const& entry : data.entries)
        entries.push_back(
            {{"un", entry.goods.un},
             {"proper_shipping_name", entry.goods.name},
             {"technical_name", entry.technical_name.empty() ? Json() : Json(entry.technical_name)},
             {"class", entry.goods.hazard_class},
             {"packing_group",
              entry.goods.packing_group.empty() ? Json() : Json(entry.goods.packing_group)},
             {"quantity_and_packing", entry.quantity},
             {"packing_instruction", entry.goods.instruction},
             {"authorization",
              entry.goods.authorization.empty() ? Json() : Json(entry.goods.authorization)},
             {"statements", entry.statements}});
    Json const record{
        {"shipment", shipment.id},
        {"document", "declaration"},
        {"draft", !data.draft_reason.empty()},
        {"aircraft", data.cargo_only ? "CARGO AIRCRAFT ONLY" : "PASSENGER AND CARGO AIRCRAFT"},
        {"shipper", shipment.shipper.name},
        {"consignee", shipment.consignee.name},
        {"waybill", shipment.waybill ? Json(shipment.waybill->number) : Json()},
        {"departure_airport", shipment.departure_airport},
        {"destination_airport", shipment.destination_airport},
        {"entries", entries},
        {"handling", data.handling}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace

Result<DeclarationOutcome> decide_declaration(DocumentRequest const& request,
                                              Judged const& judged) {
    DeclarationOutcome outcome;
    outcome.needed = judged.needs.declaration_needed;
    if (!outcome.needed) {
        outcome.findings.push_back(document_finding(
            "PAP-01", Severity::error,
            text::cat("no shipper's declaration is needed: ", what_is_there(judged.verdict)),
            "use the waybill texts; coldchain document waybill prints them"));
        return outcome;
    }
    CC_TRY_ASSIGN(outcome.data,
                  documents::declaration_data(request.shipment, judged.verdict.classification,
                                              request.shared->goods));
    packaging::RuleLibrary rules = request.shared->rules; // copies share one cache
    CC_TRY_ASSIGN(auto const verdict,
                  packaging::evaluate(as_printed(request.shipment.facts, outcome.data), rules));
    if (verdict.verdict == "not_acceptable") {
        outcome.findings.push_back(document_finding(
            "PAP-02", Severity::error,
            text::cat(
                "the packaging is not acceptable (", rules_of(verdict.findings, Severity::forbid),
                rules_of(verdict.findings, Severity::forbid).empty() ? "" : ", ",
                rules_of(verdict.findings, Severity::error), "), so nobody can declare it to be"),
            "mend what coldchain check names first"));
        keep(outcome.findings, verdict.findings, Severity::error);
        return outcome;
    }
    outcome.made = true;
    if (verdict.verdict == "unknown") {
        outcome.data.draft_reason =
            text::cat("facts are unknown for ", rules_of(verdict.findings, Severity::unknown));
        outcome.findings.push_back(
            document_finding("PAP-03", Severity::unknown,
                             text::cat("the declaration is a DRAFT: ", outcome.data.draft_reason),
                             "give the facts that coldchain check names, then print it again"));
        keep(outcome.findings, verdict.findings, Severity::unknown);
    }
    return outcome;
}

Result<DocumentOutcome> make_declaration(DocumentRequest const& request, Judged const& judged) {
    CC_TRY_ASSIGN(auto const decided, decide_declaration(request, judged));
    DocumentOutcome outcome;
    outcome.findings = decided.findings;
    outcome.data = {request.shared->goods.identity};
    if (!decided.made)
        return outcome;
    outcome.released = true;
    outcome.answer =
        decided.data.draft_reason.empty() ? report::ExitCode::yes : report::ExitCode::unknown;
    CC_TRY_ASSIGN(auto const drawing,
                  documents::declaration_pages(
                      request.shipment, decided.data,
                      {request.paper, request.shared->goods.identity.edition}, request.fonts));
    outcome.text = text_of(drawing);
    for (auto const& format : request.formats) {
        if (format == "json") {
            outcome.files[format] = declaration_json(request.shipment, decided.data);
        } else {
            CC_TRY_ASSIGN(outcome.files[format], pdf_of(drawing, request, Size::actual));
        }
    }
    return outcome;
}

} // namespace coldchain::job
