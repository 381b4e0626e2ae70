// SPDX-License-Identifier: Apache-2.0
// Finds the command, fills the context, runs it. The only place that reads the environment, finds
// the data folders, and turns what is left uncaught into exit code 4.
#include "common/text.hpp"
#include "tools/commands.hpp"
#include "tools/completion.hpp"
#include "tools/help.hpp"
#include "tools/options.hpp"
#include "tools/startup.hpp"

#include <cerrno>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace {

using namespace coldchain;
using namespace coldchain::tools;

// A standard stream that was closed would give its number to the next file that is opened, and what
// is meant for the stream would be written into that file. Its place is taken so that every read or
// write of it fails instead.
void take_closed_streams() {
    for (int const stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

int run(std::vector<std::string> const& words) {
    Context context{std::cin, std::cout, std::cerr};
    Invocation const invocation = find_invocation(words);
    context.command = invocation.command;
    if (invocation.command == "--version") {
        std::cout << "coldchain " << COLDCHAIN_VERSION << '\n';
        return std::cout.flush() ? 0 : 3;
    }
    Command const* const command = find_command(invocation.command);
    if (command == nullptr) {
        context.command = "help";
        bool const asked = invocation.command.empty();
        std::cerr << (asked ? overview_text() : unknown_command_text(invocation.command));
        return static_cast<int>(ExitCode::usage);
    }
    auto const arguments = parse_arguments(*command, invocation.words);
    if (!arguments)
        return static_cast<int>(complain(context, arguments.error()));
    if (arguments->has("help")) {
        std::cout << help_text(*command);
        return std::cout.flush() ? 0 : 3;
    }
    if (auto const likely = likely_operand(*command, arguments->operands))
        return static_cast<int>(complain(
            context, usage_error(text::cat(text::quoted(arguments->operands.front()),
                                           " is not known; did you mean ", *likely, "?"))));
    if (auto const filled = fill_context(*arguments, context); !filled)
        return static_cast<int>(complain(context, filled.error()));
    ExitCode code = command->run(*arguments, context);
    if (!std::cout.flush())
        code = report::worse(
            code,
            complain(context, {ErrorKind::io, {"standard output", 0, 0, ""}, "cannot write", {}}));
    return static_cast<int>(context.strict ? report::strict(code) : code);
}

} // namespace

int main(int argc, char** argv) {
    take_closed_streams();
    std::ios::sync_with_stdio(false);
    std::signal(SIGPIPE, SIG_IGN); // a reader that went away is a failed write, not a sudden death
    try {
        return run({argv, argv + argc});
    } catch (std::exception const& defect) {
        std::cerr << "coldchain: a defect in the program: " << defect.what()
                  << "; please report it with the command line and the input\n";
        return static_cast<int>(ExitCode::defect);
    }
}
