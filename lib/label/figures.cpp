// SPDX-License-Identifier: Apache-2.0
#include "label/figures.hpp"

#include "common/text.hpp"
#include "draw/flow.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace coldchain::label {

namespace {

using draw::Dots;
using draw::Face;

struct Spot {
    double x = 0;
    double y = 0;
};

draw::Point rounded(Spot spot) {
    return {static_cast<Dots>(std::lround(spot.x)), static_cast<Dots>(std::lround(spot.y))};
}

// Contours of a text in dots, its pen at `at`; curves become short chords.
std::vector<std::vector<draw::Point>> contours(draw::Fonts const& fonts, draw::Text const& text) {
    std::vector<std::vector<draw::Point>> all;
    double const scale = static_cast<double>(text.size) / fonts.units_per_em(text.face);
    auto const pens = fonts.pen_places(text.face, text.size, text.text);
    std::size_t index = 0;
    for (char32_t const character : text::code_points(text.text)) {
        Spot const origin{static_cast<double>(text.at.x + pens.at(index++)),
                          static_cast<double>(text.at.y)};
        auto const spot = [&](int x, int y) {
            return Spot{origin.x + x * scale, origin.y - y * scale};
        };
        Spot pen;
        for (auto const& step : fonts.outline(text.face, character)) {
            Spot const end = spot(step.x, step.y);
            switch (step.kind) {
            case draw::OutlineStep::Kind::move:
                all.push_back({rounded(end)});
                break;
            case draw::OutlineStep::Kind::line:
                all.back().push_back(rounded(end));
                break;
            case draw::OutlineStep::Kind::quadratic: {
                constexpr int chords = 8;
                Spot const control = spot(step.x1, step.y1);
                for (int i = 1; i <= chords; ++i) {
                    double const t = static_cast<double>(i) / chords;
                    double const s = 1 - t;
                    all.back().push_back(
                        rounded({s * s * pen.x + 2 * s * t * control.x + t * t * end.x,
                                 s * s * pen.y + 2 * s * t * control.y + t * t * end.y}));
                }
                break;
            }
            case draw::OutlineStep::Kind::close:
                continue;
            }
            pen = end;
        }
    }
    return all;
}

std::string letters_of(isbt128::BloodGroupRow const& group) {
    std::string letters(group.group);
    for (std::string_view const ending : {" pos", " neg"}) {
        if (letters.ends_with(ending))
            letters.resize(letters.size() - ending.size());
    }
    return letters;
}

std::string_view rhesus_words(isbt128::Rhd rhd) {
    switch (rhd) {
    case isbt128::Rhd::positive:
        return "RhD POSITIVE";
    case isbt128::Rhd::negative:
        return "RhD NEGATIVE";
    case isbt128::Rhd::pooled:
        return "RhD POOLED";
    case isbt128::Rhd::not_stated:
        return "";
    }
    return "";
}

Dots millimetres(draw::Grid grid, std::int64_t micrometres) {
    return std::max(1, draw::to_dots(grid, micrometres));
}

// The largest of a few sizes at which the text fits; the smallest when none does, so that the
// overflow is found on the page.
Dots fitting(FigurePlace const& place, std::string_view text, draw::Rect const& area,
             Dots largest) {
    std::array const sizes{largest, largest * 3 / 4, largest / 2, largest * 3 / 8, largest / 4};
    draw::TextStyle const style{Face::sans_bold};
    return draw::first_size_that_fits(place.fonts, style, text, area, sizes).value_or(sizes.back());
}

void add_letters(FigurePlace const& place, isbt128::BloodGroupRow const& group,
                 draw::Rect const& area, std::vector<draw::Item>& items) {
    std::string const letters = letters_of(group);
    Dots size = place.size;
    while (size > 8 && place.fonts.width(Face::sans_bold, size, letters) > area.width)
        size = size * 3 / 4;
    Dots const cap = place.fonts.metrics(Face::sans_bold, size).cap_height;
    Dots const width = place.fonts.width(Face::sans_bold, size, letters);
    draw::Text const text{{area.x + (area.width - width) / 2, area.y + (area.height + cap) / 2},
                          letters,
                          Face::sans_bold,
                          size};
    if (group.rhd != isbt128::Rhd::negative) {
        items.push_back({"blood group letters", text});
        return;
    }
    for (auto& contour : contours(place.fonts, text))
        items.push_back({"blood group letters", draw::Path{std::move(contour), true, false,
                                                           millimetres(place.grid, 450)}});
}

std::vector<draw::Point> arc(Spot centre, double radius, double from, double to) {
    constexpr int chords = 48;
    std::vector<draw::Point> points;
    for (int i = 0; i <= chords; ++i) {
        double const angle = from + (to - from) * i / chords;
        points.push_back(
            rounded({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)}));
    }
    return points;
}

draw::Item disc(Spot centre, double radius, draw::Colour colour) {
    return {"biohazard sign",
            draw::Path{arc(centre, radius, 0, 2 * std::numbers::pi), true, true, 0, colour}};
}

draw::Item bar(Spot from, double angle, double start, double end, double width) {
    Spot const along{std::cos(angle), std::sin(angle)};
    Spot const across{-along.y * width / 2, along.x * width / 2};
    auto const corner = [&](double distance, double side) {
        return rounded({from.x + along.x * distance + across.x * side,
                        from.y + along.y * distance + across.y * side});
    };
    return {"biohazard sign",
            draw::Path{{corner(start, 1), corner(end, 1), corner(end, -1), corner(start, -1)},
                       true,
                       true,
                       0,
                       draw::white}};
}

// The sign in units of its construction: three discs of diameter 30 on a circle of 11, cut by discs
// of 21 on a circle of 15, openings of 4 at the tips, a hole of 6, slits of 1, a ring of 3.5 width.
void add_sign(Spot centre, double unit, std::vector<draw::Item>& items) {
    constexpr double third = 2 * std::numbers::pi / 3;
    std::array<double, 3> const angles{-std::numbers::pi / 2, -std::numbers::pi / 2 + third,
                                       -std::numbers::pi / 2 + 2 * third};
    auto const at = [&](double angle, double distance) {
        return Spot{centre.x + std::cos(angle) * distance * unit,
                    centre.y + std::sin(angle) * distance * unit};
    };
    for (double const angle : angles)
        items.push_back(disc(at(angle, 11), 15 * unit, draw::black));
    for (double const angle : angles)
        items.push_back(disc(at(angle, 15), 10.5 * unit, draw::white));
    for (double const angle : angles)
        items.push_back(bar(centre, angle, 20 * unit, 27 * unit, 4 * unit));
    for (double const angle : angles)
        items.push_back(bar(centre, angle, 0, 8 * unit, unit));
    items.push_back(disc(centre, 3 * unit, draw::white));
    for (double const angle : angles) {
        // half of what the cut leaves of the ring, less a slit
        double const half = 0.62;
        auto ring = arc(centre, 12.5 * unit, angle - half, angle + half);
        auto const inner = arc(centre, 9 * unit, angle + half, angle - half);
        ring.insert(ring.end(), inner.begin(), inner.end());
        items.push_back(
            {"biohazard sign", draw::Path{std::move(ring), true, true, 0, draw::black}});
    }
}

} // namespace

std::vector<draw::Item> draw_din(FigurePlace const& place, isbt128::DinText const& din) {
    std::vector<draw::Item> items;
    Dots const pad = millimetres(place.grid, 700);
    Dots const border = millimetres(place.grid, 300);
    Dots const cap = place.fonts.metrics(Face::mono_bold, place.size).cap_height;
    Dots const gap = place.size * 2 / 5;
    Dots const baseline = place.area.y + pad + cap;
    Dots x = place.area.x;
    for (auto const& part : {din.facility, din.year, din.sequence}) {
        items.push_back(
            {"donation number", draw::Text{{x, baseline}, part, Face::mono_bold, place.size}});
        x += place.fonts.width(Face::mono_bold, place.size, part) + gap;
    }
    if (!din.flags.empty()) {
        Dots const size = place.size * 3 / 5;
        Dots const height = place.fonts.metrics(Face::mono_bold, size).cap_height;
        Dots const length = place.fonts.width(Face::mono_bold, size, din.flags);
        // a quarter turn clockwise puts the capitals' top to the right of the baseline
        items.push_back({"flags", draw::Text{{x, baseline - cap / 2 - length / 2},
                                             din.flags,
                                             Face::mono_bold,
                                             size,
                                             draw::Rotation::quarter}});
        x += height + gap;
    }
    std::string const check(1, din.check_character);
    Dots const width = place.fonts.width(Face::mono_bold, place.size, check);
    items.push_back({"check character box",
                     draw::Box{{x, baseline - cap - pad, width + 2 * pad, cap + 2 * pad}, border}});
    items.push_back(
        {"check character", draw::Text{{x + pad, baseline}, check, Face::mono_bold, place.size}});
    return items;
}

std::vector<draw::Item> draw_blood_group(FigurePlace const& place,
                                         isbt128::BloodGroupRow const& group) {
    std::vector<draw::Item> items;
    if (group.is_message()) {
        draw::TextStyle const style{Face::sans_bold, place.size / 4, draw::black,
                                    draw::Align::centre};
        return draw::flow(place.fonts, style, group.words, place.area, "blood group message").items;
    }
    std::string_view const rhesus = rhesus_words(group.rhd);
    Dots const band = rhesus.empty() ? 0 : place.area.height / 4;
    draw::Rect const top{place.area.x, place.area.y, place.area.width, place.area.height - band};
    add_letters(place, group, top, items);
    if (rhesus.empty())
        return items;
    bool const negative = group.rhd == isbt128::Rhd::negative;
    draw::Rect const strip{place.area.x, place.area.y + place.area.height - band, place.area.width,
                           band};
    items.push_back({"RhD band", draw::Box{strip, millimetres(place.grid, 300), negative}});
    Dots const inset = millimetres(place.grid, 600);
    draw::Rect const inner{strip.x + inset, strip.y, strip.width - 2 * inset, strip.height};
    draw::TextStyle const style{Face::sans_bold, fitting(place, rhesus, inner, place.size / 4),
                                negative ? draw::white : draw::black, draw::Align::centre};
    items.push_back({"RhD words", draw::line_in(place.fonts, style, rhesus, inner)});
    return items;
}

std::vector<draw::Item> draw_biohazard(FigurePlace const& place) {
    std::vector<draw::Item> items;
    Dots const words = place.fonts.metrics(Face::sans_bold, place.size).line_height;
    Dots const side = std::min(place.area.width, place.area.height - words);
    // the sign reaches 26 units up and 20.5 down, 24.5 to either side
    double const unit = side / 50.0;
    Spot const centre{place.area.x + place.area.width / 2.0, place.area.y + 27.0 * unit};
    add_sign(centre, unit, items);
    draw::TextStyle const style{Face::sans_bold, place.size, draw::black, draw::Align::centre};
    items.push_back(
        {"biohazard word", draw::line_in(place.fonts, style, "BIOHAZARD",
                                         {place.area.x, place.area.y + place.area.height - words,
                                          place.area.width, words})});
    return items;
}

} // namespace coldchain::label
