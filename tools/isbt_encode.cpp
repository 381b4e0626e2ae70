// SPDX-License-Identifier: Apache-2.0
// isbt encode: named fields to the string of a symbol.
#include "common/text.hpp"
#include "isbt128/codes.hpp"
#include "isbt128/decode.hpp"
#include "isbt128/encode.hpp"
#include "isbt128/identifiers.hpp"
#include "isbt128/print.hpp"
#include "tools/isbt.hpp"

#include <ostream>

namespace coldchain::tools {

namespace {

/// Words for what is no structure of its own: a device identifier, and the unique identifier of a
/// product of human origin.
constexpr std::string_view device = "udi";
constexpr std::string_view mpho = "mpho";

Result<isbt128::NamedValue> named_value(std::string const& word) {
    auto const at = word.find('=');
    if (at == std::string::npos || at == 0)
        return usage_error(text::cat(text::quoted(word), " is not NAME=VALUE"));
    return isbt128::NamedValue{word.substr(0, at), word.substr(at + 1)};
}

/// A data identifier that a nation or facility defines, &a to &z.
bool is_national(std::string_view word) {
    return word.size() == 2 && word[0] == '&' && word[1] >= 'a' && word[1] <= 'z';
}

Result<isbt128::StructureRow const*> kind_operand(Arguments const& arguments) {
    if (arguments.operands.size() < 2)
        return usage_error(
            "name a structure by number or word; isbt structures lists them; or udi or mpho");
    return structure_operand(arguments.operands[1]);
}

Result<std::string> encode_device(std::vector<isbt128::NamedValue> const& values) {
    std::vector<std::string> symbols;
    for (auto const& value : values) {
        if (value.name != "structure")
            return input_error({"", 0, 0, value.name},
                               "a udi takes structure=STRING, once for each symbol of the label");
        symbols.push_back(value.value);
    }
    return isbt128::udi_of_label(symbols);
}

/// Facility that assigned the product code, product, donation and division, without separators.
Result<std::string> encode_mpho(std::vector<isbt128::NamedValue> const& values) {
    isbt128::MphoParts parts{"", "", "", "000000"};
    for (auto const& [name, value] : values) {
        if (name == "finp")
            parts.finp = value;
        else if (name == "pdc")
            parts.pdc = value;
        else if (name == "din")
            parts.din = value;
        else if (name == "division")
            parts.division = value;
        else
            return input_error({"", 0, 0, name},
                               "an mpho takes finp, pdc, din and division (000000 when undivided)");
    }
    return isbt128::mpho_identifier(parts);
}

/// What must be said before this is printed: a value that is not assigned yet, and a code retired
/// in the user's table, which is read for ever and not printed on new products.
std::vector<std::string> print_warnings(std::string const& encoded, isbt128::Tables const& tables) {
    std::vector<std::string> warnings;
    auto const reading = isbt128::decode(encoded, &tables);
    for (auto const& structure : reading.structures()) {
        for (auto const& notice : reading.notices(structure))
            if (notice.code == isbt128::codes::reserved)
                warnings.push_back(text::cat(notice.code, ": ", notice.field, " ", notice.found,
                                             ": ", notice.message));
        if (auto const retired = reading.value(structure, "retired"); !retired.empty())
            warnings.push_back(text::cat(isbt128::codes::retired_on_print, ": structure ",
                                         structure.row->number,
                                         " holds a code that is retired "
                                         "since ",
                                         retired,
                                         " in the imported table; it must not "
                                         "be given to new products"));
    }
    return warnings;
}

} // namespace

Result<isbt128::StructureRow const*> structure_operand(std::string const& word) {
    if (auto const* const row = isbt128::find_structure(word))
        return row;
    if (is_national(word))
        return &isbt128::row_of(isbt128::Kind::national);
    std::vector<std::string> known{std::string(device), std::string(mpho)};
    for (auto const& row : isbt128::structures())
        known.emplace_back(row.word);
    if (auto const near = text::nearest(word, known))
        return usage_error(text::cat("structure ", text::quoted(word),
                                     " is not known; did you mean ", *near, "?"));
    return usage_error(
        text::cat("structure ", text::quoted(word), " is not known; isbt structures lists them"));
}

ExitCode run_isbt_encode(Arguments const& arguments, Context& context) {
    auto const tables = load_tables(arguments, context);
    if (!tables)
        return complain(context, tables.error());
    auto const word = arguments.operands.size() > 1 ? arguments.operands[1] : std::string();
    bool const is_structure = word != device && word != mpho;
    isbt128::StructureRow const* row = nullptr;
    if (is_structure) {
        auto const named = kind_operand(arguments);
        if (!named)
            return complain(context, named.error());
        row = *named;
    }
    std::vector<isbt128::NamedValue> values;
    if (is_national(word))
        values.push_back({"data_identifier", word});
    for (std::size_t i = 2; i < arguments.operands.size(); ++i) {
        auto value = named_value(arguments.operands[i]);
        if (!value)
            return complain(context, value.error());
        values.push_back(std::move(*value));
    }
    auto const encoded = is_structure     ? isbt128::encode(row->kind, values)
                         : word == device ? encode_device(values)
                                          : encode_mpho(values);
    if (!encoded) {
        complain(context, encoded.error());
        return ExitCode::no;
    }
    if (context.json)
        context.out << text::cat("{\"kind\":\"", is_structure ? row->word : std::string_view(word),
                                 "\",\"string\":", isbt128::json_string(*encoded), "}\n");
    else
        context.out << *encoded << '\n';
    if (word == mpho)
        return ExitCode::yes;
    for (auto const& warning : print_warnings(*encoded, *tables))
        context.err << "coldchain isbt: warning " << warning << '\n';
    return ExitCode::yes;
}

} // namespace coldchain::tools
