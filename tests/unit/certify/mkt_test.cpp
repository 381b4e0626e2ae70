// SPDX-License-Identifier: Apache-2.0
#include "certify/mkt.hpp"

#include "made.hpp"

using namespace made;

namespace {

Figures figures(std::vector<int> const& tenths, std::int64_t joules = 83'144) {
    auto const made = recording("2026-01-01T00:00:00Z", 10, tenths);
    return figures_of(series_of(made, made.channels[0]), kinetic_ratio(joules));
}

} // namespace

TEST_CASE("20 and 30 C of equal weight have a mean kinetic temperature of 26.260 C", "[certify]") {
    // Haynes 1971 with dH/R = 10 000 K: 26.25989
    CHECK(*figures({200, 300}).mkt == Approx(26.25989).margin(0.000005));
}

TEST_CASE("constant readings have that mean kinetic temperature, also near absolute zero",
          "[certify]") {
    CHECK(*figures(flat(100, 50)).mkt == Approx(5.0).margin(1e-9));
    CHECK(*figures(flat(100, -1960)).mkt == Approx(-196.0).margin(1e-9)); // no underflow
}

TEST_CASE("the mean kinetic temperature is never below the mean", "[certify]") {
    auto const wide = figures({-1900, -50, 20, 80, 250});
    CHECK(*wide.mkt >= *wide.mean);
}

TEST_CASE("another activation energy gives another figure", "[certify]") {
    CHECK(*figures({200, 300}, 60'000).mkt < *figures({200, 300}).mkt);
}

TEST_CASE("only trusted readings count, extremes keep the first time", "[certify]") {
    auto const made =
        recording("2026-01-01T00:00:00Z", 10, {50, suspect(900), 60, invalid, 60, 40});
    auto const found = figures_of(series_of(made, made.channels[0]), 10'000);
    CHECK(found.count == 4);
    CHECK(to_text(*found.maximum) == "6.0 C");
    CHECK(found.maximum_at == at("2026-01-01T00:20:00Z"));
    CHECK(to_text(*found.minimum) == "4.0 C");
    CHECK(*found.mean == Approx(5.25));
    CHECK(figures({absent, invalid}).count == 0);
}

TEST_CASE("the worst window of a long record is found, a short record has none", "[certify]") {
    auto const made =
        recording("2026-01-01T00:00:00Z", 60, flat(48, 50) + flat(24, 200) + flat(48, 50));
    auto const series = series_of(made, made.channels[0]);
    auto const worst_day = highest_mkt(series, 86'400 - 3600, 10'000);
    REQUIRE(worst_day);
    CHECK(*worst_day == Approx(20.0).margin(1e-6));
    CHECK_FALSE(highest_mkt(series, 30 * 86'400, 10'000));
}

TEST_CASE("of unequal steps each reading weighs the time it stands for", "[certify]") {
    // every 10 min, then two readings 5 min apart: 20 C stands for 10 + 10 min, 30 C for half of
    // 10 and half of 5 and 5 and half of the last, 7.5 + 7.5 min (its end counts as a regular step)
    auto made = recording("2026-01-01T00:00:00Z", 10, {200, 200, 300, 300});
    made.times[3] = made.times[2] + 300'000;
    auto const found = figures_of(series_of(made, made.channels[0]), 10'000);
    // weights 10, 10, 5 + 2.5, 2.5 + 5 min
    CHECK(*found.mean == Approx((20.0 * 20 + 30.0 * 15) / 35).margin(1e-9));
    CHECK(*found.mkt > *found.mean);
}

TEST_CASE("a reading beside a gap weighs no more than the others", "[certify]") {
    auto made = recording("2026-01-01T00:00:00Z", 10, {200, 200, 300, 300});
    made.times[2] += 86'400'000;
    made.times[3] += 86'400'000;
    // 26.25989 as for equal weights: nobody knows what the gap held
    CHECK(*figures_of(series_of(made, made.channels[0]), 10'000).mkt ==
          Approx(26.25989).margin(0.000005));
}

TEST_CASE("the worst window may begin at any reading", "[certify]") {
    // 24 h of 20 C that begin at 30 min past the hour, in a record with a reading every 10 min
    auto const made =
        recording("2026-01-01T00:00:00Z", 10, flat(147, 50) + flat(145, 200) + flat(150, 50));
    auto const worst = highest_mkt(series_of(made, made.channels[0]), 86'400, 10'000);
    REQUIRE(worst);
    CHECK(*worst == Approx(20.0).margin(1e-9));
}
