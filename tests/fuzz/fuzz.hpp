// SPDX-License-Identifier: Apache-2.0
// What the fuzz targets share. A target gives arbitrary bytes to one reader: it must come back with
// a value or an Error, in bounded time and memory, and what it gives must hold what it promises.
#pragma once

#include "../unit/places.hpp"
#include "config/data.hpp"
#include "config/tree.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
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

/// What both kinds of document promise: each member is found by its key and has a place.
inline void walk(coldchain::config::Node const& node) {
    for (auto const& item : node.items)
        walk(item);
    for (auto const& member : node.members) {
        hold(node.find(member.key) != nullptr);
        hold(member.position.line > 0);
        walk(member.value);
    }
}

/// A folder of its own for readers that open files; gone with the object.
struct Scratch {
    std::filesystem::path path;
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "fuzz-XXXXXX").string();
        hold(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;
    ~Scratch() { std::filesystem::remove_all(path); }

    void put(std::filesystem::path const& name, std::string_view bytes) const {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << bytes;
    }
};

} // namespace fuzz
