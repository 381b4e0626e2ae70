// SPDX-License-Identifier: Apache-2.0
// Reading what a scanner gave: one structure, a concatenated pair, or a compound message. Parsing
// goes by data identifier and length, never by splitting (ST-001 2.1, 2.2, 2.4.23, chapter 10).
#pragma once

#include "isbt128/data_structure.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::isbt128 {

class Tables;

/// One named value. `value` and `meaning` stay valid as long as the Reading they came from.
struct Field {
    std::string_view name;
    std::string_view value;
    std::string_view meaning; ///< for people; empty when the value speaks for itself
};

/// Something wrong (or, as a notice, worth knowing) at one place.
struct Problem {
    std::string_view code;    ///< a code of problem_codes(): "ISBT-03"
    std::string_view field;   ///< as in Field; empty when no field is meant
    std::size_t position = 0; ///< offset into the text read, symbology identifier not counted
    std::string found;
    std::string allowed;
    std::string message;
    std::size_t structure = 0; ///< number of the structure in the reading, from 0
};

/// "fin, character 2: found "a"; allowed: A-N, P-Z and 1-9"; people count characters from one.
std::string problem_message(Problem const& problem);

struct Structure {
    StructureRow const* row = nullptr; ///< never null; kind `unknown` when nothing fits
    std::string_view data_identifier;
    std::string_view content; ///< without the data identifier
    std::size_t position = 0;
    bool valid = true; ///< no problems; a member of a refused message is not valid either
    std::uint32_t first_field = 0, field_count = 0;
    std::uint32_t first_problem = 0, problem_count = 0;
    std::uint32_t first_notice = 0, notice_count = 0;
};

/// What one string holds. It owns its text; moving keeps everything valid, copying is not offered.
class Reading {
public:
    Reading() = default;
    Reading(Reading&&) = default;
    Reading& operator=(Reading&&) = default;

    /// "]C4"; empty when the string had no symbology identifier.
    std::string_view identifier() const { return m_identifier; }
    /// The string without its symbology identifier.
    std::string_view text() const { return m_text; }
    /// In the order read; a compound message stands before its members. Never empty: a string in
    /// which nothing was recognised is one structure of kind `unknown` with its problem.
    std::span<Structure const> structures() const { return m_structures; }
    std::span<Field const> fields(Structure const& structure) const;
    std::span<Problem const> problems(Structure const& structure) const;
    /// Retired, legacy and normalised forms, and what the tables say; they leave `valid` alone.
    std::span<Problem const> notices(Structure const& structure) const;
    /// Every structure is valid.
    bool valid() const;

    /// The first structure of that kind, or null.
    Structure const* find(Kind kind) const;
    /// The value of a field, or empty.
    std::string_view value(Structure const& structure, std::string_view field) const;

private:
    friend class Decoder;
    friend class Interpreter;
    std::vector<char> m_bytes;
    std::string_view m_identifier;
    std::string_view m_text;
    std::vector<Structure> m_structures;
    std::vector<Field> m_fields;
    std::vector<Problem> m_problems;
    std::vector<Problem> m_notices;
    std::deque<std::array<char, 48>> m_derived; ///< derived values; addresses never change
    std::size_t m_derived_used = 0;
};

/// Decodes many strings one after another without allocating once it is warm.
class Decoder {
public:
    /// `tables`, when given, must outlive the decoder; they add meanings and notices.
    explicit Decoder(Tables const* tables = nullptr) : m_tables(tables) {}

    /// The reading is valid until the next call.
    Reading const& decode(std::string_view text);
    /// A reading of nothing: the text as one structure of kind `unknown`, refused for a reason
    /// found before decoding (a code of problem_codes() and a message).
    Reading const& refuse(std::string_view text, std::string_view code, std::string_view message);
    /// Hands the last reading over.
    Reading take() { return std::move(m_reading); }

private:
    Reading m_reading;
    Tables const* m_tables;
};

/// One string; the caller owns the reading.
Reading decode(std::string_view text, Tables const* tables = nullptr);

} // namespace coldchain::isbt128
