// SPDX-License-Identifier: Apache-2.0
// explain: what a code in a finding or an exit code means, why, how to mend it, where the rule
// stands.
#include "common/text.hpp"
#include "job/explain_job.hpp"
#include "tools/commands.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace coldchain::tools {

namespace {

using Json = nlohmann::ordered_json;

std::string block(job::Explanation const& row) {
    std::string out = text::cat(row.code, ": ", row.title, '\n');
    for (auto const& [label, body] :
         {std::pair{"cause:   ", row.cause}, std::pair{"example: ", row.example},
          std::pair{"remedy:  ", row.remedy}, std::pair{"source:  ", row.source}}) {
        if (!body.empty())
            out += text::cat("  ", label, body, '\n');
    }
    return out;
}

std::string json_line(job::Explanation const& row) {
    Json const record{{"code", row.code},       {"title", row.title},   {"cause", row.cause},
                      {"example", row.example}, {"remedy", row.remedy}, {"source", row.source}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

ExitCode list_codes(Context& context) {
    auto const codes = job::known_codes(context.data_folders);
    if (!codes)
        return complain(context, codes.error());
    for (auto const& code : *codes)
        context.out << code << '\n';
    return ExitCode::yes;
}

ExitCode run_explain(Arguments const& arguments, Context& context) {
    if (arguments.has("list"))
        return list_codes(context);
    if (arguments.operands.empty())
        return complain(context, usage_error("name a code, as printed in a finding; see --help"));
    for (auto const& code : arguments.operands) {
        auto const rows = job::explain(code, context.data_folders);
        if (!rows)
            return complain(context, rows.error());
        for (auto const& row : *rows)
            context.out << (context.json ? json_line(row) : block(row));
    }
    return ExitCode::yes;
}

} // namespace

Command explain_command() {
    return {"explain",
            "what a finding, problem or exit code means and how to mend it",
            {"CODE...", "--list"},
            "Prints cause, example, remedy and source of each code: rule ids of check, problem "
            "codes of isbt, "
            "finding codes of readings, certify and label, and exit codes.",
            {{"list", 0, "", "every code there is, one a line"}},
            {{"coldchain explain 5", "why a run ended with exit code 5"}},
            run_explain};
}

} // namespace coldchain::tools
