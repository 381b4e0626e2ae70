// SPDX-License-Identifier: Apache-2.0
// The table of commands: the one list from which dispatching, help, manual and completion come.
#include "tools/commands.hpp"

#include <algorithm>
#include <array>

namespace coldchain::tools {

std::span<OptionRow const> common_options() {
    static constexpr std::array rows{
        OptionRow{"format", 0, "text|json",
                  "the report on standard output: text for people, JSON Lines for programs",
                  "text"},
        OptionRow{"data", 0, "FOLDER",
                  "overlay the data files (rules, limits, layouts) with those of FOLDER", "", true},
        OptionRow{"now", 0, "TIME",
                  "time of issue printed on documents; without it a line is left for the pen"},
        OptionRow{"quiet", 'q', "", "no report, only products and errors"},
        OptionRow{"verbose", 'v', "", "say on standard error how each decision was reached"},
        OptionRow{"strict", 0, "", "count an unknown answer (exit code 5) as no (1)"},
        OptionRow{"force", 0, "", "replace files that exist"},
        OptionRow{"help", 'h', "", "this help"},
    };
    return rows;
}

std::span<Command const> commands() {
    static std::vector<Command> const table{
        isbt_command(),
        label_command(),
        scan_command(),
        check_command(),
        document_command(),
        readings_command(),
        certify_command(),
        recheck_command(),
        receive_command(),
        dispatch_command(),
        rules_command(),
        explain_command(),
        new_command(),
        schema_command(),
        help_command(),
    };
    return table;
}

Command const* find_command(std::string_view name) {
    auto const table = commands();
    auto const at = std::find_if(table.begin(), table.end(),
                                 [&](Command const& command) { return command.name == name; });
    return at == table.end() ? nullptr : &*at;
}

} // namespace coldchain::tools
