// SPDX-License-Identifier: Apache-2.0
#include "job/certify_job.hpp"

#include "barcode/encode.hpp"
#include "certify/record.hpp"
#include "common/file.hpp"
#include "common/text.hpp"
#include "documents/certificate_page.hpp"
#include "documents/deviation_page.hpp"
#include "job/certificate_file.hpp"
#include "logger/summary.hpp"
#include "render/renderer.hpp"
#include "report/findings.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <set>

namespace coldchain::job {

namespace {

using certify::Case;
using certify::LoggerCase;

Result<std::vector<logger::Recording>> read_all(std::vector<RecordingFile> const& files,
                                                CertifySettings const& settings) {
    std::vector<logger::Recording> all;
    std::vector<Error> errors;
    for (auto const& file : files) {
        auto read =
            logger::read_recordings(file.bytes, file.name, settings.read, settings.profiles);
        if (!read) {
            errors.push_back(std::move(read).error());
            continue;
        }
        for (auto& recording : *read)
            all.push_back(std::move(recording));
    }
    if (!errors.empty())
        return merge(std::move(errors));
    return all;
}

/// A profile, and the edition or digest a shipment pins it to: "2-8", "2-8@2026-11",
/// "2-8@3f5a90c1" (the first eight or more digits of its SHA-256).
Result<certify::Limits> load_pinned(std::string_view name, CertifySettings const& settings) {
    auto const mark = name.find('@');
    CC_TRY_ASSIGN(auto limits, certify::load_limits(settings.data, name.substr(0, mark)));
    if (settings.joules_per_mole && !limits.mkt.applies)
        return input_error({}, text::cat("limits ", text::quoted(limits.identity.id),
                                         " state no mean kinetic temperature: ", limits.mkt.why_not,
                                         "; leave out --delta-h"));
    if (settings.joules_per_mole)
        limits.mkt.joules_per_mole = *settings.joules_per_mole;
    if (mark == std::string_view::npos)
        return limits;
    auto const pin = name.substr(mark + 1);
    bool const edition = pin == limits.identity.edition;
    bool const digest = pin.size() >= 8 && limits.identity.sha256.starts_with(pin);
    if (!edition && !digest)
        return input_error(
            {}, text::cat("limits ", text::quoted(name), " are pinned to another edition; here is ",
                          limits.identity.edition, " with SHA-256 ", limits.identity.sha256,
                          "; give the pinned file with --data"));
    return limits;
}

/// Index of a profile among those of the case, loaded on first use.
Result<std::size_t> index_of(Case& made, std::vector<std::string>& names, std::string const& name,
                             CertifySettings const& settings) {
    auto const known = std::find(names.begin(), names.end(), name);
    if (known != names.end())
        return static_cast<std::size_t>(known - names.begin());
    CC_TRY_ASSIGN(auto limits, load_pinned(name, settings));
    names.push_back(name);
    made.limits.push_back(std::move(limits));
    return names.size() - 1;
}

Result<std::string> limits_name(shipment::Shipment const& shipment,
                                shipment::Logger const& logger) {
    if (!logger.limits.empty())
        return logger.limits;
    auto const* package = shipment.find_package(logger.package);
    if (package == nullptr && shipment.packages.size() == 1)
        package = &shipment.packages.front();
    if (package != nullptr && !package->limits.empty())
        return package->limits;
    return input_error({shipment.file, 0, 0, "logger.limits"},
                       text::cat("logger ", logger.serial,
                                 " names no limits; add limits to it or to its package"));
}

certify::Role role_of(std::string_view word) {
    return word == "ambient"  ? certify::Role::ambient
           : word == "vapour" ? certify::Role::vapour
                              : certify::Role::payload;
}

LoggerCase logger_case(shipment::Logger const& logger, std::size_t limits) {
    LoggerCase made;
    made.serial = logger.serial;
    made.maker = logger.maker;
    made.model = logger.model;
    made.package = logger.package;
    made.role = role_of(logger.role);
    made.limits = limits;
    if (logger.placed_at)
        made.placed_at = logger.placed_at->instant;
    made.calibration = logger.calibration;
    return made;
}

// Governing loggers first, so that their limits head the certificate.
std::vector<shipment::Logger const*> by_role(shipment::Shipment const& shipment) {
    std::vector<shipment::Logger const*> order;
    for (auto const& logger : shipment.loggers)
        order.push_back(&logger);
    std::stable_sort(order.begin(), order.end(), [](auto const* left, auto const* right) {
        return role_of(left->role) < role_of(right->role);
    });
    return order;
}

void hand_out(Case& made, std::vector<logger::Recording> recordings) {
    for (auto& recording : recordings) {
        auto const owner =
            std::find_if(made.loggers.begin(), made.loggers.end(), [&](LoggerCase const& logger) {
                return !logger.serial.empty() &&
                       text::equal_ignoring_case(text::trim(recording.device.serial),
                                                 text::trim(logger.serial));
            });
        (owner == made.loggers.end() ? made.strangers : owner->recordings)
            .push_back(std::move(recording));
    }
}

void set_custody(Case& made, shipment::Custody const& custody) {
    if (custody.packed && custody.packed->at)
        made.window.from = custody.packed->at->instant;
    if (custody.received && custody.received->at)
        made.window.to = custody.received->at->instant;
}

// "2-8@2026-11" is the profile 2-8.
std::string_view profile_of(std::string_view limits) {
    return limits.substr(0, limits.find('@'));
}

// In a shipment of one package a logger that names none lies in it.
std::vector<certify::Unproved> unproved_packages(shipment::Shipment const& shipment) {
    std::vector<certify::Unproved> unproved;
    for (auto const& package : shipment.packages) {
        bool const proved = std::any_of(
            shipment.loggers.begin(), shipment.loggers.end(), [&](shipment::Logger const& logger) {
                bool const here = logger.package == package.id ||
                                  (logger.package.empty() && shipment.packages.size() == 1);
                auto const& limits = logger.limits.empty() ? package.limits : logger.limits;
                return here && role_of(logger.role) != certify::Role::ambient &&
                       profile_of(limits) == profile_of(package.limits);
            });
        if (!proved && !package.limits.empty())
            unproved.push_back({package.id, package.limits});
    }
    return unproved;
}

Result<Case> case_of(shipment::Shipment const& shipment, std::vector<logger::Recording> recordings,
                     CertifySettings const& settings) {
    Case made;
    made.shipment = shipment.id;
    made.carried_over_seconds = settings.carried_over_seconds;
    set_custody(made, shipment.custody);
    std::vector<std::string> names;
    for (auto const* logger : by_role(shipment)) {
        CC_TRY_ASSIGN(auto const name, limits_name(shipment, *logger));
        CC_TRY_ASSIGN(auto const limits, index_of(made, names, name, settings));
        made.loggers.push_back(logger_case(*logger, limits));
    }
    for (auto const& package : shipment.packages) {
        if (made.limits.empty() && !package.limits.empty())
            CC_TRY(index_of(made, names, package.limits, settings));
    }
    if (made.limits.empty())
        return input_error({shipment.file, 0, 0, "package.limits"},
                           "the shipment names no limits; add limits to its package");
    made.unproved = unproved_packages(shipment);
    hand_out(made, std::move(recordings));
    return made;
}

// Exports of one logger belong together; what has no serial stands alone.
Case case_of(std::vector<logger::Recording> recordings, certify::Limits limits,
             WindowChoice const& window) {
    Case made;
    made.custody = certify::Custody::not_judged;
    made.whole_recording = window.whole_recording;
    made.window = window.window;
    made.limits.push_back(std::move(limits));
    std::stable_sort(recordings.begin(), recordings.end(), [](auto const& left, auto const& right) {
        return std::tie(left.device.serial, left.file) < std::tie(right.device.serial, right.file);
    });
    for (auto& recording : recordings) {
        auto const& device = recording.device;
        bool const same = !made.loggers.empty() && !device.serial.empty() &&
                          made.loggers.back().serial == device.serial &&
                          made.loggers.back().maker == device.maker;
        if (!same) {
            auto& logger = made.loggers.emplace_back();
            logger.serial = device.serial;
            logger.maker = device.maker;
            logger.model = device.model;
        }
        made.loggers.back().recordings.push_back(std::move(recording));
    }
    return made;
}

std::vector<config::DataId> data_used(certify::Judgement const& judgement) {
    std::vector<config::DataId> used;
    auto const add = [&](config::DataId id) {
        if (!id.sha256.empty() && std::find(used.begin(), used.end(), id) == used.end())
            used.push_back(std::move(id));
    };
    for (auto const& limits : judgement.limits)
        add(limits.identity);
    for (auto const& source : judgement.sources)
        add({source.profile.id, source.profile.edition, source.profile.sha256});
    return used;
}

std::string readings_of(certify::Judgement const& judgement) {
    std::string csv(logger::normal_form_header);
    for (auto const& logger : judgement.loggers) {
        for (auto const& recording : logger.recordings)
            logger::append_normal_form(recording, csv);
    }
    return csv;
}

Result<std::string> draw_certificate(CertifyOutcome const& outcome,
                                     CertificateRequest const& request,
                                     CertifySettings const& settings) {
    auto const digest = seal::sha256(outcome.json);
    CC_TRY_ASSIGN(auto symbol, barcode::encode_data_matrix(text::cat("sha256:", digest)));
    documents::CertificateFacts const facts{outcome.judgement, request.shipment, settings.paper,
                                            settings.now,      settings.program, digest,
                                            std::move(symbol)};
    CC_TRY_ASSIGN(auto const drawing, documents::certificate_page(facts, settings.fonts));
    render::PdfOptions options;
    options.created = settings.now;
    options.scaling = render::PrintScaling::viewer;
    CC_TRY_ASSIGN(auto const pages,
                  render::make_pdf_renderer(settings.fonts, options)->render(drawing));
    return make_certificate_file(outcome, request, drawing, pages, settings);
}

Result<CertifyOutcome> conclude(Case made, CertificateRequest const& request,
                                CertifySettings const& settings, Products products) {
    CertifyOutcome outcome;
    outcome.judgement = certify::judge(std::move(made));
    outcome.json = certify::to_json_line(outcome.judgement) + "\n";
    outcome.data = data_used(outcome.judgement);
    if (products == Products::record)
        return outcome;
    outcome.readings_csv = readings_of(outcome.judgement);
    CC_TRY_ASSIGN(outcome.pdf, draw_certificate(outcome, request, settings));
    return outcome;
}

/// The document's bytes again, for the certificate; refused when it changed since it was read.
Result<std::string> document_bytes(shipment::Shipment const& shipment,
                                   CertifySettings const& settings) {
    if (!settings.shipment_bytes.empty())
        return settings.shipment_bytes;
    CC_TRY_ASSIGN(auto bytes, read_file(shipment.file));
    if (seal::sha256(bytes) != shipment.sha256)
        return input_error({shipment.file, 0, 0, ""},
                           "changed while the shipment was certified; run again");
    return bytes;
}

} // namespace

Result<WindowChoice> parse_window(std::string_view text) {
    WindowChoice choice;
    if (text == "recording") {
        choice.whole_recording = true;
        return choice;
    }
    // a zone name holds slashes too, so every slash is tried as the border
    for (auto at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
        auto const from = parse_zoned(text::trim(text.substr(0, at)));
        auto const to = parse_zoned(text::trim(text.substr(at + 1)));
        if (!from || !to)
            continue;
        if (from->instant >= to->instant)
            return Error{ErrorKind::usage,
                         {},
                         text::cat("the window ", text::quoted(text),
                                   " ends before it begins; write FROM/TO"),
                         {}};
        choice.window = {from->instant, to->instant};
        return choice;
    }
    return Error{ErrorKind::usage,
                 {},
                 text::cat("window ", text::quoted(text),
                           " is not FROM/TO with zone or offset, such as "
                           "2026-11-23T10:40-08:00/2026-11-25T08:20-05:00, nor the word recording"),
                 {}};
}

Result<CertifyOutcome> certify_shipment(shipment::Shipment const& shipment,
                                        std::vector<RecordingFile> const& recordings,
                                        CertifySettings const& settings, Products products) {
    CC_TRY_ASSIGN(auto read, read_all(recordings, settings));
    CC_TRY_ASSIGN(auto made, case_of(shipment, std::move(read), settings));
    CertificateRequest request;
    request.shipment = &shipment;
    if (products == Products::certificate) {
        CC_TRY_ASSIGN(request.shipment_bytes, document_bytes(shipment, settings));
        request.recordings = recordings;
    }
    return conclude(std::move(made), request, settings, products);
}

Result<CertifyOutcome> certify_recordings(std::vector<RecordingFile> const& recordings,
                                          std::string_view limits, WindowChoice const& window,
                                          CertifySettings const& settings, Products products) {
    CC_TRY_ASSIGN(auto profile, load_pinned(limits, settings));
    CC_TRY_ASSIGN(auto read, read_all(recordings, settings));
    auto made = case_of(std::move(read), std::move(profile), window);
    made.carried_over_seconds = settings.carried_over_seconds;
    CertificateRequest request;
    request.recordings = recordings;
    request.limits = limits;
    request.window = window;
    return conclude(std::move(made), request, settings, products);
}

Result<std::string> draft_deviation(CertifyOutcome const& outcome,
                                    shipment::Shipment const* shipment,
                                    CertifySettings const& settings) {
    if (outcome.judgement.verdict == certify::Verdict::conforms)
        return std::string();
    documents::CertificateFacts const facts{
        outcome.judgement,          shipment,    settings.paper, settings.now, settings.program,
        seal::sha256(outcome.json), std::nullopt};
    CC_TRY_ASSIGN(auto const drawing, documents::deviation_page(facts, settings.fonts));
    render::PdfOptions options;
    options.created = settings.now;
    options.scaling = render::PrintScaling::viewer;
    return render::make_pdf_renderer(settings.fonts, options)->render(drawing);
}

Result<std::vector<RecordingFile>> named_recordings(shipment::Shipment const& shipment,
                                                    std::filesystem::path const& folder) {
    std::vector<RecordingFile> files;
    std::set<std::string> seen; // one file may hold several loggers
    for (auto const& logger : shipment.loggers) {
        if (logger.recording.empty() || !seen.insert(logger.recording).second)
            continue;
        CC_TRY_ASSIGN(auto bytes, read_file(folder / logger.recording));
        files.push_back({logger.recording, std::move(bytes)});
    }
    return files;
}

report::ExitCode answer_of(certify::Verdict verdict) {
    switch (verdict) {
    case certify::Verdict::conforms:
    case certify::Verdict::excursion_within_allowance:
        return report::ExitCode::yes;
    case certify::Verdict::does_not_conform:
    case certify::Verdict::cannot_certify:
        return report::ExitCode::no;
    }
    return report::ExitCode::no;
}

std::string to_text(certify::Judgement const& judgement) {
    auto const name = judgement.shipment.empty() ? std::string() : judgement.shipment + ": ";
    auto out = text::cat(name, certify::to_word(judgement.verdict), ": ", judgement.reason, "\n");
    if (judgement.custody == certify::Custody::not_judged)
        out += "recording only, custody not judged\n";
    return out + report::to_text(judgement.findings);
}

std::string next_step(certify::Judgement const& judgement) {
    for (auto const& finding : judgement.findings) {
        if (finding.severity >= Severity::unknown && !finding.fix.empty())
            return finding.fix;
    }
    switch (judgement.verdict) {
    case certify::Verdict::conforms:
        return "";
    case certify::Verdict::excursion_within_allowance:
        return "read the excursion on the certificate";
    case certify::Verdict::does_not_conform:
        return "quality decides on the product";
    case certify::Verdict::cannot_certify:
        return "read the reasons on the certificate";
    }
    return "";
}

} // namespace coldchain::job
