// SPDX-License-Identifier: Apache-2.0
// A time, a date, a zone: what was understood and written again is the same instant.
#include "fuzz.hpp"

#include "common/time.hpp"
#include "common/units.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace coldchain;
    auto const text = fuzz::text_of(data, size);
    if (auto const time = parse_zoned(text)) {
        auto const again = parse_zoned(to_rfc3339(time->instant));
        fuzz::hold(again.has_value() && again->instant == time->instant);
        fuzz::hold(wall_clock(time->instant, time->zone).has_value());
        fuzz::hold(!to_people(*time).empty());
    }
    if (auto const date = parse_date(text))
        fuzz::hold(to_text(*date) == text && date_from_days(days_since_epoch(*date)) == *date);
    if (auto const temperature = parse_temperature(text))
        fuzz::hold(parse_temperature(to_text(*temperature)).has_value());
    if (auto const range = parse_temperature_range(text))
        fuzz::hold(parse_temperature_range(to_text(*range)).has_value());
    for (auto const dimension : {Dimension::length, Dimension::mass, Dimension::volume}) {
        if (auto const quantity = parse_quantity(text, dimension))
            fuzz::hold(parse_quantity(to_text(*quantity), dimension).has_value());
    }
    return 0;
}
