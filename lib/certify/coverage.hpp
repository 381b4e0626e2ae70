// SPDX-License-Identifier: Apache-2.0
// Cover: whether trusted readings reach over the whole custody window, and where they do not.
#pragma once

#include "certify/series.hpp"

#include <optional>
#include <vector>

namespace coldchain::certify {

/// A step between two trusted readings that is longer than a regular one.
struct Gap {
    std::int64_t from = 0;    ///< ms, the last trusted reading before
    std::int64_t to = 0;      ///< the first after
    std::int64_t missing = 0; ///< readings the regular step would have put between
    std::int64_t seconds() const { return (to - from + 999) / 1000; }
    bool operator==(Gap const&) const = default;
};

struct Cover {
    std::optional<std::int64_t> first; ///< ms, of the trusted readings
    std::optional<std::int64_t> last;
    std::size_t untrusted = 0; ///< suspect or invalid readings
    std::vector<Gap> gaps;
    std::int64_t longest_step = 0; ///< ms between trusted readings
};

Cover cover_of(Series const& series);

/// A reading at most one step after the window opens and one before it closes.
bool reaches_start(Cover const& cover, Span window, std::int64_t step);
bool reaches_end(Cover const& cover, Span window, std::int64_t step);

/// Where a file's readings lie outside the window: shown in grey, never judged.
struct Trims {
    std::optional<Span> before;
    std::optional<Span> after;
};
Trims trims_of(Series const& all, Span window);

} // namespace coldchain::certify
