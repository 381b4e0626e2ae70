// SPDX-License-Identifier: Apache-2.0
// Labels from orders to proven bytes: statements decided, page composed and measured, every symbol
// decoded again from the raster of exactly what is sent. One bad label refuses all of them.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "config/data.hpp"
#include "draw/font.hpp"
#include "job/label_press.hpp"
#include "label/fields.hpp"
#include "shipment/shipment.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

struct LabelRequest {
    std::vector<label::Order> orders;
    config::DataFolders const& data;
    draw::Fonts const& fonts;
    Date on; ///< the day whose statements are in force
    std::string layout{default_label_layout};
    std::string printer{default_label_printer};
    std::vector<std::string> formats = {};          ///< of render::formats(): "pdf", "zpl", ...
    std::vector<label::PackageOrder> packages = {}; ///< for a layout of packages, instead of orders
    std::optional<std::pair<label::Micrometres, label::Micrometres>> size = {}; ///< of the stock
    isbt128::Tables const* tables = nullptr; ///< the user's own; a retired code is refused
};

struct LabelOutcome {
    bool released = false;
    std::vector<Finding> findings;                         ///< of all labels, in order
    std::vector<LabelRecord> labels;                       ///< complete only when released
    std::map<std::string, std::string, std::less<>> files; ///< format to bytes; empty when refused
    config::DataId layout;
    config::DataId printer;
    draw::Grid grid;
    std::vector<config::DataId> data; ///< every data file used, layout and printer included
};

/// The orders of a shipment: one for each product, labelled by the shipper.
std::vector<label::Order> orders_of(shipment::Shipment const& shipment);

/// One label for each package of a shipment, which outlives them.
std::vector<label::PackageOrder> packages_of(shipment::Shipment const& shipment);

/// The layout of the label on the outside of a shipping container.
inline constexpr std::string_view container_label_layout = "shipping-container-100x150";

/// Makes the labels, or says why not. A broken data file or an unknown format is an Error; an order
/// that cannot be labelled is a refusal with findings.
Result<LabelOutcome> make_labels(LabelRequest const& request);

/// One label as one JSON object on one line, keys in a fixed order: what was released.
std::string to_json_line(LabelOutcome const& outcome, LabelRecord const& label);

} // namespace coldchain::job
