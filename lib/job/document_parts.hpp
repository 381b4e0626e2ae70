// SPDX-License-Identifier: Apache-2.0
// What the kinds of documents share. Not for use outside this module.
#pragma once

#include "draw/drawing.hpp"
#include "job/document_job.hpp"
#include "packaging/requirements.hpp"

namespace coldchain::job {

/// Every symbol of every page, decoded again from the page's raster; empty when all are read.
Result<std::vector<Finding>> prove_pages(draw::Drawing const& drawing, draw::Fonts const& fonts);

/// A PDF of pages: actual size for what is measured, the viewer's choice for what is read.
enum class Size { actual, viewer };
Result<std::string> pdf_of(draw::Drawing const& drawing, DocumentRequest const& request,
                           Size size = Size::viewer);

Finding document_finding(std::string_view code, Severity severity, std::string message,
                         std::string fix);

/// A shipment judged once for all papers that rules decide.
struct Judged {
    packaging::Verdict verdict;
    packaging::Requirements needs;
};
Result<Judged> judge(DocumentRequest const& request);

/// How a declaration came out, for its own file and for the set.
struct DeclarationOutcome {
    bool needed = false;
    bool made = false;
    documents::DeclarationData data;
    std::vector<Finding> findings;
};
Result<DeclarationOutcome> decide_declaration(DocumentRequest const& request, Judged const& judged);

/// Every line of text on the pages, in the order drawn.
std::string text_of(draw::Drawing const& drawing);

/// Every line of text on the labels of a shipment's products or packages, whichever the layout is
/// for, whether or not they may leave.
Result<std::string> label_text(DocumentRequest const& request, std::string_view layout);

Result<DocumentOutcome> make_declaration(DocumentRequest const& request, Judged const& judged);
Result<DocumentOutcome> make_waybill(DocumentRequest const& request, Judged const& judged);
Result<DocumentOutcome> make_marks(DocumentRequest const& request, Judged const& judged);
Result<DocumentOutcome> make_custody(DocumentRequest const& request);
Result<DocumentOutcome> make_container_label(DocumentRequest const& request);
Result<DocumentOutcome> make_events(DocumentRequest const& request);

/// The checklists that concern a shipment, the weightiest first; and one of them as a document.
std::vector<std::string_view> checklists_for(Judged const& judged);
Result<DocumentOutcome> make_checklist_document(DocumentRequest const& request,
                                                std::string_view kind);
Result<DocumentOutcome> make_first_checklist(DocumentRequest const& request, Judged const& judged);

} // namespace coldchain::job
