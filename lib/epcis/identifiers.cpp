// SPDX-License-Identifier: Apache-2.0
#include "epcis/identifiers.hpp"

#include "common/text.hpp"
#include "isbt128/din.hpp"
#include "isbt128/product.hpp"

namespace coldchain::epcis {

namespace {

constexpr std::string_view hexadecimal = "0123456789ABCDEF";

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

} // namespace

Result<std::string> parse_base(std::string_view given) {
    bool const web = given.starts_with("https://") || given.starts_with("http://");
    bool const urn = given.starts_with("urn:");
    if ((!web && !urn) || given.size() < 9 ||
        given.find_first_of(" ?#<>\"") != std::string_view::npos)
        return input_error({}, text::cat("base ", text::quoted(given),
                                         " is no absolute URI; write your own, such as "
                                         "https://epcis.example.org/"));
    std::string base(given);
    char const end = urn ? ':' : '/';
    if (base.back() != end)
        base += end;
    return base;
}

std::string make_uri(std::string_view base, std::string_view path, std::string_view value) {
    std::string out = text::cat(base, path);
    for (char const c : value) {
        if (is_plain(c)) {
            out += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        out += '%';
        out += hexadecimal[byte >> 4U];
        out += hexadecimal[byte & 15U];
    }
    return out;
}

std::optional<std::string> value_of(std::string_view uri, std::string_view path) {
    auto const at = uri.rfind(path);
    if (at == std::string_view::npos || at == 0 || (uri[at - 1] != '/' && uri[at - 1] != ':'))
        return std::nullopt;
    std::string_view const escaped = uri.substr(at + path.size());
    std::string out;
    for (std::size_t i = 0; i < escaped.size(); ++i) {
        if (escaped[i] != '%') {
            out += escaped[i];
            continue;
        }
        if (i + 2 >= escaped.size())
            return std::nullopt;
        auto const high = hexadecimal.find(escaped[i + 1]);
        auto const low = hexadecimal.find(escaped[i + 2]);
        if (high == std::string_view::npos || low == std::string_view::npos)
            return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::optional<std::string> mpho_of(shipment::Product const& product, std::string_view facility) {
    if (product.donation_identification_number.empty() || product.product_code.size() != 5)
        return std::nullopt;
    auto const category = isbt128::product_category(product.product_code);
    bool const local = category && category->rule == isbt128::DivisionRule::local;
    std::string division = product.division.empty() ? "00" : product.division;
    // three-digit divisions take the place of the collection type too (ST-001 2.4.3)
    if (category && category->rule == isbt128::DivisionRule::three_digits)
        division = (product.collection_type.empty() ? "0" : product.collection_type) + division;
    if (division.size() > 6)
        return std::nullopt;
    division.resize(6, '0');
    auto made =
        isbt128::mpho_identifier({local ? std::string(facility) : "00000", product.product_code,
                                  product.donation_identification_number, division});
    if (!made)
        return std::nullopt;
    return *made;
}

Result<isbt128::MphoParts> parts_of_mpho(std::string_view given) {
    if (given.size() != 29)
        return input_error({}, text::cat("product identifier ", text::quoted(given), " has ",
                                         given.size(), " characters, not 29"));
    isbt128::MphoParts parts{std::string(given.substr(0, 5)), std::string(given.substr(5, 5)),
                             std::string(given.substr(10, 13)), std::string(given.substr(23, 6))};
    CC_TRY(isbt128::Din::parse(parts.din));
    return parts;
}

} // namespace coldchain::epcis
