// SPDX-License-Identifier: Apache-2.0
// What both readers ask of single values. Not for use outside this module.
#pragma once

#include "common/result.hpp"
#include "common/time.hpp"

#include <string_view>

namespace coldchain::epcis {

/// A time of the standard: date, time with seconds, and a zone "Z" or "+hh:mm" up to 14:00.
Result<ZonedTime> parse_time(std::string_view text);

/// The attributes of sensorMetadata, or with `report` of sensorReport.
bool is_sensor_attribute(std::string_view key, bool report);
bool is_sensor_number(std::string_view key);
bool is_sensor_time(std::string_view key);

} // namespace coldchain::epcis
