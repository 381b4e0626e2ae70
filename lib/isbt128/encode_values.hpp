// SPDX-License-Identifier: Apache-2.0
// What a person gives in other words than the layout's (a date, a blood group, antigens by name),
// turned into the fields of the layout. Not for use outside this module.
#pragma once

#include "isbt128/encode.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::isbt128 {

/// An error of kind input about one field.
Error field_error(std::string_view field, std::string text);

/// The values given, by name; what was expanded from them is added.
class Given {
public:
    explicit Given(std::span<NamedValue const> values) : m_values(values.begin(), values.end()) {}

    std::string const* find(std::string_view name) const {
        for (auto const& each : m_values)
            if (each.name == name)
                return &each.value;
        return nullptr;
    }
    bool has(std::string_view name) const { return find(name) != nullptr; }
    std::string value(std::string_view name, std::string_view fallback = "") const {
        auto const* const found = find(name);
        return found != nullptr ? *found : std::string(fallback);
    }
    /// Adds a field unless it was given; a given one that differs is found when reading back.
    void fill(std::string_view name, std::string_view value) {
        if (!has(name))
            m_values.push_back({std::string(name), std::string(value)});
    }
    std::vector<NamedValue> const& all() const { return m_values; }

private:
    std::vector<NamedValue> m_values;
};

/// Adds the fields of the layout that follow from what was given. Fails, naming the field, on a
/// value that has no code.
Result<void> expand(Given& given, Kind kind);

/// Codes whose last three characters are one number (ST-001 2.4.3).
bool has_three_digit_division(std::string_view pdc);

/// The content of 003: three digits, or type and two characters.
Result<std::string> product_content(Given const& given);
/// The content of 029 and 030: the number of segments, and each from its numbered fields.
Result<std::string> dimension_content(Given const& given);
Result<std::string> history_content(Given const& given);

} // namespace coldchain::isbt128
