// SPDX-License-Identifier: Apache-2.0
// ZPL II: the page as graphic fields (^GF), so that what was proved on the raster is what prints,
// dot for dot, whatever the printer's firmware would make of fonts and bar codes.
//
// A graphic field holds at most 99 999 bytes, so a page is sent in bands. Data are hexadecimal with
// ZPL's own compression: a letter before a digit repeats it (G to Y: 1 to 19, g to z: 20 to 400 in
// twenties), ',' fills the row with 0, '!' with F, and ':' repeats the row above.
#include "render/raster.hpp"
#include "render/renderer.hpp"
#include "render/zpl_fields.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace coldchain::render {

namespace {

constexpr int largest_field = 99'999; ///< bytes of one ^GF
constexpr int longest_label = 32'000; ///< dots; the limit of ^LL and ^FO

void append_repeat(std::string& out, int count, char digit) {
    for (; count > 419; count -= 400)
        out += 'z';
    if (count >= 20) {
        out += static_cast<char>('g' + count / 20 - 1);
        count %= 20;
    } else if (count == 1) {
        out += digit;
        return;
    }
    if (count > 0)
        out += static_cast<char>('G' + count - 1);
    out += digit;
}

std::string hex_of(std::span<std::uint8_t const> row) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string hex;
    hex.reserve(row.size() * 2);
    for (std::uint8_t const byte : row) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

std::string compressed_row(std::span<std::uint8_t const> row) {
    std::string const hex = hex_of(row);
    char const last = hex.back();
    auto const filled_from =
        last == '0' || last == 'F' ? hex.find_last_not_of(last) + 1 : hex.size();
    std::string out;
    for (std::size_t at = 0; at < filled_from;) {
        std::size_t const end = std::min(hex.find_first_not_of(hex[at], at), filled_from);
        append_repeat(out, static_cast<int>(end - at), hex[at]);
        at = end;
    }
    if (filled_from < hex.size())
        out += last == '0' ? ',' : '!';
    return out;
}

std::span<std::uint8_t const> row_of(Bitmap const& bitmap, int y) {
    auto const bytes = static_cast<std::size_t>(bitmap.row_bytes);
    return std::span(bitmap.bits).subspan(static_cast<std::size_t>(y) * bytes, bytes);
}

bool is_blank(std::span<std::uint8_t const> row) {
    return std::all_of(row.begin(), row.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::string field(Bitmap const& bitmap, int from, int to) {
    int const bytes = (to - from) * bitmap.row_bytes;
    std::string out =
        text::cat("^FO0,", from, "^GFA,", bytes, ',', bytes, ',', bitmap.row_bytes, ',');
    for (int y = from; y < to; ++y) {
        auto const row = row_of(bitmap, y);
        bool const same = y > from && std::ranges::equal(row, row_of(bitmap, y - 1));
        out += same ? std::string(1, ':') : compressed_row(row);
    }
    return out + "^FS\n";
}

class ZplRenderer : public Renderer {
public:
    explicit ZplRenderer(draw::Fonts const& fonts) : m_fonts(fonts) {}

    Result<std::string> render(draw::Drawing const& drawing) const override {
        std::string out;
        for (std::size_t page = 0; page < drawing.pages.size(); ++page) {
            auto const& sheet = drawing.pages[page];
            CC_TRY(check_zpl_size(sheet, page));
            CC_TRY_ASSIGN(auto const dots, raster(drawing, page, m_fonts));
            out += zpl_of(dots);
        }
        return out;
    }

private:
    draw::Fonts const& m_fonts;
};

} // namespace

// Bands of rows with ink; blank rows at their ends are not sent.
std::string zpl_fields(Bitmap const& bitmap) {
    std::string out;
    int const most_rows = largest_field / bitmap.row_bytes;
    int from = 0;
    while (from < bitmap.height) {
        if (is_blank(row_of(bitmap, from))) {
            ++from;
            continue;
        }
        int to = std::min(bitmap.height, from + most_rows);
        int const next = to;
        while (is_blank(row_of(bitmap, to - 1)))
            --to;
        out += field(bitmap, from, to);
        from = next;
    }
    return out;
}

std::string zpl_head(int width, int height) {
    // a printer keeps shift, turning and mirroring from earlier jobs
    return text::cat("^XA^PW", width, "^LL", height, "^LH0,0^LS0^LRN^PON^PMN^FWN\n");
}

Result<void> check_zpl_size(draw::Page const& sheet, std::size_t page) {
    if (sheet.width > longest_label || sheet.height > longest_label)
        return input_error({}, text::cat("page ", page + 1, " is ", sheet.width, " by ",
                                         sheet.height, " dots; ZPL labels end at ", longest_label));
    return {};
}

std::string zpl_of(barcode::Raster const& raster) {
    return text::cat(zpl_head(raster.width, raster.height), zpl_fields(to_bitmap(raster)),
                     "^XZ\n");
}

std::unique_ptr<Renderer> make_zpl_renderer(draw::Fonts const& fonts) {
    return std::make_unique<ZplRenderer>(fonts);
}

} // namespace coldchain::render
