// SPDX-License-Identifier: Apache-2.0
// What a label can say of a product: named texts for people and structures for scanners, both from
// the same facts, so that they cannot differ.
#pragma once

#include "common/finding.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/din.hpp"
#include "label/statement.hpp"
#include "shipment/shipment.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::label {

/// What one label is made of: a product, and the facility that labels it.
struct Order {
    shipment::Product product;
    shipment::Party facility;
    std::string reference; ///< id of the shipment or order file; may be empty
    int copy = 1;          ///< further copies say so on the label
};

/// What one label of a shipping container is made of. Both outlive the label.
struct PackageOrder {
    shipment::Shipment const* shipment = nullptr;
    shipment::Package const* package = nullptr;
    int copy = 1;
};

/// A field a layout may name in braces.
struct FieldRow {
    std::string_view name;
    std::string_view about;
};
std::span<FieldRow const> field_rows();
bool is_field(std::string_view name);

/// A structure a layout may ask for: its number, and the key of the order it comes from.
struct StructureSource {
    std::string_view number;
    std::string_view key;
};
std::span<StructureSource const> structure_sources();

/// The facts of one label in both forms. A field that is not given is empty; a structure that
/// cannot be made is absent.
struct Content {
    std::map<std::string, std::string, std::less<>> fields;
    std::map<std::string, std::string, std::less<>> structures; ///< number to symbol content
    std::optional<isbt128::DinText> din;
    isbt128::BloodGroupRow const* blood_group = nullptr;
    bool biohazard = false;
};

struct Filled {
    Content content;
    std::vector<Finding> findings; ///< LBL-02 and LBL-12
};

/// The fields of a shipping container: from whom, to whom, what is inside and how to treat it. No
/// name of a patient or donor stands on it. `statements` are those of all its products; the same
/// words are printed once.
Filled fill_package(PackageOrder const& order, std::span<Statement const> statements);

/// The products inside a package, in the order of its contents, each once.
std::vector<shipment::Product const*> products_in(PackageOrder const& order);

/// In words rather than signs, "-150 C or colder" with a degree sign: "<=" is easily read wrong.
std::string storage_text(TemperatureRange const& range);

/// Fills fields and structures. Every structure is read back through the decoder before it counts.
Filled fill(Order const& order, std::span<Statement const> statements);

/// The column of structure 002 that goes with a collection type ("1" is "autologous only").
std::string_view blood_group_use(std::string_view collection_type);

} // namespace coldchain::label
