// SPDX-License-Identifier: Apache-2.0
#include "logger/made_text.hpp"

#include "logger/cells.hpp"

#include <utility>

namespace coldchain::logger {

void MadeText::line(std::string_view text, std::uint32_t origin) {
    for (char const c : text)
        m_text.owned += c == '\n' || c == '\r' ? ' ' : c;
    m_text.owned += '\n';
    m_text.origin.push_back(origin);
}

void MadeText::cells(std::vector<std::string> const& cells, std::uint32_t origin) {
    std::string joined;
    for (auto const& cell : cells) {
        if (&cell != cells.data())
            joined += unit_separator;
        for (char const c : cell)
            joined += c == '"' || c == unit_separator ? '\'' : c;
    }
    line(joined, origin);
}

void MadeText::open_end() {
    if (!m_text.owned.empty())
        m_text.owned.pop_back();
}

SourceText MadeText::take(SourceText const& source) {
    m_text.encoding = source.encoding;
    m_text.damaged = source.damaged;
    m_text.made_of_tree = true;
    return std::move(m_text);
}

} // namespace coldchain::logger
