// SPDX-License-Identifier: Apache-2.0
// Checking one number as a person types or scans it: check character, validity and printed forms.
#pragma once

#include "common/result.hpp"
#include "isbt128/decode.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::isbt128 {

/// What can be checked.
enum class NumberKind {
    din,   ///< donation identification number
    grid,  ///< Global Registration Identifier for Donors
    coi,   ///< Chain of Identity identifier
    donor, ///< donor identification number, structure 019
    sec,   ///< Single European Code
    udi,   ///< unique device identifier made of ISBT 128 structures
    mpho,  ///< unique identifier of a product of human origin, 29 characters
    text   ///< any digits and capital letters: the check value alone
};

std::optional<NumberKind> number_kind_of(std::string_view word);
std::string_view to_word(NumberKind kind);

/// One printed form and what it is.
struct PrintedForm {
    std::string name; ///< "printed", "boxed"
    std::string text;
};

struct NumberCheck {
    NumberKind kind = NumberKind::din;
    std::string value;           ///< the number itself, without separators and check character
    std::string check_character; ///< computed; two digits for a GRID; empty where there is none
    bool valid = true;           ///< well formed, and a check character that was given fits
    std::string printed;         ///< as on a label, in one line
    std::vector<PrintedForm> forms;
    std::vector<Problem> problems;
    std::vector<Problem> notices; ///< what could not be confirmed
};

/// Computes, or verifies when the check character (or checksum) is given too. Symbol content,
/// printed text and the bare number are all understood.
NumberCheck check_number(NumberKind kind, std::string_view text);

/// The 29 characters that name a product of human origin in electronic messages: facility that
/// assigned the product code (5), product description code (5), donation number (13), division
/// (6). Fails on a part of the wrong length or alphabet.
struct MphoParts {
    std::string finp;
    std::string pdc;
    std::string din;
    std::string division;
};
Result<std::string> mpho_identifier(MphoParts const& parts);

} // namespace coldchain::isbt128
