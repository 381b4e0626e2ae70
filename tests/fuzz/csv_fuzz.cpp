// SPDX-License-Identifier: Apache-2.0
// A table: its cells written with csv_cell() read as the same cells.
#include "fuzz.hpp"

#include "common/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    for (char const delimiter : {',', ';', '\t'}) {
        auto const rows = parse_csv(fuzz::text_of(data, size), delimiter, "f.csv");
        if (!rows)
            continue;
        std::string written;
        for (auto const& row : *rows) {
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                written +=
                    (i > 0 ? std::string(1, delimiter) : "") + csv_cell(row.cells[i], delimiter);
            written += '\n';
        }
        auto const again = parse_csv(written, delimiter, "again.csv");
        fuzz::hold(again.has_value() && again->size() == rows->size());
        for (std::size_t i = 0; i < rows->size(); ++i)
            fuzz::hold((*again)[i].cells == (*rows)[i].cells);
    }
    return 0;
}
