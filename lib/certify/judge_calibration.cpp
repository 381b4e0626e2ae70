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
        with_facts(add(view, "CERT-34", Severity::warn,
                       text::cat("read ", celsius_words(*view.channel.inside.mean),
                                 " on average; its nearest calibration point is ", to_text(near))),
                   to_text(near),
                   text::cat("within ", to_text(nearest->value), " K of the readings"));
}

// Guarded acceptance (JCGM 106:2012, 8.3.2): the readings must keep every level also when it is
// drawn in by the uncertainty. What is beyond the level itself is judged elsewhere.
void judge_guarded(View const& view, TemperatureDelta uncertainty) {
    for (std::size_t i = 0; i < view.limits.levels.size(); ++i) {
        auto const& level = view.limits.levels[i];
        auto const guard = moved(level.limit, uncertainty, level.side);
        if (!guard || why_not_allowed(view, level, view.channel.excursions.at(i)))
            continue;
        auto const excursions = find_excursions(view.inside, level.side, *guard, view.window);
        auto const why = why_not_allowed(view, level, excursions);
        if (!why)
            continue;
        auto const& extreme =
            level.side == Side::high ? view.channel.inside.maximum : view.channel.inside.minimum;
        auto& finding =
            add(view, "CERT-21", Severity::unknown,
                text::cat("read ", to_text(*extreme), "; the limit ", to_text(level.limit),
                          " less the calibration's uncertainty of ", to_text(uncertainty.value),
                          " K is ", to_text(*guard), ": ", *why));
        finding.value = to_text(*extreme);
        finding.limit = to_text(*guard);
    }
}

// With a simple decision a reading so near a limit only warns.
void warn_near_limits(View const& view, TemperatureDelta uncertainty) {
    for (auto const side : {Side::low, Side::high}) {
        auto const* const level = view.limits.base(side);
        auto const& extreme =
            side == Side::high ? view.channel.inside.maximum : view.channel.inside.minimum;
        if (level == nullptr || !extreme)
            continue;
        auto const guard = moved(level->limit, uncertainty, side);
        bool const inside_limit =
            side == Side::high ? *extreme <= level->limit : *extreme >= level->limit;
        bool const inside_guard =
            !guard || (side == Side::high ? *extreme <= *guard : *extreme >= *guard);
        if (!inside_limit || inside_guard)
            continue;
        auto& finding =
            add(view, "CERT-32", Severity::warn,
                text::cat("read ", to_text(*extreme), ", within the calibration's uncertainty (",
                          to_text(uncertainty.value), " K) of the limit ", to_text(level->limit)));
        finding.value = to_text(*extreme);
        finding.limit = to_text(*guard);
    }
}

} // namespace

void judge_guard_band(View const& view) {
    bool const guarded = view.limits.decision == Decision::guarded;
    auto const& calibration = view.logger.calibration;
    if (calibration && calibration->uncertainty) {
        if (guarded)
            judge_guarded(view, *calibration->uncertainty);
        else
            warn_near_limits(view, *calibration->uncertainty);
        return;
    }
    if (!guarded)
        return;
    auto& finding = add(view, "CERT-21", Severity::unknown,
                        "has no stated calibration uncertainty, which the profile's guard band "
                        "needs");
    with_facts(finding, "no uncertainty", "a stated uncertainty");
    finding.fix = "add uncertainty to [logger.calibration] of the shipment";
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
        with_facts(finding, "no certificate", "a calibration valid at the last reading");
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
