// SPDX-License-Identifier: Apache-2.0
// The plot stands in the middle; texts stand around it, never on the lines. From back to front:
// spans, grid, limits, series, texts. Both axes are widened to whatever they must show: a chart
// that cuts a reading off would hide just the one that matters.
//
// Series of any length stay small: of all points that fall into one column of dots only the first,
// the lowest, the highest and the last are kept, which draws the same ink.
#include "draw/chart.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace coldchain::draw {

namespace {

constexpr Colour grid_colour{222, 224, 228};
constexpr Colour axis_colour{90, 94, 100};
constexpr Colour text_colour{60, 64, 70};
constexpr Colour gap_colour{150, 110, 0};

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void include(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    /// Never without extent, so that one can divide by it.
    void open(double half_width) {
        if (low > high)
            *this = {0, 0};
        if (high - low <= std::max(std::abs(low), std::abs(high)) * 1e-9 + 1e-9) {
            low -= half_width;
            high += half_width;
        }
    }
};

template <class Visit>
void each_point(Chart const& chart, Visit visit) {
    for (auto const& series : chart.series)
        for (auto const& run : series.runs)
            for (ChartPoint const point : run)
                visit(point);
}

/// Also not so large that arithmetic on it would no longer be.
bool is_usable(double value) {
    return std::isfinite(value) && std::abs(value) < 1e100;
}

bool all_usable(Chart const& chart) {
    bool usable = is_usable(chart.x_from) && is_usable(chart.x_to) &&
                  is_usable(chart.y_from.value_or(0)) && is_usable(chart.y_to.value_or(0));
    each_point(chart, [&](ChartPoint point) {
        usable = usable && is_usable(point.x) && is_usable(point.y);
    });
    for (auto const& limit : chart.limits)
        usable = usable && is_usable(limit.y);
    for (auto const& span : chart.spans)
        usable = usable && is_usable(span.from) && is_usable(span.to);
    for (auto const& tick : chart.x_ticks)
        usable = usable && is_usable(tick.x);
    for (auto const& mark : chart.marks)
        usable = usable && is_usable(mark.x);
    return usable;
}

Result<void> check_texts(Chart const& chart, Fonts const& fonts) {
    std::vector<std::string_view> texts{chart.y_title};
    for (auto const& series : chart.series)
        texts.push_back(series.name);
    for (auto const& limit : chart.limits)
        texts.push_back(limit.label);
    for (auto const& span : chart.spans)
        texts.push_back(span.label);
    for (auto const& mark : chart.marks)
        texts.push_back(mark.label);
    for (auto const& tick : chart.x_ticks)
        for (auto const line : text::split(tick.label, '\n'))
            texts.push_back(line);
    for (auto const shown : texts)
        CC_TRY(fonts.check_glyphs(Face::sans, shown));
    return {};
}

/// The points that draw the same ink as all of them when a column is `step` dots wide.
std::vector<Point> thinned(std::span<Point const> points, Dots step) {
    std::vector<Point> kept;
    auto const keep = [&kept](Point point) {
        if (kept.empty() || kept.back() != point)
            kept.push_back(point);
    };
    for (std::size_t i = 0; i < points.size();) {
        std::size_t lowest = i;
        std::size_t highest = i;
        std::size_t last = i;
        for (; last < points.size() && points[last].x / step == points[i].x / step; ++last) {
            if (points[last].y < points[lowest].y)
                lowest = last;
            if (points[last].y > points[highest].y)
                highest = last;
        }
        keep(points[i]);
        keep(points[std::min(lowest, highest)]);
        keep(points[std::max(lowest, highest)]);
        keep(points[last - 1]);
        i = last;
    }
    return kept;
}

class Plotter {
public:
    Plotter(Chart const& chart, Fonts const& fonts)
        : m_chart(chart), m_fonts(fonts), m_metrics(fonts.metrics(Face::sans, chart.text_size)),
          m_hair(std::max(1, chart.line_width / 2)) {}

    Result<std::vector<Item>> draw() {
        find_ranges();
        CC_TRY(lay_out());
        draw_spans();
        draw_grid();
        draw_marks();
        draw_limits();
        for (auto const& series : m_chart.series)
            draw_series(series);
        draw_span_labels();
        draw_x_axis();
        draw_head();
        return std::move(m_items);
    }

private:
    Dots gap() const { return std::max(2, m_chart.text_size / 2); }
    Dots text_height() const { return m_metrics.ascent + m_metrics.descent; }
    Dots width_of(std::string_view shown) const {
        return m_fonts.width(Face::sans, m_chart.text_size, shown);
    }

    void find_ranges() {
        m_x = {std::min(m_chart.x_from, m_chart.x_to), std::max(m_chart.x_from, m_chart.x_to)};
        each_point(m_chart, [this](ChartPoint point) {
            m_x.include(point.x);
            m_y.include(point.y);
        });
        for (auto const& limit : m_chart.limits)
            m_y.include(limit.y);
        if (m_chart.y_from)
            m_y.include(*m_chart.y_from);
        if (m_chart.y_to)
            m_y.include(*m_chart.y_to);
        m_x.open(0.5);
        m_y.open(1);
    }

    /// Places the plot: texts get the room they need, the plot gets the rest.
    Result<void> lay_out() {
        Dots bottom = 2 * gap();
        int tick_lines = 0;
        for (auto const& tick : m_chart.x_ticks)
            tick_lines = std::max(tick_lines, 1 + static_cast<int>(std::count(
                                                      tick.label.begin(), tick.label.end(), '\n')));
        bottom += tick_lines * m_metrics.line_height;
        Dots const top = head_height() + gap();
        Dots const height = m_chart.area.height - top - bottom;
        m_ticks = nice_ticks(m_y.low, m_y.high,
                             std::clamp(height / std::max(1, 2 * text_height()), 2, 10));
        m_y = {m_ticks.values.front(), m_ticks.values.back()};
        Dots left = 0;
        for (double const value : m_ticks.values)
            left = std::max(left, width_of(text::fixed(value, m_ticks.decimals)));
        Dots right = 0;
        for (auto const& limit : m_chart.limits)
            right = std::max(right, width_of(limit.label));
        m_plot = {m_chart.area.x + left + gap(), m_chart.area.y + top,
                  m_chart.area.width - left - right - 2 * gap(), height};
        if (m_plot.width < 4 * m_chart.text_size || m_plot.height < 2 * m_chart.text_size)
            return input_error({},
                               text::cat(m_chart.name, ": an area of ", m_chart.area.width, " by ",
                                         m_chart.area.height, " dots leaves no room for the plot"));
        return {};
    }

    bool has_legend() const { return m_chart.series.size() > 1; }

    Dots head_height() const {
        bool const title = !m_chart.y_title.empty();
        return (title ? m_metrics.line_height : 0) + (has_legend() ? m_metrics.line_height : 0) +
               (m_chart.marks.empty() ? 0 : m_metrics.line_height);
    }

    Dots at_x(double x) const {
        return m_plot.x +
               static_cast<Dots>(std::lround((x - m_x.low) / (m_x.high - m_x.low) * m_plot.width));
    }
    Dots at_y(double y) const {
        return m_plot.y + m_plot.height -
               static_cast<Dots>(std::lround((y - m_y.low) / (m_y.high - m_y.low) * m_plot.height));
    }

    void add(Primitive primitive) { m_items.push_back({m_chart.name, std::move(primitive)}); }

    void add_text(Point at, std::string_view shown, Colour colour, Face face = Face::sans) {
        if (!shown.empty())
            add(Text{at, std::string(shown), face, m_chart.text_size, Rotation::none, colour});
    }

    void add_fill(Rect rect, Colour colour) { add(Box{rect, 0, true, black, colour}); }

    struct DotSpan {
        Dots from = 0;
        Dots to = 0;
    };
    /// Clipped to the plot and at least a hair wide; a span wholly outside has no width.
    DotSpan dots_of(ChartSpan const& span) const {
        double const from = std::clamp(std::min(span.from, span.to), m_x.low, m_x.high);
        double const to = std::clamp(std::max(span.from, span.to), m_x.low, m_x.high);
        bool const outside =
            std::max(span.from, span.to) < m_x.low || std::min(span.from, span.to) > m_x.high;
        Dots const left = std::min(at_x(from), m_plot.x + m_plot.width - m_hair);
        return {left, outside ? left : std::max(at_x(to), left + m_hair)};
    }

    void draw_spans() {
        for (auto const& span : m_chart.spans) {
            auto const [from, to] = dots_of(span);
            if (from == to)
                continue;
            switch (span.kind) {
            case SpanKind::trimmed:
                add_fill({from, m_plot.y, to - from, m_plot.height}, {238, 239, 241});
                break;
            case SpanKind::excursion:
                add_fill({from, m_plot.y, to - from, m_plot.height}, {252, 228, 224});
                break;
            case SpanKind::gap:
                add_fill({from, m_plot.y, to - from, m_plot.height}, {255, 246, 214});
                for (Dots const edge : {from, to})
                    add(Line{{edge, m_plot.y},
                             {edge, m_plot.y + m_plot.height},
                             m_hair,
                             gap_colour,
                             4 * m_hair});
                break;
            }
        }
    }

    void draw_span_labels() {
        for (auto const& span : m_chart.spans) {
            auto const [from, to] = dots_of(span);
            Dots const width = width_of(span.label);
            if (width > 0 && width + gap() <= to - from)
                add_text(
                    {from + (to - from - width) / 2, m_plot.y + gap() / 2 + m_metrics.cap_height},
                    span.label, text_colour);
        }
    }

    void draw_grid() {
        for (double const value : m_ticks.values) {
            Dots const y = at_y(value);
            add(Line{{m_plot.x, y}, {m_plot.x + m_plot.width, y}, m_hair, grid_colour, 0});
            auto const label = text::fixed(value, m_ticks.decimals);
            add_text({m_plot.x - gap() - width_of(label), y + m_metrics.cap_height / 2}, label,
                     text_colour);
        }
        for (auto const& tick : m_chart.x_ticks)
            if (tick.x >= m_x.low && tick.x <= m_x.high)
                add(Line{{at_x(tick.x), m_plot.y},
                         {at_x(tick.x), m_plot.y + m_plot.height},
                         m_hair,
                         grid_colour,
                         0});
    }

    void draw_marks() {
        Dots free_from = m_chart.area.x;
        Dots const area_end = m_chart.area.x + m_chart.area.width;
        for (auto const& mark : m_chart.marks) {
            if (mark.x < m_x.low || mark.x > m_x.high)
                continue;
            Dots const x = at_x(mark.x);
            add(Line{{x, m_plot.y}, {x, m_plot.y + m_plot.height}, m_hair, axis_colour, 0});
            Dots const width = width_of(mark.label);
            Dots const left =
                std::clamp(x - width / 2, m_plot.x, std::max(m_plot.x, area_end - width));
            if (left < free_from)
                continue;
            add_text({left, m_plot.y - gap() / 2 - m_metrics.descent}, mark.label, text_colour);
            free_from = left + width + gap();
        }
    }

    /// Labels stand right of their lines; where two would touch, the lower one moves down.
    void draw_limits() {
        auto limits = m_chart.limits;
        std::stable_sort(limits.begin(), limits.end(),
                         [](auto const& a, auto const& b) { return a.y > b.y; });
        Dots lowest = m_plot.y - text_height();
        for (auto const& limit : limits) {
            Dots const y = at_y(limit.y);
            add(Line{{m_plot.x, y},
                     {m_plot.x + m_plot.width, y},
                     std::max(m_hair, 1),
                     limit.colour,
                     6 * m_hair});
            Dots const baseline =
                std::max(y + m_metrics.cap_height / 2, lowest + m_metrics.line_height);
            add_text({m_plot.x + m_plot.width + gap(), baseline}, limit.label, limit.colour);
            lowest = baseline;
        }
    }

    void draw_series(ChartSeries const& series) {
        for (auto const& run : series.runs) {
            std::vector<Point> points;
            points.reserve(run.size());
            for (ChartPoint const point : run)
                points.push_back({at_x(point.x), at_y(point.y)});
            points = thinned(points, std::max(1, m_chart.line_width));
            if (points.size() == 1)
                add_dot(points.front(), series.colour);
            else if (!points.empty())
                add(Path{std::move(points), false, false, m_chart.line_width, series.colour});
        }
    }

    void add_dot(Point at, Colour colour) {
        Dots const side = 2 * m_chart.line_width + 1;
        add_fill({at.x - side / 2, at.y - side / 2, side, side}, colour);
    }

    void draw_x_axis() {
        Dots const bottom = m_plot.y + m_plot.height;
        add(Line{{m_plot.x, bottom}, {m_plot.x + m_plot.width, bottom}, m_hair, axis_colour, 0});
        Dots free_from = m_chart.area.x;
        for (auto const& tick : m_chart.x_ticks) {
            if (tick.x < m_x.low || tick.x > m_x.high)
                continue;
            Dots const x = at_x(tick.x);
            add(Line{{x, bottom}, {x, bottom + gap()}, m_hair, axis_colour, 0});
            free_from = draw_tick_label(tick, x, free_from);
        }
    }

    /// Leaves a label out where it would touch the one before; gives where the next may begin.
    Dots draw_tick_label(ChartTick const& tick, Dots x, Dots free_from) {
        auto const lines = text::split(tick.label, '\n');
        Dots widest = 0;
        for (auto const line : lines)
            widest = std::max(widest, width_of(line));
        Dots const area_end = m_chart.area.x + m_chart.area.width;
        Dots const left =
            std::clamp(x - widest / 2, m_chart.area.x, std::max(m_chart.area.x, area_end - widest));
        if (left < free_from)
            return free_from;
        Dots baseline = m_plot.y + m_plot.height + gap() + gap() / 2 + m_metrics.ascent;
        for (auto const line : lines) {
            add_text({left + (widest - width_of(line)) / 2, baseline}, line, text_colour);
            baseline += m_metrics.line_height;
        }
        return left + widest + gap();
    }

    /// The title of the y axis, and under it the names of the series with their colours.
    void draw_head() {
        Dots baseline = m_chart.area.y + m_metrics.ascent;
        if (!m_chart.y_title.empty()) {
            add_text({m_chart.area.x, baseline}, m_chart.y_title, text_colour);
            baseline += m_metrics.line_height;
        }
        if (!has_legend())
            return;
        Dots x = m_plot.x;
        for (auto const& series : m_chart.series) {
            Dots const y = baseline - m_metrics.x_height / 2;
            add(Line{
                {x, y}, {x + 2 * m_chart.text_size, y}, 2 * m_chart.line_width, series.colour, 0});
            x += 2 * m_chart.text_size + gap();
            add_text({x, baseline}, series.name, text_colour);
            x += width_of(series.name) + 2 * gap();
        }
    }

    Chart const& m_chart;
    Fonts const& m_fonts;
    FaceMetrics m_metrics;
    Dots m_hair;
    Range m_x;
    Range m_y;
    NiceTicks m_ticks;
    Rect m_plot;
    std::vector<Item> m_items;
};

/// A step of one digit (1, 2 or 5) times a power of ten.
struct Step {
    int digit = 1;
    int power = 0;

    double of(std::int64_t times) const {
        auto const whole = static_cast<double>(times * digit);
        return power < 0 ? whole / std::pow(10, -power) : whole * std::pow(10, power);
    }
};

Step next(Step step) {
    switch (step.digit) {
    case 1:
        return {2, step.power};
    case 2:
        return {5, step.power};
    default:
        return {1, step.power + 1};
    }
}

} // namespace

NiceTicks nice_ticks(double low, double high, int at_most) {
    at_most = std::max(at_most, 2);
    // beyond a billionth of the values, steps are no longer told apart by their labels
    double const extent =
        std::max(high - low, std::max(std::abs(low), std::abs(high)) * 1e-9 + 1e-9);
    Step step{1, static_cast<int>(std::floor(std::log10(extent / at_most))) - 1};
    std::int64_t first = 0;
    std::int64_t last = 0;
    do {
        step = next(step);
        first = static_cast<std::int64_t>(std::floor(low / step.of(1) + 1e-9));
        last = static_cast<std::int64_t>(std::ceil(high / step.of(1) - 1e-9));
    } while (last - first + 1 > at_most);
    NiceTicks ticks{{}, std::max(0, -step.power)};
    for (std::int64_t i = first; i <= last; ++i)
        ticks.values.push_back(step.of(i));
    return ticks;
}

Result<std::vector<Item>> draw_chart(Chart const& chart, Fonts const& fonts) {
    if (chart.area.width < 1 || chart.area.height < 1 || chart.text_size < 1 ||
        chart.line_width < 1)
        return input_error({}, text::cat(chart.name, ": area, text size and line width must not be "
                                                     "empty"));
    if (!all_usable(chart))
        return input_error({}, text::cat(chart.name, ": a number is not finite"));
    CC_TRY(check_texts(chart, fonts));
    return Plotter(chart, fonts).draw();
}

} // namespace coldchain::draw
