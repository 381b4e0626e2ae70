// SPDX-License-Identifier: Apache-2.0
#include "certify/view.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::certify {

namespace {

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

} // namespace

std::string stamp(std::int64_t milliseconds, bool local) {
    return local ? to_text(LocalTime{milliseconds})
                 : to_people({Instant{milliseconds}, std::string("Z")});
}

std::int64_t trip_seconds(View const& view) {
    return (view.window.to - view.window.from + 999) / 1000;
}

std::int64_t unseen_seconds(View const& view) {
    auto const& cover = view.channel.cover;
    if (!cover.first)
        return trip_seconds(view);
    std::int64_t seconds = 0;
    for (auto const& gap : cover.gaps)
        seconds += gap.seconds();
    if (!reaches_start(cover, view.window, view.channel.step))
        seconds += (*cover.first - view.window.from + 999) / 1000;
    if (!reaches_end(cover, view.window, view.channel.step))
        seconds += (view.window.to - *cover.last + 999) / 1000;
    return seconds;
}

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

void with_facts(Finding& finding, std::string value, std::string limit) {
    finding.value = std::move(value);
    finding.limit = std::move(limit);
}

Finding& add(Judgement& judgement, std::string_view code, Severity severity, std::string message) {
    Finding finding;
    finding.rule = code;
    finding.severity = severity;
    finding.message = std::move(message);
    judgement.findings.push_back(std::move(finding));
    return judgement.findings.back();
}

Finding& add(View const& view, std::string_view code, Severity severity,
             std::string const& message) {
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

} // namespace coldchain::certify
