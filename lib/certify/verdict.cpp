// SPDX-License-Identifier: Apache-2.0
// Each question about a channel or logger is one function that adds findings; the verdict follows
// from their severities alone: error proves that limits were not kept, unknown keeps the answer
// open. The order of questions never matters, because findings are sorted by weight at the end.
#include "certify/verdict.hpp"

#include "certify/device_record.hpp"
#include "common/text.hpp"
#include "logger/read.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace coldchain::certify {

namespace {

constexpr std::array<std::string_view, 4> verdict_words{"conforms", "excursion_within_allowance",
                                                        "does_not_conform", "cannot_certify"};
constexpr std::array<std::string_view, 3> role_words{"payload", "vapour", "ambient"};

constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();

/// What a channel's findings need to know.
struct View {
    Judgement& judgement;
    ChannelJudgement& channel;
    LoggerCase const& logger;
    logger::Recording const& recording;
    Limits const& limits;
    Series inside;
    Span window; ///< what must be covered
    bool local = false;
};

std::string stamp(std::int64_t milliseconds, bool local) {
    return local ? to_text(LocalTime{milliseconds})
                 : to_people({Instant{milliseconds}, std::string("Z")});
}

std::string name_of(LoggerCase const& logger, logger::Recording const& recording) {
    auto const& serial = logger.serial.empty() ? recording.device.serial : logger.serial;
    return serial.empty() ? text::cat("file ", text::quoted(recording.file))
                          : text::cat("logger ", serial);
}

std::size_t temperature_channels(logger::Recording const& recording) {
    return static_cast<std::size_t>(
        std::count_if(recording.channels.begin(), recording.channels.end(), [](auto const& c) {
            return c.quantity == logger::QuantityKind::temperature;
        }));
}

std::string subject(View const& view) {
    auto name = name_of(view.logger, view.recording);
    if (temperature_channels(view.recording) > 1)
        name += text::cat(" channel ", text::quoted(view.channel.name));
    return name;
}

Finding& add(Judgement& judgement, std::string_view code, Severity severity, std::string message) {
    Finding finding;
    finding.rule = code;
    finding.severity = severity;
    finding.message = std::move(message);
    judgement.findings.push_back(std::move(finding));
    return judgement.findings.back();
}

Finding& add(View const& view, std::string_view code, Severity severity, std::string message) {
    // an ambient logger informs, it never decides
    if (view.channel.role == Role::ambient && severity > Severity::info)
        severity = Severity::info;
    // readings that cannot be placed in the window prove nothing about it
    if (view.local && !view.judgement.whole_recording && severity == Severity::error)
        severity = Severity::unknown;
    auto& finding = add(view.judgement, code, severity, text::cat(subject(view), " ", message));
    finding.scope = view.channel.serial;
    finding.field = view.channel.name;
    return finding;
}

// --- time beyond limits ---

struct Totals {
    std::int64_t seconds = 0;
    std::int64_t longest = 0;
    std::int64_t worst_single = 0; ///< what is not known counted against us
    std::int64_t worst_total = 0;
    double degree_minutes = 0;
    std::int64_t events = 0;
};

Totals totals_of(std::span<Excursion const> excursions) {
    Totals totals;
    Span merged{0, -1};
    std::int64_t merged_known = 0;
    bool merged_open = false;
    auto const close = [&] {
        if (merged.to < merged.from)
            return;
        auto const span = (merged.to - merged.from + 999) / 1000;
        auto const worst = merged_open ? std::max(span, merged_known) : merged_known;
        totals.worst_single = std::max(totals.worst_single, worst);
        totals.worst_total += worst;
    };
    for (auto const& excursion : excursions) {
        totals.seconds += excursion.seconds;
        totals.longest = std::max(totals.longest, excursion.seconds);
        totals.degree_minutes += excursion.degree_minutes;
        ++totals.events;
        bool const open = excursion.open_start || excursion.open_end;
        // two runs with only a gap between them may have been one
        if (merged.to > excursion.at_most.from) {
            merged.to = std::max(merged.to, excursion.at_most.to);
            merged_known += excursion.seconds;
            merged_open = merged_open || open;
            continue;
        }
        close();
        merged = excursion.at_most;
        merged_known = excursion.seconds;
        merged_open = open;
    }
    close();
    return totals;
}

std::string_view beyond_word(Side side) {
    return side == Side::high ? "above" : "below";
}

std::string one_excursion(Excursion const& excursion, bool local) {
    return text::cat(
        "from ", stamp(excursion.from, local), excursion.open_start ? " (open at its start)" : "",
        " to ", stamp(excursion.to, local), excursion.open_end ? " (open at its end)" : "", ": ",
        duration_text(excursion.seconds), ", ",
        excursion.side == Side::high ? "up to " : "down to ", to_text(excursion.extreme));
}

Excursion const& furthest(std::span<Excursion const> excursions) {
    return *std::max_element(excursions.begin(), excursions.end(),
                             [](Excursion const& left, Excursion const& right) {
                                 return left.side == Side::high ? left.extreme < right.extreme
                                                                : left.extreme > right.extreme;
                             });
}

std::string excursion_words(View const& view, Level const& level,
                            std::span<Excursion const> excursions, Totals const& totals) {
    auto const head = text::cat("read ", beyond_word(level.side), " ", to_text(level.limit), " ");
    if (excursions.size() == 1)
        return head + one_excursion(excursions.front(), view.local);
    auto const& worst = furthest(excursions);
    return text::cat(head, excursions.size(), " times, ", duration_text(totals.seconds),
                     " in all, the longest ", duration_text(totals.longest), ", ",
                     level.side == Side::high ? "up to " : "down to ", to_text(worst.extreme),
                     " at ", stamp(worst.extreme_at, view.local));
}

// "45 min at once, allowed are 30 min", for the first thing that goes beyond an allowance.
std::optional<std::string> broken(Allowance const& allowance, std::int64_t single,
                                  std::int64_t total, Totals const& totals) {
    auto const compare = [](std::string_view what, std::string const& found,
                            std::string const& allowed) {
        return text::cat(found, " ", what, ", allowed are ", allowed);
    };
    if (allowance.single_seconds && single > *allowance.single_seconds)
        return compare("at once", duration_text(single), duration_text(*allowance.single_seconds));
    if (allowance.total_seconds && total > *allowance.total_seconds)
        return compare("in all", duration_text(total), duration_text(*allowance.total_seconds));
    if (allowance.events && totals.events > *allowance.events)
        return compare("excursions", text::cat(totals.events), text::cat(*allowance.events));
    if (allowance.degree_minutes &&
        totals.degree_minutes > static_cast<double>(*allowance.degree_minutes))
        return compare("in all", text::cat(text::fixed(totals.degree_minutes, 1), " K min"),
                       text::cat(*allowance.degree_minutes, " K min"));
    return std::nullopt;
}

bool budget_broken(View const& view, Allowance const& allowance, std::int64_t total) {
    return allowance.budget_seconds &&
           total + view.judgement.carried_over_seconds > *allowance.budget_seconds;
}

// The mean kinetic temperature over the profile's window; nothing when the record is too short.
std::optional<double> judged_mkt(View const& view) {
    auto const& rule = view.limits.mkt;
    if (rule.window_seconds == 0)
        return view.channel.inside.mkt;
    return highest_mkt(view.inside, rule.window_seconds, kinetic_ratio(rule.joules_per_mole));
}

Finding& with_limit(Finding& finding, View const& view, Level const& level,
                    std::span<Excursion const> excursions) {
    finding.value = to_text(furthest(excursions).extreme);
    finding.limit = to_text(level.limit);
    finding.citations = view.limits.citations;
    return finding;
}

bool judge_mkt_condition(View const& view, Level const& level,
                         std::span<Excursion const> excursions) {
    if (!level.allowance.needs_mkt || judged_mkt(view))
        return true;
    with_limit(add(view, "CERT-23", Severity::unknown,
                   text::cat("read ", beyond_word(level.side), " ", to_text(level.limit),
                             ", which is allowed only with a mean kinetic temperature over ",
                             duration_text(view.limits.mkt.window_seconds),
                             ", storage included; this record is shorter")),
               view, level, excursions);
    return false;
}

// Whether the excursions of one level are allowed; says so, or why not.
bool judge_level(View const& view, Level const& level, std::span<Excursion const> excursions) {
    if (excursions.empty())
        return true;
    auto const totals = totals_of(excursions);
    auto const words = excursion_words(view, level, excursions, totals);
    auto const& allowance = level.allowance;
    auto const say = [&](std::string_view code, Severity severity, std::string message) {
        with_limit(add(view, code, severity, std::move(message)), view, level, excursions);
        return severity <= Severity::warn;
    };
    if (view.channel.role == Role::ambient)
        return say("CERT-43", Severity::info, words);
    if (allowance.none())
        return say("CERT-01", Severity::error, words);
    if (auto const how = broken(allowance, totals.longest, totals.seconds, totals))
        return say("CERT-02", Severity::error, text::cat(words, "; ", *how));
    if (budget_broken(view, allowance, totals.seconds))
        return say("CERT-03", Severity::error,
                   text::cat(words, "; with ", duration_text(view.judgement.carried_over_seconds),
                             " of earlier legs more than the budget of ",
                             duration_text(*allowance.budget_seconds)));
    if (auto const how = broken(allowance, totals.worst_single, totals.worst_total, totals);
        how || budget_broken(view, allowance, totals.worst_total))
        return say("CERT-22", Severity::unknown,
                   text::cat(words, "; with what is not known it may have been ",
                             how.value_or("more than the budget")));
    if (!judge_mkt_condition(view, level, excursions))
        return false;
    return say("CERT-30", Severity::warn, text::cat(words, "; allowed: ", allowance.text()));
}

void find_and_judge_excursions(View& view) {
    auto const channel_index =
        static_cast<std::size_t>(&view.channel - view.judgement.channels.data());
    for (std::size_t i = 0; i < view.limits.levels.size(); ++i) {
        auto const& level = view.limits.levels[i];
        auto excursions = find_excursions(view.inside, level.side, level.limit, view.window);
        bool const allowed = judge_level(view, level, excursions);
        if (&level == view.limits.base(level.side)) {
            for (auto const& excursion : excursions)
                view.judgement.excursions.push_back({channel_index, i, allowed, excursion});
        }
        view.channel.excursions.push_back(std::move(excursions));
    }
}

// --- readings that are not trusted ---

void judge_suspects(View const& view) {
    for (auto const side : {Side::low, Side::high}) {
        auto const* const level = view.limits.base(side);
        if (level == nullptr)
            continue;
        Beyond beyond(side, level->limit, view.inside.unit);
        std::size_t count = 0;
        std::size_t first = 0;
        for (std::size_t i = 0; i < view.inside.size(); ++i) {
            auto const reading = view.inside.readings[i];
            if (reading.flag == logger::ReadingFlag::suspect && beyond(reading) && count++ == 0)
                first = i;
        }
        if (count == 0)
            continue;
        auto& finding =
            add(view, "CERT-18", Severity::unknown,
                text::cat("has ", count, count == 1 ? " reading" : " readings",
                          " that cannot be trusted and would be ", beyond_word(side), " ",
                          to_text(level->limit), ", first ", to_text(view.inside.at(first)), " at ",
                          stamp(view.inside.times[first], view.local)));
        finding.value = to_text(view.inside.at(first));
        finding.limit = to_text(level->limit);
        finding.fix = "look at these readings in the raw file and decide what they were";
    }
}

// --- cover ---

void judge_ends(View const& view) {
    auto const& cover = view.channel.cover;
    if (!cover.first) {
        add(view, "CERT-27", Severity::unknown,
            text::cat("has no trusted reading within the window ", stamp(view.window.from, false),
                      " to ", stamp(view.window.to, false)))
            .fix = "give the export of this trip";
        return;
    }
    if (!reaches_start(cover, view.window, view.channel.step)) {
        auto& finding =
            add(view, "CERT-15", Severity::unknown,
                text::cat("has its first reading at ", stamp(*cover.first, view.local), ", ",
                          duration_text((*cover.first - view.window.from + 999) / 1000),
                          " after the window opens"));
        finding.value = stamp(*cover.first, view.local);
        finding.limit = text::cat(stamp(view.window.from, view.local), " and one interval");
    }
    if (!reaches_end(cover, view.window, view.channel.step)) {
        auto& finding =
            add(view, "CERT-16", Severity::unknown,
                text::cat("has its last reading at ", stamp(*cover.last, view.local), ", ",
                          duration_text((view.window.to - *cover.last + 999) / 1000),
                          " before the window closes"));
        finding.value = stamp(*cover.last, view.local);
        finding.limit = text::cat(stamp(view.window.to, view.local), " less one interval");
    }
}

std::int64_t trip_seconds(View const& view) {
    return (view.window.to - view.window.from + 999) / 1000;
}

void judge_gaps(View const& view) {
    auto const& gaps = view.channel.cover.gaps;
    if (gaps.empty())
        return;
    auto const allowed = view.limits.longest_gap_seconds.value_or(
        view.limits.longest_interval(trip_seconds(view)) + (view.channel.step + 999) / 1000);
    auto const longest =
        *std::max_element(gaps.begin(), gaps.end(), [](Gap const& left, Gap const& right) {
            return left.seconds() < right.seconds();
        });
    auto const too_long = std::count_if(gaps.begin(), gaps.end(),
                                        [&](Gap const& gap) { return gap.seconds() > allowed; });
    auto const words = text::cat(
        gaps.size() == 1 ? "has a gap" : text::cat("has ", gaps.size(), " gaps, the longest"),
        " from ", stamp(longest.from, view.local), " to ", stamp(longest.to, view.local), ": ",
        duration_text(longest.seconds()), " without a trusted reading");
    auto& finding = too_long > 0 ? add(view, "CERT-17", Severity::unknown,
                                       text::cat(words, ", allowed are ", duration_text(allowed)))
                                 : add(view, "CERT-41", Severity::info, words);
    finding.value = duration_text(longest.seconds());
    finding.limit = duration_text(allowed);
}

void judge_interval(View const& view) {
    auto const longest = view.limits.longest_interval(trip_seconds(view));
    auto const step = (view.channel.step + 999) / 1000;
    if (step <= longest || view.channel.role == Role::ambient)
        return;
    bool const refuse = view.limits.sparse == Weight::refuse;
    auto& finding =
        add(view, refuse ? "CERT-26" : "CERT-31", refuse ? Severity::unknown : Severity::warn,
            text::cat("measures every ", duration_text(step), "; for a trip of ",
                      duration_text(trip_seconds(view)), " at most ", duration_text(longest),
                      refuse ? " is asked" : " is usual"));
    finding.value = duration_text(step);
    finding.limit = duration_text(longest);
    finding.citations = view.limits.interval_citations;
}

void judge_trims(View const& view) {
    auto const say = [&](std::optional<Figures> const& figures, std::string_view where) {
        if (!figures || figures->count == 0)
            return;
        add(view, "CERT-40", Severity::info,
            text::cat("has ", figures->count, figures->count == 1 ? " reading " : " readings ",
                      where, ", not judged: ", to_text(*figures->minimum), " to ",
                      to_text(*figures->maximum)));
    };
    say(view.channel.before, "before the window");
    say(view.channel.after, "after the window");
}

// --- calibration ---

std::optional<Temperature> moved(Temperature limit, TemperatureDelta delta, Side side) {
    auto step = delta.value;
    if (limit.unit == TemperatureUnit::fahrenheit)
        step = {step.mantissa * 18, static_cast<std::uint8_t>(step.scale + 1)};
    // inside is below a high limit and above a low one
    auto const value = side == Side::high ? subtract(limit.value, step) : add(limit.value, step);
    if (!value)
        return std::nullopt;
    return Temperature{*value, limit.unit};
}

void judge_guard_band(View const& view) {
    bool const guarded = view.limits.decision == Decision::guarded;
    auto const& calibration = view.logger.calibration;
    if (!calibration || !calibration->uncertainty) {
        if (guarded && view.judgement.custody == Custody::judged)
            add(view, "CERT-21", Severity::unknown,
                "has no stated calibration uncertainty, which the profile's guard band needs");
        return;
    }
    for (auto const side : {Side::low, Side::high}) {
        auto const* const level = view.limits.base(side);
        auto const& extreme =
            side == Side::high ? view.channel.inside.maximum : view.channel.inside.minimum;
        if (level == nullptr || !extreme)
            continue;
        auto const guard = moved(level->limit, *calibration->uncertainty, side);
        bool const inside_limit =
            side == Side::high ? *extreme <= level->limit : *extreme >= level->limit;
        bool const inside_guard =
            !guard || (side == Side::high ? *extreme <= *guard : *extreme >= *guard);
        if (!inside_limit || inside_guard)
            continue;
        auto& finding =
            add(view, guarded ? "CERT-21" : "CERT-32", guarded ? Severity::unknown : Severity::warn,
                text::cat("read ", to_text(*extreme), ", within the calibration's uncertainty (",
                          to_text(calibration->uncertainty->value), " K) of the limit ",
                          to_text(level->limit)));
        finding.value = to_text(*extreme);
        finding.limit = to_text(*guard);
    }
}

void judge_calibration_points(View const& view) {
    auto const& nearest = view.limits.calibration.nearest_point;
    auto const& points = view.logger.calibration->points;
    if (!nearest || points.empty() || !view.channel.inside.mean)
        return;
    auto const distance = [&](Temperature point) {
        return std::abs(celsius(point) - *view.channel.inside.mean);
    };
    auto const near = *std::min_element(points.begin(), points.end(), [&](auto left, auto right) {
        return distance(left) < distance(right);
    });
    if (distance(near) > to_double(nearest->value))
        add(view, "CERT-34", Severity::warn,
            text::cat("read ", celsius_words(*view.channel.inside.mean),
                      " on average; its nearest calibration point is ", to_text(near)));
}

void judge_calibration(View const& view) {
    if (view.channel.role == Role::ambient || view.judgement.custody == Custody::not_judged)
        return;
    auto const& calibration = view.logger.calibration;
    bool const required = view.limits.calibration.required;
    auto const severity = required ? Severity::unknown : Severity::info;
    if (!calibration || calibration->certificate.empty()) {
        auto& finding =
            add(view, "CERT-19", severity,
                text::cat("has no calibration certificate", required ? ", which is required" : ""));
        finding.limit = "a calibration certificate valid at the last reading";
        finding.fix = "add [logger.calibration] with certificate and due date to the shipment";
        return;
    }
    judge_calibration_points(view);
    if (!view.channel.cover.last)
        return;
    auto const last = date_of(LocalTime{*view.channel.cover.last});
    if (calibration->due && last <= *calibration->due)
        return;
    auto& finding = add(
        view, "CERT-20", severity,
        calibration->due ? text::cat("had a calibration valid until ", to_text(*calibration->due),
                                     "; its last reading is of ", to_text(last))
                         : text::cat("has calibration ", text::quoted(calibration->certificate),
                                     " without a due date"));
    finding.value = calibration->due ? to_text(*calibration->due) : "unknown";
    finding.limit = text::cat("on or after ", to_text(last));
}

// --- other measures ---

void judge_rate(View& view) {
    auto const& series = view.inside;
    std::optional<std::size_t> before;
    std::size_t at = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series.trusted(i))
            continue;
        if (before && adjacent(series, *before, i) && series.times[i] > series.times[*before]) {
            auto const minutes =
                static_cast<double>(series.times[i] - series.times[*before]) / 60'000.0;
            auto const rate = std::abs(kelvins_between(series.at(*before), series.at(i))) / minutes;
            if (!view.channel.fastest || rate > *view.channel.fastest) {
                view.channel.fastest = rate;
                at = i;
            }
        }
        before = i;
    }
    auto const& highest = view.limits.highest_rate;
    if (highest && view.channel.fastest &&
        *view.channel.fastest * 1000 > static_cast<double>(*highest)) {
        auto& finding = add(view, "CERT-04", Severity::error,
                            text::cat("changed by ", text::fixed(*view.channel.fastest, 3),
                                      " K/min at ", stamp(series.times[at], view.local)));
        finding.value = text::cat(text::fixed(*view.channel.fastest, 3), " K/min");
        finding.limit = text::cat(text::fixed(static_cast<double>(*highest) / 1000, 3), " K/min");
    }
}

void judge_mkt(View const& view) {
    auto const& rule = view.limits.mkt;
    if (!rule.applies) {
        add(view, "CERT-44", Severity::info,
            text::cat("has no mean kinetic temperature stated: ", rule.why_not));
        return;
    }
    if (!rule.high || view.channel.role == Role::ambient)
        return;
    auto const mkt = judged_mkt(view);
    if (!mkt) {
        add(view, "CERT-44", Severity::info,
            text::cat("has a mean kinetic temperature of the record only; the limit of ",
                      to_text(*rule.high), " is for ", duration_text(rule.window_seconds),
                      ", storage included"));
        return;
    }
    if (*mkt <= celsius(*rule.high))
        return;
    auto& finding = add(view, "CERT-05", Severity::error,
                        text::cat("has a mean kinetic temperature of ", celsius_words(*mkt),
                                  ", above ", to_text(*rule.high)));
    finding.value = celsius_words(*mkt);
    finding.limit = to_text(*rule.high);
    finding.citations = view.limits.citations;
}

void judge_profile_dates(View const& view) {
    auto const day = to_text(date_of(LocalTime{view.window.from}));
    auto const& limits = view.limits;
    if (day >= limits.valid_from && (limits.valid_to.empty() || day <= limits.valid_to))
        return;
    auto& finding = add(view.judgement, "CERT-35", Severity::warn,
                        text::cat("limits ", limits.identity.id, " edition ",
                                  limits.identity.edition, " were not in force on ", day));
    finding.value = day;
    finding.limit =
        text::cat(limits.valid_from, " to ", limits.valid_to.empty() ? "today" : limits.valid_to);
}

void judge_file(View const& view) {
    auto const words = [&] {
        std::vector<std::string> list;
        for (auto const& finding : view.recording.findings) {
            if (finding.severity > Severity::info)
                list.push_back(text::cat(finding.rule, ": ", finding.message));
        }
        return list.empty() ? std::string("see coldchain readings --summary")
                            : text::join(list, "; ");
    };
    if (view.recording.fitness == logger::Fitness::unfit)
        add(view, "CERT-24", Severity::unknown, text::cat("gave an unfit file: ", words()));
    if (view.recording.fitness == logger::Fitness::fit_with_warnings)
        add(view, "CERT-36", Severity::warn, text::cat("gave a file with warnings: ", words()));
}

void judge_clock(View const& view) {
    if (!view.local)
        return;
    add(view, "CERT-10", Severity::unknown,
        "has stamps in local time and names no zone, so they cannot be placed in the window")
        .fix = "give the zone of its clock with --zone, such as --zone Europe/Berlin";
}

// --- the whole ---

void judge_channel(View& view) {
    auto const ratio = kinetic_ratio(view.limits.mkt.joules_per_mole);
    view.channel.inside = figures_of(view.inside, ratio);
    view.channel.cover = cover_of(view.inside);
    judge_clock(view);
    judge_file(view);
    if (!in_order(view.recording)) {
        add(view, "CERT-28", Severity::unknown,
            "has stamps that go backward, so its readings cannot be placed in time")
            .fix = "see where its clock was set with coldchain readings --summary";
        return;
    }
    judge_ends(view);
    if (view.recording.fitness != logger::Fitness::unfit)
        find_and_judge_excursions(view);
    if (!view.channel.cover.first)
        return;
    judge_suspects(view);
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

// What of a recording is judged. Without custody times that is all of it.
Span judged_span(Judgement const& judgement, logger::Recording const& recording) {
    Span span{recording.times.empty() ? 0 : recording.times.front(),
              recording.times.empty() ? 0 : recording.times.back()};
    if (judgement.whole_recording || recording.basis == logger::TimeBasis::local)
        return span;
    if (judgement.window.from)
        span.from = judgement.window.from->milliseconds;
    if (judgement.window.to)
        span.to = judgement.window.to->milliseconds;
    return span;
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
        add(judgement, "CERT-25", Severity::unknown, "no logger at the product was given");
    for (auto const& logger : judgement.loggers) {
        if (!logger.recordings.empty())
            continue;
        auto& finding = add(judgement, "CERT-13",
                            logger.role == Role::ambient ? Severity::info : Severity::unknown,
                            text::cat("logger ", logger.serial, " of the shipment (",
                                      to_word(logger.role), ") has no recording"));
        finding.scope = logger.serial;
        finding.fix = "read it out and give its export";
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
        finding.value = serial;
        finding.limit = names;
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
    finding.fix = text::cat("add ", missing, " to the shipment");
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

// --- agreement of loggers ---

double uncertainty_of(Judgement const& judgement, ChannelJudgement const& channel) {
    auto const& calibration = judgement.loggers[channel.logger].calibration;
    return calibration && calibration->uncertainty ? to_double(calibration->uncertainty->value)
                                                   : 0.5;
}

Series judged_series(Judgement const& judgement, ChannelJudgement const& channel) {
    auto const& recording = judgement.loggers[channel.logger].recordings[channel.recording];
    return series_of(recording, recording.channels[channel.channel],
                     judged_span(judgement, recording));
}

Agreement compare(Judgement const& judgement, std::size_t left, std::size_t right) {
    auto const a = judged_series(judgement, judgement.channels[left]);
    auto const b = judged_series(judgement, judgement.channels[right]);
    Agreement agreement{left, right, 0, 0, 0};
    auto const near = std::max(a.step, b.step) / 2;
    std::size_t j = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const distance = [&](std::size_t k) { return std::abs(b.times[k] - a.times[i]); };
        while (j + 1 < b.size() && distance(j + 1) <= distance(j))
            ++j;
        if (!a.trusted(i) || j >= b.size() || !b.trusted(j) || distance(j) > near)
            continue;
        ++agreement.compared;
        auto const kelvins = std::abs(kelvins_between(a.at(i), b.at(j)));
        if (kelvins > agreement.kelvins) {
            agreement.kelvins = kelvins;
            agreement.at = a.times[i];
        }
    }
    return agreement;
}

void judge_agreement(Judgement& judgement) {
    for (std::size_t i = 0; i < judgement.channels.size(); ++i) {
        for (auto j = i + 1; j < judgement.channels.size(); ++j) {
            auto const& left = judgement.channels[i];
            auto const& right = judgement.channels[j];
            if (left.logger == right.logger || left.role != right.role ||
                left.role == Role::ambient ||
                judgement.loggers[left.logger].package != judgement.loggers[right.logger].package)
                continue;
            auto const agreement = compare(judgement, i, j);
            if (agreement.compared == 0)
                continue;
            judgement.agreements.push_back(agreement);
            bool const apart = agreement.kelvins >
                               uncertainty_of(judgement, left) + uncertainty_of(judgement, right);
            add(judgement, apart ? "CERT-33" : "CERT-45", apart ? Severity::warn : Severity::info,
                text::cat("loggers ", left.serial, " and ", right.serial, " differ by at most ",
                          text::fixed(agreement.kelvins, 2), " K at the same time, at ",
                          stamp(agreement.at, false)))
                .value = text::cat(text::fixed(agreement.kelvins, 2), " K");
        }
    }
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
        auto const& limits = judgement.limits.front();
        bool const range = limits.base(Side::low) != nullptr && limits.base(Side::high) != nullptr;
        judgement.reason =
            text::cat("every trusted reading of the window is ", range ? "within " : "",
                      limits.range_text(), ", and the window is covered");
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
    judge_presence(judgement);
    judge_strangers(judgement);
    judge_channels(judgement);
    judge_agreement(judgement);
    withhold_proofs(judgement);
    for (auto const& logger : judgement.loggers) {
        for (auto const& recording : logger.recordings) {
            if (auto record = compare_device(recording))
                judgement.device_records.push_back(std::move(*record));
        }
    }
    conclude(judgement);
    return judgement;
}

} // namespace coldchain::certify
