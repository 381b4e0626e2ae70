// SPDX-License-Identifier: Apache-2.0
// URIs of our own for things that have no GS1 key, under a base the user owns: .../obj/mpho/ with
// the 29 characters of the ISBT 128 product identifier, .../obj/shipper/, .../obj/logger/, .../loc/
// and .../bt/ (path segments of the private templates of CBV 2.0). Each gives back what it was made
// of.
#pragma once

#include "common/result.hpp"
#include "isbt128/identifiers.hpp"
#include "shipment/shipment.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace coldchain::epcis {

/// A base that nobody owns, for trying things out.
inline constexpr std::string_view sample_base = "https://epcis.example.org/";

/// An absolute http, https or urn URI without query; a slash (or colon after urn:) is added at its
/// end when it has none. Refuses anything else.
Result<std::string> parse_base(std::string_view text);

/// `base` + `path` + the value with everything but letters, digits and "-._~" as %XX.
std::string make_uri(std::string_view base, std::string_view path, std::string_view value);
/// The value of such a URI, whatever its base; nothing when the path is not in it.
std::optional<std::string> value_of(std::string_view uri, std::string_view path);

/// The product's 29 characters: facility that assigned the code (00000 for codes that are the
/// same everywhere), product description code, donation number, division in six places. Nothing
/// when a part is not given.
std::optional<std::string> mpho_of(shipment::Product const& product, std::string_view facility);
/// The parts of 29 characters; refuses another length and a number that is none.
Result<isbt128::MphoParts> parts_of_mpho(std::string_view text);

inline constexpr std::string_view mpho_path = "obj/mpho/";
inline constexpr std::string_view mpho_class_path = "class/mpho/";
inline constexpr std::string_view shipper_path = "obj/shipper/";
inline constexpr std::string_view logger_path = "obj/logger/";
inline constexpr std::string_view overpack_path = "obj/overpack/";
inline constexpr std::string_view product_path = "obj/product/";
inline constexpr std::string_view location_path = "loc/";
inline constexpr std::string_view transaction_path = "bt/";

} // namespace coldchain::epcis
