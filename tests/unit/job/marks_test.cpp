// SPDX-License-Identifier: Apache-2.0
// Every mark is measured on its own raster at 600 dots per inch. The sizes are those of 49 CFR
// 172.407(c), 172.446, 172.448, 173.185(c)(3), 173.199(a)(5), 172.312 and PI 650.
#include "../tree.hpp"
#include "documents/marks.hpp"
#include "render/raster.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace coldchain;

namespace {

using tree::fonts;

/// A sticker as ink at 600 dpi, measured in millimetres.
struct Measured {
    barcode::Raster raster;
    double dots_per_mm = 600 / 25.4;

    bool ink(double x, double y) const {
        auto const column = static_cast<int>(x * dots_per_mm);
        auto const row = static_cast<int>(y * dots_per_mm);
        return raster.at(column, row) < 128;
    }
    double width() const { return raster.width / dots_per_mm; }
    double height() const { return raster.height / dots_per_mm; }

    /// First and last ink of a row between two places, in millimetres; -1 for none.
    std::pair<double, double> span_of_row(double y, double from = 0, double to = -1) const {
        double first = -1, last = -1;
        for (double x = from; x < (to < 0 ? width() : to); x += 1 / dots_per_mm) {
            if (!ink(x, y))
                continue;
            if (first < 0)
                first = x;
            last = x;
        }
        return {first, last};
    }
    std::pair<double, double> span_of_column(double x, double from = 0, double to = -1) const {
        double first = -1, last = -1;
        for (double y = from; y < (to < 0 ? height() : to); y += 1 / dots_per_mm) {
            if (!ink(x, y))
                continue;
            if (first < 0)
                first = y;
            last = y;
        }
        return {first, last};
    }
    /// From the first to the last row with ink between two heights, and between two places.
    double ink_height(double top, double bottom, double from = 0, double to = -1) const {
        double first = -1, last = -1;
        for (double y = top; y < bottom; y += 0.02) {
            if (span_of_row(y, from, to).first < 0)
                continue;
            first = first < 0 ? y : first;
            last = y;
        }
        return last - first;
    }
    /// How many stretches of ink a row has.
    int stretches(double y, double from, double to) const {
        int count = 0;
        bool before = false;
        for (double x = from; x < to; x += 1 / dots_per_mm) {
            bool const now = ink(x, y);
            count += now && !before ? 1 : 0;
            before = now;
        }
        return count;
    }
    /// Lengths of the ink stretches of a row.
    std::vector<double> lengths(double y, double from, double to) const {
        std::vector<double> out;
        double begin = -1;
        for (double x = from; x < to; x += 1 / dots_per_mm) {
            if (ink(x, y) && begin < 0)
                begin = x;
            if (!ink(x, y) && begin >= 0) {
                out.push_back(x - begin);
                begin = -1;
            }
        }
        return out;
    }
};

Measured measure(documents::MarkWords const& words) {
    auto const grid = draw::grid_of_dpi(600);
    auto const sticker = documents::make_sticker(words, grid, fonts());
    REQUIRE(sticker);
    auto const drawing = documents::sticker_rolls({*sticker}, grid, "mark");
    auto raster = render::raster(drawing, 0, fonts());
    REQUIRE(raster);
    return {std::move(*raster)};
}

documents::MarkWords coded(std::string code, std::string text = "") {
    documents::MarkWords words;
    words.code = std::move(code);
    words.text = std::move(text);
    return words;
}

constexpr double root2 = 1.41421356;

/// The widest row of a diamond whose top corner is the first ink of the sticker.
double side_of_diamond(Measured const& mark) {
    double widest = 0;
    for (double y = 0; y < mark.height(); y += 0.1) {
        auto const [first, last] = mark.span_of_row(y);
        widest = std::max(widest, last - first);
    }
    return widest / root2;
}

} // namespace

TEST_CASE("marks: the UN3373 diamond", "[documents][marks]") {
    auto const code = GENERATE("un3373_diamond", "un3245_diamond");
    auto const mark = measure(coded(code));
    double const middle = mark.width() / 2;
    // top corner and bottom corner of the diamond on its axis; the bottom ends above the words
    auto const top = mark.span_of_column(middle).first;
    double bottom = top;
    for (double y = top; y < 90; y += 0.05) {
        if (mark.ink(middle, y))
            bottom = y;
    }
    double const side = (bottom - top) / root2;
    INFO("side " << side);
    CHECK(side >= 50);
    CHECK(side < 65);
    // the line, measured across: the ink along the axis at the top corner is the line times root 2
    double line = 0;
    while (mark.ink(middle, top + line))
        line += 0.02;
    INFO("line " << line / root2);
    CHECK(line / root2 >= 2);
    // letters in the diamond
    double const centre = (top + bottom) / 2;
    auto const digits = mark.span_of_row(centre, middle - 20, middle + 20);
    CHECK(digits.second - digits.first > 20);
    double first = -1, last = -1;
    for (double y = centre - 10; y < centre + 10; y += 0.02) {
        auto const [a, b] = mark.span_of_row(y, middle - 22, middle + 22);
        if (a < 0)
            continue;
        first = first < 0 ? y : first;
        last = y;
    }
    INFO("letters " << last - first);
    CHECK(last - first >= 6);
    // the shipping name below: both lines at least 6 mm high
    std::vector<std::pair<double, double>> lines;
    for (double y = bottom + 1; y < mark.height(); y += 0.02) {
        bool const ink = mark.span_of_row(y).first >= 0;
        if (ink && (lines.empty() || lines.back().second < y - 0.05))
            lines.emplace_back(y, y);
        else if (ink)
            lines.back().second = y;
    }
    REQUIRE(lines.size() == 2);
    for (auto const& [from, to] : lines)
        CHECK(to - from >= 6);
}

TEST_CASE("marks: hazard labels are 100 by 100 with a line of 2, 5 inside the edge",
          "[documents][marks]") {
    auto const code = GENERATE("class_9", "class_6_2");
    auto const mark = measure(coded(code));
    CHECK(side_of_diamond(mark) >= 100);
    CHECK(side_of_diamond(mark) < 103);
    // along the horizontal axis from the left corner: edge, gap, line
    double const y = mark.height() / 2;
    double x = mark.span_of_row(y).first;
    double const corner = x;
    while (mark.ink(x, y))
        x += 0.01;
    while (!mark.ink(x, y))
        x += 0.01;
    double const line_begin = x;
    while (mark.ink(x, y))
        x += 0.01;
    // distances across the edge are those along the axis over root 2
    CHECK((line_begin - corner) / root2 == Approx(5).margin(0.15));
    CHECK((x - line_begin) / root2 >= 2);
}

TEST_CASE("marks: Class 9 has seven stripes and six equal gaps, and a 9 underlined",
          "[documents][marks]") {
    auto const mark = measure(coded("class_9"));
    double const centre = mark.width() / 2;
    // just above the middle every stripe is there; the lines of the frame are outside +-45
    auto const lengths = mark.lengths(mark.height() / 2 - 3, centre - 45, centre + 45);
    REQUIRE(lengths.size() == 7);
    for (double const length : lengths)
        CHECK(length == Approx(6).margin(0.1));
    CHECK(mark.stretches(mark.height() / 2 + 5, centre - 45, centre + 45) == 0);
    // the number is 6.3 to 12.7 mm high (49 CFR 172.407(d)); the line below it is apart
    auto const number = mark.span_of_column(centre + 3, centre + 35, centre + 56);
    CHECK(number.second - number.first >= 6.3);
    std::vector<double> ink_rows;
    int parts = 0;
    bool before = false;
    for (double y = centre + 35; y < centre + 55; y += 0.02) {
        bool const now = mark.span_of_row(y, centre - 5, centre + 5).first >= 0;
        parts += now && !before ? 1 : 0;
        before = now;
    }
    CHECK(parts == 2);
}

TEST_CASE("marks: Cargo Aircraft Only is 120 by 110, its words 6.3 mm", "[documents][marks]") {
    auto const mark = measure(coded("cargo_aircraft_only"));
    CHECK(mark.width() >= 120);
    CHECK(mark.height() >= 110);
    // the words "CARGO AIRCRAFT" stand between 72 and 81 mm
    double const height_of_ink = mark.ink_height(71, 82);
    CHECK(height_of_ink >= 6.3);
}

TEST_CASE("marks: arrows, cryogenic label and battery mark have their least sizes",
          "[documents][marks]") {
    auto const arrows = measure(coded("orientation_arrows"));
    CHECK(arrows.width() >= 74);
    CHECK(arrows.height() >= 105);
    // two heads side by side, and one bar below both
    CHECK(arrows.stretches(37, 4, 71) == 2);
    CHECK(arrows.stretches(87, 4, 71) == 1);
    auto const cold = measure(coded("cryogenic"));
    CHECK(cold.width() >= 75);
    CHECK(cold.height() >= 105);
    auto const battery = measure(coded("battery_mark", "UN3091"));
    CHECK(battery.width() >= 100);
    CHECK(battery.height() >= 100);
    // the number stands between 70 and 95 mm, 12 mm high at least
    double const height_of_ink = battery.ink_height(68, 100, 10, 100);
    CHECK(height_of_ink >= 12);
    // hatching at least 5 mm wide: ink right up to it, none between 6.2 mm and the picture
    auto const edge = battery.span_of_row(50, 0, 15);
    CHECK(edge.second >= 5);
    CHECK(edge.second < 6.3);
}

TEST_CASE("marks: Division 2.2, excepted quantities and the temperature label have their sizes",
          "[documents][marks]") {
    // green prints as ink, so the widest row of the 2.2 label is its diagonal
    auto const gas = measure(coded("class_2_2"));
    CHECK(side_of_diamond(gas) >= 100);
    auto small = coded("excepted_quantity");
    small.class_number = "6.2";
    small.parties = "Example";
    auto const excepted = measure(small);
    CHECK(excepted.width() >= 100);
    CHECK(excepted.height() >= 100);
    auto const cool = measure(coded("time_temperature"));
    CHECK(cool.width() >= 74);
    CHECK(cool.height() >= 105);
}

TEST_CASE("marks: letters are at least as high as a rule asks", "[documents][marks]") {
    auto const height = GENERATE(6, 12);
    documents::MarkWords words;
    words.text = "UNH1845"; // letters without a rounded top
    words.letters_mm = height;
    auto const mark = measure(words);
    double const height_of_ink = mark.ink_height(0, mark.height());
    CHECK(height_of_ink >= height);
    CHECK(height_of_ink < height * 1.15);
}

TEST_CASE("marks: the mark of an overpack is 12 mm, that of an exempt specimen 6 mm high",
          "[documents][marks]") {
    // 49 CFR 173.25(a)(4): the word OVERPACK 12 mm; an exempt specimen's words need only be read,
    // and are as high as the least height any rule here asks (6 mm, PI 650)
    auto const [text, least, printed] = GENERATE(table<std::string, std::string, double>({
        {"OVERPACK", "", 12.0},
        {"Exempt human specimen", "", 6.0},
        {"Exempt animal specimen", "6 mm", 6.0},
        {"UN1845 Dry ice, net 6 kg", "12 mm", 12.0},
        {"UN3373", "6 mm", 6.0},
    }));
    CAPTURE(text);
    shipment::Shipment shipment;
    auto const grid = draw::grid_of_dpi(600);
    std::vector<packaging::RequiredMark> const marks{
        {"PKG1", false, "mark", "", text, least, {}, false}};
    auto const stickers = documents::stickers_of(shipment, marks, {}, grid, fonts());
    REQUIRE(stickers);
    REQUIRE(stickers->size() == 1);
    auto raster = render::raster(documents::sticker_rolls(*stickers, grid, "mark"), 0, fonts());
    REQUIRE(raster);
    Measured const mark{std::move(*raster)};
    // the capital that begins the words, first stretch of ink of the sticker, from its top to the
    // baseline; E, O and U have no part below it, and an O is highest in its middle
    double const strip = text[0] == 'O' ? 0.9 * printed : 0.3 * printed;
    double left = mark.width();
    for (double y = 0; y < mark.height(); y += 0.1) {
        auto const first = mark.span_of_row(y).first;
        if (first >= 0)
            left = std::min(left, first);
    }
    double const capital = mark.ink_height(0, mark.height(), left, left + strip);
    CHECK(capital >= printed);
    CHECK(capital < printed * 1.15);
}

TEST_CASE("marks: orientation arrows go on two opposite sides, other marks once",
          "[documents][marks]") {
    // 49 CFR 172.312(a)(2)
    auto const grid = draw::grid_of_dpi(600);
    auto const arrows = documents::make_sticker(coded("orientation_arrows"), grid, fonts());
    REQUIRE(arrows);
    CHECK(arrows->copies == 2);
    CHECK(documents::sticker_rolls({*arrows}, grid, "mark").pages.size() == 2);
    CHECK(documents::make_sticker(coded("class_9"), grid, fonts())->copies == 1);
}

TEST_CASE("marks: the temperature label has its words above and room for a range below",
          "[documents][marks]") {
    auto const mark = measure(coded("time_temperature"));
    // inside the frame of 2 mm: ink of the words in the upper half, a rule, then the places to fill
    // in, which no box leaves blank
    CHECK(mark.span_of_column(mark.width() / 2, 48, 64).first > 0);
    auto const words = mark.span_of_row(52.5, 3, mark.width() - 3);
    CHECK(words.second - words.first > 40);
    auto const rule = mark.span_of_row(67.5, 3, mark.width() - 3);
    CHECK(rule.second - rule.first > 65);
    double widest = 0; // of the lines to write on, a little below the letters
    for (double y = 84; y < 92; y += 0.05) {
        auto const range = mark.span_of_row(y, 3, mark.width() - 3);
        widest = std::max(widest, range.second - range.first);
    }
    CHECK(widest > 30);
    // letters of "C" in the range: 4 mm at least, to be filled in by hand
    double const height_of_ink = mark.ink_height(80, 89, 3, mark.width() - 3);
    CHECK(height_of_ink >= 4);
}

TEST_CASE("marks: 2.2 and 6.2 have their number in the lower corner, 6.3 to 12.7 mm high",
          "[documents][marks]") {
    // 49 CFR 172.407(d). The number of 2.2 is white on green, so paper and ink change places.
    auto const [code, white] =
        GENERATE(table<std::string, bool>({{"class_6_2", false}, {"class_2_2", true}}));
    CAPTURE(code);
    auto const mark = measure(coded(code));
    double const centre = mark.width() / 2;
    double first = -1, last = -1;
    for (double y = mark.height() / 2 + 38; y < mark.height() / 2 + 55; y += 0.02) {
        bool found = false;
        for (double x = centre - 4; x < centre + 4; x += 0.04)
            found = found || mark.ink(x, y) != white;
        if (!found)
            continue;
        first = first < 0 ? y : first;
        last = y;
    }
    CHECK(last - first >= 6.3);
    CHECK(last - first <= 12.7);
}

TEST_CASE("marks: nothing of a sticker is outside it", "[documents][marks]") {
    auto const code =
        GENERATE("un3373_diamond", "un3245_diamond", "class_9", "class_6_2", "class_2_2",
                 "cryogenic", "cargo_aircraft_only", "orientation_arrows", "battery_mark",
                 "excepted_quantity", "time_temperature", "");
    documents::MarkWords words = coded(code, "UN1845 Dry ice, net 6 kg and a long line of words");
    words.class_number = "6.2";
    words.parties = "Example Cell Therapy Center";
    auto const sticker = documents::make_sticker(words, documents::page_grid, fonts());
    REQUIRE(sticker);
    for (auto const& item : sticker->items) {
        auto const area = draw::bounds(item, fonts());
        INFO(code << " " << item.name);
        CHECK(area.x >= 0);
        CHECK(area.y >= 0);
        CHECK(area.x + area.width <= sticker->width + 1);
        CHECK(area.y + area.height <= sticker->height + 1);
    }
    // it fits on a sheet of either paper
    CHECK(sticker->width <= documents::mm(200));
    CHECK(sticker->height <= documents::mm(240));
}

TEST_CASE("marks: a word wider than a sheet is refused, a glyph nobody has too",
          "[documents][marks]") {
    documents::MarkWords words;
    words.text = std::string(200, 'W');
    CHECK_FALSE(documents::make_sticker(words, documents::page_grid, fonts()));
    words.text = "\xE6\xBC\xA2";
    CHECK_FALSE(documents::make_sticker(words, documents::page_grid, fonts()));
}

TEST_CASE("marks: an overpack repeats what it hides, each once, without the mass of one package",
          "[documents][marks]") {
    shipment::Shipment shipment;
    shipment.shipper.name = "A";
    shipment.consignee.name = "B";
    shipment.overpacks.push_back({"OVP", {"P1", "P2"}, {}});
    std::vector<packaging::RequiredMark> marks;
    for (auto const* id : {"P1", "P2"}) {
        marks.push_back({id, false, "mark", "", "UN1845 Dry ice, net 6 kg", "12 mm", {}, false});
        marks.push_back({id, false, "mark", "", "UN2814 Infectious substance", "12 mm", {}, false});
        marks.push_back({id, false, "mark", "", "UN2900 Infectious substance", "12 mm", {}, false});
        marks.push_back({id, false, "label", "class_9", "Class 9", "", {}, false});
    }
    marks.push_back({"OVP", true, "mark", "", "OVERPACK", "", {}, false});
    marks.push_back({"OVP",
                     true,
                     "mark",
                     "",
                     "each UN number, name, mark and label of the packages inside",
                     "",
                     {},
                     false});
    marks.push_back(
        {"OVP", true, "mark", "", "the net quantity of each UN number inside", "", {}, false});
    // 2 x 120 mL; of the other number nothing is known
    std::vector<documents::OverpackTotal> totals{
        {"OVP", "UN2814", parse_quantity("240 mL", Dimension::volume).value()},
        {"OVP", "UN2900", std::nullopt}};
    auto const stickers =
        documents::stickers_of(shipment, marks, totals, documents::page_grid, fonts());
    REQUIRE(stickers);
    std::vector<std::string> said;
    for (auto const& sticker : *stickers) {
        if (!sticker.title.starts_with("OVP"))
            continue;
        std::string words;
        for (auto const& item : sticker.items) {
            if (auto const* text = std::get_if<draw::Text>(&item.primitive))
                words += (words.empty() ? "" : " ") + text->text;
        }
        said.push_back(words);
    }
    CHECK(said ==
          std::vector<std::string>{"OVERPACK", "UN1845 Dry ice", "UN2814 Infectious substance",
                                   "UN2900 Infectious substance", "9", "UN2814, total net 240 mL",
                                   "UN2900, total net ________"});
}
