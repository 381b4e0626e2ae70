// SPDX-License-Identifier: Apache-2.0
// Layouts of many makers and languages that no format description names: inference alone reads
// them. The files are made; what they hold is written beside them.
#include "../places.hpp"
#include "logger_test.hpp"

namespace {

std::string const folder = std::string(places::source_folder) + "/tests/data/loggers/made/";

void check_file(std::vector<std::string> const& cells) {
    INFO(cells[0]);
    auto const bytes = coldchain::read_file(folder + cells[0]);
    REQUIRE(bytes);
    auto const recordings = read_recordings(*bytes, cells[0], {}, profiles());
    if (cells[1] == "refused") {
        REQUIRE_FALSE(recordings);
        CHECK_THAT(recordings.error().text, Catch::Matchers::Contains(cells[2]));
        return;
    }
    INFO((recordings ? std::string() : describe(recordings.error())));
    REQUIRE(recordings);
    REQUIRE(recordings->size() == 1);
    REQUIRE(cells.size() == 10);
    auto const& recording = recordings->front();
    auto const shown = [&](std::int64_t time) {
        return recording.basis == TimeBasis::utc ? coldchain::to_rfc3339({time})
                                                 : to_text(coldchain::LocalTime{time});
    };
    CHECK(shown(*recording.first_stamp) == cells[1]);
    CHECK(shown(*recording.last_stamp) == cells[2]);
    CHECK(std::to_string(recording.rows.total) == cells[3]);
    CHECK(std::to_string(recording.rows.used) == cells[4]);
    CHECK((recording.device.serial.empty() ? "-" : recording.device.serial) == cells[5]);
    for (auto const& channel : recording.channels) {
        if (channel.quantity != QuantityKind::temperature)
            continue;
        auto const summary = summarise(channel);
        CHECK(std::to_string(summary.count) == cells[6]);
        CHECK(symbol(channel.unit) == cells[7]);
        CHECK(celsius(Temperature{*summary.minimum, channel.unit}) ==
              Approx(std::stod(cells[8])).margin(1e-6));
        CHECK(celsius(Temperature{*summary.maximum, channel.unit}) ==
              Approx(std::stod(cells[9])).margin(1e-6));
        return;
    }
    FAIL("no temperature");
}

} // namespace

TEST_CASE("inference: layouts of many makers and languages are read or refused with reason",
          "[logger]") {
    auto const table = coldchain::read_file(folder + "expected.txt");
    REQUIRE(table);
    std::size_t files = 0;
    for (auto const line : coldchain::text::split(*table, '\n')) {
        if (line.empty() || line.starts_with('#'))
            continue;
        check_file(cells_of(line, '|'));
        ++files;
    }
    CHECK(files == 50);
}
