// SPDX-License-Identifier: Apache-2.0
// PNG through libpng's simplified interface, which reports damage as a value. The physical size is
// read from the pHYs chunk by hand, because that interface does not give it.
#include "render/read_picture.hpp"

#include "common/text.hpp"

#include <png.h>

#include <algorithm>
#include <array>

namespace coldchain::render {

namespace {

constexpr std::string_view png_signature{"\x89PNG\r\n\x1a\n", 8};

Error refusal(std::string text) {
    Error error{ErrorKind::input, {}, {}, {}};
    error.text = std::move(text);
    return error;
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

// Chunks are length, name, data, checksum.
double dots_per_mm_of(std::string_view bytes) {
    for (std::size_t at = png_signature.size(); at + 12 <= bytes.size();) {
        std::size_t const length = big_endian(bytes, at);
        auto const name = bytes.substr(at + 4, 4);
        if (name == "IDAT" || length > bytes.size() - at - 12)
            return 0;
        if (name == "pHYs" && length == 9 && bytes[at + 16] == 1) {
            auto const across = big_endian(bytes, at + 8);
            return across == big_endian(bytes, at + 12) ? across / 1000.0 : 0;
        }
        at += length + 12;
    }
    return 0;
}

Result<void> check_size(std::size_t width, std::size_t height) {
    if (width == 0 || height == 0)
        return refusal("the picture has no size");
    if (width > most_picture_dots || height > most_picture_dots / width)
        return refusal(text::cat("the picture has ", width, " by ", height, " dots; at most ",
                                 most_picture_dots, " are read"));
    return {};
}

/// Frees what libpng holds, whatever happens.
struct PngImage {
    png_image image{};
    PngImage() { image.version = PNG_IMAGE_VERSION; }
    ~PngImage() { png_image_free(&image); }
    PngImage(PngImage const&) = delete;
    PngImage& operator=(PngImage const&) = delete;
};

Result<ReadPicture> read_png(std::string_view bytes) {
    PngImage png;
    if (png_image_begin_read_from_memory(&png.image, bytes.data(), bytes.size()) == 0)
        return refusal(text::cat("is damaged: ", png.image.message));
    CC_TRY(check_size(png.image.width, png.image.height));
    png.image.format = PNG_FORMAT_GRAY;
    ReadPicture picture;
    picture.raster.width = static_cast<int>(png.image.width);
    picture.raster.height = static_cast<int>(png.image.height);
    picture.raster.grey.resize(PNG_IMAGE_SIZE(png.image));
    png_color const white{255, 255, 255};
    if (png_image_finish_read(&png.image, &white, picture.raster.grey.data(), 0, nullptr) == 0)
        return refusal(text::cat("is damaged: ", png.image.message));
    picture.dots_per_mm = dots_per_mm_of(bytes);
    return picture;
}

// --- Portable maps ---

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/// The words of a head: numbers between blanks, comments from # to the end of the line.
class MapReader {
public:
    explicit MapReader(std::string_view bytes) : m_bytes(bytes) {}

    /// Nothing when the bytes end first; a word that is no number gives -1.
    std::optional<long> number() {
        skip();
        long value = 0;
        std::size_t const start = m_at;
        while (m_at < m_bytes.size() && m_bytes[m_at] >= '0' && m_bytes[m_at] <= '9') {
            value = std::min(value * 10 + (m_bytes[m_at++] - '0'), 1'000'000'000L);
        }
        if (m_at == m_bytes.size())
            return std::nullopt;
        return m_at == start ? -1 : value;
    }

    /// A single bit of a P1 map, which may stand beside the next without a blank.
    std::optional<int> bit() {
        skip();
        if (m_at == m_bytes.size() || (m_bytes[m_at] != '0' && m_bytes[m_at] != '1'))
            return std::nullopt;
        return m_bytes[m_at++] - '0';
    }

    /// After the head: one blank, then the pixels.
    std::size_t after_blank() const { return m_at + 1; }
    bool at_end() const { return m_at >= m_bytes.size(); }
    char here() const { return m_bytes[m_at]; }

private:
    void skip() {
        while (m_at < m_bytes.size()) {
            if (m_bytes[m_at] == '#')
                while (m_at < m_bytes.size() && m_bytes[m_at] != '\n')
                    ++m_at;
            else if (is_blank(m_bytes[m_at]))
                ++m_at;
            else
                return;
        }
    }

    std::string_view m_bytes;
    std::size_t m_at{2};
};

std::uint8_t luma(int red, int green, int blue) {
    return static_cast<std::uint8_t>((299 * red + 587 * green + 114 * blue + 500) / 1000);
}

struct MapHead {
    char kind = '5';
    std::size_t width = 0;
    std::size_t height = 0;
    long largest = 1;
    std::size_t pixels_at = 0;

    bool is_bits() const { return kind == '1' || kind == '4'; }
    bool is_text() const { return kind <= '3'; }
    std::size_t channels() const { return kind == '3' || kind == '6' ? 3 : 1; }
};

std::uint8_t scaled(long value, long largest) {
    return static_cast<std::uint8_t>(std::clamp(value, 0L, largest) * 255 / largest);
}

Result<ReadPicture> read_text_map(std::string_view bytes, MapHead const& head) {
    ReadPicture picture;
    auto& grey = picture.raster.grey;
    // the reader begins after two characters, and the last number needs an end
    std::string const body = text::cat("P ", bytes.substr(head.pixels_at), " ");
    MapReader words(body);
    std::size_t const count = head.width * head.height;
    for (std::size_t i = 0; i < count; ++i) {
        if (head.kind == '1') {
            auto const bit = words.bit();
            if (!bit)
                return refusal("ends before its last dot");
            grey.push_back(*bit == 1 ? 0 : 255);
            continue;
        }
        std::array<long, 3> values{};
        for (std::size_t channel = 0; channel < head.channels(); ++channel) {
            auto const value = words.number();
            if (!value || *value < 0)
                return refusal("ends before its last dot");
            values.at(channel) = *value;
        }
        grey.push_back(head.channels() == 1
                           ? scaled(values[0], head.largest)
                           : luma(scaled(values[0], head.largest), scaled(values[1], head.largest),
                                  scaled(values[2], head.largest)));
    }
    return picture;
}

Result<ReadPicture> read_binary_map(std::string_view bytes, MapHead const& head) {
    auto const pixels = bytes.substr(head.pixels_at);
    std::size_t const row_bytes =
        head.is_bits() ? (head.width + 7) / 8
                       : head.width * head.channels() * (head.largest > 255 ? 2U : 1U);
    if (pixels.size() / head.height < row_bytes)
        return refusal(text::cat("ends before its last dot: ", pixels.size(), " of ",
                                 row_bytes * head.height, " bytes"));
    ReadPicture picture;
    auto& grey = picture.raster.grey;
    grey.reserve(head.width * head.height);
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(pixels[at]); };
    for (std::size_t y = 0; y < head.height; ++y) {
        std::size_t at = y * row_bytes;
        for (std::size_t x = 0; x < head.width; ++x) {
            if (head.is_bits()) {
                grey.push_back((byte(at + x / 8) >> (7 - x % 8) & 1) != 0 ? 0 : 255);
                continue;
            }
            std::array<std::uint8_t, 3> values{};
            for (std::size_t channel = 0; channel < head.channels(); ++channel) {
                long value = byte(at++);
                if (head.largest > 255)
                    value = value << 8 | byte(at++);
                values.at(channel) = scaled(value, head.largest);
            }
            grey.push_back(head.channels() == 1 ? values[0]
                                                : luma(values[0], values[1], values[2]));
        }
    }
    return picture;
}

Result<std::optional<MapHead>> read_map_head(std::string_view bytes) {
    if (!is_portable_map(bytes))
        return refusal("is no portable map");
    MapReader reader(bytes);
    MapHead head;
    head.kind = bytes[1];
    auto const width = reader.number();
    auto const height = reader.number();
    if (!width || !height)
        return std::optional<MapHead>();
    if (*width < 0 || *height < 0)
        return refusal("its size is not two numbers");
    head.width = static_cast<std::size_t>(*width);
    head.height = static_cast<std::size_t>(*height);
    CC_TRY(check_size(head.width, head.height));
    if (!head.is_bits()) {
        auto const largest = reader.number();
        if (!largest)
            return std::optional<MapHead>();
        if (*largest < 1 || *largest > 65535)
            return refusal("its largest value is not 1 to 65535");
        head.largest = *largest;
    }
    if (reader.at_end())
        return std::optional<MapHead>();
    if (!is_blank(reader.here()))
        return refusal("its head does not end with a blank");
    head.pixels_at = reader.after_blank();
    return std::optional(head);
}

Result<ReadPicture> read_map(std::string_view bytes) {
    CC_TRY_ASSIGN(auto const head, read_map_head(bytes));
    if (!head)
        return refusal("ends inside its head");
    // a dot takes a bit at least: what is too short is refused before memory is taken
    if (bytes.size() - std::min(bytes.size(), head->pixels_at) < head->width * head->height / 8)
        return refusal("ends before its last dot");
    auto picture = head->is_text() ? read_text_map(bytes, *head) : read_binary_map(bytes, *head);
    if (picture) {
        picture->raster.width = static_cast<int>(head->width);
        picture->raster.height = static_cast<int>(head->height);
    }
    return picture;
}

} // namespace

bool is_png(std::string_view bytes) {
    return bytes.starts_with(png_signature);
}

bool is_portable_map(std::string_view bytes) {
    return bytes.size() > 2 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' &&
           (is_blank(bytes[2]) || bytes[2] == '#');
}

Result<ReadPicture> read_picture(std::string_view bytes) {
    if (is_png(bytes))
        return read_png(bytes);
    if (is_portable_map(bytes))
        return read_map(bytes);
    return refusal("is neither a PNG nor a PGM picture");
}

Result<std::optional<GreyMapHead>> read_grey_map_head(std::string_view bytes) {
    CC_TRY_ASSIGN(auto const head, read_map_head(bytes));
    if (!head)
        return std::optional<GreyMapHead>();
    if (head->kind != '5' || head->largest > 255)
        return refusal("is no grey map of one byte a dot");
    return std::optional(GreyMapHead{static_cast<int>(head->width), static_cast<int>(head->height),
                                     head->pixels_at});
}

} // namespace coldchain::render
