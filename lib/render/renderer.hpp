// SPDX-License-Identifier: Apache-2.0
// Drawing in, bytes out: the one interface of all backends. The same drawing gives the same bytes.
#pragma once

#include "barcode/raster.hpp"
#include "common/result.hpp"
#include "common/time.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::render {

class Renderer {
public:
    virtual ~Renderer() = default;
    /// The whole document. Fails on a character no face has, a page or a size the format cannot
    /// hold, and a symbol or picture whose modules do not match its size; names page and item.
    virtual Result<std::string> render(draw::Drawing const& drawing) const = 0;
};

/// Whether a print dialogue should start with "actual size": labels must, documents need not.
enum class PrintScaling { none, viewer };
enum class Compression { on, off };

struct PdfOptions {
    std::optional<Instant> created; ///< without it the file carries no date
    PrintScaling scaling = PrintScaling::none;
    Compression compression = Compression::on;
    std::string author;
    unsigned jobs = 1; ///< threads that write pages; the bytes do not depend on it
};

/// Vector PDF with cut-down embedded fonts. All `fonts` must outlive the renderer.
std::unique_ptr<Renderer> make_pdf_renderer(draw::Fonts const& fonts, PdfOptions options = {});

/// "libharu 2.3.0".
std::string pdf_library();

/// ZPL II: each page as the exact one-bit picture of raster.hpp, compressed, at the printer's own
/// dots; one ^XA...^XZ a page.
std::unique_ptr<Renderer> make_zpl_renderer(draw::Fonts const& fonts);

/// ZPL II in the printer's own commands for symbols and sans texts, data escaped; bars and letters
/// are then drawn by the firmware.
std::unique_ptr<Renderer> make_zpl_native_renderer(draw::Fonts const& fonts);

/// The ZPL of one page from its raster: what make_zpl_renderer writes for it.
std::string zpl_of(barcode::Raster const& raster);

/// PNG at the grid's own dots: one bit when everything is black and white, else a palette. One
/// page only: a drawing with more is refused (render each page by itself).
std::unique_ptr<Renderer> make_png_renderer(draw::Fonts const& fonts);

/// SVG with true millimetres; letters are outlines, so it needs no fonts. One page only.
std::unique_ptr<Renderer> make_svg_renderer(draw::Fonts const& fonts);

/// The words of `--to` that there is a backend for: "pdf", "zpl", "svg", "png".
std::vector<std::string_view> formats();
/// The renderer for a word of formats(), with its default options; null for another word.
std::unique_ptr<Renderer> make_renderer(std::string_view format, draw::Fonts const& fonts);

/// A drawing with one page of another.
draw::Drawing only_page(draw::Drawing const& drawing, std::size_t page);

} // namespace coldchain::render
