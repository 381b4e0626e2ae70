// SPDX-License-Identifier: Apache-2.0
#include "tools/readings_chart.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "draw/chart.hpp"
#include "draw/flow.hpp"
#include "render/renderer.hpp"

#include <algorithm>
#include <array>

namespace coldchain::tools {

namespace {

constexpr draw::Grid grid{20, 1};
constexpr draw::Dots page_width = 297 * 20;
constexpr draw::Dots page_height = 210 * 20;
constexpr draw::Dots margin = 15 * 20;
constexpr double hour_ms = 3'600'000.0;
constexpr std::size_t points_drawn = 4000; ///< of a series; more would not be seen

constexpr std::array colours{draw::Colour{30, 60, 110},  draw::Colour{0, 120, 120},
                             draw::Colour{120, 60, 130}, draw::Colour{90, 110, 30},
                             draw::Colour{150, 90, 30},  draw::Colour{80, 80, 80}};

std::string stamp(logger::Recording const& recording, std::int64_t time) {
    return recording.basis == logger::TimeBasis::utc ? to_rfc3339({time})
                                                     : to_text(LocalTime{time}) + " local";
}

bool counts(logger::Reading reading) {
    return reading.flag == logger::ReadingFlag::ok || reading.flag == logger::ReadingFlag::suspect;
}

// The lowest and highest of every so many points, in their order, so that no peak is lost.
std::vector<draw::ChartPoint> thinned(std::vector<draw::ChartPoint> const& points,
                                      std::size_t total) {
    std::size_t const group = total / points_drawn * 2;
    if (group < 4)
        return points;
    auto const lower = [](auto const& a, auto const& b) { return a.y < b.y; };
    std::vector<draw::ChartPoint> kept;
    for (std::size_t at = 0; at < points.size(); at += group) {
        auto const first = points.begin() + static_cast<std::ptrdiff_t>(at);
        auto const last =
            points.begin() + static_cast<std::ptrdiff_t>(std::min(at + group, points.size()));
        auto [low, high] = std::minmax_element(first, last, lower);
        if (high < low)
            std::swap(low, high);
        kept.push_back(*low);
        if (high != low)
            kept.push_back(*high);
    }
    return kept;
}

draw::ChartSeries series_of(logger::Recording const& recording, logger::Channel const& channel) {
    draw::ChartSeries series;
    series.name = channel.name;
    auto const longest_step = recording.interval_seconds * 1500;
    std::optional<std::size_t> before;
    for (std::size_t i = 0; i < recording.times.size(); ++i) {
        if (!counts(channel.readings[i]))
            continue;
        bool const goes_on =
            before && recording.times[i] >= recording.times[*before] &&
            (longest_step == 0 || recording.times[i] - recording.times[*before] <= longest_step);
        if (!goes_on)
            series.runs.emplace_back();
        auto const hours = static_cast<double>(recording.times[i] - recording.times[0]) / hour_ms;
        series.runs.back().push_back({hours, celsius(logger::temperature(channel, i))});
        before = i;
    }
    for (auto& run : series.runs)
        run = thinned(run, recording.times.size());
    return series;
}

// Whole minutes, hours or days, as many as have room.
void add_ticks(draw::Chart& chart, std::int64_t from, std::int64_t to) {
    constexpr std::array<std::int64_t, 15> steps{1,   5,    15,   30,   60,    120,   180,   360,
                                                 720, 1440, 2880, 7200, 14400, 43200, 144000};
    std::int64_t step = steps.back() * 60'000;
    for (auto const candidate : steps) {
        if ((to - from) / 60'000 / candidate <= 10) {
            step = candidate * 60'000;
            break;
        }
    }
    for (auto time = (from + step - 1) / step * step; time <= to; time += step) {
        auto const text = to_text(LocalTime{time});
        chart.x_ticks.push_back({static_cast<double>(time - from) / hour_ms,
                                 text::cat(text.substr(11, 5), "\n", text.substr(5, 5))});
    }
}

// Characters the face lacks would stop the page: they become question marks.
std::string drawable(std::string_view text, draw::Fonts const& fonts) {
    std::string out;
    for (char32_t const c : text::code_points(text))
        out += fonts.has_glyph(draw::Face::sans, c) ? text::to_utf8(c) : "?";
    return out;
}

Result<draw::Page> page_of(logger::Recording const& recording, draw::Fonts const& fonts) {
    draw::Page page{page_width, page_height, {}};
    auto const& device = recording.device;
    auto const line = [&](draw::Dots y, draw::Dots size, std::string const& text) {
        page.items.push_back({"heading", draw::Text{{margin, y},
                                                    drawable(text, fonts),
                                                    draw::Face::sans,
                                                    size,
                                                    draw::Rotation::none,
                                                    draw::black}});
    };
    line(margin + 90, 110, recording.file);
    line(margin + 190, 64,
         text::cat(device.maker, device.maker.empty() ? "" : " ", device.model,
                   device.serial.empty() ? "" : ", serial ", device.serial, "; ",
                   recording.times.size(), " readings, ", stamp(recording, recording.times.front()),
                   " to ", stamp(recording, recording.times.back())));
    line(page_height - margin, 48, text::cat("SHA-256 ", recording.sha256));
    draw::Chart chart;
    auto const from = recording.times.front();
    auto const to =
        std::max(from + 60'000, *std::max_element(recording.times.begin(), recording.times.end()));
    chart.x_to = static_cast<double>(to - from) / hour_ms;
    for (auto const& channel : recording.channels) {
        if (channel.quantity != logger::QuantityKind::temperature || chart.series.size() >= 6)
            continue;
        auto series = series_of(recording, channel);
        if (series.runs.empty())
            continue;
        series.name = drawable(series.name, fonts);
        series.colour = colours.at(chart.series.size());
        chart.series.push_back(std::move(series));
    }
    for (std::size_t i = 0; i < recording.gaps.size() && i < 50; ++i)
        chart.spans.push_back({static_cast<double>(recording.gaps[i].from - from) / hour_ms,
                               static_cast<double>(recording.gaps[i].to - from) / hour_ms,
                               draw::SpanKind::gap, "gap"});
    add_ticks(chart, from, to);
    chart.y_title =
        text::cat("Degrees Celsius; times ",
                  recording.basis == logger::TimeBasis::utc ? "in UTC" : "local, as in the file");
    chart.text_size = 50;
    chart.line_width = 5;
    chart.area = {margin, margin + 260, page_width - 2 * margin, page_height - 2 * margin - 360};
    CC_TRY_ASSIGN(auto items, draw::draw_chart(chart, fonts));
    std::move(items.begin(), items.end(), std::back_inserter(page.items));
    return page;
}

} // namespace

Result<std::string> chart_pdf(std::span<logger::Recording const> recordings) {
    CC_TRY_ASSIGN(auto const fonts, draw::Fonts::load(draw::default_font_folder));
    draw::Drawing drawing{grid, "readings", {}};
    for (auto const& recording : recordings) {
        if (recording.times.empty())
            continue;
        CC_TRY_ASSIGN(auto page, page_of(recording, fonts));
        drawing.pages.push_back(std::move(page));
    }
    if (drawing.pages.empty())
        return Error{ErrorKind::input, {}, "there is no reading to draw", {}};
    return render::make_pdf_renderer(fonts)->render(drawing);
}

} // namespace coldchain::tools
