// SPDX-License-Identifier: Apache-2.0
// Properties over random values with fixed seeds: what is written is read back, what is accepted is
// written again as it was, and every single slip in a donation number is caught.
#include "common/text.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/din.hpp"
#include "isbt128/encode.hpp"
#include "isbt128/fields.hpp"
#include "isbt128/identifiers.hpp"
#include "isbt128/keyboard.hpp"
#include "isbt128/print.hpp"
#include "isbt128/tables.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <random>

using namespace coldchain;
using namespace coldchain::isbt128;

namespace {

class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_engine(seed) {}
    // written out, because the distributions of the standard library differ between libraries
    std::size_t below(std::size_t bound) { return m_engine() % bound; }
    char of(std::string_view characters) { return characters[below(characters.size())]; }

private:
    std::mt19937 m_engine;
};

constexpr std::string_view digits = "0123456789";
constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view fin_firsts = "ABCDEFGHIJKLMNPQRSTUVWXYZ123456789";
constexpr std::string_view fin_middles = "ABCDEFGHIJKLMNPQRSTUVWXYZ0123456789";
constexpr std::string_view check_alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string random_din(Dice& dice) {
    std::string din;
    for (int i = 0; i < 13; ++i)
        din += dice.of(i == 0 ? fin_firsts : i < 3 ? fin_middles : digits);
    return din;
}

std::string characters_of(Alphabet alphabet) {
    std::string characters;
    for (int c = 0; c < 128; ++c)
        if (is_in(static_cast<char>(c), alphabet))
            characters += static_cast<char>(c);
    return characters;
}

/// A character of the field's own alphabet.
char random_character(Dice& dice, Alphabet alphabet) {
    static auto const sets = [] {
        std::array<std::string, 64> all;
        for (std::size_t i = 1; i < all.size(); ++i)
            all[i] = characters_of(static_cast<Alphabet>(i));
        return all;
    }();
    return dice.of(sets[alphabet]);
}

std::string random_fields(Dice& dice, Kind kind) {
    std::string content;
    for (auto const& row : layout(kind))
        for (std::uint8_t i = 0; i < row.length; ++i)
            content += row.rule == FieldRule::facility ? dice.of(i == 0  ? fin_firsts
                                                                 : i < 3 ? fin_middles
                                                                         : digits)
                                                       : random_character(dice, row.alphabet);
    return content;
}

std::string random_clock(Dice& dice) {
    return text::cat(dice.of("01"), dice.of(digits), dice.of("012345"), dice.of(digits));
}

/// A string with the right identifier, length and alphabets; some of its values are still wrong.
std::string random_structure(Dice& dice) {
    auto const rows = structures();
    auto const& row = rows[dice.below(rows.size())];
    auto content = random_fields(dice, row.kind);
    auto const any = [&dice] { return dice.of(digits); };
    switch (row.kind) {
    case Kind::patient:
        content =
            text::cat("0", dice.of("123456"), "05", random_fields(dice, Kind::special_testing));
        break;
    case Kind::dimensions:
        content = text::cat("010", dice.of("1234567"), "000", any(), "0", any(), any(), "12",
                            dice.of("0123456"), "00");
        break;
    case Kind::antigen_history:
        content = text::cat("0010010020", dice.of("01234567"), "0", dice.of("01234567"));
        break;
    case Kind::blood_group:
        content = text::cat(blood_groups()[dice.below(blood_groups().size())].code,
                            random_character(dice, upper_code), "0");
        break;
    case Kind::expiry:
    case Kind::collection:
    case Kind::production:
        content = text::cat(dice.of("019"), any(), any(), dice.of("0123"), any(), any(),
                            random_clock(dice));
        break;
    case Kind::flexible_date:
        content = text::cat(dice.of("12"), "00", dice.of("123456"), "202", any(), "0", any(),
                            dice.of("012"), any(), random_clock(dice));
        break;
    case Kind::patient_birth_date:
        content = text::cat("0", any(), "19", any(), any(), "0", any(), dice.of("012"), any());
        break;
    case Kind::platelet_antigens:
        content = text::cat("02", dice.of("23"), "4", "07", dice.of("123"), "5",
                            random_fields(dice, Kind::platelet_antigens).substr(8, 8), "0",
                            dice.of("019"));
        break;
    case Kind::divisions:
        if (dice.below(2) == 0)
            content = text::cat(dice.of(capitals), dice.of(capitals), "0000");
        break;
    case Kind::sec:
        if (dice.below(4) != 0) {
            content.replace(21, 4, text::cat("A00", dice.of("EST")));
            content.replace(25, 4, random_fields(dice, Kind::special_testing).substr(0, 4));
            content.replace(29, 3, dice.below(2) == 0 ? "0Ab" : "012");
        } else {
            content[21] = dice.of("BE");
        }
        content.replace(32, 8, dice.below(2) == 0 ? "00000000" : "20261231");
        break;
    case Kind::grid:
        content[0] = '6';
        content.replace(17, 2, check_digits(content.substr(0, 17)).value_or("00"));
        break;
    case Kind::chain_of_identity:
        content.replace(0, 2, "CH");
        break;
    case Kind::national:
    case Kind::national_donor:
    case Kind::unit_exclusion:
        content = "LOCAL";
        break;
    default:
        break;
    }
    return text::cat(row.data_identifier, content);
}

bool has_notice(Reading const& reading, std::string_view code) {
    for (auto const& structure : reading.structures())
        for (auto const& notice : reading.notices(structure))
            if (notice.code == code)
                return true;
    return false;
}

/// The fields of a reading written again.
std::string written_again(Reading const& reading) {
    std::string whole;
    std::vector<NamedValue> message;
    for (auto const& structure : reading.structures()) {
        std::vector<NamedValue> values;
        for (auto const& field : reading.fields(structure))
            values.push_back({std::string(field.name), std::string(field.value)});
        if (structure.row->kind == Kind::compound) {
            message = values;
            continue;
        }
        if (structure.row->kind == Kind::national)
            values.push_back({"data_identifier", std::string(structure.data_identifier)});
        auto const encoded = encode(structure.row->kind, values);
        if (!encoded)
            return "refused: " + describe(encoded.error());
        if (message.empty())
            whole += *encoded;
        else
            message.push_back({"structure", *encoded});
    }
    if (message.empty())
        return whole;
    auto const encoded = encode(Kind::compound, message);
    return encoded ? *encoded : "refused: " + describe(encoded.error());
}

std::vector<std::string> values_of(Reading const& reading) {
    std::vector<std::string> values;
    for (auto const& structure : reading.structures())
        for (auto const& field : reading.fields(structure))
            values.push_back(text::cat(field.name, "=", field.value));
    return values;
}

/// Retired, legacy and normalised forms are named as such and are not written again.
bool is_excepted(Reading const& reading) {
    return has_notice(reading, "ISBT-20") || has_notice(reading, "ISBT-21") ||
           has_notice(reading, "ISBT-22");
}

/// A refused string has a problem, an accepted one has none, and each says where and what.
void check_problems(Reading const& reading, std::string const& string) {
    std::size_t problems = 0;
    for (auto const& structure : reading.structures()) {
        problems += reading.problems(structure).size();
        if (structure.valid != reading.problems(structure).empty())
            FAIL(text::quoted(string));
        for (auto const& problem : reading.problems(structure))
            if (problem.code.empty() || problem.found.empty() || problem.allowed.empty() ||
                problem.message.empty() || problem.position > reading.text().size())
                FAIL(text::quoted(string) << " " << problem.message);
    }
    if (reading.valid() != (problems == 0))
        FAIL(text::quoted(string));
}

/// With one decimal.
std::string percent(std::size_t part, std::size_t whole) {
    auto const tenths = part * 1000 / whole;
    return text::cat(tenths / 10, ".", tenths % 10);
}

/// Line ends are the only control characters: nothing read from a symbol reaches a terminal raw.
bool is_safe_to_print(std::string_view text) {
    for (char const character : text)
        if (character != '\n' && (static_cast<unsigned char>(character) < ' ' || character == 0x7f))
            return false;
    return !text::find_invalid_utf8(text);
}

std::size_t asked_for(char const* name, std::size_t usual) {
    char const* const wanted = std::getenv(name);
    return wanted == nullptr ? usual : static_cast<std::size_t>(std::strtoul(wanted, nullptr, 10));
}

/// The flags of a checked donation number's symbol; check flags are never printed.
std::string text_flags(NumberCheck const& check) {
    for (auto const& form : check.forms)
        if (form.name == "symbol" && form.text.size() == 16)
            return form.text.substr(14);
    return "00";
}

std::string mutated(Dice& dice, std::string string) {
    auto const at = dice.below(string.size() + 1);
    switch (dice.below(8)) {
    case 0:
        string.insert(at, 1, static_cast<char>(dice.below(256)));
        break;
    case 1:
        if (at < string.size())
            string.erase(at, 1);
        break;
    case 2:
        if (at + 1 < string.size())
            std::swap(string[at], string[at + 1]);
        break;
    case 3:
        if (at < string.size())
            string[at] = dice.of("=&0O1IaZ9\\\"<>%");
        break;
    case 4:
        string += random_structure(dice);
        break;
    case 5:
        string = text::cat(dice.below(2) == 0 ? "]C" : "]d", dice.of("014"), string);
        break;
    case 6:
        string.resize(at);
        break;
    default:
        string = text::cat("=+0", dice.of("123"), "000", string);
    }
    return string;
}

std::string noise(Dice& dice) {
    std::string string;
    for (auto length = dice.below(40); length > 0; --length)
        string += static_cast<char>(dice.below(256));
    return string;
}

} // namespace

TEST_CASE("all 204 blood groups and all special messages round-trip", "[isbt128]") {
    std::size_t groups = 0;
    for (auto const& row : blood_groups()) {
        INFO(std::string(row.code));
        groups += row.is_message() ? 0U : 1U;
        auto const values = row.is_message()
                                ? std::vector<NamedValue>{{"message", std::string(row.words)}}
                                : std::vector<NamedValue>{{"group", std::string(row.group)},
                                                          {"use", std::string(row.use)}};
        auto const encoded = encode(Kind::blood_group, values);
        REQUIRE(encoded.has_value());
        CHECK(*encoded == text::cat("=%", row.code, "00"));
        CHECK(written_again(decode(*encoded)) == *encoded);
    }
    CHECK(groups == 204);
    CHECK(blood_groups().size() == 218);
}

TEST_CASE("DIN: every single substitution and adjacent swap is caught", "[isbt128]") {
    Dice dice(37);
    std::size_t by_check = 0;
    std::size_t by_both = 0;
    std::size_t shifts = 0;
    std::size_t substitutions = 0;
    std::size_t swaps = 0;
    for (int n = 0; n < 1000; ++n) {
        auto const din = random_din(dice);
        auto const check = check_character(din);
        for (std::size_t i = 0; i < din.size(); ++i) {
            for (char const other : check_alphabet) {
                auto wrong = din;
                wrong[i] = other;
                if (other == din[i])
                    continue;
                ++substitutions;
                if (check_character(wrong) == check)
                    FAIL(din << " and " << wrong);
            }
            auto swapped = din;
            if (i + 1 < din.size() && din[i] != din[i + 1]) {
                std::swap(swapped[i], swapped[i + 1]);
                ++swaps;
                if (check_character(swapped) == check)
                    FAIL(din << " and " << swapped);
            }
        }
        for (std::size_t by = 1; by < din.size(); ++by) {
            auto const shifted = din.substr(by) + din.substr(0, by);
            if (shifted == din)
                continue;
            ++shifts;
            bool const caught = check_character(shifted) != check;
            by_check += caught ? 1U : 0U;
            by_both += caught || !Din::parse(shifted) ? 1U : 0U;
        }
    }
    std::cout << "circular shifts of 1000 numbers (seed 37): " << shifts << ", caught by the check "
              << "character " << by_check << " (" << percent(by_check, shifts)
              << " %), by it or the alphabet " << by_both << " (" << percent(by_both, shifts)
              << " %); " << substitutions << " substitutions and " << swaps
              << " adjacent swaps, all caught\n";
    CHECK(shifts == 12000);
    // a change that is neither is missed by chance once in 37
    CHECK(by_check > shifts * 96 / 100);
    CHECK(by_both >= by_check);
}

TEST_CASE("what is accepted is written again as it was", "[isbt128]") {
    Dice dice(128);
    std::size_t accepted = 0;
    std::vector<int> kinds(64);
    for (int n = 0; n < 60000; ++n) {
        auto const string = random_structure(dice);
        auto const reading = decode(string);
        if (!reading.valid() || has_notice(reading, "ISBT-20"))
            continue;
        ++accepted;
        ++kinds[static_cast<std::size_t>(reading.structures().front().row->kind)];
        if (written_again(reading) != string)
            FAIL(string << " -> " << written_again(reading));
        // and what is written says the same
        auto const second = decode(written_again(reading));
        if (values_of(second) != values_of(reading))
            FAIL(string);
    }
    std::cout << "60000 random structures (seed 128): " << accepted
              << " accepted, written from their fields and read again, of every kind\n";
    CHECK(accepted > 10000);
    for (auto const& row : structures()) {
        INFO(std::string(row.word));
        if (row.status != Status::retired && row.kind != Kind::compound)
            CHECK(kinds[static_cast<std::size_t>(row.kind)] > 0);
    }
}

TEST_CASE("random and mutated strings: none crashes, none is misread", "[isbt128]") {
    // COLDCHAIN_ISBT_STRINGS=1000000 asks for the million, COLDCHAIN_ISBT_SEED for others
    auto const count = asked_for("COLDCHAIN_ISBT_STRINGS", 100000);
    auto const seed = static_cast<std::uint32_t>(asked_for("COLDCHAIN_ISBT_SEED", 2026));
    Dice dice(seed);
    Decoder decoder;
    Printer printer;
    std::size_t accepted = 0;
    std::size_t excepted = 0;
    for (std::size_t n = 0; n < count; ++n) {
        auto string = dice.below(8) == 0 ? noise(dice) : random_structure(dice);
        for (auto changes = dice.below(3); changes > 0; --changes)
            string = mutated(dice, string);
        auto const& reading = decoder.decode(string);
        printer.clear();
        if (n % 4 == 0)
            printer.add_json(reading, static_cast<std::int64_t>(n));
        if (n % 4 == 1)
            printer.add_text(reading, static_cast<std::int64_t>(n));
        if (!is_safe_to_print(printer.buffer()))
            FAIL(text::quoted(string) << " puts control characters on the screen");
        check_problems(reading, string);
        if (!reading.valid())
            continue;
        if (is_excepted(reading)) {
            ++excepted;
            continue;
        }
        ++accepted;
        if (auto const again = written_again(reading); again != reading.text())
            FAIL(text::quoted(string) << " -> " << again);
        // the structures cover the whole string
        std::size_t covered = 0;
        for (auto const& structure : reading.structures())
            covered += structure.data_identifier.size() + structure.content.size();
        if (covered != reading.text().size())
            FAIL(text::quoted(string));
    }
    std::cout << count << " strings (seed " << seed << "): " << accepted
              << " accepted and written again as they were, " << excepted
              << " accepted as retired, legacy or normalised\n";
    CHECK(accepted > count / 10);
    CHECK(excepted > 0);
}

TEST_CASE("numbers of every kind: what is accepted is computed again the same", "[isbt128]") {
    Dice dice(39);
    std::size_t accepted = 0;
    for (int n = 0; n < 20000; ++n) {
        auto string = dice.below(2) == 0 ? random_structure(dice) : random_din(dice);
        if (dice.below(2) == 0)
            string = mutated(dice, string);
        for (auto const kind :
             {NumberKind::din, NumberKind::grid, NumberKind::coi, NumberKind::donor,
              NumberKind::sec, NumberKind::udi, NumberKind::mpho, NumberKind::text}) {
            auto const check = check_number(kind, string);
            if (check.valid != check.problems.empty())
                FAIL(text::quoted(string));
            if (!check.valid)
                continue;
            ++accepted;
            // what is printed is a form that is accepted; check flags are left out of it, and the
            // head of a compound message
            auto const again = check_number(kind, check.printed);
            bool const same = kind == NumberKind::udi || again.value == check.value;
            bool const with_check_flags = flag_type(text_flags(check)) == FlagType::check;
            if (kind != NumberKind::text && !with_check_flags &&
                (!again.valid || !same || again.printed != check.printed))
                FAIL(to_word(kind) << " " << text::quoted(string) << " -> " << check.printed);
        }
    }
    CHECK(accepted > 10000);
}

TEST_CASE("random text as a table or a keyboard line is refused or understood", "[isbt128]") {
    Dice dice(11);
    KeyboardLayout const layout{"x",
                                "X",
                                {{'=', "\u00B4"}, {'&', "/"}, {'/', "-"}},
                                {"\u00B4"},
                                {{"\u00B4", "A", "\u00C1"}}};
    Calibration const calibration{&layout, CapsLock::off};
    for (int n = 0; n < 20000; ++n) {
        auto const string = mutated(dice, random_structure(dice));
        if (auto const meant = repair(string, calibration))
            REQUIRE(typed_text(*meant, layout, CapsLock::off).value() == string);
        auto table = text::cat("code,description\nS9001,a\n", string, ",", noise(dice), "\n");
        for (auto changes = dice.below(3); changes > 0; --changes)
            table = mutated(dice, table);
        auto const imported = import_table(TableKind::products, table, {});
        if (!imported)
            continue;
        auto const kept = parse_table(to_text(*imported), "kept.tsv");
        REQUIRE(kept.has_value());
        REQUIRE(std::equal(kept->rows().begin(), kept->rows().end(), imported->rows().begin(),
                           imported->rows().end()));
    }
}
