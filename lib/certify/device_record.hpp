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

} // namespace coldchain::certify
