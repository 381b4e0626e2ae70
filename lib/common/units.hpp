// SPDX-License-Identifier: Apache-2.0
// Quantities that keep the number and unit they were written with and compare exactly.
#pragma once

#include "common/decimal.hpp"
#include "common/result.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace coldchain {

enum class Dimension { length, mass, volume, temperature, pressure, duration, energy, proportion };

/// A point on a temperature scale; a difference is a TemperatureDelta.
enum class TemperatureUnit { celsius, fahrenheit, kelvin };

struct Temperature {
    Decimal value;
    TemperatureUnit unit = TemperatureUnit::celsius;
};

struct TemperatureDelta {
    Decimal value; ///< kelvins, which are degrees Celsius of difference
};

/// Exact whatever the units are: 46.4 F equals 8 C.
std::strong_ordering operator<=>(Temperature left, Temperature right);
bool operator==(Temperature left, Temperature right);

/// Degrees Celsius as floating point, for charts and means; never for comparing with a limit.
double celsius(Temperature temperature);
/// Degrees Celsius with at most six decimals, trailing zeros dropped, correctly rounded (half
/// away).
std::string celsius_text(Temperature temperature);

/// "C", "F" or "K".
std::string_view symbol(TemperatureUnit unit);
/// As written, with its unit: "8.0 C".
std::string to_text(Temperature temperature);
/// "-150 C", "46.4 F", "77 K"; a degree sign before the letter is allowed.
Result<Temperature> parse_temperature(std::string_view text);

/// A range a product or shipper must keep; an open side is empty. Limits are inclusive.
struct TemperatureRange {
    std::optional<Temperature> low;
    std::optional<Temperature> high;
};

/// "2 to 8 C", "<= -150 C", ">= 15 C", "-90 to -60 C".
Result<TemperatureRange> parse_temperature_range(std::string_view text);
std::string to_text(TemperatureRange const& range);

/// A number with a unit of one dimension: "6 kg", "95 kPa", "48 h", "12 mm", "10 %".
/// Temperatures are not quantities: see above.
struct Quantity {
    Decimal value;
    std::string_view unit; ///< the symbol, from the table in units.cpp (static storage)
    Dimension dimension = Dimension::length;
};

/// Refuses a missing, unknown or wrong unit, and names the allowed ones.
Result<Quantity> parse_quantity(std::string_view text, Dimension dimension);
/// As written: "6 kg".
std::string to_text(Quantity const& quantity);
/// Exact; both must have the same dimension.
std::strong_ordering compare(Quantity const& left, Quantity const& right);
/// The number in the unit named (a symbol of the same dimension), as floating point.
double in_unit(Quantity const& quantity, std::string_view unit);
/// The exact sum in the unit of `left`, or nothing when it cannot be written exactly.
std::optional<Quantity> add(Quantity const& left, Quantity const& right);

std::string_view to_word(Dimension dimension);

} // namespace coldchain
