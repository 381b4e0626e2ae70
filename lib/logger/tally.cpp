// SPDX-License-Identifier: Apache-2.0
#include "logger/tally.hpp"

#include "common/mean_kinetic_temperature.hpp"
#include "common/text.hpp"
#include "logger/judge.hpp"
#include "logger/number.hpp"
#include "logger/source_text.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace coldchain::logger {

namespace {

constexpr std::size_t most_irregular = 10'000;
constexpr std::array<std::int32_t, 6> powers{1, 10, 100, 1'000, 10'000, 100'000};

// Tables of counts, all zero between two uses: clearing what was used is cheaper for a small file
// than making a new one.
std::vector<std::vector<std::uint32_t>>& scratch() {
    static thread_local std::vector<std::vector<std::uint32_t>> tables;
    return tables;
}

std::vector<std::uint32_t> take_counts() {
    if (scratch().empty())
        return std::vector<std::uint32_t>(std::size_t{2} * static_cast<std::size_t>(widest));
    auto counts = std::move(scratch().back());
    scratch().pop_back();
    return counts;
}

} // namespace

Tally::~Tally() {
    for (auto& channel : m_channels) {
        if (channel.counts.empty())
            continue;
        for (auto value = channel.low; value <= channel.high; ++value)
            channel.count_of(value) = 0;
        if (scratch().size() < 8)
            scratch().push_back(std::move(channel.counts));
    }
}

Tally::Tally(Layout const& layout, Profile const* profile, std::string_view start)
    : m_layout(layout), m_profile(profile), m_fixed(layout.fixed) {
    m_usable = prepare_plan() && prepare_channels(start);
    if (m_usable)
        prepare_short_way();
}

bool Tally::prepare_plan() {
    if (!m_fixed || m_layout.delimiter == blank_runs || m_layout.group >= 0 ||
        m_layout.quantity >= 0 || m_layout.milliseconds >= 0 || m_layout.channels == 0 ||
        m_layout.joined_last || m_layout.carried_dates || !m_layout.doubts.empty())
        return false;
    auto plan = plan_row(m_layout);
    m_plan = std::move(plan.steps);
    m_channels.resize(m_layout.channels);
    for (std::size_t i = 0; i < m_layout.needed; ++i) {
        auto const& column = m_layout.columns[i];
        if (m_plan[i].step == Step::channel)
            m_channels[column.channel].column = &column;
        if (m_plan[i].step != Step::skip)
            continue;
        if (column.role == ColumnRole::text)
            return false; // events stand in it
        m_skips = true;
    }
    if (!plan.plain)
        return false;
    m_skips = m_skips || m_layout.needed < m_layout.columns.size();
    return true;
}

// The finest scale of the first rows is the one that values are counted at.
bool Tally::prepare_channels(std::string_view start) {
    Lines lines(start);
    std::string_view line;
    std::vector<std::string_view> cells;
    for (int looked = 0; looked < 100 && lines.next(line); ++looked) {
        split_cells(line, m_layout.delimiter, cells);
        for (std::size_t i = 0; i < m_plan.size() && i < cells.size(); ++i) {
            if (m_plan[i].step != Step::channel)
                continue;
            auto const value = parse_value(cells[i], m_plan[i].mark);
            auto& channel = m_channels[m_plan[i].channel];
            if (value)
                channel.scale = std::max(channel.scale, value->number.scale);
        }
    }
    for (auto& channel : m_channels) {
        if (channel.scale >= powers.size())
            return false;
        channel.counts = take_counts();
        channel.low = widest;
        channel.high = -widest;
        // in kelvin or Celsius a jump is 100; as many degrees Fahrenheit are less and so on the
        // safe side
        channel.jump = channel.column->quantity == QuantityKind::temperature
                           ? static_cast<std::int32_t>(spike_kelvin) * powers[channel.scale]
                           : 2 * widest;
    }
    return true;
}

bool Tally::take_stamp(char const*& at, char const* end, std::int64_t& stamp) {
    if (static_cast<std::size_t>(end - at) < m_fixed->size() || !m_fixed->read(at, stamp))
        return false;
    at += m_fixed->size();
    stamp -= m_layout.fixed_offset;
    return true;
}

bool Tally::take_value(char const*& at, char const* end, PlannedStep const& planned) {
    auto& channel = m_channels[planned.channel];
    CellNumber number;
    if (!read_number(at, end, planned.mark, number) || number.scale > channel.scale)
        return false;
    std::int64_t const wide = std::int64_t{number.mantissa} *
                              powers[static_cast<std::size_t>(channel.scale - number.scale)];
    if (wide < -widest || wide >= widest)
        return false;
    auto const value = static_cast<std::int32_t>(wide);
    ++channel.count_of(value);
    if (value < channel.low) {
        channel.low = value;
        channel.low_scale = number.scale;
    }
    if (value > channel.high) {
        channel.high = value;
        channel.high_scale = number.scale;
    }
    auto const step = value - channel.last;
    bool const near = step < channel.jump && step > -channel.jump;
    channel.last = value;
    return near || m_rows == 0;
}

bool Tally::take_step(std::int64_t stamp) {
    if (m_rows == 0) {
        m_first = stamp;
    } else {
        auto const step = stamp - m_last;
        if (m_rows == 1)
            m_steps.usual = step;
        if (step != m_steps.usual) {
            if (step <= 0 || m_steps.irregular.size() >= most_irregular)
                return false;
            m_steps.irregular.push_back(
                {m_last, stamp, m_layout.first_line + static_cast<std::uint32_t>(m_rows)});
        }
    }
    m_last = stamp;
    return true;
}

// One cell without its quotes.
bool Tally::take_cell(char const*& at, char const* end, PlannedStep const& planned,
                      std::int64_t& stamp) {
    switch (planned.step) {
    case Step::stamp:
        return take_stamp(at, end, stamp);
    case Step::channel:
        return take_value(at, end, planned);
    case Step::unit:
        if (static_cast<std::size_t>(end - at) < planned.expected.size() ||
            std::memcmp(at, planned.expected.data(), planned.expected.size()) != 0)
            return false;
        at += planned.expected.size();
        return true;
    case Step::empty:
        return true;
    case Step::skip:
    case Step::clock:
        while (at != end && *at != m_layout.delimiter && *at != '"' && *at != '\n')
            ++at;
        return true;
    }
    return false;
}

// Past the cells behind those that matter, and past the line end.
bool Tally::end_row(char const*& at, char const* end) const {
    char const delimiter = m_layout.delimiter;
    if (at != end && *at == delimiter) {
        if (m_layout.needed == m_layout.columns.size()) {
            while (at != end && (*at == delimiter || *at == ' '))
                ++at;
        } else {
            auto const* const feed =
                static_cast<char const*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
            at = feed != nullptr ? feed : end;
        }
    }
    if (at != end && *at == '\r')
        ++at;
    if (at == end || *at != '\n')
        return false;
    ++at;
    return true;
}

bool Tally::row(char const*& at, char const* end) {
    char const* p = at;
    std::int64_t stamp = 0;
    bool first = true;
    for (auto const& planned : m_plan) {
        if (planned.step == Step::clock)
            continue; // read together with the date
        if (!first) {
            if (p == end || *p != m_layout.delimiter)
                return false;
            ++p;
        }
        first = false;
        bool const quoted = p != end && *p == '"';
        p += quoted ? 1 : 0;
        if (!take_cell(p, end, planned, stamp))
            return false;
        if (quoted) {
            if (p == end || *p != '"')
                return false;
            ++p;
        }
    }
    if (!take_step(stamp) || !end_row(p, end))
        return false;
    at = p;
    ++m_rows;
    return true;
}

bool Tally::add(std::string_view lines) {
    // what is passed over unread must not change how the file's encoding is understood
    if (!m_usable || (m_skips && !is_ascii(lines)))
        return false;
    char const* at = lines.data();
    char const* const end = at + lines.size();
    while (at != end) {
        if (m_short_way)
            at = add_by_short_way(at, end);
        if (at != end && !row(at, end)) {
            m_usable = false;
            return false;
        }
    }
    return true;
}

// Nothing that the judge would mark or name beyond gaps and steps.
bool Tally::is_sound(ChannelTally const& channel) const {
    std::uint32_t most = 0;
    for (auto value = channel.low; value <= channel.high; ++value)
        most = std::max(most, channel.count_of(value));
    bool const may_be_stuck = most >= frozen_rows && std::uint64_t{most} * 10 >= m_rows * 9;
    auto const has = [&](Decimal const& value) {
        for (auto at = channel.low; at <= channel.high; ++at) {
            if (channel.count_of(at) > 0 &&
                Decimal{at, channel.scale} == value)
                return true;
        }
        return false;
    };
    if (m_profile != nullptr &&
        std::any_of(m_profile->sentinels.begin(), m_profile->sentinels.end(), has))
        return false;
    if (channel.column->quantity != QuantityKind::temperature)
        return true;
    auto const unit = channel.column->unit.value_or(TemperatureUnit::celsius);
    auto const celsius_of = [&](std::int32_t value) {
        return celsius(Temperature{Decimal{value, channel.scale}, unit});
    };
    bool const ends = m_profile != nullptr && (m_profile->highest || m_profile->lowest);
    return !may_be_stuck && !ends && celsius_of(channel.low) >= coldest_celsius + 0.001 &&
           celsius_of(channel.high) <= hottest_celsius - 0.001;
}

bool Tally::finish() {
    if (!m_usable || m_rows < 3 || m_steps.usual <= 0 || m_steps.usual % 1000 != 0)
        return false;
    m_steps.count = m_rows - 1;
    m_steps.regular = m_steps.count - m_steps.irregular.size();
    if (m_steps.regular <= m_steps.irregular.size())
        return false; // the first step is not the usual one
    auto const tolerance = step_tolerance(m_steps.usual);
    for (auto const& step : m_steps.irregular)
        m_steps.regular += std::abs(step.to - step.from - m_steps.usual) <= tolerance ? 1U : 0U;
    return std::all_of(m_channels.begin(), m_channels.end(),
                       [&](ChannelTally const& channel) { return is_sound(channel); });
}

std::vector<ChannelSummary> Tally::summaries() const {
    std::vector<ChannelSummary> list;
    for (auto const& channel : m_channels) {
        ValueCounts counted;
        counted.scale = channel.scale;
        counted.total = m_rows;
        auto const as_written = [&](std::int32_t value, std::uint8_t scale) {
            return Reading{value / powers[static_cast<std::size_t>(channel.scale - scale)], scale,
                           ReadingFlag::ok};
        };
        counted.lowest = as_written(channel.low, channel.low_scale);
        counted.highest = as_written(channel.high, channel.high_scale);
        for (auto value = channel.low; value <= channel.high; ++value) {
            auto const count = channel.count_of(value);
            if (count > 0)
                counted.values.emplace_back(value, count);
        }
        list.push_back(summarise(counted, channel.column->quantity,
                                 channel.column->unit.value_or(TemperatureUnit::celsius)));
    }
    return list;
}

} // namespace coldchain::logger
