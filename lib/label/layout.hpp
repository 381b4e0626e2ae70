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
#include <utility>
#include <vector>

namespace coldchain::config {
struct Record;
}

namespace coldchain::label {

/// What a label of the layout describes.
enum class Subject { product, package };

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

/// How an item takes part when the user gives the label another size: it moves with the right or
/// lower edge, or its area grows with the label.
struct Resize {
    bool right = false;
    bool down = false;
    bool wider = false;
    bool higher = false;
};

/// A symbol at the top left of its first bar or module. One structure stands for itself, several
/// for a compound message (023).
struct SymbolItem {
    std::string name;
    barcode::Symbology symbology = barcode::Symbology::code128;
    std::vector<std::string> structures; ///< "001"
    std::string text;                    ///< instead of structures: plain text with fields
    Micrometres x;
    Micrometres y;
    Micrometres module;
    Micrometres height;    ///< of the bars; 0 for a matrix symbol
    std::string joins;     ///< name of the symbol to its right that it is scanned with
    Micrometres text_size; ///< of the code under the bars; 0: none
    bool optional = false; ///< left out when the order lacks a structure of it
    Resize resize;
};

/// A paragraph of a text: fields in braces, "{storage}", which an order must give. "{storage?}"
/// leaves the whole paragraph out when the field is empty, "{copy*}" only itself.
struct Line {
    std::string text;
    draw::Face face = draw::Face::sans;
    Micrometres size;
    Micrometres space_before;
};

enum class Standing { top, middle, bottom };

/// Paragraphs flowing from the top of an area; taller or wider than it is refused. One that adapts
/// is first set smaller, all its sizes in proportion and none below the layout's smallest text, and
/// its long words are broken: for names and addresses, whose length nobody chooses.
struct TextItem {
    std::string name;
    Area area;
    draw::Align align = draw::Align::left;
    Standing standing = Standing::top;
    bool adapts = false;
    std::vector<Line> lines;
    Resize resize;
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
    Resize resize;
};

struct RuleLine {
    std::string name;
    Micrometres x1, y1, x2, y2, width;
    Resize resize; ///< wider and higher move the second end
};

/// The sizes a user may ask for.
struct SizeRange {
    Micrometres smallest_width, smallest_height, largest_width, largest_height;
};

struct Layout {
    config::DataId identity;
    std::string title;
    LayoutState state = LayoutState::draft;
    Subject subject = Subject::product;
    std::string stage;                   ///< of the stage table; empty: not judged
    std::string placement;               ///< affixed, attached or accompanying
    std::vector<std::string> statements; ///< packs of rules/statements it prints
    std::optional<SizeRange> sizes;      ///< nothing: the size is fixed
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
/// What `schema` of a layout says.
inline constexpr std::string_view layout_schema = "coldchain.layout/1";

/// Every key of a layout.
config::Record const& layout_record();

/// Reads templates/<name>.toml. A message that it does not exist names the ones there are.
Result<Layout> read_layout(config::DataFolders const& folders, std::string_view name);
Result<Layout> read_layout(config::Document const& document);

/// The layout at another size: items that resize move and grow. Fails when the layout has one size
/// only, or the size is outside its range.
Result<Layout> resized(Layout layout, Micrometres width, Micrometres height);

/// "60x80", "60 x 80 mm": width and height.
Result<std::pair<Micrometres, Micrometres>> parse_size(std::string_view text);

/// The name of a field without its mark.
std::string_view plain_field(std::string_view name);

/// The field names in a paragraph, in order, without braces; "?" and "*" kept at their ends.
/// Fails on a brace that is not closed.
Result<std::vector<std::string>> fields_in(std::string_view text);

} // namespace coldchain::label
