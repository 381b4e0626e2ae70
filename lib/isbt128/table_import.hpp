// SPDX-License-Identifier: Apache-2.0
// What reading a kept table and importing a foreign one have in common. Not for use outside this
// module.
#pragma once

#include "isbt128/tables.hpp"

#include <string>
#include <string_view>

namespace coldchain::isbt128 {

/// An error of kind input at a line of a table file; line 0 is the whole file.
Error table_error(std::string_view file, int line, std::string text);

/// Five characters of the form that codes of this table have.
bool has_code_form(TableKind kind, std::string_view code_text);

/// The text of an export in UTF-8, without byte order mark: UTF-16 (as Excel's "Unicode text") and
/// Windows-1252 (as Access writes) are turned into it.
std::string in_utf8(std::string_view bytes);

} // namespace coldchain::isbt128
