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

std::string_view beyond_word(Side side) {
    return side == Side::high ? "above" : "below";
}

std::int64_t trip_seconds(View const& view) {
    return (view.window.to - view.window.from + 999) / 1000;
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

} // namespace coldchain::certify
