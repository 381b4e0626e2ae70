// SPDX-License-Identifier: Apache-2.0
#include "logger/judge.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "logger/steps.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace coldchain::logger {

namespace {

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t hour_ms = 3'600'000;

std::string stamp_text(Recording const& recording, std::int64_t stamp) {
    return recording.basis == TimeBasis::utc ? to_rfc3339({stamp}) : to_text(LocalTime{stamp});
}

std::string line_list(std::vector<std::uint32_t> const& lines) {
    std::string out = lines.size() == 1 ? "line " : "lines ";
    for (std::size_t i = 0; i < lines.size() && i < 5; ++i)
        out += text::cat(i == 0 ? "" : ", ", lines[i]);
    return lines.size() > 5 ? out + ", ..." : out;
}

std::string count_text(std::uint64_t count, std::string_view one, std::string_view many) {
    return text::cat(count, ' ', count == 1 ? one : many);
}

// Minutes by which the zone's clock changes between two local times; 0 when it does not.
std::int64_t clock_change(std::int64_t from, std::int64_t to, std::string const& zone) {
    auto const offset_at = [&](std::int64_t local) -> std::optional<std::int64_t> {
        auto const found = instants_of(LocalTime{local}, zone);
        if (!found || found->empty())
            return std::nullopt;
        return local - found->front().milliseconds;
    };
    auto const before = offset_at(std::min(from, to) - 3 * hour_ms);
    auto const after = offset_at(std::max(from, to) + 3 * hour_ms);
    return before && after ? *after - *before : 0;
}

// What a shipment can have, in the file's unit, as mantissas of each scale.
class ScaledLimits {
public:
    explicit ScaledLimits(TemperatureUnit unit) {
        double const factor = unit == TemperatureUnit::fahrenheit ? 1.8 : 1.0;
        double const offset = unit == TemperatureUnit::fahrenheit ? 32.0
                              : unit == TemperatureUnit::kelvin   ? 273.15
                                                                  : 0.0;
        double power = 1;
        for (std::size_t scale = 0; scale < m_low.size(); ++scale, power *= 10) {
            m_low[scale] = (coldest_celsius * factor + offset - 1e-9) * power;
            m_high[scale] = (hottest_celsius * factor + offset) * power;
        }
    }
    bool holds(Reading reading) const {
        std::size_t const scale = std::min<std::size_t>(reading.scale, m_low.size() - 1);
        return reading.mantissa >= m_low[scale] && reading.mantissa <= m_high[scale];
    }

private:
    std::array<double, 10> m_low{};
    std::array<double, 10> m_high{};
};

// --- the judge ---

class Judge {
public:
    Judge(Recording& recording, JudgeContext const& context)
        : m_recording(recording), m_context(context) {}

    void run() {
        reverse_newest_first();
        m_steps = steps_of(m_recording.times, m_recording.lines);
        find_interval();
        walk_steps();
        for (auto& channel : m_recording.channels)
            check_channel(channel);
        check_announced();
        check_account();
        m_recording.fitness = fitness_of(m_recording.findings);
    }

    // The rows are known to be in order and every reading good.
    void run_on(TimeSteps steps) {
        m_steps = std::move(steps);
        find_interval();
        walk_steps();
        check_announced();
        check_account();
        m_recording.fitness = fitness_of(m_recording.findings);
    }

private:
    void add(Finding finding) { m_recording.findings.push_back(std::move(finding)); }
    void add(std::string_view code, Severity severity, std::string message, std::string value = {},
             std::string fix = {}) {
        add(make_finding(code, severity, std::move(message), std::move(value), std::move(fix)));
    }

    void reverse_newest_first() {
        auto& times = m_recording.times;
        std::uint64_t down = 0;
        std::uint64_t up = 0;
        for (std::size_t i = 1; i < times.size(); ++i) {
            down += times[i] < times[i - 1] ? 1U : 0U;
            up += times[i] > times[i - 1] ? 1U : 0U;
        }
        if (down == 0 || down <= up * 9)
            return;
        std::reverse(times.begin(), times.end());
        std::reverse(m_recording.lines.begin(), m_recording.lines.end());
        for (auto& channel : m_recording.channels)
            std::reverse(channel.readings.begin(), channel.readings.end());
        m_recording.notes.emplace_back("rows stand newest first; turned round");
    }

    void find_interval() {
        m_step = m_steps.usual;
        bool const has_rule =
            m_step > 0 && m_steps.count > 0 && m_steps.regular * 2 >= m_steps.count;
        if (!has_rule && m_steps.count > 0) {
            m_step = 0;
            if (m_context.announced_interval && *m_context.announced_interval > 0)
                m_step = *m_context.announced_interval * second_ms;
            add("READ-12", Severity::warn,
                m_step > 0 ? "the rows have no regular step; the announced interval is used"
                           : "the rows have no regular step, so gaps cannot be told");
        }
        m_recording.interval_seconds = m_step / second_ms;
        auto const announced = m_context.announced_interval;
        if (announced && has_rule && *announced > 0 &&
            std::abs(*announced * second_ms - m_step) > step_tolerance(m_step))
            add("READ-12", Severity::info,
                text::cat("the file announces an interval of ", duration_text(*announced),
                          ", its rows are ", duration_text(m_step / second_ms), " apart"),
                duration_text(m_step / second_ms));
    }

    bool is_clock_change(std::int64_t from, std::int64_t to) {
        if (m_recording.basis == TimeBasis::utc || ++m_zone_checks > 200)
            return false;
        auto const extra = to - from - m_step;
        for (auto const& zone : m_context.words.clock_zones) {
            auto const change = clock_change(from, to, zone);
            if (change != 0 && std::abs(extra - change) <= step_tolerance(m_step)) {
                m_change_zone = zone;
                return true;
            }
        }
        return false;
    }

    void walk_steps() {
        // with another step than the usual one the usual ones are irregular too, and then the rows
        // are there to be walked again
        if (m_step == m_steps.usual) {
            for (auto const& step : m_steps.irregular)
                irregular_step(step);
        } else {
            auto const& times = m_recording.times;
            for (std::size_t i = 1; i < times.size(); ++i) {
                if (times[i] - times[i - 1] != m_step)
                    irregular_step({times[i - 1], times[i], m_recording.lines[i]});
            }
        }
        report_steps();
    }

    void irregular_step(IrregularStep const& at) {
        auto const step = at.to - at.from;
        if (m_step > 0 && std::abs(step - m_step) <= step_tolerance(m_step) && step > 0)
            return; // drift
        bool const hour = std::abs(std::abs(step - m_step) - hour_ms) <= step_tolerance(m_step) ||
                          std::abs(std::abs(step - m_step) - hour_ms / 2) <= step_tolerance(m_step);
        if (m_step > 0 && hour && is_clock_change(at.from, at.to)) {
            m_changes.push_back(at);
        } else if (step == 0) {
            m_repeated.push_back(at.line);
        } else if (step < 0) {
            m_backward.push_back(at.line);
        } else if (m_step > 0 && step * 2 > m_step * 3) {
            m_recording.gaps.push_back({at.from, at.to, (step + m_step / 2) / m_step - 1});
        } else {
            ++m_short;
        }
    }

    void report_steps() {
        for (auto const& [from, to, line] : m_changes) {
            add("READ-03", Severity::warn,
                text::cat("the clock that printed the times was ",
                          to - from < m_step ? "put back" : "put forward", " between ",
                          stamp_text(m_recording, from), " and ", stamp_text(m_recording, to),
                          ", as in ", m_change_zone, "; this is neither a gap nor an overlap"),
                duration_text((to - from) / second_ms),
                "give --zone with the zone of that computer");
        }
        if (!m_backward.empty())
            add("READ-04", Severity::error,
                text::cat("times go backward at ", line_list(m_backward),
                          ": the clock was set, or files were joined"),
                std::to_string(m_backward.size()), "find out which part has the right time");
        if (!m_repeated.empty())
            add("READ-05", Severity::warn,
                text::cat(count_text(m_repeated.size(), "time is", "times are"),
                          " the same as the one before, at ", line_list(m_repeated)),
                std::to_string(m_repeated.size()));
        if (m_short > 0 && m_step > 0)
            add("READ-12", Severity::info,
                text::cat(count_text(m_short, "step is", "steps are"), " shorter than the regular ",
                          duration_text(m_step / second_ms)),
                std::to_string(m_short));
        report_gaps();
    }

    void report_gaps() {
        if (m_recording.gaps.empty())
            return;
        auto const longest = std::max_element(
            m_recording.gaps.begin(), m_recording.gaps.end(),
            [](Gap const& a, Gap const& b) { return a.to - a.from < b.to - b.from; });
        std::int64_t missing = 0;
        for (auto const& gap : m_recording.gaps)
            missing += gap.missing;
        add("READ-02", Severity::warn,
            text::cat(count_text(m_recording.gaps.size(), "gap", "gaps"), ", ",
                      count_text(static_cast<std::uint64_t>(missing), "reading", "readings"),
                      " missing; the longest from ", stamp_text(m_recording, longest->from), " to ",
                      stamp_text(m_recording, longest->to)),
            duration_text((longest->to - longest->from) / second_ms));
    }

    // --- readings ---

    void check_channel(Channel& channel) {
        std::uint64_t sentinels = 0;
        for (auto& reading : channel.readings) {
            if (reading.flag == ReadingFlag::invalid)
                ++sentinels;
        }
        bool const temperature = channel.quantity == QuantityKind::temperature;
        if (sentinels > 0)
            add("READ-09", temperature ? Severity::warn : Severity::info,
                text::cat("channel ", text::quoted(channel.name), ": ",
                          count_text(sentinels, "cell stands", "cells stand"),
                          " for a missing or failed sensor and ",
                          sentinels == 1 ? "is no reading" : "are no readings"),
                std::to_string(sentinels));
        if (channel.quantity != QuantityKind::temperature)
            return;
        check_range(channel);
        check_spikes(channel);
        check_ends(channel);
        check_frozen(channel);
    }

    static double celsius_of(Channel const& channel, Reading reading) {
        return celsius(Temperature{decimal(reading), channel.unit});
    }

    static bool counts(Reading reading) {
        return reading.flag == ReadingFlag::ok || reading.flag == ReadingFlag::suspect;
    }

    void check_range(Channel& channel) {
        std::uint64_t outside = 0;
        std::string example;
        ScaledLimits const limits(channel.unit);
        for (auto& reading : channel.readings) {
            if (!counts(reading) || limits.holds(reading))
                continue;
            if (example.empty())
                example = to_text(decimal(reading));
            reading.flag = ReadingFlag::invalid;
            ++outside;
        }
        if (outside > 0)
            add("READ-09", Severity::warn,
                text::cat("channel ", text::quoted(channel.name), ": ",
                          count_text(outside, "value", "values"), " such as ", example,
                          outside == 1 ? " lies outside what a shipment can have and is no reading"
                                       : " lie outside what a shipment can have and are no readings"),
                example);
    }

    // Two readings that are surely less than 100 K apart, whatever the unit.
    static bool is_near(Reading a, Reading b) {
        static constexpr std::array<std::int32_t, 4> hundred{100, 1'000, 10'000, 100'000};
        return b.flag == ReadingFlag::ok && a.scale == b.scale && a.scale < hundred.size() &&
               std::abs(std::int64_t{a.mantissa} - b.mantissa) < hundred[a.scale];
    }

    // A value more than 100 K from its neighbours, or alone between failed ones.
    void check_spikes(Channel& channel) {
        auto& readings = channel.readings;
        std::uint64_t spikes = 0;
        for (std::size_t i = 1; i + 1 < readings.size(); ++i) {
            if (readings[i].flag != ReadingFlag::ok || is_near(readings[i], readings[i - 1]) ||
                readings[i - 1].flag == ReadingFlag::absent ||
                readings[i + 1].flag == ReadingFlag::absent)
                continue;
            auto const beyond = [&](Reading neighbour) {
                return neighbour.flag == ReadingFlag::invalid ||
                       std::abs(celsius_of(channel, readings[i]) - celsius_of(channel, neighbour)) >
                           spike_kelvin;
            };
            bool const spike = beyond(readings[i - 1]) && beyond(readings[i + 1]);
            if (spike) {
                readings[i].flag = ReadingFlag::suspect;
                ++spikes;
            }
        }
        if (spikes > 0)
            add("READ-10", Severity::warn,
                text::cat("channel ", text::quoted(channel.name), ": ",
                          count_text(spikes, "reading is", "readings are"),
                          " far from those before and after, or alone among failed ones; kept and "
                          "marked suspect"),
                std::to_string(spikes));
    }

    void check_ends(Channel& channel) {
        if (m_context.profile == nullptr)
            return;
        std::uint64_t at_end = 0;
        for (auto const& end : {m_context.profile->highest, m_context.profile->lowest}) {
            if (!end)
                continue;
            Temperature const limit{*end, TemperatureUnit::celsius};
            for (auto& reading : channel.readings) {
                if (counts(reading) && Temperature{decimal(reading), channel.unit} == limit) {
                    reading.flag = ReadingFlag::suspect;
                    ++at_end;
                }
            }
        }
        if (at_end > 0)
            add("READ-10", Severity::warn,
                text::cat("channel ", text::quoted(channel.name), ": ",
                          count_text(at_end, "reading is", "readings are"),
                          " at the end of what the sensor can show; the true value may lie beyond"),
                std::to_string(at_end));
    }

    void check_frozen(Channel const& channel) {
        auto const& readings = channel.readings;
        std::size_t run = 0;
        std::size_t longest = 0;
        std::optional<Reading> last;
        for (auto const& reading : readings) {
            if (!counts(reading))
                continue;
            bool const same =
                last && last->mantissa == reading.mantissa && last->scale == reading.scale;
            run = same ? run + 1 : 1;
            longest = std::max(longest, run);
            last = reading;
        }
        if (longest >= frozen_rows && longest * 10 >= readings.size() * 9)
            add("READ-10", Severity::warn,
                text::cat("channel ", text::quoted(channel.name), ": ", longest,
                          " readings in a row have one value; the sensor may be stuck"),
                to_text(decimal(*last)));
    }

    // --- counts ---

    void check_announced() {
        if (!m_context.announced)
            return;
        auto const announced = m_context.announced->count;
        auto const held = static_cast<std::int64_t>(m_recording.rows.total);
        if (announced <= held)
            return;
        bool const full = m_context.profile != nullptr && m_context.profile->memory &&
                          held == *m_context.profile->memory;
        if (full)
            add("READ-07", Severity::warn,
                text::cat("the logger counted ", announced, " readings and holds the last ", held,
                          ": its memory was full and the oldest are gone"),
                std::to_string(held), {});
        else
            add("READ-06", Severity::error,
                text::cat("the file announces ", announced, " readings (",
                          text::quoted(m_context.announced->key), ") and holds ", held,
                          " rows: it was cut"),
                std::to_string(held), "export the logger again");
    }

    void check_account() {
        std::uint64_t lost = 0;
        for (auto const& excluded : m_recording.rows.excluded) {
            bool const bad = excluded.reason == "bad_time" || excluded.reason == "bad_value" ||
                             excluded.reason == "extra_cells" || excluded.reason == "text";
            if (!bad)
                continue;
            lost += excluded.lines.size();
            add("READ-11", Severity::warn,
                text::cat(count_text(excluded.lines.size(), "row", "rows"), " not used (",
                          excluded.reason, "): ", line_list(excluded.lines)),
                std::to_string(excluded.lines.size()));
        }
        if (lost * 20 > m_recording.rows.total)
            add("READ-11", Severity::error,
                text::cat(lost, " of ", m_recording.rows.total, " rows could not be read"),
                std::to_string(lost), "look at the file for another delimiter or decimal mark");
    }

    Recording& m_recording;
    JudgeContext const& m_context;
    TimeSteps m_steps;
    std::int64_t m_step = 0;
    std::uint64_t m_short = 0;
    int m_zone_checks = 0;
    std::string m_change_zone;
    std::vector<IrregularStep> m_changes;
    std::vector<std::uint32_t> m_repeated;
    std::vector<std::uint32_t> m_backward;
};

} // namespace

Finding make_finding(std::string_view code, Severity severity, std::string message,
                     std::string value, std::string fix) {
    Finding finding;
    finding.rule = code;
    finding.severity = severity;
    finding.message = std::move(message);
    finding.value = std::move(value);
    finding.fix = std::move(fix);
    return finding;
}

Fitness fitness_of(std::vector<Finding> const& findings) {
    switch (worst(findings)) {
    case Severity::info:
        return Fitness::fit;
    case Severity::warn:
    case Severity::unknown:
        return Fitness::fit_with_warnings;
    case Severity::error:
    case Severity::forbid:
        break;
    }
    return Fitness::unfit;
}

void judge(Recording& recording, JudgeContext const& context) {
    Judge(recording, context).run();
}

void judge_steps(Recording& recording, TimeSteps steps, JudgeContext const& context) {
    Judge(recording, context).run_on(std::move(steps));
}

} // namespace coldchain::logger
