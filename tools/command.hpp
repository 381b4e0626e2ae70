// SPDX-License-Identifier: Apache-2.0
// What a command is: a row of words from which options, help, manual page and completion all come,
// and a function that runs it. A command parses, calls the library, prints; it decides nothing.
#pragma once

#include "common/result.hpp"
#include "common/time.hpp"
#include "report/exit_code.hpp"

#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::tools {

using report::ExitCode;

/// One option. `value` names its argument in help and is empty for a switch. A repeatable option
/// takes one value each time it is given.
struct OptionRow {
    std::string_view name; ///< without dashes
    char letter = 0;       ///< short form, 0 for none
    std::string_view value = {};
    std::string_view description = {}; ///< one line, lower case, no full stop
    std::string_view fallback = {};    ///< value when it is not given; empty: none
    bool repeatable = false;
};

/// A command line that works as it stands in the root of the source tree, and what it shows; the
/// tests run every one.
struct Example {
    std::string_view line;
    std::string_view shows;
};

/// What was given, after checking against the command's rows.
struct Arguments {
    std::map<std::string, std::vector<std::string>, std::less<>> given; ///< switches hold ""
    std::map<std::string, std::string, std::less<>> fallbacks;
    std::vector<std::string> operands;

    bool has(std::string_view option) const; ///< given, fallbacks apart
    /// The value given, else the row's fallback, else nothing.
    std::optional<std::string> value(std::string_view option) const;
    std::vector<std::string> values(std::string_view option) const;
};

/// Where a run reads and talks, and what the options that every command has came to.
struct Context {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool terminal = false;                                ///< standard error is one
    std::string command = {};                             ///< for messages
    std::vector<std::filesystem::path> data_folders = {}; ///< base first, overlays after
    std::optional<Instant> now = {};    ///< --now or SOURCE_DATE_EPOCH; never the clock
    std::filesystem::path program = {}; ///< the running binary, for its digest
    bool json = false;                  ///< --format json
    bool sarif = false;                 ///< --format sarif, of commands that have it
    bool quiet = false;
    bool verbose = false;
    bool strict = false;
    bool force = false;
};

struct Command {
    std::string_view name;
    std::string_view summary;            ///< one line, lower case
    std::vector<std::string_view> usage; ///< what stands after "coldchain NAME"
    std::string_view description;        ///< two paragraphs
    std::vector<OptionRow> options;      ///< its own; the common ones are added
    std::vector<Example> examples;
    ExitCode (*run)(Arguments const&, Context&);
};

/// The options every command has.
std::span<OptionRow const> common_options();

/// The table of commands, in the order of the help.
std::span<Command const> commands();
/// The command of that name, or null.
Command const* find_command(std::string_view name);

/// Prints "coldchain COMMAND: " and each line of the error to standard error, and under it the line
/// of the file that it is about with a caret; gives its exit code.
ExitCode complain(Context& context, Error const& error);

/// An Error of kind usage, which ends a run with exit code 2.
Error usage_error(std::string text);

/// Puts a product where it was asked to go: "-" is standard output, else a new file by temporary
/// name and rename (an existing one only with --force).
Result<void> deliver(Context& context, std::string const& output, std::string_view bytes);

} // namespace coldchain::tools
