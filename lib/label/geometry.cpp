// SPDX-License-Identifier: Apache-2.0
// Everything here is measured on the page as it will be sent: areas of ink in dots, turned into
// millimetres only for the message. A frame is its four edges, so that what stands inside it does
// not count as covered.
#include "label/geometry.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace coldchain::label {

namespace {

using draw::Dots;
using draw::Rect;

constexpr int gap_modules = 36;           // ST-001 chapter 10: 36 X
constexpr int gap_tolerance = 16;         // +- 16 X
constexpr Micrometres least_height{5000}; // ST-001 6.1.3: 5 mm or 15 % of the length
constexpr int height_percent = 15;

struct Ink {
    std::string group;
    std::string name;
    Rect rect;
};

bool overlap(Rect const& a, Rect const& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

// How deep two rectangles cut into each other: the shorter side of what they share.
Dots depth(Rect const& a, Rect const& b) {
    return std::min(std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x),
                    std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y));
}

std::vector<Rect> edges(draw::Box const& box) {
    auto const& r = box.rect;
    Dots const b = box.border;
    return {{r.x, r.y, r.width, b},
            {r.x, r.y + r.height - b, r.width, b},
            {r.x, r.y, b, r.height},
            {r.x + r.width - b, r.y, b, r.height}};
}

class Measurer {
public:
    Measurer(ComposeRequest const& request, Composed const& composed)
        : m_request(request), m_composed(composed) {
        for (auto const& placed : composed.placed)
            add_ink(placed.group, composed.page.items.at(placed.item));
    }

    std::vector<Finding> measure() {
        check_edges();
        check_overlaps();
        for (auto const& symbol : m_composed.symbols) {
            check_quiet_zone(symbol);
            check_height(symbol);
            check_gap(symbol);
        }
        return std::move(m_findings);
    }

private:
    std::string millimetres(Dots length) const {
        return text::fixed(draw::to_micrometres(m_request.printer.grid, length) / 1000.0, 2) +
               " mm";
    }
    Dots dots(Micrometres length) const {
        return draw::to_dots(m_request.printer.grid, length.count);
    }

    void complain(std::string rule, std::string field, std::string value, std::string limit,
                  std::string message, std::string fix, std::string clause) {
        Finding finding{std::move(rule),
                        Severity::error,
                        m_request.scope,
                        std::move(field),
                        std::move(value),
                        std::move(limit),
                        {},
                        std::move(message),
                        std::move(fix)};
        if (!clause.empty())
            finding.citations.push_back(
                {"isbt128", std::move(clause), "ST-001 v6.2.2", Evidence::verified});
        m_findings.push_back(std::move(finding));
    }

    void add_ink(std::string const& group, draw::Item const& item) {
        if (auto const* box = std::get_if<draw::Box>(&item.primitive);
            box != nullptr && !box->filled) {
            for (auto const& edge : edges(*box))
                m_ink.push_back({group, item.name, edge});
            return;
        }
        auto const rect = draw::bounds(item, m_request.fonts);
        if (rect.width > 0 && rect.height > 0)
            m_ink.push_back({group, item.name, rect});
    }

    void check_edges() {
        Dots const margin = dots(m_request.layout.margin);
        auto const& page = m_composed.page;
        for (auto const& ink : m_ink) {
            Dots const outside = std::max({margin - ink.rect.x, margin - ink.rect.y,
                                           ink.rect.x + ink.rect.width - (page.width - margin),
                                           ink.rect.y + ink.rect.height - (page.height - margin)});
            if (outside > 0)
                complain("LBL-06", ink.group, millimetres(outside),
                         text::cat("margin ", to_text(m_request.layout.margin)),
                         text::cat(ink.name, " reaches ", millimetres(outside),
                                   " into the margin of the label"),
                         "move it inwards or shorten it", "");
        }
    }

    void check_overlaps() {
        for (std::size_t i = 0; i < m_ink.size(); ++i) {
            for (std::size_t j = i + 1; j < m_ink.size(); ++j) {
                auto const& a = m_ink[i];
                auto const& b = m_ink[j];
                if (a.group == b.group || !overlap(a.rect, b.rect))
                    continue;
                complain("LBL-05", a.group, millimetres(depth(a.rect, b.rect)), "no overlap",
                         text::cat(a.group, " and ", b.group, " overlap by ",
                                   millimetres(depth(a.rect, b.rect))),
                         "move one of them or shorten its text", "");
            }
        }
    }

    void check_quiet_zone(PlacedSymbol const& symbol) {
        auto const area = draw::area_of(symbol.mark);
        Dots const quiet = symbol.mark.symbol.quiet_zone * symbol.mark.module;
        bool const linear = symbol.mark.symbol.symbology == barcode::Symbology::code128;
        Dots const above = linear ? 1 : quiet; // nothing may touch the bars
        Rect const zone{area.x - quiet, area.y - above, area.width + 2 * quiet,
                        area.height + 2 * above};
        std::string const clause = linear ? "6.1.3" : "6.2";
        if (zone.x < 0 || zone.y < 0 || zone.x + zone.width > m_composed.page.width ||
            zone.y + zone.height > m_composed.page.height)
            complain("LBL-07", symbol.name, "", millimetres(quiet),
                     text::cat("the quiet zone of ", symbol.name, " leaves the label"),
                     "move the symbol inwards", clause);
        for (auto const& ink : m_ink) {
            if (ink.group != symbol.name && overlap(zone, ink.rect) && !overlap(area, ink.rect))
                complain("LBL-07", symbol.name, ink.group, millimetres(quiet),
                         text::cat(ink.group, " stands in the quiet zone of ", symbol.name, " (",
                                   millimetres(quiet), " on each side)"),
                         "move one of them or shorten the text", clause);
        }
    }

    void check_height(PlacedSymbol const& symbol) {
        if (symbol.mark.symbol.symbology != barcode::Symbology::code128)
            return;
        auto const area = draw::area_of(symbol.mark);
        bool const high_enough = draw::to_micrometres(m_request.printer.grid, area.height) >=
                                     static_cast<double>(least_height.count) - 1 &&
                                 area.height * 100 >= area.width * height_percent;
        if (!high_enough)
            complain("LBL-09", symbol.name, millimetres(area.height),
                     text::cat("5 mm and ", millimetres(area.width * height_percent / 100 + 1)),
                     text::cat("the bars of ", symbol.name, " are ", millimetres(area.height),
                               " high and ", millimetres(area.width), " long"),
                     "make them at least 5 mm and 15 % of the length", "6.1.3");
    }

    void check_gap(PlacedSymbol const& left) {
        if (left.joins.empty())
            return;
        auto const right =
            std::find_if(m_composed.symbols.begin(), m_composed.symbols.end(),
                         [&](PlacedSymbol const& other) { return other.name == left.joins; });
        if (right == m_composed.symbols.end())
            return; // left out on purpose: nothing to join
        auto const a = draw::area_of(left.mark);
        auto const b = draw::area_of(right->mark);
        Dots const gap = b.x - (a.x + a.width);
        Dots const x = left.mark.module;
        bool const in_range =
            gap >= (gap_modules - gap_tolerance) * x && gap <= (gap_modules + gap_tolerance) * x;
        if (!in_range)
            complain("LBL-10", left.name, millimetres(gap),
                     text::cat(millimetres((gap_modules - gap_tolerance) * x), " to ",
                               millimetres((gap_modules + gap_tolerance) * x)),
                     text::cat("the gap between ", left.name, " and ", right->name, " is ",
                               millimetres(gap), ", outside 36 X +- 16 X"),
                     "move one of the two symbols", "10");
        bool const level = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y) > 0;
        if (!level || left.mark.module != right->mark.module)
            complain("LBL-10", left.name, "", "side by side, same X",
                     text::cat(left.name, " and ", right->name,
                               " are not side by side with the same X dimension"),
                     "align the two symbols", "10");
        check_between(left, *right, a, b);
    }

    void check_between(PlacedSymbol const& left, PlacedSymbol const& right, Rect const& a,
                       Rect const& b) {
        Dots const top = std::max(a.y, b.y);
        Dots const bottom = std::min(a.y + a.height, b.y + b.height);
        Rect const between{a.x + a.width, top, b.x - a.x - a.width, bottom - top};
        for (auto const& ink : m_ink) {
            if (ink.group != left.name && ink.group != right.name && overlap(between, ink.rect))
                complain("LBL-10", left.name, ink.group, "nothing in between",
                         text::cat(ink.group, " stands between ", left.name, " and ", right.name,
                                   ", which are scanned together"),
                         "move it away", "10");
        }
    }

    ComposeRequest const& m_request;
    Composed const& m_composed;
    std::vector<Ink> m_ink;
    std::vector<Finding> m_findings;
};

} // namespace

std::vector<Finding> measure(ComposeRequest const& request, Composed const& composed) {
    return Measurer(request, composed).measure();
}

} // namespace coldchain::label
