// SPDX-License-Identifier: Apache-2.0
// A label layout of a user.
#include "fuzz.hpp"

#include "label/layout.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const text = fuzz::text_of(data, size);
    if (auto const document = config::parse_document(text, "f.toml")) {
        if (auto const layout = label::read_layout(*document))
            fuzz::hold(layout->width.count > 0 && layout->height.count > 0);
    }
    (void)label::fields_in(text);
    return 0;
}
