// SPDX-License-Identifier: Apache-2.0
// From a document to a shipment. What the schema refuses and what contradicts itself inside the
// document is an Error with file, line and column; what may be against a rule of transport is not
// judged here.
#pragma once

#include "config/tree.hpp"
#include "shipment/shipment.hpp"

#include <filesystem>

namespace coldchain::shipment {

/// Reads and checks a whole shipment: the schema, then ids (form, each once), references to
/// products and packages, donation identification numbers, recordings that stay inside the folder,
/// and the order of the custody times. All problems of the file in one Error, in file order.
Result<Shipment> read_shipment(config::Document const& document);

/// The same from a TOML or JSON file, "-" for standard input.
Result<Shipment> read_shipment_file(std::filesystem::path const& path);

/// One row of a label order: the keys of [[product]]. `path` is the prefix of fields in messages.
Result<Product> read_product(config::Node const& node, std::string const& file,
                             std::string const& path);

/// The shipment of a document that is already checked against the schema and unchanged since.
/// Nothing is refused: for documents that the toolkit changed itself.
Shipment from_facts(config::Object facts);

} // namespace coldchain::shipment
