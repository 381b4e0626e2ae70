// SPDX-License-Identifier: Apache-2.0
// The user's own licensed tables: product description codes, special testing codes, registered
// facilities. None is part of this program; it runs without any. What is imported is kept as a
// tab-separated file whose head records version, date, source and digest.
#pragma once

#include "common/result.hpp"
#include "common/time.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::isbt128 {

enum class TableKind { products, testing, facilities };

/// "products", "testing", "facilities".
std::string_view to_word(TableKind kind);
std::optional<TableKind> table_kind_of(std::string_view word);

/// Where a table came from.
struct TableOrigin {
    std::string version; ///< as the user gave it: "7.52.0"
    std::string date;    ///< "YYYY-MM-DD" of the edition
    std::string source;  ///< file name without folder
    std::string sha256;  ///< of the source file
    /// True for the small table of publicly readable codes that comes with the program.
    bool is_example = false;
    bool operator==(TableOrigin const&) const = default;
};

/// One code. Products: text is the description, extra the class and modifier. Testing: text is the
/// interpretation. Facilities: text is the name, extra the place.
struct TableRow {
    std::string code;
    std::string text;
    std::string extra;
    std::string retired; ///< date as the source writes it; empty: current
    bool operator==(TableRow const&) const = default;
};

/// The day of a row's retired date, written "01 JAN 2020" or "2020-01-01"; nothing for a current
/// code and for a date in another form.
std::optional<Date> retired_day(TableRow const& row);

/// A table, sorted by code.
class Table {
public:
    Table() = default;
    /// Fails on a doubled code, naming both lines.
    static Result<Table> make(TableKind kind, TableOrigin origin, std::vector<TableRow> rows);

    TableKind kind() const { return m_kind; }
    TableOrigin const& origin() const { return m_origin; }
    std::span<TableRow const> rows() const { return m_rows; }
    TableRow const* find(std::string_view code) const;

private:
    TableKind m_kind = TableKind::products;
    TableOrigin m_origin;
    std::vector<TableRow> m_rows;
};

/// Reads an export: comma, tab or semicolon, told by the header line; columns are found by their
/// header under any of the names seen in use, in any order. Refuses what is not delimited text
/// (Access and Excel files by their first bytes) and rows whose code has the wrong form, with line.
Result<Table> import_table(TableKind kind, std::string_view bytes, TableOrigin origin);

/// The file that is kept.
std::string to_text(Table const& table);
Result<Table> parse_table(std::string_view text, std::string const& file);

/// The tables a run uses; any of them may be missing.
class Tables {
public:
    void add(Table table);
    Table const* table(TableKind kind) const;
    /// Null when the table is missing or does not have the code; ask table() which.
    TableRow const* find(TableKind kind, std::string_view code) const;

private:
    std::optional<Table> m_products;
    std::optional<Table> m_testing;
    std::optional<Table> m_facilities;
};

} // namespace coldchain::isbt128
