// SPDX-License-Identifier: Apache-2.0
// Zone facts: IANA time zone data; US clocks went back 2026-11-01 at 02:00 and forward 2026-03-08
// at 02:00 (15 U.S.C. 260a); day numbers from the Gregorian calendar.
#include "common/time.hpp"

#include <catch2/catch.hpp>

using namespace coldchain;

namespace {
std::string utc(char const* written) {
    auto const time = parse_zoned(written);
    return time ? to_rfc3339(time->instant) : "refused: " + time.error().text;
}
} // namespace

TEST_CASE("time: offsets and zones become the same instant", "[common]") {
    CHECK(utc("2026-11-23T15:30:00-08:00") == "2026-11-23T23:30:00Z");
    CHECK(utc("2026-11-23T15:30 America/Los_Angeles") == "2026-11-23T23:30:00Z");
    CHECK(utc("2026-11-23T23:30:00Z") == "2026-11-23T23:30:00Z");
    CHECK(utc("2026-11-24 05:00+05:30") == "2026-11-23T23:30:00Z");
    CHECK(utc("2026-11-23T23:30:00.250Z") == "2026-11-23T23:30:00.250Z");
}

TEST_CASE("time: an hour that happened twice is refused with both readings", "[common]") {
    auto const refused = utc("2026-11-01T01:30 America/New_York");
    CHECK(refused.find("2026-11-01T05:30:00Z and 2026-11-01T06:30:00Z") != std::string::npos);
}

TEST_CASE("time: an hour the clocks skipped is refused", "[common]") {
    CHECK(utc("2026-03-08T02:30 America/New_York").find("does not exist") != std::string::npos);
}

TEST_CASE("time: what is no time with a zone is refused", "[common]") {
    auto const written =
        GENERATE("", "2026-11-23", "2026-11-23T15:30", "2026-11-23T24:00Z", "2026-02-30T10:00Z",
                 "2026-13-01T10:00Z", "2026-11-23T15:60Z", "2026-11-23T15:30 Mars/Olympus",
                 "2026-11-23T15:30+25:00", "23/11/2026 15:30Z");
    CHECK_FALSE(parse_zoned(written));
}

TEST_CASE("time: wall clocks carry the zone's letters, or the offset where there are none",
          "[common]") {
    CHECK(to_people(*parse_zoned("2026-11-23T15:30 America/Los_Angeles")) ==
          "2026-11-23 15:30 PST");
    CHECK(to_people(*parse_zoned("2026-07-23T15:30 America/Los_Angeles")) ==
          "2026-07-23 15:30 PDT");
    CHECK(to_people(*parse_zoned("2026-07-23T15:30+05:30")) == "2026-07-23 15:30 UTC+05:30");
    CHECK(to_people(*parse_zoned("2026-07-23T15:30 America/Sao_Paulo")) ==
          "2026-07-23 15:30 UTC-03:00");
}

TEST_CASE("time: an offset holds until the clocks change", "[common]") {
    auto const span =
        *offset_span(parse_zoned("2026-11-23T00:00:00Z")->instant, "America/New_York");
    CHECK(span.offset_minutes == -300);
    CHECK(to_rfc3339(span.from) == "2026-11-01T06:00:00Z");
    CHECK(to_rfc3339(span.to) == "2027-03-14T07:00:00Z");
}

TEST_CASE("time: days and day numbers", "[common]") {
    CHECK(day_of_year(*make_date(2024, 12, 31)) == 366);
    CHECK(day_of_year(*make_date(2026, 3, 1)) == 60);
    CHECK_FALSE(make_date(2013, 5, 2066)); // not the 18th, which is 2066 less eight times 256
    CHECK_FALSE(make_date(2013, 257, 1));
    CHECK_FALSE(make_date(2026, 2, 29));
    CHECK_FALSE(make_date(2100, 2, 29));
    CHECK(make_date(2000, 2, 29));
    CHECK(days_since_epoch(*make_date(1970, 1, 1)) == 0);
    CHECK(days_since_epoch(*make_date(2000, 3, 1)) == 11017);
}

TEST_CASE("time: local times before 1970 keep their date", "[common]") {
    LocalTime const time = make_local(*make_date(1969, 12, 31), {23, 59, 59, 999});
    CHECK(time.milliseconds == -1);
    CHECK(to_text(time) == "1969-12-31T23:59:59.999");
}

TEST_CASE("time: every day of 400 years maps to itself", "[common]") {
    auto const last = days_since_epoch(*make_date(2299, 12, 31));
    for (auto day = days_since_epoch(*make_date(1900, 1, 1)); day <= last; ++day) {
        Date const date = date_from_days(day);
        REQUIRE(make_date(date.year, date.month, date.day));
        REQUIRE(days_since_epoch(date) == day);
    }
}

TEST_CASE("time: durations for people", "[common]") {
    CHECK(duration_text(4226 * 60) == "2 d 22 h 26 min");
    CHECK(duration_text(0) == "0 s");
    CHECK(duration_text(3600) == "1 h");
    CHECK(duration_text(61) == "1 min 1 s");
}
