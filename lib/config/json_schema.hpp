// SPDX-License-Identifier: Apache-2.0
// JSON Schema (draft 2020-12) of what a record of fields accepts, for editors and other programs. A
// document that the reader accepts is valid against it; the reader refuses some that are valid, where
// a rule cannot be told in a schema.
#pragma once

#include "config/schema.hpp"

#include <string>
#include <string_view>

namespace coldchain::config {

/// The schema as JSON text, two blanks a level, LF at its end. `schema_word` is what the key
/// `schema` must say, `title` and `about` are for people. TOML's dates and times are texts in it.
std::string json_schema(Record const& record, std::string_view schema_word, std::string_view title,
                        std::string_view about);

/// A quantity as it is written, in quotes: "\"6 kg\"".
std::string_view example_of(Dimension dimension);

} // namespace coldchain::config
