// SPDX-License-Identifier: Apache-2.0
// The rows of a table by its Layout. Rows of the common kind (a stamp of fixed width, plain
// numbers) are read in one pass over their bytes without allocation; every other row is split into
// cells and looked at closely. Both ways give the same result for a row both can read.
#pragma once

#include "logger/table.hpp"

namespace coldchain::logger {

struct ScanContext {
    Layout const& layout;
    Vocabulary const& words;
    Profile const* profile = nullptr;
    unsigned jobs = 1;
};

/// Reads from layout.first_row to the end of the table: the end of the text, or where the headings
/// of another table stand. The result does not depend on `jobs`.
TableRead scan_table(std::string_view text, ScanContext const& context);

} // namespace coldchain::logger
