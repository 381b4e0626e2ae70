// SPDX-License-Identifier: Apache-2.0
#include "tools/startup.hpp"

#include "common/text.hpp"
#include "tools/commands.hpp"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace coldchain::tools {

namespace {

std::string environment(char const* name) {
    char const* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

std::filesystem::path running_program() {
    std::error_code failure;
    return std::filesystem::read_symlink("/proc/self/exe", failure);
}

// ../share/coldchain beside the binary, else the source tree that this build came from.
std::filesystem::path base_data_folder(std::filesystem::path const& program) {
    auto const installed = program.parent_path().parent_path() / "share" / "coldchain";
    std::error_code failure;
    if (std::filesystem::is_directory(installed / "rules", failure))
        return installed;
    return COLDCHAIN_SOURCE_TREE;
}

Result<void> add_overlay(Context& context, std::string const& folder, std::string_view from) {
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure))
        return Error{ErrorKind::io,
                     {folder, 0, 0, ""},
                     text::cat("is not a folder (named by ", from, ")"),
                     {}};
    context.data_folders.emplace_back(folder);
    return {};
}

// What --format of a command takes: its own row, else that of every command.
std::string format_words(std::string const& name) {
    auto const of = [](auto const& rows) -> std::string {
        for (auto const& row : rows) {
            if (row.name == "format")
                return std::string(row.value);
        }
        return "";
    };
    Command const* const command = find_command(name);
    std::string const own = command != nullptr ? of(command->options) : std::string();
    return own.empty() ? of(common_options()) : own;
}

std::string unknown_format_text(std::string const& format, std::vector<std::string> words) {
    auto const near = text::nearest(format, words);
    std::string const last = words.back();
    words.pop_back();
    return text::cat("--format ", text::quoted(format), " is not known; write ",
                     text::join(words, ", "), " or ", last,
                     near ? text::cat(" (did you mean ", *near, "?)") : std::string());
}

Result<std::optional<Instant>> find_now(Arguments const& arguments) {
    if (auto const given = arguments.value("now")) {
        auto const time = parse_zoned(*given);
        if (!time)
            return usage_error(text::cat("--now: ", time.error().text));
        return std::optional<Instant>(time->instant);
    }
    std::string const epoch = environment("SOURCE_DATE_EPOCH");
    if (epoch.empty())
        return std::optional<Instant>();
    auto const seconds = text::parse_int(epoch);
    if (!seconds || *seconds < 0 || *seconds > 253'402'300'799) // the last second of year 9999
        return usage_error(text::cat("SOURCE_DATE_EPOCH ", text::quoted(epoch),
                                     " is not a number of seconds since 1970"));
    return std::optional<Instant>(Instant{*seconds * 1000});
}

} // namespace

Invocation find_invocation(std::vector<std::string> const& words) {
    constexpr std::string_view prefix = "coldchain-";
    std::string const called =
        words.empty() ? "" : std::filesystem::path(words[0]).filename().string();
    if (called.starts_with(prefix))
        return {called.substr(prefix.size()), {words.begin() + 1, words.end()}};
    if (words.size() < 2)
        return {};
    std::string name = words[1];
    if (name == "--help" || name == "-h")
        name = "help";
    else if (name == "-V" || name == "version")
        name = "--version";
    return {name, {words.begin() + 2, words.end()}};
}

std::string unknown_command_text(std::string const& name) {
    std::vector<std::string> names{"--version"};
    for (auto const& command : commands())
        names.emplace_back(command.name);
    auto const near = text::nearest(name, names);
    return text::cat(
        "coldchain: command ", text::quoted(name), " is not known; ",
        near ? text::cat("did you mean ", *near, "?") : std::string("see: coldchain help"), '\n');
}

Result<void> fill_context(Arguments const& arguments, Context& context) {
    context.program = running_program();
    context.data_folders = {base_data_folder(context.program)};
    if (auto const folder = environment("COLDCHAIN_DATA"); !folder.empty())
        CC_TRY(add_overlay(context, folder, "COLDCHAIN_DATA"));
    for (auto const& folder : arguments.values("data")) {
        if (!folder.empty())
            CC_TRY(add_overlay(context, folder, "--data"));
    }
    CC_TRY_ASSIGN(context.now, find_now(arguments));
    std::string const format = arguments.value("format").value_or("text");
    std::string const known = format_words(context.command);
    auto const words = text::split(known, '|');
    if (std::find(words.begin(), words.end(), format) == words.end())
        return usage_error(unknown_format_text(format, {words.begin(), words.end()}));
    context.json = format == "json";
    context.sarif = format == "sarif";
    context.quiet = arguments.has("quiet");
    context.verbose = arguments.has("verbose");
    context.strict = arguments.has("strict");
    context.force = arguments.has("force");
    context.terminal = ::isatty(STDERR_FILENO) == 1;
    return {};
}

} // namespace coldchain::tools
