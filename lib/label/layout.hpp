// SPDX-License-Identifier: Apache-2.0
// A label layout as data: what stands where, in millimetres, with texts that name fields of an
// order in braces. Reading checks everything that can be known without an order: field and
// structure names, units, areas inside the label, texts not below the smallest size.
#pragma once

#include "common/result.hpp"
#include "config/data.hpp"
#include "draw/drawing.hpp"
#include "draw/flow.hpp"
#include "label/printer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::label {

/// Only an approved layout prints as it is; a draft carries its watermark, a retired one is
/// refused.
enum class LayoutState { draft, approved, retired };
std::string_view to_word(LayoutState state);

struct Area {
    Micrometres x;
    Micrometres y;
    Micrometres width;
    Micrometres height;
};

/// A symbol at the top left of its first bar or module. One structure stands for itself, several
/// for a compound message (023).
struct SymbolItem {
    std::string name;
    barcode::Symbology symbology = barcode::Symbology::code128;
    std::vector<std::string> structures; ///< "001"
    Micrometres x;
    Micrometres y;
    Micrometres module;
    Micrometres height;    ///< of the bars; 0 for a matrix symbol
    std::string joins;     ///< name of the symbol to its right that it is scanned with
    Micrometres text_size; ///< of the code under the bars; 0: none
    bool optional = false; ///< left out when the order lacks a structure of it
};

/// A paragraph of a text: fields in braces, "{storage}"; with "?" inside the brace the whole
/// paragraph is left out when the field is empty, else an empty field is refused.
struct Line {
    std::string text;
    draw::Face face = draw::Face::sans;
    Micrometres size;
    Micrometres space_before;
};

enum class Standing { top, middle, bottom };

/// Paragraphs flowing from the top of an area; taller or wider than it is refused.
struct TextItem {
    std::string name;
    Area area;
    draw::Align align = draw::Align::left;
    Standing standing = Standing::top;
    std::vector<Line> lines;
};

/// What is drawn by rule rather than by words.
enum class FigureKind {
    din,         ///< number in print, flags turned, check character boxed (ST-001 7.4.1, 7.5.1.1)
    blood_group, ///< large letters; RhD negative outlined and reversed
    biohazard,   ///< the legend of 21 CFR 1271.3(h), only when the statements ask for it
};
struct FigureItem {
    std::string name;
    FigureKind kind = FigureKind::din;
    Area area;
    Micrometres size; ///< em of its text
};

struct RuleLine {
    std::string name;
    Micrometres x1, y1, x2, y2, width;
};

struct Layout {
    config::DataId identity;
    std::string title;
    LayoutState state = LayoutState::draft;
    Micrometres width;
    Micrometres height;
    Micrometres margin;        ///< nothing is printed nearer to the edge
    Micrometres smallest_text; ///< em
    std::optional<Area> watermark;
    std::vector<SymbolItem> symbols;
    std::vector<TextItem> texts;
    std::vector<FigureItem> figures;
    std::vector<RuleLine> rules;
};

/// The folder of the layouts inside a data folder.
inline constexpr std::string_view layouts_folder = "templates";

/// Reads templates/<name>.toml. A message that it does not exist names the ones there are.
Result<Layout> read_layout(config::DataFolders const& folders, std::string_view name);
Result<Layout> read_layout(config::Document const& document);

/// The field names in a paragraph, in order, without braces; "?" kept at the end of a name.
/// Fails on a brace that is not closed.
Result<std::vector<std::string>> fields_in(std::string_view text);

} // namespace coldchain::label
