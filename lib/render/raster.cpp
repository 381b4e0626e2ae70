// SPDX-License-Identifier: Apache-2.0
// Painting without smoothing: a dot is on or off. A dot belongs to a filled shape when its centre
// lies inside, which is also how a printer's own dots come out of the vector backends.
//
// Shapes with slanting edges are filled by scan lines through the centres of the rows, by the
// non-zero rule. Stroked lines become filled shapes: a rectangle for each part and, between parts,
// a disc as the join.
#include "render/raster.hpp"

#include "common/text.hpp"
#include "render/primitives.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace coldchain::render {

namespace {

using draw::Colour;
using draw::Dots;
using draw::Point;
using draw::Rect;
using draw::Rotation;

constexpr std::int64_t most_dots = 200'000'000;

struct Edge {
    double x_top = 0;
    double slope = 0; ///< x per row
    double y_top = 0;
    double y_bottom = 0;
    int winding = 1;
};

struct Crossing {
    double x = 0;
    int winding = 0;
};

/// What a pixel's byte means: grey of one-bit ink (0 or 255), or a number of the palette.
enum class Pixels { ink, palette };

class Painter {
public:
    Painter(draw::Page const& page, draw::Fonts const& fonts, Pixels kind,
            std::vector<std::uint8_t> spent)
        : m_fonts(fonts), m_kind(kind) {
        m_canvas.pixels = std::move(spent);
        m_canvas.width = page.width;
        m_canvas.height = page.height;
        m_canvas.palette = {draw::white, draw::black};
        auto const dots =
            static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height);
        m_canvas.pixels.assign(dots, value_of(draw::white));
    }

    /// False when the palette is full.
    bool paint(draw::Primitive const& primitive) {
        std::visit([this](auto const& one) { paint_one(one); }, primitive);
        return m_palette_holds;
    }

    Canvas take() { return std::move(m_canvas); }

private:
    std::uint8_t value_of(Colour colour) {
        if (m_kind == Pixels::ink)
            return is_ink(colour) ? 0 : 255;
        auto& palette = m_canvas.palette;
        auto const known = std::find(palette.begin(), palette.end(), colour);
        if (known != palette.end())
            return static_cast<std::uint8_t>(known - palette.begin());
        if (palette.size() == 256) {
            m_palette_holds = false;
            return 1;
        }
        palette.push_back(colour);
        return static_cast<std::uint8_t>(palette.size() - 1);
    }

    std::uint8_t* row(int y) {
        return m_canvas.pixels.data() +
               static_cast<std::size_t>(y) * static_cast<std::size_t>(m_canvas.width);
    }

    void fill_row(int y, int from, int to, std::uint8_t value) {
        if (y < 0 || y >= m_canvas.height)
            return;
        from = std::max(from, 0);
        to = std::min(to, m_canvas.width);
        if (from < to)
            std::fill(row(y) + from, row(y) + to, value);
    }

    void fill(Rect rect, Colour colour) {
        auto const value = value_of(colour);
        int const top = std::max(rect.y, 0);
        int const bottom = std::min(rect.y + rect.height, m_canvas.height);
        for (int y = top; y < bottom; ++y)
            fill_row(y, rect.x, rect.x + rect.width, value);
    }

    void paint_one(draw::Text const& text) {
        auto const pens = m_fonts.pen_places(text.face, text.size, text.text);
        auto const value = value_of(text.colour);
        std::size_t i = 0;
        for (auto const* glyph : m_fonts.glyphs(text.face, text.size, text.text))
            stamp(*glyph, text, pens[i++], value);
    }

    /// Most glyphs stand upright and wholly on the page: those need no look at every dot's place.
    bool stamp_upright(draw::Glyph const& glyph, draw::Text const& text, Dots pen,
                       std::uint8_t value) {
        int const left = text.at.x + pen + glyph.left;
        int const top = text.at.y - glyph.top;
        if (text.rotation != Rotation::none || left < 0 || top < 0 ||
            left + glyph.columns > m_canvas.width || top + glyph.rows > m_canvas.height)
            return false;
        auto const* dark = glyph.dark.data();
        for (int y = 0; y < glyph.rows; ++y, dark += glyph.columns) {
            auto* const out = row(top + y) + left;
            stamp_row(out, dark, glyph.columns, value);
        }
        return true;
    }

    /// Eight dots at a time: where the glyph has 1 the value, elsewhere what was there.
    static void stamp_row(std::uint8_t* out, std::uint8_t const* dark, int count,
                          std::uint8_t value) {
        constexpr std::uint64_t ones = 0x0101010101010101U;
        int x = 0;
        for (; x + 8 <= count; x += 8) {
            std::uint64_t mask = 0;
            std::uint64_t dots = 0;
            std::memcpy(&mask, dark + x, 8);
            std::memcpy(&dots, out + x, 8);
            mask *= 255U;
            dots = (dots & ~mask) | (ones * value & mask);
            std::memcpy(out + x, &dots, 8);
        }
        for (; x < count; ++x)
            out[x] = dark[x] != 0 ? value : out[x];
    }

    void stamp(draw::Glyph const& glyph, draw::Text const& text, Dots pen, std::uint8_t value) {
        if (stamp_upright(glyph, text, pen, value))
            return;
        std::size_t at = 0;
        for (int y = 0; y < glyph.rows; ++y)
            for (int x = 0; x < glyph.columns; ++x)
                if (glyph.dark[at++] != 0)
                    dot(turned_dot(text.at, text.rotation, pen + glyph.left + x, y - glyph.top),
                        value);
    }

    void dot(Point at, std::uint8_t value) {
        if (at.x >= 0 && at.y >= 0 && at.x < m_canvas.width && at.y < m_canvas.height)
            row(at.y)[at.x] = value;
    }

    void paint_one(draw::Line const& line) {
        if (auto const rects = level_parts(line)) {
            for (Rect const rect : *rects)
                fill(rect, line.colour);
            return;
        }
        begin_shape();
        for (auto const& [from, to] : dashes(line))
            add_stroke(from, to, line.width);
        end_shape(line.colour);
    }

    void paint_one(draw::Box const& box) {
        if (box.filled)
            fill(box.rect, box.fill_colour);
        for (Rect const side : border_of(box))
            fill(side, box.border_colour);
    }

    void paint_one(draw::Path const& path) {
        if (path.points.size() < 2)
            return;
        begin_shape();
        if (path.filled) {
            std::vector<Place> corners;
            for (Point const point : path.points)
                corners.push_back(real(point));
            add_polygon(corners);
        } else {
            stroke(path);
        }
        end_shape(path.colour);
    }

    void stroke(draw::Path const& path) {
        auto const count = path.points.size();
        for (std::size_t i = 0; i + 1 < count; ++i) {
            add_stroke(real(path.points[i]), real(path.points[i + 1]), path.width);
            if (i > 0)
                add_disc(real(path.points[i]), path.width);
        }
        if (path.closed) {
            add_stroke(real(path.points.back()), real(path.points.front()), path.width);
            add_disc(real(path.points.back()), path.width);
            add_disc(real(path.points.front()), path.width);
        }
    }

    void paint_one(draw::Picture const& picture) {
        std::size_t at = 0;
        for (int y = 0; y < picture.rows; ++y)
            for (int x = 0; x < picture.columns; ++x)
                if (picture.dark[at++])
                    dot({picture.at.x + x, picture.at.y + y}, value_of(draw::black));
    }

    void paint_one(draw::SymbolMark const& mark) {
        auto const cells = cells_of(mark);
        auto const value = value_of(draw::black);
        // runs go from top to bottom: those of one line of modules are put together, and the line is
        // stamped on each of its rows of dots; what lies below it shows between them
        int const left = std::max(mark.at.x, 0);
        int const right = std::min(mark.at.x + cells.columns * cells.width, m_canvas.width);
        for (std::size_t at = 0; at < cells.runs.size();) {
            Rect const first = cells.runs[at];
            m_line.assign(static_cast<std::size_t>(std::max(right - left, 0)), 0);
            for (; at < cells.runs.size() && cells.runs[at].y == first.y; ++at)
                mark_line(mark.at.x + cells.runs[at].x * cells.width - left,
                          cells.runs[at].width * cells.width);
            int const top = mark.at.y + first.y * cells.height;
            int const bottom = std::min(top + first.height * cells.height, m_canvas.height);
            for (int y = std::max(top, 0); y < bottom; ++y)
                stamp_row(row(y) + left, m_line.data(), static_cast<int>(m_line.size()), value);
        }
    }

    void mark_line(int from, int count) {
        int const to = std::min(from + count, static_cast<int>(m_line.size()));
        for (int x = std::max(from, 0); x < to; ++x)
            m_line[static_cast<std::size_t>(x)] = 1;
    }

    static Place real(Point point) {
        return {static_cast<double>(point.x), static_cast<double>(point.y)};
    }

    void begin_shape() { m_edges.clear(); }

    void add_edge(Place from, Place to) {
        if (from.y == to.y)
            return;
        int const winding = from.y < to.y ? 1 : -1;
        if (winding < 0)
            std::swap(from, to);
        m_edges.push_back({from.x, (to.x - from.x) / (to.y - from.y), from.y, to.y, winding});
    }

    void add_polygon(std::vector<Place> const& corners) {
        for (std::size_t i = 0; i < corners.size(); ++i)
            add_edge(corners[i], corners[(i + 1) % corners.size()]);
    }

    /// Always wound the same way, so that overlapping parts of a line stay filled.
    void add_stroke(Place from, Place to, Dots width) {
        double const length = std::hypot(to.x - from.x, to.y - from.y);
        if (length == 0)
            return;
        double const dx = (to.x - from.x) / length * width / 2;
        double const dy = (to.y - from.y) / length * width / 2;
        add_polygon({{from.x - dy, from.y + dx},
                     {from.x + dy, from.y - dx},
                     {to.x + dy, to.y - dx},
                     {to.x - dy, to.y + dx}});
    }

    /// Twelve corners are round enough for the joins of lines; larger ones get more.
    void add_disc(Place centre, Dots width) {
        int const corners = std::clamp(width * 2, 12, 64);
        std::vector<Place> around;
        for (int i = 0; i < corners; ++i) {
            double const angle = 2 * 3.14159265358979323846 * i / corners;
            around.push_back(
                {centre.x + std::cos(angle) * width / 2, centre.y + std::sin(angle) * width / 2});
        }
        add_polygon(around);
    }

    void end_shape(Colour colour) {
        auto const value = value_of(colour);
        std::sort(m_edges.begin(), m_edges.end(),
                  [](Edge const& a, Edge const& b) { return a.y_top < b.y_top; });
        double bottom = 0;
        for (Edge const& edge : m_edges)
            bottom = std::max(bottom, edge.y_bottom);
        int const first = m_edges.empty() ? 0 : static_cast<int>(std::floor(m_edges[0].y_top));
        int const last = static_cast<int>(std::ceil(bottom));
        std::vector<Edge> active;
        std::size_t next = 0;
        for (int y = std::max(first, 0); y < std::min(last, m_canvas.height); ++y) {
            double const centre = y + 0.5;
            while (next < m_edges.size() && m_edges[next].y_top <= centre)
                active.push_back(m_edges[next++]);
            std::erase_if(active, [centre](Edge const& edge) { return edge.y_bottom <= centre; });
            fill_crossings(active, y, value);
        }
    }

    void fill_crossings(std::vector<Edge> const& active, int y, std::uint8_t value) {
        m_crossings.clear();
        for (Edge const& edge : active)
            m_crossings.push_back({edge.x_top + (y + 0.5 - edge.y_top) * edge.slope, edge.winding});
        std::sort(m_crossings.begin(), m_crossings.end(),
                  [](Crossing a, Crossing b) { return a.x < b.x; });
        int winding = 0;
        for (std::size_t i = 0; i + 1 < m_crossings.size(); ++i) {
            winding += m_crossings[i].winding;
            if (winding != 0)
                fill_row(y, first_dot(m_crossings[i].x), first_dot(m_crossings[i + 1].x), value);
        }
    }

    /// The first dot whose centre is not left of `x`.
    static int first_dot(double x) { return static_cast<int>(std::ceil(x - 0.5)); }

    draw::Fonts const& m_fonts;
    Pixels m_kind;
    Canvas m_canvas;
    std::vector<std::uint8_t> m_line; ///< 1 where a line of modules has ink
    std::vector<Edge> m_edges;
    std::vector<Crossing> m_crossings;
    bool m_palette_holds = true;
};

Result<Canvas> painted(draw::Drawing const& drawing, std::size_t page, draw::Fonts const& fonts,
                       Pixels kind, std::vector<std::uint8_t> spent = {}) {
    if (page >= drawing.pages.size())
        return input_error({}, text::cat("the drawing has no page ", page + 1));
    auto const& sheet = drawing.pages[page];
    CC_TRY(check_page(drawing, page, fonts));
    if (std::int64_t{sheet.width} * sheet.height > most_dots)
        return input_error({}, text::cat("page ", page + 1, ": ", sheet.width, " by ", sheet.height,
                                         " dots are too many for a picture"));
    Painter painter(sheet, fonts, kind, std::move(spent));
    for (auto const& item : sheet.items)
        if (!painter.paint(item.primitive))
            return input_error({}, text::cat("page ", page + 1, ": ", item.name,
                                             ": a picture holds at most 256 colours"));
    return painter.take();
}

struct IsColoured {
    static bool other(Colour colour) { return colour != draw::black && colour != draw::white; }

    bool operator()(draw::Text const& text) const { return other(text.colour); }
    bool operator()(draw::Line const& line) const { return other(line.colour); }
    bool operator()(draw::Path const& path) const { return other(path.colour); }
    bool operator()(draw::Box const& box) const {
        return (box.filled && other(box.fill_colour)) ||
               (box.border > 0 && other(box.border_colour));
    }
    bool operator()(draw::Picture const&) const { return false; }
    bool operator()(draw::SymbolMark const&) const { return false; }
};

/// The ink of eight pixels as bits, the first pixel highest.
std::uint8_t ink_of_eight(std::uint8_t const* pixels) {
    unsigned byte = 0;
    for (int i = 0; i < 8; ++i)
        byte = byte << 1U | static_cast<unsigned>(pixels[i] < 128);
    return static_cast<std::uint8_t>(byte);
}

} // namespace

Result<Canvas> paint(draw::Drawing const& drawing, std::size_t page, draw::Fonts const& fonts) {
    return painted(drawing, page, fonts, Pixels::palette);
}

bool is_coloured(draw::Page const& page) {
    return std::any_of(page.items.begin(), page.items.end(), [](draw::Item const& item) {
        return std::visit(IsColoured{}, item.primitive);
    });
}

bool is_ink(Colour colour) {
    // luma of ITU-R BT.601 in thousandths
    return 299 * colour.red + 587 * colour.green + 114 * colour.blue < 127'500;
}

Result<barcode::Raster> raster(draw::Drawing const& drawing, std::size_t page,
                               draw::Fonts const& fonts, barcode::Raster spent) {
    CC_TRY_ASSIGN(auto canvas,
                  painted(drawing, page, fonts, Pixels::ink, std::move(spent.grey)));
    return barcode::Raster{canvas.width, canvas.height, std::move(canvas.pixels)};
}

Bitmap to_bitmap(barcode::Raster const& raster) {
    Bitmap bitmap{raster.width, raster.height, (raster.width + 7) / 8, {}};
    bitmap.bits.reserve(static_cast<std::size_t>(bitmap.row_bytes) *
                        static_cast<std::size_t>(raster.height));
    auto const* pixel = raster.grey.data();
    int const whole = raster.width / 8;
    int const rest = raster.width % 8;
    for (int y = 0; y < raster.height; ++y) {
        for (int i = 0; i < whole; ++i, pixel += 8)
            bitmap.bits.push_back(ink_of_eight(pixel));
        if (rest == 0)
            continue;
        std::array<std::uint8_t, 8> last{};
        last.fill(255);
        std::copy(pixel, pixel + rest, last.begin());
        bitmap.bits.push_back(ink_of_eight(last.data()));
        pixel += rest;
    }
    return bitmap;
}

} // namespace coldchain::render
