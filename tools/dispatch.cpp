// SPDX-License-Identifier: Apache-2.0
// dispatch: a whole night's folder, every shipment through every step, resumable.
#include "common/file.hpp"
#include "common/text.hpp"
#include "job/night.hpp"
#include "job/night_steps.hpp"
#include "job/progress.hpp"
#include "seal/digest.hpp"
#include "tools/commands.hpp"

#include <csignal>
#include <ostream>
#include <thread>

namespace coldchain::tools {

namespace {

std::atomic<bool> stop_asked = false;

void ask_to_stop(int) {
    stop_asked.store(true);
}

// The first signal ends the run after the steps under way; a second one ends it at once, which the
// next run also copes with.
void listen_for_signals() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

Result<unsigned> parse_jobs(Arguments const& arguments) {
    auto const written = arguments.value("jobs");
    if (!written)
        return std::max(1U, std::thread::hardware_concurrency());
    auto const jobs = text::parse_int(*written);
    if (!jobs || *jobs < 1 || *jobs > 256)
        return usage_error(
            text::cat("--jobs ", text::quoted(*written), " is not a whole number from 1 to 256"));
    return static_cast<unsigned>(*jobs);
}

std::function<void(std::size_t, std::size_t)> progress_line(Context& context) {
    if (!context.terminal || context.quiet)
        return {};
    return [&context](std::size_t done, std::size_t total) {
        context.err << "\r" << job::bar(static_cast<double>(done) / static_cast<double>(total))
                    << "  " << done << " of " << total << " shipments"
                    << (done == total ? "\n" : "") << std::flush;
    };
}

void tell_steps(Context& context, job::NightReport const& report) {
    for (auto const& shipment : report.shipments) {
        for (auto const& step : shipment.steps) {
            std::string_view const state = step.state == job::StepState::made        ? "made"
                                           : step.state == job::StepState::unchanged ? "unchanged"
                                           : step.state == job::StepState::waiting   ? "waiting"
                                                                                     : "failed";
            context.err << "coldchain dispatch: " << shipment.folder << ": " << step.step << ": "
                        << state << '\n';
        }
    }
}

ExitCode run_dispatch(Arguments const& arguments, Context& context) {
    auto const out = arguments.value("output");
    if (arguments.operands.size() != 1 || !out)
        return complain(context, usage_error("needs one folder and -o OUT; see --help"));
    if (*out == "-")
        return complain(context, usage_error("-o takes a folder here, not \"-\""));
    auto const jobs = parse_jobs(arguments);
    if (!jobs)
        return complain(context, jobs.error());
    auto const program = read_file(context.program);
    if (!program)
        return complain(context, program.error());
    auto const steps = job::night_steps({context.data_folders, context.now,
                                         arguments.value("printer").value_or(""),
                                         text::cat("coldchain ", COLDCHAIN_VERSION)});
    if (!steps)
        return complain(context, steps.error());
    listen_for_signals();
    job::NightOptions options;
    options.folder = arguments.operands[0];
    options.out = *out;
    options.jobs = *jobs;
    options.force = context.force;
    options.program_digest = seal::sha256(*program);
    options.stop = &stop_asked;
    options.progress = progress_line(context);
    auto const report = job::run_night(options, *steps);
    if (!report)
        return complain(context, report.error());
    if (context.verbose)
        tell_steps(context, *report);
    if (report->interrupted)
        return complain(context, {ErrorKind::io,
                                  {},
                                  text::cat("interrupted after ", report->shipments.size(),
                                            " shipments; run it again to go on"),
                                  {}});
    if (!context.quiet)
        context.out << (context.json ? job::summary_json(*report) : job::summary_text(*report));
    return report->answer;
}

} // namespace

Command dispatch_command() {
    return {
        "dispatch",
        "a whole night's folder: check, label, manifest and certificate of every shipment",
        {"FOLDER -o OUT [--jobs N]"},
        "Every folder below FOLDER that holds shipment.toml or shipment.json is a shipment. For "
        "each, OUT/<id>/ gets "
        "check.json, label.pdf, label.zpl, manifest.pdf, manifest.xml and, once the logger's "
        "export is there, "
        "readings.csv, certificate.pdf and certificate.json; OUT/summary.txt and OUT/summary.json "
        "tell the verdicts "
        "and the one thing to do next.\n"
        "Run it as often as you like: a step that was done with the same input, data and program "
        "is not done again, "
        "and one whose input came later runs alone. What was printed before the box left does not "
        "change when receipt "
        "and recording are added to the document; any other change is refused until --force. A run "
        "that was killed is "
        "finished by the next one. One bad shipment never stops the others; the exit code is the "
        "worst of all.",
        {{"output", 'o', "OUT", "folder for the results; made when it does not exist"},
         {"jobs", 'j', "N", "shipments worked on at the same time (default: one per processor)"},
         {"printer", 0, "PROFILE", "printer profile of the labels", "12dpmm"}},
        {{"coldchain dispatch examples -o night",
          "all results of the worked shipments in the folder night"}},
        run_dispatch};
}

} // namespace coldchain::tools
