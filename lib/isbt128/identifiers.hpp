// SPDX-License-Identifier: Apache-2.0
// Checking one number as a person types or scans it: check character, validity and printed forms.
#pragma once

#include "common/result.hpp"
#include "isbt128/decode.hpp"

#include <optional>
#include <span>
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
    std::string printed;         ///< as on a label, in one line; empty when refused
    std::vector<PrintedForm> forms;
    std::vector<Problem> problems;
    std::vector<Problem> notices; ///< what could not be confirmed
};

/// Computes, or verifies when the check character (or checksum) is given too. Symbol content,
/// printed text and the bare number are all understood. Places in problems count in the number as
/// given, without blanks, brackets and data identifier.
NumberCheck check_number(NumberKind kind, std::string_view text);

/// The compound message that carries a device identifier, from a label's own structures: 034, 032,
/// 001, 004, 008 and 035 in this order, those the label has. `symbols` are the contents of its
/// symbols. Fails when there is no 034, or the flags of 001 are not 00 (ST-017 section 4, table 5).
Result<std::string> udi_of_label(std::span<std::string const> symbols);

/// The text beside a device identifier's symbol: the structures in the order of the symbol with
/// their data identifiers, without the head of the compound message (ST-017 6.2.2). Fails when
/// check_number would refuse the symbol.
Result<std::string> udi_text(std::string_view symbol);

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
