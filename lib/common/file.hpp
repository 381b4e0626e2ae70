// SPDX-License-Identifier: Apache-2.0
// Files whole in and whole out. A write goes to a temporary file in the same folder, is synced and
// renamed: after a crash there is the old file, or the new one, or a ".tmp-" file, never half a
// one.
#pragma once

#include "common/result.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace coldchain {

/// What a write does when the target already exists.
enum class OnExisting { refuse, replace };

/// The largest input a reader accepts unless it says otherwise: 1 GiB.
inline constexpr std::size_t largest_input = std::size_t{1} << 30U;

/// The bytes of a regular file, or of standard input for "-". Refuses folders, FIFOs and devices
/// by name, a file above `limit` bytes, and whatever the system refuses, with its reason.
Result<std::string> read_file(std::filesystem::path const& path, std::size_t limit = largest_input);

/// A regular file, read from its beginning piece by piece. Refuses what read_file() refuses.
class FileReader {
public:
    static Result<FileReader> open(std::filesystem::path const& path,
                                   std::size_t limit = largest_input);
    ~FileReader();
    FileReader(FileReader&& other) noexcept;
    FileReader& operator=(FileReader&&) = delete;

    /// In bytes, when it was opened.
    std::size_t size() const { return m_size; }

    /// The next bytes, `room` of them unless the file ends before; 0 at its end.
    Result<std::size_t> read(char* to, std::size_t room);

private:
    FileReader(int descriptor, std::size_t size, std::filesystem::path path)
        : m_descriptor(descriptor), m_size(size), m_path(std::move(path)) {}
    int m_descriptor;
    std::size_t m_size;
    std::filesystem::path m_path;
};

/// Writes, syncs, renames. A failure (disk full, no permission) leaves the target as it was and no
/// temporary file. Not for "-".
Result<void> write_file(std::filesystem::path const& path, std::string_view bytes,
                        OnExisting on_existing);

/// Names that writes in progress use; what is left of them after a crash may be swept.
inline constexpr std::string_view temporary_prefix = ".tmp-";

} // namespace coldchain
