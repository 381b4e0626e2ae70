// SPDX-License-Identifier: Apache-2.0
// Where data files are found: a base folder and overlays after it. A file of an overlay replaces
// the one with the same file name in the same sub-folder; other files are added.
#pragma once

#include "config/tree.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::config {

/// Base first, overlays after it. An empty list means no data at all.
using DataFolders = std::vector<std::filesystem::path>;

struct DataFile {
    std::string name; ///< of the file without ending: the id of what it describes
    std::filesystem::path path;
    bool overlay = false; ///< not from the base folder
};

/// The .toml files of `sub_folder` ("rules/limits"), by name, each name once.
std::vector<DataFile> list_data(DataFolders const& folders, std::string_view sub_folder);

/// One of them as a document. A message that it does not exist names the ids there are.
Result<Document> read_data(DataFolders const& folders, std::string_view sub_folder,
                           std::string_view name);

/// The digest and identity of a data file, as every output that used it records it.
struct DataId {
    std::string id;
    std::string edition;
    std::string sha256;
    bool operator==(DataId const&) const = default;
};

/// The head every data file has: schema, pack, edition, valid_from, valid_to, and title.
struct DataHead {
    std::string schema;
    DataId identity; ///< id is `pack`
    std::string title;
    std::string valid_from; ///< "YYYY-MM-DD"
    std::string valid_to;   ///< empty: still in force
};

/// Reads and checks the head; `schema` is what the file must say, such as "coldchain.limits/1".
Result<DataHead> read_head(Document const& document, std::string_view schema);

} // namespace coldchain::config
