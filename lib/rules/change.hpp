// SPDX-License-Identifier: Apache-2.0
// Changing a checked document by path, for examples and for proposed corrections. A change goes
// through the same reader as a file, so that it cannot make a document a file could not hold.
#pragma once

#include "config/schema.hpp"

#include <string>
#include <string_view>

namespace coldchain::rules {

/// Sets "package[0].outer.vented" to a value; tables on the way are made when they are absent, and
/// an index one past the end adds an element. `value` of the path's type as a file would write it.
Result<void> set_at(config::Object& document, std::string_view path, config::Node const& value);

/// Adds a table at the end of a list of tables ("package[0].label"), or texts to a list of texts.
Result<void> add_at(config::Object& document, std::string_view path, config::Node const& value);

/// Takes a key or an element away; nothing happens when it is not there.
Result<void> remove_at(config::Object& document, std::string_view path);

} // namespace coldchain::rules
