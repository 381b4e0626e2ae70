// SPDX-License-Identifier: Apache-2.0
// PNG at the grid's own dots. One bit a dot, filter none and the fastest compression: rows of bars
// repeat so well that stronger settings cost twenty times the time for a tenth of the size. The
// physical size (pHYs) is always set, or viewers print it at the wrong one.
#include "render/raster.hpp"
#include "render/renderer.hpp"

#include "common/text.hpp"

#include <png.h>

#include <cmath>

namespace coldchain::render {

namespace {

/// libpng reports errors by a long jump or by this handler's exception; its frames hold nothing
/// that needs unwinding.
struct PngFailure {
    std::string text;
};

[[noreturn]] void fail(png_structp, png_const_charp message) {
    throw PngFailure{message};
}

void ignore_warning(png_structp, png_const_charp) {}

void append(png_structp png, png_bytep data, std::size_t length) {
    auto& out = *static_cast<std::string*>(png_get_io_ptr(png));
    out.append(data, data + length);
}

void flush(png_structp) {}

class PngWriter {
public:
    PngWriter()
        : m_png(png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail, ignore_warning)) {
        if (m_png != nullptr)
            m_info = png_create_info_struct(m_png);
    }
    ~PngWriter() { png_destroy_write_struct(&m_png, &m_info); }
    PngWriter(PngWriter const&) = delete;
    PngWriter& operator=(PngWriter const&) = delete;

    std::string write(draw::Grid grid, Bitmap const& bitmap) {
        start(grid);
        write_bits(bitmap);
        png_write_end(m_png, m_info);
        return std::move(m_out);
    }

    std::string write(draw::Grid grid, Canvas const& canvas) {
        start(grid);
        write_colours(canvas);
        png_write_end(m_png, m_info);
        return std::move(m_out);
    }

private:
    void start(draw::Grid grid) {
        if (m_info == nullptr)
            throw PngFailure{"no memory"};
        png_set_write_fn(m_png, &m_out, append, flush);
        png_set_compression_level(m_png, 1);
        png_set_filter(m_png, 0, PNG_FILTER_NONE);
        auto const per_metre =
            static_cast<png_uint_32>(std::lround(1000.0 * grid.dots / grid.millimetres));
        png_set_pHYs(m_png, m_info, per_metre, per_metre, PNG_RESOLUTION_METER);
    }

    void write_head(int width, int height, int depth, int colour_type) {
        png_set_IHDR(m_png, m_info, static_cast<png_uint_32>(width),
                     static_cast<png_uint_32>(height), depth, colour_type, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_write_info(m_png, m_info);
    }

    void write_bits(Bitmap const& bitmap) {
        write_head(bitmap.width, bitmap.height, 1, PNG_COLOR_TYPE_GRAY);
        png_set_invert_mono(m_png); // PNG's 1 is white
        for (int y = 0; y < bitmap.height; ++y)
            png_write_row(m_png,
                          bitmap.bits.data() + static_cast<std::ptrdiff_t>(y) * bitmap.row_bytes);
    }

    void write_colours(Canvas const& canvas) {
        std::vector<png_color> palette;
        for (auto const colour : canvas.palette)
            palette.push_back({colour.red, colour.green, colour.blue});
        png_set_PLTE(m_png, m_info, palette.data(), static_cast<int>(palette.size()));
        write_head(canvas.width, canvas.height, 8, PNG_COLOR_TYPE_PALETTE);
        for (int y = 0; y < canvas.height; ++y)
            png_write_row(m_png,
                          canvas.pixels.data() + static_cast<std::ptrdiff_t>(y) * canvas.width);
    }

    png_structp m_png;
    png_infop m_info = nullptr;
    std::string m_out;
};

class PngRenderer : public Renderer {
public:
    explicit PngRenderer(draw::Fonts const& fonts) : m_fonts(fonts) {}

    Result<std::string> render(draw::Drawing const& drawing) const override {
        if (drawing.pages.size() != 1)
            return input_error(
                {}, text::cat("a PNG file holds one page, the drawing has ", drawing.pages.size()));
        try {
            return write(drawing);
        } catch (PngFailure const& failure) {
            Error error{ErrorKind::io, {}, {}, {}};
            error.text = text::cat("the picture cannot be made: ", failure.text);
            return error;
        }
    }

private:
    Result<std::string> write(draw::Drawing const& drawing) const {
        if (is_coloured(drawing.pages.front())) {
            CC_TRY_ASSIGN(auto const canvas, paint(drawing, 0, m_fonts));
            return PngWriter().write(drawing.grid, canvas);
        }
        CC_TRY_ASSIGN(auto const dots, raster(drawing, 0, m_fonts));
        return PngWriter().write(drawing.grid, to_bitmap(dots));
    }

    draw::Fonts const& m_fonts;
};

} // namespace

std::unique_ptr<Renderer> make_png_renderer(draw::Fonts const& fonts) {
    return std::make_unique<PngRenderer>(fonts);
}

} // namespace coldchain::render
