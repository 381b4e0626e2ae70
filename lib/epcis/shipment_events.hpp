// SPDX-License-Identifier: Apache-2.0
// The events of a shipment: loggers bound to their boxes, boxes packed, overpacks packed, dispatch,
// what the loggers measured, receipt. Products stand by their ISBT 128 identifiers; recipients do
// not stand here at all, not even by number, and people only by the initials or names the custody
// record gives for staff when asked for.
#pragma once

#include "certify/verdict.hpp"
#include "common/result.hpp"
#include "epcis/event.hpp"
#include "shipment/shipment.hpp"

#include <optional>
#include <string>
#include <vector>

namespace coldchain::epcis {

/// What arrived of a product, by its id in the shipment.
struct ArrivedProduct {
    std::string product;
    std::int64_t containers = 1;
    bool operator==(ArrivedProduct const&) const = default;
};

/// A receipt as an event tells it.
struct Arrival {
    ZonedTime at;
    std::string place;                     ///< facility or name
    std::vector<ArrivedProduct> products;  ///< what was there
    std::vector<std::string> strangers;    ///< URIs or codes of what was there and not sent
    std::vector<std::string> dispositions; ///< "completeness_verified", "mismatch_instance"
    std::vector<std::string> seals;        ///< as read
};

struct EventOptions {
    std::string base;                              ///< of parse_base()
    std::string manifest_digest;                   ///< SHA-256, empty to leave it out
    std::optional<Instant> now;                    ///< creationDate; else the last event's time
    certify::Judgement const* judgement = nullptr; ///< for sensor_reporting; may be null
    std::optional<Arrival> arrival;                ///< else the shipment's own custody record
};

/// Events in order of time. Fails when a zone is unknown. A step whose time was not given makes no
/// event.
Result<Document> events_of(shipment::Shipment const& shipment, EventOptions const& options);

} // namespace coldchain::epcis
