// SPDX-License-Identifier: Apache-2.0
// Help from the table of commands. Nothing about a command is written here.
#include "tools/help.hpp"

#include "common/text.hpp"
#include "tools/commands.hpp"
#include "tools/completion.hpp"
#include "tools/kinds.hpp"
#include "tools/man_page.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace coldchain::tools {

namespace {

constexpr std::size_t help_width = 96;

// `text` in lines of at most help_width, each after the first with `indent` blanks in front.
std::string wrapped(std::string_view text, std::size_t indent) {
    std::string out;
    std::size_t column = indent;
    for (auto const word : text::split(text, ' ')) {
        if (column > indent && column + 1 + word.size() > help_width) {
            out += text::cat('\n', std::string(indent, ' '));
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

std::string option_text(OptionRow const& row) {
    std::string head = row.letter != 0 ? text::cat("  -", row.letter, ", --", row.name)
                                       : text::cat("      --", row.name);
    if (!row.value.empty())
        head += text::cat(' ', row.value);
    constexpr std::size_t column = 30;
    head += head.size() < column ? std::string(column - head.size(), ' ')
                                 : "\n" + std::string(column, ' ');
    std::string about(row.description);
    if (row.repeatable)
        about += "; may be given more than once";
    if (!row.fallback.empty())
        about += text::cat(" (default: ", row.fallback, ')');
    return text::cat(head, wrapped(about, column), '\n');
}

Error unknown_topic(std::string const& name) {
    std::vector<std::string> names = kind_names();
    for (auto const& known : commands())
        names.emplace_back(known.name);
    auto const near = text::nearest(name, names);
    return usage_error(text::cat("no command and no kind of file is called ", text::quoted(name),
                                 near ? text::cat("; did you mean ", *near, "?")
                                      : std::string("; see: coldchain help")));
}

// The page of a command or a kind of file.
Result<ManPage> find_page(std::string const& name) {
    if (Command const* const command = find_command(name))
        return man_page(*command);
    if (Kind const* const kind = find_kind(name))
        return man_page(*kind);
    return unknown_topic(name);
}

Result<std::vector<ManPage>> asked_pages(Arguments const& arguments) {
    if (arguments.operands.empty())
        return arguments.has("output") ? man_pages() : std::vector{overview_man_page()};
    std::vector<ManPage> pages;
    for (auto const& name : arguments.operands) {
        CC_TRY_ASSIGN(auto page, find_page(name));
        pages.push_back(std::move(page));
    }
    return pages;
}

ExitCode run_man(Arguments const& arguments, Context& context) {
    auto const pages = asked_pages(arguments);
    if (!pages)
        return complain(context, pages.error());
    auto const folder = arguments.value("output");
    for (auto const& page : *pages) {
        if (!folder) {
            context.out << page.text;
            continue;
        }
        auto const file = (std::filesystem::path(*folder) / page.name).string();
        if (auto const written = deliver(context, file, page.text); !written)
            return complain(context, written.error());
    }
    return ExitCode::yes;
}

ExitCode run_completion(Arguments const& arguments, Context& context) {
    std::string const shell = *arguments.value("completion");
    auto const script = completion_script(shell);
    if (!script)
        return complain(context, usage_error(text::cat("--completion ", text::quoted(shell),
                                                       " is not known; write bash, zsh or fish")));
    context.out << *script;
    return ExitCode::yes;
}

// Of a kind of file only a word, and where more is.
std::string format_text(Kind const& kind) {
    return text::cat(
        kind.name, " - ", kind.what, "\n\n", wrapped(kind.about, 0), "\n\n",
        kind.start == nullptr ? "" : text::cat("starting file: coldchain new ", kind.name, '\n'),
        "every key: coldchain help --man ", kind.name, " | man -l -\n");
}

ExitCode run_topics(Arguments const& arguments, Context& context) {
    for (auto const& name : arguments.operands) {
        if (Command const* const command = find_command(name))
            context.out << help_text(*command);
        else if (Kind const* const kind = find_kind(name))
            context.out << format_text(*kind);
        else
            return complain(context, unknown_topic(name));
    }
    return ExitCode::yes;
}

ExitCode run_help(Arguments const& arguments, Context& context) {
    if (arguments.has("complete")) {
        context.out << to_text(complete(arguments.operands, context.data_folders));
        return ExitCode::yes;
    }
    if (arguments.has("completion"))
        return run_completion(arguments, context);
    if (arguments.has("man"))
        return run_man(arguments, context);
    if (arguments.operands.empty())
        context.out << overview_text();
    return run_topics(arguments, context);
}

} // namespace

std::string help_text(Command const& command) {
    std::string out = text::cat("coldchain ", command.name, " - ", command.summary, "\n\n");
    for (auto const& usage : command.usage)
        out += text::cat(&usage == command.usage.data() ? "usage: " : "       ", "coldchain ",
                         command.name, usage.empty() ? "" : " ", usage, '\n');
    out += '\n';
    for (auto const paragraph : text::split(command.description, '\n'))
        out += text::cat(wrapped(paragraph, 0), '\n');
    if (!command.options.empty())
        out += "\noptions:\n";
    for (auto const& row : command.options)
        out += option_text(row);
    out += "\noptions of every command:\n";
    for (auto const& row : common_options()) {
        bool const own = std::any_of(command.options.begin(), command.options.end(),
                                     [&](auto const& other) { return other.name == row.name; });
        if (!own)
            out += option_text(row);
    }
    out += "\nexit codes: 0 yes, 1 no, 2 wrong command line, 3 an input could not be understood or "
           "an\n"
           "output not be written, 4 a defect in coldchain, 5 a needed fact is unknown\n";
    if (!command.examples.empty())
        out += "\nexamples:\n";
    for (auto const& example : command.examples)
        out += text::cat("  ", example.line, "\n      ", wrapped(example.shows, 6), '\n');
    return out;
}

std::string overview_text() {
    std::string out =
        "coldchain - labels, packaging verdicts, documents and temperature certificates for\n"
        "shipments of living cells\n\nusage: coldchain COMMAND [ARGUMENTS]\n\ncommands:\n";
    for (auto const& command : commands())
        out += text::cat("  ", command.name,
                         std::string(command.name.size() < 12 ? 12 - command.name.size() : 1, ' '),
                         command.summary, '\n');
    out += "\nstart with \"coldchain new shipment -o shipment.toml\" and \"coldchain check "
           "shipment.toml\";\n"
           "\"coldchain help COMMAND\" tells more about one, \"coldchain --version\" the version\n";
    return out;
}

Command help_command() {
    return {"help",
            "what the program, a command or a kind of file does; manual pages, completion",
            {"[COMMAND|FORMAT...]", "--man [COMMAND|FORMAT...] [-o FOLDER]",
             "--completion bash|zsh|fish"},
            "Without a name it lists the commands; with names it prints the help of each. --man "
            "prints manual pages (coldchain help --man check | man -l -); with -o and without "
            "names all of them go to a folder that exists.\n"
            "--completion prints what a shell loads to complete commands, options and values: for "
            "bash, source <(coldchain help --completion bash).",
            {{"man", 0, "", "the manual page in place of the help"},
             {"output", 'o', "FOLDER", "write manual pages to files in FOLDER"},
             {"completion", 0, "bash|zsh|fish", "the completion script of a shell"},
             {"complete", 0, "", "what may stand in place of the last of the words after --"}},
            {{"coldchain help check", "usage, options, exit codes and examples of one command"},
             {"coldchain help --man limits", "the manual page of limits files"}},
            run_help};
}

} // namespace coldchain::tools
