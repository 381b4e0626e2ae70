// SPDX-License-Identifier: Apache-2.0
// Geometry common to the backends, all in whole dots where the primitive allows it.
#include "render/primitives.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coldchain::render {

namespace {

using draw::Dots;
using draw::Point;
using draw::Rect;
using draw::Rotation;

constexpr Dots farthest = 1'000'000;

bool is_near(Dots value) {
    return value > -farthest && value < farthest;
}
bool is_near(Point point) {
    return is_near(point.x) && is_near(point.y);
}
bool is_near(Rect rect) {
    return is_near(rect.x) && is_near(rect.y) && is_near(rect.width) && is_near(rect.height) &&
           rect.width >= 0 && rect.height >= 0;
}

Result<void> refuse(std::string text) {
    return input_error({}, std::move(text));
}

Result<void> check_modules(int columns, int rows, std::size_t modules) {
    bool const fits = columns > 0 && rows > 0 && columns < farthest && rows < farthest &&
                      modules == static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    return fits ? Result<void>{} : refuse("the number of modules is not columns times rows");
}

struct Check {
    draw::Fonts const& fonts;

    Result<void> operator()(draw::Text const& text) const {
        if (!is_near(text.at) || text.size < 1 || text.size > 10'000)
            return refuse(text::cat("a text of ", text.size, " dots cannot be drawn"));
        return fonts.check_glyphs(text.face, text.text);
    }
    Result<void> operator()(draw::Line const& line) const {
        bool const fits = is_near(line.from) && is_near(line.to) && is_near(line.width) &&
                          line.width > 0 && line.dash >= 0;
        return fits ? Result<void>{} : refuse("a line needs a width, and ends near the page");
    }
    Result<void> operator()(draw::Box const& box) const {
        bool const fits = is_near(box.rect) && box.border >= 0 && is_near(box.border);
        return fits ? Result<void>{} : refuse("a box must lie near the page");
    }
    Result<void> operator()(draw::Path const& path) const {
        bool const fits = std::all_of(path.points.begin(), path.points.end(),
                                      [](Point point) { return is_near(point); }) &&
                          is_near(path.width) && (path.filled || path.width > 0);
        return fits ? Result<void>{} : refuse("a path needs a width, and points near the page");
    }
    Result<void> operator()(draw::Picture const& picture) const {
        if (!is_near(picture.at))
            return refuse("a picture must lie near the page");
        return check_modules(picture.columns, picture.rows, picture.dark.size());
    }
    Result<void> operator()(draw::SymbolMark const& mark) const {
        auto const& symbol = mark.symbol;
        CC_TRY(check_modules(symbol.columns, symbol.rows, symbol.dark.size()));
        bool const sized = mark.module > 0 && mark.module < 1000 && symbol.columns < 10'000 &&
                           symbol.rows < 10'000 && (symbol.rows > 1 || mark.bar_height > 0);
        if (!sized || !is_near(mark.at) || !is_near(mark.bar_height))
            return refuse("a symbol needs a module size, bars of some height, and a place near the "
                          "page");
        return {};
    }
};

} // namespace

Result<void> check_page(draw::Drawing const& drawing, std::size_t page, draw::Fonts const& fonts) {
    auto const& sheet = drawing.pages.at(page);
    if (sheet.width < 1 || sheet.height < 1 || !is_near(sheet.width) || !is_near(sheet.height) ||
        drawing.grid.dots < 1 || drawing.grid.millimetres < 1)
        return refuse(text::cat("page ", page + 1, " has no size"));
    for (auto const& item : sheet.items) {
        auto checked = std::visit(Check{fonts}, item.primitive);
        if (!checked)
            return refuse(
                text::cat("page ", page + 1, ": ", item.name, ": ", checked.error().text));
    }
    return {};
}

Point turned_dot(Point origin, Rotation rotation, Dots x, Dots y) {
    // a dot is a square: turned, it is named by another of its corners
    switch (rotation) {
    case Rotation::none:
        return {origin.x + x, origin.y + y};
    case Rotation::quarter:
        return {origin.x - y - 1, origin.y + x};
    case Rotation::half:
        return {origin.x - x - 1, origin.y - y - 1};
    case Rotation::three_quarter:
        return {origin.x + y, origin.y - x - 1};
    }
    return origin;
}

namespace {

struct Stretch {
    Dots from = 0;
    Dots to = 0;
};

std::vector<Stretch> stretches(Dots from, Dots to, Dots dash) {
    if (from > to)
        std::swap(from, to);
    if (dash == 0)
        return {{from, to}};
    std::vector<Stretch> parts;
    for (Dots at = from; at < to; at += 2 * dash)
        parts.push_back({at, std::min(at + dash, to)});
    return parts;
}

} // namespace

std::optional<std::vector<Rect>> level_parts(draw::Line const& line) {
    std::vector<Rect> parts;
    if (line.from.y == line.to.y) {
        for (auto const [from, to] : stretches(line.from.x, line.to.x, line.dash))
            parts.push_back({from, line.from.y - line.width / 2, to - from, line.width});
        return parts;
    }
    if (line.from.x == line.to.x) {
        for (auto const [from, to] : stretches(line.from.y, line.to.y, line.dash))
            parts.push_back({line.from.x - line.width / 2, from, line.width, to - from});
        return parts;
    }
    return std::nullopt;
}

std::vector<std::pair<Place, Place>> dashes(draw::Line const& line) {
    Place const from{static_cast<double>(line.from.x), static_cast<double>(line.from.y)};
    Place const to{static_cast<double>(line.to.x), static_cast<double>(line.to.y)};
    double const length = std::hypot(to.x - from.x, to.y - from.y);
    if (line.dash == 0 || length == 0)
        return {{from, to}};
    auto const along = [&](double part) {
        double const share = std::min(part / length, 1.0);
        return Place{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
    };
    std::vector<std::pair<Place, Place>> parts;
    for (int i = 0; 2.0 * i * line.dash < length; ++i)
        parts.emplace_back(along(2.0 * i * line.dash), along((2.0 * i + 1) * line.dash));
    return parts;
}

std::vector<Rect> border_of(draw::Box const& box) {
    auto const& [x, y, width, height] = box.rect;
    if (box.border <= 0)
        return {};
    if (2 * box.border >= std::min(width, height))
        return {box.rect};
    Dots const inner = height - 2 * box.border;
    return {{x, y, width, box.border},
            {x, y + height - box.border, width, box.border},
            {x, y + box.border, box.border, inner},
            {x + width - box.border, y + box.border, box.border, inner}};
}

namespace {

/// The module of the unturned symbol that lies at a cell of the turned one.
bool is_dark(barcode::Symbol const& symbol, Rotation rotation, int x, int y) {
    int const right = symbol.columns - 1;
    int const bottom = symbol.rows - 1;
    switch (rotation) {
    case Rotation::none:
        return symbol.is_dark(x, y);
    case Rotation::quarter:
        return symbol.is_dark(y, bottom - x);
    case Rotation::half:
        return symbol.is_dark(right - x, bottom - y);
    case Rotation::three_quarter:
        return symbol.is_dark(right - y, x);
    }
    return false;
}

/// Runs of dark cells along the rows.
template <class IsDark>
std::vector<Rect> runs_along_rows(int columns, int rows, IsDark dark) {
    std::vector<Rect> runs;
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x) {
            if (!dark(x, y))
                continue;
            int const from = x;
            while (x < columns && dark(x, y))
                ++x;
            runs.push_back({from, y, x - from, 1});
        }
    return runs;
}

} // namespace

Cells cells_of(draw::SymbolMark const& mark) {
    auto const& symbol = mark.symbol;
    bool const upright =
        mark.rotation == Rotation::quarter || mark.rotation == Rotation::three_quarter;
    Dots const across = symbol.rows == 1 ? mark.bar_height : mark.module;
    Cells cells{upright ? across : mark.module,
                upright ? mark.module : across,
                upright ? symbol.rows : symbol.columns,
                upright ? symbol.columns : symbol.rows,
                {}};
    auto const dark = [&](int x, int y) { return is_dark(symbol, mark.rotation, x, y); };
    cells.runs = runs_along_rows(cells.columns, cells.rows, dark);
    if (!upright || symbol.rows > 1)
        return cells;
    // the bars of an upright linear symbol are runs down its one column
    cells.runs.clear();
    for (Rect const run : runs_along_rows(cells.rows, 1, [&](int y, int) { return dark(0, y); }))
        cells.runs.push_back({0, run.x, 1, run.width});
    return cells;
}

std::vector<Rect> runs_of(draw::Picture const& picture) {
    return runs_along_rows(picture.columns, picture.rows, [&](int x, int y) {
        return picture
            .dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.columns) +
                  static_cast<std::size_t>(x)];
    });
}

} // namespace coldchain::render
