// SPDX-License-Identifier: Apache-2.0
#include "label/codes.hpp"

#include <array>

namespace coldchain::label {

namespace {

constexpr auto rows = std::to_array<CodeRow>({
    {"LBL-01", "the order lacks a fact the layout needs",
     "a text or symbol of the layout names a field that the order does not give",
     "a full label without expires_at", "add the fact to the order",
     "ST-001 7.3, and the layout's file"},
    {"LBL-02", "a fact cannot be coded",
     "a number, code, group or date is not one that ISBT 128 has", "blood_group = \"X pos\"",
     "correct the order; `coldchain isbt check` says what is wrong", "ST-001 section 2.4"},
    {"LBL-03", "a text does not fit its area", "nothing is shrunk or cut to make it fit",
     "a product class of 90 characters", "shorten the text, or enlarge the area in the layout",
     "ST-001 7.4"},
    {"LBL-04", "a character has no glyph", "the embedded faces cannot draw it",
     "a name in Chinese characters", "write it with other characters", "coldchain, labels"},
    {"LBL-05", "two items of the label overlap", "measured on the finished page",
     "a long address that runs into a symbol", "move one of them, or shorten its text",
     "ST-001 7.4"},
    {"LBL-06", "an item reaches into the margin", "measured on the finished page",
     "a text area drawn to the edge of the label", "move it inwards", "the layout's margin"},
    {"LBL-07", "a quiet zone is cut",
     "ink stands within 10 X beside a linear symbol, or 1 X around a matrix symbol",
     "a text placed 1 mm beside the last bar", "move one of the two", "ST-001 6.1.3, 6.2"},
    {"LBL-08", "the printer cannot print the X dimension",
     "whole dots nearest to the size wanted are below the smallest allowed",
     "0.17 mm at 12 dots per mm is 2 dots, 0.1667 mm",
     "choose one of the sizes named, or a finer printer", "ST-001 6.1.3"},
    {"LBL-09", "the bars are too low", "less than 5 mm or 15 % of the symbol's length",
     "a 60 mm symbol with 8 mm bars", "make the bars higher", "ST-001 6.1.3"},
    {"LBL-10", "two symbols cannot be scanned together",
     "the gap is outside 36 X +- 16 X, the X dimensions differ, they do not stand side by side, or "
     "something stands between them",
     "a rule drawn between symbols 001 and 002", "move the symbols", "ST-001 chapter 10"},
    {"LBL-11", "the layout is not approved",
     "a retired layout prints nothing; a draft says so on every label", "state = \"draft\"",
     "choose an approved layout, or approve this one after looking at its labels",
     "21 CFR 211.122, 211.125"},
    {"LBL-12", "the order contradicts itself",
     "the collection type says one use and the order another",
     "collection_type V with use autologous", "correct one of the two",
     "ST-001 table 7, 21 CFR 1271.90"},
    {"LBL-13", "the biohazard legend is not in the codes",
     "the statements ask for the legend, and neither blood group nor collection type says "
     "biohazard",
     "a reactive result with collection type 1",
     "check whether a biohazard collection type should be coded", "ST-001 tables 4, 7"},
    {"LBL-14", "a statement depends on a fact that is not given",
     "a warning is never left out because a fact is unknown", "no donor.tests_complete",
     "add the fact to the order", "rules/statements"},
    {"LBL-15", "a symbol was not read back", "the finished raster did not yield what was composed",
     "none is known", "please report it with the order and layout", "coldchain, labels"},
    {"LBL-16", "a container is in the batch twice",
     "two labels of one run would carry the same number, product code and division",
     "two rows with the same number and division 00",
     "give each container of a donation its own division; for more labels of one container use "
     "--copies",
     "ST-001 7.3.1"},
    {"LBL-17", "a product cannot be divided so",
     "there are 26 first-level parts (A0 to Z0) and 26 parts of each (Aa to Az), or 999 numbered "
     "ones",
     "container_count = 27 with --divide", "divide it in two levels", "ST-001 2.4.3"},
    {"LBL-19", "a warning has no place on this label",
     "the statements ask for a warning or for the biohazard legend, and the layout does not show it",
     "a vial wrap of a product with a reactive test result",
     "put it on the tag or paper that goes with the label, or choose a layout that shows it",
     "21 CFR 1271.370"},
});

} // namespace

std::span<CodeRow const> label_codes() {
    return rows;
}

} // namespace coldchain::label
