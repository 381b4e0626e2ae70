// SPDX-License-Identifier: Apache-2.0
// explain: what a code in a finding or an exit code means, why, how to mend it, where the rule
// stands.
#include "common/code_row.hpp"
#include "common/text.hpp"
#include "tools/commands.hpp"

#include <array>
#include <ostream>

namespace coldchain::tools {

namespace {

constexpr std::array exit_code_rows{
    CodeRow{"0", "done, and the answer is yes",
            "everything asked for was made and nothing speaks against it",
            "a shipment is acceptable, a certificate conforms", "nothing", "coldchain, exit codes"},
    CodeRow{"1", "done, and the answer is no",
            "the input was understood and judged, and the judgement is no",
            "a rule forbids the shipment, a recording does not conform",
            "read the findings; each says what to change", "coldchain, exit codes"},
    CodeRow{"2", "the command line is wrong",
            "an option or operand is not known, missing or contradicts another",
            "coldchain check --fromat json", "see coldchain COMMAND --help",
            "coldchain, exit codes"},
    CodeRow{"3", "an input could not be read or understood, or an output could not be written",
            "a file is missing, broken or locked, or a disk is full",
            "a shipment with an unknown key", "the message names the place and what to change",
            "coldchain, exit codes"},
    CodeRow{"4", "a defect in coldchain", "the program met a state it should never be in",
            "an uncaught exception", "please report it with the command line and the input",
            "coldchain, exit codes"},
    CodeRow{"5", "done, but a fact was unknown, so the answer is neither yes nor no",
            "a rule needs a fact that the shipment does not give",
            "package.outer.vented is missing with dry ice inside",
            "add the facts the findings name; --strict turns this code into 1",
            "coldchain, exit codes"},
};

std::string block(CodeRow const& row) {
    std::string out = text::cat(row.code, ": ", row.title, '\n');
    for (auto const& [label, body] :
         {std::pair{"cause:   ", row.cause}, std::pair{"example: ", row.example},
          std::pair{"remedy:  ", row.remedy}, std::pair{"source:  ", row.source}}) {
        if (!body.empty())
            out += text::cat("  ", label, body, '\n');
    }
    return out;
}

ExitCode run_explain(Arguments const& arguments, Context& context) {
    std::vector<std::string> known;
    for (auto const& row : exit_code_rows)
        known.emplace_back(row.code);
    if (arguments.operands.empty())
        return complain(context, usage_error("name a code, as printed in a finding; see --help"));
    for (auto const& code : arguments.operands) {
        bool found = false;
        for (auto const& row : exit_code_rows) {
            if (row.code == code) {
                context.out << block(row);
                found = true;
            }
        }
        if (!found) {
            auto const near = text::nearest(code, known);
            return complain(context,
                            usage_error(text::cat("code ", text::quoted(code), " is not known",
                                                  near ? text::cat("; did you mean ", *near, "?")
                                                       : std::string())));
        }
    }
    return ExitCode::yes;
}

} // namespace

Command explain_command() {
    return {"explain",
            "what a finding, problem or exit code means and how to mend it",
            {"CODE..."},
            "Prints cause, example, remedy and source of each code: rule ids of check, problem "
            "codes of isbt, "
            "finding codes of readings, certify and label, and exit codes.",
            {},
            {{"coldchain explain 5", "why a run ended with exit code 5"}},
            run_explain};
}

} // namespace coldchain::tools
