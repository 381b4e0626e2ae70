// SPDX-License-Identifier: Apache-2.0
#include "logger/source_text.hpp"

#include "common/text.hpp"
#include "logger/transcode.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace coldchain::logger {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Share of zero bytes at even or odd places of the first bytes: UTF-16 of western text is half
// zeros.
char const* utf16_without_mark(std::string_view bytes) {
    std::size_t const size = std::min<std::size_t>(bytes.size(), 2000) / 2 * 2;
    if (size < 16)
        return nullptr;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < size; ++i) {
        if (bytes[i] == '\0')
            ++zeros[i % 2];
    }
    std::size_t const many = size / 2 * 7 / 10;
    if (zeros[1] > many && zeros[0] == 0)
        return "UTF-16LE";
    if (zeros[0] > many && zeros[1] == 0)
        return "UTF-16BE";
    return nullptr;
}

// By hand, because a damaged unit must not take its neighbours along.
Transcoded decode_utf16(std::string_view bytes, bool big) {
    Transcoded result;
    result.text.reserve(bytes.size() / 2 + bytes.size() / 16 + 16);
    auto const unit = [&](std::size_t at) {
        auto const first = static_cast<unsigned char>(bytes[at]);
        auto const second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(big ? first << 8U | second : second << 8U | first);
    };
    std::size_t at = 0;
    for (; at + 2 <= bytes.size(); at += 2) {
        char32_t point = unit(at);
        if (point < 0x80) {
            result.text += static_cast<char>(point);
            continue;
        }
        bool const high = point >= 0xD800 && point < 0xDC00;
        char32_t const next = high && at + 4 <= bytes.size() ? unit(at + 2) : 0;
        if (next >= 0xDC00 && next < 0xE000) {
            point = 0x10000 + ((point - 0xD800) << 10U) + (next - 0xDC00);
            at += 2;
        } else if (point >= 0xD800 && point < 0xE000) {
            point = 0xFFFD;
            ++result.damaged;
        }
        result.text += text::to_utf8(point);
    }
    if (at < bytes.size()) {
        result.text += replacement;
        ++result.damaged;
    }
    return result;
}

std::size_t count_words(std::string_view text, Vocabulary const& words) {
    std::string const folded = fold(text);
    std::size_t count = 0;
    for (auto const* list : {&words.temperature, &words.humidity, &words.stamp}) {
        for (auto const& word : *list) {
            bool const tells = std::any_of(word.begin(), word.end(), [](char c) {
                return static_cast<unsigned char>(c) >= 0x80;
            });
            if (tells && folded.find(word) != std::string::npos)
                ++count;
        }
    }
    return count;
}

// The code page whose reading of the beginning holds the most words that plain ASCII cannot spell.
// Multi-byte pages count only when they read it without damage.
char const* likely_code_page(std::string_view bytes, Vocabulary const& words) {
    auto const start = bytes.substr(0, 20'000);
    char const* best = "WINDOWS-1252";
    std::size_t most = count_words(to_utf8(start, best).text, words);
    for (char const* const page : {"WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1253", "WINDOWS-1254",
                                   "CP932", "GB18030", "BIG5", "CP949", "WINDOWS-874", "CP437"}) {
        auto const read = to_utf8(start, page);
        if (read.text.empty() || read.damaged > 2)
            continue;
        if (auto const count = count_words(read.text, words); count > most) {
            most = count;
            best = page;
        }
    }
    return best;
}

std::size_t count_replacements(std::string_view text) {
    std::size_t count = 0;
    for (auto at = text.find(replacement); at != std::string_view::npos;
         at = text.find(replacement, at + replacement.size()))
        ++count;
    return count;
}

struct RepairedText {
    std::string text;
    std::size_t damaged = 0; ///< bytes that are no UTF-8, now replacement characters
    std::size_t whole = 0;   ///< characters of several bytes that are
};

// The bytes as UTF-8 although some are damaged.
RepairedText repair_utf8(std::string_view bytes) {
    RepairedText repaired;
    repaired.text.reserve(bytes.size() + 64);
    while (!bytes.empty()) {
        auto const lead = static_cast<unsigned char>(bytes.front());
        std::size_t const size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        auto const character = bytes.substr(0, size);
        if (character.size() == size && !text::find_invalid_utf8(character)) {
            repaired.text += character;
            repaired.whole += size > 1 ? 1 : 0;
            bytes.remove_prefix(size);
            continue;
        }
        repaired.text += replacement;
        ++repaired.damaged;
        bytes.remove_prefix(1);
    }
    return repaired;
}

// A file whose lines end in a lone carriage return.
void settle_line_ends(SourceText& source) {
    auto const text = source.text();
    if (std::memchr(text.data(), '\n', text.size()) != nullptr ||
        std::memchr(text.data(), '\r', text.size()) == nullptr)
        return;
    if (source.owned.empty())
        source.owned = std::string(source.view);
    std::replace(source.owned.begin(), source.owned.end(), '\r', '\n');
}

} // namespace

bool is_ascii(std::string_view bytes) {
    std::size_t at = 0;
    std::uint64_t seen = 0;
    for (; at + 32 <= bytes.size(); at += 32) {
        std::array<std::uint64_t, 4> words;
        std::memcpy(words.data(), bytes.data() + at, sizeof words);
        seen |= words[0] | words[1] | words[2] | words[3];
        if ((seen & 0x8080808080808080U) != 0)
            return false;
    }
    return std::all_of(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

SourceText decode(std::string_view bytes, Vocabulary const& words) {
    SourceText source;
    source.view = bytes;
    source.encoding = "ASCII";
    auto const convert = [&](std::string_view part, std::string_view encoding) {
        auto converted = encoding.starts_with("UTF-16")
                             ? decode_utf16(part, encoding.ends_with("BE"))
                             : to_utf8(part, std::string(encoding).c_str());
        source.owned = std::move(converted.text);
        source.damaged = converted.damaged;
        source.encoding = encoding;
    };
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        source.view.remove_prefix(3);
        source.encoding = "UTF-8 with BOM";
        bytes.remove_prefix(3);
    }
    if (bytes.starts_with("\xFF\xFE"))
        convert(bytes.substr(2), "UTF-16LE");
    else if (bytes.starts_with("\xFE\xFF"))
        convert(bytes.substr(2), "UTF-16BE");
    else if (char const* const wide = utf16_without_mark(bytes))
        convert(bytes, wide);
    else if (!is_ascii(bytes)) {
        if (!text::find_invalid_utf8(bytes)) {
            if (source.encoding == "ASCII")
                source.encoding = "UTF-8";
        } else {
            auto repaired = repair_utf8(bytes);
            bool const utf8 =
                source.encoding == "UTF-8 with BOM" || repaired.whole > repaired.damaged;
            if (utf8) {
                source.owned = std::move(repaired.text);
                source.encoding = source.encoding == "ASCII" ? "UTF-8" : source.encoding;
            } else {
                convert(bytes, likely_code_page(bytes, words));
            }
        }
        source.damaged += count_replacements(source.text().substr(0, 100'000));
    }
    if (source.owned.starts_with("\xEF\xBB\xBF"))
        source.owned.erase(0, 3);
    if (bytes.empty())
        source.view = {};
    settle_line_ends(source);
    return source;
}

} // namespace coldchain::logger
