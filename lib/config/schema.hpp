// SPDX-License-Identifier: Apache-2.0
// What a document may hold, as data: records of fields with types, units and allowed words. One
// reader checks any document against any record and collects every problem with its place; the same
// rows give the JSON Schema and the commented starting file of a kind.
#pragma once

#include "common/decimal.hpp"
#include "common/time.hpp"
#include "common/units.hpp"
#include "config/tree.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace coldchain::config {

enum class FieldType {
    text,         ///< std::string
    word,         ///< std::string, one of `words`
    flag,         ///< bool
    integer,      ///< std::int64_t, not negative
    quantity,     ///< Quantity of `dimension`, not negative
    temperature,  ///< Temperature
    range,        ///< TemperatureRange
    time,         ///< ZonedTime: an offset date-time, or a text with an IANA zone
    date,         ///< Date
    dimensions,   ///< Dimensions: "460 x 460 x 710 mm"
    texts,        ///< Texts: a list of texts (of `words`, when there are any)
    temperatures, ///< Temperatures: a list
    table,        ///< Object
    tables,       ///< Objects: an array of tables
    any,          ///< Node as it stands, for what another reader understands
};

struct Record;

/// One key of a record.
struct Field {
    std::string_view name;
    FieldType type = FieldType::text;
    bool required = false;
    std::string_view about = {};               ///< for people, one line
    Dimension dimension = Dimension::length;   ///< of a quantity
    std::span<std::string_view const> words{}; ///< allowed words
    Record const* record = nullptr;            ///< of a table
};

/// A table's keys. `name` is for messages: "package.outer".
struct Record {
    std::string_view name;
    std::span<Field const> fields;
};

struct Value;

/// A table after checking: the members that were given, in the order of the file.
struct Object {
    Record const* record = nullptr;
    Position position;
    std::vector<struct NamedValue> members;

    /// The member's value, or null: the fact is unknown.
    Value const* find(std::string_view name) const;

    /// Typed access; nothing when the fact is unknown. The type must be the field's.
    std::optional<std::string> text(std::string_view name) const;
    std::optional<bool> flag(std::string_view name) const;
    std::optional<std::int64_t> integer(std::string_view name) const;
    std::optional<Quantity> quantity(std::string_view name) const;
    std::optional<Temperature> temperature(std::string_view name) const;
    std::optional<TemperatureRange> range(std::string_view name) const;
    std::optional<ZonedTime> time(std::string_view name) const;
    std::optional<Date> date(std::string_view name) const;
    std::vector<std::string> texts(std::string_view name) const; ///< empty when unknown
    Object const* table(std::string_view name) const;            ///< null when unknown
    std::span<Object const> tables(std::string_view name) const; ///< empty when there are none
    bool has(std::string_view name) const { return find(name) != nullptr; }
};

using Texts = std::vector<std::string>;
using Temperatures = std::vector<Temperature>;
using Objects = std::vector<Object>;
/// Three lengths in one unit, as written.
struct Dimensions {
    std::array<Quantity, 3> sides;
};

struct Value {
    std::variant<std::monostate, bool, std::int64_t, std::string, Quantity, Temperature,
                 TemperatureRange, ZonedTime, Date, Dimensions, Texts, Temperatures, Object,
                 Objects, Node>
        held;
};

struct NamedValue {
    std::string name;
    Position position;
    Value value;
};

/// Checks a document against a record. Refuses unknown keys (naming the table they fell into, the
/// table they belong to where there is one, and the nearest key), wrong types, units and words, and
/// missing required keys (in TOML with a line to add); all problems of the file in one Error, in
/// file order. Empty texts count as not given: the fact is unknown.
Result<Object> read_record(Document const& document, Record const& record);
/// The same for a part of a document; `path` is the prefix of the field in messages.
Result<Object> read_record(Node const& node, Record const& record, std::string const& file,
                           std::string const& path);

/// What a field takes, for people: "a text with number and unit, such as \"6 kg\"", "one of low,
/// high"; lists and tables too.
std::string expected_text(Field const& field);

/// A value in the form a field takes, as TOML writes it: "\"6 kg\""; of a required field one that
/// is valid. Empty for tables and for what another reader understands.
std::string sample_of(Field const& field);

/// The type of a field; of the keys of a data file's head, which another reader checks, theirs.
FieldType known_type(Field const& field);

/// How a value is written back: "6 kg", "true", "[a, b]"; for messages.
std::string to_text(Value const& value);

} // namespace coldchain::config
