// SPDX-License-Identifier: Apache-2.0
#include "common/file.hpp"

#include "common/text.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coldchain {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    int number() const { return m_number; }
    int release() { return std::exchange(m_number, -1); }

private:
    int m_number;
};

Error system_error(std::filesystem::path const& path, std::string_view doing) {
    return {ErrorKind::io,
            {path.string(), 0, 0, ""},
            text::cat("cannot ", doing, ": ", std::strerror(errno)),
            {}};
}

Error too_large(std::filesystem::path const& path, std::size_t limit) {
    return input_error({path.string(), 0, 0, ""},
                       text::cat("is larger than the ", limit, " bytes this reader accepts"));
}

Result<std::string> read_all(int descriptor, std::filesystem::path const& path,
                             std::size_t expected, std::size_t limit) {
    std::string bytes;
    bytes.resize(expected + 1); // one more, so that the end is seen without growing
    std::size_t held = 0;
    for (;;) {
        if (held == bytes.size())
            bytes.resize(bytes.size() + bytes.size() / 2 + 65536);
        ssize_t const got = ::read(descriptor, bytes.data() + held, bytes.size() - held);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return system_error(path, "read");
        if (got == 0)
            break;
        held += static_cast<std::size_t>(got);
        if (held > limit)
            return too_large(path, limit);
    }
    bytes.resize(held);
    return bytes;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t const put = ::write(descriptor, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

std::filesystem::path folder_of(std::filesystem::path const& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

void sync_folder(std::filesystem::path const& folder) {
    Descriptor const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.number() >= 0)
        ::fsync(opened.number()); // some file systems cannot; the rename itself is still atomic
}

} // namespace

Result<FileReader> FileReader::open(std::filesystem::path const& path, std::size_t limit) {
    // O_NONBLOCK: opening a FIFO nobody writes to must fail below, not hang here
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0)
        return system_error(path, "open");
    struct stat status {};
    if (::fstat(file.number(), &status) != 0)
        return system_error(path, "examine");
    if (!S_ISREG(status.st_mode))
        return Error{ErrorKind::io,
                     {path.string(), 0, 0, ""},
                     S_ISDIR(status.st_mode) ? "is a folder; name a file in it"
                                             : "is not a regular file; copy its contents to one",
                     {}};
    auto const size = static_cast<std::size_t>(status.st_size);
    if (size > limit)
        return too_large(path, limit);
    return FileReader(file.release(), size, path);
}

FileReader::~FileReader() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FileReader::FileReader(FileReader&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_size(other.m_size),
      m_path(std::move(other.m_path)) {}

Result<std::size_t> FileReader::read(char* to, std::size_t room) {
    std::size_t held = 0;
    while (held < room) {
        ssize_t const got = ::read(m_descriptor, to + held, room - held);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return system_error(m_path, "read");
        if (got == 0)
            break;
        held += static_cast<std::size_t>(got);
    }
    return held;
}

Result<std::string> read_file(std::filesystem::path const& path, std::size_t limit) {
    if (path == "-")
        return read_all(STDIN_FILENO, "standard input", 65536, limit);
    CC_TRY_ASSIGN(auto file, FileReader::open(path, limit));
    std::string bytes;
    bytes.resize(file.size() + 1); // one more, so that the end is seen without growing
    std::size_t held = 0;
    for (;;) {
        CC_TRY_ASSIGN(auto const got, file.read(bytes.data() + held, bytes.size() - held));
        held += got;
        if (held > limit)
            return too_large(path, limit);
        if (held < bytes.size())
            break;
        bytes.resize(bytes.size() + bytes.size() / 2 + 65536); // it grew meanwhile
    }
    bytes.resize(held);
    return bytes;
}

Result<void> write_file(std::filesystem::path const& path, std::string_view bytes,
                        OnExisting on_existing) {
    struct stat status {};
    bool const exists = ::lstat(path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
        return Error{
            ErrorKind::io, {path.string(), 0, 0, ""}, "is a folder; name a file in it", {}};
    if (exists && on_existing == OnExisting::refuse)
        return Error{ErrorKind::io,
                     {path.string(), 0, 0, ""},
                     "exists already; give --force to replace it, or another name",
                     {}};
    std::string name =
        (folder_of(path) / text::cat(temporary_prefix, path.filename().string(), "-XXXXXX"))
            .string();
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (file.number() < 0)
        return system_error(path, "write");
    auto const fail = [&](std::string_view doing) {
        Error error = system_error(path, doing);
        ::unlink(name.c_str());
        return error;
    };
    mode_t const mask = ::umask(0);
    ::umask(mask);
    if (!write_all(file.number(), bytes) || ::fchmod(file.number(), 0666 & ~mask) != 0 ||
        ::fsync(file.number()) != 0)
        return fail("write");
    if (::close(file.release()) != 0)
        return fail("write");
    // link() refuses an existing target, so two writers cannot both believe they made the file
    if (on_existing == OnExisting::refuse) {
        if (::link(name.c_str(), path.c_str()) == 0) {
            ::unlink(name.c_str());
            sync_folder(folder_of(path));
            return {};
        }
        if (errno == EEXIST)
            return fail("write");
        // a file system without hard links: rename, as for replacing
    }
    if (::rename(name.c_str(), path.c_str()) != 0)
        return fail("write");
    sync_folder(folder_of(path));
    return {};
}

} // namespace coldchain
