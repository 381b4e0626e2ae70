// SPDX-License-Identifier: Apache-2.0
#include "logger/roles.hpp"

#include "common/text.hpp"
#include "logger/headings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace coldchain::logger {

namespace {

class RoleFinder {
public:
    RoleFinder(Layout& layout, std::vector<ColumnSample> const& samples, Preamble const& preamble,
               InferContext const& context)
        : m_layout(layout), m_samples(samples), m_preamble(preamble), m_context(context) {}

    void run() {
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            auto& column = m_layout.columns[i];
            column.role = role_of(i);
            column.first_value = m_samples[i].first;
            column.sparse =
                m_samples[i].filled() <= 3 || m_samples[i].blank > m_samples[i].filled();
            if (column.role == ColumnRole::channel)
                describe(i);
        }
        apply_unit_column();
        apply_status_columns();
        resolve_units();
        name_channels();
    }

private:
    Vocabulary const& words() const { return m_context.words; }

    ColumnRole role_of(std::size_t i) {
        auto const at = static_cast<int>(i);
        if (at == m_layout.stamp)
            return ColumnRole::stamp;
        if (at == m_layout.date)
            return ColumnRole::date;
        if (at == m_layout.clock)
            return ColumnRole::clock;
        if (at == m_layout.meridiem)
            return ColumnRole::unused;
        auto const& sample = m_samples[i];
        std::string const heading = bare(i);
        if (profile_ignores(heading))
            return ColumnRole::unused;
        if (profile_status(heading))
            return ColumnRole::status;
        if (heading == "ms" && sample.whole > 0) {
            m_layout.milliseconds = at;
            return ColumnRole::milliseconds;
        }
        if (sample.stamps + sample.dates + sample.clocks > sample.numbers()) {
            // serials such as 2012121314 look like times
            bool const digits = std::all_of(
                sample.values.begin(), sample.values.end(), [](std::string const& cell) {
                    return cell.find_first_not_of("0123456789") == std::string::npos;
                });
            return digits && is_group(heading, sample) ? ColumnRole::group : ColumnRole::unused;
        }
        bool const numeric =
            sample.numbers() > 0 && sample.numbers() + sample.absent >= sample.texts * 2;
        return numeric ? numeric_role(i, heading) : text_role(i, heading);
    }

    bool profile_ignores(std::string const& heading) const {
        return m_context.profile != nullptr &&
               std::any_of(m_context.profile->ignored.begin(), m_context.profile->ignored.end(),
                           [&](auto const& word) { return heading == fold(word); });
    }
    bool profile_status(std::string const& heading) const {
        return m_context.profile != nullptr && !m_context.profile->status.empty() &&
               heading == fold(m_context.profile->status);
    }

    /// The heading as words are looked for in it.
    std::string bare(std::size_t i) const {
        return fold(without_serials(m_layout.columns[i].heading));
    }
    std::optional<TemperatureUnit> unit_in_heading(std::size_t i) const {
        auto const& column = m_layout.columns[i];
        if (humidity_of_two(column))
            return std::nullopt;
        for (auto const& part : column.parts) { // a row of units below the names
            auto const unit = column.parts.size() > 1 && part.size() <= 8
                                  ? find_unit(part, words(), UnitContext::alone)
                                  : std::nullopt;
            if (unit)
                return unit;
        }
        return find_unit(without_serials(column.heading), words(), UnitContext::heading);
    }

    // "Ultra H C/%RH" with a degree sign is the type of both channels; "Humidity" below it says
    // which of them the column is.
    bool humidity_of_two(Column const& column) const {
        bool both = false;
        bool humidity = false;
        bool temperature = false;
        for (auto const& part : column.parts) {
            std::string const folded = fold(part);
            bool const percent = part.find('%') != std::string::npos;
            bool const unit = find_unit(part, words(), UnitContext::heading).has_value();
            both = both || (percent && unit);
            temperature = temperature || (!percent && (unit || names_temperature(folded)));
            humidity = humidity || (!unit && mentions(folded, words().humidity));
        }
        return both && humidity && !temperature;
    }

    bool names_temperature(std::string const& heading) const {
        return mentions(heading, words().temperature);
    }

    ColumnRole numeric_role(std::size_t i, std::string const& heading) {
        auto const& sample = m_samples[i];
        bool const unit = unit_in_heading(i).has_value();
        if (unit || names_temperature(heading) || sample.cell_unit())
            return mentions(heading, words().ignored) && !unit ? ColumnRole::unused
                                                               : ColumnRole::channel;
        auto const& parts = m_layout.columns[i].parts;
        bool const whole = sample.points + sample.commas == 0; // "Messwert" may also be the value
        bool const counter =
            whole && std::any_of(parts.begin(), parts.end(), [&](std::string const& part) {
                return std::find(words().index.begin(), words().index.end(), fold(part)) !=
                       words().index.end();
            });
        bool const before_times = static_cast<int>(i) < std::max(m_layout.stamp, m_layout.date);
        bool const counts =
            sample.counts() && sample.numbers() > 1 && (heading.empty() || before_times);
        if (counter || counts)
            return ColumnRole::unused;
        if (is_group(heading, sample))
            return ColumnRole::group;
        if (mentions(heading, words().ignored) || mentions(heading, words().stamp))
            return ColumnRole::unused;
        if (sample.filled() <= 1 && sample.blank > 3)
            return ColumnRole::text; // a serial on the first row
        return ColumnRole::channel;
    }

    bool is_group(std::string const& heading, ColumnSample const& sample) const {
        bool const named = mentions(heading, words().group) && !names_temperature(heading) &&
                           !mentions(heading, words().humidity);
        // what is new in every row names no logger
        bool const repeats =
            sample.values.size() * 2 <= static_cast<std::size_t>(sample.filled()) + 1;
        return named && repeats && sample.blank == 0 && sample.filled() > 1 && sample.points == 0 &&
               sample.commas == 0;
    }

    ColumnRole text_role(std::size_t i, std::string const& heading) {
        auto const& sample = m_samples[i];
        if (sample.filled() == 0) // no cell in the sample: the heading decides
            return !heading.empty() && (names_temperature(heading) || unit_in_heading(i))
                       ? ColumnRole::channel
                       : ColumnRole::text;
        if (sample.absent > 0 && sample.texts == 0 &&
            (names_temperature(heading) || unit_in_heading(i)))
            return ColumnRole::channel;
        bool const all_units =
            sample.blank == 0 && sample.units > 0 && sample.units * 10 >= sample.filled() * 9 - 5;
        if (all_units && m_layout.unit < 0 && !mentions(heading, words().ignored))
            return ColumnRole::unit;
        if (sample.blank == 0 && m_layout.quantity < 0 && sample.values.size() > 1 &&
            sample.values.size() < 8 && names_quantities(sample))
            return ColumnRole::quantity;
        // "_field" over nothing but "temperature": what the values of the row are
        if (sample.blank == 0 && m_layout.quantity < 0 && sample.values.size() == 1 &&
            mentions(heading, words().quantity) && names_temperature(fold(*sample.values.begin())))
            return ColumnRole::quantity;
        return is_group(heading, sample) ? ColumnRole::group : ColumnRole::text;
    }

    // Cells such as "Temperature" and "Humidity": every row is of one quantity.
    bool names_quantities(ColumnSample const& sample) const {
        bool const temperature =
            std::any_of(sample.values.begin(), sample.values.end(), [&](std::string const& cell) {
                return mentions(fold(cell), words().temperature);
            });
        bool const other =
            std::any_of(sample.values.begin(), sample.values.end(), [&](std::string const& cell) {
                std::string const folded = fold(cell);
                return mentions(folded, words().humidity) || mentions(folded, words().other);
            });
        return temperature && other;
    }

    void describe(std::size_t i) {
        auto& column = m_layout.columns[i];
        auto const& sample = m_samples[i];
        std::string const heading = bare(i);
        column.mark = sample.commas > sample.points ? ',' : '.';
        column.suffixed = sample.suffixed > 0;
        auto unit = unit_in_heading(i);
        if (!unit && sample.cell_unit()) {
            unit = sample.cell_unit();
            m_layout.notes.push_back(text::cat("unit of ", text::quoted(column.heading),
                                               ": its cells say ", sample.suffix_text));
        }
        // "Alarm 1 (C)" with one value in every row is the limit of an alarm
        bool const fixed_alarm = mentions(heading, words().ignored) && sample.values.size() == 1 &&
                                 sample.filled() > 3;
        if (mentions(heading, words().derived) || fixed_alarm)
            column.quantity = QuantityKind::other;
        else if (!unit && (mentions(heading, words().humidity) ||
                           ((heading.find('%') != std::string::npos || sample.suffix_text == "%") &&
                            !mentions(heading, words().other))))
            column.quantity = QuantityKind::humidity;
        else if (unit || (names_temperature(heading) && !mentions(heading, words().other)))
            column.quantity = QuantityKind::temperature;
        if (unit)
            refuse_parts(heading, text::cat("the heading ", text::quoted(column.heading)));
        column.unit = unit;
        column.unit_text = unit ? std::string(symbol(*unit)) : sample.suffix_text;
        if (column.quantity == QuantityKind::humidity && column.unit_text.empty() &&
            heading.find('%') != std::string::npos)
            column.unit_text = "%";
        column.aggregated = mentions(text::replace_all(heading, "_", " "), words().average);
        if (m_context.profile != nullptr) {
            for (auto const& mark : m_context.profile->serial_after) {
                if (column.logger.empty())
                    column.logger = text_after(column.heading, mark).value_or("");
            }
        }
        if (column.logger.empty())
            column.logger = text_after(column.heading, "LGR S/N: ").value_or("");
    }

    void refuse_parts(std::string_view written, std::string_view where) {
        std::string const folded = fold(written);
        static constexpr std::array<std::string_view, 5> of_sensor{"resol", "accura", "precis",
                                                                   "genau", "\xC2\xB1"};
        bool const sensor =
            std::any_of(of_sensor.begin(), of_sensor.end(), [&](std::string_view word) {
                return folded.find(word) != std::string::npos;
            });
        if (m_layout.refusal.empty() && !sensor && writes_parts(folded))
            m_layout.refusal = text::cat(where, " says that its numbers are parts of a degree; "
                                                "export in whole degrees");
    }

    // "Temp (0.1 C)", "Temperature x10", "T [mC]" with degree signs: parts of a degree.
    static bool writes_parts(std::string_view heading) {
        for (std::string_view const tenths : {"tenths of", "zehntel", "tienden"}) {
            if (heading.find(tenths) != std::string_view::npos)
                return true;
        }
        static constexpr std::string_view degree = "\xC2\xB0";
        for (std::string_view const part :
             {"0.1", "0,1", "0.01", "0,01", "0.001", "1/10", "1/100"}) {
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
        for (std::string_view const times : {"x10", "x 10", "*10",
                                             "\xC3\x97"
                                             "10",
                                             "m\xC2\xB0", "millideg"}) {
            auto const at = heading.find(times);
            if (at != std::string_view::npos && (at == 0 || heading[at - 1] == ' ' ||
                                                 heading[at - 1] == '(' || heading[at - 1] == '['))
                return true;
        }
        return false;
    }

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
                               !mentions(bare(i - 1), words().other);
            if (!value)
                return false;
        }
        return true;
    }

    // "Date/Time,Unit,Value": the unit stands in every row, for the value after it. With units that
    // change from row to row only the temperature's counts; the other rows are told apart by unit.
    void apply_unit_column() {
        bool const behind = units_stand_behind();
        bool const quantities =
            std::any_of(m_layout.columns.begin(), m_layout.columns.end(),
                        [](Column const& column) { return column.role == ColumnRole::quantity; });
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role != ColumnRole::unit)
                continue;
            m_layout.unit = static_cast<int>(i);
            std::set<TemperatureUnit> units;
            std::string written;
            for (auto const& value : m_samples[i].values) {
                bool const number = value.find_first_of("0123456789") != std::string::npos;
                auto const unit =
                    number ? std::nullopt : find_unit(value, words(), UnitContext::alone);
                if (unit) {
                    units.insert(*unit);
                    written = value;
                }
            }
            auto const channels = std::count_if(
                m_layout.columns.begin(), m_layout.columns.end(),
                [](Column const& column) { return column.role == ColumnRole::channel; });
            for (std::size_t j = 0; j < m_layout.columns.size(); ++j) {
                auto& column = m_layout.columns[j];
                // of several columns the unit is meant for its neighbours and for temperatures
                bool const meant = channels == 1 || (behind ? j + 1 == i : j == i + 1) ||
                                   (units_columns() == 1 && names_temperature(bare(j)));
                if (column.role != ColumnRole::channel || column.unit || !meant ||
                    column.quantity == QuantityKind::humidity)
                    continue;
                column.quantity =
                    units.size() == 1 ? QuantityKind::temperature : QuantityKind::humidity;
                if (units.size() != 1)
                    continue;
                column.unit = *units.begin();
                column.unit_text = written;
            }
        }
        auto const moves = [&](std::size_t i) { return m_samples[i].values.size() > 1; };
        bool any_moves = false;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i)
            any_moves = any_moves || (m_layout.columns[i].role == ColumnRole::channel && moves(i));
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            auto& column = m_layout.columns[i];
            // "table: 0" in every row beside the values is none of them
            if (quantities && column.role == ColumnRole::channel &&
                column.quantity == QuantityKind::other && (moves(i) || !any_moves))
                column.quantity = QuantityKind::temperature;
        }
    }

    void apply_status_columns() {
        int channel = -1;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role == ColumnRole::channel)
                channel = static_cast<int>(i);
            if (m_layout.columns[i].role == ColumnRole::status && channel >= 0)
                m_layout.columns[static_cast<std::size_t>(channel)].status_column =
                    static_cast<int>(i);
        }
    }

    // Units that stand apart from the headings: in the preamble, with the profile, by option.
    void resolve_units() {
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
            !mentions(fold(m_layout.columns[channels[0]].heading), words().other)) {
            m_layout.columns[channels[0]].quantity = QuantityKind::temperature;
            set_unit(m_layout.columns[channels[0]], *m_context.options.unit, "option --unit");
        }
    }

    // "Temperature in C" above columns that only number or name the loggers.
    void take_title(std::vector<std::size_t> const& channels) {
        bool const any = std::any_of(channels.begin(), channels.end(), [&](std::size_t i) {
            return m_layout.columns[i].quantity != QuantityKind::other;
        });
        if (any)
            return;
        for (auto const& [line, number] : m_preamble.texts) {
            bool const title =
                line.size() <= 80 && line.find_first_of("0123456789<>=") == std::string::npos &&
                names_temperature(fold(line)) && !mentions(fold(line), words().humidity);
            auto const unit = title ? find_unit(line, words(), UnitContext::heading) : std::nullopt;
            if (!unit)
                continue;
            for (auto const i : channels) {
                auto& column = m_layout.columns[i];
                if (mentions(fold(column.heading), words().other) || column.unit)
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

    // A line "<heading> = <unit>", or "<heading>" with "UNIT: <unit>" below it.
    void unit_from_preamble(Column& column, std::size_t channels) {
        if (column.parts.empty() && channels > 1)
            return;
        if (column.parts.empty()) { // the only column of a table without headings
            for (auto const& line : m_preamble.lines) {
                auto const unit = line.value.size() <= 12 && names_temperature(line.key)
                                      ? find_unit(line.value, words(), UnitContext::alone)
                                      : std::nullopt;
                if (!unit)
                    continue;
                column.quantity = QuantityKind::temperature;
                set_unit(column, *unit, text::cat("line ", text::quoted(line.key)));
                return;
            }
        }
        for (auto const& part : column.parts) {
            if (auto const value = m_preamble.find(std::span(&part, 1))) {
                if (auto const unit = find_unit(*value, words(), UnitContext::alone)) {
                    refuse_parts(*value, text::cat("line ", text::quoted(part)));
                    column.quantity = QuantityKind::temperature;
                    set_unit(column, *unit, text::cat("line ", text::quoted(part)));
                    return;
                }
            }
            if (auto const unit = unit_beside(part)) {
                column.quantity = QuantityKind::temperature;
                set_unit(column, *unit, text::cat("line of ", text::quoted(part)));
                return;
            }
            for (std::size_t i = 0; i + 1 < m_preamble.texts.size(); ++i) {
                if (!text::equal_ignoring_case(m_preamble.texts[i].text, part))
                    continue;
                auto const written = text_after(fold(m_preamble.texts[i + 1].text), "unit:");
                auto const unit =
                    written ? find_unit(text::upper(*written), words(), UnitContext::alone)
                            : std::nullopt;
                if (unit) {
                    column.quantity = QuantityKind::temperature;
                    set_unit(column, *unit, text::cat("line below ", text::quoted(part)));
                    return;
                }
            }
        }
        if (channels == 1 && column.quantity != QuantityKind::humidity &&
            !mentions(fold(column.heading), words().other)) {
            auto const value = m_preamble.find(HeadFact::unit, words());
            auto const unit = value ? find_unit(*value, words(), UnitContext::alone) : std::nullopt;
            if (unit) {
                refuse_parts(*value, "the line of the unit");
                column.quantity = QuantityKind::temperature;
                set_unit(column, *unit, "the preamble's unit");
            }
        }
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
                if (auto const unit = short_word ? find_unit(cells[i], words(), UnitContext::alone)
                                                 : std::nullopt) {
                    refuse_parts(cells[i], text::cat("the line of ", text::quoted(heading)));
                    return unit;
                }
            }
        }
        return std::nullopt;
    }

    // The one unit that every marked temperature above the table has; nothing when they differ.
    std::optional<TemperatureUnit> unit_of_preamble() const {
        if (auto const value = m_preamble.find(HeadFact::unit, words())) {
            if (auto const unit = find_unit(*value, words(), UnitContext::alone))
                return unit;
        }
        std::set<TemperatureUnit> units;
        for (auto const& line : m_preamble.lines) { // "temperature, degrees Celsius"
            auto const unit = line.value.size() <= 20 && names_temperature(line.key) &&
                                      line.value.find_first_of("0123456789") == std::string::npos
                                  ? find_unit(line.value, words(), UnitContext::alone)
                                  : std::nullopt;
            if (unit)
                units.insert(*unit);
        }
        for (auto const& [line, number] : m_preamble.texts) {
            for (std::string_view const mark : {"\xC2\xB0", "\xEF\xBF\xBD"}) {
                for (auto at = line.find(mark); at != std::string::npos;
                     at = line.find(mark, at + 1)) {
                    if (auto const unit =
                            find_unit(std::string_view(line).substr(at, mark.size() + 1), words(),
                                      UnitContext::heading))
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
                return other != i && unit_in_heading(other) && name(other) == name(i) &&
                       fold(column.heading) == name(i);
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
            auto const unit = find_unit(written, words(), UnitContext::heading);
            if (mentions(folded, words().temperature)) {
                column.quantity = QuantityKind::temperature;
                if (unit)
                    set_unit(column, *unit, "the channel's description");
            }
            ++next;
        }
    }

    // The heading without unit and serials; made unique by what sets equal headings apart.
    void name_channels() {
        std::map<std::string, int> uses;
        for (auto const& column : m_layout.columns) {
            if (column.role == ColumnRole::channel)
                ++uses[short_name(column)];
        }
        std::map<std::string, int> given;
        std::size_t index = 0;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            auto& column = m_layout.columns[i];
            if (column.role != ColumnRole::channel)
                continue;
            column.channel = index++;
            std::string name = short_name(column);
            if (name.empty())
                name = text::cat("column ", i + 1);
            else if (uses[name] > 1)
                name += distinction(column);
            int const count = ++given[name];
            column.name = count == 1 ? name : text::cat(name, " #", count);
        }
        m_layout.channels = index;
    }

    std::string distinction(Column const& column) const {
        if (auto const label = text_after(column.heading, "LBL: "))
            return " " + *label;
        if (auto const sensor = text_after(column.heading, "SEN S/N: "))
            return " " + *sensor;
        bool const other_unit =
            std::any_of(m_layout.columns.begin(), m_layout.columns.end(), [&](Column const& other) {
                return other.role == ColumnRole::channel && other.unit && column.unit &&
                       other.unit != column.unit && short_name(other) == short_name(column);
            });
        return other_unit ? text::cat(" (", symbol(*column.unit), ")") : std::string();
    }

    // The parts of several heading rows that are more than a unit or a number.
    std::string telling_parts(Column const& column) const {
        std::string out;
        for (auto const& part : column.parts) {
            bool const unit = part.size() <= 8 && (find_unit(part, words(), UnitContext::alone) ||
                                                   part.starts_with('%'));
            if (unit || is_plain_number(part) || out.find(part) != std::string::npos)
                continue;
            out += text::cat(out.empty() ? "" : " ", part);
        }
        return out.empty() ? column.heading : out;
    }

    // "Temperature (C)" is "Temperature"; "103 (C)" stays, or a number alone would be left.
    std::string_view without_unit(std::string_view heading) const {
        if (!heading.ends_with(')') && !heading.ends_with(']'))
            return heading;
        std::size_t open = heading.size() - 1; // of the bracket that closes last
        for (int depth = 0;; --open) {
            depth += heading[open] == ')' || heading[open] == ']' ? 1 : 0;
            depth -= heading[open] == '(' || heading[open] == '[' ? 1 : 0;
            if (depth == 0 || open == 0)
                break;
        }
        if (open == 0)
            return heading;
        auto const inside = heading.substr(open + 1, heading.size() - open - 2);
        auto const before = text::trim(heading.substr(0, open));
        bool const unit = inside.size() <= 8 && (find_unit(inside, words(), UnitContext::alone) ||
                                                 inside.find('%') != std::string_view::npos);
        return unit && !before.empty() && !is_plain_number(before) ? before : heading;
    }

    // "Interior Temperature C" with a degree sign is "Interior Temperature".
    std::string_view without_trailing_unit(std::string_view heading) const {
        auto const blank = heading.rfind(' ');
        if (blank == std::string_view::npos || blank == 0)
            return heading;
        auto const last = heading.substr(blank + 1);
        bool const unit = last.size() > 1 && last.size() <= 4 &&
                          find_unit(last, words(), UnitContext::alone) &&
                          !is_plain_number(heading.substr(0, blank));
        return unit ? text::trim(heading.substr(0, blank)) : heading;
    }

    std::string short_name(Column const& column) const {
        std::string const whole = column.parts.size() > 1 ? telling_parts(column) : column.heading;
        auto heading = without_unit(without_serials(whole));
        heading = without_trailing_unit(heading);
        auto const comma = heading.rfind(", ");
        if (comma != std::string_view::npos && heading.size() - comma <= 8)
            heading = heading.substr(0, comma); // "Temp, C"
        while (heading.ends_with(',') || heading.ends_with(' '))
            heading.remove_suffix(1);
        return std::string(heading);
    }

    Layout& m_layout;
    std::vector<ColumnSample> const& m_samples;
    Preamble const& m_preamble;
    InferContext const& m_context;
};

} // namespace

void find_roles(Layout& layout, std::vector<ColumnSample> const& samples, Preamble const& preamble,
                InferContext const& context) {
    RoleFinder(layout, samples, preamble, context).run();
}

} // namespace coldchain::logger
