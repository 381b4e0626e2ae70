// SPDX-License-Identifier: Apache-2.0
// Charts: everything inside, nothing hidden, gaps kept.
#include "draw/chart.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace coldchain;
using namespace coldchain::draw;

namespace {

Fonts const& fonts() {
    static auto const loaded = Fonts::load(default_font_folder);
    REQUIRE(loaded);
    return loaded.value();
}

Chart sample() {
    Chart chart;
    chart.area = {100, 200, 2400, 1200};
    chart.text_size = 48;
    chart.line_width = 4;
    chart.x_from = 0;
    chart.x_to = 10;
    chart.y_title = "degrees C";
    chart.series.push_back({"logger 1", {{{0, 4.0}, {1, 4.5}, {2, 5.0}}, {{5, 6.0}, {6, 9.3}}}});
    chart.limits = {{2, "2.0 C"}, {8, "8.0 C"}};
    chart.spans = {{0, 1, SpanKind::trimmed, ""},
                   {5.5, 6, SpanKind::excursion, "high"},
                   {2, 5, SpanKind::gap, "gap"}};
    chart.x_ticks = {{0, "17 Apr\n12:00"}, {5, "18 Apr\n12:00"}, {10, "19 Apr\n12:00"}};
    return chart;
}

std::vector<Path> paths_of(std::vector<Item> const& items) {
    std::vector<Path> paths;
    for (auto const& item : items)
        if (auto const* path = std::get_if<Path>(&item.primitive))
            paths.push_back(*path);
    return paths;
}

bool shows(std::vector<Item> const& items, std::string const& wanted) {
    return std::any_of(items.begin(), items.end(), [&](Item const& item) {
        auto const* const text = std::get_if<Text>(&item.primitive);
        return text != nullptr && text->text == wanted;
    });
}

} // namespace

TEST_CASE("everything of a chart lies inside its area", "[draw]") {
    Chart chart = sample();
    if (GENERATE(false, true))
        chart.series.push_back({"logger 2", {{{0, 7}, {10, -30}}}});
    auto const items = draw_chart(chart, fonts());
    REQUIRE(items);
    for (auto const& item : *items) {
        Rect const box = bounds(item, fonts());
        INFO(item.primitive.index()
             << ": " << box.x << ' ' << box.y << ' ' << box.width << ' ' << box.height);
        CHECK(box.x >= chart.area.x);
        CHECK(box.y >= chart.area.y);
        CHECK(box.x + box.width <= chart.area.x + chart.area.width);
        CHECK(box.y + box.height <= chart.area.y + chart.area.height);
    }
    CHECK(shows(*items, "8.0 C"));
    CHECK(shows(*items, "gap"));
    CHECK(shows(*items, "degrees C"));
    CHECK(shows(*items, "18 Apr"));
}

TEST_CASE("a gap is not bridged", "[draw]") {
    auto const items = draw_chart(sample(), fonts());
    REQUIRE(items);
    auto const paths = paths_of(*items);
    REQUIRE(paths.size() == 2);
    CHECK(paths[0].points.size() == 3);
    CHECK(paths[1].points.size() == 2);
    CHECK(paths[0].points.back().x < paths[1].points.front().x);
}

TEST_CASE("axes are widened so that no reading is cut off", "[draw]") {
    Chart chart = sample();
    chart.y_from = 4;
    chart.y_to = 5;
    chart.series.push_back({"far", {{{-3, -190.0}, {12, 40.0}}}});
    auto const items = draw_chart(chart, fonts());
    REQUIRE(items);
    auto const paths = paths_of(*items);
    for (auto const& path : paths)
        for (Point const point : path.points) {
            CHECK(point.x >= chart.area.x);
            CHECK(point.y <= chart.area.y + chart.area.height);
        }
    // all three heights differ: nothing was flattened against an edge
    CHECK(paths.back().points.front().y != paths.back().points.back().y);
}

TEST_CASE("a lone reading is a dot", "[draw]") {
    Chart chart = sample();
    chart.series = {{"one", {{{3, 5.0}}}}};
    auto const items = draw_chart(chart, fonts());
    REQUIRE(items);
    CHECK(paths_of(*items).empty());
    auto const box = std::find_if(items->begin(), items->end(), [](Item const& item) {
        auto const* const found = std::get_if<Box>(&item.primitive);
        return found != nullptr && found->fill_colour == Colour{30, 60, 110};
    });
    CHECK(box != items->end());
}

TEST_CASE("a million readings become a short path that keeps the extremes", "[draw]") {
    Chart chart = sample();
    std::vector<ChartPoint> run;
    for (int i = 0; i < 1'000'000; ++i)
        run.push_back({i * 1e-5, 5 + std::sin(i * 0.01)});
    run[500'000].y = 30; // a single high reading
    chart.series = {{"many", {run}}};
    auto const items = draw_chart(chart, fonts());
    REQUIRE(items);
    auto const paths = paths_of(*items);
    REQUIRE(paths.size() == 1);
    CHECK(paths[0].points.size() < 4 * 2400 / 4 + 4);
    auto const highest = std::min_element(paths[0].points.begin(), paths[0].points.end(),
                                          [](Point a, Point b) { return a.y < b.y; });
    CHECK(highest->y < chart.area.y + chart.area.height / 4);
}

TEST_CASE("charts that cannot be drawn are refused with the reason", "[draw]") {
    Chart chart = sample();
    SECTION("a value that is not a number") {
        chart.series[0].runs[0][0].y = std::numeric_limits<double>::quiet_NaN();
        CHECK_THAT(draw_chart(chart, fonts()).error().text,
                   Catch::Matchers::Contains("not finite"));
    }
    SECTION("an area too small for its texts") {
        chart.area = {0, 0, 200, 150};
        CHECK_THAT(draw_chart(chart, fonts()).error().text, Catch::Matchers::Contains("no room"));
    }
    SECTION("a label with a character no face has") {
        chart.limits[0].label = "\xF0\x9F\xA7\x8A";
        CHECK_FALSE(draw_chart(chart, fonts()));
    }
    SECTION("no text size") {
        chart.text_size = 0;
        CHECK_FALSE(draw_chart(chart, fonts()));
    }
}

TEST_CASE("a chart without data still has axes", "[draw]") {
    Chart chart = sample();
    chart.series.clear();
    chart.limits.clear();
    CHECK(draw_chart(chart, fonts()));
}

TEST_CASE("tick steps are round and reach over both ends", "[draw]") {
    auto const [low, high, most, first, last, count, decimals] =
        GENERATE(table<double, double, int, double, double, std::size_t, int>({
            {2.0, 12.7, 8, 2, 14, 7, 0},
            {2.0, 8.0, 10, 2, 8, 7, 0},
            {-196.0, -150.0, 6, -200, -150, 6, 0},
            {4.0, 4.3, 5, 4.0, 4.3, 4, 1},
            {0.0, 0.0, 5, 0, 0, 1, 9},
        }));
    auto const ticks = nice_ticks(low, high, most);
    CHECK(ticks.values.size() <= static_cast<std::size_t>(most));
    CHECK(ticks.values.front() == Approx(first).margin(1e-8));
    CHECK(ticks.values.back() == Approx(last).margin(1e-8));
    if (high > low) {
        CHECK(ticks.values.size() == count);
        CHECK(ticks.decimals == decimals);
    }
}
