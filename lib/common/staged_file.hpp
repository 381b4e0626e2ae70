// SPDX-License-Identifier: Apache-2.0
// A file that grows piece by piece under a temporary name and gets its own name only when all of it
// is there: for outputs too large to be held in memory.
#pragma once

#include "common/file.hpp"
#include "common/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace coldchain {

class StagedFile {
public:
    /// Opens a temporary file beside `path`, or, for "-", one without a name.
    static Result<StagedFile> open(std::filesystem::path const& path);

    StagedFile(StagedFile&& other) noexcept;
    StagedFile& operator=(StagedFile&&) = delete;
    /// What was not committed is removed.
    ~StagedFile();

    Result<void> append(std::string_view bytes);
    std::uint64_t size() const { return m_size; }

    /// Syncs and renames to `path`, which may differ from the one given to open() but lies in the
    /// same folder. With OnExisting::refuse an existing file stays as it is and is named.
    Result<void> commit(std::filesystem::path const& path, OnExisting on_existing);

    /// Hands all bytes over in pieces, for "-".
    Result<void> read_back(std::function<void(std::string_view)> const& take);

private:
    StagedFile(int descriptor, std::string name, std::filesystem::path asked);
    int m_descriptor;
    std::string m_name;            ///< empty: the file has none
    std::filesystem::path m_asked; ///< what open() was given, for messages
    std::uint64_t m_size = 0;
};

} // namespace coldchain
