// SPDX-License-Identifier: Apache-2.0
// The codes of everything that can be said about an ISBT 128 string, and what `explain` says of
// each.
#pragma once

#include "common/code_row.hpp"

#include <span>
#include <string_view>

namespace coldchain::isbt128 {

namespace codes {
// problems: the string is refused
inline constexpr std::string_view identifier = "ISBT-01";
inline constexpr std::string_view length = "ISBT-02";
inline constexpr std::string_view alphabet = "ISBT-03";
inline constexpr std::string_view value = "ISBT-04";
inline constexpr std::string_view date = "ISBT-05";
inline constexpr std::string_view check_flags = "ISBT-06";
inline constexpr std::string_view checksum = "ISBT-07";
inline constexpr std::string_view count = "ISBT-08";
inline constexpr std::string_view order = "ISBT-09";
inline constexpr std::string_view member = "ISBT-10";
inline constexpr std::string_view refused_message = "ISBT-11";
inline constexpr std::string_view gs1 = "ISBT-12";
inline constexpr std::string_view hibc = "ISBT-13";
inline constexpr std::string_view symbology = "ISBT-14";
inline constexpr std::string_view nothing = "ISBT-15";
inline constexpr std::string_view keyboard = "ISBT-16";
inline constexpr std::string_view check_character = "ISBT-17";
inline constexpr std::string_view contradiction = "ISBT-18";
// notices: the string is accepted
inline constexpr std::string_view retired = "ISBT-20";
inline constexpr std::string_view legacy = "ISBT-21";
inline constexpr std::string_view normalised = "ISBT-22";
inline constexpr std::string_view reserved = "ISBT-23";
inline constexpr std::string_view local_meaning = "ISBT-24";
inline constexpr std::string_view not_in_table = "ISBT-25";
inline constexpr std::string_view divisions_needed = "ISBT-27";
inline constexpr std::string_view uncertain = "ISBT-28";
// consistency of the structures of one label
inline constexpr std::string_view twice = "ISBT-40";
inline constexpr std::string_view use_and_collection = "ISBT-41";
inline constexpr std::string_view biohazard_disagrees = "ISBT-42";
inline constexpr std::string_view research = "ISBT-43";
inline constexpr std::string_view division_missing = "ISBT-44";
inline constexpr std::string_view sec_differs = "ISBT-45";
inline constexpr std::string_view dates_out_of_order = "ISBT-46";
inline constexpr std::string_view printed_differs = "ISBT-47";
inline constexpr std::string_view product_differs = "ISBT-48";
inline constexpr std::string_view facility_needed = "ISBT-49";
inline constexpr std::string_view device_identifier = "ISBT-50";
inline constexpr std::string_view not_valid = "ISBT-51";
inline constexpr std::string_view unlisted = "ISBT-52";
inline constexpr std::string_view retired_on_print = "ISBT-53";
inline constexpr std::string_view statement_differs = "ISBT-54";
} // namespace codes

/// Every code above with its cause, example, remedy and where to read on. Where the rule stands is
/// the document and section of the user's own licensed copy.
std::span<CodeRow const> problem_codes();

} // namespace coldchain::isbt128
