// SPDX-License-Identifier: Apache-2.0
// The figures of a recording. Each is computed from the count of every distinct value, summed once
// in ascending order, so that they have the same bits for any number of threads.
#pragma once

#include "logger/recording.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

/// Of one channel; a temperature's figures are in degrees Celsius, others in their own unit.
/// Readings flagged ok or suspect count; absent and invalid ones do not.
struct ChannelSummary {
    std::uint64_t count = 0;
    std::optional<Decimal> minimum; ///< the file's own digits, in the channel's unit
    std::optional<Decimal> maximum;
    std::optional<double> mean; ///< Celsius for a temperature
    std::optional<double> mkt;  ///< Celsius; temperatures only, every reading with equal weight
    std::uint64_t suspect = 0;
    std::uint64_t invalid = 0;
};

ChannelSummary summarise(Channel const& channel);

/// How often each value occurs, in ascending order, at the finest scale of the channel.
struct ValueCounts {
    std::uint8_t scale = 0;
    std::vector<std::pair<std::int64_t, std::uint64_t>> values;
    std::uint64_t total = 0;
    Reading lowest; ///< as written
    Reading highest;
};
ChannelSummary summarise(ValueCounts const& counted, QuantityKind quantity, TemperatureUnit unit);

/// What the summary of a recording tells. The recording may be one without its readings, times and
/// lines: its figures stand here.
struct Overview {
    Recording recording;
    std::vector<ChannelSummary> channels; ///< one for each of the recording's channels
    std::optional<std::int64_t> first_reading;
    std::optional<std::int64_t> last_reading;
};
Overview overview_of(Recording recording);

/// The summary record, one JSON object on one line without a line end. Keys: file, sha256, profile,
/// maker, model, serial, zone, interval_s, first, last, rows, channels, gaps, events, fitness,
/// findings, and further ones after them.
std::string summary_json(Overview const& overview);
std::string summary_json(Recording const& recording);

/// The same for people, without the findings.
std::string summary_text(Overview const& overview);

/// Appends the normal form: time_utc,time_local,channel,temperature_c,flag, one line per reading of
/// a temperature channel, in order of time and then of channels. The header line is apart. `prefix`
/// stands before the channels' names, to tell several loggers apart.
void append_normal_form(Recording const& recording, std::string& out, std::string_view prefix = {});
inline constexpr std::string_view normal_form_header =
    "time_utc,time_local,channel,temperature_c,flag\n";

} // namespace coldchain::logger
