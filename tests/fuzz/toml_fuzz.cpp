// SPDX-License-Identifier: Apache-2.0
// A TOML document: a tree whose values have places, or an Error with one.
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const document = coldchain::config::parse_toml(fuzz::text_of(data, size), "f.toml");
    if (document)
        fuzz::walk(document->root);
    else
        fuzz::hold(!document.error().text.empty());
    return 0;
}
