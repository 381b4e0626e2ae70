// SPDX-License-Identifier: Apache-2.0
// rules: the packs that decide, read, tried and compared.
#include "common/text.hpp"
#include "job/rules_job.hpp"
#include "report/findings.hpp"
#include "tools/commands.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace coldchain::tools {

namespace {

using Json = nlohmann::ordered_json;

std::string line_of(Json const& record) {
    return record.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json or_null(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

std::string text_of(job::PackRow const& row) {
    return text::cat(
        row.kind, ' ', row.identity.id, ' ', row.identity.edition, ", ",
        row.valid_to.empty() ? text::cat("from ", row.valid_from)
                             : text::cat(row.valid_from, " to ", row.valid_to),
        ", ", row.in_force, row.in_force == row.rules ? "" : text::cat(" of ", row.rules), " rules",
        row.overlay ? ", overlay" : "", row.chosen ? "" : ", not used on that day",
        row.chosen && row.stale ? ", NOT IN FORCE on that day" : "", ": ", row.title, '\n');
}

std::string json_of(job::PackRow const& row) {
    return line_of({{"kind", row.kind},
                    {"pack", row.identity.id},
                    {"edition", row.identity.edition},
                    {"sha256", row.identity.sha256},
                    {"title", row.title},
                    {"valid_from", row.valid_from},
                    {"valid_to", or_null(row.valid_to)},
                    {"overlay", row.overlay},
                    {"rules", row.rules},
                    {"rules_in_force", row.in_force},
                    {"used", row.chosen},
                    {"in_force", !row.stale}});
}

ExitCode list(Arguments const& arguments, Context& context) {
    std::optional<Date> day;
    if (auto const written = arguments.value("as-of")) {
        day = parse_date(*written);
        if (!day)
            return complain(context, usage_error(text::cat("--as-of ", text::quoted(*written),
                                                           " is not a date; write YYYY-MM-DD")));
    }
    auto const rows = job::list_packs(context.data_folders, day);
    if (!rows)
        return complain(context, rows.error());
    for (auto const& row : *rows)
        context.out << (context.json ? json_of(row) : text_of(row));
    return ExitCode::yes;
}

std::string text_of(job::RuleText const& rule) {
    std::string out =
        text::cat(rule.id, ", pack ", rule.pack, ' ', rule.edition,
                  rule.overlay ? " (overlay)" : "", ", ", rule.examples, " examples\n");
    for (auto const& [key, value] : rule.texts) {
        std::string const label = text::cat("  ", key, ':');
        std::string const pad(label.size() < 16 ? 16 - label.size() : 1, ' ');
        out +=
            text::cat(label, pad,
                      text::replace_all(value, "\n", text::cat("\n", std::string(16, ' '))), '\n');
    }
    return out;
}

std::string json_of(job::RuleText const& rule) {
    Json keys = Json::array();
    for (auto const& [key, value] : rule.texts)
        keys.push_back({{"key", key}, {"value", value}});
    return line_of({{"rule", rule.id},
                    {"pack", rule.pack},
                    {"edition", rule.edition},
                    {"overlay", rule.overlay},
                    {"line", rule.line},
                    {"examples", rule.examples},
                    {"keys", keys}});
}

ExitCode show(Arguments const& arguments, Context& context) {
    if (arguments.operands.size() < 2)
        return complain(context, usage_error("name a rule or a pack, such as DI-08 or iata"));
    bool first = true;
    for (std::size_t i = 1; i < arguments.operands.size(); ++i) {
        auto const rules = job::show_rules(arguments.operands[i], context.data_folders);
        if (!rules)
            return complain(context, rules.error());
        for (auto const& rule : *rules) {
            context.out << (first || context.json ? "" : "\n")
                        << (context.json ? json_of(rule) : text_of(rule));
            first = false;
        }
    }
    return ExitCode::yes;
}

ExitCode test(Context& context) {
    auto const outcome = job::test_rules(context.data_folders);
    if (!outcome)
        return complain(context, outcome.error());
    for (auto const& fault : outcome->faults)
        context.err << describe(fault) << '\n';
    if (context.json)
        context.out << line_of({{"rules", outcome->rules},
                                {"examples", outcome->examples},
                                {"faults", outcome->faults.size()}});
    else if (!context.quiet)
        context.out << outcome->rules << " rules, " << outcome->examples << " examples, "
                    << outcome->faults.size() << " that do not hold\n";
    return outcome->faults.empty() ? ExitCode::yes : ExitCode::no;
}

std::string_view sign_of(job::Difference::Kind kind) {
    return kind == job::Difference::Kind::added     ? "added"
           : kind == job::Difference::Kind::removed ? "removed"
                                                    : "changed";
}

std::string text_of(job::Difference const& one) {
    if (one.kind != job::Difference::Kind::changed)
        return text::cat(sign_of(one.kind), ' ', one.id,
                         one.before.empty() && one.after.empty() ? "" : ": ", one.before, one.after,
                         '\n');
    return text::cat("changed ", one.id, ", ", one.key, ":\n  - ", one.before, "\n  + ", one.after,
                     '\n');
}

ExitCode diff(Arguments const& arguments, Context& context) {
    if (arguments.operands.size() != 3)
        return complain(context,
                        usage_error("needs two days, pack files or data folders to compare"));
    auto const differences =
        job::compare_rules(arguments.operands[1], arguments.operands[2], context.data_folders);
    if (!differences)
        return complain(context, differences.error());
    for (auto const& one : *differences) {
        if (context.json)
            context.out << line_of({{"id", one.id},
                                    {"what", std::string(sign_of(one.kind))},
                                    {"key", or_null(one.key)},
                                    {"before", or_null(one.before)},
                                    {"after", or_null(one.after)}});
        else if (!context.quiet)
            context.out << text_of(one);
    }
    return differences->empty() ? ExitCode::yes : ExitCode::no;
}

ExitCode run_rules(Arguments const& arguments, Context& context) {
    std::string const verb = arguments.operands.empty() ? "" : arguments.operands.front();
    if (verb != "list" && arguments.has("as-of"))
        return complain(context, usage_error("--as-of goes with list"));
    if (verb == "list" && arguments.operands.size() == 1)
        return list(arguments, context);
    if (verb == "show")
        return show(arguments, context);
    if (verb == "test" && arguments.operands.size() == 1)
        return test(context);
    if (verb == "diff")
        return diff(arguments, context);
    return complain(context, usage_error("write list, show, test or diff; see --help"));
}

} // namespace

Command rules_command() {
    return {"rules",
            "the rule packs: which were in force when, one rule, their examples, what changed",
            {"list [--as-of DATE]", "show RULE|PACK...", "test", "diff A B"},
            "list names every pack of packaging rules and label statements with its edition, its "
            "validity and the number of its rules; with --as-of also which edition is used that "
            "day. show prints a rule with its condition, words and sources. test runs every "
            "example of every rule, those of overlays included.\n\n"
            "diff compares two days (the packaging rules in force), two pack files or two data "
            "folders. It ends with 0 when they are alike and with 1 when they differ; test ends "
            "with 1 when an example does not hold.",
            {{"as-of", 0, "DATE", "the packs used and the rules in force on DATE"}},
            {{"coldchain rules show DI-08", "one rule and where it stands"},
             {"coldchain rules list --as-of 2023-10-01", "what was in force that day"}},
            run_rules};
}

} // namespace coldchain::tools
