// SPDX-License-Identifier: Apache-2.0
// Scanners that type like a keyboard send keys, not characters. When the scanner is set to one
// layout (US) and the computer to another (German), = arrives as a dead accent and Y as Z. One
// scan of a known calibration text shows which layout the computer has and whether caps lock is
// on; later lines are then turned back. What could stand for two texts is refused, never guessed.
#pragma once

#include "common/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::isbt128 {

/// What one key of the US layout types on another.
struct KeyRow {
    char key = 0;      ///< the character that the scanner means
    std::string typed; ///< what arrives, UTF-8; for a dead key the accent alone
};

/// How an accent joins the character typed after it.
struct AccentRow {
    std::string accent;
    std::string base;
    std::string joined;
};

/// One layout of a computer. Keys that are not listed type what they mean.
struct KeyboardLayout {
    std::string id;    ///< "de"
    std::string title; ///< "German (T1)"
    std::vector<KeyRow> keys;
    /// Characters of `typed` that wait for the next key.
    std::vector<std::string> dead;
    std::vector<AccentRow> accents;
};

enum class CapsLock { off, on };

/// The text of the calibration symbol: every character that can stand in a string and that
/// layouts may disagree about.
std::string_view calibration_text();

/// What arrives when `text` is typed on a computer with this layout. Fails on a character that no
/// key of the US layout types.
Result<std::string> typed_text(std::string_view text, KeyboardLayout const& layout, CapsLock caps);

/// A layout and caps state that were found.
struct Calibration {
    KeyboardLayout const* layout = nullptr;
    CapsLock caps = CapsLock::off;
};

/// Finds the one layout and caps state that turn the calibration text into what arrived. Fails
/// when none does, or two layouts that type other texts differently.
Result<Calibration> calibrate(std::string_view arrived, std::span<KeyboardLayout const> layouts);

/// The text that was meant. Fails when nothing, or more than one thing, could have been typed to
/// give `arrived`.
Result<std::string> repair(std::string_view arrived, Calibration const& calibration);

} // namespace coldchain::isbt128
