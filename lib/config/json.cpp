// SPDX-License-Identifier: Apache-2.0
// JSON by events, so that doubled keys are refused and every value gets a place. The library reads
// through an iterator that counts bytes; after each token its count is one past the token's end,
// and the token's begin is found by walking back over it.
#include "config/tree.hpp"

#include "common/text.hpp"
#include "common/utf8.hpp"
#include "seal/digest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <unordered_set>

namespace coldchain::config {

namespace {

class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = char const*;
    using reference = char const&;

    CountingIterator(char const* at, char const** shared) : m_at(at), m_shared(shared) {}
    reference operator*() const { return *m_at; }
    CountingIterator& operator++() {
        ++m_at;
        if (m_shared != nullptr)
            *m_shared = m_at;
        return *this;
    }
    CountingIterator operator++(int) {
        auto const before = *this;
        ++*this;
        return before;
    }
    bool operator==(CountingIterator const& other) const { return m_at == other.m_at; }

private:
    char const* m_at;
    char const** m_shared;
};

class TreeBuilder {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    TreeBuilder(std::string_view bytes, std::string const& file)
        : m_bytes(bytes), m_file(file), m_at(bytes.data()) {}

    char const** cursor() { return &m_at; }
    std::optional<Error> take_error() { return std::move(m_error); }
    Node take_root() { return std::move(m_root); }

    bool null() { return add(scalar(NodeKind::null, "")); }
    bool boolean(bool value) {
        Node node = scalar(NodeKind::flag, value ? "true" : "false");
        node.integer = value ? 1 : 0;
        return add(std::move(node));
    }
    bool number_integer(number_integer_t value) {
        Node node = scalar(NodeKind::integer, text::cat(value));
        node.integer = value;
        node.number = static_cast<double>(value);
        return add(std::move(node));
    }
    bool number_unsigned(number_unsigned_t value) {
        if (value > static_cast<number_unsigned_t>(INT64_MAX))
            return refuse("a whole number is too large");
        return number_integer(static_cast<number_integer_t>(value));
    }
    bool number_float(number_float_t value, string_t const& written) {
        Node node = scalar(NodeKind::number, written);
        node.number = value;
        return add(std::move(node));
    }
    bool string(string_t& value) { return add(scalar(NodeKind::text, value)); }
    bool binary(binary_t&) { return refuse("binary values are not JSON"); }

    bool start_object(std::size_t) { return open(NodeKind::table); }
    bool start_array(std::size_t) { return open(NodeKind::list); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }

    bool key(string_t& name) {
        m_token = token_begin('"');
        if (is_doubled(name))
            return refuse(
                text::cat("key ", text::quoted(name), " stands twice in one object; keep one"));
        m_keys.push_back({name, position(m_token)});
        return true;
    }

    bool parse_error(std::size_t, std::string const& token,
                     nlohmann::json::exception const& failure) {
        std::string_view what = failure.what();
        if (auto const at = what.rfind(": ");
            at != std::string_view::npos && what.find("syntax error") != std::string_view::npos)
            what = what.substr(what.find("syntax error"));
        // the token that is out of place, where it is a whole one, else where reading stopped
        bool const whole =
            what.find("unexpected string literal") != std::string_view::npos && token.size() > 1;
        m_token = whole ? token_begin('"') : m_at > m_bytes.data() ? m_at - 1 : m_at;
        return refuse(text::cat("is not well-formed JSON: ", what));
    }

private:
    static constexpr std::size_t index_from = 64; // members

    struct Key {
        std::string name;
        Position position;
    };

    // Objects are small; one with many keys gets an index, so that a hostile one is not quadratic.
    bool is_doubled(string_t const& name) {
        Node const& table = m_open.back();
        if (table.members.size() < index_from)
            return std::any_of(table.members.begin(), table.members.end(),
                               [&](Member const& member) { return member.key == name; });
        auto& names = m_names[m_open.size()];
        if (table.members.size() == index_from) {
            names.clear();
            for (auto const& member : table.members)
                names.insert(member.key);
        }
        return !names.insert(name).second;
    }

    Position position(char const* at) const {
        // counted from the last place asked for: tokens come in order, so this is linear in all,
        // also in a document of one long line
        if (at < m_seen) {
            m_seen = m_line_begin = m_bytes.data();
            m_line = 1;
            m_continued = 0;
        }
        for (auto const* end = std::find(m_seen, at, '\n'); end != at;
             end = std::find(m_seen, at, '\n')) {
            ++m_line;
            m_seen = m_line_begin = end + 1;
            m_continued = 0;
        }
        // columns are characters: the further bytes of one do not count
        m_continued += std::count_if(m_seen, at, [](char byte) {
            return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
        });
        m_seen = at;
        return {m_line, static_cast<int>(at - m_line_begin - m_continued) + 1};
    }

    // the reader is one past the token, or two past a number or word (it had to see their end)
    char const* token_begin(char first) const {
        char const* at = m_at > m_bytes.data() ? m_at - 1 : m_at;
        if (first == '"') {
            if (at > m_bytes.data() && *at == '"')
                --at;
            while (at > m_bytes.data() && (*at != '"' || is_escaped(at)))
                --at;
            return at;
        }
        while (at > m_bytes.data() && is_scalar_char(at[-1]))
            --at;
        return at;
    }

    bool is_escaped(char const* at) const {
        int backslashes = 0;
        for (; at > m_bytes.data() && at[-1] == '\\'; --at)
            ++backslashes;
        return backslashes % 2 == 1;
    }

    static bool is_scalar_char(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' ||
               c == '-' || c == '.';
    }

    Node scalar(NodeKind kind, std::string written) {
        Node node;
        node.kind = kind;
        node.text = std::move(written);
        char const* begin = token_begin(kind == NodeKind::text ? '"' : 0);
        node.position = position(begin);
        return node;
    }

    bool open(NodeKind kind) {
        if (static_cast<int>(m_open.size()) >= deepest_nesting) {
            m_token = m_at - 1;
            return refuse(text::cat("is nested deeper than ", deepest_nesting, " levels"));
        }
        Node node;
        node.kind = kind;
        node.position = position(m_at > m_bytes.data() ? m_at - 1 : m_at);
        m_open.push_back(std::move(node));
        return true;
    }

    bool close() {
        Node node = std::move(m_open.back());
        m_open.pop_back();
        return add(std::move(node));
    }

    bool add(Node node) {
        if (m_open.empty()) {
            m_root = std::move(node);
            return true;
        }
        Node& parent = m_open.back();
        if (parent.kind == NodeKind::list) {
            parent.items.push_back(std::move(node));
            return true;
        }
        Key key = std::move(m_keys.back());
        m_keys.pop_back();
        parent.members.push_back({std::move(key.name), key.position, std::move(node)});
        return true;
    }

    bool refuse(std::string what) {
        auto const place = position(m_token != nullptr ? m_token : m_at);
        m_error = input_error({m_file, place.line, place.column, ""}, std::move(what));
        return false;
    }

    std::string_view m_bytes;
    std::string const& m_file;
    char const* m_at;
    char const* m_token = nullptr;
    mutable char const* m_seen = m_bytes.data();
    mutable std::ptrdiff_t m_continued = 0; ///< bytes of this line that continue a character
    mutable char const* m_line_begin = m_bytes.data();
    mutable int m_line = 1;
    std::vector<Node> m_open;
    std::map<std::size_t, std::unordered_set<std::string>> m_names; // by depth, of large objects
    std::vector<Key> m_keys;
    Node m_root;
    std::optional<Error> m_error;
};

} // namespace

Result<Document> parse_json(std::string_view bytes, std::string const& file) {
    std::string_view body = bytes;
    if (body.starts_with("\xEF\xBB\xBF"))
        body.remove_prefix(3);
    CC_TRY(require_utf8(body, file));
    TreeBuilder builder(body, file);
    CountingIterator const begin(body.data(), builder.cursor());
    CountingIterator const end(body.data() + body.size(), nullptr);
    try {
        bool const good = nlohmann::json::sax_parse(begin, end, &builder);
        if (auto error = builder.take_error())
            return std::move(*error);
        if (!good)
            return input_error({file, 0, 0, ""}, "is not well-formed JSON");
    } catch (nlohmann::json::exception const& failure) {
        return input_error({file, 0, 0, ""},
                           text::cat("is not well-formed JSON: ", failure.what()));
    }
    return Document{file, seal::sha256(bytes), builder.take_root()};
}

} // namespace coldchain::config
