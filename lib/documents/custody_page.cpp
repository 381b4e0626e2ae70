// SPDX-License-Identifier: Apache-2.0
#include "documents/custody_page.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

namespace coldchain::documents {

namespace {

using shipment::Shipment;

std::string or_dash(std::string const& text) {
    return text.empty() ? "-" : text;
}

std::string time_text(std::optional<ZonedTime> const& time) {
    return time ? text::cat(to_people(*time), "\n", to_rfc3339(time->instant)) : "";
}

std::string seals_text(std::optional<std::vector<std::string>> const& seals) {
    return seals ? text::join(*seals, ", ") : "";
}

std::string signed_by(std::string const& name) {
    return text::cat(name, "\n\n____________");
}

void identity_table(Pages& pages, Shipment const& shipment) {
    if (shipment.products.empty())
        return;
    Table table{{{"Product", 0.6, strong_style},
                 {"Donation number", 1.1, code_style},
                 {"Chain of identity", 1.1, code_style},
                 {"Recipient identifier", 0.9, code_style},
                 {"Lot", 0.8, code_style},
                 {"Read aloud and read back, two initials", 1}},
                {}};
    for (auto const& product : shipment.products)
        table.rows.push_back({{product.id},
                              {or_dash(product.donation_identification_number)},
                              {or_dash(product.chain_of_identity)},
                              {or_dash(product.recipient.id)},
                              {or_dash(product.lot)},
                              {"\n"}});
    pages.heading("Chain of identity");
    pages.table(table);
}

std::string container_text(Shipment const& shipment) {
    std::string out;
    for (auto const& package : shipment.packages)
        out += text::cat(out.empty() ? "" : "\n", package.id,
                         package.asset.empty() ? "" : ", " + package.asset,
                         package.seals.empty() ? "" : ", seals " + text::join(package.seals, ", "));
    return out;
}

std::string logger_text(Shipment const& shipment) {
    std::string out;
    for (auto const& logger : shipment.loggers)
        out += text::cat(out.empty() ? "" : "\n", logger.serial,
                         logger.package.empty() ? "" : " in " + logger.package);
    return out;
}

void custody_table(Pages& pages, Shipment const& shipment, int blank_rows) {
    Table table{{{"Event", 0.75, strong_style},
                 {"Time, local and UTC", 1.5},
                 {"Place", 0.85},
                 {"Released by, signature", 1.1},
                 {"Accepted by, signature", 1.1},
                 {"Seals read", 0.7, code_style},
                 {"State, reading", 0.65}},
                {}};
    auto const& custody = shipment.custody;
    auto const packed = custody.packed.value_or(shipment::Packed{});
    std::vector<std::string> seals;
    for (auto const& package : shipment.packages)
        seals.insert(seals.end(), package.seals.begin(), package.seals.end());
    table.rows.push_back({{"packed, sealed"},
                          {time_text(packed.at)},
                          {packed.place},
                          {signed_by(packed.by)},
                          {signed_by(packed.verified_by == packed.by ? "" : packed.verified_by)},
                          {text::join(seals, ", ")},
                          {""}});
    for (auto const& handover : custody.handovers)
        table.rows.push_back({{"handover"},
                              {time_text(handover.at)},
                              {handover.place},
                              {signed_by(handover.from)},
                              {signed_by(handover.to)},
                              {seals_text(handover.seals)},
                              {text::cat(handover.condition, handover.condition.empty() ? "" : "\n",
                                         handover.reading ? to_text(*handover.reading) : "")}});
    for (int row = 0; row < blank_rows; ++row)
        table.rows.push_back(
            {{"handover"}, {""}, {""}, {signed_by("")}, {signed_by("")}, {""}, {""}});
    auto const received = custody.received.value_or(shipment::Received{});
    table.rows.push_back({{"received"},
                          {time_text(received.at)},
                          {received.place},
                          {signed_by("")},
                          {signed_by(received.by)},
                          {seals_text(received.seals)},
                          {received.condition}});
    pages.heading("Chain of custody");
    pages.table(table);
}

nlohmann::ordered_json event_json(char const* event, std::optional<ZonedTime> const& at) {
    using Json = nlohmann::ordered_json;
    return Json{{"event", event},
                {"at", at ? Json(to_rfc3339(at->instant)) : Json()},
                {"local", at ? Json(to_people(*at)) : Json()}};
}

} // namespace

Result<draw::Drawing> custody_pages(Shipment const& shipment, CustodyPage const& page,
                                    draw::Fonts const& fonts) {
    Pages pages(
        {page.paper,
         "Chain of custody",
         shipment.id,
         shipment.shipper.name,
         {"Each signature says: the seals were read as written and the state was as stated. "
          "Correct by a new row, never by erasing."}},
        fonts);
    std::vector<Fact> const head{
        {"From", shipment.shipper.name},
        {"To", shipment.consignee.name},
        {"Waybill", shipment.waybill ? shipment.waybill->number : "", code_style},
        {"Containers and seals", container_text(shipment)},
        {"Loggers", logger_text(shipment)},
        {"Planned arrival", time_text(shipment.planned_arrival)},
    };
    pages.facts(head, 3);
    identity_table(pages, shipment);
    custody_table(pages, shipment, page.blank_rows);
    pages.paragraph("Delays, seals replaced, coolant added, alarms, and who decided what:");
    for (int line = 0; line < 3; ++line) {
        auto const area = pages.block(mm(7));
        pages.add("line for the pen",
                  draw::Line{{area.x, area.y + mm(6)}, {area.x + area.width, area.y + mm(6)}, 3});
    }
    pages.space(mm(2));
    pages.paragraph(page.now ? text::cat("Issued ", to_rfc3339(*page.now), ".")
                             : "Issued: ______________________ (date and time by hand)",
                    small_style);
    return std::move(pages).finish();
}

std::string custody_json(Shipment const& shipment) {
    using Json = nlohmann::ordered_json;
    Json events = Json::array();
    auto const text_or_null = [](std::string const& text) {
        return text.empty() ? Json() : Json(text);
    };
    if (auto const& packed = shipment.custody.packed) {
        auto event = event_json("packed", packed->at);
        event["place"] = text_or_null(packed->place);
        event["from"] = text_or_null(packed->by);
        event["to"] = text_or_null(packed->verified_by);
        events.push_back(std::move(event));
    }
    for (auto const& handover : shipment.custody.handovers) {
        auto event = event_json("handover", handover.at);
        event["place"] = text_or_null(handover.place);
        event["from"] = text_or_null(handover.from);
        event["to"] = text_or_null(handover.to);
        event["seals"] = handover.seals ? Json(*handover.seals) : Json();
        event["condition"] = text_or_null(handover.condition);
        event["reading"] = handover.reading ? Json(to_text(*handover.reading)) : Json();
        events.push_back(std::move(event));
    }
    if (auto const& received = shipment.custody.received) {
        auto event = event_json("received", received->at);
        event["place"] = text_or_null(received->place);
        event["to"] = text_or_null(received->by);
        event["seals"] = received->seals ? Json(*received->seals) : Json();
        event["condition"] = text_or_null(received->condition);
        events.push_back(std::move(event));
    }
    Json identity = Json::array();
    for (auto const& product : shipment.products)
        identity.push_back({{"product", product.id},
                            {"din", text_or_null(product.donation_identification_number)},
                            {"chain_of_identity", text_or_null(product.chain_of_identity)},
                            {"recipient_identifier", text_or_null(product.recipient.id)}});
    Json const record{{"shipment", shipment.id},
                      {"document", "custody"},
                      {"identity", identity},
                      {"events", events}};
    return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace coldchain::documents
