// SPDX-License-Identifier: Apache-2.0
// isbt: ISBT 128 strings, both ways.
#include "tools/isbt.hpp"

#include "common/text.hpp"
#include "tools/commands.hpp"

#include <array>
#include <ostream>

namespace coldchain::tools {

namespace {

struct Action {
    std::string_view name;
    ExitCode (*run)(Arguments const&, Context&);
};

constexpr std::array actions{
    Action{"decode", run_isbt_decode},     Action{"encode", run_isbt_encode},
    Action{"check", run_isbt_check},       Action{"tables", run_isbt_tables},
    Action{"keyboard", run_isbt_keyboard}, Action{"structures", run_isbt_structures},
};

ExitCode run_isbt(Arguments const& arguments, Context& context) {
    std::vector<std::string> known;
    for (auto const& action : actions)
        known.emplace_back(action.name);
    if (arguments.operands.empty())
        return complain(context, usage_error(text::cat("say what to do: ", text::join(known, ", "),
                                                       "; see --help")));
    if (context.sarif && arguments.operands.front() != "decode")
        return complain(context, usage_error("--format sarif goes with isbt decode"));
    for (auto const& action : actions)
        if (action.name == arguments.operands.front())
            return action.run(arguments, context);
    return complain(context, unknown_word("isbt", arguments.operands.front(), known));
}

} // namespace

Error unknown_word(std::string_view what, std::string const& word,
                   std::vector<std::string> const& known) {
    auto const near = text::nearest(word, known);
    return usage_error(text::cat(what, " ", text::quoted(word), " is not known; ",
                                 near ? text::cat("did you mean ", *near, "?")
                                      : text::cat("known: ", text::join(known, ", "))));
}

Command isbt_command() {
    return {
        "isbt",
        "ISBT 128 strings: decode, encode, check characters, licensed tables",
        {"decode [STRING...] [--input FILE]", "encode KIND NAME=VALUE...", "structures [KIND]",
         "check KIND VALUE...", "check label STRING... [--printed NAME=TEXT]",
         "tables import products|testing|facilities FILE", "tables list",
         "tables show TABLE [CODE...]", "keyboard calibrate [SCAN]"},
        "Reads and writes every ISBT 128 data structure. decode takes strings as arguments, one a "
        "line from a file, or from standard input when neither is given; a string that is refused "
        "is reported with field and place, and the stream goes on. encode takes a structure by "
        "number or word (007, collection, din) and its fields, with the names that decode prints "
        "(structures lists both); a compound message, a sec and a udi take structure=STRING once "
        "for each symbol of the "
        "label. check computes or verifies the check character of din, donor, coi and grid "
        "numbers, judges sec, udi and mpho, and gives the printed forms; text is the bare "
        "algorithm; check label judges whether all symbols of one label agree with each other and "
        "with what is printed.\n\n"
        "No licensed table is part of the program: tables import takes your own text export and "
        "keeps it with version, date and digest, in the folder of --tables or in the last --data "
        "folder. Users of ISBT 128 register with ICCBBA. keyboard calibrate prints one symbol; "
        "what its scan arrives as (SCAN) tells which layout and caps state the computer has.",
        {
            {"format", 0, "text|json|sarif",
             "the report: text for people, JSON Lines for programs, decode also as SARIF for "
             "editors",
             "text"},
            {"input", 0, "FILE", "decode the lines of FILE; - is standard input", "", true},
            {"tables", 0, "FOLDER", "the folder of imported tables"},
            {"keyboard", 0, "LAYOUT|scan",
             "decode what a scanner typed on another keyboard layout: de, de+caps, or scan when "
             "the first line is the scan of the calibration symbol"},
            {"groups", 0, "SIZES",
             "check din: how the 13 characters are grouped in print: 4-3-3-3"},
            {"printed", 0, "NAME=TEXT",
             "check label: text on the label; din, expiry, sec, coi, udi or statement", "", true},
            {"for-print", 0, "", "check label: the label is about to be printed, not scanned"},
            {"output", 'o', "FILE", "keyboard calibrate: where the symbol goes", "-"},
            {"to", 0, "svg|pdf|zpl|png", "keyboard calibrate: kind of FILE; else by its ending"},
            {"edition", 0, "VERSION",
             "tables import: version of the table, as its publisher names it"},
            {"edition-date", 0, "DATE", "tables import: date of that version"},
        },
        {
            {"coldchain isbt check din A999917123456", "the check character and the printed form"},
            {"coldchain isbt decode '=A99991712345600=%6200'", "a concatenated read, in words"},
            {"coldchain isbt encode expiry iso=2018-12-31T23:59", "a date and time as coded"},
            {"coldchain isbt check label '=A99991712345600' '=%6400' '=<S1128100'",
             "whether the symbols of a label agree"},
        },
        run_isbt};
}

} // namespace coldchain::tools
