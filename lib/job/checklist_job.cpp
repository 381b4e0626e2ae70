// SPDX-License-Identifier: Apache-2.0
#include "job/checklist_job.hpp"

#include "common/text.hpp"
#include "job/document_parts.hpp"
#include "render/renderer.hpp"

#include <algorithm>

namespace coldchain::job {

namespace {

report::ExitCode answer_of(packaging::Checklist const& list) {
    if (!list.concerned || list.verdict() == "not_acceptable")
        return report::ExitCode::no;
    return list.verdict() == "unknown" ? report::ExitCode::unknown : report::ExitCode::yes;
}

std::string text_of(packaging::Checklist const& list) {
    std::string out = text::cat(list.shipment, ", ", list.title, ": ", list.yes, " yes, ", list.no,
                                " no, ", list.not_applicable, " n/a, ", list.open_facts, " open, ",
                                list.for_the_eye, " for the eye\n");
    if (!list.concerned)
        return out + "the shipment holds nothing that this checklist is for\n";
    for (auto const& item : list.items) {
        bool const open =
            item.answer == packaging::Answer::open && item.basis != packaging::Basis::human;
        if (item.answer != packaging::Answer::no && !open && item.remarks.empty())
            continue;
        out += text::cat(
            item.number, ' ', to_word(item.answer), ": ", item.question, "\n    ",
            text::join(item.remarks, "; "),
            item.rules.empty() ? "" : text::cat(" (", text::join(item.rules, ", "), ')'), "\n");
        if (!item.remedy.empty())
            out += text::cat("    do: ", item.remedy, "\n");
    }
    return out;
}

} // namespace

Result<ChecklistOutcome> make_checklist(ChecklistRequest const& request) {
    auto const kinds = packaging::checklist_kinds(request.data);
    if (std::find(kinds.begin(), kinds.end(), request.kind) == kinds.end()) {
        auto const near = text::nearest(request.kind, kinds);
        return Error{ErrorKind::usage,
                     {},
                     text::cat("checklist ", text::quoted(std::string(request.kind)),
                               " is not known; there are: ", text::join(kinds, ", "),
                               near ? text::cat(" (did you mean ", *near, "?)") : std::string()),
                     {}};
    }
    CC_TRY_ASSIGN(auto library, packaging::RuleLibrary::load(request.data));
    CC_TRY_ASSIGN(auto const verdict,
                  packaging::evaluate(request.shipment, library, request.judging));
    ChecklistOutcome outcome;
    CC_TRY_ASSIGN(outcome.checklist,
                  packaging::fill_checklist(request.kind, verdict, request.data));
    outcome.answer = answer_of(outcome.checklist);
    outcome.json = documents::to_json(outcome.checklist) + "\n";
    outcome.text = text_of(outcome.checklist);
    CC_TRY_ASSIGN(auto const drawing,
                  documents::checklist_pages(request.shipment, outcome.checklist, request.page,
                                             request.fonts));
    render::PdfOptions options;
    options.created = request.page.now;
    options.scaling = render::PrintScaling::viewer;
    outcome.printed = text_of(drawing);
    CC_TRY_ASSIGN(outcome.pdf, render::make_pdf_renderer(request.fonts, options)->render(drawing));
    return outcome;
}

} // namespace coldchain::job
