// SPDX-License-Identifier: Apache-2.0
// The receipt as a form: what was scanned and read is printed, what people decide is left open.
#include "common/text.hpp"
#include "documents/receipt.hpp"

#include <algorithm>

namespace coldchain::documents {

namespace {

using draw::Dots;
using draw::Rect;
using shipment::Shipment;

std::string or_dash(std::string const& text) {
    return text.empty() ? "-" : text;
}

std::string verdict_words(Receipt const& receipt) {
    if (receipt.verdict == "complete")
        return "COMPLETE: everything sent is here and agrees";
    if (receipt.verdict == "unknown")
        return "NOT DECIDED: something was not read";
    return "DIFFERENCES: see below";
}

void verdict_box(Pages& pages, Receipt const& receipt) {
    auto const area = pages.block(mm(13));
    Rect const box{area.x, area.y + mm(1), area.width, mm(10)};
    pages.add("verdict box", draw::Box{box, mm(0.5), false, draw::black, draw::black});
    pages.set_line(verdict_words(receipt), {draw::Face::sans_bold, points(12)},
                   {box.x + mm(3), box.y + mm(6.6)}, box.width - mm(6));
}

void facts(Pages& pages, Shipment const& shipment, Receipt const& receipt) {
    auto const& arrival = receipt.facts;
    std::vector<Fact> const list{
        {"Sent by", shipment.shipper.name},
        {"Received at", arrival.place.empty() ? shipment.consignee.name : arrival.place},
        {"Received", arrival.at
                         ? text::cat(to_people(*arrival.at), "\n", to_rfc3339(arrival.at->instant))
                         : ""},
        {"Condition of the box", arrival.condition},
        {"Temperature at opening",
         arrival.temperature_at_opening ? to_text(*arrival.temperature_at_opening) : ""},
        {"Planned arrival", shipment.planned_arrival ? to_people(*shipment.planned_arrival) : ""},
        {"Seals sent", text::join(receipt.seals_sent, ", "), code_style},
        {"Seals read", text::join(receipt.seals_read, ", "), code_style},
        {"Waybill", shipment.waybill ? shipment.waybill->number : "", code_style},
    };
    pages.facts(list, 3);
    if (!arrival.note.empty())
        pages.paragraph("Note: " + arrival.note);
}

void products(Pages& pages, Shipment const& shipment, Receipt const& receipt) {
    Table table{{{"Product", 0.7, strong_style},
                 {"Donation number", 1.1, code_style},
                 {"Product code", 0.8, code_style},
                 {"Sent", 0.4},
                 {"Here", 0.4},
                 {"State", 0.8, strong_style},
                 {"Remark", 1.4},
                 {"Second identifier compared (initials)", 0.9}},
                {}};
    for (auto const& row : receipt.rows) {
        auto const& product = *shipment.find_product(row.product);
        table.rows.push_back(
            {{row.product},
             {or_dash(product.donation_identification_number)},
             {or_dash(product.product_code + product.collection_type +
                      (product.product_code.empty() || !product.division.empty() ? product.division
                                                                                 : "00"))},
             {text::cat(row.sent)},
             {text::cat(row.arrived)},
             {std::string(to_word(row.state))},
             {row.remark},
             {""}});
    }
    for (auto const& scan : receipt.strangers)
        table.rows.push_back({{"-"},
                              {scan.donation_identification_number},
                              {or_dash(scan.product_code + scan.collection_type + scan.division)},
                              {"0"},
                              {"1"},
                              {"extra"},
                              {"not on the manifest"},
                              {""}});
    pages.heading("Containers");
    pages.table(table);
}

void findings(Pages& pages, Receipt const& receipt) {
    if (receipt.findings.empty())
        return;
    Table table{{{"Code", 0.6, code_style}, {"Product", 0.7}, {"What", 2.6}, {"What to do", 1.8}},
                {}};
    for (auto const& finding : receipt.findings)
        table.rows.push_back(
            {{finding.rule}, {or_dash(finding.scope)}, {finding.message}, {finding.fix}});
    pages.heading("What does not agree");
    pages.table(table);
}

void tick(Pages& pages, draw::Point at, std::string const& words, Dots width) {
    pages.add(
        "tick box",
        draw::Box{
            {at.x, at.y - mm(3), mm(3.6), mm(3.6)}, mm(0.25), false, draw::black, draw::black});
    pages.set_line(words, body_style, {at.x + mm(5.5), at.y}, width - mm(5.5));
}

// The name takes the height it needs; the line for the pen stands below it.
void sign(Pages& pages, Rect const& area, std::string const& role, std::string const& name) {
    pages.set_line(role, small_style, {area.x, area.y + mm(3)}, area.width);
    Dots const line = area.y + area.height - mm(6);
    pages.set_text(name, body_style, {area.x, area.y + mm(4.5), area.width, line - area.y});
    pages.add("signature line", draw::Line{{area.x, line}, {area.x + area.width, line}, 3});
    pages.set_line("signature, date and time", small_style, {area.x, line + mm(3.5)}, area.width);
}

void decision(Pages& pages, Receipt const& receipt) {
    Dots const gap = mm(8);
    Dots const width = (pages.column().width - gap) / 2;
    Dots const names = std::max(pages.height_of(receipt.facts.by, body_style, width),
                                pages.height_of(receipt.facts.checked_by, body_style, width));
    Dots const height = std::max(mm(23), names + mm(19));
    pages.keep_together(height + mm(29));
    pages.heading("Decision and sign-off by two different people");
    auto const ticks = pages.block(mm(8));
    Dots const third = ticks.width / 3;
    tick(pages, {ticks.x, ticks.y + mm(5)}, "accepted", third);
    tick(pages, {ticks.x + third, ticks.y + mm(5)}, "quarantined", third);
    tick(pages, {ticks.x + 2 * third, ticks.y + mm(5)}, "rejected", third);
    auto const area = pages.block(height);
    bool const two = receipt.facts.by != receipt.facts.checked_by;
    sign(pages, {area.x, area.y, width, area.height}, "received by", receipt.facts.by);
    sign(pages, {area.x + width + gap, area.y, width, area.height}, "checked by (not the receiver)",
         two ? receipt.facts.checked_by : "");
}

} // namespace

Result<draw::Drawing> receipt_pages(Shipment const& shipment, Receipt const& receipt,
                                    ReceiptPage const& page, draw::Fonts const& fonts) {
    Pages pages({page.paper,
                 "Receipt",
                 shipment.id,
                 shipment.consignee.name,
                 {text::cat("Compared with the manifest sha256 ", page.digest.substr(0, 16),
                            "..., recipients are named by identifier only.")}},
                fonts);
    verdict_box(pages, receipt);
    facts(pages, shipment, receipt);
    products(pages, shipment, receipt);
    findings(pages, receipt);
    decision(pages, receipt);
    std::string contact = shipment.shipper.name;
    if (!shipment.shipper.phone.empty())
        contact += ", " + shipment.shipper.phone;
    if (!shipment.shipper.email.empty())
        contact += ", " + shipment.shipper.email;
    pages.paragraph(text::cat("Report differences, deviations and adverse reactions to: ", contact),
                    small_style);
    pages.paragraph(page.now ? text::cat("Issued ", to_rfc3339(*page.now), ".")
                             : "Issued: ______________________ (date and time by hand)",
                    small_style);
    return std::move(pages).finish();
}

} // namespace coldchain::documents
