// SPDX-License-Identifier: Apache-2.0
// Lines of a stream in constant memory, given out as they arrive.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace coldchain::tools {

/// Lines end with LF or CR LF; the last may have no end. A byte order mark before the first is left
/// out. Of a line longer than the limit only the first bytes, one more than the limit, are kept, so
/// that whoever reads it sees that it is too long.
class LineReader {
public:
    /// `before_waiting` is called when the next read may have to wait for the other side.
    LineReader(std::istream& in, std::size_t limit, std::function<void()> before_waiting)
        : m_in(in), m_limit(limit), m_before_waiting(std::move(before_waiting)) {}

    /// The next line without its end, valid until the next call; nothing at the end.
    std::optional<std::string_view> next();

    /// The number of the line last given, from 1.
    std::int64_t number() const { return m_number; }

private:
    bool fill();
    void keep(std::string_view piece);
    std::string_view finished(std::string_view line);

    std::istream& m_in;
    std::size_t m_limit;
    std::function<void()> m_before_waiting;
    std::array<char, 65536> m_buffer{};
    std::string_view m_rest; ///< of the buffer
    std::string m_line;      ///< a line that crosses buffers
    std::int64_t m_number = 0;
};

} // namespace coldchain::tools
