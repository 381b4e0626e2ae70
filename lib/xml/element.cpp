// SPDX-License-Identifier: Apache-2.0
#include "xml/element.hpp"

#include "common/text.hpp"
#include "common/utf8.hpp"

#include <pugixml.hpp>

#include <algorithm>

namespace coldchain::xml {

namespace {

struct Place {
    int line = 1;
    int column = 1;
};

// Places of growing offsets, counted once over the text.
class Places {
public:
    explicit Places(std::string_view bytes) : m_bytes(bytes) {}

    Place at(std::size_t offset) {
        offset = std::min(offset, m_bytes.size());
        if (offset < m_seen) {
            m_seen = 0;
            m_line_begin = 0;
            m_line = 1;
        }
        for (; m_seen < offset; ++m_seen) {
            if (m_bytes[m_seen] == '\n') {
                ++m_line;
                m_line_begin = m_seen + 1;
            }
        }
        return {m_line, static_cast<int>(offset - m_line_begin) + 1};
    }

private:
    std::string_view m_bytes;
    std::size_t m_seen = 0;
    std::size_t m_line_begin = 0;
    int m_line = 1;
};

Element shell_of(pugi::xml_node const& node, Places& places) {
    Element element;
    element.name = node.name();
    for (auto const& attribute : node.attributes())
        element.attributes.emplace_back(attribute.name(), attribute.value());
    auto const offset = node.offset_debug();
    // the offset is that of the name, one after the bracket
    auto const place = places.at(offset > 0 ? static_cast<std::size_t>(offset) - 1 : 0);
    element.line = place.line;
    element.column = place.column;
    return element;
}

void finish_text(Element& element) {
    element.text = std::string(text::trim(element.text));
}

// Walks without recursion: a hostile document may nest deeper than the stack.
Result<Element> convert(pugi::xml_node const& root, std::string const& file, std::string_view bytes,
                        Limits const& limits) {
    Places places(bytes);
    std::vector<Element> open{shell_of(root, places)};
    std::vector<pugi::xml_node> next{root.first_child()};
    std::size_t count = 1;
    for (;;) {
        pugi::xml_node const node = next.back();
        if (!node) {
            finish_text(open.back());
            next.pop_back();
            if (next.empty())
                return std::move(open.back());
            Element done = std::move(open.back());
            open.pop_back();
            open.back().children.push_back(std::move(done));
            continue;
        }
        next.back() = node.next_sibling();
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata)
            open.back().text += node.value();
        if (node.type() != pugi::node_element)
            continue;
        Element child = shell_of(node, places);
        if (static_cast<int>(open.size()) >= limits.depth)
            return input_error({file, child.line, child.column, ""},
                               text::cat("is nested deeper than ", limits.depth, " levels"));
        if (++count > limits.elements)
            return input_error({file, child.line, child.column, ""},
                               text::cat("holds more than ", limits.elements, " elements"));
        open.push_back(std::move(child));
        next.push_back(node.first_child());
    }
}

// XML 1.0, production 2: what is no character there cannot be written, escaped or not.
bool is_character(char32_t point) {
    return point == 9 || point == 10 || point == 13 || (point >= 0x20 && point <= 0xD7FF) ||
           (point >= 0xE000 && point <= 0xFFFD) || point >= 0x10000;
}

enum class Use { content, attribute };

std::string escaped(std::string_view written, Use use) {
    std::string out;
    for (char32_t const point : text::code_points(written)) {
        if (point == '&')
            out += "&amp;";
        else if (point == '<')
            out += "&lt;";
        else if (point == '>')
            out += "&gt;";
        else if (point == '"' && use == Use::attribute)
            out += "&quot;";
        else if (point == '\r' || (use == Use::attribute && (point == '\n' || point == '\t')))
            out += text::cat("&#", static_cast<unsigned>(point), ';');
        else
            out += text::to_utf8(is_character(point) ? point : U'\xFFFD');
    }
    return out;
}

std::string start_tag(Element const& element) {
    std::string out = text::cat('<', element.name);
    for (auto const& [key, value] : element.attributes)
        out += text::cat(' ', key, "=\"", escaped(value, Use::attribute), '"');
    return out;
}

void append(std::string& out, Element const& element, std::size_t depth) {
    std::string const indent(2 * depth, ' ');
    out += text::cat(indent, start_tag(element));
    if (element.children.empty() && element.text.empty()) {
        out += "/>\n";
        return;
    }
    out += text::cat('>', escaped(element.text, Use::content));
    if (!element.children.empty()) {
        out += '\n';
        for (auto const& child : element.children)
            append(out, child, depth + 1);
        out += indent;
    }
    out += text::cat("</", element.name, ">\n");
}

void append_canonical(std::string& out, Element const& element) {
    out += text::cat(start_tag(element), '>', escaped(element.text, Use::content));
    for (auto const& child : element.children)
        append_canonical(out, child);
    out += text::cat("</", element.name, '>');
}

} // namespace

Element const* Element::find(std::string_view child) const {
    auto const at = std::find_if(children.begin(), children.end(),
                                 [&](Element const& e) { return e.name == child; });
    return at == children.end() ? nullptr : &*at;
}

std::string const* Element::attribute(std::string_view key) const {
    auto const at = std::find_if(attributes.begin(), attributes.end(),
                                 [&](auto const& a) { return a.first == key; });
    return at == attributes.end() ? nullptr : &at->second;
}

Element& Element::add(std::string child_name, std::string child_text) {
    Element child;
    child.name = std::move(child_name);
    child.text = std::move(child_text);
    children.push_back(std::move(child));
    return children.back();
}

Result<Element> parse(std::string_view bytes, std::string const& file, Limits const& limits) {
    if (bytes.size() > limits.bytes)
        return input_error({file, 0, 0, ""}, text::cat("is larger than the ", limits.bytes,
                                                       " bytes this reader accepts"));
    CC_TRY(require_utf8(bytes, file));
    pugi::xml_document document;
    auto const outcome =
        document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!outcome) {
        auto const place =
            Places(bytes).at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(outcome.offset, 0)));
        return input_error(
            {file, place.line, place.column, ""},
            text::cat("is not well-formed XML: ", text::lower(outcome.description())));
    }
    pugi::xml_node const root = document.document_element();
    if (!root)
        return input_error({file, 1, 1, ""}, "holds no XML element");
    return convert(root, file, bytes, limits);
}

std::string write(Element const& root) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    append(out, root, 0);
    return out;
}

std::string write_canonical(Element const& root) {
    std::string out;
    append_canonical(out, root);
    return out;
}

} // namespace coldchain::xml
