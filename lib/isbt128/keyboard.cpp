// SPDX-License-Identifier: Apache-2.0
// Typing is modelled forwards, key by key, with dead keys and caps lock; turning back is done by
// looking every arrived character up and typing the result again as proof.
#include "isbt128/keyboard.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::isbt128 {

namespace {

/// "&" and "=" before letters and before signs, so that dead keys show how they join; every second
/// character of a data identifier; Y and Z; small and capital letters for caps lock.
constexpr std::string_view calibration = "Zy=A=W+e&%<>*}{\\[\")(;'-#]$,/:!09Yz";

Error keyboard_error(std::string text) {
    return input_error({"", 0, 0, "keyboard"}, std::move(text));
}

bool is_letter(char character) {
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
}

char other_case(char character) {
    return is_letter(character) ? static_cast<char>(character ^ 0x20) : character;
}

/// Small and capital of letters outside ASCII as layouts type them: U+00E0 to U+00FE and U+00C0
/// to U+00DE lie 32 apart.
std::string other_case(std::string const& typed) {
    auto const points = text::code_points(typed);
    if (points.size() != 1)
        return typed;
    auto const point = points.front();
    if (point < 128)
        return std::string(1, other_case(static_cast<char>(point)));
    bool const small = point >= 0xe0 && point <= 0xfe && point != 0xf7;
    bool const capital = point >= 0xc0 && point <= 0xde && point != 0xd7;
    return small ? text::to_utf8(point - 32) : capital ? text::to_utf8(point + 32) : typed;
}

bool is_ascii_key(char key) {
    return key > ' ' && key <= '~';
}

/// What one key types, caps lock applied; an accent for a dead key.
std::string typed_by(char key, KeyboardLayout const& layout, CapsLock caps) {
    std::string typed(1, key);
    for (auto const& row : layout.keys)
        if (row.key == key)
            typed = row.typed;
    return caps == CapsLock::on ? other_case(typed) : typed;
}

bool is_dead(std::string_view typed, KeyboardLayout const& layout) {
    return std::find(layout.dead.begin(), layout.dead.end(), typed) != layout.dead.end();
}

AccentRow const* find_accent(KeyboardLayout const& layout, std::string_view accent,
                             std::string_view base) {
    for (auto const& row : layout.accents)
        if (row.accent == accent && row.base == base)
            return &row;
    return nullptr;
}

std::vector<std::string> single_keys_for(std::string_view arrived, KeyboardLayout const& layout,
                                         CapsLock caps) {
    std::vector<std::string> found;
    for (char key = '!'; key <= '~'; ++key)
        if (typed_by(key, layout, caps) == arrived)
            found.emplace_back(1, key);
    return found;
}

/// The keys that give one arrived character: one key, or a dead key and the key it joined with.
std::vector<std::string> keys_for(std::string_view arrived, KeyboardLayout const& layout,
                                  CapsLock caps) {
    auto found = single_keys_for(arrived, layout, caps);
    for (auto const& row : layout.accents) {
        if (row.joined != arrived)
            continue;
        for (auto const& dead : single_keys_for(row.accent, layout, caps))
            for (auto const& base : single_keys_for(row.base, layout, caps))
                found.push_back(dead + base);
    }
    return found;
}

} // namespace

std::string_view calibration_text() {
    return calibration;
}

Result<std::string> typed_text(std::string_view text, KeyboardLayout const& layout, CapsLock caps) {
    std::string out;
    std::string waiting; ///< accent of a dead key
    for (char const key : text) {
        if (!is_ascii_key(key))
            return keyboard_error(text::cat("character ", text::quoted(std::string(1, key)),
                                            " is not typed by one key"));
        auto const typed = typed_by(key, layout, caps);
        if (!waiting.empty()) {
            auto const* const joined = find_accent(layout, waiting, typed);
            out += joined != nullptr ? joined->joined : waiting;
            waiting.clear();
            if (joined != nullptr)
                continue;
        }
        if (is_dead(typed, layout))
            waiting = typed;
        else
            out += typed;
    }
    // a dead key at the end types its accent when the scanner sends Enter
    return out + waiting;
}

Result<Calibration> calibrate(std::string_view arrived, std::span<KeyboardLayout const> layouts) {
    std::optional<Calibration> found;
    for (auto const& layout : layouts)
        for (auto const caps : {CapsLock::off, CapsLock::on}) {
            auto const typed = typed_text(calibration, layout, caps);
            if (!typed || *typed != arrived)
                continue;
            if (found)
                return keyboard_error(text::cat("the scan fits layouts ", found->layout->id,
                                                " and ", layout.id, "; name the layout instead"));
            found = Calibration{&layout, caps};
        }
    if (found)
        return *found;
    std::string known;
    for (auto const& layout : layouts)
        known += text::cat(known.empty() ? "" : ", ", layout.id);
    return keyboard_error(text::cat("the scan ", text::quoted(arrived),
                                    " fits none of the layouts ", known,
                                    "; scan the calibration symbol again, or add a table for this "
                                    "layout"));
}

Result<std::string> repair(std::string_view arrived, Calibration const& calibration_found) {
    auto const& layout = *calibration_found.layout;
    std::string meant;
    if (text::find_invalid_utf8(arrived))
        return keyboard_error("the line is not UTF-8; set the terminal to UTF-8");
    for (auto const point : text::code_points(arrived)) {
        auto const keys = keys_for(text::to_utf8(point), layout, calibration_found.caps);
        if (keys.empty())
            return keyboard_error(text::cat("no key of layout ", layout.id, " types ",
                                            text::quoted(text::to_utf8(point)),
                                            "; calibrate again"));
        if (keys.size() > 1)
            return keyboard_error(text::cat(text::quoted(text::to_utf8(point)), " can come from ",
                                            text::join(keys, " or "), " on layout ", layout.id,
                                            "; it is not guessed"));
        meant += keys.front();
    }
    auto const proof = typed_text(meant, layout, calibration_found.caps);
    if (!proof || *proof != arrived)
        return keyboard_error(text::cat("layout ", layout.id, " would type ", text::quoted(meant),
                                        " differently; calibrate again"));
    return meant;
}

} // namespace coldchain::isbt128
