// SPDX-License-Identifier: Apache-2.0
// new: a commented starting file of a kind.
#include "common/text.hpp"
#include "tools/commands.hpp"
#include "tools/kinds.hpp"

namespace coldchain::tools {

namespace {

std::vector<std::string> startable() {
    std::vector<std::string> names;
    for (auto const& kind : kinds()) {
        if (kind.start != nullptr)
            names.emplace_back(kind.name);
    }
    return names;
}

ExitCode run_new(Arguments const& arguments, Context& context) {
    auto const names = startable();
    if (arguments.operands.size() != 1)
        return complain(
            context, usage_error(text::cat("takes one kind of file: ", text::join(names, ", "))));
    std::string const& name = arguments.operands.front();
    Kind const* const kind = find_kind(name);
    if (kind == nullptr || kind->start == nullptr) {
        auto const near = text::nearest(name, names);
        return complain(context, usage_error(text::cat(
                                     "no starting file is called ", text::quoted(name),
                                     near ? text::cat("; did you mean ", *near, "?")
                                          : text::cat("; there are: ", text::join(names, ", ")))));
    }
    auto const written = deliver(context, *arguments.value("output"), kind->start());
    return written ? ExitCode::yes : complain(context, written.error());
}

// "shipment|label-order|...", made once from the table of kinds.
std::string_view usage_line() {
    static std::string const line = text::cat(text::join(startable(), "|"), " [-o FILE]");
    return line;
}

} // namespace

Command new_command() {
    return {"new",
            "a commented starting file: a shipment, a label order, limits, a rule and more",
            {usage_line()},
            "Prints a file that is valid as it stands and says beside each key what it means. That "
            "of a shipment or label order holds every key there is, the unused ones as comments; "
            "those of limits, rules, logger formats and layouts are small worked cases.\n"
            "Each file says in its head where to save it and which command tries it.",
            {{"output", 'o', "FILE", "where to; \"-\" is standard output", "-"}},
            {{"coldchain new shipment -o shipment.toml", "a shipment to fill in"},
             {"coldchain new limits", "limits of a product"}},
            run_new};
}

} // namespace coldchain::tools
