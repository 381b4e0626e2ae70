// SPDX-License-Identifier: Apache-2.0
// Symbols made, measured against published sizes, and read back.
#include "barcode/encode.hpp"

#include "barcode/decode.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

using namespace coldchain;
using namespace coldchain::barcode;

namespace {

/// The symbol with its quiet zone as a picture, `scale` pixels a module.
Raster picture(Symbol const& symbol, int scale, int bar_height) {
    int const quiet = symbol.quiet_zone * scale;
    int const tall = symbol.rows == 1 ? bar_height : symbol.rows * scale;
    Raster raster{symbol.columns * scale + 2 * quiet, tall + 2 * quiet, {}};
    raster.grey.assign(static_cast<std::size_t>(raster.width * raster.height), 255);
    for (int y = 0; y < tall; ++y)
        for (int x = 0; x < symbol.columns * scale; ++x)
            if (symbol.is_dark(x / scale, symbol.rows == 1 ? 0 : y / scale))
                raster.grey[static_cast<std::size_t>((y + quiet) * raster.width + x + quiet)] = 0;
    return raster;
}

Raster turned_by_quarter(Raster const& raster) {
    Raster turned{raster.height, raster.width, std::vector<std::uint8_t>(raster.grey.size())};
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x)
            turned.grey[static_cast<std::size_t>(x * turned.width + raster.height - 1 - y)] =
                raster.at(x, y);
    return turned;
}

} // namespace

TEST_CASE("Code 128: symbols are as long as the standard's arithmetic says", "[barcode]") {
    // 11 modules a symbol character (start, check included) and 13 for stop; the characters counted
    // by hand with code set C wherever it is shorter (ISO/IEC 15417)
    auto const [payload, modules] = GENERATE(table<std::string, int>({
        {"=W00001234567800", 145},
        {"=%5100", 90},
        {"=<E0382V00", 145},
        {"&>0263652359", 123},
        {"&*0283650000", 123},
        {"=W00001234567800=%5100", 211},
        {"=<E0382V00&>0263652359", 233},
    }));
    auto const symbol = encode_code128(payload);
    REQUIRE(symbol);
    CHECK(symbol->columns == modules);
    CHECK(symbol->rows == 1);
    CHECK(symbol->quiet_zone == 10);
    CHECK(symbol->payload == payload);
    CHECK(symbol->is_dark(0, 0));
    CHECK(symbol->is_dark(symbol->columns - 1, 0));
}

TEST_CASE("Data Matrix: symbols are square and of the smallest size", "[barcode]") {
    // capacities of ISO/IEC 16022 table 7; two digits take one codeword
    auto const [payload, modules] = GENERATE(table<std::string, int>({
        {"=A99991712345600", 16},
        {"=W00001234567800", 16},
        {"=+02000=A99991712345600=<S1128V00", 20},
        {std::string(6, '1'), 10},
        {std::string(8, '1'), 12},
        {std::string(12, '1'), 14},
    }));
    auto const symbol = encode_data_matrix(payload);
    REQUIRE(symbol);
    CHECK(symbol->columns == modules);
    CHECK(symbol->rows == modules);
    CHECK(symbol->quiet_zone == 1);
    for (int i = 0; i < symbol->rows; ++i) {
        CHECK(symbol->is_dark(0, i));                 // solid left side of the finder
        CHECK(symbol->is_dark(i, symbol->rows - 1));  // and its bottom
        CHECK(symbol->is_dark(i, 0) == (i % 2 == 0)); // alternating top
    }
}

TEST_CASE("a payload that is not ASCII is refused with its byte and position", "[barcode]") {
    auto const symbology = GENERATE(Symbology::code128, Symbology::data_matrix);
    // U+00F1 is what some encoders take for FNC1
    auto const refused = encode(symbology, "AB\xC3\xB1"
                                           "C");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::input);
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("0xC3 at position 3"));
    CHECK_FALSE(encode(symbology, std::string_view("A\0B", 3)));
    CHECK_FALSE(encode(symbology, ""));
    CHECK_FALSE(encode(symbology, std::string(4000, 'A')));
}

TEST_CASE("Code 128: 80 characters are taken, 81 are refused", "[barcode]") {
    CHECK(encode_code128(std::string(80, 'A')));
    auto const refused = encode_code128(std::string(81, 'A'));
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().text, Catch::Matchers::Contains("at most 80"));
}

TEST_CASE("what is encoded is read back with its symbology identifier", "[barcode]") {
    auto const symbology = GENERATE(Symbology::code128, Symbology::data_matrix);
    // ST-001: plain Code 128 reads ]C0; ECC 200 without FNC1 reads ]d1
    std::string const identifier = symbology == Symbology::code128 ? "]C0" : "]d1";
    std::mt19937 random(20240917);
    std::string const letters = "=&%<>()*+,-./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ[]{}^~abc";
    for (int round = 0; round < 200; ++round) {
        std::string payload;
        int const length = 1 + static_cast<int>(random() % 50);
        for (int i = 0; i < length; ++i)
            payload += letters[random() % letters.size()];
        auto const symbol = encode(symbology, payload);
        REQUIRE(symbol);
        auto const raster = picture(*symbol, 2, 40);
        Area const everything{0, 0, raster.width, raster.height};
        auto const read = decode_area(raster, everything, symbology);
        REQUIRE(read);
        CHECK(read->payload == payload);
        CHECK(read->identifier == identifier);
        CHECK(read->orientation == 0);
        CHECK(*symbol == encode(symbology, payload).value());
    }
}

TEST_CASE("an upright symbol is read in its own direction, from either side", "[barcode]") {
    auto const symbology = GENERATE(Symbology::code128, Symbology::data_matrix);
    auto const symbol = encode(symbology, "=A99991712345600");
    REQUIRE(symbol);
    auto raster = turned_by_quarter(picture(*symbol, 3, 60));
    auto read =
        decode_area(raster, {0, 0, raster.width, raster.height}, symbology, Direction::upright);
    REQUIRE(read);
    CHECK(read->payload == "=A99991712345600");
    CHECK(read->orientation == 90);
    raster = turned_by_quarter(turned_by_quarter(raster));
    read = decode_area(raster, {0, 0, raster.width, raster.height}, symbology, Direction::upright);
    REQUIRE(read);
    CHECK(read->orientation == -90);
    Area const bounds = read->bounds();
    CHECK(bounds.x >= 0);
    CHECK(bounds.y >= 0);
    CHECK(bounds.x + bounds.width <= raster.width + 1);
    CHECK(bounds.y + bounds.height <= raster.height + 1);
}

TEST_CASE("nothing is read where nothing is", "[barcode]") {
    Raster const blank{100, 50, std::vector<std::uint8_t>(5000, 255)};
    CHECK_FALSE(decode_area(blank, {0, 0, 100, 50}, Symbology::code128));
    CHECK_FALSE(decode_area(blank, {0, 0, 100, 50}, Symbology::data_matrix));
    CHECK_FALSE(decode_area(blank, {200, 200, 10, 10}, Symbology::code128));
    CHECK_FALSE(decode_area(blank, {-5, -5, 3, 3}, Symbology::code128));
    CHECK_FALSE(decode_area(Raster{}, {0, 0, 0, 0}, Symbology::data_matrix));
}
