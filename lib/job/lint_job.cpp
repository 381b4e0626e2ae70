// SPDX-License-Identifier: Apache-2.0
// Papers that were given, against the shipment they are to belong to.
#include "job/document_set.hpp"

#include "common/text.hpp"
#include "documents/lint.hpp"
#include "documents/manifest.hpp"
#include "documents/printed_facts.hpp"
#include "epcis/event.hpp"
#include "epcis/identifiers.hpp"
#include "job/document_parts.hpp"
#include "job/pdf_pages.hpp"
#include "label/layout.hpp"
#include "readback/find.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <optional>

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

// What every paper and label says that is made from the shipment. One that is refused, or cannot be
// made, says nothing.
documents::PrintedFacts facts_of(DocumentRequest const& request, std::string const& labels) {
    documents::PrintedFacts facts(request.shipment);
    DocumentRequest asked = request;
    asked.formats = {"pdf"}; // pages, and with them their text, are made only for a PDF
    for (auto const& kind : document_kinds()) {
        auto const known = document_formats(kind.name);
        if (std::find(known.begin(), known.end(), "pdf") == known.end())
            continue;
        if (auto const made = make_document(kind.name, asked))
            facts.add_paper(made->text);
    }
    facts.add_paper(labels);
    if (auto const judged = judge(request)) {
        for (auto const& thing : judged->verdict.classification)
            facts.add_paper(thing.is);
    }
    return facts;
}

// The print of every label there is for the shipment, a line for each line.
std::string labels_of(DocumentRequest const& request) {
    std::string out;
    for (auto const& layout : config::list_data(request.data, label::layouts_folder)) {
        if (auto const text = label_text(request, layout.name))
            out += *text;
    }
    return out;
}

// Papers that say what was seen on arrival.
documents::PaperOf paper_of_title(std::string_view text) {
    std::string_view const head = text.substr(0, 400);
    for (std::string_view const title :
         {"Receipt", "Temperature certificate", "Deviation report"}) {
        if (head.find(title) != std::string_view::npos)
            return documents::PaperOf::arrival;
    }
    return documents::PaperOf::sending;
}

Finding not_compared(std::string const& file, std::string const& why, std::string fix) {
    Finding finding;
    finding.rule = "LNT-08";
    finding.severity = Severity::unknown;
    finding.scope = file;
    finding.field = "text";
    finding.message = text::cat("the printed text was not compared, only the symbols: ", why);
    finding.fix = std::move(fix);
    return finding;
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
        return look_at_print(paper);
    }

    Result<void> look_at_print(GivenPaper const& paper) {
        auto const text = text_of_pdf(paper.bytes);
        if (!text && text.error().kind == ErrorKind::unsupported) {
            m_out.push_back(not_compared(paper.name, text.error().text,
                                         "install it, or compare the print by eye"));
            return {};
        }
        if (!text)
            return text.error();
        if (text::trim(*text).empty()) {
            m_out.push_back(not_compared(paper.name, "the PDF is a picture and holds no text",
                                         "give the PDF as it was made, or compare it by eye"));
            return {};
        }
        if (!m_facts) {
            m_labels = labels_of(m_request);
            m_facts = facts_of(m_request, m_labels);
        }
        auto said = documents::lint_text(m_shipment, *text, paper.name);
        // a recipient's name may stand on the label of a product
        if (documents::most_words_are(*text, documents::words_of(m_labels)))
            std::erase_if(said, [](Finding const& finding) { return finding.rule == "LNT-03"; });
        append(m_out, said);
        for (auto& finding : m_facts->compare(*text, paper.name, paper_of_title(*text))) {
            bool const told = std::any_of(m_out.begin(), m_out.end(), [&](Finding const& other) {
                return other.scope == finding.scope && other.value == finding.value;
            });
            if (!told)
                m_out.push_back(std::move(finding));
        }
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
    std::optional<documents::PrintedFacts> m_facts; ///< this and the next are made for a first PDF
    std::string m_labels;
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
