// SPDX-License-Identifier: Apache-2.0
#include "isbt128/din.hpp"

#include "common/text.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/fields.hpp"

#include <array>

namespace coldchain::isbt128 {

namespace {

struct FlagRow {
    std::string_view flags;
    std::string_view meaning;
};

// ST-001 table 3, type 1.
constexpr auto process_flags = std::to_array<FlagRow>({
    {"01", "container 1 of a set"},
    {"02", "container 2 of a set"},
    {"03", "container 3 of a set"},
    {"04", "container 4 of a set"},
    {"05", "second or repeated demand-printed label"},
    {"06", "pilot tube label"},
    {"07", "test tube label"},
    {"08", "donor record label"},
    {"09", "sample tube for NAT testing"},
    {"10", "sample for bacterial testing"},
    {"11", "match with unit label"},
    {"12", "affixed partial label"},
    {"13", "attached label used with an affixed partial label"},
    {"15", "container 5 of a set"},
    {"16", "container 6 of a set"},
    {"17", "container 7 of a set"},
    {"18", "container 8 of a set"},
    {"19", "container 9 of a set"},
});

FlagRow const* find_process_flag(std::string_view flags) {
    for (auto const& row : process_flags)
        if (row.flags == flags)
            return &row;
    return nullptr;
}

std::string_view place_of(std::size_t offset) {
    if (offset < 5)
        return "facility number";
    return offset < 7 ? "year" : "sequence";
}

Error din_error(std::string field, std::string text) {
    return input_error({"", 0, 0, std::move(field)}, std::move(text));
}

/// Without the blanks and the brackets of a printed box; nothing else is forgiven.
std::string without_print(std::string_view text) {
    std::string plain;
    for (char const character : text)
        if (character != ' ' && character != '[' && character != ']')
            plain += character;
    return plain;
}

} // namespace

std::optional<std::size_t> find_facility_fault(std::string_view text) {
    for (std::size_t i = 0; i < 5; ++i) {
        if (i >= text.size())
            return 5;
        auto const allowed = i == 0 ? fin_first : i < 3 ? fin_middle : digit;
        if (!is_in(text[i], allowed))
            return i;
    }
    return text.size() == 5 ? std::nullopt : std::optional<std::size_t>(5);
}

Result<Din> Din::parse(std::string_view text) {
    if (text.size() != 13)
        return din_error("din",
                         text::cat("donation identification number ", text::quoted(text), " has ",
                                   text.size(), " characters; it has 13, without check character"));
    std::size_t fault = find_facility_fault(text.substr(0, 5)).value_or(13);
    for (std::size_t i = 5; i < 13 && fault == 13; ++i)
        if (!is_in(text[i], digit))
            fault = i;
    if (fault == 13)
        return Din(std::string(text));
    auto const allowed = fault == 0 ? "A-N, P-Z or 1-9" : fault < 3 ? "A-N, P-Z or 0-9" : "a digit";
    return din_error("din", text::cat("character ", fault + 1, " of ", text::quoted(text), " (",
                                      place_of(fault), ") is ", text::quoted(text.substr(fault, 1)),
                                      "; it must be ", allowed));
}

char Din::check_character() const {
    return isbt128::check_character(m_text).value_or('?');
}

std::string Din::check_flag() const {
    return text::zero_padded(60 + check_value(m_text).value_or(0), 2);
}

FlagType flag_type(std::string_view flags) {
    if (flags.size() != 2 || !is_in(flags[0], flag) || !is_in(flags[1], flag))
        return FlagType::not_allowed;
    if (!is_in(flags[0], digit) || !is_in(flags[1], digit))
        return FlagType::reserved;
    if (flags == "00")
        return FlagType::unused;
    if (find_process_flag(flags) != nullptr)
        return FlagType::process;
    if (flags >= "20" && flags <= "59")
        return FlagType::local;
    if (flags >= "60" && flags <= "96")
        return FlagType::check;
    return FlagType::reserved;
}

std::string_view flag_meaning(std::string_view flags) {
    switch (flag_type(flags)) {
    case FlagType::unused:
        return "flags not used";
    case FlagType::process:
        return find_process_flag(flags)->meaning;
    case FlagType::local:
        return "local to the facility; means nothing elsewhere";
    case FlagType::check:
        return "check value of the number";
    case FlagType::reserved:
        return "reserved";
    case FlagType::not_allowed:
        return "not allowed";
    }
    return "";
}

DinText printed_parts(Din const& din, std::string_view flags) {
    auto const shown = flag_type(flags) == FlagType::check ? std::string_view() : flags;
    return {std::string(din.facility()), std::string(din.year()), std::string(din.sequence()),
            std::string(shown), din.check_character()};
}

std::string printed(Din const& din, std::string_view flags) {
    auto const parts = printed_parts(din, flags);
    auto const middle = parts.flags.empty() ? std::string() : text::cat(" ", parts.flags);
    return text::cat(parts.facility, " ", parts.year, " ", parts.sequence, middle, " ",
                     parts.check_character);
}

Result<std::string> printed_in_groups(Din const& din, std::string_view flags,
                                      std::string_view groups) {
    std::string out;
    std::size_t at = 0;
    for (auto const group : text::split(groups, '-')) {
        auto const size = text::parse_int(group).value_or(0);
        if (size < 1 || size > 13 || at + static_cast<std::size_t>(size) > 13)
            return din_error("groups", text::cat("groups ", text::quoted(groups),
                                                 " must be numbers that add up to 13: 5-2-6"));
        out += text::cat(at == 0 ? "" : " ",
                         std::string_view(din.text()).substr(at, static_cast<std::size_t>(size)));
        at += static_cast<std::size_t>(size);
    }
    if (at != 13)
        return din_error("groups", text::cat("groups ", text::quoted(groups), " add up to ", at,
                                             "; a number has 13 characters: 5-2-6"));
    auto const shown = printed_parts(din, flags).flags;
    if (!shown.empty() && shown != "00")
        out += text::cat(" ", shown);
    return text::cat(out, " ", din.check_character());
}

Result<std::string> symbol_text(Din const& din, std::string_view flags) {
    auto const type = flag_type(flags);
    if (type == FlagType::not_allowed || type == FlagType::reserved)
        return din_error("ff", text::cat("flags ", text::quoted(flags), " are ",
                                         flag_meaning(flags), "; use 00 when no flags are used"));
    if (type == FlagType::check && flags != din.check_flag())
        return din_error("ff", text::cat("check flags ", text::quoted(flags), " do not fit ",
                                         din.text(), "; they must be ", din.check_flag()));
    return text::cat("=", din.text(), flags);
}

Result<DinEntry> parse_din_entry(std::string_view text) {
    auto const plain = without_print(text);
    std::string_view rest = plain;
    bool const is_symbol = rest.starts_with('=');
    if (is_symbol)
        rest.remove_prefix(1);
    if (rest.size() < 13 || rest.size() > 16 ||
        (is_symbol && rest.size() != 14 && rest.size() != 15))
        return din_error("din", text::cat(text::quoted(text),
                                          " is not a donation identification number; give its 13 "
                                          "characters, with flags and check character if wanted"));
    CC_TRY_ASSIGN(auto din, Din::parse(rest.substr(0, 13)));
    auto const tail = rest.substr(13);
    DinEntry entry{std::move(din), "", std::nullopt, DinForm::number};
    if (tail.size() >= 2)
        entry.flags = tail.substr(0, 2);
    if (tail.size() % 2 == 1)
        entry.check_character = tail.back();
    if (is_symbol)
        entry.form = tail.size() == 2 ? DinForm::symbol : DinForm::legacy_symbol_and_check;
    else
        entry.form = static_cast<DinForm>(tail.size());
    return entry;
}

} // namespace coldchain::isbt128
