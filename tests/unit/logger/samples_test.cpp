// SPDX-License-Identifier: Apache-2.0
// Real exports against figures that were computed apart from this code. The figures are data
// (tests/data/loggers/expected.txt), one line a channel. The files that may not be redistributed
// are looked for in the folder COLDCHAIN_SHARED and skipped by name when they are not there.
#include "../places.hpp"
#include "logger_test.hpp"

#include "common/mean_kinetic_temperature.hpp"

#include <cmath>
#include <cstdlib>
#include <set>

namespace {

using coldchain::logger::test::cells_of;

struct Expected {
    std::string file;
    std::string first;
    std::string last;
    std::uint64_t rows = 0;
    std::int64_t step = 0;
    std::string channel;
    std::uint64_t count = 0;
    std::string minimum;
    std::string maximum;
    std::string mean; ///< empty: not a temperature
    std::string mkt;
    std::string outside_2_8;
    std::string outside_15_25;
};

std::vector<Expected> read_expected() {
    auto const text = coldchain::read_file(std::string(places::source_folder) +
                                           "/tests/data/loggers/expected.txt");
    REQUIRE(text);
    std::vector<Expected> list;
    for (auto const line : coldchain::text::split(*text, '\n')) {
        if (line.empty() || line.starts_with('#'))
            continue;
        auto const c = cells_of(line, '|');
        REQUIRE(c.size() == 13);
        list.push_back({c[0], c[1], c[2], std::stoull(c[3]), std::stoll(c[4]), c[5],
                        std::stoull(c[6]), c[7], c[8], c[9], c[10], c[11], c[12]});
    }
    return list;
}

// Beside the tests when its licence allows that, else where COLDCHAIN_SHARED says.
std::optional<std::string> find_sample(std::string const& name) {
    std::string const own = std::string(places::source_folder) + "/tests/data/loggers/" + name;
    if (auto bytes = coldchain::read_file(own))
        return std::move(*bytes);
    char const* const folder = std::getenv("COLDCHAIN_SHARED");
    std::string const shared =
        folder != nullptr ? folder : std::string(places::source_folder) + "/../shared";
    if (auto bytes = coldchain::read_file(shared + "/samples/loggers/" + name))
        return std::move(*bytes);
    return std::nullopt;
}

Recording read_sample(std::string const& name, std::string const& bytes) {
    auto recordings = read_recordings(bytes, name, {}, profiles());
    INFO(name << ": " << (recordings ? std::string() : describe(recordings.error())));
    REQUIRE(recordings);
    REQUIRE(recordings->size() == 1);
    return std::move(recordings->front());
}

// As the file writes it, whatever zone the reader resolved it with.
std::string as_written(Recording const& recording, std::int64_t time) {
    if (recording.basis == TimeBasis::utc)
        return to_text(coldchain::wall_clock({time}, recording.zone)->local);
    return to_text(coldchain::LocalTime{time});
}

// A second computation, row by row in long double, to set beside the library's.
struct Direct {
    long double mean = 0;
    long double mkt = 0;
};
Direct compute_directly(Channel const& channel) {
    long double sum = 0;
    long double rates = 0;
    long double count = 0;
    for (std::size_t i = 0; i < channel.readings.size(); ++i) {
        auto const flag = channel.readings[i].flag;
        if (flag != ReadingFlag::ok && flag != ReadingFlag::suspect)
            continue;
        long double value = static_cast<long double>(channel.readings[i].mantissa);
        for (int s = 0; s < channel.readings[i].scale; ++s)
            value /= 10;
        if (channel.unit == TemperatureUnit::fahrenheit)
            value = (value - 32) * 5 / 9;
        if (channel.unit == TemperatureUnit::kelvin)
            value -= 273.15L;
        sum += value;
        rates += std::exp(-10000.0L / (value + 273.15L));
        count += 1;
    }
    return {sum / count, 10000.0L / -std::log(rates / count) - 273.15L};
}

std::size_t count_outside(Channel const& channel, std::int64_t low, std::int64_t high) {
    Temperature const lowest{{low, 0}, TemperatureUnit::celsius};
    Temperature const highest{{high, 0}, TemperatureUnit::celsius};
    std::size_t count = 0;
    for (std::size_t i = 0; i < channel.readings.size(); ++i) {
        auto const flag = channel.readings[i].flag;
        if (flag != ReadingFlag::ok && flag != ReadingFlag::suspect)
            continue;
        auto const value = temperature(channel, i);
        count += value < lowest || value > highest ? 1U : 0U;
    }
    return count;
}

Channel const& find_channel(Recording const& recording, std::string const& name) {
    for (auto const& channel : recording.channels) {
        if (channel.name == name)
            return channel;
    }
    std::string names;
    for (auto const& channel : recording.channels)
        names += "[" + channel.name + "]";
    FAIL(recording.file << " has no channel " << name << " but " << names);
    return recording.channels.front();
}

void check_figures(Expected const& expected, Channel const& channel) {
    auto const summary = summarise(channel);
    CHECK(summary.count == expected.count);
    if (expected.count == 0)
        return;
    CHECK(*summary.minimum == *coldchain::parse_decimal(expected.minimum));
    CHECK(*summary.maximum == *coldchain::parse_decimal(expected.maximum));
    if (expected.mean.empty())
        return;
    auto const direct = compute_directly(channel);
    CHECK(*summary.mean == Approx(std::stod(expected.mean)).margin(0.0005));
    CHECK(*summary.mean == Approx(static_cast<double>(direct.mean)).margin(1e-6));
    CHECK(*summary.mkt == Approx(std::stod(expected.mkt)).margin(0.0005));
    CHECK(*summary.mkt == Approx(static_cast<double>(direct.mkt)).margin(1e-6));
    if (!expected.outside_2_8.empty()) {
        CHECK(count_outside(channel, 2, 8) == std::stoull(expected.outside_2_8));
        CHECK(count_outside(channel, 15, 25) == std::stoull(expected.outside_15_25));
    }
}

} // namespace

TEST_CASE("logger samples: every figure equals the one computed apart", "[logger]") {
    std::set<std::string> skipped;
    std::size_t checked = 0;
    for (auto const& expected : read_expected()) {
        INFO(expected.file << ", channel " << expected.channel);
        auto const bytes = find_sample(expected.file);
        if (!bytes) {
            skipped.insert(expected.file);
            continue;
        }
        auto const recording = read_sample(expected.file, *bytes);
        CHECK(recording.rows.total == expected.rows);
        CHECK(recording.interval_seconds == expected.step);
        CHECK(as_written(recording, *recording.first_stamp) == expected.first);
        CHECK(as_written(recording, *recording.last_stamp) == expected.last);
        check_figures(expected, find_channel(recording, expected.channel));
        ++checked;
    }
    for (auto const& name : skipped)
        WARN("skipped: " << name);
    CHECK(checked > 0);
}

TEST_CASE("logger samples: the Berlinger verdicts are those of the device", "[logger]") {
    auto const bytes = find_sample("berlinger-qtagclmdoclr-1.txt");
    REQUIRE(bytes);
    auto const recording = read_sample("berlinger-qtagclmdoclr-1.txt", *bytes);
    auto const& alarms = recording.device.alarms;
    REQUIRE(alarms.size() == 4); // the third is switched off
    // the report: single high fired 16:03, accumulated high 16:33, both low ones not
    CHECK(alarms[0].fired);
    CHECK(coldchain::to_rfc3339({*alarms[0].started}) == "2023-04-17T15:33:00Z");
    CHECK(coldchain::to_rfc3339({*alarms[0].fired_at}) == "2023-04-17T16:03:00Z");
    CHECK(alarms[0].accumulated_seconds == 4226 * 60);
    CHECK(alarms[1].fired);
    CHECK(coldchain::to_rfc3339({*alarms[1].fired_at}) == "2023-04-17T16:33:00Z");
    CHECK_FALSE(alarms[2].fired);
    CHECK_FALSE(alarms[3].fired);
    CHECK_FALSE(alarms[2].high);
}

TEST_CASE("logger samples: the readings reproduce the verdicts of both Berlinger loggers",
          "[logger]") {
    // the device's minutes are those of its report (t A, and the sum of t Acc over the days); the
    // readings' are their number beyond the limit times the interval. They differ by less than one
    // interval for each crossing, because the device samples every minute.
    struct Verdict {
        std::string file;
        std::string part; ///< of the finding
    };
    for (auto const& wanted :
         {Verdict{"berlinger-qtagclmdoclr-1.txt",
                  "raised the alarm \"single event > 8.0 C for 30 min\" at 2023-04-17T16:03:00Z; "
                  "the readings say so too: 4240 min"},
          Verdict{"berlinger-qtagclmdoclr-1.txt", "by its own samples of every minute 4226"},
          Verdict{"berlinger-qtagclmdoclr-1.txt",
                  "did not raise the alarm \"accumulated < 2.0 C for 1 h\"; the readings say so "
                  "too: 0 min"},
          Verdict{
              "berlinger-fridgetag2l-1.txt",
              "the readings say so too: 13825 min beyond the limit, by its own samples of every "
              "minute 13830"},
          Verdict{
              "berlinger-fridgetag2l-1.txt",
              "the readings say so too: 16145 min beyond the limit, by its own samples of every "
              "minute 16150"}}) {
        auto const bytes = find_sample(wanted.file);
        REQUIRE(bytes);
        auto const recording = read_sample(wanted.file, *bytes);
        bool found = false;
        for (auto const& finding : recording.findings)
            found = found || finding.message.find(wanted.part) != std::string::npos;
        INFO(wanted.part);
        CHECK(found);
        CHECK_FALSE(has_finding(recording, "READ-19"));
    }
}

TEST_CASE("logger samples: the marks of a Fridge-tag 2 L are its limits, row by row", "[logger]") {
    auto const bytes = find_sample("berlinger-fridgetag2l-1.txt");
    REQUIRE(bytes);
    auto const recording = read_sample("berlinger-fridgetag2l-1.txt", *bytes);
    // the export marks 5994 rows; the limits are 2.0 and 8.0
    CHECK(count_outside(recording.channels[0], 2, 8) == 5994);
    bool found = false;
    for (auto const& [key, value] : recording.device.statements)
        found = found || (key == "rows_marked_out_of_limits" && value == "5994");
    CHECK(found);
}

TEST_CASE("logger samples: one logger in Celsius and Fahrenheit agrees row by row", "[logger]") {
    auto const celsius_bytes = find_sample("onset-hobo-mx-czech-ampm-1.csv");
    auto const fahrenheit_bytes = find_sample("onset-hobo-mx-fahrenheit-1.csv");
    if (!celsius_bytes || !fahrenheit_bytes) {
        WARN("skipped: onset-hobo-mx-czech-ampm-1.csv, onset-hobo-mx-fahrenheit-1.csv");
        return;
    }
    auto const c = read_sample("c.csv", *celsius_bytes);
    auto const f = read_sample("f.csv", *fahrenheit_bytes);
    std::size_t met = 0;
    for (std::size_t i = 0; i < c.times.size(); ++i) {
        for (std::size_t j = 0; j < f.times.size(); ++j) {
            if (c.times[i] != f.times[j])
                continue;
            ++met;
            // both are written with three decimals
            CHECK(celsius(temperature(c.channels[0], i)) ==
                  Approx(celsius(temperature(f.channels[0], j))).margin(0.001));
        }
    }
    CHECK(met == 48);
}
