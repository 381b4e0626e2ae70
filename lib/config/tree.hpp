// SPDX-License-Identifier: Apache-2.0
// TOML and JSON documents as one tree in which every value and key knows its line and column, and
// members keep the order of the file. What the values mean is a schema's business (schema.hpp).
#pragma once

#include "common/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::config {

enum class NodeKind {
    null,
    flag,
    integer,
    number,
    text,
    date,
    local_time,
    zoned_time,
    list,
    table
};

/// What a document writes for a kind: "a text", "a table".
std::string_view to_word(NodeKind kind);

struct Position {
    int line = 0;
    int column = 0;
    bool operator==(Position const&) const = default;
};

struct Member;

struct Node {
    NodeKind kind = NodeKind::null;
    Position position;
    /// The text; for date and time kinds their ISO form; for number its shortest decimal form.
    std::string text;
    std::int64_t integer = 0; ///< also 0 or 1 of a flag
    double number = 0;        ///< of integer and number
    std::vector<Node> items;
    std::vector<Member> members; ///< in the order of the file

    /// The member's value, or null when there is none.
    Node const* find(std::string_view key) const;
};

struct Member {
    std::string key;
    Position position; ///< of the key
    Node value;
};

struct Document {
    std::string file;   ///< as named by the user; for messages
    std::string sha256; ///< of its bytes
    Node root;          ///< has no place in TOML: its keys stand without a bracket around them
};

/// Whether a document was written as TOML, not as JSON.
inline bool is_toml(Document const& document) { return document.root.position.line == 0; }

/// The largest document, and the deepest nesting, that is read.
inline constexpr std::size_t largest_document = std::size_t{64} << 20U;
inline constexpr int deepest_nesting = 64;

/// Refuses, with place: broken syntax, doubled keys, ill-formed UTF-8, too deep a nesting.
Result<Document> parse_toml(std::string_view bytes, std::string const& file);
Result<Document> parse_json(std::string_view bytes, std::string const& file);

/// JSON when the first character that is not blank is '{' or '[', else TOML.
Result<Document> parse_document(std::string_view bytes, std::string const& file);
Result<Document> read_document(std::filesystem::path const& path);

} // namespace coldchain::config
