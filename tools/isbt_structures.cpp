// SPDX-License-Identifier: Apache-2.0
// isbt structures: what there is to encode, and the fields of one structure.
#include "common/text.hpp"
#include "isbt128/fields.hpp"
#include "isbt128/print.hpp"
#include "tools/isbt.hpp"

#include <ostream>

namespace coldchain::tools {

namespace {

using isbt128::FieldRow;
using isbt128::StructureRow;

std::string_view to_word(isbt128::Status status) {
    switch (status) {
    case isbt128::Status::current:
        return "current";
    case isbt128::Status::retired:
        return "retired";
    case isbt128::Status::national:
        return "national";
    }
    return "";
}

std::string padded(std::string_view text, std::size_t width) {
    return text::cat(text, std::string(text.size() < width ? width - text.size() : 1, ' '));
}

std::string_view alphabet_of(FieldRow const& field) {
    return field.rule == isbt128::FieldRule::facility ? "a facility identification number"
                                                      : isbt128::alphabet_words(field.alphabet);
}

std::string row_text(StructureRow const& row) {
    return text::cat(
        row.number.empty() ? "---" : row.number, "  ", padded(row.word, 26),
        padded(row.data_identifier, 4),
        padded(row.length == 0 ? "-" : std::to_string(row.length), 4), row.name,
        row.status == isbt128::Status::retired ? " (retired: read, never written)" : "", "\n");
}

std::string fields_text(StructureRow const& row) {
    std::string out;
    for (auto const& field : isbt128::layout(row.kind))
        out += text::cat("    ", padded(field.name, 12), static_cast<int>(field.length), " of ",
                         alphabet_of(field),
                         field.rule == isbt128::FieldRule::padded ? ", filled with zeros in front"
                                                                  : "",
                         field.fallback.empty() ? "" : text::cat(", else ", field.fallback), "\n");
    return out;
}

std::string row_json(StructureRow const& row) {
    std::string fields;
    for (auto const& field : isbt128::layout(row.kind))
        fields += text::cat(
            fields.empty() ? "" : ",", "{\"name\":", isbt128::json_string(field.name),
            ",\"offset\":", static_cast<int>(field.offset),
            ",\"length\":", static_cast<int>(field.length),
            ",\"alphabet\":", isbt128::json_string(alphabet_of(field)), ",\"default\":",
            field.fallback.empty() ? std::string("null") : isbt128::json_string(field.fallback),
            "}");
    return text::cat(
        "{\"structure\":", row.number.empty() ? "null" : isbt128::json_string(row.number),
        ",\"word\":", isbt128::json_string(row.word),
        ",\"data_identifier\":", isbt128::json_string(row.data_identifier),
        ",\"length\":", row.length == 0 ? "null" : std::to_string(row.length),
        ",\"name\":", isbt128::json_string(row.name),
        ",\"status\":", isbt128::json_string(to_word(row.status)), ",\"fields\":[", fields, "]}\n");
}

} // namespace

ExitCode run_isbt_structures(Arguments const& arguments, Context& context) {
    if (arguments.operands.size() == 1) {
        for (auto const& row : isbt128::structures())
            context.out << (context.json ? row_json(row) : row_text(row));
        return ExitCode::yes;
    }
    for (std::size_t i = 1; i < arguments.operands.size(); ++i) {
        auto const row = structure_operand(arguments.operands[i]);
        if (!row)
            return complain(context, row.error());
        context.out << (context.json ? row_json(**row)
                                     : text::cat(row_text(**row), fields_text(**row)));
    }
    return ExitCode::yes;
}

} // namespace coldchain::tools
