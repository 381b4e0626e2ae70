// SPDX-License-Identifier: Apache-2.0
#include "job/label_press.hpp"

#include "common/text.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/consistency.hpp"
#include "label/geometry.hpp"
#include "readback/verify.hpp"
#include "render/raster.hpp"
#include "render/renderer.hpp"

#include <algorithm>

namespace coldchain::job {

namespace {

void append(std::vector<Finding>& into, std::vector<Finding> more) {
    into.insert(into.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

// What the finished label says in print must be what its symbols say.
std::vector<Finding> compare_codes(label::Composed const& composed, label::Content const& content,
                                   std::string const& scope, isbt128::Tables const* tables) {
    std::vector<std::string> strings;
    for (auto const& symbol : composed.symbols) {
        if (!symbol.structures.empty())
            strings.push_back(symbol.mark.symbol.payload);
    }
    auto const given = [&](std::string_view name) -> std::optional<std::string> {
        auto const at = content.fields.find(name);
        if (at == content.fields.end() || at->second.empty())
            return std::nullopt;
        return at->second;
    };
    isbt128::PrintedText printed{given("din_printed"), std::nullopt, given("single_european_code"),
                                 given("chain_of_identity")};
    if (auto const day = given("expires_date"); day && given("expires_time"))
        printed.expiry = text::cat(*day, " ", given("expires_time")->substr(0, 5));
    auto findings = isbt128::check_consistency(strings, printed, isbt128::Purpose::print, tables);
    for (auto& finding : findings)
        finding.scope = scope;
    return findings;
}

// Notes what was read; a symbol that was composed and not proved is a finding, whatever the reader
// says of the others.
std::vector<Finding> prove(draw::Drawing const& drawing, barcode::Raster const& raster,
                           label::Composed const& composed, LabelRecord& record) {
    auto verification = readback::verify_page(drawing, 0, raster);
    for (auto& finding : verification.findings)
        finding.scope = record.product;
    for (auto const& symbol : composed.symbols) {
        auto const at =
            std::find_if(verification.proved.begin(), verification.proved.end(),
                         [&](readback::Proved const& p) { return p.name == symbol.name; });
        bool const same =
            at != verification.proved.end() && at->decoded.payload == symbol.mark.symbol.payload;
        if (!same && verification.passed())
            verification.findings.push_back(
                {"LBL-15",
                 Severity::error,
                 record.product,
                 symbol.name,
                 "",
                 symbol.mark.symbol.payload,
                 {},
                 text::cat(symbol.name, " was not read back from the finished label"),
                 "this is a defect of the toolkit; please report it"});
        if (same)
            record.symbols.push_back({symbol.name, symbol.structures,
                                      std::string(to_word(symbol.mark.symbol.symbology)),
                                      at->decoded.identifier, at->decoded.payload, symbol.module});
    }
    return std::move(verification.findings);
}

/// The day on which a product was made, by the clock of that place.
std::optional<Date> day_made(shipment::Product const& product) {
    auto const& at = product.produced_at ? product.produced_at : product.collected_at;
    if (!at)
        return std::nullopt;
    auto const clock = wall_clock(at->instant, at->zone);
    return clock ? std::optional(date_of(clock->local)) : std::nullopt;
}

// A warning that the layout has no place for must go with the label (21 CFR 1271.370: on the label
// where that is possible, else accompanying). Nobody may think that there is none.
std::vector<Finding> untold_warnings(label::Layout const& layout, label::Content const& content,
                                     std::string const& scope) {
    std::vector<Finding> findings;
    auto const untold = [&](std::string field, std::string value, std::string_view what) {
        findings.push_back({"LBL-19",
                            Severity::warn,
                            scope,
                            std::move(field),
                            std::move(value),
                            text::cat("a place in layout ", layout.identity.id),
                            {{"cfr21", "1271.370", "eCFR 2026-01-29", Evidence::verified}},
                            text::cat("this label has no place for ", what,
                                      ", which must accompany it"),
                            "put it on the tag or paper that goes with this label, or choose a "
                            "layout that shows it"});
    };
    bool const has_sign =
        std::any_of(layout.figures.begin(), layout.figures.end(), [](auto const& figure) {
            return figure.kind == label::FigureKind::biohazard;
        });
    if (content.biohazard && !has_sign)
        untold("biohazard legend", "asked for", "the biohazard legend");
    bool const has_warnings =
        std::any_of(layout.texts.begin(), layout.texts.end(), [](auto const& item) {
            return std::any_of(item.lines.begin(), item.lines.end(), [](auto const& line) {
                return line.text.find("{statements_warning") != std::string::npos;
            });
        });
    auto const warnings = content.fields.find("statements_warning");
    if (warnings != content.fields.end() && !warnings->second.empty() && !has_warnings)
        untold("label.statements_warning", text::replace_all(warnings->second, "\n", "; "),
               "its warnings");
    return findings;
}

// A retired code must not be given to new products, and stays on those that had it (ST-010 and
// ST-001, retired codes): a product made before that day keeps its label, with a warning.
void judge_retired(std::vector<Finding>& findings, shipment::Product const& product,
                   isbt128::Tables const* tables) {
    auto const at = std::find_if(findings.begin(), findings.end(), [](Finding const& finding) {
        return finding.rule == isbt128::codes::retired_on_print;
    });
    if (at == findings.end())
        return;
    auto const* const row = tables->find(isbt128::TableKind::products, product.product_code);
    auto const retired = row == nullptr ? std::nullopt : isbt128::retired_day(*row);
    auto const made = day_made(product);
    if (made && retired && *made < *retired)
        return;
    at->severity = Severity::error;
    at->field = "product.product_code";
    at->message = made ? text::cat("the product was made on ", to_text(*made),
                                   " and its code is retired: it must not be given to new products")
                       : "the product code is retired, and the order does not say when the product "
                         "was made";
    at->fix = "choose the code that replaced it; for old stock give produced_at or collected_at, a "
              "day before the code was retired";
}

label::LabelUse use_of(shipment::Product const& product) {
    return product.use == "research" ? label::LabelUse::research : label::LabelUse::clinical;
}

Finding layout_finding(Severity severity, std::string const& id, std::string message,
                       std::string fix) {
    return {"LBL-11",           severity,      "", "template", id, "approved", {},
            std::move(message), std::move(fix)};
}

} // namespace

bool refuses(std::vector<Finding> const& findings) {
    return worst(findings) >= Severity::unknown;
}

bool MadeLabel::refused() const {
    return refuses(findings);
}

LabelPress::LabelPress(label::Layout layout, label::PrinterProfile printer,
                       label::StatementRules statements, draw::Fonts const& fonts)
    : m_layout(std::move(layout)), m_printer(std::move(printer)),
      m_statements(std::move(statements)), m_fonts(&fonts) {}

Result<LabelPress> LabelPress::load(PressSettings const& settings) {
    CC_TRY_ASSIGN(auto layout, label::read_layout(settings.data, settings.layout));
    if (settings.size) {
        CC_TRY_ASSIGN(
            layout, label::resized(std::move(layout), settings.size->first, settings.size->second));
    }
    CC_TRY_ASSIGN(auto printer, label::read_printer(settings.data, settings.printer));
    CC_TRY_ASSIGN(auto statements,
                  label::StatementRules::load(settings.data, settings.on, layout.statements));
    LabelPress press(std::move(layout), std::move(printer), std::move(statements), settings.fonts);
    press.m_tables = settings.tables;
    if (!press.m_layout.stage.empty()) {
        CC_TRY_ASSIGN(press.m_stages, label::StageRules::load(settings.data, settings.on));
    }
    return press;
}

std::vector<config::DataId> LabelPress::data() const {
    std::vector<config::DataId> used{m_layout.identity, m_printer.identity};
    auto const& packs = m_statements.identities();
    used.insert(used.end(), packs.begin(), packs.end());
    if (m_stages)
        used.insert(used.end(), m_stages->identities().begin(), m_stages->identities().end());
    return used;
}

std::vector<Finding> LabelPress::layout_findings() const {
    std::string const& id = m_layout.identity.id;
    if (m_layout.state == label::LayoutState::retired)
        return {layout_finding(Severity::error, id, text::cat("layout ", id, " is retired"),
                               "choose another layout")};
    if (m_layout.state == label::LayoutState::draft)
        return {layout_finding(
            Severity::warn, id,
            text::cat("layout ", id, " is a draft: the labels say that they are not for use"),
            "approve the layout after looking at its labels")};
    return {};
}

label::Composed LabelPress::compose(label::Order const& order) const {
    auto const filled = label::fill(order, {});
    return label::compose({m_layout, m_printer, *m_fonts, order.product.id}, filled.content);
}

label::Composed LabelPress::compose(label::PackageOrder const& order) const {
    auto const filled = label::fill_package(order, {});
    return label::compose({m_layout, m_printer, *m_fonts, order.package->id}, filled.content);
}

MadeLabel LabelPress::press(label::Order const& order, int page, Keep keep) const {
    MadeLabel made;
    made.record.product = order.product.id;
    made.record.page = page;
    made.record.copy = order.copy;
    auto decision = m_statements.decide(order.product);
    made.findings = std::move(decision.findings);
    auto filled = label::fill(order, decision.statements);
    made.record.statements = std::move(decision.statements);
    made.record.left_out = std::move(decision.left_out);
    append(made.findings, judge_stage(filled.content, use_of(order.product), order.product.id));
    made = finish(std::move(filled), order.product.id, std::move(made), keep);
    judge_retired(made.findings, order.product, m_tables);
    // that a label marks a research product is no news to an order for research
    if (order.product.use == "research")
        std::erase_if(made.findings, [](Finding const& finding) {
            return finding.rule == "ISBT-43" && finding.severity == Severity::warn;
        });
    return made;
}

MadeLabel LabelPress::press(label::PackageOrder const& order, int page, Keep keep) const {
    MadeLabel made;
    made.record.product = order.package->id;
    made.record.page = page;
    made.record.copy = order.copy;
    for (auto const* product : label::products_in(order)) {
        auto decision = m_statements.decide(*product);
        append(made.findings, std::move(decision.findings));
        auto& all = made.record.statements;
        all.insert(all.end(), decision.statements.begin(), decision.statements.end());
        made.record.left_out.insert(made.record.left_out.end(), decision.left_out.begin(),
                                    decision.left_out.end());
    }
    auto filled = label::fill_package(order, made.record.statements);
    auto const inside = label::products_in(order);
    bool const clinical = std::any_of(inside.begin(), inside.end(), [](auto const* product) {
        return use_of(*product) == label::LabelUse::clinical;
    });
    append(made.findings,
           judge_stage(filled.content,
                       clinical ? label::LabelUse::clinical : label::LabelUse::research,
                       order.package->id));
    return finish(std::move(filled), order.package->id, std::move(made), keep);
}

std::vector<Finding> LabelPress::judge_stage(label::Content const& content,
                                             label::LabelUse use, std::string const& scope) const {
    if (!m_stages)
        return {};
    auto findings = m_stages->judge(m_layout, content, use);
    for (auto& finding : findings)
        finding.scope = scope;
    return findings;
}

MadeLabel LabelPress::finish(label::Filled filled, std::string const& scope, MadeLabel made,
                             Keep keep) const {
    label::ComposeRequest const request{m_layout, m_printer, *m_fonts, scope};
    auto composed = label::compose(request, filled.content);
    append(made.findings, std::move(filled.findings));
    append(made.findings, std::move(composed.findings));
    append(made.findings, label::measure(request, composed));
    append(made.findings, compare_codes(composed, filled.content, scope, m_tables));
    append(made.findings, untold_warnings(m_layout, filled.content, scope));
    draw::Drawing drawing{m_printer.grid, "Labels", {}};
    drawing.pages.push_back(std::move(composed.page));
    // a page that is refused already may not be fit to be rastered
    if (!made.refused()) {
        static thread_local barcode::Raster spent; // its memory alone; every dot is painted anew
        auto raster = render::raster(drawing, 0, *m_fonts, std::move(spent));
        if (!raster)
            made.findings.push_back({"LBL-15",
                                     Severity::error,
                                     scope,
                                     "page",
                                     "",
                                     "",
                                     {},
                                     raster.error().text,
                                     "mend the layout"});
        else
            append(made.findings, prove(drawing, *raster, composed, made.record));
        if (raster && keep == Keep::zpl && !made.refused())
            made.zpl = render::zpl_of(*raster);
        if (raster)
            spent = std::move(*raster);
    }
    made.page = std::move(drawing.pages.front());
    return made;
}

} // namespace coldchain::job
