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
constexpr std::array<std::string_view, 13> degree_marks{
    "\xC2\xB0",         // degree sign
    "\xC2\xBA",         // masculine ordinal
    "\xCB\x9A",         // ring above
    "\xEF\xBF\xBD",     // replacement character
    "\xC3\x82\xC2\xB0", // a degree sign that was decoded twice
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

// A lone letter in brackets, or, next to a word for temperature, after a comma, blank or
// underscore: "103 (C)", "Temp, F", "PTemp_C_Max".
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
        bool const worded = allowed == Surroundings::words && text[at] != 'K' &&
                            (before == ' ' || before == '_' || before == ',' || before == '/') &&
                            (after == '\0' || after == '_' || after == ' ' || after == ')' ||
                             after == ',' || after == '(');
        if (bracketed || worded)
            return unit;
    }
    return std::nullopt;
}

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
    if (mentions(folded, words.kelvin))
        return TemperatureUnit::kelvin;
    return unit_letter_alone(text, mentions(folded, words.temperature) ? Surroundings::words
                                                                       : Surroundings::brackets);
}

Result<Vocabulary> read_vocabulary(config::Document const& document) {
    static constexpr std::array key_fields{
        Field{"serial", FieldType::texts},   Field{"model", FieldType::texts},
        Field{"maker", FieldType::texts},    Field{"firmware", FieldType::texts},
        Field{"interval", FieldType::texts}, Field{"count", FieldType::texts},
        Field{"start", FieldType::texts},    Field{"stop", FieldType::texts},
        Field{"zone", FieldType::texts},     Field{"unit", FieldType::texts},
    };
    static constexpr config::Record keys{"keys", key_fields};
    static constexpr std::array fields{
        Field{"schema", FieldType::text, true},
        Field{"pack", FieldType::text, true},
        Field{"edition", FieldType::text, true},
        Field{"valid_from", FieldType::date, true},
        Field{"valid_to", FieldType::date},
        Field{"title", FieldType::text},
        Field{"months", FieldType::any, true},
        Field{"am", FieldType::texts, true},
        Field{"pm", FieldType::texts, true},
        Field{"weekdays", FieldType::texts, true},
        Field{"fillers", FieldType::texts, true},
        Field{"temperature", FieldType::texts, true},
        Field{"derived", FieldType::texts, true},
        Field{"humidity", FieldType::texts, true},
        Field{"other", FieldType::texts, true},
        Field{"stamp", FieldType::texts, true},
        Field{"hour", FieldType::texts, true},
        Field{"elapsed", FieldType::texts, true},
        Field{"index", FieldType::texts, true},
        Field{"ignored", FieldType::texts, true},
        Field{"group", FieldType::texts, true},
        Field{"quantity", FieldType::texts, true},
        Field{"average", FieldType::texts, true},
        Field{"absent", FieldType::texts, true},
        Field{"celsius", FieldType::texts, true},
        Field{"fahrenheit", FieldType::texts, true},
        Field{"kelvin", FieldType::texts, true},
        Field{"clock_zones", FieldType::texts, true},
        Field{"keys", FieldType::table, true, "", Dimension::length, {}, &keys},
    };
    static constexpr config::Record record{"words", fields};
    CC_TRY_ASSIGN(auto const object, config::read_record(document, record));
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
    for (auto const& [list, name] :
         {std::pair(&words.weekdays, "weekdays"), std::pair(&words.fillers, "fillers"),
          std::pair(&words.temperature, "temperature"),
          std::pair(&words.derived, "derived"), std::pair(&words.humidity, "humidity"),
          std::pair(&words.other, "other"), std::pair(&words.stamp, "stamp"),
          std::pair(&words.hour, "hour"), std::pair(&words.elapsed, "elapsed"), std::pair(&words.index, "index"),
          std::pair(&words.ignored, "ignored"), std::pair(&words.group, "group"),
          std::pair(&words.quantity, "quantity"), std::pair(&words.average, "average"),
          std::pair(&words.absent, "absent"), std::pair(&words.celsius, "celsius"),
          std::pair(&words.fahrenheit, "fahrenheit"), std::pair(&words.kelvin, "kelvin")})
        *list = folded_list(object, name);
    words.clock_zones = object.texts("clock_zones");
    for (auto const& [fact, name] : head_fields)
        words.keys[fact] = folded_list(*object.table("keys"), name);
    return words;
}

} // namespace coldchain::logger
