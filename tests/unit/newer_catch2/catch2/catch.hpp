// SPDX-License-Identifier: Apache-2.0
// The tests are written for Catch2 2 (Debian 12). Where version 3 is installed (Debian 13) this header
// stands in for its single header and keeps the names that moved.
#pragma once

#include <catch2/catch_all.hpp>

#include <cstddef>
#include <string>

using Catch::Approx;

namespace Catch {
namespace Matchers {

// version 3's own Contains takes an element of a range; for texts these fit better
template <std::size_t size>
auto Contains(char const (&text)[size]) {
    return ContainsSubstring(text);
}
inline auto Contains(char const* text) { return ContainsSubstring(text); }
inline auto Contains(std::string& text) { return ContainsSubstring(text); }
inline auto Contains(std::string const& text) { return ContainsSubstring(text); }
inline auto Contains(std::string&& text) { return ContainsSubstring(text); }

} // namespace Matchers

using Matchers::Contains;
using Matchers::StartsWith;

} // namespace Catch
