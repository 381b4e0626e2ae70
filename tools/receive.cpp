// SPDX-License-Identifier: Apache-2.0
// receive: what was scanned on arrival against the manifest.
#include "common/file.hpp"
#include "common/text.hpp"
#include "epcis/identifiers.hpp"
#include "job/receive_job.hpp"
#include "report/findings.hpp"
#include "tools/commands.hpp"
#include "tools/paper_options.hpp"

#include <algorithm>
#include <ostream>

namespace coldchain::tools {

namespace {

struct Asked {
    std::string manifest;
    std::string scans = "-";
    std::string output;
    std::string format;
    PaperOptions options;
    documents::ArrivalFacts facts;
};

Result<void> read_facts(Arguments const& arguments, documents::ArrivalFacts& facts) {
    if (auto const at = arguments.value("at")) {
        auto const time = parse_zoned(*at);
        if (!time)
            return usage_error(text::cat("--at: ", time.error().text));
        facts.at = *time;
    }
    if (auto const reading = arguments.value("temperature")) {
        auto const temperature = parse_temperature(*reading);
        if (!temperature)
            return usage_error(text::cat("--temperature: ", temperature.error().text));
        facts.temperature_at_opening = *temperature;
    }
    facts.place = arguments.value("place").value_or("");
    facts.by = arguments.value("by").value_or("");
    facts.checked_by = arguments.value("checked-by").value_or("");
    facts.condition = arguments.value("condition").value_or("");
    facts.note = arguments.value("note").value_or("");
    facts.seals = arguments.values("seal");
    return {};
}

Result<Asked> read_arguments(Arguments const& arguments) {
    auto const& operands = arguments.operands;
    bool const lines = arguments.has("lines");
    if (operands.empty() || operands.size() > 2 || (operands.size() == 2) == lines)
        return usage_error("needs a manifest, and a file of scanned lines or --lines; see --help");
    Asked asked;
    asked.manifest = operands[0];
    if (!lines)
        asked.scans = operands[1];
    if (asked.manifest == "-" && asked.scans == "-")
        return usage_error("manifest and scanned lines cannot both be standard input");
    CC_TRY(read_facts(arguments, asked.facts));
    CC_TRY_ASSIGN(asked.options, read_paper_options(arguments));
    asked.output = arguments.value("output").value_or("");
    if (asked.output.empty())
        return asked;
    auto const dot = asked.output.rfind('.');
    asked.format = arguments.value("to").value_or(
        dot == std::string::npos ? "" : asked.output.substr(dot + 1));
    auto const formats = job::receive_formats();
    if (std::find(formats.begin(), formats.end(), asked.format) == formats.end())
        return usage_error(text::cat("format ", text::quoted(asked.format),
                                     " is not known; give --to pdf, json, xml or jsonld, or a "
                                     "name that ends so"));
    return asked;
}

void tell(Context& context, std::ostream& stream, job::SentManifest const& sent,
          job::ReceiveOutcome const& outcome) {
    if (context.quiet)
        return;
    if (context.json) {
        stream << outcome.json << '\n';
        return;
    }
    for (auto const& row : outcome.receipt.rows) {
        auto const& product = *sent.shipment.find_product(row.product);
        stream << to_word(row.state) << ": " << row.product << ' '
               << product.donation_identification_number << ", " << row.arrived << " of "
               << row.sent << (row.remark.empty() ? "" : "; ") << row.remark << '\n';
    }
    for (auto const& scan : outcome.receipt.strangers)
        stream << "extra: " << scan.donation_identification_number << ", line " << scan.line
               << '\n';
    stream << report::to_text(outcome.receipt.findings);
    stream << sent.shipment.id << ": " << outcome.receipt.verdict << '\n';
}

ExitCode run_receive(Arguments const& arguments, Context& context) {
    auto const asked = read_arguments(arguments);
    if (!asked)
        return complain(context, asked.error());
    auto const manifest = read_file(asked->manifest);
    if (!manifest)
        return complain(context, manifest.error());
    auto const sent = job::read_sent(*manifest, asked->manifest);
    if (!sent)
        return complain(context, sent.error());
    auto scans = read_file(asked->scans);
    if (!scans)
        return complain(context, scans.error());
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!fonts)
        return complain(context, fonts.error());
    job::ReceiveRequest request{*sent, *fonts, std::move(*scans), asked->facts};
    request.paper = asked->options.paper;
    request.now = context.now;
    request.uri_base = asked->options.base;
    if (!asked->output.empty())
        request.formats = {asked->format};
    auto const outcome = job::receive_shipment(request);
    if (!outcome)
        return complain(context, outcome.error());
    if (!asked->output.empty()) {
        if (auto const written = deliver(context, asked->output, outcome->files.at(asked->format));
            !written)
            return complain(context, written.error());
    }
    tell(context, asked->output == "-" ? context.err : context.out, *sent, *outcome);
    return context.strict ? report::strict(outcome->answer) : outcome->answer;
}

} // namespace

Command receive_command() {
    return {
        "receive",
        "what was scanned on arrival against the manifest",
        {"MANIFEST FILE [--condition WORDS] [--temperature READING] [--seal NUMBER]... [-o FILE]",
         "MANIFEST --lines [...]"},
        "Reconciles the containers scanned when a box was opened with its manifest (the XML that "
        "travelled ahead, or the shipment itself): matched, missing, extra, duplicate, or a label "
        "that says something else. Scanned lines are ISBT 128 strings as a scanner types them; a "
        "donation number begins a container, what follows it belongs to it. Seals, logger serials "
        "and the manifest's own symbol may be scanned too.\n"
        "Condition, temperature at opening and seals are compared with what was sent; what was not "
        "entered stays unknown (code 5). The receipt is a PDF with places for decision and two "
        "signatures, a JSON record, or the receiving event as EPCIS XML or JSON-LD.",
        {{"lines", 0, "", "scanned lines come on standard input"},
         {"at", 0, "TIME", "time of receipt with offset or zone"},
         {"place", 0, "NAME", "where it was received (default: the consignee)"},
         {"by", 0, "NAME", "who received it"},
         {"checked-by", 0, "NAME", "who checked it; another person"},
         {"condition", 0, "WORDS", "\"intact\", or what was seen"},
         {"temperature", 0, "READING", "temperature at opening with its unit: \"-189 C\""},
         {"seal", 0, "NUMBER", "a seal as read; once for each", "", true},
         {"note", 0, "WORDS", "a remark for the receipt"},
         {"output", 'o', "FILE", "where the receipt goes; \"-\" is standard output"},
         {"to", 0, "pdf|json|xml|jsonld", "form of the receipt (default: by the ending of FILE)"},
         {"paper", 0, "a4|letter", "size of the pages", "a4"},
         {"uri-base", 0, "URI", "base of your own identifiers in events", epcis::sample_base}},
        {{"coldchain receive examples/a-car-t-dry-shipper/shipment.toml "
          "examples/a-car-t-dry-shipper/arrival-scans.txt --condition intact --temperature '-189 "
          "C'",
          "one bag scanned, everything as sent"},
         {"coldchain receive examples/a-car-t-dry-shipper/shipment.toml "
          "examples/a-car-t-dry-shipper/arrival-scans.txt --quiet -o receipt.pdf",
          "the same as a receipt to fill in and sign"}},
        run_receive};
}

} // namespace coldchain::tools
