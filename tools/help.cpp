// SPDX-License-Identifier: Apache-2.0
// Help from the table of commands. Nothing about a command is written here.
#include "tools/help.hpp"

#include "common/text.hpp"
#include "tools/commands.hpp"

#include <algorithm>
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

ExitCode run_help(Arguments const& arguments, Context& context) {
    if (arguments.operands.empty()) {
        context.out << overview_text();
        return ExitCode::yes;
    }
    for (auto const& name : arguments.operands) {
        Command const* const command = find_command(name);
        if (command == nullptr) {
            std::vector<std::string> names;
            for (auto const& known : commands())
                names.emplace_back(known.name);
            auto const near = text::nearest(name, names);
            return complain(context,
                            usage_error(text::cat("command ", text::quoted(name), " is not known",
                                                  near ? text::cat("; did you mean ", *near, "?")
                                                       : std::string("; see: coldchain help"))));
        }
        context.out << help_text(*command);
    }
    return ExitCode::yes;
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
    out += "\noptions:\n";
    for (auto const& row : command.options)
        out += option_text(row);
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
    out += "\n\"coldchain help COMMAND\" or \"coldchain COMMAND --help\" tells more about one;\n"
           "\"coldchain --version\" tells the version\n";
    return out;
}

Command help_command() {
    return {"help",
            "what the program or one command does",
            {"[COMMAND...]"},
            "Without a name it lists the commands; with names it prints the help of each.",
            {},
            {{"coldchain help check", "usage, options, exit codes and examples of one command"}},
            run_help};
}

} // namespace coldchain::tools
