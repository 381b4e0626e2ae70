// SPDX-License-Identifier: Apache-2.0
// Pages fed with text from outside, as temperature certificates and deviation reports are: what the
// faces lack is shown by its code point, and a word wider than its place is broken, so that no name
// in a recording can stop a document. For this module alone.
#pragma once

#include "certify/verdict.hpp"
#include "documents/page.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::documents {

inline constexpr draw::Colour ink_soft{70, 70, 70};
inline constexpr TextStyle fact_style{draw::Face::sans, points(8)};
inline constexpr TextStyle note_style{draw::Face::sans, points(7), ink_soft};
inline constexpr TextStyle cell_style{draw::Face::sans, points(7)};
inline constexpr TextStyle cell_strong{draw::Face::sans_bold, points(7)};
inline constexpr TextStyle digest_style{draw::Face::mono, points(6)};

struct VerdictColours {
    draw::Colour strong;
    draw::Colour tint;
};
/// Dark enough to stand out in a black-and-white copy, where the words alone must do.
VerdictColours colours_of(certify::Verdict verdict);

/// With a capital letter and a full stop.
std::string sentence(std::string_view text);
/// Characters that the face lacks as "\u{1F600}".
std::string shown(draw::Fonts const& fonts, draw::Face face, std::string_view text);
/// "2026-11-23 15:30 UTC".
std::string stamp(std::int64_t milliseconds);
/// "2026-11-23 15:30", where a heading says UTC.
std::string short_stamp(std::int64_t milliseconds);
/// The logger's serial, with the channel's name when it has several.
std::string channel_words(certify::Judgement const& judgement,
                          certify::ChannelJudgement const& channel);
logger::Recording const& recording_of(certify::Judgement const& judgement,
                                      certify::ChannelJudgement const& channel);

class Sheet {
public:
    /// Both must outlive the sheet.
    Sheet(Pages& target, draw::Fonts const& fonts) : pages(target), m_fonts(fonts) {}

    /// The text with line ends where a word is wider than `width`.
    std::string fit(std::string_view text, TextStyle const& style, draw::Dots width);
    void paragraph(std::string_view text, TextStyle const& style);
    void facts(std::vector<Fact> list, int columns);
    void table(Table table);
    /// The large words of a document with what they rest on, on coloured ground.
    void banner(std::string_view words, std::string_view reason, std::string_view remark,
                VerdictColours const& colours);
    /// Lines for name, signature and date of each role; `reserved` is left free at the right.
    draw::Rect signatures(std::vector<std::string> const& roles, draw::Dots reserved);

    draw::Fonts const& fonts() const { return m_fonts; }

    Pages& pages;

private:
    draw::Fonts const& m_fonts;
};

} // namespace coldchain::documents
