// SPDX-License-Identifier: Apache-2.0
#include "isbt128/symbology.hpp"

#include "isbt128/fields.hpp"

namespace coldchain::isbt128 {

namespace {

constexpr std::string_view isbt_identifiers =
    "]C0 (Code 128), ]C4 (two symbols read as one) or ]d1 (Data Matrix)";
constexpr std::string_view not_gs1 = "a symbol with ISBT 128 data, starting with = or &";
constexpr std::string_view not_hibc = "a symbol with ISBT 128 data, starting with = or &";

bool is_one_of(std::string_view identifier, std::string_view list) {
    for (std::size_t at = 0; at + 3 <= list.size(); at += 3)
        if (list.substr(at, 3) == identifier)
            return true;
    return false;
}

bool all_digits(std::string_view text) {
    for (char const character : text)
        if (!is_in(character, digit))
            return false;
    return !text.empty();
}

/// The check digit of a GTIN of 14 digits (GS1 General Specifications 7.9).
bool is_gtin(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i)
        sum += (digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
    return sum % 10 == 0;
}

/// Element strings as printed, (01)..., as transmitted with a separator, or beginning with a GTIN.
bool looks_like_gs1(std::string_view text) {
    if (text.starts_with('\x1d'))
        return true;
    if (text.size() >= 4 && text[0] == '(' && is_in(text[1], digit))
        return text.substr(0, 6).find(')') != std::string_view::npos;
    if (text.size() >= 16 && (text.starts_with("01") || text.starts_with("02")))
        return all_digits(text.substr(2, 14)) && is_gtin(text.substr(2, 14));
    return false;
}

bool looks_like_hibc(std::string_view text) {
    return text.size() >= 2 && text[0] == '+' && (is_in(text[1], upper_code) || text[1] == '$');
}

} // namespace

Symbology symbology_of(std::string_view text) {
    using enum SymbologyMeaning;
    if (text.size() >= 3 && text[0] == ']' && is_in(text[1], capital | small)) {
        auto const identifier = text.substr(0, 3);
        if (is_one_of(identifier, "]C1]e0]d2]Q3]J1"))
            return {gs1, identifier, not_gs1};
        if (!is_one_of(identifier, "]C0]C4]d1"))
            return {other, identifier, isbt_identifiers};
        auto rest = symbology_of(text.substr(3));
        if (rest.meaning == none)
            rest.meaning = isbt;
        return {rest.meaning, identifier, rest.allowed};
    }
    if (looks_like_gs1(text))
        return {gs1, "", not_gs1};
    if (looks_like_hibc(text))
        return {hibc, "", not_hibc};
    return {};
}

bool looks_scrambled(std::string_view text) {
    // "=" of a US scanner on a German computer is the dead acute accent, alone or joined with the
    // letter after it; "&" is "/"
    for (std::string_view const start :
         {"\xC2\xB4", "\xC2\xA8", "`", "/", "\xC3\x81", "\xC3\x89", "\xC3\x8D", "\xC3\x93",
          "\xC3\x9A", "\xC3\x9D", "\xE1\xBA\x82", "\xC4\x86", "\xC4\xB9", "\xC5\x83", "\xC5\x94",
          "\xC5\x9A", "\xC5\xB9"})
        if (text.starts_with(start))
            return true;
    return false;
}

} // namespace coldchain::isbt128
