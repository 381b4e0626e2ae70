// SPDX-License-Identifier: Apache-2.0
#include "logger/heading_unit.hpp"

#include "common/text.hpp"
#include "logger/headings.hpp"

#include <algorithm>
#include <array>

namespace coldchain::logger {

namespace {

// "Ultra H C/%RH" with a degree sign is the type of both channels; "Humidity" below it says
// which of them the column is.
bool humidity_of_two(Column const& column, Vocabulary const& words) {
    bool both = false;
    bool humidity = false;
    bool temperature = false;
    for (auto const& part : column.parts) {
        std::string const folded = fold(part);
        bool const percent = part.find('%') != std::string::npos;
        bool const unit = find_unit(part, words, UnitContext::heading).has_value();
        both = both || (percent && unit);
        temperature = temperature || (!percent && (unit || names_temperature(folded, words)));
        humidity = humidity || (!unit && mentions(folded, words.humidity));
    }
    return both && humidity && !temperature;
}

// "Temp (0.1 C)", "Temperature x10", "T [mC]" with degree signs: parts of a degree.
bool writes_parts(std::string_view heading) {
    for (std::string_view const tenths : {"tenths of", "zehntel", "tienden"}) {
        if (heading.find(tenths) != std::string_view::npos)
            return true;
    }
    static constexpr std::string_view degree = "\xC2\xB0";
    static constexpr std::string_view cross_ten = "\xC3\x97\x31\x30"; // multiplication sign, "10"
    for (std::string_view const part : {"0.1", "0,1", "0.01", "0,01", "0.001", "1/10", "1/100"}) {
        auto const at = heading.find(part);
        auto const rest = at == std::string_view::npos
                              ? std::string_view()
                              : text::trim(heading.substr(at + part.size()));
        bool const starts =
            at == 0 ||
            (at != std::string_view::npos &&
             (heading[at - 1] == '(' || heading[at - 1] == '[' || heading[at - 1] == ' '));
        if (starts && (rest.starts_with(degree) || rest.starts_with("deg") ||
                       rest.starts_with("gra") || rest.starts_with('c')))
            return true;
    }
    static constexpr std::array<std::string_view, 6> marks{"x10",     "x 10",      "*10",
                                                           cross_ten, "m\xC2\xB0", "millideg"};
    for (auto const times : marks) {
        auto const at = heading.find(times);
        if (at != std::string_view::npos &&
            (at == 0 || heading[at - 1] == ' ' || heading[at - 1] == '(' || heading[at - 1] == '['))
            return true;
    }
    return false;
}

} // namespace

std::string bare_heading(Column const& column) {
    return fold(without_serials(column.heading));
}

bool names_temperature(std::string_view folded, Vocabulary const& words) {
    return mentions(folded, words.temperature);
}

std::optional<TemperatureUnit> unit_in_heading(Column const& column, Vocabulary const& words) {
    if (humidity_of_two(column, words))
        return std::nullopt;
    for (auto const& part : column.parts) { // a row of units below the names
        auto const unit = column.parts.size() > 1 && part.size() <= 8
                              ? find_unit(part, words, UnitContext::alone)
                              : std::nullopt;
        if (unit)
            return unit;
    }
    return find_unit(without_serials(column.heading), words, UnitContext::heading);
}

void refuse_parts(Layout& layout, std::string_view written, std::string_view where) {
    std::string const folded = fold(written);
    static constexpr std::array<std::string_view, 5> of_sensor{"resol", "accura", "precis", "genau",
                                                               "\xC2\xB1"};
    bool const sensor = std::any_of(of_sensor.begin(), of_sensor.end(), [&](std::string_view word) {
        return folded.find(word) != std::string::npos;
    });
    if (layout.refusal.empty() && !sensor && writes_parts(folded))
        layout.refusal = text::cat(where, " says that its numbers are parts of a degree; "
                                          "export in whole degrees");
}

} // namespace coldchain::logger
