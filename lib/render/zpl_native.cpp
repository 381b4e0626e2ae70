// SPDX-License-Identifier: Apache-2.0
// ZPL II in the printer's own words: ^BC and ^BX for symbols, ^A0 for texts, ^GB for level lines and
// frames. Small files that other systems can edit; bars and letters are then the firmware's and not
// the dots that were read back. What the words cannot say (turned or white text, slanting shapes,
// fills under text, and the mono faces, whose 0 and O must differ) goes as one picture.
//
// Data stand in ^FD after ^FH: what begins a command (^, ~), the escape itself, a backslash, control
// characters and bytes above 7E are written as hexadecimal, so that nothing in an order can become a
// command. ^BC uses mode A, because mode N takes > for a function and drops it (every ISBT 128 date
// begins with &>).
#include "render/primitives.hpp"
#include "render/raster.hpp"
#include "render/renderer.hpp"
#include "render/zpl_fields.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::render {

namespace {

using draw::Rotation;

char letter_of(Rotation rotation) {
    switch (rotation) {
    case Rotation::none:
        return 'N';
    case Rotation::quarter:
        return 'R';
    case Rotation::half:
        return 'I';
    case Rotation::three_quarter:
        return 'B';
    }
    return 'N';
}

std::string escaped(std::string_view data) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (char const c : data) {
        auto const byte = static_cast<unsigned char>(c);
        bool const plain =
            byte >= 0x20 && byte < 0x7f && c != '^' && c != '~' && c != '_' && c != '\\';
        if (plain) {
            out += c;
            continue;
        }
        out += '_';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

/// ^BX reads an escape character of its own inside the data: one that does not occur there.
std::optional<char> free_character(std::string_view data) {
    for (char const c : std::string_view("#$%@!;|{}"))
        if (data.find(c) == std::string_view::npos)
            return c;
    return std::nullopt;
}

/// The command of a symbol; nothing when the printer's own words cannot carry its data.
std::optional<std::string> command_of(draw::SymbolMark const& mark) {
    auto const& symbol = mark.symbol;
    std::string const data = text::cat("^FH_^FD", escaped(symbol.payload), "^FS\n");
    std::string const place = text::cat("^FO", mark.at.x, ',', mark.at.y);
    if (symbol.symbology == barcode::Symbology::code128)
        return mark.module > 10 ? std::nullopt
                                : std::optional(text::cat(
                                      place, "^BY", mark.module, "^BC", letter_of(mark.rotation),
                                      ',', mark.bar_height, ",N,N,N,A", data));
    auto const escape = free_character(symbol.payload);
    if (!escape)
        return std::nullopt;
    return text::cat(place, "^BX", letter_of(mark.rotation), ',', mark.module, ",200,",
                     symbol.columns, ',', symbol.rows, ",,", *escape, data);
}

std::optional<std::string> command_of(draw::Text const& text) {
    bool const plain = text.rotation == Rotation::none && text.colour == draw::black &&
                       (text.face == draw::Face::sans || text.face == draw::Face::sans_bold);
    if (!plain || text.at.x < 0 || text.at.y < 0)
        return std::nullopt;
    // the printer's font is narrower than ours at the same height, so that what fitted still fits
    return text::cat("^FT", text.at.x, ',', text.at.y, "^A0N,", text.size, ',', text.size,
                     "^FH_^FD", escaped(text.text), "^FS\n");
}

std::string filled_box(draw::Rect rect) {
    // a box whose border is its shorter side is filled
    return text::cat("^FO", rect.x, ',', rect.y, "^GB", rect.width, ',', rect.height, ',',
                     std::min(rect.width, rect.height), ",B,0^FS\n");
}

std::optional<std::string> command_of(draw::Line const& line) {
    auto const parts = level_parts(line);
    if (!parts || line.colour != draw::black)
        return std::nullopt;
    std::string out;
    for (auto const& part : *parts) {
        if (part.x < 0 || part.y < 0 || part.width < 1 || part.height < 1)
            return std::nullopt;
        out += filled_box(part);
    }
    return out;
}

struct Native {
    std::optional<std::string> operator()(draw::SymbolMark const& mark) const {
        return mark.at.x < 0 || mark.at.y < 0 ? std::nullopt : command_of(mark);
    }
    std::optional<std::string> operator()(draw::Text const& text) const { return command_of(text); }
    std::optional<std::string> operator()(draw::Line const& line) const { return command_of(line); }
    std::optional<std::string> operator()(draw::Box const&) const { return std::nullopt; }
    std::optional<std::string> operator()(draw::Path const&) const { return std::nullopt; }
    std::optional<std::string> operator()(draw::Picture const&) const { return std::nullopt; }
};

class ZplNativeRenderer : public Renderer {
public:
    explicit ZplNativeRenderer(draw::Fonts const& fonts) : m_fonts(fonts) {}

    Result<std::string> render(draw::Drawing const& drawing) const override {
        std::string out;
        for (std::size_t page = 0; page < drawing.pages.size(); ++page) {
            CC_TRY(check_page(drawing, page, m_fonts));
            CC_TRY(check_zpl_size(drawing.pages[page], page));
            CC_TRY_ASSIGN(auto const label, label_of(drawing, page));
            out += label;
        }
        return out;
    }

private:
    Result<std::string> label_of(draw::Drawing const& drawing, std::size_t page) const {
        auto const& sheet = drawing.pages[page];
        std::string commands;
        draw::Drawing rest{drawing.grid, "", {{sheet.width, sheet.height, {}}}};
        for (auto const& item : sheet.items) {
            if (auto const command = std::visit(Native{}, item.primitive))
                commands += *command;
            else
                rest.pages[0].items.push_back(item);
        }
        CC_TRY_ASSIGN(auto const picture, raster(rest, 0, m_fonts));
        return text::cat(zpl_head(sheet.width, sheet.height), "^CI28\n",
                         zpl_fields(to_bitmap(picture)), commands, "^XZ\n");
    }

    draw::Fonts const& m_fonts;
};

} // namespace

std::unique_ptr<Renderer> make_zpl_native_renderer(draw::Fonts const& fonts) {
    return std::make_unique<ZplNativeRenderer>(fonts);
}

} // namespace coldchain::render
