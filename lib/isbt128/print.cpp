// SPDX-License-Identifier: Apache-2.0
#include "isbt128/print.hpp"

#include "common/text.hpp"
#include "isbt128/dates.hpp"

#include <array>
#include <charconv>

namespace coldchain::isbt128 {

namespace {

constexpr std::array<bool, 256> make_plain() {
    std::array<bool, 256> plain{};
    for (std::size_t i = 0x20; i < 0x7f; ++i)
        plain[i] = i != '"' && i != '\\';
    return plain;
}

/// Characters that stand in JSON as they are.
constexpr auto plain = make_plain();

bool is_plain(std::string_view text) {
    for (char const character : text)
        if (!plain[static_cast<unsigned char>(character)])
            return false;
    return true;
}

std::string escaped(char32_t point) {
    static constexpr std::string_view hex = "0123456789abcdef";
    if (point == '"')
        return "\\\"";
    if (point == '\\')
        return "\\\\";
    if (point >= 0x20 && point != 0x7f)
        return text::to_utf8(point);
    return text::cat("\\u00", hex[point / 16 % 16], hex[point % 16]);
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

/// "2018-12-31" gives "31 DEC 2018".
std::string day_month_year(std::string_view date) {
    auto const parsed = parse_date(date);
    return parsed ? printed(*parsed, DateStyle::day_month_year) : std::string(date);
}

} // namespace

void Printer::add_text(Reading const& reading, std::int64_t line) {
    for (auto const& structure : reading.structures())
        add_structure_text(reading, structure, line);
}

void Printer::add_structure_text(Reading const& reading, Structure const& structure,
                                 std::int64_t line) {
    auto const& row = *structure.row;
    m_out += row.number.empty() ? "---" : row.number;
    m_out += ' ';
    m_out += row.name;
    m_out += "  ";
    add_value(structure.data_identifier);
    add_value(structure.content);
    if (!structure.valid && line > 0) {
        m_out += "  (line ";
        add_integer(line);
        m_out += ')';
    }
    m_out += '\n';
    if (structure.field_count > 0)
        add_meaning(reading, structure);
    for (auto const& problem : reading.problems(structure)) {
        m_out += "    refused ";
        m_out += problem.code;
        m_out += ": ";
        m_out += problem.message;
        m_out += '\n';
    }
    for (auto const& notice : reading.notices(structure)) {
        m_out += "    note ";
        m_out += notice.code;
        m_out += ": ";
        add_value(notice.found);
        m_out += ": ";
        m_out += notice.message;
        m_out += '\n';
    }
}

void Printer::add_meaning(Reading const& reading, Structure const& structure) {
    auto const kind = structure.row->kind;
    m_out += "    ";
    if (structure.valid && kind == Kind::din)
        add_number(reading, structure);
    else if (structure.valid && is_dated(kind))
        add_date(reading, structure, "");
    else if (structure.valid && holds_results(kind))
        add_results(reading, structure);
    else
        add_fields(reading, structure);
    m_out += '\n';
}

/// "A9999 17 123456, check character 9, flags 02 (container 2 of a set)".
void Printer::add_number(Reading const& reading, Structure const& structure) {
    auto const fields = reading.fields(structure);
    m_out += fields[1].value;
    m_out += ' ';
    m_out += fields[2].value;
    m_out += ' ';
    m_out += fields[3].value;
    m_out += ", check character ";
    m_out += fields[5].value;
    if (fields[4].value == "00")
        m_out += ", no flags";
    else {
        m_out += ", flags ";
        m_out += fields[4].value;
        m_out += " (";
        m_out += fields[4].meaning;
        m_out += ')';
    }
    for (auto const& field : fields.subspan(6)) {
        m_out += ", ";
        m_out += field.name;
        m_out += ' ';
        m_out += field.value;
    }
}

/// Both printed forms: "2018-12-31 23:59 (31 DEC 2018 23:59)".
void Printer::add_date(Reading const& reading, Structure const& structure,
                       std::string_view before) {
    m_out += before;
    std::string_view date;
    std::string_view time;
    for (auto const& field : reading.fields(structure)) {
        if (field.name == "date")
            date = field.value;
        else if (field.name == "time")
            time = field.value;
        else if (!field.meaning.empty()) {
            m_out += field.meaning;
            m_out += ", ";
        }
    }
    m_out += date;
    if (!time.empty()) {
        m_out += ' ';
        m_out += time;
    }
    m_out += " (";
    m_out += day_month_year(date);
    if (!time.empty()) {
        m_out += ' ';
        m_out += time;
    }
    m_out += ')';
}

/// Results by what they say: "pos K, k; neg Fya; nt Cw; ni M".
void Printer::add_results(Reading const& reading, Structure const& structure) {
    std::string_view between;
    for (auto const& field : reading.fields(structure)) {
        if (is_result_word(field.value) && field.name != "Rh")
            continue;
        m_out += between;
        m_out += field.name;
        m_out += ' ';
        m_out += field.value;
        if (!field.meaning.empty()) {
            m_out += " (";
            m_out += field.meaning;
            m_out += ')';
        }
        between = ", ";
    }
    for (std::string_view const result : {"pos", "neg", "nt", "ni"}) {
        std::string_view before = "; ";
        for (auto const& field : reading.fields(structure)) {
            if (field.value != result || field.name == "Rh")
                continue;
            m_out += before;
            if (before == "; ") {
                m_out += result;
                m_out += ' ';
            }
            m_out += field.name;
            before = ", ";
        }
    }
}

void Printer::add_fields(Reading const& reading, Structure const& structure) {
    std::string_view between;
    for (auto const& field : reading.fields(structure)) {
        m_out += between;
        m_out += field.name;
        m_out += ' ';
        add_value(field.value);
        if (!field.meaning.empty()) {
            m_out += " (";
            m_out += field.meaning;
            m_out += ')';
        }
        between = ", ";
    }
}

/// A value from the input: as it is when it can be printed, quoted with escapes when not.
void Printer::add_value(std::string_view value) {
    for (char const character : value)
        if (character < ' ' || character > '~') {
            m_out += text::quoted(value);
            return;
        }
    m_out += value;
}

void Printer::add_json(Reading const& reading, std::int64_t line) {
    for (auto const& structure : reading.structures()) {
        auto const& row = *structure.row;
        m_out += "{\"structure\":";
        if (row.number.empty())
            m_out += "null";
        else
            add_json_string(row.number);
        m_out += ",\"name\":";
        add_json_string(row.name);
        m_out += ",\"data_identifier\":";
        if (structure.data_identifier.empty())
            m_out += "null";
        else
            add_json_string(structure.data_identifier);
        m_out += ",\"content\":";
        add_json_string(structure.content);
        m_out += ",\"fields\":{";
        std::string_view between;
        for (auto const& field : reading.fields(structure)) {
            m_out += between;
            add_json_string(field.name);
            m_out += ':';
            add_json_string(field.value);
            between = ",";
        }
        m_out += "},\"position\":";
        add_integer(static_cast<std::int64_t>(structure.position));
        m_out +=
            structure.valid ? ",\"valid\":true,\"problems\":[" : ",\"valid\":false,\"problems\":[";
        add_problems(reading.problems(structure));
        m_out += "],\"notices\":[";
        add_problems(reading.notices(structure));
        m_out += "],\"identifier\":";
        if (reading.identifier().empty())
            m_out += "null";
        else
            add_json_string(reading.identifier());
        m_out += ",\"line\":";
        if (line == 0)
            m_out += "null";
        else
            add_integer(line);
        m_out += "}\n";
    }
}

void Printer::add_problems(std::span<Problem const> problems) {
    std::string_view between;
    for (auto const& problem : problems) {
        m_out += between;
        m_out += "{\"code\":";
        add_json_string(problem.code);
        m_out += ",\"field\":";
        if (problem.field.empty())
            m_out += "null";
        else
            add_json_string(problem.field);
        m_out += ",\"position\":";
        add_integer(static_cast<std::int64_t>(problem.position));
        m_out += ",\"found\":";
        add_json_string(problem.found);
        m_out += ",\"allowed\":";
        if (problem.allowed.empty())
            m_out += "null";
        else
            add_json_string(problem.allowed);
        m_out += ",\"message\":";
        add_json_string(problem.message);
        m_out += '}';
        between = ",";
    }
}

void Printer::add_json_string(std::string_view text) {
    m_out += '"';
    if (is_plain(text))
        m_out += text;
    else
        for (auto const point : text::code_points(text))
            m_out += escaped(point);
    m_out += '"';
}

void Printer::add_integer(std::int64_t value) {
    std::array<char, 24> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    m_out.append(digits.data(), end);
}

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (auto const point : text::code_points(text))
        out += escaped(point);
    return out + "\"";
}

} // namespace coldchain::isbt128
