// SPDX-License-Identifier: Apache-2.0
#include "job/explain_job.hpp"

#include "certify/verdict.hpp"
#include "common/code_row.hpp"
#include "common/text.hpp"
#include "documents/lint.hpp"
#include "documents/receipt.hpp"
#include "epcis/event.hpp"
#include "isbt128/codes.hpp"
#include "job/document_job.hpp"
#include "job/recheck_job.hpp"
#include "label/codes.hpp"
#include "label/stages.hpp"
#include "label/statements.hpp"
#include "logger/read.hpp"
#include "packaging/evaluate.hpp"
#include "readback/verify.hpp"
#include "report/findings.hpp"
#include "rules/pack.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace coldchain::job {

namespace {

constexpr std::array exit_code_rows{
    CodeRow{"0", "done, and the answer is yes",
            "everything asked for was made and nothing speaks against it",
            "a shipment is acceptable, a certificate conforms", "nothing", "README, exit codes"},
    CodeRow{"1", "done, and the answer is no",
            "the input was understood and judged, and the judgement is no",
            "a rule forbids the shipment, a recording does not conform",
            "read the findings; each says what to change", "README, exit codes"},
    CodeRow{"2", "the command line is wrong",
            "an option or operand is not known, missing or contradicts another",
            "coldchain check --fromat json", "see coldchain COMMAND --help", "README, exit codes"},
    CodeRow{"3", "an input could not be read or understood, or an output could not be written",
            "a file is missing, broken or locked, or a disk is full",
            "a shipment with an unknown key", "the message names the place and what to change",
            "README, exit codes"},
    CodeRow{"4", "a defect in coldchain", "the program met a state it should never be in",
            "an uncaught exception", "please report it with the command line and the input",
            "README, exit codes"},
    CodeRow{"5", "done, but a fact was unknown, so the answer is neither yes nor no",
            "a rule needs a fact that the shipment does not give",
            "package.outer.vented is missing with dry ice inside",
            "add the facts the findings name; --strict turns this code into 1",
            "README, exit codes"},
};

// what judging says of a rule pack itself
constexpr std::array pack_rows{
    CodeRow{"PACK-01", "a rule pack is not in force on the day of judging",
            "no edition of the pack holds that day; the nearest one was used",
            "a shipment of 2031 judged with the editions of 2026",
            "get the edition for that day, or judge another day with --as-of",
            "the pack's valid_from and valid_to"},
};

std::vector<std::span<CodeRow const>> tables() {
    return {exit_code_rows,       isbt128::problem_codes(),   readback::codes(),
            label::label_codes(), logger::reading_codes(),    certify::certify_codes(),
            epcis::codes(),       documents::receipt_codes(), recheck_codes(),
            document_codes(),     documents::lint_codes(),    pack_rows};
}

Explanation from_row(CodeRow const& row) {
    return {std::string(row.code),    std::string(row.title),  std::string(row.cause),
            std::string(row.example), std::string(row.remedy), std::string(row.source)};
}

std::string citations_text(config::Object const& rule) {
    std::string out;
    for (auto const& object : rule.tables("citation")) {
        Citation citation{object.text("regime").value_or(""), object.text("ref").value_or(""),
                          object.text("edition").value_or(""), Evidence::recalled};
        if (auto const evidence = evidence_of(object.text("evidence").value_or("")))
            citation.evidence = *evidence;
        out += text::cat(out.empty() ? "" : "; ", report::citation_text(citation));
    }
    return out;
}

Explanation from_rule(config::Object const& rule, rules::PackFile const& pack) {
    return {rule.text("id").value_or(""),
            rule.text("message").value_or(""),
            text::cat("judged when ", rule.text("when").value_or(""), "; requires ",
                      rule.text("require").value_or("")),
            text::cat("pack ", pack.head.identity.id, ", edition ", pack.head.identity.edition),
            rule.text("fix").value_or(""),
            citations_text(rule)};
}

struct RuleFolder {
    std::string_view folder;
    std::string_view schema;
};
constexpr std::array rule_folders{RuleFolder{packaging::pack_folder, packaging::pack_schema},
                                  RuleFolder{label::statements_folder, label::statements_schema},
                                  RuleFolder{label::stages_folder, label::stages_schema}};

Result<std::vector<Explanation>> all_rules(config::DataFolders const& folders) {
    std::vector<Explanation> all;
    for (auto const& where : rule_folders) {
        CC_TRY_ASSIGN(auto const packs, rules::read_packs(folders, where.folder, where.schema));
        for (auto const& pack : packs) {
            for (auto const& rule : pack.content.tables("rule"))
                all.push_back(from_rule(rule, pack));
        }
    }
    return all;
}

} // namespace

Result<std::vector<Explanation>> explain(std::string_view code,
                                         config::DataFolders const& folders) {
    for (auto const table : tables()) {
        for (auto const& row : table) {
            if (text::equal_ignoring_case(row.code, code))
                return std::vector{from_row(row)};
        }
    }
    CC_TRY_ASSIGN(auto const rules, all_rules(folders));
    std::vector<Explanation> found;
    for (auto const& rule : rules) {
        if (text::equal_ignoring_case(rule.code, code))
            found.push_back(rule);
    }
    if (!found.empty())
        return found;
    CC_TRY_ASSIGN(auto const known, known_codes(folders));
    auto const near = text::nearest(code, known);
    return Error{ErrorKind::usage,
                 {},
                 text::cat("code ", text::quoted(code), " is not known",
                           near ? text::cat("; did you mean ", *near, "?") : std::string()),
                 {}};
}

Result<std::vector<std::string>> known_codes(config::DataFolders const& folders) {
    std::vector<std::string> codes;
    for (auto const table : tables()) {
        for (auto const& row : table)
            codes.emplace_back(row.code);
    }
    CC_TRY_ASSIGN(auto const rules, all_rules(folders));
    for (auto const& rule : rules)
        codes.push_back(rule.code);
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

} // namespace coldchain::job
