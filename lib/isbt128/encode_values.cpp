// SPDX-License-Identifier: Apache-2.0
#include "isbt128/encode_values.hpp"

#include "common/text.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/dates.hpp"
#include "isbt128/fields.hpp"
#include "isbt128/product.hpp"
#include "isbt128/test_results.hpp"

#include <algorithm>

namespace coldchain::isbt128 {

namespace {

Result<void> split_whole(Given& given, std::string_view whole, std::span<FieldRow const> rows) {
    auto const* const value = given.find(whole);
    if (value == nullptr)
        return {};
    auto const text = *value;
    std::size_t length = 0;
    for (auto const& row : rows)
        length += row.length;
    if (text.size() != length)
        return field_error(whole, text::cat(whole, " ", text::quoted(text), " has ", text.size(),
                                            " characters; it has ", length));
    for (auto const& row : rows)
        given.fill(row.name,
                   std::string_view(text).substr(row.offset - rows.front().offset, row.length));
    return {};
}

Result<Date> date_of_text(std::string_view field, std::string_view text) {
    auto const date = parse_date(text);
    if (!date)
        return field_error(field, text::cat(field, " ", text::quoted(text),
                                            " is not a date; write it as 2026-11-23"));
    return *date;
}

/// "hh:mm" or "hhmm" as four digits; whether they are a time is found when reading back.
Result<std::string> clock_digits(std::string_view time) {
    auto const digits = time.size() == 5 && time[2] == ':'
                            ? text::cat(time.substr(0, 2), time.substr(3))
                            : std::string(time);
    bool const four = digits.size() == 4 && std::all_of(digits.begin(), digits.end(),
                                                        [](char c) { return is_in(c, digit); });
    if (!four)
        return field_error("time",
                           text::cat("time ", text::quoted(time),
                                     " is not a time of day; write it as 23:59, the local "
                                     "time of the label: no seconds and no zone are coded"));
    return digits;
}

/// Splits iso into date and time, or takes date and time as they are.
struct GivenTime {
    std::string date;
    std::string time;
};

GivenTime given_time(Given const& given) {
    auto const iso = given.value("iso");
    if (iso.size() > 11 && (iso[10] == 'T' || iso[10] == ' '))
        return {iso.substr(0, 10), iso.substr(11)};
    return {given.value("date", iso), given.value("time")};
}

Result<void> expand_date(Given& given, Kind kind) {
    auto const [day, time] = given_time(given);
    if (!day.empty()) {
        CC_TRY_ASSIGN(auto const date, date_of_text("date", day));
        auto const coded = coded_date(date);
        if (!coded)
            return field_error(
                "date", text::cat("date ", day, " cannot be coded; the years are 1900 to 2199"));
        given.fill("c", coded->substr(0, 1));
        given.fill("yy", coded->substr(1, 2));
        given.fill("jjj", coded->substr(3, 3));
    }
    if (row_of(kind).length == 12) {
        CC_TRY_ASSIGN(auto const digits, clock_digits(time.empty() ? "23:59" : time));
        given.fill("hh", std::string_view(digits).substr(0, 2));
        given.fill("mm", std::string_view(digits).substr(2));
    }
    return {};
}

Result<void> expand_calendar(Given& given, std::string_view year, std::string_view month,
                             std::string_view day) {
    auto const given_day = given_time(given).date;
    if (given_day.empty())
        return {};
    CC_TRY_ASSIGN(auto const date, date_of_text("date", given_day));
    given.fill(year, text::zero_padded(date.year, 4));
    given.fill(month, text::zero_padded(date.month, 2));
    given.fill(day, text::zero_padded(date.day, 2));
    return {};
}

Result<void> expand_flexible(Given& given) {
    CC_TRY(expand_calendar(given, "YYYY", "MM", "DD"));
    auto const time = given_time(given).time;
    if (time.empty())
        return {};
    CC_TRY_ASSIGN(auto const digits, clock_digits(time));
    given.fill("hh", digits.substr(0, 2));
    given.fill("mm", digits.substr(2));
    return {};
}

Result<void> expand_blood_group(Given& given) {
    bool const message = given.has("message");
    if (!message && !given.has("group"))
        return {};
    auto const words = given.value(message ? "message" : "group");
    auto const use = message ? std::string() : given.value("use", "default");
    auto const code = blood_group_code(words, use);
    if (!code)
        return field_error(message ? "message" : "group",
                           text::cat("no code for ", text::quoted(words),
                                     message ? "" : text::cat(" with use ", text::quoted(use)),
                                     "; see ST-001 tables 4 and 5, for example group \"A pos\" "
                                     "with use \"default\""));
    given.fill("gg", *code);
    return {};
}

char pair_digit(std::string_view first, std::string_view second, std::string_view nothing) {
    auto const value = [nothing](std::string_view word) {
        return word == nothing ? 0 : word == "neg" ? 1 : word == "pos" ? 2 : -1;
    };
    if (value(first) < 0 || value(second) < 0)
        return '?';
    return static_cast<char>('0' + value(first) * 3 + value(second));
}

/// One digit of an antigen pair: 9 when nothing is said of either half.
Result<char> antigen_digit(Given const& given, PairRow const& row) {
    auto const first = given.value(row.first, given.has(row.second) ? "nt" : "ni");
    auto const second = given.value(row.second, given.has(row.first) ? "nt" : "ni");
    bool const no_first = first == "ni";
    bool const no_second = second == "ni";
    if (no_first && no_second)
        return '9';
    char const digit = pair_digit(first, second, "nt");
    if (digit == '?')
        return field_error(row.first,
                           text::cat(row.first, " ", text::quoted(first), " and ", row.second, " ",
                                     text::quoted(second),
                                     " share one digit: each is nt, neg or pos, or both are ni"));
    return digit;
}

Result<std::string> antigen_digits(Given const& given, std::span<PairRow const> pairs) {
    std::string digits;
    for (auto const& row : pairs) {
        CC_TRY_ASSIGN(char const digit, antigen_digit(given, row));
        digits += digit;
    }
    return digits;
}

Result<void> expand_antigens(Given& given, std::span<PairRow const> pairs) {
    if (given.has("antigens"))
        return {};
    auto const& phenotypes = rh_phenotypes();
    auto const rh = given.value("Rh", "ni");
    auto const at = std::find(phenotypes.begin(), phenotypes.end(), rh);
    if (at == phenotypes.end())
        return field_error("Rh", text::cat("Rh ", text::quoted(rh),
                                           " is not a phenotype such as C-c+E-e+, nor ni"));
    CC_TRY_ASSIGN(auto const digits, antigen_digits(given, pairs));
    given.fill("antigens", text::cat(static_cast<char>('0' + (at - phenotypes.begin())), digits));
    return {};
}

Result<void> expand_markers(Given& given) {
    if (given.has("markers"))
        return {};
    std::string digits;
    for (auto const& row : infection_pairs()) {
        char const digit =
            pair_digit(given.value(row.first, "ni"), given.value(row.second, "ni"), "ni");
        if (digit == '?')
            return field_error(row.first, text::cat(row.first, " and ", row.second,
                                                    " must each be ni, neg or pos"));
        digits += digit;
    }
    given.fill("markers", digits + given.value("reserved_digits", "000000"));
    return {};
}

Result<std::string> coded_segment_value(std::string_view field, std::string_view value) {
    auto const point = value.find('.');
    auto const decimals = point == std::string_view::npos ? 0 : value.size() - point - 1;
    auto digits = text::replace_all(value, ".", "");
    auto const first = digits.find_first_not_of('0');
    digits = first == std::string::npos ? "0" : digits.substr(first);
    bool const number =
        std::all_of(digits.begin(), digits.end(), [](char c) { return is_in(c, digit); });
    if (!number || value.empty() || digits.size() > 5 || decimals > 5)
        return field_error(field, text::cat(field, " ", text::quoted(value),
                                            " must be a number of at most 5 digits"));
    return text::cat(std::string(5 - digits.size(), '0'), digits, decimals);
}

} // namespace

Error field_error(std::string_view field, std::string text) {
    return input_error({"", 0, 0, std::string(field)}, std::move(text));
}

bool has_three_digit_division(std::string_view pdc) {
    auto const category = product_category(pdc);
    return category && (category->rule == DivisionRule::three_digits ||
                        category->rule == DivisionRule::always_zero);
}

Result<std::string> product_content(Given const& given) {
    auto const pdc = given.value("pdc");
    if (pdc.size() != 5)
        return field_error("pdc", text::cat("pdc ", text::quoted(pdc), " must have 5 characters"));
    bool const digits = has_three_digit_division(pdc);
    auto const division = given.value("div", digits ? "000" : "00");
    auto const type = given.value("type", digits ? "" : "0");
    if (division.size() != (digits ? 3U : 2U) || type.size() != (digits ? 0U : 1U))
        return field_error(type.size() != (digits ? 0U : 1U) ? "type" : "div",
                           digits ? text::cat(pdc, " takes no type and a division of 3 digits")
                                  : text::cat(pdc, " takes a type of 1 character and a division "
                                                   "of 2, such as 00 or Aa"));
    return text::cat(pdc, type, division);
}

Result<std::string> dimension_content(Given const& given) {
    static constexpr std::array<std::string_view, 6> symbols{"=", ">", ">=", "<", "<=", "nominal"};
    std::string segments;
    int count = 0;
    for (; given.has(text::cat("value_", count + 1)); ++count) {
        auto const name = [count](std::string_view base) {
            return text::cat(base, "_", count + 1);
        };
        auto const symbol = given.value(name("symbol"), "=");
        auto const at = std::find(symbols.begin(), symbols.end(), symbol);
        if (at == symbols.end())
            return field_error(name("symbol"), text::cat("symbol ", text::quoted(symbol),
                                                         " must be = > >= < <= or nominal"));
        auto const dimension = given.value(name("dimension"));
        if (dimension.size() != 4)
            return field_error(name("dimension"), text::cat("dimension ", text::quoted(dimension),
                                                            " must be 0001 to 0011"));
        CC_TRY_ASSIGN(auto const value,
                      coded_segment_value(name("value"), given.value(name("value"))));
        segments += text::cat("0", at - symbols.begin() + 1, dimension, value, "00");
    }
    return text::cat(text::zero_padded(count, 2), segments);
}

Result<std::string> history_content(Given const& given) {
    std::string segments;
    int count = 0;
    for (; given.has(text::cat("antigen_", count + 1)); ++count) {
        auto const part = [&](std::string_view base) {
            return given.value(text::cat(base, "_", count + 1));
        };
        auto const antigen = part("antigen");
        if (antigen.size() != 6 || part("result").size() != 2 || part("tests").size() != 2)
            return field_error(text::cat("antigen_", count + 1),
                               "each antigen has 6 digits, with result and tests of 2 digits");
        segments += text::cat(antigen, part("result"), part("tests"));
    }
    return text::cat(text::zero_padded(count, 3), segments);
}

Result<void> expand(Given& given, Kind kind) {
    using enum Kind;
    switch (kind) {
    case din:
        return split_whole(given, "din", layout(din).first(3));
    case blood_group:
        return expand_blood_group(given);
    case expiry_date:
    case expiry:
    case collection_date:
    case collection:
    case production_date:
    case production:
        return expand_date(given, kind);
    case red_cell_antigens:
        return expand_antigens(given, red_cell_pairs());
    case red_cell_antigens_finnish:
        return expand_antigens(given, finnish_pairs());
    case platelet_antigens: {
        CC_TRY_ASSIGN(auto const digits, antigen_digits(given, platelet_pairs()));
        given.fill("hpa", digits);
        return {};
    }
    case infection_markers:
        return expand_markers(given);
    case patient_birth_date:
        return expand_calendar(given, "yyyy", "mm", "dd");
    case expiry_month:
        if (auto const iso = given.value("iso"); iso.size() == 7 && iso[4] == '-') {
            given.fill("yyyy", iso.substr(0, 4));
            given.fill("mm", iso.substr(5));
        }
        return {};
    case flexible_date:
        return expand_flexible(given);
    case sec:
        if (auto const iso = given.value("iso"); iso.size() == 10)
            given.fill("expiry", text::replace_all(iso, "-", ""));
        return {};
    case grid:
        CC_TRY(split_whole(given, "grid", layout(grid)));
        if (auto const checked = check_digits(given.value("ion") + given.value("rdi")))
            given.fill("checksum", *checked);
        return {};
    case chain_of_identity:
        return split_whole(given, "coi", layout(chain_of_identity));
    default:
        return {};
    }
}

} // namespace coldchain::isbt128
