// SPDX-License-Identifier: Apache-2.0
// PDF: small, the same every time, and read by programs that are not ours.
#include "render/raster.hpp"
#include "render/renderer.hpp"

#include "sample.hpp"

#include <cmath>

using namespace coldchain;
using namespace coldchain::draw;
using namespace coldchain::render;

namespace {

std::string pdf_of(Drawing const& drawing, PdfOptions options = {}) {
    auto pdf = make_pdf_renderer(sample::fonts(), std::move(options))->render(drawing);
    if (!pdf)
        FAIL(describe(pdf.error()));
    return std::move(pdf).value();
}

/// False, after saying so, when a program for a second opinion is not there.
bool can_ask(std::string const& program) {
    if (sample::has_program(program))
        return true;
    WARN("skipped: " << program << " is not installed");
    return false;
}

bool holds(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

barcode::Raster pgm(std::string const& bytes) {
    barcode::Raster raster;
    int depth = 0;
    int used = 0;
    REQUIRE(std::sscanf(bytes.c_str(), "P5 %d %d %d%n", &raster.width, &raster.height, &depth,
                        &used) == 3);
    REQUIRE(depth == 255);
    raster.grey.assign(bytes.begin() + used + 1, bytes.end());
    return raster;
}

} // namespace

TEST_CASE("PDF: the same drawing gives the same bytes, and few of them", "[render]") {
    auto const drawing = sample::label(grid_of_dpi(300));
    auto const pdf = pdf_of(drawing);
    CHECK(pdf == pdf_of(drawing));
    CHECK(pdf.substr(0, 5) == "%PDF-");
    CHECK(pdf.size() < 20'000);
    CHECK_FALSE(holds(pdf, "CreationDate"));
    CHECK(holds(pdf, "/PrintScaling /None"));
}

TEST_CASE("PDF: a date is written only when it is given", "[render]") {
    PdfOptions options;
    options.created = Instant{1'700'000'000'000}; // 2023-11-14T22:13:20Z
    options.scaling = PrintScaling::viewer;
    auto const pdf = pdf_of(sample::label({8, 1}), options);
    CHECK(holds(pdf, "D:20231114221320"));
    CHECK_FALSE(holds(pdf, "PrintScaling"));
}

TEST_CASE("PDF: outside programs find nothing wrong with it", "[render]") {
    auto const path = sample::write("checked.pdf", pdf_of(sample::label({12, 1})));
    if (can_ask("qpdf"))
        CHECK(std::system(("qpdf --check " + path + " >/dev/null 2>&1").c_str()) == 0);
    if (can_ask("pdfinfo")) {
        auto const info = sample::output_of("pdfinfo " + path);
        CHECK(holds(info, "Sample label"));
        CHECK(holds(info, "283.465 x 170.079 pts")); // 100 mm and 60 mm at 72 points an inch
        CHECK(sample::output_of("pdfinfo " + path + " 2>&1 >/dev/null").empty());
    }
}

TEST_CASE("PDF: text can be searched and copied", "[render]") {
    if (!can_ask("pdftotext"))
        return;
    Drawing drawing = sample::label({24, 1});
    drawing.title = "Gr\xC3\xB6\xC3\x9F"
                    "e";
    std::string const greek = "\xCE\xA9 \xE2\x84\x83 \xE2\x82\xAC \xE2\x89\xA4 8";
    drawing.pages[0].items.push_back(
        {"greek", Text{{400, 1300}, greek, Face::sans_bold, 60, Rotation::none, black}});
    auto const path = sample::write("text.pdf", pdf_of(drawing));
    auto const text = sample::output_of("pdftotext -raw " + path + " -");
    CHECK(holds(text, "A9999 17 123456"));
    CHECK(holds(text, "Leukapheresis 2 to 8 \xC2\xB0"
                      "C"));
    CHECK(holds(text, greek));
    CHECK(sample::output_of("pdftotext " + path + " - 2>&1 >/dev/null").empty());
    if (can_ask("pdfinfo"))
        CHECK(holds(sample::output_of("pdfinfo " + path), drawing.title));
}

TEST_CASE("PDF: the fonts are embedded and cut down", "[render]") {
    if (!can_ask("pdffonts"))
        return;
    auto const path = sample::write("fonts.pdf", pdf_of(sample::label({8, 1})));
    auto const fonts = sample::output_of("pdffonts " + path);
    // columns: embedded, subset, to Unicode
    CHECK(holds(fonts, "COLDCA+DejaVuSans"));
    CHECK(holds(fonts, "yes yes yes"));
    CHECK_FALSE(holds(fonts, " no "));
    auto const compressed = pdf_of(sample::label({8, 1}));
    CHECK(compressed.size() <
          pdf_of(sample::label({8, 1}), {{}, PrintScaling::none, Compression::off, {}}).size());
}

TEST_CASE("PDF: elements lie where the raster has them", "[render]") {
    if (!can_ask("pdftoppm"))
        return;
    int const dpi = GENERATE(203, 300, 600);
    auto drawing = sample::label(grid_of_dpi(dpi));
    bool const with_text = GENERATE(false, true);
    if (!with_text)
        std::erase_if(drawing.pages[0].items, [](Item const& item) {
            return std::holds_alternative<Text>(item.primitive);
        });
    auto const path = sample::write("place" + std::to_string(dpi) + ".pdf", pdf_of(drawing));
    auto const seen =
        pgm(sample::output_of("pdftoppm -gray -r " + std::to_string(dpi) + " " + path));
    auto const ours = render::raster(drawing, 0, sample::fonts()).value();
    REQUIRE(std::abs(seen.width - ours.width) <= 1);
    REQUIRE(std::abs(seen.height - ours.height) <= 1);
    // the viewer smooths, so compare what is plainly dark or light there; edges may fall either way
    long differing = 0;
    long inked = 0;
    for (int y = 1; y + 1 < ours.height; ++y)
        for (int x = 1; x + 1 < ours.width; ++x) {
            inked += ours.at(x, y) == 0;
            bool const plain = seen.at(x, y) < 32 || seen.at(x, y) > 223;
            if (plain && (seen.at(x, y) < 128) != (ours.at(x, y) == 0))
                ++differing;
        }
    INFO("differing dots " << differing << " of " << inked);
    // the viewer places letters by fractions of a dot, everything else must agree
    CHECK(differing * (with_text ? 50 : 2000) < inked);
}

TEST_CASE("PDF: independent readers return every payload", "[render]") {
    if (!can_ask("pdftoppm"))
        return;
    int const dpi = GENERATE(203, 300, 600);
    auto const drawing = sample::label(grid_of_dpi(dpi));
    auto const path = sample::write("peer" + std::to_string(dpi) + ".pdf", pdf_of(drawing));
    sample::write("peer.png",
                  sample::output_of("pdftoppm -png -r " + std::to_string(dpi) + " " + path));
    auto const picture = sample::write(
        "peer.png", sample::output_of("pdftoppm -png -r " + std::to_string(dpi) + " " + path));
    if (can_ask("zbarimg")) {
        auto const read = sample::output_of("zbarimg -q " + picture);
        for (auto const* const payload :
             {"=A99991712345600", "=%6200", "&>0263652359", "=<S1128V00", "=%5100"}) {
            INFO(payload << " at " << dpi);
            CHECK(holds(read, std::string("CODE-128:") + payload + "\n"));
        }
    }
    if (can_ask("dmtxread")) {
        auto const read = sample::output_of("dmtxread -n -N2 -m 60000 " + picture);
        CHECK(holds(read, "=+02000=A99991712345600=<S1128V00\n"));
        CHECK(holds(read, "\n=A99991712345600\n") != (read.find("=A99991712345600\n") == 0));
    }
}

TEST_CASE("PDF: many pages share their fonts", "[render]") {
    Drawing drawing = sample::label({8, 1});
    drawing.pages.resize(40, drawing.pages[0]);
    auto const pdf = pdf_of(drawing);
    CHECK(pdf.size() < 20'000 + 40 * 4000);
    if (can_ask("pdfinfo"))
        CHECK(holds(sample::output_of("pdfinfo " + sample::write("many.pdf", pdf)),
                    "Pages:           40"));
}

TEST_CASE("PDF: what cannot be written is refused with its page", "[render]") {
    auto const renderer = make_pdf_renderer(sample::fonts());
    CHECK_FALSE(renderer->render(Drawing{{8, 1}, "", {}}));
    auto refused = renderer->render(Drawing{{8, 1}, "", {{800, 5, {}}}});
    REQUIRE_FALSE(refused); // 0.6 mm high
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("page 1 is 800 by 5 dots"));
    CHECK_FALSE(renderer->render(Drawing{{1, 1}, "", {{800, 6000, {}}}})); // 6 m
    CHECK_FALSE(renderer->render(Drawing{{100, 1}, "", {{40'000, 800, {}}}}));
    Drawing missing{{8, 1}, "", {{800, 800, {}}}};
    missing.pages[0].items.push_back(
        {"name", Text{{0, 10}, "\xF0\x9F\xA7\x8A", Face::sans, 10, Rotation::none, black}});
    refused = renderer->render(missing);
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("page 1: name: the character"));
}

TEST_CASE("PDF: a page without text needs no fonts", "[render]") {
    auto const pdf = pdf_of(Drawing{{8, 1}, "", {{800, 800, {}}}});
    CHECK(pdf.size() < 1500);
}

TEST_CASE("PDF: three hundred different characters on a page", "[render]") {
    Drawing drawing{{8, 1}, "", {{2000, 400, {}}}};
    std::string text;
    for (char32_t c = 0xa1; c < 0x1d0; ++c)
        if (sample::fonts().has_glyph(Face::sans, c)) {
            text += static_cast<char>(0xc0 | (c >> 6));
            text += static_cast<char>(0x80 | (c & 0x3f));
        }
    drawing.pages[0].items.push_back(
        {"all", Text{{10, 100}, text, Face::sans, 10, Rotation::none, black}});
    auto const path = sample::write("all.pdf", pdf_of(drawing));
    if (can_ask("pdftotext"))
        CHECK(holds(sample::output_of("pdftotext -raw " + path + " -"), text.substr(400, 60)));
}
