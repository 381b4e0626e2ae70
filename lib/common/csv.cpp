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
            CsvRow row{m_line, {}, {}};
            do {
                row.places.push_back(place());
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
    // where the reading stands; asked for in the order of the text, so that each byte is seen once
    CsvPlace place() {
        for (; m_counted < m_at; ++m_counted) {
            char const letter = m_text[m_counted];
            bool const pair = letter == '\r' && m_counted + 1 < m_text.size() &&
                              m_text[m_counted + 1] == '\n';
            if (letter == '\n' || (letter == '\r' && !pair))
                m_place = {m_place.line + 1, 1};
            else if ((static_cast<unsigned char>(letter) & 0xC0U) != 0x80U) // not inside a character
                ++m_place.column;
        }
        return m_place;
    }

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
        CsvPlace const begin = place();
        std::string cell;
        for (++m_at;; ++m_at) {
            if (m_at >= m_text.size())
                return input_error({m_file, begin.line, begin.column, ""},
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
        if (!at_line_end() && m_text[m_at] != m_delimiter) {
            CsvPlace const after = place();
            return input_error(
                {m_file, after.line, after.column, ""},
                "text follows a closing quote; double a quote that belongs to the cell");
        }
        return cell;
    }

    std::string_view m_text;
    char m_delimiter;
    std::string const& m_file;
    std::size_t m_at = 0;
    int m_line = 1;
    std::size_t m_counted = 0;
    CsvPlace m_place{1, 1};
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
