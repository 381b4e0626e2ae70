// SPDX-License-Identifier: Apache-2.0
// A tree becomes text in three steps: XML and JSON become the same kind of tree, the list with the
// most records is found (and its twins, when a file holds several loggers), and each is written as
// lines with a separator that no export uses. Every line remembers where it came from.
#include "logger/tree_formats.hpp"

#include "common/text.hpp"
#include "config/tree.hpp"
#include "logger/cells.hpp"
#include "logger/column_sample.hpp"
#include "logger/made_text.hpp"
#include "logger/stamp.hpp"
#include "xml/element.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace coldchain::logger {

namespace {

constexpr std::size_t most_columns = 200;

struct TreeNode {
    std::string name;
    std::string value;
    std::vector<TreeNode> children;
    std::uint32_t line = 0;
    bool is_leaf() const { return children.empty(); }
};

TreeNode from_xml(xml::Element const& element) {
    TreeNode node{element.name, element.text, {}, static_cast<std::uint32_t>(element.line)};
    for (auto const& [key, value] : element.attributes)
        node.children.push_back({key, value, {}, node.line});
    for (auto const& child : element.children)
        node.children.push_back(from_xml(child));
    if (!node.children.empty() && !node.value.empty() && element.children.empty())
        node.children.push_back({"", node.value, {}, node.line}); // text beside attributes
    return node;
}

TreeNode from_json(config::Node const& source, std::string name) {
    TreeNode node{std::move(name), "", {}, static_cast<std::uint32_t>(source.position.line)};
    switch (source.kind) {
    case config::NodeKind::table:
        for (auto const& member : source.members)
            node.children.push_back(from_json(member.value, member.key));
        break;
    case config::NodeKind::list:
        for (auto const& item : source.items)
            node.children.push_back(from_json(item, ""));
        break;
    case config::NodeKind::null:
        break;
    case config::NodeKind::integer:
        node.value = std::to_string(source.integer);
        break;
    case config::NodeKind::flag:
        node.value = source.integer != 0 ? "true" : "false";
        break;
    case config::NodeKind::number:
    case config::NodeKind::text:
    case config::NodeKind::date:
    case config::NodeKind::local_time:
    case config::NodeKind::zoned_time:
        node.value = source.text;
        break;
    }
    return node;
}

bool named_by_times(TreeNode const& node, Vocabulary const& words) {
    return node.children.size() >= 2 &&
           std::all_of(node.children.begin(), node.children.end(), [&](TreeNode const& child) {
               auto const parts = parse_stamp(child.name, words);
               return (parts && parts->has_date) || numeric_kind(child.name).has_value();
           });
}

bool has_only_leaves(TreeNode const& node) {
    return std::all_of(node.children.begin(), node.children.end(),
                       [](TreeNode const& child) { return child.is_leaf(); });
}

// {"air": {"2024-03-14T09:50:00Z": 4.5, ...}, "water": {...}}: one record a time with a part for
// each of the names.
TreeNode join_by_times(std::vector<TreeNode> const& columns) {
    std::vector<std::string> times;
    std::map<std::string, std::vector<TreeNode const*>> cells;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (auto const& cell : columns[i].children) {
            auto& row = cells[cell.name];
            if (row.empty())
                times.push_back(cell.name);
            row.resize(columns.size(), nullptr);
            row[i] = &cell;
        }
    }
    if (times.size() != columns.front().children.size())
        std::sort(times.begin(), times.end()); // not all have the same times
    TreeNode list{"rows", "", {}, columns.front().line};
    for (auto const& time : times) {
        TreeNode record{"row", "", {}, 0};
        record.children.push_back({"time", time, {}, 0});
        for (std::size_t i = 0; i < columns.size(); ++i) {
            auto const* const cell = cells[time][i];
            record.line = cell != nullptr && record.line == 0 ? cell->line : record.line;
            record.children.push_back({columns[i].name.empty() ? "value" : columns[i].name,
                                       cell == nullptr ? "" : cell->value,
                                       {},
                                       record.line});
        }
        list.children.push_back(std::move(record));
    }
    return list;
}

// {"2024-03-14T09:50:00Z": {"temp": 4.5}, ...}: records with their name as a part.
void list_what_times_name(TreeNode& node, Vocabulary const& words) {
    if (named_by_times(node, words) && !has_only_leaves(node)) {
        for (auto& child : node.children) {
            TreeNode record{"row", "", {}, child.line};
            record.children.push_back({"time", child.name, {}, child.line});
            if (child.is_leaf())
                record.children.push_back({"value", child.value, {}, child.line});
            std::move(child.children.begin(), child.children.end(),
                      std::back_inserter(record.children));
            child = std::move(record);
        }
        return;
    }
    std::vector<TreeNode> columns;
    for (auto& child : node.children) {
        if (named_by_times(child, words) && has_only_leaves(child))
            columns.push_back(std::move(child));
        else
            list_what_times_name(child, words);
    }
    if (columns.empty())
        return;
    std::erase_if(node.children, [](TreeNode const& child) {
        return child.children.empty() && child.name.empty() && child.value.empty();
    });
    node.children.push_back(join_by_times(columns));
}

// The leaves of a record with the names on the way to them. Children of one name get numbers.
void flatten(TreeNode const& node, std::string const& prefix,
             std::vector<std::pair<std::string, TreeNode const*>>& leaves) {
    bool const nameless = std::all_of(node.children.begin(), node.children.end(),
                                      [&](TreeNode const& child) {
                                          return child.name == node.children.front().name;
                                      }) &&
                          node.children.size() > 1;
    std::size_t number = 0;
    std::map<std::string_view, int> seen;
    for (auto const& child : node.children) {
        ++number;
        int const same = ++seen[child.name]; // <air/><sensor/><sensor/>: none may hide another
        std::string const own = nameless   ? text::cat('\x01', number)
                                : same > 1 ? text::cat(child.name, ' ', same)
                                           : child.name;
        std::string const name = prefix.empty() ? own : text::cat(prefix, ' ', own);
        if (child.is_leaf() && leaves.size() < most_columns)
            leaves.emplace_back(name, &child);
        else
            flatten(child, name, leaves);
    }
}

struct RecordList {
    TreeNode const* parent = nullptr;
    std::vector<TreeNode const*> ancestors; ///< from the root, parent included
    std::string name;
    std::vector<TreeNode const*> records;
};

// Every set of at least two like-named children that have parts of their own.
void find_lists(TreeNode const& node, std::vector<TreeNode const*>& path,
                std::vector<RecordList>& lists) {
    path.push_back(&node);
    std::set<std::string> seen;
    for (auto const& child : node.children) {
        if (child.is_leaf() || !seen.insert(child.name).second || seen.size() > 50)
            continue;
        RecordList list{&node, path, child.name, {}};
        for (auto const& other : node.children) {
            if (other.name == child.name && !other.is_leaf())
                list.records.push_back(&other);
        }
        if (list.records.size() >= 2)
            lists.push_back(std::move(list));
    }
    for (auto const& child : node.children) {
        if (!child.is_leaf())
            find_lists(child, path, lists);
    }
    path.pop_back();
}

void write_pair(MadeText& made, std::string const& key, TreeNode const& leaf) {
    if (!leaf.value.empty() && !key.empty())
        made.line(text::cat(key, ": ", leaf.value), leaf.line);
}

// Leaves outside the lists as "key: value" lines.
void write_facts(TreeNode const& node, std::set<TreeNode const*> const& records, bool deep,
                 MadeText& made) {
    for (auto const& child : node.children) {
        if (records.contains(&child))
            continue;
        if (child.is_leaf())
            write_pair(made, child.name, child);
        else if (deep)
            write_facts(child, records, true, made);
    }
}

std::string leaf_value(TreeNode const& node, std::initializer_list<std::string_view> names) {
    for (auto const name : names) {
        for (auto const& child : node.children) {
            if (child.is_leaf() && text::equal_ignoring_case(child.name, name))
                return child.value;
        }
    }
    return {};
}

bool describes(TreeNode const& node, std::string const& column) {
    std::string const name = text::lower(column);
    if (text::equal_ignoring_case(leaf_value(node, {"key", "id", "channel", "name"}), name))
        return true;
    auto const number = leaf_value(node, {"num", "number", "channel", "id", "index"});
    if (!number.empty() && (name == "ch" + number || name == "channel" + number ||
                            name == "value" + number || name == "ch_" + number))
        return true;
    // <Ch2_data_header> beside <ch2>
    std::string const owner = text::lower(node.name);
    return owner.starts_with(name) && owner.size() > name.size() &&
           (owner[name.size()] < '0' || owner[name.size()] > '9');
}

// The description of a column somewhere outside the lists: its name and unit.
std::string described(TreeNode const& node, std::string const& column,
                      std::set<TreeNode const*> const& records) {
    for (auto const& child : node.children) {
        if (child.is_leaf() || records.contains(&child))
            continue;
        auto const unit = leaf_value(child, {"unit", "units", "uom"});
        if (!unit.empty() && describes(child, column))
            return text::cat(leaf_value(child, {"identification", "name", "label", "description"}),
                             " (", unit, ")");
        // {"units": {"temperature": "C"}}
        bool const units = text::equal_ignoring_case(child.name, "units") ||
                           text::lower(child.name).ends_with("_units");
        auto const own = units ? leaf_value(child, {column}) : std::string();
        if (!own.empty())
            return text::cat(column, " (", own, ")");
        if (auto const found = described(child, column, records); !found.empty())
            return found;
    }
    return {};
}

struct Columns {
    std::vector<std::string> names;
    bool named = true;
};

Columns columns_of(RecordList const& list) {
    Columns columns;
    std::set<std::string> seen;
    std::size_t looked = 0;
    for (auto const* record : list.records) {
        if (++looked > 200)
            break;
        std::vector<std::pair<std::string, TreeNode const*>> leaves;
        flatten(*record, "", leaves);
        for (auto const& [name, leaf] : leaves) {
            if (seen.insert(name).second && columns.names.size() < most_columns)
                columns.names.push_back(name);
            columns.named = columns.named && name.find('\x01') == std::string::npos;
        }
    }
    return columns;
}

// "columns": ["time", "temperature"] beside records without names.
std::vector<std::string> names_beside(RecordList const& list, std::size_t count) {
    for (auto const* ancestor : list.ancestors) {
        for (auto const& child : ancestor->children) {
            bool const names =
                child.children.size() == count && count > 1 &&
                std::all_of(child.children.begin(), child.children.end(), [](TreeNode const& item) {
                    return item.is_leaf() && item.name.empty() && !item.value.empty() &&
                           item.value.find_first_of("0123456789") != 0;
                });
            if (!names)
                continue;
            std::vector<std::string> found;
            for (auto const& item : child.children)
                found.push_back(item.value);
            return found;
        }
    }
    return {};
}

enum class FactsOfAncestors { written, left_out };

void write_list(TreeNode const& root, RecordList const& list, Columns const& columns,
                std::set<TreeNode const*> const& records, FactsOfAncestors facts,
                MadeText& made) {
    for (auto const* ancestor : list.ancestors) {
        if (facts == FactsOfAncestors::written)
            write_facts(*ancestor, records, false, made);
    }
    if (columns.named) {
        std::vector<std::string> headings;
        for (auto const& name : columns.names) {
            auto const more = described(root, name, records);
            headings.push_back(more.empty() ? name : text::cat(name, ' ', more));
        }
        made.cells(headings, list.records.front()->line);
    } else if (auto const names = names_beside(list, columns.names.size()); !names.empty()) {
        made.cells(names, list.records.front()->line);
    }
    std::vector<std::string> row(columns.names.size());
    for (auto const* record : list.records) {
        std::vector<std::pair<std::string, TreeNode const*>> leaves;
        flatten(*record, "", leaves);
        std::fill(row.begin(), row.end(), std::string());
        std::size_t next = 0;
        for (auto const& [name, leaf] : leaves) {
            // parts mostly stand in the same order in every record
            auto at = next < columns.names.size() && columns.names[next] == name
                          ? columns.names.begin() + static_cast<std::ptrdiff_t>(next)
                          : std::find(columns.names.begin(), columns.names.end(), name);
            if (at == columns.names.end())
                continue;
            next = static_cast<std::size_t>(at - columns.names.begin()) + 1;
            row[next - 1] = leaf->value;
        }
        made.cells(row, record->line);
    }
}

bool counts(TreeNode const& list, TreeNode const& item) {
    auto const at = static_cast<std::size_t>(&item - list.children.data());
    return item.name == std::to_string(at);
}

// Lists of numbers side by side: {"time": [...], "temperature": [...]}.
std::optional<TreeNode> from_parallel_lists(TreeNode const& node) {
    std::vector<TreeNode const*> lists;
    for (auto const& child : node.children) {
        bool const scalars =
            child.children.size() >= 2 &&
            std::all_of(child.children.begin(), child.children.end(),
                        [&](TreeNode const& item) {
                            // {"0": 4.5, "1": 5.1} is a list by another name
                            return item.is_leaf() && (item.name.empty() || counts(child, item));
                        });
        if (scalars && (lists.empty() || lists[0]->children.size() == child.children.size()))
            lists.push_back(&child);
    }
    if (lists.size() >= 2) {
        TreeNode turned{node.name, "", {}, node.line};
        for (std::size_t i = 0; i < lists[0]->children.size(); ++i) {
            TreeNode record{"row", "", {}, lists[0]->children[i].line};
            for (auto const* list : lists)
                record.children.push_back(
                    {list->name, list->children[i].value, {}, list->children[i].line});
            turned.children.push_back(std::move(record));
        }
        return turned;
    }
    for (auto const& child : node.children) {
        if (auto found = from_parallel_lists(child))
            return found;
    }
    return std::nullopt;
}

std::optional<SourceText> write_tree(TreeNode root, SourceText const& source) {
    std::vector<RecordList> lists;
    std::vector<TreeNode const*> path;
    find_lists(root, path, lists);
    auto const longest = [&] {
        return std::max_element(lists.begin(), lists.end(),
                                [](RecordList const& a, RecordList const& b) {
                                    return a.records.size() < b.records.size();
                                });
    };
    if (auto turned = from_parallel_lists(root);
        turned && (lists.empty() || longest()->records.size() < turned->children.size())) {
        root.children.push_back(std::move(*turned));
        lists.clear();
        find_lists(root, path, lists);
    }
    if (lists.empty())
        return std::nullopt;
    auto const best = longest();
    auto const columns = columns_of(*best);
    std::vector<RecordList const*> chosen;
    std::set<TreeNode const*> records;
    for (auto const& list : lists) {
        bool const twin =
            &list == &*best || (list.name == best->name && columns_of(list).names == columns.names);
        if (twin)
            chosen.push_back(&list);
        records.insert(list.records.begin(), list.records.end());
    }
    MadeText made;
    if (chosen.size() == 1) {
        std::set<TreeNode const*> const own(best->records.begin(), best->records.end());
        write_facts(root, own, true, made);
        write_list(root, *best, columns, own, FactsOfAncestors::left_out, made);
        return made.take(source);
    }
    for (auto const* list : chosen)
        write_list(root, *list, columns, records, FactsOfAncestors::written, made);
    return made.take(source);
}

// --- HTML ---

std::string without_tags(std::string_view html) {
    std::string out;
    bool inside = false;
    for (char const c : html) {
        if (c == '<')
            inside = true;
        else if (c == '>')
            inside = false;
        else if (!inside)
            out += c;
    }
    for (auto const& [name, sign] :
         {std::pair("&nbsp;", " "), std::pair("&deg;", "\xC2\xB0"), std::pair("&#176;", "\xC2\xB0"),
          std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "'"),
          std::pair("&minus;", "-"), std::pair("&amp;", "&")})
        out = text::replace_all(out, name, sign);
    return std::string(text::trim(out));
}

// Each table row is a line; text outside the tables is left out, it is layout.
SourceText from_html(SourceText const& source) {
    MadeText made;
    auto const html = source.text();
    std::string const lower = text::lower(html);
    std::uint32_t line = 1;
    std::size_t counted = 0;
    for (auto row = lower.find("<tr"); row != std::string::npos; row = lower.find("<tr", row + 3)) {
        auto const end =
            std::min({lower.find("</tr", row), lower.find("<tr", row + 3), lower.size()});
        line += static_cast<std::uint32_t>(
            std::count(lower.begin() + static_cast<std::ptrdiff_t>(counted),
                       lower.begin() + static_cast<std::ptrdiff_t>(row), '\n'));
        counted = row;
        std::vector<std::string> cells;
        auto const next_cell = [&](std::size_t from) {
            return std::min(lower.find("<td", from), lower.find("<th", from));
        };
        for (auto cell = next_cell(row + 3); cell < end && cells.size() < most_columns;) {
            auto const next = next_cell(cell + 3);
            auto const stop = std::min({next, end});
            cells.push_back(without_tags(html.substr(cell, stop - cell)));
            cell = next;
        }
        if (!cells.empty())
            made.cells(cells, line);
    }
    return made.take(source);
}

Result<std::optional<SourceText>> from_markup(SourceText const& source, std::string const& file) {
    auto text = source.text();
    std::string owned;
    // an encoding that is declared but no longer true: the text is UTF-8 by now
    auto const declared = text.substr(0, 200).find("encoding=");
    if (declared != std::string_view::npos && text.starts_with("<?xml")) {
        auto const end = text.find("?>");
        owned = text::cat("<?xml version=\"1.0\"", text.substr(std::min(end, text.size())));
        text = owned;
    }
    auto parsed = xml::parse(text, file);
    if (parsed && !text::equal_ignoring_case(parsed->name, "html")) {
        if (auto made = write_tree(from_xml(*parsed), source))
            return made;
        return input_error({file, 1, 0, ""}, "is XML without a list of readings");
    }
    std::string const start = text::lower(source.text().substr(0, 1'000'000));
    if (start.find("<tr") != std::string::npos)
        return std::optional(from_html(source));
    if (!parsed)
        return std::move(parsed).error();
    return input_error({file, 1, 0, ""}, "is a web page without a table");
}

// One object a line, as one list: lines keep their numbers.
std::string list_of_lines(std::string_view text) {
    std::string out = "[";
    bool first = true;
    Lines lines(text);
    std::string_view line;
    while (lines.next(line)) {
        bool const blank = text::trim(line).empty();
        if (!first && !blank)
            out += ',';
        first = first && blank;
        out += line;
        out += '\n';
    }
    return out + "]";
}

Result<std::optional<SourceText>>
from_json_text(SourceText const& source, Vocabulary const& words, std::string const& file) {
    auto document = config::parse_json(source.text(), file);
    if (!document) {
        if (auto lines = config::parse_json(list_of_lines(source.text()), file))
            document = std::move(lines);
    }
    if (!document)
        return std::move(document).error();
    TreeNode root{"", "", {}, 1};
    root.children.push_back(from_json(document->root, ""));
    list_what_times_name(root, words);
    if (auto made = write_tree(std::move(root), source))
        return made;
    return input_error({file, 1, 0, ""}, "is JSON without a list of readings");
}

} // namespace

Result<std::optional<SourceText>> text_of_tree(SourceText const& source, Vocabulary const& words,
                                               std::string const& file) {
    auto const text = text::trim(source.text().substr(0, 200));
    if (text.size() < 2)
        return std::optional<SourceText>{};
    bool const markup =
        text[0] == '<' && (text[1] == '?' || text[1] == '!' || (text[1] >= 'A' && text[1] <= 'Z') ||
                           (text[1] >= 'a' && text[1] <= 'z'));
    if (markup)
        return from_markup(source, file);
    auto const second = text::trim(text.substr(1));
    bool const json = text[0] == '{' ||
                      (text[0] == '[' && !second.empty() && (second[0] == '{' || second[0] == '[' || second[0] == '"'));
    if (json)
        return from_json_text(source, words, file);
    return std::optional<SourceText>{};
}

} // namespace coldchain::logger
