// SPDX-License-Identifier: Apache-2.0
// What several structures in one string must keep to: two symbols read as one, and the number,
// order and members of a compound message (ST-001 2.4.23, chapter 10).
#include "common/text.hpp"
#include "isbt128/code_words.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/interpreter.hpp"
#include "isbt128/message.hpp"

#include <algorithm>

namespace coldchain::isbt128 {

/// A concatenated read joins two symbols and says so (]C4); one that does not say so may hold one
/// structure or one message.
void Interpreter::check_symbology() {
    auto const identifier = m_reading.m_identifier;
    auto const count = m_reading.m_structures.size();
    bool const joined = count > 1 && m_reading.m_structures.front().row->kind != Kind::compound;
    m_index = 0;
    if (identifier == "]C4" && !joined)
        notice(codes::symbology, "", 0, identifier,
               "the scanner reports a concatenated read but gave one structure");
    if (joined && count > 2)
        notice(codes::symbology, "", 0, text::cat(count, " structures"),
               "a concatenated read joins two symbols; more belong into a compound message");
    if (!joined || identifier.empty() || identifier == "]C4")
        return;
    for (m_index = 0; m_index < count; ++m_index)
        refuse(codes::symbology, "", 0, identifier, "]C4, or a compound message",
               text::cat("several structures in one symbol, reported as ", identifier,
                         ": two symbols read as one are ]C4, and several structures in one symbol "
                         "need a compound message"));
}

/// The number and order of structures that a compound message promises (ST-001 2.4.23). When
/// anything in it is wrong the whole of it is refused.
void Interpreter::check_message() {
    auto& structures = m_reading.m_structures;
    for (std::size_t i = 0; i < structures.size(); ++i)
        check_member(structures[i], i);
    if (structures.front().row->kind != Kind::compound)
        return;
    m_index = 0;
    auto const head = structures.front().content;
    if (structures.front().valid && head.size() == 5) {
        auto const members = structures.size() - 1;
        if (static_cast<std::size_t>(number(head.substr(0, 2))) != members || members == 0)
            problem(codes::count, "n", 0, text::cat(members, " structures follow"),
                    text::cat("exactly ", head.substr(0, 2), members == 0 ? ", at least 1" : ""));
        auto const sequence = head.substr(2, 3);
        auto const* const order = find_message_order(sequence);
        if (sequence != "000" && order == nullptr)
            problem(codes::order, "seq", 2, sequence,
                    "000 or an agreed order known here (034 to 037); an order that cannot be "
                    "checked is not accepted");
        else if (order != nullptr && !keeps_order(*order, std::span(structures).subspan(1)))
            problem(codes::order, "seq", 2, sequence, order_words(*order));
    }
    bool const refused = std::any_of(structures.begin(), structures.end(),
                                     [](Structure const& each) { return !each.valid; });
    for (std::size_t i = 0; refused && i < structures.size(); ++i)
        if (structures[i].valid) {
            m_index = i;
            refuse(codes::refused_message, "", 0, "part of a refused compound message",
                   "a message in which everything is right",
                   "part of a refused compound message: use nothing of it");
        }
}

void Interpreter::check_member(Structure const& structure, std::size_t index) {
    auto const kind = structure.row->kind;
    m_index = index;
    if (index == 0)
        return;
    bool const in_message = m_reading.m_structures.front().row->kind == Kind::compound;
    if (kind == Kind::compound)
        problem(codes::member, "data_identifier", 0, "=+",
                "the compound message first and once only");
    else if (in_message && structure.row->status == Status::national)
        problem(codes::member, "data_identifier", 0, structure.data_identifier,
                "structures defined by ICCBBA; national ones may not stand in a compound message");
}

} // namespace coldchain::isbt128
