// SPDX-License-Identifier: Apache-2.0
// What is known of the logger's truth: its calibration, and how near the readings come to a limit.
#include "certify/view.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <cmath>

namespace coldchain::certify {

namespace {

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

} // namespace

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

} // namespace coldchain::certify
