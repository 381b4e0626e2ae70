// SPDX-License-Identifier: Apache-2.0
#include "config/place.hpp"

#include "common/text.hpp"

namespace coldchain::config {

namespace {

// "label[2]": the key, and the element where there is one.
struct Step {
    std::string_view key;
    std::optional<std::size_t> index;
};

Step step_of(std::string_view piece) {
    auto const bracket = piece.find('[');
    if (bracket == std::string_view::npos || !piece.ends_with(']'))
        return {piece, std::nullopt};
    auto const number = text::parse_int(piece.substr(bracket + 1, piece.size() - bracket - 2));
    if (!number || *number < 0)
        return {piece.substr(0, bracket), std::nullopt};
    return {piece.substr(0, bracket), static_cast<std::size_t>(*number)};
}

Member const* find_member(Node const& node, std::string_view key) {
    for (auto const& member : node.members) {
        if (member.key == key)
            return &member;
    }
    return nullptr;
}

} // namespace

Position place_of(Node const& root, std::string_view path) {
    Position place{1, 1};
    Node const* node = &root;
    for (auto const piece : text::split(path, '.')) {
        Step const step = step_of(piece);
        Member const* const member = find_member(*node, step.key);
        if (member == nullptr)
            return place;
        node = &member->value;
        place = member->position;
        if (!step.index)
            continue;
        if (*step.index >= node->items.size())
            return place;
        node = &node->items[*step.index];
        if (node->position.line > 0)
            place = node->position;
    }
    return place;
}

} // namespace coldchain::config
