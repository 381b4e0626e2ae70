// SPDX-License-Identifier: Apache-2.0
// Dates in ISBT 128 structures: cyyjjj and cyyjjjhhmm, where c is the century digit (0: 2000s,
// 1: 2100s, 9: 1900s), yy the year of it and jjj the day of the year; the time is the local time
// of the labelling site (ST-001 2.4.4 to 2.4.9).
#pragma once

#include "common/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace coldchain::isbt128 {

/// What is wrong with coded digits; `none` when they are a date.
enum class DateFault { none, length, digits, century, day, hour, minute, month };

struct CodedDate {
    DateFault fault = DateFault::none;
    Date date;
};

struct CodedDateTime {
    DateFault fault = DateFault::none;
    LocalTime time;
};

/// Reads cyyjjj. Day 366 exists in leap years only, day 000 never, and c must be 0, 1 or 9.
CodedDate read_date(std::string_view digits);

/// Reads cyyjjjhhmm. 24:00 does not exist; a day without a time is coded 23:59.
CodedDateTime read_date_time(std::string_view digits);

/// "cyyjjj", or nothing for a year outside 1900 to 2199.
std::optional<std::string> coded_date(Date date);

/// "cyyjjjhhmm" (seconds are dropped), or nothing for a year outside 1900 to 2199.
std::optional<std::string> coded_date_time(LocalTime time);

/// "2018-12-31" or "31 DEC 2018", the two printed forms allowed (ST-001 7.4.4).
enum class DateStyle { iso, day_month_year };

std::string printed(Date date, DateStyle style);
/// With the 24 h time after it: "31 DEC 2018 23:59".
std::string printed(LocalTime time, DateStyle style);

} // namespace coldchain::isbt128
