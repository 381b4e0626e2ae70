// SPDX-License-Identifier: Apache-2.0
// The records that commands print as JSON, in one table: their JSON Schema comes from it. A record
// may have more keys than stand here; those that stand here are always there.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::tools {

/// `shape` in a short form: {key: t, other: n?} is an object; t text, n number, i whole number,
/// b true or false, * anything; ? may be null; [x] a list; {*: t} an object of any keys; 'a|b' one
/// of these words; @name a shape that several records share; x / y one or the other, outermost only.
struct Output {
    std::string_view name; ///< "certify"
    std::string_view what;
    std::string_view shape;
};

std::span<Output const> outputs();
Output const* find_output(std::string_view name);
std::vector<std::string> output_names();

/// The JSON Schema (draft 2020-12) as text, LF at its end.
std::string json_schema(Output const& output);

} // namespace coldchain::tools
