// SPDX-License-Identifier: Apache-2.0
// schema: the JSON Schema of what the program reads and prints.
#include "config/json_schema.hpp"

#include "common/text.hpp"
#include "tools/commands.hpp"
#include "tools/kinds.hpp"
#include "tools/outputs.hpp"

#include <ostream>

namespace coldchain::tools {

namespace {

std::string line_of(std::string_view name, std::string_view what) {
    constexpr std::size_t column = 16;
    return text::cat("  ", name, std::string(name.size() < column ? column - name.size() : 1, ' '),
                     what, '\n');
}

void list_all(std::ostream& out) {
    out << "files that people write:\n";
    for (auto const& kind : kinds())
        out << line_of(kind.name, kind.what);
    out << "records that commands print:\n";
    for (auto const& output : outputs())
        out << line_of(output.name, output.what);
}

Result<std::string> schema_of(std::string const& name) {
    if (Kind const* const kind = find_kind(name))
        return config::json_schema(kind->record(), kind->schema,
                                   text::cat("coldchain ", kind->name), kind->what);
    if (Output const* const output = find_output(name))
        return json_schema(*output);
    auto names = kind_names();
    for (auto const& output : output_names())
        names.push_back(output);
    auto const near = text::nearest(name, names);
    return usage_error(text::cat(text::quoted(name), " is no kind of file or record",
                                 near ? text::cat("; did you mean ", *near, "?")
                                      : std::string("; coldchain schema lists them")));
}

ExitCode run_schema(Arguments const& arguments, Context& context) {
    if (arguments.operands.empty()) {
        list_all(context.out);
        return ExitCode::yes;
    }
    if (arguments.operands.size() > 1)
        return complain(context, usage_error("takes one kind; see --help"));
    auto const schema = schema_of(arguments.operands.front());
    if (!schema)
        return complain(context, schema.error());
    auto const written = deliver(context, *arguments.value("output"), *schema);
    return written ? ExitCode::yes : complain(context, written.error());
}

} // namespace

Command schema_command() {
    return {"schema",
            "the JSON Schema of an input or output",
            {"", "FORMAT|OUTPUT [-o FILE]"},
            "Without a name it lists the kinds of file that people write and the records that "
            "commands print as JSON; with one it prints its JSON Schema (draft 2020-12). Editors "
            "complete and check TOML and JSON with it.\n"
            "The schema of a file comes from the rows that its reader checks against; the reader "
            "refuses more, such as a reference to a package that is not there. In the schema of an "
            "output further keys are allowed: keys may be added, never changed.",
            {{"output", 'o', "FILE", "where to; \"-\" is standard output", "-"}},
            {{"coldchain schema shipment", "every key of a shipment"},
             {"coldchain schema certify", "the record of a certificate"}},
            run_schema};
}

} // namespace coldchain::tools
