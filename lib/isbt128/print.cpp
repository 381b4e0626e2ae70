// SPDX-License-Identifier: Apache-2.0
#include "isbt128/print.hpp"

#include "common/text.hpp"

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

} // namespace

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
        m_out += "],\"meanings\":{";
        add_meanings(reading, structure);
        m_out += "},\"identifier\":";
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

/// What values mean, for those that do not speak for themselves; nothing for a refused structure.
void Printer::add_meanings(Reading const& reading, Structure const& structure) {
    std::string_view between;
    for (auto const& field : reading.fields(structure)) {
        if (field.meaning.empty() || !structure.valid)
            continue;
        m_out += between;
        add_json_string(field.name);
        m_out += ':';
        add_json_string(field.meaning);
        between = ",";
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
