// SPDX-License-Identifier: Apache-2.0
#include "label/compose.hpp"

#include "barcode/encode.hpp"
#include "common/text.hpp"
#include "draw/flow.hpp"
#include "isbt128/message.hpp"
#include "label/figures.hpp"

#include <algorithm>

namespace coldchain::label {

namespace {

using draw::Dots;

// One paragraph after its fields are filled in, broken into lines.
struct Paragraph {
    draw::TextStyle style;
    Dots space_before = 0;
    std::string text;
    draw::Wrapped wrapped = {};
};

// Sizes of a text that adapts, in hundredths of what the layout says: fine enough that a reader
// sees no step, coarse enough that few are tried.
constexpr int whole_size = 100;
constexpr int size_step = 4;

// Blanks around what an empty field leaves behind.
std::string without_gaps(std::string_view text) {
    std::string out;
    for (auto const word : text::split(text, ' ')) {
        if (!word.empty())
            out += text::cat(out.empty() ? "" : " ", word);
    }
    return out;
}

class Composer {
public:
    Composer(ComposeRequest const& request, Content const& content)
        : m_request(request), m_content(content) {
        m_composed.page.width = dots(request.layout.width);
        m_composed.page.height = dots(request.layout.height);
    }

    Composed compose() {
        auto const& layout = m_request.layout;
        for (auto const& rule : layout.rules)
            place_rule(rule);
        for (auto const& symbol : layout.symbols)
            place_symbol(symbol);
        for (auto const& text : layout.texts)
            place_text(text);
        for (auto const& figure : layout.figures)
            place_figure(figure);
        if (layout.state == LayoutState::draft)
            place_watermark();
        return std::move(m_composed);
    }

private:
    Dots dots(Micrometres length) const {
        return draw::to_dots(m_request.printer.grid, length.count);
    }
    draw::Rect rect(Area const& area) const {
        return {dots(area.x), dots(area.y), dots(area.width), dots(area.height)};
    }
    std::string millimetres(Dots length) const {
        return text::fixed(draw::to_micrometres(m_request.printer.grid, length) / 1000.0, 2) +
               " mm";
    }

    void complain(std::string rule, std::string field, std::string value, std::string limit,
                  std::string message, std::string fix) {
        m_composed.findings.push_back({std::move(rule),
                                       Severity::error,
                                       m_request.scope,
                                       std::move(field),
                                       std::move(value),
                                       std::move(limit),
                                       {},
                                       std::move(message),
                                       std::move(fix)});
    }

    void put(std::string const& group, draw::Item item) {
        m_composed.placed.push_back({group, m_composed.page.items.size()});
        m_composed.page.items.push_back(std::move(item));
    }
    void put_all(std::string const& group, std::vector<draw::Item> items) {
        for (auto& item : items)
            put(group, std::move(item));
    }

    void place_rule(RuleLine const& rule) {
        put(rule.name, {rule.name, draw::Line{{dots(rule.x1), dots(rule.y1)},
                                              {dots(rule.x2), dots(rule.y2)},
                                              std::max(1, dots(rule.width))}});
    }

    // --- symbols ---

    void place_symbol(SymbolItem const& item) {
        auto const payload = payload_of(item);
        if (!payload)
            return;
        bool const linear = item.symbology == barcode::Symbology::code128;
        auto const smallest = linear ? smallest_linear_module : smallest_matrix_module;
        auto const module = choose_module(m_request.printer.grid, item.module, smallest);
        if (!module)
            return complain("LBL-08", item.name, to_text(item.module), to_text(smallest),
                            text::cat(item.name, ": ", module.error().text),
                            "choose one of these sizes in the layout, or a finer printer");
        auto symbol = barcode::encode(item.symbology, *payload);
        if (!symbol)
            return complain("LBL-02", item.name, *payload, "",
                            text::cat(item.name, " cannot be encoded: ", symbol.error().text),
                            "correct the order");
        draw::SymbolMark mark{{dots(item.x), dots(item.y)},
                              std::move(*symbol),
                              module->dots,
                              linear ? dots(item.height) : 0,
                              draw::Rotation::none};
        put(item.name, {item.name, mark});
        m_composed.symbols.push_back({item.name, item.structures, mark, *module, item.joins});
        if (linear && item.text_size.count > 0)
            place_code_text(item, mark);
    }

    // Text of the code: left-aligned with the first bar, not touching it, without the data
    // identifier except for the donation number (ST-001 7.5).
    void place_code_text(SymbolItem const& item, draw::SymbolMark const& mark) {
        std::size_t const identifier = item.structures.empty()            ? 0
                                       : item.structures.front() == "001" ? 1
                                       : item.structures.front() == "038" ? 3
                                                                          : 2;
        std::string const code = mark.symbol.payload.substr(identifier);
        Dots const size = dots(item.text_size);
        if (missing_glyph(item.name, draw::Face::mono, code))
            return;
        Dots const ascent = m_request.fonts.metrics(draw::Face::mono, size).cap_height;
        Dots const gap = dots({400});
        put(item.name + " text",
            {item.name + " text",
             draw::Text{{mark.at.x, mark.at.y + mark.bar_height + gap + ascent},
                        code,
                        draw::Face::mono,
                        size}});
    }

    // A plain text, which is not ISBT 128 and must not look like it to a scanner.
    std::optional<std::string> plain_payload(SymbolItem const& item) {
        auto text = filled(item.name, item.text, item.optional);
        if (text && (text->starts_with('=') || text->starts_with('&'))) {
            complain("LBL-02", item.name, *text, "",
                     text::cat(item.name, " would carry ", text::quoted(*text),
                               ", which a scanner takes for an ISBT 128 structure"),
                     "begin it with another character than = and &");
            return std::nullopt;
        }
        return text;
    }

    std::optional<std::string> payload_of(SymbolItem const& item) {
        if (!item.text.empty())
            return plain_payload(item);
        std::vector<std::string> parts;
        for (auto const& number : item.structures) {
            auto const at = m_content.structures.find(number);
            if (at != m_content.structures.end()) {
                parts.push_back(at->second);
            } else if (!item.optional) {
                missing_structure(item, number);
                return std::nullopt;
            } else if (item.structures.size() == 1) {
                return std::nullopt;
            }
        }
        if (parts.empty())
            return std::nullopt;
        if (parts.size() == 1)
            return parts.front();
        auto message = isbt128::build_message(parts);
        if (!message) {
            complain("LBL-02", item.name, "", "", message.error().text, "correct the order");
            return std::nullopt;
        }
        return std::move(*message);
    }

    void missing_structure(SymbolItem const& item, std::string const& number) {
        auto const known = structure_sources();
        auto const source =
            std::find_if(known.begin(), known.end(),
                         [&](StructureSource const& row) { return row.number == number; });
        std::string const key(source == known.end() ? std::string_view(number) : source->key);
        complain("LBL-01", text::cat("product.", key), "", item.name,
                 text::cat(item.name, " needs ", key, ", which the order does not give"),
                 text::cat("add ", key, " to the product"));
    }

    // --- texts ---

    bool missing_glyph(std::string const& name, draw::Face face, std::string_view text) {
        auto const checked = m_request.fonts.check_glyphs(face, text);
        if (checked)
            return false;
        complain("LBL-04", name, std::string(text), "", text::cat(name, ": ", checked.error().text),
                 "write it with other characters");
        return true;
    }

    // The paragraph with its fields; nothing when an optional field is empty or a needed one is
    // missing (which is then a finding).
    std::optional<std::string> filled(std::string const& item, std::string const& line,
                                      bool all_optional = false) {
        std::string out = line;
        auto const names = fields_in(line);
        bool gaps = false;
        for (auto const& name : *names) {
            bool const gap = name.ends_with('*');
            bool const optional = gap || name.ends_with('?') || all_optional;
            std::string const plain(plain_field(name));
            auto const at = m_content.fields.find(plain);
            bool const empty = at == m_content.fields.end() || at->second.empty();
            if (empty && !optional)
                complain("LBL-01", text::cat("product.", plain), "", item,
                         text::cat(item, " needs ", plain, ", which the order does not give"),
                         text::cat("add ", plain, " to the order"));
            if (empty && !gap)
                return std::nullopt;
            gaps = gaps || empty;
            out = text::replace_all(out, text::cat("{", name, "}"), empty ? "" : at->second);
        }
        if (gaps)
            out = without_gaps(out);
        return gaps && out.empty() ? std::nullopt : std::optional(std::move(out));
    }

    // The paragraphs of a text with their fields, at the sizes of the layout.
    std::vector<Paragraph> paragraphs_of(TextItem const& item) {
        std::vector<Paragraph> paragraphs;
        for (auto const& line : item.lines) {
            auto const text = filled(item.name, line.text);
            if (!text)
                continue;
            for (auto const piece : text::split(*text, '\n')) {
                if (missing_glyph(item.name, line.face, piece))
                    return {};
                paragraphs.push_back({{line.face, dots(line.size), draw::black, item.align},
                                      dots(line.space_before),
                                      std::string(piece)});
            }
        }
        return paragraphs;
    }

    // Lines of all paragraphs at a width; says whether they fit the height.
    bool wrap_all(std::vector<Paragraph>& paragraphs, draw::Rect const& area, bool break_words) {
        Dots height = 0;
        bool narrow = true;
        for (auto& paragraph : paragraphs) {
            std::string const text = break_words
                                         ? draw::with_words_broken(m_request.fonts, paragraph.style,
                                                                   paragraph.text, area.width)
                                         : paragraph.text;
            paragraph.wrapped = draw::wrap(m_request.fonts, paragraph.style, text, area.width);
            narrow = narrow && !paragraph.wrapped.too_wide;
            height += height_of(paragraph, &paragraph == &paragraphs.front());
        }
        return narrow && height <= area.height;
    }

    // The smallest text in whole dots, never below it.
    Dots least_size() const {
        auto const smallest = m_request.layout.smallest_text.count;
        Dots const nearest = dots({smallest});
        bool const below =
            draw::to_micrometres(m_request.printer.grid, nearest) < static_cast<double>(smallest);
        return below ? nearest + 1 : nearest;
    }

    // The largest sizes at which a text that adapts fits, or the smallest there are. Whole words
    // are worth a smaller size, so they are broken only where nothing else helps.
    void adapt(std::vector<Paragraph>& paragraphs, draw::Rect const& area) {
        Dots const least = least_size();
        auto const stated = paragraphs;
        for (bool const break_words : {false, true}) {
            bool smaller = true;
            for (int share = whole_size; smaller; share -= size_step) {
                smaller = false;
                for (std::size_t at = 0; at < paragraphs.size(); ++at) {
                    Dots const size = stated[at].style.size * share / whole_size;
                    paragraphs[at].style.size =
                        std::max(size, std::min(least, stated[at].style.size));
                    smaller = smaller || size > least;
                }
                if (wrap_all(paragraphs, area, break_words))
                    return;
            }
        }
    }

    void complain_size(TextItem const& item, std::vector<Paragraph> const& paragraphs,
                       draw::Rect const& area) {
        Dots height = 0;
        for (auto const& paragraph : paragraphs) {
            height += height_of(paragraph, &paragraph == &paragraphs.front());
            if (paragraph.wrapped.too_wide)
                complain("LBL-03", item.name, paragraph.text, millimetres(area.width),
                         text::cat(item.name, ": a word of ", text::quoted(paragraph.text), " is ",
                                   millimetres(paragraph.wrapped.widest), " wide, its area ",
                                   millimetres(area.width)),
                         "shorten the text or widen the area in the layout");
        }
        if (height > area.height)
            complain("LBL-03", item.name, millimetres(height), millimetres(area.height),
                     text::cat(item.name, " needs ", millimetres(height), " of height",
                               item.adapts ? text::cat(" at the smallest text, ",
                                                       to_text(m_request.layout.smallest_text))
                                           : "",
                               ", its area has ", millimetres(area.height)),
                     "shorten the text or enlarge the area in the layout");
    }

    void place_text(TextItem const& item) {
        auto const area = rect(item.area);
        auto paragraphs = paragraphs_of(item);
        if (item.adapts)
            adapt(paragraphs, area);
        else
            wrap_all(paragraphs, area, false);
        complain_size(item, paragraphs, area);
        Dots height = 0;
        for (auto const& paragraph : paragraphs)
            height += height_of(paragraph, &paragraph == &paragraphs.front());
        Dots y = area.y;
        if (item.standing == Standing::bottom)
            y += area.height - height;
        else if (item.standing == Standing::middle)
            y += (area.height - height) / 2;
        for (auto const& paragraph : paragraphs)
            y = place_paragraph(item.name, paragraph, &paragraph == &paragraphs.front(), area, y);
    }

    Dots line_height(draw::TextStyle const& style) const {
        return draw::height_of_lines(m_request.fonts, style, 1);
    }

    Dots height_of(Paragraph const& paragraph, bool first) const {
        return (first ? 0 : paragraph.space_before) +
               static_cast<Dots>(paragraph.wrapped.lines.size()) * line_height(paragraph.style);
    }

    Dots place_paragraph(std::string const& name, Paragraph const& paragraph, bool first,
                         draw::Rect const& area, Dots y) {
        y += first ? 0 : paragraph.space_before;
        Dots const ascent =
            m_request.fonts.metrics(paragraph.style.face, paragraph.style.size).ascent;
        for (auto const& line : paragraph.wrapped.lines) {
            if (!line.empty())
                put(name, {name, draw::line_at(m_request.fonts, paragraph.style, line,
                                               {area.x, y + ascent}, area.width)});
            y += line_height(paragraph.style);
        }
        return y;
    }

    // --- figures ---

    void place_figure(FigureItem const& item) {
        FigurePlace const place{m_request.printer.grid, m_request.fonts, rect(item.area),
                                dots(item.size)};
        switch (item.kind) {
        case FigureKind::din:
            if (m_content.din)
                put_figure(item, draw_din(place, *m_content.din));
            return;
        case FigureKind::blood_group:
            if (m_content.blood_group != nullptr)
                put_figure(item, draw_blood_group(place, *m_content.blood_group));
            return;
        case FigureKind::biohazard:
            if (m_content.biohazard)
                put_figure(item, draw_biohazard(place));
            return;
        }
    }

    void put_figure(FigureItem const& item, std::vector<draw::Item> items) {
        auto const area = rect(item.area);
        for (auto& part : items) {
            auto const ink = draw::bounds(part, m_request.fonts);
            bool const inside = ink.x >= area.x && ink.y >= area.y &&
                                ink.x + ink.width <= area.x + area.width &&
                                ink.y + ink.height <= area.y + area.height;
            if (!inside)
                complain(
                    "LBL-03", item.name, part.name, "",
                    text::cat(item.name, ": ", part.name, " leaves its area by ",
                              millimetres(std::max({area.x - ink.x, area.y - ink.y,
                                                    ink.x + ink.width - area.x - area.width,
                                                    ink.y + ink.height - area.y - area.height}))),
                    "enlarge the area or reduce the size in the layout");
            put(item.name, std::move(part));
        }
    }

    void place_watermark() {
        auto const area = rect(*m_request.layout.watermark);
        draw::TextStyle const style{draw::Face::sans_bold, area.height * 7 / 10, draw::white,
                                    draw::Align::centre};
        put("watermark", {"watermark band", draw::Box{area, 0, true}});
        put("watermark",
            {"watermark", draw::line_in(m_request.fonts, style, "DRAFT - NOT FOR USE", area)});
    }

    ComposeRequest const& m_request;
    Content const& m_content;
    Composed m_composed;
};

} // namespace

Composed compose(ComposeRequest const& request, Content const& content) {
    return Composer(request, content).compose();
}

} // namespace coldchain::label
