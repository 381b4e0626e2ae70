// SPDX-License-Identifier: Apache-2.0
// The form itself: the boxes in the order and with the titles acceptance staff look for (IATA DGR
// 8.1, figures of the column format), between red hatched margins. Both copies are this page. The
// certification is the wording of the form. Its first sentence is that of 49 CFR 172.204(a)(2),
// read in the edition of 2003-10-01 and not in a newer one; that (c)(3) prescribes the second is
// recalled.
#include "documents/declaration.hpp"

#include "common/text.hpp"
#include "documents/shapes.hpp"

#include <algorithm>
#include <array>

namespace coldchain::documents {

namespace {

using draw::Dots;
using draw::Face;
using draw::Rect;
using shipment::Shipment;

constexpr draw::Colour red{200, 16, 46};
constexpr draw::Colour pale{222, 222, 222};
constexpr TextStyle title_style{Face::sans_bold, points(12.5)};
constexpr TextStyle label_style{Face::sans, points(6.5)};
constexpr TextStyle value_style{Face::sans, points(9)};
constexpr TextStyle strong_value{Face::sans_bold, points(9)};
constexpr TextStyle heading_style{Face::sans_bold, points(8)};
constexpr TextStyle text_style{Face::sans, points(7.5)};
constexpr Dots pad = mm(1.4);
constexpr Dots rule = mm(0.25);

constexpr std::string_view warning =
    "Failure to comply in all respects with the applicable Dangerous Goods Regulations may be in "
    "breach of the applicable law, subject to legal penalties.";
constexpr std::string_view copies =
    "Two completed and signed copies of this Declaration must be handed to the operator.";
constexpr std::string_view certification =
    "I hereby declare that the contents of this consignment are fully and accurately described "
    "above by the proper shipping name, and are classified, packaged, marked and "
    "labelled/placarded, and are in all respects in proper condition for transport according to "
    "applicable international and national governmental regulations. I declare that all of the "
    "applicable air transport requirements have been met.";

struct ColumnOfForm {
    std::string_view head;
    double share;
};
// UN or ID No., name, class, packing group, quantity and type, instruction, authorization
constexpr std::array<ColumnOfForm, 7> columns{{{"UN\nor\nID No.", 18},
                                               {"Proper Shipping Name", 51},
                                               {"Class or\nDivision\n(subsidiary\nhazard)", 19},
                                               {"Pack-\ning\nGroup", 12},
                                               {"Quantity and Type\nof Packing", 42},
                                               {"Packing\nInst.", 15},
                                               {"Authorization", 25}}};

class Form {
public:
    Form(Shipment const& shipment, DeclarationData const& data, DeclarationPage const& page,
         draw::Fonts const& fonts)
        : m_shipment(shipment), m_data(data), m_page(page),
          m_pages({page.paper, "", "", "", {}}, fonts, Pages::Blank::yes) {}

    Result<draw::Drawing> run() {
        auto const sheet = m_pages.sheet();
        m_left = mm(14);
        m_width = sheet.width - 2 * m_left;
        m_top = mm(10);
        m_bottom = sheet.height - mm(8);
        auto const groups = split_entries();
        for (std::size_t page = 0; page < groups.size(); ++page) {
            if (page > 0)
                m_pages.new_page();
            draw_page(groups[page], page + 1, groups.size());
        }
        auto drawing = std::move(m_pages).finish();
        if (drawing)
            drawing->title = text::cat("Shipper's declaration ", m_shipment.id);
        return drawing;
    }

private:
    /// Rows of the goods table: an entry, or a statement over the full width.
    struct Row {
        DeclarationEntry const* entry = nullptr;
        std::string statement;
    };

    Rect goods_area() const {
        Dots const top = m_top + mm(8 + 27 + 27 + 36 + 5 + 20);
        return {m_left, top, m_width, m_bottom - mm(28 + 38) - top};
    }

    std::array<Dots, 8> column_places() const {
        std::array<Dots, 8> places{};
        double total = 0;
        for (auto const& column : columns)
            total += column.share;
        double sum = 0;
        for (std::size_t at = 0; at < columns.size(); ++at) {
            places[at] = m_left + static_cast<Dots>(sum / total * m_width);
            sum += columns[at].share;
        }
        places.back() = m_left + m_width;
        return places;
    }

    static std::array<std::string, 7> cells_of(DeclarationEntry const& entry) {
        std::string const number =
            text::cat(entry.goods.un.substr(0, 2), " ", entry.goods.un.substr(2));
        return {number,
                full_name(entry),
                entry.goods.hazard_class,
                entry.goods.packing_group,
                entry.quantity,
                entry.goods.instruction,
                entry.goods.authorization};
    }

    Dots row_height(Row const& row) {
        if (row.entry == nullptr)
            return m_pages.height_of(row.statement, strong_value, m_width - 2 * pad) + mm(1.2);
        auto const places = column_places();
        auto const cells = cells_of(*row.entry);
        Dots height = 0;
        for (std::size_t at = 0; at < cells.size(); ++at)
            height = std::max(height, m_pages.height_of(cells[at], value_style,
                                                        places[at + 1] - places[at] - 2 * pad));
        return height + mm(1.6);
    }

    // An entry and the statements after it stay together.
    std::vector<std::vector<Row>> split_entries() {
        std::vector<std::vector<Row>> groups(1);
        Dots const room = goods_area().height - mm(2);
        Dots used = 0;
        std::vector<Row> unit;
        auto const flush = [&] {
            Dots height = 0;
            for (auto const& row : unit)
                height += row_height(row);
            if (used > 0 && used + height > room) {
                groups.emplace_back();
                used = 0;
            }
            used += height;
            groups.back().insert(groups.back().end(), unit.begin(), unit.end());
            unit.clear();
        };
        for (auto const& entry : m_data.entries) {
            unit.push_back({&entry, ""});
            // "28 mL" before its statement belongs to the entries that follow
            for (auto const& statement : entry.statements)
                unit.push_back({nullptr, statement});
            if (!entry.statements.empty() || entry.quantity.find(" x ") != std::string::npos)
                flush();
        }
        flush();
        return groups;
    }

    void box(Rect const& area) {
        m_pages.add("box", draw::Box{area, rule, false, draw::black, draw::black});
    }

    void label(std::string_view words, Rect const& area) {
        m_pages.set_text(words, label_style,
                         {area.x + pad, area.y + mm(0.6), area.width - 2 * pad, area.height});
    }

    void value(std::string_view words, Rect const& area, Dots below = mm(3.6)) {
        m_pages.set_text(words, value_style,
                         {area.x + pad, area.y + below, area.width - 2 * pad, area.height - below});
    }

    // Name and address in full: smaller letters before none.
    void party(shipment::Party const& party, Rect const& area) {
        std::string const words = address_text(party);
        Dots const below = mm(3.6);
        Rect const room{area.x + pad, area.y + below, area.width - 2 * pad, area.height - below};
        TextStyle style = value_style;
        for (double const size : {9.0, 8.0, 7.0, 6.0}) {
            style.size = points(size);
            if (m_pages.height_of(words, style, room.width) <= room.height)
                break;
        }
        m_pages.set_text(words, style, room);
    }

    void strike(Rect const& area) {
        m_pages.add(
            "struck out",
            draw::Line{{area.x, area.y}, {area.x + area.width, area.y + area.height}, mm(0.5)});
        m_pages.add(
            "struck out",
            draw::Line{{area.x, area.y + area.height}, {area.x + area.width, area.y}, mm(0.5)});
    }

    void margins() {
        auto const sheet = m_pages.sheet();
        double const height = (m_bottom - m_top) / 20.0;
        double const right = sheet.width / 20.0 - 5 - 6;
        for (double const x : {5.0, right}) {
            for (auto const& stripe : hatching(x, m_top / 20.0, 6, height, 7, 3)) {
                auto item = filled("red hatching", stripe, red);
                m_pages.add(item.name, std::move(item.primitive));
            }
        }
    }

    void watermark() {
        if (m_data.draft_reason.empty())
            return;
        TextStyle style{Face::sans_bold, points(96), pale, Align::centre};
        auto const area = goods_area();
        for (Dots const y : {m_top + mm(70), area.y + area.height - mm(6), m_bottom - mm(20)})
            m_pages.set_line("DRAFT", style, {m_left, y}, m_width);
    }

    void draw_page(std::vector<Row> const& rows, std::size_t page, std::size_t pages) {
        watermark();
        margins();
        m_pages.set_line("SHIPPER'S DECLARATION FOR DANGEROUS GOODS", title_style,
                         {m_left, m_top + mm(5.2)}, m_width);
        if (!m_data.draft_reason.empty()) {
            TextStyle style{Face::sans_bold, points(7.5), red, Align::right};
            m_pages.set_line("DRAFT, not for transport", style, {m_left, m_top + mm(5.2)}, m_width);
        }
        Dots y = m_top + mm(8);
        y = draw_parties(y, page, pages);
        y = draw_transport(y);
        draw_goods(y, rows);
        draw_foot();
    }

    Dots draw_parties(Dots y, std::size_t page, std::size_t pages) {
        Dots const half = m_width / 2;
        Rect const shipper{m_left, y, half, mm(27)};
        box(shipper);
        label("Shipper", shipper);
        party(m_shipment.shipper, shipper);
        Rect const right{m_left + half, y, m_width - half, mm(27)};
        box(right);
        std::string const waybill = m_shipment.waybill ? m_shipment.waybill->number : "";
        pair("Air Waybill No.", waybill, {right.x, right.y, right.width, mm(9)});
        pair("", text::cat("Page ", page, " of ", pages, " Pages"),
             {right.x, right.y + mm(9), right.width, mm(9)});
        pair("Shipper's Reference No. (optional)",
             m_shipment.order.empty() ? m_shipment.id
                                      : text::cat(m_shipment.id, " / ", m_shipment.order),
             {right.x, right.y + mm(18), right.width, mm(9)});
        y += mm(27);
        Rect const consignee{m_left, y, half, mm(27)};
        box(consignee);
        label("Consignee", consignee);
        party(m_shipment.consignee, consignee);
        box({m_left + half, y, m_width - half, mm(27)}); // left for the shipper's own mark
        return y + mm(27);
    }

    void pair(std::string_view title, std::string const& words, Rect const& area) {
        label(title, area);
        m_pages.set_text(
            words, value_style,
            {area.x + pad, area.y + mm(3.6), area.width - 2 * pad, area.height - mm(3.6)});
        m_pages.add("rule", draw::Line{{area.x, area.y + area.height},
                                       {area.x + area.width, area.y + area.height},
                                       mm(0.12)});
    }

    Dots draw_transport(Dots y) {
        Dots const half = m_width / 2;
        Rect const left{m_left, y, half, mm(36)};
        Rect const right{m_left + half, y, m_width - half, mm(36)};
        box(left);
        box(right);
        m_pages.set_text(copies, text_style, {left.x + pad, y + mm(0.8), half - 2 * pad, mm(8)});
        m_pages.add("rule", draw::Line{{m_left, y + mm(8)}, {m_left + half, y + mm(8)}, rule});
        m_pages.set_line("TRANSPORT DETAILS", heading_style, {left.x + pad, y + mm(11.4)},
                         half - 2 * pad);
        Rect const aircraft{left.x, y + mm(12.5), half, mm(23.5)};
        m_pages.set_text("This shipment is within the limitations prescribed for:\n"
                         "(delete non-applicable)",
                         label_style, {left.x + pad, y + mm(12.4), half - 2 * pad, mm(6)});
        Dots const cell = (half - 3 * pad) / 2;
        Rect const passenger{left.x + pad, y + mm(18.6), cell, mm(8)};
        Rect const cargo{left.x + 2 * pad + cell, y + mm(18.6), cell, mm(8)};
        choice("PASSENGER AND\nCARGO AIRCRAFT", passenger, m_data.cargo_only);
        choice("CARGO AIRCRAFT\nONLY", cargo, !m_data.cargo_only);
        Rect const from{aircraft.x, y + mm(27.2), half, mm(8.8)};
        m_pages.add("rule", draw::Line{{from.x, from.y}, {from.x + half, from.y}, mm(0.12)});
        label("Airport of Departure (optional)", from);
        value(m_shipment.departure_airport, from);
        // the right half: warning, destination, shipment type
        m_pages.set_line("WARNING", heading_style, {right.x + pad, y + mm(4)},
                         right.width - 2 * pad);
        m_pages.set_text(warning, text_style,
                         {right.x + pad, y + mm(5.2), right.width - 2 * pad, mm(13)});
        Rect const to{right.x, y + mm(18), right.width, mm(8)};
        m_pages.add("rule", draw::Line{{to.x, to.y}, {to.x + to.width, to.y}, mm(0.12)});
        label("Airport of Destination (optional)", to);
        value(m_shipment.destination_airport, to);
        Rect const type{right.x, y + mm(26), right.width, mm(10)};
        m_pages.add("rule", draw::Line{{type.x, type.y}, {type.x + type.width, type.y}, mm(0.12)});
        label("Shipment type: (delete non-applicable)", type);
        Dots const half_type = (type.width - 3 * pad) / 2;
        choice("NON-RADIOACTIVE", {type.x + pad, type.y + mm(4), half_type, mm(5)}, false);
        choice("RADIOACTIVE", {type.x + 2 * pad + half_type, type.y + mm(4), half_type, mm(5)},
               true);
        return y + mm(36);
    }

    void choice(std::string_view words, Rect const& area, bool deleted) {
        box(area);
        TextStyle style{Face::sans_bold, points(6.8), draw::black, Align::centre};
        Dots const height = m_pages.height_of(words, style, area.width);
        m_pages.set_text(words, style,
                         {area.x, area.y + (area.height - height) / 2, area.width, height});
        if (deleted)
            strike(area);
    }

    void draw_goods(Dots y, std::vector<Row> const& rows) {
        m_pages.set_line("NATURE AND QUANTITY OF DANGEROUS GOODS", heading_style,
                         {m_left + pad, y + mm(3.6)}, m_width - 2 * pad);
        box({m_left, y, m_width, mm(5)});
        auto const places = column_places();
        Rect const head{m_left, y + mm(5), m_width, mm(20)};
        box(head);
        TextStyle style{Face::sans, points(7), draw::black, Align::centre};
        // the first four columns share a title of their own
        m_pages.set_line("Dangerous Goods Identification", style, {places[0], head.y + mm(3.4)},
                         places[4] - places[0]);
        m_pages.add(
            "rule",
            draw::Line{{places[0], head.y + mm(4.6)}, {places[4], head.y + mm(4.6)}, mm(0.12)});
        auto const area = goods_area();
        for (std::size_t at = 0; at < columns.size(); ++at) {
            Dots const top = at < 4 ? head.y + mm(5.2) : head.y + mm(1.2);
            m_pages.set_text(
                columns[at].head, style,
                {places[at], top, places[at + 1] - places[at], head.y + head.height - top});
            if (at == 0)
                continue;
            Dots const from = at < 4 ? head.y + mm(4.6) : head.y;
            m_pages.add(
                "column rule",
                draw::Line{{places[at], from}, {places[at], area.y + area.height}, mm(0.12)});
        }
        box(area);
        Dots line = area.y + mm(1.2);
        for (auto const& row : rows) {
            Dots const height = row_height(row);
            if (row.entry == nullptr) {
                // the column rules stop where a statement runs across them
                Dots const width = m_pages.width_of(row.statement, strong_value);
                m_pages.add("statement ground",
                            draw::Box{{places[0] + pad / 2, line,
                                       std::min(width + 2 * pad, m_width - pad), height},
                                      0,
                                      true,
                                      draw::white,
                                      draw::white});
                m_pages.set_text(row.statement, strong_value,
                                 {places[0] + pad, line, m_width - 2 * pad, height});
            } else {
                auto const cells = cells_of(*row.entry);
                for (std::size_t at = 0; at < cells.size(); ++at)
                    m_pages.set_text(
                        cells[at], value_style,
                        {places[at] + pad, line, places[at + 1] - places[at] - 2 * pad, height});
            }
            line += height;
        }
    }

    void draw_foot() {
        Dots y = m_bottom - mm(28 + 38);
        Rect const handling{m_left, y, m_width, mm(28)};
        box(handling);
        label("Additional Handling Information", handling);
        value(text::join(m_data.handling, "\n"), handling);
        y += mm(28);
        Dots const left_width = m_width * 58 / 100;
        Rect const left{m_left, y, left_width, mm(35)};
        Rect const right{m_left + left_width, y, m_width - left_width, mm(35)};
        box(left);
        box(right);
        m_pages.set_text(certification, text_style,
                         {left.x + pad, y + mm(1), left.width - 2 * pad, left.height - mm(1)});
        label("Name of Signatory", right);
        label("Date", {right.x, y + mm(10), right.width, mm(8)});
        label("Signature (See warning above)", {right.x, y + mm(19), right.width, mm(8)});
        for (Dots const at : {mm(10), mm(19)})
            m_pages.add("rule",
                        draw::Line{{right.x, y + at}, {right.x + right.width, y + at}, mm(0.12)});
        std::string const small =
            m_data.draft_reason.empty()
                ? text::cat("Entries by the table of dangerous goods, edition ", m_page.edition,
                            ". Sign by hand.")
                : text::cat("DRAFT: ", m_data.draft_reason);
        m_pages.set_text(small, {Face::sans, points(6), draw::Colour{70, 70, 70}},
                         {m_left, m_bottom - mm(2.6), m_width, mm(5)});
    }

    Shipment const& m_shipment;
    DeclarationData const& m_data;
    DeclarationPage const& m_page;
    Pages m_pages;
    Dots m_left = 0;
    Dots m_width = 0;
    Dots m_top = 0;
    Dots m_bottom = 0;
};

} // namespace

Result<draw::Drawing> declaration_pages(Shipment const& shipment, DeclarationData const& data,
                                        DeclarationPage const& page, draw::Fonts const& fonts) {
    return Form(shipment, data, page, fonts).run();
}

} // namespace coldchain::documents
