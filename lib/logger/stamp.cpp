// SPDX-License-Identifier: Apache-2.0
#include "logger/stamp.hpp"

#include "common/text.hpp"
#include "common/time.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace coldchain::logger {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

struct Number {
    int value = 0;
    std::uint8_t digits = 0;
};

// Takes a cell apart from left to right. Every step says whether it went well.
class StampScanner {
public:
    StampScanner(std::string_view cell, Vocabulary const& words) : m_rest(cell), m_words(words) {}

    std::optional<StampParts> scan() {
        while (!m_rest.empty()) {
            if (!step())
                return std::nullopt;
        }
        bool const whole_date = m_count == (m_parts.named_month != 0 ? 2 : 3);
        if ((m_count > 0 || m_parts.named_month != 0) && !whole_date)
            return std::nullopt;
        m_parts.has_date = whole_date;
        if (!m_parts.has_date && !m_parts.has_time)
            return std::nullopt;
        if (m_parts.meridiem != Meridiem::none && !m_parts.has_time)
            return std::nullopt;
        return m_parts;
    }

private:
    bool step() {
        char const c = m_rest.front();
        if (is_digit(c))
            return take_number();
        if (is_letter(c))
            return take_word();
        if ((c == '+' || c == '-') && m_parts.has_time && m_count > 0)
            return take_offset();
        return take_separator();
    }

    Number peek_number(std::string_view text) const {
        Number number;
        while (number.digits < text.size() && is_digit(text[number.digits]) && number.digits < 9) {
            number.value = number.value * 10 + (text[number.digits] - '0');
            ++number.digits;
        }
        return number;
    }

    bool dates_complete() const { return m_count == (m_parts.named_month != 0 ? 2 : 3); }

    bool take_number() {
        std::size_t digits = 0;
        while (digits < m_rest.size() && is_digit(m_rest[digits]))
            ++digits;
        if (digits >= 8)
            return take_compact(digits);
        char const next = digits < m_rest.size() ? m_rest[digits] : '\0';
        bool const clock = (next == ':' || (next == '\'' && dates_complete()) ||
                            ((next == 'h' || next == 'H') && digits <= 2)) &&
                           !m_parts.has_time && digits <= 2 &&
                           !(m_separator == ':' && !dates_complete());
        if (clock || is_cjk_hour(m_rest.substr(digits)))
            return take_clock(next == ':' || next == '\'' ? ':' : 'h');
        if (dates_complete())
            return !m_parts.has_time && take_bare_clock(digits);
        if (m_count == 3 || digits > 4)
            return false;
        auto const number = peek_number(m_rest);
        m_parts.fields[static_cast<std::size_t>(m_count)] = number.value;
        m_parts.digits[static_cast<std::size_t>(m_count)] = number.digits;
        ++m_count;
        m_rest.remove_prefix(digits);
        return take_date_separator();
    }

    // 20230417, 2023041715, 202304171523, 20230417152301
    bool take_compact(std::size_t digits) {
        if (m_count != 0 || m_parts.has_time || m_parts.named_month != 0 ||
            (digits != 8 && digits != 10 && digits != 12 && digits != 14))
            return false;
        auto const part = [&](std::size_t at, std::size_t size) {
            return peek_number(m_rest.substr(at, size)).value;
        };
        m_parts.fields = {part(0, 4), part(4, 2), part(6, 2)};
        m_parts.digits = {4, 2, 2};
        m_count = 3;
        if (digits > 8) {
            m_parts.hour = part(8, 2);
            m_parts.minute = digits >= 12 ? part(10, 2) : 0;
            m_parts.second = digits == 14 ? part(12, 2) : 0;
            m_parts.has_time = true;
        }
        m_rest.remove_prefix(digits);
        // a run of digits is a date only when the year can be one; ten digits may also be seconds
        // since 1970, which do not begin with 1990 before the year 2033
        return m_parts.fields[0] >= (digits == 10 ? 1990 : 1900) && m_parts.fields[0] <= 2199;
    }

    // After a date number: one separator, the same between all of them, and nothing at the end.
    bool take_date_separator() {
        if (dates_complete() || m_rest.empty())
            return true;
        std::size_t const start = m_rest.size();
        // year, month and day signs: Chinese and Japanese, then Korean
        static constexpr std::array<std::string_view, 6> cjk{"\xE5\xB9\xB4", "\xE6\x9C\x88",
                                                             "\xE6\x97\xA5", "\xEB\x85\x84",
                                                             "\xEC\x9B\x94", "\xEC\x9D\xBC"};
        for (auto const mark : cjk) {
            if (m_rest.starts_with(mark)) {
                m_rest.remove_prefix(mark.size());
                skip_blanks();
                return true;
            }
        }
        skip_blanks();
        if (m_rest.empty())
            return false;
        char const mark = m_rest.front();
        bool const colons = mark == ':' && (m_separator == ':' || (m_count == 1 && m_parts.digits[0] == 4));
        bool const punctuation =
            mark == '-' || mark == '/' || mark == '.' || mark == '_' || colons;
        if (punctuation) {
            m_rest.remove_prefix(1);
            skip_blanks();
        } else if (mark == ',') {
            m_rest.remove_prefix(1);
            skip_blanks();
            return m_parts.named_month != 0;
        } else if (start == m_rest.size()) {
            return is_letter(mark); // 23Nov2014
        } else {
            return m_parts.named_month != 0 || is_letter(mark); // "3 March 2023"
        }
        if (m_separator != '\0' && m_separator != mark)
            return false;
        m_separator = mark;
        return true;
    }

    static bool is_cjk_hour(std::string_view rest) {
        return rest.starts_with("\xE6\x97\xB6") || rest.starts_with("\xE6\x99\x82") ||
               rest.starts_with("\xEC\x8B\x9C"); // hour signs: simplified, traditional, Korean
    }

    bool take_two(int& value, int highest) {
        auto const number = peek_number(m_rest);
        if (number.digits == 0 || number.digits > 2 || number.value > highest)
            return false;
        value = number.value;
        m_rest.remove_prefix(number.digits);
        return true;
    }

    bool take_clock_mark(char mark) {
        if (m_rest.starts_with(mark) || (mark == ':' && m_rest.starts_with('\''))) {
            m_rest.remove_prefix(1); // 08:06'00 and 08'06'00 are seen too
            return true;
        }
        for (std::string_view const sign :
             {"\xE6\x97\xB6", "\xE6\x99\x82", "\xEC\x8B\x9C", "\xE5\x88\x86", "\xEB\xB6\x84"}) {
            if (m_rest.starts_with(sign)) { // hour and minute signs
                m_rest.remove_prefix(sign.size());
                return true;
            }
        }
        return false;
    }

    bool take_clock(char mark) {
        if (m_parts.has_time || !take_two(m_parts.hour, 24))
            return false;
        if (mark == 'h' && (m_rest.starts_with('h') || m_rest.starts_with('H')))
            m_rest.remove_prefix(1);
        else if (!take_clock_mark(mark))
            return false;
        if (!take_two(m_parts.minute, 59))
            return false;
        m_parts.has_time = true;
        if ((mark == 'h' && !m_rest.empty() && (m_rest[0] == 'm' || m_rest[0] == 'M')) ||
            (!m_rest.empty() && take_clock_mark(':'))) {
            if (m_rest.starts_with('m') || m_rest.starts_with('M'))
                m_rest.remove_prefix(m_rest.starts_with("min") ? 3 : 1);
            if (m_rest.empty() && mark == 'h')
                return true;
            if (m_rest.empty() || !is_digit(m_rest[0]))
                return m_rest.empty() && mark != ':';
            return take_two(m_parts.second, 59) && take_after_seconds();
        }
        return true;
    }

    bool take_after_seconds() {
        for (std::string_view const sign : {"\xE7\xA7\x92", "\xEC\xB4\x88", "s", "S"}) {
            if (m_rest.starts_with(sign)) { // second signs
                m_rest.remove_prefix(sign.size());
                return true;
            }
        }
        if (m_rest.size() < 2 || (m_rest[0] != '.' && m_rest[0] != ',' && m_rest[0] != ':') ||
            !is_digit(m_rest[1]))
            return true;
        m_rest.remove_prefix(1);
        int factor = 100;
        while (!m_rest.empty() && is_digit(m_rest.front())) {
            m_parts.millisecond += factor * (m_rest.front() - '0');
            factor /= 10;
            m_rest.remove_prefix(1);
        }
        return true;
    }

    // After a whole date: "12.30", "12.30.15", "1230", "123015".
    bool take_bare_clock(std::size_t digits) {
        auto const number = peek_number(m_rest);
        if (digits == 4 || digits == 6) {
            int const value = digits == 4 ? number.value * 100 : number.value;
            m_parts.hour = value / 10'000;
            m_parts.minute = value / 100 % 100;
            m_parts.second = value % 100;
            m_rest.remove_prefix(digits);
            m_parts.has_time = true;
            return m_parts.hour <= 24 && m_parts.minute <= 59 && m_parts.second <= 59;
        }
        if (digits > 2 || digits >= m_rest.size())
            return false;
        char const mark = m_rest[digits];
        if (mark != '.' && mark != '-')
            return take_hour_with_meridiem();
        if (!take_two(m_parts.hour, 24))
            return false;
        m_rest.remove_prefix(1);
        if (!take_two(m_parts.minute, 59))
            return false;
        m_parts.has_time = true;
        if (m_rest.size() > 1 && m_rest.front() == mark && is_digit(m_rest[1])) {
            m_rest.remove_prefix(1);
            return take_two(m_parts.second, 59) && take_after_seconds();
        }
        return true;
    }

    // "5 PM"
    bool take_hour_with_meridiem() {
        if (!take_two(m_parts.hour, 12))
            return false;
        m_parts.has_time = true;
        skip_blanks();
        return !m_rest.empty() && is_letter(m_rest.front()) && take_word() &&
               m_parts.meridiem != Meridiem::none;
    }

    // Letters and the dots and blanks between single letters ("a. m."), folded, without them.
    std::string take_letters() {
        std::string word;
        std::size_t at = 0;
        while (at < m_rest.size()) {
            if (is_letter(m_rest[at])) {
                word += m_rest[at++];
                continue;
            }
            bool const dotted = m_rest[at] == '.';
            std::size_t next = at + 1;
            while (dotted && next < m_rest.size() && m_rest[next] == ' ')
                ++next;
            bool const goes_on = dotted && next < m_rest.size() && is_letter(m_rest[next]) &&
                                 text::code_points(word).size() <= 3;
            if (!dotted)
                break;
            at = goes_on ? next : at + 1;
            if (!goes_on)
                break;
        }
        m_rest.remove_prefix(at);
        return fold(word);
    }

    bool take_word() {
        for (std::string_view const mark :
             {"\xE6\x97\xA5", "\xEC\x9D\xBC", "\xE5\xB9\xB4", "\xE6\x9C\x88"}) {
            if (m_rest.starts_with(mark) && m_count == 3) { // the day sign behind a date
                m_rest.remove_prefix(mark.size());
                return true;
            }
        }
        if ((m_rest.front() == 'T' || m_rest.front() == 't') && dates_complete() &&
            m_rest.size() > 1 && is_digit(m_rest[1])) {
            m_rest.remove_prefix(1);
            return true;
        }
        if (m_rest == "Z" && m_parts.has_time && (dates_complete() || m_count == 0)) {
            m_parts.offset_minutes = 0;
            m_rest = {};
            return true;
        }
        std::string_view const before = m_rest;
        std::string const word = take_letters();
        if (auto const month = m_words.months.find(word);
            month != m_words.months.end() && m_parts.named_month == 0 && m_count < 3) {
            m_parts.named_month = month->second;
            m_parts.month_first = m_count == 0;
            skip_month_separators();
            return true;
        }
        if (auto const half = m_words.meridiem.find(word);
            half != m_words.meridiem.end() && m_parts.meridiem == Meridiem::none &&
            (m_parts.has_time || dates_complete() || m_count == 0)) {
            m_parts.meridiem = half->second;
            return true;
        }
        bool const joins = m_count > 0 || m_parts.named_month != 0 || m_parts.has_time;
        if (joins && std::find(m_words.fillers.begin(), m_words.fillers.end(), word) !=
                         m_words.fillers.end())
            return true;
        if (word == "z" || word == "utc" || word == "gmt") {
            m_parts.offset_minutes = 0;
            return m_parts.has_time && (dates_complete() || m_count == 0);
        }
        if (std::find(m_words.weekdays.begin(), m_words.weekdays.end(), word) !=
            m_words.weekdays.end()) {
            m_weekday = true;
            return true;
        }
        // zone letters after the time: kept, never mapped
        auto const written = before.substr(0, before.size() - m_rest.size());
        bool const letters = written.size() >= 2 && written.size() <= 5 &&
                             std::all_of(written.begin(), written.end(),
                                         [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!letters || !m_parts.has_time || !m_parts.zone_word.empty())
            return false;
        m_parts.zone_word = written;
        return true;
    }

    void skip_month_separators() {
        while (!m_rest.empty() && (m_rest[0] == ' ' || m_rest[0] == '-' || m_rest[0] == '/' ||
                                   m_rest[0] == '.' || m_rest[0] == ',' || m_rest[0] == '_'))
            m_rest.remove_prefix(1);
    }

    bool take_offset() {
        int const sign = m_rest.front() == '-' ? -1 : 1;
        m_rest.remove_prefix(1);
        auto number = peek_number(m_rest);
        int minutes = 0;
        if (number.digits == 4) {
            minutes = number.value / 100 * 60 + number.value % 100;
            m_rest.remove_prefix(4);
        } else if (number.digits == 1 || number.digits == 2) {
            minutes = number.value * 60;
            m_rest.remove_prefix(number.digits);
            if (m_rest.starts_with(':')) {
                m_rest.remove_prefix(1);
                number = peek_number(m_rest);
                if (number.digits != 2 || number.value > 59)
                    return false;
                minutes += number.value;
                m_rest.remove_prefix(2);
            }
        } else {
            return false;
        }
        m_parts.offset_minutes = sign * minutes;
        return minutes <= 14 * 60;
    }

    bool take_separator() {
        char const c = m_rest.front();
        bool const fine =
            c == ' ' || c == '\t' || (c == ',' && (m_count > 0 || m_weekday)) ||
            ((c == '-' || c == '_' || c == '/' || c == ':') && dates_complete() &&
             !m_parts.has_time) ||
            (c == '(' && m_parts.has_time) || (c == ')' && m_parts.has_time) ||
            (c == '.' && (m_parts.named_month != 0 || dates_complete()) && !m_parts.has_time);
        m_rest.remove_prefix(1);
        return fine;
    }

    void skip_blanks() {
        while (m_rest.starts_with(' '))
            m_rest.remove_prefix(1);
    }

    std::string_view m_rest;
    Vocabulary const& m_words;
    StampParts m_parts;
    int m_count = 0;
    char m_separator = '\0';
    bool m_weekday = false;
};

std::int64_t days_from_civil(int year, int month, int day) {
    return days_since_epoch({year, month, day});
}

// Two digits mean 1980 to 2079: no electronic logger is older.
int full_year(int value, int digits) {
    if (digits == 4 && is_buddhist_year(value))
        return value - 543;
    return digits == 4 ? value : value >= 80 ? 1900 + value : 2000 + value;
}

struct Civil {
    int year = 0;
    int month = 0;
    int day = 0;
    int year_digits = 0;
};

std::optional<Civil> arrange(StampParts const& parts, DateOrder order) {
    auto const field = [&](std::size_t i) { return parts.fields[i]; };
    auto const digits = [&](std::size_t i) { return static_cast<int>(parts.digits[i]); };
    if (parts.named_month != 0) {
        // one of two numbers is the year: the one with four digits, else the last but for ymd
        bool const year_first = digits(0) == 4 || (digits(1) != 4 && order == DateOrder::ymd &&
                                                   !parts.month_first && digits(0) == 2);
        return year_first ? Civil{field(0), parts.named_month, field(1), digits(0)}
                          : Civil{field(1), parts.named_month, field(0), digits(1)};
    }
    switch (order) {
    case DateOrder::ymd:
        return Civil{field(0), field(1), field(2), digits(0)};
    case DateOrder::dmy:
        return Civil{field(2), field(1), field(0), digits(2)};
    case DateOrder::mdy:
        return Civil{field(2), field(0), field(1), digits(2)};
    }
    return std::nullopt;
}

} // namespace

// Without marks of direction and of no width, and with every kind of blank as one.
std::string plain_blanks(std::string_view cell) {
    std::string out(cell);
    for (std::string_view const nothing :
         {"\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xEF\xBB\xBF", "\xE2\x81\xA0"})
        out = text::replace_all(out, nothing, "");
    for (std::string_view const blank : {"\xE2\x80\xAF", "\xE2\x80\x89", "\xC2\xA0"})
        out = text::replace_all(out, blank, " ");
    return out;
}

bool has_odd_blanks(std::string_view cell) {
    return cell.find_first_of("\xE2\xC2\xEF") != std::string_view::npos;
}

bool is_dotted_clock(std::string_view cell) {
    auto const dot = cell.find('.');
    bool const hour = dot == 1 || dot == 2;
    bool const whole = cell.size() == dot + 3 || (cell.size() == dot + 6 && cell[dot + 3] == '.');
    return hour && whole && std::all_of(cell.begin(), cell.end(), [](char c) {
               return is_digit(c) || c == '.';
           });
}

std::optional<StampParts> parse_stamp(std::string_view cell, Vocabulary const& words) {
    cell = text::trim(cell);
    if (cell.size() >= 2 && cell.front() == '[' && cell.back() == ']')
        cell = cell.substr(1, cell.size() - 2);
    std::string plain;
    if (has_odd_blanks(cell)) { // as browsers write times: a narrow blank before "PM"
        plain = plain_blanks(cell);
        cell = text::trim(plain);
    }
    if (cell.starts_with('\'')) // protects a cell from spreadsheets
        cell = cell.substr(1, cell.size() - (cell.size() > 1 && cell.ends_with('\'') ? 2 : 1));
    auto const zone = cell.rfind('[');
    bool const names_zone = cell.ends_with(']') && zone != std::string_view::npos && zone >= 16;
    if (names_zone) // "2024-03-14T09:50:00+01:00[Europe/Berlin]": the offset says it
        cell = cell.substr(0, zone);
    if (cell.size() < 4 || cell.size() > 64)
        return std::nullopt;
    auto parts = StampScanner(cell, words).scan();
    if (!parts)
        return std::nullopt;
    bool const possible = !parts->has_date || fits_order(*parts, DateOrder::ymd) ||
                          fits_order(*parts, DateOrder::dmy) || fits_order(*parts, DateOrder::mdy);
    if (!possible || !milliseconds_of_day(*parts))
        return std::nullopt;
    if (names_zone && !parts->offset_minutes) // a zone alone would be lost
        return std::nullopt;
    return parts;
}

std::optional<Meridiem> parse_meridiem(std::string_view cell, Vocabulary const& words) {
    if (cell.size() < 2 || cell.size() > 16)
        return std::nullopt;
    std::string word = fold(cell);
    std::erase_if(word, [](char c) { return c == '.' || c == ' '; });
    auto const found = words.meridiem.find(word);
    return word.size() >= 2 && found != words.meridiem.end() ? std::optional(found->second)
                                                             : std::nullopt;
}

std::optional<StampParts> parse_digit_clock(std::string_view cell, int width) {
    cell = text::trim(cell);
    std::string without_dots;
    if (is_dotted_clock(cell)) {
        std::copy_if(cell.begin(), cell.end(), std::back_inserter(without_dots), is_digit);
        cell = without_dots;
    }
    if (cell.empty() || cell.size() > static_cast<std::size_t>(width) ||
        !std::all_of(cell.begin(), cell.end(), is_digit))
        return std::nullopt;
    int value = 0;
    for (char const c : cell)
        value = value * 10 + (c - '0');
    StampParts parts;
    parts.has_time = true;
    parts.second = width == 6 ? value % 100 : 0;
    int const minutes = width == 6 ? value / 100 : width == 2 ? value * 100 : value;
    parts.hour = minutes / 100;
    parts.minute = minutes % 100;
    return milliseconds_of_day(parts) ? std::optional(parts) : std::nullopt;
}

std::optional<std::int64_t> days_of(StampParts const& parts, DateOrder order) {
    auto const civil = arrange(parts, order);
    if (!civil || (civil->year_digits != 2 && civil->year_digits != 4))
        return std::nullopt;
    int const year = full_year(civil->year, civil->year_digits);
    if (!make_date(year, civil->month, civil->day))
        return std::nullopt;
    return days_from_civil(year, civil->month, civil->day);
}

bool fits_order(StampParts const& parts, DateOrder order) {
    return days_of(parts, order).has_value();
}

bool is_unambiguous(StampParts const& parts) {
    return parts.has_date &&
           (parts.digits[0] == 4 ||
            (parts.named_month != 0 && (parts.digits[1] == 4 || parts.month_first)));
}

std::optional<std::int64_t> milliseconds_of_day(StampParts const& parts) {
    int hour = parts.hour;
    if (parts.meridiem != Meridiem::none) {
        bool const twelve_hours = hour >= 1 && hour <= 12;
        if (!twelve_hours && !(hour == 0 && parts.meridiem == Meridiem::am) &&
            !(hour > 12 && hour < 24 && parts.meridiem == Meridiem::pm))
            return std::nullopt;
        if (hour <= 12)
            hour = hour % 12 + (parts.meridiem == Meridiem::pm ? 12 : 0);
    }
    if (hour > 24 || parts.minute > 59 || parts.second > 59 ||
        (hour == 24 && (parts.minute != 0 || parts.second != 0 || parts.millisecond != 0)))
        return std::nullopt;
    return ((hour * 60 + parts.minute) * 60 + parts.second) * 1000LL + parts.millisecond;
}

std::optional<std::int64_t> local_milliseconds(StampParts const& parts, DateOrder order) {
    auto const days = days_of(parts, order);
    auto const clock = milliseconds_of_day(parts);
    if (!days || !clock)
        return std::nullopt;
    return *days * day_ms + *clock;
}

namespace {

// Where the sign of "UTC+02:00", "GMT = -5" or "+0200" stands in a text in capitals: behind the
// last of the names; its size where such a name stands alone ("Time (UTC)"), nothing without one.
std::optional<std::size_t> sign_of_offset(std::string_view upper) {
    std::optional<std::size_t> at;
    for (std::string_view const name : {"UTC", "GMT"}) {
        auto const found = upper.find(name);
        if (found == std::string::npos)
            continue;
        std::size_t next = found + 3;
        while (next < upper.size() && (upper[next] == ' ' || upper[next] == '='))
            ++next;
        if (next < upper.size() && (upper[next] == '+' || upper[next] == '-'))
            at = next;
        else if (next >= upper.size() || upper[next] == ')' || upper[next] == ']')
            return upper.size();
    }
    if (!at && !upper.empty() && (upper[0] == '+' || upper[0] == '-'))
        at = 0;
    return at;
}

} // namespace

std::optional<int> find_offset(std::string_view text) {
    std::string const upper = text::upper(text::trim(text));
    if (upper == "Z" || upper == "UTC" || upper == "GMT" || upper == "UTC+0" || upper == "TZUTC")
        return 0;
    auto const found = sign_of_offset(upper);
    if (!found)
        return std::nullopt;
    auto at = *found;
    if (at == upper.size())
        return 0;
    bool const reversed = upper.find("ETC/GMT") != std::string::npos;
    int sign = upper[at] == '-' ? -1 : 1;
    if (reversed)
        sign = -sign;
    std::size_t digits = 0;
    int value = 0;
    for (++at; at < upper.size() && is_digit(upper[at]) && digits < 4; ++at, ++digits)
        value = value * 10 + (upper[at] - '0');
    if (digits == 0)
        return std::nullopt;
    int minutes = digits > 2 ? value / 100 * 60 + value % 100 : value * 60;
    if (digits <= 2 && at + 2 < upper.size() && upper[at] == ':' && is_digit(upper[at + 1]) &&
        is_digit(upper[at + 2]))
        minutes += (upper[at + 1] - '0') * 10 + (upper[at + 2] - '0');
    else if (digits <= 2 && at + 1 < upper.size() && (upper[at] == '.' || upper[at] == ',') &&
             upper[at + 1] == '5')
        minutes += 30;
    if (minutes > 14 * 60)
        return std::nullopt;
    return sign * minutes;
}

std::optional<int> offset_in_heading(std::string_view heading) {
    if (auto const offset = find_offset(heading))
        return offset;
    std::string const upper = text::upper(heading);
    auto const letter = [&](std::size_t at) {
        return at < upper.size() && (is_letter(upper[at]) || is_digit(upper[at]));
    };
    for (std::string_view const name : {"UTC", "GMT"}) {
        for (auto at = upper.find(name); at != std::string::npos; at = upper.find(name, at + 1)) {
            auto const end = at + name.size();
            bool const alone = (at == 0 || !letter(at - 1)) && !letter(end);
            bool const sign = end < upper.size() && (upper[end] == '+' || upper[end] == '-');
            if (alone && !sign)
                return 0;
        }
    }
    return std::nullopt;
}

std::string offset_name(int minutes) {
    if (minutes == 0)
        return "Z";
    int const size = minutes < 0 ? -minutes : minutes;
    return text::cat(minutes < 0 ? '-' : '+', text::zero_padded(size / 60, 2), ':',
                     text::zero_padded(size % 60, 2));
}

namespace {

struct DigitGroup {
    std::size_t at;
    std::size_t size;
};

std::vector<DigitGroup> digit_groups(std::string_view cell) {
    std::vector<DigitGroup> groups;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (!is_digit(cell[i]))
            continue;
        if (i == 0 || !is_digit(cell[i - 1]))
            groups.push_back({i, 0});
        ++groups.back().size;
    }
    return groups;
}

} // namespace

std::optional<FixedStamp> FixedStamp::learn(std::string_view cell, StampParts const& parts,
                                            DateOrder order) {
    if (!parts.has_date || !parts.has_time || parts.named_month != 0 ||
        parts.meridiem != Meridiem::none || cell.size() > 40 ||
        cell.find('d') != std::string_view::npos)
        return std::nullopt;
    FixedStamp fixed;
    for (std::size_t i = 0; i < cell.size(); ++i)
        fixed.m_pattern[i] = is_digit(cell[i]) ? 'd' : cell[i];
    auto const groups = digit_groups(cell);
    fixed.m_size = cell.size();
    if (groups.size() < 5)
        return std::nullopt;
    auto const width = [&](std::size_t i) { return groups[i].size; };
    for (std::size_t i = 0; i < 5; ++i) {
        bool const year =
            (order == DateOrder::ymd && i == 0) || (order != DateOrder::ymd && i == 2);
        if (width(i) != 2 && !(year && width(i) == 4))
            return std::nullopt;
    }
    auto const slot = [&](std::size_t i) { return static_cast<std::uint8_t>(groups[i].at); };
    switch (order) {
    case DateOrder::ymd:
        fixed.m_at = {slot(0), slot(1), slot(2)};
        break;
    case DateOrder::dmy:
        fixed.m_at = {slot(2), slot(1), slot(0)};
        break;
    case DateOrder::mdy:
        fixed.m_at = {slot(2), slot(0), slot(1)};
        break;
    }
    fixed.m_year_digits = static_cast<std::uint8_t>(width(order == DateOrder::ymd ? 0 : 2));
    fixed.m_date_end = groups[2].at + groups[2].size;
    fixed.m_time_at = slot(3);
    std::size_t next = groups[4].at + 2;
    if (groups[4].at != groups[3].at + 3 || cell[groups[3].at + 2] != ':' ||
        fixed.m_date_end > fixed.m_last_date.size())
        return std::nullopt;
    std::size_t used = 5;
    if (used < groups.size() && groups[5].at == next + 1 && cell[next] == ':' && width(5) == 2) {
        fixed.m_time_fields = 3;
        next += 3;
        ++used;
        if (used < groups.size() && groups[6].at == next + 1 && width(6) <= 9 &&
            (cell[next] == '.' || cell[next] == ',' || cell[next] == ':')) {
            fixed.m_fraction_digits = static_cast<std::uint8_t>(width(6));
            next += 1 + width(6);
        }
    }
    // what follows (a "Z", an offset) must be the same text in every row
    for (std::size_t i = next; i < cell.size(); ++i)
        fixed.m_pattern[i] = cell[i];
    std::int64_t found = 0;
    auto const expected = local_milliseconds(parts, order);
    if (!fixed.read(cell.data(), found) || !expected || found != *expected)
        return std::nullopt;
    return fixed;
}

std::optional<FixedStamp::Shape> FixedStamp::shape() const {
    std::size_t const end = m_time_at + (m_time_fields == 3 ? 8U : 5U);
    bool const behind_date = m_time_at >= m_date_end;
    std::string_view const behind(m_pattern.data() + end, m_size - end);
    if (m_fraction_digits > 0 || !behind_date || behind.find('d') != std::string_view::npos)
        return std::nullopt;
    return Shape{m_time_at, m_time_fields == 3, behind};
}

bool FixedStamp::read_day(char const* cell) {
    auto const number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i)
            value = value * 10 + (cell[at + i] - '0');
        return value;
    };
    for (std::size_t i = 0; i < m_date_end; ++i) {
        if (m_pattern[i] == 'd' ? !is_digit(cell[i]) : cell[i] != m_pattern[i])
            return false;
    }
    auto const date = make_date(full_year(number(m_at[0], m_year_digits), m_year_digits),
                                number(m_at[1], 2), number(m_at[2], 2));
    if (!date)
        return false;
    m_last_day = days_since_epoch(*date) * day_ms;
    std::memcpy(m_last_date.data(), cell, m_date_end);
    m_known = true;
    return true;
}

bool FixedStamp::read(char const* cell, std::int64_t& milliseconds) {
    if (!(m_known && std::memcmp(cell, m_last_date.data(), m_date_end) == 0) && !read_day(cell))
        return false;
    for (std::size_t i = m_date_end; i < m_size; ++i) {
        if (m_pattern[i] == 'd' ? !is_digit(cell[i]) : cell[i] != m_pattern[i])
            return false;
    }
    auto const two = [cell](std::size_t at) {
        return (cell[at] - '0') * 10 + (cell[at + 1] - '0');
    };
    std::size_t const at = m_time_at;
    int const hour = two(at);
    int const minute = two(at + 3);
    int const second = m_time_fields == 3 ? two(at + 6) : 0;
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    int fraction = 0;
    int factor = 100;
    for (std::size_t i = 0; i < m_fraction_digits && factor > 0; ++i, factor /= 10)
        fraction += factor * (cell[at + 9 + i] - '0');
    milliseconds = m_last_day + ((hour * 60 + minute) * 60 + second) * 1000LL + fraction;
    return true;
}

} // namespace coldchain::logger
