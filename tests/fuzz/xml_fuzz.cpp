// SPDX-License-Identifier: Apache-2.0
// An XML document: what was read and written again reads as the same tree.
#include "fuzz.hpp"

#include "xml/element.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const root = xml::parse(fuzz::text_of(data, size), "f.xml");
    if (!root)
        return 0;
    auto const again = xml::parse(xml::write(*root), "again.xml");
    fuzz::hold(again.has_value());
    fuzz::hold(xml::write_canonical(*again) == xml::write_canonical(*root));
    return 0;
}
