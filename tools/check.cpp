// SPDX-License-Identifier: Apache-2.0
// check: shipments against the packaging rules in force on their ship date.
#include "common/text.hpp"
#include "config/place.hpp"
#include "job/check_batch.hpp"
#include "job/checklist_job.hpp"
#include "report/sarif.hpp"
#include "shipment/read.hpp"
#include "tools/commands.hpp"

#include <algorithm>
#include <ostream>

namespace coldchain::tools {

namespace {

Result<unsigned> parse_jobs(Arguments const& arguments) {
    auto const written = arguments.value("jobs").value_or("1");
    auto const jobs = text::parse_int(written);
    if (!jobs || *jobs < 1 || *jobs > 256)
        return usage_error(
            text::cat("--jobs ", text::quoted(written), " is not a whole number from 1 to 256"));
    return static_cast<unsigned>(*jobs);
}

Result<job::BatchOptions> parse_options(Arguments const& arguments) {
    job::BatchOptions options;
    CC_TRY_ASSIGN(options.jobs, parse_jobs(arguments));
    if (auto const written = arguments.value("as-of")) {
        options.judging.as_of = parse_date(*written);
        if (!options.judging.as_of)
            return usage_error(
                text::cat("--as-of ", text::quoted(*written), " is not a date; write YYYY-MM-DD"));
    }
    if (arguments.operands.empty())
        return usage_error("name a shipment file, or - for standard input; see --help");
    bool const stream = std::find(arguments.operands.begin(), arguments.operands.end(), "-") !=
                        arguments.operands.end();
    if (stream && arguments.operands.size() > 1)
        return usage_error("standard input (-) cannot be mixed with files");
    options.across = stream || arguments.operands.size() == 1 ? job::AcrossShipments::ignored
                                                              : job::AcrossShipments::compared;
    return options;
}

void explain_choice(Context& context, job::CheckOutcome const& outcome) {
    for (auto const& pack : outcome.verdict.packs)
        context.err << "rule pack " << pack.identity.id << ' ' << pack.identity.edition << " ("
                    << pack.valid << (pack.in_force ? ")" : ") is not in force on that day")
                    << '\n';
}

// --- One checklist of one shipment.

struct AskedChecklist {
    std::string kind;
    std::string shipment;
    std::string output; ///< empty: the report alone
    std::string format;
    documents::Paper paper = documents::Paper::a4;
};

Result<AskedChecklist> read_checklist_arguments(Arguments const& arguments) {
    if (arguments.operands.size() != 1 || arguments.operands.front() == "-")
        return usage_error("--checklist takes one shipment file");
    AskedChecklist asked{*arguments.value("checklist"), arguments.operands.front(),
                         arguments.value("output").value_or(""), "", documents::Paper::a4};
    auto const dot = asked.output.rfind('.');
    asked.format = arguments.value("to").value_or(
        dot == std::string::npos ? "" : asked.output.substr(dot + 1));
    if (!asked.output.empty() && asked.format != "pdf" && asked.format != "json")
        return usage_error(
            text::cat("format ", text::quoted(asked.format),
                      " is not known; give --to pdf or --to json, or a name that ends so"));
    if (asked.output.empty() && arguments.has("to"))
        return usage_error("--to needs -o FILE");
    auto const paper = documents::paper_of(arguments.value("paper").value_or("a4"));
    if (!paper)
        return usage_error(text::cat("--paper ", text::quoted(*arguments.value("paper")),
                                     " is not known; write a4 or letter"));
    asked.paper = *paper;
    return asked;
}

ExitCode run_checklist(Arguments const& arguments, job::BatchOptions const& options,
                       Context& context) {
    auto const asked = read_checklist_arguments(arguments);
    if (!asked)
        return complain(context, asked.error());
    auto const shipment = shipment::read_shipment_file(asked->shipment);
    if (!shipment)
        return complain(context, shipment.error());
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!fonts)
        return complain(context, fonts.error());
    job::ChecklistRequest request{*shipment, context.data_folders, *fonts, asked->kind};
    request.judging = options.judging;
    request.page = {asked->paper, context.now};
    auto const outcome = job::make_checklist(request);
    if (!outcome)
        return complain(context, outcome.error());
    if (!asked->output.empty()) {
        auto const& bytes = asked->format == "pdf" ? outcome->pdf : outcome->json;
        if (auto const written = deliver(context, asked->output, bytes); !written)
            return complain(context, written.error());
    }
    if (!context.quiet)
        (asked->output == "-" ? context.err : context.out)
            << (context.json ? outcome->json : outcome->text);
    return context.strict ? report::strict(outcome->answer) : outcome->answer;
}

// --- The findings as a SARIF log.

// Where a finding's field stands in its file; the whole file when it is not there.
config::Position place_of(std::string const& file, std::string const& field) {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure))
        return {};
    auto const document = config::read_document(file);
    return document ? config::place_of(document->root, field) : config::Position{};
}

class SarifReport {
public:
    explicit SarifReport(std::ostream& out) : m_out(out) { m_out << m_log.begin(); }

    void add(job::CheckedInput const& checked) {
        bool const file = !checked.name.starts_with("standard input");
        if (checked.error)
            add_error(*checked.error);
        else
            for (auto const& finding : checked.outcome->verdict.findings) {
                auto const place =
                    file ? place_of(checked.name, finding.field) : config::Position{};
                m_out << m_log.add({finding.rule, finding.severity, finding.message,
                                    file ? checked.name : "", place.line, place.column,
                                    finding.field, finding.fix});
            }
    }

    void end() { m_out << m_log.end(COLDCHAIN_VERSION); }

private:
    void add_error(Error const& error) {
        m_out << m_log.add({"input", Severity::error, error.text, error.where.file,
                            error.where.line, error.where.column, error.where.field, ""});
        for (auto const& other : error.others)
            add_error(other);
    }

    std::ostream& m_out;
    report::SarifLog m_log;
};

ExitCode run_check(Arguments const& arguments, Context& context) {
    auto const options = parse_options(arguments);
    if (!options)
        return complain(context, options.error());
    if (arguments.has("checklist"))
        return run_checklist(arguments, *options, context);
    for (auto const* only : {"output", "to", "paper"}) {
        if (arguments.has(only))
            return complain(context, usage_error(text::cat("--", only, " goes with --checklist")));
    }
    auto library = packaging::RuleLibrary::load(context.data_folders);
    if (!library)
        return complain(context, library.error());
    auto const source = arguments.operands.front() == "-" ? job::stream_source(context.in)
                                                          : job::files_source(arguments.operands);
    bool first = true;
    std::optional<SarifReport> sarif;
    if (context.sarif)
        sarif.emplace(context.out);
    auto const answer =
        job::check_batch(source, *library, *options, [&](job::CheckedInput const& checked) {
            if (sarif)
                sarif->add(checked);
            if (checked.error) {
                complain(context, *checked.error);
                return;
            }
            if (context.verbose)
                explain_choice(context, *checked.outcome);
            if (context.quiet || sarif)
                return;
            if (context.json)
                context.out << checked.outcome->json_lines;
            else
                context.out << (first ? "" : "\n") << checked.outcome->text;
            first = false;
        });
    if (sarif)
        sarif->end();
    return context.strict ? report::strict(answer) : answer;
}

} // namespace

Command check_command() {
    return {
        "check",
        "judge shipments by the packaging rules in force on their ship date",
        {"SHIPMENT... [--as-of DATE] [--jobs N]",
         "SHIPMENT --checklist KIND [--as-of DATE] [--to pdf|json] [-o FILE]",
         "- < SHIPMENTS.jsonl"},
        "Judges each shipment by every rule of IATA DGR, 49 CFR, ADR and IMDG that its regimes ask "
        "for: what each content, coolant and battery is, how it must be packed, marked, labelled "
        "and documented. The report starts with the verdict and the one thing to do next; then "
        "come the findings, the smallest change that passes, proved by judging the changed "
        "shipment, the marks, labels and texts needed, and what passed. A fact that is missing is "
        "unknown and never passes a rule.\n\n"
        "The exit code is 0 when every shipment is acceptable, 1 when one is not, 5 when a fact "
        "was unknown. Standard input may be one document or JSON Lines, one shipment a line. "
        "Between files, a product that is in two shipments is found too.\n\n"
        "--checklist fills an acceptance checklist in: dry-ice, non-radioactive or un3373. Every "
        "question is answered yes, no or n/a with the fact behind it; what only a person can see "
        "is left open. -o writes it as a page or as JSON.",
        {
            {"as-of", 0, "DATE", "judge by the rules in force on DATE instead of the ship date"},
            {"jobs", 'j', "N", "judge N shipments at a time", "1"},
            {"format", 0, "text|json|sarif",
             "the report: text for people, JSON Lines for programs, SARIF for editors", "text"},
            {"checklist", 0, "KIND", "fill in dry-ice, non-radioactive or un3373"},
            {"output", 'o', "FILE", "where the checklist goes; \"-\" is standard output"},
            {"to", 0, "pdf|json", "form of the checklist (default: by the ending of FILE)"},
            {"paper", 0, "a4|letter", "size of its pages (default: a4)"},
        },
        {
            {"coldchain check examples/b-samples-on-dry-ice-fixed/shipment.toml",
             "an acceptable shipment"},
            {"coldchain check --format json examples/a-car-t-dry-shipper/shipment.toml",
             "findings as JSON Lines, then the verdict"},
            {"coldchain check --checklist dry-ice "
             "examples/b-samples-on-dry-ice-fixed/shipment.toml -o checklist.pdf",
             "the acceptance checklist as a page"},
        },
        run_check};
}

} // namespace coldchain::tools
