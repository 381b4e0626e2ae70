// SPDX-License-Identifier: Apache-2.0
// Filled shapes for marks, labels and form margins, as polygons of whole dots. Curves are polygons
// with so many corners that none is farther than a dot from the curve at the page grid.
#pragma once

#include "draw/drawing.hpp"

#include <string>
#include <utility>
#include <vector>

namespace coldchain::documents {

/// A point in millimetres, from the page's top left, y downwards.
struct Place {
    double x = 0;
    double y = 0;
};
using Polygon = std::vector<Place>;

/// A filled area in dots of a grid of `dots_per_mm`.
draw::Item filled(std::string name, Polygon const& polygon, draw::Colour colour,
                  double dots_per_mm = 20);

Polygon rectangle(double x, double y, double width, double height);
/// A square standing on a corner; `half` is half its diagonal.
Polygon diamond(Place centre, double half);
Polygon circle(Place centre, double radius);
/// From `from` to `to` degrees (0 to the right, counted clockwise on the page), with a hole of
/// radius `inner`.
Polygon arc(Place centre, double outer, double inner, double from, double to);
/// Turned about a point, clockwise in degrees.
Polygon turned(Polygon const& polygon, Place about, double degrees);

/// The part of `subject` inside a convex polygon given clockwise on the page.
Polygon clipped(Polygon const& subject, Polygon const& convex);

/// Stripes at 45 degrees inside a rectangle: `on` and `off` are lengths along its edge.
std::vector<Polygon> hatching(double x, double y, double width, double height, double on,
                              double off);

} // namespace coldchain::documents
