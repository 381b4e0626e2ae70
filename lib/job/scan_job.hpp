// SPDX-License-Identifier: Apache-2.0
// What a scanner or a picture shows, decoded, and compared with what should be there.
#pragma once

#include "barcode/decode.hpp"
#include "common/finding.hpp"
#include "common/result.hpp"
#include "draw/font.hpp"
#include "isbt128/tables.hpp"
#include "job/label_press.hpp"
#include "label/fields.hpp"
#include "readback/printed.hpp"
#include "shipment/shipment.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// How a symbol stands to what was expected. `unreadable`: its place on our own label holds ink and
/// nothing reads there.
enum class Match { matched, wrong, missing, extra, unreadable };
std::string_view to_word(Match match);

/// One symbol seen, or one that was expected and not seen (`text` is then empty).
struct ScannedSymbol {
    std::string file;
    int page = 0;          ///< from 1; 0: of a line
    std::int64_t line = 0; ///< from 1; 0: of a picture
    std::string symbology;
    std::string identifier; ///< "]C0"; empty when the scanner sent none
    std::string text;
    barcode::Area box; ///< in dots of the picture
    std::optional<std::array<double, 4>> box_mm; ///< nothing when the resolution is not known
    int orientation = 0;                             ///< degrees clockwise
    bool valid = true;                               ///< every structure is; plain texts are
    std::optional<Match> match;
    std::string expected; ///< what should stand there, of wrong, missing and unreadable
    std::string label;    ///< id of the label it belongs to
    std::string name;     ///< of the symbol on it
};

/// The ink of a page, kept for the question whether a missing symbol is there and unreadable.
struct InkMap {
    int width = 0;  ///< in millimetres
    int height = 0;
    std::vector<std::uint8_t> dark; ///< of 255: share of dark dots in each square millimetre
};

struct ScannedPage {
    std::string file;
    int page = 0;
    std::optional<std::array<double, 2>> size_mm;
    InkMap ink;
    std::vector<ScannedSymbol> symbols;
    /// The text of a PDF's page; nothing when it was not to be had, and `no_words` says why.
    std::optional<std::vector<readback::PrintedWord>> words;
    std::string no_words;
};

struct ScanSettings {
    int pdf_dpi = 300;      ///< at which pages of a PDF are painted
    double dots_per_mm = 0; ///< of pictures that do not say; 0: unknown
    isbt128::Tables const* tables = nullptr;
};

/// Every symbol of every page of a PNG, a PGM or a PDF. `file` is for messages and records.
Result<std::vector<ScannedPage>> scan_file(std::string_view bytes, std::string const& file,
                                           ScanSettings const& settings);

/// One line of a scanner, with or without its symbology identifier.
ScannedSymbol scan_line(std::string_view text, std::int64_t line, isbt128::Tables const* tables);

/// A symbol that should be on a label.
struct ExpectedSymbol {
    std::string name;
    std::string payload;
    std::optional<std::array<double, 4>> box_mm; ///< where our own label has it
    bool needed = true; ///< else: right when it is seen, and not missed
};
struct ExpectedLabel {
    std::string id;
    std::optional<std::array<double, 2>> size_mm;
    std::vector<ExpectedSymbol> symbols;
};

/// What is to be seen. From orders and shipments: every symbol of their labels. From a manifest:
/// the structures it states, wherever they stand, and silence about the others; number and product
/// code are missed when they are not seen.
struct Expectation {
    std::vector<ExpectedLabel> labels;
    bool structures_only = false;
};
Expectation expect_labels(LabelPress const& press, std::vector<label::Order> const& orders,
                          std::vector<label::PackageOrder> const& packages);
Expectation expect_manifest(shipment::Shipment const& shipment);

struct Reconciliation {
    int matched = 0, wrong = 0, missing = 0, extra = 0, unreadable = 0;
    bool agrees() const { return wrong + missing + extra + unreadable == 0; }
};

/// Sets `match` of each symbol and adds one for each that is missing or unreadable, to the page it
/// belongs to. Each page is compared with the label it shares the most with, so that two symbols
/// exchanged between labels are both wrong.
Reconciliation reconcile(Expectation const& expectation, std::vector<ScannedPage>& pages);

/// Whether the structures of a page agree with each other (fact sheet of ISBT 128, verification);
/// nothing for pages that hold more than one label.
std::vector<Finding> check_page_consistency(ScannedPage const& page,
                                            isbt128::Tables const* tables);

/// Printed text against the symbols of a PDF's page: READ-08 where they differ, READ-09 where the
/// page has symbols of ISBT 128 and its text could not be compared. Nothing for pictures and lines.
std::vector<Finding> check_printed_text(ScannedPage const& page);

/// One JSON object and a line end, as documented.
std::string to_json_line(ScannedSymbol const& symbol, isbt128::Tables const* tables);
std::string to_json_line(Reconciliation const& reconciliation, std::string_view expected);

} // namespace coldchain::job
