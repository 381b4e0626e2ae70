// SPDX-License-Identifier: Apache-2.0
#include "label/columns.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"
#include "shipment/schema.hpp"

#include <algorithm>
#include <array>

namespace coldchain::label {

namespace {

using config::Field;
using config::FieldType;
using config::Node;
using config::NodeKind;
using config::Record;

constexpr std::array columns_fields{
    Field{"schema", FieldType::text, true, "coldchain.columns/1"},
    Field{"delimiter", FieldType::text, false, "one character, or the word tab"},
    Field{"columns", FieldType::any, false, "heading = \"key\""},
    Field{"ignored", FieldType::texts, false, "headings that are left out"},
    Field{"constants", FieldType::any, false, "keys that are the same in every row"},
    Field{"facility", FieldType::any, false, "who labels: name, facility, address"},
};
constexpr Record file_record{"columns", columns_fields};

Field const* find_field(Record const& record, std::string_view path) {
    auto const dot = path.find('.');
    auto const name = path.substr(0, dot);
    for (auto const& field : record.fields) {
        if (field.name != name)
            continue;
        if (dot == std::string_view::npos)
            return field.type == FieldType::table ? nullptr : &field;
        return field.record == nullptr ? nullptr
                                       : find_field(*field.record, path.substr(dot + 1));
    }
    return nullptr;
}

void add_keys(Record const& record, std::string const& prefix, std::vector<std::string>& keys) {
    for (auto const& field : record.fields) {
        if (field.type == FieldType::table && field.record != nullptr)
            add_keys(*field.record, text::cat(prefix, field.name, "."), keys);
        else
            keys.push_back(text::cat(prefix, field.name));
    }
}

std::string near_key(std::string_view word, std::vector<std::string> keys = {}) {
    add_keys(shipment::product_record(), "", keys);
    auto const near = text::nearest(word, keys);
    return near ? text::cat("; did you mean ", *near, "?") : std::string();
}

Node text_node(std::string_view value, config::Position place) {
    Node node;
    node.kind = NodeKind::text;
    node.position = place;
    node.text = value;
    return node;
}

Result<Node> cell_node(Field const& field, std::string const& cell, std::string const& file,
                       config::Position place) {
    auto const refuse = [&](std::string_view kind) {
        return input_error({file, place.line, place.column, std::string(field.name)},
                           text::cat(text::quoted(cell), " is not ", kind));
    };
    Node node = text_node(cell, place);
    if (field.type == FieldType::flag) {
        if (cell != "true" && cell != "false")
            return refuse("true or false");
        node.kind = NodeKind::flag;
        node.integer = cell == "true" ? 1 : 0;
    } else if (field.type == FieldType::integer) {
        auto const number = text::parse_int(cell);
        if (!number)
            return refuse("a whole number");
        node.kind = NodeKind::integer;
        node.integer = *number;
        node.number = static_cast<double>(*number);
    } else if (field.type == FieldType::texts) {
        node = Node{};
        node.kind = NodeKind::list;
        node.position = place;
        for (auto const piece : text::split(cell, ';'))
            if (!text::trim(piece).empty() && text::trim(piece) != "none")
                node.items.push_back(text_node(text::trim(piece), place));
    }
    return node;
}

void set_at(Node& table, std::string_view path, Node value) {
    auto const dot = path.find('.');
    std::string const name(path.substr(0, dot));
    auto const known = std::find_if(table.members.begin(), table.members.end(),
                                    [&](auto const& member) { return member.key == name; });
    auto& member = known != table.members.end()
                       ? *known
                       : table.members.emplace_back(config::Member{name, value.position, {}});
    if (dot == std::string_view::npos) {
        member.value = std::move(value);
        return;
    }
    if (member.value.kind != NodeKind::table) {
        member.value = Node{};
        member.value.kind = NodeKind::table;
        member.value.position = value.position;
    }
    set_at(member.value, path.substr(dot + 1), std::move(value));
}

/// Errors about a constant should name the row too, where it is judged together with cells.
void put_on_line(Node& node, int line) {
    node.position = {line, 0};
    for (auto& item : node.items)
        put_on_line(item, line);
    for (auto& member : node.members) {
        member.position = {line, 0};
        put_on_line(member.value, line);
    }
}

Result<void> read_keys(config::Document const& document, Columns& columns) {
    auto const* const table = document.root.find("columns");
    if (table == nullptr)
        return {};
    for (auto const& member : table->members) {
        auto const place = Where{document.file, member.position.line, member.position.column,
                                 text::cat("columns.", member.key)};
        if (member.value.kind != NodeKind::text)
            return input_error(place, "is not a key in quotes");
        if (find_field(shipment::product_record(), member.value.text) == nullptr)
            return input_error(place, text::cat(text::quoted(member.value.text),
                                                " is no key of a product",
                                                near_key(member.value.text)));
        columns.keys[member.key] = member.value.text;
    }
    return {};
}

Result<void> read_facility(config::Document const& document, Columns& columns) {
    auto const* const table = document.root.find("facility");
    if (table == nullptr)
        return {};
    for (auto const& member : table->members) {
        if (member.key == "name")
            columns.facility.name = member.value.text;
        else if (member.key == "facility")
            columns.facility.facility = member.value.text;
        else if (member.key == "address")
            for (auto const& line : member.value.items)
                columns.facility.address.push_back(line.text);
        else
            return input_error({document.file, member.position.line, member.position.column,
                                text::cat("facility.", member.key)},
                               "is not known; allowed: name, facility, address");
    }
    return {};
}

} // namespace

Record const& columns_record() {
    return file_record;
}

Result<Columns> read_columns(config::Document const& document) {
    CC_TRY_ASSIGN(auto const object, config::read_record(document, file_record));
    Columns columns;
    columns.constants.kind = NodeKind::table;
    if (object.text("schema") != columns_schema)
        return input_error({document.file, 1, 1, "schema"}, "is not coldchain.columns/1");
    auto const delimiter = object.text("delimiter").value_or(",");
    if (delimiter != "tab" && (delimiter.size() != 1 || delimiter == "\""))
        return input_error({document.file, 0, 0, "delimiter"},
                           text::cat(text::quoted(delimiter), " is not one character"));
    columns.delimiter = delimiter == "tab" ? '\t' : delimiter[0];
    columns.ignored = object.texts("ignored");
    CC_TRY(read_keys(document, columns));
    CC_TRY(read_facility(document, columns));
    if (auto const* const constants = document.root.find("constants"))
        columns.constants = *constants;
    return columns;
}

Result<std::vector<std::string>> bind_columns(Columns const& columns, CsvRow const& head,
                                              std::string const& file) {
    std::vector<std::string> keys;
    std::vector<Error> errors;
    std::vector<std::string> named = columns.ignored;
    for (auto const& [heading, key] : columns.keys)
        named.push_back(heading);
    for (std::size_t i = 0; i < head.cells.size(); ++i) {
        std::string const heading(text::trim(head.cells[i]));
        auto const at = columns.keys.find(heading);
        std::string key = at == columns.keys.end() ? heading : at->second;
        Where const place{file, head.places[i].line, head.places[i].column,
                          text::cat("column ", i + 1)};
        bool const ignored = std::find(columns.ignored.begin(), columns.ignored.end(), heading) !=
                             columns.ignored.end();
        if (ignored)
            key.clear();
        else if (find_field(shipment::product_record(), key) == nullptr)
            errors.push_back(input_error(
                place, text::cat(text::quoted(heading),
                                 " is no key of a product and the mapping does not name it",
                                 near_key(heading, named))));
        else if (std::find(keys.begin(), keys.end(), key) != keys.end())
            errors.push_back(
                input_error(place, text::cat("is a second column for ", text::quoted(key))));
        keys.push_back(std::move(key));
    }
    if (!errors.empty())
        return merge(std::move(errors));
    return keys;
}

Result<Node> product_row(Columns const& columns, std::vector<std::string> const& keys,
                         CsvRow const& row, std::string const& file, int line) {
    if (row.cells.size() != keys.size())
        return input_error(
            {file, line, 0, ""},
            text::cat("has ", row.cells.size(), " cells, the head ", keys.size()));
    Node table = columns.constants;
    table.kind = NodeKind::table;
    put_on_line(table, line);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        std::string const cell(text::trim(row.cells[i]));
        if (keys[i].empty() || cell.empty())
            continue;
        auto const& field = *find_field(shipment::product_record(), keys[i]);
        config::Position const place{line + row.places[i].line - row.line, row.places[i].column};
        CC_TRY_ASSIGN(auto value, cell_node(field, cell, file, place));
        set_at(table, keys[i], std::move(value));
    }
    return table;
}

} // namespace coldchain::label
