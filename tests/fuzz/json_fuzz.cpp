// SPDX-License-Identifier: Apache-2.0
// A JSON document: a tree whose values have places, or an Error with one.
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const document = coldchain::config::parse_json(fuzz::text_of(data, size), "f.json");
    if (document)
        fuzz::walk(document->root);
    else
        fuzz::hold(!document.error().text.empty());
    return 0;
}
