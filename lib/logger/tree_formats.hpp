// SPDX-License-Identifier: Apache-2.0
// XML, HTML and JSON exports as one table of text: the records of the longest list become rows, the
// names of their parts headings, and what stands outside the list "key: value" lines above them.
// Whatever reads tables then reads these too.
#pragma once

#include "common/result.hpp"
#include "logger/source_text.hpp"

#include <optional>

namespace coldchain::logger {

/// Nothing when the text is no tree. An Error, with its place, when it begins like one and is
/// broken.
Result<std::optional<SourceText>> text_of_tree(SourceText const& source, Vocabulary const& words,
                                               std::string const& file);

} // namespace coldchain::logger
