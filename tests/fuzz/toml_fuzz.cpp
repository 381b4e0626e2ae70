// SPDX-License-Identifier: Apache-2.0
// A TOML document: a tree whose values have places, or an Error with one.
#include "fuzz.hpp"

#include "config/tree.hpp"

namespace {
void walk(coldchain::config::Node const& node) {
    for (auto const& item : node.items)
        walk(item);
    for (auto const& member : node.members) {
        fuzz::hold(node.find(member.key) != nullptr);
        fuzz::hold(member.position.line > 0);
        walk(member.value);
    }
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const document = coldchain::config::parse_toml(fuzz::text_of(data, size), "f.toml");
    if (document)
        walk(document->root);
    else
        fuzz::hold(!document.error().text.empty());
    return 0;
}
