// SPDX-License-Identifier: Apache-2.0
// From the name of a field to its place in the document.
#pragma once

#include "config/tree.hpp"

#include <string_view>

namespace coldchain::config {

/// Where the value at a path such as "package[0].outer.vented" stands; of a key that is not there,
/// the nearest table around it. The beginning of the document for an empty path.
Position place_of(Node const& root, std::string_view path);

} // namespace coldchain::config
