// SPDX-License-Identifier: Apache-2.0
// isbt tables: the user's own licensed tables, imported once and used by every command.
#include "common/file.hpp"
#include "common/text.hpp"
#include "isbt128/print.hpp"
#include "seal/digest.hpp"
#include "tools/isbt.hpp"

#include <array>
#include <ostream>

namespace coldchain::tools {

namespace {

using isbt128::TableKind;

constexpr std::array all_kinds{TableKind::products, TableKind::testing, TableKind::facilities};
constexpr std::string_view words_of_tables = "products, testing, facilities";

std::filesystem::path table_folder(std::filesystem::path const& data_folder) {
    return data_folder / "rules" / "isbt128" / "tables";
}

std::string file_name(TableKind kind) {
    return text::cat(isbt128::to_word(kind), ".tsv");
}

/// Where tables may stand, the last one wins.
std::vector<std::filesystem::path> folders_of(Arguments const& arguments, Context const& context) {
    std::vector<std::filesystem::path> folders;
    for (auto const& folder : context.data_folders)
        folders.push_back(table_folder(folder));
    if (auto const named = arguments.value("tables"))
        folders.emplace_back(*named);
    return folders;
}

/// The folder an import writes to: never the program's own data.
Result<std::filesystem::path> target_folder(Arguments const& arguments, Context const& context) {
    if (auto const named = arguments.value("tables"))
        return std::filesystem::path(*named);
    if (context.data_folders.size() > 1)
        return table_folder(context.data_folders.back());
    return usage_error("say where the table is kept: --tables FOLDER, or an overlay with --data "
                       "FOLDER or COLDCHAIN_DATA");
}

Result<TableKind> kind_operand(Arguments const& arguments, std::size_t at) {
    auto const word = at < arguments.operands.size() ? arguments.operands[at] : std::string();
    if (auto const kind = isbt128::table_kind_of(word))
        return *kind;
    return usage_error(
        text::cat("table ", text::quoted(word), " is not known; known: ", words_of_tables));
}

Result<void> make_folder(std::filesystem::path const& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (!failure)
        return {};
    auto error =
        input_error({folder.string(), 0, 0, ""}, text::cat("cannot be made: ", failure.message()));
    error.kind = ErrorKind::io;
    return error;
}

std::string origin_text(isbt128::Table const& table) {
    auto const& origin = table.origin();
    std::size_t retired = 0;
    for (auto const& row : table.rows())
        if (!row.retired.empty())
            ++retired;
    return text::cat(isbt128::to_word(table.kind()), ": ", table.rows().size(), " codes, ", retired,
                     " retired, version ", origin.version.empty() ? "not given" : origin.version,
                     ", date ", origin.date.empty() ? "not given" : origin.date, ", from ",
                     origin.source, ", sha256 ", origin.sha256.empty() ? "-" : origin.sha256,
                     origin.is_example ? "; an example of publicly readable codes, not the "
                                         "licensed table"
                                       : "",
                     "\n");
}

std::string origin_json(isbt128::Table const& table) {
    auto const& origin = table.origin();
    auto const or_null = [](std::string_view text) {
        return text.empty() ? std::string("null") : isbt128::json_string(text);
    };
    return text::cat("{\"table\":\"", isbt128::to_word(table.kind()),
                     "\",\"codes\":", table.rows().size(), ",\"version\":", or_null(origin.version),
                     ",\"date\":", or_null(origin.date), ",\"source\":", or_null(origin.source),
                     ",\"sha256\":", or_null(origin.sha256),
                     ",\"example\":", origin.is_example ? "true" : "false", "}\n");
}

ExitCode import(Arguments const& arguments, Context& context) {
    auto const kind = kind_operand(arguments, 2);
    if (!kind)
        return complain(context, kind.error());
    if (arguments.operands.size() != 4)
        return complain(context, usage_error("name one file: isbt tables import TABLE FILE"));
    auto const date = arguments.value("edition-date").value_or("");
    if (!date.empty() && !parse_date(date))
        return complain(context, usage_error(text::cat("--edition-date ", text::quoted(date),
                                                       " is not a date; write it as 2026-11-23")));
    auto const folder = target_folder(arguments, context);
    if (!folder)
        return complain(context, folder.error());
    std::filesystem::path const file = arguments.operands[3];
    auto const bytes = read_file(file);
    if (!bytes)
        return complain(context, bytes.error());
    auto const table =
        isbt128::import_table(*kind, *bytes,
                              {arguments.value("edition").value_or(""), date,
                               file.filename().string(), seal::sha256(*bytes), false});
    if (!table)
        return complain(context, table.error());
    if (auto const made = make_folder(*folder); !made)
        return complain(context, made.error());
    auto const written = write_file(*folder / file_name(*kind), isbt128::to_text(*table),
                                    context.force ? OnExisting::replace : OnExisting::refuse);
    if (!written)
        return complain(context, written.error());
    if (!context.quiet)
        context.out << (context.json ? origin_json(*table) : origin_text(*table));
    if (!context.quiet && table->origin().version.empty())
        context.err << "coldchain isbt: note: no version is recorded; give it with --edition, so "
                       "that every use can name it\n";
    return ExitCode::yes;
}

ExitCode list(Arguments const& arguments, Context& context) {
    auto const tables = load_tables(arguments, context);
    if (!tables)
        return complain(context, tables.error());
    for (auto const kind : all_kinds)
        if (auto const* const table = tables->table(kind))
            context.out << (context.json ? origin_json(*table) : origin_text(*table));
        else if (!context.json)
            context.out << isbt128::to_word(kind) << ": none\n";
    return ExitCode::yes;
}

std::string row_text(isbt128::TableRow const& row) {
    return text::cat(row.code, "  ", row.text, row.extra.empty() ? "" : "  ", row.extra,
                     row.retired.empty() ? "" : text::cat("  retired ", row.retired), "\n");
}

std::string row_json(isbt128::TableRow const& row, isbt128::TableOrigin const& origin) {
    auto const or_null = [](std::string_view text) {
        return text.empty() ? std::string("null") : isbt128::json_string(text);
    };
    return text::cat("{\"code\":", isbt128::json_string(row.code),
                     ",\"text\":", isbt128::json_string(row.text),
                     ",\"extra\":", or_null(row.extra), ",\"retired\":", or_null(row.retired),
                     ",\"version\":", or_null(origin.version),
                     ",\"example\":", origin.is_example ? "true" : "false", "}\n");
}

ExitCode show(Arguments const& arguments, Context& context) {
    auto const kind = kind_operand(arguments, 2);
    if (!kind)
        return complain(context, kind.error());
    auto const tables = load_tables(arguments, context);
    if (!tables)
        return complain(context, tables.error());
    auto const* const table = tables->table(*kind);
    if (table == nullptr) {
        context.err << "coldchain isbt: no table of " << isbt128::to_word(*kind)
                    << "; import yours with isbt tables import\n";
        return ExitCode::no;
    }
    auto const print = [&](isbt128::TableRow const& row) {
        context.out << (context.json ? row_json(row, table->origin()) : row_text(row));
    };
    if (!context.json)
        context.out << origin_text(*table);
    auto code = ExitCode::yes;
    for (std::size_t i = 3; i < arguments.operands.size(); ++i) {
        if (auto const* const row = table->find(arguments.operands[i])) {
            print(*row);
            continue;
        }
        context.err << "coldchain isbt: code " << text::quoted(arguments.operands[i])
                    << " is not in the table\n";
        code = ExitCode::no;
    }
    if (arguments.operands.size() == 3)
        for (auto const& row : table->rows())
            print(row);
    return code;
}

} // namespace

Result<isbt128::Tables> load_tables(Arguments const& arguments, Context const& context) {
    isbt128::Tables tables;
    for (auto const& folder : folders_of(arguments, context))
        for (auto const kind : all_kinds) {
            auto const file = folder / file_name(kind);
            std::error_code failure;
            if (!std::filesystem::exists(file, failure))
                continue;
            CC_TRY_ASSIGN(auto const bytes, read_file(file));
            CC_TRY_ASSIGN(auto table, isbt128::parse_table(bytes, file.string()));
            tables.add(std::move(table));
        }
    return tables;
}

ExitCode run_isbt_tables(Arguments const& arguments, Context& context) {
    auto const action = arguments.operands.size() > 1 ? arguments.operands[1] : std::string();
    if (action == "import")
        return import(arguments, context);
    if (action == "list")
        return list(arguments, context);
    if (action == "show")
        return show(arguments, context);
    return complain(context, usage_error(text::cat("isbt tables ", text::quoted(action),
                                                   " is not known; import, list or show")));
}

} // namespace coldchain::tools
