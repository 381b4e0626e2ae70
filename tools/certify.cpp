// SPDX-License-Identifier: Apache-2.0
// certify: recordings against limits over the custody window; verdict and certificate.
#include "common/file.hpp"
#include "common/text.hpp"
#include "config/tree.hpp"
#include "job/certify_job.hpp"
#include "shipment/read.hpp"
#include "shipment/schema.hpp"
#include "tools/commands.hpp"

#include <cmath>
#include <filesystem>
#include <ostream>

namespace coldchain::tools {

namespace {

/// The command line, checked before any file is opened.
struct Request {
    std::vector<std::string> operands;
    std::optional<std::string> limits;
    std::optional<job::WindowChoice> window;
    std::string output;    ///< empty: no product
    std::string deviation; ///< file of the drafted report; empty: none
    bool product_is_json = false;
    documents::Paper paper = documents::Paper::a4;
    logger::ReadOptions read;
    std::int64_t carried_over_seconds = 0;
    std::optional<std::int64_t> joules_per_mole;
};

Result<void> set_reading(Arguments const& arguments, Request& request) {
    if (auto const zone = arguments.value("zone")) {
        if (!is_zone(*zone))
            return usage_error(text::cat("zone ", text::quoted(*zone),
                                         " is not known; write an IANA name or +hh:mm"));
        request.read.zone = *zone;
    }
    if (auto const word = arguments.value("date-order")) {
        request.read.date_order = logger::date_order_of(*word);
        if (!request.read.date_order)
            return usage_error(
                text::cat("date order ", text::quoted(*word), " is not ymd, dmy or mdy"));
    }
    if (auto const word = arguments.value("unit")) {
        auto const zero = parse_temperature(text::cat("0 ", *word));
        if (!zero || word->size() != 1)
            return usage_error(text::cat("unit ", text::quoted(*word), " is not C, F or K"));
        request.read.unit = zero->unit;
    }
    return {};
}

Result<void> set_figures(Arguments const& arguments, Request& request) {
    if (auto const used = arguments.value("used")) {
        auto const duration = parse_quantity(*used, Dimension::duration);
        if (!duration)
            return usage_error(text::cat("used: ", duration.error().text));
        request.carried_over_seconds = std::llround(in_unit(*duration, "s"));
    }
    if (auto const energy = arguments.value("delta-h")) {
        auto const joules = text::parse_int(*energy);
        if (!joules || *joules < 1000 || *joules > 1'000'000)
            return usage_error(text::cat("delta-h ", text::quoted(*energy),
                                         " is not joules per mole between 1000 and 1000000"));
        request.joules_per_mole = *joules;
    }
    return {};
}

Result<void> set_product(Arguments const& arguments, Request& request) {
    request.output = arguments.value("output").value_or("");
    request.deviation = arguments.value("deviation").value_or("");
    if (request.deviation == "-" && request.output == "-")
        return usage_error("certificate and deviation report cannot both go to standard output");
    auto const kind = arguments.value("to");
    if (kind && *kind != "pdf" && *kind != "json")
        return usage_error(
            text::cat("a certificate is made as pdf or json, not ", text::quoted(*kind)));
    if (kind && request.output.empty())
        return usage_error("--to names a product; say where it goes with -o");
    auto const ending = std::filesystem::path(request.output).extension().string();
    if (!kind && !ending.empty() && ending != ".pdf" && ending != ".json")
        return usage_error(text::cat("a name that ends in ", text::quoted(ending),
                                     " does not say pdf or json; end it so, or give --to"));
    request.product_is_json = kind ? *kind == "json" : request.output.ends_with(".json");
    auto const paper = documents::paper_of(*arguments.value("paper"));
    if (!paper)
        return usage_error(
            text::cat("paper ", text::quoted(*arguments.value("paper")), " is not a4 or letter"));
    request.paper = *paper;
    return {};
}

Result<Request> request_of(Arguments const& arguments) {
    Request request;
    request.operands = arguments.operands;
    if (request.operands.empty())
        return usage_error("name a shipment or a recording; see --help");
    request.limits = arguments.value("limits");
    if (auto const window = arguments.value("window")) {
        CC_TRY_ASSIGN(request.window, job::parse_window(*window));
    }
    if (request.limits.has_value() != request.window.has_value())
        return usage_error("--limits and --window go together, for recordings without a shipment");
    CC_TRY(set_reading(arguments, request));
    CC_TRY(set_figures(arguments, request));
    CC_TRY(set_product(arguments, request));
    return request;
}

bool is_document(std::string const& name) {
    return name.ends_with(".toml") || name.ends_with(".json");
}

// Also a logger may export JSON: what says it is a shipment is one.
Result<std::optional<shipment::Shipment>> shipment_of(std::string const& name) {
    std::optional<shipment::Shipment> none;
    if (!is_document(name))
        return none;
    CC_TRY_ASSIGN(auto const bytes, read_file(name));
    auto const document = config::parse_document(bytes, name);
    if (!document) {
        if (name.ends_with(".toml"))
            return document.error();
        return none;
    }
    auto const* const schema = document->root.find("schema");
    if (name.ends_with(".json") && (schema == nullptr || schema->text != shipment::shipment_schema))
        return none;
    CC_TRY_ASSIGN(auto read, shipment::read_shipment(*document));
    return std::optional(std::move(read));
}

Result<std::vector<job::RecordingFile>> read_files(std::span<std::string const> names,
                                                   Context& context) {
    std::vector<job::RecordingFile> files;
    for (auto const& name : names) {
        if (name == "-") {
            files.push_back(
                {"standard input", std::string(std::istreambuf_iterator<char>(context.in), {})});
            continue;
        }
        CC_TRY_ASSIGN(auto bytes, read_file(name));
        files.push_back({std::filesystem::path(name).filename().string(), std::move(bytes)});
    }
    return files;
}

Result<job::CertifyOutcome> certify_shipment(Request const& request,
                                             shipment::Shipment const& shipment,
                                             job::CertifySettings const& settings,
                                             job::Products products, Context& context) {
    if (request.limits)
        return usage_error("a shipment brings its own limits and window; leave out --limits and "
                           "--window");
    std::vector<job::RecordingFile> files;
    if (request.operands.size() > 1) {
        CC_TRY_ASSIGN(files, read_files(std::span(request.operands).subspan(1), context));
    } else {
        CC_TRY_ASSIGN(files,
                      job::named_recordings(
                          shipment, std::filesystem::path(request.operands.front()).parent_path()));
    }
    if (files.empty())
        return input_error({shipment.file, 0, 0, "logger.recording"},
                           "no recording is named and none is given; name the logger's export in "
                           "the shipment or after it");
    return job::certify_shipment(shipment, files, settings, products);
}

Result<job::CertifyOutcome> certify(Request const& request,
                                    std::optional<shipment::Shipment> const& shipment,
                                    job::CertifySettings const& settings, job::Products products,
                                    Context& context) {
    if (shipment)
        return certify_shipment(request, *shipment, settings, products, context);
    if (!request.limits)
        return usage_error("recordings without a shipment need --limits ID and --window "
                           "FROM/TO|recording");
    CC_TRY_ASSIGN(auto const files, read_files(request.operands, context));
    return job::certify_recordings(files, *request.limits, *request.window, settings, products);
}

void say_how(job::CertifyOutcome const& outcome, Context& context) {
    for (auto const& used : outcome.data)
        context.err << "data " << used.id << " edition " << used.edition << " sha256 "
                    << used.sha256 << '\n';
    for (auto const& logger : outcome.judgement.loggers) {
        for (auto const& recording : logger.recordings) {
            for (auto const& note : recording.notes)
                context.err << recording.file << ": " << note << '\n';
        }
    }
}

// Both products are made before the first is written, so that neither stands alone by a failure.
Result<void> write_products(Request const& request, job::CertifyOutcome const& outcome,
                            std::optional<shipment::Shipment> const& shipment,
                            job::CertifySettings const& settings, Context& context) {
    std::string deviation;
    if (!request.deviation.empty()) {
        CC_TRY_ASSIGN(deviation,
                      job::draft_deviation(outcome, shipment ? &*shipment : nullptr, settings));
        if (!deviation.empty() && request.deviation != "-" && !context.force &&
            std::filesystem::exists(request.deviation))
            return Error{ErrorKind::io,
                         {request.deviation, 0, 0, ""},
                         "exists already; give --force to replace it, or another name",
                         {}};
    }
    if (!request.output.empty())
        CC_TRY(
            deliver(context, request.output, request.product_is_json ? outcome.json : outcome.pdf));
    if (!deviation.empty())
        CC_TRY(deliver(context, request.deviation, deviation));
    return {};
}

// A certificate names a recording without the folder it stood in; a message names the file itself.
Error with_folders(Error error, std::vector<std::string> const& operands) {
    for (auto const& operand : operands) {
        if (!error.where.file.empty() &&
            std::filesystem::path(operand).filename() == error.where.file)
            error.where.file = operand;
    }
    for (auto& other : error.others)
        other = with_folders(std::move(other), operands);
    return error;
}

Result<ExitCode> run(Request const& request, Context& context) {
    CC_TRY_ASSIGN(auto const fonts, draw::Fonts::load(draw::default_font_folder));
    CC_TRY_ASSIGN(auto const profiles, logger::load_profiles(context.data_folders));
    job::CertifySettings settings{context.data_folders, profiles, fonts};
    settings.paper = request.paper;
    settings.now = context.now;
    settings.program = text::cat("coldchain ", COLDCHAIN_VERSION);
    settings.read = request.read;
    settings.carried_over_seconds = request.carried_over_seconds;
    settings.joules_per_mole = request.joules_per_mole;
    bool const pdf = !request.output.empty() && !request.product_is_json;
    CC_TRY_ASSIGN(auto const shipment, shipment_of(request.operands.front()));
    auto const certified =
        certify(request, shipment, settings,
                pdf ? job::Products::certificate : job::Products::record, context);
    if (!certified)
        return with_folders(certified.error(), request.operands);
    auto const& outcome = *certified;
    CC_TRY(write_products(request, outcome, shipment, settings, context));
    bool const taken = request.output == "-" || request.deviation == "-";
    auto& report = taken ? context.err : context.out;
    if (!context.quiet)
        report << (context.json ? outcome.json : job::to_text(outcome.judgement));
    if (context.verbose)
        say_how(outcome, context);
    return job::answer_of(outcome.judgement.verdict);
}

ExitCode run_certify(Arguments const& arguments, Context& context) {
    auto const request = request_of(arguments);
    if (!request)
        return complain(context, request.error());
    auto const answer = run(*request, context);
    return answer ? *answer : complain(context, answer.error());
}

} // namespace

Command certify_command() {
    return {"certify",
            "recordings against limits over the custody window; verdict and certificate",
            {"SHIPMENT [RECORDING...] [-o certificate.pdf]",
             "RECORDING... --limits ID --window FROM/TO|recording [-o FILE]"},
            "Judges every trusted reading between packing and receipt against the limits the "
            "shipment names. The recordings are those the shipment's loggers name, inside its "
            "folder, unless others are given; a file of another logger is caught by its serial. "
            "The verdict is conforms, excursion_within_allowance, does_not_conform or "
            "cannot_certify.\n\nRecordings without a shipment are judged with --limits over an "
            "explicit --window; custody is then not judged, and the page says so. The "
            "certificate is a PDF (or, with an output ending in .json, the record that "
            "--format json prints). With --deviation, a verdict other than conforms also drafts a "
            "deviation report: facts, timeline, products and their exposure, questions.",
            {{"output", 'o', "FILE", "where the certificate goes; - is standard output"},
             {"to", 0, "pdf|json", "kind of the product; else the ending of its name decides"},
             {"paper", 0, "a4|letter", "size of the pages", "a4"},
             {"deviation", 0, "FILE",
              "draft of a deviation report (PDF), written unless the verdict is conforms"},
             {"limits", 0, "ID", "limits profile for recordings without a shipment"},
             {"window", 0, "FROM/TO|recording",
              "what to judge of recordings without a shipment: two times with zone or offset, or "
              "all of it"},
             {"zone", 0, "ZONE", "zone of the stamps in the recordings: IANA name or +hh:mm"},
             {"date-order", 0, "ymd|dmy|mdy", "order of dates that can be read in several ways"},
             {"unit", 0, "C|F|K", "unit of temperatures that name none"},
             {"used", 0, "DURATION", "time beyond a limit already used on earlier legs"},
             {"delta-h", 0, "J/MOL",
              "activation energy for the mean kinetic temperature, instead "
              "of the profile's"}},
            {{"coldchain certify examples/c-leukapheresis-2-8/shipment.toml -o examples/c.pdf",
              "a shipment that arrived warm: the verdict, and its certificate"},
             {"coldchain certify examples/c-leukapheresis-2-8/berlinger-qtagclmdoclr-1.txt "
              "--limits 2-8 --window recording",
              "a bare recording against 2 to 8 C; custody not judged"}},
            run_certify};
}

} // namespace coldchain::tools
