// SPDX-License-Identifier: Apache-2.0
#include "isbt128/dates.hpp"

#include "common/text.hpp"

#include <array>

namespace coldchain::isbt128 {

namespace {

constexpr auto months = std::to_array<std::string_view>(
    {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"});

bool all_digits(std::string_view text) {
    for (char const character : text)
        if (character < '0' || character > '9')
            return false;
    return true;
}

int number(std::string_view digits) {
    int value = 0;
    for (char const character : digits)
        value = value * 10 + (character - '0');
    return value;
}

std::optional<char> century_digit(int year) {
    if (year >= 1900 && year < 2000)
        return '9';
    if (year >= 2000 && year < 2200)
        return year < 2100 ? '0' : '1';
    return std::nullopt;
}

Date date_of_ordinal(int year, int ordinal) {
    static constexpr std::array<int, 13> before{0,   31,  59,  90,  120, 151, 181,
                                                212, 243, 273, 304, 334, 365};
    int const leap = is_leap_year(year) ? 1 : 0;
    int month = 1;
    while (ordinal > before[static_cast<std::size_t>(month)] + (month >= 2 ? leap : 0))
        ++month;
    return {year, month,
            ordinal - before[static_cast<std::size_t>(month - 1)] - (month > 2 ? leap : 0)};
}

} // namespace

CodedDate read_date(std::string_view digits) {
    if (digits.size() != 6)
        return {DateFault::length, {}};
    if (!all_digits(digits))
        return {DateFault::digits, {}};
    char const century = digits[0];
    if (century != '0' && century != '1' && century != '9')
        return {DateFault::century, {}};
    int const year =
        (century == '9' ? 1900 : 2000 + 100 * (century - '0')) + number(digits.substr(1, 2));
    int const ordinal = number(digits.substr(3, 3));
    if (ordinal < 1 || ordinal > (is_leap_year(year) ? 366 : 365))
        return {DateFault::day, {}};
    return {DateFault::none, date_of_ordinal(year, ordinal)};
}

CodedDateTime read_date_time(std::string_view digits) {
    if (digits.size() != 10)
        return {DateFault::length, {}};
    auto const date = read_date(digits.substr(0, 6));
    if (date.fault != DateFault::none)
        return {date.fault, {}};
    if (!all_digits(digits.substr(6)))
        return {DateFault::digits, {}};
    int const hour = number(digits.substr(6, 2));
    int const minute = number(digits.substr(8, 2));
    if (hour > 23)
        return {DateFault::hour, {}};
    if (minute > 59)
        return {DateFault::minute, {}};
    return {DateFault::none, make_local(date.date, {hour, minute, 0, 0})};
}

std::optional<std::string> coded_date(Date date) {
    auto const century = century_digit(date.year);
    if (!century)
        return std::nullopt;
    return text::cat(*century, text::zero_padded(date.year % 100, 2),
                     text::zero_padded(day_of_year(date), 3));
}

std::optional<std::string> coded_date_time(LocalTime time) {
    auto const date = coded_date(date_of(time));
    if (!date)
        return std::nullopt;
    auto const clock = time_of_day(time);
    return text::cat(*date, text::zero_padded(clock.hour, 2), text::zero_padded(clock.minute, 2));
}

std::string printed(Date date, DateStyle style) {
    if (style == DateStyle::iso)
        return to_text(date);
    return text::cat(text::zero_padded(date.day, 2), " ",
                     months[static_cast<std::size_t>(date.month - 1)], " ",
                     text::zero_padded(date.year, 4));
}

std::string printed(LocalTime time, DateStyle style) {
    auto const clock = time_of_day(time);
    return text::cat(printed(date_of(time), style), " ", text::zero_padded(clock.hour, 2), ":",
                     text::zero_padded(clock.minute, 2));
}

} // namespace coldchain::isbt128
