// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share. A target gives arbitrary bytes to one reader: it must come back with
// a value or an Error, in bounded time and memory, and what it gives must hold what it promises.
#pragma once

#include "../unit/places.hpp"
#include "config/data.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace fuzz {

inline std::string_view text_of(std::uint8_t const* data, std::size_t size) {
    return {reinterpret_cast<char const*>(data), size};
}

/// The data folders of the source tree.
inline coldchain::config::DataFolders data_folders() {
    return {places::source_folder};
}

/// Ends the program, as a crash would, when a promise is broken.
inline void hold(bool promise) {
    if (!promise)
        __builtin_trap();
}

} // namespace fuzz
