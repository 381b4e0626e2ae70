// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"

char const* const places::source_folder = COLDCHAIN_SOURCE_DIR;
char const* const places::binary_folder = COLDCHAIN_BINARY_DIR;
