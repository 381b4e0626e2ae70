// SPDX-License-Identifier: Apache-2.0
// A bar-code symbol as a value: what it says and which of its modules are dark. It knows neither
// the library that made it nor the page it lands on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::barcode {

enum class Symbology { code128, data_matrix };

std::string_view to_word(Symbology symbology); ///< "Code128", "DataMatrix"

/// Modules row by row from the top left; a linear symbol has one row, whose height the page
/// chooses. The quiet zone is not part of the modules.
struct Symbol {
    Symbology symbology = Symbology::code128;
    std::string payload; ///< the bytes a scanner returns, without its symbology identifier
    int columns = 0;
    int rows = 0;
    std::vector<bool> dark; ///< columns * rows
    int quiet_zone = 0;     ///< modules kept clear on every side the symbology asks for

    bool is_dark(int column, int row) const {
        return dark.at(static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                       static_cast<std::size_t>(column));
    }
    bool operator==(Symbol const&) const = default;
};

} // namespace coldchain::barcode
