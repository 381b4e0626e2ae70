// SPDX-License-Identifier: Apache-2.0
// One channel while it is judged, and the questions asked about it, each of which adds findings.
// For this module alone.
#pragma once

#include "certify/verdict.hpp"

#include <string>
#include <string_view>

namespace coldchain::certify {

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

/// For people: UTC to the minute, or the local time as it stands.
std::string stamp(std::int64_t milliseconds, bool local);
/// Length of the window.
std::int64_t trip_seconds(View const& view);

/// What was found and what is allowed, for the columns of a report.
void with_facts(Finding& finding, std::string value, std::string limit);
/// Adds a finding about the whole.
Finding& add(Judgement& judgement, std::string_view code, Severity severity, std::string message);
/// Adds one about the channel; `message` goes on after the logger's name. An ambient logger only
/// informs, and readings that cannot be placed in the window prove nothing.
Finding& add(View const& view, std::string_view code, Severity severity,
             std::string const& message);

/// What of a recording is judged: the window, or all of it when it has no custody times or its
/// stamps are local.
Span judged_span(Judgement const& judgement, logger::Recording const& recording);
/// What of the window no trusted reading stands for, in seconds: gaps, and the ends of the window
/// that are further than a step from the first and the last reading.
std::int64_t unseen_seconds(View const& view);

// judge_limits.cpp
/// "45 min at once, allowed are 30 min": the first thing that goes beyond what a level allows.
std::optional<std::string> why_not_allowed(View const& view, Level const& level,
                                           std::span<Excursion const> excursions);
void find_and_judge_excursions(View& view);
void judge_suspects(View const& view);
/// Readings colder than any coolant: a sensor that failed may read so.
void judge_coldest(View const& view);
void judge_rate(View& view);
void judge_mkt(View const& view);
// judge_cover.cpp
void judge_ends(View const& view);
void judge_gaps(View const& view);
void judge_interval(View const& view);
void judge_trims(View const& view);
void judge_profile_dates(View const& view);
void judge_file(View const& view);
void judge_clock(View const& view);
void judge_backward_clock(View const& view);
// judge_loggers.cpp
/// The largest disagreement of loggers of one role in one package, at equal times.
void judge_agreement(Judgement& judgement);
/// The device's own alarms beside ours.
void judge_devices(Judgement& judgement);
// judge_calibration.cpp
void judge_calibration(View const& view);
void judge_guard_band(View const& view);

} // namespace coldchain::certify
