// SPDX-License-Identifier: Apache-2.0
#include "certify/excursions.hpp"

#include "made.hpp"

using namespace made;

namespace {

Temperature const eight{{8, 0}, TemperatureUnit::celsius};
Temperature const two{{2, 0}, TemperatureUnit::celsius};

std::vector<Excursion> above_eight(logger::Recording const& recording) {
    auto const series = series_of(recording, recording.channels[0]);
    return find_excursions(series, Side::high, eight,
                           {recording.times.front(), recording.times.back()});
}

} // namespace

TEST_CASE("a reading equal to the limit is inside", "[certify]") {
    CHECK(above_eight(recording("2026-01-01T00:00:00Z", 10, {50, 80, 80, 50})).empty());
    auto const low = recording("2026-01-01T00:00:00Z", 10, {50, 20, 50});
    CHECK(find_excursions(series_of(low, low.channels[0]), Side::low, two,
                          {low.times.front(), low.times.back()})
              .empty());
}

TEST_CASE("an excursion runs from crossing to crossing on straight lines", "[certify]") {
    // 7.0 at 0, 9.0 at 10 min: the line meets 8.0 after 5 min; 9.0 at 20, 5.0 at 30: after 2.5 min
    auto const found = above_eight(recording("2026-01-01T00:00:00Z", 10, {70, 90, 90, 50}));
    REQUIRE(found.size() == 1);
    CHECK(found[0].from == at("2026-01-01T00:05:00Z"));
    CHECK(found[0].to == at("2026-01-01T00:22:30Z"));
    CHECK(found[0].interpolated_seconds == 1050);
    CHECK(found[0].counted_seconds == 1200); // two readings of 10 min
    CHECK(found[0].seconds == 1200);
    CHECK_FALSE(found[0].open_start);
    CHECK_FALSE(found[0].open_end);
    CHECK(to_text(found[0].extreme) == "9.0 C");
    CHECK(found[0].extreme_at == at("2026-01-01T00:10:00Z"));
}

TEST_CASE("the larger of interpolated and counted time decides, rounded up", "[certify]") {
    // 7.9 to 8.2 in 10 min crosses after a third: 200 s before the reading, and 200 s after it
    auto const short_one = above_eight(recording("2026-01-01T00:00:00Z", 10, {79, 82, 79}));
    REQUIRE(short_one.size() == 1);
    CHECK(short_one[0].interpolated_seconds == 800);
    CHECK(short_one[0].seconds == 800);
    // 7.9 to 8.3 leaves a fourth inside: 450 s on each side
    auto const spike = above_eight(recording("2026-01-01T00:00:00Z", 10, {79, 83, 79}));
    CHECK(spike[0].interpolated_seconds == 900);
    // 0.0 to 8.1: 7.4 s on each side, less than the one reading counted
    CHECK(above_eight(recording("2026-01-01T00:00:00Z", 10, {0, 81, 0}))[0].seconds == 600);
}

TEST_CASE("an excursion at the first and at the last reading is open", "[certify]") {
    auto const found = above_eight(recording("2026-01-01T00:00:00Z", 10, {90, 90, 50, 90}));
    REQUIRE(found.size() == 2);
    CHECK(found[0].open_start);
    CHECK_FALSE(found[0].open_end);
    CHECK(found[0].from == at("2026-01-01T00:00:00Z"));
    CHECK(found[1].open_end);
    CHECK(found[1].to == at("2026-01-01T00:30:00Z"));
}

TEST_CASE("an excursion over days is one event", "[certify]") {
    auto const found = above_eight(
        recording("2026-01-01T00:00:00Z", 10, flat(1, 50) + flat(500, 90) + flat(1, 50)));
    REQUIRE(found.size() == 1);
    CHECK(found[0].counted_seconds == 500 * 600);
}

TEST_CASE("no line is drawn over a gap or an untrusted reading", "[certify]") {
    SECTION("a gap") {
        auto gap = recording("2026-01-01T00:00:00Z", 10, {50, 90, 50});
        for (std::size_t i = 1; i < gap.times.size(); ++i)
            gap.times[i] += 3'600'000;
        auto const found = above_eight(gap);
        REQUIRE(found.size() == 1);
        CHECK(found[0].open_start);
        CHECK(found[0].from == at("2026-01-01T01:10:00Z"));
        CHECK(found[0].at_most.from == at("2026-01-01T00:00:00Z"));
        CHECK_FALSE(found[0].open_end);
    }
    SECTION("a suspect reading") {
        auto const found =
            above_eight(recording("2026-01-01T00:00:00Z", 10, {50, suspect(85), 90, 50}));
        REQUIRE(found.size() == 1);
        CHECK(found[0].open_start);
    }
    SECTION("a reading the file marks as an error") {
        auto const found =
            above_eight(recording("2026-01-01T00:00:00Z", 10, {90, invalid, 90, 50}));
        CHECK(found.size() == 2);
    }
    SECTION("a row without reading of this channel does no harm at a regular step") {
        auto made = recording("2026-01-01T00:00:00Z", 5, {50, 90, absent, 90, 50});
        made.interval_seconds = 600;
        CHECK(above_eight(made).size() == 1);
    }
}

TEST_CASE("limits in Celsius hold for readings in Fahrenheit exactly", "[certify]") {
    auto made = recording("2026-01-01T00:00:00Z", 10, {464, 465, 464}); // 46.4 F is 8 C
    made.channels[0].unit = TemperatureUnit::fahrenheit;
    auto const found = above_eight(made);
    REQUIRE(found.size() == 1);
    CHECK(found[0].first == 1);
    CHECK(found[0].last == 1);
    // 46.4 is the limit itself, so the lines meet it at the readings beside
    CHECK(found[0].from == at("2026-01-01T00:00:00Z"));
    CHECK(found[0].to == at("2026-01-01T00:20:00Z"));
}

TEST_CASE("degree minutes are the area beyond the limit", "[certify]") {
    // triangle from 00:05 to 00:15 at 8, top 9 at 00:10: 10 min * 1 K / 2 = 5; counted 1 K * 10 min
    auto const found = above_eight(recording("2026-01-01T00:00:00Z", 10, {70, 90, 70}));
    CHECK(found[0].degree_minutes == Approx(10.0));
    // plateau of 3 readings at 2 K above, 5 min slopes: trapezes 20 * 2 + ... more than counted?
    auto const plateau =
        above_eight(recording("2026-01-01T00:00:00Z", 10, {60, 100, 100, 100, 60}));
    CHECK(plateau[0].degree_minutes == Approx(60.0)); // 3 * 10 min * 2 K; trapezes give 50
}

TEST_CASE("what several excursions may have lasted at most counts overlaps once", "[certify]") {
    std::vector<Excursion> list(2);
    list[0].at_most = {0, 10'000};
    list[1].at_most = {5'000, 20'000};
    CHECK(longest_total_seconds(list) == 20);
}

TEST_CASE("property: an out-of-limit reading never shortens the time outside", "[certify]") {
    // fixed seed; a small generator of our own, because the library's differ between versions
    std::uint32_t state = 12345;
    auto const next = [&](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    auto const total = [](std::vector<Excursion> const& found) {
        std::int64_t sum = 0;
        for (auto const& excursion : found)
            sum += excursion.seconds;
        return sum;
    };
    for (int round = 0; round < 500; ++round) {
        std::vector<int> tenths;
        for (int i = 0; i < 40; ++i)
            tenths.push_back(60 + static_cast<int>(next(40)));
        auto const before = above_eight(recording("2026-01-01T00:00:00Z", 10, tenths));
        auto changed = tenths;
        auto const place = next(40);
        if (changed[place] > 80)
            continue;
        changed[place] = 95;
        auto const after = above_eight(recording("2026-01-01T00:00:00Z", 10, changed));
        INFO("round " << round << " place " << place);
        CHECK(total(after) >= total(before));
    }
}

TEST_CASE("property: a wider limit never adds time outside", "[certify]") {
    std::uint32_t state = 777;
    auto const next = [&](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    for (int round = 0; round < 500; ++round) {
        std::vector<int> tenths;
        for (int i = 0; i < 60; ++i)
            tenths.push_back(60 + static_cast<int>(next(60)));
        auto const made = recording("2026-01-01T00:00:00Z", 10, tenths);
        auto const series = series_of(made, made.channels[0]);
        std::int64_t narrower = std::numeric_limits<std::int64_t>::max();
        for (int limit = 70; limit <= 120; limit += 5) {
            std::int64_t sum = 0;
            for (auto const& excursion :
                 find_excursions(series, Side::high, {{limit, 1}, TemperatureUnit::celsius},
                                 {made.times.front(), made.times.back()}))
                sum += excursion.counted_seconds;
            CHECK(sum <= narrower);
            narrower = sum;
        }
    }
}
