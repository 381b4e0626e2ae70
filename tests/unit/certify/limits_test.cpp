// SPDX-License-Identifier: Apache-2.0
#include "../places.hpp"
#include "certify/limits.hpp"

#include "made.hpp"

using namespace made;

TEST_CASE("every profile proves itself with its own examples", "[certify]") {
    auto const files = config::list_data({places::source_folder}, limits_folder);
    REQUIRE(files.size() >= 10);
    for (auto const& file : files) {
        auto const profile = limits(file.name);
        INFO(file.name);
        CHECK_FALSE(profile.title.empty());
        CHECK_FALSE(profile.citations.empty());
        std::vector<std::string> verdicts;
        for (auto const& example : profile.examples) {
            INFO(example.about);
            auto made_recording = recording("2026-01-05T00:00:00Z", 1, {});
            made_recording.interval_seconds = example.every_seconds;
            for (auto const& temperature : example.readings) {
                made_recording.times.push_back(
                    at("2026-01-05T00:00:00Z") +
                    static_cast<std::int64_t>(made_recording.times.size()) * example.every_seconds *
                        1000);
                made_recording.channels[0].readings.push_back(
                    {static_cast<std::int32_t>(temperature.value.mantissa), temperature.value.scale,
                     logger::ReadingFlag::ok});
            }
            auto const judgement = judge(covered(profile, made_recording));
            CHECK(to_word(judgement.verdict) == example.verdict);
            verdicts.push_back(example.verdict);
        }
        CHECK(std::count(verdicts.begin(), verdicts.end(), "conforms") > 0);
        CHECK(std::count(verdicts.begin(), verdicts.end(), "does_not_conform") > 0);
    }
}

TEST_CASE("a side without a limit is open", "[certify]") {
    auto const profile = limits("ln2-150");
    CHECK(profile.base(Side::low) == nullptr);
    REQUIRE(profile.base(Side::high) != nullptr);
    CHECK(to_text(profile.base(Side::high)->limit) == "-150 C");
    CHECK(profile.range_text() == "at most -150 C");
    CHECK_FALSE(profile.mkt.applies);
}

TEST_CASE("the longest interval follows the length of the trip", "[certify]") {
    // EN 12830:1999: 5 min below 24 h, 15 min up to 7 days, 60 min beyond
    auto const profile = limits("2-8");
    CHECK(profile.longest_interval(23 * 3600) == 300);
    CHECK(profile.longest_interval(24 * 3600) == 900);
    CHECK(profile.longest_interval(8 * 86400) == 3600);
}

TEST_CASE("levels of a side stand in order, the innermost first", "[certify]") {
    auto const profile = limits("crt");
    CHECK(to_text(profile.base(Side::high)->limit) == "25 C");
    CHECK(to_text(profile.base(Side::low)->limit) == "20 C");
    CHECK(profile.base(Side::high)->allowance.needs_mkt);
    CHECK(profile.levels.back().id == "high-3");
    CHECK(profile.levels.back().allowance.none());
}

TEST_CASE("a broken profile is refused with its place", "[certify]") {
    auto const refused = [](std::string const& text) {
        auto const document = config::parse_toml(text, "bad.toml");
        REQUIRE(document);
        auto const read = read_limits(*document);
        REQUIRE_FALSE(read);
        return describe(read.error());
    };
    std::string const head = "schema = \"coldchain.limits/1\"\npack = \"bad\"\nedition = \"1\"\n"
                             "valid_from = 2020-01-01\ntitle = \"bad\"\n";
    std::string const tail =
        "[mkt]\napplies = true\n[calibration]\nrequired = true\n"
        "[[citation]]\nregime = \"x\"\nref = \"y\"\nevidence = \"derived\"\n"
        "[[example]]\nabout = \"a\"\nevery = \"5 min\"\nreadings = [\"5 C\"]\nverdict = "
        "\"conforms\"\n";
    std::string const interval = "[[interval]]\nlongest = \"5 min\"\n";
    CHECK_THAT(refused(head + tail + interval), Catch::Contains("needs a low or a high limit"));
    CHECK_THAT(refused(head + "low = \"9 C\"\nhigh = \"8 C\"\n" + tail + interval),
               Catch::Contains("is above high"));
    CHECK_THAT(refused(head + "high = \"8 C\"\n" + tail +
                       "[[interval]]\nup_to = \"1 h\"\nlongest = \"5 min\"\n"),
               Catch::Contains("leave out up_to"));
    CHECK_THAT(refused(head + "high = \"8\"\n" + tail + interval), Catch::Contains("bad.toml:6"));
    CHECK_THAT(refused(head + "hihg = \"8 C\"\n" + tail + interval), Catch::Contains("hihg"));
}

TEST_CASE("a profile that would misuse the mean kinetic temperature is refused", "[certify]") {
    auto const refused = [](std::string const& levels, std::string const& mkt) {
        auto const text =
            "schema = \"coldchain.limits/1\"\npack = \"bad\"\nedition = \"1\"\nvalid_from = "
            "2020-01-01\ntitle = \"bad\"\n" +
            levels + "[mkt]\n" + mkt +
            "[calibration]\nrequired = true\n[[interval]]\nlongest = \"5 min\"\n[[citation]]\n"
            "regime = \"x\"\nref = \"y\"\nevidence = \"derived\"\n[[example]]\nabout = \"a\"\n"
            "every = \"5 min\"\nreadings = [\"5 C\"]\nverdict = \"conforms\"\n";
        auto const document = config::parse_toml(text, "bad.toml");
        REQUIRE(document);
        auto const read = read_limits(*document);
        REQUIRE_FALSE(read);
        return describe(read.error());
    };
    // USP <1079.2>: not for frozen goods, not for cold excursions
    CHECK_THAT(refused("high = \"-15 C\"\n", "applies = true\n"),
               Catch::Contains("not for frozen or cryogenic goods"));
    CHECK_THAT(refused("low = \"2 C\"\n", "applies = true\n"),
               Catch::Contains("without a high limit"));
    CHECK_THAT(refused("high = \"8 C\"\n", "applies = false\n"), Catch::Contains("why_not"));
    CHECK_THAT(
        refused("high = \"-15 C\"\n", "applies = false\nwhy_not = \"frozen\"\nhigh = \"-10 C\"\n"),
        Catch::Contains("no meaning"));
    std::string const low = "high = \"8 C\"\n[[level]]\nid = \"low\"\nside = \"low\"\nlimit = "
                            "\"2 C\"\nalways = true\nneeds_mkt = true\n";
    CHECK_THAT(refused(low, "applies = true\nhigh = \"8 C\"\n"),
               Catch::Contains("cannot excuse cold"));
    std::string const high = "[[level]]\nid = \"high\"\nside = \"high\"\nlimit = \"8 C\"\n"
                             "always = true\nneeds_mkt = true\n";
    CHECK_THAT(refused(high, "applies = true\n"), Catch::Contains("mkt.high"));
}

TEST_CASE("a profile that does not exist is refused with the near one", "[certify]") {
    auto const missing = load_limits({places::source_folder}, "2-9");
    REQUIRE_FALSE(missing);
    CHECK_THAT(describe(missing.error()), Catch::Contains("2-9"));
}
