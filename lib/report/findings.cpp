// SPDX-License-Identifier: Apache-2.0
#include "report/findings.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace coldchain::report {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

std::string regime_name(std::string const& regime) {
    if (regime == "cfr49")
        return "49 CFR";
    if (regime == "cfr21")
        return "21 CFR";
    if (regime == "iata")
        return "IATA DGR";
    if (regime == "adr" || regime == "imdg")
        return text::upper(regime);
    if (regime == "isbt128")
        return "ISBT 128";
    return regime;
}

std::string lines_of(Finding const& finding) {
    std::string out = text::cat(to_word(finding.severity), ' ', finding.rule);
    if (!finding.scope.empty())
        out += text::cat(' ', finding.scope);
    out += text::cat(": ", finding.message, is_unconfirmed(finding) ? " (unconfirmed)" : "", "\n");
    if (!finding.field.empty() || !finding.value.empty()) {
        out +=
            text::cat("    found:  ", finding.field,
                      finding.field.empty() || finding.value.empty() ? "" : " = ", finding.value);
        out += finding.limit.empty() ? "\n" : text::cat("; allowed: ", finding.limit, "\n");
    }
    for (auto const& citation : finding.citations)
        out += text::cat("    source: ", citation_text(citation), "\n");
    if (!finding.fix.empty())
        out += text::cat("    do:     ", finding.fix, "\n");
    return out;
}

} // namespace

std::string to_json_line(Finding const& finding) {
    Json citations = Json::array();
    for (auto const& citation : finding.citations)
        citations.push_back({{"regime", citation.regime},
                             {"ref", citation.ref},
                             {"edition", citation.edition},
                             {"evidence", std::string(to_word(citation.evidence))}});
    Json const record{{"rule", finding.rule},
                      {"severity", std::string(to_word(finding.severity))},
                      {"package", or_null(finding.scope)},
                      {"field", or_null(finding.field)},
                      {"value", or_null(finding.value)},
                      {"limit", or_null(finding.limit)},
                      {"citations", citations},
                      {"message", finding.message},
                      {"fix", or_null(finding.fix)}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_text(std::span<Finding const> findings) {
    std::vector<Finding const*> order;
    for (auto const& finding : findings)
        order.push_back(&finding);
    std::stable_sort(order.begin(), order.end(),
                     [](auto const* a, auto const* b) { return a->severity > b->severity; });
    std::string out;
    for (auto const* finding : order)
        out += lines_of(*finding);
    return out;
}

std::string citation_text(Citation const& citation) {
    std::string out = text::cat(regime_name(citation.regime), ' ', citation.ref);
    if (!citation.edition.empty())
        out += text::cat(" (", citation.edition, ')');
    if (citation.evidence != Evidence::verified)
        out += text::cat(", ", to_word(citation.evidence));
    return out;
}

} // namespace coldchain::report
