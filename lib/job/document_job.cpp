// SPDX-License-Identifier: Apache-2.0
#include "job/document_job.hpp"

#include "common/text.hpp"
#include "documents/manifest.hpp"
#include "readback/verify.hpp"
#include "render/raster.hpp"
#include "render/renderer.hpp"
#include "seal/digest.hpp"

#include <algorithm>

namespace coldchain::job {

namespace {

std::vector<std::string> words_of(std::vector<std::string_view> const& words) {
    return {words.begin(), words.end()};
}

Result<void> check_formats(DocumentRequest const& request, std::string_view kind) {
    auto const known = document_formats(kind);
    for (auto const& format : request.formats) {
        if (std::find(known.begin(), known.end(), format) == known.end())
            return Error{ErrorKind::usage,
                         {},
                         text::cat("format ", text::quoted(format), " is not one of ", kind,
                                   "; write one of ", text::join(words_of(known), ", ")),
                         {}};
    }
    return {};
}

// Every symbol of every page, decoded again from the page's raster.
Result<std::vector<Finding>> prove_pages(draw::Drawing const& drawing, draw::Fonts const& fonts) {
    std::vector<Finding> findings;
    for (std::size_t page = 0; page < drawing.pages.size(); ++page) {
        CC_TRY_ASSIGN(auto const raster, render::raster(drawing, page, fonts));
        auto const proof = readback::verify_page(drawing, page, raster);
        findings.insert(findings.end(), proof.findings.begin(), proof.findings.end());
    }
    return findings;
}

} // namespace

std::vector<std::string_view> document_kinds() {
    return {"manifest"};
}

std::vector<std::string_view> document_formats(std::string_view kind) {
    if (kind == "manifest")
        return {"pdf", "xml", "json", "csv"};
    return {};
}

Result<DocumentOutcome> make_manifest(DocumentRequest const& request) {
    CC_TRY(check_formats(request, "manifest"));
    DocumentOutcome outcome;
    auto const data = documents::manifest_data(request.shipment);
    outcome.digest = seal::sha256(xml::write_canonical(data));
    CC_TRY_ASSIGN(auto const drawing,
                  documents::manifest_pages(request.shipment,
                                            {request.paper, request.now, outcome.digest},
                                            request.fonts));
    CC_TRY_ASSIGN(outcome.findings, prove_pages(drawing, request.fonts));
    outcome.released = outcome.findings.empty();
    if (!outcome.released)
        return outcome;
    for (auto const& format : request.formats) {
        if (format == "xml") {
            outcome.files[format] = xml::write(data);
            continue;
        }
        if (format == "json") {
            outcome.files[format] = documents::manifest_json(data);
            continue;
        }
        if (format == "csv") {
            outcome.files[format] = documents::manifest_csv(request.shipment);
            continue;
        }
        render::PdfOptions options;
        options.created = request.now;
        options.scaling = render::PrintScaling::viewer;
        CC_TRY_ASSIGN(outcome.files[format],
                      render::make_pdf_renderer(request.fonts, options)->render(drawing));
    }
    return outcome;
}

} // namespace coldchain::job
