// SPDX-License-Identifier: Apache-2.0
// The only file that knows the date library. Calendar arithmetic is the standard library's.
#include "common/time.hpp"

#include "common/text.hpp"

#include <date/tz.h>

#include <chrono>
#include <fstream>

namespace coldchain {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

using Milliseconds = std::chrono::milliseconds;
using SysTime = date::sys_time<Milliseconds>;
using ZoneLocal = date::local_time<Milliseconds>;

// Digits only, exactly `count` of them, taken off the front.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
    if (text.size() < count ||
        text.substr(0, count).find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    int value = 0;
    for (char const c : text.substr(0, count))
        value = value * 10 + (c - '0');
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c))
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Date> take_date(std::string_view& text) {
    auto const year = take_number(text, 4);
    if (!year || !take(text, '-'))
        return std::nullopt;
    auto const month = take_number(text, 2);
    if (!month || !take(text, '-'))
        return std::nullopt;
    auto const day = take_number(text, 2);
    return day ? make_date(*year, *month, *day) : std::nullopt;
}

std::optional<TimeOfDay> take_time(std::string_view& text) {
    TimeOfDay time;
    auto const hour = take_number(text, 2);
    if (!hour || !take(text, ':'))
        return std::nullopt;
    auto const minute = take_number(text, 2);
    if (!minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    time.hour = *hour;
    time.minute = *minute;
    if (!take(text, ':'))
        return time;
    auto const second = take_number(text, 2);
    if (!second || *second > 59)
        return std::nullopt;
    time.second = *second;
    if (!take(text, '.'))
        return time;
    int factor = 100;
    if (text.empty() || text[0] < '0' || text[0] > '9')
        return std::nullopt;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
        time.millisecond += factor * (text[0] - '0');
        factor /= 10;
        text.remove_prefix(1);
    }
    return time;
}

// Minutes east of "Z", "+hh:mm" or "-hh:mm"; the whole text must be that.
std::optional<int> parse_offset(std::string_view text) {
    if (text == "Z" || text == "z")
        return 0;
    bool const west = text.starts_with('-');
    if (!west && !text.starts_with('+'))
        return std::nullopt;
    text.remove_prefix(1);
    auto const hours = take_number(text, 2);
    if (!hours || !take(text, ':'))
        return std::nullopt;
    auto const minutes = take_number(text, 2);
    if (!minutes || !text.empty() || *hours > 14 || *minutes > 59)
        return std::nullopt;
    int const total = *hours * 60 + *minutes;
    return west ? -total : total;
}

std::string offset_text(int minutes) {
    int const size = minutes < 0 ? -minutes : minutes;
    return text::cat(minutes < 0 ? '-' : '+', text::zero_padded(size / 60, 2), ':',
                     text::zero_padded(size % 60, 2));
}

Result<date::time_zone const*> find_zone(std::string_view name) {
    try {
        return date::locate_zone(std::string(name));
    } catch (std::exception const&) {
        return input_error({},
                           text::cat("time zone ", text::quoted(name),
                                     " is not known; write an IANA name such as \"Europe/Berlin\" "
                                     "or an offset such as \"+01:00\""));
    }
}

std::string clock_text(LocalTime time, char between, bool with_seconds) {
    auto const t = time_of_day(time);
    std::string out = text::cat(to_text(date_of(time)), between, text::zero_padded(t.hour, 2), ':',
                                text::zero_padded(t.minute, 2));
    if (with_seconds)
        out += ':' + text::zero_padded(t.second, 2);
    if (with_seconds && t.millisecond != 0)
        out += '.' + text::zero_padded(t.millisecond, 3);
    return out;
}

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

Error skipped_or_repeated(std::string_view written, std::vector<Instant> const& found) {
    if (found.empty())
        return input_error({}, text::cat("time ", text::quoted(written),
                                         " does not exist: the clocks went forward over it"));
    return input_error({}, text::cat("time ", text::quoted(written), " happened twice, at ",
                                     to_rfc3339(found.front()), " and ", to_rfc3339(found.back()),
                                     "; write it with its offset instead of the zone"));
}

} // namespace

std::optional<Date> make_date(int year, int month, int day) {
    // std::chrono keeps a day and a month in one byte: 2066 would be the 18th
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    std::chrono::year_month_day const ymd{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok())
        return std::nullopt;
    return Date{year, month, day};
}

bool is_leap_year(int year) {
    return std::chrono::year{year}.is_leap();
}

int day_of_year(Date date) {
    return static_cast<int>(days_since_epoch(date) - days_since_epoch({date.year, 1, 1})) + 1;
}

std::int64_t days_since_epoch(Date date) {
    return std::chrono::sys_days{std::chrono::year{date.year} / date.month / date.day}
        .time_since_epoch()
        .count();
}

Date date_from_days(std::int64_t days) {
    std::chrono::year_month_day const ymd{std::chrono::sys_days{std::chrono::days{days}}};
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

LocalTime make_local(Date date, TimeOfDay time) {
    return {days_since_epoch(date) * day_ms +
            ((time.hour * 60 + time.minute) * 60 + time.second) * 1000LL + time.millisecond};
}

Date date_of(LocalTime time) {
    return date_from_days(floor_divide(time.milliseconds, day_ms));
}

TimeOfDay time_of_day(LocalTime time) {
    auto const rest =
        static_cast<int>(time.milliseconds - floor_divide(time.milliseconds, day_ms) * day_ms);
    return {rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000};
}

std::optional<Date> parse_date(std::string_view written) {
    auto const date = take_date(written);
    return written.empty() ? date : std::nullopt;
}

std::string to_text(Date date) {
    return text::cat(text::zero_padded(date.year, 4), '-', text::zero_padded(date.month, 2), '-',
                     text::zero_padded(date.day, 2));
}

Result<ZonedTime> parse_zoned(std::string_view written) {
    std::string_view rest = text::trim(written);
    auto const refuse = [&](std::string_view why) {
        return input_error({}, text::cat("time ", text::quoted(written), ' ', why));
    };
    auto const date = take_date(rest);
    if (!date || !(take(rest, 'T') || take(rest, 't') || take(rest, ' ')))
        return refuse(
            "is not understood; write \"2026-11-23T15:30 America/Los_Angeles\" or with an offset");
    auto const time = take_time(rest);
    if (!time)
        return refuse("has no valid time of day; write hours and minutes, 00:00 to 23:59");
    LocalTime const local = make_local(*date, *time);
    std::string_view const zone = text::trim(rest);
    if (zone.empty())
        return refuse("has no zone; add an offset (\"-08:00\") or an IANA zone");
    if (auto const offset = parse_offset(zone))
        return ZonedTime{{local.milliseconds - *offset * 60'000LL},
                         *offset == 0 ? "Z" : offset_text(*offset)};
    CC_TRY_ASSIGN(auto const found, instants_of(local, zone));
    if (found.size() != 1)
        return skipped_or_repeated(written, found);
    return ZonedTime{found.front(), std::string(zone)};
}

std::string to_rfc3339(Instant instant) {
    return clock_text({instant.milliseconds}, 'T', true) + 'Z';
}

std::string to_text(LocalTime time) {
    return clock_text(time, 'T', true);
}

std::string to_people(ZonedTime const& time) {
    auto const clock = wall_clock(time.instant, time.zone);
    if (!clock)
        return to_rfc3339(time.instant);
    return text::cat(clock_text(clock->local, ' ', false), ' ', clock->abbreviation);
}

Result<WallClock> wall_clock(Instant instant, std::string_view zone) {
    if (auto const offset = parse_offset(zone))
        return WallClock{{instant.milliseconds + *offset * 60'000LL},
                         *offset,
                         *offset == 0 ? "UTC" : "UTC" + offset_text(*offset)};
    CC_TRY_ASSIGN(auto const* const found, find_zone(zone));
    auto const info = found->get_info(SysTime{Milliseconds{instant.milliseconds}});
    auto const minutes = std::chrono::duration_cast<std::chrono::minutes>(info.offset).count();
    bool const letters = !info.abbrev.empty() && info.abbrev[0] >= 'A' && info.abbrev[0] <= 'Z';
    return WallClock{
        {instant.milliseconds + std::chrono::duration_cast<Milliseconds>(info.offset).count()},
        static_cast<int>(minutes),
        letters ? info.abbrev : "UTC" + offset_text(static_cast<int>(minutes))};
}

Result<std::vector<Instant>> instants_of(LocalTime local, std::string_view zone) {
    if (auto const offset = parse_offset(zone))
        return std::vector<Instant>{{local.milliseconds - *offset * 60'000LL}};
    CC_TRY_ASSIGN(auto const* const found, find_zone(zone));
    auto const info = found->get_info(ZoneLocal{Milliseconds{local.milliseconds}});
    auto const shifted = [&](std::chrono::seconds offset) {
        return Instant{local.milliseconds -
                       std::chrono::duration_cast<Milliseconds>(offset).count()};
    };
    if (info.result == date::local_info::nonexistent)
        return std::vector<Instant>{};
    if (info.result == date::local_info::ambiguous)
        return std::vector<Instant>{shifted(info.first.offset), shifted(info.second.offset)};
    return std::vector<Instant>{shifted(info.first.offset)};
}

Result<OffsetSpan> offset_span(Instant instant, std::string_view zone) {
    if (auto const offset = parse_offset(zone))
        return OffsetSpan{{INT64_MIN}, {INT64_MAX}, *offset};
    CC_TRY_ASSIGN(auto const* const found, find_zone(zone));
    auto const info = found->get_info(SysTime{Milliseconds{instant.milliseconds}});
    // the library's end markers lie outside what milliseconds can hold
    auto const clamp = [](date::sys_seconds t) {
        std::int64_t const seconds = t.time_since_epoch().count();
        constexpr std::int64_t most = INT64_MAX / 1000;
        return Instant{seconds > most ? INT64_MAX : seconds < -most ? INT64_MIN : seconds * 1000};
    };
    return OffsetSpan{
        clamp(info.begin), clamp(info.end),
        static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(info.offset).count())};
}

bool is_zone(std::string_view zone) {
    return parse_offset(zone).has_value() || find_zone(zone).has_value();
}

std::string zone_data_version() {
    try {
        std::string version = date::get_tzdb().version;
        if (!version.empty() && version != "unknown")
            return version;
    } catch (std::exception const&) {
        return "unknown";
    }
    // Debian keeps the version in the first line of the compact source beside the compiled zones
    std::ifstream in("/usr/share/zoneinfo/tzdata.zi");
    std::string mark;
    std::string word;
    std::string version;
    in >> mark >> word >> version;
    return word == "version" ? version : "unknown";
}

std::string duration_text(std::int64_t seconds) {
    if (seconds < 0)
        return "-" + duration_text(-seconds);
    std::string out;
    auto const add = [&](std::int64_t count, std::string_view unit) {
        if (count > 0)
            out += text::cat(out.empty() ? "" : " ", count, ' ', unit);
    };
    add(seconds / 86'400, "d");
    add(seconds / 3600 % 24, "h");
    add(seconds / 60 % 60, "min");
    add(seconds % 60, "s");
    return out.empty() ? "0 s" : out;
}

} // namespace coldchain
