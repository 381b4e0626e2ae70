// SPDX-License-Identifier: Apache-2.0
// Lines and the cells of a line. Blanks around a cell and its quotes are no part of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

/// What separates the cells: a character, or runs of blanks and tabs (' ').
using Delimiter = char;
inline constexpr Delimiter blank_runs = ' ';
/// Joins the cells of tables that were made from a tree.
inline constexpr Delimiter unit_separator = '\x1F';

/// Splits into `cells`, which is reused. A doubled quote inside a quoted cell stays doubled: it
/// never occurs in times and numbers.
void split_cells(std::string_view line, Delimiter delimiter, std::vector<std::string_view>& cells);

/// Walks the lines of a text: without line feed and without carriage returns at the end.
class Lines {
public:
    explicit Lines(std::string_view text, std::size_t at = 0, std::uint32_t line = 1)
        : m_text(text), m_at(at), m_line(line) {}

    bool next(std::string_view& line);
    std::size_t begin() const { return m_begin; }       ///< offset of the line given last
    std::size_t position() const { return m_at; }       ///< offset behind it
    std::uint32_t number() const { return m_line - 1; } ///< of the line given last, from 1

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_begin = 0;
    std::uint32_t m_line = 1;
};

/// Without the marks that some formats put around heading cells, and with line feeds as blanks.
std::string clean_heading(std::string_view cell);

} // namespace coldchain::logger
