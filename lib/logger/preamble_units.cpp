// SPDX-License-Identifier: Apache-2.0
#include "logger/preamble_units.hpp"

#include "common/text.hpp"
#include "logger/heading_unit.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace coldchain::logger {

namespace {

class PreambleUnits {
public:
    PreambleUnits(Layout& layout, std::vector<ColumnSample> const& samples,
                  Preamble const& preamble, InferContext const& context)
        : m_layout(layout), m_samples(samples), m_preamble(preamble), m_context(context) {}

    // Units that stand apart from the headings: in the preamble, with the profile, by option.
    void resolve() {
        take_channels_from_profile();
        std::vector<std::size_t> channels;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role == ColumnRole::channel)
                channels.push_back(i);
        }
        for (auto const i : channels) {
            auto& column = m_layout.columns[i];
            if (!column.unit && column.quantity != QuantityKind::humidity)
                unit_from_preamble(column, channels.size());
        }
        take_title(channels);
        set_counts_apart(channels);
        auto const common = unit_of_preamble();
        for (auto const i : channels) {
            auto& column = m_layout.columns[i];
            if (column.unit || column.quantity != QuantityKind::temperature)
                continue;
            if (common) {
                set_unit(column, *common, "the lines above the table write every temperature so");
            } else if (m_context.profile != nullptr && m_context.profile->unit) {
                set_unit(column, *m_context.profile->unit,
                         m_context.profile->evidence == Evidence::verified
                             ? "format description"
                             : "format description, unconfirmed");
            } else if (m_context.options.unit) {
                set_unit(column, *m_context.options.unit, "option --unit");
            }
        }
        bool const any = std::any_of(channels.begin(), channels.end(), [&](std::size_t i) {
            return m_layout.columns[i].quantity == QuantityKind::temperature;
        });
        if (!any && channels.size() == 1 && m_context.options.unit &&
            !mentions(fold(m_layout.columns[channels[0]].heading), m_context.words.other)) {
            m_layout.columns[channels[0]].quantity = QuantityKind::temperature;
            set_unit(m_layout.columns[channels[0]], *m_context.options.unit, "option --unit");
        }
    }

private:
    // "Temperature in C" above columns that only number or name the loggers.
    void take_title(std::vector<std::size_t> const& channels) {
        bool const any = std::any_of(channels.begin(), channels.end(), [&](std::size_t i) {
            return m_layout.columns[i].quantity != QuantityKind::other;
        });
        if (any)
            return;
        for (auto const& [line, number] : m_preamble.texts) {
            bool const title = line.size() <= 80 &&
                               line.find_first_of("0123456789<>=") == std::string::npos &&
                               names_temperature(fold(line), m_context.words) &&
                               !mentions(fold(line), m_context.words.humidity);
            auto const unit =
                title ? find_unit(line, m_context.words, UnitContext::heading) : std::nullopt;
            if (!unit)
                continue;
            for (auto const i : channels) {
                auto& column = m_layout.columns[i];
                if (mentions(fold(column.heading), m_context.words.other) || column.unit)
                    continue;
                column.quantity = QuantityKind::temperature;
                set_unit(column, *unit, text::cat("line ", number, " says so of the table"));
            }
            return;
        }
    }

    void set_unit(Column& column, TemperatureUnit unit, std::string_view from) {
        column.unit = unit;
        column.unit_text = symbol(unit);
        m_layout.notes.push_back(text::cat("unit of ", text::quoted(column.heading), ": ",
                                           symbol(unit), " (", from, ")"));
    }

    void set_temperature(Column& column, TemperatureUnit unit, std::string_view from) {
        column.quantity = QuantityKind::temperature;
        set_unit(column, unit, from);
    }

    // A line "<heading> = <unit>", or "<heading>" with "UNIT: <unit>" below it.
    void unit_from_preamble(Column& column, std::size_t channels) {
        if (column.parts.empty() && channels > 1)
            return;
        if (column.parts.empty() && take_line_of_temperature(column))
            return;
        for (auto const& part : column.parts) {
            if (take_line_of(part, column))
                return;
        }
        if (channels == 1 && column.quantity != QuantityKind::humidity &&
            !mentions(fold(column.heading), m_context.words.other))
            take_line_of_unit(column);
    }

    // For the only column of a table without headings.
    bool take_line_of_temperature(Column& column) {
        for (auto const& line : m_preamble.lines) {
            auto const unit =
                line.value.size() <= 12 && names_temperature(line.key, m_context.words)
                    ? find_unit(line.value, m_context.words, UnitContext::alone)
                    : std::nullopt;
            if (!unit)
                continue;
            set_temperature(column, *unit, text::cat("line ", text::quoted(line.key)));
            return true;
        }
        return false;
    }

    bool take_line_of(std::string const& heading, Column& column) {
        auto const value = m_preamble.find(std::span(&heading, 1));
        auto const unit =
            value ? find_unit(*value, m_context.words, UnitContext::alone) : std::nullopt;
        if (unit) {
            auto const line = text::cat("line ", text::quoted(heading));
            refuse_parts(m_layout, *value, line);
            set_temperature(column, *unit, line);
            return true;
        }
        if (auto const beside = unit_beside(heading)) {
            set_temperature(column, *beside, text::cat("line of ", text::quoted(heading)));
            return true;
        }
        if (auto const below = unit_below(heading)) {
            set_temperature(column, *below, text::cat("line below ", text::quoted(heading)));
            return true;
        }
        return false;
    }

    std::optional<TemperatureUnit> unit_below(std::string const& heading) const {
        for (std::size_t i = 0; i + 1 < m_preamble.texts.size(); ++i) {
            if (!text::equal_ignoring_case(m_preamble.texts[i].text, heading))
                continue;
            auto const written = text_after(fold(m_preamble.texts[i + 1].text), "unit:");
            auto const unit =
                written ? find_unit(text::upper(*written), m_context.words, UnitContext::alone)
                        : std::nullopt;
            if (unit)
                return unit;
        }
        return std::nullopt;
    }

    void take_line_of_unit(Column& column) {
        auto const value = m_preamble.find(HeadFact::unit, m_context.words);
        auto const unit =
            value ? find_unit(*value, m_context.words, UnitContext::alone) : std::nullopt;
        if (!unit)
            return;
        refuse_parts(m_layout, *value, "the line of the unit");
        set_temperature(column, *unit, "the preamble's unit");
    }

    // The unit among the cells of a line that begins with the heading: a table of the columns.
    std::optional<TemperatureUnit> unit_beside(std::string const& heading) {
        std::vector<std::string_view> cells;
        for (auto const& [line, number] : m_preamble.texts) {
            if (m_layout.delimiter == blank_runs || !line.starts_with(heading))
                continue;
            split_cells(line, m_layout.delimiter, cells);
            if (cells.size() < 3 || cells[0] != heading)
                continue;
            for (std::size_t i = 1; i < cells.size(); ++i) {
                bool const short_word = cells[i].size() >= 2 && cells[i].size() <= 12;
                if (auto const unit = short_word
                                          ? find_unit(cells[i], m_context.words, UnitContext::alone)
                                          : std::nullopt) {
                    refuse_parts(m_layout, cells[i],
                                 text::cat("the line of ", text::quoted(heading)));
                    return unit;
                }
            }
        }
        return std::nullopt;
    }

    // The one unit that every marked temperature above the table has; nothing when they differ.
    std::optional<TemperatureUnit> unit_of_preamble() const {
        if (auto const value = m_preamble.find(HeadFact::unit, m_context.words)) {
            if (auto const unit = find_unit(*value, m_context.words, UnitContext::alone))
                return unit;
        }
        std::set<TemperatureUnit> units;
        for (auto const& line : m_preamble.lines) { // "temperature, degrees Celsius"
            auto const unit = line.value.size() <= 20 &&
                                      names_temperature(line.key, m_context.words) &&
                                      line.value.find_first_of("0123456789") == std::string::npos
                                  ? find_unit(line.value, m_context.words, UnitContext::alone)
                                  : std::nullopt;
            if (unit)
                units.insert(*unit);
        }
        for (auto const& [line, number] : m_preamble.texts) {
            for (std::string_view const mark : {"\xC2\xB0", "\xEF\xBF\xBD"}) {
                for (auto at = line.find(mark); at != std::string::npos;
                     at = line.find(mark, at + 1)) {
                    if (auto const unit =
                            find_unit(std::string_view(line).substr(at, mark.size() + 1),
                                      m_context.words, UnitContext::heading))
                        units.insert(*unit);
                }
            }
        }
        return units.size() == 1 ? std::optional(*units.begin()) : std::nullopt;
    }

    // "Temp.[deg C]" and "Temp." side by side: the second holds the counts of the converter.
    void set_counts_apart(std::vector<std::size_t> const& channels) {
        auto const name = [this](std::size_t i) {
            std::string_view const heading = m_layout.columns[i].heading;
            return fold(text::trim(heading.substr(0, heading.find_first_of("[("))));
        };
        for (auto const i : channels) {
            auto& column = m_layout.columns[i];
            if (column.unit || column.quantity != QuantityKind::temperature || name(i).empty() ||
                m_samples[i].points + m_samples[i].commas > 0)
                continue;
            bool const twin = std::any_of(channels.begin(), channels.end(), [&](std::size_t other) {
                return other != i && unit_in_heading(m_layout.columns[other], m_context.words) &&
                       name(other) == name(i) && fold(column.heading) == name(i);
            });
            if (twin)
                column.quantity = QuantityKind::other;
        }
    }

    // Whether a cell is a word and a number, as "Channel 2:" is.
    static bool is_numbered(std::string_view cell, std::string_view word) {
        if (!cell.starts_with(word) || cell.size() <= word.size() || cell[word.size()] != ' ')
            return false;
        auto number = text::trim(cell.substr(word.size()));
        if (number.ends_with(':'))
            number.remove_suffix(1);
        return is_plain_number(number);
    }

    // By the key of the profile, or from its rows "Series, number, name" or "Channel 2:, name".
    std::vector<std::string> names_above() const {
        auto const& profile = *m_context.profile;
        if (!profile.names_from.empty())
            return m_preamble.all(profile.names_from);
        std::vector<std::string> names;
        std::vector<std::string_view> cells;
        for (auto const& [line, number] : m_preamble.texts) {
            if (profile.names_row.empty())
                break;
            split_cells(line, m_layout.delimiter, cells);
            for (std::size_t i = 0; i < 2 && i + 1 < cells.size(); ++i) {
                if (cells[i] == profile.names_row && i + 2 < cells.size() &&
                    is_plain_number(cells[i + 1]))
                    names.emplace_back(cells[i + 2]);
                else if (is_numbered(cells[i], profile.names_row))
                    names.emplace_back(cells[i + 1]);
            }
        }
        return names;
    }

    // Names and units of channels that only the lines above the table give, in order.
    void take_channels_from_profile() {
        if (m_context.profile == nullptr)
            return;
        auto const names = names_above();
        auto const units = m_preamble.all(m_context.profile->units_from);
        std::size_t next = 0;
        for (auto& column : m_layout.columns) {
            if (column.role != ColumnRole::channel || next >= names.size())
                continue;
            column.heading = names[next];
            column.parts = {names[next]};
            std::string const folded = fold(names[next]);
            auto const& written = next < units.size() ? units[next] : names[next];
            auto const unit = find_unit(written, m_context.words, UnitContext::heading);
            if (mentions(folded, m_context.words.temperature)) {
                column.quantity = QuantityKind::temperature;
                if (unit)
                    set_unit(column, *unit, "the channel's description");
            }
            ++next;
        }
    }

    Layout& m_layout;
    std::vector<ColumnSample> const& m_samples;
    Preamble const& m_preamble;
    InferContext const& m_context;
};

} // namespace

void resolve_units(Layout& layout, std::vector<ColumnSample> const& samples,
                   Preamble const& preamble, InferContext const& context) {
    PreambleUnits(layout, samples, preamble, context).resolve();
}

} // namespace coldchain::logger
