// SPDX-License-Identifier: Apache-2.0
#include "config/tree.hpp"

#include "common/file.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace coldchain::config {

std::string_view to_word(NodeKind kind) {
    constexpr std::array<std::string_view, 10> words{
        "nothing", "true or false",         "a whole number", "a number", "a text",
        "a date",  "a time without offset", "a time",         "a list",   "a table"};
    return words.at(static_cast<std::size_t>(kind));
}

Node const* Node::find(std::string_view key) const {
    auto const at = std::find_if(members.begin(), members.end(),
                                 [&](Member const& member) { return member.key == key; });
    return at == members.end() ? nullptr : &at->value;
}

Result<Document> parse_document(std::string_view bytes, std::string const& file) {
    std::string_view start = bytes;
    if (start.starts_with("\xEF\xBB\xBF"))
        start.remove_prefix(3);
    start = text::trim(start);
    bool const table_header = start.starts_with("[") && start.find('=') != std::string_view::npos &&
                              !start.starts_with("[{") && !start.starts_with("[\"");
    if (start.starts_with("{") || (start.starts_with("[") && !table_header))
        return parse_json(bytes, file);
    return parse_toml(bytes, file);
}

Result<Document> read_document(std::filesystem::path const& path) {
    CC_TRY_ASSIGN(auto const bytes, read_file(path, largest_document));
    return parse_document(bytes, path == "-" ? "standard input" : path.string());
}

} // namespace coldchain::config
