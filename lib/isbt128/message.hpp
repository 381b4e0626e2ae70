// SPDX-License-Identifier: Apache-2.0
// The compound message 023: several structures in one two-dimensional symbol, their number and
// order declared in front (ST-001 2.4.23).
#pragma once

#include "common/result.hpp"
#include "isbt128/decode.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace coldchain::isbt128 {

/// An agreed order of structures.
struct MessageOrder {
    std::string_view number; ///< "034"
    std::span<Kind const> kinds;
};

/// The agreed orders known here (ST-017 section 4).
std::span<MessageOrder const> message_orders();
MessageOrder const* find_message_order(std::string_view number);

/// Whether the members of a message are exactly those of the order, in it.
bool keeps_order(MessageOrder const& order, std::span<Structure const> members);
/// "034, 032, 001 in this order": for messages.
std::string order_words(MessageOrder const& order);

/// "=+02000" and the structures, each a whole string with its data identifier. `order` is "000"
/// for no agreed order. Fails when a structure does not read back, may not be in a message, or the
/// order is unknown or not kept.
Result<std::string> build_message(std::span<std::string const> structures,
                                  std::string_view order = "000");

} // namespace coldchain::isbt128
