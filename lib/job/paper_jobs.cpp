// SPDX-License-Identifier: Apache-2.0
// The papers that rules decide about, and those that only repeat the shipment.
#include "job/document_parts.hpp"

#include "common/text.hpp"
#include "documents/custody_page.hpp"
#include "documents/marks.hpp"
#include "documents/waybill.hpp"
#include "job/checklist_job.hpp"
#include "job/label_batch.hpp"
#include "job/label_job.hpp"
#include "render/renderer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace coldchain::job {

namespace {

using report::ExitCode;

// Stickers are printed by any head; 12 dots a millimetre is the usual 300 dpi one.
constexpr draw::Grid roll_grid{12, 1};

std::string marks_json(shipment::Shipment const& shipment, packaging::Requirements const& needs) {
    using Json = nlohmann::ordered_json;
    Json marks = Json::array();
    for (auto const& mark : needs.marks)
        marks.push_back({{"on", mark.holder},
                         {"kind", mark.kind},
                         {"code", mark.code.empty() ? Json() : Json(mark.code)},
                         {"text", mark.text},
                         {"size", mark.size.empty() ? Json() : Json(mark.size)},
                         {"rules", mark.rules},
                         {"met", mark.met}});
    Json const record{{"shipment", shipment.id}, {"document", "marks"}, {"marks", marks}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string draft_reason_of(packaging::Verdict const& verdict) {
    std::string rules;
    for (auto const& finding : verdict.findings) {
        if (finding.severity >= Severity::unknown && rules.find(finding.rule) == std::string::npos)
            rules += (rules.empty() ? "" : ", ") + finding.rule;
    }
    if (verdict.verdict == "not_acceptable")
        return text::cat("the packaging is not acceptable (", rules, ")");
    return verdict.verdict == "unknown" ? text::cat("facts are unknown for ", rules) : "";
}

ExitCode answer_of(packaging::Verdict const& verdict) {
    if (verdict.verdict == "not_acceptable")
        return ExitCode::no;
    return verdict.verdict == "unknown" ? ExitCode::unknown : ExitCode::yes;
}

std::string text_of(draw::Page const& page) {
    std::string out;
    for (auto const& item : page.items) {
        if (auto const* text = std::get_if<draw::Text>(&item.primitive))
            out += text->text + '\n';
    }
    return out;
}

// Statements on labels are those of the day the shipment leaves.
Result<Date> ship_day(shipment::Shipment const& shipment) {
    CC_TRY_ASSIGN(auto const clock, wall_clock(shipment.ship_at.instant, shipment.ship_at.zone));
    return date_of(clock.local);
}

DocumentOutcome refused(std::string_view code, std::string message, std::string fix) {
    DocumentOutcome outcome;
    outcome.findings = {
        document_finding(code, Severity::error, std::move(message), std::move(fix))};
    return outcome;
}

void take(DocumentOutcome& outcome, LabelOutcome labels) {
    outcome.released = labels.released;
    outcome.findings = std::move(labels.findings);
    outcome.files = std::move(labels.files);
    outcome.data = std::move(labels.data);
    outcome.answer = labels.released ? ExitCode::yes : ExitCode::no;
}

} // namespace

std::string text_of(draw::Drawing const& drawing) {
    std::string out;
    for (auto const& page : drawing.pages)
        out += text_of(page);
    return out;
}

Result<std::string> label_text(DocumentRequest const& request, std::string_view layout) {
    CC_TRY_ASSIGN(auto const day, ship_day(request.shipment));
    PressSettings settings{request.data, request.fonts, day};
    settings.layout = layout;
    CC_TRY_ASSIGN(auto const press, LabelPress::load(settings));
    std::string out;
    if (press.layout().subject == label::Subject::package) {
        for (auto const& order : packages_of(request.shipment))
            out += text_of(press.compose(order).page);
    } else {
        for (auto const& order : orders_of(request.shipment))
            out += text_of(press.compose(order).page);
    }
    return out;
}

Result<DocumentOutcome> make_waybill(DocumentRequest const& request, Judged const& judged) {
    CC_TRY_ASSIGN(auto const decided, decide_declaration(request, judged));
    auto data =
        documents::waybill_data(request.shipment, judged.needs, judged.verdict.classification,
                                request.shared->goods, decided.made ? &decided.data : nullptr);
    data.draft_reason = draft_reason_of(judged.verdict);
    DocumentOutcome outcome;
    outcome.released = true;
    outcome.answer = answer_of(judged.verdict);
    if (!data.draft_reason.empty())
        outcome.findings.push_back(document_finding(
            "PAP-03", judged.verdict.verdict == "unknown" ? Severity::unknown : Severity::error,
            text::cat("the waybill texts are a DRAFT: ", data.draft_reason),
            "mend or give what coldchain check names, then print them again"));
    CC_TRY_ASSIGN(auto const drawing,
                  documents::waybill_pages(request.shipment, data, {request.paper, request.now},
                                           request.fonts));
    outcome.text = text_of(drawing);
    for (auto const& format : request.formats) {
        if (format == "json") {
            outcome.files[format] = to_json(request.shipment, data) + '\n';
        } else {
            CC_TRY_ASSIGN(outcome.files[format], pdf_of(drawing, request));
        }
    }
    return outcome;
}

Result<DocumentOutcome> make_marks(DocumentRequest const& request, Judged const& judged) {
    auto const totals = documents::overpack_totals(request.shipment, judged.verdict.classification);
    CC_TRY_ASSIGN(auto const stickers,
                  documents::stickers_of(request.shipment, judged.needs.marks, totals,
                                         documents::page_grid, request.fonts));
    if (stickers.empty())
        return refused("PAP-04", "no rule asks for a mark or label on these packages",
                       "nothing is to be printed");
    std::string const title = text::cat("Marks and labels of ", request.shipment.id);
    DocumentOutcome outcome;
    outcome.released = true;
    outcome.answer = ExitCode::yes;
    CC_TRY_ASSIGN(auto const drawing,
                  documents::sticker_sheets(stickers, title, request.paper, request.fonts));
    outcome.text = text_of(drawing);
    for (auto const& format : request.formats) {
        if (format == "json") {
            outcome.files[format] = marks_json(request.shipment, judged.needs);
        } else if (format == "zpl") {
            CC_TRY_ASSIGN(auto const rolls,
                          documents::stickers_of(request.shipment, judged.needs.marks, totals,
                                                 roll_grid, request.fonts));
            CC_TRY_ASSIGN(outcome.files[format],
                          render::make_zpl_renderer(request.fonts)
                              ->render(documents::sticker_rolls(rolls, roll_grid, title)));
        } else {
            CC_TRY_ASSIGN(outcome.files[format], pdf_of(drawing, request, Size::actual));
        }
    }
    return outcome;
}

Result<DocumentOutcome> make_custody(DocumentRequest const& request) {
    DocumentOutcome outcome;
    outcome.released = true;
    outcome.answer = ExitCode::yes;
    CC_TRY_ASSIGN(
        auto const drawing,
        documents::custody_pages(request.shipment, {request.paper, request.now}, request.fonts));
    outcome.text = text_of(drawing);
    for (auto const& format : request.formats) {
        if (format == "json") {
            outcome.files[format] = documents::custody_json(request.shipment) + '\n';
        } else {
            CC_TRY_ASSIGN(outcome.files[format], pdf_of(drawing, request));
        }
    }
    return outcome;
}

Result<DocumentOutcome> make_container_label(DocumentRequest const& request) {
    CC_TRY_ASSIGN(auto const day, ship_day(request.shipment));
    LabelRequest label{{}, request.data, request.fonts, day};
    label.layout = container_label_layout;
    label.packages = packages_of(request.shipment);
    for (auto const& format : request.formats) {
        if (format != "json")
            label.formats.push_back(format);
    }
    CC_TRY_ASSIGN(auto labels, make_labels(label));
    std::string json;
    for (auto const& record : labels.labels)
        json += to_json_line(labels.layout, labels.printer, labels.released, record) + '\n';
    DocumentOutcome outcome;
    take(outcome, std::move(labels));
    CC_TRY_ASSIGN(outcome.text, label_text(request, container_label_layout));
    if (outcome.released &&
        std::find(request.formats.begin(), request.formats.end(), "json") != request.formats.end())
        outcome.files["json"] = std::move(json);
    return outcome;
}

std::vector<std::string_view> checklists_for(Judged const& judged) {
    auto const holds = [&](std::string_view un) {
        return std::any_of(judged.verdict.classification.begin(),
                           judged.verdict.classification.end(),
                           [&](auto const& thing) { return thing.is == un; });
    };
    if (judged.needs.declaration_needed)
        return {"non-radioactive"};
    std::vector<std::string_view> kinds;
    if (holds("UN3373"))
        kinds.emplace_back("un3373");
    if (holds("UN1845"))
        kinds.emplace_back("dry-ice");
    return kinds;
}

Result<DocumentOutcome> make_checklist_document(DocumentRequest const& request,
                                                std::string_view kind) {
    ChecklistRequest asked{request.shipment, request.data, request.fonts, kind};
    asked.page = {request.paper, request.now};
    CC_TRY_ASSIGN(auto made, make_checklist(asked));
    DocumentOutcome outcome;
    outcome.released = true;
    outcome.answer = made.answer;
    outcome.text = std::move(made.printed);
    for (auto const& format : request.formats)
        outcome.files[format] = format == "json" ? made.json : made.pdf;
    return outcome;
}

Result<DocumentOutcome> make_first_checklist(DocumentRequest const& request, Judged const& judged) {
    auto const kinds = checklists_for(judged);
    if (kinds.empty())
        return refused("PAP-05", "no acceptance checklist concerns this shipment",
                       "nothing is to be printed; coldchain check --checklist KIND fills any in");
    return make_checklist_document(request, kinds.front());
}

} // namespace coldchain::job
