// SPDX-License-Identifier: Apache-2.0
#include "tools/line_reader.hpp"

#include <algorithm>

namespace coldchain::tools {

namespace {

/// Windows editors put it in front of a text file.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

} // namespace

/// Takes what is there without waiting for a full buffer, so that a scanner's line is answered
/// when it comes.
bool LineReader::fill() {
    auto* const source = m_in.rdbuf();
    if (source->in_avail() <= 0) {
        m_before_waiting();
        if (source->sgetc() == std::char_traits<char>::eof())
            return false;
    }
    auto const wanted = std::clamp<std::streamsize>(source->in_avail(), 1, std::ssize(m_buffer));
    auto const got = source->sgetn(m_buffer.data(), wanted);
    m_rest = {m_buffer.data(), static_cast<std::size_t>(std::max<std::streamsize>(got, 0))};
    return got > 0;
}

void LineReader::keep(std::string_view piece) {
    auto const room = m_limit + 1 - std::min(m_line.size(), m_limit + 1);
    m_line += piece.substr(0, room);
}

std::string_view LineReader::finished(std::string_view line) {
    ++m_number;
    if (m_number == 1 && line.starts_with(byte_order_mark))
        line.remove_prefix(byte_order_mark.size());
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::optional<std::string_view> LineReader::next() {
    m_line.clear();
    bool crosses = false;
    for (;;) {
        if (m_rest.empty() && !fill()) {
            if (!crosses)
                return std::nullopt;
            return finished(m_line);
        }
        auto const end = m_rest.find('\n');
        auto const piece = m_rest.substr(0, end);
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
        if (end != std::string_view::npos && !crosses && piece.size() <= m_limit) {
            return finished(piece);
        }
        keep(piece);
        crosses = true;
        if (end != std::string_view::npos) {
            return finished(m_line);
        }
    }
}

} // namespace coldchain::tools
