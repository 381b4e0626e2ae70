// SPDX-License-Identifier: Apache-2.0
#include "certify/device_record.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <set>

namespace coldchain::certify {

namespace {

std::string stamp(logger::Recording const& recording, std::int64_t milliseconds) {
    return recording.basis == logger::TimeBasis::local
               ? to_text(LocalTime{milliseconds})
               : to_people({Instant{milliseconds}, std::string("Z")});
}

std::int64_t total_seconds(std::vector<Excursion> const& excursions) {
    std::int64_t total = 0;
    for (auto const& excursion : excursions)
        total += excursion.seconds;
    return total;
}

// Excursions beyond an alarm's limit, in order of time. Of several channels (or the lowest, highest
// and mean of a day) the one that is beyond for longest: what an alarm must have seen.
std::vector<Excursion> excursions_of(logger::Recording const& recording,
                                     logger::DeviceAlarm const& alarm) {
    std::vector<Excursion> longest;
    if (!alarm.limit || recording.times.empty())
        return longest;
    Span const whole{recording.times.front(), recording.times.back()};
    for (auto const& channel : recording.channels) {
        if (channel.quantity != logger::QuantityKind::temperature)
            continue;
        auto found = find_excursions(series_of(recording, channel),
                                     alarm.high ? Side::high : Side::low, *alarm.limit, whole);
        if (total_seconds(found) > total_seconds(longest))
            longest = std::move(found);
    }
    return longest;
}

// When an alarm with this delay fires on our excursions: after that time within one of them, or
// over all of them together.
std::optional<std::int64_t> fires_at(logger::DeviceAlarm const& alarm,
                                     std::vector<Excursion> const& excursions) {
    bool const accumulated = alarm.text.starts_with("accumulated");
    std::int64_t before = 0;
    for (auto const& excursion : excursions) {
        if (before + excursion.seconds >= alarm.delay_seconds)
            return excursion.from + (alarm.delay_seconds - before) * 1000;
        before += accumulated ? excursion.seconds : 0;
    }
    return std::nullopt;
}

std::string device_words(logger::Recording const& recording, logger::DeviceAlarm const& alarm) {
    if (!alarm.fired && !alarm.started)
        return "not fired";
    std::vector<std::string> parts;
    if (alarm.fired)
        parts.push_back(alarm.fired_at ? text::cat("fired ", stamp(recording, *alarm.fired_at))
                                       : std::string("fired"));
    else
        parts.emplace_back("not fired");
    if (alarm.started)
        parts.push_back(text::cat("clock from ", stamp(recording, *alarm.started)));
    if (alarm.accumulated_seconds > 0)
        parts.push_back(duration_text(alarm.accumulated_seconds));
    return text::join(parts, ", ");
}

std::string our_words(logger::Recording const& recording, std::vector<Excursion> const& ours,
                      std::optional<std::int64_t> fired_at) {
    if (ours.empty())
        return "no reading beyond the limit";
    return text::cat(
        ours.size() == 1 ? std::string("one excursion") : text::cat(ours.size(), " excursions"),
        " from ", stamp(recording, ours.front().from), ", ", duration_text(total_seconds(ours)),
        fired_at ? text::cat(", enough for the alarm at ", stamp(recording, *fired_at))
                 : std::string(", not enough for the alarm"));
}

void explain_start(logger::Recording const& recording, logger::DeviceAlarm const& alarm,
                   std::vector<Excursion> const& ours, std::set<std::string>& explanations) {
    if (!alarm.started || ours.empty() || *alarm.started == ours.front().from)
        return;
    auto const later = (*alarm.started - ours.front().from) / 1000;
    if (later == recording.interval_seconds && ours.front().from == recording.times.front()) {
        explanations.insert(text::cat(
            "Its alarm clock starts at ", stamp(recording, *alarm.started), ", ours at ",
            stamp(recording, ours.front().from), ": the device begins to count one logging ",
            "interval (", duration_text(recording.interval_seconds),
            ") after its start; we count from the first stored reading, which is already beyond "
            "the limit."));
        return;
    }
    explanations.insert(text::cat("Its alarm clock starts ", duration_text(std::abs(later)),
                                  later > 0 ? " after" : " before",
                                  " our first crossing: it judges its own samples, we judge the "
                                  "readings it stored."));
}

void explain_total(logger::Recording const& recording, logger::DeviceAlarm const& alarm,
                   std::vector<Excursion> const& ours, std::set<std::string>& explanations) {
    auto const difference = total_seconds(ours) - alarm.accumulated_seconds;
    if (alarm.accumulated_seconds == 0 || difference == 0)
        return;
    // makers who say how often they sample between the stored readings
    bool const each_minute = text::equal_ignoring_case(recording.device.maker, "Berlinger");
    auto const allowed = recording.interval_seconds * 2 *
                         static_cast<std::int64_t>(std::max<std::size_t>(1, ours.size()));
    explanations.insert(text::cat(
        "Its time beyond the limit differs from ours by ", duration_text(std::abs(difference)),
        each_minute ? ": it samples every minute and stores one reading every "
                    : ": it counts its own samples and stores one reading every ",
        duration_text(recording.interval_seconds),
        std::abs(difference) <= allowed
            ? "; up to one interval at each crossing or open end is to be expected."
            : "; this is more than one interval at each crossing and should be looked into."));
}

} // namespace

AlarmBeside alarm_beside(logger::Recording const& recording, logger::DeviceAlarm const& alarm) {
    AlarmBeside beside;
    auto const ours = excursions_of(recording, alarm);
    beside.excursions = ours.size();
    beside.seconds = total_seconds(ours);
    beside.fired_at = fires_at(alarm, ours);
    auto const near = [&](std::int64_t left, std::int64_t right, std::int64_t intervals) {
        return std::abs(left - right) <= recording.interval_seconds * intervals;
    };
    auto const crossings = 2 * static_cast<std::int64_t>(std::max<std::size_t>(1, ours.size()));
    beside.agrees = alarm.fired == beside.fired_at.has_value() &&
                    near(alarm.accumulated_seconds, beside.seconds, crossings) &&
                    (!alarm.fired_at || !beside.fired_at ||
                     near(*alarm.fired_at / 1000, *beside.fired_at / 1000, 1));
    return beside;
}

std::optional<DeviceRecord> compare_device(logger::Recording const& recording) {
    if (recording.device.alarms.empty())
        return std::nullopt;
    DeviceRecord record;
    record.serial = recording.device.serial;
    std::set<std::string> explanations; // the same words for several alarms once
    for (auto const& alarm : recording.device.alarms) {
        auto const ours = excursions_of(recording, alarm);
        record.lines.push_back({recording.device.serial, alarm.text, device_words(recording, alarm),
                                our_words(recording, ours, fires_at(alarm, ours))});
        explain_start(recording, alarm, ours, explanations);
        explain_total(recording, alarm, ours, explanations);
        if (!alarm.fired || !ours.empty())
            continue;
        record.unseen.push_back(alarm.text);
        explanations.insert(text::cat(
            "The device raised \"", alarm.text,
            "\" although no stored reading is beyond that limit: it judged samples between "
            "the stored ones."));
    }
    record.explanations.assign(explanations.begin(), explanations.end());
    return record;
}

} // namespace coldchain::certify
