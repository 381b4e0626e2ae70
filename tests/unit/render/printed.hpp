// SPDX-License-Identifier: Apache-2.0
// What a printer puts on a label for a ZPL job of graphic fields. Written from the ZPL II manual's
// description of ^GF and its compression, apart from the encoder.
#pragma once

#include "barcode/raster.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <charconv>
#include <string>

namespace printer {

inline int number_at(std::string const& zpl, std::size_t& at) {
    int value = 0;
    auto const end = std::from_chars(zpl.data() + at, zpl.data() + zpl.size(), value).ptr;
    at = static_cast<std::size_t>(end - zpl.data());
    return value;
}

inline int number_after(std::string const& zpl, std::string const& command) {
    auto at = zpl.find(command);
    REQUIRE(at != std::string::npos);
    at += command.size();
    return number_at(zpl, at);
}

/// Hexadecimal digits of one field; `at` is behind the header.
inline std::string digits_of(std::string const& zpl, std::size_t at, std::size_t row, std::size_t total) {
    std::string digits;
    int repeat = 0;
    while (digits.size() < total) {
        char const c = zpl.at(at++);
        if (c >= 'G' && c <= 'Y')
            repeat += c - 'G' + 1;
        else if (c >= 'g' && c <= 'z')
            repeat += (c - 'g' + 1) * 20;
        else if (c == ',' || c == '!')
            digits.append(row - digits.size() % row, c == ',' ? '0' : 'F');
        else if (c == ':')
            digits += digits.substr(digits.size() - row);
        else {
            digits.append(static_cast<std::size_t>(std::max(repeat, 1)), c);
            repeat = 0;
        }
    }
    REQUIRE(digits.size() == total);
    REQUIRE(zpl.compare(at, 3, "^FS") == 0);
    return digits;
}

/// What a printer puts on one label.
inline coldchain::barcode::Raster printed(std::string const& zpl) {
    coldchain::barcode::Raster raster{number_after(zpl, "^PW"), number_after(zpl, "^LL"), {}};
    auto const width = static_cast<std::size_t>(raster.width);
    raster.grey.assign(width * static_cast<std::size_t>(raster.height), 255);
    for (auto at = zpl.find("^FO0,"); at != std::string::npos; at = zpl.find("^FO0,", at)) {
        at += 5;
        auto const top = static_cast<std::size_t>(number_at(zpl, at));
        REQUIRE(zpl.compare(at, 5, "^GFA,") == 0);
        at += 5;
        int const bytes = number_at(zpl, at);
        CHECK(bytes <= 99'999); // the manual's largest field
        CHECK(number_at(zpl, ++at) == bytes);
        auto const row = static_cast<std::size_t>(number_at(zpl, ++at)) * 2;
        auto const digits = digits_of(zpl, at + 1, row, static_cast<std::size_t>(bytes) * 2);
        for (std::size_t i = 0; i < digits.size(); ++i) {
            auto const value = std::string("0123456789ABCDEF").find(digits[i]);
            for (std::size_t bit = 0; bit < 4; ++bit)
                if ((value >> (3 - bit) & 1) != 0)
                    raster.grey.at((top + i / row) * width + (i % row) * 4 + bit) = 0;
        }
    }
    return raster;
}

} // namespace printer
