// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the tests find the tree. Constants defined in one file instead of macros on every command
// line, so that the same test compiles to the same object in any checkout and a compiler cache helps.
namespace places {
extern char const* const source_folder; // the root of the source tree
extern char const* const binary_folder; // the root of the build tree
} // namespace places
