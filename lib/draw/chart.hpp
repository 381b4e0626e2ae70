// SPDX-License-Identifier: Apache-2.0
// A chart of plain series over a common x axis, as primitives. It knows nothing of time or
// temperature: the caller gives numbers, the texts of the x ticks, and what the marks mean.
#pragma once

#include "common/result.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"

#include <optional>
#include <string>
#include <vector>

namespace coldchain::draw {

struct ChartPoint {
    double x = 0;
    double y = 0;
};

/// A line for each run; between runs there is a gap that nothing crosses. A run of one point is a
/// dot. `x` must not fall within a run.
struct ChartSeries {
    std::string name; ///< shown in the legend when there are several series
    std::vector<std::vector<ChartPoint>> runs;
    Colour colour = {30, 60, 110};
    Dots dash = 0;
};

/// A level line across the whole chart, labelled at its right end: a limit.
struct ChartLimit {
    double y = 0;
    std::string label; ///< "8.0"
    Colour colour = {180, 30, 30};
};

/// A part of the x axis: greyed out (not judged), an excursion (tinted), or a gap (hatched edges).
enum class SpanKind { trimmed, excursion, gap };
struct ChartSpan {
    double from = 0;
    double to = 0;
    SpanKind kind = SpanKind::trimmed;
    std::string label; ///< small, at the top of the span, left out where it is wider than the span
};

/// A moment: a line from top to bottom, with a short label above the plot, left out where it would
/// touch the one before.
struct ChartMark {
    double x = 0;
    std::string label;
};

struct ChartTick {
    double x = 0;
    std::string label; ///< may hold one line feed: two lines
};

struct Chart {
    Rect area;                    ///< everything, axis texts included
    double x_from = 0;            ///< the x axis reaches at least from here
    double x_to = 1;              ///< to here
    std::optional<double> y_from; ///< the y axis reaches at least from here, when given
    std::optional<double> y_to;
    std::vector<ChartSeries> series;
    std::vector<ChartLimit> limits;
    std::vector<ChartSpan> spans;
    std::vector<ChartTick> x_ticks;
    std::vector<ChartMark> marks;
    std::string y_title; ///< above the axis, level: "degrees C"
    Dots text_size = 0;
    Dots line_width = 1; ///< of the series; axes and limits are thinner
    std::string name = "chart";
};

/// The chart as items in drawing order, all inside `area`. Axes are widened to whatever data and
/// limits need: nothing is ever cut off. Refuses numbers that are not finite, an
/// empty or too small area, and a label with a character the faces lack.
Result<std::vector<Item>> draw_chart(Chart const& chart, Fonts const& fonts);

/// Round steps (1, 2 or 5 times a power of ten) from at most `low` to at least `high`, with
/// `decimals` the digits their labels need.
struct NiceTicks {
    std::vector<double> values;
    int decimals = 0;
};
NiceTicks nice_ticks(double low, double high, int at_most);

} // namespace coldchain::draw
