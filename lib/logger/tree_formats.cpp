// SPDX-License-Identifier: Apache-2.0
#include "logger/tree_formats.hpp"

namespace coldchain::logger {

Result<std::optional<SourceText>> text_of_tree(SourceText const&, std::string const&) {
    return std::optional<SourceText>{};
}

} // namespace coldchain::logger
