// SPDX-License-Identifier: Apache-2.0
// Reading what people wrote on waybills, declarations and boxes: "UN 1845, Dry ice, 2 x 10 kg".
// Lenient about case, blanks and punctuation, strict about what is there: a part that is not
// written is not guessed.
#pragma once

#include "common/units.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coldchain::packaging {

struct WrittenLine {
    std::string un;            ///< "UN1845"; empty when there is none
    std::string name;          ///< the proper shipping name that was recognised; empty: none
    std::string hazard_class;  ///< "9", "6.2"; empty when there is none
    std::string packing_group; ///< "I", "II", "III"; empty when there is none
    std::optional<std::int64_t> packages;
    std::optional<Quantity> net; ///< a mass in metric units
    bool pounds_only = false;    ///< a mass is given, but in pounds or ounces alone
    bool in_order = true;        ///< UN number, name, class, packages, mass, as far as present
};

WrittenLine parse_line(std::string_view text);

/// The net mass a mark states, only when it says that it is one: "net 6 kg", "Net wt: 6.0 kg",
/// "6 kg net", "6 kg of dry ice". Kilograms alone count.
std::optional<Quantity> marked_net(std::string_view text);

/// Whether a mark gives any mass, in any unit.
bool states_mass(std::string_view text);

/// Whether a mark says more than shipping names, numbers, masses and handling words: the name of
/// what is inside.
bool names_contents(std::string_view text);

/// Whether a mark shows a telephone number: the word, or seven digits that are no UN number or
/// mass.
bool shows_phone(std::string_view text);

/// The first temperature range in a text, in whole or decimal degrees Celsius, in one spelling:
/// "+2 C to +8 C", "2-8 C", "2 to 8 C" are "2 to 8 C". Nothing when no two numbers are joined by a
/// hyphen or "to" and followed by C.
std::optional<std::string> temperature_range(std::string_view text);

/// The identifier of an overpack in a mark, lower case: "1" of "OVERPACK #1", "OVERPACK X 1" and
/// "#1", "op-7" of "Overpack OP 7" and "ID OP-7"; nothing when the mark gives none.
std::optional<std::string> overpack_identifier(std::string_view text);

/// "2 years", "24 months", "730 days" in days (a year counts 365, a month 30); nothing else is
/// understood.
std::optional<std::int64_t> days_of(std::string_view text);

} // namespace coldchain::packaging
