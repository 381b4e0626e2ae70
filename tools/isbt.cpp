// SPDX-License-Identifier: Apache-2.0
// isbt: ISBT 128 strings, both ways.
#include "tools/isbt.hpp"

#include "common/text.hpp"
#include "isbt128/encode.hpp"
#include "isbt128/identifiers.hpp"
#include "isbt128/print.hpp"
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
    Action{"keyboard", run_isbt_keyboard},
};

Error unknown_word(std::string_view what, std::string const& word,
                   std::vector<std::string> const& known) {
    auto const near = text::nearest(word, known);
    return usage_error(text::cat(what, " ", text::quoted(word), " is not known; ",
                                 near ? text::cat("did you mean ", *near, "?")
                                      : text::cat("known: ", text::join(known, ", "))));
}

ExitCode run_isbt(Arguments const& arguments, Context& context) {
    std::vector<std::string> known;
    for (auto const& action : actions)
        known.emplace_back(action.name);
    if (arguments.operands.empty())
        return complain(context, usage_error(text::cat("say what to do: ", text::join(known, ", "),
                                                       "; see --help")));
    for (auto const& action : actions)
        if (action.name == arguments.operands.front())
            return action.run(arguments, context);
    return complain(context, unknown_word("isbt", arguments.operands.front(), known));
}

Result<isbt128::NamedValue> named_value(std::string const& word) {
    auto const at = word.find('=');
    if (at == std::string::npos || at == 0)
        return usage_error(text::cat(text::quoted(word), " is not NAME=VALUE"));
    return isbt128::NamedValue{word.substr(0, at), word.substr(at + 1)};
}

Result<isbt128::StructureRow const*> kind_operand(Arguments const& arguments) {
    std::vector<std::string> known;
    for (auto const& row : isbt128::structures())
        known.emplace_back(row.word);
    if (arguments.operands.size() < 2)
        return usage_error(
            text::cat("name a structure by number or word; words: ", text::join(known, ", ")));
    auto const& word = arguments.operands[1];
    if (auto const* const row = isbt128::find_structure(word))
        return row;
    return unknown_word("structure", word, known);
}

std::string problems_json(std::vector<isbt128::Problem> const& problems) {
    std::string out = "[";
    for (auto const& problem : problems) {
        auto const or_null = [](std::string_view text) {
            return text.empty() ? std::string("null") : isbt128::json_string(text);
        };
        out +=
            text::cat(out.size() > 1 ? "," : "", "{\"code\":", isbt128::json_string(problem.code),
                      ",\"field\":", or_null(problem.field), ",\"position\":", problem.position,
                      ",\"found\":", isbt128::json_string(problem.found),
                      ",\"allowed\":", or_null(problem.allowed),
                      ",\"message\":", isbt128::json_string(problem.message), "}");
    }
    return out + "]";
}

std::string check_json(isbt128::NumberCheck const& check) {
    auto const or_null = [](std::string_view text) {
        return text.empty() ? std::string("null") : isbt128::json_string(text);
    };
    std::string forms;
    for (auto const& form : check.forms)
        forms += text::cat(forms.empty() ? "" : ",", isbt128::json_string(form.name), ":",
                           isbt128::json_string(form.text));
    return text::cat("{\"kind\":\"", isbt128::to_word(check.kind),
                     "\",\"value\":", isbt128::json_string(check.value),
                     ",\"check_character\":", or_null(check.check_character),
                     ",\"valid\":", check.valid ? "true" : "false",
                     ",\"printed\":", or_null(check.printed), ",\"forms\":{", forms,
                     "},\"problems\":", problems_json(check.problems),
                     ",\"notices\":", problems_json(check.notices), "}\n");
}

std::string check_text(isbt128::NumberCheck const& check) {
    auto out = text::quoted(check.value);
    out = out.substr(1, out.size() - 2);
    if (!check.check_character.empty())
        out += text::cat(": check character ", check.check_character);
    out += check.valid ? "\n" : check.check_character.empty() ? ": refused\n" : ", refused\n";
    if (!check.printed.empty())
        out += text::cat("    printed: ", check.printed, "\n");
    for (auto const& form : check.forms)
        out += text::cat("    ", form.name, ": ", form.text, "\n");
    for (auto const& problem : check.problems)
        out += text::cat("    refused ", problem.code, ": ", problem.message, "\n");
    for (auto const& notice : check.notices)
        out += text::cat("    unconfirmed ", notice.code, ": ", notice.message, "\n");
    return out;
}

} // namespace

ExitCode run_isbt_encode(Arguments const& arguments, Context& context) {
    auto const row = kind_operand(arguments);
    if (!row)
        return complain(context, row.error());
    std::vector<isbt128::NamedValue> values;
    for (std::size_t i = 2; i < arguments.operands.size(); ++i) {
        auto value = named_value(arguments.operands[i]);
        if (!value)
            return complain(context, value.error());
        values.push_back(std::move(*value));
    }
    auto const encoded = isbt128::encode((*row)->kind, values);
    if (!encoded) {
        complain(context, encoded.error());
        return ExitCode::no;
    }
    if (context.json)
        context.out << text::cat("{\"kind\":\"", (*row)->word,
                                 "\",\"string\":", isbt128::json_string(*encoded), "}\n");
    else
        context.out << *encoded << '\n';
    return ExitCode::yes;
}

ExitCode run_isbt_check(Arguments const& arguments, Context& context) {
    std::vector<std::string> known{"din", "grid", "coi", "donor", "sec", "udi", "mpho", "text"};
    if (arguments.operands.size() < 3)
        return complain(context, usage_error(text::cat("name a kind and a value; kinds: ",
                                                       text::join(known, ", "))));
    auto const kind = isbt128::number_kind_of(arguments.operands[1]);
    if (!kind)
        return complain(context, unknown_word("kind", arguments.operands[1], known));
    auto code = ExitCode::yes;
    for (std::size_t i = 2; i < arguments.operands.size(); ++i) {
        auto const check = isbt128::check_number(*kind, arguments.operands[i]);
        if (!check.valid)
            code = ExitCode::no;
        if (!context.quiet)
            context.out << (context.json ? check_json(check) : check_text(check));
    }
    return code;
}

Command isbt_command() {
    return {
        "isbt",
        "ISBT 128 strings: decode, encode, check characters, licensed tables",
        {"decode [STRING...] [--input FILE]", "encode KIND NAME=VALUE...", "check KIND VALUE...",
         "tables import products|testing|facilities FILE | list | show TABLE [CODE...]",
         "keyboard calibrate [SCAN]"},
        "Reads and writes every ISBT 128 data structure. decode takes strings as arguments, one a "
        "line from a file, or from standard input when neither is given; a string that is refused "
        "is reported with field and position, and the stream goes on. encode takes a structure by "
        "number or word (007, collection, din) and its fields, with the names that decode prints; "
        "a compound message takes structure=STRING once for each. check computes or verifies the "
        "check character of din, donor, coi and grid numbers, judges sec, udi and mpho, and gives "
        "the printed forms; text is the bare algorithm.\n\n"
        "No licensed table is part of the program: tables import takes your own text export and "
        "keeps it with version, date and digest, in the folder of --tables or in the last --data "
        "folder. Users of ISBT 128 register with ICCBBA. keyboard calibrate prints one symbol; "
        "what its "
        "scan arrives as (SCAN) tells which layout and caps state the computer has.",
        {
            {"input", 0, "FILE", "decode the lines of FILE; - is standard input", "", true},
            {"tables", 0, "FOLDER", "the folder of imported tables"},
            {"keyboard", 0, "LAYOUT|scan",
             "decode what a scanner typed on another keyboard layout: de, de+caps, or scan when "
             "the "
             "first line is the scan of the calibration symbol"},
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
        },
        run_isbt};
}

} // namespace coldchain::tools
