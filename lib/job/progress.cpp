// SPDX-License-Identifier: Apache-2.0
#include "job/progress.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::job {

Pace::Pace() : m_begin(std::chrono::steady_clock::now()), m_last(m_begin) {}

bool Pace::is_due() {
    auto const now = std::chrono::steady_clock::now();
    if (now - m_begin < std::chrono::seconds(1) || now - m_last < std::chrono::milliseconds(100))
        return false;
    m_last = now;
    return true;
}

std::string bar(double share) {
    constexpr int cells = 24;
    double const inside = std::clamp(share, 0.0, 1.0);
    // rounded down: a full bar and 100 % say that all is done
    auto const full = static_cast<std::size_t>(inside * cells);
    auto const percent = text::cat(static_cast<int>(inside * 100));
    return text::cat('[', std::string(full, '#'), std::string(cells - full, '-'), "] ",
                     std::string(3 - percent.size(), ' '), percent, " %");
}

} // namespace coldchain::job
