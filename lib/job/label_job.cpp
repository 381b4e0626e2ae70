// SPDX-License-Identifier: Apache-2.0
#include "job/label_job.hpp"

#include "common/text.hpp"
#include "label/geometry.hpp"
#include "readback/verify.hpp"
#include "render/raster.hpp"
#include "render/renderer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace coldchain::job {

namespace {

using Json = nlohmann::ordered_json;

Result<void> check_formats(LabelRequest const& request) {
    auto const known = render::formats();
    for (auto const& format : request.formats) {
        if (std::find(known.begin(), known.end(), format) == known.end())
            return Error{ErrorKind::usage,
                         {},
                         text::cat("format ", text::quoted(format),
                                   " is not one of labels; write pdf, zpl, svg or png"),
                         {}};
        bool const one_page = format == "svg" || format == "png";
        if (one_page && request.orders.size() > 1)
            return Error{ErrorKind::usage,
                         {},
                         text::cat(format, " holds one label, and there are ",
                                   request.orders.size(),
                                   "; choose one with --product, or write pdf or zpl"),
                         {}};
    }
    return {};
}

// What the labels of one request share.
struct Press {
    label::Layout layout;
    label::PrinterProfile printer;
    label::StatementRules statements;
    draw::Fonts const& fonts;
};

void append(std::vector<Finding>& into, std::vector<Finding> more) {
    into.insert(into.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

// Retired layouts print nothing; a layout counts from its first to its last day.
std::vector<Finding> judge_layout(label::Layout const& layout) {
    std::vector<Finding> findings;
    if (layout.state == label::LayoutState::retired)
        findings.push_back({"LBL-11",
                            Severity::error,
                            "",
                            "template",
                            layout.identity.id,
                            "approved",
                            {},
                            text::cat("layout ", layout.identity.id, " is retired"),
                            "choose another layout"});
    if (layout.state == label::LayoutState::draft)
        findings.push_back({"LBL-11",
                            Severity::warn,
                            "",
                            "template",
                            layout.identity.id,
                            "approved",
                            {},
                            text::cat("layout ", layout.identity.id,
                                      " is a draft: the labels say that they are not for use"),
                            "approve the layout after looking at its labels"});
    return findings;
}

struct Composed {
    label::Composed page;
    LabelRecord record;
    std::vector<Finding> findings;
};

Composed compose_label(Press const& press, label::Order const& order, int number) {
    Composed made;
    auto decision = press.statements.decide(order.product);
    auto filled = label::fill(order, decision.statements);
    label::ComposeRequest const request{press.layout, press.printer, press.fonts, order.product.id};
    made.page = label::compose(request, filled.content);
    append(made.findings, std::move(decision.findings));
    append(made.findings, std::move(filled.findings));
    append(made.findings, made.page.findings);
    append(made.findings, label::measure(request, made.page));
    made.record.product = order.product.id;
    made.record.page = number;
    made.record.statements = std::move(decision.statements);
    made.record.left_out = std::move(decision.left_out);
    return made;
}

bool refuses(std::vector<Finding> const& findings) {
    return worst(findings) >= Severity::unknown;
}

// Decodes every symbol of a page from its raster and notes what was read; a symbol that was
// composed and not proved is a finding, whatever the reader says of the others.
Result<std::vector<Finding>> prove(draw::Drawing const& drawing, label::Composed const& composed,
                                   LabelRecord& record, draw::Fonts const& fonts) {
    auto const page = static_cast<std::size_t>(record.page - 1);
    CC_TRY_ASSIGN(auto const raster, render::raster(drawing, page, fonts));
    auto verification = readback::verify_page(drawing, page, raster);
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

Result<void> render_files(LabelRequest const& request, draw::Drawing const& drawing,
                          LabelOutcome& outcome) {
    for (auto const& format : request.formats) {
        CC_TRY_ASSIGN(outcome.files[format],
                      render::make_renderer(format, request.fonts)->render(drawing));
    }
    return {};
}

Json symbol_json(ReleasedSymbol const& symbol) {
    return {{"name", symbol.name},
            {"structures", symbol.structures},
            {"symbology", symbol.symbology},
            {"identifier", symbol.identifier},
            {"payload", symbol.payload},
            {"module_dots", symbol.module.dots},
            {"module_mm", text::fixed(symbol.module.millimetres, 4)},
            {"module_error_percent", text::fixed(symbol.module.error * 100, 2)}};
}

Json identity(config::DataId const& id) {
    return {{"id", id.id}, {"edition", id.edition}, {"sha256", id.sha256}};
}

} // namespace

std::vector<label::Order> orders_of(shipment::Shipment const& shipment) {
    std::vector<label::Order> orders;
    for (auto const& product : shipment.products)
        orders.push_back({product, shipment.shipper, shipment.id});
    return orders;
}

Result<LabelOutcome> make_labels(LabelRequest const& request) {
    CC_TRY(check_formats(request));
    CC_TRY_ASSIGN(auto layout, label::read_layout(request.data, request.layout));
    CC_TRY_ASSIGN(auto printer, label::read_printer(request.data, request.printer));
    CC_TRY_ASSIGN(auto statements, label::StatementRules::load(request.data, request.on));
    Press const press{std::move(layout), std::move(printer), std::move(statements), request.fonts};

    LabelOutcome outcome;
    outcome.layout = press.layout.identity;
    outcome.printer = press.printer.identity;
    outcome.grid = press.printer.grid;
    outcome.data = {outcome.layout, outcome.printer};
    auto const& used = press.statements.identities();
    outcome.data.insert(outcome.data.end(), used.begin(), used.end());
    append(outcome.findings, judge_layout(press.layout));

    draw::Drawing drawing{press.printer.grid, "Labels", {}};
    std::vector<Composed> made;
    for (auto const& order : request.orders) {
        made.push_back(compose_label(press, order, static_cast<int>(made.size()) + 1));
        drawing.pages.push_back(made.back().page.page);
        append(outcome.findings, made.back().findings);
    }
    // a page that is refused already may not be fit to be rastered
    if (!refuses(outcome.findings)) {
        for (auto& label : made) {
            CC_TRY_ASSIGN(auto findings, prove(drawing, label.page, label.record, request.fonts));
            append(outcome.findings, std::move(findings));
        }
    }
    for (auto& label : made)
        outcome.labels.push_back(std::move(label.record));
    outcome.released = !refuses(outcome.findings);
    if (outcome.released) {
        CC_TRY(render_files(request, drawing, outcome));
    }
    return outcome;
}

std::string to_json_line(LabelOutcome const& outcome, LabelRecord const& label) {
    Json symbols = Json::array();
    for (auto const& symbol : label.symbols)
        symbols.push_back(symbol_json(symbol));
    Json statements = Json::array();
    for (auto const& statement : label.statements)
        statements.push_back({{"rule", statement.rule},
                              {"group", to_word(statement.group)},
                              {"text", statement.text},
                              {"reason", statement.reason}});
    Json left_out = Json::array();
    for (auto const& left : label.left_out)
        left_out.push_back({{"rule", left.rule}, {"text", left.text}, {"reason", left.reason}});
    Json const line{{"product", label.product},
                    {"released", outcome.released},
                    {"page", label.page},
                    {"template", identity(outcome.layout)},
                    {"printer", identity(outcome.printer)},
                    {"symbols", symbols},
                    {"statements", statements},
                    {"left_out", left_out}};
    return line.dump() + "\n";
}

} // namespace coldchain::job
