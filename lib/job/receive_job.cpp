// SPDX-License-Identifier: Apache-2.0
#include "job/receive_job.hpp"

#include "common/text.hpp"
#include "config/tree.hpp"
#include "documents/manifest.hpp"
#include "epcis/identifiers.hpp"
#include "epcis/shipment_events.hpp"
#include "render/renderer.hpp"
#include "seal/digest.hpp"
#include "shipment/read.hpp"

namespace coldchain::job {

namespace {

using documents::ArrivalState;

epcis::Arrival arrival_of(documents::Receipt const& receipt) {
    epcis::Arrival arrival;
    arrival.at = *receipt.facts.at;
    arrival.place = receipt.facts.place;
    arrival.seals = receipt.seals_read;
    bool instance = !receipt.strangers.empty();
    bool quantity = false;
    for (auto const& row : receipt.rows) {
        if (row.arrived > 0)
            arrival.products.push_back({row.product, row.arrived});
        instance = instance || row.state == ArrivalState::mismatch ||
                   (row.state == ArrivalState::missing && row.sent == 1);
        quantity = quantity || row.state == ArrivalState::duplicate ||
                   (row.state == ArrivalState::missing && row.sent > 1);
    }
    for (auto const& stranger : receipt.strangers)
        arrival.strangers.push_back(text::cat(stranger.donation_identification_number,
                                              stranger.product_code, stranger.collection_type,
                                              stranger.division));
    if (instance)
        arrival.dispositions.emplace_back("mismatch_instance");
    if (quantity)
        arrival.dispositions.emplace_back("mismatch_quantity");
    if (!receipt.facts.condition.empty() && receipt.facts.condition != "intact")
        arrival.dispositions.emplace_back("damaged");
    if (receipt.verdict == "complete")
        arrival.dispositions.emplace_back("completeness_verified");
    return arrival;
}

// The receiving event alone: what was sent is the sender's to tell.
Result<epcis::Document> receiving_event(ReceiveRequest const& request,
                                        documents::Receipt const& receipt) {
    if (!receipt.facts.at)
        return Error{ErrorKind::usage,
                     {},
                     "a receiving event needs the time of receipt; give --at TIME",
                     {}};
    epcis::EventOptions options;
    options.base = request.uri_base;
    options.now = request.now;
    options.arrival = arrival_of(receipt);
    CC_TRY_ASSIGN(auto document, epcis::events_of(request.sent.shipment, options));
    std::erase_if(document.events,
                  [](epcis::Event const& event) { return event.business_step != "receiving"; });
    if (auto const findings = epcis::check(document); !findings.empty())
        return input_error({}, text::cat(findings.front().rule, ": ", findings.front().message,
                                         "; ", findings.front().fix));
    return document;
}

Result<std::string> make_file(ReceiveRequest const& request, documents::Receipt const& receipt,
                              std::string const& format) {
    if (format == "json")
        return to_json(request.sent.shipment, receipt) + '\n';
    if (format == "xml" || format == "jsonld") {
        CC_TRY_ASSIGN(auto const document, receiving_event(request, receipt));
        return format == "xml" ? epcis::write_xml(document) : epcis::write_json(document);
    }
    CC_TRY_ASSIGN(auto const drawing,
                  documents::receipt_pages(request.sent.shipment, receipt,
                                           {request.paper, request.now, request.sent.digest},
                                           request.fonts));
    render::PdfOptions options;
    options.created = request.now;
    options.scaling = render::PrintScaling::viewer;
    return render::make_pdf_renderer(request.fonts, options)->render(drawing);
}

} // namespace

Result<SentManifest> read_sent(std::string_view bytes, std::string const& file) {
    SentManifest sent;
    if (text::trim(bytes).starts_with('<')) {
        CC_TRY_ASSIGN(auto const root, xml::parse(bytes, file));
        CC_TRY_ASSIGN(sent.shipment, documents::read_manifest(root, file));
        sent.digest = seal::sha256(xml::write_canonical(root));
        return sent;
    }
    CC_TRY_ASSIGN(auto const document, config::parse_document(bytes, file));
    CC_TRY_ASSIGN(sent.shipment, shipment::read_shipment(document));
    sent.digest = seal::sha256(xml::write_canonical(documents::manifest_data(sent.shipment)));
    return sent;
}

std::vector<std::string_view> receive_formats() {
    return {"pdf", "json", "xml", "jsonld"};
}

Result<ReceiveOutcome> receive_shipment(ReceiveRequest const& request) {
    ReceiveOutcome outcome;
    auto const codes = documents::plain_codes_of(request.sent.shipment);
    outcome.receipt =
        documents::reconcile(request.sent.shipment, request.sent.digest,
                             documents::read_scans(request.scans, codes), request.facts);
    outcome.json = to_json(request.sent.shipment, outcome.receipt);
    outcome.answer = outcome.receipt.verdict == "complete"  ? report::ExitCode::yes
                     : outcome.receipt.verdict == "unknown" ? report::ExitCode::unknown
                                                            : report::ExitCode::no;
    for (auto const& format : request.formats) {
        CC_TRY_ASSIGN(outcome.files[format], make_file(request, outcome.receipt, format));
    }
    return outcome;
}

} // namespace coldchain::job
