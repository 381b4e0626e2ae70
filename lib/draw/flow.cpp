// SPDX-License-Identifier: Apache-2.0
// Lines are broken greedily at blanks. Widths are measured as whole strings, so that what is
// measured is what is drawn.
#include "draw/flow.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::draw {

namespace {

Dots leading_of(Fonts const& fonts, TextStyle const& style) {
    return style.leading > 0 ? style.leading : fonts.metrics(style.face, style.size).line_height;
}

Dots indent(Align align, Dots room) {
    switch (align) {
    case Align::left:
        return 0;
    case Align::centre:
        return room / 2;
    case Align::right:
        return room;
    }
    return 0;
}

/// Appends the lines of one paragraph, which holds no line feed.
void wrap_paragraph(Fonts const& fonts, TextStyle const& style, std::string_view paragraph,
                    Dots width, std::vector<std::string>& lines) {
    std::string line;
    for (std::string_view const word : text::split(paragraph, ' ')) {
        if (word.empty())
            continue;
        std::string const longer = line.empty() ? std::string(word) : text::cat(line, ' ', word);
        if (!line.empty() && fonts.width(style.face, style.size, longer) > width) {
            lines.push_back(std::move(line));
            line = word;
        } else {
            line = longer;
        }
    }
    lines.push_back(std::move(line));
}

bool is_combining(char32_t character) {
    return character >= 0x0300 && character <= 0x036F;
}

/// Appends a word that is wider than `width`, in pieces that are not.
void break_word(Fonts const& fonts, TextStyle const& style, std::string_view word, Dots width,
                std::string& out) {
    std::string line;
    std::size_t seam = 0; ///< length of the line up to its last hyphen, slash or underscore
    for (char32_t const character : text::code_points(word)) {
        std::string const longer = line + text::to_utf8(character);
        if (line.empty() || is_combining(character) ||
            fonts.width(style.face, style.size, longer) <= width) {
            line = longer;
        } else {
            std::size_t const cut = seam > 0 ? seam : line.size();
            out += line.substr(0, cut) + '\n';
            line = line.substr(cut) + text::to_utf8(character);
            seam = 0;
        }
        if (character == U'-' || character == U'/' || character == U'_')
            seam = line.size();
    }
    out += line;
}

} // namespace

std::string with_words_broken(Fonts const& fonts, TextStyle const& style, std::string_view text,
                              Dots width) {
    std::string out;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at != text.size() && text[at] != ' ' && text[at] != '\n')
            continue;
        std::string_view const word = text.substr(begin, at - begin);
        if (fonts.width(style.face, style.size, word) <= width)
            out += word;
        else
            break_word(fonts, style, word, width, out);
        if (at != text.size())
            out += text[at];
        begin = at + 1;
    }
    return out;
}

Wrapped wrap(Fonts const& fonts, TextStyle const& style, std::string_view text, Dots width) {
    Wrapped wrapped;
    for (std::string_view const paragraph : text::split(text, '\n'))
        wrap_paragraph(fonts, style, paragraph, width, wrapped.lines);
    for (std::string const& line : wrapped.lines)
        wrapped.widest = std::max(wrapped.widest, fonts.width(style.face, style.size, line));
    wrapped.too_wide = wrapped.widest > width;
    return wrapped;
}

Dots height_of_lines(Fonts const& fonts, TextStyle const& style, int lines) {
    if (lines < 1)
        return 0;
    auto const metrics = fonts.metrics(style.face, style.size);
    return metrics.ascent + metrics.descent + (lines - 1) * leading_of(fonts, style);
}

Text line_at(Fonts const& fonts, TextStyle const& style, std::string_view text, Point at,
             Dots width) {
    Dots const room = width - fonts.width(style.face, style.size, text);
    return {{at.x + indent(style.align, room), at.y},
            std::string(text),
            style.face,
            style.size,
            Rotation::none,
            style.colour};
}

Text line_in(Fonts const& fonts, TextStyle const& style, std::string_view text, Rect area) {
    Dots const capitals = fonts.metrics(style.face, style.size).cap_height;
    Dots const baseline = area.y + (area.height + capitals) / 2;
    return line_at(fonts, style, text, {area.x, baseline}, area.width);
}

Flowed flow(Fonts const& fonts, TextStyle const& style, std::string_view text, Rect area,
            std::string_view name) {
    auto const wrapped = wrap(fonts, style, text, area.width);
    Dots const leading = leading_of(fonts, style);
    Dots baseline = area.y + fonts.metrics(style.face, style.size).ascent;
    Flowed flowed;
    for (std::string const& line : wrapped.lines) {
        if (!line.empty())
            flowed.items.push_back(
                {std::string(name), line_at(fonts, style, line, {area.x, baseline}, area.width)});
        baseline += leading;
    }
    flowed.used = {area.x, area.y, wrapped.widest,
                   height_of_lines(fonts, style, static_cast<int>(wrapped.lines.size()))};
    flowed.overflow_width = std::max(0, wrapped.widest - area.width);
    flowed.overflow_height = std::max(0, flowed.used.height - area.height);
    return flowed;
}

std::optional<Dots> first_size_that_fits(Fonts const& fonts, TextStyle const& style,
                                         std::string_view text, Rect area,
                                         std::span<Dots const> sizes) {
    for (Dots const size : sizes) {
        TextStyle tried = style;
        tried.size = size;
        if (flow(fonts, tried, text, area, {}).fits())
            return size;
    }
    return std::nullopt;
}

} // namespace coldchain::draw
