// SPDX-License-Identifier: Apache-2.0
#include "job/pdf_words.hpp"

#include "common/text.hpp"
#include "job/pdf_pages.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace coldchain::job {

namespace {

constexpr double mm_in_point = 25.4 / 72;

std::optional<double> attribute(std::string_view line, std::string_view name) {
    auto const key = text::cat(" ", name, "=\"");
    auto const at = line.find(key);
    if (at == std::string_view::npos)
        return std::nullopt;
    auto const from = at + key.size();
    return text::parse_double(line.substr(from, line.find('"', from) - from));
}

std::string without_entities(std::string_view text) {
    // the ampersand last, so that what it spells out is not read again
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> entities{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}};
    std::string plain(text);
    for (auto const& [entity, character] : entities)
        plain = text::replace_all(plain, entity, character);
    return plain;
}

std::optional<readback::PrintedWord> word_of(std::string_view line) {
    auto const end = line.rfind("</word>");
    auto const begin = line.find('>');
    auto const left = attribute(line, "xMin");
    auto const top = attribute(line, "yMin");
    auto const right = attribute(line, "xMax");
    auto const bottom = attribute(line, "yMax");
    if (end == std::string_view::npos || begin > end || !left || !top || !right || !bottom)
        return std::nullopt;
    return readback::PrintedWord{without_entities(line.substr(begin + 1, end - begin - 1)),
                                 {*left * mm_in_point, *top * mm_in_point,
                                  (*right - *left) * mm_in_point, (*bottom - *top) * mm_in_point}};
}

} // namespace

Result<std::vector<std::vector<readback::PrintedWord>>> words_of_pdf(std::string_view pdf) {
    CC_TRY_ASSIGN(auto const lines, placed_text_of_pdf(pdf));
    std::vector<std::vector<readback::PrintedWord>> pages;
    for (auto const raw : text::split(lines, '\n')) {
        auto const line = text::trim(raw);
        if (line.starts_with("<page "))
            pages.emplace_back();
        else if (line.starts_with("<word ") && !pages.empty())
            if (auto word = word_of(line))
                pages.back().push_back(std::move(*word));
    }
    return pages;
}

} // namespace coldchain::job
