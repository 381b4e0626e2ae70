// SPDX-License-Identifier: Apache-2.0
// Readings as text for people and as JSON Lines for programs. A Printer gathers many readings in
// one buffer, so that a stream of millions of strings costs no allocation for each.
#pragma once

#include "isbt128/decode.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace coldchain::isbt128 {

class Printer {
public:
    /// One block a structure: number, name and string; what it says; problems and notices. What a
    /// refused structure would say is left out, so that nobody acts on it. `line` is the number
    /// of the string in its stream, 0 when it was given alone.
    void add_text(Reading const& reading, std::int64_t line);
    /// One object a structure, as documented for `isbt decode`, and besides: notices, what values
    /// mean, the symbology identifier of the string, and its line.
    void add_json(Reading const& reading, std::int64_t line);

    std::string const& buffer() const { return m_out; }
    void clear() { m_out.clear(); }

private:
    // --- text (print_text.cpp) ---
    void add_structure_text(Reading const& reading, Structure const& structure, std::int64_t line);
    void add_meaning(Reading const& reading, Structure const& structure);
    void add_number(Reading const& reading, Structure const& structure);
    void add_blood_group(Reading const& reading, Structure const& structure);
    void add_product(Reading const& reading, Structure const& structure);
    void add_date(Reading const& reading, Structure const& structure);
    void add_day(std::string_view date, std::string_view time);
    void add_results(Reading const& reading, Structure const& structure);
    void add_result_group(Reading const& reading, Structure const& structure,
                          std::string_view result, std::string_view words);
    void add_dimensions(Reading const& reading, Structure const& structure);
    void add_history(Reading const& reading, Structure const& structure);
    void add_message(Reading const& reading, Structure const& structure);
    void add_sec(Reading const& reading, Structure const& structure);
    void add_fields(Reading const& reading, Structure const& structure);
    void add_table_fields(Reading const& reading, Structure const& structure);
    void add_refusals(Reading const& reading, Structure const& structure);
    void add_value(std::string_view value);
    void add(std::initializer_list<std::string_view> parts);
    // --- JSON (print.cpp) ---
    void add_meanings(Reading const& reading, Structure const& structure);
    void add_problems(std::span<Problem const> problems);
    void add_json_string(std::string_view text);
    void add_integer(std::int64_t value);

    std::string m_out;
};

/// `text` as a JSON string with its quotes; ill-formed UTF-8 becomes U+FFFD.
std::string json_string(std::string_view text);

} // namespace coldchain::isbt128
