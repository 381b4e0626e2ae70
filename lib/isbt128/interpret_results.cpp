// SPDX-License-Identifier: Apache-2.0
// Structures 012 to 016 and 027: results packed two to a digit, and HLA values.
#include "isbt128/codes.hpp"
#include "isbt128/interpreter.hpp"

namespace coldchain::isbt128 {

namespace {

bool is_result(std::string_view word) {
    return word == "neg" || word == "pos";
}

/// C, c, E and e coded one by one: position 14 second half, 15, 16 first half of 012.
bool has_single_rh(std::string_view digits) {
    auto const c = antigen_words(digits[14]);
    return is_result(antigen_words(digits[13]).second) || is_result(c.first) ||
           is_result(c.second) || is_result(antigen_words(digits[15]).first);
}

} // namespace

void Interpreter::push_pair(PairRow const& row, PairWords words) {
    field(row.first, words.first);
    field(row.second, words.second);
}

void Interpreter::interpret_antigens(std::span<PairRow const> pairs, std::string_view extra) {
    field("Rh", rh_phenotypes()[static_cast<std::size_t>(content()[0] - '0')]);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        push_pair(pairs[i], antigen_words(content()[i + 1]));
    field("ii", part(16, 2), extra);
    if (extra.empty())
        problem(codes::value, "ii", 16, part(16, 2), "a value of ST-001 tables 12 and 13");
    bool const general = current().row->kind == Kind::red_cell_antigens;
    if (general && content()[0] != '9' && has_single_rh(content()))
        problem(codes::contradiction, "Rh", 0, part(0, 1),
                "9 when C, c, E or e are coded one by one");
}

void Interpreter::interpret_hla_pair(std::string_view name, std::size_t offset,
                                     bool (*is_defined)(std::string_view)) {
    auto const first = part(offset, 2);
    auto const second = part(offset + 2, 2);
    field(name, part(offset, 4));
    if (!is_defined(first) || !is_defined(second))
        problem(codes::value, name, is_defined(first) ? offset + 2 : offset,
                is_defined(first) ? second : first, "a value of ST-001 table 14, 00 or 99");
    else if (first > second)
        problem(codes::contradiction, name, offset, part(offset, 4), "the lower value first");
}

void Interpreter::interpret_platelets() {
    interpret_hla_pair("A", 0, is_hla_a);
    interpret_hla_pair("B", 4, is_hla_b);
    auto const pairs = platelet_pairs();
    for (std::size_t i = 0; i < pairs.size(); ++i)
        push_pair(pairs[i], antigen_words(content()[8 + i]));
    auto const titre = part(17, 1);
    field("titre", titre,
          titre == "0"   ? "high-titre anti-A and anti-B not tested"
          : titre == "1" ? "high-titre anti-A and anti-B not detected"
          : titre == "9" ? "no information"
                         : "");
    if (content()[16] != '0')
        problem(codes::value, "reserved", 16, part(16, 1), "0");
    if (titre != "0" && titre != "1" && titre != "9")
        problem(codes::value, "titre", 17, titre, "0, 1 or 9");
}

void Interpreter::interpret_markers() {
    auto const pairs = infection_pairs();
    for (std::size_t i = 0; i < content().size(); ++i)
        if (content()[i] == '9') {
            push_layout(layout(Kind::infection_markers));
            return problem(codes::value, i < pairs.size() ? pairs[i].first : "reserved", i,
                           part(i, 1), "0 to 8");
        }
    for (std::size_t i = 0; i < pairs.size(); ++i)
        push_pair(pairs[i], marker_words(content()[i]));
    field("reserved_digits", part(12, 6));
    if (marker_words(content()[11]).second != "ni")
        notice(codes::reserved, "reserved12", 11, part(11, 1),
               "the second half of position 12 is reserved");
    if (part(12, 6) != "000000")
        notice(codes::reserved, "reserved_digits", 12, part(12, 6),
               "positions 13 to 18 are reserved and should be 0");
}

void Interpreter::interpret_alleles() {
    auto const fields = layout(current().row->kind);
    push_layout(fields);
    auto const& reserved = fields.back();
    auto const value = part(reserved.offset, reserved.length);
    if (value.find_first_not_of('9') != std::string_view::npos)
        problem(codes::value, reserved.name, reserved.offset, value, "9 at every place");
}

} // namespace coldchain::isbt128
