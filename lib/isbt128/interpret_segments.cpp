// SPDX-License-Identifier: Apache-2.0
// Structures of repeated segments: dimensions (029) and antigens with test history (030).
#include "common/text.hpp"
#include "isbt128/code_words.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/interpreter.hpp"

namespace coldchain::isbt128 {

namespace {

// Tables 19 and 20.
constexpr auto dimension_symbols = std::to_array<CodeWords>({
    {"01", "="},
    {"02", ">"},
    {"03", ">="},
    {"04", "<"},
    {"05", "<="},
    {"06", "nominal"},
});
constexpr auto dimension_kinds = std::to_array<CodeWords>({
    {"0001", "volume with additive, mL"},
    {"0002", "length, mm"},
    {"0003", "width, mm"},
    {"0004", "height, mm"},
    {"0005", "particle size, mm"},
    {"0006", "area, cm2"},
    {"0007", "platelets in container, 10^9"},
    {"0008", "weight without container, g"},
    {"0009", "tare of container, g"},
    {"0010", "tare of container with tubing, g"},
    {"0011", "rings of trachea"},
});
// Tables 22 and 23.
constexpr auto history_results = std::to_array<CodeWords>({
    {"01", "negative, method not specified"},
    {"02", "positive, method not specified"},
    {"03", "negative by serology"},
    {"04", "positive by serology"},
    {"05", "negative, predicted from genotype"},
    {"06", "positive, predicted from genotype"},
});
constexpr auto history_tests = std::to_array<CodeWords>({
    {"01", "once, on this collection"},
    {"02", "once, on an earlier collection"},
    {"03", "twice or more, this collection included, concordant"},
    {"04", "twice or more, earlier collections only"},
    {"05", "twice or more on this collection, different samples"},
    {"06", "number of tests not specified"},
});
} // namespace

bool Interpreter::check_segment(std::size_t at, std::size_t length) {
    for (std::size_t i = at; i < at + length; ++i)
        if (!is_in(content()[i], digit)) {
            problem(codes::alphabet, "segment", i, part(i, 1), alphabet_words(digit));
            return false;
        }
    return true;
}

/// "value_2": the field of one segment.
std::string_view Interpreter::numbered(std::string_view name, std::size_t segment) {
    return derived(text::cat(name, "_", segment));
}

void Interpreter::interpret_dimensions() {
    field("nn", part(0, 2));
    if (part(0, 2) == "00")
        return problem(codes::value, "nn", 0, part(0, 2), "01 to 99");
    for (std::size_t at = 2, i = 1; at < content().size(); at += 14, ++i) {
        if (!check_segment(at, 14))
            return;
        auto const symbol = words_of(dimension_symbols, part(at, 2));
        auto const dimension = words_of(dimension_kinds, part(at + 2, 4));
        auto const decimals = static_cast<std::size_t>(number(part(at + 11, 1)));
        auto const name = numbered("symbol", i);
        field(name, symbol);
        if (symbol.empty())
            problem(codes::value, name, at, part(at, 2), "01 to 06");
        auto const kind = numbered("dimension", i);
        field(kind, part(at + 2, 4), dimension);
        if (dimension.empty())
            problem(codes::value, kind, at + 2, part(at + 2, 4), "0001 to 0011");
        auto const value = numbered("value", i);
        if (part(at + 12, 2) != "00")
            problem(codes::value, value, at + 12, part(at + 12, 2), "00 in the reserved places");
        if (decimals > 5)
            problem(codes::value, value, at + 11, part(at + 11, 1), "0 to 5 decimal places");
        else
            field(value, decimal(part(at + 6, 5), decimals));
    }
}

/// "12345" with three decimal places is 12.345; zeros in front are dropped.
std::string_view Interpreter::decimal(std::string_view digits, std::size_t decimals) {
    auto const whole = digits.substr(0, digits.size() - decimals);
    auto const first = whole.find_first_not_of('0');
    auto const shown =
        first == std::string_view::npos ? std::string_view("0") : whole.substr(first);
    if (decimals == 0)
        return derived(shown);
    return derived(text::cat(shown, ".", digits.substr(whole.size())));
}

void Interpreter::interpret_history() {
    field("nnn", part(0, 3));
    if (part(0, 3) == "000")
        return problem(codes::value, "nnn", 0, part(0, 3), "001 to 999");
    for (std::size_t at = 3, i = 1; at < content().size(); at += 10, ++i) {
        if (!check_segment(at, 10))
            return;
        auto const result = words_of(history_results, part(at + 6, 2));
        auto const tests = words_of(history_tests, part(at + 8, 2));
        auto const result_name = numbered("result", i);
        auto const tests_name = numbered("tests", i);
        field(numbered("antigen", i), part(at, 6));
        field(result_name, part(at + 6, 2), result);
        field(tests_name, part(at + 8, 2), tests);
        if (result.empty())
            problem(codes::value, result_name, at + 6, part(at + 6, 2), "01 to 06");
        if (tests.empty())
            problem(codes::value, tests_name, at + 8, part(at + 8, 2), "01 to 06");
    }
}

} // namespace coldchain::isbt128
