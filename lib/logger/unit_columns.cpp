// SPDX-License-Identifier: Apache-2.0
#include "logger/unit_columns.hpp"

#include "logger/heading_unit.hpp"

#include <algorithm>
#include <set>

namespace coldchain::logger {

namespace {

bool is_channel(Column const& column) {
    return column.role == ColumnRole::channel;
}

class UnitColumns {
public:
    UnitColumns(Layout& layout, std::vector<ColumnSample> const& samples, Vocabulary const& words)
        : m_layout(layout), m_samples(samples), m_words(words) {}

    void apply() {
        bool const behind = units_stand_behind();
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role != ColumnRole::unit)
                continue;
            m_layout.unit = static_cast<int>(i);
            apply_column(i, behind);
        }
        take_values_of_quantities();
    }

private:
    // The units of temperatures in the cells of one column, and one of them as written.
    struct Written {
        std::set<TemperatureUnit> units;
        std::string text;
    };

    std::ptrdiff_t units_columns() const {
        return std::count_if(m_layout.columns.begin(), m_layout.columns.end(),
                             [](Column const& column) { return column.role == ColumnRole::unit; });
    }

    // "CH1,Unit,CH2,Unit": each unit is that of the value before it, when every one has such.
    bool units_stand_behind() const {
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role != ColumnRole::unit)
                continue;
            bool const value = i > 0 && m_layout.columns[i - 1].role == ColumnRole::channel &&
                               !mentions(bare_heading(m_layout.columns[i - 1]), m_words.other);
            if (!value)
                return false;
        }
        return true;
    }

    Written written_in(std::size_t i) const {
        Written written;
        for (auto const& value : m_samples[i].values) {
            bool const number = value.find_first_of("0123456789") != std::string::npos;
            auto const unit = number ? std::nullopt : find_unit(value, m_words, UnitContext::alone);
            if (unit) {
                written.units.insert(*unit);
                written.text = value;
            }
        }
        return written;
    }

    // Of several columns the unit is meant for its neighbour and for temperatures.
    bool is_meant(std::size_t unit, std::size_t value, bool behind) const {
        bool const only =
            std::count_if(m_layout.columns.begin(), m_layout.columns.end(), is_channel) == 1;
        bool const neighbour = behind ? value + 1 == unit : value == unit + 1;
        return only || neighbour ||
               (units_columns() == 1 &&
                names_temperature(bare_heading(m_layout.columns[value]), m_words));
    }

    // With units that change from row to row only the temperature's counts.
    void apply_column(std::size_t unit, bool behind) {
        auto const written = written_in(unit);
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            auto& column = m_layout.columns[i];
            if (!is_channel(column) || column.unit || column.quantity == QuantityKind::humidity ||
                !is_meant(unit, i, behind))
                continue;
            if (written.units.size() != 1) {
                column.quantity = QuantityKind::humidity;
                continue;
            }
            column.quantity = QuantityKind::temperature;
            column.unit = *written.units.begin();
            column.unit_text = written.text;
        }
    }

    // Beside a column of quantities a value is a temperature where that says so; "table: 0" in
    // every row beside the values is none of them.
    void take_values_of_quantities() {
        auto& columns = m_layout.columns;
        bool const quantities = std::any_of(columns.begin(), columns.end(), [](auto const& column) {
            return column.role == ColumnRole::quantity;
        });
        if (!quantities)
            return;
        auto const moves = [&](std::size_t i) { return m_samples[i].values.size() > 1; };
        bool any_moves = false;
        for (std::size_t i = 0; i < columns.size(); ++i)
            any_moves = any_moves || (is_channel(columns[i]) && moves(i));
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (is_channel(columns[i]) && columns[i].quantity == QuantityKind::other &&
                (moves(i) || !any_moves))
                columns[i].quantity = QuantityKind::temperature;
        }
    }

    Layout& m_layout;
    std::vector<ColumnSample> const& m_samples;
    Vocabulary const& m_words;
};

} // namespace

void apply_unit_columns(Layout& layout, std::vector<ColumnSample> const& samples,
                        Vocabulary const& words) {
    UnitColumns(layout, samples, words).apply();
}

} // namespace coldchain::logger
