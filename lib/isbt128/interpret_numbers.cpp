// SPDX-License-Identifier: Apache-2.0
// Structures that name something: a donation, a donor, a therapy, a product under European law; and
// what the user's tables say of facilities and products (ST-001 2.4.1, 2.4.19, 2.4.37 to 2.4.40).
#include "common/text.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/code_words.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/din.hpp"
#include "isbt128/interpreter.hpp"
#include "isbt128/product.hpp"
#include "isbt128/tables.hpp"

namespace coldchain::isbt128 {

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

void Interpreter::interpret_donor() {
    field("fin", part(0, 5));
    field("donor", part(5, 16));
    field("check_character", check_view(content()));
    look_up_facility(part(0, 5), 0);
}

void Interpreter::interpret_sec() {
    push_layout(layout(Kind::sec));
    auto const system = content()[21];
    if (system != 'A' && system != 'B' && system != 'E')
        problem(codes::value, "system", 21, part(21, 1), "A (ISBT 128), B (Eurocode) or E (EUTC)");
    if (system == 'A' &&
        !(part(22, 2) == "00" && all_in(part(24, 5), upper_code) && product_category(part(24, 5))))
        problem(codes::value, "product", 22, part(22, 7), "00 and an ISBT 128 product code");
    else if (system == 'A')
        check_european_product();
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

/// The split is three digits, or 0 and the two characters of a division, after the category of the
/// code.
void Interpreter::check_european_product() {
    auto const pdc = part(24, 5);
    look_up_product(pdc, 24);
    auto const split = part(29, 3);
    auto const rule = product_category(pdc)->rule;
    if ((rule == DivisionRule::three_digits || rule == DivisionRule::always_zero) &&
        !all_in(split, digit))
        problem(codes::value, "split", 29, split, text::cat("000 to 999 with product code ", pdc));
    bool const letters = split[0] == '0' && (split[1] == '0' || is_in(split[1], capital)) &&
                         (split[2] == '0' || is_in(split[2], small));
    if (rule == DivisionRule::type_and_letters && !letters)
        problem(codes::value, "split", 29, split,
                text::cat("0, a capital letter or 0, a small letter or 0 with product code ", pdc));
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
    if (!row->retired.empty())
        field("retired", row->retired);
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
        // a retired code is read for ever: a scan is told, never warned
        if (!row->retired.empty())
            field("retired", row->retired);
        return;
    }
    auto const category = product_category(pdc);
    if (!table->origin().is_example && category && category->rule != DivisionRule::local)
        notice(codes::not_in_table, "pdc", offset, pdc, "not in the imported product table");
}

} // namespace coldchain::isbt128
