// SPDX-License-Identifier: Apache-2.0
#include "isbt128/decode.hpp"

#include "common/text.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/interpreter.hpp"

#include <algorithm>

namespace coldchain::isbt128 {

std::span<Field const> Reading::fields(Structure const& structure) const {
    return std::span(m_fields).subspan(structure.first_field, structure.field_count);
}

std::span<Problem const> Reading::problems(Structure const& structure) const {
    return std::span(m_problems).subspan(structure.first_problem, structure.problem_count);
}

std::span<Problem const> Reading::notices(Structure const& structure) const {
    return std::span(m_notices).subspan(structure.first_notice, structure.notice_count);
}

bool Reading::valid() const {
    return !m_structures.empty() &&
           std::all_of(m_structures.begin(), m_structures.end(),
                       [](Structure const& structure) { return structure.valid; });
}

Structure const* Reading::find(Kind kind) const {
    for (auto const& structure : m_structures)
        if (structure.row->kind == kind)
            return &structure;
    return nullptr;
}

std::string_view Reading::value(Structure const& structure, std::string_view field) const {
    for (auto const& each : fields(structure))
        if (each.name == field)
            return each.value;
    return {};
}

std::string problem_message(Problem const& problem) {
    bool const amount = problem.code == codes::length || problem.code == codes::count ||
                        problem.code == codes::nothing;
    return text::cat(problem.field, problem.field.empty() ? "" : ", ", "character ",
                     problem.position + 1, ": found ",
                     amount ? problem.found : text::quoted(problem.found),
                     "; allowed: ", problem.allowed);
}

Reading const& Decoder::decode(std::string_view text) {
    Interpreter(m_reading, m_tables).run(text);
    return m_reading;
}

Reading const& Decoder::refuse(std::string_view text, std::string_view code,
                               std::string_view message) {
    Interpreter(m_reading, m_tables).run_refused(text, code, message);
    return m_reading;
}

Reading decode(std::string_view text, Tables const* tables) {
    Decoder decoder(tables);
    decoder.decode(text);
    return decoder.take();
}

} // namespace coldchain::isbt128
