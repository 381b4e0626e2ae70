// SPDX-License-Identifier: Apache-2.0
// When to say how far a long run has come. The clock that ticks here decides about a line on a
// terminal and about nothing else.
#pragma once

#include <chrono>
#include <string>

namespace coldchain::job {

/// Begins with the run. Due after its first second, then ten times a second at most.
class Pace {
public:
    Pace();
    bool is_due();

private:
    std::chrono::time_point<std::chrono::steady_clock> m_begin;
    std::chrono::time_point<std::chrono::steady_clock> m_last;
};

/// "[######------------]  33 %" of a share from 0 to 1; what lies outside counts as the nearer end.
std::string bar(double share);

} // namespace coldchain::job
