// SPDX-License-Identifier: Apache-2.0
#include "isbt128/table_import.hpp"

#include "common/csv.hpp"
#include "common/text.hpp"
#include "isbt128/fields.hpp"

#include <algorithm>
#include <array>
#include <span>

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

std::string plain_header(std::string_view header) {
    std::string plain;
    for (char const character : text::lower(header))
        if (is_in(character, small | digit))
            plain += character;
    return plain;
}

bool is_utf16(std::string_view bytes) {
    return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
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
    if (!is_utf16(bytes) && bytes.find('\0') != std::string_view::npos)
        return "not text";
    return std::nullopt;
}

char delimiter_of(std::string_view header) {
    char best = ',';
    for (char const candidate : {'\t', ';', '|'})
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

/// Where the columns stand that the table must have.
Result<std::vector<std::size_t>>
required_columns(TableKind kind, std::vector<std::string> const& header, std::string const& file) {
    auto const columns = columns_of(kind);
    auto places = find_columns(columns, header);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].is_required && places[i] == std::string::npos)
            return table_error(file, 1,
                               text::cat("no column named ",
                                         text::quoted(first_name(columns[i].headers)),
                                         " for table ", to_word(kind),
                                         "; known names: ", text::trim(columns[i].headers)));
    return places;
}

TableRow row_of_cells(std::span<ColumnRow const> columns, std::vector<std::size_t> const& places,
                      std::vector<std::string> const& cells) {
    TableRow row;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (places[i] < cells.size())
            row.*columns[i].member = one_line(cells[places[i]]);
    return row;
}

/// Tabs alone divide a line where quotes are plain characters.
std::vector<CsvRow> tabbed_rows(std::string_view text) {
    std::vector<CsvRow> rows;
    int number = 0;
    for (auto const line : text::split(text, '\n')) {
        ++number;
        if (text::trim(line).empty())
            continue;
        CsvRow row{number, {}, {}};
        for (auto const cell : text::split(line, '\t'))
            row.cells.emplace_back(cell);
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<CsvRow>> read_rows(std::string_view text, std::string const& file) {
    char const delimiter = delimiter_of(text.substr(0, text.find('\n')));
    auto rows = parse_csv(text, delimiter, file);
    // exports with tabs often leave quotes as they are
    if (!rows && delimiter == '\t')
        return tabbed_rows(text);
    return rows;
}

/// A row that stands twice in the same words is one row; other words are for Table::make to refuse.
void drop_repeated(std::vector<TableRow>& rows) {
    std::stable_sort(rows.begin(), rows.end(),
                     [](TableRow const& a, TableRow const& b) { return a.code < b.code; });
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

// Windows-1252 where it differs from Latin-1: 0x80 to 0x9F; 0 is not assigned.
constexpr std::array<char32_t, 32> windows_1252{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr char32_t replacement = 0xFFFD;

std::string from_windows(std::string_view bytes) {
    std::string out;
    for (char const character : bytes) {
        auto const byte = static_cast<unsigned char>(character);
        if (byte < 0x80)
            out += character;
        else if (byte >= 0xA0)
            out += text::to_utf8(byte);
        else {
            auto const point = windows_1252[byte - 0x80U];
            out += text::to_utf8(point != 0 ? point : replacement);
        }
    }
    return out;
}

std::string from_utf16(std::string_view bytes, bool little) {
    std::string out;
    char32_t high = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        auto const first = static_cast<unsigned char>(bytes[i]);
        auto const second = static_cast<unsigned char>(bytes[i + 1]);
        char32_t const unit = little ? first + second * 256U : first * 256U + second;
        if (unit >= 0xD800 && unit < 0xDC00)
            high = unit;
        else if (unit >= 0xDC00 && unit < 0xE000)
            out += text::to_utf8(high != 0 ? 0x10000 + (high - 0xD800) * 0x400 + (unit - 0xDC00)
                                           : replacement);
        else
            out += text::to_utf8(unit);
        if (unit < 0xD800 || unit >= 0xDC00)
            high = 0;
    }
    return out;
}

} // namespace

std::string in_utf8(std::string_view bytes) {
    if (is_utf16(bytes))
        return from_utf16(bytes.substr(2), bytes.starts_with("\xFF\xFE"));
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    return text::find_invalid_utf8(bytes) ? from_windows(bytes) : std::string(bytes);
}

Result<Table> import_table(TableKind kind, std::string_view bytes, TableOrigin origin) {
    auto const file = origin.source;
    if (auto const foreign = foreign_format(bytes))
        return table_error(file, 0,
                           text::cat("this is ", *foreign,
                                     "; export the table as comma- or tab-delimited text first"));
    CC_TRY_ASSIGN(auto const lines, read_rows(in_utf8(bytes), file));
    if (lines.size() < 2)
        return table_error(file, 1, "no rows; a header line and one line a code are wanted");
    CC_TRY_ASSIGN(auto const places, required_columns(kind, lines.front().cells, file));
    std::vector<TableRow> rows;
    for (std::size_t n = 1; n < lines.size(); ++n) {
        auto row = row_of_cells(columns_of(kind), places, lines[n].cells);
        if (row == TableRow{})
            continue;
        if (!has_code_form(kind, row.code))
            return table_error(file, lines[n].line,
                               text::cat("code ", text::quoted(row.code),
                                         " is not five characters of the right form; is this the ",
                                         to_word(kind), " table?"));
        rows.push_back(std::move(row));
    }
    drop_repeated(rows);
    return Table::make(kind, std::move(origin), std::move(rows));
}

} // namespace coldchain::isbt128
