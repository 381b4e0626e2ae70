// SPDX-License-Identifier: Apache-2.0
// Exports of one logger joined into one recording.
#pragma once

#include "logger/recording.hpp"
#include "logger/vocabulary.hpp"

#include <vector>

namespace coldchain::logger {

/// What happens to recordings without a serial: tables of one file may be one logger's, files of
/// unknown origin may not.
enum class WithoutSerial { keep_apart, join };

/// Whether both have the same channels in the same order.
bool same_channels(Recording const& a, Recording const& b);

/// See merge_exports.
std::vector<Recording> join_exports(std::vector<Recording> recordings, Vocabulary const& words,
                                    WithoutSerial without_serial);

} // namespace coldchain::logger
