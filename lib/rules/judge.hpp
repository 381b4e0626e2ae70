// SPDX-License-Identifier: Apache-2.0
// Rules against a document. Every rule is judged for every table of its scope; nothing stops at the
// first failure.
#pragma once

#include "rules/pack.hpp"

#include <functional>
#include <string>
#include <vector>

namespace coldchain::rules {

enum class Outcome { not_concerned, passes, fails, unknown };

/// What the choice of rules depends on.
struct Circumstances {
    Date day;
    std::vector<std::string> regimes; ///< empty: every rule
};

/// A need with its words settled.
struct NeededText {
    std::string kind;
    std::string code;
    std::string text;
    std::string size;
};

struct Judgement {
    Rule const* rule = nullptr;
    Outcome outcome = Outcome::not_concerned;
    std::string scope; ///< id of the outermost table: package, overpack, logger, product
    std::string place; ///< "package[0].content[1]"
    std::vector<std::string> missing;
    Finding finding; ///< of fails and unknown
    std::vector<NeededText> needed;
};

/// Whether a rule is in force on the day and asked for by a regime.
bool concerns(Rule const& rule, Circumstances const& circumstances);

/// The citations that are reasons under these regimes; when none is, all of them as derived.
std::vector<Citation> citations_for(Rule const& rule, std::vector<std::string> const& regimes);

/// Judgements in the order of the book and the document; those not concerned are left out.
std::vector<Judgement> judge(Book const& book, config::Object const& document,
                             Circumstances const& circumstances);

/// One rule for one document.
std::vector<Judgement> judge_rule(Rule const& rule, Vocabulary const& vocabulary,
                                  config::Object const& document,
                                  Circumstances const& circumstances);

/// A document as rules see it, and when and where it is judged.
struct Prepared {
    config::Object document;
    Circumstances circumstances;
};

/// A change with its paths and texts settled for one element: ready for apply().
struct ProposedChange {
    std::string rule;
    Change::Kind kind = Change::Kind::set;
    std::string path; ///< absolute
    config::Node value;
};

/// The changes a rule proposes for the table at `place`, in order of preference.
std::vector<ProposedChange> proposals(Book const& book, Rule const& rule,
                                      config::Object const& document, std::string const& place);
Result<void> apply(config::Object& document, ProposedChange const& change);
/// "set package[0].outer.vented to true", "add to package[0].label: class_9, 100 mm".
std::string describe(ProposedChange const& change);

/// Runs every example of every rule. A rule without one that passes and one that fails (rules that
/// always report need no passing one, but one that is not concerned) is a fault too. `prepare` does
/// with a sample what is done with a real document.
struct ExampleReport {
    std::size_t rules = 0;
    std::size_t examples = 0;
    std::vector<Error> faults;
};
ExampleReport prove_examples(Book const& book,
                             std::function<Prepared(config::Object const&)> const& prepare);

} // namespace coldchain::rules
