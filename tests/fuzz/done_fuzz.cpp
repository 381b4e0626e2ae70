// SPDX-License-Identifier: Apache-2.0
// The state of a night as somebody left it: done.json, or (first byte odd) the note of a run that
// died. It is understood or refused, and nothing outside the folder is ever touched.
#include "fuzz.hpp"

#include "job/out_folder.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto text = fuzz::text_of(data, size);
    fuzz::Scratch const scratch;
    bool const note = !text.empty() && (static_cast<unsigned char>(text[0]) & 1U) == 1;
    scratch.put("keep", "mine");
    scratch.put("out/label.pdf", "made earlier");
    scratch.put(note ? "out/.tmp-begun" : "out/done.json", note ? text.substr(1) : text);
    for (bool const force : {false, true}) {
        auto folder = job::OutFolder::open(scratch.path / "out", "S", force);
        if (!folder)
            continue;
        for (auto const* const step : {"check", "label", "manifest", "certify"})
            (void)folder->find(step);
        fuzz::hold(folder->finish().has_value());
    }
    fuzz::hold(std::filesystem::file_size(scratch.path / "keep") == 4);
    return 0;
}
