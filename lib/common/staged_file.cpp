// SPDX-License-Identifier: Apache-2.0
#include "common/staged_file.hpp"

#include "common/text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace coldchain {

namespace {

Error failure(std::filesystem::path const& path, std::string_view doing) {
    Error error{ErrorKind::io, {}, {}, {}};
    error.where.file = path.string();
    error.text = text::cat("cannot ", doing, ": ", std::strerror(errno));
    return error;
}

} // namespace

StagedFile::StagedFile(int descriptor, std::string name, std::filesystem::path asked)
    : m_descriptor(descriptor), m_name(std::move(name)), m_asked(std::move(asked)) {}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_name(std::exchange(other.m_name, {})), m_asked(std::move(other.m_asked)),
      m_size(other.m_size) {}

StagedFile::~StagedFile() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_name.empty())
        ::unlink(m_name.c_str());
}

Result<StagedFile> StagedFile::open(std::filesystem::path const& path) {
    bool const nameless = path == "-";
    auto const folder = nameless                      ? std::filesystem::temp_directory_path()
                        : path.parent_path().empty() ? std::filesystem::path(".")
                                                     : path.parent_path();
    std::string const own = nameless ? std::string("output") : path.filename().string();
    std::string name = (folder / text::cat(temporary_prefix, own, "-XXXXXX")).string();
    int const descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0)
        return failure(path, "write");
    if (nameless) {
        ::unlink(name.c_str());
        name.clear();
    }
    return StagedFile(descriptor, std::move(name), path);
}

Result<void> StagedFile::append(std::string_view bytes) {
    m_size += bytes.size();
    while (!bytes.empty()) {
        auto const wrote = ::write(m_descriptor, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return failure(m_asked, "write");
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
}

Result<void> StagedFile::commit(std::filesystem::path const& path, OnExisting on_existing) {
    mode_t const mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(m_descriptor, 0666 & ~mask) != 0 || ::fsync(m_descriptor) != 0)
        return failure(path, "write");
    // link() refuses an existing target, so two writers cannot both believe they made the file
    if (on_existing == OnExisting::refuse && ::link(m_name.c_str(), path.c_str()) == 0)
        return {};
    if (on_existing == OnExisting::refuse && errno == EEXIST)
        return Error{ErrorKind::io,
                     {path.string(), 0, 0, ""},
                     "exists already; give --force to replace it, or another name",
                     {}};
    if (::rename(m_name.c_str(), path.c_str()) != 0)
        return failure(path, "write");
    m_name.clear();
    return {};
}

// not const: it moves the place in the file
// NOLINTNEXTLINE(readability-make-member-function-const)
Result<void> StagedFile::read_back(std::function<void(std::string_view)> const& take) {
    if (::lseek(m_descriptor, 0, SEEK_SET) < 0)
        return failure("-", "read back");
    std::array<char, std::size_t{1} << 16U> buffer{};
    for (;;) {
        auto const got = ::read(m_descriptor, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failure("-", "read back");
        if (got == 0)
            return {};
        take({buffer.data(), static_cast<std::size_t>(got)});
    }
}

} // namespace coldchain
