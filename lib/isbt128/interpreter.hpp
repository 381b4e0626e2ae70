// SPDX-License-Identifier: Apache-2.0
// The working part of the decoder: walks the text, checks every field of every structure and
// fills a Reading. Not for use outside this module.
#pragma once

#include "isbt128/dates.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/fields.hpp"
#include "isbt128/test_results.hpp"

namespace coldchain::isbt128 {

class Interpreter {
public:
    Interpreter(Reading& reading, Tables const* tables) : m_reading(reading), m_tables(tables) {}

    /// Reads `input` into the reading, which keeps its capacity from the string before.
    void run(std::string_view input);
    /// Takes `input` as one unknown structure, refused for a reason found before.
    void run_refused(std::string_view input, std::string_view code, std::string_view message);

private:
    // --- walking (interpreter.cpp) ---
    void keep(std::string_view input);
    bool take_identifier();
    bool take_other_forms();
    bool take_legacy_number();
    void walk();
    std::size_t take_structure(std::size_t at);
    std::size_t take_unknown(std::size_t at);
    std::size_t take_rest(Kind kind, std::size_t identifier, std::size_t at);
    std::size_t whole_length(Kind kind, std::string_view rest);
    void name_cut_field(Kind kind, std::size_t missing_from);
    void check_trailing(std::size_t at);
    void check_symbology();
    void check_message();
    void check_member(Structure const& structure, std::size_t index);
    void settle();

    Structure& open(Kind kind, std::size_t identifier, std::size_t at, std::size_t length);
    void close();
    Structure& current() { return m_reading.m_structures.back(); }
    std::string_view content() const { return m_reading.m_structures.back().content; }
    std::string_view part(std::size_t offset, std::size_t length) const {
        return content().substr(offset, length);
    }

    // --- saying (interpreter.cpp) ---
    void field(std::string_view name, std::string_view value, std::string_view meaning = {});
    /// `offset` counts from the start of the content.
    void problem(std::string_view code, std::string_view name, std::size_t offset,
                 std::string_view found, std::string_view allowed);
    /// The same with a message of its own.
    void refuse(std::string_view code, std::string_view name, std::size_t offset,
                std::string_view found, std::string_view allowed, std::string message);
    void notice(std::string_view code, std::string_view name, std::size_t offset,
                std::string_view found, std::string_view message);
    char* derive();
    std::string_view derived(std::string_view text);

    // --- fields (interpret_fields.cpp) ---
    void interpret();
    bool check_alphabets(std::span<FieldRow const> fields);
    bool check_field(FieldRow const& row);
    void refuse_character(FieldRow const& row, std::size_t at, Alphabet allowed);
    void push_layout(std::span<FieldRow const> fields);
    void interpret_din();
    void interpret_blood_group();
    void interpret_product();
    void interpret_division(std::string_view pdc, std::string_view division);
    void interpret_date();
    void push_date(Date date, std::string_view time);
    void date_problem(DateFault fault);
    void interpret_calendar(std::size_t offset, std::string_view names);
    bool check_clock(std::size_t hours);
    void interpret_special_testing();
    void interpret_container();
    void interpret_donor();
    void interpret_location();
    void interpret_patient();
    void interpret_month();
    void interpret_consignment();
    bool check_segment(std::size_t at, std::size_t length);
    std::string_view numbered(std::string_view name, std::size_t segment);
    std::string_view decimal(std::string_view digits, std::size_t decimals);
    void interpret_dimensions();
    void interpret_history();
    void interpret_flexible();
    void interpret_divisions();
    void interpret_processor();
    void interpret_sec();
    void check_european_product();
    void interpret_grid();
    void interpret_old_grid();
    void interpret_coi();
    void interpret_local();
    void look_up_facility(std::string_view fin, std::size_t offset);
    void look_up_product(std::string_view pdc, std::size_t offset);

    // --- test results (interpret_results.cpp) ---
    void interpret_antigens(std::span<PairRow const> pairs, std::string_view extra);
    void interpret_platelets();
    void interpret_markers();
    void interpret_alleles();
    void interpret_hla_pair(std::string_view name, std::size_t offset,
                            bool (*is_defined)(std::string_view));
    void push_pair(PairRow const& row, PairWords words);

    Reading& m_reading;
    Tables const* m_tables;
    std::size_t m_index = 0; ///< of the structure being read
};

} // namespace coldchain::isbt128
