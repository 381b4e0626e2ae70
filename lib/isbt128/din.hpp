// SPDX-License-Identifier: Apache-2.0
// The donation identification number: 13 characters, facility (5), nominal year (2), sequence (6)
// (ST-001 2.4.1). The check character is computed, never stored in it.
#pragma once

#include "common/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace coldchain::isbt128 {

/// Where a facility identification number breaks its rule, as an offset into `text` (5 when it is
/// too short or too long by then), or nothing when it is well formed: first of A-N, P-Z, 1-9;
/// second and third of A-N, P-Z, 0-9; then two digits (ST-001 2.4.1).
std::optional<std::size_t> find_facility_fault(std::string_view text);

/// A well-formed donation identification number.
class Din {
public:
    /// `text` is exactly the 13 characters. Fails on a wrong length or a character that its place
    /// does not allow, naming the place.
    static Result<Din> parse(std::string_view text);

    std::string const& text() const { return m_text; }
    std::string_view facility() const { return std::string_view(m_text).substr(0, 5); }
    std::string_view year() const { return std::string_view(m_text).substr(5, 2); }
    std::string_view sequence() const { return std::string_view(m_text).substr(7, 6); }
    char check_character() const;
    /// The type 3 flag: 60 plus the check value, "60" to "96" (ST-001 appendix A.2).
    std::string check_flag() const;

    bool operator==(Din const&) const = default;

private:
    explicit Din(std::string text) : m_text(std::move(text)) {}
    std::string m_text;
};

/// What the two flag characters are for (ST-001 table 3). `unused` is "00".
enum class FlagType { unused, process, local, check, reserved, not_allowed };

FlagType flag_type(std::string_view flags);

/// What a flag means, in words: "container 1 of a set". Local flags say that they mean nothing
/// elsewhere. Static storage.
std::string_view flag_meaning(std::string_view flags);

/// The parts of a printed number, in the order they stand. Flags are printed turned 90 degrees
/// clockwise between sequence and check character, the check character stands in a box; flags 00
/// may be printed or left out, check flags are never printed (ST-001 7.4.1, 7.5.1.1).
struct DinText {
    std::string facility;
    std::string year;
    std::string sequence;
    std::string flags; ///< empty: not printed
    char check_character = ' ';
};

/// `flags` as in the symbol ("00" when none are used). Flags of type 3 give no printed flags.
DinText printed_parts(Din const& din, std::string_view flags);

/// One line: "A9999 17 123456 00 9".
std::string printed(Din const& din, std::string_view flags);

/// The same with the 13 characters grouped as a nation prefers: "4-3-3-3" gives
/// "A999 917 123 456 9" (flags 00 left out). Fails when the groups do not add up to 13.
Result<std::string> printed_in_groups(Din const& din, std::string_view flags,
                                      std::string_view groups);

/// The content of a symbol: "=" + number + flags. Fails when the flags are not two characters of
/// table 3 or are check flags that do not fit the number.
Result<std::string> symbol_text(Din const& din, std::string_view flags = "00");

/// How a number was written down.
enum class DinForm {
    number,                 ///< 13 characters
    number_check,           ///< 13 + check character
    number_flags,           ///< 13 + flags (legacy)
    number_flags_check,     ///< 13 + flags + check character, as printed
    symbol,                 ///< = + 13 + flags
    legacy_symbol_and_check ///< = + 13 + check character (legacy, never written)
};

/// A number as a person or an old system gave it, with what stood beside it.
struct DinEntry {
    Din din;
    std::string flags;                   ///< empty when none were given
    std::optional<char> check_character; ///< as given
    DinForm form = DinForm::number;
};

/// Reads any of the forms above; blanks between groups and brackets around the check character are
/// allowed in the printed ones. Does not judge the check character or check flags: compare them
/// with `din.check_character()` and `din.check_flag()`.
Result<DinEntry> parse_din_entry(std::string_view text);

} // namespace coldchain::isbt128
