// SPDX-License-Identifier: Apache-2.0
// The only file that knows libharu. Each page opens with one matrix that makes a dot the unit, so
// everything that follows is whole numbers and lands where the raster puts it.
//
// Fonts are cut down to the characters of the document before libharu sees them. Text is written
// in codes of our own, two bytes from 1 to 255 each: code 0x0101 is the first character of the
// document, and so on. libharu's own Unicode encoder would need a table of 65 536 entries a font
// and writes a ToUnicode map that is not valid; ours is small, and the map is written here.
//
// The operators of a page are written and compressed here, by several threads when that is asked
// for, and handed to libharu as they are.
//
// libharu calls its error handler from C and goes on: the handler keeps the first error, and every
// later call fails harmlessly. Nothing carries a date unless one is given; same calls, same bytes.
#include "render/primitives.hpp"
#include "render/renderer.hpp"

#include "common/text.hpp"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_encoder.h>
#include <hpdf_font.h>
#include <hpdf_fontdef.h>
#include <hpdf_pages.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <thread>
#include <unordered_map>

namespace coldchain::render {

namespace {

using draw::Colour;
using draw::Dots;
using draw::Face;
using draw::Point;
using draw::Rect;
using draw::Rotation;

constexpr double points_per_mm = 72 / 25.4;
constexpr double smallest_page = 3;     ///< points; libharu's own limits
constexpr double largest_page = 14'400; ///< points
constexpr Dots largest_coordinate = 32'000;
constexpr HPDF_UINT pages_in_a_node = 1000;
constexpr HPDF_UINT stream_chunk = 4096;
constexpr std::size_t face_count = 4;
constexpr std::size_t code_digits = 255; ///< values a byte of a code has: 1 to 255

struct FirstError {
    HPDF_STATUS code = HPDF_OK;
    HPDF_STATUS detail = 0;
};

void keep_first(HPDF_STATUS code, HPDF_STATUS detail, void* user) {
    auto& first = *static_cast<FirstError*>(user);
    if (first.code == HPDF_OK)
        first = {code, detail};
}

struct DocumentDelete {
    void operator()(HPDF_Doc document) const { HPDF_Free(document); }
};
using Document = std::unique_ptr<_HPDF_Doc_Rec, DocumentDelete>;

// --- Codes of the document's characters ---

HPDF_UINT16 code_of_index(std::size_t index) {
    return static_cast<HPDF_UINT16>(((1 + index / code_digits) << 8U) | (1 + index % code_digits));
}

std::string hex(unsigned value) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(value >> static_cast<unsigned>(shift)) & 15U];
    return out;
}

struct CodeTable {
    std::vector<char32_t> characters; ///< sorted
    std::map<char32_t, HPDF_UINT16> codes;
    std::unordered_map<char32_t, std::string> hex_codes; ///< as text strings are written
};

using FaceCharacters = std::array<std::set<char32_t>, face_count>;

FaceCharacters characters_of(draw::Drawing const& drawing) {
    FaceCharacters used;
    for (auto const& page : drawing.pages)
        for (auto const& item : page.items)
            if (auto const* const text = std::get_if<draw::Text>(&item.primitive))
                for (char32_t const character : text::code_points(text->text))
                    used.at(static_cast<std::size_t>(text->face)).insert(character);
    return used;
}

CodeTable codes_for(FaceCharacters const& used) {
    std::set<char32_t> all;
    for (auto const& characters : used)
        all.insert(characters.begin(), characters.end());
    CodeTable table{{all.begin(), all.end()}, {}, {}};
    for (std::size_t i = 0; i < table.characters.size(); ++i)
        table.codes[table.characters[i]] = code_of_index(i);
    for (auto const& [character, code] : table.codes)
        table.hex_codes[character] = hex(code);
    return table;
}

HPDF_BOOL any_byte(HPDF_Encoder, HPDF_BYTE byte) {
    return byte != 0 ? HPDF_TRUE : HPDF_FALSE;
}

/// What libharu asks for when it first uses an encoder; the tables are filled afterwards.
HPDF_STATUS start_encoder(HPDF_Encoder encoder) {
    return HPDF_CMapEncoder_InitAttr(encoder);
}

void set_name(char (&target)[HPDF_LIMIT_MAX_NAME_LEN + 1], std::string_view name) {
    std::fill(std::begin(target), std::end(target), '\0');
    std::copy(name.begin(), name.end(), target);
}

/// A two-byte encoder in which a code is its own glyph number (CID), as Identity-H asks.
HPDF_Encoder make_encoder(HPDF_Doc document, CodeTable const& table) {
    std::string name = "Identity-H";
    auto* const encoder = HPDF_CMapEncoder_New(document->mmgr, name.data(), start_encoder);
    if (encoder == nullptr || start_encoder(encoder) != HPDF_OK ||
        HPDF_Doc_RegisterEncoder(document, encoder) != HPDF_OK)
        return nullptr;
    auto& attributes = *static_cast<HPDF_CMapEncoderAttr>(encoder->attr);
    std::memset(attributes.unicode_map, 0, sizeof attributes.unicode_map);
    std::memset(attributes.cid_map, 0, sizeof attributes.cid_map);
    attributes.is_lead_byte_fn = any_byte;
    attributes.is_trial_byte_fn = any_byte;
    encoder->type = HPDF_ENCODER_TYPE_DOUBLE_BYTE;
    set_name(attributes.registry, "Adobe");
    set_name(attributes.ordering, "Identity");
    attributes.suppliment = 0;
    attributes.writing_mode = HPDF_WMODE_HORIZONTAL;
    // one code more than there are characters: libharu leaves the last one out of its tables
    for (std::size_t i = 0; i <= table.characters.size(); ++i) {
        HPDF_UINT16 const code = code_of_index(i);
        char32_t const character = i < table.characters.size() ? table.characters[i] : 0;
        // libharu's tables have the low byte first
        attributes.cid_map[code & 0xffU][code >> 8U] = code;
        attributes.unicode_map[code & 0xffU][code >> 8U] = static_cast<HPDF_UNICODE>(character);
    }
    return encoder;
}

/// The map from codes back to characters, for searching and copying text (ISO 32000-1 9.10.3).
std::string to_unicode_map(CodeTable const& table, std::set<char32_t> const& used) {
    std::vector<std::string> rows;
    for (char32_t const character : used)
        rows.push_back(text::cat('<', hex(table.codes.at(character)), "> <",
                                 hex(static_cast<unsigned>(character)), ">\n"));
    std::string out = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t block = 100; // a block holds at most 100 entries
    for (std::size_t from = 0; from < rows.size(); from += block) {
        std::size_t const to = std::min(rows.size(), from + block);
        out += text::cat(to - from, " beginbfchar\n");
        for (std::size_t i = from; i < to; ++i)
            out += rows[i];
        out += "endbfchar\n";
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

/// Gives libharu a font file from memory.
HPDF_FontDef add_font_file(HPDF_Doc document, std::string const& file, std::size_t number) {
    auto* const stream = HPDF_MemStream_New(document->mmgr, stream_chunk);
    if (stream == nullptr)
        return nullptr;
    auto const* const bytes = static_cast<HPDF_BYTE const*>(static_cast<void const*>(file.data()));
    if (HPDF_Stream_Write(stream, bytes, static_cast<HPDF_UINT>(file.size())) != HPDF_OK)
        return nullptr;
    auto* const definition = HPDF_TTFontDef_Load(document->mmgr, stream, HPDF_TRUE);
    if (definition == nullptr || HPDF_List_Add(document->fontdef_list, definition) != HPDF_OK)
        return nullptr;
    // the tag that marks a font as cut down (ISO 32000-1 9.6.4): six capitals
    std::string tag = "COLDC";
    tag += static_cast<char>('A' + number);
    HPDF_TTFontDef_SetTagName(definition, tag.data());
    return definition;
}

/// Exact widths instead of libharu's, which are cut to whole thousandths of an em.
HPDF_STATUS set_widths(HPDF_Font font, CodeTable const& table, std::set<char32_t> const& used,
                       draw::Fonts const& fonts, Face face) {
    auto* const descendant = static_cast<HPDF_FontAttr>(font->attr)->descendant_font;
    auto* const widths = HPDF_Array_New(font->mmgr);
    HPDF_STATUS status = HPDF_Dict_Add(descendant, "W", widths);
    HPDF_Array run = nullptr;
    HPDF_UINT16 next = 0;
    for (char32_t const character : used) {
        HPDF_UINT16 const code = table.codes.at(character);
        if (run == nullptr || code != next) {
            run = HPDF_Array_New(font->mmgr);
            status |= HPDF_Array_AddNumber(widths, code);
            status |= HPDF_Array_Add(widths, run);
        }
        double const em = fonts.units_per_em(face);
        status |= HPDF_Array_AddReal(
            run, static_cast<HPDF_REAL>(fonts.advance(face, character) * 1000 / em));
        next = static_cast<HPDF_UINT16>(code + 1);
    }
    return status;
}

/// Turns libharu's invalid code map into a valid ToUnicode map and names the encoding instead.
HPDF_STATUS mend_maps(HPDF_Font font, std::string const& map) {
    auto* const stream = static_cast<HPDF_FontAttr>(font->attr)->cmap_stream;
    HPDF_STATUS status = HPDF_Dict_RemoveElement(font, "Encoding");
    status |= HPDF_Dict_AddName(font, "Encoding", "Identity-H");
    for (auto const* const key : {"Type", "CMapName", "CIDSystemInfo", "WMode"})
        HPDF_Dict_RemoveElement(stream, key);
    HPDF_MemStream_FreeData(stream->stream);
    status |= HPDF_Stream_WriteStr(stream->stream, map.c_str());
    status |= HPDF_Dict_Add(font, "ToUnicode", stream);
    return status;
}

// --- Pages ---

/// What stands in the stream of a page.
struct PageStream {
    std::string bytes;
    std::vector<std::size_t> faces; ///< used on it: the first is its font F1, and so on
    bool whole = true;              ///< false: no memory to compress it
};

/// Writes a page's operators as text, all at once. libharu's own functions clear half a kilobyte
/// for each operator and look its state up again and again; nothing of theirs is needed here.
class PageWriter {
public:
    /// `dot` in points becomes the unit.
    PageWriter(draw::Page const& sheet, double dot, CodeTable const& table)
        : m_height(sheet.height), m_table(table) {
        // Numbers have five decimals, too few for a small unit: so a thousandth first, which is
        // exact, and then a thousand times the dot.
        write("cm", 0.001, 0, 0, 0.001, 0, 0);
        write("cm", dot * 1000, 0, 0, dot * 1000, 0, 0);
    }

    void draw(draw::Primitive const& primitive) {
        std::visit([this](auto const& one) { draw_one(one); }, primitive);
    }

    PageStream finish(Compression compression) {
        if (compression == Compression::off)
            return {std::move(m_out), std::move(m_faces), true};
        // a level more makes it 2 % smaller and takes nearly twice the time
        constexpr int level = 5;
        uLongf size = compressBound(m_out.size());
        std::string packed(size, '\0');
        bool const whole =
            compress2(static_cast<Bytef*>(static_cast<void*>(packed.data())), &size,
                      static_cast<Bytef const*>(static_cast<void const*>(m_out.data())),
                      m_out.size(), level) == Z_OK;
        packed.resize(size);
        return {std::move(packed), std::move(m_faces), whole};
    }

private:
    std::size_t number_of(std::size_t face) {
        auto const at = std::find(m_faces.begin(), m_faces.end(), face);
        auto const index = static_cast<std::size_t>(at - m_faces.begin());
        if (at == m_faces.end())
            m_faces.push_back(face);
        return index + 1;
    }

    /// PDF counts upwards.
    Dots up(Dots y) const { return m_height - y; }

    void number(Dots value) {
        std::array<char, 16> digits{};
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        m_out.append(digits.data(), end);
        m_out += ' ';
    }
    /// With at most five decimals, as many as it needs.
    void number(double value) {
        std::string digits = text::fixed(value, 5);
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.ends_with('.'))
            digits.pop_back();
        m_out += digits == "-0" ? "0" : digits;
        m_out += ' ';
    }
    template <class... Values>
    void write(std::string_view name, Values... values) {
        (number(values), ...);
        m_out += name;
        m_out += '\n';
    }

    void set_fill(Colour colour) {
        if (m_fill == colour)
            return;
        m_fill = colour;
        if (colour.red == colour.green && colour.green == colour.blue)
            write("g", colour.red / 255.0);
        else
            write("rg", colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
    }

    void set_stroke(Colour colour, Dots width) {
        write("RG", colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
        write("w", width);
        write("J", 0); // butt ends
        write("j", 1); // round joins
    }

    void fill(std::vector<Rect> const& rects, Colour colour) {
        if (rects.empty())
            return;
        set_fill(colour);
        for (Rect const rect : rects)
            write("re", rect.x, up(rect.y + rect.height), rect.width, rect.height);
        write("f");
    }

    void draw_one(draw::Text const& text) {
        if (text.text.empty())
            return;
        set_fill(text.colour);
        auto const [cosine, sine] = direction(text.rotation);
        m_out += text::cat("BT\n/F", number_of(static_cast<std::size_t>(text.face)), " 1 Tf\n");
        write("Tm", cosine * text.size, sine * text.size, -sine * text.size, cosine * text.size,
              text.at.x, up(text.at.y));
        m_out += '<';
        for (char32_t const character : text::code_points(text.text))
            m_out += m_table.hex_codes.at(character);
        m_out += "> Tj\nET\n";
    }

    struct Direction {
        int cosine = 1;
        int sine = 0;
    };
    /// Of a clockwise turn, in coordinates that count upwards.
    static Direction direction(Rotation rotation) {
        switch (rotation) {
        case Rotation::none:
            return {1, 0};
        case Rotation::quarter:
            return {0, -1};
        case Rotation::half:
            return {-1, 0};
        case Rotation::three_quarter:
            return {0, 1};
        }
        return {};
    }

    void draw_one(draw::Line const& line) {
        if (auto const parts = level_parts(line)) {
            fill(*parts, line.colour);
            return;
        }
        set_stroke(line.colour, line.width);
        for (auto const& [from, to] : dashes(line)) {
            write("m", from.x, m_height - from.y);
            write("l", to.x, m_height - to.y);
        }
        write("S");
    }

    void draw_one(draw::Box const& box) {
        if (box.filled)
            fill({box.rect}, box.fill_colour);
        fill(border_of(box), box.border_colour);
    }

    void draw_one(draw::Path const& path) {
        if (path.points.size() < 2)
            return;
        if (path.filled)
            set_fill(path.colour);
        else
            set_stroke(path.colour, path.width);
        write("m", path.points[0].x, up(path.points[0].y));
        for (std::size_t i = 1; i < path.points.size(); ++i)
            write("l", path.points[i].x, up(path.points[i].y));
        write(path.filled ? "f" : path.closed ? "s" : "S");
    }

    void draw_one(draw::Picture const& picture) {
        fill_cells(picture.at, 1, 1, picture.rows, runs_of(picture));
    }

    void draw_one(draw::SymbolMark const& mark) {
        auto const cells = cells_of(mark);
        fill_cells(mark.at, cells.width, cells.height, cells.rows, cells.runs);
    }

    /// Whole-number rectangles under one matrix, and one fill: exact edges, and no seams between
    /// touching modules however a viewer smooths.
    void fill_cells(Point at, Dots width, Dots height, int rows, std::vector<Rect> const& runs) {
        if (runs.empty())
            return;
        set_fill(draw::black);
        write("q");
        write("cm", width, 0, 0, height, at.x, up(at.y + rows * height));
        for (Rect const run : runs)
            write("re", run.x, rows - run.y - run.height, run.width, run.height);
        write("f");
        write("Q");
    }

    Dots m_height;
    std::vector<std::size_t> m_faces;
    CodeTable const& m_table;
    Colour m_fill = draw::black; ///< what a page starts with
    std::string m_out;
};

// --- The document ---

HPDF_Date date_of_instant(Instant instant) {
    LocalTime const utc{instant.milliseconds};
    Date const date = date_of(utc);
    TimeOfDay const time = time_of_day(utc);
    return {date.year, date.month, date.day, time.hour, time.minute, time.second, 'Z', 0, 0};
}

Result<void> check_sizes(draw::Drawing const& drawing) {
    if (drawing.pages.empty())
        return input_error({}, "a document without pages cannot be written as PDF");
    for (std::size_t i = 0; i < drawing.pages.size(); ++i) {
        auto const& page = drawing.pages[i];
        double const dot = points_per_mm * drawing.grid.millimetres / drawing.grid.dots;
        double const shorter = std::min(page.width, page.height) * dot;
        double const longer = std::max(page.width, page.height) * dot;
        if (shorter < smallest_page || longer > largest_page ||
            std::max(page.width, page.height) > largest_coordinate)
            return input_error({},
                               text::cat("page ", i + 1, " is ", page.width, " by ", page.height,
                                         " dots; PDF pages measure 1.1 mm to 5 m and at most ",
                                         largest_coordinate, " dots"));
    }
    return {};
}

class PdfDocument {
public:
    PdfDocument(draw::Drawing const& drawing, draw::Fonts const& fonts, PdfOptions const& options)
        : m_drawing(drawing), m_fonts(fonts), m_options(options),
          m_document(HPDF_New(keep_first, &m_first)) {}

    Result<std::string> write() {
        if (!m_document)
            return failure();
        HPDF_SetPagesConfiguration(m_document.get(), pages_in_a_node);
        if (m_options.compression == Compression::on)
            HPDF_SetCompressionMode(m_document.get(), HPDF_COMP_ALL);
        CC_TRY(load_fonts());
        auto const streams = page_streams();
        for (std::size_t i = 0; i < streams.size(); ++i)
            write_page(m_drawing.pages[i], streams[i]);
        write_properties();
        if (m_first.code != HPDF_OK)
            return failure();
        return bytes();
    }

private:
    /// libharu's inner functions note an error without telling the handler.
    Error failure() {
        if (m_first.code == HPDF_OK && m_document)
            m_first = {HPDF_GetError(m_document.get()), HPDF_GetErrorDetail(m_document.get())};
        Error error{ErrorKind::io, {}, "the PDF cannot be made: libharu error ", {}};
        error.text += std::to_string(m_first.code);
        error.text += ", detail ";
        error.text += std::to_string(m_first.detail);
        return error;
    }

    Result<void> load_fonts() {
        auto const used = characters_of(m_drawing);
        m_table = codes_for(used);
        if (m_table.characters.size() >= code_digits * code_digits ||
            (!m_table.characters.empty() && m_table.characters.back() > 0xffff))
            return input_error({}, "a character beyond U+FFFF cannot be written as PDF");
        HPDF_Encoder const encoder = make_encoder(m_document.get(), m_table);
        for (std::size_t i = 0; encoder != nullptr && i < face_count; ++i)
            if (!used[i].empty())
                CC_TRY(load_font(i, used[i], encoder));
        return m_first.code == HPDF_OK && encoder != nullptr ? Result<void>{} : failure();
    }

    Result<void> load_font(std::size_t index, std::set<char32_t> const& used,
                           HPDF_Encoder encoder) {
        auto const face = static_cast<Face>(index);
        std::vector<char32_t> const characters(used.begin(), used.end());
        CC_TRY_ASSIGN(auto const file, m_fonts.subset(face, characters));
        auto* const document = m_document.get();
        auto* const definition = add_font_file(document, file, index);
        if (definition == nullptr)
            return failure();
        auto* const font = HPDF_Type0Font_New(document->mmgr, definition, encoder, document->xref);
        if (font == nullptr || HPDF_List_Add(document->font_mgr, font) != HPDF_OK)
            return failure();
        if (m_options.compression == Compression::on)
            font->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
        if (set_widths(font, m_table, used, m_fonts, face) != HPDF_OK ||
            mend_maps(font, to_unicode_map(m_table, used)) != HPDF_OK)
            return failure();
        mark_used(font, used);
        m_loaded[index] = font;
        return {};
    }

    /// libharu embeds the glyphs it has measured.
    void mark_used(HPDF_Font font, std::set<char32_t> const& used) const {
        std::vector<HPDF_BYTE> bytes;
        for (char32_t const character : used) {
            HPDF_UINT16 const code = m_table.codes.at(character);
            bytes.push_back(static_cast<HPDF_BYTE>(code >> 8U));
            bytes.push_back(static_cast<HPDF_BYTE>(code & 0xffU));
        }
        HPDF_Font_TextWidth(font, bytes.data(), static_cast<HPDF_UINT>(bytes.size()));
    }

    double dot_in_points() const {
        return points_per_mm * m_drawing.grid.millimetres / m_drawing.grid.dots;
    }

    /// Of all pages, in order; each thread takes every so many.
    std::vector<PageStream> page_streams() const {
        auto const& pages = m_drawing.pages;
        std::vector<PageStream> streams(pages.size());
        std::size_t const step =
            std::clamp<std::size_t>(m_options.jobs, 1, std::max<std::size_t>(1, pages.size() / 8));
        auto const write_every = [&](std::size_t first) {
            for (std::size_t i = first; i < pages.size(); i += step) {
                PageWriter writer(pages[i], dot_in_points(), m_table);
                for (auto const& item : pages[i].items)
                    writer.draw(item.primitive);
                streams[i] = writer.finish(m_options.compression);
            }
        };
        std::vector<std::thread> others;
        for (std::size_t first = 1; first < step; ++first)
            others.emplace_back(write_every, first);
        write_every(0);
        for (auto& other : others)
            other.join();
        return streams;
    }

    void write_page(draw::Page const& sheet, PageStream const& stream) {
        auto* const page = HPDF_AddPage(m_document.get());
        HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(sheet.width * dot_in_points()));
        HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(sheet.height * dot_in_points()));
        bool named = page != nullptr;
        for (std::size_t i = 0; named && i < stream.faces.size(); ++i) {
            auto const* const name = HPDF_Page_GetLocalFontName(page, m_loaded.at(stream.faces[i]));
            named = name != nullptr && name == text::cat("F", i + 1);
        }
        if (!named || !stream.whole || set_stream(page, stream.bytes) != HPDF_OK)
            keep_first(HPDF_GetError(m_document.get()), 0, &m_first);
    }

    HPDF_STATUS set_stream(HPDF_Page page, std::string const& content) const {
        auto const* const attributes = static_cast<HPDF_PageAttr>(page->attr);
        if (m_options.compression == Compression::on) {
            attributes->contents->filter = HPDF_STREAM_FILTER_NONE; // it has been through it
            attributes->contents->write_fn = name_filter;
        }
        auto const* const bytes =
            static_cast<HPDF_BYTE const*>(static_cast<void const*>(content.data()));
        return HPDF_Stream_Write(attributes->stream, bytes, static_cast<HPDF_UINT>(content.size()));
    }

    static HPDF_STATUS name_filter(HPDF_Dict, HPDF_Stream stream) {
        return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\012");
    }

    void write_properties() {
        auto* const document = m_document.get();
        HPDF_SetInfoAttr(document, HPDF_INFO_PRODUCER, "coldchain");
        set_property("Title", m_drawing.title);
        set_property("Author", m_options.author);
        if (m_options.created)
            HPDF_SetInfoDateAttr(document, HPDF_INFO_CREATION_DATE,
                                 date_of_instant(*m_options.created));
        if (m_options.scaling == PrintScaling::none)
            ask_for_actual_size();
    }

    /// ISO 32000-1 table 150: the print dialogue starts without scaling.
    void ask_for_actual_size() {
        auto* const preferences = HPDF_Dict_New(m_document->mmgr);
        HPDF_Dict_AddName(preferences, "PrintScaling", "None");
        HPDF_Dict_Add(m_document->catalog, "ViewerPreferences", preferences);
        HPDF_Doc document = m_document.get();
        document->pdf_version = std::max(document->pdf_version, HPDF_VER_16);
    }

    /// As UTF-16 with a byte order mark (ISO 32000-1 7.9.2.2), which holds bytes of 0 and so cannot
    /// go through libharu's own function.
    void set_property(char const* key, std::string const& value) {
        if (value.empty())
            return;
        std::string bytes = "\xFE\xFF";
        for (char32_t const character : text::code_points(value))
            append_utf16(bytes, character);
        auto* const document = m_document.get();
        auto* const data = static_cast<HPDF_BYTE*>(static_cast<void*>(bytes.data()));
        auto const length = static_cast<HPDF_UINT>(bytes.size());
        HPDF_Dict_Add(document->info, key, HPDF_Binary_New(document->mmgr, data, length));
    }

    static void append_utf16(std::string& bytes, char32_t character) {
        auto const append = [&bytes](char32_t unit) {
            bytes += static_cast<char>(unit >> 8U);
            bytes += static_cast<char>(unit & 0xffU);
        };
        if (character < 0x10000) {
            append(character);
            return;
        }
        append(0xd800 + ((character - 0x10000) >> 10U));
        append(0xdc00 + ((character - 0x10000) & 0x3ffU));
    }

    Result<std::string> bytes() {
        if (HPDF_SaveToStream(m_document.get()) != HPDF_OK)
            return failure();
        std::string out(HPDF_GetStreamSize(m_document.get()), '\0');
        auto length = static_cast<HPDF_UINT32>(out.size());
        auto* const target = static_cast<HPDF_BYTE*>(static_cast<void*>(out.data()));
        HPDF_ReadFromStream(m_document.get(), target, &length);
        if (length != out.size())
            return failure();
        return out;
    }

    draw::Drawing const& m_drawing;
    draw::Fonts const& m_fonts;
    PdfOptions const& m_options;
    FirstError m_first;
    Document m_document;
    CodeTable m_table;
    std::array<HPDF_Font, face_count> m_loaded{};
};

class PdfRenderer : public Renderer {
public:
    PdfRenderer(draw::Fonts const& fonts, PdfOptions options)
        : m_fonts(fonts), m_options(std::move(options)) {}

    Result<std::string> render(draw::Drawing const& drawing) const override {
        for (std::size_t page = 0; page < drawing.pages.size(); ++page)
            CC_TRY(check_page(drawing, page, m_fonts));
        CC_TRY(check_sizes(drawing));
        return PdfDocument(drawing, m_fonts, m_options).write();
    }

private:
    draw::Fonts const& m_fonts;
    PdfOptions m_options;
};

} // namespace

std::unique_ptr<Renderer> make_pdf_renderer(draw::Fonts const& fonts, PdfOptions options) {
    return std::make_unique<PdfRenderer>(fonts, std::move(options));
}

std::string pdf_library() {
    return text::cat("libharu ", HPDF_GetVersion());
}

} // namespace coldchain::render
