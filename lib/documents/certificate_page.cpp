// SPDX-License-Identifier: Apache-2.0
#include "documents/certificate_page.hpp"

#include "common/text.hpp"
#include "documents/certificate_parts.hpp"

#include <algorithm>

namespace coldchain::documents {

using certify::Judgement;
using certify::Verdict;
using draw::Dots;

namespace {

std::size_t other_reasons(Judgement const& judgement) {
    auto const& findings = judgement.findings;
    auto const count = std::count_if(findings.begin(), findings.end(), [](auto const& finding) {
        return finding.severity >= Severity::warn;
    });
    return count > 1 ? static_cast<std::size_t>(count - 1) : 0;
}

std::string remarks(Judgement const& judgement) {
    std::vector<std::string> parts;
    if (judgement.custody == certify::Custody::not_judged)
        parts.emplace_back("Recording only, custody not judged.");
    auto const others = other_reasons(judgement);
    if (others > 0)
        parts.push_back(
            text::cat(others, others == 1 ? " further finding" : " further findings", " below."));
    return text::join(parts, " ");
}

void set_signatures(Sheet& sheet, CertificateFacts const& facts) {
    auto const area =
        sheet.signatures({"Prepared", "Reviewed", "Quality decision"}, facts.symbol ? mm(20) : 0);
    if (!facts.symbol)
        return;
    Dots const module = 8;
    sheet.pages.add(
        "digest symbol",
        draw::SymbolMark{{area.x + area.width - facts.symbol->columns * module, area.y + mm(1)},
                         *facts.symbol,
                         module,
                         0,
                         draw::Rotation::none});
}

} // namespace

std::string_view verdict_words(Verdict verdict) {
    switch (verdict) {
    case Verdict::conforms:
        return "Conforms";
    case Verdict::excursion_within_allowance:
        return "Excursion within allowance";
    case Verdict::does_not_conform:
        return "Does not conform";
    case Verdict::cannot_certify:
        return "Cannot be certified";
    }
    return "";
}

Result<draw::Drawing> certificate_page(CertificateFacts const& facts, draw::Fonts const& fonts) {
    Furniture furniture;
    furniture.paper = facts.paper;
    furniture.title = "Temperature certificate";
    if (facts.shipment != nullptr) {
        furniture.subject = facts.shipment->id;
        furniture.kicker = facts.shipment->shipper.name;
    } else if (!facts.judgement.sources.empty()) {
        auto const& serial = facts.judgement.sources.front().serial;
        furniture.subject = serial.size() <= 24 ? serial : "recording";
        furniture.kicker = "Recording only, custody not judged";
    }
    furniture.footer = {text::cat(furniture.subject, ": ", verdict_words(facts.judgement.verdict))};
    if (facts.now)
        furniture.footer.push_back(text::cat("issued ", stamp(facts.now->milliseconds)));
    // alone on its line: with anything beside it some digests are too wide
    furniture.footer.push_back(text::cat("result SHA-256 ", facts.result_sha256));
    furniture.subject = shown(fonts, draw::Face::mono_bold, furniture.subject);
    furniture.kicker = shown(fonts, draw::Face::sans, furniture.kicker);
    for (auto& line : furniture.footer)
        line = shown(fonts, draw::Face::sans, line);
    Pages pages(furniture, fonts);
    Sheet sheet(pages, fonts);
    sheet.banner(verdict_words(facts.judgement.verdict), sentence(facts.judgement.reason),
                 remarks(facts.judgement), colours_of(facts.judgement.verdict));
    set_judged(sheet, facts);
    CC_TRY(set_chart(sheet, facts));
    set_figures(sheet, facts.judgement);
    set_intended_use(sheet, facts.judgement);
    set_excursions(sheet, facts.judgement);
    set_gaps(sheet, facts.judgement);
    set_findings(sheet, facts.judgement);
    set_device_records(sheet, facts.judgement);
    if (facts.shipment != nullptr)
        set_custody(sheet, *facts.shipment);
    set_evidence(sheet, facts);
    set_method(sheet, facts);
    set_signatures(sheet, facts);
    return std::move(pages).finish();
}

} // namespace coldchain::documents
