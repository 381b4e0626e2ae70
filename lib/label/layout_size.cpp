// SPDX-License-Identifier: Apache-2.0
// A layout at the size of the label stock in use: the pocket of a bag decides, not the layout.
#include "label/layout.hpp"

#include "common/text.hpp"
#include "common/units.hpp"

#include <cmath>

namespace coldchain::label {

namespace {

Error refusal(std::string text) {
    Error error{ErrorKind::usage, {}, {}, {}};
    error.text = std::move(text);
    return error;
}

} // namespace

Result<std::pair<Micrometres, Micrometres>> parse_size(std::string_view text) {
    std::string plain = text::replace_all(std::string(text), " ", "");
    if (plain.ends_with("mm"))
        plain.resize(plain.size() - 2);
    auto const cross = plain.find('x');
    if (cross != std::string::npos) {
        auto const width = parse_quantity(plain.substr(0, cross) + " mm", Dimension::length);
        auto const height = parse_quantity(plain.substr(cross + 1) + " mm", Dimension::length);
        if (width && height && in_unit(*width, "mm") > 0 && in_unit(*height, "mm") > 0) {
            auto const count = [](Quantity const& quantity) {
                return Micrometres{std::llround(in_unit(quantity, "mm") * 1000.0)};
            };
            return std::pair(count(*width), count(*height));
        }
    }
    return refusal(text::cat("size ", text::quoted(text), " is not width and height; write 60x80"));
}

Result<Layout> resized(Layout layout, Micrometres width, Micrometres height) {
    if (width == layout.width && height == layout.height)
        return layout;
    auto const size = text::cat(to_text(width), " x ", to_text(height));
    if (!layout.sizes)
        return refusal(text::cat("layout ", layout.identity.id, " has one size, ",
                                 to_text(layout.width), " x ", to_text(layout.height), ", not ",
                                 size));
    auto const& range = *layout.sizes;
    if (width < range.smallest_width || height < range.smallest_height ||
        width > range.largest_width || height > range.largest_height)
        return refusal(text::cat("layout ", layout.identity.id, " cannot be ", size, "; from ",
                                 to_text(range.smallest_width), " x ",
                                 to_text(range.smallest_height), " to ",
                                 to_text(range.largest_width), " x ",
                                 to_text(range.largest_height)));
    std::int64_t const dx = width.count - layout.width.count;
    std::int64_t const dy = height.count - layout.height.count;
    auto const move = [&](Micrometres& x, Micrometres& y, Resize const& resize) {
        x.count += resize.right ? dx : 0;
        y.count += resize.down ? dy : 0;
    };
    auto const fit = [&](Area& area, Resize const& resize) {
        move(area.x, area.y, resize);
        area.width.count += resize.wider ? dx : 0;
        area.height.count += resize.higher ? dy : 0;
    };
    for (auto& symbol : layout.symbols)
        move(symbol.x, symbol.y, symbol.resize);
    for (auto& text : layout.texts)
        fit(text.area, text.resize);
    for (auto& figure : layout.figures)
        fit(figure.area, figure.resize);
    for (auto& rule : layout.rules) {
        move(rule.x1, rule.y1, rule.resize);
        move(rule.x2, rule.y2, rule.resize);
        rule.x2.count += rule.resize.wider ? dx : 0;
        rule.y2.count += rule.resize.higher ? dy : 0;
    }
    layout.width = width;
    layout.height = height;
    return layout;
}

} // namespace coldchain::label
