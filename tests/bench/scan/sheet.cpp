// SPDX-License-Identifier: Apache-2.0
// The sheet that readers are compared on: bench_scan_sheet DPI OUT.png|OUT.pdf. The same symbol twice, one
// upright, a Data Matrix off the centre line, and printed text.
#include "barcode/encode.hpp"
#include "common/file.hpp"
#include "common/text.hpp"
#include "render/renderer.hpp"

#include <iostream>

using namespace coldchain;

namespace {

draw::Dots dots(draw::Drawing const& drawing, double millimetres) {
    return draw::to_dots(drawing.grid, static_cast<std::int64_t>(millimetres * 1000));
}

void add(draw::Drawing& drawing, barcode::Symbology symbology, std::string const& payload, double x,
         double y, draw::Rotation rotation = draw::Rotation::none) {
    auto symbol = barcode::encode(symbology, payload);
    if (symbol)
        drawing.pages[0].items.push_back(
            {payload, draw::SymbolMark{{dots(drawing, x), dots(drawing, y)},
                                       std::move(*symbol),
                                       dots(drawing, 0.25),
                                       dots(drawing, 8),
                                       rotation}});
}

void write(draw::Drawing& drawing, std::string const& words, double x, double y) {
    drawing.pages[0].items.push_back(
        {"text", draw::Text{{dots(drawing, x), dots(drawing, y)}, words, draw::Face::sans,
                            dots(drawing, 3)}});
}

} // namespace

int main(int count, char** words) {
    auto const dpi = count == 3 ? text::parse_int(words[1]) : std::nullopt;
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!dpi || !fonts)
        return 2;
    draw::Drawing drawing{draw::grid_of_dpi(static_cast<int>(*dpi)), "", {}};
    drawing.pages.push_back({dots(drawing, 100), dots(drawing, 100), {}});
    using barcode::Symbology;
    add(drawing, Symbology::code128, "=%6200", 5, 5);
    add(drawing, Symbology::code128, "=%6200", 45, 5);
    add(drawing, Symbology::code128, "=A99991712345600", 5, 40, draw::Rotation::quarter);
    add(drawing, Symbology::code128, "=<S1128V00", 40, 30);
    add(drawing, Symbology::code128, "&>0273262359", 40, 45);
    add(drawing, Symbology::data_matrix, "=+02000=A99991712345600=<S1128V00", 84, 80);
    write(drawing, "A9999 17 123456 HPC, APHERESIS", 30, 65);
    write(drawing, "FOR AUTOLOGOUS USE ONLY", 30, 72);
    write(drawing, "Store at -150 C or colder", 30, 79);
    std::string const out = words[2];
    auto const renderer = out.ends_with(".pdf") ? render::make_pdf_renderer(*fonts)
                                                : render::make_png_renderer(*fonts);
    auto const bytes = renderer->render(drawing);
    return bytes && write_file(out, *bytes, OnExisting::replace) ? 0 : 3;
}
