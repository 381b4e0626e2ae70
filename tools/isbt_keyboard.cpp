// SPDX-License-Identifier: Apache-2.0
// isbt keyboard: one symbol to scan, and what its scan says about the computer's layout.
#include "barcode/encode.hpp"
#include "common/text.hpp"
#include "config/data.hpp"
#include "draw/font.hpp"
#include "isbt128/print.hpp"
#include "render/renderer.hpp"
#include "tools/isbt.hpp"

#include <array>
#include <ostream>

namespace coldchain::tools {

namespace {

using config::Field;
using config::FieldType;

constexpr std::string_view layout_folder = keyboards_folder;
constexpr std::array keyboard_fields{
    Field{"schema", FieldType::text, true, "\"coldchain.keyboard/1\""},
    Field{"pack", FieldType::text, true, "id of the layout, as --keyboard names it"},
    Field{"edition", FieldType::text, true, "of this file"},
    Field{"valid_from", FieldType::date, true, "first day on which it is used"},
    Field{"valid_to", FieldType::date, false, "last day; absent: still in use"},
    Field{"title", FieldType::text, true, "name of the layout"},
    Field{"dead", FieldType::texts, false, "accents that wait for the next key"},
    Field{"keys", FieldType::texts, false, "pairs: what the US key means, what arrives"},
    Field{"accents", FieldType::texts, false, "threes: accent, key after it, what arrives"},
};
constexpr config::Record file_record{"keyboard", keyboard_fields};
constexpr draw::Grid label_grid{8, 1};

/// The texts of a list in groups of `size`.
Result<std::vector<std::vector<std::string>>> groups(config::Document const& document,
                                                     std::string_view key, std::size_t size) {
    auto const* const list = document.root.find(key);
    if (list == nullptr || list->kind != config::NodeKind::list || list->items.size() % size != 0)
        return input_error({document.file, 0, 0, std::string(key)},
                           text::cat("must be a list of texts in groups of ", size));
    std::vector<std::vector<std::string>> out;
    for (std::size_t i = 0; i < list->items.size(); i += size) {
        std::vector<std::string> group;
        for (std::size_t j = i; j < i + size; ++j) {
            auto const& item = list->items[j];
            if (item.kind != config::NodeKind::text || item.text.empty())
                return input_error(
                    {document.file, item.position.line, item.position.column, std::string(key)},
                    "must be a text");
            group.push_back(item.text);
        }
        out.push_back(std::move(group));
    }
    return out;
}

Result<isbt128::KeyboardLayout> layout_of(config::Document const& document) {
    CC_TRY_ASSIGN(auto const head, config::read_head(document, keyboard_schema));
    CC_TRY(config::read_record(document, file_record));
    isbt128::KeyboardLayout layout{head.identity.id, head.title, {}, {}, {}};
    CC_TRY_ASSIGN(auto const dead, groups(document, "dead", 1));
    CC_TRY_ASSIGN(auto const keys, groups(document, "keys", 2));
    CC_TRY_ASSIGN(auto const accents, groups(document, "accents", 3));
    for (auto const& each : dead)
        layout.dead.push_back(each[0]);
    for (auto const& each : keys) {
        if (each[0].size() != 1)
            return input_error({document.file, 0, 0, "keys"},
                               text::cat("key ", text::quoted(each[0]),
                                         " must be one character of the US layout"));
        layout.keys.push_back({each[0][0], each[1]});
    }
    for (auto const& each : accents)
        layout.accents.push_back({each[0], each[1], each[2]});
    return layout;
}

/// 25 mm above and below are left free, and the quiet zone at both ends.
Result<draw::Drawing> calibration_drawing() {
    CC_TRY_ASSIGN(auto const symbol, barcode::encode_code128(isbt128::calibration_text()));
    constexpr draw::Dots module = 2;
    constexpr draw::Dots height = 120;
    constexpr draw::Dots margin = 40;
    draw::Page page;
    page.width = (symbol.columns + 2 * symbol.quiet_zone) * module + 2 * margin;
    page.height = height + 3 * margin;
    draw::Point const corner{margin + symbol.quiet_zone * module, margin};
    page.items.push_back({"calibration symbol",
                          draw::SymbolMark{corner, symbol, module, height, draw::Rotation::none}});
    page.items.push_back({"heading", draw::Text{{corner.x, height + 2 * margin},
                                                "coldchain keyboard calibration",
                                                draw::Face::sans,
                                                24,
                                                draw::Rotation::none,
                                                draw::black}});
    return draw::Drawing{label_grid, "keyboard calibration", {page}};
}

Result<void> print_symbol(Arguments const& arguments, Context& context) {
    auto const output = arguments.value("output").value_or("-");
    auto ending = std::filesystem::path(output).extension().string();
    if (ending.starts_with('.'))
        ending.erase(0, 1);
    auto const format = arguments.value("to").value_or(ending.empty() ? "svg" : ending);
    CC_TRY_ASSIGN(auto const fonts, draw::Fonts::load(draw::default_font_folder));
    auto const renderer = render::make_renderer(format, fonts);
    if (renderer == nullptr)
        return usage_error(
            text::cat("--to ", text::quoted(format), " is not known; svg, pdf, zpl or png"));
    CC_TRY_ASSIGN(auto const drawing, calibration_drawing());
    CC_TRY_ASSIGN(auto const bytes, renderer->render(drawing));
    return deliver(context, output, bytes);
}

std::string word_of(isbt128::Calibration const& calibration) {
    return text::cat(calibration.layout->id,
                     calibration.caps == isbt128::CapsLock::on ? "+caps" : "");
}

ExitCode find_layout(Arguments const& arguments, Context& context) {
    auto const layouts = load_layouts(context);
    if (!layouts)
        return complain(context, layouts.error());
    auto const found = isbt128::calibrate(arguments.operands[2], *layouts);
    if (!found) {
        complain(context, found.error());
        return ExitCode::no;
    }
    bool const caps = found->caps == isbt128::CapsLock::on;
    if (context.json)
        context.out << text::cat("{\"layout\":", isbt128::json_string(found->layout->id),
                                 ",\"title\":", isbt128::json_string(found->layout->title),
                                 ",\"caps_lock\":", caps ? "true" : "false", "}\n");
    else
        context.out << text::cat("layout ", found->layout->id, " (", found->layout->title,
                                 "), caps lock ", caps ? "on" : "off", "; decode with --keyboard ",
                                 word_of(*found), "\n");
    return ExitCode::yes;
}

} // namespace

config::Record const& keyboard_record() {
    return file_record;
}

Result<std::vector<isbt128::KeyboardLayout>> load_layouts(Context const& context) {
    std::vector<isbt128::KeyboardLayout> layouts;
    for (auto const& file : config::list_data(context.data_folders, layout_folder)) {
        CC_TRY_ASSIGN(auto const document,
                      config::read_data(context.data_folders, layout_folder, file.name));
        CC_TRY_ASSIGN(auto layout, layout_of(document));
        layouts.push_back(std::move(layout));
    }
    return layouts;
}

Result<isbt128::Calibration>
named_calibration(std::string const& word, std::vector<isbt128::KeyboardLayout> const& layouts) {
    bool const caps = word.ends_with("+caps");
    auto const id = caps ? word.substr(0, word.size() - 5) : word;
    std::string known;
    for (auto const& layout : layouts) {
        if (layout.id == id)
            return isbt128::Calibration{&layout,
                                        caps ? isbt128::CapsLock::on : isbt128::CapsLock::off};
        known += text::cat(known.empty() ? "" : ", ", layout.id);
    }
    return usage_error(text::cat("--keyboard ", text::quoted(word), " is not known; ", known,
                                 ", each also with +caps, or scan"));
}

ExitCode run_isbt_keyboard(Arguments const& arguments, Context& context) {
    auto const& words = arguments.operands;
    if (words.size() < 2 || words.size() > 3 || words[1] != "calibrate")
        return complain(context, usage_error("isbt keyboard calibrate prints the symbol; isbt "
                                             "keyboard calibrate SCAN finds the layout"));
    if (words.size() == 3)
        return find_layout(arguments, context);
    if (auto const printed = print_symbol(arguments, context); !printed)
        return complain(context, printed.error());
    return ExitCode::yes;
}

} // namespace coldchain::tools
