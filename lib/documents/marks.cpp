// SPDX-License-Identifier: Apache-2.0
// The drawings of marks and labels, each in millimetres from its own top left corner.
#include "documents/marks.hpp"

#include "common/text.hpp"
#include "documents/shapes.hpp"

#include <algorithm>
#include <cmath>

namespace coldchain::documents {

namespace {

using draw::Dots;
using draw::Face;

constexpr draw::Colour red{200, 16, 46};
constexpr draw::Colour orange{255, 130, 0};
constexpr draw::Colour green{0, 123, 95};
constexpr double root2 = 1.41421356237309505;
constexpr double widest = 180; // of a sheet's column

/// Draws one sticker; lengths are millimetres.
class Artist {
public:
    Artist(draw::Grid grid, draw::Fonts const& fonts)
        : m_scale(static_cast<double>(grid.dots) / grid.millimetres), m_fonts(fonts) {}

    Result<Sticker> draw(MarkWords const& words) {
        if (words.code == "un3373_diamond" || words.code == "un3245_diamond")
            un_diamond(words);
        else if (words.code == "class_9")
            class_9();
        else if (words.code == "class_6_2")
            class_6_2();
        else if (words.code == "class_2_2")
            class_2_2();
        else if (words.code == "cryogenic")
            cryogenic();
        else if (words.code == "cargo_aircraft_only")
            cargo_aircraft_only();
        else if (words.code == "orientation_arrows")
            arrows();
        else if (words.code == "battery_mark")
            battery(words);
        else if (words.code == "excepted_quantity")
            excepted(words);
        else if (words.code == "time_temperature")
            time_temperature();
        else
            letters(words);
        if (m_error)
            return std::move(*m_error);
        return std::move(m_sticker);
    }

private:
    Dots dots(double millimetres) const {
        return static_cast<Dots>(std::lround(millimetres * m_scale));
    }

    void size(double width, double height) {
        m_sticker.width = dots(width);
        m_sticker.height = dots(height);
    }

    void fill(std::string name, Polygon const& polygon, draw::Colour colour = draw::black) {
        m_sticker.items.push_back(filled(std::move(name), polygon, colour, m_scale));
    }

    // The em at which capitals are at least so high.
    Dots em_of(Face face, double capitals) const {
        Dots em = dots(capitals / 0.74);
        while (m_fonts.metrics(face, em).cap_height < capitals * m_scale)
            ++em;
        return em;
    }

    double width_of(std::string_view words, double capitals) const {
        return m_fonts.width(Face::sans_bold, em_of(Face::sans_bold, capitals), words) / m_scale;
    }

    // Centred about x; capitals at least `capitals` high on the baseline y.
    void write(std::string_view words, double x, double y, double capitals,
               draw::Colour colour = draw::black) {
        if (auto const checked = m_fonts.check_glyphs(Face::sans_bold, words); !checked) {
            if (!m_error)
                m_error = checked.error();
            return;
        }
        draw::Text line;
        line.text = words;
        line.face = Face::sans_bold;
        line.size = em_of(Face::sans_bold, capitals);
        line.colour = colour;
        line.at = {dots(x) - m_fonts.width(line.face, line.size, words) / 2, dots(y)};
        m_sticker.items.push_back({std::string(words), std::move(line)});
    }

    // --- diamonds ---

    // UN3373 and UN3245: side 50, line 2, letters 6 at least (49 CFR 173.199(a)(5), PI 650).
    void un_diamond(MarkWords const& words) {
        bool const category_b = words.code == "un3373_diamond";
        std::string const number = category_b ? "UN3373" : "UN3245";
        double const side = 60;
        double const half = side / root2;
        double const line = 2.5;
        Place const centre{55, half + 1};
        fill("diamond line", diamond(centre, half));
        fill("diamond ground", diamond(centre, (side / 2 - line) * root2), draw::white);
        write(number, centre.x, centre.y + 3.6, 7.2);
        double y = centre.y + half + 10.5;
        for (auto const line_of_name :
             category_b ? std::vector<std::string_view>{"BIOLOGICAL SUBSTANCE,", "CATEGORY B"}
                        : std::vector<std::string_view>{"GENETICALLY MODIFIED", "ORGANISMS"}) {
            write(line_of_name, centre.x, y, 6.4);
            y += 9.5;
        }
        m_sticker.title = category_b ? "UN3373 mark" : "UN3245 mark";
        // the sticker is as wide as its widest words
        double const wide = std::max(110.0, width_of("BIOLOGICAL SUBSTANCE,", 6.4) + 4);
        shift(wide / 2 - centre.x);
        size(wide, y - 5);
    }

    void shift(double x) {
        for (auto& item : m_sticker.items) {
            if (auto* text = std::get_if<draw::Text>(&item.primitive))
                text->at.x += dots(x);
            if (auto* path = std::get_if<draw::Path>(&item.primitive)) {
                for (auto& point : path->points)
                    point.x += dots(x);
            }
        }
    }

    // A hazard label: side 100 at least, line 2 wide whose outside is 5 inside the edge
    // (49 CFR 172.407(c)(1)).
    Place label_frame(draw::Colour ground, draw::Colour line) {
        constexpr double side = 101;
        double const half = side / root2;
        Place const centre{half + 0.5, half + 0.5};
        fill("label edge", diamond(centre, half));
        fill("label ground", diamond(centre, (side / 2 - 0.4) * root2), ground);
        fill("inner line", diamond(centre, (side / 2 - 5) * root2), line);
        fill("inner ground", diamond(centre, (side / 2 - 7.2) * root2), ground);
        size(2 * half + 1, 2 * half + 1);
        return centre;
    }
    static double inner_half() { return (101.0 / 2 - 7.2) * root2; }

    // Seven stripes and six equal gaps, cut by the inner line (49 CFR 172.446).
    void class_9() {
        Place const centre = label_frame(draw::white, draw::black);
        Polygon const upper{{centre.x, centre.y - inner_half()},
                            {centre.x + inner_half(), centre.y},
                            {centre.x - inner_half(), centre.y}};
        constexpr double band = 6;
        for (int index = -6; index <= 6; index += 2) {
            double const left = centre.x + index * band - band / 2;
            fill("stripe", clipped(rectangle(left, centre.y - 80, band, 80), upper));
        }
        write("9", centre.x, centre.y + 51, 10);
        fill("underline", rectangle(centre.x - 4.6, centre.y + 52.8, 9.2, 1.1));
        m_sticker.title = "Class 9 label";
    }

    // Three crescents on a circle.
    void trefoil(Place centre, double scale) {
        auto const around = [&](double distance, double degrees) {
            double const angle = degrees * 3.14159265358979 / 180;
            return Place{centre.x + distance * scale * std::cos(angle),
                         centre.y + distance * scale * std::sin(angle)};
        };
        std::vector<double> const angles{-90, 30, 150};
        for (double const angle : angles)
            fill("crescent", circle(around(11, angle), 15 * scale));
        for (double const angle : angles)
            fill("crescent opening", circle(around(15.2, angle), 11.4 * scale), draw::white);
        for (double const angle : angles) {
            Place const end = around(24, angle);
            fill("tips apart",
                 turned(rectangle(end.x - 4 * scale, end.y - 2.6 * scale, 8 * scale, 5.2 * scale),
                        end, angle),
                 draw::white);
            Place const near = around(3.5, angle);
            fill("cut to the middle",
                 turned(rectangle(near.x - 3.4 * scale, near.y - 0.7 * scale, 6.8 * scale,
                                  1.4 * scale),
                        near, angle),
                 draw::white);
        }
        fill("middle", circle(centre, 3.4 * scale), draw::white);
        for (double const angle : angles) {
            auto const ring = arc(centre, 15.6 * scale, 12.4 * scale, angle - 52, angle + 52);
            fill("ring", clipped(ring, circle(around(15.2, angle), 10 * scale)));
        }
    }

    void class_6_2() {
        Place const centre = label_frame(draw::white, draw::black);
        trefoil({centre.x, centre.y - 22}, 0.95);
        write("INFECTIOUS SUBSTANCE", centre.x, centre.y + 13, 4.6);
        write("In case of damage or leakage", centre.x, centre.y + 20, 2.6);
        write("immediately notify", centre.x, centre.y + 25, 2.6);
        write("Public Health Authority", centre.x, centre.y + 30, 2.6);
        write("6", centre.x, centre.y + 51, 10);
        m_sticker.title = "Division 6.2 label";
    }

    void class_2_2() {
        Place const centre = label_frame(green, draw::white);
        Place const c{centre.x, centre.y - 24};
        fill("cylinder", rectangle(c.x - 20, c.y - 6, 34, 12), draw::white);
        fill("cylinder end", circle({c.x - 20, c.y}, 6), draw::white);
        fill("cylinder shoulder", circle({c.x + 14, c.y}, 6), draw::white);
        fill("cylinder neck", rectangle(c.x + 18, c.y - 2.2, 5, 4.4), draw::white);
        fill("cylinder valve", rectangle(c.x + 22, c.y - 4, 3, 8), draw::white);
        write("NON-FLAMMABLE,", centre.x, centre.y + 12, 5, draw::white);
        write("NON-TOXIC GAS", centre.x, centre.y + 21, 5, draw::white);
        write("2", centre.x, centre.y + 51, 10, draw::white);
        m_sticker.title = "Division 2.2 label";
    }

    // --- rectangles ---

    // A7 either way of quoting it: 75 x 105 and 74 x 105.
    void cryogenic() {
        fill("ground", rectangle(0, 0, 80, 110), green);
        Place const c{40, 40};
        for (int arm = 0; arm < 6; ++arm) {
            double const angle = arm * 60.0;
            fill("ice arm", turned(rectangle(c.x - 1.5, c.y - 26, 3, 26), c, angle), draw::white);
            for (double const lean : {-45.0, 45.0}) {
                auto const twig =
                    turned(rectangle(c.x - 1.2, c.y - 26, 2.4, 9), {c.x, c.y - 17}, lean);
                fill("ice twig", turned(twig, c, angle), draw::white);
            }
        }
        write("CRYOGENIC", 40, 84, 7, draw::white);
        write("LIQUID", 40, 96, 7, draw::white);
        size(80, 110);
        m_sticker.title = "Cryogenic liquid label";
    }

    // 120 x 110, words 6.3 (49 CFR 172.407(c)(2), 172.448).
    void cargo_aircraft_only() {
        fill("ground", rectangle(0, 0, 121, 111), orange);
        double const y = 30;
        fill("fuselage", rectangle(24, y - 5, 70, 10));
        fill("nose", circle({94, y}, 5));
        fill("tail cone", {{24, y - 5}, {24, y + 5}, {12, y - 3}, {12, y - 5}});
        fill("fin", {{12, y - 5}, {10, y - 19}, {16, y - 19}, {30, y - 5}});
        fill("wing", {{68, y + 1}, {40, y + 17}, {33, y + 17}, {48, y + 1}});
        fill("engine", rectangle(52, y + 7.5, 12, 4.5));
        fill("cargo", rectangle(70, y + 17, 22, 14));
        fill("loader", {{66, y + 34}, {96, y + 34}, {96, y + 37}, {66, y + 37}});
        write("CARGO AIRCRAFT", 60.5, 80, 6.7);
        write("ONLY", 60.5, 90, 6.7);
        write("FORBIDDEN IN PASSENGER AIRCRAFT", 60.5, 103, 3.6);
        size(121, 111);
        m_sticker.title = "Cargo Aircraft Only label";
    }

    // 74 x 105, two opposite sides (49 CFR 172.312(a)(2)).
    void arrows() {
        constexpr double width = 75;
        constexpr double height = 106;
        fill("frame", rectangle(0, 0, width, height));
        fill("ground", rectangle(1.2, 1.2, width - 2.4, height - 2.4), draw::white);
        for (double const x : {22.0, 53.0}) {
            fill("arrow head", {{x, 12}, {x + 14, 38}, {x - 14, 38}});
            fill("arrow shaft", rectangle(x - 6, 37, 12, 42));
        }
        fill("bar", rectangle(8.5, 84, 58, 6.5));
        size(width, height);
        m_sticker.title = "Orientation arrows";
        m_sticker.copies = 2;
    }

    void hatched_frame(double side, double edge, draw::Colour colour) {
        for (auto const& [x, y, width, height] :
             {std::array{0.0, 0.0, side, edge}, std::array{0.0, side - edge, side, edge},
              std::array{0.0, edge, edge, side - 2 * edge},
              std::array{side - edge, edge, edge, side - 2 * edge}}) {
            for (auto const& stripe : hatching(x, y, width, height, 5, 3))
                fill("hatching", stripe, colour);
        }
    }

    // 100 x 100, hatching 5 wide, numbers 12 high (49 CFR 173.185(c)(3), IATA 7.1.5.5).
    void battery(MarkWords const& words) {
        constexpr double side = 110;
        hatched_frame(side, 6, red);
        for (int index = 0; index < 3; ++index) {
            double const x = 26 + index * 19;
            fill("battery", rectangle(x, 30, 15, 30));
            fill("pole", rectangle(x + 4, 26, 7, 4));
        }
        fill("damage", {{64, 30}, {74, 44}, {68, 46}, {79, 60}, {79, 30}}, draw::white);
        fill("flame", {{72, 56}, {78, 36}, {82, 46}, {87, 32}, {92, 58}, {84, 64}, {76, 63}});
        std::string number = "UN ";
        for (auto const* candidate : {"3480", "3481", "3090", "3091", "3551", "3552"}) {
            if (words.text.find(candidate) != std::string::npos)
                number += candidate;
        }
        write(number.size() > 3 ? number : words.text.substr(0, 8), side / 2, 88, 12.4);
        size(side, side);
        m_sticker.title = "Battery mark";
    }

    void excepted(MarkWords const& words) {
        constexpr double side = 101;
        hatched_frame(side, 6, red);
        write("E", side / 2, 52, 34, red);
        write(words.class_number, side / 2, 70, 8);
        write(words.parties, side / 2, 84, 3.4);
        size(side, side);
        m_sticker.title = "Excepted quantity mark";
    }

    // A place-holder in our own drawing: the printed label of the operator's association is the
    // one to use where it is at hand. The lower half is for the booked range, never blank.
    void time_temperature() {
        constexpr draw::Colour blue{0, 114, 206};
        fill("frame", rectangle(0, 0, 75, 106), blue);
        fill("ground", rectangle(2, 2, 71, 102), draw::white);
        fill("clock", circle({37.5, 26}, 17), blue);
        fill("face", circle({37.5, 26}, 14), draw::white);
        fill("hand", rectangle(36.4, 15, 2.2, 12), blue);
        fill("hand", rectangle(36.4, 25, 9, 2.2), blue);
        write("TIME AND TEMPERATURE", 37.5, 54, 3.4, blue);
        write("SENSITIVE", 37.5, 61, 3.4, blue);
        fill("rule", rectangle(2, 67, 71, 1), blue);
        write("____ \xC2\xB0"
              "C to ____ \xC2\xB0"
              "C",
              37.5, 88, 4.4, blue);
        size(75, 106);
        m_sticker.title = "Time and temperature label (place-holder; write the booked range)";
    }

    // Letters alone, broken at blanks to the width of a sheet.
    void letters(MarkWords const& words) {
        double const capitals = words.letters_mm + 0.2;
        Dots const em = em_of(Face::sans_bold, capitals);
        draw::TextStyle const style{Face::sans_bold, em};
        auto const wrapped = draw::wrap(m_fonts, style, words.text, dots(widest - 6));
        if (wrapped.too_wide && words.letters_mm > 6) {
            // a name longer than a sheet keeps the least height that any rule allows
            MarkWords smaller = words;
            smaller.letters_mm = 6;
            return letters(smaller);
        }
        if (wrapped.too_wide && !m_error)
            m_error = input_error({}, text::cat("the mark ", text::quoted(words.text),
                                                " has a word wider than a sheet; shorten it"));
        double const pitch = capitals * 1.6;
        double y = capitals + 3;
        for (auto const& line : wrapped.lines) {
            write(line, widest / 2, y, capitals);
            y += pitch;
        }
        size(widest, y - pitch + 4);
        m_sticker.title = "Mark";
    }

    double m_scale;
    draw::Fonts const& m_fonts;
    Sticker m_sticker;
    std::optional<Error> m_error;
};

// The number before "mm" in the size a rule asks for; 6 when it says none.
int letters_of(std::string const& size) {
    int best = 0;
    int number = 0;
    for (char const c : size) {
        if (c >= '0' && c <= '9')
            number = number * 10 + (c - '0');
        else if (number != 0) {
            best = best == 0 ? number : best;
            number = 0;
        }
    }
    return best >= 6 && best <= 30 ? best : 6;
}

std::string party_text(shipment::Party const& party) {
    std::string out = party.name;
    for (auto const& line : party.address)
        out += ", " + line;
    return out + (party.country.empty() ? "" : ", " + party.country);
}

// The UN marks and labels of the packages in the overpack that a general mark speaks of, each once.
std::vector<packaging::RequiredMark> marks_inside(shipment::Shipment const& shipment,
                                                  std::span<packaging::RequiredMark const> marks,
                                                  packaging::RequiredMark const& general) {
    std::vector<packaging::RequiredMark> repeated;
    for (auto const& overpack : shipment.overpacks) {
        if (overpack.id != general.holder)
            continue;
        for (auto const& mark : marks) {
            bool const held = std::find(overpack.packages.begin(), overpack.packages.end(),
                                        mark.holder) != overpack.packages.end();
            bool const shown = mark.kind == "label" || mark.text.starts_with("UN");
            // the mass of one package would contradict the total beside it
            std::string const text = mark.text.substr(0, mark.text.find(", net"));
            bool const known =
                std::any_of(repeated.begin(), repeated.end(), [&](auto const& other) {
                    return other.code == mark.code && other.text == text;
                });
            if (!held || !shown || known)
                continue;
            repeated.push_back(mark);
            repeated.back().holder = overpack.id;
            repeated.back().text = text;
        }
    }
    return repeated;
}

// An overpack that hides what is on its packages repeats their UN marks and labels, each once, and
// leaves room for the quantity inside; a rule asks for both in general words.
std::vector<packaging::RequiredMark> marks_to_print(shipment::Shipment const& shipment,
                                                    std::span<packaging::RequiredMark const> marks,
                                                    std::span<OverpackTotal const> totals) {
    std::vector<packaging::RequiredMark> out;
    for (auto const& mark : marks) {
        if (mark.on_overpack && mark.text.starts_with("each UN number")) {
            auto const repeated = marks_inside(shipment, marks, mark);
            out.insert(out.end(), repeated.begin(), repeated.end());
        } else if (mark.on_overpack && mark.text.starts_with("the net quantity of each")) {
            std::vector<std::string> numbers;
            for (auto const& held : marks_inside(shipment, marks, mark)) {
                std::string const number = held.text.substr(0, 6);
                if (held.text.starts_with("UN") && number != "UN1845" &&
                    std::find(numbers.begin(), numbers.end(), number) == numbers.end())
                    numbers.push_back(number);
            }
            for (auto const& number : numbers) {
                out.push_back(mark);
                auto const total = std::find_if(totals.begin(), totals.end(), [&](auto const& row) {
                    return row.overpack == mark.holder && row.un == number && row.net;
                });
                out.back().text =
                    text::cat(number, ", total net ",
                              total == totals.end() ? "________" : to_text(*total->net));
            }
        } else {
            out.push_back(mark);
        }
    }
    return out;
}

} // namespace

Result<Sticker> make_sticker(MarkWords const& words, draw::Grid grid, draw::Fonts const& fonts) {
    return Artist(grid, fonts).draw(words);
}

Result<std::vector<Sticker>> stickers_of(shipment::Shipment const& shipment,
                                         std::span<packaging::RequiredMark const> marks,
                                         std::span<OverpackTotal const> totals, draw::Grid grid,
                                         draw::Fonts const& fonts) {
    std::vector<Sticker> stickers;
    auto const has = [&](std::string const& holder, std::string_view code) {
        return std::any_of(marks.begin(), marks.end(), [&](auto const& mark) {
            return mark.holder == holder && mark.code == code;
        });
    };
    for (auto const& mark : marks_to_print(shipment, marks, totals)) {
        bool const beside_diamond = text::lower(mark.text).starts_with("biological substance") &&
                                    mark.code.empty() && has(mark.holder, "un3373_diamond");
        bool const by_the_maker =
            mark.text.starts_with("un ") || mark.size.find("maker") != std::string::npos;
        if (beside_diamond || by_the_maker)
            continue;
        MarkWords words{mark.code, mark.text, mark.text == "OVERPACK" ? 12 : letters_of(mark.size),
                        "", shipment.shipper.name};
        // addresses are in full on the box, one line a party
        if (mark.text.starts_with("From "))
            words.text = text::cat("From: ", party_text(shipment.shipper),
                                   "\nTo: ", party_text(shipment.consignee));
        CC_TRY_ASSIGN(auto sticker, make_sticker(words, grid, fonts));
        sticker.title = text::cat(
            mark.holder, ": ", sticker.title,
            sticker.copies > 1 ? text::cat(" (on ", sticker.copies, " opposite sides)") : "");
        stickers.push_back(std::move(sticker));
    }
    return stickers;
}

} // namespace coldchain::documents
