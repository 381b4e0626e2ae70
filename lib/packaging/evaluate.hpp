// SPDX-License-Identifier: Apache-2.0
// A shipment against the packaging rules in force on its ship date.
#pragma once

#include "packaging/classify.hpp"
#include "shipment/shipment.hpp"

#include <memory>
#include <mutex>
#include <string_view>

namespace coldchain::packaging {

/// What a pack file's `schema` says, and where pack files are.
inline constexpr std::string_view pack_schema = "coldchain.packaging/1";
inline constexpr std::string_view pack_folder = "rules/packaging";

/// The packs of the data folders; makes and keeps the book of each combination of editions. May be
/// used from several threads.
class RuleLibrary {
public:
    static Result<RuleLibrary> load(config::DataFolders const& folders);

    /// The rules in force on a day.
    Result<std::shared_ptr<rules::Book const>> book_for(Date day);

    std::vector<rules::PackFile> const& files() const { return m_files; }

private:
    struct Cache;
    std::vector<rules::PackFile> m_files;
    std::shared_ptr<Cache> m_cache; // shared: the library may be copied while threads use it
};

/// A requirement that a shipment meets.
struct Passed {
    std::string rule;
    std::string package; ///< empty: the whole
    std::string pack;    ///< id of the pack
    std::vector<Citation> citations;
};

/// Something a package, overpack or document must show.
struct Needed {
    std::string rule;
    std::string package; ///< or overpack; empty: the whole
    std::string kind;    ///< mark, label, overpack; waybill, handling, declaration
    std::string code;    ///< of a label: class_9; else empty
    std::string text;
    std::string size; ///< "letters of 12 mm at least"; empty: none is asked for
    bool met = false;
};

/// Changes of the document, in the order to make them, and what it was judged to be with them.
struct Correction {
    std::vector<rules::ProposedChange> changes; ///< empty: none is known, or none is needed
    std::string leads_to;                       ///< a verdict
    std::size_t open_failures = 0;              ///< errors that no rule knows a change for
};

struct Verdict {
    std::string shipment; ///< id
    std::string verdict;  ///< acceptable, unknown, not_acceptable
    Date judged_on;
    std::vector<Finding> findings; ///< worst first, then by package, rule and field
    std::vector<Passed> passed;
    std::vector<Needed> needed;
    std::vector<Classified> classification;
    std::vector<rules::PackInUse> packs;
    std::size_t rules_evaluated = 0; ///< rules of the packs that are in force and asked for
    std::size_t unconfirmed = 0;     ///< findings whose citations are none of them verified
    Correction correction;           ///< as far as it was asked for
    std::vector<rules::Judgement> judgements;
    std::shared_ptr<rules::Book const> book; // shared: judgements point into it
    config::Object facts;
};

struct JudgingOptions {
    std::optional<Date> as_of; ///< instead of the ship date
};

/// Judges every rule; nothing stops at the first failure.
Result<Verdict> evaluate(shipment::Shipment const& shipment, RuleLibrary& library,
                         JudgingOptions const& options = {});
/// The same for a checked document.
Result<Verdict> evaluate(config::Object const& document, RuleLibrary& library,
                         JudgingOptions const& options = {});

/// The smallest set of changes that takes away every failure that rules know a change for, judged
/// again to prove it. `document` is what `verdict` was made from.
Correction smallest_fix(config::Object const& document, Verdict const& verdict,
                        RuleLibrary& library, JudgingOptions const& options = {});

/// Adds findings that came from outside the rules, and renews order, counts and verdict.
void add_findings(Verdict& verdict, std::vector<Finding> const& findings);

/// SHP-03 across shipments: `product` is in `holder` too.
Finding shared_product(std::string field, std::string product, std::string const& holder);

/// The local calendar day of ship_at, where the shipment starts.
Date ship_date(config::Object const& document);

/// A sample of the packs as rules see it, for proving examples.
rules::Prepared prepare_sample(config::Object const& document);

} // namespace coldchain::packaging
