// SPDX-License-Identifier: Apache-2.0
#include "isbt128/sec.hpp"

#include "common/text.hpp"
#include "isbt128/label_reading.hpp"

namespace coldchain::isbt128 {

namespace {

constexpr std::size_t first_half = 21;
constexpr std::size_t whole = 40;

Error sec_error(std::string field, std::string text) {
    return input_error({"", 0, 0, std::move(field)}, std::move(text));
}

std::string split_of(std::string_view division) {
    return text::cat(std::string(division.size() < 3 ? 3 - division.size() : 0, '0'), division);
}

} // namespace

Result<std::string> sec_content(SecParts const& parts) {
    if (parts.te.empty() || parts.te.size() > 6)
        return sec_error("te", text::cat("tissue establishment code ", text::quoted(parts.te),
                                         " must have 1 to 6 characters"));
    if (parts.division.size() > 3 || parts.division == "99")
        return sec_error("split", text::cat("division ", text::quoted(parts.division),
                                            " cannot stand in a Single European Code; give two "
                                            "letters or three digits"));
    auto const expiry =
        parts.expiry.empty() ? std::string("00000000") : text::replace_all(parts.expiry, "-", "");
    auto content = text::cat(parts.country, std::string(6 - parts.te.size(), '0'), parts.te,
                             parts.din, "A00", parts.pdc, split_of(parts.division), expiry);
    auto const reading = decode(text::cat("&,4", content));
    for (auto const& structure : reading.structures())
        for (auto const& problem : reading.problems(structure))
            return sec_error(std::string(problem.field), problem.message);
    return content;
}

Result<std::string> sec_of_label(std::span<std::string const> symbols, std::string_view country,
                                 std::string_view te) {
    LabelReading const label(symbols);
    auto const din = label.find(Kind::din);
    auto const product = label.find(Kind::product);
    if (!din || !product)
        return sec_error("structure",
                         text::cat("the label has no valid structure ",
                                   din ? "003 (product code)" : "001 (donation number)",
                                   "; a Single European Code needs both"));
    auto const expiry = label.find(Kind::expiry, Kind::expiry_date);
    return sec_content({std::string(country), std::string(te), std::string(din.value("din")),
                        std::string(product.value("pdc")), std::string(product.value("div")),
                        std::string(expiry.value("date"))});
}

std::string sec_text(std::string_view content) {
    return text::cat("SEC: ", content.substr(0, first_half), " ",
                     content.substr(std::min(content.size(), first_half)));
}

std::optional<std::string> sec_from_text(std::string_view text) {
    if (!text.starts_with("SEC:"))
        return std::nullopt;
    text.remove_prefix(4);
    if (text.starts_with(' '))
        text.remove_prefix(1);
    if (text.size() == whole && text.find_first_of(" \r\n") == std::string_view::npos)
        return std::string(text);
    for (std::string_view const between : {" ", "\n", "\r\n"})
        if (text.size() == whole + between.size() &&
            text.substr(first_half, between.size()) == between)
            return text::cat(text.substr(0, first_half), text.substr(first_half + between.size()));
    return std::nullopt;
}

} // namespace coldchain::isbt128
