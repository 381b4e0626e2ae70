// SPDX-License-Identifier: Apache-2.0
#include "job/progress.hpp"

namespace coldchain::job {

Pace::Pace() : m_begin(std::chrono::steady_clock::now()), m_last(m_begin) {}

bool Pace::is_due() {
    auto const now = std::chrono::steady_clock::now();
    if (now - m_begin < std::chrono::seconds(1) || now - m_last < std::chrono::milliseconds(100))
        return false;
    m_last = now;
    return true;
}

} // namespace coldchain::job
