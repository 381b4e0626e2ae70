// SPDX-License-Identifier: Apache-2.0
// Catch2 2 has no library with a main of its own in Debian 12.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
