// SPDX-License-Identifier: Apache-2.0
// document: a paper that travels with a shipment.
#include "common/file.hpp"
#include "common/text.hpp"
#include "epcis/identifiers.hpp"
#include "job/document_job.hpp"
#include "job/document_set.hpp"
#include "report/findings.hpp"
#include "shipment/read.hpp"
#include "tools/commands.hpp"
#include "tools/paper_options.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace coldchain::tools {

namespace {

struct Asked {
    std::string kind;
    std::vector<std::string> shipments; ///< several go into a folder, one file each
    std::string output;
    std::string format;
    std::vector<std::string> papers; ///< of lint
    PaperOptions options;
};

std::string kinds_text() {
    std::string out = "all, lint";
    for (auto const& kind : job::document_kinds())
        out += text::cat(", ", kind.name);
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

// "all SHIPMENT -o FOLDER" and "lint SHIPMENT FILE...".
Result<Asked> read_set_arguments(Arguments const& arguments) {
    auto const& operands = arguments.operands;
    Asked asked;
    asked.kind = operands[0];
    bool const all = asked.kind == "all";
    if (operands.size() < 2 || all != arguments.has("output"))
        return usage_error(all ? "all needs a shipment and -o FOLDER; see --help"
                               : "lint needs a shipment and files to compare, and no -o; see "
                                 "--help");
    asked.shipments.assign(operands.begin() + 1, all ? operands.end() : operands.begin() + 2);
    asked.output = arguments.value("output").value_or("");
    if (!all)
        asked.papers.assign(operands.begin() + 2, operands.end());
    CC_TRY_ASSIGN(asked.options, read_paper_options(arguments));
    return asked;
}

Result<Asked> read_arguments(Arguments const& arguments) {
    auto const& operands = arguments.operands;
    if (!operands.empty() && (operands[0] == "all" || operands[0] == "lint"))
        return read_set_arguments(arguments);
    if (operands.empty() || job::document_formats(operands[0]).empty())
        return usage_error(text::cat(
            operands.empty() ? "name a kind"
                             : text::cat("kind ", text::quoted(operands[0]), " is not known"),
            "; there is: ", kinds_text()));
    if (operands.size() < 2 || !arguments.has("output"))
        return usage_error("needs a kind, a shipment and -o FILE, or several and -o FOLDER; see "
                           "--help");
    Asked asked;
    asked.kind = operands[0];
    asked.shipments.assign(operands.begin() + 1, operands.end());
    asked.output = *arguments.value("output");
    if (asked.shipments.size() > 1 && !arguments.has("to"))
        return usage_error("several shipments go into a folder; give --to for the form of the "
                           "files");
    CC_TRY_ASSIGN(asked.format, format_of(arguments, asked));
    CC_TRY_ASSIGN(asked.options, read_paper_options(arguments));
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

// Everything into one new folder: it has its name only when all of it is there.
Result<void> deliver_folder(Context const& context, std::string const& output,
                            job::SetOutcome const& set) {
    namespace fs = std::filesystem;
    fs::path const target = output;
    std::error_code problem;
    bool const exists = fs::exists(target, problem);
    if (exists && !context.force)
        return Error{ErrorKind::io,
                     {output, 0, 0, ""},
                     "exists already; give --force to replace what is made again, or another name",
                     {}};
    fs::path const folder =
        exists ? target
               : target.parent_path() / text::cat(temporary_prefix, target.filename().string());
    fs::create_directories(folder, problem);
    if (problem)
        return Error{ErrorKind::io, {output, 0, 0, ""}, problem.message(), {}};
    for (auto const& [name, bytes] : set.files)
        CC_TRY(write_file(folder / name, bytes, OnExisting::replace));
    if (!exists)
        fs::rename(folder, target, problem);
    if (problem)
        return Error{ErrorKind::io, {output, 0, 0, ""}, problem.message(), {}};
    return {};
}

ExitCode run_all(Asked const& asked, job::DocumentRequest const& request, Context& context) {
    auto const set = job::make_set(request);
    if (!set)
        return complain(context, set.error());
    if (auto const written = deliver_folder(context, asked.output, *set); !written)
        return complain(context, written.error());
    if (!context.quiet && context.json)
        context.out << set->files.at("set.json");
    if (!context.quiet && !context.json) {
        context.out << report::to_text(set->findings);
        for (auto const& reason : set->left_out)
            context.out << "left out: " << reason << '\n';
        context.out << "documents of " << request.shipment.id << ": " << set->files.size()
                    << " files in " << asked.output << ", start with cover.pdf\n";
    }
    return context.strict ? report::strict(set->answer) : set->answer;
}

ExitCode run_lint(Asked const& asked, job::DocumentRequest const& request, Context& context) {
    std::vector<job::GivenPaper> papers;
    for (auto const& name : asked.papers) {
        auto bytes = read_file(name);
        if (!bytes)
            return complain(context, bytes.error());
        papers.push_back({name, std::move(*bytes)});
    }
    auto const findings = job::lint_papers(request, papers);
    if (!findings)
        return complain(context, findings.error());
    auto const weightiest = worst(*findings);
    auto const answer = weightiest >= Severity::error     ? ExitCode::no
                        : weightiest == Severity::unknown ? ExitCode::unknown
                                                          : ExitCode::yes;
    std::string_view const verdict = answer == ExitCode::no ? "papers differ"
                                     : answer == ExitCode::unknown
                                         ? "no difference, but not everything could be compared"
                                         : "everything agrees";
    if (!context.quiet && context.json) {
        for (auto const& finding : *findings)
            context.out << report::to_json_line(finding) << '\n';
    }
    if (!context.quiet && !context.json)
        context.out << report::to_text(*findings) << request.shipment.id << ": " << verdict << '\n';
    return context.strict ? report::strict(answer) : answer;
}

ExitCode run_one(Asked const& asked, job::DocumentRequest const& request, Context& context) {
    if (asked.kind == "all")
        return run_all(asked, request, context);
    if (asked.kind == "lint")
        return run_lint(asked, request, context);
    auto const outcome = job::make_document(asked.kind, request);
    if (!outcome)
        return complain(context, outcome.error());
    if (outcome->released) {
        if (auto const written = deliver(context, asked.output, outcome->files.at(asked.format));
            !written)
            return complain(context, written.error());
    }
    tell(context, asked.output == "-" ? context.err : context.out, asked, request.shipment,
         *outcome);
    return context.strict ? report::strict(outcome->answer) : outcome->answer;
}

// One shipment of several: its file or folder is named by its id. Nothing of it is kept.
ExitCode run_shipment(Asked asked, std::string const& path, draw::Fonts const& fonts,
                      job::DocumentData const& shared, Context& context) {
    auto const shipment = shipment::read_shipment_file(path);
    if (!shipment)
        return complain(context, shipment.error());
    job::DocumentRequest request{*shipment, context.data_folders, fonts};
    request.paper = asked.options.paper;
    request.now = context.now;
    request.formats = {asked.format};
    request.uri_base = asked.options.base;
    request.shared = &shared;
    if (asked.shipments.size() > 1)
        asked.output =
            (std::filesystem::path(asked.output) /
             (asked.kind == "all" ? shipment->id
                                  : text::cat(shipment->id, "-", asked.kind, ".", asked.format)))
                .string();
    return run_one(asked, request, context);
}

ExitCode run_document(Arguments const& arguments, Context& context) {
    auto const asked = read_arguments(arguments);
    if (!asked)
        return complain(context, asked.error());
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!fonts)
        return complain(context, fonts.error());
    auto const shared = job::DocumentData::load(context.data_folders);
    if (!shared)
        return complain(context, shared.error());
    if (asked->shipments.size() > 1) {
        std::error_code problem;
        std::filesystem::create_directories(asked->output, problem);
        if (problem)
            return complain(context,
                            {ErrorKind::io, {asked->output, 0, 0, ""}, problem.message(), {}});
    }
    ExitCode worst = ExitCode::yes;
    for (auto const& path : asked->shipments)
        worst = report::worse(worst, run_shipment(*asked, path, *fonts, *shared, context));
    return worst;
}

} // namespace

Command document_command() {
    return {
        "document",
        "everything that travels with, or ahead of, a shipment",
        {"manifest|declaration|waybill|marks|custody|container-label|checklist|epcis SHIPMENT "
         "[--paper a4|letter] [--to FORM] -o FILE",
         "manifest SHIPMENT SHIPMENT... --to FORM -o FOLDER",
         "all SHIPMENT... [--paper a4|letter] -o FOLDER", "lint SHIPMENT FILE..."},
        "Makes one document of a shipment, or all of them into a new folder with a cover sheet "
        "that "
        "says what to print, sign and stick where, and one PDF with bookmarks. The shipper's "
        "declaration is refused when none is needed or the packaging is not acceptable; where a "
        "fact is unknown, papers that depend on it are a DRAFT (code 5). Every bar code on a page "
        "is decoded again before the file is written. Marks and the declaration must be printed "
        "at actual size. Of several shipments each gets a file named by its id (a folder, for all) "
        "in one folder; one bad shipment does not stop the others.\n"
        "The digest printed on the manifest, and held by its Data Matrix, is the SHA-256 of the "
        "manifest's canonical XML. Recipients stand by identifier, never by name. lint compares "
        "papers with the shipment: manifests, records, events, texts, and of PDFs the symbols and "
        "the "
        "print (through pdftoppm and pdftotext): donation and UN numbers, masses, counts, dates, "
        "temperatures, names. One digit that differs is a finding; print that cannot be read is "
        "said, with code 5.",
        {{"output", 'o', "FILE", "where to; \"-\" is standard output; a folder for all"},
         {"to", 0, "FORM", "form of the product (default: by the ending of FILE)"},
         {"paper", 0, "a4|letter", "size of the pages", "a4"},
         {"uri-base", 0, "URI", "base of your own identifiers in events", epcis::sample_base}},
        {{"coldchain document manifest examples/a-car-t-dry-shipper/shipment.toml -o manifest.pdf",
          "the manifest as PDF"},
         {"coldchain document manifest examples/a-car-t-dry-shipper/shipment.toml --to xml -o -",
          "the same as XML on standard output"},
         {"coldchain document declaration examples/d-culture-by-cargo-aircraft/shipment.toml "
          "-o declaration.pdf",
          "the shipper's declaration of a culture by cargo aircraft"},
         {"coldchain document all examples/b-samples-on-dry-ice-fixed/shipment.toml -o papers",
          "every paper of samples on dry ice"}},
        run_document};
}

} // namespace coldchain::tools
