// SPDX-License-Identifier: Apache-2.0
// Every format description proves itself: its sample lines, and what reading them must give.
#include "logger_test.hpp"

#include "config/data.hpp"
#include "logger/profile.hpp"

#include <algorithm>

namespace {

std::string shown(Recording const& recording, std::int64_t time) {
    return recording.basis == TimeBasis::utc ? coldchain::to_rfc3339({time})
                                             : to_text(coldchain::LocalTime{time});
}

Channel const* first_temperature(Recording const& recording) {
    for (auto const& channel : recording.channels) {
        if (channel.quantity == QuantityKind::temperature)
            return &channel;
    }
    return nullptr;
}

void check_recording(ProfileExample const& example, Recording const& recording) {
    if (example.rows)
        CHECK(recording.rows.total == static_cast<std::uint64_t>(*example.rows));
    if (example.used)
        CHECK(recording.rows.used == static_cast<std::uint64_t>(*example.used));
    if (!example.first.empty())
        CHECK(shown(recording, *recording.first_stamp) == example.first);
    if (!example.last.empty())
        CHECK(shown(recording, *recording.last_stamp) == example.last);
    if (!example.serial.empty())
        CHECK(recording.device.serial == example.serial);
    if (!example.model.empty())
        CHECK(recording.device.model == example.model);
    auto const* const channel = first_temperature(recording);
    REQUIRE(channel != nullptr);
    auto const summary = summarise(*channel);
    if (!example.minimum.empty())
        CHECK(to_text(Temperature{*summary.minimum, channel->unit}) == example.minimum);
    if (!example.maximum.empty())
        CHECK(to_text(Temperature{*summary.maximum, channel->unit}) == example.maximum);
    for (std::size_t i = 0; i < example.channels.size(); ++i) {
        REQUIRE(i < recording.channels.size());
        CHECK(recording.channels[i].name == example.channels[i]);
    }
    for (auto const& code : example.findings) {
        INFO("finding " << code);
        CHECK(has_finding(recording, code));
    }
}

void check_example(Profile const& profile, ProfileExample const& example) {
    ReadOptions options;
    if (!example.zone.empty())
        options.zone = example.zone;
    options.date_order = example.date_order;
    options.unit = example.unit;
    auto const recordings = read_recordings(example.text, profile.file, options, profiles());
    if (!example.refused.empty()) {
        REQUIRE_FALSE(recordings);
        CHECK_THAT(recordings.error().text, Catch::Matchers::Contains(example.refused));
        return;
    }
    INFO((recordings ? std::string() : describe(recordings.error())));
    REQUIRE(recordings);
    CHECK(recordings->front().profile.id == profile.identity.id);
    check_recording(example, recordings->front());
}

} // namespace

TEST_CASE("formats: every embedded example yields what it says", "[logger]") {
    std::size_t examples = 0;
    for (auto const& profile : profiles().data().profiles) {
        for (auto const& example : profile.examples) {
            INFO(profile.file << ":" << example.line);
            check_example(profile, example);
            ++examples;
        }
    }
    CHECK(examples >= 20);
}

TEST_CASE("formats: a description without an example is refused", "[logger]") {
    auto const document = coldchain::config::parse_toml(
        "schema = \"coldchain.logger/1\"\npack = \"x\"\nedition = \"1\"\nvalid_from = 2026-01-01\n"
        "title = \"x\"\nmaker = \"x\"\n[signature]\nfirst_line = [\"x\"]\n",
        "x.toml");
    REQUIRE(document);
    auto const profile = read_profile(*document);
    REQUIRE_FALSE(profile);
    CHECK_THAT(profile.error().text, Catch::Matchers::Contains("example"));
}

TEST_CASE("formats: a key nobody knows is refused with its place", "[logger]") {
    auto const document = coldchain::config::parse_toml(
        "schema = \"coldchain.logger/1\"\npack = \"x\"\nedition = \"1\"\nvalid_from = 2026-01-01\n"
        "title = \"x\"\nmaker = \"x\"\n[pdf]\nmarks = [\"x\"]\ninstead = \"y\"\nspeed = 3\n",
        "x.toml");
    REQUIRE(document);
    auto const profile = read_profile(*document);
    REQUIRE_FALSE(profile);
    CHECK(profile.error().where.line == 10);
}

TEST_CASE("formats: a data folder without words is named as incomplete", "[logger]") {
    auto const loaded = load_profiles({"/nowhere"});
    REQUIRE_FALSE(loaded);
    CHECK_THAT(loaded.error().text, Catch::Matchers::Contains("incomplete"));
}

TEST_CASE("formats: PDF reports are named by maker with what to export instead", "[logger]") {
    CHECK_THAT(refusal("%PDF-1.3\n/Creator (Q-tag CLm doc LR)"),
               Catch::Matchers::Contains("Berlinger") && Catch::Matchers::Contains(".txt"));
    std::string const wide("%PDF-1.4\n/Producer (\0E\0L\0P\0R\0O)", 31);
    CHECK_THAT(refusal(wide), Catch::Matchers::Contains("ELPRO"));
    CHECK_THAT(refusal("%PDF-1.7\n"), Catch::Matchers::Contains("export the readings as CSV"));
}
