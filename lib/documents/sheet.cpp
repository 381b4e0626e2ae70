// SPDX-License-Identifier: Apache-2.0
#include "documents/sheet.hpp"

#include "common/text.hpp"

namespace coldchain::documents {

using draw::Dots;

namespace {

constexpr TextStyle banner_style{draw::Face::sans_bold, points(27)};
constexpr TextStyle reason_style{draw::Face::sans, points(11)};
constexpr TextStyle remark_style{draw::Face::sans, points(8.5), ink_soft};

} // namespace

VerdictColours colours_of(certify::Verdict verdict) {
    switch (verdict) {
    case certify::Verdict::conforms:
        return {{16, 104, 62}, {236, 246, 240}};
    case certify::Verdict::excursion_within_allowance:
        return {{138, 88, 0}, {252, 245, 228}};
    case certify::Verdict::does_not_conform:
        return {{164, 26, 34}, {252, 238, 238}};
    case certify::Verdict::cannot_certify:
        return {{62, 66, 104}, {238, 239, 248}};
    }
    return {};
}

std::string sentence(std::string_view text) {
    std::string out(text);
    if (out.empty())
        return out;
    out.front() = text::upper(out.substr(0, 1)).front();
    if (out.back() != '.')
        out += '.';
    return out;
}

std::string shown(draw::Fonts const& fonts, draw::Face face, std::string_view text) {
    if (!fonts.find_missing_glyph(face, text))
        return std::string(text);
    std::string out;
    for (auto const character : text::code_points(text)) {
        if (character == U'\n' || fonts.has_glyph(face, character)) {
            out += text::to_utf8(character);
            continue;
        }
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string number;
        for (auto left = static_cast<std::uint32_t>(character); left > 0; left /= 16)
            number.insert(number.begin(), digits[left % 16]);
        out += text::cat("\\u{", number.empty() ? "0" : number, "}");
    }
    return out;
}

std::string stamp(std::int64_t milliseconds) {
    return to_people({Instant{milliseconds}, std::string("Z")});
}

std::string short_stamp(std::int64_t milliseconds) {
    auto whole = to_text(LocalTime{milliseconds});
    whole[10] = ' ';
    return whole.substr(0, 16);
}

logger::Recording const& recording_of(certify::Judgement const& judgement,
                                      certify::ChannelJudgement const& channel) {
    return judgement.loggers[channel.logger].recordings[channel.recording];
}

std::string channel_words(certify::Judgement const& judgement,
                          certify::ChannelJudgement const& channel) {
    auto const name =
        channel.serial.empty() ? recording_of(judgement, channel).file : channel.serial;
    return channel.name.empty() || recording_of(judgement, channel).channels.size() == 1
               ? name
               : text::cat(name, " ", channel.name);
}

std::string Sheet::fit(std::string_view text, TextStyle const& style, Dots width) {
    std::string out;
    std::string word;
    for (auto const character : text::code_points(shown(m_fonts, style.face, text))) {
        auto const bytes = text::to_utf8(character);
        if (character == U' ' || character == U'\n') {
            word.clear();
        } else if (pages.width_of(word + bytes, style) > width) {
            out += '\n';
            word = bytes;
        } else {
            word += bytes;
        }
        out += bytes;
    }
    return out;
}

void Sheet::paragraph(std::string_view text, TextStyle const& style) {
    pages.paragraph(fit(text, style, pages.column().width), style);
}

void Sheet::facts(std::vector<Fact> list, int columns) {
    Dots const width = pages.column().width / columns - mm(5);
    for (auto& fact : list)
        fact.value = fit(fact.value, fact.style, width);
    pages.facts(list, columns);
}

void Sheet::table(Table table) {
    double total = 0;
    for (auto const& column : table.columns)
        total += column.share;
    for (auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto const& column = table.columns[i];
            auto const width =
                static_cast<Dots>(pages.column().width * column.share / total) - mm(1.9);
            row[i].text = fit(row[i].text, row[i].style.value_or(column.style), width);
        }
    }
    pages.table(table);
}

void Sheet::banner(std::string_view words, std::string_view reason, std::string_view remark,
                   VerdictColours const& colours) {
    Dots const inset = mm(7);
    Dots const width = pages.column().width - inset - mm(4);
    auto const fitted = fit(reason, reason_style, width);
    Dots const reason_height = pages.height_of(fitted, reason_style, width);
    Dots const height = mm(16) + reason_height + (remark.empty() ? mm(3) : mm(7));
    auto const area = pages.block(height);
    pages.add("verdict ground", draw::Box{area, 0, true, draw::black, colours.tint});
    pages.add(
        "verdict bar",
        draw::Box{{area.x, area.y, mm(3), area.height}, 0, true, draw::black, colours.strong});
    auto style = banner_style;
    style.colour = colours.strong;
    pages.set_line(words, style, {area.x + inset, area.y + mm(12)}, width);
    pages.set_text(fitted, reason_style, {area.x + inset, area.y + mm(16), width, reason_height});
    if (!remark.empty())
        pages.set_text(remark, remark_style,
                       {area.x + inset, area.y + mm(17) + reason_height, width, mm(6)});
    pages.space(mm(3));
}

draw::Rect Sheet::signatures(std::vector<std::string> const& roles, Dots reserved) {
    auto const area = pages.block(mm(19));
    Dots const gap = mm(6);
    auto const count = static_cast<Dots>(roles.size());
    Dots const room = area.width - (reserved > 0 ? reserved + gap : 0);
    Dots const width = (room - (count - 1) * gap) / count;
    auto right = note_style;
    right.align = Align::right;
    Dots x = area.x;
    for (auto const& role : roles) {
        pages.set_line(role, note_style, {x, area.y + mm(4)}, width);
        pages.add("signature line",
                  draw::Line{{x, area.y + mm(13)}, {x + width, area.y + mm(13)}, mm(0.15)});
        pages.set_line("name, signature", note_style, {x, area.y + mm(16)}, width);
        pages.set_line("date and time", right, {x, area.y + mm(16)}, width);
        x += width + gap;
    }
    return area;
}

} // namespace coldchain::documents
