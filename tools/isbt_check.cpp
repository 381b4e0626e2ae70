// SPDX-License-Identifier: Apache-2.0
// isbt check: one number with its check character and printed forms, or all symbols of one label.
#include "common/text.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/consistency.hpp"
#include "isbt128/din.hpp"
#include "isbt128/identifiers.hpp"
#include "isbt128/print.hpp"
#include "report/findings.hpp"
#include "tools/isbt.hpp"

#include <algorithm>
#include <ostream>

namespace coldchain::tools {

namespace {

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
        out += text::cat(check.kind == isbt128::NumberKind::grid ? ": checksum "
                                                                 : ": check character ",
                         check.check_character);
    out += check.valid ? "\n" : check.check_character.empty() ? ": refused\n" : ", refused\n";
    if (!check.printed.empty())
        out += text::cat("    printed: ", check.printed, "\n");
    for (auto const& form : check.forms)
        out += text::cat("    ", form.name, ": ", form.text, "\n");
    for (auto const& problem : check.problems)
        out += text::cat("    refused ", problem.code, ": ", problem.message, "\n");
    for (auto const& notice : check.notices)
        out +=
            text::cat(notice.code == isbt128::codes::uncertain ? "    unconfirmed " : "    note ",
                      notice.code, ": ", notice.message, "\n");
    return out;
}

/// Prints a donation number in the groups that were asked for.
Result<void> regroup(isbt128::NumberCheck& check, Arguments const& arguments) {
    auto const groups = arguments.value("groups");
    if (!groups)
        return {};
    if (check.kind != isbt128::NumberKind::din)
        return usage_error("--groups is for donation numbers: isbt check din");
    if (!check.valid)
        return {};
    CC_TRY_ASSIGN(auto const din, isbt128::Din::parse(check.value));
    std::string flags = "00";
    for (auto const& form : check.forms)
        if (form.name == "symbol")
            flags = form.text.substr(14);
    auto printed = isbt128::printed_in_groups(din, flags, *groups);
    if (!printed)
        return usage_error(printed.error().text);
    check.printed = std::move(*printed);
    return {};
}

/// --printed NAME=TEXT, once for each text on the label.
Result<isbt128::PrintedText> printed_text(Arguments const& arguments) {
    isbt128::PrintedText printed;
    for (auto const& word : arguments.values("printed")) {
        auto const at = word.find('=');
        auto const name = word.substr(0, at);
        auto const text = at == std::string::npos ? std::string() : word.substr(at + 1);
        if (name == "din")
            printed.din = text;
        else if (name == "expiry")
            printed.expiry = text;
        else if (name == "sec")
            printed.sec = text;
        else if (name == "coi")
            printed.coi = text;
        else if (name == "udi")
            printed.udi = text;
        else if (name == "statement" && printed.statements)
            printed.statements->push_back(text);
        else if (name == "statement")
            printed.statements = std::vector{text};
        else
            return usage_error(text::cat("--printed ", text::quoted(word),
                                         " is not known; din=, expiry=, sec=, coi=, udi= or "
                                         "statement= and the text as printed"));
    }
    return printed;
}

/// All symbols of one label against each other.
ExitCode check_label(Arguments const& arguments, Context& context) {
    auto const printed = printed_text(arguments);
    if (!printed)
        return complain(context, printed.error());
    auto const tables = load_tables(arguments, context);
    if (!tables)
        return complain(context, tables.error());
    std::vector<std::string> const symbols(arguments.operands.begin() + 2,
                                           arguments.operands.end());
    auto const findings = isbt128::check_consistency(
        symbols, *printed,
        arguments.has("for-print") ? isbt128::Purpose::print : isbt128::Purpose::scan, &*tables);
    if (!context.quiet && context.json)
        for (auto const& finding : findings)
            context.out << report::to_json_line(finding) << '\n';
    if (!context.quiet && !context.json)
        context.out << (findings.empty()
                            ? text::cat(symbols.size(), " symbols: they agree with each other\n")
                            : report::to_text(findings));
    return worst(findings) >= Severity::error ? ExitCode::no : ExitCode::yes;
}

} // namespace

ExitCode run_isbt_check(Arguments const& arguments, Context& context) {
    std::vector<std::string> known{"din", "grid", "coi",  "donor", "sec",
                                   "udi", "mpho", "text", "label"};
    if (arguments.operands.size() < 3)
        return complain(context, usage_error(text::cat("name a kind and a value; kinds: ",
                                                       text::join(known, ", "))));
    if (arguments.operands[1] == "label")
        return check_label(arguments, context);
    auto const kind = isbt128::number_kind_of(arguments.operands[1]);
    if (!kind)
        return complain(context, unknown_word("kind", arguments.operands[1], known));
    auto code = ExitCode::yes;
    for (std::size_t i = 2; i < arguments.operands.size(); ++i) {
        auto check = isbt128::check_number(*kind, arguments.operands[i]);
        if (auto const grouped = regroup(check, arguments); !grouped)
            return complain(context, grouped.error());
        if (!check.valid)
            code = ExitCode::no;
        if (!context.quiet)
            context.out << (context.json ? check_json(check) : check_text(check));
    }
    return code;
}

} // namespace coldchain::tools
