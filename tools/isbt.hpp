// SPDX-License-Identifier: Apache-2.0
// The parts of the `isbt` command, each in the file that bears its name.
#pragma once

#include "config/schema.hpp"
#include "isbt128/data_structure.hpp"
#include "isbt128/keyboard.hpp"
#include "isbt128/tables.hpp"
#include "tools/command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace coldchain::tools {

ExitCode run_isbt_decode(Arguments const& arguments, Context& context);
ExitCode run_isbt_encode(Arguments const& arguments, Context& context);
ExitCode run_isbt_check(Arguments const& arguments, Context& context);
ExitCode run_isbt_structures(Arguments const& arguments, Context& context);
ExitCode run_isbt_tables(Arguments const& arguments, Context& context);
ExitCode run_isbt_keyboard(Arguments const& arguments, Context& context);

/// A usage error about a word that is not known, with the nearest one or all of them.
Error unknown_word(std::string_view what, std::string const& word,
                   std::vector<std::string> const& known);

/// A structure by number, word or data identifier.
Result<isbt128::StructureRow const*> structure_operand(std::string const& word);

/// The tables of this run: those of the data folders, later ones in place of earlier ones, then
/// those of --tables.
Result<isbt128::Tables> load_tables(Arguments const& arguments, Context const& context);

inline constexpr std::string_view keyboard_schema = "coldchain.keyboard/1";
inline constexpr std::string_view keyboards_folder = "rules/isbt128/keyboards";
/// The keys of a keyboard layout.
config::Record const& keyboard_record();
/// The keyboard layouts of the data folders.
Result<std::vector<isbt128::KeyboardLayout>> load_layouts(Context const& context);

/// What --keyboard says: the id of a layout, with "+caps" when caps lock is on.
Result<isbt128::Calibration> named_calibration(std::string const& word,
                                               std::vector<isbt128::KeyboardLayout> const& layouts);

} // namespace coldchain::tools
