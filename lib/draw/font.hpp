// SPDX-License-Identifier: Apache-2.0
// The four faces every page may use: metrics, glyphs, and cut-down copies for embedding. The same
// widths hold in every backend: an advance is counted in font units and rounded to dots once, at
// the end of what is measured. There is no kerning and no hinting, so nothing depends on a size.
#pragma once

#include "common/result.hpp"
#include "draw/drawing.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::draw {

/// Of a face at a size, in dots, all counted away from the baseline.
struct FaceMetrics {
    Dots ascent = 0;     ///< highest point of any Latin letter, accents included
    Dots descent = 0;    ///< lowest point, as a positive number
    Dots cap_height = 0; ///< of H
    Dots x_height = 0;   ///< of x
    Dots line_height = 0;
};

/// A character's ink at a size: a one-bit picture beside the pen's place on the baseline.
struct Glyph {
    Dots left = 0; ///< from the pen to the first column, to the right
    Dots top = 0;  ///< from the baseline up to the first row's upper edge
    int columns = 0;
    int rows = 0;
    std::vector<std::uint8_t> dark; ///< columns * rows, 1 where ink is
};

/// One move of an outline in font units, y upwards. A quadratic curve has its control point in
/// x1, y1 and its end in x, y.
struct OutlineStep {
    enum class Kind { move, line, quadratic, close };
    Kind kind = Kind::move;
    int x1 = 0;
    int y1 = 0;
    int x = 0;
    int y = 0;
};

/// The faces, loaded once and shared by everything that measures or draws. All members may be
/// called from several threads at once.
class Fonts {
public:
    /// Reads DejaVuSans.ttf, DejaVuSans-Bold.ttf, DejaVuSansMono.ttf and DejaVuSansMono-Bold.ttf.
    /// Fails, naming the file and the package that brings it, when one is missing or damaged.
    static Result<Fonts> load(std::filesystem::path const& folder);

    Fonts(Fonts&&) noexcept;
    Fonts& operator=(Fonts&&) noexcept;
    ~Fonts();

    bool has_glyph(Face face, char32_t character) const;
    /// The first character of `text` (UTF-8) that the face cannot draw, control characters and
    /// ill-formed bytes included; nothing when all can be drawn.
    std::optional<char32_t> find_missing_glyph(Face face, std::string_view text) const;
    /// The same as an error that names the character, its code point and the face.
    Result<void> check_glyphs(Face face, std::string_view text) const;

    FaceMetrics metrics(Face face, Dots size) const;
    /// Where the pen stands after the text: the sum of the advances, rounded to dots once.
    Dots width(Face face, Dots size, std::string_view text) const;
    /// Where the pen stands before each character, and after the last: one more than characters.
    std::vector<Dots> pen_places(Face face, Dots size, std::string_view text) const;
    /// The rectangle around the ink, relative to the pen's start on the baseline, y downwards.
    /// Empty for blanks.
    Rect ink(Face face, Dots size, std::string_view text) const;

    int units_per_em(Face face) const;
    /// In font units; 0 for a character the face lacks.
    int advance(Face face, char32_t character) const;
    /// The glyph as the raster draws it. The reference stays good as long as the Fonts live.
    Glyph const& glyph(Face face, Dots size, char32_t character) const;
    /// The same of each character of a text.
    std::vector<Glyph const*> glyphs(Face face, Dots size, std::string_view text) const;
    std::vector<OutlineStep> outline(Face face, char32_t character) const;
    /// A TrueType file with the glyphs of `characters` only, without hinting and layout tables.
    Result<std::string> subset(Face face, std::span<char32_t const> characters) const;
    /// "DejaVu Sans Bold".
    std::string_view family(Face face) const;

private:
    struct State;
    explicit Fonts(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// "FreeType 2.12.1", "HarfBuzz 6.0.0": what metrics, glyphs and embedded fonts depend on.
std::vector<std::string> font_libraries();

/// Where Debian's fonts-dejavu-core puts the faces.
inline constexpr std::string_view default_font_folder = "/usr/share/fonts/truetype/dejavu";

/// The area a primitive puts ink on, in dots of the page; what a layout compares to prove that
/// nothing overlaps or is clipped. A symbol's area is without its quiet zone.
Rect bounds(Primitive const& primitive, Fonts const& fonts);
Rect bounds(Item const& item, Fonts const& fonts);

} // namespace coldchain::draw
