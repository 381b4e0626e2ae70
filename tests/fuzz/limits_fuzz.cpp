// SPDX-License-Identifier: Apache-2.0
// A limits profile of a user: what is accepted has a limit, a text and an interval.
#include "fuzz.hpp"

#include "certify/limits.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const document = config::parse_document(fuzz::text_of(data, size), "f.toml");
    if (!document)
        return 0;
    auto const limits = certify::read_limits(*document);
    if (!limits)
        return 0;
    fuzz::hold(!limits->levels.empty() && !limits->range_text().empty());
    fuzz::hold(limits->longest_interval(3600) > 0);
    for (auto const& level : limits->levels)
        fuzz::hold(!level.allowance.text().empty());
    return 0;
}
