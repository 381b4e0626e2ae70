// SPDX-License-Identifier: Apache-2.0
// A scanner line: every structure lies inside the text, in order, and every problem has a place.
#include "fuzz.hpp"

#include "isbt128/decode.hpp"
#include "isbt128/din.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const text = fuzz::text_of(data, size);
    static coldchain::isbt128::Decoder decoder;
    auto const& reading = decoder.decode(text);
    fuzz::hold(!reading.structures().empty());
    for (auto const& structure : reading.structures()) {
        fuzz::hold(structure.position <= reading.text().size());
        for (auto const& problem : reading.problems(structure)) {
            fuzz::hold(problem.position <= reading.text().size());
            fuzz::hold(!problem.code.empty() && !problem.message.empty());
        }
        for (auto const& field : reading.fields(structure))
            fuzz::hold(!field.name.empty());
    }
    if (auto const din = coldchain::isbt128::Din::parse(text))
        fuzz::hold(text.size() >= 13);
    (void)coldchain::isbt128::parse_din_entry(text);
    return 0;
}
