// SPDX-License-Identifier: Apache-2.0
// What the fields of each structure may hold and what they mean (ST-001 section 2.4 and the tables
// of chapter 3). Fields come out in the order of the content, derived values after those they are
// derived from.
#include "common/text.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/code_words.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/din.hpp"
#include "isbt128/interpreter.hpp"
#include "isbt128/product.hpp"
#include "isbt128/tables.hpp"

namespace coldchain::isbt128 {

namespace {

// RT018, values as generally known.
constexpr auto locations = std::to_array<CodeWords>({
    {"01", "wristband"},
    {"02", "order form"},
    {"03", "sample tube"},
    {"04", "work list or laboratory report"},
    {"05", "delivery or issue note"},
    {"06", "intended recipient label on the product"},
});

} // namespace

void Interpreter::interpret() {
    using enum Kind;
    auto const kind = current().row->kind;
    auto const fields = layout(kind);
    if (!check_alphabets(fields)) {
        push_layout(fields);
        return;
    }
    switch (kind) {
    case din:
        return interpret_din();
    case blood_group:
        return interpret_blood_group();
    case product:
        return interpret_product();
    case expiry_date:
    case expiry:
    case collection_date:
    case collection:
    case production_date:
    case production:
        return interpret_date();
    case special_testing:
        return interpret_special_testing();
    case red_cell_antigens:
        return interpret_antigens(red_cell_pairs(), extra_antigen(part(16, 2)));
    case red_cell_antigens_finnish:
        return interpret_antigens(finnish_pairs(), extra_antigen_finnish(part(16, 2)));
    case platelet_antigens:
        return interpret_platelets();
    case hla_ab_alleles:
    case hla_drb1_alleles:
        return interpret_alleles();
    case infection_markers:
        return interpret_markers();
    case container:
        return interpret_container();
    case donor:
        return interpret_donor();
    case patient_birth_date:
        interpret_location();
        return interpret_calendar(2, "yyyy");
    case patient:
        return interpret_patient();
    case expiry_month:
        return interpret_month();
    case consignment:
        return interpret_consignment();
    case dimensions:
        return interpret_dimensions();
    case antigen_history:
        return interpret_history();
    case flexible_date:
        return interpret_flexible();
    case divisions:
        return interpret_divisions();
    case facility_product:
    case processor_product:
        return interpret_processor();
    case sec:
        return interpret_sec();
    case grid:
        return interpret_grid();
    case grid_old:
        return interpret_old_grid();
    case chain_of_identity:
        return interpret_coi();
    case national:
    case national_donor:
    case unit_exclusion:
        return interpret_local();
    case staff:
        look_up_facility(part(0, 5), 0);
        break;
    case compound:
        field("n", part(content()[0] == '0' ? 1 : 0, content()[0] == '0' ? 1 : 2));
        field("seq", part(2, 3));
        return;
    case red_cell_antigens_old:
    case container_lot:
    case item:
    case item_lot:
    case mpho_lot:
    case mpho_supplement:
    case unknown:
        break;
    }
    push_layout(fields);
}

bool Interpreter::check_alphabets(std::span<FieldRow const> fields) {
    bool good = true;
    for (auto const& row : fields)
        good = check_field(row) && good;
    return good;
}

bool Interpreter::check_field(FieldRow const& row) {
    auto const value = part(row.offset, row.length);
    if (row.rule == FieldRule::facility) {
        auto const fault = find_facility_fault(value);
        if (!fault)
            return true;
        refuse_character(row, *fault, *fault == 0 ? fin_first : *fault < 3 ? fin_middle : digit);
        return false;
    }
    for (std::size_t i = 0; i < value.size(); ++i)
        if (!is_in(value[i], row.alphabet)) {
            refuse_character(row, i, row.alphabet);
            return false;
        }
    return true;
}

/// Says which character it is, and what is easily mistaken for what.
void Interpreter::refuse_character(FieldRow const& row, std::size_t at, Alphabet allowed) {
    auto const found = part(row.offset + at, 1);
    problem(codes::alphabet, row.name, row.offset + at, found, alphabet_words(allowed));
    auto& message = m_reading.m_problems.back().message;
    if (found == "O" && is_in('0', allowed))
        message += "; the letter O is not the digit 0";
    else if (found == "I" && is_in('1', allowed))
        message += "; the letter I is not the digit 1";
    else if (is_in(found[0], small) && is_in(static_cast<char>(found[0] ^ 0x20), allowed))
        message += "; a small letter may mean that caps lock is on";
}

void Interpreter::push_layout(std::span<FieldRow const> fields) {
    for (auto const& row : fields)
        field(row.name, part(row.offset, row.length));
}

void Interpreter::interpret_blood_group() {
    auto const* const row = find_blood_group(part(0, 2));
    auto const phenotype = phenotype_words(content()[2]);
    field("gg", part(0, 2));
    if (row == nullptr)
        problem(codes::value, "gg", 0, part(0, 2), "a code of ST-001 tables 4 and 5");
    else if (row->is_message())
        field("message", row->words);
    else {
        field("group", row->group, row->words);
        field("use", row->use, use_statement(row->use));
    }
    field("r", part(2, 1), phenotype.value_or(""));
    field("e", part(3, 1));
    if (!phenotype)
        problem(codes::value, "r", 2, part(2, 1), "a character of ST-001 table 6");
    if (content()[3] != '0')
        problem(codes::value, "e", 3, part(3, 1), "0");
}

void Interpreter::interpret_product() {
    auto const pdc = part(0, 5);
    auto const category = product_category(pdc);
    field("pdc", pdc, category ? category->name : std::string_view());
    look_up_product(pdc, 0);
    if (!category) {
        field("type", part(5, 1));
        field("div", part(6, 2));
        return problem(codes::value, "pdc", 0, pdc,
                       "a first character with a category: A-F, H, M, N, P, R-T, V-X, or Y and a "
                       "letter");
    }
    if (!category->assigned)
        notice(codes::reserved, "pdc", 0, pdc, "this range of product codes is not assigned");
    switch (category->rule) {
    case DivisionRule::type_and_letters: {
        auto const words = collection_type_words(content()[5]);
        field("type", part(5, 1), words);
        if (words.empty())
            problem(codes::value, "type", 5, part(5, 1), "a collection type of ST-001 table 7");
        return interpret_division(pdc, part(6, 2));
    }
    case DivisionRule::three_digits:
        field("div", part(5, 3), part(5, 3) == "000" ? "not divided" : "");
        if (!all_in(part(5, 3), digit))
            problem(codes::value, "div", 5, part(5, 3), "000 to 999");
        return;
    case DivisionRule::always_zero:
        field("div", part(5, 3));
        if (part(5, 3) != "000")
            problem(codes::value, "div", 5, part(5, 3), "000");
        return;
    case DivisionRule::local:
        field("type", part(5, 1));
        field("div", part(6, 2));
        notice(codes::local_meaning, "pdc", 0, pdc,
               "a national or local code: it means something only together with the facility or "
               "nation that assigned it");
        return;
    }
}

void Interpreter::interpret_division(std::string_view pdc, std::string_view division) {
    if (division == "99") {
        field("div", division, "the division is in structure 032, which must be read too");
        if (!may_have_divisions(pdc))
            return problem(codes::value, "div", 6, division,
                           "99 with cellular therapy (S) and regenerated tissue (P) codes only");
        return notice(codes::divisions_needed, "div", 6, division,
                      "the division is in structure 032, which must be read and recorded too");
    }
    field("div", division, division == "00" ? "not divided" : "");
    bool const first = division[0] == '0' || is_in(division[0], capital);
    bool const second = division[1] == '0' || is_in(division[1], small);
    if (!first || !second)
        problem(codes::value, "div", first ? 7 : 6, division,
                "a capital letter or 0, then a small letter or 0");
}

void Interpreter::interpret_special_testing() {
    auto const testing = part(0, 5);
    auto const* const table = m_tables != nullptr ? m_tables->table(TableKind::testing) : nullptr;
    auto const* const row = table != nullptr ? table->find(testing) : nullptr;
    field("code", testing, row != nullptr ? std::string_view(row->text) : std::string_view());
    if (table == nullptr)
        return;
    if (row == nullptr)
        notice(codes::not_in_table, "code", 0, testing,
               "not in the imported special testing table");
    else if (!row->retired.empty())
        field("retired", row->retired);
}

void Interpreter::interpret_container() {
    auto const container = part(0, 1);
    auto const meaning = container == "1"   ? "primary collection container"
                         : container == "y" ? "whole set"
                         : container == "z" ? "carton"
                                            : "";
    field("container", container, meaning);
    field("mfr", part(1, 2));
    field("cat", part(3, 7));
    if (is_in(container[0], small) && *meaning == '\0')
        problem(codes::value, "container", 0, container, "a digit, a capital letter, y or z");
}

void Interpreter::interpret_location() {
    auto const location = part(0, 2);
    auto const words = words_of(locations, location);
    bool const local = number(location) >= 80;
    field("location", location, local ? "local meaning" : words);
    if (words.empty() && !local)
        notice(codes::reserved, "location", 0, location, "this location code is not assigned");
}

void Interpreter::interpret_patient() {
    interpret_location();
    field("length", part(2, 2));
    auto const patient = part(4, content().size() - 4);
    field("patient", patient);
    if (patient.empty())
        problem(codes::value, "length", 2, part(2, 2), "01 to 99");
    for (std::size_t i = 0; i < patient.size(); ++i)
        if (!is_in(patient[i], mixed))
            return problem(codes::alphabet, "patient", 4 + i, patient.substr(i, 1),
                           alphabet_words(mixed));
}

void Interpreter::interpret_consignment() {
    push_layout(layout(Kind::consignment));
    int const container = number(part(12, 2));
    int const total = number(part(14, 2));
    if (total == 0)
        problem(codes::value, "of", 14, part(14, 2), "01 to 99");
    else if (container > total)
        problem(codes::contradiction, "container", 12, part(12, 2),
                text::cat("00 (dispatch document) to ", part(14, 2)));
    look_up_facility(part(0, 5), 0);
}

/// Six digits, or one to three pairs of letters with 00 for levels that are not used.
void Interpreter::interpret_divisions() {
    auto const division = part(0, 6);
    field("division", division);
    if (all_in(division, digit))
        return;
    std::size_t used = 0;
    while (used < 6 && all_in(division.substr(used, 2), capital))
        used += 2;
    if (used == 0 || division.find_first_not_of('0', used) != std::string_view::npos)
        problem(codes::value, "division", 0, division,
                "six digits, or pairs of letters AA to ZZ from the left with 00 where not used");
}

void Interpreter::interpret_processor() {
    push_layout(layout(current().row->kind));
    if (find_facility_fault(part(0, 5)))
        notice(codes::reserved, "finp", 0, part(0, 5),
               "not of the form of a facility identification number given today");
    look_up_facility(part(0, 5), 0);
    if (current().row->kind == Kind::processor_product)
        look_up_product(part(11, 5), 11);
}

} // namespace coldchain::isbt128
