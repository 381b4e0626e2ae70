// SPDX-License-Identifier: Apache-2.0
// Do the structures of one label agree with each other, and with what is printed beside them? One
// function for everyone who makes, scans or checks a label.
#pragma once

#include "common/finding.hpp"
#include "isbt128/decode.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace coldchain::isbt128 {

/// A retired product code may be read for ever and must not be printed on a new product.
enum class Purpose { print, scan };

/// Text on the label as it is printed, where it is known; what is not given is not compared.
struct PrintedText {
    std::optional<std::string> din = {};    ///< any printed form, with check character
    std::optional<std::string> expiry = {}; ///< "2018-12-31 23:59" or "31 DEC 2018 23:59"
    std::optional<std::string> sec = {};    ///< "SEC: ..."
    std::optional<std::string> coi = {};    ///< with its check character
    std::optional<std::string> udi = {};    ///< structures with their data identifiers
    /// The same moment in universal time, "2019-01-01 07:59 UTC", brackets allowed; compared when
    /// the offset of the local time is given too, in minutes east.
    std::optional<std::string> expiry_utc = {};
    std::optional<int> offset_minutes = {};
    /// Every statement printed, in capitals where the label has them.
    std::optional<std::vector<std::string>> statements = {};
    std::optional<bool> biohazard_legend = {}; ///< whether it is printed
};

/// Findings about the label, in the order of the codes; empty when everything agrees. `strings` are
/// the contents of its symbols; compound messages and concatenated reads are taken apart, and the
/// same structure with the same content in two symbols is no finding.
std::vector<Finding> check_consistency(std::span<std::string const> strings,
                                       PrintedText const& printed, Purpose purpose,
                                       Tables const* tables = nullptr);

} // namespace coldchain::isbt128
