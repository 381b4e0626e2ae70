// SPDX-License-Identifier: Apache-2.0
#include "report/excerpt.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <vector>

namespace coldchain::report {

namespace {

constexpr std::size_t widest = 100; // characters of a line that are shown

std::string_view line_of(std::string_view text, int wanted, bool& found) {
    for (int line = 1;; ++line) {
        auto const end = std::min(text.find('\n'), text.size());
        if (line == wanted) {
            found = true;
            auto const whole = text.substr(0, end);
            return whole.ends_with('\r') ? whole.substr(0, whole.size() - 1) : whole;
        }
        if (end == text.size())
            return {};
        text.remove_prefix(end + 1);
    }
}

// A character, safe to print; a tab is one blank, so that a caret stands under it.
std::string shown(char32_t point) {
    bool const control = point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xFFFD;
    bool const turning = (point >= 0x200E && point <= 0x200F) || point == 0x061C ||
                         (point >= 0x2028 && point <= 0x202E) ||
                         (point >= 0x2066 && point <= 0x2069);
    if (point == '\t')
        return " ";
    return control || turning ? "?" : text::to_utf8(point);
}

struct Window {
    std::string text;
    std::size_t caret = 0; ///< characters before it
};

Window window_around(std::vector<char32_t> const& characters, std::size_t at) {
    std::size_t first = 0;
    if (characters.size() > widest && at > widest / 2)
        first = std::min(at - widest / 2, characters.size() - widest);
    std::size_t const last = std::min(characters.size(), first + widest);
    Window window;
    if (first > 0)
        window.text = "...";
    window.caret = window.text.size() + at - std::min(at, first);
    for (std::size_t i = first; i < last; ++i)
        window.text += shown(characters[i]);
    if (last < characters.size())
        window.text += "...";
    return window;
}

} // namespace

std::string excerpt(std::string_view text, int line, int column) {
    bool found = false;
    auto const source = line_of(text, line, found);
    if (!found || line < 1)
        return "";
    auto const characters = text::code_points(source.substr(0, std::size_t{1} << 20U));
    std::size_t const at = column < 1 ? 0 : static_cast<std::size_t>(column) - 1;
    auto const window = window_around(characters, std::min(at, characters.size()));
    std::string number = std::to_string(line);
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, ' ');
    std::string out = text::cat(number, " | ", window.text, '\n');
    if (column >= 1 && at <= characters.size())
        out += text::cat(std::string(number.size(), ' '), " | ", std::string(window.caret, ' '),
                         "^\n");
    return out;
}

std::string underline(std::string_view text, std::size_t position, std::size_t length,
                      std::string_view indent) {
    auto const characters = text::code_points(text);
    auto const before = text::code_points(text.substr(0, std::min(position, text.size()))).size();
    auto const window = window_around(characters, before);
    std::size_t const room = characters.size() > before ? characters.size() - before : 1;
    std::string const carets(std::clamp<std::size_t>(length, 1, std::min(room, widest)), '^');
    return text::cat(indent, window.text, '\n', indent, std::string(window.caret, ' '), carets,
                     '\n');
}

} // namespace coldchain::report
