// SPDX-License-Identifier: Apache-2.0
// What tests of papers share: fonts, rules and goods loaded once, and the worked shipments.
#pragma once

#include "../tree.hpp"
#include "job/document_job.hpp"
#include "shipment/read.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace papers {

inline coldchain::config::DataFolders const data{places::source_folder};

using tree::fonts;

inline coldchain::job::DocumentData const& shared() {
    static auto const loaded = coldchain::job::DocumentData::load(data);
    REQUIRE(loaded);
    return *loaded;
}

inline coldchain::shipment::Shipment example(std::string const& name) {
    auto shipment = coldchain::shipment::read_shipment_file(std::string(places::source_folder) +
                                                            "/examples/" + name + "/shipment.toml");
    REQUIRE(shipment);
    return *shipment;
}

} // namespace papers
