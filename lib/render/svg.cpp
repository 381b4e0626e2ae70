// SPDX-License-Identifier: Apache-2.0
// SVG 1.1 with true millimetres and a view box in dots. Letters are outlines, each kept once per
// face, so the picture needs no fonts; the text itself stands in aria-label for readers.
#include "render/primitives.hpp"
#include "render/renderer.hpp"

#include "common/text.hpp"

#include <map>
#include <utility>

namespace coldchain::render {

namespace {

using draw::Colour;
using draw::Rect;

std::string colour_text(Colour colour) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "#";
    for (unsigned const part :
         {unsigned{colour.red}, unsigned{colour.green}, unsigned{colour.blue}}) {
        out += digits[part >> 4U];
        out += digits[part & 15U];
    }
    return out;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string number(double value) {
    std::string out = text::fixed(value, 3);
    while (out.back() == '0')
        out.pop_back();
    if (out.back() == '.')
        out.pop_back();
    return out;
}

std::string rect_path(std::vector<Rect> const& rects) {
    std::string out;
    for (Rect const rect : rects)
        out += text::cat('M', rect.x, ' ', rect.y, 'h', rect.width, 'v', rect.height, 'h',
                         -rect.width, 'z');
    return out;
}

std::string outline_path(std::vector<draw::OutlineStep> const& steps) {
    std::string out;
    for (auto const& step : steps) {
        switch (step.kind) {
        case draw::OutlineStep::Kind::move:
            out += text::cat('M', step.x, ' ', step.y);
            break;
        case draw::OutlineStep::Kind::line:
            out += text::cat('L', step.x, ' ', step.y);
            break;
        case draw::OutlineStep::Kind::quadratic:
            out += text::cat('Q', step.x1, ' ', step.y1, ' ', step.x, ' ', step.y);
            break;
        case draw::OutlineStep::Kind::close:
            out += 'Z';
            break;
        }
    }
    return out;
}

class SvgWriter {
public:
    explicit SvgWriter(draw::Fonts const& fonts) : m_fonts(fonts) {}

    std::string write(draw::Drawing const& drawing) {
        auto const& page = drawing.pages.front();
        for (auto const& item : page.items)
            std::visit([this](auto const& one) { draw_one(one); }, item.primitive);
        double const mm = static_cast<double>(drawing.grid.millimetres) / drawing.grid.dots;
        return text::cat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                         "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"",
                         number(page.width * mm), "mm\" height=\"", number(page.height * mm),
                         "mm\" viewBox=\"0 0 ", page.width, ' ', page.height, "\">\n<title>",
                         escaped(drawing.title), "</title>\n<defs>\n", m_definitions,
                         "</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
                         m_body, "</svg>\n");
    }

private:
    void fill(std::vector<Rect> const& rects, Colour colour) {
        if (!rects.empty())
            m_body += text::cat("<path fill=\"", colour_text(colour), "\" d=\"", rect_path(rects),
                                "\"/>\n");
    }

    /// The id of a glyph's outline, defined at its first use.
    std::string const& glyph_id(draw::Face face, char32_t character) {
        auto const [place, is_new] = m_glyphs.try_emplace({face, character});
        if (is_new) {
            place->second = text::cat('g', m_glyphs.size());
            m_definitions += text::cat("<path id=\"", place->second, "\" d=\"",
                                       outline_path(m_fonts.outline(face, character)), "\"/>\n");
        }
        return place->second;
    }

    void draw_one(draw::Text const& text) {
        int const degrees = 90 * static_cast<int>(text.rotation);
        int const em = m_fonts.units_per_em(text.face);
        double const scale = static_cast<double>(text.size) / em;
        m_body += text::cat("<g aria-label=\"", escaped(text.text), "\" fill=\"",
                            colour_text(text.colour), "\" transform=\"translate(", text.at.x, ' ',
                            text.at.y, ") rotate(", degrees, ") scale(", text::fixed(scale, 7),
                            " -", text::fixed(scale, 7), ")\">");
        int pen = 0;
        for (char32_t const character : text::code_points(text.text)) {
            if (!m_fonts.outline(text.face, character).empty())
                m_body += text::cat("<use xlink:href=\"#", glyph_id(text.face, character),
                                    "\" x=\"", pen, "\"/>");
            pen += m_fonts.advance(text.face, character);
        }
        m_body += "</g>\n";
    }

    void draw_one(draw::Line const& line) {
        if (auto const parts = level_parts(line)) {
            fill(*parts, line.colour);
            return;
        }
        m_body += text::cat("<path fill=\"none\" stroke=\"", colour_text(line.colour),
                            "\" stroke-width=\"", line.width, "\" d=\"");
        for (auto const& [from, to] : dashes(line))
            m_body += text::cat('M', number(from.x), ' ', number(from.y), 'L', number(to.x), ' ',
                                number(to.y));
        m_body += "\"/>\n";
    }

    void draw_one(draw::Box const& box) {
        if (box.filled)
            fill({box.rect}, box.fill_colour);
        fill(border_of(box), box.border_colour);
    }

    void draw_one(draw::Path const& path) {
        if (path.points.size() < 2)
            return;
        m_body += path.filled ? text::cat("<path fill=\"", colour_text(path.colour), "\" d=\"")
                              : text::cat("<path fill=\"none\" stroke-linejoin=\"round\" stroke=\"",
                                          colour_text(path.colour), "\" stroke-width=\"",
                                          path.width, "\" d=\"");
        char command = 'M';
        for (draw::Point const point : path.points) {
            m_body += text::cat(command, point.x, ' ', point.y);
            command = 'L';
        }
        m_body += path.filled || path.closed ? "Z\"/>\n" : "\"/>\n";
    }

    void draw_one(draw::Picture const& picture) { fill_cells(picture.at, 1, 1, runs_of(picture)); }

    void draw_one(draw::SymbolMark const& mark) {
        auto const cells = cells_of(mark);
        fill_cells(mark.at, cells.width, cells.height, cells.runs);
    }

    /// One path a symbol, with the edges crisp: modules must not be smoothed.
    void fill_cells(draw::Point at, int width, int height, std::vector<Rect> const& runs) {
        if (!runs.empty())
            m_body += text::cat("<path fill=\"#000000\" shape-rendering=\"crispEdges\" "
                                "transform=\"translate(",
                                at.x, ' ', at.y, ") scale(", width, ' ', height, ")\" d=\"",
                                rect_path(runs), "\"/>\n");
    }

    draw::Fonts const& m_fonts;
    std::map<std::pair<draw::Face, char32_t>, std::string> m_glyphs;
    std::string m_definitions;
    std::string m_body;
};

class SvgRenderer : public Renderer {
public:
    explicit SvgRenderer(draw::Fonts const& fonts) : m_fonts(fonts) {}

    Result<std::string> render(draw::Drawing const& drawing) const override {
        if (drawing.pages.size() != 1)
            return input_error({}, text::cat("an SVG file holds one page, the drawing has ",
                                             drawing.pages.size()));
        CC_TRY(check_page(drawing, 0, m_fonts));
        return SvgWriter(m_fonts).write(drawing);
    }

private:
    draw::Fonts const& m_fonts;
};

} // namespace

std::unique_ptr<Renderer> make_svg_renderer(draw::Fonts const& fonts) {
    return std::make_unique<SvgRenderer>(fonts);
}

} // namespace coldchain::render
