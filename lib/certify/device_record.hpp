// SPDX-License-Identifier: Apache-2.0
// The device's own record beside ours. Both are true: a device judges the samples between the
// readings it stores, by an alarm clock of its own. What differs is shown and explained, never
// corrected.
#pragma once

#include "certify/verdict.hpp"

#include <optional>

namespace coldchain::certify {

/// Nothing when the file holds no alarms of the device. Ours are found over the whole recording, as
/// the device's are.
std::optional<DeviceRecord> compare_device(logger::Recording const& recording);

/// One alarm of a device and what its stored readings say of it.
struct AlarmBeside {
    std::size_t excursions = 0;
    std::int64_t seconds = 0;             ///< beyond the alarm's limit, ours
    std::optional<std::int64_t> fired_at; ///< ms, when that was enough for the alarm's delay
    /// Fired or not, when first (within one interval), and time beyond (within one interval for
    /// each crossing or open end) are those of the device.
    bool agrees = false;
};
AlarmBeside alarm_beside(logger::Recording const& recording, logger::DeviceAlarm const& alarm);

} // namespace coldchain::certify
