// SPDX-License-Identifier: Apache-2.0
#include "isbt128/identifiers.hpp"

#include "common/text.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/din.hpp"
#include "isbt128/fields.hpp"
#include "isbt128/label_reading.hpp"
#include "isbt128/message.hpp"
#include "isbt128/sec.hpp"
#include "isbt128/symbology.hpp"

#include <algorithm>
#include <array>

namespace coldchain::isbt128 {

namespace {

struct WordRow {
    NumberKind kind;
    std::string_view word;
};

constexpr auto words = std::to_array<WordRow>({
    {NumberKind::din, "din"},
    {NumberKind::grid, "grid"},
    {NumberKind::coi, "coi"},
    {NumberKind::donor, "donor"},
    {NumberKind::sec, "sec"},
    {NumberKind::udi, "udi"},
    {NumberKind::mpho, "mpho"},
    {NumberKind::text, "text"},
});

void refuse(NumberCheck& check, Problem problem) {
    check.valid = false;
    check.problems.push_back(std::move(problem));
}

Problem make_problem(std::string_view code, std::string_view field, std::string_view found,
                     std::string_view allowed, std::size_t position = 0) {
    auto const what = field.empty() ? std::string() : text::cat(field, ": ");
    return {code,
            field,
            position,
            std::string(found),
            std::string(allowed),
            text::cat(what, "found ", text::quoted(found), "; allowed: ", allowed)};
}

void note(NumberCheck& check, std::string_view code, std::string_view field, std::string message) {
    check.notices.push_back({code, field, 0, "", "", std::move(message)});
}

/// Without blanks, hyphens and the brackets of a printed box.
std::string without_separators(std::string_view text) {
    std::string plain;
    for (char const character : text)
        if (character != ' ' && character != '-' && character != '[' && character != ']')
            plain += character;
    return plain;
}

void compare_check_character(NumberCheck& check, std::optional<char> given) {
    if (given && check.check_character != std::string(1, *given))
        refuse(check, make_problem(codes::check_character, "check_character",
                                   std::string(1, *given), check.check_character));
}

std::string grouped(std::string_view text, std::size_t size) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i != 0 && i % size == 0)
            out += ' ';
        out += text[i];
    }
    return out;
}

/// Checks a number by decoding the symbol it would have; places count in the number itself.
void take_problems(NumberCheck& check, std::string_view identifier, std::string_view number) {
    auto const reading = decode(text::cat(identifier, number));
    for (auto const& structure : reading.structures())
        for (auto problem : reading.problems(structure)) {
            // what follows the usual words is a hint, which stays
            auto const usual = problem_message(problem);
            auto const hint =
                problem.message.substr(std::min(usual.size(), problem.message.size()));
            problem.position -= std::min(problem.position, identifier.size());
            problem.message = problem_message(problem) + hint;
            refuse(check, std::move(problem));
        }
    if (check.valid && reading.structures().size() != 1)
        refuse(check, make_problem(codes::length, "", number, "one number"));
}

/// Refuses a number of another length than those allowed; true when it is refused.
bool refuse_length(NumberCheck& check, std::string_view number, std::size_t least, std::size_t most,
                   std::string_view allowed) {
    if (number.size() >= least && number.size() <= most)
        return false;
    Problem problem{codes::length,
                    "",
                    std::min(number.size(), most),
                    text::cat(number.size(), " characters"),
                    std::string(allowed),
                    ""};
    problem.message = problem_message(problem);
    refuse(check, std::move(problem));
    return true;
}

/// The printed forms of a donation number: flags turned, check character in a box.
void add_din_forms(NumberCheck& check, Din const& din, std::string_view flags) {
    auto const parts = printed_parts(din, flags);
    check.printed = printed(din, flags);
    auto const turned =
        parts.flags.empty() || parts.flags == "00" ? std::string() : text::cat(" ", parts.flags);
    check.forms.push_back({"boxed", text::cat(parts.facility, " ", parts.year, " ", parts.sequence,
                                              turned, " [", parts.check_character, "]")});
    if (!parts.flags.empty() && parts.flags != "00")
        check.forms.push_back(
            {"flags", text::cat(parts.flags, " (", flag_meaning(parts.flags),
                                "), turned 90 degrees clockwise before the check character")});
    check.forms.push_back({"symbol", text::cat("=", din.text(), flags)});
    check.forms.push_back({"check flag", din.check_flag()});
}

/// What is wrong with a number that is not of any form.
void refuse_din(NumberCheck& check, std::string_view text, std::string explanation) {
    std::string_view const number = check.value;
    if (number.starts_with('='))
        take_problems(check, "", number);
    else if (number.size() >= 13)
        take_problems(check, "=", text::cat(number.substr(0, 13), "00"));
    std::erase_if(check.problems,
                  [](Problem const& problem) { return problem.code != codes::alphabet; });
    check.valid = false;
    if (check.problems.empty())
        refuse(check, {codes::length, "din", 0, std::string(text), "13 characters",
                       std::move(explanation)});
}

void check_din(NumberCheck& check, std::string_view text) {
    auto const entry = parse_din_entry(text);
    if (!entry)
        return refuse_din(check, text, entry.error().text);
    check.value = entry->din.text();
    check.check_character = std::string(1, entry->din.check_character());
    auto const flags = entry->flags.empty() ? std::string("00") : entry->flags;
    auto const type = flag_type(flags);
    if (type == FlagType::not_allowed)
        refuse(check, make_problem(codes::alphabet, "ff", flags, alphabet_words(flag), 14));
    if (type == FlagType::check && flags != entry->din.check_flag())
        refuse(check, make_problem(codes::check_flags, "ff", flags, entry->din.check_flag(), 14));
    if (type == FlagType::reserved)
        note(check, codes::reserved, "ff", "these flags are not assigned");
    if (entry->form == DinForm::legacy_symbol_and_check)
        note(check, codes::legacy, "check_character",
             "an old form with the check character in the symbol; it is never written");
    compare_check_character(check, entry->check_character);
    add_din_forms(check, entry->din, flags);
}

void check_grid(NumberCheck& check, std::string plain) {
    if (plain.starts_with("&:"))
        plain.erase(0, 2);
    check.value = plain;
    if (refuse_length(check, plain, 17, 19,
                      "19 characters, or the first 17 to compute the checksum"))
        return;
    auto const digits = check_digits(std::string_view(plain).substr(0, 17));
    if (plain.size() == 17 && digits)
        plain += *digits;
    check.value = plain;
    check.check_character = digits ? std::string(*digits) : std::string();
    take_problems(check, "&:", plain);
    check.printed = grouped(plain, 4);
    check.forms.push_back({"symbol", text::cat("&:", plain)});
    if (check.valid)
        note(check, codes::uncertain, "printed",
             "the grouping 4-4-4-4-3 is in common use but could not be confirmed; see ST-015");
}

/// Numbers with a check character behind a fixed length.
struct CheckedForm {
    std::string_view data_identifier;
    std::size_t length = 0;
    std::string_view words; ///< what the characters are
};

void check_with_character(NumberCheck& check, std::string plain, CheckedForm form) {
    if (plain.starts_with(form.data_identifier))
        plain.erase(0, form.data_identifier.size());
    check.value = plain;
    if (refuse_length(check, plain, form.length, form.length + 1, form.words))
        return;
    std::optional<char> given;
    if (plain.size() == form.length + 1) {
        given = plain.back();
        plain.pop_back();
    }
    check.value = plain;
    take_problems(check, form.data_identifier, plain);
    if (!check.valid)
        return;
    check.check_character = std::string(1, check_character(plain).value_or(' '));
    compare_check_character(check, given);
    check.forms.push_back({"symbol", text::cat(form.data_identifier, plain)});
}

void check_coi(NumberCheck& check, std::string_view plain) {
    check_with_character(check, std::string(plain),
                         {"&/", 15, "15 characters, with the check character 16"});
    if (check.check_character.empty())
        return;
    check.printed = text::cat(check.value, " ", check.check_character);
    check.forms.push_back({"boxed", text::cat(check.value, " [", check.check_character, "]")});
    note(check, codes::uncertain, "check_character",
         "taken over all 15 characters, which could not be confirmed; see ST-028 and "
         "IG-050 before relying on it");
}

void check_donor(NumberCheck& check, std::string_view plain) {
    check_with_character(check, std::string(plain),
                         {"=;", 21,
                          "21 characters: facility 5 and donor 16, with zeros in front; with "
                          "the check character 22"});
    if (check.check_character.empty())
        return;
    check.printed =
        text::cat(check.value.substr(0, 5), " ", check.value.substr(5), " ", check.check_character);
    check.forms.push_back({"boxed", text::cat(check.value.substr(0, 5), " ", check.value.substr(5),
                                              " [", check.check_character, "]")});
}

void check_sec(NumberCheck& check, std::string_view text) {
    auto plain = std::string(text);
    if (auto const printed_form = sec_from_text(text))
        plain = *printed_form;
    else if (plain.starts_with("&,4"))
        plain.erase(0, 3);
    else
        plain = without_separators(plain);
    check.value = plain;
    take_problems(check, "&,4", plain);
    if (!check.valid)
        return;
    check.printed = sec_text(plain);
    check.forms.push_back({"symbol", text::cat("&,4", plain)});
    check.forms.push_back(
        {"two lines", text::cat("SEC: ", plain.substr(0, 21), " / ", plain.substr(21))});
}

bool may_follow_device(Kind kind) {
    using enum Kind;
    return kind == divisions || kind == din || kind == expiry_date || kind == production_date ||
           kind == mpho_lot;
}

/// 034 first, then what ST-017 table 5 lists, each once; flags 00. Or a container: 017 and 018.
void check_device_members(NumberCheck& check, Reading const& reading,
                          std::span<Structure const> members) {
    auto const fail = [&check](Structure const& structure, std::string_view field,
                               std::string_view found, std::string_view allowed) {
        refuse(check,
               make_problem(codes::device_identifier, field, found, allowed, structure.position));
    };
    bool const container = members.front().row->kind == Kind::container;
    if (!container && members.front().row->kind != Kind::processor_product)
        fail(members.front(), "data_identifier", members.front().data_identifier,
             "=/ (structure 034) first, or =) for a container");
    for (std::size_t i = 1; i < members.size(); ++i) {
        auto const kind = members[i].row->kind;
        if (container ? kind != Kind::container_lot : !may_follow_device(kind))
            fail(members[i], "data_identifier", members[i].data_identifier,
                 container ? "&) (structure 018) after =)" : "=, = => =} &,1 after =/");
        for (std::size_t j = 0; j < i; ++j)
            if (members[j].row->kind == kind)
                fail(members[i], "data_identifier", members[i].data_identifier, "each once");
        if (kind == Kind::din && reading.value(members[i], "ff") != "00")
            fail(members[i], "ff", reading.value(members[i], "ff"), "00");
    }
}

void check_udi(NumberCheck& check, std::string_view text) {
    // printed beside its symbol it may stand in several lines
    auto const reading = decode(text::replace_all(text::replace_all(text, " ", ""), "\n", ""));
    check.value = reading.text();
    for (auto const& structure : reading.structures())
        for (auto const& problem : reading.problems(structure))
            refuse(check, problem);
    auto members = reading.structures();
    if (members.front().row->kind == Kind::compound)
        members = members.subspan(1);
    if (members.empty() || !check.valid)
        return;
    check_device_members(check, reading, members);
    std::size_t database = 0;
    for (auto const& structure : members) {
        check.printed += text::cat(structure.data_identifier, structure.content);
        database += structure.content.size();
        check.forms.push_back({std::string(structure.row->name),
                               text::cat(structure.data_identifier, structure.content)});
    }
    check.forms.push_back({"length", text::cat(check.printed.size(), " on the label, ", database,
                                               " without data identifiers")});
}

void check_mpho(NumberCheck& check, std::string const& plain) {
    check.value = plain;
    if (plain.size() != 29)
        return refuse(check, make_problem(codes::length, "", plain,
                                          "29 characters: facility 5, product 5, donation 13, "
                                          "division 6"));
    auto const made = mpho_identifier(
        {plain.substr(0, 5), plain.substr(5, 5), plain.substr(10, 13), plain.substr(23)});
    if (!made)
        return refuse(check,
                      {codes::alphabet, "", 0, plain,
                       "facility 5, product 5, donation 13, division 6", describe(made.error())});
    check.printed = plain;
    check.forms.push_back({"facility", plain.substr(0, 5)});
    check.forms.push_back({"product", plain.substr(5, 5)});
    check.forms.push_back({"donation", plain.substr(10, 13)});
    check.forms.push_back({"division", plain.substr(23)});
}

void check_text(NumberCheck& check, std::string_view text) {
    check.value = text;
    auto const character = check_character(text);
    if (!character)
        return refuse(check, make_problem(codes::alphabet, "", text, "digits and capital letters"));
    check.check_character = std::string(1, *character);
    check.printed = text::cat(text, " ", *character);
    check.forms.push_back({"as two digits", std::string(check_digits(text).value_or(""))});
}

} // namespace

std::optional<NumberKind> number_kind_of(std::string_view word) {
    for (auto const& row : words)
        if (row.word == word)
            return row.kind;
    return std::nullopt;
}

std::string_view to_word(NumberKind kind) {
    for (auto const& row : words)
        if (row.kind == kind)
            return row.word;
    return "";
}

NumberCheck check_number(NumberKind kind, std::string_view text) {
    NumberCheck check;
    check.kind = kind;
    // what a scanner puts in front is not part of the number
    if (auto const symbology = symbology_of(text); symbology.meaning == SymbologyMeaning::isbt)
        text.remove_prefix(symbology.identifier.size());
    auto const plain = without_separators(text);
    check.value = plain;
    switch (kind) {
    case NumberKind::din:
        check_din(check, text);
        break;
    case NumberKind::grid:
        check_grid(check, plain);
        break;
    case NumberKind::coi:
        check_coi(check, plain);
        break;
    case NumberKind::donor:
        check_donor(check, plain);
        break;
    case NumberKind::sec:
        check_sec(check, text);
        break;
    case NumberKind::udi:
        check_udi(check, text);
        break;
    case NumberKind::mpho:
        check_mpho(check, plain);
        break;
    case NumberKind::text:
        check_text(check, text);
        break;
    }
    // what is refused is not to be printed
    if (!check.valid) {
        check.printed.clear();
        check.forms.clear();
    }
    return check;
}

Result<std::string> udi_of_label(std::span<std::string const> symbols) {
    using enum Kind;
    LabelReading const label(symbols);
    std::vector<std::string> members;
    for (auto const kind :
         {processor_product, divisions, din, expiry_date, production_date, mpho_lot})
        if (auto const found = label.find(kind))
            members.push_back(
                text::cat(found.structure->data_identifier, found.structure->content));
    if (!label.find(processor_product))
        return input_error({"", 0, 0, "structure"},
                           "the label has no valid structure 034; a device identifier begins with "
                           "it");
    CC_TRY_ASSIGN(auto whole, build_message(members));
    CC_TRY(udi_text(whole));
    return whole;
}

Result<std::string> udi_text(std::string_view symbol) {
    auto const check = check_number(NumberKind::udi, symbol);
    for (auto const& problem : check.problems)
        return input_error({"", 0, 0, std::string(problem.field)}, problem.message);
    return check.printed;
}

Result<std::string> mpho_identifier(MphoParts const& parts) {
    struct Part {
        std::string_view name;
        std::string const& value;
        std::size_t length;
        std::string symbol; ///< a structure that holds it
    };
    auto const wanted = std::to_array<Part>({
        {"finp", parts.finp, 5, text::cat("&+", parts.finp, "000000")},
        {"pdc", parts.pdc, 5, text::cat("=/A9999000000", parts.pdc)},
        {"din", parts.din, 13, text::cat("=", parts.din, "00")},
        {"division", parts.division, 6, text::cat("=,", parts.division)},
    });
    for (auto const& part : wanted) {
        if (part.value.size() != part.length)
            return input_error({"", 0, 0, std::string(part.name)},
                               text::cat(text::quoted(part.value), " has ", part.value.size(),
                                         " characters; it has ", part.length));
        auto const reading = decode(part.symbol);
        for (auto const& problem : reading.problems(reading.structures().front()))
            return input_error(
                {"", 0, 0, std::string(part.name)},
                text::cat("found ", text::quoted(problem.found), "; allowed: ", problem.allowed));
    }
    return text::cat(parts.finp, parts.pdc, parts.din, parts.division);
}

} // namespace coldchain::isbt128
