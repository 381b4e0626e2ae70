// SPDX-License-Identifier: Apache-2.0
// Shipments and recordings as the text a person would hand in, from the bytes to the verdict: what
// only shows when the reader of the files is part of it. Made for these tests.
#include "../places.hpp"
#include "certify/record.hpp"
#include "common/text.hpp"
#include "job/certify_job.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace coldchain;

namespace {

struct Data {
    config::DataFolders folders{places::source_folder};
    draw::Fonts fonts;
    logger::Profiles profiles;
};

Data const& data() {
    static Data const loaded = [] {
        Data made{{places::source_folder}, *draw::Fonts::load(draw::default_font_folder), {}};
        made.profiles = *logger::load_profiles(made.folders);
        return made;
    }();
    return loaded;
}

job::CertifySettings settings(std::optional<std::string> const& zone = {}) {
    job::CertifySettings made{data().folders, data().profiles, data().fonts};
    made.read.zone = zone;
    return made;
}

std::string const head = "Serial Number: X1\nTime,Temperature (C)\n";

/// "2026-10-25 02:10,5.0" lines from a local hour and minute on.
std::string rows(std::string const& day, int hour, int minute, int count, int step,
                 std::string const& value = "5.0") {
    std::string out;
    for (int i = 0; i < count; ++i) {
        auto const at = hour * 60 + minute + i * step;
        out += text::cat(day, " ", text::zero_padded(at / 60, 2), ":",
                         text::zero_padded(at % 60, 2), ",", value, "\n");
    }
    return out;
}

struct Trip {
    std::string packed = "2026-10-25T00:00+02:00";
    std::string received = "2026-10-25T05:00+01:00";
    std::string limits = "2-8";
    std::string serial = "X1";
    std::string extra; ///< keys of the logger
};

shipment::Shipment shipment_of(Trip const& trip) {
    auto text = text::cat(R"(schema = "coldchain.shipment/1"
id = "SHP-T"
ship_at = 2026-10-25T00:00:00+02:00
mode = "road"
regimes = ["adr"]
[shipper]
name = "Example"
[consignee]
name = "Example"
[[package]]
id = "PKG1"
limits = ")",
                          trip.limits, "\"\n[[logger]]\nserial = \"", trip.serial,
                          "\"\npackage = \"PKG1\"\nrole = \"payload\"\n", trip.extra, R"(
[logger.calibration]
certificate = "CAL-1"
due = 2027-05-31
uncertainty = "0.5 C"
)");
    if (!trip.packed.empty())
        text += text::cat("[custody.packed]\nat = \"", trip.packed, "\"\n");
    if (!trip.received.empty())
        text += text::cat("[custody.received]\nat = \"", trip.received, "\"\n");
    auto const document = config::parse_toml(text, "shipment.toml");
    INFO((document ? std::string() : describe(document.error())));
    REQUIRE(document);
    auto read = shipment::read_shipment(*document);
    INFO((read ? std::string() : describe(read.error())));
    REQUIRE(read);
    return *read;
}

Result<job::CertifyOutcome> certified(Trip const& trip, std::string const& bytes,
                                      std::optional<std::string> const& zone = {}) {
    return job::certify_shipment(shipment_of(trip), {{"x.csv", bytes}}, settings(zone),
                                 job::Products::record);
}

std::vector<std::string> rules_of(certify::Judgement const& judgement) {
    std::vector<std::string> rules;
    for (auto const& finding : judgement.findings) {
        if (finding.severity >= Severity::warn && finding.rule != "CERT-31")
            rules.push_back(finding.rule);
    }
    return rules;
}

struct Row {
    char const* words;
    Trip trip;
    std::string bytes;
    std::optional<std::string> zone;
    char const* verdict;
    std::vector<std::string> rules;
};

// Berlin, 2026-10-25: 03:00 summer time becomes 02:00, so 02:00 to 02:59 happens twice and a clock
// that follows writes 01:50, 02:00 .. 02:50, 02:00 .. 02:50, 03:00.
std::string const autumn_following = head + rows("2026-10-25", 0, 0, 18, 10) +
                                     rows("2026-10-25", 2, 0, 6, 10) +
                                     rows("2026-10-25", 3, 0, 13, 10);
// A clock that stays on summer time writes on without a break.
std::string const autumn_staying = head + rows("2026-10-25", 0, 0, 37, 10);

std::vector<Row> all_rows() {
    Trip const autumn;
    Trip spring;
    spring.packed = "2026-03-29T00:00+01:00";
    spring.received = "2026-03-29T05:00+02:00";
    Trip custody_missing;
    custody_missing.packed.clear();
    custody_missing.received.clear();
    Trip other_serial;
    other_serial.serial = "X2";
    Trip day;
    day.packed = "2026-11-03T08:00+01:00";
    day.received = "2026-11-03T12:00+01:00";
    return {
        {"the autumn night with a clock that follows: six hours of readings every 10 min between "
         "00:00 summer time and 05:00 winter time, none missing, none twice",
         autumn,
         autumn_following,
         "Europe/Berlin",
         "conforms",
         {}},
        {"the same night with 9.0 in the second of the two hours: that hour is 01:00 to 01:50 UTC "
         "and certainly within the window",
         autumn,
         head + rows("2026-10-25", 0, 0, 18, 10) + rows("2026-10-25", 2, 0, 6, 10, "9.0") +
             rows("2026-10-25", 3, 0, 13, 10),
         "Europe/Berlin",
         "does_not_conform",
         {"CERT-01"}},
        {"the same clock and no zone: nobody can say which of the two hours is which, nor where "
         "the "
         "window lies",
         autumn,
         autumn_following,
         std::nullopt,
         "cannot_certify",
         {"CERT-10", "CERT-28", "CERT-36"}},
        {"a clock that stays on summer time, given as the fixed offset it keeps",
         autumn,
         autumn_staying,
         "+02:00",
         "conforms",
         {}},
        {"the spring night with a clock that follows: 01:50 is followed by 03:00, ten minutes "
         "later",
         spring,
         head + rows("2026-03-29", 0, 0, 12, 10) + rows("2026-03-29", 3, 0, 13, 10),
         "Europe/Berlin",
         "conforms",
         {}},
        {"stamps of 02:00 to 02:50 do not exist in Berlin that spring night: the clock did not "
         "follow "
         "the zone it is said to have, so the file is unfit",
         spring,
         head + rows("2026-03-29", 0, 0, 12, 10) + rows("2026-03-29", 2, 0, 6, 10) +
             rows("2026-03-29", 4, 0, 7, 10),
         "Europe/Berlin",
         "cannot_certify",
         {"CERT-24"}},
        {"custody times missing: good readings prove nothing about an unknown window",
         custody_missing,
         autumn_following,
         "Europe/Berlin",
         "cannot_certify",
         {"CERT-14"}},
        {"the right readings of another serial are another logger's",
         other_serial,
         autumn_following,
         "Europe/Berlin",
         "cannot_certify",
         {"CERT-11", "CERT-13"}},
        {"a recording of another shipment, months before, by the same logger",
         day,
         head + rows("2026-08-03", 8, 0, 25, 10),
         "+01:00",
         "cannot_certify",
         {"CERT-27"}},
        {"a clock that was set back by three hours in the middle: its readings cannot be placed",
         day,
         head + rows("2026-11-03", 8, 0, 12, 10) + rows("2026-11-03", 7, 0, 30, 10),
         "+01:00",
         "cannot_certify",
         {"CERT-24", "CERT-28"}},
        {"a clock whose battery failed and began again in 2000: the second half is nowhere near "
         "the "
         "window",
         day,
         head + rows("2026-11-03", 8, 0, 12, 10) + rows("2000-01-01", 0, 0, 13, 10),
         "+01:00",
         "cannot_certify",
         {"CERT-24", "CERT-28"}},
        {"a clock reset does not turn a proved excursion into a pass either: here it keeps the "
         "answer open, because no reading can be placed",
         day,
         head + rows("2026-11-03", 8, 0, 12, 10, "9.0") + rows("2000-01-01", 0, 0, 13, 10),
         "+01:00",
         "cannot_certify",
         {"CERT-24", "CERT-28"}},
        {"newest first is an order, not a clock that runs backward",
         day,
         [] {
             auto const text = rows("2026-11-03", 8, 0, 25, 10);
             auto const lines = text::split(text, '\n');
             std::string out = head;
             for (auto line = lines.rbegin(); line != lines.rend(); ++line)
                 out += line->empty() ? "" : text::cat(*line, "\n");
             return out;
         }(),
         "+01:00",
         "conforms",
         {}},
        {"Fahrenheit: 46.4 F is exactly 8 C and inside",
         day,
         text::replace_all(head, "(C)", "(F)") + rows("2026-11-03", 8, 0, 25, 10, "46.4"),
         "+01:00",
         "conforms",
         {"CERT-32"}},
        {"Fahrenheit: 46.5 F is 8.06 C and beyond",
         day,
         text::replace_all(head, "(C)", "(F)") + rows("2026-11-03", 8, 0, 25, 10, "46.5"),
         "+01:00",
         "does_not_conform",
         {"CERT-01"}},
        {"the last reading 11 minutes before receipt, at an interval of 10",
         day,
         head + rows("2026-11-03", 7, 59, 24, 10),
         "+01:00",
         "cannot_certify",
         {"CERT-16"}},
    };
}

} // namespace

TEST_CASE("files get the verdict their words argue for", "[job]") {
    for (auto const& row : all_rows()) {
        INFO(row.words);
        auto const outcome = certified(row.trip, row.bytes, row.zone);
        INFO((outcome ? job::to_text(outcome->judgement) : describe(outcome.error())));
        REQUIRE(outcome);
        CHECK(std::string(certify::to_word(outcome->judgement.verdict)) == row.verdict);
        CHECK(rules_of(outcome->judgement) == row.rules);
    }
}

TEST_CASE("an empty recording is an error with its name, not a verdict", "[job]") {
    auto const outcome = certified({}, "");
    REQUIRE_FALSE(outcome);
    CHECK_THAT(describe(outcome.error()), Catch::Contains("x.csv"));
}

TEST_CASE("a recording cut anywhere and given as two files gives the same record", "[job]") {
    std::uint32_t state = 7;
    auto const below = [&](std::uint32_t end) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % end;
    };
    auto const window = job::parse_window("recording");
    REQUIRE(window);
    auto const judged = [&](std::vector<job::RecordingFile> const& files) {
        auto const outcome =
            job::certify_recordings(files, "2-8", *window, settings(), job::Products::record);
        REQUIRE(outcome);
        return outcome->judgement;
    };
    for (int round = 0; round < 25; ++round) {
        std::vector<std::string> lines;
        int value = 60;
        for (int i = 0; i < 120; ++i) {
            value = std::clamp(value + static_cast<int>(below(9)) - 4, 20, 110);
            auto const minutes = i * 10;
            lines.push_back(text::cat(
                "2026-03-0", 2 + minutes / 1440, "T", text::zero_padded(minutes / 60 % 24, 2), ":",
                text::zero_padded(minutes % 60, 2), ":00Z,", value / 10, ".", value % 10, "\n"));
        }
        auto const file = [&](std::string const& name, std::size_t from, std::size_t to) {
            std::string bytes = head;
            for (auto i = from; i < to; ++i)
                bytes += lines[i];
            return job::RecordingFile{name, bytes};
        };
        auto const cut = 5 + below(110);
        INFO("round " << round << ", cut at " << cut);
        auto const whole = judged({file("a.csv", 0, 120)});
        auto const split = judged({file("b.csv", cut, 120), file("a.csv", 0, cut)});
        auto const overlap = judged(
            {file("a.csv", 0, std::min<std::size_t>(cut + 7, 120)), file("b.csv", cut, 120)});
        for (auto const* other : {&split, &overlap}) {
            CHECK(other->verdict == whole.verdict);
            REQUIRE(other->channels.size() == 1);
            CHECK(other->channels[0].inside.mkt == whole.channels[0].inside.mkt);
            CHECK(other->channels[0].inside.mean == whole.channels[0].inside.mean);
            REQUIRE(other->excursions.size() == whole.excursions.size());
            for (std::size_t i = 0; i < whole.excursions.size(); ++i)
                CHECK(other->excursions[i].excursion == whole.excursions[i].excursion);
        }
    }
}

TEST_CASE("an activation energy for a profile that states no mean kinetic temperature is refused",
          "[job]") {
    auto asked = settings();
    asked.joules_per_mole = 83'000;
    auto const window = job::parse_window("recording");
    auto const outcome =
        job::certify_recordings({{"x.csv", head + rows("2026-11-03", 8, 0, 5, 10, "-190.0")}},
                                "ln2-150", *window, asked, job::Products::record);
    REQUIRE_FALSE(outcome);
    CHECK_THAT(describe(outcome.error()),
               Catch::Contains("not meant for frozen") && Catch::Contains("leave out --delta-h"));
}
