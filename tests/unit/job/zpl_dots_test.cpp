// SPDX-License-Identifier: Apache-2.0
// The bitmap that `label` sends to a printer, measured: every module of every symbol is the same
// whole number of dots. The measure is of runs of equal dots, as a ruler on the print would take it;
// what a symbol's runs must come to is the symbology's own rule (ISO/IEC 15417 4.3, 16022 5.2).
#include "../tree.hpp"
#include "../render/printed.hpp"
#include "draw/font.hpp"
#include "label/compose.hpp"
#include "render/renderer.hpp"
#include "shipment/read.hpp"

#include "job/label_job.hpp"

using namespace coldchain;
using barcode::Raster;

namespace {

bool is_dark(Raster const& page, int x, int y) {
    auto const at = static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                    static_cast<std::size_t>(x);
    return page.grey.at(at) == 0;
}

/// A symbol's area as it reads: turned back when it stands on its side on the page.
struct Area {
    Raster const& page;
    draw::Rect rect;
    draw::Rotation rotation;

    bool sideways() const {
        return rotation == draw::Rotation::quarter || rotation == draw::Rotation::three_quarter;
    }
    int width() const { return sideways() ? rect.height : rect.width; }
    int height() const { return sideways() ? rect.width : rect.height; }
    bool dark(int x, int y) const {
        switch (rotation) {
        case draw::Rotation::none: break;
        case draw::Rotation::quarter:
            return is_dark(page, rect.x + rect.width - 1 - y, rect.y + x);
        case draw::Rotation::half:
            return is_dark(page, rect.x + rect.width - 1 - x, rect.y + rect.height - 1 - y);
        case draw::Rotation::three_quarter:
            return is_dark(page, rect.x + y, rect.y + rect.height - 1 - x);
        }
        return is_dark(page, rect.x + x, rect.y + y);
    }
    bool same_rows(int a, int b) const {
        for (int x = 0; x < width(); ++x)
            if (dark(x, a) != dark(x, b))
                return false;
        return true;
    }
};

/// Lengths of equal dots along a row, from its left end.
std::vector<int> runs(Area const& area, int y) {
    std::vector<int> lengths;
    for (int x = 0; x < area.width(); ++x) {
        if (x == 0 || area.dark(x, y) != area.dark(x - 1, y))
            lengths.push_back(0);
        ++lengths.back();
    }
    return lengths;
}

/// Runs in modules; a run that is no whole number of modules fails.
std::vector<int> modules(std::vector<int> const& lengths, int module) {
    std::vector<int> counts;
    for (int const length : lengths) {
        CHECK(length % module == 0);
        counts.push_back(length / module);
    }
    return counts;
}

// Characters of three bars and three spaces over 11 modules, 1 to 4 each; the stop has 13 modules.
void measure_code128(Area const& area, int module) {
    for (int y = 1; y < area.height(); ++y)
        REQUIRE(area.same_rows(0, y));
    auto const counts = modules(runs(area, 0), module);
    REQUIRE(area.dark(0, 0));
    REQUIRE(counts.size() % 6 == 1); // whole characters and the stop's last bar
    auto const characters = counts.size() / 6 - 1;
    for (std::size_t i = 0; i <= characters; ++i) {
        int sum = 0;
        for (std::size_t j = 0; j < 6; ++j) {
            CHECK(counts.at(i * 6 + j) >= 1);
            CHECK(counts.at(i * 6 + j) <= 4);
            sum += counts.at(i * 6 + j);
        }
        CHECK(sum == 11);
    }
    CHECK(std::vector(counts.end() - 7, counts.end()) == std::vector{2, 3, 3, 1, 1, 1, 2}); // stop
}

// Square; solid left and bottom, alternating top and right; every row of modules as high as wide.
void measure_data_matrix(Area const& area, int module) {
    REQUIRE(area.width() == area.height());
    REQUIRE(area.width() % (2 * module) == 0); // an even number of modules
    CHECK(runs(area, area.height() - 1) == std::vector{area.width()});
    auto const across = static_cast<std::size_t>(area.width() / module);
    CHECK(runs(area, 0) == std::vector<int>(across, module));
    for (int y = 0; y < area.height(); ++y) {
        CHECK(area.dark(0, y));
        CHECK(area.dark(area.width() - 1, y) == (y / module % 2 == 1));
        modules(runs(area, y), module);
        if (y % module != 0)
            REQUIRE(area.same_rows(y, y - 1));
    }
}

using tree::fonts;

} // namespace

TEST_CASE("each module of a printed symbol is the same whole number of dots", "[job][label]") {
    auto const printer_name = GENERATE("203dpi", "300dpi", "600dpi", "8dpmm", "12dpmm", "24dpmm");
    CAPTURE(printer_name);
    using tree::folders;
    auto const layout = label::read_layout(folders, job::default_label_layout);
    auto const printer = label::read_printer(folders, printer_name);
    auto const shipment = shipment::read_shipment_file(
        std::string(places::source_folder) + "/examples/a-car-t-dry-shipper/shipment.toml");
    REQUIRE((layout && printer && shipment));
    auto const filled = label::fill(job::orders_of(*shipment).at(0), {});
    label::ComposeRequest const request{*layout, *printer, fonts(), "P1"};
    auto const composed = label::compose(request, filled.content);
    draw::Drawing const drawing{printer->grid, "", {composed.page}};
    auto const zpl = render::make_zpl_renderer(fonts())->render(drawing);
    REQUIRE(zpl);
    Raster const page = printer::printed(*zpl);

    int linear = 0;
    int matrix = 0;
    for (auto const& symbol : composed.symbols) {
        CAPTURE(symbol.name);
        Area const area{page, draw::area_of(symbol.mark), symbol.mark.rotation};
        if (symbol.mark.symbol.symbology == barcode::Symbology::code128) {
            measure_code128(area, symbol.mark.module);
            ++linear;
        } else {
            measure_data_matrix(area, symbol.mark.module);
            ++matrix;
        }
    }
    // the example's label: five linear symbols and the compound Data Matrix
    CHECK(linear == 5);
    CHECK(matrix == 1);
}
