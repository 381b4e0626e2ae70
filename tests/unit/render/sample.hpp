// SPDX-License-Identifier: Apache-2.0
// A page with one of everything, and help for asking outside programs. Sample data only: facility
// A9999 is reserved for that.
#pragma once

#include "../places.hpp"
#include "barcode/encode.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace sample {

using namespace coldchain;

inline draw::Fonts const& fonts() {
    static auto const loaded = draw::Fonts::load(draw::default_font_folder);
    REQUIRE(loaded);
    return loaded.value();
}

inline draw::SymbolMark mark(barcode::Symbology symbology, std::string const& payload,
                             draw::Point at, draw::Dots module, draw::Dots bar_height,
                             draw::Rotation rotation = draw::Rotation::none) {
    auto symbol = barcode::encode(symbology, payload);
    REQUIRE(symbol);
    return {at, std::move(symbol).value(), module, bar_height, rotation};
}

/// 100 x 60 mm: four linear symbols, two of them upright, two matrix symbols, texts, lines.
inline draw::Drawing label(draw::Grid grid) {
    using barcode::Symbology;
    using draw::Rotation;
    auto const mm = [grid](double value) {
        return draw::to_dots(grid, static_cast<std::int64_t>(value * 1000));
    };
    auto const at = [&](double x, double y) { return draw::Point{mm(x), mm(y)}; };
    draw::Dots const x = mm(0.25);
    draw::Page page{mm(100), mm(60), {}};
    page.items = {
        {"din", mark(Symbology::code128, "=A99991712345600", at(12, 2), x, mm(10))},
        {"abo", mark(Symbology::code128, "=%6200", at(60, 2), x, mm(10))},
        {"expiry", mark(Symbology::code128, "&>0263652359", at(20, 20), x, mm(8), Rotation::half)},
        {"down", mark(Symbology::code128, "=<S1128V00", at(2, 15), x, mm(7), Rotation::quarter)},
        {"up", mark(Symbology::code128, "=%5100", at(90, 16), x, mm(7), Rotation::three_quarter)},
        {"compound",
         mark(Symbology::data_matrix, "=+02000=A99991712345600=<S1128V00", at(60, 20), 2 * x, 0)},
        {"turned",
         mark(Symbology::data_matrix, "=A99991712345600", at(76, 20), 2 * x, 0, Rotation::quarter)},
        {"din text", draw::Text{at(12, 17), "A9999 17 123456", draw::Face::mono_bold, mm(3),
                                Rotation::none, draw::black}},
        {"name", draw::Text{at(14, 40),
                            "Leukapheresis 2 to 8 \xC2\xB0"
                            "C",
                            draw::Face::sans, mm(2.5), Rotation::none, draw::black}},
        {"flags",
         draw::Text{at(50, 13), "00", draw::Face::mono, mm(2), Rotation::quarter, draw::black}},
        {"rule", draw::Line{at(14, 44), at(80, 44), mm(0.3), draw::black, 0}},
        {"slant", draw::Line{at(14, 46), at(40, 58), mm(0.3), draw::black, mm(1)}},
        {"frame", draw::Box{{mm(45), mm(46), mm(20), mm(12)}, mm(0.5), false}},
        {"diamond",
         draw::Path{
             {at(75, 46), at(81, 52), at(75, 58), at(69, 52)}, true, false, mm(0.5), draw::black}},
    };
    return {grid, "Sample label", {page}};
}

inline bool has_program(std::string const& name) {
    return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

/// Standard output of a shell command.
inline std::string output_of(std::string const& command) {
    std::string out;
    FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> buffer{};
    for (std::size_t got = 0; (got = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        out.append(buffer.data(), got);
    pclose(pipe);
    return out;
}

/// A fresh file in the build folder.
inline std::string write(std::string const& name, std::string const& bytes) {
    auto const folder = std::filesystem::path(places::binary_folder) / "render-test";
    std::filesystem::create_directories(folder);
    auto const path = folder / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
}

} // namespace sample
