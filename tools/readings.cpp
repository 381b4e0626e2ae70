// SPDX-License-Identifier: Apache-2.0
// readings: any logger export to one normal form, with a report on the file's fitness.
#include "common/file.hpp"
#include "common/text.hpp"
#include "logger/overview.hpp"
#include "logger/read.hpp"
#include "logger/summary.hpp"
#include "report/findings.hpp"
#include "tools/commands.hpp"
#include "tools/readings_chart.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <iterator>
#include <map>
#include <mutex>
#include <ostream>
#include <thread>

namespace coldchain::tools {

namespace {

namespace fs = std::filesystem;

enum class Product { none, normal_form };
enum class Report { none, text, json };

struct Plan {
    std::vector<std::string> files;
    logger::ReadOptions options;
    Product product = Product::normal_form;
    Report report = Report::none;
    std::string output; ///< of the product; empty: standard output
    std::string chart;
    unsigned jobs = 1;
    bool merge = false;
};

// What one file comes to, worked out by any thread and put out in the order of the files.
struct Outcome {
    std::string product;
    std::string report;
    std::string talk; ///< for standard error
    std::vector<logger::Recording> recordings;
    ExitCode code = ExitCode::yes;
};

Result<std::string> bytes_of(std::string const& file, Context& context) {
    if (file != "-")
        return read_file(file);
    std::string bytes(std::istreambuf_iterator<char>(context.in), {});
    if (bytes.size() > largest_input)
        return input_error({"standard input", 0, 0, ""}, "is larger than 1 GiB");
    return bytes;
}

ExitCode code_of(logger::Recording const& recording) {
    return recording.fitness == logger::Fitness::unfit ? ExitCode::no : ExitCode::yes;
}

// Several loggers in one stream are told apart by serial, else by file.
std::string channel_prefix(logger::Recording const& recording) {
    auto const& serial = recording.device.serial;
    return (serial.empty() ? recording.file : serial) + '/';
}

void describe_overview(logger::Overview const& overview, Plan const& plan, Context const& context,
                       Outcome& outcome) {
    auto const& recording = overview.recording;
    outcome.code = report::worse(outcome.code, code_of(recording));
    if (plan.report == Report::json)
        outcome.report += logger::summary_json(overview) + '\n';
    if (plan.report == Report::text)
        outcome.report += logger::summary_text(overview) + report::to_text(recording.findings);
    if (plan.report == Report::none && recording.fitness == logger::Fitness::unfit) {
        for (auto const& finding : recording.findings) {
            if (finding.severity == Severity::error)
                outcome.talk += text::cat("coldchain readings: ", recording.file, ": ",
                                          finding.rule, ": ", finding.message, '\n');
        }
    }
    if (context.verbose) {
        outcome.talk += text::cat("coldchain readings: ", recording.file, ": format ",
                                  recording.profile.id, '\n');
        for (auto const& note : recording.notes)
            outcome.talk += text::cat("coldchain readings: ", recording.file, ": ", note, '\n');
    }
}

// The readings themselves are only needed for a product.
bool only_overview(Plan const& plan) {
    return plan.product == Product::none && plan.chart.empty() && !plan.merge;
}

void tell_refusal(Error const& error, Outcome& outcome) {
    std::string const all = describe(error);
    for (auto const line : text::split(all, '\n'))
        outcome.talk += text::cat("coldchain readings: ", line, '\n');
    outcome.code = report::exit_code_of(error);
}

Outcome overview_one(std::string const& file, Plan const& plan, logger::Profiles const& profiles,
                     Context& context) {
    Outcome outcome;
    auto const read = [&]() -> Result<std::vector<logger::Overview>> {
        if (file != "-")
            return logger::read_file_overviews(file, plan.options, profiles);
        CC_TRY_ASSIGN(auto const bytes, bytes_of(file, context));
        return logger::read_overviews(bytes, "standard input", plan.options, profiles);
    };
    auto const overviews = read();
    if (!overviews) {
        tell_refusal(overviews.error(), outcome);
        return outcome;
    }
    for (auto const& overview : *overviews)
        describe_overview(overview, plan, context, outcome);
    return outcome;
}

Outcome read_one(std::string const& file, Plan const& plan, logger::Profiles const& profiles,
                 Context& context) {
    if (only_overview(plan))
        return overview_one(file, plan, profiles, context);
    Outcome outcome;
    auto const bytes = bytes_of(file, context);
    auto const& name = file == "-" ? std::string("standard input") : file;
    auto recordings = bytes ? logger::read_recordings(*bytes, name, plan.options, profiles)
                            : Result<std::vector<logger::Recording>>(bytes.error());
    if (!recordings) {
        tell_refusal(recordings.error(), outcome);
        return outcome;
    }
    bool const several = plan.files.size() > 1 || recordings->size() > 1;
    for (auto const& recording : *recordings) {
        if (plan.merge)
            continue;
        describe_overview(logger::overview_of(recording), plan, context, outcome);
        if (plan.product == Product::normal_form)
            logger::append_normal_form(recording, outcome.product,
                                       several ? channel_prefix(recording) : std::string());
    }
    if (plan.merge || !plan.chart.empty())
        outcome.recordings = std::move(*recordings);
    return outcome;
}

// Works on the files with several threads and hands the outcomes over in order. At most a few files
// a thread are ahead of the one handed over, so that memory stays bounded.
void in_order(std::size_t count, unsigned jobs, auto const& work, auto const& hand_over) {
    std::atomic<std::size_t> next = 0;
    std::size_t handed = 0;
    std::map<std::size_t, Outcome> ready;
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t const ahead = std::size_t{jobs} * 4;
    auto const run = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return i < handed + ahead; });
            }
            Outcome outcome = work(i);
            std::lock_guard const lock(mutex);
            ready[i] = std::move(outcome);
            changed.notify_all();
        }
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::min<std::size_t>(jobs, count); ++i)
        threads.emplace_back(run);
    while (handed < count) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return ready.contains(handed); });
        Outcome outcome = std::move(ready[handed]);
        ready.erase(handed++);
        changed.notify_all();
        lock.unlock();
        hand_over(std::move(outcome));
    }
    for (auto& thread : threads)
        thread.join();
}

// Files as they were named; folders as the files in them and below, by name.
Result<std::vector<std::string>> expand(std::vector<std::string> const& operands) {
    std::vector<std::string> files;
    for (auto const& operand : operands) {
        std::error_code failure;
        if (operand == "-" || !fs::is_directory(operand, failure)) {
            files.push_back(operand);
            continue;
        }
        std::vector<std::string> found;
        for (auto at = fs::recursive_directory_iterator(operand, failure);
             !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
            if (at->path().filename().string().starts_with('.'))
                continue;
            if (at->is_regular_file(failure))
                found.push_back(at->path().string());
        }
        if (failure)
            return Error{ErrorKind::io, {operand, 0, 0, ""}, failure.message(), {}};
        std::sort(found.begin(), found.end());
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

Result<logger::ReadOptions> read_options(Arguments const& arguments) {
    logger::ReadOptions options;
    options.zone = arguments.value("zone");
    if (options.zone && !is_zone(*options.zone))
        return usage_error(text::cat("time zone ", text::quoted(*options.zone),
                                     " is not known; write an IANA name such as Europe/Berlin or "
                                     "an offset such as +01:00"));
    if (auto const word = arguments.value("date-order")) {
        options.date_order = logger::date_order_of(*word);
        if (!options.date_order)
            return usage_error(
                text::cat("--date-order is ", text::quoted(*word), "; it can be ymd, dmy or mdy"));
    }
    if (auto const word = arguments.value("unit")) {
        for (auto const unit :
             {TemperatureUnit::celsius, TemperatureUnit::fahrenheit, TemperatureUnit::kelvin}) {
            if (symbol(unit) == *word)
                options.unit = unit;
        }
        if (!options.unit)
            return usage_error(
                text::cat("--unit is ", text::quoted(*word), "; it can be C, F or K"));
    }
    return options;
}

Result<Plan> make_plan(Arguments const& arguments, Context const& context) {
    Plan plan;
    CC_TRY_ASSIGN(plan.options, read_options(arguments));
    if (arguments.operands.empty())
        return usage_error("name a file or folder, or - for standard input; see --help");
    auto const jobs = text::parse_int(arguments.value("jobs").value_or("0"));
    if (!jobs || *jobs < 0 || *jobs > 512)
        return usage_error("--jobs needs a number from 0 (as many as there are processors) to 512");
    plan.jobs = *jobs > 0 ? static_cast<unsigned>(*jobs)
                          : std::max(1U, std::thread::hardware_concurrency());
    plan.output = arguments.value("output").value_or("");
    plan.chart = arguments.value("chart").value_or("");
    plan.merge = arguments.has("merge");
    if (arguments.has("summary") && !context.quiet)
        plan.report = context.json ? Report::json : Report::text;
    bool const asked = arguments.has("summary") || !plan.chart.empty();
    plan.product = asked && plan.output.empty() ? Product::none : Product::normal_form;
    if (arguments.has("no-digest") && !plan.chart.empty())
        return usage_error("--chart prints the SHA-256 of the file; leave --no-digest out");
    // the normal form does not name it
    plan.options.digest = !arguments.has("no-digest") &&
                          (arguments.has("summary") || !plan.chart.empty());
    CC_TRY_ASSIGN(plan.files, expand(arguments.operands));
    if (plan.files.empty())
        return input_error({arguments.operands.front(), 0, 0, ""}, "holds no file");
    plan.options.jobs = plan.files.size() == 1 ? plan.jobs : 1;
    return plan;
}

Outcome merged(std::vector<logger::Recording> recordings, logger::Profiles const& profiles,
               Plan const& plan, Context const& context) {
    Outcome outcome;
    auto joined = logger::merge_exports(std::move(recordings), profiles);
    for (auto const& recording : joined) {
        describe_overview(logger::overview_of(recording), plan, context, outcome);
        if (plan.product == Product::normal_form)
            logger::append_normal_form(recording, outcome.product,
                                       joined.size() > 1 ? channel_prefix(recording)
                                                         : std::string());
    }
    outcome.recordings = std::move(joined);
    return outcome;
}

ExitCode run_plan(Plan const& plan, logger::Profiles const& profiles, Context& context) {
    ExitCode code = ExitCode::yes;
    std::string held; // a product that goes to a file is written whole or not at all
    std::vector<logger::Recording> recordings;
    bool const streams = plan.product == Product::normal_form && plan.output.empty();
    auto& reports = plan.output == "-" ? context.err : context.out;
    bool headed = false; // the heading goes with the first rows: of refused files nothing is put out
    auto const put = [&](Outcome outcome) {
        code = report::worse(code, outcome.code);
        context.err << outcome.talk;
        reports << outcome.report;
        if (streams && !headed && !outcome.product.empty())
            context.out << logger::normal_form_header;
        headed = headed || !outcome.product.empty();
        if (streams)
            context.out << outcome.product;
        else
            held += outcome.product;
        std::move(outcome.recordings.begin(), outcome.recordings.end(),
                  std::back_inserter(recordings));
    };
    in_order(
        plan.files.size(), plan.jobs,
        [&](std::size_t i) { return read_one(plan.files[i], plan, profiles, context); }, put);
    if (plan.merge) {
        auto all = std::move(recordings);
        recordings.clear();
        put(merged(std::move(all), profiles, plan, context));
    }
    if (plan.product == Product::normal_form && !streams && headed) {
        auto const done =
            deliver(context, plan.output, std::string(logger::normal_form_header) + held);
        if (!done)
            code = report::worse(code, complain(context, done.error()));
    }
    if (!plan.chart.empty()) {
        auto const pages = chart_pdf(recordings);
        auto const done =
            pages ? deliver(context, plan.chart, *pages) : Result<void>(pages.error());
        if (!done)
            code = report::worse(code, complain(context, done.error()));
    }
    return code;
}

ExitCode run_readings(Arguments const& arguments, Context& context) {
    auto const plan = make_plan(arguments, context);
    if (!plan)
        return complain(context, plan.error());
    auto const profiles = logger::load_profiles(context.data_folders);
    if (!profiles)
        return complain(context, profiles.error());
    return run_plan(*plan, *profiles, context);
}

} // namespace

Command readings_command() {
    return {
        "readings",
        "any logger export to one normal form, with a report on the file's fitness",
        {"FILE|FOLDER...", "FILE|FOLDER... --summary"},
        "Reads temperature logger exports of any maker: CSV and text with any delimiter, fixed "
        "columns, XML, JSON, in any of the usual encodings. The normal form has one line per "
        "reading: time_utc,time_local,channel,temperature_c,flag; time_utc is empty when the file "
        "names no zone and --zone is not given.\n\n"
        "Every row is used or named with its reason; gaps, clock changes, failed and suspect "
        "readings are reported, apart from any verdict about a product. What the file leaves open, "
        "such as 03/04/2024, is refused with the option that settles it. The exit code is 0 for "
        "files fit to be judged (warnings allowed), 1 for unfit ones, 3 for what is no logger "
        "export.",
        {
            {"summary", 0, "", "the report in place of the readings"},
            {"zone", 0, "ZONE", "zone or offset of the times: Europe/Berlin, +01:00"},
            {"date-order", 0, "ymd|dmy|mdy", "order of day, month and year where the file is open"},
            {"unit", 0, "C|F|K", "unit of temperatures that name none"},
            {"merge", 0, "", "join exports of one logger; equal rows count once"},
            {"no-digest", 0, "", "leave the SHA-256 of the files out of the report: faster"},
            {"chart", 0, "FILE", "draw the readings to a PDF"},
            {"jobs", 0, "N", "files read at a time; 0: as many as there are processors", "0"},
            {"output", 'o', "FILE", "write the normal form to FILE; - is standard output"},
        },
        {
            {"coldchain readings examples/c-leukapheresis-2-8/berlinger-qtagclmdoclr-1.txt "
             "--summary",
             "maker, times, rows, lowest, highest and what is wrong with the file"},
            {"coldchain readings examples/c-leukapheresis-2-8/berlinger-qtagclmdoclr-1.txt -o "
             "readings.csv",
             "the readings in the normal form"},
        },
        run_readings,
    };
}

} // namespace coldchain::tools
