// SPDX-License-Identifier: Apache-2.0
#include "logger/cells.hpp"

#include "common/text.hpp"

#include <cstring>

namespace coldchain::logger {

namespace {

/// More than any table has; what follows stays one cell, so that a hostile line takes no memory.
constexpr std::size_t most_cells = 4096;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

std::string_view trim_blanks(std::string_view cell) {
    while (!cell.empty() && is_blank(cell.front()))
        cell.remove_prefix(1);
    while (!cell.empty() && is_blank(cell.back()))
        cell.remove_suffix(1);
    while (cell.starts_with("\xC2\xA0")) // no-break space
        cell.remove_prefix(2);
    while (cell.ends_with("\xC2\xA0"))
        cell.remove_suffix(2);
    return cell;
}

std::string_view unquoted(std::string_view cell) {
    cell = trim_blanks(cell);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
        return trim_blanks(cell.substr(1, cell.size() - 2));
    return cell;
}

// The end of the cell at `at`: the next delimiter outside quotes. A quote that is never closed
// protects nothing.
std::size_t cell_end(std::string_view line, std::size_t at, Delimiter delimiter) {
    std::size_t start = at;
    while (start < line.size() && is_blank(line[start]) && line[start] != delimiter)
        ++start;
    if (start < line.size() && line[start] == '"') {
        for (std::size_t i = start + 1; i < line.size(); ++i) {
            if (line[i] != '"')
                continue;
            if (i + 1 < line.size() && line[i + 1] == '"') {
                ++i;
                continue;
            }
            auto const found = line.find(delimiter, i + 1);
            return found == std::string_view::npos ? line.size() : found;
        }
    }
    auto const found = line.find(delimiter, at);
    return found == std::string_view::npos ? line.size() : found;
}

void split_at_blanks(std::string_view line, std::vector<std::string_view>& cells) {
    std::size_t at = 0;
    while (at < line.size() && cells.size() < most_cells) {
        while (at < line.size() && is_blank(line[at]))
            ++at;
        std::size_t const start = at;
        bool const quoted = at < line.size() && line[at] == '"';
        if (quoted) {
            auto const close = line.find('"', at + 1);
            at = close == std::string_view::npos ? at : close;
        }
        while (at < line.size() && !is_blank(line[at]))
            ++at;
        if (at > start)
            cells.push_back(unquoted(line.substr(start, at - start)));
    }
}

} // namespace

void split_cells(std::string_view line, Delimiter delimiter, std::vector<std::string_view>& cells) {
    cells.clear();
    if (delimiter == blank_runs) {
        split_at_blanks(line, cells);
        return;
    }
    for (std::size_t at = 0;;) {
        std::size_t const end =
            cells.size() + 1 < most_cells ? cell_end(line, at, delimiter) : line.size();
        cells.push_back(unquoted(line.substr(at, end - at)));
        if (end >= line.size())
            return;
        at = end + 1;
    }
}

bool Lines::next(std::string_view& line) {
    if (m_at >= m_text.size())
        return false;
    m_begin = m_at;
    auto const* const start = m_text.data() + m_at;
    auto const* const feed =
        static_cast<char const*>(std::memchr(start, '\n', m_text.size() - m_at));
    std::size_t const size =
        feed == nullptr ? m_text.size() - m_at : static_cast<std::size_t>(feed - start);
    m_at += size + (feed == nullptr ? 0 : 1);
    line = {start, size};
    while (line.ends_with('\r'))
        line.remove_suffix(1);
    ++m_line;
    return true;
}

std::string clean_heading(std::string_view cell) {
    std::string out;
    for (char const c : cell) {
        bool const blank = c == '\n' || c == '\r' || c == '\t' || c == ' ' || c == '"';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    std::string_view view = text::trim(out);
    if (view.size() > 2 && view.starts_with("# ") && view.ends_with(" #"))
        view = text::trim(view.substr(2, view.size() - 4));
    if (view.size() > 1 && view.starts_with("#") && view.find_first_not_of("# ") != 0)
        view = text::trim(view.substr(view.find_first_not_of("# ") == std::string_view::npos
                                          ? view.size() - 1
                                          : view.find_first_not_of("# ")));
    return std::string(view);
}

} // namespace coldchain::logger
