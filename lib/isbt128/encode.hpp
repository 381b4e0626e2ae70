// SPDX-License-Identifier: Apache-2.0
// Writing structures from named fields, the same names that decoding gives. Nothing is written
// that could not be read back, and nothing retired is written at all.
#pragma once

#include "common/result.hpp"
#include "isbt128/data_structure.hpp"

#include <span>
#include <string>
#include <string_view>

namespace coldchain::isbt128 {

struct NamedValue {
    std::string name;
    std::string value;
};

/// The content of a symbol: data identifier and fields. A name may be left out where there is a
/// default (flags 00, division 00, use default); numbers that the standard pads with zeros on the
/// left may be given short. Fails (kind input, the field in `where.field`) on an unknown, doubled
/// or missing name, a value its field does not allow, or parts that contradict each other.
/// A compound message takes `structure` once for each member; a Single European Code may take it
/// for each symbol of the label it belongs to.
Result<std::string> encode(Kind kind, std::span<NamedValue const> fields);

/// Product code from its parts: ("S1128", '1', "00") gives "=<S1128100".
Result<std::string> encode_product(std::string_view pdc, char type, std::string_view division);

} // namespace coldchain::isbt128
