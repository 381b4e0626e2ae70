// SPDX-License-Identifier: Apache-2.0
// The only file that knows toml++.
#include "config/tree.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "common/utf8.hpp"
#include "seal/digest.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace coldchain::config {

namespace {

Position position_of(toml::source_region const& region) {
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

std::string date_text(toml::date const& date) {
    return text::cat(text::zero_padded(date.year, 4), '-', text::zero_padded(date.month, 2), '-',
                     text::zero_padded(date.day, 2));
}

std::string time_text(toml::time const& time) {
    std::string out =
        text::cat(text::zero_padded(time.hour, 2), ':', text::zero_padded(time.minute, 2), ':',
                  text::zero_padded(time.second, 2));
    if (time.nanosecond != 0)
        out += '.' + text::zero_padded(time.nanosecond / 1'000'000, 3);
    return out;
}

std::string offset_text(toml::time_offset const& offset) {
    int const minutes = offset.minutes < 0 ? -offset.minutes : offset.minutes;
    if (minutes == 0)
        return "Z";
    return text::cat(offset.minutes < 0 ? '-' : '+', text::zero_padded(minutes / 60, 2), ':',
                     text::zero_padded(minutes % 60, 2));
}

std::string number_text(double number) {
    char buffer[400];
    auto const end =
        std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed).ptr;
    return {buffer, end};
}

Result<Node> convert(toml::node const& source, std::string const& file, int depth);

Result<Node> convert_table(toml::table const& table, Node node, std::string const& file,
                           int depth) {
    node.kind = NodeKind::table;
    for (auto const& [key, value] : table) {
        CC_TRY_ASSIGN(auto converted, convert(value, file, depth + 1));
        node.members.push_back(
            {std::string(key.str()), position_of(key.source()), std::move(converted)});
    }
    // the library keeps keys in order of the alphabet; people read files from the top
    std::stable_sort(node.members.begin(), node.members.end(),
                     [](Member const& a, Member const& b) {
                         return std::pair(a.position.line, a.position.column) <
                                std::pair(b.position.line, b.position.column);
                     });
    return node;
}

Result<Node> convert_list(toml::array const& list, Node node, std::string const& file, int depth) {
    node.kind = NodeKind::list;
    for (auto const& item : list) {
        CC_TRY_ASSIGN(auto converted, convert(item, file, depth + 1));
        node.items.push_back(std::move(converted));
    }
    return node;
}

Node convert_scalar(toml::node const& source, Node node) {
    if (auto const* const text = source.as_string()) {
        node.kind = NodeKind::text;
        node.text = text->get();
    } else if (auto const* const integer = source.as_integer()) {
        node.kind = NodeKind::integer;
        node.integer = integer->get();
        node.number = static_cast<double>(node.integer);
        node.text = text::cat(node.integer);
    } else if (auto const* const number = source.as_floating_point()) {
        node.kind = NodeKind::number;
        node.number = number->get();
        node.text = number_text(node.number);
    } else if (auto const* const flag = source.as_boolean()) {
        node.kind = NodeKind::flag;
        node.integer = flag->get() ? 1 : 0;
        node.text = flag->get() ? "true" : "false";
    } else if (auto const* const date = source.as_date()) {
        node.kind = NodeKind::date;
        node.text = date_text(date->get());
    } else if (auto const* const time = source.as_date_time()) {
        auto const& value = time->get();
        node.kind = value.offset ? NodeKind::zoned_time : NodeKind::local_time;
        node.text = text::cat(date_text(value.date), 'T', time_text(value.time),
                              value.offset ? offset_text(*value.offset) : "");
    } else if (auto const* const clock = source.as_time()) {
        node.kind = NodeKind::local_time;
        node.text = time_text(clock->get());
    }
    return node;
}

Result<Node> convert(toml::node const& source, std::string const& file, int depth) {
    Node node;
    node.position = position_of(source.source());
    if (depth > deepest_nesting)
        return input_error({file, node.position.line, node.position.column, ""},
                           text::cat("is nested deeper than ", deepest_nesting, " levels"));
    if (auto const* const table = source.as_table())
        return convert_table(*table, std::move(node), file, depth);
    if (auto const* const list = source.as_array())
        return convert_list(*list, std::move(node), file, depth);
    return convert_scalar(source, std::move(node));
}

std::string first_lower(std::string_view message) {
    std::string out(message);
    // "Error while parsing x: what" says the same as our place does
    if (out.starts_with("Error while parsing ")) {
        if (auto const at = out.find(": "); at != std::string::npos)
            out.erase(0, at + 2);
    }
    while (out.ends_with('.') || out.ends_with('\n'))
        out.pop_back();
    return text::replace_all(out, "\n", " ");
}

} // namespace

Result<Document> parse_toml(std::string_view bytes, std::string const& file) {
    CC_TRY(require_utf8(bytes, file));
    try {
        toml::table const table = toml::parse(bytes, std::string_view(file));
        CC_TRY_ASSIGN(auto root, convert(table, file, 0));
        root.position = {}; // of what the whole file lacks, no line is the culprit
        return Document{file, seal::sha256(bytes), std::move(root)};
    } catch (toml::parse_error const& failure) {
        auto const position = position_of(failure.source());
        return input_error(
            {file, position.line, position.column, ""},
            text::cat("is not well-formed TOML: ", first_lower(failure.description())));
    }
}

} // namespace coldchain::config
