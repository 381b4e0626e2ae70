// SPDX-License-Identifier: Apache-2.0
// document: a paper that travels with a shipment.
#include "common/text.hpp"
#include "epcis/identifiers.hpp"
#include "job/document_job.hpp"
#include "report/findings.hpp"
#include "shipment/read.hpp"
#include "tools/commands.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace coldchain::tools {

namespace {

struct Asked {
    std::string kind;
    std::string shipment;
    std::string output;
    std::string format;
    std::string base;
    documents::Paper paper = documents::Paper::a4;
};

std::string kinds_text() {
    std::string out;
    for (auto const& kind : job::document_kinds())
        out += text::cat(out.empty() ? "" : ", ", kind.name);
    return out;
}

Result<std::string> format_of(Arguments const& arguments, Asked const& asked) {
    auto const dot = asked.output.rfind('.');
    std::string const format = arguments.value("to").value_or(
        dot == std::string::npos ? "" : asked.output.substr(dot + 1));
    auto const formats = job::document_formats(asked.kind);
    if (std::find(formats.begin(), formats.end(), format) != formats.end())
        return format;
    std::string known;
    for (auto const& word : formats)
        known += text::cat(known.empty() ? "" : ", ", word);
    return usage_error(text::cat("format ", text::quoted(format), " is not known for ", asked.kind,
                                 "; give --to with one of ", known, ", or a name that ends so"));
}

Result<Asked> read_arguments(Arguments const& arguments) {
    auto const& operands = arguments.operands;
    if (operands.empty() || job::document_formats(operands[0]).empty())
        return usage_error(text::cat(
            operands.empty() ? "name a kind"
                             : text::cat("kind ", text::quoted(operands[0]), " is not known"),
            "; there is: ", kinds_text()));
    if (operands.size() != 2 || !arguments.has("output"))
        return usage_error("needs a kind, one shipment and -o FILE; see --help");
    Asked asked{operands[0], operands[1], *arguments.value("output"), "", "", documents::Paper::a4};
    CC_TRY_ASSIGN(asked.format, format_of(arguments, asked));
    auto base =
        epcis::parse_base(arguments.value("uri-base").value_or(std::string(epcis::sample_base)));
    if (!base)
        return usage_error(text::cat("--uri-base: ", base.error().text));
    asked.base = *base;
    auto const paper = documents::paper_of(arguments.value("paper").value_or("a4"));
    if (!paper)
        return usage_error(text::cat("--paper ", text::quoted(*arguments.value("paper")),
                                     " is not known; write a4 or letter"));
    asked.paper = *paper;
    return asked;
}

void tell(Context& context, std::ostream& stream, Asked const& asked,
          shipment::Shipment const& shipment, job::DocumentOutcome const& outcome) {
    if (context.quiet)
        return;
    if (context.json) {
        nlohmann::ordered_json const record{
            {"shipment", shipment.id},
            {"document", asked.kind},
            {"format", asked.format},
            {"released", outcome.released},
            {"digest", outcome.digest.empty() ? nlohmann::ordered_json()
                                              : nlohmann::ordered_json(outcome.digest)}};
        for (auto const& finding : outcome.findings)
            stream << report::to_json_line(finding) << '\n';
        stream << record.dump() << '\n';
        return;
    }
    stream << report::to_text(outcome.findings);
    if (!outcome.released)
        stream << asked.kind << " of " << shipment.id << ": refused\n";
    else
        stream << asked.kind << " of " << shipment.id << ": " << asked.output
               << (outcome.digest.empty() ? "" : ", digest ") << outcome.digest << '\n';
}

ExitCode run_document(Arguments const& arguments, Context& context) {
    auto const asked = read_arguments(arguments);
    if (!asked)
        return complain(context, asked.error());
    auto const shipment = shipment::read_shipment_file(asked->shipment);
    if (!shipment)
        return complain(context, shipment.error());
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!fonts)
        return complain(context, fonts.error());
    auto const shared = job::DocumentData::load(context.data_folders);
    if (!shared)
        return complain(context, shared.error());
    job::DocumentRequest request{*shipment, context.data_folders, *fonts};
    request.paper = asked->paper;
    request.now = context.now;
    request.formats = {asked->format};
    request.uri_base = asked->base;
    request.shared = &*shared;
    auto const outcome = job::make_document(asked->kind, request);
    if (!outcome)
        return complain(context, outcome.error());
    if (outcome->released) {
        if (auto const written = deliver(context, asked->output, outcome->files.at(asked->format));
            !written)
            return complain(context, written.error());
    }
    tell(context, asked->output == "-" ? context.err : context.out, *asked, *shipment, *outcome);
    return context.strict ? report::strict(outcome->answer) : outcome->answer;
}

} // namespace

Command document_command() {
    return {
        "document",
        "a paper that travels with a shipment: the manifest",
        {"manifest|declaration|waybill|marks|custody|container-label|checklist|epcis SHIPMENT "
         "[--paper a4|letter] [--to FORM] -o FILE"},
        "Makes the manifest of a shipment: from and to, products with identifiers to scan, "
        "required temperatures, "
        "expiry with zone and UTC, packages with seals, loggers, and sign-off by two different "
        "people. Every symbol on "
        "the page is decoded again before the file is written.\n"
        "The digest printed on the page, and held by its Data Matrix, is the SHA-256 of the "
        "manifest's canonical XML. "
        "Recipients stand by their identifier, never by name; receipt and handovers are not part "
        "of a manifest.",
        {{"output", 'o', "FILE", "where to; \"-\" is standard output"},
         {"to", 0, "FORM", "form of the product (default: by the ending of FILE)"},
         {"paper", 0, "a4|letter", "size of the pages", "a4"},
         {"uri-base", 0, "URI", "base of your own identifiers in events", epcis::sample_base}},
        {{"coldchain document manifest examples/a-car-t-dry-shipper/shipment.toml -o manifest.pdf",
          "the manifest as PDF"},
         {"coldchain document manifest examples/a-car-t-dry-shipper/shipment.toml --to xml -o -",
          "the same as XML on standard output"}},
        run_document};
}

} // namespace coldchain::tools
