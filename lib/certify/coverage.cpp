// SPDX-License-Identifier: Apache-2.0
#include "certify/coverage.hpp"

#include <algorithm>

namespace coldchain::certify {

Cover cover_of(Series const& series) {
    Cover cover;
    auto const longest = longest_regular_step(series.step);
    for (std::size_t i = 0; i < series.size(); ++i) {
        auto const flag = series.readings[i].flag;
        if (flag == logger::ReadingFlag::suspect || flag == logger::ReadingFlag::invalid)
            ++cover.untrusted;
        if (flag != logger::ReadingFlag::ok)
            continue;
        auto const time = series.times[i];
        if (!cover.first)
            cover.first = time;
        if (cover.last) {
            auto const step = time - *cover.last;
            cover.longest_step = std::max(cover.longest_step, step);
            if (step > longest && series.step > 0)
                cover.gaps.push_back({*cover.last, time, (step - 1) / series.step});
        }
        cover.last = time;
    }
    return cover;
}

bool reaches_start(Cover const& cover, Span window, std::int64_t step) {
    return cover.first && *cover.first <= window.from + step;
}

bool reaches_end(Cover const& cover, Span window, std::int64_t step) {
    return cover.last && *cover.last >= window.to - step;
}

Trims trims_of(Series const& all, Span window) {
    Trims trims;
    if (all.size() == 0)
        return trims;
    if (all.times.front() < window.from) {
        auto const end = std::lower_bound(all.times.begin(), all.times.end(), window.from) - 1;
        trims.before = Span{all.times.front(), *end};
    }
    if (all.times.back() > window.to) {
        auto const begin = std::upper_bound(all.times.begin(), all.times.end(), window.to);
        trims.after = Span{*begin, all.times.back()};
    }
    return trims;
}

} // namespace coldchain::certify
