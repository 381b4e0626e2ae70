// SPDX-License-Identifier: Apache-2.0
// The words of symbologies.
#include "barcode/symbol.hpp"

namespace coldchain::barcode {

std::string_view to_word(Symbology symbology) {
    switch (symbology) {
    case Symbology::code128:
        return "Code128";
    case Symbology::data_matrix:
        return "DataMatrix";
    }
    return {};
}

} // namespace coldchain::barcode
