// SPDX-License-Identifier: Apache-2.0
// Numbers in the text of a page: identifiers, masses, temperatures, dates and counts, each in a
// form that is the same for all ways of writing it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace coldchain::documents {

enum class PrintedKind {
    donation_number, ///< "A999926000123", "A9999 26 000123"
    un_number,       ///< "UN2814", "UN 2814"
    amount,          ///< masses and volumes: "6 kg", "68 mL"
    temperature,     ///< "-150 C", with or without a degree sign
    date,            ///< "2027-11-18", "18 NOV 2027"
    moment,          ///< a date with its time of day, to the minute
    count,           ///< "2 packages", "1 x 6 kg"
};
std::string_view to_word(PrintedKind kind);

struct Printed {
    PrintedKind kind = PrintedKind::amount;
    std::string words; ///< as printed
    std::string value; ///< the same for all ways of writing it: "UN2814", "2027-11-18"
    bool operator==(Printed const&) const = default;
};

/// Every number of these kinds in a text, in its order. Lines that say when a paper was issued or
/// printed, and page numbers, are no facts of a shipment and are left out.
std::vector<Printed> read_printed(std::string_view text);

/// The lines of a text joined by blanks, each run of blanks one, a blank at both ends; without the
/// lines that say when a paper was issued or printed.
std::string joined_lines(std::string_view text);

/// Letters and digits; everything beyond ASCII counts as a letter (of UTF-8, each byte too).
bool is_word_character(char32_t c);

} // namespace coldchain::documents
