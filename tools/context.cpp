// SPDX-License-Identifier: Apache-2.0
#include "common/file.hpp"
#include "common/text.hpp"
#include "report/excerpt.hpp"
#include "tools/command.hpp"

#include <map>
#include <optional>
#include <ostream>

namespace coldchain::tools {

namespace {

constexpr std::uintmax_t largest_quoted = std::uintmax_t{64} << 20U;
constexpr int most_quoted = 20; // messages with the line they are about

// The files that messages quote from, each read once. Only regular files: a pipe can be read once.
class QuotedFiles {
public:
    // nothing for what cannot be read again
    std::optional<std::string> const& bytes_of(std::string const& file) {
        auto const [at, fresh] = m_files.try_emplace(file);
        std::error_code failure;
        if (fresh && std::filesystem::is_regular_file(file, failure) &&
            std::filesystem::file_size(file, failure) <= largest_quoted && !failure) {
            if (auto bytes = read_file(file))
                at->second = std::move(*bytes);
        }
        return at->second;
    }

private:
    std::map<std::string, std::optional<std::string>> m_files;
};

void say(Context& context, Error const& error, QuotedFiles& files, int& quoted) {
    Error const alone{error.kind, error.where, error.text, {}};
    std::string const all = describe(alone);
    for (auto const line : text::split(all, '\n'))
        context.err << "coldchain " << context.command << ": " << line << '\n';
    if (error.where.line > 0 && !error.where.file.empty() && quoted++ < most_quoted) {
        if (auto const& bytes = files.bytes_of(error.where.file))
            context.err << report::excerpt(*bytes, error.where.line, error.where.column);
    }
    for (auto const& other : error.others)
        say(context, other, files, quoted);
}

} // namespace

ExitCode complain(Context& context, Error const& error) {
    QuotedFiles files;
    int quoted = 0;
    say(context, error, files, quoted);
    return report::exit_code_of(error);
}

Error usage_error(std::string text) {
    return {ErrorKind::usage, {}, std::move(text), {}};
}

Result<void> deliver(Context& context, std::string const& output, std::string_view bytes) {
    if (output != "-")
        return write_file(output, bytes, context.force ? OnExisting::replace : OnExisting::refuse);
    context.out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!context.out.flush())
        return Error{ErrorKind::io, {"standard output", 0, 0, ""}, "cannot write", {}};
    return {};
}

} // namespace coldchain::tools
