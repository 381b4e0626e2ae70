// SPDX-License-Identifier: Apache-2.0
// The only file that knows Boost.Program_options. Values are taken as text; a command checks them
// itself, because the library reads -1 as a large unsigned number.
#include "tools/options.hpp"

#include "common/text.hpp"

#include <boost/program_options.hpp>

#include <algorithm>

namespace coldchain::tools {

namespace {

namespace po = boost::program_options;

// what the library calls the words that are no options; never shown
constexpr char const* operand_key = "operand";

std::vector<OptionRow> rows_of(Command const& command) {
    std::vector<OptionRow> rows = command.options;
    for (auto const& row : common_options()) {
        bool const own = std::any_of(rows.begin(), rows.end(),
                                     [&](auto const& other) { return other.name == row.name; });
        if (!own)
            rows.push_back(row);
    }
    return rows;
}

po::options_description describe_rows(std::vector<OptionRow> const& rows) {
    po::options_description description;
    description.add_options()(operand_key, po::value<std::vector<std::string>>(), "");
    for (auto const& row : rows) {
        std::string names(row.name);
        if (row.letter != 0)
            names += text::cat(',', row.letter);
        if (row.value.empty())
            description.add_options()(names.c_str(), "");
        else
            description.add_options()(names.c_str(), po::value<std::vector<std::string>>(), "");
    }
    return description;
}

Error unknown_option(std::string const& given, std::vector<OptionRow> const& rows) {
    std::vector<std::string> names;
    for (auto const& row : rows)
        names.push_back("--" + std::string(row.name));
    auto const near = text::nearest(given.substr(0, given.find('=')), names);
    return usage_error(
        text::cat("option ", text::quoted(given), " is not known",
                  near ? text::cat("; did you mean ", *near, "?") : std::string("; see --help")));
}

} // namespace

bool Arguments::has(std::string_view option) const {
    return given.find(option) != given.end();
}

std::optional<std::string> Arguments::value(std::string_view option) const {
    if (auto const at = given.find(option); at != given.end())
        return at->second.at(0);
    if (auto const at = fallbacks.find(option); at != fallbacks.end())
        return at->second;
    return std::nullopt;
}

std::vector<std::string> Arguments::values(std::string_view option) const {
    if (auto const at = given.find(option); at != given.end())
        return at->second;
    return {};
}

Result<Arguments> parse_arguments(Command const& command, std::vector<std::string> const& words) {
    auto const rows = rows_of(command);
    auto const description = describe_rows(rows);
    Arguments arguments;
    try {
        auto const style =
            po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
        po::positional_options_description everything;
        everything.add(operand_key, -1);
        auto const parsed = po::command_line_parser(words)
                                .options(description)
                                .style(style)
                                .positional(everything)
                                .run();
        for (auto const& option : parsed.options) {
            if (option.string_key == operand_key) {
                if (option.position_key < 0)
                    return unknown_option(text::cat("--", operand_key), rows);
                for (auto const& operand : option.value)
                    arguments.operands.push_back(operand);
                continue;
            }
            auto const row = std::find_if(rows.begin(), rows.end(), [&](auto const& r) {
                return r.name == option.string_key;
            });
            auto& values = arguments.given[option.string_key];
            if (!values.empty() && !row->repeatable)
                return usage_error(text::cat("option --", option.string_key, " is given twice"));
            if (row->value.empty())
                values.emplace_back();
            for (auto const& value : option.value)
                values.push_back(value);
        }
    } catch (po::unknown_option const& failure) {
        return unknown_option(failure.get_option_name(), rows);
    } catch (po::error const& failure) {
        return usage_error(text::cat(failure.what(), "; see --help"));
    }
    for (auto const& row : rows) {
        if (!row.fallback.empty())
            arguments.fallbacks.emplace(row.name, row.fallback);
    }
    return arguments;
}

} // namespace coldchain::tools
