// SPDX-License-Identifier: Apache-2.0
// The smallest correction. Every rule that failed proposes changes of the document; all are made,
// the document is judged again, and rules that fail only now propose theirs, until nothing fails
// or nothing more is proposed. Then each change is left out in turn and stays out when the verdict
// is as good without it. What remains is proved, because it was judged: no change of it is idle.
#include "packaging/evaluate.hpp"

#include <algorithm>
#include <utility>

namespace coldchain::packaging {

namespace {

constexpr int most_rounds = 6;

using Changes = std::vector<rules::ProposedChange>;
// Failures, then unknown facts: how far a verdict is from acceptable.
using Distance = std::pair<std::size_t, std::size_t>;

Distance distance_of(Verdict const& verdict) {
    Distance distance{0, 0};
    for (auto const& finding : verdict.findings) {
        distance.first += finding.severity >= Severity::error ? 1 : 0;
        distance.second += finding.severity == Severity::unknown ? 1 : 0;
    }
    return distance;
}

bool is_in(Changes const& changes, rules::ProposedChange const& change) {
    return std::any_of(changes.begin(), changes.end(), [&](auto const& other) {
        return rules::describe(other) == rules::describe(change);
    });
}

// Adds the first way of each failed rule that was not tried yet; whether any was new.
bool add_proposals(Verdict const& verdict, Changes& changes) {
    bool found = false;
    for (auto const& judgement : verdict.judgements) {
        bool const failed = judgement.outcome == rules::Outcome::fails &&
                            judgement.finding.severity >= Severity::error;
        if (!failed)
            continue;
        for (auto const& way :
             rules::proposals(*verdict.book, *judgement.rule, verdict.facts, judgement.place)) {
            if (!is_in(changes, way)) {
                changes.push_back(way);
                found = true;
                break;
            }
        }
    }
    return found;
}

// Elements are taken away last and from the end, so that the places of the others stay right.
Changes in_order(Changes changes) {
    std::stable_sort(changes.begin(), changes.end(), [](auto const& a, auto const& b) {
        bool const left = a.kind == rules::Change::Kind::remove;
        bool const right = b.kind == rules::Change::Kind::remove;
        return left != right ? right : left && a.path > b.path;
    });
    return changes;
}

Result<Verdict> judged_with(config::Object document, Changes const& changes, RuleLibrary& library,
                            JudgingOptions const& options) {
    for (auto const& change : in_order(changes)) {
        CC_TRY(rules::apply(document, change));
    }
    return evaluate(document, library, options);
}

void drop_idle(config::Object const& document, Changes& changes, Distance goal,
               RuleLibrary& library, JudgingOptions const& options) {
    for (std::size_t i = changes.size(); i-- > 0;) {
        Changes fewer = changes;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        auto const verdict = judged_with(document, fewer, library, options);
        if (verdict && distance_of(*verdict) <= goal)
            changes = std::move(fewer);
    }
}

} // namespace

Correction smallest_fix(config::Object const& document, Verdict const& verdict,
                        RuleLibrary& library, JudgingOptions const& options) {
    Correction correction;
    if (distance_of(verdict).first == 0 || !add_proposals(verdict, correction.changes))
        return correction;
    std::optional<Verdict> last;
    for (int round = 0; round < most_rounds; ++round) {
        auto again = judged_with(document, correction.changes, library, options);
        if (!again) // a proposal that does not fit this document helps nobody
            return {};
        last = std::move(*again);
        if (distance_of(*last).first == 0 || !add_proposals(*last, correction.changes))
            break;
    }
    Distance const goal = distance_of(*last);
    if (!(goal < distance_of(verdict)))
        return {};
    drop_idle(document, correction.changes, goal, library, options);
    correction.changes = in_order(std::move(correction.changes));
    if (auto const proof = judged_with(document, correction.changes, library, options)) {
        correction.leads_to = proof->verdict;
        correction.open_failures = distance_of(*proof).first;
    }
    return correction;
}

} // namespace coldchain::packaging
