// SPDX-License-Identifier: Apache-2.0
// Time cells. A cell is taken apart without deciding which number is the day; the order is settled
// from the whole column (date_order.hpp) and only then do the parts become a stamp.
#pragma once

#include "logger/read.hpp"
#include "logger/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coldchain::logger {

/// What a cell says: a date, a time of day, or both, as written.
struct StampParts {
    bool has_date = false;
    bool has_time = false;
    std::array<int, 3> fields{};          ///< numbers of the date in written order
    std::array<std::uint8_t, 3> digits{}; ///< how many digits each has
    int named_month = 0;                  ///< 1..12 when a name gives it; then two fields are used
    bool month_first = false;             ///< the name stands before both numbers
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    Meridiem meridiem = Meridiem::none;
    std::optional<int> offset_minutes; ///< of "Z", "+01:00"
    std::string zone_word;             ///< letters nobody may map to an offset: "IST"
};

/// The parts of a cell that holds a date, a time or both and nothing else; nothing otherwise.
std::optional<StampParts> parse_stamp(std::string_view cell, Vocabulary const& words);

/// A time of day in digits alone, the zeros in front left out or not: "10" and "0" with a width of
/// 2, "1005", "930" and "0" with 4, "100500" with 6.
/// Dots are no digits here: "10.05" is 1005, "10.05.30" is 100530.
std::optional<StampParts> parse_digit_clock(std::string_view cell, int width);
/// "AM", "p. m.": a word of at least two letters for before or after noon, and nothing else.
std::optional<Meridiem> parse_meridiem(std::string_view cell, Vocabulary const& words);

/// "9.50" or "09.50.00": hours and minutes, or half past nine and more written as a number.
bool is_dotted_clock(std::string_view cell);

/// A year that a computer set to Thai writes: 2566 is 2023. Days and months are the common ones.
constexpr bool is_buddhist_year(int year) {
    return year >= 2500 && year < 2700;
}

/// Whether the date can be meant in that order (month 1 to 12, a day the month has, a year of two
/// or four digits).
bool fits_order(StampParts const& parts, DateOrder order);

/// Whether only one order is possible for the way it is written: a month by name, or a year of four
/// digits in front.
bool is_unambiguous(StampParts const& parts);

/// Days since 1970-01-01 of the date part; nothing when the order does not fit.
std::optional<std::int64_t> days_of(StampParts const& parts, DateOrder order);

/// Milliseconds of the time part since midnight; 24:00:00 is the next midnight.
std::optional<std::int64_t> milliseconds_of_day(StampParts const& parts);

/// A date and time as written, in milliseconds since 1970-01-01T00:00:00 local; the offset is not
/// applied. A part without time is midnight.
std::optional<std::int64_t> local_milliseconds(StampParts const& parts, DateOrder order);

/// "+01:00", "-0500", "UTC+1", "GMT -05:00", "Z"; minutes east. Nothing for a bare "GMT" unless it
/// is the whole text. `Etc/GMT+5` is minus five hours by the zone data's own convention.
std::optional<int> find_offset(std::string_view text);

/// The offset a heading of times names; here the word UTC or GMT may stand anywhere ("UTC time").
std::optional<int> offset_in_heading(std::string_view heading);

/// "Z" or "+hh:mm".
std::string offset_name(int minutes);

/// A learnt pattern of fixed width ("dddd-dd-dd dd:dd:dd") for the many rows of a long file.
/// It reads exactly the cells that the general parser would, or says no.
class FixedStamp {
public:
    /// Learns from a cell with date and time whose parts are known. Nothing when its width is not
    /// fixed: names, AM/PM, single digits.
    static std::optional<FixedStamp> learn(std::string_view cell, StampParts const& parts,
                                           DateOrder order);

    std::size_t size() const { return m_size; }

    /// For a reader of its own making: where the hour stands, when the minutes (and seconds,
    /// without decimals) follow with colons.
    struct Shape {
        std::size_t hour_at = 0;
        bool seconds = false;
        std::string_view behind; ///< the same text in every row: "Z"
    };
    std::optional<Shape> shape() const;

    /// Local milliseconds of the cell that starts at `cell` and has size() bytes. Keeps the date of
    /// the row before, so it is not for sharing between threads.
    bool read(char const* cell, std::int64_t& milliseconds);

private:
    bool read_day(char const* cell);

    std::array<char, 40> m_pattern{}; ///< 'd' for a digit, else the byte itself
    std::size_t m_size = 0;
    std::size_t m_date_end = 0;
    std::array<std::uint8_t, 3> m_at{}; ///< of year, month, day
    std::uint8_t m_year_digits = 4;
    std::uint8_t m_time_at = 0;
    std::uint8_t m_time_fields = 2; ///< hours and minutes, with seconds 3
    std::uint8_t m_fraction_digits = 0;
    std::array<char, 16> m_last_date{};
    std::int64_t m_last_day = 0;
    bool m_known = false;
};

} // namespace coldchain::logger
