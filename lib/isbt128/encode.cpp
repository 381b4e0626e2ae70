// SPDX-License-Identifier: Apache-2.0
// Every structure is filled from its layout. The result is read back, and everything that was given
// must come out again.
#include "isbt128/encode.hpp"

#include "common/text.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/encode_values.hpp"
#include "isbt128/fields.hpp"
#include "isbt128/message.hpp"
#include "isbt128/sec.hpp"

#include <algorithm>

namespace coldchain::isbt128 {

namespace {

Result<void> refuse_doubled(std::span<NamedValue const> values, Kind kind) {
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = i + 1; j < values.size(); ++j)
            if (values[i].name == values[j].name &&
                !((kind == Kind::compound || kind == Kind::sec) && values[i].name == "structure"))
                return field_error(values[i].name, text::cat("field ", text::quoted(values[i].name),
                                                             " is given twice; give it once"));
    return {};
}

/// How people rather say what a field of the layout holds.
std::string_view missing_hint(std::string_view field) {
    if (field == "c" || field == "YYYY" || field == "yyyy")
        return ", or better date=2026-11-23";
    if (field == "gg")
        return ", or better group=\"A pos\", or message=quarantine";
    return "";
}

/// One field of the layout, padded where the standard pads.
Result<std::string> field_text(Given const& given, FieldRow const& row) {
    auto const* const found = given.find(row.name);
    if (found == nullptr && row.fallback.empty())
        return field_error(row.name,
                           text::cat("field ", row.name, " is missing; give ", row.name, "=",
                                     std::string(row.length, '.'), missing_hint(row.name)));
    auto value = found != nullptr ? *found : std::string(row.fallback);
    if (row.rule == FieldRule::padded && !value.empty() && value.size() < row.length)
        value.insert(0, row.length - value.size(), '0');
    if (value.size() != row.length)
        return field_error(row.name,
                           text::cat("field ", row.name, " is ", text::quoted(value), "; it has ",
                                     row.length, " characters of ", alphabet_words(row.alphabet)));
    return value;
}

Result<std::string> content_of(Given const& given, Kind kind) {
    using enum Kind;
    if (kind == product)
        return product_content(given);
    if (kind == dimensions)
        return dimension_content(given);
    if (kind == antigen_history)
        return history_content(given);
    if (kind == patient) {
        auto const patient_number = given.value("patient");
        return text::cat(given.value("location"),
                         text::zero_padded(static_cast<std::int64_t>(patient_number.size()), 2),
                         patient_number);
    }
    std::string content;
    for (auto const& row : layout(kind)) {
        CC_TRY_ASSIGN(auto const text, field_text(given, row));
        content += text;
    }
    return content;
}

/// A shorter value is the same where the rest is padding in front.
bool is_padded_form(std::string_view given, std::string_view read) {
    return given.size() < read.size() && !given.empty() && read.ends_with(given) &&
           read.substr(0, read.size() - given.size()).find_first_not_of('0') ==
               std::string_view::npos;
}

/// "2018-12-31T23:59" and "2018-12-31 23:59" say the same, and so do "23:59" and "2359".
std::string time_digits(std::string_view text) {
    std::string digits;
    for (char const character : text)
        if (character != '-' && character != ':' && character != 'T' && character != ' ')
            digits += character;
    return digits;
}

bool says_the_same(std::string_view name, std::string_view given, std::string_view read) {
    if (given == read || is_padded_form(given, read))
        return true;
    if (name == "group")
        return blood_group_code(given, "default") == blood_group_code(read, "default");
    if (name == "iso" && given.size() == 10)
        return read.substr(0, 10) == given;
    return (name == "iso" || name == "time") && time_digits(given) == time_digits(read);
}

bool agrees(Reading const& reading, Structure const& structure, NamedValue const& given) {
    for (auto const& each : reading.fields(structure))
        if (each.name == given.name)
            return says_the_same(given.name, given.value, each.value);
    return false;
}

bool is_layout_name(Kind kind, std::string_view name) {
    for (auto const& row : layout(kind))
        if (row.name == name)
            return true;
    return false;
}

/// Names that reading adds from tables; they may be handed back and are not written.
bool is_read_only(std::string_view name) {
    return name == "description" || name == "description_source" || name == "facility" ||
           name == "retired";
}

Result<std::string> read_back(std::string whole, std::span<NamedValue const> values) {
    auto const reading = decode(whole);
    // the place in a string that nobody has seen says nothing; the field does
    for (auto const& structure : reading.structures())
        for (auto const& problem : reading.problems(structure))
            return field_error(problem.field, text::cat("found ", text::quoted(problem.found),
                                                        "; allowed: ", problem.allowed));
    auto const& structure = reading.structures().front();
    std::string known;
    for (auto const& each : reading.fields(structure))
        known += text::cat(known.empty() ? "" : ", ", each.name);
    for (auto const& value : values) {
        if (is_read_only(value.name) || agrees(reading, structure, value))
            continue;
        auto const read = reading.value(structure, value.name);
        bool const is_known = read.data() != nullptr;
        if (!is_known && is_layout_name(structure.row->kind, value.name))
            continue;
        return field_error(
            value.name,
            is_known ? text::cat("field ", value.name, " is ", text::quoted(value.value),
                                 ", but the other fields make it ", text::quoted(read))
                     : text::cat("field ", text::quoted(value.name), " is not one of structure ",
                                 structure.row->number, "; its fields are ", known));
    }
    return whole;
}

Result<std::string> encode_message(std::span<NamedValue const> values) {
    std::vector<std::string> structures;
    std::string order = "000";
    std::optional<std::string> count;
    for (auto const& value : values) {
        if (value.name == "structure")
            structures.push_back(value.value);
        else if (value.name == "seq")
            order = value.value;
        else if (value.name == "n")
            count = value.value;
        else
            return field_error(value.name, text::cat("field ", text::quoted(value.name),
                                                     " is not one of a compound message; it takes "
                                                     "structure=... once each, seq and n"));
    }
    CC_TRY_ASSIGN(auto const whole, build_message(structures, order));
    if (count && text::parse_int(*count) != static_cast<std::int64_t>(structures.size()))
        return field_error("n", text::cat("n is ", text::quoted(*count), ", but ",
                                          structures.size(), " structures are given"));
    return whole;
}

/// &a to &z and the two national ones: identifier and content as they are.
Result<std::string> encode_local(Kind kind, Given const& given) {
    auto const identifier = kind == Kind::national ? given.value("data_identifier")
                                                   : std::string(row_of(kind).data_identifier);
    auto whole = identifier + given.value("content");
    auto const reading = decode(whole);
    if (!reading.valid() || reading.structures().front().row->kind != kind)
        return field_error("content", "give data_identifier=&a to &z and content of printable "
                                      "characters");
    return whole;
}

/// A Single European Code from the label's structures, given as structure=... once each; further
/// values must be what it comes to.
Result<std::string> encode_sec_of_label(std::span<NamedValue const> values) {
    std::vector<std::string> symbols;
    std::vector<NamedValue> others;
    for (auto const& value : values) {
        if (value.name == "structure")
            symbols.push_back(value.value);
        else
            others.push_back(value);
    }
    Given const given(others);
    CC_TRY_ASSIGN(auto const content,
                  sec_of_label(symbols, given.value("country"), given.value("te")));
    return read_back(text::cat(row_of(Kind::sec).data_identifier, content), others);
}

} // namespace

Result<std::string> encode(Kind kind, std::span<NamedValue const> fields) {
    auto const& row = row_of(kind);
    if (row.status == Status::retired)
        return field_error(
            "", text::cat("structure ", row.number, " is retired; it may be read, not written"));
    CC_TRY(refuse_doubled(fields, kind));
    if (kind == Kind::compound)
        return encode_message(fields);
    Given given(fields);
    if (kind == Kind::sec && given.has("structure"))
        return encode_sec_of_label(fields);
    if (row.status == Status::national)
        return encode_local(kind, given);
    CC_TRY(expand(given, kind));
    CC_TRY_ASSIGN(auto const content, content_of(given, kind));
    return read_back(text::cat(row.data_identifier, content), fields);
}

Result<std::string> encode_product(std::string_view pdc, char type, std::string_view division) {
    std::vector<NamedValue> fields{{"pdc", std::string(pdc)}, {"div", std::string(division)}};
    if (!has_three_digit_division(pdc))
        fields.push_back({"type", std::string(1, type)});
    return encode(Kind::product, fields);
}

} // namespace coldchain::isbt128
