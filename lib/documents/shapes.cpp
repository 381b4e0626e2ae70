// SPDX-License-Identifier: Apache-2.0
#include "documents/shapes.hpp"

#include <cmath>

namespace coldchain::documents {

namespace {

constexpr double pi = 3.14159265358979323846;

Place at_angle(Place centre, double radius, double degrees) {
    double const angle = degrees * pi / 180.0;
    return {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
}

// The side of the edge a-b on which p lies; positive is inside for clockwise polygons.
double side(Place a, Place b, Place p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

Place crossing(Place a, Place b, Place p, Place q) {
    double const sp = side(a, b, p);
    double const sq = side(a, b, q);
    double const part = sp / (sp - sq);
    return {p.x + (q.x - p.x) * part, p.y + (q.y - p.y) * part};
}

} // namespace

draw::Item filled(std::string name, Polygon const& polygon, draw::Colour colour,
                  double dots_per_mm) {
    draw::Path path;
    path.closed = true;
    path.filled = true;
    path.colour = colour;
    for (auto const& place : polygon)
        path.points.push_back({static_cast<draw::Dots>(std::lround(place.x * dots_per_mm)),
                               static_cast<draw::Dots>(std::lround(place.y * dots_per_mm))});
    return {std::move(name), std::move(path)};
}

Polygon rectangle(double x, double y, double width, double height) {
    return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
}

Polygon diamond(Place centre, double half) {
    return {{centre.x, centre.y - half},
            {centre.x + half, centre.y},
            {centre.x, centre.y + half},
            {centre.x - half, centre.y}};
}

Polygon circle(Place centre, double radius) {
    Polygon polygon;
    for (int step = 0; step < 120; ++step)
        polygon.push_back(at_angle(centre, radius, step * 3.0));
    return polygon;
}

Polygon arc(Place centre, double outer, double inner, double from, double to) {
    Polygon polygon;
    int const steps = static_cast<int>(std::ceil((to - from) / 3.0));
    for (int step = 0; step <= steps; ++step)
        polygon.push_back(at_angle(centre, outer, from + (to - from) * step / steps));
    for (int step = steps; step >= 0; --step)
        polygon.push_back(at_angle(centre, inner, from + (to - from) * step / steps));
    return polygon;
}

Polygon turned(Polygon const& polygon, Place about, double degrees) {
    double const angle = degrees * pi / 180.0;
    Polygon out;
    for (auto const& place : polygon) {
        double const x = place.x - about.x;
        double const y = place.y - about.y;
        out.push_back({about.x + x * std::cos(angle) - y * std::sin(angle),
                       about.y + x * std::sin(angle) + y * std::cos(angle)});
    }
    return out;
}

// Sutherland and Hodgman: cut by one edge after the other.
Polygon clipped(Polygon const& subject, Polygon const& convex) {
    Polygon out = subject;
    for (std::size_t edge = 0; edge < convex.size() && !out.empty(); ++edge) {
        Place const a = convex[edge];
        Place const b = convex[(edge + 1) % convex.size()];
        Polygon next;
        for (std::size_t i = 0; i < out.size(); ++i) {
            Place const p = out[i];
            Place const q = out[(i + 1) % out.size()];
            bool const p_inside = side(a, b, p) >= 0;
            bool const q_inside = side(a, b, q) >= 0;
            if (p_inside)
                next.push_back(p);
            if (p_inside != q_inside)
                next.push_back(crossing(a, b, p, q));
        }
        out = std::move(next);
    }
    return out;
}

std::vector<Polygon> hatching(double x, double y, double width, double height, double on,
                              double off) {
    Polygon const frame = rectangle(x, y, width, height);
    std::vector<Polygon> stripes;
    double start = y - off;
    while (start < y + height + width) {
        Polygon const stripe{{x, start},
                             {x + width, start - width},
                             {x + width, start - width + on},
                             {x, start + on}};
        auto part = clipped(stripe, frame);
        if (part.size() >= 3)
            stripes.push_back(std::move(part));
        start += on + off;
    }
    return stripes;
}

} // namespace coldchain::documents
