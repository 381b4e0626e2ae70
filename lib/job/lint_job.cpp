// SPDX-License-Identifier: Apache-2.0
// Papers that were given, against the shipment they are to belong to.
#include "job/document_set.hpp"

#include "common/text.hpp"
#include "documents/lint.hpp"
#include "documents/manifest.hpp"
#include "epcis/event.hpp"
#include "epcis/identifiers.hpp"
#include "job/document_parts.hpp"
#include "job/pdf_pages.hpp"
#include "readback/find.hpp"
#include "seal/digest.hpp"

#include <algorithm>

namespace coldchain::job {

namespace {

void append(std::vector<Finding>& out, std::vector<Finding> const& more) {
    out.insert(out.end(), more.begin(), more.end());
}

// Every product identifier in an event must be one of the shipment's.
std::vector<Finding> compare_events(shipment::Shipment const& shipment,
                                    epcis::Document const& document, std::string const& file) {
    std::vector<std::string> known;
    for (auto const& product : shipment.products) {
        if (auto const mpho = epcis::mpho_of(product, shipment.shipper.facility))
            known.push_back(*mpho);
    }
    std::vector<Finding> out;
    auto const look = [&](std::string const& uri) {
        auto value = epcis::value_of(uri, epcis::mpho_path);
        if (!value)
            value = epcis::value_of(uri, epcis::mpho_class_path);
        if (!value || std::find(known.begin(), known.end(), *value) != known.end())
            return;
        Finding finding;
        finding.rule = "LNT-01";
        finding.severity = Severity::error;
        finding.scope = file;
        finding.field = "epc";
        finding.value = *value;
        finding.limit = text::join(known, ", ");
        finding.message = text::cat(*value, " is not a product of this shipment");
        finding.fix = "make the events again from the shipment";
        out.push_back(std::move(finding));
    };
    for (auto const& event : document.events) {
        for (auto const& id : event.epcs)
            look(id);
        for (auto const& element : event.quantities)
            look(element.epc_class);
    }
    return out;
}

class Comparer {
public:
    Comparer(DocumentRequest const& request, std::vector<Finding>& out)
        : m_request(request), m_shipment(request.shipment), m_out(out),
          m_manifest(documents::manifest_data(request.shipment)),
          m_digest(seal::sha256(xml::write_canonical(m_manifest))) {}

    Result<void> look_at(GivenPaper const& paper) {
        std::string_view const text = text::trim(paper.bytes);
        if (is_pdf(paper.bytes))
            return look_at_pdf(paper);
        append(m_out, documents::lint_names(m_shipment, paper.bytes, paper.name));
        if (text.starts_with('<'))
            return look_at_xml(paper);
        if (text.starts_with('{'))
            return look_at_json(paper);
        append(m_out, documents::lint_text(m_shipment, paper.bytes, paper.name));
        return {};
    }

private:
    Result<void> look_at_pdf(GivenPaper const& paper) {
        std::vector<std::string> payloads;
        CC_TRY(for_each_page(paper.bytes, 300,
                             [&](int, barcode::Raster const& raster) -> Result<void> {
                                 readback::FindOptions options;
                                 options.dots_per_mm = 300 / 25.4;
                                 for (auto const& symbol : readback::find_symbols(raster, options))
                                     payloads.push_back(symbol.payload);
                                 return {};
                             }));
        append(m_out, documents::lint_symbols(m_shipment, payloads, m_digest, paper.name));
        return {};
    }

    Result<void> look_at_xml(GivenPaper const& paper) {
        CC_TRY_ASSIGN(auto const root, xml::parse(paper.bytes, paper.name));
        if (root.name == "manifest") {
            append(m_out, documents::lint_manifest(m_manifest, root, paper.name));
            return {};
        }
        return look_at_events(paper);
    }

    Result<void> look_at_events(GivenPaper const& paper) {
        CC_TRY_ASSIGN(auto const document, epcis::read(paper.bytes, paper.name));
        append(m_out, epcis::check(document));
        append(m_out, compare_events(m_shipment, document, paper.name));
        return {};
    }

    Result<void> look_at_json(GivenPaper const& paper) {
        CC_TRY_ASSIGN(auto const found, config::parse_json(paper.bytes, paper.name));
        if (found.root.find("@context") != nullptr)
            return look_at_events(paper);
        if (found.root.find("schema") != nullptr && found.root.find("shipper") != nullptr) {
            CC_TRY_ASSIGN(auto const expected,
                          config::parse_json(documents::manifest_json(m_manifest), "manifest"));
            append(m_out, documents::lint_record(expected.root, found.root, paper.name));
            return {};
        }
        auto const* kind = found.root.find("document");
        if (kind == nullptr || document_formats(kind->text).empty()) {
            append(m_out, documents::lint_text(m_shipment, paper.bytes, paper.name));
            return {};
        }
        DocumentRequest request = m_request;
        request.formats = {"json"};
        CC_TRY_ASSIGN(auto const made, make_document(kind->text, request));
        if (!made.released) {
            append(m_out, made.findings);
            return {};
        }
        CC_TRY_ASSIGN(auto const expected, config::parse_json(made.files.at("json"), "made now"));
        append(m_out, documents::lint_record(expected.root, found.root, paper.name));
        return {};
    }

    DocumentRequest const& m_request;
    shipment::Shipment const& m_shipment;
    std::vector<Finding>& m_out;
    xml::Element m_manifest;
    std::string m_digest;
};

} // namespace

Result<std::vector<Finding>> lint_papers(DocumentRequest const& request,
                                         std::vector<GivenPaper> const& papers) {
    std::vector<Finding> out = documents::lint_shipment(request.shipment);
    Comparer comparer(request, out);
    for (auto const& paper : papers)
        CC_TRY(comparer.look_at(paper));
    return out;
}

} // namespace coldchain::job
