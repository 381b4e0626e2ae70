// SPDX-License-Identifier: Apache-2.0
#include "logger/reshape.hpp"

#include "common/text.hpp"
#include "logger/cells.hpp"
#include "logger/date_columns.hpp"
#include "logger/infer.hpp"
#include "logger/paired_lines.hpp"
#include "logger/tree_formats.hpp"

namespace coldchain::logger {

namespace {

// A whole row in quotes, as spreadsheets save a column of lines: "2024-03-14,4.5".
bool is_wrapped(std::string_view line) {
    if (line.size() < 5 || line.front() != '"' || line.back() != '"')
        return false;
    auto const inside = line.substr(1, line.size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] != '"')
            continue;
        if (i + 1 >= inside.size() || inside[i + 1] != '"')
            return false;
        ++i;
    }
    return inside.find_first_of(",;\t") != std::string_view::npos;
}

// Rows without the quotes around them, when most of the first lines are so.
std::optional<SourceText> text_of_wrapped_lines(SourceText const& source) {
    auto const text = source.text();
    constexpr int looked_at = 40;
    Lines start(text);
    std::string_view line;
    int wrapped = 0;
    int others = 0;
    for (int looked = 0; looked < looked_at && others * 2 <= looked_at && start.next(line);
         ++looked) {
        wrapped += is_wrapped(line) ? 1 : 0;
        others += is_wrapped(line) || text::trim(line).empty() ? 0 : 1;
    }
    if (wrapped < 2 || wrapped <= others)
        return std::nullopt;
    SourceText made;
    made.encoding = source.encoding;
    made.damaged = source.damaged;
    made.owned.reserve(text.size());
    Lines lines(text);
    while (lines.next(line)) {
        made.owned += is_wrapped(line)
                          ? text::replace_all(line.substr(1, line.size() - 2), "\"\"", "\"")
                          : std::string(line);
        if (text[lines.position() - 1] == '\n')
            made.owned += '\n';
    }
    return made;
}

} // namespace

Result<std::optional<SourceText>> reshape(SourceText const& source, Vocabulary const& words,
                                          std::string const& file) {
    auto tree = text_of_tree(source, words, file);
    // "<LOGGER: $A5034F>" above a table is no XML, and "{" no JSON
    if (!tree && !find_table(source.text(), 0, 1, words))
        return std::move(tree).error();
    std::optional<SourceText> made;
    if (tree && *tree)
        made = std::move(**tree);
    else
        made = text_of_pairs(source, words);
    if (!made)
        made = text_of_wrapped_lines(source);
    CC_TRY_ASSIGN(auto dated, text_of_date_columns(made ? *made : source, words, file));
    return dated ? std::move(dated) : std::move(made);
}

} // namespace coldchain::logger
