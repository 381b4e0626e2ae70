// SPDX-License-Identifier: Apache-2.0
#include "job/check_job.hpp"

#include "common/text.hpp"
#include "job/product_codes.hpp"
#include "packaging/requirements.hpp"
#include "report/findings.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace coldchain::job {

namespace {

using Json = nlohmann::ordered_json;
using packaging::Verdict;

Json or_null(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json citations_json(std::vector<Citation> const& citations) {
    Json list = Json::array();
    for (auto const& citation : citations)
        list.push_back({{"regime", citation.regime},
                        {"ref", citation.ref},
                        {"edition", citation.edition},
                        {"evidence", std::string(to_word(citation.evidence))}});
    return list;
}

Json packs_json(Verdict const& verdict) {
    Json list = Json::array();
    for (auto const& pack : verdict.packs)
        list.push_back({{"id", pack.identity.id},
                        {"edition", pack.identity.edition},
                        {"sha256", pack.identity.sha256},
                        {"in_force", pack.in_force},
                        {"overlay", pack.overlay},
                        {"replaced", pack.replaced}});
    return list;
}

Json counts_json(Verdict const& verdict) {
    Json counts = Json::object();
    for (auto const severity :
         {Severity::forbid, Severity::error, Severity::unknown, Severity::warn, Severity::info})
        counts[std::string(to_word(severity))] =
            std::count_if(verdict.findings.begin(), verdict.findings.end(),
                          [&](auto const& finding) { return finding.severity == severity; });
    return counts;
}

Json classification_json(Verdict const& verdict) {
    Json list = Json::array();
    for (auto const& row : verdict.classification)
        list.push_back({{"package", row.package},
                        {"field", row.place},
                        {"what", row.what},
                        {"is", or_null(row.is)},
                        {"declared", or_null(row.declared)},
                        {"missing", row.missing}});
    return list;
}

Json marks_json(packaging::Requirements const& required) {
    Json list = Json::array();
    for (auto const& mark : required.marks)
        list.push_back({{"package", or_null(mark.holder)},
                        {"kind", mark.on_overpack ? "overpack" : mark.kind},
                        {"code", or_null(mark.code)},
                        {"text", mark.text},
                        {"size", or_null(mark.size)},
                        {"rules", mark.rules},
                        {"met", mark.met}});
    return list;
}

Json lines_json(packaging::Requirements const& required) {
    Json list = Json::array();
    for (auto const& line : required.lines)
        list.push_back({{"paper", line.paper},
                        {"text", line.text},
                        {"packages", line.packages},
                        {"rules", line.rules},
                        {"met", line.met}});
    return list;
}

Json passed_json(Verdict const& verdict) {
    Json list = Json::array();
    for (auto const& passed : verdict.passed)
        list.push_back({{"rule", passed.rule},
                        {"package", or_null(passed.package)},
                        {"pack", passed.pack},
                        {"citations", citations_json(passed.citations)}});
    return list;
}

Json changes_json(Verdict const& verdict) {
    Json list = Json::array();
    for (auto const& change : verdict.correction.changes)
        list.push_back(
            {{"rule", change.rule}, {"field", change.path}, {"change", rules::describe(change)}});
    return list;
}

std::string summary_json(Verdict const& verdict) {
    auto const required = packaging::requirements(verdict);
    Json const record{{"shipment", verdict.shipment},
                      {"verdict", verdict.verdict},
                      {"rules_evaluated", verdict.rules_evaluated},
                      {"unconfirmed", verdict.unconfirmed},
                      {"packs", packs_json(verdict)},
                      {"judged_on", to_text(verdict.judged_on)},
                      {"counts", counts_json(verdict)},
                      {"classification", classification_json(verdict)},
                      {"changes", changes_json(verdict)},
                      {"changes_lead_to", or_null(verdict.correction.leads_to)},
                      {"marks", marks_json(required)},
                      {"lines", lines_json(required)},
                      {"declaration_needed", required.declaration_needed},
                      {"passed", passed_json(verdict)}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string json_of(Verdict const& verdict) {
    std::string out;
    for (auto const& finding : verdict.findings)
        out += report::to_json_line(finding) + "\n";
    return out + summary_json(verdict);
}

// --- The report for people.

std::string verdict_words(std::string const& verdict) {
    if (verdict == "not_acceptable")
        return "NOT ACCEPTABLE";
    return verdict == "unknown" ? "UNKNOWN" : "ACCEPTABLE";
}

Finding const* heaviest_above_warn(Verdict const& verdict) {
    bool const none =
        verdict.findings.empty() || verdict.findings.front().severity <= Severity::warn;
    return none ? nullptr : &verdict.findings.front();
}

std::string counts_text(Verdict const& verdict) {
    std::string out;
    for (auto const severity :
         {Severity::forbid, Severity::error, Severity::unknown, Severity::warn, Severity::info}) {
        auto const count =
            std::count_if(verdict.findings.begin(), verdict.findings.end(),
                          [&](auto const& finding) { return finding.severity == severity; });
        if (count > 0)
            out += text::cat(out.empty() ? "" : ", ", count, ' ', to_word(severity));
    }
    if (out.empty())
        out = "no findings";
    if (verdict.unconfirmed > 0)
        out += text::cat(" (", verdict.unconfirmed, " unconfirmed)");
    return out;
}

// Unknown findings that miss the same facts are one line, so that the facts are what is read.
std::string unknown_text(std::vector<Finding> const& findings) {
    std::map<std::string, std::string> rules_by_fix;
    std::vector<std::string> order;
    for (auto const& finding : findings) {
        std::string const key =
            text::cat(finding.scope, finding.scope.empty() ? "" : ": ", finding.message);
        auto const [at, fresh] = rules_by_fix.emplace(key, finding.rule);
        if (fresh)
            order.push_back(key);
        else
            at->second += text::cat(", ", finding.rule);
    }
    std::string out;
    for (auto const& key : order)
        out += text::cat("unknown ", key, " (", rules_by_fix[key], ")\n");
    return out;
}

std::string findings_text(Verdict const& verdict) {
    std::vector<Finding> unknown;
    std::vector<Finding> known;
    for (auto const& finding : verdict.findings) {
        bool const facts = finding.severity == Severity::unknown && finding.value == "not given";
        (facts ? unknown : known).push_back(finding);
    }
    return report::to_text(known) + unknown_text(unknown);
}

std::string classification_text(Verdict const& verdict) {
    std::string out;
    for (auto const& row : verdict.classification) {
        out += text::cat(
            "  ", row.package, ' ', row.what, ": ",
            row.is.empty() ? text::cat("not known, because ", text::join(row.missing, ", "),
                                       row.missing.size() == 1 ? " is" : " are", " not given")
                           : row.is,
            row.declared.empty() ? "" : text::cat(" (declared: ", row.declared, ')'), "\n");
    }
    return out;
}

std::string changes_text(Verdict const& verdict) {
    std::string out;
    for (auto const& change : verdict.correction.changes)
        out += text::cat("  ", change.rule, ": ", rules::describe(change), "\n");
    if (!out.empty())
        out += text::cat("  judged again with these changes: ", verdict.correction.leads_to, "\n");
    return out;
}

std::string_view box(bool met) {
    return met ? "  [x] " : "  [ ] ";
}

std::string marks_text(packaging::Requirements const& required) {
    std::string out;
    for (auto const& mark : required.marks)
        out += text::cat(box(mark.met), mark.holder, mark.on_overpack ? " overpack" : "", ' ',
                         mark.kind, ": ", mark.text,
                         mark.size.empty() ? "" : text::cat(" - ", mark.size), " (",
                         text::join(mark.rules, ", "), ")\n");
    return out;
}

std::string lines_text(packaging::Requirements const& required) {
    std::string out;
    for (auto const& line : required.lines)
        out += text::cat(box(line.met), line.paper == "handling" ? "waybill, handling" : line.paper,
                         ": ", line.text, " (", text::join(line.rules, ", "), ")\n");
    return out;
}

// Rules that passed, each once, by pack.
std::string passed_text(Verdict const& verdict) {
    std::map<std::string, std::vector<std::string>> by_pack;
    for (auto const& passed : verdict.passed) {
        auto& list = by_pack[passed.pack];
        if (std::find(list.begin(), list.end(), passed.rule) == list.end())
            list.push_back(passed.rule);
    }
    std::string out;
    std::vector<std::string> idle; // packs with no rule that concerned the shipment and passed
    for (auto const& pack : verdict.packs) {
        std::string const name = text::cat(
            pack.identity.id, ' ', pack.identity.edition, pack.overlay ? ", overlay" : "",
            pack.in_force ? "" : ", NOT IN FORCE ON THIS DAY",
            pack.replaced.empty() ? "" : text::cat(", replaces ", text::join(pack.replaced, ", ")));
        auto const at = by_pack.find(pack.identity.id);
        if (at == by_pack.end())
            idle.push_back(name);
        else
            out += text::cat("  ", name, ": ", text::join(at->second, " "), "\n");
    }
    if (!idle.empty())
        out += text::cat("  nothing in: ", text::join(idle, "; "), "\n");
    return out;
}

std::string section(std::string_view title, std::string const& body) {
    return body.empty() ? std::string() : text::cat("\n", title, "\n", body);
}

std::string text_of(Verdict const& verdict, std::string const& next) {
    std::string out = text::cat(verdict.shipment, ": ", verdict_words(verdict.verdict), " on ",
                                to_text(verdict.judged_on), ", ", counts_text(verdict), "\n");
    if (!next.empty())
        out += text::cat("next: ", next, "\n");
    out += section("findings", findings_text(verdict));
    out += section("smallest change", changes_text(verdict));
    out += section("classification", classification_text(verdict));
    auto const required = packaging::requirements(verdict);
    out += section("marks and labels needed", marks_text(required));
    out += section("texts of the papers", lines_text(required));
    out += section("passed, by rule pack", passed_text(verdict));
    return out;
}

std::string next_of(Verdict const& verdict) {
    Finding const* const finding = heaviest_above_warn(verdict);
    if (finding == nullptr)
        return {};
    return text::cat(finding->rule, ": ", finding->fix.empty() ? finding->message : finding->fix);
}

report::ExitCode answer_of(std::string const& verdict) {
    if (verdict == "acceptable")
        return report::ExitCode::yes;
    return verdict == "unknown" ? report::ExitCode::unknown : report::ExitCode::no;
}

void renew(CheckOutcome& outcome) {
    Verdict const& verdict = outcome.verdict;
    outcome.next = next_of(verdict);
    outcome.answer = answer_of(verdict.verdict);
    outcome.json_lines = json_of(verdict);
    outcome.text = text_of(verdict, outcome.next);
}

} // namespace

Result<CheckOutcome> check_shipment(shipment::Shipment const& shipment,
                                    packaging::RuleLibrary& library,
                                    packaging::JudgingOptions const& options) {
    CheckOutcome outcome;
    CC_TRY_ASSIGN(outcome.verdict, packaging::evaluate(shipment, library, options));
    packaging::add_findings(outcome.verdict, check_product_codes(shipment));
    outcome.verdict.correction =
        packaging::smallest_fix(shipment.facts, outcome.verdict, library, options);
    renew(outcome);
    return outcome;
}

void add_findings(CheckOutcome& outcome, std::vector<Finding> const& findings) {
    packaging::add_findings(outcome.verdict, findings);
    renew(outcome);
}

} // namespace coldchain::job
