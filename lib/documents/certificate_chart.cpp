// SPDX-License-Identifier: Apache-2.0
#include "common/text.hpp"
#include "documents/certificate_parts.hpp"
#include "draw/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace coldchain::documents {

using certify::ChannelJudgement;
using certify::Judgement;
using certify::Role;

namespace {

constexpr std::array<draw::Colour, 6> series_colours{
    draw::Colour{30, 60, 110}, draw::Colour{0, 120, 120}, draw::Colour{120, 60, 130},
    draw::Colour{90, 110, 30}, draw::Colour{150, 90, 30}, draw::Colour{80, 80, 80}};

/// Hours since the start of the chart, its x axis.
struct Axis {
    std::int64_t origin = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
    double hours(std::int64_t milliseconds) const {
        return static_cast<double>(milliseconds - origin) / 3'600'000.0;
    }
};

// The window and what lies around it, but no more than a quarter of it on each side.
Axis axis_of(Judgement const& judgement) {
    std::optional<certify::Span> data;
    for (auto const& channel : judgement.channels) {
        auto const& times = recording_of(judgement, channel).times;
        if (times.empty())
            continue;
        if (!data)
            data = certify::Span{times.front(), times.back()};
        data->from = std::min(data->from, times.front());
        data->to = std::max(data->to, times.back());
    }
    auto span = data.value_or(certify::Span{0, 3'600'000});
    auto const& window = judgement.window;
    if (window.from && window.to) {
        auto const room = (window.to->milliseconds - window.from->milliseconds) / 4;
        span.from = std::max(std::min(span.from, window.from->milliseconds),
                             window.from->milliseconds - room);
        span.to =
            std::min(std::max(span.to, window.to->milliseconds), window.to->milliseconds + room);
    }
    if (span.from >= span.to) {
        span.from -= 1'800'000;
        span.to += 1'800'000;
    }
    return {span.from, span.from, span.to};
}

// The legend has one line for all names; the table below it has them whole.
std::string short_name(std::string const& name) {
    auto const characters = text::code_points(name);
    if (characters.size() <= 24)
        return name;
    std::string out;
    for (std::size_t i = 0; i < 21; ++i)
        out += text::to_utf8(characters[i]);
    return out + "...";
}

// Of a long run no more than what a column of dots can show: its first, lowest, highest and last
// point, in their order, so that no extreme is lost.
std::vector<draw::ChartPoint> thinned(std::vector<draw::ChartPoint> run, double column) {
    std::vector<draw::ChartPoint> kept;
    for (std::size_t i = 0; i < run.size();) {
        auto const end = run[i].x + column;
        auto last = i;
        auto low = i;
        auto high = i;
        for (auto j = i; j < run.size() && run[j].x < end; ++j) {
            last = j;
            low = run[j].y < run[low].y ? j : low;
            high = run[j].y > run[high].y ? j : high;
        }
        std::array<std::size_t, 4> places{i, std::min(low, high), std::max(low, high), last};
        for (std::size_t k = 0; k < places.size(); ++k) {
            if (k == 0 || places.at(k) != places.at(k - 1))
                kept.push_back(run[places.at(k)]);
        }
        i = last + 1;
    }
    return kept;
}

draw::ChartSeries series_on(Axis const& axis, Judgement const& judgement,
                            ChannelJudgement const& channel, draw::Fonts const& fonts) {
    auto const& recording = recording_of(judgement, channel);
    auto const series =
        certify::series_of(recording, recording.channels[channel.channel], {axis.from, axis.to});
    draw::ChartSeries drawn;
    drawn.name = short_name(shown(fonts, draw::Face::sans, channel_words(judgement, channel)));
    std::optional<std::size_t> before;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series.trusted(i))
            continue;
        if (!before || !certify::adjacent(series, *before, i))
            drawn.runs.emplace_back();
        drawn.runs.back().push_back({axis.hours(series.times[i]), celsius(series.at(i))});
        before = i;
    }
    constexpr std::size_t columns = 3000; // a little finer than the dots of the page
    if (series.size() > 4 * columns) {
        for (auto& run : drawn.runs)
            run = thinned(std::move(run), axis.hours(axis.to) / columns);
    }
    return drawn;
}

void add_spans(draw::Chart& chart, Axis const& axis, Judgement const& judgement) {
    auto const& window = judgement.window;
    if (window.from && window.from->milliseconds > axis.from)
        chart.spans.push_back(
            {0, axis.hours(window.from->milliseconds), draw::SpanKind::trimmed, "before"});
    if (window.to && window.to->milliseconds < axis.to)
        chart.spans.push_back({axis.hours(window.to->milliseconds), axis.hours(axis.to),
                               draw::SpanKind::trimmed, "after"});
    for (auto const& reported : judgement.excursions) {
        if (judgement.channels[reported.channel].role == Role::ambient)
            continue;
        chart.spans.push_back({axis.hours(reported.excursion.from),
                               axis.hours(reported.excursion.to), draw::SpanKind::excursion,
                               "excursion"});
    }
    for (auto const& channel : judgement.channels) {
        for (auto const& gap : channel.cover.gaps)
            chart.spans.push_back(
                {axis.hours(gap.from), axis.hours(gap.to), draw::SpanKind::gap, "gap"});
    }
}

// Whole hours or days, as many as have room.
void add_ticks(draw::Chart& chart, Axis const& axis) {
    constexpr std::array<std::int64_t, 14> steps{5,   15,   30,   60,   120,   180,   360,
                                                 720, 1440, 2880, 7200, 14400, 43200, 144000};
    auto const minutes = (axis.to - axis.from) / 60'000;
    auto step = steps.back() * 60'000;
    for (auto const candidate : steps) {
        if (minutes / candidate <= 8) {
            step = candidate * 60'000;
            break;
        }
    }
    auto first = axis.from / step * step;
    if (first < axis.from)
        first += step;
    for (auto time = first; time <= axis.to; time += step) {
        auto const text = to_text(LocalTime{time});
        chart.x_ticks.push_back(
            {axis.hours(time), text::cat(text.substr(11, 5), "\n", text.substr(5, 5))});
    }
}

void add_marks(draw::Chart& chart, Axis const& axis, shipment::Shipment const* shipment) {
    if (shipment == nullptr)
        return;
    auto const& custody = shipment->custody;
    auto const mark = [&](std::optional<ZonedTime> const& at, std::string label) {
        if (at)
            chart.marks.push_back({axis.hours(at->instant.milliseconds), std::move(label)});
    };
    if (custody.packed)
        mark(custody.packed->at, "packed");
    for (auto const& handover : custody.handovers)
        mark(handover.at, "handover");
    if (custody.received)
        mark(custody.received->at, "received");
    std::stable_sort(chart.marks.begin(), chart.marks.end(),
                     [](auto const& left, auto const& right) { return left.x < right.x; });
}

void add_limits(draw::Chart& chart, Judgement const& judgement) {
    std::set<std::string> shown;
    for (auto const& limits : judgement.limits) {
        for (auto const& level : limits.levels) {
            auto const label = celsius_text(level.limit);
            // outer levels only when a reading comes near them: they would squeeze the curve
            bool const base = limits.base(level.side) == &level;
            bool const reached = std::any_of(
                judgement.channels.begin(), judgement.channels.end(), [&](auto const& channel) {
                    auto const& extreme = level.side == certify::Side::high
                                              ? channel.inside.maximum
                                              : channel.inside.minimum;
                    return extreme && std::abs(celsius(*extreme) - celsius(level.limit)) < 3;
                });
            if ((base || reached) && shown.insert(label).second)
                chart.limits.push_back({celsius(level.limit), label});
        }
    }
}

} // namespace

Result<void> set_chart(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    if (judgement.channels.empty())
        return {};
    auto const axis = axis_of(judgement);
    draw::Chart chart;
    chart.x_from = 0;
    chart.x_to = axis.hours(axis.to);
    for (auto const& channel : judgement.channels) {
        chart.series.push_back(series_on(axis, judgement, channel, sheet.fonts()));
        auto& series = chart.series.back();
        series.colour = channel.role == Role::ambient
                            ? draw::Colour{150, 150, 150}
                            : series_colours.at((chart.series.size() - 1) % series_colours.size());
    }
    bool const empty = std::all_of(chart.series.begin(), chart.series.end(),
                                   [](auto const& series) { return series.runs.empty(); });
    if (empty) {
        sheet.paragraph("No trusted reading can be placed in the window, so there is no chart.",
                        fact_style);
        return {};
    }
    add_limits(chart, judgement);
    add_spans(chart, axis, judgement);
    add_ticks(chart, axis);
    add_marks(chart, axis, facts.shipment);
    chart.y_title =
        text::cat("Degrees Celsius; times in UTC, ", to_text(date_of(LocalTime{axis.from})), " to ",
                  to_text(date_of(LocalTime{axis.to})));
    chart.text_size = points(7);
    chart.line_width = mm(0.25);
    // low enough that a page is enough when all is well; else there are more pages anyway
    bool const well = judgement.verdict == certify::Verdict::conforms;
    chart.area = sheet.pages.block(!well ? mm(62) : facts.paper == Paper::a4 ? mm(52) : mm(44));
    CC_TRY_ASSIGN(auto const items, draw::draw_chart(chart, sheet.fonts()));
    for (auto const& item : items)
        sheet.pages.add(item.name, item.primitive);
    sheet.pages.space(mm(2));
    return {};
}

} // namespace coldchain::documents
