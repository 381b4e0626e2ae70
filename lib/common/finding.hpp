// SPDX-License-Identifier: Apache-2.0
// A Finding is a verdict about the user's world: the program worked, and this is what it saw.
// Every check anywhere yields findings; the report module turns them into text, JSON, exit codes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain {

/// In rising order; the words are those of the outputs.
enum class Severity { info, warn, unknown, error, forbid };

/// How a fact is known: seen in the text of a source, remembered (or only partly seen), computed.
enum class Evidence { verified, recalled, derived };

/// Where a rule stands. `regime` is iata, cfr49, adr, imdg, isbt128, ... or "coldchain".
struct Citation {
    std::string regime;
    std::string ref;
    std::string edition;
    Evidence evidence = Evidence::recalled;
    bool operator==(Citation const&) const = default;
};

struct Finding {
    std::string rule; ///< id, the code that `explain` knows
    Severity severity = Severity::info;
    std::string scope; ///< id of the package, product, logger or overpack; empty: the whole
    std::string field; ///< the field judged, e.g. "package[0].label"
    std::string value; ///< what was found, as written
    std::string limit; ///< what is allowed
    std::vector<Citation> citations;
    std::string message; ///< the fact, one sentence
    std::string fix;     ///< the smallest change that mends it; may be empty
    bool operator==(Finding const&) const = default;
};

/// True when no citation is verified: the summary counts such findings as "unconfirmed".
/// A finding without citations is ours and counts as confirmed.
bool is_unconfirmed(Finding const& finding);

/// The highest severity, or info for an empty list.
Severity worst(std::span<Finding const> findings);

std::string_view to_word(Severity severity);
std::string_view to_word(Evidence evidence);

/// The word's value, or nothing when it is none of ours.
std::optional<Severity> severity_of(std::string_view word);
std::optional<Evidence> evidence_of(std::string_view word);

} // namespace coldchain
