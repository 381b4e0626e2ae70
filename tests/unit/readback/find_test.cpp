// SPDX-License-Identifier: Apache-2.0
// Unknown pages: everything is found where it is, equal symbols are counted, nothing crashes.
#include "readback/find.hpp"

#include "barcode/encode.hpp"
#include "draw/font.hpp"
#include "render/raster.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

using namespace coldchain;
using namespace coldchain::draw;
using barcode::Decoded;
using barcode::Raster;
using barcode::Symbology;

namespace {

Fonts const& fonts() {
    static auto const loaded = Fonts::load(default_font_folder);
    REQUIRE(loaded);
    return loaded.value();
}

struct Sheet {
    Drawing drawing;

    explicit Sheet(int dpi) : drawing{grid_of_dpi(dpi), "", {}} {
        drawing.pages.push_back({mm(100), mm(100), {}});
    }
    Dots mm(double value) const {
        return to_dots(drawing.grid, static_cast<std::int64_t>(value * 1000));
    }
    void add(Symbology symbology, std::string const& payload, double x, double y,
             Rotation rotation = Rotation::none) {
        SymbolMark mark{
            {mm(x), mm(y)}, barcode::encode(symbology, payload).value(), mm(0.25), mm(8), rotation};
        drawing.pages[0].items.push_back({payload, mark});
    }
    void write(std::string const& text, double x, double y, double size) {
        drawing.pages[0].items.push_back(
            {"text", Text{{mm(x), mm(y)}, text, Face::sans, mm(size), Rotation::none, black}});
    }
    Raster raster() const { return render::raster(drawing, 0, fonts()).value(); }
    double dots_per_mm() const {
        return static_cast<double>(drawing.grid.dots) / drawing.grid.millimetres;
    }
};

long count(std::vector<Decoded> const& found, std::string const& payload) {
    return std::count_if(found.begin(), found.end(),
                         [&](Decoded const& one) { return one.payload == payload; });
}

/// The page as a worse picture of itself: turned a little, smoothed, speckled.
Raster scanned(Raster const& page, double degrees, double noise, unsigned seed) {
    double const angle = degrees * 3.14159265358979 / 180;
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> chance(0, 1);
    Raster out{page.width, page.height, std::vector<std::uint8_t>(page.grey.size(), 255)};
    double const middle_x = page.width / 2.0;
    double const middle_y = page.height / 2.0;
    auto const at = [&](int x, int y) {
        bool const inside = x >= 0 && y >= 0 && x < page.width && y < page.height;
        return inside ? static_cast<double>(page.at(x, y)) : 255.0;
    };
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < page.width; ++x) {
            double const dx = x - middle_x;
            double const dy = y - middle_y;
            double const from_x = middle_x + dx * std::cos(angle) + dy * std::sin(angle);
            double const from_y = middle_y - dx * std::sin(angle) + dy * std::cos(angle);
            int const left = static_cast<int>(std::floor(from_x));
            int const top = static_cast<int>(std::floor(from_y));
            double const u = from_x - left;
            double const v = from_y - top;
            double value = (1 - v) * ((1 - u) * at(left, top) + u * at(left + 1, top)) +
                           v * ((1 - u) * at(left, top + 1) + u * at(left + 1, top + 1));
            if (noise > 0 && chance(random) < noise)
                value = chance(random) * 255;
            out.grey[static_cast<std::size_t>(y * page.width + x)] =
                static_cast<std::uint8_t>(value);
        }
    return out;
}

} // namespace

TEST_CASE("equal symbols, upright ones and a matrix in a corner are all found", "[readback]") {
    int const dpi = GENERATE(203, 300, 600);
    Sheet sheet(dpi);
    sheet.add(Symbology::code128, "=%6200", 5, 5);
    sheet.add(Symbology::code128, "=%6200", 40, 5); // beside
    sheet.add(Symbology::code128, "=%6200", 5, 15); // 2 mm below the first
    sheet.add(Symbology::code128, "=A99991712345600", 5, 40, Rotation::quarter);
    sheet.add(Symbology::code128, "=A99991712345600", 20, 40, Rotation::three_quarter);
    sheet.add(Symbology::code128, "=<S1128V00", 40, 30, Rotation::half);
    sheet.add(Symbology::data_matrix, "=+02000=A99991712345600=<S1128V00", 90, 3);
    sheet.add(Symbology::data_matrix, "=A99991712345600", 3, 92, Rotation::quarter);
    sheet.add(Symbology::data_matrix, "=A99991712345600", 60, 60, Rotation::half);
    sheet.write("A9999 17 123456 Leukapheresis", 40, 50, 3);
    sheet.write("do not irradiate", 60, 67, 2);
    bool const known = GENERATE(true, false);
    auto const found = readback::find_symbols(sheet.raster(), {known ? sheet.dots_per_mm() : 0.0});
    for (auto const& one : found)
        UNSCOPED_INFO(dpi << ' ' << one.payload << " at " << one.bounds().x << ' '
                          << one.bounds().y);
    CHECK(found.size() == 9);
    CHECK(count(found, "=%6200") == 3);
    CHECK(count(found, "=A99991712345600") == 4);
    CHECK(count(found, "=<S1128V00") == 1);
    CHECK(count(found, "=+02000=A99991712345600=<S1128V00") == 1);
}

TEST_CASE("a symbol's place, extent and direction are those it was drawn with", "[readback]") {
    Sheet sheet(300);
    auto const rotation =
        GENERATE(Rotation::none, Rotation::quarter, Rotation::half, Rotation::three_quarter);
    sheet.add(Symbology::code128, "=A99991712345600", 30, 20, rotation);
    auto const found = readback::find_symbols(sheet.raster(), {sheet.dots_per_mm()});
    REQUIRE(found.size() == 1);
    auto const box = found[0].bounds();
    auto const drawn = area_of(std::get<SymbolMark>(sheet.drawing.pages[0].items[0].primitive));
    CHECK(std::abs(box.x - drawn.x) <= 3);
    CHECK(std::abs(box.y - drawn.y) <= 3);
    CHECK(std::abs(box.width - drawn.width) <= 5);
    CHECK(std::abs(box.height - drawn.height) <= 5);
    int const expected = 90 * static_cast<int>(rotation);
    CHECK((found[0].orientation + 360) % 360 == expected);
}

TEST_CASE("a Data Matrix is found wherever it lies", "[readback]") {
    Sheet sheet(203);
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 5; ++column)
            sheet.add(Symbology::data_matrix,
                      "=A99991712345" + std::to_string(100 + row * 5 + column), 4 + column * 19,
                      5 + row * 24);
    auto const found = readback::find_symbols(sheet.raster(), {sheet.dots_per_mm()});
    CHECK(found.size() == 20);
    for (auto const& one : found)
        CHECK(one.identifier == "]d1");
}

TEST_CASE("a page that lies askew or is speckled is read", "[readback]") {
    auto const [degrees, noise] = GENERATE(
        table<double, double>({{2.0, 0.0}, {-3.0, 0.0}, {5.0, 0.0}, {0.0, 0.02}, {1.5, 0.01}}));
    Sheet sheet(300);
    sheet.add(Symbology::code128, "=A99991712345600", 20, 20);
    sheet.add(Symbology::code128, "=%6200", 20, 45);
    sheet.add(Symbology::code128, "=<S1128V00", 70, 30, Rotation::quarter);
    sheet.add(Symbology::data_matrix, "=+02000=A99991712345600=<S1128V00", 30, 70);
    auto const found =
        readback::find_symbols(scanned(sheet.raster(), degrees, noise, 7), {sheet.dots_per_mm()});
    INFO("turned " << degrees << ", noise " << noise);
    for (auto const& one : found)
        UNSCOPED_INFO(one.payload << " at " << one.bounds().x << ' ' << one.bounds().y << ' '
                                  << one.bounds().height);
    CHECK(count(found, "=A99991712345600") == 1);
    CHECK(count(found, "=%6200") == 1);
    CHECK(count(found, "=<S1128V00") == 1);
    CHECK(count(found, "=+02000=A99991712345600=<S1128V00") == 1);
}

TEST_CASE("symbols at any angle are found, each once and in its direction", "[readback]") {
    auto const [degrees, dpi] =
        GENERATE(table<int, int>({{7, 300}, {23, 300}, {45, 300}, {68, 300}, {83, 300}, {120, 300},
                                  {200, 300}, {305, 300}, {31, 600}}));
    Sheet sheet(dpi);
    sheet.add(Symbology::code128, "=A99991712345600", 25, 35);
    sheet.add(Symbology::code128, "=<S1128V00", 30, 55);
    sheet.add(Symbology::data_matrix, "=A99991712345600", 45, 72);
    sheet.write("A9999 17 123456 Leukapheresis", 25, 50, 3);
    auto const found =
        readback::find_symbols(scanned(sheet.raster(), degrees, 0, 1), {sheet.dots_per_mm()});
    CAPTURE(degrees);
    for (auto const& one : found)
        UNSCOPED_INFO(one.payload << " turned " << one.orientation);
    CHECK(found.size() == 3);
    CHECK(count(found, "=A99991712345600") == 2);
    CHECK(count(found, "=<S1128V00") == 1);
    for (auto const& one : found) {
        // up to about 7 degrees the plain search reads a symbol and calls it level
        if (one.symbology == Symbology::code128 && degrees % 90 > 10 && degrees % 90 < 80)
            CHECK(std::abs((one.orientation - degrees + 540) % 360 - 180) <= 3);
    }
}

TEST_CASE("a scratch through a symbol does not make it two", "[readback]") {
    Sheet sheet(300);
    sheet.add(Symbology::code128, "=A99991712345600", 20, 20);
    sheet.drawing.pages[0].items.push_back(
        {"pen", Line{{sheet.mm(15), sheet.mm(24)}, {sheet.mm(70), sheet.mm(24)}, 4, black, 0}});
    CHECK(readback::find_symbols(sheet.raster(), {sheet.dots_per_mm()}).size() == 1);
}

TEST_CASE("blank, empty and broken pages hold nothing", "[readback]") {
    CHECK(readback::find_symbols(Raster{}).empty());
    CHECK(readback::find_symbols(Raster{1, 1, {0}}).empty());
    CHECK(readback::find_symbols(Raster{300, 200, std::vector<std::uint8_t>(60'000, 255)}).empty());
    CHECK(readback::find_symbols(Raster{300, 200, std::vector<std::uint8_t>(60'000, 0)}).empty());
    CHECK(readback::find_symbols(Raster{300, 200, {1, 2, 3}}).empty());
}

namespace {

/// A picture of at most 0.3 megapixels that means to do harm: noise, stripes of all widths, pieces
/// of real labels turned and torn, extreme shapes.
Raster hostile_picture(std::mt19937& random) {
    auto const below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    if (below(3) == 0) {
        static std::vector<Raster> const pages = [] {
            std::vector<Raster> made;
            for (int const dpi : {100, 130}) {
                Sheet sheet(dpi);
                sheet.add(Symbology::code128, "=%6200", 5, 5);
                sheet.add(Symbology::code128, "=%6200", 40, 5);
                sheet.add(Symbology::code128, "=A99991712345600", 5, 40, Rotation::quarter);
                sheet.add(Symbology::data_matrix, "=+02000=A99991712345600=<S1128V00", 80, 10);
                sheet.write("A9999 17 123456", 40, 50, 3);
                made.push_back(sheet.raster());
            }
            return made;
        }();
        auto page = scanned(pages.at(random() % pages.size()), below(360), below(20) / 100.0,
                            static_cast<unsigned>(random()));
        for (int tears = below(4); tears > 0; --tears) {
            auto const from = random() % page.grey.size();
            auto const length = std::min(page.grey.size() - from, std::size_t{random() % 20'000});
            std::fill_n(page.grey.begin() + static_cast<std::ptrdiff_t>(from), length,
                        static_cast<std::uint8_t>(below(256)));
        }
        return page;
    }
    int const widest = below(10) == 0 ? 30'000 : 600;
    Raster raster{1 + below(widest), 0, {}};
    raster.height = 1 + below(std::min(500, std::max(1, 300'000 / raster.width)));
    auto const kind = below(6);
    int const period = 1 + below(40);
    unsigned value = 0;
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x) {
            if (kind == 0)
                value = random() % 256;
            else if (kind == 1)
                value = random() % 2 * 255;
            else if (kind == 2)
                value = static_cast<unsigned>((x / period) % 2 * 255);
            else if (kind == 3)
                value = static_cast<unsigned>(((x + y) / period) % 2 * 255);
            else if (kind == 4)
                value = static_cast<unsigned>(((x / period) ^ (y / period)) % 2 * 255);
            else if (random() % 7 == 0)
                value = random() % 2 * 255;
            raster.grey.push_back(static_cast<std::uint8_t>(value));
        }
    return raster;
}

} // namespace

// COLDCHAIN_PICTURES asks for another number of them.
TEST_CASE("random pictures are survived", "[readback]") {
    char const* const wanted = std::getenv("COLDCHAIN_PICTURES");
    int const rounds = wanted == nullptr ? 80 : std::atoi(wanted);
    std::mt19937 random(20261124);
    long found = 0;
    for (int round = 0; round < rounds; ++round)
        found += static_cast<long>(
            readback::find_symbols(hostile_picture(random), {round % 2 == 0 ? 0.0 : 8.0}).size());
    CHECK(found > 0); // the torn labels are not all beyond reading
}
