// SPDX-License-Identifier: Apache-2.0
// The bytes of an export as UTF-8 text, and how they were understood.
#pragma once

#include "common/result.hpp"
#include "logger/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

struct SourceText {
    std::string owned;     ///< holds the text when it had to be made
    std::string_view view; ///< the bytes themselves when they could stay
    std::vector<std::uint32_t>
        origin;              ///< line of the file for each line of a text made from a tree
    std::string encoding;    ///< "UTF-16LE"; for the notes
    std::size_t damaged = 0; ///< characters lost before or while decoding
    bool made_of_tree = false;

    std::string_view text() const { return owned.empty() ? view : std::string_view(owned); }
    /// The file's line for a line of text(), both from 1.
    std::uint32_t line_in_file(std::uint32_t line) const {
        return line >= 1 && line <= origin.size() ? origin[line - 1] : line;
    }
};

/// Decodes: byte order marks, UTF-16 without one, UTF-8, else the code page in which most words of
/// the vocabulary appear (Windows-1252 when none does). Line ends become line feeds where a file
/// has only carriage returns. The text may point into `bytes`.
SourceText decode(std::string_view bytes, Vocabulary const& words);

/// Whether all bytes are below 0x80; fast.
bool is_ascii(std::string_view bytes);

} // namespace coldchain::logger
