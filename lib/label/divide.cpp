// SPDX-License-Identifier: Apache-2.0
#include "label/divide.hpp"

#include "common/text.hpp"

namespace coldchain::label {

namespace {

constexpr std::string_view three_characters = "MNRTVW"; ///< ST-001 table 26
constexpr std::int64_t letters = 26;
constexpr std::int64_t most_numbers = 999;

bool counts_in_numbers(std::string_view product_code) {
    return !product_code.empty() &&
           three_characters.find(product_code.front()) != std::string_view::npos;
}

std::string numbered(std::int64_t number) {
    std::string const digits = std::to_string(number);
    return std::string(3 - digits.size(), '0') + digits;
}

/// The division of part `number`, from 1; empty when there is none.
std::string division_of(shipment::Product const& product, std::int64_t number) {
    std::string_view const own = product.division;
    if (counts_in_numbers(product.product_code))
        return (own.empty() || own == "000" || own == "00") && number <= most_numbers
                   ? numbered(number)
                   : std::string();
    if (number > letters)
        return {};
    auto const step = static_cast<char>(number - 1);
    if (own.empty() || own == "00")
        return {static_cast<char>('A' + step), '0'};
    if (own.size() == 2 && own[0] >= 'A' && own[0] <= 'Z' && own[1] == '0')
        return {own[0], static_cast<char>('a' + step)};
    return {};
}

} // namespace

Divided divide(Order const& order) {
    Divided divided;
    auto const& product = order.product;
    std::int64_t const count = product.container_count.value_or(1);
    if (count <= 1) {
        divided.parts.push_back(order);
        return divided;
    }
    bool const possible = !division_of(product, 1).empty();
    std::int64_t const most = counts_in_numbers(product.product_code) ? most_numbers : letters;
    if (!possible || count > most) {
        divided.findings.push_back(
            {"LBL-17",
             Severity::error,
             product.id,
             possible ? "product.container_count" : "product.division",
             possible ? std::to_string(count) : product.division,
             possible ? text::cat("at most ", most) : std::string("00 or a first-level part"),
             {{"isbt128", "2.4.3", "ST-001 v6.2.2", Evidence::verified}},
             possible ? text::cat("a product of this code has at most ", most, " parts, not ", count)
                      : text::cat("division ", text::quoted(product.division),
                                  " cannot be divided further"),
             possible ? "divide it in two levels, or label the containers without --divide"
                      : "write the division of the product that was divided"});
        return divided;
    }
    for (std::int64_t number = 1; number <= count; ++number) {
        divided.parts.push_back(order);
        divided.parts.back().product.division = division_of(product, number);
        divided.parts.back().product.container_count = 1;
    }
    return divided;
}

std::string identity_of(shipment::Product const& product) {
    return text::cat(product.donation_identification_number, " ", product.product_code,
                     product.collection_type, product.division);
}

} // namespace coldchain::label
