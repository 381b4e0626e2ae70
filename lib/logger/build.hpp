// SPDX-License-Identifier: Apache-2.0
// From the tables of a file to its Recordings: which columns belong to which logger, the account of
// rows, the time basis; then the judge.
#pragma once

#include "logger/judge.hpp"
#include "logger/source_text.hpp"
#include "logger/summary.hpp"
#include "logger/table.hpp"
#include "logger/tally.hpp"

#include <vector>

namespace coldchain::logger {

/// One table of a file with what stood above it.
struct FileTable {
    Preamble preamble;
    Layout layout;
    TableRead read;
};

struct BuildContext {
    SourceText const& source;
    Profile const* profile = nullptr;
    Vocabulary const& words;
    ReadOptions const& options;
    std::string const& file;
};

/// One Recording for each logger of the tables, in the order of the file. Refuses a file without
/// temperatures or without their unit.
Result<std::vector<Recording>> build_recordings(std::vector<FileTable> tables,
                                                BuildContext const& context);

/// The overview of a table whose rows were tallied; nothing when only the rows themselves can tell
/// it (two loggers, a zone with clock changes). Refuses as above.
Result<std::optional<Overview>> build_overview(FileTable& table, Tally const& tally,
                                               BuildContext const& context);

} // namespace coldchain::logger
