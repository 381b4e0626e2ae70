// SPDX-License-Identifier: Apache-2.0
// The words that headings, preambles and time cells use, in many languages. They are data
// (rules/loggers/words.toml), so that a language is added without code.
#pragma once

#include "common/units.hpp"
#include "config/tree.hpp"
#include "logger/recording.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::logger {

enum class Meridiem : std::uint8_t { none, am, pm };

/// What a line of a preamble can tell about the logger or its table.
enum class HeadFact {
    serial,
    model,
    maker,
    firmware,
    interval,
    count,
    start,
    stop,
    zone,
    unit,
};

struct Vocabulary {
    std::map<std::string, int, std::less<>> months; ///< folded name to 1..12
    std::map<std::string, Meridiem, std::less<>> meridiem;
    std::vector<std::string> weekdays;
    std::vector<std::string> fillers; ///< words between the parts of a date and time: "at"
    std::vector<std::string> temperature;
    std::vector<std::string>
        derived; ///< of a temperature, but not a probe's: dew point, wind chill
    std::vector<std::string> humidity;
    std::vector<std::string> other; ///< other quantities: battery, pressure
    std::vector<std::string> stamp; ///< headings of time columns
    std::vector<std::string> hour;  ///< those that may head hours alone
    std::vector<std::string> year;  ///< headings of the parts of a time in columns of their own
    std::vector<std::string> month;
    std::vector<std::string> day;
    std::vector<std::string> day_of_year;
    std::vector<std::string> hours; ///< "hours" also counts from a start, so only beside a date
    std::vector<std::string> minute;
    std::vector<std::string> second;
    std::vector<std::string> digit_clock; ///< headings of 950 for ten to ten
    std::vector<std::string> received;    ///< headings of the time a reading was sent or stored
    std::vector<std::string> elapsed;     ///< headings of a time since the start
    std::vector<std::string> index;       ///< headings of row counters
    std::vector<std::string> ignored;     ///< headings of columns that are no measurement
    std::vector<std::string> group;       ///< headings of columns that name the logger
    std::vector<std::string> quantity;    ///< headings of columns that name the quantity of a row
    std::vector<std::string> average;     ///< marks of aggregated columns
    std::vector<std::string> absent;      ///< cells that stand for "no reading"
    std::vector<std::string> no_time;     ///< in place of a time that is not known
    std::vector<std::string> celsius;
    std::vector<std::string> fahrenheit;
    std::vector<std::string> kelvin;
    std::map<HeadFact, std::vector<std::string>> keys;
    std::vector<std::string> clock_zones; ///< IANA zones whose clock changes are looked for
};

Result<Vocabulary> read_vocabulary(config::Document const& document);

/// Lower case for the Latin, Greek and Cyrillic letters, in well-formed UTF-8; other bytes stay.
std::string fold(std::string_view text);

/// Whether the folded text holds one of the words: as a part when the word has more than three
/// bytes, else as a word of its own.
bool mentions(std::string_view folded, std::vector<std::string> const& words);

/// The unit a heading or cell names ("Temp, *F", "T [degC]", "AirTC" does not), and only a
/// temperature's. `alone` allows a bare letter: the text is a unit and nothing else.
enum class UnitContext { heading, alone };
std::optional<TemperatureUnit> find_unit(std::string_view text, Vocabulary const& words,
                                         UnitContext context);

} // namespace coldchain::logger
