// SPDX-License-Identifier: Apache-2.0
// Certification beside the devices' own records. The samples are read from the folder that
// COLDCHAIN_SHARED names, else from beside the source tree; without it the cases are skipped.
#include "../places.hpp"
#include "certify/device_record.hpp"
#include "common/file.hpp"
#include "job/certify_job.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace coldchain;

namespace {

std::optional<job::RecordingFile> sample(std::string const& name) {
    char const* const named = std::getenv("COLDCHAIN_SHARED");
    auto const folder = named != nullptr
                            ? std::filesystem::path(named)
                            : std::filesystem::path(places::source_folder) / "../shared";
    auto bytes = read_file(folder / "samples/loggers" / name);
    if (!bytes) {
        WARN("skipped: " << name << " is not here");
        return std::nullopt;
    }
    return job::RecordingFile{name, std::move(*bytes)};
}

certify::Judgement judged(job::RecordingFile const& file, std::int64_t joules) {
    config::DataFolders const data{places::source_folder};
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    auto const profiles = logger::load_profiles(data);
    auto const window = job::parse_window("recording");
    REQUIRE(fonts);
    REQUIRE(profiles);
    job::CertifySettings settings{data, *profiles, *fonts};
    settings.joules_per_mole = joules;
    auto outcome = job::certify_recordings({file}, "2-8", *window, settings, job::Products::record);
    REQUIRE(outcome);
    return outcome->judgement;
}

} // namespace

TEST_CASE("Q-tag CLm doc: one open excursion, and the alarms the device fired", "[job]") {
    auto const file = sample("berlinger-qtagclmdoclr-1.txt");
    if (!file)
        return;
    auto const judgement = judged(*file, 83'144);
    REQUIRE(judgement.excursions.size() == 1);
    auto const& excursion = judgement.excursions[0].excursion;
    CHECK(excursion.open_start);
    CHECK(excursion.open_end);
    CHECK(to_rfc3339({excursion.from}) == "2023-04-17T15:23:00Z");
    CHECK(to_rfc3339({excursion.to}) == "2023-04-20T13:53:00Z");
    CHECK(judgement.channels.at(0).inside.count == 424);
    // the device counts 4226 min; each open end may differ by one interval of 10 min
    CHECK(std::abs(excursion.seconds - 4226 * 60) <= 2 * 600);
    REQUIRE(judgement.device_records.size() == 1);
    CHECK(judgement.device_records[0].lines.size() == 4);
    CHECK(judgement.device_records[0].explanations.size() == 2);
}

TEST_CASE("Fridge-tag 2 L: readings at exactly 8.0 stay inside", "[job]") {
    auto const file = sample("berlinger-fridgetag2l-1.txt");
    if (!file)
        return;
    auto const judgement = judged(*file, 83'144);
    auto const& logger = judgement.loggers.at(0);
    auto const& recording = logger.recordings.at(0);
    auto const& channel = recording.channels.at(judgement.channels.at(0).channel);
    Temperature const eight{{8, 0}, TemperatureUnit::celsius};
    std::size_t touching = 0;
    certify::Beyond beyond(certify::Side::high, eight, channel.unit);
    for (std::size_t i = 0; i < recording.times.size(); ++i) {
        if (logger::temperature(channel, i) == eight &&
            channel.readings[i].flag == logger::ReadingFlag::ok) {
            ++touching;
            CHECK_FALSE(beyond(channel.readings[i]));
        }
    }
    CHECK(touching == 52); // counted in the file
}

TEST_CASE("the activation energy moves the mean kinetic temperature as computed elsewhere",
          "[job]") {
    auto const file = sample("berlinger-fridgetag2l-1.txt");
    if (!file)
        return;
    // computed outside this project over all readings of the file: 83.144 kJ/mol over 8.3144 gives
    // 12.701, 83.0 over 8.314 (what the device states) 12.690
    auto const judgement = judged(*file, 83'144);
    CHECK(*judgement.channels.at(0).inside.mkt == Approx(12.701).margin(0.0006));
    auto const& recording = judgement.loggers.at(0).recordings.at(0);
    auto const& channel = recording.channels.at(judgement.channels.at(0).channel);
    auto const other =
        certify::figures_of(certify::series_of(recording, channel), 83'000 / 8.314).mkt;
    CHECK(*other == Approx(12.690).margin(0.0006));
}

TEST_CASE("every alarm of the Berlinger samples agrees within one interval a crossing", "[job]") {
    auto const name = GENERATE(as<std::string>{}, "berlinger-fridgetag2-1.txt",
                               "berlinger-fridgetag2l-1.txt", "berlinger-qtagclmdoclr-1.txt");
    auto const file = sample(name);
    if (!file)
        return;
    auto const judgement = judged(*file, 83'144);
    std::size_t compared = 0;
    for (auto const& logger : judgement.loggers) {
        for (auto const& recording : logger.recordings) {
            for (auto const& alarm : recording.device.alarms) {
                INFO(name << ": " << alarm.text);
                REQUIRE(alarm.limit);
                auto const found = certify::alarm_beside(recording, alarm);
                ++compared;
                INFO("device " << alarm.accumulated_seconds << " s, ours " << found.seconds
                               << " s over " << found.excursions << " excursions");
                CHECK(found.agrees);
            }
        }
    }
    CHECK(compared >= 2); // two of a Fridge-tag, four of a Q-tag
}
