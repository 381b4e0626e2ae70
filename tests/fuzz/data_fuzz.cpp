// SPDX-License-Identifier: Apache-2.0
// Data files of a user that have no target of their own: printer profiles and checklists.
#include "fuzz.hpp"

#include "label/printer.hpp"
#include "packaging/checklist.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const text = fuzz::text_of(data, size);
    fuzz::Scratch const scratch;
    scratch.put("templates/printers/f.toml", text);
    if (auto const printer = label::read_printer({scratch.path}, "f"))
        fuzz::hold(printer->grid.dots > 0 && printer->grid.millimetres > 0);
    if (auto const document = config::parse_document(text, "f.toml"))
        (void)config::read_record(*document, packaging::checklist_record());
    return 0;
}
