// SPDX-License-Identifier: Apache-2.0
// A profile is what only the maker can know about a format: how to recognise it, where the serial
// stands, what a cell means that no reader could infer. It is data (rules/loggers/*.toml); reading
// the table itself is inference, the same for every maker.
#pragma once

#include "common/decimal.hpp"
#include "common/finding.hpp"
#include "logger/read.hpp"
#include "logger/vocabulary.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::config {
struct Record;
}

namespace coldchain::logger {

/// How the text is turned into a table.
enum class ReaderKind { table, berlinger };

/// Sample text and what reading it must give; expectations that are not stated are not checked.
struct ProfileExample {
    std::string text;
    std::string zone;
    std::optional<DateOrder> date_order;
    std::optional<TemperatureUnit> unit;
    std::optional<std::int64_t> rows; ///< total
    std::optional<std::int64_t> used;
    std::string first;
    std::string last;
    std::string serial;
    std::string model;
    std::string minimum; ///< of the first temperature, with unit: "9.7 C"
    std::string maximum;
    std::vector<std::string> channels;
    std::vector<std::string> findings; ///< codes that must be there
    std::string refused;               ///< part of the message when it must be refused
    int line = 0;
};

struct Profile {
    config::DataId identity;
    std::string file;
    std::string title;
    std::string maker;
    std::string model;
    Evidence evidence = Evidence::recalled; ///< of what `unit` and `stamps` claim
    ReaderKind reader = ReaderKind::table;

    // signatures: without quotes, every delimiter a comma
    std::vector<std::string> first_line; ///< one of these begins the first line that is not blank
    std::vector<std::string> contains;   ///< all of these stand in the first 16 KB
    std::vector<std::string> lacks;      ///< none of these stands there
    std::string shape;                   ///< of the first line: every run of digits is a 9
    std::vector<std::string> pdf;        ///< one of these stands in a PDF report of the maker
    std::string instead;                 ///< what to export instead of the PDF

    std::vector<std::string> serial_after; ///< the serial follows one of these marks in a heading
    std::vector<std::string> serial_keys;
    std::vector<std::string> model_keys;
    std::vector<std::string> model_after;
    std::vector<std::string> firmware_keys;
    std::vector<std::string> count_keys;
    std::int64_t serial_cell = 0; ///< cell of the first line, from 1; 0: none
    std::int64_t model_cell = 0;
    std::optional<std::int64_t> memory; ///< readings the memory holds; then it rolls over

    std::vector<std::string> columns; ///< headings of a table that has none
    std::string names_from;           ///< preamble key that names the value columns in order
    std::string names_row;            ///< or: first or second cell of rows "Series, number, name"
    std::string units_from;           ///< preamble key whose values end in their units
    std::optional<TemperatureUnit> unit;
    std::vector<std::string> ignored; ///< headings that are no measurement
    std::string status;               ///< heading of the status of the column before it
    std::vector<std::string> good;    ///< status cells that mean a good reading
    std::vector<Decimal> sentinels;   ///< values that mean "no reading"
    std::optional<Decimal> highest;   ///< the sensor's end, in degrees Celsius: suspect there
    std::optional<Decimal> lowest;

    std::optional<TimeBasis> stamps; ///< utc: whatever the file says about zones
    std::optional<DateOrder> date_order;
    std::vector<std::string> order_known; ///< preamble keys whose date is in month-day-year order
    std::string note;                     ///< said in every recording's notes

    std::vector<ProfileExample> examples;
};

/// What load_profiles() makes.
struct ProfileData {
    Vocabulary words;
    std::vector<Profile> profiles; ///< by id
};

inline constexpr std::string_view profile_schema = "coldchain.logger/1";
inline constexpr std::string_view words_schema = "coldchain.logger-words/1";

/// Every key of a format description.
config::Record const& profile_record();
/// Every key of the file of words.
config::Record const& words_record();

Result<Profile> read_profile(config::Document const& document);

/// The profile whose signature the text bears; the one with the longest signature when several do.
Profile const* detect(std::string_view text, std::vector<Profile> const& profiles);

/// The profile with a PDF mark in these bytes.
Profile const* detect_pdf(std::string_view bytes, std::vector<Profile> const& profiles);

} // namespace coldchain::logger
