// SPDX-License-Identifier: Apache-2.0
#include "label/printer.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"

#include <array>
#include <numeric>

namespace coldchain::label {

namespace {

using config::Field;
using config::FieldType;

constexpr std::array printer_fields{
    Field{"schema", FieldType::text, true, "coldchain.printer/1"},
    Field{"pack", FieldType::text, true, "id of the profile"},
    Field{"edition", FieldType::text, true, "edition of this file"},
    Field{"valid_from", FieldType::any, true, "day from which it counts"},
    Field{"valid_to", FieldType::any, false, "last day"},
    Field{"title", FieldType::text, true, "what kind of print head this is"},
    Field{"dots_per_inch", FieldType::integer, false, "resolution of the head, or"},
    Field{"dots_per_millimetre", FieldType::integer, false, "resolution of the head"},
};
constexpr config::Record whole_record{"printer", printer_fields};

constexpr std::int64_t finest_head = 100; // dots per millimetre; no label printer comes near it

Result<draw::Grid> grid_of(config::Object const& object, std::string const& file) {
    auto const inch = object.integer("dots_per_inch");
    auto const millimetre = object.integer("dots_per_millimetre");
    if (inch.has_value() == millimetre.has_value())
        return input_error({file, 1, 1, "dots_per_inch"},
                           "exactly one of dots_per_inch and dots_per_millimetre must be given");
    std::int64_t const largest = inch ? finest_head * 25 : finest_head;
    std::int64_t const count = inch ? *inch : *millimetre;
    if (count < 4 || count > largest)
        return input_error({file, 1, 1, inch ? "dots_per_inch" : "dots_per_millimetre"},
                           text::cat(count, " is not a resolution; allowed: 4 to ", largest));
    return inch ? draw::grid_of_dpi(static_cast<int>(count))
                : draw::Grid{static_cast<int>(count), 1};
}

// True size of `dots` in units of 1/(1000 * grid.dots) millimetre, to compare without rounding.
bool at_least(draw::Grid grid, std::int64_t dots, Micrometres length) {
    return dots * 1000 * grid.millimetres >= length.count * grid.dots;
}

ModuleChoice choice_of(draw::Grid grid, std::int64_t dots, Micrometres wanted) {
    double const size = static_cast<double>(dots) * grid.millimetres / grid.dots;
    double const target = static_cast<double>(wanted.count) / 1000.0;
    return {static_cast<draw::Dots>(dots), size, (size - target) / target};
}

std::string choices_from(draw::Grid grid, std::int64_t first) {
    std::string list;
    for (std::int64_t dots = first; dots < first + 3; ++dots)
        list += text::cat(list.empty() ? "" : ", ", dots, dots == 1 ? " dot (" : " dots (",
                          text::fixed(choice_of(grid, dots, {1000}).millimetres, 4), " mm)");
    return list;
}

} // namespace

std::string to_text(Micrometres length, int decimals) {
    std::string out = text::fixed(static_cast<double>(length.count) / 1000.0, 3);
    while (out.back() == '0' && decimals < 3) {
        out.pop_back();
        ++decimals;
    }
    if (out.back() == '.')
        out.pop_back();
    return out + " mm";
}

config::Record const& printer_record() {
    return whole_record;
}

Result<PrinterProfile> read_printer(config::DataFolders const& folders, std::string_view name) {
    CC_TRY_ASSIGN(auto const document, config::read_data(folders, printers_folder, name));
    CC_TRY_ASSIGN(auto const head, config::read_head(document, printer_schema));
    CC_TRY_ASSIGN(auto const object, config::read_record(document, whole_record));
    CC_TRY_ASSIGN(auto const grid, grid_of(object, document.file));
    return PrinterProfile{head.identity, head.title, grid};
}

Result<ModuleChoice> choose_module(draw::Grid grid, Micrometres wanted, Micrometres smallest) {
    // nearest whole number of dots, half away from zero: wanted * dots/mm, in exact integers
    std::int64_t const scale = 1000 * std::int64_t{grid.millimetres};
    std::int64_t const nearest = (2 * wanted.count * grid.dots + scale) / (2 * scale);
    if (nearest > 0 && at_least(grid, nearest, smallest))
        return choice_of(grid, nearest, wanted);
    std::int64_t first = nearest > 0 ? nearest : 1;
    while (!at_least(grid, first, smallest))
        ++first;
    return input_error({}, text::cat("a module of ", to_text(wanted), " is ", nearest,
                                     nearest == 1 ? " dot (" : " dots (",
                                     text::fixed(choice_of(grid, nearest, wanted).millimetres, 4),
                                     " mm) on this printer, below the smallest allowed ",
                                     to_text(smallest), "; choose ", choices_from(grid, first)));
}

} // namespace coldchain::label
