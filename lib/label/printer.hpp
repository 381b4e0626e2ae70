// SPDX-License-Identifier: Apache-2.0
// Printer profiles, and the one decision they are for: how many whole dots a bar-code module takes.
// A module is never a fraction of a dot, so the true X dimension is the nearest one the head can
// print, stated with its error.
#pragma once

#include "common/result.hpp"
#include "config/data.hpp"
#include "draw/drawing.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::config {
struct Record;
}

namespace coldchain::label {

/// Length on a label, in micrometres; exact, and never a bare number of another unit.
struct Micrometres {
    std::int64_t count = 0;
    auto operator<=>(Micrometres const&) const = default;
};

/// "0.25 mm", with as many decimals as it needs, at least `decimals`.
std::string to_text(Micrometres length, int decimals = 0);

struct PrinterProfile {
    config::DataId identity;
    std::string title;
    draw::Grid grid;
};

/// The folder of the profiles inside a data folder.
inline constexpr std::string_view printers_folder = "templates/printers";

/// What `schema` of a profile says, and every key of one.
inline constexpr std::string_view printer_schema = "coldchain.printer/1";
config::Record const& printer_record();

/// Reads templates/printers/<name>.toml. A message that it does not exist names the ones there are.
Result<PrinterProfile> read_printer(config::DataFolders const& folders, std::string_view name);

/// A module size a grid can print.
struct ModuleChoice {
    draw::Dots dots = 0;
    double millimetres = 0; ///< true size
    double error = 0;       ///< (true - wanted) / wanted, as a fraction
};

/// ISBT 128 linear symbols: not below 0.17 mm (ST-001 6.1.3).
inline constexpr Micrometres smallest_linear_module{170};
/// Data Matrix: 0.25 to 1 mm (ST-001 6.2).
inline constexpr Micrometres smallest_matrix_module{250};
inline constexpr Micrometres largest_matrix_module{1000};

/// The whole number of dots nearest to `wanted`. Fails when that is below `smallest`, naming the
/// sizes this grid can print from there on.
Result<ModuleChoice> choose_module(draw::Grid grid, Micrometres wanted, Micrometres smallest);

} // namespace coldchain::label
