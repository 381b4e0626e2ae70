// SPDX-License-Identifier: Apache-2.0
#include "documents/checklist_page.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace coldchain::documents {

namespace {

using draw::Dots;
using draw::Rect;
using packaging::Answer;
using packaging::Basis;
using packaging::ChecklistItem;

constexpr TextStyle item_style{draw::Face::sans, points(7.5)};
constexpr TextStyle item_strong{draw::Face::sans_bold, points(7.5)};
constexpr TextStyle part_style{draw::Face::sans_bold, points(6.5)};
constexpr TextStyle tiny_style{draw::Face::sans, points(6.5), draw::Colour{70, 70, 70}};
constexpr Dots tick_size = mm(3.2);
constexpr std::size_t longest_value = 200; // characters of a value on the page; the JSON has all
constexpr draw::Colour no_fill{235, 235, 235};

// Columns: number and part, question, paragraph, yes, no, n/a, seen, found.
constexpr std::array<Dots, 8> shares{mm(25), mm(67), mm(22), mm(6.5), mm(6.5), mm(6.5), mm(8), 0};

struct Columns {
    std::array<Rect, 8> cells; // x and width
};

Columns columns_in(Rect const& area) {
    Columns columns{};
    Dots x = area.x;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        Dots const width = i + 1 == shares.size() ? area.x + area.width - x : shares.at(i);
        columns.cells.at(i) = {x, area.y, width, area.height};
        x += width;
    }
    return columns;
}

std::string cut(std::string const& value) {
    if (value.size() <= longest_value)
        return value;
    std::size_t end = longest_value;
    while (end > 0 && (value[end] & 0xC0) == 0x80) // not inside a character
        --end;
    return value.substr(0, end) + " ...";
}

std::string found_text(ChecklistItem const& item) {
    bool const plain = item.answer == Answer::yes || item.answer == Answer::not_applicable;
    if (item.basis == Basis::human || item.answer == Answer::not_applicable)
        return "";
    std::string const rules =
        item.rules.empty() ? "" : text::cat(text::join(item.rules, ", "), ": ");
    if (plain && item.remarks.empty())
        return cut(item.value);
    std::string out = text::cat(rules, text::join(item.remarks, "; "));
    if (!plain && !item.remedy.empty())
        out += text::cat("\nDo: ", item.remedy);
    return out;
}

bool for_the_eye(ChecklistItem const& item) {
    return item.basis != Basis::automatic && item.answer != Answer::not_applicable;
}

void tick(Pages& pages, Rect const& cell, Dots top, bool on, bool ringed) {
    Rect const box{cell.x + (cell.width - tick_size) / 2, top, tick_size, tick_size};
    pages.add("tick box", draw::Box{box, ringed ? mm(0.45) : mm(0.2), false});
    if (!on)
        return;
    Dots const in = mm(0.6);
    draw::Point const a{box.x + in, box.y + in};
    draw::Point const b{box.x + box.width - in, box.y + box.height - in};
    pages.add("tick", draw::Line{a, b, mm(0.5)});
    pages.add("tick", draw::Line{{a.x, b.y}, {b.x, a.y}, mm(0.5)});
}

void head(Pages& pages) {
    auto const area = pages.block(mm(7));
    auto const columns = columns_in(area);
    std::array<std::string_view, 8> const words{"No.", "Question", "Paragraph", "Yes",
                                                "No",  "n/a",      "Seen",      "Found"};
    pages.add("head", draw::Box{{area.x, area.y, area.width, mm(6)},
                                0,
                                true,
                                draw::black,
                                draw::Colour{225, 230, 235}});
    for (std::size_t i = 0; i < words.size(); ++i) {
        TextStyle style = item_strong;
        bool const centred = i >= 3 && i <= 6;
        style.align = centred ? Align::centre : Align::left;
        auto const& cell = columns.cells.at(i);
        pages.set_line(words.at(i), style, {cell.x + (centred ? 0 : mm(1)), area.y + mm(4.2)},
                       cell.width - (centred ? 0 : mm(1)));
    }
}

// What is wrong stands in bold under the question, over the whole width to its right.
struct RowText {
    bool wrong = false;
    std::string beside; ///< in the last column
    std::string under;  ///< below the question
};

RowText row_text(ChecklistItem const& item) {
    bool const wrong =
        item.answer == Answer::no || (item.answer == Answer::open && item.basis != Basis::human);
    std::string const found = found_text(item);
    return wrong ? RowText{true, "", found} : RowText{false, found, ""};
}

// A long value that stands in an earlier row is not read again: "as in 8".
void shorten_repeated(RowText& words, ChecklistItem const& item,
                      std::map<std::string, std::string>& told) {
    constexpr std::size_t long_value = 40;
    if (words.beside.size() < long_value)
        return;
    auto const [first, is_new] = told.emplace(words.beside, item.number);
    if (!is_new)
        words.beside = text::cat("as in ", first->second);
}

void row(Pages& pages, ChecklistItem const& item, bool first_of_part,
         std::map<std::string, std::string>& told) {
    Dots const pad = mm(1);
    auto const shape = columns_in(pages.column());
    auto words = row_text(item);
    shorten_repeated(words, item, told);
    Dots const line = std::max(
        {pages.height_of(item.question, item_style, shape.cells[1].width - 2 * pad),
         pages.height_of(item.reference, tiny_style, shape.cells[2].width - pad),
         pages.height_of(words.beside, tiny_style, shape.cells[7].width - pad), tick_size});
    Dots const wide = pages.column().x + pages.column().width - shape.cells[1].x - pad;
    Dots const under =
        words.under.empty() ? 0 : pages.height_of(words.under, item_strong, wide) + mm(0.8);
    Dots const height = line + under + mm(1.4);
    bool const new_page = pages.remaining() < height;
    if (new_page) {
        pages.new_page();
        head(pages);
    }
    auto const area = pages.block(height);
    auto const columns = columns_in(area);
    if (words.wrong)
        pages.add("open answer",
                  draw::Box{{area.x, area.y, area.width, height}, 0, true, draw::black, no_fill});
    pages.add("row line", draw::Line{{area.x + (first_of_part ? 0 : mm(6)), area.y},
                                     {area.x + area.width, area.y},
                                     first_of_part ? mm(0.25) : mm(0.1)});
    Dots const top = area.y + mm(0.7);
    Dots const baseline = top + mm(2.5);
    pages.set_line(item.number, item_strong, {area.x + mm(0.5), baseline}, mm(5.5));
    if (first_of_part || new_page)
        pages.set_line(item.part, part_style, {area.x + mm(6.5), baseline},
                       columns.cells[0].width - mm(6.5));
    auto const text_cell = [&](std::size_t at, std::string const& text, TextStyle const& style) {
        auto const& cell = columns.cells.at(at);
        if (!text.empty())
            pages.set_text(text, style, {cell.x + pad / 2, top, cell.width - pad, height});
    };
    text_cell(1, item.question, item_style);
    text_cell(2, item.reference, tiny_style);
    text_cell(7, words.beside, tiny_style);
    if (!words.under.empty())
        pages.set_text(words.under, item_strong,
                       {columns.cells[1].x + pad / 2, top + line + mm(0.6), wide, under});
    tick(pages, columns.cells[3], top, item.answer == Answer::yes, false);
    tick(pages, columns.cells[4], top, item.answer == Answer::no, false);
    tick(pages, columns.cells[5], top, item.answer == Answer::not_applicable, false);
    if (for_the_eye(item))
        tick(pages, columns.cells[6], top, false, true);
}

std::string verdict_words(packaging::Checklist const& list) {
    auto const eye =
        static_cast<std::size_t>(std::count_if(list.items.begin(), list.items.end(), for_the_eye));
    std::string const to_see = text::cat(eye, " to see at the box");
    if (!list.concerned)
        return "The shipment holds nothing that this checklist is for";
    if (list.no > 0)
        return text::cat("DO NOT ACCEPT: ", list.no,
                         list.no == 1 ? " answer is no" : " answers are no",
                         list.open_facts == 0 ? "" : text::cat(", ", list.open_facts, " open"));
    if (list.open_facts > 0)
        return text::cat("OPEN: ", list.open_facts,
                         list.open_facts == 1 ? " fact is missing" : " facts are missing");
    return text::cat("NOTHING SPEAKS AGAINST IT: ", list.yes, " yes, ", list.not_applicable,
                     " n/a, ", to_see);
}

void verdict_box(Pages& pages, packaging::Checklist const& list) {
    auto const area = pages.block(mm(11));
    Rect const box{area.x, area.y + mm(0.5), area.width, mm(9)};
    bool const good = list.verdict() == "acceptable" && list.concerned;
    pages.add("verdict box", draw::Box{box, mm(good ? 0.4 : 0.9), false});
    pages.set_line(verdict_words(list), {draw::Face::sans_bold, points(11)},
                   {box.x + mm(3), box.y + mm(6)}, box.width - mm(6));
}

std::string airports(config::Object const& facts) {
    return text::cat(facts.text("departure_airport").value_or("___"), " to ",
                     facts.text("destination_airport").value_or("___"));
}

void facts(Pages& pages, shipment::Shipment const& shipment, packaging::Checklist const& list) {
    std::vector<Fact> const rows{
        {"Air waybill", shipment.waybill ? shipment.waybill->number : "", code_style},
        {"From and to", airports(shipment.facts)},
        {"Carrier", shipment.facts.text("carrier").value_or("")},
        {"Packages, overpacks", text::cat(shipment.facts.tables("package").size(), ", ",
                                          shipment.facts.tables("overpack").size())},
        {"By", text::replace_all(shipment.facts.text("mode").value_or(""), "_", " ")},
        {"Judged by the rules of", to_text(list.judged_on)},
    };
    pages.facts(rows, 3);
}

void sign(Pages& pages) {
    pages.keep_together(mm(24));
    pages.space(mm(1.5));
    pages.paragraph("Seen: an empty box is confirmed at the package by the person who accepts it. "
                    "Answers without one follow from what is written alone.",
                    tiny_style);
    auto const area = pages.block(mm(14));
    std::array<std::string_view, 4> const words{"Name", "Station", "Date and time", "Signature"};
    Dots const gap = mm(4);
    Dots const width = (area.width - 3 * gap) / 4;
    for (std::size_t i = 0; i < words.size(); ++i) {
        Dots const x = area.x + static_cast<Dots>(i) * (width + gap);
        pages.add("signature line",
                  draw::Line{{x, area.y + mm(9)}, {x + width, area.y + mm(9)}, mm(0.15)});
        pages.set_line(words.at(i), tiny_style, {x, area.y + mm(12)}, width);
    }
}

// Where questions and rules come from, small under the signatures.
void sources(Pages& pages, packaging::Checklist const& list, ChecklistPage const& page) {
    std::string packs;
    std::string edition; // of most packs the same one: said before the first of them
    for (auto const& pack : list.packs) {
        bool const same = !packs.empty() && edition == pack.identity.edition;
        edition = pack.identity.edition;
        packs += text::cat(packs.empty() ? "" : same ? ", " : "; ",
                           same ? "" : text::cat("edition ", edition, " of "), pack.identity.id,
                           pack.in_force ? "" : " (NOT IN FORCE)", pack.overlay ? " (overlay)" : "");
    }
    pages.paragraph(text::cat("Questions: ", list.about, ". Rule packs: ", packs, "."), tiny_style);
    if (page.now)
        pages.paragraph(text::cat("Issued ", to_rfc3339(*page.now), "."), tiny_style);
}

nlohmann::ordered_json or_null(std::string const& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

nlohmann::ordered_json item_json(ChecklistItem const& item) {
    return {{"number", item.number},
            {"part", or_null(item.part)},
            {"question", item.question},
            {"reference", or_null(item.reference)},
            {"evidence", std::string(to_word(item.evidence))},
            {"answer", std::string(to_word(item.answer))},
            {"basis", std::string(to_word(item.basis))},
            {"field", or_null(item.field)},
            {"value", or_null(item.value)},
            {"rules", item.rules},
            {"remarks", item.remarks},
            {"remedy", or_null(item.remedy)}};
}

} // namespace

Result<draw::Drawing> checklist_pages(shipment::Shipment const& shipment,
                                      packaging::Checklist const& checklist,
                                      ChecklistPage const& page, draw::Fonts const& fonts) {
    auto const colon = checklist.title.find(": ");
    std::string const title = checklist.title.substr(0, colon);
    Pages pages({page.paper,
                 title,
                 shipment.id,
                 shipment.shipper.name,
                 {text::cat("Checklist ", checklist.identity.id, ' ', checklist.identity.edition,
                            ", sha256 ", checklist.identity.sha256.substr(0, 16), "...")}},
                fonts);
    if (colon != std::string::npos)
        pages.paragraph(checklist.title.substr(colon + 2), strong_style);
    facts(pages, shipment, checklist);
    verdict_box(pages, checklist);
    head(pages);
    std::string part;
    std::map<std::string, std::string> told; // long values and the number of their row
    for (auto const& item : checklist.items) {
        row(pages, item, item.part != part, told);
        part = item.part;
    }
    sign(pages);
    sources(pages, checklist, page);
    return std::move(pages).finish();
}

std::string to_json(packaging::Checklist const& checklist) {
    nlohmann::ordered_json items = nlohmann::ordered_json::array();
    for (auto const& item : checklist.items)
        items.push_back(item_json(item));
    nlohmann::ordered_json packs = nlohmann::ordered_json::array();
    for (auto const& pack : checklist.packs)
        packs.push_back({{"id", pack.identity.id},
                         {"edition", pack.identity.edition},
                         {"sha256", pack.identity.sha256},
                         {"in_force", pack.in_force},
                         {"overlay", pack.overlay}});
    nlohmann::ordered_json const record{{"shipment", checklist.shipment},
                                        {"checklist",
                                         {{"id", checklist.identity.id},
                                          {"edition", checklist.identity.edition},
                                          {"sha256", checklist.identity.sha256}}},
                                        {"title", checklist.title},
                                        {"judged_on", to_text(checklist.judged_on)},
                                        {"concerned", checklist.concerned},
                                        {"verdict", std::string(checklist.verdict())},
                                        {"counts",
                                         {{"yes", checklist.yes},
                                          {"no", checklist.no},
                                          {"n/a", checklist.not_applicable},
                                          {"open", checklist.open_facts},
                                          {"human", checklist.for_the_eye}}},
                                        {"items", std::move(items)},
                                        {"packs", std::move(packs)}};
    return record.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace coldchain::documents
