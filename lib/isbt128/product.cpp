// SPDX-License-Identifier: Apache-2.0
#include "isbt128/product.hpp"

#include "isbt128/fields.hpp"

#include <array>

namespace coldchain::isbt128 {

namespace {

// ST-001 table 7.
constexpr auto types = std::to_array<CollectionTypeRow>({
    {'0', "not specified"},
    {'V', "volunteer allogeneic"},
    {'R', "volunteer research"},
    {'S', "volunteer source"},
    {'T', "volunteer therapeutic"},
    {'P', "paid allogeneic"},
    {'r', "paid research"},
    {'s', "paid source"},
    {'A', "autologous, eligible for crossover"},
    {'1', "for autologous use only"},
    {'X', "for autologous use only, biohazardous"},
    {'D', "volunteer directed, eligible for crossover"},
    {'d', "paid directed, eligible for crossover"},
    {'2', "for directed recipient use only"},
    {'L', "for directed recipient use only, limited exposure"},
    {'E', "medical exception, for specified recipient only"},
    {'Q', "read the special testing bar code"},
    {'3', "for directed recipient use only, biohazardous"},
    {'4', "designated"},
    {'5', "dedicated"},
    {'6', "designated, biohazardous"},
    {'F', "family reserved"},
    {'C', "replacement"},
    {'7', "for allogeneic use"},
    {'8', "for autologous use, contains allogeneic material"},
    {'B', "directed, dedicated or designated use only"},
    {'H', "directed, dedicated or designated use only, biohazardous"},
    {'J', "directed, dedicated or designated, eligible for crossover"},
    {'G', "for emergency use only"},
});

constexpr std::array<std::string_view, 128> make_words() {
    std::array<std::string_view, 128> words{};
    for (auto const& row : types)
        words[static_cast<std::size_t>(row.type)] = row.words;
    return words;
}

constexpr auto words_of_type = make_words();

bool holds(std::string_view set, char character) {
    return set.find(character) != std::string_view::npos;
}

/// Whether the four characters after the letter are a number from `first` to `last`.
bool numbered(std::string_view pdc, std::string_view first, std::string_view last) {
    auto const number = pdc.substr(1);
    for (char const character : number)
        if (!is_in(character, digit))
            return false;
    return number >= first && number <= last;
}

std::optional<ProductCategory> other_blood_product(std::string_view pdc) {
    if (pdc[1] == '0')
        return ProductCategory{"plasma derivative", DivisionRule::type_and_letters,
                               numbered(pdc, "0001", "0999")};
    if (!is_in(pdc[1], digit))
        return std::nullopt;
    bool const diagnostic = numbered(pdc, "5000", "5999");
    return ProductCategory{diagnostic ? "in-vivo diagnostic" : "other blood product",
                           DivisionRule::always_zero, diagnostic};
}

ProductCategory other_therapy(std::string_view pdc) {
    bool const topical = numbered(pdc, "9000", "9999");
    bool const milk = numbered(pdc, "0001", "0999");
    return {topical ? "topical product of human origin"
            : milk  ? "human milk"
                    : "other therapy",
            DivisionRule::three_digits, topical || milk};
}

} // namespace

std::optional<ProductCategory> product_category(std::string_view pdc) {
    using enum DivisionRule;
    if (pdc.size() != 5)
        return std::nullopt;
    switch (pdc[0]) {
    case 'E':
    case 'F':
        return ProductCategory{"blood component", type_and_letters, true};
    case 'H':
        return ProductCategory{"product with an international nonproprietary name",
                               type_and_letters, true};
    case 'M':
        return other_therapy(pdc);
    case 'N':
        return ProductCategory{"organ", three_digits, numbered(pdc, "0001", "0999")};
    case 'P':
        return ProductCategory{"regenerated tissue", type_and_letters, true};
    case 'R':
        return ProductCategory{"reproductive tissue or cells", three_digits,
                               numbered(pdc, "0001", "0999")};
    case 'S':
        return ProductCategory{"cellular therapy", type_and_letters, true};
    case 'T':
        return ProductCategory{"tissue", three_digits, true};
    case 'V':
        return ProductCategory{"ocular tissue", three_digits, true};
    case 'W':
        return ProductCategory{"faecal microbiota", three_digits, numbered(pdc, "0001", "0999")};
    case 'X':
        return other_blood_product(pdc);
    case 'Y':
        if (!is_in(pdc[1], capital))
            return std::nullopt;
        return ProductCategory{"clinical trial product", type_and_letters, true};
    case 'A':
    case 'B':
    case 'C':
    case 'D':
        return ProductCategory{"national or local code", local, true};
    default:
        return std::nullopt;
    }
}

std::span<CollectionTypeRow const> collection_types() {
    return types;
}

std::string_view collection_type_words(char type) {
    auto const place = static_cast<unsigned char>(type);
    return place < words_of_type.size() ? words_of_type[place] : std::string_view();
}

bool is_research_type(char type) {
    return holds("Rr", type);
}

bool is_autologous_only_type(char type) {
    return holds("1X", type);
}

bool is_biohazardous_type(char type) {
    return holds("X36H", type);
}

bool is_directed_type(char type) {
    return holds("Dd2L3456BHJ", type);
}

bool may_have_divisions(std::string_view pdc) {
    return pdc.starts_with('S') || pdc.starts_with('P');
}

} // namespace coldchain::isbt128
