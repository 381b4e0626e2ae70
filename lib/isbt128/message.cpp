// SPDX-License-Identifier: Apache-2.0
#include "isbt128/message.hpp"

#include "common/text.hpp"

#include <array>

namespace coldchain::isbt128 {

namespace {

using enum Kind;

// ST-017 section 4; the other entries of RT017 are kept by ICCBBA.
constexpr auto device = std::to_array<Kind>({processor_product, divisions, din});
constexpr auto device_expiry =
    std::to_array<Kind>({processor_product, divisions, din, expiry_date});
constexpr auto device_production =
    std::to_array<Kind>({processor_product, divisions, din, production_date});
constexpr auto device_both =
    std::to_array<Kind>({processor_product, divisions, din, expiry_date, production_date});

Error message_error(std::string field, std::string text) {
    return input_error({"", 0, 0, std::move(field)}, std::move(text));
}

} // namespace

std::span<MessageOrder const> message_orders() {
    static constexpr auto orders = std::to_array<MessageOrder>({
        {"034", device},
        {"035", device_expiry},
        {"036", device_production},
        {"037", device_both},
    });
    return orders;
}

MessageOrder const* find_message_order(std::string_view number) {
    for (auto const& order : message_orders())
        if (order.number == number)
            return &order;
    return nullptr;
}

bool keeps_order(MessageOrder const& order, std::span<Structure const> members) {
    if (order.kinds.size() != members.size())
        return false;
    for (std::size_t i = 0; i < members.size(); ++i)
        if (members[i].row->kind != order.kinds[i])
            return false;
    return true;
}

std::string order_words(MessageOrder const& order) {
    std::string words;
    for (auto const kind : order.kinds)
        words += text::cat(words.empty() ? "" : ", ", row_of(kind).number);
    return words + " in this order";
}

Result<std::string> build_message(std::span<std::string const> structures, std::string_view order) {
    if (structures.empty() || structures.size() > 99)
        return message_error(
            "structure",
            text::cat(structures.size(), " structures; a compound message holds 1 to 99"));
    auto whole =
        text::cat("=+", text::zero_padded(static_cast<std::int64_t>(structures.size()), 2), order);
    for (auto const& structure : structures) {
        auto const reading = decode(structure);
        if (reading.structures().size() != 1 || !reading.valid())
            return message_error("structure",
                                 text::cat(text::quoted(structure), " is not one valid structure; ",
                                           "encode it first"));
        if (reading.structures().front().row->status == Status::retired)
            return message_error(
                "structure",
                text::cat(text::quoted(structure), " is retired; it may be read, not written"));
        whole += structure;
    }
    auto const reading = decode(whole);
    for (auto const& structure : reading.structures())
        for (auto const& problem : reading.problems(structure))
            return message_error(std::string(problem.field), problem.message);
    return whole;
}

} // namespace coldchain::isbt128
