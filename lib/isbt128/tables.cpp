// SPDX-License-Identifier: Apache-2.0
#include "isbt128/tables.hpp"

#include "common/text.hpp"
#include "isbt128/din.hpp"
#include "isbt128/fields.hpp"
#include "isbt128/table_import.hpp"

#include <algorithm>

namespace coldchain::isbt128 {

namespace {

constexpr std::string_view magic = "# coldchain.isbt-table/1";

} // namespace

Error table_error(std::string_view file, int line, std::string text) {
    return input_error({std::string(file), line, 0, ""}, std::move(text));
}

bool has_code_form(TableKind kind, std::string_view code_text) {
    if (kind == TableKind::facilities)
        return !find_facility_fault(code_text);
    if (code_text.size() != 5)
        return false;
    for (char const character : code_text)
        if (!is_in(character, upper_code))
            return false;
    return true;
}

std::string_view to_word(TableKind kind) {
    switch (kind) {
    case TableKind::products:
        return "products";
    case TableKind::testing:
        return "testing";
    case TableKind::facilities:
        return "facilities";
    }
    return "";
}

std::optional<TableKind> table_kind_of(std::string_view word) {
    for (auto const kind : {TableKind::products, TableKind::testing, TableKind::facilities})
        if (to_word(kind) == word)
            return kind;
    return std::nullopt;
}

Result<Table> Table::make(TableKind kind, TableOrigin origin, std::vector<TableRow> rows) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](TableRow const& a, TableRow const& b) { return a.code < b.code; });
    auto const twice =
        std::adjacent_find(rows.begin(), rows.end(),
                           [](TableRow const& a, TableRow const& b) { return a.code == b.code; });
    if (twice != rows.end())
        return table_error(origin.source, 0,
                           text::cat("code ", text::quoted(twice->code),
                                     " stands twice; a table has each code once"));
    Table table;
    table.m_kind = kind;
    table.m_origin = std::move(origin);
    table.m_rows = std::move(rows);
    return table;
}

std::optional<Date> retired_day(TableRow const& row) {
    if (auto const day = parse_date(row.retired))
        return day;
    static constexpr std::string_view months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    auto const words = text::split(row.retired, ' ');
    if (words.size() != 3 || words[1].size() != 3)
        return std::nullopt;
    auto const at = months.find(text::upper(words[1]));
    auto const day = text::parse_int(words[0]);
    auto const year = text::parse_int(words[2]);
    if (at == std::string_view::npos || at % 3 != 0 || !day || !year || *year < 1 || *year > 9999 ||
        *day < 1 || *day > 31)
        return std::nullopt;
    return make_date(static_cast<int>(*year), static_cast<int>(at / 3) + 1,
                     static_cast<int>(*day));
}

TableRow const* Table::find(std::string_view code) const {
    auto const at = std::lower_bound(
        m_rows.begin(), m_rows.end(), code,
        [](TableRow const& row, std::string_view wanted) { return row.code < wanted; });
    return at != m_rows.end() && at->code == code ? &*at : nullptr;
}

std::string to_text(Table const& table) {
    auto const& origin = table.origin();
    auto out = text::cat(magic, "\n# table\t", to_word(table.kind()), "\n# version\t",
                         origin.version, "\n# date\t", origin.date, "\n# source\t", origin.source,
                         "\n# sha256\t", origin.sha256, "\n");
    if (origin.is_example)
        out += "# example\tyes\n";
    for (auto const& row : table.rows())
        out += text::cat(row.code, "\t", row.text, "\t", row.extra, "\t", row.retired, "\n");
    return out;
}

Result<Table> parse_table(std::string_view bytes, std::string const& file) {
    if (!bytes.starts_with(magic))
        return table_error(file, 1, "not a table of isbt tables import; import it again");
    TableKind kind = TableKind::products;
    TableOrigin origin;
    std::vector<TableRow> rows;
    int number = 0;
    for (auto const line : text::split(bytes, '\n')) {
        ++number;
        auto const cells = text::split(line, '\t');
        if (line.empty())
            continue;
        if (line.starts_with('#')) {
            auto const value = std::string(cells.size() > 1 ? cells[1] : "");
            if (cells[0] == "# table")
                kind = table_kind_of(value).value_or(kind);
            else if (cells[0] == "# version")
                origin.version = value;
            else if (cells[0] == "# date")
                origin.date = value;
            else if (cells[0] == "# source")
                origin.source = value;
            else if (cells[0] == "# sha256")
                origin.sha256 = value;
            else if (cells[0] == "# example")
                origin.is_example = value == "yes";
            continue;
        }
        if (cells.size() != 4 || !has_code_form(kind, cells[0]))
            return table_error(file, number, "not a row of an imported table; import it again");
        rows.push_back({std::string(cells[0]), std::string(cells[1]), std::string(cells[2]),
                        std::string(cells[3])});
    }
    return Table::make(kind, std::move(origin), std::move(rows));
}

void Tables::add(Table table) {
    auto& slot = table.kind() == TableKind::products  ? m_products
                 : table.kind() == TableKind::testing ? m_testing
                                                      : m_facilities;
    slot = std::move(table);
}

Table const* Tables::table(TableKind kind) const {
    auto const& slot = kind == TableKind::products  ? m_products
                       : kind == TableKind::testing ? m_testing
                                                    : m_facilities;
    return slot ? &*slot : nullptr;
}

TableRow const* Tables::find(TableKind kind, std::string_view code) const {
    auto const* const found = table(kind);
    return found == nullptr ? nullptr : found->find(code);
}

} // namespace coldchain::isbt128
