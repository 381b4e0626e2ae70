// SPDX-License-Identifier: Apache-2.0
// What must hold for any recording, tried on made ones from a generator with fixed seeds.
#include "certify/record.hpp"
#include "certify/verdict.hpp"

#include "made.hpp"

using namespace made;

namespace {

/// The same numbers on every machine.
class Numbers {
public:
    explicit Numbers(std::uint32_t seed) : m_state(seed) {}
    int below(int end) {
        m_state = m_state * 1664525U + 1013904223U;
        return static_cast<int>((m_state >> 8U) % static_cast<std::uint32_t>(end));
    }

private:
    std::uint32_t m_state;
};

/// A walk of tenths between 0 and 12 C, with some readings missing or not trusted.
std::vector<int> walk(std::uint32_t seed, int count) {
    Numbers numbers(seed);
    std::vector<int> tenths;
    int value = 50;
    for (int i = 0; i < count; ++i) {
        value = std::clamp(value + numbers.below(21) - 10, 0, 120);
        auto const odd = numbers.below(40);
        tenths.push_back(odd == 0   ? absent
                         : odd == 1 ? invalid
                         : odd == 2 ? suspect(value)
                                    : value);
    }
    return tenths;
}

struct Outside {
    std::int64_t seconds = 0;
    std::int64_t runs = 0;
};

Outside outside(std::vector<int> const& tenths, int limit_tenths) {
    auto const made = recording("2026-03-02T00:00:00Z", 10, tenths);
    Temperature const limit{{limit_tenths, 1}, TemperatureUnit::celsius};
    auto const series = series_of(made, made.channels[0]);
    Outside total;
    for (auto const& one :
         find_excursions(series, Side::high, limit, {made.times.front(), made.times.back()})) {
        total.seconds += one.seconds;
        ++total.runs;
    }
    return total;
}

std::int64_t total_beyond(std::vector<int> const& tenths, int limit_tenths) {
    return outside(tenths, limit_tenths).seconds;
}

} // namespace

TEST_CASE("a wider limit never adds time outside", "[certify]") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        auto const tenths = walk(seed, 300);
        auto before = outside(tenths, 15);
        for (int limit = 20; limit <= 120; limit += 5) {
            auto const now = outside(tenths, limit);
            INFO("seed " << seed << ", limit " << limit);
            // one run may become several, each of which is rounded up to a second by itself
            CHECK(now.seconds <= before.seconds + now.runs);
            before = now;
        }
    }
}

TEST_CASE("adding an out-of-limit reading never shortens time outside", "[certify]") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        auto tenths = walk(seed, 120);
        auto const before = total_beyond(tenths, 80);
        Numbers numbers(seed + 1000);
        // a reading that was inside, missing or not trusted becomes one that is beyond
        auto const place = static_cast<std::size_t>(numbers.below(120));
        if (tenths[place] > 80 && tenths[place] <= 120)
            continue;
        tenths[place] = 90;
        INFO("seed " << seed << ", reading " << place);
        CHECK(total_beyond(tenths, 80) >= before);
    }
}

TEST_CASE("one more out-of-limit reading after the last never shortens time outside", "[certify]") {
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        auto const tenths = walk(seed, 80);
        CHECK(total_beyond(tenths + flat(1, 90), 80) >= total_beyond(tenths, 80));
    }
}

TEST_CASE("the mean kinetic temperature is never below the mean of the readings", "[certify]") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        auto tenths = walk(seed, 100);
        for (auto& value : tenths) // over all cold-chain temperatures
            value = value > 4000 ? value : value * static_cast<int>(1 + seed % 20) - 1900;
        auto const made = recording("2026-03-02T00:00:00Z", 10, tenths);
        auto const figures = figures_of(series_of(made, made.channels[0]), kinetic_ratio(83'144));
        REQUIRE(figures.mkt);
        CHECK(*figures.mkt >= *figures.mean - 1e-9);
        CHECK(*figures.mkt <= celsius(*figures.maximum) + 1e-9);
    }
}

TEST_CASE("permuting files changes nothing", "[certify]") {
    auto const make = [](std::vector<int> const& order) {
        auto made = covered(limits("2-8"), recording("2026-03-02T00:00:00Z", 10, walk(1, 150)));
        std::vector<logger::Recording> files;
        for (int const number : order) {
            auto file = recording("2026-03-02T00:00:00Z", 10,
                                  walk(static_cast<std::uint32_t>(number), 150));
            file.file = text::cat("f", number, ".csv");
            file.device.serial = "L1";
            // three exports of one logger, one after the other
            for (auto& time : file.times)
                time += static_cast<std::int64_t>(number - 1) * 150 * 600'000;
            files.push_back(std::move(file));
        }
        made.window.to = Instant{made.window.from->milliseconds + (450 - 1) * 600'000};
        made.loggers[0].recordings = std::move(files);
        return to_json_line(judge(std::move(made)));
    };
    auto const first = make({1, 2, 3});
    CHECK(make({3, 1, 2}) == first);
    CHECK(make({2, 3, 1}) == first);
    CHECK(make({3, 2, 1}) == first);
}

TEST_CASE("what cannot be ruled out is never less than what is proved", "[certify]") {
    for (std::uint32_t seed = 1; seed <= 60; ++seed) {
        auto const judgement =
            judge(covered(limits("crt"), recording("2026-03-02T00:00:00Z", 10, walk(seed, 200))));
        for (auto const& channel : judgement.channels) {
            REQUIRE(channel.beyond.size() == channel.excursions.size());
            for (auto const& beyond : channel.beyond)
                CHECK(beyond.most >= beyond.least);
        }
    }
}
