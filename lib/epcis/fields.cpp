// SPDX-License-Identifier: Apache-2.0
#include "epcis/fields.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace coldchain::epcis {

namespace {

constexpr std::array<std::string_view, 8> metadata_names{
    "time",           "startTime", "endTime",  "deviceID",
    "deviceMetadata", "rawData",   "bizRules", "dataProcessingMethod"};

constexpr std::array<std::string_view, 26> report_names{
    "type",          "value",
    "component",     "stringValue",
    "booleanValue",  "hexBinaryValue",
    "uriValue",      "uom",
    "minValue",      "maxValue",
    "meanValue",     "sDev",
    "percRank",      "percValue",
    "time",          "exception",
    "deviceID",      "deviceMetadata",
    "rawData",       "dataProcessingMethod",
    "bizRules",      "chemicalSubstance",
    "microorganism", "coordinateReferenceSystem",
    "startTime",     "endTime"};

constexpr std::array<std::string_view, 7> number_names{"value", "minValue", "maxValue", "meanValue",
                                                       "sDev",  "percRank", "percValue"};

template <class Names>
bool holds(Names const& names, std::string_view key) {
    return std::find(names.begin(), names.end(), key) != names.end();
}

} // namespace

Result<ZonedTime> parse_time(std::string_view text) {
    auto const wrong = [&] {
        return input_error({}, text::cat("time ", text::quoted(text),
                                         " is not date, time with seconds, and zone; write it as "
                                         "2026-11-23T15:30:00-08:00"));
    };
    // RFC 3339 lets the seconds out in our own files; the standard does not
    if (text.size() < 20 || text[10] != 'T' || text[16] != ':')
        return wrong();
    // any number of decimals is allowed; ours are milliseconds
    std::string shortened(text);
    if (auto const dot = shortened.find('.'); dot != std::string::npos) {
        auto end = shortened.find_first_not_of("0123456789", dot + 1);
        if (end == std::string::npos || end == dot + 1)
            return wrong();
        std::string digits = shortened.substr(dot + 1, std::min<std::size_t>(end - dot - 1, 3));
        digits.resize(3, '0');
        shortened = text::cat(shortened.substr(0, dot + 1), digits, shortened.substr(end));
    }
    auto time = parse_zoned(shortened);
    if (!time || shortened.find(' ') != std::string::npos)
        return wrong();
    return time;
}

bool is_sensor_attribute(std::string_view key, bool report) {
    return report ? holds(report_names, key) : holds(metadata_names, key);
}

bool is_sensor_number(std::string_view key) {
    return holds(number_names, key);
}

bool is_sensor_time(std::string_view key) {
    return key == "time" || key == "startTime" || key == "endTime";
}

} // namespace coldchain::epcis
