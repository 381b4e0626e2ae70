// SPDX-License-Identifier: Apache-2.0
#include "common/finding.hpp"

#include <algorithm>
#include <array>

namespace coldchain {

namespace {

constexpr std::array<std::string_view, 5> severity_words{"info", "warn", "unknown", "error",
                                                         "forbid"};
constexpr std::array<std::string_view, 3> evidence_words{"verified", "recalled", "derived"};

template <class Enum>
std::optional<Enum> find_word(std::span<std::string_view const> words, std::string_view word) {
    auto const at = std::find(words.begin(), words.end(), word);
    if (at == words.end())
        return std::nullopt;
    return static_cast<Enum>(at - words.begin());
}

} // namespace

bool is_unconfirmed(Finding const& finding) {
    return !finding.citations.empty() &&
           std::none_of(
               finding.citations.begin(), finding.citations.end(),
               [](auto const& citation) { return citation.evidence == Evidence::verified; });
}

Severity worst(std::span<Finding const> findings) {
    auto severity = Severity::info;
    for (auto const& finding : findings)
        severity = std::max(severity, finding.severity);
    return severity;
}

std::string_view to_word(Severity severity) {
    return severity_words.at(static_cast<std::size_t>(severity));
}

std::string_view to_word(Evidence evidence) {
    return evidence_words.at(static_cast<std::size_t>(evidence));
}

std::optional<Severity> severity_of(std::string_view word) {
    return find_word<Severity>(severity_words, word);
}

std::optional<Evidence> evidence_of(std::string_view word) {
    return find_word<Evidence>(evidence_words, word);
}

} // namespace coldchain
