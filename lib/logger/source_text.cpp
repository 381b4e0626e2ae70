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
    auto const convert = [&](std::string_view part, char const* encoding) {
        auto converted = to_utf8(part, encoding);
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
            convert(bytes, likely_code_page(bytes, words));
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
