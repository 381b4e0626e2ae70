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
/// "above" or "below".
std::string_view beyond_word(Side side);
/// Length of the window.
std::int64_t trip_seconds(View const& view);

/// Adds a finding about the whole.
Finding& add(Judgement& judgement, std::string_view code, Severity severity, std::string message);
/// Adds one about the channel; `message` goes on after the logger's name. An ambient logger only
/// informs, and readings that cannot be placed in the window prove nothing.
Finding& add(View const& view, std::string_view code, Severity severity, std::string message);

// judge_limits.cpp
void find_and_judge_excursions(View& view);
void judge_suspects(View const& view);
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
// judge_calibration.cpp
void judge_calibration(View const& view);
void judge_guard_band(View const& view);

} // namespace coldchain::certify
