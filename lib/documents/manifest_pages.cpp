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
        out +=
            text::cat(out.empty() ? "" : "; ", *product.container_count, " x ", product.container);
    return out;
}

// One product: what it is and how cold it must be, then its identifiers to scan.
Result<void> product_block(Pages& pages, shipment::Product const& product) {
    pages.keep_together(mm(48));
    auto const title = pages.block(mm(7));
    TextStyle const name_style{draw::Face::sans_bold, points(11)};
    TextStyle cold_style = name_style;
    cold_style.align = draw::Align::right;
    std::string const storage =
        product.storage ? text::cat("keep ", to_text(*product.storage)) : "storage not given";
    pages.set_line(text::cat(product.id, "  ", product.description), name_style,
                   {title.x, title.y + mm(5)}, title.width - mm(50));
    pages.set_line(storage, cold_style, {title.x + title.width - mm(48), title.y + mm(5)}, mm(48));
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

void packages_table(Pages& pages, shipment::Shipment const& shipment) {
    Table table{{{"Package", 0.7, strong_style},
                 {"Shipper"},
                 {"Asset", 0.8},
                 {"Gross", 0.6},
                 {"Coolant", 0.9},
                 {"Limits", 0.6},
                 {"Seals", 0.8, code_style},
                 {"Holds", 0.8}},
                {}};
    for (auto const& package : shipment.packages) {
        std::string contents;
        for (auto const& content : package.contents)
            contents += text::cat(contents.empty() ? "" : ", ",
                                  content.product.empty() ? content.nature : content.product);
        table.rows.push_back({{package.id},
                              {or_dash(package.shipper_model)},
                              {or_dash(package.asset)},
                              {or_dash(package.gross_mass ? to_text(*package.gross_mass) : "")},
                              {or_dash(coolant_text(package))},
                              {or_dash(package.limits)},
                              {or_dash(text::join(package.seals, ", "))},
                              {or_dash(contents)}});
    }
    pages.heading("Packages");
    pages.table(table);
    std::optional<Quantity> total = Quantity{{0, 0}, "kg", Dimension::mass};
    std::int64_t containers = 0;
    for (auto const& package : shipment.packages)
        total = total && package.gross_mass ? add(*total, *package.gross_mass) : std::nullopt;
    for (auto const& product : shipment.products)
        containers += product.container_count.value_or(0);
    pages.paragraph(text::cat("In all: ", shipment.packages.size(),
                              shipment.packages.size() == 1 ? " package" : " packages", ", ",
                              shipment.products.size(),
                              shipment.products.size() == 1 ? " product" : " products", " in ",
                              containers, containers == 1 ? " container" : " containers",
                              ", gross mass ",
                              total ? to_text(*total) : std::string("not given for every package")),
                    small_style);
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

void signature(Pages& pages, Rect const& area, std::string_view role, std::string const& name) {
    pages.set_line(role, small_style, {area.x, area.y + mm(3)}, area.width);
    pages.set_line(name, body_style, {area.x, area.y + mm(8)}, area.width);
    pages.add("signature line",
              draw::Line{{area.x, area.y + mm(15)}, {area.x + area.width, area.y + mm(15)}, 3});
    pages.set_line("signature, date and time", small_style, {area.x, area.y + mm(18.5)},
                   area.width);
}

// Packing and checking are two people's work: one name in both places leaves the second line open.
void signatures(Pages& pages, shipment::Shipment const& shipment) {
    auto const packed = shipment.custody.packed.value_or(shipment::Packed{});
    bool const two = packed.by != packed.verified_by;
    pages.keep_together(mm(34));
    pages.heading("Sign-off by two different people, and on arrival");
    auto const area = pages.block(mm(20));
    Dots const gap = mm(6);
    Dots const width = (area.width - 2 * gap) / 3;
    signature(pages, {area.x, area.y, width, area.height}, "packed by", packed.by);
    signature(pages, {area.x + width + gap, area.y, width, area.height},
              "checked by (not the packer)", two ? packed.verified_by : "");
    signature(pages, {area.x + 2 * (width + gap), area.y, width, area.height}, "received by", "");
}

Result<void> digest_block(Pages& pages, shipment::Shipment const& shipment,
                          ManifestPage const& page) {
    CC_TRY_ASSIGN(auto symbol,
                  barcode::encode_data_matrix(text::cat(shipment.id, " sha256:", page.digest)));
    Dots const size = symbol.columns * 8; // 0.4 mm: read from a page by any camera
    pages.keep_together(size + mm(8));
    auto const area = pages.block(size + mm(6));
    pages.add("digest of the manifest",
              draw::SymbolMark{{area.x + area.width - size - mm(1), area.y + mm(3)},
                               std::move(symbol),
                               8,
                               0,
                               draw::Rotation::none});
    std::string const issued = page.now ? text::cat("Issued ", to_rfc3339(*page.now), ".")
                                        : "Issued: ______________________ (date and time by hand)";
    pages.set_text(text::cat("The symbol holds the shipment's id and the SHA-256 of this "
                             "manifest's canonical XML:\n",
                             page.digest.substr(0, 32), "\n", page.digest.substr(32), "\n", issued),
                   small_style, {area.x, area.y + mm(3), area.width - size - mm(8), size + mm(3)});
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
        {"Cold for longer by", shipment.buffer ? to_text(*shipment.buffer) : ""},
        {"Order", shipment.order},
        {"Carriage", text::cat(text::replace_all(to_word(shipment.mode), "_", ", "),
                               shipment.service.empty() ? "" : "; ", shipment.service)},
        {"Waybill", shipment.waybill ? shipment.waybill->number : ""},
        {"Emergency contact",
         shipment.emergency_contact
             ? text::cat(shipment.emergency_contact->name, ", ", shipment.emergency_contact->phone)
             : ""},
    };
    pages.facts(head, 3);
    pages.heading("Products");
    for (auto const& product : shipment.products)
        CC_TRY(product_block(pages, product));
    packages_table(pages, shipment);
    loggers_table(pages, shipment);
    signatures(pages, shipment);
    CC_TRY(digest_block(pages, shipment, page));
    return std::move(pages).finish();
}

} // namespace coldchain::documents
