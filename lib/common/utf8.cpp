// SPDX-License-Identifier: Apache-2.0
#include "common/utf8.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain {

Result<void> require_utf8(std::string_view bytes, std::string const& file) {
    auto const bad = text::find_invalid_utf8(bytes);
    if (!bad)
        return {};
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return input_error({file, 1, 1, ""}, "is UTF-16; save the file as UTF-8");
    auto const before = bytes.substr(0, *bad);
    auto const line_begin = before.rfind('\n') + 1; // npos + 1 is 0
    auto const line = std::count(before.begin(), before.end(), '\n') + 1;
    auto const column = text::code_points(before.substr(line_begin)).size() + 1;
    return input_error({file, static_cast<int>(line), static_cast<int>(column), ""},
                       "is not UTF-8; save the file as UTF-8");
}

} // namespace coldchain
