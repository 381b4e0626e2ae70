// SPDX-License-Identifier: Apache-2.0
// The data and the fonts that tests of labels and pages take from the tree and the system.
#pragma once

#include "config/data.hpp"
#include "draw/font.hpp"
#include "places.hpp"

#include <catch2/catch.hpp>

namespace tree {

inline coldchain::config::DataFolders const folders{places::source_folder};

inline coldchain::draw::Fonts const& fonts() {
    static auto const loaded = coldchain::draw::Fonts::load(coldchain::draw::default_font_folder);
    REQUIRE(loaded);
    return *loaded;
}

} // namespace tree
