// SPDX-License-Identifier: Apache-2.0
// The file is handed over as an open descriptor of memory, so that no temporary file is written and
// no name of a file can be taken for an option. pdftoppm writes grey maps one after another to its
// standard output, pdftotext its lines, and both are read as they come.
#include "job/pdf_pages.hpp"

#include "common/text.hpp"
#include "render/read_picture.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <vector>

namespace coldchain::job {

namespace {

constexpr rlim_t most_memory = rlim_t{4} << 30U; ///< bytes of address space
constexpr rlim_t most_seconds = 600;             ///< of processor time
constexpr int not_installed = 127;               ///< as a shell says it

/// An open descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    ~Descriptor() { close_now(); }
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    int number() const { return m_number; }
    void close_now() {
        if (m_number >= 0)
            ::close(m_number);
        m_number = -1;
    }

private:
    int m_number;
};

Error system_error(std::string_view what) {
    Error error{ErrorKind::io, {}, {}, {}};
    error.text = text::cat(what, ": ", std::strerror(errno));
    return error;
}

Result<void> fill(int file, std::string_view bytes, std::string_view program) {
    while (!bytes.empty()) {
        auto const wrote = ::write(file, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return system_error(text::cat("the PDF cannot be handed to ", program));
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return {};
}

void limit(int what, rlim_t most) {
    rlimit const limits{most, most};
    ::setrlimit(static_cast<__rlimit_resource_t>(what), &limits);
}

/// A program of poppler-utils and its arguments; the file comes after `before`, then `after`.
struct Program {
    char const* name;
    std::vector<std::string> before;
    std::vector<std::string> after;
    std::string_view missing; ///< what to say where it is not installed
};

/// The open descriptor `pdf` loses its mark to be closed; the program finds it by its name.
[[noreturn]] void become(int pdf, std::vector<char*> const& arguments, int output) {
    limit(RLIMIT_AS, most_memory);
    limit(RLIMIT_CPU, most_seconds);
    bool ready = ::dup2(output, STDOUT_FILENO) >= 0 && ::fcntl(pdf, F_SETFD, 0) == 0;
    int const silence = ::open("/dev/null", O_WRONLY);
    ready = ready && silence >= 0 && ::dup2(silence, STDERR_FILENO) >= 0;
    if (ready)
        ::execvp(arguments[0], arguments.data());
    ::_exit(not_installed);
}

using TakeBytes = std::function<Result<void>(std::string_view)>;

Result<void> read_all(int pipe, TakeBytes const& take) {
    std::array<char, std::size_t{1} << 16U> buffer{};
    for (;;) {
        auto const got = ::read(pipe, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return system_error("the PDF cannot be read");
        if (got == 0)
            return {};
        CC_TRY(take({buffer.data(), static_cast<std::size_t>(got)}));
    }
}

/// Runs the program over a PDF and hands on what it writes. Says whether it ended well; a program
/// that is not there is an Error.
Result<bool> run_over(std::string_view pdf, Program const& program, TakeBytes const& take) {
    Descriptor file(::memfd_create("pdf", MFD_CLOEXEC));
    if (file.number() < 0)
        return system_error("no memory for the PDF");
    CC_TRY(fill(file.number(), pdf, program.name));
    if (::lseek(file.number(), 0, SEEK_SET) < 0)
        return system_error(text::cat("the PDF cannot be handed to ", program.name));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return system_error(text::cat("no pipe to ", program.name));
    Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    // everything that allocates is done before the fork
    std::vector<std::string> words{program.name};
    words.insert(words.end(), program.before.begin(), program.before.end());
    words.push_back(text::cat("/dev/fd/", file.number()));
    words.insert(words.end(), program.after.begin(), program.after.end());
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t const child = ::fork();
    if (child < 0)
        return system_error(text::cat(program.name, " cannot be started"));
    if (child == 0)
        become(file.number(), arguments, writing.number());
    writing.close_now();
    auto const read = read_all(reading.number(), take);
    reading.close_now(); // a child that still writes ends by itself
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!read)
        return read.error();
    if (WIFEXITED(status) && WEXITSTATUS(status) == not_installed)
        return Error{ErrorKind::unsupported, {}, std::string(program.missing), {}};
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Cuts the stream of maps into pages.
class PageStream {
public:
    using Take = std::function<Result<void>(int, barcode::Raster const&)>;
    explicit PageStream(Take const& take) : m_take(take) {}

    Result<void> add(std::string_view bytes) {
        m_bytes.append(bytes);
        for (;;) {
            if (!m_head && m_bytes.size() > 2) {
                CC_TRY_ASSIGN(m_head, render::read_grey_map_head(m_bytes));
            }
            if (!m_head)
                return {};
            auto const pixels =
                static_cast<std::size_t>(m_head->width) * static_cast<std::size_t>(m_head->height);
            if (m_bytes.size() < m_head->pixels_at + pixels)
                return {};
            auto const from = m_bytes.begin() + static_cast<std::ptrdiff_t>(m_head->pixels_at);
            barcode::Raster const raster{
                m_head->width, m_head->height, {from, from + static_cast<std::ptrdiff_t>(pixels)}};
            m_bytes.erase(0, m_head->pixels_at + pixels);
            m_head.reset();
            CC_TRY(m_take(++m_page, raster));
        }
    }

    bool is_between_pages() const { return m_bytes.empty(); }
    int pages() const { return m_page; }

private:
    Take const& m_take;
    std::string m_bytes;
    std::optional<render::GreyMapHead> m_head;
    int m_page = 0;
};

} // namespace

bool is_pdf(std::string_view bytes) {
    // readers look for the mark in the first kilobyte
    return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

Result<void> for_each_page(std::string_view pdf, int dpi,
                           std::function<Result<void>(int, barcode::Raster const&)> const& take) {
    PageStream pages(take);
    Program const painter{"pdftoppm",
                          {"-gray", "-r", std::to_string(dpi)},
                          {},
                          "a PDF is painted by the program pdftoppm, which is not installed; "
                          "install poppler-utils, or give the page as a PNG picture"};
    CC_TRY_ASSIGN(bool const whole,
                  run_over(pdf, painter, [&](std::string_view bytes) { return pages.add(bytes); }));
    if (!whole || !pages.is_between_pages() || pages.pages() == 0)
        return input_error({}, text::cat("the PDF cannot be painted: pdftoppm stopped after ",
                                         pages.pages(), pages.pages() == 1 ? " page" : " pages"));
    return {};
}

namespace {

/// What pdftotext writes of a PDF.
Result<std::string> read_text(std::string_view pdf, std::vector<std::string> options) {
    Program const reader{"pdftotext",
                         std::move(options),
                         {"-"},
                         "the text of a PDF is read by the program pdftotext, which is not "
                         "installed; install poppler-utils"};
    std::string text;
    CC_TRY_ASSIGN(bool const whole,
                  run_over(pdf, reader, [&](std::string_view bytes) -> Result<void> {
                      text += bytes;
                      return {};
                  }));
    if (!whole)
        return input_error({}, "the text of the PDF cannot be read: pdftotext stopped");
    return text;
}

} // namespace

Result<std::string> text_of_pdf(std::string_view pdf) {
    return read_text(pdf, {"-raw", "-enc", "UTF-8", "-nopgbrk"});
}

Result<std::string> placed_text_of_pdf(std::string_view pdf) {
    return read_text(pdf, {"-bbox", "-enc", "UTF-8"});
}

} // namespace coldchain::job
