// SPDX-License-Identifier: Apache-2.0
// What the tests of this module share: the format descriptions of the source tree, and short ways
// to read a text.
#pragma once

#include "../places.hpp"
#include "common/file.hpp"
#include "common/text.hpp"
#include "common/time.hpp"
#include "logger/read.hpp"
#include "logger/summary.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace coldchain::logger::test {

inline Profiles const& profiles() {
    static Profiles const loaded = [] {
        auto found = load_profiles({places::source_folder});
        if (!found)
            throw std::runtime_error(describe(found.error()));
        return *found;
    }();
    return loaded;
}

/// Reads a text that must give exactly one recording.
inline Recording read_one(std::string const& text, ReadOptions const& options = {}) {
    auto recordings = read_recordings(text, "test.csv", options, profiles());
    INFO((recordings ? std::string() : describe(recordings.error())));
    REQUIRE(recordings);
    REQUIRE(recordings->size() == 1);
    return std::move(recordings->front());
}

/// The message of a refusal.
inline std::string refusal(std::string const& text, ReadOptions const& options = {}) {
    auto const recordings = read_recordings(text, "test.csv", options, profiles());
    REQUIRE_FALSE(recordings);
    return recordings.error().text;
}

inline bool has_finding(Recording const& recording, std::string_view code) {
    for (auto const& finding : recording.findings) {
        if (finding.rule == code)
            return true;
    }
    return false;
}

inline std::vector<std::string> cells_of(std::string_view line, char separator) {
    std::vector<std::string> cells;
    for (auto const piece : text::split(line, separator))
        cells.emplace_back(text::trim(piece));
    return cells;
}

/// Stamps of the rows as text: UTC with Z, local without.
inline std::vector<std::string> stamps(Recording const& recording) {
    std::vector<std::string> list;
    for (auto const time : recording.times)
        list.push_back(recording.basis == TimeBasis::utc ? to_rfc3339({time})
                                                         : to_text(LocalTime{time}));
    return list;
}

/// Readings of a channel as written: "5.10", "-", "invalid".
inline std::vector<std::string> values(Recording const& recording, std::size_t channel = 0) {
    std::vector<std::string> list;
    for (auto const reading : recording.channels.at(channel).readings)
        list.push_back(reading.flag == ReadingFlag::absent    ? "-"
                       : reading.flag == ReadingFlag::invalid ? "invalid"
                                                              : to_text(decimal(reading)));
    return list;
}

} // namespace coldchain::logger::test

using namespace coldchain::logger;
using namespace coldchain::logger::test;
using coldchain::Temperature;
using coldchain::TemperatureUnit;
