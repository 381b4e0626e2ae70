// SPDX-License-Identifier: Apache-2.0
// The kinds of file that people write and the program reads, in one table: manual pages, JSON
// Schema and starting files come from it and from the records that the readers check against.
#pragma once

#include "config/schema.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::tools {

struct Kind {
    std::string_view name;   ///< "limits"
    std::string_view what;   ///< one line, lower case
    std::string_view about;  ///< for the manual: where it stands, what reads it
    std::string_view schema; ///< what its key `schema` says
    std::string_view folder; ///< of data files, inside a data folder; else empty
    config::Record const& (*record)();
    std::string (*start)() = nullptr; ///< a commented file that is valid as it stands; null: none
};

std::span<Kind const> kinds();
/// The kind of that name, or null.
Kind const* find_kind(std::string_view name);
std::vector<std::string> kind_names();

} // namespace coldchain::tools
