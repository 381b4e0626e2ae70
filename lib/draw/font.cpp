// SPDX-License-Identifier: Apache-2.0
// The only file that knows FreeType and HarfBuzz. Everything is measured in font units without
// hinting, so a width at one size is the scaled width at any other, in every backend.
//
// A FreeType face is not to be used by two threads at once, so one lock guards them and the caches.
// Advances of Latin letters, which are nearly all that is ever measured, and the heights of H and x
// stand in tables that are filled when the faces are loaded and need no lock. What a text needs
// beside them is asked for under one lock for all its characters.
#include "draw/font.hpp"

#include "common/text.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_OUTLINE_H
#include <hb-subset.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace coldchain::draw {

namespace {

constexpr std::size_t face_count = 4;
constexpr char32_t table_end = 0x250; ///< Latin with its extensions A and B
constexpr int no_glyph = -1;

struct FaceFile {
    std::string_view file;
    std::string_view family;
};

constexpr std::array<FaceFile, face_count> face_files{{
    {"DejaVuSans.ttf", "DejaVu Sans"},
    {"DejaVuSans-Bold.ttf", "DejaVu Sans Bold"},
    {"DejaVuSansMono.ttf", "DejaVu Sans Mono"},
    {"DejaVuSansMono-Bold.ttf", "DejaVu Sans Mono Bold"},
}};

std::size_t index_of(Face face) {
    return static_cast<std::size_t>(face);
}

struct BlobDelete {
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
};
struct HbFaceDelete {
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
};
struct FtFaceDelete {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
struct FtLibraryDelete {
    void operator()(FT_Library library) const { FT_Done_FreeType(library); }
};
struct SubsetInputDelete {
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};

using Blob = std::unique_ptr<hb_blob_t, BlobDelete>;
using HbFace = std::unique_ptr<hb_face_t, HbFaceDelete>;
using FtFace = std::unique_ptr<FT_FaceRec, FtFaceDelete>;
using FtLibrary = std::unique_ptr<FT_LibraryRec_, FtLibraryDelete>;

/// A box in font units, y upwards.
struct UnitBox {
    int left = 0;
    int bottom = 0;
    int right = 0;
    int top = 0;
};

struct LoadedFace {
    Blob blob;
    HbFace harfbuzz;
    FtFace freetype;
    int units_per_em = 0;
    Dots size = 0; ///< that FreeType is set to
    std::array<int, table_end> latin_advances{};
    std::unordered_map<char32_t, int> other_advances;
    int cap_height = 0; ///< in font units
    int x_height = 0;
    std::array<std::optional<UnitBox>, table_end> latin_boxes{};
    std::unordered_map<char32_t, UnitBox> other_boxes;
};

/// The glyphs of one face at one size.
struct GlyphSet {
    std::array<std::unique_ptr<Glyph>, table_end> latin;
    std::map<char32_t, Glyph> others;
};

std::int64_t scaled(std::int64_t units, Dots size, int units_per_em) {
    std::int64_t const twice = 2 * units * size + units_per_em;
    std::int64_t const divisor = 2 * std::int64_t{units_per_em};
    return twice >= 0 ? twice / divisor : -((-twice + divisor - 1) / divisor);
}

std::int64_t scaled_down(std::int64_t units, Dots size, int units_per_em) {
    std::int64_t const product = units * size;
    return product >= 0 ? product / units_per_em : -((-product + units_per_em - 1) / units_per_em);
}

std::int64_t scaled_up(std::int64_t units, Dots size, int units_per_em) {
    return -scaled_down(-units, size, units_per_em);
}

bool is_control(char32_t character) {
    return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0xfffd;
}

} // namespace

struct Fonts::State {
    FtLibrary library; ///< first, so that it outlives the faces
    std::array<LoadedFace, face_count> faces;
    std::map<std::pair<std::size_t, Dots>, GlyphSet> glyphs;
    std::mutex lock;
};

namespace {

Error font_error(std::filesystem::path const& path, std::string_view problem) {
    Error error{ErrorKind::io, {}, {}, {}};
    error.where.file = path.string();
    error.text = text::cat(problem, "; install the package fonts-dejavu-core");
    return error;
}

int measured_advance(FT_Face face, char32_t character) {
    FT_UInt const glyph = FT_Get_Char_Index(face, character);
    FT_Fixed advance = 0;
    if (glyph == 0 || FT_Get_Advance(face, glyph, FT_LOAD_NO_SCALE, &advance) != 0)
        return no_glyph;
    return static_cast<int>(advance);
}

/// The box around a glyph's points; empty when it has none.
UnitBox measured_box(FT_Face face, char32_t character) {
    FT_UInt const glyph = FT_Get_Char_Index(face, character);
    if (glyph == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0)
        return {};
    FT_BBox measured{};
    FT_Outline_Get_CBox(&face->glyph->outline, &measured);
    return {static_cast<int>(measured.xMin), static_cast<int>(measured.yMin),
            static_cast<int>(measured.xMax), static_cast<int>(measured.yMax)};
}

Result<void> load_face(FT_Library library, std::filesystem::path const& path, LoadedFace& face) {
    face.blob.reset(hb_blob_create_from_file_or_fail(path.c_str()));
    if (!face.blob)
        return font_error(path, "the font cannot be read");
    unsigned length = 0;
    auto const* const data = hb_blob_get_data(face.blob.get(), &length);
    FT_Face opened = nullptr;
    // FreeType takes unsigned bytes where HarfBuzz gives plain ones
    auto const* const bytes = static_cast<FT_Byte const*>(static_cast<void const*>(data));
    if (FT_New_Memory_Face(library, bytes, static_cast<FT_Long>(length), 0, &opened) != 0)
        return font_error(path, "the file is not a font");
    face.freetype.reset(opened);
    if (!FT_IS_SCALABLE(opened) || FT_Select_Charmap(opened, FT_ENCODING_UNICODE) != 0)
        return font_error(path, "the font has no outlines or no Unicode table");
    face.harfbuzz.reset(hb_face_create(face.blob.get(), 0));
    face.units_per_em = opened->units_per_EM;
    for (char32_t c = 0; c < table_end; ++c)
        face.latin_advances[c] = is_control(c) ? no_glyph : measured_advance(opened, c);
    face.cap_height = measured_box(opened, U'H').top;
    face.x_height = measured_box(opened, U'x').top;
    return {};
}
/// The box around a glyph's points; empty when it has none. The lock is held.
UnitBox const& box_of(LoadedFace& face, char32_t character) {
    if (character < table_end) {
        auto& known = face.latin_boxes[character];
        if (!known)
            known = measured_box(face.freetype.get(), character);
        return *known;
    }
    auto const [place, is_new] = face.other_boxes.try_emplace(character);
    if (is_new)
        place->second = measured_box(face.freetype.get(), character);
    return place->second;
}

Glyph picture_of(FT_Bitmap const& bitmap, int left, int top) {
    Glyph glyph{left, top, static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows), {}};
    glyph.dark.reserve(std::size_t{bitmap.width} * bitmap.rows);
    for (unsigned y = 0; y < bitmap.rows; ++y)
        for (unsigned x = 0; x < bitmap.width; ++x) {
            auto const* const row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
            unsigned const byte = row[x >> 3U];
            glyph.dark.push_back(static_cast<std::uint8_t>((byte >> (7U - (x & 7U))) & 1U));
        }
    return glyph;
}

/// The glyph drawn at a size. The lock is held.
Glyph rendered(LoadedFace& face, Dots size, char32_t character) {
    FT_Face const freetype = face.freetype.get();
    if (face.size != size && FT_Set_Pixel_Sizes(freetype, 0, static_cast<FT_UInt>(size)) != 0)
        return {};
    face.size = size;
    FT_UInt const index = FT_Get_Char_Index(freetype, character);
    constexpr FT_Int32 flags = FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP | FT_LOAD_MONOCHROME;
    if (index == 0 || FT_Load_Glyph(freetype, index, flags) != 0 ||
        FT_Render_Glyph(freetype->glyph, FT_RENDER_MODE_MONO) != 0)
        return {};
    return picture_of(freetype->glyph->bitmap, freetype->glyph->bitmap_left,
                      freetype->glyph->bitmap_top);
}

std::vector<OutlineStep>& steps_of(void* user) {
    return *static_cast<std::vector<OutlineStep>*>(user);
}

int move_to(FT_Vector const* to, void* user) {
    auto& steps = steps_of(user);
    if (!steps.empty())
        steps.push_back({OutlineStep::Kind::close, 0, 0, 0, 0});
    steps.push_back(
        {OutlineStep::Kind::move, 0, 0, static_cast<int>(to->x), static_cast<int>(to->y)});
    return 0;
}

int line_to(FT_Vector const* to, void* user) {
    steps_of(user).push_back(
        {OutlineStep::Kind::line, 0, 0, static_cast<int>(to->x), static_cast<int>(to->y)});
    return 0;
}

int quadratic_to(FT_Vector const* control, FT_Vector const* to, void* user) {
    steps_of(user).push_back({OutlineStep::Kind::quadratic, static_cast<int>(control->x),
                              static_cast<int>(control->y), static_cast<int>(to->x),
                              static_cast<int>(to->y)});
    return 0;
}

/// TrueType outlines have no cubic curves.
int cubic_to(FT_Vector const*, FT_Vector const*, FT_Vector const*, void*) {
    return 1;
}

std::string shown(char32_t character) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string code = "U+";
    for (int shift = character > 0xffff ? 20 : 12; shift >= 0; shift -= 4)
        code += digits[(character >> static_cast<unsigned>(shift)) & 15U];
    return is_control(character) ? code : text::cat('"', text::to_utf8(character), "\" ", code);
}

} // namespace

Fonts::Fonts(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Fonts::Fonts(Fonts&&) noexcept = default;
Fonts& Fonts::operator=(Fonts&&) noexcept = default;
Fonts::~Fonts() = default;

Result<Fonts> Fonts::load(std::filesystem::path const& folder) {
    auto state = std::make_unique<State>();
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0)
        return Error{ErrorKind::io, {}, "no memory for fonts", {}};
    state->library.reset(library);
    for (std::size_t i = 0; i < face_count; ++i)
        CC_TRY(load_face(library, folder / face_files[i].file, state->faces[i]));
    return Fonts(std::move(state));
}

int Fonts::units_per_em(Face face) const {
    return m_state->faces[index_of(face)].units_per_em;
}

std::string_view Fonts::family(Face face) const {
    return face_files[index_of(face)].family;
}

int Fonts::advance(Face face, char32_t character) const {
    auto& loaded = m_state->faces[index_of(face)];
    if (character < table_end)
        return std::max(0, loaded.latin_advances[character]);
    std::scoped_lock const guard(m_state->lock);
    auto const [place, is_new] = loaded.other_advances.try_emplace(character, no_glyph);
    if (is_new && !is_control(character))
        place->second = measured_advance(loaded.freetype.get(), character);
    return std::max(0, place->second);
}

bool Fonts::has_glyph(Face face, char32_t character) const {
    auto& loaded = m_state->faces[index_of(face)];
    if (character < table_end)
        return loaded.latin_advances[character] != no_glyph;
    advance(face, character);
    std::scoped_lock const guard(m_state->lock);
    return loaded.other_advances.at(character) != no_glyph;
}

std::optional<char32_t> Fonts::find_missing_glyph(Face face, std::string_view text) const {
    for (char32_t const character : text::code_points(text))
        if (!has_glyph(face, character))
            return character;
    return std::nullopt;
}

Result<void> Fonts::check_glyphs(Face face, std::string_view text) const {
    auto const missing = find_missing_glyph(face, text);
    if (!missing)
        return {};
    return input_error({},
                       text::cat("the character ", shown(*missing), " of ", text::quoted(text),
                                 " is not in the font ", family(face), "; write it another way"));
}

FaceMetrics Fonts::metrics(Face face, Dots size) const {
    auto& loaded = m_state->faces[index_of(face)];
    int const em = loaded.units_per_em;
    auto const& freetype = *loaded.freetype;
    return {static_cast<Dots>(scaled_up(freetype.ascender, size, em)),
            static_cast<Dots>(scaled_up(-freetype.descender, size, em)),
            static_cast<Dots>(scaled(loaded.cap_height, size, em)),
            static_cast<Dots>(scaled(loaded.x_height, size, em)),
            static_cast<Dots>(scaled(freetype.height, size, em))};
}

Dots Fonts::width(Face face, Dots size, std::string_view text) const {
    std::int64_t units = 0;
    for (char32_t const character : text::code_points(text))
        units += advance(face, character);
    return static_cast<Dots>(scaled(units, size, units_per_em(face)));
}

std::vector<Dots> Fonts::pen_places(Face face, Dots size, std::string_view text) const {
    int const em = units_per_em(face);
    std::vector<Dots> places{0};
    std::int64_t units = 0;
    for (char32_t const character : text::code_points(text)) {
        units += advance(face, character);
        places.push_back(static_cast<Dots>(scaled(units, size, em)));
    }
    return places;
}

Rect Fonts::ink(Face face, Dots size, std::string_view text) const {
    auto const pens = pen_places(face, size, text);
    auto const characters = text::code_points(text);
    auto& loaded = m_state->faces[index_of(face)];
    int const em = loaded.units_per_em;
    constexpr std::int64_t far = std::numeric_limits<int>::max();
    std::int64_t left = far;
    std::int64_t top = far;
    std::int64_t right = -far;
    std::int64_t bottom = -far;
    std::scoped_lock const guard(m_state->lock);
    for (std::size_t i = 0; i < characters.size(); ++i) {
        UnitBox const& box = box_of(loaded, characters[i]);
        if (box.left == box.right || box.bottom == box.top)
            continue;
        left = std::min(left, pens[i] + scaled_down(box.left, size, em));
        right = std::max(right, pens[i] + scaled_up(box.right, size, em));
        top = std::min(top, -scaled_up(box.top, size, em));
        bottom = std::max(bottom, -scaled_down(box.bottom, size, em));
    }
    if (left > right)
        return {};
    return {static_cast<Dots>(left), static_cast<Dots>(top), static_cast<Dots>(right - left),
            static_cast<Dots>(bottom - top)};
}

Glyph const& Fonts::glyph(Face face, Dots size, char32_t character) const {
    return *glyphs(face, size, text::to_utf8(character)).front();
}

std::vector<Glyph const*> Fonts::glyphs(Face face, Dots size, std::string_view text) const {
    auto const characters = text::code_points(text);
    std::vector<Glyph const*> found;
    found.reserve(characters.size());
    std::size_t const index = index_of(face);
    std::scoped_lock const guard(m_state->lock);
    auto& set = m_state->glyphs[{index, size}];
    for (char32_t const character : characters) {
        if (character < table_end) {
            auto& glyph = set.latin[character];
            if (!glyph)
                glyph = std::make_unique<Glyph>(rendered(m_state->faces[index], size, character));
            found.push_back(glyph.get());
            continue;
        }
        auto const [place, is_new] = set.others.try_emplace(character);
        if (is_new)
            place->second = rendered(m_state->faces[index], size, character);
        found.push_back(&place->second);
    }
    return found;
}

std::vector<OutlineStep> Fonts::outline(Face face, char32_t character) const {
    auto& loaded = m_state->faces[index_of(face)];
    std::vector<OutlineStep> steps;
    std::scoped_lock const guard(m_state->lock);
    FT_UInt const index = FT_Get_Char_Index(loaded.freetype.get(), character);
    if (index == 0 || FT_Load_Glyph(loaded.freetype.get(), index, FT_LOAD_NO_SCALE) != 0)
        return steps;
    FT_Outline_Funcs const functions{move_to, line_to, quadratic_to, cubic_to, 0, 0};
    FT_Outline_Decompose(&loaded.freetype->glyph->outline, &functions, &steps);
    if (!steps.empty())
        steps.push_back({OutlineStep::Kind::close, 0, 0, 0, 0});
    return steps;
}

Result<std::string> Fonts::subset(Face face, std::span<char32_t const> characters) const {
    Error const failed{
        ErrorKind::io, {}, text::cat("the font ", family(face), " cannot be cut"), {}};
    std::unique_ptr<hb_subset_input_t, SubsetInputDelete> const input(
        hb_subset_input_create_or_fail());
    if (!input)
        return failed;
    for (char32_t const character : characters)
        hb_set_add(hb_subset_input_unicode_set(input.get()), character);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
    // layout tables drag further glyphs in; nothing here shapes text
    auto* const dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (auto const* const tag : {"GSUB", "GPOS", "GDEF", "MATH", "kern", "FFTM", "gasp"})
        hb_set_add(dropped, hb_tag_from_string(tag, 4));
    auto* const names = hb_subset_input_set(input.get(), HB_SUBSET_SETS_NAME_ID);
    hb_set_clear(names);
    // libharu refuses a font without these two
    hb_set_add(names, HB_OT_NAME_ID_FONT_SUBFAMILY);
    hb_set_add(names, HB_OT_NAME_ID_POSTSCRIPT_NAME);
    std::scoped_lock const guard(m_state->lock);
    HbFace const cut(hb_subset_or_fail(m_state->faces[index_of(face)].harfbuzz.get(), input.get()));
    if (!cut)
        return failed;
    Blob const blob(hb_face_reference_blob(cut.get()));
    unsigned length = 0;
    auto const* const data = hb_blob_get_data(blob.get(), &length);
    return std::string(data, length);
}

namespace {

/// A rectangle beside the origin, turned clockwise about it.
Rect turned(Rect rect, Rotation rotation) {
    switch (rotation) {
    case Rotation::none:
        return rect;
    case Rotation::quarter:
        return {-rect.y - rect.height, rect.x, rect.height, rect.width};
    case Rotation::half:
        return {-rect.x - rect.width, -rect.y - rect.height, rect.width, rect.height};
    case Rotation::three_quarter:
        return {rect.y, -rect.x - rect.width, rect.height, rect.width};
    }
    return rect;
}

Rect around(std::span<Point const> points, Dots margin) {
    if (points.empty())
        return {};
    auto const [left, right] = std::minmax_element(points.begin(), points.end(),
                                                   [](Point a, Point b) { return a.x < b.x; });
    auto const [top, bottom] = std::minmax_element(points.begin(), points.end(),
                                                   [](Point a, Point b) { return a.y < b.y; });
    return {left->x - margin, top->y - margin, right->x - left->x + 2 * margin,
            bottom->y - top->y + 2 * margin};
}

struct Bounds {
    Fonts const& fonts;

    Rect operator()(Text const& text) const {
        Rect rect = turned(fonts.ink(text.face, text.size, text.text), text.rotation);
        rect.x += text.at.x;
        rect.y += text.at.y;
        return rect;
    }
    Rect operator()(Line const& line) const {
        if (line.from.y == line.to.y)
            return {std::min(line.from.x, line.to.x), line.from.y - line.width / 2,
                    std::abs(line.to.x - line.from.x), line.width};
        if (line.from.x == line.to.x)
            return {line.from.x - line.width / 2, std::min(line.from.y, line.to.y), line.width,
                    std::abs(line.to.y - line.from.y)};
        return around(std::array{line.from, line.to}, (line.width + 1) / 2);
    }
    Rect operator()(Box const& box) const { return box.rect; }
    Rect operator()(Path const& path) const {
        return around(path.points, path.filled ? 0 : (path.width + 1) / 2);
    }
    Rect operator()(Picture const& picture) const {
        return {picture.at.x, picture.at.y, picture.columns, picture.rows};
    }
    Rect operator()(SymbolMark const& mark) const { return area_of(mark); }
};

} // namespace

Rect bounds(Primitive const& primitive, Fonts const& fonts) {
    return std::visit(Bounds{fonts}, primitive);
}

Rect bounds(Item const& item, Fonts const& fonts) {
    return bounds(item.primitive, fonts);
}

std::vector<std::string> font_libraries() {
    return {text::cat("FreeType ", FREETYPE_MAJOR, ".", FREETYPE_MINOR, ".", FREETYPE_PATCH),
            text::cat("HarfBuzz ", hb_version_string())};
}

} // namespace coldchain::draw
