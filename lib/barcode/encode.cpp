// SPDX-License-Identifier: Apache-2.0
// Code 128 comes from ZXing, whose choice of code sets is the shortest possible. Data Matrix comes
// from Zint, because ZXing before 3 chooses between square and rectangular symbols by itself.
//
// Both libraries are kept away from bytes above 127: ZXing takes U+00F1 to U+00F4 for FNC1 to FNC4,
// and a label must never carry a function character nobody asked for.
#include "barcode/encode.hpp"

#include "common/text.hpp"

#if __has_include(<ZXing/CreateBarcode.h>)
#include <ZXing/CreateBarcode.h>
#define COLDCHAIN_ZXING_CREATES 1
#else
#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#define COLDCHAIN_ZXING_CREATES 0
#endif
#include <zint.h>

#include <exception>
#include <memory>
#include <string>

namespace coldchain::barcode {

namespace {

/// ISO/IEC 15417 sets no length; beyond 80 characters no reader is obliged to follow.
constexpr std::size_t longest_code128 = 80;

Error refusal(std::string text) {
    return input_error({}, std::move(text));
}

std::string byte_name(unsigned char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return text::cat("0x", digits[byte >> 4U], digits[byte & 15U]);
}

Result<void> check_ascii(std::string_view payload, std::string_view symbology) {
    if (payload.empty())
        return refusal(text::cat("the payload of a ", symbology, " symbol is empty"));
    for (std::size_t i = 0; i < payload.size(); ++i) {
        auto const byte = static_cast<unsigned char>(payload[i]);
        if (byte == 0 || byte > 127)
            return refusal(text::cat("payload ", text::quoted(payload), " has the byte ",
                                     byte_name(byte), " at position ", i + 1, "; ", symbology,
                                     " takes ASCII characters only"));
    }
    return {};
}

Symbol make_symbol(Symbology symbology, std::string_view payload, int columns, int rows,
                   int quiet_zone) {
    auto const modules = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    return {symbology, std::string(payload), columns, rows, std::vector<bool>(modules), quiet_zone};
}

#if COLDCHAIN_ZXING_CREATES
Symbol code128_modules(std::string_view payload) {
    auto const barcode = ZXing::CreateBarcodeFromText(
        std::string(payload), ZXing::CreatorOptions(ZXing::BarcodeFormat::Code128));
    auto const view = barcode.symbol();
    auto symbol = make_symbol(Symbology::code128, payload, view.width(), 1, code128_quiet_zone);
    for (int x = 0; x < view.width(); ++x)
        symbol.dark[static_cast<std::size_t>(x)] = *view.data(x, 0) == 0;
    return symbol;
}
#else
Symbol code128_modules(std::string_view payload) {
    auto const bits = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::Code128)
                          .setMargin(0)
                          .encode(std::string(payload), 0, 0);
    auto symbol = make_symbol(Symbology::code128, payload, bits.width(), 1, code128_quiet_zone);
    for (int x = 0; x < bits.width(); ++x)
        symbol.dark[static_cast<std::size_t>(x)] = bits.get(x, 0);
    return symbol;
}
#endif

struct ZintDelete {
    void operator()(zint_symbol* symbol) const { ZBarcode_Delete(symbol); }
};

Symbol modules_of(zint_symbol const& zint, std::string_view payload) {
    auto symbol =
        make_symbol(Symbology::data_matrix, payload, zint.width, zint.rows, data_matrix_quiet_zone);
    std::size_t at = 0;
    for (int y = 0; y < zint.rows; ++y)
        for (int x = 0; x < zint.width; ++x)
            symbol.dark[at++] = ((zint.encoded_data[y][x >> 3] >> (x & 7)) & 1) != 0;
    return symbol;
}

} // namespace

Result<Symbol> encode_code128(std::string_view payload) {
    CC_TRY(check_ascii(payload, "Code 128"));
    if (payload.size() > longest_code128)
        return refusal(text::cat("payload ", text::quoted(payload), " has ", payload.size(),
                                 " characters; a Code 128 symbol holds at most ", longest_code128));
    try {
        return code128_modules(payload);
    } catch (std::exception const& problem) {
        return refusal(text::cat("payload ", text::quoted(payload),
                                 " cannot be a Code 128 symbol: ", problem.what()));
    }
}

Result<Symbol> encode_data_matrix(std::string_view payload) {
    CC_TRY(check_ascii(payload, "Data Matrix"));
    // the largest square symbol holds 3116 digits (ISO/IEC 16022 table 7)
    if (payload.size() > 3116)
        return refusal(text::cat("payload of ", payload.size(),
                                 " characters; a Data Matrix symbol holds at most 3116"));
    std::unique_ptr<zint_symbol, ZintDelete> const zint(ZBarcode_Create());
    if (!zint)
        return Error{ErrorKind::io, {}, "no memory for a Data Matrix symbol", {}};
    zint->symbology = BARCODE_DATAMATRIX;
    zint->option_3 = DM_SQUARE;
    zint->input_mode = DATA_MODE;
    auto const bytes = std::basic_string<unsigned char>(payload.begin(), payload.end());
    if (ZBarcode_Encode(zint.get(), bytes.c_str(), static_cast<int>(bytes.size())) != 0)
        return refusal(text::cat("payload ", text::quoted(payload),
                                 " cannot be a Data Matrix symbol: ", zint->errtxt));
    return modules_of(*zint, payload);
}

Result<Symbol> encode(Symbology symbology, std::string_view payload) {
    switch (symbology) {
    case Symbology::code128:
        return encode_code128(payload);
    case Symbology::data_matrix:
        return encode_data_matrix(payload);
    }
    return refusal("unknown symbology");
}

} // namespace coldchain::barcode
