// SPDX-License-Identifier: Apache-2.0
// Stickers on sheets to cut, and each on a page of its own size.
#include "common/text.hpp"
#include "documents/marks.hpp"

#include <algorithm>

namespace coldchain::documents {

namespace {

using draw::Dots;

draw::Point moved(draw::Point point, Dots x, Dots y) {
    return {point.x + x, point.y + y};
}

// Stickers hold letters, lines, boxes and areas only.
draw::Primitive moved(draw::Primitive primitive, Dots x, Dots y) {
    if (auto* text = std::get_if<draw::Text>(&primitive))
        text->at = moved(text->at, x, y);
    if (auto* line = std::get_if<draw::Line>(&primitive)) {
        line->from = moved(line->from, x, y);
        line->to = moved(line->to, x, y);
    }
    if (auto* box = std::get_if<draw::Box>(&primitive)) {
        box->rect.x += x;
        box->rect.y += y;
    }
    if (auto* path = std::get_if<draw::Path>(&primitive)) {
        for (auto& point : path->points)
            point = moved(point, x, y);
    }
    return primitive;
}

constexpr Dots side = mm(14);
constexpr Dots top = mm(24);
constexpr Dots gap = mm(9);

// A bar of 100 mm, to see with a ruler that nothing was scaled.
void ruler(Pages& pages) {
    auto const sheet = pages.sheet();
    Dots const y = sheet.height - mm(9);
    pages.add("ruler", draw::Line{{side, y}, {side + mm(100), y}, mm(0.3)});
    for (int step = 0; step <= 10; ++step)
        pages.add("ruler mark", draw::Line{{side + mm(step * 10), y - mm(step % 5 == 0 ? 3 : 1.5)},
                                           {side + mm(step * 10), y},
                                           mm(0.2)});
    pages.set_line("This bar is 100 mm long. Print at actual size, never \"fit to page\".",
                   small_style, {side + mm(104), y}, sheet.width - side - mm(104) - mm(5));
}

void heading(Pages& pages, std::string const& title) {
    auto const sheet = pages.sheet();
    pages.set_line(title, {draw::Face::sans_bold, points(11)}, {side, mm(12)},
                   sheet.width - 2 * side);
    ruler(pages);
}

void cut_line(Pages& pages, draw::Rect const& area) {
    Dots const x2 = area.x + area.width;
    Dots const y2 = area.y + area.height;
    for (auto const& [from, to] : {std::pair{draw::Point{area.x, area.y}, draw::Point{x2, area.y}},
                                   std::pair{draw::Point{x2, area.y}, draw::Point{x2, y2}},
                                   std::pair{draw::Point{x2, y2}, draw::Point{area.x, y2}},
                                   std::pair{draw::Point{area.x, y2}, draw::Point{area.x, area.y}}})
        pages.add("cut line", draw::Line{from, to, 2, draw::Colour{150, 150, 150}, mm(2)});
}

} // namespace

draw::Drawing sticker_rolls(std::vector<Sticker> const& stickers, draw::Grid grid,
                            std::string const& title) {
    draw::Drawing drawing;
    drawing.grid = grid;
    drawing.title = title;
    for (auto const& sticker : stickers) {
        for (int copy = 0; copy < sticker.copies; ++copy)
            drawing.pages.push_back({sticker.width, sticker.height, sticker.items});
    }
    return drawing;
}

Result<draw::Drawing> sticker_sheets(std::vector<Sticker> const& stickers, std::string const& title,
                                     Paper paper, draw::Fonts const& fonts) {
    Pages pages({paper, title, "", "", {}}, fonts, Pages::Blank::yes);
    heading(pages, title);
    Dots y = top;
    auto const sheet = pages.sheet();
    for (auto const& sticker : stickers) {
        for (int copy = 0; copy < sticker.copies; ++copy) {
            if (y + sticker.height > sheet.height - mm(14) && y > top) {
                pages.new_page();
                heading(pages, title);
                y = top;
            }
            Dots const x = std::max((sheet.width - sticker.width) / 2, mm(5));
            pages.set_line(sticker.title, small_style, {side, y - mm(2)}, sheet.width - 2 * side);
            for (auto const& item : sticker.items)
                pages.add(item.name, moved(item.primitive, x, y));
            cut_line(pages,
                     {x - mm(1.5), y - mm(1), sticker.width + mm(3), sticker.height + mm(2.5)});
            y += sticker.height + gap;
        }
    }
    return std::move(pages).finish();
}

} // namespace coldchain::documents
