// SPDX-License-Identifier: Apache-2.0
// Readings in words, for people: each kind of structure says what it is for, in the order in which
// it is asked at a bench.
#include "isbt128/print.hpp"

#include "common/text.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/dates.hpp"

#include <array>

namespace coldchain::isbt128 {

namespace {

/// A string longer than this is cut in what people read.
constexpr std::size_t longest_shown = 200;

struct Label {
    std::string_view field;
    std::string_view words;
};

/// Words for the short field names of the standard, where they do not speak for themselves.
constexpr auto labels = std::to_array<Label>({
    {"fin", "facility"},
    {"finp", "assigned by facility"},
    {"yy", "year"},
    {"seq", "sequence"},
    {"mfr", "manufacturer"},
    {"cat", "catalogue number"},
    {"of", "of"},
    {"fpc", "the facility's own code"},
    {"pdc", "product"},
    {"check_character", "check character"},
    {"serial", "consignment"},
    {"rdi", "donor"},
    {"ion", "issued by"},
    {"n", "structures"},
    {"titre", "titre"},
    {"A", "HLA-A"},
    {"B", "HLA-B"},
    {"ii", "further result"},
    {"coi", "identifier"},
});

std::string_view label_of(std::string_view field) {
    for (auto const& each : labels)
        if (each.field == field)
            return each.words;
    return field;
}

/// Fields that tables add; they are said last.
bool is_from_table(std::string_view field) {
    return field == "facility" || field == "retired" || field == "description" ||
           field == "description_source";
}

bool is_dated(Kind kind) {
    using enum Kind;
    return (kind >= expiry_date && kind <= production) || kind == flexible_date ||
           kind == patient_birth_date;
}

bool holds_results(Kind kind) {
    using enum Kind;
    return kind == red_cell_antigens || kind == red_cell_antigens_finnish ||
           kind == platelet_antigens || kind == infection_markers;
}

bool is_result_word(std::string_view value) {
    return value == "pos" || value == "neg" || value == "nt" || value == "ni";
}

std::string_view hla_words(std::string_view value) {
    return value == "99" ? "no information" : value == "00" ? "not tested" : value;
}

bool is_printable(std::string_view text) {
    for (char const character : text)
        if (character < ' ' || character > '~')
            return false;
    return true;
}

/// "2018-12-31" gives "31 DEC 2018", "2026-12" gives "DEC 2026".
std::string in_words(std::string_view date) {
    if (date.size() == 7) {
        auto const parsed = parse_date(text::cat(date, "-01"));
        return parsed ? printed(*parsed, DateStyle::day_month_year).substr(3) : std::string(date);
    }
    auto const parsed = parse_date(date);
    return parsed ? printed(*parsed, DateStyle::day_month_year) : std::string(date);
}

} // namespace

void Printer::add(std::initializer_list<std::string_view> parts) {
    for (auto const part : parts)
        m_out += part;
}

void Printer::add_text(Reading const& reading, std::int64_t line) {
    for (auto const& structure : reading.structures())
        add_structure_text(reading, structure, line);
}

void Printer::add_structure_text(Reading const& reading, Structure const& structure,
                                 std::int64_t line) {
    auto const& row = *structure.row;
    add({row.number.empty() ? "---" : row.number, " ", row.name, "  "});
    add_value(structure.data_identifier);
    add_value(structure.content);
    if (!structure.valid) {
        m_out += "  REFUSED";
        if (line > 0) {
            m_out += " (line ";
            add_integer(line);
            m_out += ')';
        }
    }
    m_out += '\n';
    if (!structure.valid)
        add_refusals(reading, structure);
    else if (structure.field_count > 0)
        add_meaning(reading, structure);
    for (auto const& notice : reading.notices(structure)) {
        add({"    note ", notice.code, ": "});
        add_value(notice.found);
        add({": ", notice.message, "\n"});
    }
}

/// Each problem, with a mark under its place where the string can be shown.
void Printer::add_refusals(Reading const& reading, Structure const& structure) {
    auto const text = reading.text();
    bool const shown = text.size() <= 80 && is_printable(text);
    for (auto const& problem : reading.problems(structure)) {
        if (shown && problem.code != codes::refused_message && problem.position > 0 &&
            problem.position <= text.size()) {
            add({"    ", text, "\n    "});
            m_out.append(problem.position, ' ');
            m_out += "^\n";
        }
        add({"    refused ", problem.code, ": ", problem.message, "\n"});
    }
}

void Printer::add_meaning(Reading const& reading, Structure const& structure) {
    using enum Kind;
    auto const kind = structure.row->kind;
    m_out += "    ";
    if (kind == din)
        add_number(reading, structure);
    else if (kind == blood_group)
        add_blood_group(reading, structure);
    else if (kind == product)
        add_product(reading, structure);
    else if (is_dated(kind))
        add_date(reading, structure);
    else if (kind == expiry_month)
        add_day(reading.value(structure, "iso"), {});
    else if (holds_results(kind))
        add_results(reading, structure);
    else if (kind == dimensions)
        add_dimensions(reading, structure);
    else if (kind == antigen_history)
        add_history(reading, structure);
    else if (kind == sec)
        add_sec(reading, structure);
    else if (kind == compound)
        add_message(reading, structure);
    else
        add_fields(reading, structure);
    add_table_fields(reading, structure);
    m_out += '\n';
}

/// "A9999 17 123456, check character 9, flags 02 (container 2 of a set)".
void Printer::add_number(Reading const& reading, Structure const& structure) {
    auto const fields = reading.fields(structure);
    add({fields[1].value, " ", fields[2].value, " ", fields[3].value, ", check character ",
         fields[5].value});
    if (fields[4].value == "00")
        m_out += ", no flags";
    else
        add({", flags ", fields[4].value, " (", fields[4].meaning, ")"});
}

/// "A RhD positive, use autologous only: FOR AUTOLOGOUS USE ONLY; C- c+ E+ e+, K negative".
void Printer::add_blood_group(Reading const& reading, Structure const& structure) {
    for (auto const& field : reading.fields(structure)) {
        if (field.name == "message")
            add({"message: ", field.value});
        else if (field.name == "group")
            m_out += field.meaning;
        else if (field.name == "use")
            add({", use ", field.value == "default" ? "not specified" : field.value,
                 field.meaning.empty() ? "" : ": ", field.meaning});
        else if (field.name == "r" && !field.meaning.empty())
            add({"; ", field.meaning});
    }
}

/// "S1128, cellular therapy; collection type V: volunteer allogeneic; division 00: not divided".
void Printer::add_product(Reading const& reading, Structure const& structure) {
    for (auto const& field : reading.fields(structure)) {
        if (is_from_table(field.name))
            continue;
        if (field.name == "pdc")
            m_out += field.value;
        else
            add({field.name == "type" ? "; collection type " : "; division ", field.value});
        if (!field.meaning.empty())
            add({field.name == "pdc" ? ", " : ": ", field.meaning});
    }
}

/// Both printed forms, with what the date is for where the structure says it.
void Printer::add_date(Reading const& reading, Structure const& structure) {
    std::string_view date;
    std::string_view time;
    for (auto const& field : reading.fields(structure)) {
        if (field.name == "date")
            date = field.value;
        else if (field.name == "time")
            time = field.value;
        else if (!field.meaning.empty())
            add({field.meaning, ", "});
    }
    add_day(date, time);
}

/// "2018-12-31 23:59 (31 DEC 2018 23:59)".
void Printer::add_day(std::string_view date, std::string_view time) {
    std::string_view const blank = time.empty() ? "" : " ";
    add({date, blank, time, " (", in_words(date), blank, time, ")"});
}

/// Results by what they say: "Rh C-c+E-e+; positive K, k; negative Jkb; not tested Cw".
void Printer::add_results(Reading const& reading, Structure const& structure) {
    std::string_view between;
    for (auto const& field : reading.fields(structure)) {
        if ((is_result_word(field.value) && field.name != "Rh") || field.name == "reserved_digits")
            continue;
        add({between, label_of(field.name), " "});
        bool const is_hla = field.name == "A" || field.name == "B";
        if (is_hla)
            add({hla_words(field.value.substr(0, 2)), " and ", hla_words(field.value.substr(2))});
        else
            m_out += field.value == "ni" ? "no information" : field.value;
        if (!field.meaning.empty())
            add({" (", field.meaning, ")"});
        between = ", ";
    }
    auto const before = m_out.size();
    add_result_group(reading, structure, "pos", "positive");
    add_result_group(reading, structure, "neg", "negative");
    add_result_group(reading, structure, "nt", "not tested");
    add_result_group(reading, structure, "ni", "no information");
    if (between.empty() && m_out.size() > before)
        m_out.erase(before, 2);
}

void Printer::add_result_group(Reading const& reading, Structure const& structure,
                               std::string_view result, std::string_view words) {
    std::string_view between = "; ";
    for (auto const& field : reading.fields(structure)) {
        if (field.value != result || field.name == "Rh" || field.name.starts_with("reserved"))
            continue;
        m_out += between;
        if (between == "; ")
            add({words, " "});
        m_out += field.name;
        between = ", ";
    }
}

/// "volume with additive = 123.45 mL; length nominal 60 mm".
void Printer::add_dimensions(Reading const& reading, Structure const& structure) {
    std::string_view between;
    std::string_view symbol;
    std::string_view dimension;
    for (auto const& field : reading.fields(structure).subspan(1)) {
        if (field.name.starts_with("symbol"))
            symbol = field.value;
        else if (field.name.starts_with("dimension"))
            dimension = field.meaning;
        else {
            auto const comma = dimension.rfind(", ");
            auto const unit =
                comma == std::string_view::npos ? std::string_view() : dimension.substr(comma + 1);
            add({between, dimension.substr(0, comma), " ", symbol, " ", field.value, unit});
            between = "; ";
        }
    }
}

/// "antigen 001001: negative by serology, once, on this collection".
void Printer::add_history(Reading const& reading, Structure const& structure) {
    std::string_view between;
    for (auto const& field : reading.fields(structure).subspan(1)) {
        if (field.name.starts_with("antigen")) {
            add({between, "antigen ", field.value, ": "});
            between = "; ";
        } else
            add({field.meaning, field.name.starts_with("result") ? ", tested " : ""});
    }
}

/// The printed form, and what it says that is not plain.
void Printer::add_sec(Reading const& reading, Structure const& structure) {
    auto const content = structure.content;
    auto const expiry = reading.value(structure, "iso");
    add({"SEC: ", content.substr(0, 21), " ", content.substr(21), "; establishment ",
         reading.value(structure, "country"), " ", reading.value(structure, "te"), ", donation ",
         reading.value(structure, "donation"), ", product ", reading.value(structure, "system"),
         " ", reading.value(structure, "product"), ", split ", reading.value(structure, "split"),
         expiry.empty() ? ", no expiry date" : ", expires "});
    if (!expiry.empty())
        add_day(expiry, {});
}

/// "2 structures follow, in no agreed order".
void Printer::add_message(Reading const& reading, Structure const& structure) {
    auto const order = reading.value(structure, "seq");
    auto const count = reading.value(structure, "n");
    add({count, count == "1" ? " structure follows" : " structures follow",
         order == "000" ? ", in no agreed order" : ", in agreed order ",
         order == "000" ? "" : order});
}

void Printer::add_fields(Reading const& reading, Structure const& structure) {
    std::string_view between;
    for (auto const& field : reading.fields(structure)) {
        if (is_from_table(field.name))
            continue;
        add({between, label_of(field.name), " "});
        add_value(field.value);
        if (!field.meaning.empty())
            add({" (", field.meaning, ")"});
        between = ", ";
    }
}

/// What the user's tables, or the example, say.
void Printer::add_table_fields(Reading const& reading, Structure const& structure) {
    for (auto const& field : reading.fields(structure)) {
        if (field.name == "description_source") {
            add({" [", field.value.starts_with("example") ? "" : "table version ", field.value,
                 "]"});
            continue;
        }
        if (!is_from_table(field.name))
            continue;
        m_out += "; ";
        if (field.name == "facility" || field.name == "retired")
            add({field.name, " "});
        add_value(field.value);
        if (!field.meaning.empty())
            add({", ", field.meaning});
    }
}

/// A value from the input: as it is when it can be printed, quoted with escapes when not, cut when
/// nobody would read it.
void Printer::add_value(std::string_view value) {
    auto const shown = value.substr(0, longest_shown);
    if (is_printable(shown))
        m_out += shown;
    else
        m_out += text::quoted(shown);
    if (value.size() > shown.size())
        add({"... (", std::to_string(value.size()), " characters)"});
}

} // namespace coldchain::isbt128
