// SPDX-License-Identifier: Apache-2.0
// The page a receiving laboratory works from: what and how cold first, then boxes, loggers, people.
#include "documents/manifest.hpp"

#include "barcode/encode.hpp"
#include "common/text.hpp"
#include "isbt128/din.hpp"
#include "isbt128/encode.hpp"

#include <algorithm>

namespace coldchain::documents {

namespace {

using draw::Dots;
using draw::Rect;

constexpr Dots module = 5; // 0.25 mm, the usual 10 mil
constexpr Dots bar_height = mm(9);

std::string or_dash(std::string const& text) {
    return text.empty() ? "-" : text;
}

std::string time_text(std::optional<ZonedTime> const& time) {
    if (!time)
        return "";
    return text::cat(to_people(*time), "\n", to_rfc3339(time->instant));
}

std::string party_text(shipment::Party const& party) {
    std::string out = party.name;
    for (auto const& line : party.address)
        out += '\n' + line;
    if (!party.phone.empty())
        out += '\n' + party.phone;
    if (!party.email.empty())
        out += '\n' + party.email;
    return out;
}

struct Code {
    std::string name;
    std::string payload;
    std::string printed; ///< for people, under the bars
};

Result<std::vector<Code>> codes_of(shipment::Product const& product) {
    std::vector<Code> codes;
    if (product.donation_identification_number.empty())
        return codes;
    CC_TRY_ASSIGN(auto const din, isbt128::Din::parse(product.donation_identification_number));
    std::string const flags = product.flags.empty() ? "00" : product.flags;
    CC_TRY_ASSIGN(auto const number, isbt128::symbol_text(din, flags));
    codes.push_back({text::cat("donation identification number of ", product.id), number,
                     isbt128::printed(din, flags)});
    if (product.product_code.empty() || product.collection_type.size() != 1)
        return codes;
    CC_TRY_ASSIGN(auto const code,
                  isbt128::encode_product(product.product_code, product.collection_type[0],
                                          product.division.empty() ? "00" : product.division));
    codes.push_back({text::cat("product code of ", product.id), code, code.substr(2)});
    return codes;
}

Result<Dots> place_code(Pages& pages, Code const& code, draw::Point at) {
    CC_TRY_ASSIGN(auto symbol, barcode::encode_code128(code.payload));
    Dots const width = symbol.columns * module;
    Dots const quiet = symbol.quiet_zone * module;
    pages.add(
        code.name,
        draw::SymbolMark{
            {at.x + quiet, at.y}, std::move(symbol), module, bar_height, draw::Rotation::none});
    pages.set_line(code.printed, code_style, {at.x + quiet, at.y + bar_height + mm(4)}, width);
    return width + 2 * quiet;
}

std::string dose_text(shipment::Product const& product) {
    std::string out = product.volume ? to_text(*product.volume) : "";
    if (!product.cell_dose.empty())
        out += text::cat(out.empty() ? "" : ", ", product.cell_dose);
    if (product.container_count)
        out += text::cat(out.empty() ? "" : "; ", *product.container_count, " x ",
                         text::replace_all(product.container, "_", " "));
    return out;
}

// One product: what it is and how cold it must be, then its identifiers to scan.
Result<void> product_block(Pages& pages, shipment::Product const& product) {
    pages.keep_together(mm(48));
    TextStyle const name_style{draw::Face::sans_bold, points(11)};
    TextStyle cold_style = name_style;
    cold_style.align = draw::Align::right;
    std::string const storage =
        product.storage ? text::cat("keep ", to_text(*product.storage)) : "storage not given";
    std::string const name = text::cat(product.id, "  ", product.description);
    Dots const cold_width = mm(48);
    Dots const name_width = pages.column().width - cold_width - mm(2);
    auto const title =
        pages.block(std::max(pages.height_of(name, name_style, name_width), mm(5)) + mm(2));
    pages.set_text(name, name_style, {title.x, title.y + mm(1), name_width, title.height - mm(1)});
    pages.set_text(
        storage, cold_style,
        {title.x + title.width - cold_width, title.y + mm(1), cold_width, title.height - mm(1)});
    std::vector<Fact> const list{
        {"Amount", dose_text(product)},
        {"Expires", time_text(product.expires_at)},
        {"Collected", time_text(product.collected_at)},
        {"ABO/RhD", product.blood_group},
        {"Chain of identity", product.chain_of_identity, code_style},
        {"Recipient identifier", product.recipient.id, code_style},
        {"Lot", product.lot, code_style},
        {"Use", product.use},
    };
    pages.facts(list, 3);
    CC_TRY_ASSIGN(auto const codes, codes_of(product));
    if (codes.empty())
        return {};
    auto const area = pages.block(bar_height + mm(7));
    Dots x = area.x - mm(2);
    for (auto const& code : codes) {
        CC_TRY_ASSIGN(Dots const used, place_code(pages, code, {x, area.y + mm(1)}));
        x += used + mm(8);
    }
    return {};
}

std::string coolant_text(shipment::Package const& package) {
    if (package.dry_ice && package.dry_ice->net)
        return text::cat("dry ice ", to_text(*package.dry_ice->net));
    if (package.liquid_nitrogen && !package.liquid_nitrogen->state.empty() &&
        package.liquid_nitrogen->state != "none")
        return text::cat("liquid nitrogen, ", package.liquid_nitrogen->state);
    return "";
}

std::string with_unit(std::optional<Quantity> const& quantity) {
    return quantity ? to_text(*quantity) : "-";
}

bool is_in(shipment::Overpack const& overpack, std::string const& package) {
    return std::find(overpack.packages.begin(), overpack.packages.end(), package) !=
           overpack.packages.end();
}

// A box and what is in it; containers are named only where one box holds all of a product.
void contents_rows(Table& table, shipment::Shipment const& shipment,
                   shipment::Package const& package, std::string const& indent) {
    std::string box = text::cat(indent, "package ", package.id);
    for (auto const& part : {package.shipper_model, package.asset,
                             package.limits.empty() ? "" : "limits " + package.limits})
        box += part.empty() ? "" : ", " + part;
    table.rows.push_back({{box, strong_style},
                          {package.seals.empty() ? "-" : text::join(package.seals, ", ")},
                          {""},
                          {with_unit(package.gross_mass)},
                          {coolant_text(package)},
                          {"\xE2\x96\xA1"}});
    for (auto const& content : package.contents) {
        auto const* product = shipment.find_product(content.product);
        std::string what = content.product.empty() ? content.nature : content.product;
        std::string containers = "-";
        if (product != nullptr) {
            std::int64_t boxes = 0;
            for (auto const& other : shipment.packages)
                boxes += std::count_if(
                    other.contents.begin(), other.contents.end(),
                    [&](auto const& held) { return held.product == content.product; });
            if (boxes == 1)
                containers = text::cat(product->container_count.value_or(1), " ",
                                       text::replace_all(product->container, "_", " "));
            what += "  " + product->donation_identification_number;
        }
        table.rows.push_back({{text::cat(indent, "\xC2\xA0\xC2\xA0\xC2\xA0", what)},
                              {""},
                              {containers},
                              {with_unit(content.mass)},
                              {""},
                              {"\xE2\x96\xA1"}});
    }
}

// Consignment, overpack, package, product, with counts and masses to tick off on arrival.
void contents_table(Pages& pages, shipment::Shipment const& shipment) {
    Table table{{{"What is in what", 2.6},
                 {"Seals", 1, code_style},
                 {"Containers", 1},
                 {"Mass", 0.7},
                 {"Coolant", 1},
                 {"Here", 0.35}},
                {}};
    auto const totals = totals_of(shipment);
    table.rows.push_back(
        {{text::cat("consignment ", shipment.id), strong_style},
         {""},
         {totals.products == 0
              ? text::cat(totals.packages, totals.packages == 1 ? " package" : " packages")
              : text::cat(totals.containers, " in ", totals.packages,
                          totals.packages == 1 ? " package" : " packages")},
         {with_unit(totals.gross_mass)},
         {totals.dry_ice ? text::cat("dry ice ", to_text(*totals.dry_ice)) : ""},
         {"\xE2\x96\xA1"}});
    for (auto const& overpack : shipment.overpacks) {
        table.rows.push_back({{text::cat("\xC2\xA0\xC2\xA0overpack ", overpack.id), strong_style},
                              {""},
                              {text::join(overpack.marks, ", ")},
                              {""},
                              {""},
                              {"\xE2\x96\xA1"}});
        for (auto const& package : shipment.packages) {
            if (is_in(overpack, package.id))
                contents_rows(table, shipment, package, "\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0");
        }
    }
    for (auto const& package : shipment.packages) {
        bool const inside =
            std::any_of(shipment.overpacks.begin(), shipment.overpacks.end(),
                        [&](auto const& overpack) { return is_in(overpack, package.id); });
        if (!inside)
            contents_rows(table, shipment, package, "\xC2\xA0\xC2\xA0");
    }
    pages.heading("Packages, counts and masses");
    pages.table(table);
}

void tick_line(Pages& pages, std::vector<std::string> const& words) {
    std::string line;
    for (auto const& word : words)
        line += text::cat(line.empty() ? "" : "     ", "\xE2\x96\xA1\xC2\xA0",
                          text::replace_all(word, " ", "\xC2\xA0"));
    pages.paragraph(line);
}

// What the shipment names as written stands by its number; the rest is ticked by whoever packs.
void enclosed(Pages& pages, shipment::Shipment const& shipment) {
    pages.heading("Enclosed documents (tick what is in the box)");
    std::vector<std::string> words{"this manifest", "custody form"};
    if (shipment.waybill && !shipment.waybill->number.empty())
        words.push_back("waybill " + shipment.waybill->number);
    if (shipment.declaration)
        words.emplace_back("shipper's declaration, 2 copies");
    words.insert(words.end(),
                 {"itemised list inside", "donor eligibility statement", "release tests",
                  "Circular of Information, edition ________", "instructions for receipt"});
    tick_line(pages, words);
}

void loggers_table(Pages& pages, shipment::Shipment const& shipment) {
    if (shipment.loggers.empty())
        return;
    Table table{{{"Logger", 1, code_style},
                 {"Maker, model", 1.4},
                 {"Package", 0.6},
                 {"Role", 0.7},
                 {"Limits", 0.7},
                 {"Calibration due", 0.9}},
                {}};
    for (auto const& logger : shipment.loggers) {
        bool const known = logger.calibration && logger.calibration->due;
        table.rows.push_back(
            {{logger.serial},
             {or_dash(text::cat(logger.maker, logger.maker.empty() ? "" : " ", logger.model))},
             {or_dash(logger.package)},
             {or_dash(logger.role)},
             {or_dash(logger.limits)},
             {known ? to_text(*logger.calibration->due) : "-"}});
    }
    pages.heading("Temperature loggers");
    pages.table(table);
}

// The name takes the height it needs; the line for the pen stands below it.
void signature(Pages& pages, Rect const& area, std::string_view role, std::string const& name) {
    pages.set_line(role, small_style, {area.x, area.y + mm(3)}, area.width);
    Dots const line = area.y + area.height - mm(5);
    pages.set_text(name, body_style, {area.x, area.y + mm(4.2), area.width, line - area.y});
    pages.add("signature line", draw::Line{{area.x, line}, {area.x + area.width, line}, 3});
    pages.set_line("signature, date and time", small_style, {area.x, line + mm(3.5)}, area.width);
}

// Packing and checking are two people's work: one name in both places leaves the second line open.
void signatures(Pages& pages, shipment::Shipment const& shipment) {
    auto const packed = shipment.custody.packed.value_or(shipment::Packed{});
    bool const two = packed.by != packed.verified_by;
    Dots const gap = mm(6);
    Dots const width = (pages.column().width - 2 * gap) / 3;
    Dots const names = std::max(pages.height_of(packed.by, body_style, width),
                                pages.height_of(packed.verified_by, body_style, width));
    Dots const height = std::max(mm(21), names + mm(17));
    pages.keep_together(height + mm(14));
    pages.heading("Sign-off by two different people, and on arrival");
    auto const area = pages.block(height);
    signature(pages, {area.x, area.y, width, area.height}, "packed by", packed.by);
    signature(pages, {area.x + width + gap, area.y, width, area.height},
              "checked by (not the packer)", two ? packed.verified_by : "");
    signature(pages, {area.x + 2 * (width + gap), area.y, width, area.height}, "received by", "");
}

Result<void> digest_block(Pages& pages, shipment::Shipment const& shipment,
                          ManifestPage const& page) {
    CC_TRY_ASSIGN(auto symbol,
                  barcode::encode_data_matrix(text::cat(shipment.id, " sha256:", page.digest)));
    Dots const size = symbol.columns * 7; // 0.35 mm: read from a page by any camera
    pages.keep_together(size + mm(4));
    auto const area = pages.block(size + mm(4));
    pages.add("digest of the manifest",
              draw::SymbolMark{{area.x + area.width - size - mm(1), area.y + mm(2)},
                               std::move(symbol),
                               7,
                               0,
                               draw::Rotation::none});
    std::string const issued = page.now ? text::cat("Issued ", to_rfc3339(*page.now), ".")
                                        : "Issued: ______________________ (date and time by hand)";
    pages.set_text(text::cat("The symbol holds the shipment's id and the SHA-256 of this "
                             "manifest's canonical XML:\n",
                             page.digest.substr(0, 32), "\n", page.digest.substr(32), "\n", issued),
                   small_style, {area.x, area.y + mm(1), area.width - size - mm(8), size + mm(3)});
    return {};
}

} // namespace

Result<draw::Drawing> manifest_pages(shipment::Shipment const& shipment, ManifestPage const& page,
                                     draw::Fonts const& fonts) {
    Pages pages({page.paper,
                 "Shipping manifest",
                 shipment.id,
                 shipment.shipper.name,
                 {"Recipients are named by identifier only."}},
                fonts);
    std::vector<Fact> const head{
        {"From", party_text(shipment.shipper)},
        {"To", party_text(shipment.consignee)},
        {"Shipped", time_text(shipment.ship_at)},
        {"Planned arrival", time_text(shipment.planned_arrival)},
        {"Hold wanted beyond arrival", shipment.buffer ? to_text(*shipment.buffer) : ""},
        {"Order", shipment.order},
        {"Carriage", text::cat(text::replace_all(to_word(shipment.mode), "_", ", "),
                               shipment.service.empty() ? "" : "; ", shipment.service)},
        {"Waybill", shipment.waybill ? shipment.waybill->number : ""},
        {"Emergency contact",
         shipment.emergency_contact
             ? text::cat(shipment.emergency_contact->name, ", ", shipment.emergency_contact->phone,
                         shipment.emergency_contact->contract.empty() ? "" : "\ncontract ",
                         shipment.emergency_contact->contract)
             : ""},
        {"Responsible person", shipment.responsible_person
                                   ? text::cat(shipment.responsible_person->name, ", ",
                                               shipment.responsible_person->phone)
                                   : ""},
        {"Route",
         text::cat(shipment.origin, shipment.departure_airport.empty() ? "" : " ",
                   shipment.departure_airport, " to ", shipment.destination,
                   shipment.destination_airport.empty() ? "" : " ", shipment.destination_airport)},
    };
    pages.facts(head, 3);
    if (!shipment.products.empty())
        pages.heading("Products");
    for (auto const& product : shipment.products)
        CC_TRY(product_block(pages, product));
    contents_table(pages, shipment);
    loggers_table(pages, shipment);
    enclosed(pages, shipment);
    signatures(pages, shipment);
    CC_TRY(digest_block(pages, shipment, page));
    return std::move(pages).finish();
}

} // namespace coldchain::documents
