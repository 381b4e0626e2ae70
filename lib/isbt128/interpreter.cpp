// SPDX-License-Identifier: Apache-2.0
// At each place the data identifier says what follows and how long it is; what does not fit is
// named and reading goes on only where the next data identifier stands exactly at the end of the
// structure before it (ST-001 2.1, 2.2).
#include "isbt128/interpreter.hpp"

#include "common/text.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/din.hpp"
#include "isbt128/sec.hpp"
#include "isbt128/symbology.hpp"

#include <algorithm>
#include <cstring>

namespace coldchain::isbt128 {

namespace {

constexpr std::array<Kind, 128> make_kinds(char first) {
    std::array<Kind, 128> kinds{};
    auto const set = [&kinds](char second, Kind kind) {
        kinds[static_cast<unsigned char>(second)] = kind;
    };
    using enum Kind;
    if (first == '=') {
        set('%', blood_group), set('<', product), set('>', expiry_date);
        set('*', collection_date), set('}', production_date), set('{', red_cell_antigens_old);
        set('\\', red_cell_antigens), set('[', hla_ab_alleles), set('"', hla_drb1_alleles);
        set(')', container), set(';', donor), set('\'', staff), set('-', item);
        set('+', compound), set('#', patient_birth_date), set(']', expiry_month);
        set('$', consignment), set('(', flexible_date), set(',', divisions);
        set('/', processor_product);
    } else {
        set('>', expiry), set('*', collection), set('}', production), set('(', special_testing);
        set('\\', red_cell_antigens_finnish), set('{', platelet_antigens), set(')', container_lot);
        set('-', item_lot), set('#', patient), set('"', infection_markers), set('$', dimensions);
        set('%', antigen_history), set('+', facility_product), set(':', grid);
        set('/', chain_of_identity), set(';', national_donor), set('!', unit_exclusion);
        for (char letter = 'a'; letter <= 'z'; ++letter)
            set(letter, national);
    }
    return kinds;
}

constexpr auto kinds_after_equals = make_kinds('=');
constexpr auto kinds_after_ampersand = make_kinds('&');

struct Recognised {
    Kind kind = Kind::unknown;
    std::size_t identifier = 0; ///< length of the data identifier
};

Recognised recognise_comma(char third) {
    using enum Kind;
    switch (third) {
    case '1':
        return {mpho_lot, 3};
    case '2':
        return {mpho_supplement, 3};
    case '3':
        return {grid_old, 3};
    case '4':
        return {sec, 3};
    default:
        return {};
    }
}

/// What starts at the beginning of `text`. After "=" a letter or digit is a donation number, also
/// one whose first character is wrong, so that the message can name the field.
Recognised recognise(std::string_view text) {
    if (text.size() < 2 || (text[0] != '=' && text[0] != '&'))
        return {};
    auto const second = static_cast<unsigned char>(text[1]);
    if (second >= 128)
        return {};
    if (text[0] == '=') {
        if (is_in(text[1], mixed))
            return {Kind::din, 1};
        return {kinds_after_equals[second], 2};
    }
    if (text[1] == ',')
        return recognise_comma(text.size() > 2 ? text[2] : ' ');
    return {kinds_after_ampersand[second], 2};
}

bool starts_structure(std::string_view text) {
    return text.starts_with('=') || text.starts_with('&');
}

bool has_no_length(Kind kind) {
    return kind == Kind::national || kind == Kind::national_donor || kind == Kind::unit_exclusion;
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return is_in(c, digit); });
}

/// What one structure is at most: 030 with 999 segments is ten thousand characters.
constexpr std::size_t longest_input = 65536;

/// The first `count` characters, one more where that would cut a UTF-8 sequence short of its end.
std::string_view first_characters(std::string_view text, std::size_t count) {
    auto end = std::min(count, text.size());
    while (end < text.size() && end < count + 3 && (text[end] & 0xC0) == 0x80)
        ++end;
    return text.substr(0, end);
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

/// CH, a facility number, a year and six more: a Chain of Identity identifier, whose first 13
/// characters may also be a donation number.
bool looks_like_coi(std::string_view text) {
    return text.size() == 15 && text.starts_with("CH") && !find_facility_fault(text.substr(2, 5)) &&
           all_digits(text.substr(7, 2));
}

/// Why a string that starts with neither = nor & may be what it is.
std::string_view start_hint(std::string_view text) {
    if (is_blank(text.substr(0, 1)))
        return "; a blank stands in front";
    if (looks_like_coi(text))
        return "; a Chain of Identity identifier without one is for isbt check coi";
    if (parse_din_entry(text))
        return "; a number without one is for isbt check din";
    return "";
}

} // namespace

void Interpreter::run(std::string_view input) {
    keep(input.substr(0, longest_input));
    if (input.size() > longest_input) {
        open(Kind::unknown, 0, 0, 0);
        problem(codes::length, "", 0, text::cat("more than ", longest_input, " characters"),
                text::cat("at most ", longest_input, " characters"));
        close();
    } else if (take_identifier() && !take_other_forms()) {
        walk();
        check_symbology();
        check_message();
    }
    settle();
}

void Interpreter::run_refused(std::string_view input, std::string_view code,
                              std::string_view message) {
    keep(input.substr(0, longest_input));
    open(Kind::unknown, 0, 0, m_reading.m_text.size());
    refuse(code, "", 0, first_characters(m_reading.m_text, 2), "", std::string(message));
    close();
    settle();
}

void Interpreter::keep(std::string_view input) {
    auto& reading = m_reading;
    reading.m_bytes.assign(input.begin(), input.end());
    reading.m_text = {reading.m_bytes.data(), reading.m_bytes.size()};
    reading.m_identifier = {};
    reading.m_structures.clear();
    reading.m_fields.clear();
    reading.m_problems.clear();
    reading.m_notices.clear();
    reading.m_derived_used = 0;
}

/// Takes "]C0" and its like off the front; false when it says that this is not ISBT 128.
bool Interpreter::take_identifier() {
    auto& text = m_reading.m_text;
    auto const symbology = symbology_of(text);
    if (!symbology.identifier.empty()) {
        m_reading.m_identifier = symbology.identifier;
        text.remove_prefix(symbology.identifier.size());
    }
    if (symbology.meaning == SymbologyMeaning::none || symbology.meaning == SymbologyMeaning::isbt)
        return true;
    open(Kind::unknown, 0, 0, text.size());
    auto const code = symbology.meaning == SymbologyMeaning::gs1    ? codes::gs1
                      : symbology.meaning == SymbologyMeaning::hibc ? codes::hibc
                                                                    : codes::symbology;
    auto const found = symbology.identifier.empty() ? text : symbology.identifier;
    auto const what = code == codes::gs1    ? "GS1 data, not ISBT 128"
                      : code == codes::hibc ? "HIBC data, not ISBT 128"
                                            : "not a symbol of ISBT 128";
    refuse(code, "", 0, found, symbology.allowed,
           text::cat(what, ": found ", text::quoted(found), "; allowed: ", symbology.allowed));
    close();
    return false;
}

/// The printed Single European Code and the two old forms of a donation number.
bool Interpreter::take_other_forms() {
    auto const text = m_reading.m_text;
    if (!text.starts_with("SEC"))
        return take_legacy_number();
    open(Kind::sec, 0, 0, text.size());
    current().data_identifier = row_of(Kind::sec).data_identifier;
    if (auto const plain = sec_from_text(text)) {
        current().content = derived(*plain);
        notice(codes::normalised, "", 0, "SEC text",
               "read from its printed form; the coded form begins with &,4");
        interpret();
    } else {
        problem(codes::length, "", 0, text::cat(text.size(), " characters"),
                "SEC: then 21 characters, a blank and 19 characters");
    }
    close();
    return true;
}

bool Interpreter::take_legacy_number() {
    auto const text = m_reading.m_text;
    if (text.size() != 15 || looks_like_coi(text))
        return false;
    bool const with_check = text[0] == '=';
    auto const number = text.substr(with_check ? 1 : 0, 13);
    for (std::size_t i = 0; i < 13; ++i)
        if (!is_in(number[i], i == 0 ? fin_first : i < 3 ? fin_middle : digit))
            return false;
    if (with_check ? check_character(number) != text[14]
                   : !is_in(text[13], flag) || !is_in(text[14], flag))
        return false;
    open(Kind::din, 0, 0, 15);
    char* const plain = derive();
    std::memcpy(plain, number.data(), 13);
    plain[13] = with_check ? '0' : text[13];
    plain[14] = with_check ? '0' : text[14];
    current().content = {plain, 15};
    current().data_identifier = "=";
    notice(codes::legacy, with_check ? "check_character" : "", 0, text,
           with_check ? "an old form with the check character in the symbol; it is never written"
                      : "an old form without data identifier; it is never written");
    interpret();
    close();
    return true;
}

void Interpreter::walk() {
    auto const text = m_reading.m_text;
    std::size_t at = 0;
    do {
        at = take_structure(at);
        if (at < text.size() && !starts_structure(text.substr(at))) {
            check_trailing(at);
            return;
        }
    } while (at < text.size());
}

std::size_t Interpreter::take_structure(std::size_t at) {
    auto const rest = m_reading.m_text.substr(at);
    auto const [kind, identifier] = recognise(rest);
    if (kind == Kind::unknown)
        return take_unknown(at);
    if (has_no_length(kind))
        return take_rest(kind, identifier, at);
    auto const length = whole_length(kind, rest);
    open(kind, identifier, at, std::min(length, rest.size()));
    if (rest.size() < length)
        name_cut_field(kind, rest.size() - identifier);
    else
        interpret();
    close();
    return at + std::min(length, rest.size());
}

/// The length the structure must have, from the table or from the count in front of its segments.
/// Where that count is missing or not a number the fixed part alone is asked for.
std::size_t Interpreter::whole_length(Kind kind, std::string_view rest) {
    auto const fixed = static_cast<std::size_t>(row_of(kind).length);
    if (fixed != 0)
        return fixed;
    auto const digits = [rest](std::size_t from, std::size_t count) -> std::size_t {
        if (rest.size() < from + count || !all_digits(rest.substr(from, count)))
            return 0;
        std::size_t value = 0;
        for (char const c : rest.substr(from, count))
            value = value * 10 + static_cast<std::size_t>(c - '0');
        return value;
    };
    switch (kind) {
    case Kind::patient:
        return 6 + digits(4, 2);
    case Kind::dimensions:
        return 4 + 14 * digits(2, 2);
    case Kind::antigen_history:
        return 5 + 10 * digits(2, 3);
    default:
        return 7; // the compound message itself: =+aabbb
    }
}

std::size_t Interpreter::take_unknown(std::size_t at) {
    auto const text = m_reading.m_text;
    auto const rest = text.substr(at);
    open(Kind::unknown, 0, at, rest.size());
    if (rest.empty())
        problem(codes::nothing, "", 0, "nothing", "a data identifier and its data");
    else if (at == 0 && looks_scrambled(rest))
        problem(codes::keyboard, "data_identifier", 0, first_characters(rest, 2),
                "= or & first; the scanner types for another keyboard layout than this computer "
                "has: run isbt keyboard calibrate");
    else
        problem(codes::identifier, "data_identifier", 0,
                first_characters(rest, rest.starts_with("&,") ? 3 : 2),
                text::cat("a data identifier of ISBT 128, starting with = or &",
                          at == 0 ? start_hint(rest) : std::string_view()));
    close();
    return text.size();
}

std::size_t Interpreter::take_rest(Kind kind, std::size_t identifier, std::size_t at) {
    open(kind, identifier, at, m_reading.m_text.size() - at);
    interpret();
    close();
    return m_reading.m_text.size();
}

/// Data that end inside a structure: names the field they end in.
void Interpreter::name_cut_field(Kind kind, std::size_t missing_from) {
    std::string_view name;
    for (auto const& row : layout(kind))
        if (row.offset + row.length > missing_from) {
            name = row.name;
            break;
        }
    auto const row = row_of(kind);
    auto const whole = whole_length(kind, m_reading.m_text.substr(current().position));
    if (name.empty())
        name = kind == Kind::patient ? "patient" : "segment";
    problem(codes::length, name, missing_from,
            text::cat(current().content.size() + current().data_identifier.size(), " characters"),
            text::cat(whole, " characters in structure ", row.number));
}

/// What follows a structure without being one makes that structure too long.
void Interpreter::check_trailing(std::size_t at) {
    auto const& last = current();
    auto const length = at - last.position;
    auto const rest = m_reading.m_text.substr(at);
    std::string_view const hint =
        is_blank(rest) ? "; only blanks follow: see what the scanner adds at the end"
        : last.row->kind == Kind::din && rest.size() == 1 && rest == check_view(part(0, 13))
            ? "; the check character is never part of the symbol"
            : "";
    problem(codes::length, "", length - last.data_identifier.size(),
            text::cat(length + rest.size(), " characters"),
            text::cat(length, " characters in structure ", last.row->number,
                      ", then nothing or another data identifier", hint));
}

Structure& Interpreter::open(Kind kind, std::size_t identifier, std::size_t at,
                             std::size_t length) {
    auto const whole = m_reading.m_text.substr(at, length);
    Structure structure;
    structure.row = &row_of(kind);
    structure.data_identifier = whole.substr(0, identifier);
    structure.content = whole.substr(identifier);
    structure.position = at;
    structure.first_field = static_cast<std::uint32_t>(m_reading.m_fields.size());
    m_index = m_reading.m_structures.size();
    m_reading.m_structures.push_back(structure);
    if (structure.row->status == Status::retired)
        notice(codes::retired, "", 0, structure.row->number,
               "retired: read for as long as old labels exist, never written");
    return current();
}

void Interpreter::close() {
    current().field_count =
        static_cast<std::uint32_t>(m_reading.m_fields.size()) - current().first_field;
}

/// Puts problems and notices in the order of their structures, each with its own run.
void Interpreter::settle() {
    auto& structures = m_reading.m_structures;
    auto const arrange = [&structures](std::vector<Problem>& list, auto first, auto count) {
        if (list.empty())
            return;
        std::stable_sort(list.begin(), list.end(), [](Problem const& left, Problem const& right) {
            return left.structure < right.structure;
        });
        for (std::size_t i = list.size(); i-- > 0;) {
            auto& structure = structures[list[i].structure];
            structure.*first = static_cast<std::uint32_t>(i);
            ++(structure.*count);
        }
    };
    arrange(m_reading.m_problems, &Structure::first_problem, &Structure::problem_count);
    arrange(m_reading.m_notices, &Structure::first_notice, &Structure::notice_count);
}

void Interpreter::field(std::string_view name, std::string_view value, std::string_view meaning) {
    m_reading.m_fields.push_back({name, value, meaning});
}

void Interpreter::problem(std::string_view code, std::string_view name, std::size_t offset,
                          std::string_view found, std::string_view allowed) {
    refuse(code, name, offset, found, allowed, "");
    auto& problem = m_reading.m_problems.back();
    problem.message = problem_message(problem);
}

void Interpreter::refuse(std::string_view code, std::string_view name, std::size_t offset,
                         std::string_view found, std::string_view allowed, std::string message) {
    auto& structure = m_reading.m_structures[m_index];
    structure.valid = false;
    m_reading.m_problems.push_back(
        {code, name, structure.position + structure.data_identifier.size() + offset,
         std::string(found), std::string(allowed), std::move(message), m_index});
}

void Interpreter::notice(std::string_view code, std::string_view name, std::size_t offset,
                         std::string_view found, std::string_view message) {
    auto const& structure = m_reading.m_structures[m_index];
    m_reading.m_notices.push_back({code, name,
                                   structure.position + structure.data_identifier.size() + offset,
                                   std::string(found), "", std::string(message), m_index});
}

/// Room for a derived value of up to 48 characters; it stays where it is.
char* Interpreter::derive() {
    auto& slots = m_reading.m_derived;
    if (m_reading.m_derived_used == slots.size())
        slots.emplace_back();
    return slots[m_reading.m_derived_used++].data();
}

std::string_view Interpreter::derived(std::string_view text) {
    char* const room = derive();
    auto const length = std::min<std::size_t>(text.size(), 48);
    std::memcpy(room, text.data(), length);
    return {room, length};
}

} // namespace coldchain::isbt128
