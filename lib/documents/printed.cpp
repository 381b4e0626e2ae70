// SPDX-License-Identifier: Apache-2.0
#include "documents/printed.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "common/units.hpp"
#include "isbt128/din.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace coldchain::documents {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_word(char c) {
    return is_word_character(static_cast<unsigned char>(c));
}

// The way a scanner goes through a text: what stands at a place, and how far it reaches.
class Cursor {
public:
    Cursor(std::string_view text, std::size_t at) : m_text(text), m_at(at), m_begin(at) {}

    bool take(char c) {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool take(std::string_view word) {
        if (m_text.substr(m_at, word.size()) != word)
            return false;
        m_at += word.size();
        return true;
    }
    /// Exactly `count` digits.
    std::optional<std::string> digits(std::size_t count) {
        std::string out;
        while (out.size() < count && m_at < m_text.size() && is_digit(m_text[m_at]))
            out += m_text[m_at++];
        return out.size() == count ? std::optional(out) : std::nullopt;
    }
    std::string all_digits() {
        std::string out;
        while (m_at < m_text.size() && is_digit(m_text[m_at]))
            out += m_text[m_at++];
        return out;
    }
    std::string letters() {
        std::string out;
        while (m_at < m_text.size() && is_letter(m_text[m_at]))
            out += m_text[m_at++];
        return out;
    }
    bool at_word_end() const { return m_at >= m_text.size() || !is_word(m_text[m_at]); }
    char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    std::size_t place() const { return m_at; }
    void back_to(std::size_t place) { m_at = place; }
    std::string taken() const { return std::string(m_text.substr(m_begin, m_at - m_begin)); }

private:
    std::string_view m_text;
    std::size_t m_at;
    std::size_t m_begin;
};

constexpr std::string_view minus = "\xE2\x88\x92"; // U+2212
constexpr std::string_view degree = "\xC2\xB0";    // U+00B0
constexpr std::array months{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                            "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array containers{"package", "bag", "cryobag", "vial",      "cassette", "syringe",
                                "tube",    "box", "piece",   "container", "overpack"};

// "68", "-150", "2.5", "6,0": one decimal comma is a decimal mark, as no thousands are.
std::optional<std::string> number(Cursor& cursor) {
    std::string out;
    if (cursor.take('-') || cursor.take(minus))
        out = "-";
    else
        cursor.take('+');
    std::string const whole = cursor.all_digits();
    if (whole.empty())
        return std::nullopt;
    out += whole;
    std::size_t const before = cursor.place();
    if (cursor.take('.') || cursor.take(',')) {
        std::string const decimals = cursor.all_digits();
        if (decimals.empty())
            cursor.back_to(before);
        else
            out += "." + decimals;
    }
    return out;
}

std::string canonical(Quantity const& quantity) {
    bool const mass = quantity.dimension == Dimension::mass;
    return text::cat(mass ? "mass " : "volume ",
                     text::fixed(in_unit(quantity, mass ? "kg" : "mL"), 9));
}

std::optional<Printed> amount(Cursor cursor, std::size_t& end) {
    auto const value = number(cursor);
    if (!value)
        return std::nullopt;
    cursor.take(' ');
    std::string unit = cursor.letters();
    if (unit == "ml")
        unit = "mL";
    if (unit.empty() || !cursor.at_word_end())
        return std::nullopt;
    for (auto const dimension : {Dimension::mass, Dimension::volume}) {
        if (auto const quantity = parse_quantity(text::cat(*value, " ", unit), dimension)) {
            end = cursor.place();
            return Printed{PrintedKind::amount, cursor.taken(), canonical(*quantity)};
        }
    }
    return std::nullopt;
}

std::optional<Printed> temperature(Cursor cursor, std::size_t& end) {
    auto const value = number(cursor);
    if (!value)
        return std::nullopt;
    cursor.take(' ');
    bool const sign = cursor.take(degree);
    cursor.take(' ');
    if (!cursor.take('C') || !cursor.at_word_end())
        return std::nullopt;
    // "dock 2 C. Example" is no temperature
    if (!sign && cursor.next() == '.' && value->find('-') == std::string::npos)
        return std::nullopt;
    auto const parsed = parse_temperature(*value + " C");
    if (!parsed)
        return std::nullopt;
    end = cursor.place();
    return Printed{PrintedKind::temperature, cursor.taken(), celsius_text(*parsed)};
}

std::optional<Date> iso_date(Cursor& cursor) {
    auto const year = cursor.digits(4);
    if (!year || !cursor.take('-'))
        return std::nullopt;
    auto const month = cursor.digits(2);
    if (!month || !cursor.take('-'))
        return std::nullopt;
    auto const day = cursor.digits(2);
    return day ? parse_date(text::cat(*year, "-", *month, "-", *day)) : std::nullopt;
}

// "18 NOV 2027", "18-Nov-2027"
std::optional<Date> worded_date(Cursor& cursor) {
    std::string const day = cursor.all_digits();
    if (day.empty() || day.size() > 2 || !(cursor.take(' ') || cursor.take('-')))
        return std::nullopt;
    std::string const month = text::upper(cursor.letters());
    auto const row = std::find(months.begin(), months.end(), month);
    if (row == months.end() || !(cursor.take(' ') || cursor.take('-')))
        return std::nullopt;
    auto const year = cursor.digits(4);
    if (!year)
        return std::nullopt;
    return make_date(static_cast<int>(*text::parse_int(*year)),
                     static_cast<int>(row - months.begin()) + 1,
                     static_cast<int>(*text::parse_int(day)));
}

std::optional<Printed> date(Cursor cursor, std::size_t& end) {
    std::size_t const begin = cursor.place();
    auto day = iso_date(cursor);
    if (!day) {
        cursor.back_to(begin);
        day = worded_date(cursor);
    }
    if (!day)
        return std::nullopt;
    std::string const value = to_text(*day);
    std::size_t const behind = cursor.place();
    if (cursor.take('T') || cursor.take(' ')) {
        auto const hour = cursor.digits(2);
        bool const colon = hour && cursor.take(':');
        auto const minute = colon ? cursor.digits(2) : std::nullopt;
        if (minute && !is_digit(cursor.next())) {
            end = cursor.place();
            return Printed{PrintedKind::moment, cursor.taken(),
                           text::cat(value, " ", *hour, ":", *minute)};
        }
        cursor.back_to(behind);
    }
    if (!cursor.at_word_end())
        return std::nullopt;
    end = behind;
    return Printed{PrintedKind::date, cursor.taken(), value};
}

std::optional<Printed> un_number(Cursor cursor, std::size_t& end) {
    if (!cursor.take("UN"))
        return std::nullopt;
    cursor.take(' ');
    auto const number = cursor.digits(4);
    if (!number || !cursor.at_word_end())
        return std::nullopt;
    end = cursor.place();
    return Printed{PrintedKind::un_number, cursor.taken(), "UN" + *number};
}

// Compact, or with blanks between facility, year and sequence.
std::optional<Printed> donation_number(std::string_view text, std::size_t at, std::size_t& end) {
    std::string value;
    std::size_t place = at;
    while (place < text.size() && value.size() < 13) {
        bool const gap = text[place] == ' ' && (value.size() == 5 || value.size() == 7);
        if (!gap && !is_digit(text[place]) && !is_letter(text[place]))
            return std::nullopt;
        if (!gap)
            value += text[place];
        ++place;
    }
    // flags and check character may follow without a blank; digits of another number may not
    if (value.size() != 13 || (place < text.size() && is_word(text[place])) ||
        !isbt128::Din::parse(value))
        return std::nullopt;
    // a sequence of digits alone is a telephone number or a code, not a donation
    if (!is_letter(value[0]))
        return std::nullopt;
    end = place;
    return Printed{PrintedKind::donation_number, std::string(text.substr(at, place - at)), value};
}

// "vials" and "VIALS" are counted, "7 Packages" is the beginning of a numbered line.
std::string singular(std::string word) {
    if (word == text::upper(word))
        word = text::lower(word);
    if (word == "boxes")
        return "box";
    if (word.size() > 3 && word.back() == 's')
        word.pop_back();
    return word;
}

// "2 packages"; "1 x 6 kg", whose mass is read on its own.
std::optional<Printed> count(Cursor cursor, std::size_t& end) {
    std::string const digits = cursor.all_digits();
    if (digits.empty() || digits.size() > 4 || !cursor.take(' '))
        return std::nullopt;
    std::string const word = cursor.letters();
    if (!cursor.at_word_end())
        return std::nullopt;
    std::string const taken = cursor.taken();
    std::size_t const behind = cursor.place();
    bool counted =
        std::find(containers.begin(), containers.end(), singular(word)) != containers.end();
    if (word == "x" && cursor.take(' ')) {
        std::size_t ignored = 0;
        auto const each = cursor;
        counted = amount(each, ignored).has_value() ||
                  std::find(containers.begin(), containers.end(), singular(cursor.letters())) !=
                      containers.end();
    }
    if (!counted)
        return std::nullopt;
    end = behind;
    return Printed{PrintedKind::count, taken, text::cat(digits, " ", singular(word))};
}

bool is_about_the_paper(std::string_view line) {
    std::string const lower = text::lower(text::trim(line));
    return lower.starts_with("issued") || lower.starts_with("printed");
}

// A number inside another word, code or telephone number is not one.
bool begins_number(std::string_view text, std::size_t at) {
    char const before = at == 0 ? ' ' : text[at - 1];
    if (is_word(before) || before == '.' || before == ':' || before == '/')
        return false;
    return before != '-' || at < 2 || !is_word(text[at - 2]);
}

bool after_page(std::string_view text, std::size_t at) {
    return at >= 5 && text::equal_ignoring_case(text.substr(at - 5, 5), "page ");
}

std::optional<Printed> printed_at(std::string_view text, std::size_t at, std::size_t& end) {
    Cursor const here(text, at);
    if (auto found = donation_number(text, at, end))
        return found;
    if (auto found = un_number(here, end))
        return found;
    if (!is_digit(text[at]) && text[at] != '-' && text.substr(at, minus.size()) != minus)
        return std::nullopt;
    if (auto found = date(here, end))
        return found;
    if (auto found = amount(here, end))
        return found;
    if (auto found = temperature(here, end))
        return found;
    return after_page(text, at) ? std::nullopt : count(here, end);
}

} // namespace

bool is_word_character(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

std::string_view to_word(PrintedKind kind) {
    switch (kind) {
    case PrintedKind::donation_number:
        return "donation identification number";
    case PrintedKind::un_number:
        return "UN number";
    case PrintedKind::amount:
        return "amount";
    case PrintedKind::temperature:
        return "temperature";
    case PrintedKind::date:
        return "date";
    case PrintedKind::moment:
        return "date and time";
    case PrintedKind::count:
        return "count";
    }
    return "";
}

std::string joined_lines(std::string_view text) {
    std::string out = " ";
    for (auto const line : text::split(text, '\n')) {
        if (is_about_the_paper(line))
            continue;
        for (char const c : line) {
            bool const blank = c == ' ' || c == '\t' || c == '\r' || c == '\f';
            if (!blank)
                out += c;
            else if (out.back() != ' ')
                out += ' ';
        }
        if (out.back() != ' ')
            out += ' ';
    }
    return out;
}

std::vector<Printed> read_printed(std::string_view text) {
    std::string const line = joined_lines(text);
    std::vector<Printed> out;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (!begins_number(line, at))
            continue;
        std::size_t end = at;
        if (auto found = printed_at(line, at, end)) {
            out.push_back(std::move(*found));
            at = end - 1;
        }
    }
    return out;
}

} // namespace coldchain::documents
