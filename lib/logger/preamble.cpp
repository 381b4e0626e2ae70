// SPDX-License-Identifier: Apache-2.0
#include "logger/preamble.hpp"

#include "common/text.hpp"
#include "logger/cells.hpp"

#include <algorithm>
#include <array>

namespace coldchain::logger {

namespace {

// "Serial Number(0):" and "1-Wire/iButton Part Number" as keys of the vocabulary.
std::string key_of(std::string_view text) {
    std::string folded = fold(text::trim(text));
    while (!folded.empty() && (folded.back() == ':' || folded.back() == '=' ||
                               folded.back() == ' ' || folded.back() == '?'))
        folded.pop_back();
    while (!folded.empty() &&
           (folded.front() == '*' || folded.front() == '#' || folded.front() == '&' ||
            folded.front() == '%' || folded.front() == ' ' || folded.front() == '[' ||
            folded.front() == '"'))
        folded.erase(0, 1);
    return folded;
}

// The mark between key and value: the first ": " or "=", a ':' at the end, or one before a value
// that is no clock time.
std::size_t find_mark(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '=')
            return i;
        if (text.substr(i).starts_with("\xEF\xBC\x9A")) // full-width colon
            return i;
        if (text[i] != ':')
            continue;
        bool const between_digits = text[i - 1] >= '0' && text[i - 1] <= '9' &&
                                    i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
        if (!between_digits)
            return i;
    }
    return std::string_view::npos;
}

void add(Preamble& preamble, std::string_view key, std::string_view value, std::uint32_t line) {
    auto const trimmed = text::trim(value);
    auto const folded = key_of(key);
    if (!folded.empty() && !trimmed.empty() && folded.size() <= 60)
        preamble.lines.push_back({folded, std::string(trimmed), line});
}

void add_pair(Preamble& preamble, std::string_view text, std::uint32_t line) {
    auto const mark = find_mark(text);
    if (mark == std::string_view::npos)
        return;
    std::size_t const width = text[mark] == ':' || text[mark] == '=' ? 1 : 3;
    add(preamble, text.substr(0, mark), text.substr(mark + width), line);
}

void add_line(Preamble& preamble, std::string_view line, std::vector<std::string_view> const& cells,
              std::uint32_t number) {
    std::vector<std::string_view> filled;
    for (auto const cell : cells) {
        if (!cell.empty())
            filled.push_back(cell);
    }
    if (filled.size() <= 1) {
        add_pair(preamble, filled.empty() ? line : filled[0], number);
        return;
    }
    // cells are pairs ("Key:,value,Key:,value") or each a pair of its own
    bool const own_pairs = std::all_of(filled.begin(), filled.end(), [](std::string_view cell) {
        auto const mark = find_mark(cell);
        return mark != std::string_view::npos && mark + 1 < cell.size();
    });
    if (own_pairs) {
        for (auto const cell : filled)
            add_pair(preamble, cell, number);
        return;
    }
    if (cells[0].empty() && filled.size() > 2)
        return;
    for (std::size_t i = 0; i + 1 < filled.size(); i += 2)
        add(preamble, filled[i], filled[i + 1], number);
    add_pair(preamble, line, number);
}

// A line of names above a line of as many values: "Model,Serial Number" over "XR440,123456".
bool is_names(std::vector<std::string_view> const& cells) {
    return cells.size() >= 2 && std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
               return !cell.empty() && cell.find_first_of("0123456789:=") == std::string_view::npos;
           });
}

void add_below(Preamble& preamble, std::vector<std::string> const& names,
               std::vector<std::string_view> const& cells, std::uint32_t line) {
    for (std::size_t i = 0; names.size() == cells.size() && i < names.size(); ++i)
        add(preamble, names[i], cells[i], line);
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.,") == std::string_view::npos;
}

} // namespace

Preamble read_preamble(std::string_view text, char delimiter, std::uint32_t first_line) {
    Preamble preamble;
    Lines lines(text, 0, first_line);
    std::string_view line;
    std::string waiting; // a key that stands alone: its value is the next line
    std::vector<std::string_view> cells;
    std::vector<std::string> names; // of the line before, when it may be one of names
    while (lines.next(line) && preamble.texts.size() < 5000) {
        auto const trimmed = text::trim(line);
        if (trimmed.empty())
            continue;
        preamble.texts.push_back({std::string(trimmed), lines.number()});
        if (delimiter == blank_runs)
            cells.assign(1, trimmed);
        else
            split_cells(trimmed, delimiter, cells);
        auto const alone = cells.size() == 1 ? cells[0] : std::string_view();
        if (!waiting.empty() && !alone.empty() && find_mark(alone) == std::string_view::npos)
            add(preamble, waiting, alone, lines.number());
        waiting = alone.ends_with(':') ? std::string(alone) : std::string();
        add_line(preamble, trimmed, cells, lines.number());
        add_below(preamble, names, cells, lines.number());
        names.clear();
        if (is_names(cells))
            names.assign(cells.begin(), cells.end());
    }
    return preamble;
}

void Preamble::end_before(std::uint32_t line) {
    std::erase_if(lines, [line](HeadLine const& head) { return head.line >= line; });
    std::erase_if(texts, [line](HeadText const& head) { return head.line >= line; });
}

std::optional<std::string> Preamble::find(std::span<std::string const> keys) const {
    for (auto const& key : keys) {
        std::string const wanted = key_of(key);
        for (auto const& line : lines) {
            if (line.key == wanted)
                return line.value;
        }
    }
    return std::nullopt;
}

std::optional<std::string> Preamble::find(HeadFact fact, Vocabulary const& words) const {
    auto const keys = words.keys.find(fact);
    if (keys == words.keys.end())
        return std::nullopt;
    // "Model,Serial Number" are two names, and none the value of the other
    auto const is_name = [&](std::string_view value) {
        std::string const key = key_of(value);
        return std::any_of(words.keys.begin(), words.keys.end(), [&](auto const& row) {
            return std::find(row.second.begin(), row.second.end(), key) != row.second.end();
        });
    };
    for (auto const& key : keys->second) {
        std::string const wanted = key_of(key);
        for (auto const& line : lines) {
            if (line.key == wanted && !is_name(line.value))
                return line.value;
        }
    }
    return std::nullopt;
}

std::vector<std::string> Preamble::all(std::string_view key) const {
    std::vector<std::string> values;
    for (auto const& line : lines) {
        if (line.key == key_of(key))
            values.push_back(line.value);
    }
    return values;
}

std::optional<std::int64_t> parse_interval(std::string_view written) {
    std::string const folded = fold(text::trim(written));
    std::string_view rest = folded;
    auto const start = rest.find_first_of("0123456789");
    if (start == std::string_view::npos)
        return std::nullopt;
    rest.remove_prefix(start);
    auto const end = rest.find_first_not_of("0123456789");
    auto const count = text::parse_int(rest.substr(0, end));
    if (!count || *count > 10'000'000)
        return std::nullopt;
    std::string_view unit = end == std::string_view::npos ? "" : rest.substr(end);
    if (unit.starts_with(':')) { // h:m:s
        auto const pieces = text::split(rest.substr(0, rest.find_first_not_of("0123456789:")), ':');
        std::int64_t seconds = 0;
        for (auto const piece : pieces)
            seconds = seconds * 60 + text::parse_int(piece).value_or(0);
        return pieces.size() == 3 ? seconds : seconds * 60;
    }
    while (!unit.empty() && (unit.front() == ' ' || unit.front() == '.' || unit.front() == '0'))
        unit.remove_prefix(1);
    if (unit.starts_with("ms"))
        return std::nullopt;
    if (unit.starts_with('s'))
        return *count;
    if (unit.starts_with('m'))
        return *count * 60;
    if (unit.starts_with('h') || unit.starts_with("std"))
        return *count * 3600;
    if (unit.starts_with('d') || unit.starts_with('t'))
        return *count * 86'400;
    return std::nullopt;
}

std::optional<std::string> text_after(std::string_view written, std::string_view mark) {
    auto const at = written.find(mark);
    if (at == std::string_view::npos)
        return std::nullopt;
    auto rest = text::trim(written.substr(at + mark.size()));
    rest = text::trim(rest.substr(0, std::min(rest.find_first_of(",;)]\"\t"), rest.find("  "))));
    if (rest.empty())
        return std::nullopt;
    return std::string(rest);
}

namespace {

// The text behind the first mark that a heading or else a line above the table holds.
std::string text_after_marks(std::vector<std::string> const& marks,
                             std::span<std::string const> headings, Preamble const& preamble) {
    for (auto const& mark : marks) {
        for (auto const& heading : headings) {
            if (auto const found = text_after(heading, mark))
                return *found;
        }
        for (auto const& line : preamble.texts) {
            if (auto const found = text_after(line.text, mark))
                return *found;
        }
    }
    return {};
}

// A cell of the file's first line, counted from 1; empty where there is none.
std::string cell_of_first_line(Preamble const& preamble, std::int64_t number) {
    std::vector<std::string_view> cells;
    if (!preamble.texts.empty() && preamble.texts.front().line == 1)
        split_cells(preamble.texts.front().text, ',', cells);
    if (number <= 0 || number > static_cast<std::int64_t>(cells.size()))
        return {};
    return std::string(text::trim(cells[static_cast<std::size_t>(number) - 1]));
}

// What the places that the format's description gives hold, but for its keys.
void read_places(Profile const& profile, Preamble const& preamble,
                 std::span<std::string const> headings, Device& device) {
    device.maker = profile.maker;
    device.serial = text_after_marks(profile.serial_after, headings, preamble);
    if (device.serial.empty())
        device.serial = cell_of_first_line(preamble, profile.serial_cell);
    device.model = text_after_marks(profile.model_after, {}, preamble);
    if (device.model.empty())
        device.model = cell_of_first_line(preamble, profile.model_cell);
}

// By the profile's own keys, then by those every maker uses.
std::string read_fact(Preamble const& preamble, std::span<std::string const> own, HeadFact general,
                      Vocabulary const& words) {
    if (auto found = preamble.find(own))
        return *std::move(found);
    return preamble.find(general, words).value_or("");
}

} // namespace

Device read_device(Preamble const& preamble, std::span<std::string const> headings,
                   Profile const* profile, Vocabulary const& words) {
    Device device;
    std::span<std::string const> serial_keys;
    std::span<std::string const> model_keys;
    std::span<std::string const> firmware_keys;
    if (profile != nullptr) {
        read_places(*profile, preamble, headings, device);
        serial_keys = profile->serial_keys;
        model_keys = profile->model_keys;
        firmware_keys = profile->firmware_keys;
    }
    if (device.serial.empty())
        device.serial = read_fact(preamble, serial_keys, HeadFact::serial, words);
    if (device.model.empty())
        device.model = read_fact(preamble, model_keys, HeadFact::model, words);
    if (device.model.empty() && profile != nullptr)
        device.model = profile->model;
    if (device.maker.empty())
        device.maker = preamble.find(HeadFact::maker, words).value_or("");
    device.firmware = read_fact(preamble, firmware_keys, HeadFact::firmware, words);
    return device;
}

std::optional<AnnouncedCount> announced_count(Preamble const& preamble, Profile const* profile,
                                              Vocabulary const& words) {
    std::vector<std::string> keys;
    if (profile != nullptr)
        keys = profile->count_keys;
    auto const general = words.keys.find(HeadFact::count);
    if (general != words.keys.end())
        keys.insert(keys.end(), general->second.begin(), general->second.end());
    for (auto const& key : keys) {
        auto const value = preamble.find(std::span(&key, 1));
        if (!value || !is_number(*value))
            continue;
        if (auto const count = text::parse_int(*value); count && *count > 0)
            return AnnouncedCount{*count, key};
    }
    return std::nullopt;
}

} // namespace coldchain::logger
