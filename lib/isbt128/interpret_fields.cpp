// SPDX-License-Identifier: Apache-2.0
// What the fields of each structure may hold and what they mean (ST-001 section 2.4 and the tables
// of chapter 3). Fields come out in the order of the content, derived values after those they are
// derived from.
#include "common/text.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/din.hpp"
#include "isbt128/interpreter.hpp"
#include "isbt128/product.hpp"
#include "isbt128/tables.hpp"

#include <cstring>

namespace coldchain::isbt128 {

namespace {

struct CodeWords {
    std::string_view code;
    std::string_view words;
};

template <std::size_t count>
std::string_view words_of(std::array<CodeWords, count> const& table, std::string_view code) {
    for (auto const& row : table)
        if (row.code == code)
            return row.words;
    return {};
}

// Tables 19 and 20.
constexpr auto dimension_symbols = std::to_array<CodeWords>({
    {"01", "="},
    {"02", ">"},
    {"03", ">="},
    {"04", "<"},
    {"05", "<="},
    {"06", "nominal"},
});
constexpr auto dimension_kinds = std::to_array<CodeWords>({
    {"0001", "volume with additive, mL"},
    {"0002", "length, mm"},
    {"0003", "width, mm"},
    {"0004", "height, mm"},
    {"0005", "particle size, mm"},
    {"0006", "area, cm2"},
    {"0007", "platelets in container, 10^9"},
    {"0008", "weight without container, g"},
    {"0009", "tare of container, g"},
    {"0010", "tare of container with tubing, g"},
    {"0011", "rings of trachea"},
});
// Tables 22 and 23.
constexpr auto history_results = std::to_array<CodeWords>({
    {"01", "negative, method not specified"},
    {"02", "positive, method not specified"},
    {"03", "negative by serology"},
    {"04", "positive by serology"},
    {"05", "negative, predicted from genotype"},
    {"06", "positive, predicted from genotype"},
});
constexpr auto history_tests = std::to_array<CodeWords>({
    {"01", "once, on this collection"},
    {"02", "once, on an earlier collection"},
    {"03", "twice or more, this collection included, concordant"},
    {"04", "twice or more, earlier collections only"},
    {"05", "twice or more on this collection, different samples"},
    {"06", "number of tests not specified"},
});
// Tables 24 and 25.
constexpr auto flexible_zones = std::to_array<CodeWords>({{"1", "local time"}, {"2", "UTC"}});
constexpr auto flexible_types = std::to_array<CodeWords>({
    {"01", "expiration"},
    {"02", "collection"},
    {"03", "production"},
    {"04", "cross clamp"},
    {"05", "preservation"},
    {"06", "donor death"},
});
// RT018, values as generally known.
constexpr auto locations = std::to_array<CodeWords>({
    {"01", "wristband"},
    {"02", "order form"},
    {"03", "sample tube"},
    {"04", "work list or laboratory report"},
    {"05", "delivery or issue note"},
    {"06", "intended recipient label on the product"},
});

constexpr std::string_view check_letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

/// The check character of `text` as a view that needs no storage.
std::string_view check_view(std::string_view text) {
    auto const value = check_value(text);
    return value ? check_letters.substr(static_cast<std::size_t>(*value), 1) : std::string_view();
}

int number(std::string_view digits) {
    int value = 0;
    for (char const character : digits)
        value = value * 10 + (character - '0');
    return value;
}

char* put(char* out, int value, int width) {
    for (int i = width - 1; i >= 0; --i, value /= 10)
        out[i] = static_cast<char>('0' + value % 10);
    return out + width;
}

bool all_in(std::string_view text, Alphabet alphabet) {
    for (char const character : text)
        if (!is_in(character, alphabet))
            return false;
    return true;
}

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
        auto const allowed = *fault == 0 ? fin_first : *fault < 3 ? fin_middle : digit;
        problem(codes::alphabet, row.name, row.offset + *fault, value.substr(*fault, 1),
                alphabet_words(allowed));
        return false;
    }
    for (std::size_t i = 0; i < value.size(); ++i)
        if (!is_in(value[i], row.alphabet)) {
            problem(codes::alphabet, row.name, row.offset + i, value.substr(i, 1),
                    alphabet_words(row.alphabet));
            return false;
        }
    return true;
}

void Interpreter::push_layout(std::span<FieldRow const> fields) {
    for (auto const& row : fields)
        field(row.name, part(row.offset, row.length));
}

void Interpreter::interpret_din() {
    auto const din = part(0, 13);
    auto const flags = part(13, 2);
    auto const check = check_view(din);
    field("din", din);
    field("fin", part(0, 5));
    field("yy", part(5, 2));
    field("seq", part(7, 6));
    field("ff", flags, flag_meaning(flags));
    field("check_character", check);
    auto const type = flag_type(flags);
    if (type == FlagType::check && number(flags) != 60 + check_value(din).value_or(0))
        problem(
            codes::check_flags, "ff", 13, flags,
            text::cat(60 + check_value(din).value_or(0), ", the check value of ", din, " plus 60"));
    if (type == FlagType::reserved)
        notice(codes::reserved, "ff", 13, flags, "these flags are not assigned");
    look_up_facility(part(0, 5), 0);
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

void Interpreter::interpret_date() {
    bool const with_time = content().size() == 10;
    push_layout(layout(current().row->kind));
    if (!with_time) {
        auto const [fault, date] = read_date(content());
        return fault == DateFault::none ? push_date(date, {}) : date_problem(fault);
    }
    auto const [fault, time] = read_date_time(content());
    if (fault != DateFault::none)
        return date_problem(fault);
    push_date(date_of(time), part(6, 4));
}

/// Fields date, time and iso; `time` is hhmm or empty.
void Interpreter::push_date(Date date, std::string_view time) {
    char* const iso = derive();
    char* out = put(iso, date.year, 4);
    *out++ = '-';
    out = put(out, date.month, 2);
    *out++ = '-';
    out = put(out, date.day, 2);
    field("date", {iso, 10});
    if (!time.empty()) {
        *out++ = 'T';
        std::memcpy(out, time.data(), 2);
        out[2] = ':';
        std::memcpy(out + 3, time.data() + 2, 2);
        out += 5;
        field("time", {iso + 11, 5});
    }
    field("iso", {iso, static_cast<std::size_t>(out - iso)});
}

void Interpreter::date_problem(DateFault fault) {
    switch (fault) {
    case DateFault::century:
        return problem(codes::date, "c", 0, part(0, 1), "0 (2000s), 1 (2100s) or 9 (1900s)");
    case DateFault::day:
        return problem(codes::date, "jjj", 3, part(3, 3), "001 to 365, and 366 in leap years only");
    case DateFault::hour:
        return problem(codes::date, "hh", 6, part(6, 2), "00 to 23");
    case DateFault::minute:
        return problem(codes::date, "mm", 8, part(8, 2), "00 to 59");
    case DateFault::none:
    case DateFault::length:
    case DateFault::digits:
    case DateFault::month:
        return;
    }
}

/// yyyymmdd at `offset`.
void Interpreter::interpret_calendar(std::size_t offset, std::string_view year_name) {
    bool const capitals = year_name == "YYYY";
    int const year = number(part(offset, 4));
    int const month = number(part(offset + 4, 2));
    auto const date = make_date(year, month, number(part(offset + 6, 2)));
    field(year_name, part(offset, 4));
    field(capitals ? "MM" : "mm", part(offset + 4, 2));
    field(capitals ? "DD" : "dd", part(offset + 6, 2));
    if (year == 0)
        return problem(codes::date, year_name, offset, part(offset, 4), "0001 to 9999");
    if (month < 1 || month > 12)
        return problem(codes::date, capitals ? "MM" : "mm", offset + 4, part(offset + 4, 2),
                       "01 to 12");
    if (!date)
        return problem(codes::date, capitals ? "DD" : "dd", offset + 6, part(offset + 6, 2),
                       "a day of that month");
    if (!capitals)
        push_date(*date, {});
}

bool Interpreter::check_clock(std::size_t hours) {
    if (number(part(hours, 2)) > 23) {
        problem(codes::date, "hh", hours, part(hours, 2), "00 to 23");
        return false;
    }
    if (number(part(hours + 2, 2)) > 59) {
        problem(codes::date, "mm", hours + 2, part(hours + 2, 2), "00 to 59");
        return false;
    }
    return true;
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
        notice(codes::retired_in_table, "code", 0, testing, "retired in the imported table");
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

void Interpreter::interpret_donor() {
    field("fin", part(0, 5));
    field("donor", part(5, 16));
    field("check_character", check_view(content()));
    look_up_facility(part(0, 5), 0);
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

void Interpreter::interpret_month() {
    field("yyyy", part(0, 4));
    field("mm", part(4, 2));
    int const month = number(part(4, 2));
    if (part(0, 4) == "0000")
        return problem(codes::date, "yyyy", 0, part(0, 4), "0001 to 9999");
    if (month < 1 || month > 12)
        return problem(codes::date, "mm", 4, part(4, 2), "01 to 12");
    char* const iso = derive();
    std::memcpy(iso, content().data(), 4);
    iso[4] = '-';
    std::memcpy(iso + 5, content().data() + 4, 2);
    field("iso", {iso, 7});
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

bool Interpreter::check_segment(std::size_t at, std::size_t length) {
    for (std::size_t i = at; i < at + length; ++i)
        if (!is_in(content()[i], digit)) {
            problem(codes::alphabet, "segment", i, part(i, 1), alphabet_words(digit));
            return false;
        }
    return true;
}

/// "value_2": the field of one segment.
std::string_view Interpreter::numbered(std::string_view name, std::size_t segment) {
    return derived(text::cat(name, "_", segment));
}

void Interpreter::interpret_dimensions() {
    field("nn", part(0, 2));
    for (std::size_t at = 2, i = 1; at < content().size(); at += 14, ++i) {
        if (!check_segment(at, 14))
            return;
        auto const symbol = words_of(dimension_symbols, part(at, 2));
        auto const dimension = words_of(dimension_kinds, part(at + 2, 4));
        auto const decimals = static_cast<std::size_t>(number(part(at + 11, 1)));
        auto const name = numbered("symbol", i);
        field(name, symbol);
        if (symbol.empty())
            problem(codes::value, name, at, part(at, 2), "01 to 06");
        auto const kind = numbered("dimension", i);
        field(kind, part(at + 2, 4), dimension);
        if (dimension.empty())
            problem(codes::value, kind, at + 2, part(at + 2, 4), "0001 to 0011");
        auto const value = numbered("value", i);
        if (part(at + 12, 2) != "00")
            problem(codes::value, value, at + 12, part(at + 12, 2), "00 in the reserved places");
        if (decimals > 5)
            problem(codes::value, value, at + 11, part(at + 11, 1), "0 to 5 decimal places");
        else
            field(value, decimal(part(at + 6, 5), decimals));
    }
}

/// "12345" with three decimal places is 12.345; zeros in front are dropped.
std::string_view Interpreter::decimal(std::string_view digits, std::size_t decimals) {
    auto const whole = digits.substr(0, digits.size() - decimals);
    auto const first = whole.find_first_not_of('0');
    auto const shown =
        first == std::string_view::npos ? std::string_view("0") : whole.substr(first);
    if (decimals == 0)
        return derived(shown);
    return derived(text::cat(shown, ".", digits.substr(whole.size())));
}

void Interpreter::interpret_history() {
    field("nnn", part(0, 3));
    for (std::size_t at = 3, i = 1; at < content().size(); at += 10, ++i) {
        if (!check_segment(at, 10))
            return;
        auto const result = words_of(history_results, part(at + 6, 2));
        auto const tests = words_of(history_tests, part(at + 8, 2));
        auto const result_name = numbered("result", i);
        auto const tests_name = numbered("tests", i);
        field(numbered("antigen", i), part(at, 6));
        field(result_name, part(at + 6, 2), result);
        field(tests_name, part(at + 8, 2), tests);
        if (result.empty())
            problem(codes::value, result_name, at + 6, part(at + 6, 2), "01 to 06");
        if (tests.empty())
            problem(codes::value, tests_name, at + 8, part(at + 8, 2), "01 to 06");
    }
}

void Interpreter::interpret_flexible() {
    auto const zone = words_of(flexible_zones, part(0, 1));
    auto const type = words_of(flexible_types, part(2, 2));
    field("Z", part(0, 1), zone);
    field("U", part(1, 1));
    field("TT", part(2, 2), type);
    if (zone.empty())
        problem(codes::value, "Z", 0, part(0, 1), "1 (local time) or 2 (UTC)");
    if (content()[1] != '0')
        problem(codes::value, "U", 1, part(1, 1), "0");
    if (type.empty())
        problem(codes::value, "TT", 2, part(2, 2), "01 to 06");
    interpret_calendar(4, "YYYY");
    field("hh", part(12, 2));
    field("mm", part(14, 2));
    bool const clock = check_clock(12);
    auto const date = make_date(number(part(4, 4)), number(part(8, 2)), number(part(10, 2)));
    if (date && clock)
        push_date(*date, part(12, 4));
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
        notice(codes::not_in_table, "finp", 0, part(0, 5),
               "not of the form of a facility identification number");
    look_up_facility(part(0, 5), 0);
    if (current().row->kind == Kind::processor_product)
        look_up_product(part(11, 5), 11);
}

void Interpreter::interpret_sec() {
    push_layout(layout(Kind::sec));
    auto const system = content()[21];
    if (system != 'A' && system != 'B' && system != 'E')
        problem(codes::value, "system", 21, part(21, 1), "A (ISBT 128), B (Eurocode) or E (EUTC)");
    if (system == 'A' && !(part(22, 2) == "00" && product_category(part(24, 5))))
        problem(codes::value, "product", 22, part(22, 7), "00 and an ISBT 128 product code");
    auto const expiry = part(32, 8);
    if (expiry == "00000000")
        return;
    auto const date = make_date(number(expiry.substr(0, 4)), number(expiry.substr(4, 2)),
                                number(expiry.substr(6, 2)));
    if (!date || date->year == 0)
        return problem(codes::date, "expiry", 32, expiry, "a date YYYYMMDD, or 00000000 for none");
    char* const iso = derive();
    char* out = put(iso, date->year, 4);
    *out++ = '-';
    out = put(out, date->month, 2);
    *out++ = '-';
    put(out, date->day, 2);
    field("iso", {iso, 10});
}

void Interpreter::interpret_grid() {
    auto const right = check_digits(part(0, 17));
    field("grid", content());
    push_layout(layout(Kind::grid));
    if (content()[0] == '0')
        problem(codes::value, "ion", 0, part(0, 4), "1000 to 9999");
    if (right && *right != part(17, 2))
        problem(codes::checksum, "checksum", 17, part(17, 2),
                text::cat(*right, ", the check value of the 17 characters before it"));
}

void Interpreter::interpret_old_grid() {
    push_layout(layout(Kind::grid_old));
    if (content()[0] == '0')
        problem(codes::value, "ion", 0, part(0, 4), "1000 to 9999");
}

void Interpreter::interpret_coi() {
    field("coi", content());
    field("fin", part(2, 5));
    field("yy", part(7, 2));
    field("seq", part(9, 6));
    field("check_character", check_view(content()),
          "uncertain: taken over all 15 characters; confirm with ST-028");
    if (part(0, 2) != "CH")
        problem(codes::value, "coi", 0, part(0, 2), "CH");
    look_up_facility(part(2, 5), 2);
}

void Interpreter::interpret_local() {
    field("content", content());
    if (content().empty())
        problem(codes::length, "content", 0, "nothing", "data after the data identifier");
    for (std::size_t i = 0; i < content().size(); ++i)
        if (content()[i] < ' ' || content()[i] > '~')
            return problem(codes::alphabet, "content", i, part(i, 1),
                           "characters of Code 128, space to ~");
    notice(codes::local_meaning, "content", 0, current().data_identifier,
           "defined by a nation or facility: it means something only within the facilities that "
           "documented it");
}

void Interpreter::look_up_facility(std::string_view fin, std::size_t offset) {
    auto const* const table =
        m_tables != nullptr ? m_tables->table(TableKind::facilities) : nullptr;
    if (table == nullptr)
        return;
    auto const* const row = table->find(fin);
    if (row == nullptr)
        return notice(codes::not_in_table, "fin", offset, fin,
                      "not in the imported table of registered facilities");
    field("facility", row->text, row->extra);
}

void Interpreter::look_up_product(std::string_view pdc, std::size_t offset) {
    auto const* const table = m_tables != nullptr ? m_tables->table(TableKind::products) : nullptr;
    if (table == nullptr)
        return;
    auto const* const row = table->find(pdc);
    if (row != nullptr) {
        field("description", row->text);
        field("description_source", table->origin().is_example
                                        ? std::string_view("example table, not the licensed one")
                                        : std::string_view(table->origin().version));
        if (!row->retired.empty())
            notice(codes::retired_in_table, "pdc", offset, pdc, "retired in the imported table");
    } else if (!table->origin().is_example)
        notice(codes::not_in_table, "pdc", offset, pdc, "not in the imported product table");
}

} // namespace coldchain::isbt128
