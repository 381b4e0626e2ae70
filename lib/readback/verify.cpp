// SPDX-License-Identifier: Apache-2.0
// The checks of one symbol, in the order in which they explain each other: is it all on the page,
// is its quiet zone clear, has each module its dots, does it read, and does it say what was asked.
// All that fail are reported, so that one run shows everything there is to mend.
#include "readback/verify.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace coldchain::readback {

namespace {

using barcode::Area;
using barcode::Raster;
using barcode::Symbology;
using draw::Rotation;
using draw::SymbolMark;

constexpr std::array<CodeRow, 9> rows{{
    {"READ-01", "a symbol on our own page does not read",
     "the decoder found no symbol of the right kind where one was drawn: bars too narrow for the "
     "grid, or something drawn over them",
     "a Code 128 with a line through all of its bars",
     "move what covers the symbol, or choose a larger module; nothing is released until it reads",
     "ISO/IEC 15417 (Code 128), ISO/IEC 16022 (Data Matrix)"},
    {"READ-02", "a symbol reads, but says something else",
     "the payload decoded from the raster differs from the one the order asked for",
     "asked =A99991712345600, read =A99991712345700",
     "a defect of the toolkit: do not use the label, and report it",
     "ST-001 section 6: what is scanned must be what was assigned"},
    {"READ-03", "the quiet zone of a symbol is not clear",
     "ink lies in the blank margin a reader needs to find the ends of a symbol: 10 modules at "
     "either end of Code 128, 1 on each side of Data Matrix",
     "a text that begins 1 mm right of the last bar",
     "move the text or line that reaches into the margin",
     "ST-001 section 6.1.3; ISO/IEC 15417; ISO/IEC 16022"},
    {"READ-04", "a symbol or its quiet zone lies beyond the edge of the page",
     "the symbol is too long for its place at this module size, or placed too near to an edge",
     "a symbol of 233 modules of 0.25 mm starting at 50 mm on a label 100 mm wide",
     "move the symbol, shorten its payload or choose a smaller module", "ST-001 section 6.1.3"},
    {"READ-05", "the dots of a symbol are not those of its modules",
     "something is drawn over the symbol; it may still read today, on this printer",
     "a border that crosses the lowest row of a Data Matrix", "move what covers the symbol",
     "ST-001 section 6.1: nothing may touch the bars"},
    {"READ-06", "a symbol reads with the wrong symbology identifier",
     "a function character turned the symbol into another kind: ]C1 is GS1-128, ]d2 is GS1 Data "
     "Matrix",
     "identifier ]C1 where ]C0 is due",
     "a defect of the toolkit: do not use the label, and report it",
     "ST-001 section 6; AIM symbology identifiers (ISO/IEC 15424)"},
    {"READ-07", "the picture has not the size of the page",
     "the raster that was to be proved was made for another page or another resolution",
     "a raster of 812 by 812 dots for a page of 1200 by 1200",
     "a defect of the toolkit: do not use the label, and report it", "coldchain"},
    {"READ-08", "printed text says something else than the symbols",
     "a number, code, date or blood group that people read differs from what scanners read on the "
     "same page",
     "EXP 22 NOV 2028 printed beside a symbol that says 22 NOV 2027",
     "do not use the label; print it again from one source", "ST-001 7.3.1, 7.5"},
    {"READ-09", "printed text was not compared with the symbols",
     "the text of a PDF is taken from it by the program pdftotext, which is not there or cannot "
     "read the file; or the page holds a picture and no text",
     "scan label.pdf on a machine without poppler-utils",
     "install poppler-utils, or compare the print by eye", "coldchain, scan"},
}};

constexpr std::string_view expected_identifier(Symbology symbology) {
    return symbology == Symbology::code128 ? "]C0" : "]d1";
}

bool is_upright(SymbolMark const& mark) {
    return mark.rotation == Rotation::quarter || mark.rotation == Rotation::three_quarter;
}

std::string area_text(Area area) {
    return text::cat(area.width, " by ", area.height, " dots at ", area.x, ", ", area.y);
}

/// One symbol under proof, and what was found wrong with it.
class SymbolCheck {
public:
    SymbolCheck(std::string const& name, SymbolMark const& mark, Raster const& raster)
        : m_name(name), m_mark(mark), m_raster(raster) {
        auto const drawn = draw::area_of(mark);
        m_symbol = {drawn.x, drawn.y, drawn.width, drawn.height};
        // Code 128 needs its quiet zone at either end only, Data Matrix on all sides
        int const quiet = mark.symbol.quiet_zone * mark.module;
        bool const linear = mark.symbol.rows == 1;
        int const sideways = linear && is_upright(mark) ? 0 : quiet;
        int const lengthways = linear && !is_upright(mark) ? 0 : quiet;
        m_whole = {m_symbol.x - sideways, m_symbol.y - lengthways, m_symbol.width + 2 * sideways,
                   m_symbol.height + 2 * lengthways};
    }

    std::optional<Proved> prove() {
        if (!lies_on_page())
            return std::nullopt;
        check_quiet_zone();
        check_modules();
        return decode();
    }

    std::vector<Finding> take_findings() { return std::move(m_findings); }

private:
    void report(std::string_view code, std::string found, std::string asked, std::string message,
                std::string fix) {
        m_findings.push_back({std::string(code),
                              Severity::error,
                              {},
                              m_name,
                              std::move(found),
                              std::move(asked),
                              {},
                              std::move(message),
                              std::move(fix)});
    }

    std::uint8_t const* row(int y) const {
        return m_raster.grey.data() +
               static_cast<std::size_t>(y) * static_cast<std::size_t>(m_raster.width);
    }

    /// The first column from `from` to before `to` with ink, or `to`.
    int find_ink(int y, int from, int to) const {
        auto const* const dots = row(y);
        return static_cast<int>(
            std::find_if(dots + from, dots + to, [](std::uint8_t dot) { return dot < 128; }) -
            dots);
    }

    bool lies_on_page() {
        if (m_whole.x >= 0 && m_whole.y >= 0 && m_whole.x + m_whole.width <= m_raster.width &&
            m_whole.y + m_whole.height <= m_raster.height)
            return true;
        report("READ-04", area_text(m_whole),
               text::cat(m_raster.width, " by ", m_raster.height, " dots"),
               text::cat(m_name, " with its quiet zone takes ", area_text(m_whole),
                         ", the page has ", m_raster.width, " by ", m_raster.height),
               "move the symbol, or choose a smaller module");
        return false;
    }

    void check_quiet_zone() {
        int const right = m_whole.x + m_whole.width;
        for (int y = m_whole.y; y < m_whole.y + m_whole.height; ++y) {
            bool const beside = y >= m_symbol.y && y < m_symbol.y + m_symbol.height;
            int const first_end = beside ? m_symbol.x : right;
            int const second = beside ? m_symbol.x + m_symbol.width : right;
            int x = find_ink(y, m_whole.x, first_end);
            if (x == first_end)
                x = find_ink(y, second, right);
            if (x == right)
                continue;
            report("READ-03", text::cat("ink at dot ", x, ", ", y), "no ink",
                   text::cat("the quiet zone of ", m_name, " has ink at dot ", x, ", ", y),
                   "move what reaches into the quiet zone");
            return;
        }
    }

    void check_modules() {
        bool const linear = m_mark.symbol.rows == 1;
        int const across = linear && is_upright(m_mark) ? m_mark.bar_height : m_mark.module;
        int const down = linear && !is_upright(m_mark) ? m_mark.bar_height : m_mark.module;
        for (int y = 0; y < m_symbol.height; ++y) {
            if (y % down == 0)
                expect_row(y / down, across);
            auto const* const dots = row(m_symbol.y + y) + m_symbol.x;
            // our rasters are black and white: most rows are the expected bytes
            if (std::memcmp(dots, m_bytes.data(), m_bytes.size()) == 0)
                continue;
            auto const wrong = std::mismatch(
                m_expected.begin(), m_expected.end(), dots,
                [](std::uint8_t ink, std::uint8_t dot) { return (ink != 0) == (dot < 128); });
            if (wrong.first == m_expected.end())
                continue;
            int const x = m_symbol.x + static_cast<int>(wrong.first - m_expected.begin());
            report(
                "READ-05", text::cat("dot ", x, ", ", m_symbol.y + y, " differs"),
                "the symbol's own dots",
                text::cat("something is drawn over ", m_name, " at dot ", x, ", ", m_symbol.y + y),
                "move what covers the symbol");
            return;
        }
    }

    /// The dots of one row of modules, 1 for ink.
    void expect_row(int module_row, int across) {
        m_expected.clear();
        for (int column = 0; column < m_symbol.width / across; ++column)
            m_expected.insert(m_expected.end(), static_cast<std::size_t>(across),
                              module_at(column, module_row) ? 1 : 0);
        m_bytes.clear();
        for (std::uint8_t const ink : m_expected)
            m_bytes.push_back(ink != 0 ? 0 : 255);
    }

    /// Of the symbol as it stands on the page, rotation included.
    bool module_at(int column, int row) const {
        auto const& symbol = m_mark.symbol;
        int const right = symbol.columns - 1;
        int const bottom = symbol.rows - 1;
        switch (m_mark.rotation) {
        case Rotation::none:
            return symbol.is_dark(column, row);
        case Rotation::quarter:
            return symbol.is_dark(row, bottom - column);
        case Rotation::half:
            return symbol.is_dark(right - column, bottom - row);
        case Rotation::three_quarter:
            return symbol.is_dark(right - row, column);
        }
        return false;
    }

    std::optional<Proved> decode() {
        auto const& symbol = m_mark.symbol;
        auto const direction =
            is_upright(m_mark) ? barcode::Direction::upright : barcode::Direction::level;
        // with every dot as it should be there is nothing to search for; else all is tried, so that
        // the findings say what a scanner would make of it
        auto decoded = m_findings.empty() ? barcode::decode_pure(m_raster, m_whole,
                                                                 symbol.symbology, direction)
                                          : std::nullopt;
        if (!decoded)
            decoded = barcode::decode_area(m_raster, m_whole, symbol.symbology, direction);
        if (!decoded) {
            report("READ-01", "nothing", symbol.payload,
                   text::cat(m_name, " with ", text::quoted(symbol.payload), " does not read"),
                   "choose a larger module, or move what covers the symbol");
            return std::nullopt;
        }
        if (decoded->payload != symbol.payload)
            report("READ-02", decoded->payload, symbol.payload,
                   text::cat(m_name, " reads ", text::quoted(decoded->payload), ", asked was ",
                             text::quoted(symbol.payload)),
                   "do not use this label and report the defect");
        if (decoded->identifier != expected_identifier(symbol.symbology))
            report("READ-06", decoded->identifier,
                   std::string(expected_identifier(symbol.symbology)),
                   text::cat(m_name, " reads with the symbology identifier ", decoded->identifier),
                   "do not use this label and report the defect");
        if (!m_findings.empty())
            return std::nullopt;
        return Proved{m_name, std::move(*decoded)};
    }

    std::string const& m_name;
    SymbolMark const& m_mark;
    Raster const& m_raster;
    Area m_symbol; ///< the modules
    Area m_whole;  ///< with the quiet zone
    std::vector<std::uint8_t> m_expected; ///< 1 for ink
    std::vector<std::uint8_t> m_bytes;    ///< the same as grey
    std::vector<Finding> m_findings;
};

Finding wrong_size(draw::Page const& page, Raster const& raster) {
    auto const found = text::cat(raster.width, " by ", raster.height, " dots");
    auto const asked = text::cat(page.width, " by ", page.height, " dots");
    return {"READ-07",
            Severity::error,
            {},
            "page",
            found,
            asked,
            {},
            text::cat("the picture to be proved has ", found, ", the page ", asked),
            "report the defect"};
}

} // namespace

Verification verify_page(draw::Drawing const& drawing, std::size_t page, Raster const& raster) {
    Verification verification;
    auto const& sheet = drawing.pages.at(page);
    if (raster.width != sheet.width || raster.height != sheet.height) {
        verification.findings.push_back(wrong_size(sheet, raster));
        return verification;
    }
    for (auto const& item : sheet.items) {
        auto const* const mark = std::get_if<SymbolMark>(&item.primitive);
        if (mark == nullptr)
            continue;
        SymbolCheck check(item.name, *mark, raster);
        if (auto proved = check.prove())
            verification.proved.push_back(std::move(*proved));
        for (Finding& finding : check.take_findings())
            verification.findings.push_back(std::move(finding));
    }
    return verification;
}

std::span<CodeRow const> codes() {
    return rows;
}

} // namespace coldchain::readback
