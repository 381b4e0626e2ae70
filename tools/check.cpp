// SPDX-License-Identifier: Apache-2.0
// check: shipments against the packaging rules in force on their ship date.
#include "common/text.hpp"
#include "job/check_batch.hpp"
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

ExitCode run_check(Arguments const& arguments, Context& context) {
    auto const options = parse_options(arguments);
    if (!options)
        return complain(context, options.error());
    auto library = packaging::RuleLibrary::load(context.data_folders);
    if (!library)
        return complain(context, library.error());
    auto const source = arguments.operands.front() == "-" ? job::stream_source(context.in)
                                                          : job::files_source(arguments.operands);
    bool first = true;
    auto const answer =
        job::check_batch(source, *library, *options, [&](job::CheckedInput const& checked) {
            if (checked.error) {
                complain(context, *checked.error);
                return;
            }
            if (context.verbose)
                explain_choice(context, *checked.outcome);
            if (context.quiet)
                return;
            if (context.json)
                context.out << checked.outcome->json_lines;
            else
                context.out << (first ? "" : "\n") << checked.outcome->text;
            first = false;
        });
    return context.strict ? report::strict(answer) : answer;
}

} // namespace

Command check_command() {
    return {
        "check",
        "judge shipments by the packaging rules in force on their ship date",
        {"SHIPMENT... [--as-of DATE] [--jobs N]", "- < SHIPMENTS.jsonl"},
        "Judges each shipment by every rule of IATA DGR, 49 CFR, ADR and IMDG that its regimes ask "
        "for: what each content, coolant and battery is, how it must be packed, marked, labelled "
        "and documented. The report starts with the verdict and the one thing to do next; then "
        "come the findings, the smallest change that passes, proved by judging the changed "
        "shipment, the marks, labels and texts needed, and what passed. A fact that is missing is "
        "unknown and never passes a rule.\n\n"
        "The exit code is 0 when every shipment is acceptable, 1 when one is not, 5 when a fact "
        "was unknown. Standard input may be one document or JSON Lines, one shipment a line. "
        "Between files, a product that is in two shipments is found too.",
        {
            {"as-of", 0, "DATE", "judge by the rules in force on DATE instead of the ship date"},
            {"jobs", 'j', "N", "judge N shipments at a time", "1"},
        },
        {
            {"coldchain check examples/b-samples-on-dry-ice-fixed/shipment.toml",
             "an acceptable shipment"},
            {"coldchain check --format json examples/a-car-t-dry-shipper/shipment.toml",
             "findings as JSON Lines, then the verdict"},
        },
        run_check};
}

} // namespace coldchain::tools
