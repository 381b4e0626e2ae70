// SPDX-License-Identifier: Apache-2.0
// Payload to symbol. What comes out is plain: no FNC1, no application identifier, no ECI, so that a
// scanner reports ]C0 and ]d1 as ISBT 128 asks (ST-001 section 6).
#pragma once

#include "barcode/symbol.hpp"
#include "common/result.hpp"

#include <string_view>

namespace coldchain::barcode {

/// Modules a Code 128 symbol keeps clear at either end (ISO/IEC 15417: at least 10 X).
inline constexpr int code128_quiet_zone = 10;
/// Modules a Data Matrix symbol keeps clear on all four sides (ISO/IEC 16022: at least 1 X).
inline constexpr int data_matrix_quiet_zone = 1;

/// Code 128 with the shortest choice of code sets; one row. 1 to 80 characters of ASCII 1 to 127:
/// anything else is refused with the byte and its position.
Result<Symbol> encode_code128(std::string_view payload);

/// Data Matrix ECC 200, always square, the smallest size that holds the payload. ASCII 1 to 127;
/// refuses other bytes, an empty payload, and one that no symbol holds.
Result<Symbol> encode_data_matrix(std::string_view payload);

Result<Symbol> encode(Symbology symbology, std::string_view payload);

} // namespace coldchain::barcode
