// SPDX-License-Identifier: Apache-2.0
#include "common/csv.hpp"

#include "common/text.hpp"

namespace coldchain {

namespace {

class CsvParser {
public:
    CsvParser(std::string_view text, char delimiter, std::string const& file)
        : m_text(text), m_delimiter(delimiter), m_file(file) {}

    Result<std::vector<CsvRow>> parse() {
        std::vector<CsvRow> rows;
        while (m_at < m_text.size()) {
            CsvRow row{m_line, {}};
            do {
                CC_TRY_ASSIGN(auto cell, m_at < m_text.size() && m_text[m_at] == '"' ? quoted_cell()
                                                                                     : bare_cell());
                row.cells.push_back(std::move(cell));
            } while (take_delimiter());
            take_line_end();
            if (row.cells.size() > 1 || !row.cells.front().empty())
                rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    bool at_line_end() const {
        return m_at >= m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r';
    }

    bool take_delimiter() {
        if (m_at >= m_text.size() || m_text[m_at] != m_delimiter)
            return false;
        ++m_at;
        return true;
    }

    void take_line_end() {
        if (m_at >= m_text.size())
            return;
        if (m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n')
            ++m_at;
        ++m_at;
        ++m_line;
    }

    Result<std::string> bare_cell() {
        std::size_t const begin = m_at;
        while (!at_line_end() && m_text[m_at] != m_delimiter)
            ++m_at;
        return std::string(m_text.substr(begin, m_at - begin));
    }

    Result<std::string> quoted_cell() {
        int const begin_line = m_line;
        std::string cell;
        for (++m_at;; ++m_at) {
            if (m_at >= m_text.size())
                return input_error({m_file, begin_line, 0, ""},
                                   "a quote is opened here and never closed");
            if (m_text[m_at] == '"') {
                if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"')
                    break;
                ++m_at;
            }
            if (m_text[m_at] == '\n')
                ++m_line;
            cell += m_text[m_at];
        }
        ++m_at;
        if (!at_line_end() && m_text[m_at] != m_delimiter)
            return input_error(
                {m_file, m_line, 0, ""},
                "text follows a closing quote; double a quote that belongs to the cell");
        return cell;
    }

    std::string_view m_text;
    char m_delimiter;
    std::string const& m_file;
    std::size_t m_at = 0;
    int m_line = 1;
};

} // namespace

Result<std::vector<CsvRow>> parse_csv(std::string_view text, char delimiter,
                                      std::string const& file) {
    return CsvParser(text, delimiter, file).parse();
}

std::string csv_cell(std::string_view cell, char delimiter) {
    bool const plain = cell.find_first_of("\"\r\n") == std::string_view::npos &&
                       cell.find(delimiter) == std::string_view::npos;
    if (plain)
        return std::string(cell);
    return text::cat('"', text::replace_all(cell, "\"", "\"\""), '"');
}

} // namespace coldchain
