// SPDX-License-Identifier: Apache-2.0
// A certificate of unknown origin: it agrees, differs, or is refused.
#include "fuzz.hpp"

#include "job/recheck_job.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    static auto const fonts = draw::Fonts::load(draw::default_font_folder);
    fuzz::hold(fonts.has_value());
    fuzz::Scratch const scratch;
    auto const outcome =
        job::recheck(fuzz::text_of(data, size), "f.pdf", {*fonts, "coldchain 0", scratch.path});
    if (outcome)
        fuzz::hold(outcome->agrees == outcome->differences.empty());
    return 0;
}
