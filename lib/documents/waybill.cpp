// SPDX-License-Identifier: Apache-2.0
#include "documents/waybill.hpp"

#include "common/text.hpp"
#include "packaging/written.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace coldchain::documents {

namespace {

using shipment::Shipment;

void add_once(std::vector<std::string>& list, std::string const& text) {
    if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
}

// The shipment's own line is left out where a rule's line says the same goods.
bool is_said(std::vector<std::string> const& lines, std::string const& own) {
    auto const written = packaging::parse_line(own);
    return std::any_of(lines.begin(), lines.end(), [&](std::string const& line) {
        if (text::equal_ignoring_case(line, own))
            return true;
        return !written.un.empty() && packaging::parse_line(line).un == written.un;
    });
}

bool says_restriction(std::string const& line) {
    return text::lower(line).find("not restricted") != std::string::npos;
}

bool asks_for(Shipment const& shipment, std::string_view regime) {
    return std::find(shipment.regimes.begin(), shipment.regimes.end(), regime) !=
           shipment.regimes.end();
}

// Identification number, name, class, then quantity and packages; nothing between them
// (49 CFR 172.202(a), (b)).
void put_us_paper(WaybillData& data, DeclarationData const& declaration) {
    for (auto const& entry : declaration.entries) {
        std::string const line =
            text::cat(entry.goods.un, ", ", full_name(entry), ", ", entry.goods.hazard_class,
                      entry.goods.packing_group.empty() ? "" : ", ", entry.goods.packing_group,
                      ", ", entry.quantity);
        data.us_paper.push_back(line);
        for (auto const& statement : entry.statements)
            data.us_paper.push_back(statement);
    }
}

} // namespace

WaybillData waybill_data(Shipment const& shipment, packaging::Requirements const& needs,
                         std::span<packaging::Classified const> classification,
                         GoodsTable const& goods, DeclarationData const* declaration) {
    WaybillData data;
    for (auto const& line : needs.lines) {
        if (line.paper == "waybill")
            add_once(data.nature_and_quantity, line.text);
        if (line.paper == "handling")
            add_once(data.handling, line.text);
    }
    if (declaration != nullptr && declaration->cargo_only)
        add_once(data.handling, "Cargo Aircraft Only");
    if (shipment.waybill) {
        for (auto const& own : shipment.waybill->nature_and_quantity) {
            // a longer line of the shipper's own that holds the rule's words replaces it
            auto const held = std::find_if(
                data.nature_and_quantity.begin(), data.nature_and_quantity.end(),
                [&](auto const& line) { return says_restriction(line) && says_restriction(own); });
            if (held != data.nature_and_quantity.end())
                *held = own;
            else if (!is_said(data.nature_and_quantity, own))
                add_once(data.nature_and_quantity, own);
        }
        for (auto const& own : shipment.waybill->handling) {
            if (!is_said(data.handling, own))
                add_once(data.handling, own);
        }
    }
    for (auto const& thing : classification) {
        auto const code = goods.handling_codes.find(thing.is);
        if (code != goods.handling_codes.end())
            add_once(data.handling_codes, code->second);
    }
    if (declaration != nullptr && declaration->cargo_only)
        add_once(data.handling_codes, "CAO");
    if (declaration != nullptr && asks_for(shipment, "cfr49"))
        put_us_paper(data, *declaration);
    return data;
}

std::optional<bool> waybill_number_holds(std::string_view number) {
    std::string digits;
    for (char const c : number) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != '-' && c != ' ')
            return std::nullopt;
    }
    if (digits.size() != 11)
        return std::nullopt;
    auto const serial = text::parse_int(digits.substr(3, 7));
    return *serial % 7 == digits[10] - '0';
}

Result<draw::Drawing> waybill_pages(Shipment const& shipment, WaybillData const& data,
                                    WaybillPage const& page, draw::Fonts const& fonts) {
    Pages pages({page.paper,
                 "Waybill texts",
                 shipment.id,
                 shipment.shipper.name,
                 {"Copy each line as it stands into the box it is under."}},
                fonts);
    if (!data.draft_reason.empty())
        pages.paragraph(text::cat("DRAFT, not for transport: ", data.draft_reason, "."),
                        {draw::Face::sans_bold, points(11), draw::Colour{200, 16, 46}});
    std::vector<Fact> const head{
        {"Air waybill number", shipment.waybill ? shipment.waybill->number : "", code_style},
        {"Carrier", shipment.carrier},
        {"Service", shipment.service},
        {"Shipper", address_text(shipment.shipper)},
        {"Consignee", address_text(shipment.consignee)},
        {"Responsible person", shipment.responsible_person
                                   ? text::cat(shipment.responsible_person->name, "\n",
                                               shipment.responsible_person->phone)
                                   : ""},
        {"Airport of departure", shipment.departure_airport},
        {"Airport of destination", shipment.destination_airport},
        {"Special handling codes",
         data.handling_codes.empty() ? "none" : text::join(data.handling_codes, ", "), code_style},
    };
    pages.facts(head, 3);
    auto const lines = [&](std::string_view title, std::vector<std::string> const& texts,
                           std::string_view none) {
        pages.heading(title);
        if (texts.empty())
            pages.paragraph(none, small_style);
        for (auto const& line : texts)
            pages.paragraph(line, {draw::Face::mono, points(10.5)});
    };
    lines("Nature and Quantity of Goods", data.nature_and_quantity, "nothing is asked for");
    lines("Handling Information", data.handling, "nothing is asked for");
    if (!data.us_paper.empty())
        lines("Shipping paper of the United States, basic description (49 CFR 172.202)",
              data.us_paper, "");
    pages.paragraph(page.now ? text::cat("Issued ", to_rfc3339(*page.now), ".")
                             : "Issued: ______________________ (date and time by hand)",
                    small_style);
    return std::move(pages).finish();
}

std::string to_json(Shipment const& shipment, WaybillData const& data) {
    using Json = nlohmann::ordered_json;
    Json const record{{"shipment", shipment.id},
                      {"document", "waybill"},
                      {"draft", !data.draft_reason.empty()},
                      {"number", shipment.waybill && !shipment.waybill->number.empty()
                                     ? Json(shipment.waybill->number)
                                     : Json()},
                      {"nature_and_quantity", data.nature_and_quantity},
                      {"handling", data.handling},
                      {"handling_codes", data.handling_codes},
                      {"us_shipping_paper", data.us_paper}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace coldchain::documents
