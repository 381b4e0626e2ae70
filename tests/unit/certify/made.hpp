// SPDX-License-Identifier: Apache-2.0
// Recordings, limits and cases made by hand for the tests of this module.
#pragma once

#include "../places.hpp"
#include "certify/verdict.hpp"
#include "common/text.hpp"
#include "seal/digest.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace made {

using namespace coldchain;
using namespace coldchain::certify;

/// In lists of tenths: no reading, one the file marks as an error, and one not to be trusted.
inline constexpr int absent = 9999;
inline constexpr int invalid = 8888;
constexpr int suspect(int tenths) {
    return 6000 + tenths;
}

/// Milliseconds since 1970 of "2026-11-23T10:00:00Z".
inline std::int64_t at(std::string const& rfc3339) {
    auto const time = parse_zoned(rfc3339);
    REQUIRE(time);
    return time->instant.milliseconds;
}

inline Instant instant(std::string const& rfc3339) {
    return {at(rfc3339)};
}

inline logger::Reading reading(int tenths) {
    if (tenths == absent)
        return {};
    if (tenths == invalid)
        return {0, 1, logger::ReadingFlag::invalid};
    if (tenths >= 4000 && tenths < 8000)
        return {tenths - 6000, 1, logger::ReadingFlag::suspect};
    return {tenths, 1, logger::ReadingFlag::ok};
}

/// Tenths of a degree Celsius, one every `minutes`, from `start` on. 9999 is an absent reading,
/// 8888 one marked invalid; a value at or above 5000 and below is a suspect reading of it - 6000.
inline logger::Recording recording(std::string const& start, int minutes,
                                   std::vector<int> const& tenths) {
    logger::Recording made;
    made.file = "made.csv";
    made.device.maker = "Example";
    made.device.model = "M1";
    made.device.serial = "L1";
    made.basis = logger::TimeBasis::utc;
    made.zone = "Z";
    made.interval_seconds = minutes * 60;
    made.profile.id = "made";
    logger::Channel channel;
    channel.name = "T";
    std::string bytes = start;
    auto time = at(start);
    for (std::size_t i = 0; i < tenths.size(); ++i) {
        made.times.push_back(time);
        made.lines.push_back(static_cast<std::uint32_t>(i + 2));
        channel.readings.push_back(reading(tenths[i]));
        bytes += text::cat(",", tenths[i]);
        time += minutes * 60'000;
    }
    made.channels.push_back(std::move(channel));
    made.rows = {tenths.size(), tenths.size(), {}};
    made.sha256 = seal::sha256(bytes);
    return made;
}

/// `count` times the same tenths.
inline std::vector<int> flat(std::size_t count, int tenths) {
    return std::vector<int>(count, tenths);
}

inline std::vector<int> operator+(std::vector<int> left, std::vector<int> const& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

/// A profile of rules/limits.
inline Limits limits(std::string const& id) {
    auto const loaded = load_limits({places::source_folder}, id);
    INFO((loaded ? std::string() : describe(loaded.error())));
    REQUIRE(loaded);
    return *loaded;
}

/// A profile from the text after its head: low, high, levels. MKT applies; usual intervals.
inline Limits limits_of(std::string const& body) {
    auto const whole = text::cat(R"(schema = "coldchain.limits/1"
pack = "made"
edition = "1"
valid_from = 2020-01-01
title = "made for a test"
)",
                                 body, R"(
[mkt]
applies = true
[calibration]
required = true
[[interval]]
up_to = "24 h"
longest = "5 min"
[[interval]]
up_to = "7 d"
longest = "15 min"
[[interval]]
longest = "60 min"
[[citation]]
regime = "coldchain"
ref = "test"
evidence = "derived"
[[example]]
about = "inside"
every = "5 min"
readings = ["5 C"]
verdict = "conforms"
)");
    auto const document = config::parse_toml(whole, "made.toml");
    INFO((document ? std::string() : describe(document.error())));
    REQUIRE(document);
    auto const read = read_limits(*document);
    INFO((read ? std::string() : describe(read.error())));
    REQUIRE(read);
    return *read;
}

/// A calibration valid until 2027-05-31 with an uncertainty of 0.5 K.
inline shipment::Calibration calibration(std::string const& due = "2027-05-31") {
    shipment::Calibration made;
    made.certificate = "CAL-1";
    made.laboratory = "Example laboratory";
    made.due = parse_date(due);
    made.uncertainty = TemperatureDelta{{5, 1}};
    return made;
}

/// A payload logger "L1" with calibration and one recording.
inline LoggerCase logger_case(logger::Recording recording, std::string const& serial = "L1",
                              Role role = Role::payload) {
    recording.device.serial = serial;
    LoggerCase made;
    made.serial = serial;
    made.maker = "Example";
    made.package = "PKG1";
    made.role = role;
    made.calibration = calibration();
    made.recordings.push_back(std::move(recording));
    return made;
}

/// A shipment's case with a custody window that the recording covers exactly.
inline Case covered(Limits limits, logger::Recording recording) {
    Case made;
    made.shipment = "SHP-1";
    made.limits.push_back(std::move(limits));
    made.window = {Instant{recording.times.front()}, Instant{recording.times.back()}};
    made.loggers.push_back(logger_case(std::move(recording)));
    return made;
}

/// Rules of the findings at or above a severity, in order.
inline std::vector<std::string> rules_of(Judgement const& judgement,
                                         Severity least = Severity::warn) {
    std::vector<std::string> rules;
    for (auto const& finding : judgement.findings) {
        if (finding.severity >= least)
            rules.push_back(finding.rule);
    }
    return rules;
}

} // namespace made
