// SPDX-License-Identifier: Apache-2.0
// Text that a file of another shape is turned into (XML, JSON, lines of pairs), so that the one
// inference of tables reads it: each line knows the line of the file it comes from.
#pragma once

#include "logger/source_text.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

class MadeText {
public:
    /// One line; line ends inside it become blanks. `origin`: the line of the file, from 1.
    void line(std::string_view text, std::uint32_t origin);

    /// A row of cells, set apart by the unit separator; quotes and separators in them become
    /// apostrophes.
    void cells(std::vector<std::string> const& cells, std::uint32_t origin);

    /// Takes the end off the last line, as where the file's last row has none.
    void open_end();

    /// The text, with the encoding and damage of `source`. Nothing is left here.
    SourceText take(SourceText const& source);

private:
    SourceText m_text;
};

} // namespace coldchain::logger
