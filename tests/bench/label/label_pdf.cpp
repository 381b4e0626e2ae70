// SPDX-License-Identifier: Apache-2.0
// What the PDF of many labels costs without their proof, which the program itself never leaves out:
// bench_label_pdf DATA BENCH-DATA ORDERS.jsonl OUT.pdf, one thread.
#include "common/file.hpp"
#include "job/label_press.hpp"
#include "job/label_source.hpp"
#include "render/renderer.hpp"

#include <fstream>
#include <iostream>

using namespace coldchain;

int main(int count, char** words) {
    if (count != 5)
        return 2;
    config::DataFolders const folders{words[1], words[2]};
    auto const fonts = draw::Fonts::load(draw::default_font_folder);
    if (!fonts)
        return 3;
    job::PressSettings settings{folders, *fonts, *make_date(2026, 11, 24)};
    settings.layout = "bench-100x100";
    settings.printer = "300dpi";
    auto const press = job::LabelPress::load(settings);
    std::ifstream in(words[3]);
    auto const source = job::orders_from_json_lines(in, words[3], {});
    draw::Drawing drawing;
    if (press)
        drawing.grid = press->printer().grid;
    int part = 0;
    auto const write = [&] {
        auto const pdf = render::make_pdf_renderer(*fonts)->render(drawing);
        drawing.pages.clear();
        return pdf && write_file(std::string(words[4]) + std::to_string(++part), *pdf,
                                 OnExisting::replace);
    };
    for (;;) {
        auto const raw = source->next();
        if (!press || !raw)
            return 3;
        if (!*raw)
            break;
        auto const order = source->parse(**raw);
        if (!order)
            return 3;
        drawing.pages.push_back(press->compose(*order).page);
        if (drawing.pages.size() == 500 && !write())
            return 3;
    }
    return drawing.pages.empty() || write() ? 0 : 3;
}
