// SPDX-License-Identifier: Apache-2.0
#include "logger/vocabulary.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"

#include <algorithm>
#include <array>

namespace coldchain::logger {

namespace {

using config::Field;
using config::FieldType;

constexpr std::array head_fields{
    std::pair{HeadFact::serial, std::string_view("serial")},
    std::pair{HeadFact::model, std::string_view("model")},
    std::pair{HeadFact::maker, std::string_view("maker")},
    std::pair{HeadFact::firmware, std::string_view("firmware")},
    std::pair{HeadFact::interval, std::string_view("interval")},
    std::pair{HeadFact::count, std::string_view("count")},
    std::pair{HeadFact::start, std::string_view("start")},
    std::pair{HeadFact::stop, std::string_view("stop")},
    std::pair{HeadFact::zone, std::string_view("zone")},
    std::pair{HeadFact::unit, std::string_view("unit")},
};

char32_t fold_point(char32_t c) {
    if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
        (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40F)
        return c + 0x50;
    bool const pairs_from_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c >= 0x100 && c <= 0x17E && c != 0x130 && c != 0x131 && c != 0x138)
        return pairs_from_odd ? (c % 2 == 1 ? c + 1 : c) : (c % 2 == 0 ? c + 1 : c);
    return c;
}

bool is_letter_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_word_byte(char c) {
    return is_letter_byte(c) || (c >= '0' && c <= '9');
}

// Whether text[at, at + size) stands alone: no letter before it or after it.
bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
    return (at == 0 || !is_word_byte(text[at - 1])) &&
           (at + size >= text.size() || !is_letter_byte(text[at + size]));
}

std::vector<std::string> folded_list(config::Object const& object, std::string_view name) {
    std::vector<std::string> list = object.texts(name);
    for (auto& word : list)
        word = fold(word);
    return list;
}

std::optional<TemperatureUnit> unit_of_letter(char letter) {
    switch (letter) {
    case 'C':
    case 'c':
        return TemperatureUnit::celsius;
    case 'F':
    case 'f':
        return TemperatureUnit::fahrenheit;
    case 'K':
        return TemperatureUnit::kelvin;
    default:
        return std::nullopt;
    }
}

// The marks that come before the letter of a unit, whole or damaged on their way.
constexpr std::array<std::string_view, 17> degree_marks{
    "&deg;",
    "&#176;",
    "\xC2\xB0",         // degree sign
    "\xC2\xBA",         // masculine ordinal
    "\xCB\x9A",         // ring above
    "\xEF\xBF\xBD",     // replacement character
    "\xC3\x82\xC2\xB0", // a degree sign that was decoded twice
    "\xE2\x88\x9E",     // a Latin-1 degree sign read as Mac Roman
    "\xC2\xA1",         // a Mac Roman degree sign read as Latin-1
    "\xC3\xB8",         // an old code page's degree sign read as Latin-1
    "*",
    "?",
    "deg.",
    "deg",
    "degrees",
    "grad",
    "o"};

std::string_view without_blanks_behind(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '_'))
        text.remove_suffix(1);
    return text;
}

// A letter C, F or K after a degree mark.
std::optional<TemperatureUnit> unit_after_mark(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const unit = unit_of_letter(text[at]);
        if (!unit || (at + 1 < text.size() && is_letter_byte(text[at + 1])))
            continue;
        auto const before = without_blanks_behind(text.substr(0, at));
        std::string const lowered = text::lower(before);
        for (auto const mark : degree_marks) {
            if (!lowered.ends_with(mark))
                continue;
            // "oC" only as a word of its own: "Proto C" names no unit
            std::size_t const start = lowered.size() - mark.size();
            if (is_letter_byte(mark[0]) && mark[0] > 0 && start > 0 &&
                is_letter_byte(lowered[start - 1]))
                continue;
            // "oC" and "oF" as written so: "OK" is no kelvin
            if (mark == "o" && (before.size() != at || before.back() != 'o' ||
                                (text[at] != 'F' && text[at] != 'C')))
                continue;
            return unit;
        }
    }
    return std::nullopt;
}

bool ends_in_temperature(std::string_view text) {
    std::string const lowered = text::lower(text);
    return lowered.ends_with("temp") || lowered.ends_with("temperature") ||
           lowered.ends_with("temperatur");
}

std::string_view without_dots_behind(std::string_view text) {
    while (text.ends_with('.'))
        text.remove_suffix(1);
    return text;
}

// A lone letter in brackets, or, next to a word for temperature, after a comma, blank, underscore
// or point: "103 (C)", "Temp, F", "PTemp_C_Max", "Air.Temp.C".
enum class Surroundings { brackets, words };
std::optional<TemperatureUnit> unit_letter_alone(std::string_view text, Surroundings allowed) {
    for (std::size_t at = 1; at < text.size(); ++at) {
        auto const unit = unit_of_letter(text[at]);
        bool const small = text[at] == 'c' || text[at] == 'f';
        if (!unit || (small && (text[at - 1] != '_' || allowed != Surroundings::words)))
            continue;
        char const before = text[at - 1];
        char const after = at + 1 < text.size() ? text[at + 1] : '\0';
        // "TempF", "airTemperatureC"
        bool const camel = allowed == Surroundings::words && text[at] != 'K' &&
                           !is_letter_byte(after) && before >= 'a' && before <= 'z' &&
                           ends_in_temperature(text.substr(0, at));
        if (camel)
            return unit;
        bool const bracketed = (before == '(' && after == ')') || (before == '[' && after == ']');
        // "Air.Temp.C", and "Temp...C." as R writes "Temp (C)"
        bool const dotted = allowed == Surroundings::words && before == '.' &&
                            (after == '\0' || after == '.') && text[at] != 'K' &&
                            ends_in_temperature(without_dots_behind(text.substr(0, at)));
        if (dotted)
            return unit;
        bool const worded = allowed == Surroundings::words && text[at] != 'K' &&
                            (before == ' ' || before == '_' || before == ',' || before == '/') &&
                            (after == '\0' || after == '_' || after == ' ' || after == ')' ||
                             after == ',' || after == '(');
        if (bracketed || worded)
            return unit;
    }
    return std::nullopt;
}

constexpr std::array key_fields{
    Field{"serial", FieldType::texts, false, "of the serial number"},
    Field{"model", FieldType::texts, false, "of the model"},
    Field{"maker", FieldType::texts, false, "of the maker"},
    Field{"firmware", FieldType::texts, false, "of the version of the firmware"},
    Field{"interval", FieldType::texts, false, "of the interval"},
    Field{"count", FieldType::texts, false, "of the number of readings"},
    Field{"start", FieldType::texts, false, "of the first time"},
    Field{"stop", FieldType::texts, false, "of the last time"},
    Field{"zone", FieldType::texts, false, "of the time zone"},
    Field{"unit", FieldType::texts, false, "of the unit of temperatures"},
};
constexpr config::Record key_record{"keys", key_fields};
constexpr std::array word_fields{
    Field{"schema", FieldType::text, true, "\"coldchain.logger-words/1\""},
    Field{"pack", FieldType::text, true, "words"},
    Field{"edition", FieldType::text, true, "of this file"},
    Field{"valid_from", FieldType::date, true, "first day on which it is used"},
    Field{"valid_to", FieldType::date, false, "last day; absent: still in use"},
    Field{"title", FieldType::text, false, "what it is"},
    Field{"months", FieldType::any, true, "twelve lists of names, January first"},
    Field{"am", FieldType::texts, true, "before noon, without dots and blanks"},
    Field{"pm", FieldType::texts, true, "after noon"},
    Field{"weekdays", FieldType::texts, true, "names of the days of the week, which say nothing"},
    Field{"fillers", FieldType::texts, true,
          "words that join the parts of a time and mean nothing"},
    Field{"temperature", FieldType::texts, true, "headings of a temperature"},
    Field{"derived", FieldType::texts, true, "headings of what is computed or set, no measurement"},
    Field{"humidity", FieldType::texts, true, "headings of a humidity"},
    Field{"other", FieldType::texts, true, "headings of other measurements"},
    Field{"stamp", FieldType::texts, true, "headings of a date or time"},
    Field{"hour", FieldType::texts, true, "headings of the time of day alone"},
    Field{"year", FieldType::texts, true, "headings of the year in a column of its own"},
    Field{"month", FieldType::texts, true, "headings of the month as a number"},
    Field{"day", FieldType::texts, true, "headings of the day of the month"},
    Field{"day_of_year", FieldType::texts, true, "headings of the day counted from 1 January"},
    Field{"hours", FieldType::texts, true, "headings of hours, of the day only beside a date"},
    Field{"minute", FieldType::texts, true, "headings of the minute in a column of its own"},
    Field{"second", FieldType::texts, true, "headings of the second in a column of its own"},
    Field{"digit_clock", FieldType::texts, true, "headings of hours and minutes as one number"},
    Field{"received", FieldType::texts, true, "headings of the time a reading was sent or stored, "
                                              "not taken"},
    Field{"elapsed", FieldType::texts, true, "headings of a time since the start"},
    Field{"index", FieldType::texts, true, "headings of a running number"},
    Field{"ignored", FieldType::texts, true, "headings of what is no measurement"},
    Field{"group", FieldType::texts, true,
          "headings of a column that tells loggers or sensors apart"},
    Field{"quantity", FieldType::texts, true, "headings of a column that names what is measured"},
    Field{"average", FieldType::texts, true, "headings of a mean over the interval"},
    Field{"absent", FieldType::texts, true, "cells that mean no reading"},
    Field{"no_time", FieldType::texts, true, "what a row says in place of a time it does not know"},
    Field{"celsius", FieldType::texts, true, "names of the unit"},
    Field{"fahrenheit", FieldType::texts, true, "names of the unit"},
    Field{"kelvin", FieldType::texts, true, "names of the unit"},
    Field{"clock_zones", FieldType::texts, true,
          "zones whose clock changes are looked for where a file names none"},
    Field{"keys",
          FieldType::table,
          true,
          "words in front of a value above the table",
          Dimension::length,
          {},
          &key_record},
};
constexpr config::Record word_record{"words", word_fields};

} // namespace

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (char32_t const c : text::code_points(text)) {
        if (c == 0x130) // Turkish capital dotted I
            out += 'i';
        else
            out += text::to_utf8(fold_point(c));
    }
    return out;
}

bool mentions(std::string_view folded, std::vector<std::string> const& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string const& word) {
        for (auto at = folded.find(word); at != std::string_view::npos;
             at = folded.find(word, at + 1)) {
            if (word.size() > 3 || stands_alone(folded, at, word.size()))
                return true;
        }
        return false;
    });
}

std::optional<TemperatureUnit> find_unit(std::string_view text, Vocabulary const& words,
                                         UnitContext context) {
    text = text::trim(text);
    for (std::string_view const letter : {"\xC2\xB0\xD0\xA1", "\xC2\xB0\xEF\xBC\xA3"}) {
        if (text.find(letter) != std::string_view::npos) // a Cyrillic or a full-width C
            return TemperatureUnit::celsius;
    }
    if (context == UnitContext::alone && text.size() == 1)
        return unit_of_letter(text[0]);
    if (text.find("\xE2\x84\x83") != std::string_view::npos) // one-character degree Celsius
        return TemperatureUnit::celsius;
    if (text.find("\xE2\x84\x89") != std::string_view::npos)
        return TemperatureUnit::fahrenheit;
    std::string const folded = fold(text);
    if (mentions(folded, words.celsius))
        return TemperatureUnit::celsius;
    if (mentions(folded, words.fahrenheit))
        return TemperatureUnit::fahrenheit;
    if (auto const unit = unit_after_mark(text))
        return unit;
    for (auto const& [letter, unit] : {std::pair("C\xC2\xB0", TemperatureUnit::celsius),
                                       std::pair("F\xC2\xB0", TemperatureUnit::fahrenheit)}) {
        auto const at = text.find(letter); // "Temp C" with the sign behind the letter
        if (at != std::string_view::npos && (at == 0 || !is_letter_byte(text[at - 1])))
            return unit;
    }
    if (mentions(folded, words.kelvin))
        return TemperatureUnit::kelvin;
    return unit_letter_alone(text, mentions(folded, words.temperature) ? Surroundings::words
                                                                       : Surroundings::brackets);
}

config::Record const& words_record() {
    return word_record;
}

Result<Vocabulary> read_vocabulary(config::Document const& document) {
    CC_TRY_ASSIGN(auto const object, config::read_record(document, word_record));
    Vocabulary words;
    // each month is a list of its names
    auto const* const months = document.root.find("months");
    if (months->kind != config::NodeKind::list || months->items.size() != 12)
        return input_error(
            {document.file, months->position.line, months->position.column, "months"},
            "must be twelve lists of names");
    for (std::size_t i = 0; i < 12; ++i) {
        for (auto const& name : months->items[i].items)
            words.months[fold(name.text)] = static_cast<int>(i) + 1;
    }
    for (auto const& word : folded_list(object, "am"))
        words.meridiem[word] = Meridiem::am;
    for (auto const& word : folded_list(object, "pm"))
        words.meridiem[word] = Meridiem::pm;
    for (auto const& [list, name] : {std::pair(&words.weekdays, "weekdays"),
                                     std::pair(&words.fillers, "fillers"),
                                     std::pair(&words.temperature, "temperature"),
                                     std::pair(&words.derived, "derived"),
                                     std::pair(&words.humidity, "humidity"),
                                     std::pair(&words.other, "other"),
                                     std::pair(&words.stamp, "stamp"),
                                     std::pair(&words.hour, "hour"),
                                     std::pair(&words.year, "year"),
                                     std::pair(&words.month, "month"),
                                     std::pair(&words.day, "day"),
                                     std::pair(&words.day_of_year, "day_of_year"),
                                     std::pair(&words.hours, "hours"),
                                     std::pair(&words.minute, "minute"),
                                     std::pair(&words.second, "second"),
                                     std::pair(&words.digit_clock, "digit_clock"),
                                     std::pair(&words.received, "received"),
                                     std::pair(&words.elapsed, "elapsed"),
                                     std::pair(&words.index, "index"),
                                     std::pair(&words.ignored, "ignored"),
                                     std::pair(&words.group, "group"),
                                     std::pair(&words.quantity, "quantity"),
                                     std::pair(&words.average, "average"),
                                     std::pair(&words.absent, "absent"),
                                     std::pair(&words.no_time, "no_time"),
                                     std::pair(&words.celsius, "celsius"),
                                     std::pair(&words.fahrenheit, "fahrenheit"),
                                     std::pair(&words.kelvin, "kelvin")})
        *list = folded_list(object, name);
    words.clock_zones = object.texts("clock_zones");
    for (auto const& [fact, name] : head_fields)
        words.keys[fact] = folded_list(*object.table("keys"), name);
    return words;
}

} // namespace coldchain::logger
