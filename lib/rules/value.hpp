// SPDX-License-Identifier: Apache-2.0
// What an expression comes to. A value may be unknown, and then it says which fields are missing.
#pragma once

#include "common/decimal.hpp"
#include "common/time.hpp"
#include "common/units.hpp"
#include "config/schema.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace coldchain::rules {

enum class Type {
    flag,
    number,
    text,
    texts,
    quantity,
    temperature,
    range,
    time,
    date,
    dimensions,
    table,
    tables
};
std::string_view to_word(Type type);

/// A table of the document with where it stands and what holds it.
struct Element {
    config::Object const* object = nullptr;
    Element const* parent = nullptr;
    std::string_view name; ///< of the list it is in: "package"; of the root: its own name
    std::string place;     ///< "package[0].content[1]", empty for the root
};

/// An unknown value holds monostate and the places of the facts that are missing.
struct Value {
    using Held = std::variant<std::monostate, bool, Decimal, std::string, config::Texts, Quantity,
                              Temperature, TemperatureRange, ZonedTime, Date, config::Dimensions,
                              config::Object const*, std::vector<Element>>;
    Held held;
    std::vector<std::string> missing;

    bool is_unknown() const { return std::holds_alternative<std::monostate>(held); }
    bool is(bool flag) const;

    static Value unknown(std::vector<std::string> places);
};

/// Three-valued: false wins over unknown in `all_of`, true in `any_of`.
Value negate(Value value);

/// As a person would write it; "not given" for unknown.
std::string to_text(Value const& value);

/// The union in order of first appearance.
void merge_missing(std::vector<std::string>& into, std::vector<std::string> const& more);

/// Whether the words of `phrase` stand in `text` one after the other, whatever the case and the
/// punctuation and the accents of Latin letters; "UN 1845" and "UN1845" are the same word.
bool mentions(std::string_view text, std::string_view phrase);

/// Whether `text` mentions `phrase` or something that is nearly it: one typing error in a word of
/// five letters or more, two from eight; two neighbouring letters swapped; words written together
/// or apart ("monkey pox"). For names that must not slip through because they are misspelt.
bool resembles(std::string_view text, std::string_view phrase);

} // namespace coldchain::rules
