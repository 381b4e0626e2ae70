// SPDX-License-Identifier: Apache-2.0
// The names of a table's channels, short and each given once.
#pragma once

#include "logger/table.hpp"
#include "logger/vocabulary.hpp"

namespace coldchain::logger {

/// Numbers the channels of the layout and names each by its heading without unit and serials; what
/// sets equal headings apart, or a number, makes the name unique.
void name_channels(Layout& layout, Vocabulary const& words);

} // namespace coldchain::logger
