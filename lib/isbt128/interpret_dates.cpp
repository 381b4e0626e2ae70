// SPDX-License-Identifier: Apache-2.0
// Dates and times in structures: century dates, calendar dates, months, and the flexible date of
// structure 031 (ST-001 2.4.4 to 2.4.9, 2.4.24, 2.4.26, 2.4.31).
#include "common/text.hpp"
#include "isbt128/code_words.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/interpreter.hpp"

#include <cstring>

namespace coldchain::isbt128 {

namespace {

// Tables 24 and 25.
constexpr auto flexible_zones = std::to_array<CodeWords>({{"1", "local time"}, {"2", "UTC"}});
constexpr auto flexible_types = std::to_array<CodeWords>({
    {"01", "expiration"},
    {"02", "collection"},
    {"03", "production"},
    {"04", "cross clamp"},
    {"05", "preservation"},
    {"06", "donor death"},
});
} // namespace

void Interpreter::interpret_date() {
    bool const with_time = content().size() == 10;
    push_layout(layout(current().row->kind));
    if (!with_time) {
        auto const [fault, date] = read_date(content());
        return fault == DateFault::none ? push_date(date, {}) : date_problem(fault);
    }
    auto const [fault, time] = read_date_time(content());
    if (fault != DateFault::none)
        return date_problem(fault);
    push_date(date_of(time), part(6, 4));
}

/// Fields date, time and iso; `time` is hhmm or empty.
void Interpreter::push_date(Date date, std::string_view time) {
    char* const iso = derive();
    char* out = put(iso, date.year, 4);
    *out++ = '-';
    out = put(out, date.month, 2);
    *out++ = '-';
    out = put(out, date.day, 2);
    field("date", {iso, 10});
    if (!time.empty()) {
        *out++ = 'T';
        std::memcpy(out, time.data(), 2);
        out[2] = ':';
        std::memcpy(out + 3, time.data() + 2, 2);
        out += 5;
        field("time", {iso + 11, 5});
    }
    field("iso", {iso, static_cast<std::size_t>(out - iso)});
}

void Interpreter::date_problem(DateFault fault) {
    switch (fault) {
    case DateFault::century:
        return problem(codes::date, "c", 0, part(0, 1), "0 (2000s), 1 (2100s) or 9 (1900s)");
    case DateFault::day:
        return problem(codes::date, "jjj", 3, part(3, 3), "001 to 365, and 366 in leap years only");
    case DateFault::hour:
        return problem(codes::date, "hh", 6, part(6, 2), "00 to 23");
    case DateFault::minute:
        return problem(codes::date, "mm", 8, part(8, 2), "00 to 59");
    case DateFault::none:
    case DateFault::length:
    case DateFault::digits:
    case DateFault::month:
        return;
    }
}

/// yyyymmdd at `offset`.
void Interpreter::interpret_calendar(std::size_t offset, std::string_view year_name) {
    bool const capitals = year_name == "YYYY";
    int const year = number(part(offset, 4));
    int const month = number(part(offset + 4, 2));
    auto const date = make_date(year, month, number(part(offset + 6, 2)));
    field(year_name, part(offset, 4));
    field(capitals ? "MM" : "mm", part(offset + 4, 2));
    field(capitals ? "DD" : "dd", part(offset + 6, 2));
    if (year == 0)
        return problem(codes::date, year_name, offset, part(offset, 4), "0001 to 9999");
    if (month < 1 || month > 12)
        return problem(codes::date, capitals ? "MM" : "mm", offset + 4, part(offset + 4, 2),
                       "01 to 12");
    if (!date)
        return problem(codes::date, capitals ? "DD" : "dd", offset + 6, part(offset + 6, 2),
                       "a day of that month");
    if (!capitals)
        push_date(*date, {});
}

bool Interpreter::check_clock(std::size_t hours) {
    if (number(part(hours, 2)) > 23) {
        problem(codes::date, "hh", hours, part(hours, 2), "00 to 23");
        return false;
    }
    if (number(part(hours + 2, 2)) > 59) {
        problem(codes::date, "mm", hours + 2, part(hours + 2, 2), "00 to 59");
        return false;
    }
    return true;
}

void Interpreter::interpret_month() {
    field("yyyy", part(0, 4));
    field("mm", part(4, 2));
    int const month = number(part(4, 2));
    if (part(0, 4) == "0000")
        return problem(codes::date, "yyyy", 0, part(0, 4), "0001 to 9999");
    if (month < 1 || month > 12)
        return problem(codes::date, "mm", 4, part(4, 2), "01 to 12");
    char* const iso = derive();
    std::memcpy(iso, content().data(), 4);
    iso[4] = '-';
    std::memcpy(iso + 5, content().data() + 4, 2);
    field("iso", {iso, 7});
}

void Interpreter::interpret_flexible() {
    auto const zone = words_of(flexible_zones, part(0, 1));
    auto const type = words_of(flexible_types, part(2, 2));
    field("Z", part(0, 1), zone);
    field("U", part(1, 1));
    field("TT", part(2, 2), type);
    if (zone.empty())
        problem(codes::value, "Z", 0, part(0, 1), "1 (local time) or 2 (UTC)");
    if (content()[1] != '0')
        problem(codes::value, "U", 1, part(1, 1), "0");
    if (type.empty())
        problem(codes::value, "TT", 2, part(2, 2), "01 to 06");
    interpret_calendar(4, "YYYY");
    field("hh", part(12, 2));
    field("mm", part(14, 2));
    bool const clock = check_clock(12);
    auto const date = make_date(number(part(4, 4)), number(part(8, 2)), number(part(10, 2)));
    if (date && clock)
        push_date(*date, part(12, 4));
}

} // namespace coldchain::isbt128
