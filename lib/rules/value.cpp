// SPDX-License-Identifier: Apache-2.0
#include "rules/value.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace coldchain::rules {

namespace {

struct Writer {
    std::string operator()(std::monostate) const { return "not given"; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(Decimal number) const { return coldchain::to_text(number); }
    std::string operator()(std::string const& text) const { return text; }
    std::string operator()(config::Texts const& texts) const {
        return texts.empty() ? "none" : text::join(texts, "; ");
    }
    std::string operator()(Quantity const& quantity) const { return coldchain::to_text(quantity); }
    std::string operator()(Temperature const& point) const { return coldchain::to_text(point); }
    std::string operator()(TemperatureRange const& range) const {
        return coldchain::to_text(range);
    }
    std::string operator()(ZonedTime const& time) const { return to_people(time); }
    std::string operator()(Date const& date) const { return coldchain::to_text(date); }
    std::string operator()(config::Dimensions const& dimensions) const {
        return config::to_text(config::Value{dimensions});
    }
    std::string operator()(config::Object const* object) const {
        return object->text("id").value_or(object->text("text").value_or("a table"));
    }
    std::string operator()(std::vector<Element> const& elements) const {
        std::string list;
        for (auto const& element : elements)
            list += text::cat(list.empty() ? "" : ", ", name_of(*element.object));
        return list.empty() ? "none" : list;
    }

    // What tells one table from its neighbours: its first text.
    static std::string name_of(config::Object const& object) {
        for (auto const& member : object.members) {
            if (auto const* const text = std::get_if<std::string>(&member.value.held))
                return *text;
        }
        return "a table";
    }
};

bool is_separator(char32_t c) {
    bool const ascii_word = (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') ||
                            (c >= U'a' && c <= U'z') || c == U'%';
    // dashes, quotes, non-breaking space and the multiplication sign stand between words
    bool const other = c < 0x80 || c == 0xA0 || c == 0xD7 || (c >= 0x2000 && c <= 0x206F);
    return !ascii_word && other;
}

// A combining accent: "e" and U+0301 are one letter to the reader.
bool is_accent(char32_t c) {
    return c >= 0x300 && c <= 0x36F;
}

// The letter in lower case, of the Latin letters with an accent the bare one.
std::string without_accent(char32_t c) {
    static constexpr std::string_view bare = "aaaaaa ceeeeiiii nooooo ouuuuy y"; // U+00E0 to U+00FF
    bool const capital = c >= 0xC0 && c <= 0xDE && c != 0xD7;
    char32_t const lower = capital ? c + 0x20 : c;
    bool const accented = lower >= 0xE0 && lower <= 0xFF && bare[lower - 0xE0] != ' ';
    return accented ? std::string(1, bare[lower - 0xE0]) : text::lower(text::to_utf8(c));
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    auto const finish = [&] {
        if (word.empty())
            return;
        bool const digit = word.front() >= '0' && word.front() <= '9';
        if (digit && !words.empty() && words.back() == "un")
            words.back() += word;
        else
            words.push_back(word);
        word.clear();
    };
    for (char32_t const c : text::code_points(text)) {
        if (is_separator(c))
            finish();
        else if (!is_accent(c))
            word += without_accent(c);
    }
    finish();
    return words;
}

// How many typing errors a word of a list may have and still be meant; short words are exact.
std::size_t errors_allowed(std::string_view wanted) {
    return wanted.size() >= 8 ? 2 : wanted.size() >= 5 ? 1 : 0;
}

bool is_nearly(std::string_view word, std::string_view wanted) {
    static constexpr std::size_t longest = 60; // no name of an agent is longer
    std::size_t const errors = errors_allowed(wanted);
    if (word.size() > longest || word.size() > wanted.size() + errors ||
        wanted.size() > word.size() + errors)
        return false;
    return text::edit_distance(word, wanted) <= errors;
}

} // namespace

std::string_view to_word(Type type) {
    constexpr std::array<std::string_view, 12> words{
        "true or false", "a number", "a text", "a list of texts", "a quantity", "a temperature",
        "a range",       "a time",   "a date", "dimensions",      "a table",    "a list of tables"};
    return words.at(static_cast<std::size_t>(type));
}

bool Value::is(bool flag) const {
    bool const* const own = std::get_if<bool>(&held);
    return own != nullptr && *own == flag;
}

Value Value::unknown(std::vector<std::string> places) {
    return {std::monostate{}, std::move(places)};
}

Value negate(Value value) {
    if (bool* const flag = std::get_if<bool>(&value.held))
        *flag = !*flag;
    return value;
}

std::string to_text(Value const& value) {
    return std::visit(Writer{}, value.held);
}

void merge_missing(std::vector<std::string>& into, std::vector<std::string> const& more) {
    for (auto const& place : more) {
        if (std::find(into.begin(), into.end(), place) == into.end())
            into.push_back(place);
    }
}

bool mentions(std::string_view text, std::string_view phrase) {
    auto const words = words_of(text);
    auto const wanted = words_of(phrase);
    return !wanted.empty() &&
           std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

bool resembles(std::string_view text, std::string_view phrase) {
    auto const words = words_of(text);
    auto const wanted = words_of(phrase);
    if (wanted.empty())
        return false;
    if (std::search(words.begin(), words.end(), wanted.begin(), wanted.end(), is_nearly) !=
        words.end())
        return true;
    // written in one word, or apart: "Lassavirus", "monkey pox", "E b o l a"
    std::string const joined = text::join(wanted, "");
    if (joined.size() < 5)
        return false;
    for (std::size_t first = 0; first < words.size(); ++first) {
        std::string run;
        for (std::size_t at = first; at < words.size() && run.size() <= joined.size() + 2; ++at) {
            run += words[at];
            if (run == joined || run == joined + "virus" || run == joined + "viruses")
                return true;
        }
    }
    return false;
}

} // namespace coldchain::rules
