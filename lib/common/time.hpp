// SPDX-License-Identifier: Apache-2.0
// Instants, local times and zones. An Instant is UTC; a LocalTime is what a clock on a wall showed,
// and nothing turns one into the other without a named zone or offset. The computer's own zone is
// never consulted. Zone data are the system's (the seam is time.cpp).
#pragma once

#include "common/result.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain {

/// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t milliseconds = 0;
    auto operator<=>(Instant const&) const = default;
};

/// Milliseconds since 1970-01-01T00:00:00 on the wall clock of some place.
struct LocalTime {
    std::int64_t milliseconds = 0;
    auto operator<=>(LocalTime const&) const = default;
};

/// A day of the Gregorian calendar, valid by construction through make_date.
struct Date {
    int year = 1970;
    int month = 1;
    int day = 1;
    auto operator<=>(Date const&) const = default;
};

std::optional<Date> make_date(int year, int month, int day);
bool is_leap_year(int year);
/// 1 to 366.
int day_of_year(Date date);
/// Days since 1970-01-01.
std::int64_t days_since_epoch(Date date);
Date date_from_days(std::int64_t days);

struct TimeOfDay {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
};

LocalTime make_local(Date date, TimeOfDay time);
Date date_of(LocalTime time);
TimeOfDay time_of_day(LocalTime time);

/// An instant with the place's clock: an IANA zone name or a fixed offset "+05:30", "Z".
struct ZonedTime {
    Instant instant;
    std::string zone;
    bool operator==(ZonedTime const&) const = default;
};

/// What a wall clock showed at an instant.
struct WallClock {
    LocalTime local;
    int offset_minutes = 0;   ///< east of Greenwich is positive
    std::string abbreviation; ///< "PST"; "UTC+05:30" for zones without letters
};

/// "YYYY-MM-DD".
std::optional<Date> parse_date(std::string_view text);
std::string to_text(Date date);

/// RFC 3339 with offset ("2026-11-23T15:30:00-08:00", "...Z"; seconds optional), or a local time
/// and an IANA zone: "2026-11-23T15:30 America/Los_Angeles". A local time that the zone skips or
/// has twice is refused, naming both readings; so is one without zone.
Result<ZonedTime> parse_zoned(std::string_view text);

/// "2026-11-23T23:30:00Z"; milliseconds only when they are not zero.
std::string to_rfc3339(Instant instant);
/// "2026-11-23T15:30:00" without zone; milliseconds only when they are not zero.
std::string to_text(LocalTime time);
/// "2026-11-23 15:30 PST": for people, to the minute.
std::string to_people(ZonedTime const& time);

/// What the clock of `zone` (IANA name or fixed offset) shows; refuses an unknown zone.
Result<WallClock> wall_clock(Instant instant, std::string_view zone);

/// How a local time maps into a zone: no instant (skipped), one, or two (repeated; earlier first).
Result<std::vector<Instant>> instants_of(LocalTime local, std::string_view zone);

/// The span around `instant` in which the zone's offset does not change; for converting many rows
/// with one look-up. `from` inclusive, `to` exclusive.
struct OffsetSpan {
    Instant from;
    Instant to;
    int offset_minutes = 0;
};
Result<OffsetSpan> offset_span(Instant instant, std::string_view zone);

/// Whether the zone is one we know ("Z", "+hh:mm", "-hh:mm" or an IANA name).
bool is_zone(std::string_view zone);

/// The edition of the zone data in use, such as "2025b".
std::string zone_data_version();

/// Whole seconds as "2 d 22 h 26 min", "45 s"; for people.
std::string duration_text(std::int64_t seconds);

} // namespace coldchain
