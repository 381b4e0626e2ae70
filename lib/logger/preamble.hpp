// SPDX-License-Identifier: Apache-2.0
// The lines before (and after) a table, as keys and values, and what they tell about the logger.
#pragma once

#include "logger/profile.hpp"
#include "logger/stamp.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coldchain::logger {

struct HeadLine {
    std::string key;   ///< folded, without brackets and the mark behind it
    std::string value; ///< as written
    std::uint32_t line = 0;
};

/// A line that is not blank, as written.
struct HeadText {
    std::string text;
    std::uint32_t line = 0;
};

struct Preamble {
    std::vector<HeadLine> lines; ///< those with a key and a value
    std::vector<HeadText> texts;

    /// Drops what stands from that line on: the headings of the table, which are no keys.
    void end_before(std::uint32_t line);

    /// The value of the first key in `keys` (folded) that has one, in the order of the keys.
    std::optional<std::string> find(std::span<std::string const> keys) const;
    std::optional<std::string> find(HeadFact fact, Vocabulary const& words) const;
    /// All values of one key, in order.
    std::vector<std::string> all(std::string_view key) const;
};

/// "Key: value", "Key = value", "Key,value", "Key" and the value on the next line. `delimiter` is
/// that of the table.
Preamble read_preamble(std::string_view text, char delimiter, std::uint32_t first_line);

/// Seconds of "00:15:00", "15 min", "Every 5 minute(s)", "R30M", "900"; a number without unit means
/// nothing.
std::optional<std::int64_t> parse_interval(std::string_view text);

/// Serial, model and firmware by the profile's keys, then by those every maker uses.
Device read_device(Preamble const& preamble, std::span<std::string const> headings,
                   Profile const* profile, Vocabulary const& words);

/// Number of readings the preamble announces.
struct AnnouncedCount {
    std::int64_t count = 0;
    std::string key;
};
std::optional<AnnouncedCount> announced_count(Preamble const& preamble, Profile const* profile,
                                              Vocabulary const& words);

/// The text behind a mark up to the next delimiter of a heading: the serial in "(LGR S/N: 123, ".
std::optional<std::string> text_after(std::string_view text, std::string_view mark);

} // namespace coldchain::logger
