// SPDX-License-Identifier: Apache-2.0
#include "isbt128/tables.hpp"

#include "common/csv.hpp"
#include "common/text.hpp"
#include "isbt128/din.hpp"
#include "isbt128/fields.hpp"

#include <algorithm>
#include <array>

namespace coldchain::isbt128 {

namespace {

struct ColumnRow {
    std::string_view headers; ///< names seen in use, lower case, blanks and punctuation left out
    std::string TableRow::*member;
    bool is_required;
};

// Column names of the special testing and facility files: ST-001 tables 27 and 29. Those of the
// product file are the ones other importers accept.
constexpr auto product_columns = std::to_array<ColumnRow>({
    {" productdescriptioncode productcode pdc code ", &TableRow::code, true},
    {" productdescription description productname formula ", &TableRow::text, true},
    {" classname class modifierclass ", &TableRow::extra, false},
    {" retireddate retiredate dateretired retired ", &TableRow::retired, false},
});
constexpr auto testing_columns = std::to_array<ColumnRow>({
    {" ncode code specialtestingcode ", &TableRow::code, true},
    {" interpretation description meaning ", &TableRow::text, true},
    {" definition ", &TableRow::extra, false},
    {" retiredate retireddate retired ", &TableRow::retired, false},
});
constexpr auto facility_columns = std::to_array<ColumnRow>({
    {" fin facilityidentificationnumber facilityid ", &TableRow::code, true},
    {" firmname facilityname name ", &TableRow::text, true},
    {" city ", &TableRow::extra, false},
    {" retiredate retireddate retired inactivedate ", &TableRow::retired, false},
});

std::span<ColumnRow const> columns_of(TableKind kind) {
    switch (kind) {
    case TableKind::products:
        return product_columns;
    case TableKind::testing:
        return testing_columns;
    case TableKind::facilities:
        return facility_columns;
    }
    return {};
}

Error table_error(std::string_view file, int line, std::string text) {
    return input_error({std::string(file), line, 0, ""}, std::move(text));
}

std::string plain_header(std::string_view header) {
    std::string plain;
    for (char const character : text::lower(header))
        if (is_in(character, small | digit))
            plain += character;
    return plain;
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

/// Access, Excel and other things that are not delimited text.
std::optional<std::string_view> foreign_format(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04"))
        return "an Excel workbook";
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return "an old Excel workbook";
    if (bytes.substr(0, 32).find("Standard Jet DB") != std::string_view::npos ||
        bytes.substr(0, 32).find("Standard ACE DB") != std::string_view::npos)
        return "an Access database";
    if (bytes.find('\0') != std::string_view::npos)
        return "not text";
    return std::nullopt;
}

char delimiter_of(std::string_view header) {
    char best = ',';
    for (char const candidate : {'\t', ';'})
        if (std::count(header.begin(), header.end(), candidate) >
            std::count(header.begin(), header.end(), best))
            best = candidate;
    return best;
}

/// The place of each wanted column in the header, or npos.
std::vector<std::size_t> find_columns(std::span<ColumnRow const> columns,
                                      std::vector<std::string> const& header) {
    std::vector<std::size_t> places(columns.size(), std::string::npos);
    for (std::size_t column = 0; column < columns.size(); ++column)
        for (std::size_t i = 0; i < header.size(); ++i)
            if (places[column] == std::string::npos && !plain_header(header[i]).empty() &&
                columns[column].headers.find(text::cat(" ", plain_header(header[i]), " ")) !=
                    std::string_view::npos)
                places[column] = i;
    return places;
}

std::string one_line(std::string_view text) {
    std::string line(text::trim(text));
    for (char& character : line)
        if (character == '\t' || character == '\r' || character == '\n')
            character = ' ';
    return line;
}

std::string_view first_name(std::string_view headers) {
    return headers.substr(1, headers.find(' ', 1) - 1);
}

constexpr std::string_view magic = "# coldchain.isbt-table/1";

} // namespace

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

TableRow const* Table::find(std::string_view code) const {
    auto const at = std::lower_bound(
        m_rows.begin(), m_rows.end(), code,
        [](TableRow const& row, std::string_view wanted) { return row.code < wanted; });
    return at != m_rows.end() && at->code == code ? &*at : nullptr;
}

Result<Table> import_table(TableKind kind, std::string_view bytes, TableOrigin origin) {
    auto const file = origin.source;
    if (auto const foreign = foreign_format(bytes))
        return table_error(file, 0,
                           text::cat("this is ", *foreign,
                                     "; export the table as comma- or tab-delimited text first"));
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    auto const header_line = bytes.substr(0, bytes.find('\n'));
    CC_TRY_ASSIGN(auto const lines, parse_csv(bytes, delimiter_of(header_line), file));
    if (lines.size() < 2)
        return table_error(file, 1, "no rows; a header line and one line a code are wanted");
    auto const columns = columns_of(kind);
    auto const places = find_columns(columns, lines.front().cells);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].is_required && places[i] == std::string::npos)
            return table_error(file, 1,
                               text::cat("no column named ",
                                         text::quoted(first_name(columns[i].headers)),
                                         " for table ", to_word(kind),
                                         "; known names: ", text::trim(columns[i].headers)));
    std::vector<TableRow> rows;
    for (std::size_t n = 1; n < lines.size(); ++n) {
        auto const& cells = lines[n].cells;
        TableRow row;
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (places[i] < cells.size())
                row.*columns[i].member = one_line(cells[places[i]]);
        if (row == TableRow{})
            continue;
        if (!has_code_form(kind, row.code))
            return table_error(file, lines[n].line,
                               text::cat("code ", text::quoted(row.code),
                                         " is not five characters of the right form; is this the ",
                                         to_word(kind), " table?"));
        rows.push_back(std::move(row));
    }
    return Table::make(kind, std::move(origin), std::move(rows));
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
