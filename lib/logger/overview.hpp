// SPDX-License-Identifier: Apache-2.0
// A file straight to its overview, without keeping its readings where that can be had: the rows are
// tallied as they are read, and only what needs a closer look is read as Recordings.
#pragma once

#include "logger/read.hpp"
#include "logger/summary.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

/// The overviews of read_recordings(), figure for figure, one per logger in the file.
Result<std::vector<Overview>> read_overviews(std::string_view bytes, std::string const& file_name,
                                             ReadOptions const& options, Profiles const& profiles);

/// The same of a file on disk. A long one is read piece by piece; `options.jobs` above 1 takes its
/// digest in a thread of its own.
Result<std::vector<Overview>>
read_file_overviews(std::string const& path, ReadOptions const& options, Profiles const& profiles);

} // namespace coldchain::logger
