// SPDX-License-Identifier: Apache-2.0
#include "job/document_job.hpp"

#include "common/text.hpp"
#include "documents/manifest.hpp"
#include "epcis/identifiers.hpp"
#include "epcis/shipment_events.hpp"
#include "job/certify_job.hpp"
#include "job/document_parts.hpp"
#include "readback/verify.hpp"
#include "render/raster.hpp"
#include "render/renderer.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace coldchain::job {

namespace {

constexpr std::array kinds{
    DocumentKind{"manifest", "pdf xml json csv", "what is in the boxes, for whom, how cold"},
    DocumentKind{"declaration", "pdf json", "the shipper's declaration for dangerous goods by air"},
    DocumentKind{"waybill", "pdf json", "the exact texts for the carrier's waybill"},
    DocumentKind{"marks", "pdf zpl json", "marks and labels for the boxes, at true size"},
    DocumentKind{"custody", "pdf json", "chain of custody and of identity, to sign"},
    DocumentKind{"container-label", "pdf zpl json", "the outer label of each shipping container"},
    DocumentKind{"checklist", "pdf json", "the acceptance checklist that concerns the shipment"},
    DocumentKind{"epcis", "xml jsonld", "packing, shipping and receiving as EPCIS 2.0 events"},
};

constexpr std::array rows{
    CodeRow{"PAP-01", "no shipper's declaration is needed",
            "nothing in the shipment flies only with one: dry ice as coolant, UN3373 and absorbed "
            "liquid nitrogen do not",
            "UN3373 on dry ice", "write what the waybill needs; coldchain document waybill",
            "IATA DGR 8.0.1.2"},
    CodeRow{"PAP-02", "the packaging is not acceptable",
            "a declaration says that everything is packed, marked and labelled as it must be",
            "a Category A culture without UN specification packaging",
            "mend what coldchain check names", "IATA DGR 8.1; 49 CFR 172.204"},
    CodeRow{"PAP-03", "a paper is a DRAFT", "a fact that decides about the shipment is unknown",
            "whether the outer packaging lets gas out", "give the facts coldchain check names",
            "coldchain"},
    CodeRow{"PAP-04", "no mark or label is asked for",
            "nothing in the packages needs one by the rules the shipment names",
            "cells in a dry shipper whose nitrogen is absorbed", "nothing", "coldchain"},
    CodeRow{"PAP-05", "no acceptance checklist concerns the shipment",
            "there is no dry ice, no UN3373 and nothing that needs a declaration inside",
            "cells in a dry shipper", "nothing; check --checklist fills any of them in",
            "coldchain"},
};

std::vector<std::string_view> words_of(std::string_view text) {
    auto words = text::split(text, ' ');
    return words;
}

Result<void> check_formats(DocumentRequest const& request, std::string_view kind) {
    auto const known = document_formats(kind);
    for (auto const& format : request.formats) {
        if (std::find(known.begin(), known.end(), format) == known.end())
            return Error{
                ErrorKind::usage,
                {},
                text::cat("format ", text::quoted(format), " is not one of ", kind,
                          "; write one of: ",
                          text::join(std::vector<std::string>(known.begin(), known.end()), ", ")),
                {}};
    }
    return {};
}

} // namespace

Result<std::vector<Finding>> prove_pages(draw::Drawing const& drawing, draw::Fonts const& fonts) {
    std::vector<Finding> findings;
    for (std::size_t page = 0; page < drawing.pages.size(); ++page) {
        CC_TRY_ASSIGN(auto const raster, render::raster(drawing, page, fonts));
        auto const proof = readback::verify_page(drawing, page, raster);
        findings.insert(findings.end(), proof.findings.begin(), proof.findings.end());
    }
    return findings;
}

Result<std::string> pdf_of(draw::Drawing const& drawing, DocumentRequest const& request,
                           Size size) {
    render::PdfOptions options;
    options.created = request.now;
    options.scaling =
        size == Size::actual ? render::PrintScaling::none : render::PrintScaling::viewer;
    return render::make_pdf_renderer(request.fonts, options)->render(drawing);
}

Finding document_finding(std::string_view code, Severity severity, std::string message,
                         std::string fix) {
    Finding finding;
    finding.rule = code;
    finding.severity = severity;
    finding.field = "document";
    finding.message = std::move(message);
    finding.fix = std::move(fix);
    return finding;
}

Result<Judged> judge(DocumentRequest const& request) {
    packaging::RuleLibrary rules = request.shared->rules; // copies share one cache
    CC_TRY_ASSIGN(auto verdict, packaging::evaluate(request.shipment, rules));
    auto needs = packaging::requirements(verdict);
    return Judged{std::move(verdict), std::move(needs)};
}

Result<DocumentData> DocumentData::load(config::DataFolders const& folders) {
    CC_TRY_ASSIGN(auto rules, packaging::RuleLibrary::load(folders));
    CC_TRY_ASSIGN(auto goods, documents::load_goods(folders));
    return DocumentData{std::move(rules), std::move(goods)};
}

std::span<DocumentKind const> document_kinds() {
    return kinds;
}

std::vector<std::string_view> document_formats(std::string_view kind) {
    for (auto const& row : kinds) {
        if (row.name == kind)
            return words_of(row.formats);
    }
    return {};
}

Result<DocumentOutcome> make_manifest(DocumentRequest const& request) {
    CC_TRY(check_formats(request, "manifest"));
    DocumentOutcome outcome;
    auto const data = documents::manifest_data(request.shipment);
    outcome.digest = seal::sha256(xml::write_canonical(data));
    // pages are laid out and proved only when they are asked for
    auto const& formats = request.formats;
    std::optional<draw::Drawing> drawing;
    if (std::find(formats.begin(), formats.end(), "pdf") != formats.end()) {
        CC_TRY_ASSIGN(drawing, documents::manifest_pages(
                                   request.shipment, {request.paper, request.now, outcome.digest},
                                   request.fonts));
        CC_TRY_ASSIGN(outcome.findings, prove_pages(*drawing, request.fonts));
        outcome.text = text_of(*drawing);
    }
    outcome.released = outcome.findings.empty();
    if (!outcome.released)
        return outcome;
    outcome.answer = report::ExitCode::yes;
    for (auto const& format : request.formats) {
        if (format == "xml")
            outcome.files[format] = xml::write(data);
        else if (format == "json")
            outcome.files[format] = documents::manifest_json(data);
        else if (format == "csv")
            outcome.files[format] = documents::manifest_csv(request.shipment);
        else {
            CC_TRY_ASSIGN(outcome.files[format], pdf_of(*drawing, request));
        }
    }
    return outcome;
}

// What the loggers measured, when their recordings are back; a recording that cannot be judged is
// the certificate's business and makes no event.
std::optional<certify::Judgement> judged_recordings(DocumentRequest const& request) {
    auto const& shipment = request.shipment;
    bool const named = std::any_of(shipment.loggers.begin(), shipment.loggers.end(),
                                   [](auto const& logger) { return !logger.recording.empty(); });
    if (!named || !shipment.custody.received || shipment.file == "-")
        return std::nullopt;
    auto const files =
        named_recordings(shipment, std::filesystem::path(shipment.file).parent_path());
    auto const profiles = logger::load_profiles(request.data);
    if (!files || !profiles)
        return std::nullopt;
    CertifySettings settings{request.data, *profiles, request.fonts};
    auto outcome = certify_shipment(shipment, *files, settings, Products::record);
    if (!outcome)
        return std::nullopt;
    return std::move(outcome->judgement);
}

Result<DocumentOutcome> make_events(DocumentRequest const& request) {
    auto const judgement = judged_recordings(request);
    epcis::EventOptions options;
    options.judgement = judgement ? &*judgement : nullptr;
    options.base = request.uri_base.empty() ? std::string(epcis::sample_base) : request.uri_base;
    options.now = request.now;
    options.manifest_digest =
        seal::sha256(xml::write_canonical(documents::manifest_data(request.shipment)));
    CC_TRY_ASSIGN(auto const events, epcis::events_of(request.shipment, options));
    DocumentOutcome outcome;
    outcome.findings = epcis::check(events);
    outcome.released = worst(outcome.findings) < Severity::error;
    if (!outcome.released)
        return outcome;
    outcome.answer = report::ExitCode::yes;
    outcome.digest = options.manifest_digest;
    for (auto const& format : request.formats)
        outcome.files[format] =
            format == "xml" ? epcis::write_xml(events) : epcis::write_json(events);
    return outcome;
}

Result<DocumentOutcome> make_document(std::string_view kind, DocumentRequest const& request) {
    CC_TRY(check_formats(request, kind));
    if (kind == "manifest")
        return make_manifest(request);
    if (kind == "epcis")
        return make_events(request);
    if (kind == "custody")
        return make_custody(request);
    if (kind == "container-label")
        return make_container_label(request);
    CC_TRY_ASSIGN(auto const judged, judge(request));
    if (kind == "declaration")
        return make_declaration(request, judged);
    if (kind == "waybill")
        return make_waybill(request, judged);
    if (kind == "marks")
        return make_marks(request, judged);
    if (kind == "checklist")
        return make_first_checklist(request, judged);
    return Error{ErrorKind::usage, {}, text::cat("kind ", text::quoted(kind), " is not known"), {}};
}

std::span<CodeRow const> document_codes() {
    return rows;
}

} // namespace coldchain::job
