// SPDX-License-Identifier: Apache-2.0
// Each question about a channel or logger is one function that adds findings; the verdict follows
// from their severities alone: error proves that limits were not kept, unknown keeps the answer
// open. The order of questions never matters, because findings are sorted by weight at the end.
#include "certify/verdict.hpp"

#include "certify/view.hpp"
#include "common/text.hpp"
#include "logger/read.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>

namespace coldchain::certify {

namespace {

constexpr std::array<std::string_view, 4> verdict_words{"conforms", "excursion_within_allowance",
                                                        "does_not_conform", "cannot_certify"};
constexpr std::array<std::string_view, 3> role_words{"payload", "vapour", "ambient"};

constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();

// --- the whole ---

void judge_channel(View& view) {
    auto const ratio = kinetic_ratio(view.limits.mkt.joules_per_mole);
    view.channel.inside = figures_of(view.inside, ratio);
    view.channel.cover = cover_of(view.inside);
    judge_clock(view);
    judge_file(view);
    if (!in_order(view.recording)) {
        judge_backward_clock(view);
        return;
    }
    judge_ends(view);
    if (view.recording.fitness != logger::Fitness::unfit)
        find_and_judge_excursions(view);
    if (!view.channel.cover.first)
        return;
    judge_suspects(view);
    judge_coldest(view);
    judge_gaps(view);
    judge_interval(view);
    judge_trims(view);
    judge_calibration(view);
    judge_guard_band(view);
    judge_rate(view);
    judge_mkt(view);
    judge_profile_dates(view);
}

SourceFile source_of(logger::Recording const& recording, bool judged) {
    return {recording.file,
            recording.sha256,
            recording.device.maker,
            recording.device.model,
            recording.device.serial,
            recording.device.firmware,
            recording.zone,
            recording.interval_seconds,
            recording.profile,
            recording.rows.total,
            recording.rows.used,
            recording.fitness,
            judged};
}

// The order in which files were given must not show in any result.
void sort_by_name(std::vector<logger::Recording>& recordings) {
    std::stable_sort(recordings.begin(), recordings.end(), [](auto const& left, auto const& right) {
        return std::tie(left.device.serial, left.file, left.sha256) <
               std::tie(right.device.serial, right.file, right.sha256);
    });
}

void join_exports(Judgement& judgement) {
    sort_by_name(judgement.strangers);
    for (auto& logger : judgement.loggers) {
        sort_by_name(logger.recordings);
        for (auto const& recording : logger.recordings)
            judgement.sources.push_back(source_of(recording, true));
        logger.recordings = logger::merge_exports(std::move(logger.recordings));
    }
    for (auto const& recording : judgement.strangers)
        judgement.sources.push_back(source_of(recording, false));
}

void set_trims(View& view, logger::Channel const& channel, Span judged) {
    auto const all = series_of(view.recording, channel);
    view.channel.trims = trims_of(all, judged);
    auto const ratio = kinetic_ratio(view.limits.mkt.joules_per_mole);
    auto const figures = [&](std::optional<Span> const& span) -> std::optional<Figures> {
        if (!span)
            return std::nullopt;
        return figures_of(series_of(view.recording, channel, *span), ratio);
    };
    view.channel.before = figures(view.channel.trims.before);
    view.channel.after = figures(view.channel.trims.after);
}

void judge_one(Judgement& judgement, std::size_t logger_index, std::size_t recording_index,
               std::size_t channel_index) {
    auto const& logger = judgement.loggers[logger_index];
    auto const& recording = logger.recordings[recording_index];
    auto const& channel = recording.channels[channel_index];
    auto& result = judgement.channels.emplace_back();
    result.logger = logger_index;
    result.recording = recording_index;
    result.channel = channel_index;
    result.serial = logger.serial.empty() ? recording.device.serial : logger.serial;
    result.name = channel.name;
    result.role = logger.role;
    result.limits = logger.limits;
    auto const window = judged_span(judgement, recording);
    auto judged = window;
    // before it was placed it did not measure this product
    if (logger.placed_at && recording.basis == logger::TimeBasis::utc)
        judged.from = std::max(judged.from, logger.placed_at->milliseconds);
    View view{judgement,
              result,
              logger,
              recording,
              judgement.limits[logger.limits],
              series_of(recording, channel, judged),
              window,
              recording.basis == logger::TimeBasis::local};
    result.step = view.inside.step;
    set_trims(view, channel, judged);
    judge_channel(view);
}

void judge_presence(Judgement& judgement) {
    bool const governed =
        std::any_of(judgement.loggers.begin(), judgement.loggers.end(),
                    [](LoggerCase const& logger) { return logger.role != Role::ambient; });
    if (!governed)
        with_facts(
            add(judgement, "CERT-25", Severity::unknown, "no logger at the product was given"),
            "ambient loggers only", "a payload or vapour logger");
    for (auto const& logger : judgement.loggers) {
        if (!logger.recordings.empty())
            continue;
        auto& finding = add(judgement, "CERT-13",
                            logger.role == Role::ambient ? Severity::info : Severity::unknown,
                            text::cat("logger ", logger.serial, " of the shipment (",
                                      to_word(logger.role), ") has no recording"));
        finding.scope = logger.serial;
        with_facts(finding, "no recording", "a recording of every logger");
        finding.fix = "read it out and give its export";
    }
}

void judge_packages(Judgement& judgement, std::vector<Unproved> const& unproved) {
    for (auto const& [package, limits] : unproved) {
        auto& finding = add(judgement, "CERT-29", Severity::unknown,
                            text::cat("package ", package, " asks for the limits ", limits,
                                      ", and no logger at its product is judged by them"));
        finding.field = "package.limits";
        with_facts(finding, limits, "a payload or vapour logger with these limits");
        finding.fix = "name the logger of that package, or make the limits of both one";
    }
}

void judge_strangers(Judgement& judgement) {
    std::vector<std::string> named;
    for (auto const& logger : judgement.loggers)
        named.push_back(logger.serial);
    auto const names = named.empty() ? std::string("none") : text::join(named, ", ");
    for (auto const& stranger : judgement.strangers) {
        auto const& serial = stranger.device.serial;
        auto& finding =
            serial.empty()
                ? add(judgement, "CERT-12", Severity::unknown,
                      text::cat("file ", text::quoted(stranger.file),
                                " names no serial, so nothing shows that it is of logger ", names))
                : add(judgement, "CERT-11", Severity::unknown,
                      text::cat("file ", text::quoted(stranger.file), " is of logger ", serial,
                                "; the shipment names ", names));
        finding.field = "logger.serial";
        with_facts(finding, serial.empty() ? "no serial" : serial, names);
        finding.fix = "give the export of the shipment's own logger";
    }
}

void judge_custody(Judgement& judgement) {
    if (judgement.custody == Custody::not_judged) {
        add(judgement, "CERT-42", Severity::info,
            "recording only, custody not judged: whose logger it was, when the goods were packed "
            "and received, and its calibration are not part of this");
        return;
    }
    if (judgement.window.from && judgement.window.to)
        return;
    auto const missing = judgement.window.from ? "custody.received.at"
                         : judgement.window.to ? "custody.packed.at"
                                               : "custody.packed.at and custody.received.at";
    auto& finding = add(judgement, "CERT-14", Severity::unknown,
                        text::cat("the custody window is not known: ", missing, " not given"));
    finding.field = missing;
    with_facts(finding, "not given", "both ends of the window");
    finding.fix = text::cat("add ", missing, " to the shipment");
}

void judge_carried_over(Judgement& judgement) {
    bool const budget =
        std::any_of(judgement.limits.begin(), judgement.limits.end(), [](Limits const& limits) {
            return std::any_of(limits.levels.begin(), limits.levels.end(), [](Level const& level) {
                return level.allowance.budget_seconds.has_value();
            });
        });
    if (judgement.carried_over_seconds == 0 || budget)
        return;
    auto const used = duration_text(judgement.carried_over_seconds);
    with_facts(add(judgement, "CERT-38", Severity::warn,
                   text::cat(used, " used on earlier legs are not counted: no limit of the profile "
                                   "has a budget that legs share")),
               used, "a level with a budget");
}

void set_window(Judgement& judgement) {
    if (!judgement.whole_recording)
        return;
    std::int64_t from = forever;
    std::int64_t to = -forever;
    for (auto const& logger : judgement.loggers) {
        for (auto const& recording : logger.recordings) {
            if (recording.times.empty() || recording.basis == logger::TimeBasis::local)
                continue;
            from = std::min(from, recording.times.front());
            to = std::max(to, recording.times.back());
        }
    }
    if (from <= to)
        judgement.window = {Instant{from}, Instant{to}};
}

void judge_channels(Judgement& judgement) {
    std::size_t count = 0;
    for (auto const& logger : judgement.loggers) {
        for (auto const& recording : logger.recordings)
            count += recording.channels.size();
    }
    judgement.channels.reserve(count); // views keep references while a channel is judged
    for (std::size_t i = 0; i < judgement.loggers.size(); ++i) {
        auto const& recordings = judgement.loggers[i].recordings;
        for (std::size_t j = 0; j < recordings.size(); ++j) {
            for (std::size_t k = 0; k < recordings[j].channels.size(); ++k) {
                if (recordings[j].channels[k].quantity == logger::QuantityKind::temperature)
                    judge_one(judgement, i, j, k);
            }
        }
    }
}

// The reason of a certificate that conforms. An ambient logger's limits decide nothing.
std::string kept_words(Judgement const& judgement) {
    std::set<std::size_t> governing;
    for (auto const& logger : judgement.loggers) {
        if (logger.role != Role::ambient)
            governing.insert(logger.limits);
    }
    if (governing.size() != 1)
        return "every trusted reading is within the limits of its logger, and the window is "
               "covered";
    auto const& limits = judgement.limits[*governing.begin()];
    bool const range = limits.base(Side::low) != nullptr && limits.base(Side::high) != nullptr;
    return text::cat("every trusted reading is ", range ? "within " : "", limits.range_text(),
                     ", and the window is covered");
}

void conclude(Judgement& judgement) {
    auto& findings = judgement.findings;
    std::stable_sort(findings.begin(), findings.end(), [](auto const& left, auto const& right) {
        return left.severity != right.severity ? left.severity > right.severity
                                               : left.rule < right.rule;
    });
    auto const highest = worst(findings);
    bool const excused = std::any_of(findings.begin(), findings.end(), [](Finding const& finding) {
        return finding.rule == "CERT-30";
    });
    judgement.verdict = highest >= Severity::error     ? Verdict::does_not_conform
                        : highest == Severity::unknown ? Verdict::cannot_certify
                        : excused                      ? Verdict::excursion_within_allowance
                                                       : Verdict::conforms;
    if (judgement.verdict == Verdict::conforms) {
        judgement.reason = kept_words(judgement);
        return;
    }
    auto const decides = [&](Finding const& finding) {
        return judgement.verdict != Verdict::excursion_within_allowance ||
               finding.rule == "CERT-30";
    };
    judgement.reason = std::find_if(findings.begin(), findings.end(), decides)->message;
}

// Readings of a window that is not known prove nothing about it.
void withhold_proofs(Judgement& judgement) {
    if (judgement.custody == Custody::not_judged || (judgement.window.from && judgement.window.to))
        return;
    for (auto& finding : judgement.findings) {
        if (finding.severity == Severity::error)
            finding.severity = Severity::unknown;
    }
}

} // namespace

std::string_view to_word(Verdict verdict) {
    return verdict_words.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdict_of(std::string_view word) {
    auto const found = std::find(verdict_words.begin(), verdict_words.end(), word);
    if (found == verdict_words.end())
        return std::nullopt;
    return static_cast<Verdict>(found - verdict_words.begin());
}

std::string_view to_word(Role role) {
    return role_words.at(static_cast<std::size_t>(role));
}

std::string celsius_words(double value) {
    return text::cat(text::fixed(value, 2), " C");
}

Judgement judge(Case input) {
    Judgement judgement;
    judgement.shipment = std::move(input.shipment);
    judgement.custody = input.custody;
    judgement.whole_recording = input.whole_recording;
    judgement.window = input.window;
    judgement.limits = std::move(input.limits);
    judgement.loggers = std::move(input.loggers);
    judgement.strangers = std::move(input.strangers);
    judgement.carried_over_seconds = input.carried_over_seconds;
    join_exports(judgement);
    set_window(judgement);
    judge_custody(judgement);
    judge_carried_over(judgement);
    judge_presence(judgement);
    judge_packages(judgement, input.unproved);
    judge_strangers(judgement);
    judge_channels(judgement);
    judge_agreement(judgement);
    withhold_proofs(judgement);
    judge_devices(judgement);
    conclude(judgement);
    return judgement;
}

} // namespace coldchain::certify
