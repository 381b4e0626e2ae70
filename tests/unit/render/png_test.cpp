// SPDX-License-Identifier: Apache-2.0
// PNG: the proved dots, at the size they have on paper.
#include "render/raster.hpp"
#include "render/renderer.hpp"

#include "sample.hpp"

#include <png.h>

using namespace coldchain;
using namespace coldchain::draw;
using namespace coldchain::render;

namespace {

struct Decoded {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

Decoded decoded(std::string const& bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0);
    image.format = PNG_FORMAT_RGB;
    Decoded out{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    out.rgb.resize(PNG_IMAGE_SIZE(image));
    REQUIRE(png_image_finish_read(&image, nullptr, out.rgb.data(), 0, nullptr) != 0);
    return out;
}

unsigned number_after(std::string const& bytes, std::string const& chunk, std::size_t offset) {
    auto const at = bytes.find(chunk);
    REQUIRE(at != std::string::npos);
    unsigned value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(bytes.at(at + 4 + offset + i));
    return value;
}

} // namespace

TEST_CASE("PNG carries exactly the dots of the raster, one bit each", "[render]") {
    auto const [grid, per_metre] = GENERATE(table<Grid, unsigned>({
        // dots a metre: 203 / 0.0254 = 7992.1, 300 / 0.0254 = 11811.02
        {grid_of_dpi(203), 7992},
        {grid_of_dpi(300), 11811},
        {Grid{8, 1}, 8000},
    }));
    auto const drawing = sample::label(grid);
    auto const png = make_png_renderer(sample::fonts())->render(drawing);
    REQUIRE(png);
    CHECK(number_after(*png, "pHYs", 0) == per_metre);
    CHECK(number_after(*png, "pHYs", 4) == per_metre);
    CHECK(png->at(png->find("IHDR") + 12) == 1); // bit depth
    auto const picture = decoded(*png);
    auto const raster = render::raster(drawing, 0, sample::fonts()).value();
    REQUIRE(picture.width == raster.width);
    REQUIRE(picture.height == raster.height);
    bool same = true;
    for (std::size_t i = 0; i < raster.grey.size(); ++i)
        same = same && picture.rgb[3 * i] == raster.grey[i];
    CHECK(same);
}

TEST_CASE("colours are kept in a coloured PNG", "[render]") {
    Drawing drawing{{8, 1}, "", {{4, 2, {}}}};
    drawing.pages[0].items.push_back({"box", Box{{0, 0, 2, 2}, 0, true, black, {200, 30, 40}}});
    auto const png = make_png_renderer(sample::fonts())->render(drawing);
    REQUIRE(png);
    auto const picture = decoded(*png);
    CHECK(std::vector<std::uint8_t>(picture.rgb.begin(), picture.rgb.begin() + 3) ==
          std::vector<std::uint8_t>{200, 30, 40});
    CHECK(picture.rgb[6] == 255);
}

TEST_CASE("a PNG holds one page", "[render]") {
    Drawing drawing{{8, 1}, "", {{4, 2, {}}, {4, 2, {}}}};
    CHECK_FALSE(make_png_renderer(sample::fonts())->render(drawing));
    CHECK(make_png_renderer(sample::fonts())->render(only_page(drawing, 1)));
}
