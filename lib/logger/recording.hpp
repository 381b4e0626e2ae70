// SPDX-License-Identifier: Apache-2.0
// A Recording is what one logger measured: every reading with the file's own digits and unit, the
// device, the events, and an account of every row of the file. Readers make it, judges use it;
// neither knows the other. Stamps are all UTC or all local, never a guess.
#pragma once

#include "common/finding.hpp"
#include "common/time.hpp"
#include "common/units.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

/// What the stamps mean. `utc`: the file or the user named an offset or zone. `local`: nobody did.
enum class TimeBasis { utc, local };

enum class ReadingFlag : std::uint8_t {
    ok,
    absent,  ///< no reading of this channel in this row
    suspect, ///< kept and shown, never trusted alone: frozen, at the sensor's end, a lone spike
    invalid, ///< the file says so itself: a sentinel, an error status
};
std::string_view to_word(ReadingFlag flag);

/// The file's own decimal number, mantissa / 10^scale, in the channel's unit.
struct Reading {
    std::int32_t mantissa = 0;
    std::uint8_t scale = 0;
    ReadingFlag flag = ReadingFlag::absent;
};

inline Decimal decimal(Reading reading) {
    return {reading.mantissa, reading.scale};
}

enum class QuantityKind { temperature, humidity, other };
std::string_view to_word(QuantityKind quantity);

struct Channel {
    std::string name;
    QuantityKind quantity = QuantityKind::temperature;
    TemperatureUnit unit = TemperatureUnit::celsius; ///< of a temperature
    std::string unit_text;                           ///< as the file writes it
    std::vector<Reading> readings;                   ///< one per entry of Recording::times
};

inline Temperature temperature(Channel const& channel, std::size_t index) {
    return {decimal(channel.readings[index]), channel.unit};
}

/// Rows of the file's table(s) that gave no reading, with the reason in a fixed word
/// ("event", "blank", "bad_time", "bad_value", "duplicate", ...).
struct ExcludedRows {
    std::string reason;
    std::vector<std::uint32_t> lines; ///< 1-based, ascending
};

/// total == used + sum of excluded, always; the reader refuses to return anything else.
struct RowAccount {
    std::uint64_t total = 0;
    std::uint64_t used = 0;
    std::vector<ExcludedRows> excluded;
};

/// A step longer than 1.5 times the regular one, after clock artefacts are set aside.
struct Gap {
    std::int64_t from = 0;    ///< stamp of the last reading before, in the recording's basis, ms
    std::int64_t to = 0;      ///< stamp of the first reading after
    std::int64_t missing = 0; ///< readings the regular step would have put between
};

struct Event {
    std::optional<std::int64_t> time; ///< in the recording's basis, ms
    std::string text;
    std::uint32_t line = 0;
};

/// One alarm as the device was configured and as it concluded.
struct DeviceAlarm {
    std::string text; ///< "single event > 8.0 C for 30 min"
    std::optional<Temperature> limit;
    bool high = true;
    std::int64_t delay_seconds = 0;
    bool fired = false;
    std::optional<std::int64_t> started; ///< when its clock began, in the recording's basis, ms
    std::optional<std::int64_t> fired_at;
    std::int64_t accumulated_seconds = 0;
};

struct Device {
    std::string maker;
    std::string model;
    std::string serial;
    std::string firmware;
    std::vector<DeviceAlarm> alarms;
    std::vector<std::pair<std::string, std::string>>
        statements; ///< the device's own figures, as written
};

/// Which format description read the file; id "inferred" when none did.
struct ProfileUsed {
    std::string id;
    std::string edition;
    std::string sha256;
};

enum class Fitness { fit, fit_with_warnings, unfit };
std::string_view to_word(Fitness fitness);

struct Recording {
    std::string file;   ///< name as given, without folders
    std::string sha256; ///< of the file's bytes; empty when ReadOptions leave it out
    ProfileUsed profile;
    Device device;
    TimeBasis basis = TimeBasis::local;
    std::string zone; ///< IANA name or offset the stamps were resolved with; empty when local
    std::int64_t interval_seconds = 0; ///< the regular step; 0 when there is none
    /// ms in the basis, one per used row, ascending; where the clock went backward the order of the
    /// file is kept and a finding of severity error says so
    std::vector<std::int64_t> times;
    std::vector<std::uint32_t> lines; ///< of the file, one per used row
    std::vector<Channel> channels;
    RowAccount rows;
    std::optional<std::int64_t> first_stamp; ///< of all rows with a stamp, readings or not
    std::optional<std::int64_t> last_stamp;
    std::vector<Gap> gaps;
    std::vector<Event> events;
    std::vector<std::string> notes; ///< what was concluded and from what, for --verbose
    std::vector<Finding> findings;
    Fitness fitness = Fitness::fit;
};

} // namespace coldchain::logger
