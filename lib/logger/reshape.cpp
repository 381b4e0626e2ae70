// SPDX-License-Identifier: Apache-2.0
#include "logger/reshape.hpp"

#include "logger/date_columns.hpp"
#include "logger/infer.hpp"
#include "logger/paired_lines.hpp"
#include "logger/tree_formats.hpp"

namespace coldchain::logger {

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
    CC_TRY_ASSIGN(auto dated, text_of_date_columns(made ? *made : source, words, file));
    return dated ? std::move(dated) : std::move(made);
}

} // namespace coldchain::logger
