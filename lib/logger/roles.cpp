// SPDX-License-Identifier: Apache-2.0
#include "logger/roles.hpp"

#include "common/text.hpp"
#include "logger/channel_names.hpp"
#include "logger/heading_unit.hpp"
#include "logger/preamble_units.hpp"
#include "logger/unit_columns.hpp"

#include <algorithm>

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
        apply_unit_columns(m_layout, m_samples, words());
        apply_status_columns();
        resolve_units(m_layout, m_samples, m_preamble, m_context);
        name_channels(m_layout, words());
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
        std::string const heading = bare_heading(m_layout.columns[i]);
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

    ColumnRole numeric_role(std::size_t i, std::string const& heading) {
        auto const& sample = m_samples[i];
        bool const unit = unit_in_heading(m_layout.columns[i], words()).has_value();
        if (unit || names_temperature(heading, words()) || sample.cell_unit())
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
        bool const named = mentions(heading, words().group) &&
                           !names_temperature(heading, words()) &&
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
            return !heading.empty() && (names_temperature(heading, words()) ||
                                        unit_in_heading(m_layout.columns[i], words()))
                       ? ColumnRole::channel
                       : ColumnRole::text;
        if (sample.absent > 0 && sample.texts == 0 &&
            (names_temperature(heading, words()) || unit_in_heading(m_layout.columns[i], words())))
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
            mentions(heading, words().quantity) &&
            names_temperature(fold(*sample.values.begin()), words()))
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
        std::string const heading = bare_heading(m_layout.columns[i]);
        column.mark = sample.commas > sample.points ? ',' : '.';
        column.suffixed = sample.suffixed > 0;
        auto unit = unit_in_heading(m_layout.columns[i], words());
        if (!unit && sample.cell_unit()) {
            unit = sample.cell_unit();
            m_layout.notes.push_back(text::cat("unit of ", text::quoted(column.heading),
                                               ": its cells say ", sample.suffix_text));
        }
        // "Alarm 1 (C)" with one value in every row is the limit of an alarm
        bool const fixed_alarm =
            mentions(heading, words().ignored) && sample.values.size() == 1 && sample.filled() > 3;
        if (mentions(heading, words().derived) || fixed_alarm)
            column.quantity = QuantityKind::other;
        else if (!unit && (mentions(heading, words().humidity) ||
                           ((heading.find('%') != std::string::npos || sample.suffix_text == "%") &&
                            !mentions(heading, words().other))))
            column.quantity = QuantityKind::humidity;
        else if (unit || (names_temperature(heading, words()) && !mentions(heading, words().other)))
            column.quantity = QuantityKind::temperature;
        if (unit)
            refuse_parts(m_layout, heading,
                         text::cat("the heading ", text::quoted(column.heading)));
        column.unit = unit;
        column.unit_text = unit ? std::string(symbol(*unit)) : sample.suffix_text;
        if (column.quantity == QuantityKind::humidity && column.unit_text.empty() &&
            heading.find('%') != std::string::npos)
            column.unit_text = '%';
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
