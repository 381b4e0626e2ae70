// SPDX-License-Identifier: Apache-2.0
#include "logger/judge.hpp"

#include "common/text.hpp"
#include "common/time.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace coldchain::logger {

namespace {

constexpr std::int64_t second_ms = 1000;
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 86'400'000;
/// Nothing that is shipped is colder than boiling nitrogen by more than the error of a probe.
constexpr double coldest_celsius = -200.0;
/// The end of thermocouples in use.
constexpr double hottest_celsius = 1800.0;
constexpr double spike_kelvin = 100.0;
constexpr std::size_t frozen_rows = 100;

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

// --- time basis ---

std::string heading_of(Layout const& layout, int column) {
    return column < 0 ? std::string() : layout.columns[static_cast<std::size_t>(column)].heading;
}

struct FileZone {
    std::string zone;
    std::string how;
};

std::optional<FileZone> zone_in_headings(Layout const& layout) {
    for (int const column : {layout.stamp, layout.date, layout.clock}) {
        auto const heading = heading_of(layout, column);
        if (auto const offset = offset_in_heading(heading))
            return FileZone{offset_name(*offset), text::cat("heading ", text::quoted(heading))};
    }
    return std::nullopt;
}

std::optional<FileZone> zone_in_preamble(Preamble const& preamble, Vocabulary const& words) {
    auto const written = preamble.find(HeadFact::zone, words);
    if (!written)
        return std::nullopt;
    auto const from = text::cat("line \"zone: ", *written, '"');
    if (auto const offset = find_offset(*written))
        return FileZone{offset_name(*offset), from};
    bool const name = written->find('/') != std::string::npos &&
                      written->find(' ') == std::string::npos && is_zone(*written);
    return name ? std::optional(FileZone{*written, from}) : std::nullopt;
}

// --- resolving local times ---

class ZoneWalk {
public:
    explicit ZoneWalk(std::string const& zone) : m_zone(zone) {}

    // The only instant of a local time, when the zone does not change near it.
    std::optional<std::int64_t> plain(std::int64_t local) const {
        std::int64_t const instant = local - m_offset;
        if (m_known && instant >= m_from && instant < m_to)
            return instant;
        return std::nullopt;
    }

    Result<std::vector<Instant>> all(std::int64_t local) {
        CC_TRY_ASSIGN(auto const found, instants_of(LocalTime{local}, m_zone));
        if (found.size() == 1) {
            CC_TRY_ASSIGN(auto const span, offset_span(found.front(), m_zone));
            m_offset = span.offset_minutes * 60'000LL;
            // a day off the ends, where local times are skipped or repeated
            m_from = span.from.milliseconds > INT64_MIN + day_ms ? span.from.milliseconds + day_ms
                                                                 : INT64_MIN;
            m_to = span.to.milliseconds < INT64_MAX - day_ms ? span.to.milliseconds - day_ms
                                                             : INT64_MAX;
            m_known = true;
        }
        return found;
    }

private:
    std::string const& m_zone;
    std::int64_t m_offset = 0;
    std::int64_t m_from = 0;
    std::int64_t m_to = 0;
    bool m_known = false;
};

std::int64_t usual_step(std::vector<std::int64_t> const& times);

// Rows in the repeated hour before any certain row: settled from behind by the regular step.
void settle_leading(std::vector<std::int64_t>& times, std::vector<std::vector<Instant>> const& open,
                    std::int64_t step) {
    for (std::size_t i = open.size(); i-- > 0;) {
        if (open[i].size() < 2)
            continue;
        std::int64_t best = open[i].front().milliseconds;
        if (i + 1 < times.size()) {
            auto const miss = [&](Instant instant) {
                auto const gap = times[i + 1] - instant.milliseconds - step;
                return gap < -step ? INT64_MAX / 2 : std::abs(gap);
            };
            if (miss(open[i].back()) < miss(open[i].front()))
                best = open[i].back().milliseconds;
        }
        times[i] = best;
    }
}

// The most frequent step above zero, to the second; sub-second only when nothing is longer.
std::int64_t usual_step(std::vector<std::int64_t> const& times) {
    std::map<std::int64_t, std::uint64_t> counts;
    std::int64_t last_step = 0;
    std::uint64_t* last_count = nullptr;
    for (std::size_t i = 1; i < times.size(); ++i) {
        std::int64_t const raw = std::abs(times[i] - times[i - 1]);
        if (raw != last_step || last_count == nullptr) {
            std::int64_t const step = (raw + second_ms / 2) / second_ms * second_ms;
            last_step = raw;
            if (counts.size() > 100'000 && !counts.contains(step)) {
                last_count = nullptr;
                continue;
            }
            last_count = &counts[step];
        }
        ++*last_count;
    }
    std::int64_t best = 0;
    std::uint64_t most = 0;
    for (auto const& [step, count] : counts) {
        if (step > 0 && count > most) {
            best = step;
            most = count;
        }
    }
    return best;
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

std::int64_t tolerance(std::int64_t step) {
    return std::max<std::int64_t>(2 * second_ms, step / 100);
}

// --- the judge ---

class Judge {
public:
    Judge(Recording& recording, JudgeContext const& context)
        : m_recording(recording), m_context(context) {}

    void run() {
        reverse_newest_first();
        find_interval();
        walk_steps();
        for (auto& channel : m_recording.channels)
            check_channel(channel);
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
        m_recording.notes.push_back("rows stand newest first; turned round");
    }

    void find_interval() {
        auto const& times = m_recording.times;
        m_step = usual_step(times);
        std::uint64_t regular = 0;
        for (std::size_t i = 1; i < times.size(); ++i)
            regular += std::abs(times[i] - times[i - 1] - m_step) <= tolerance(m_step) ? 1U : 0U;
        bool const has_rule = m_step > 0 && times.size() > 1 && regular * 2 >= times.size() - 1;
        if (!has_rule && times.size() > 1) {
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
            std::abs(*announced * second_ms - m_step) > tolerance(m_step))
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
            if (change != 0 && std::abs(extra - change) <= tolerance(m_step)) {
                m_change_zone = zone;
                return true;
            }
        }
        return false;
    }

    void walk_steps() {
        auto const& times = m_recording.times;
        for (std::size_t i = 1; i < times.size(); ++i) {
            auto const step = times[i] - times[i - 1];
            if (step == m_step)
                continue;
            irregular_step(i, step);
        }
        report_steps();
    }

    void irregular_step(std::size_t i, std::int64_t step) {
        auto const& times = m_recording.times;
        if (m_step > 0 && std::abs(step - m_step) <= tolerance(m_step) && step > 0)
            return; // drift
        bool const hour = std::abs(std::abs(step - m_step) - hour_ms) <= tolerance(m_step) ||
                          std::abs(std::abs(step - m_step) - hour_ms / 2) <= tolerance(m_step);
        if (m_step > 0 && hour && is_clock_change(times[i - 1], times[i])) {
            m_changes.push_back(i);
        } else if (step == 0) {
            m_repeated.push_back(m_recording.lines[i]);
        } else if (step < 0) {
            m_backward.push_back(m_recording.lines[i]);
        } else if (m_step > 0 && step * 2 > m_step * 3) {
            m_recording.gaps.push_back({times[i - 1], times[i], (step + m_step / 2) / m_step - 1});
        } else {
            ++m_short;
        }
    }

    void report_steps() {
        for (auto const i : m_changes) {
            auto const from = m_recording.times[i - 1];
            auto const to = m_recording.times[i];
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
                          " for a missing or failed sensor and is no reading"),
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
        double const scale_factor = channel.unit == TemperatureUnit::fahrenheit ? 1.8 : 1.0;
        double const offset = channel.unit == TemperatureUnit::fahrenheit ? 32.0
                              : channel.unit == TemperatureUnit::kelvin   ? 273.15
                                                                          : 0.0;
        double const low = coldest_celsius * scale_factor + offset;
        double const high = hottest_celsius * scale_factor + offset;
        for (auto& reading : channel.readings) {
            if (!counts(reading))
                continue;
            double const value = to_double(decimal(reading));
            if (value >= low - 1e-9 && value <= high)
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
                          " lies outside what a shipment can have and is no reading"),
                example);
    }

    // A value more than 100 K from its neighbours, or alone between failed ones.
    void check_spikes(Channel& channel) {
        auto& readings = channel.readings;
        std::uint64_t spikes = 0;
        for (std::size_t i = 1; i + 1 < readings.size(); ++i) {
            if (readings[i].flag != ReadingFlag::ok ||
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
    std::int64_t m_step = 0;
    std::uint64_t m_short = 0;
    int m_zone_checks = 0;
    std::string m_change_zone;
    std::vector<std::size_t> m_changes;
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

Result<TimeBasisDecision> decide_basis(Layout const& layout, Preamble const& preamble,
                                       Profile const* profile, ReadOptions const& options,
                                       Vocabulary const& words) {
    TimeBasisDecision decision;
    if (options.zone && !is_zone(*options.zone))
        return Error{ErrorKind::usage,
                     {},
                     text::cat("time zone ", text::quoted(*options.zone),
                               " is not known; write an IANA name such as \"Europe/Berlin\" or an "
                               "offset such as \"+01:00\""),
                     {}};
    bool const profile_utc = profile != nullptr && profile->stamps == TimeBasis::utc;
    decision.already_utc = layout.row_offsets || layout.kind == StampKind::unix_seconds ||
                           layout.kind == StampKind::unix_milliseconds || profile_utc;
    if (decision.already_utc) {
        decision.basis = TimeBasis::utc;
        decision.zone = options.zone.value_or(
            layout.row_offsets ? offset_name(static_cast<int>(layout.fixed_offset / 60'000)) : "Z");
        decision.how = layout.row_offsets ? "every row carries its offset"
                       : profile_utc      ? "times are UTC by the format description"
                                          : "times count seconds since 1970 in UTC";
        if (profile_utc && !layout.row_offsets && profile->evidence != Evidence::verified)
            decision.findings.push_back(
                make_finding("READ-20", Severity::warn,
                             "that the times are UTC stands in the format description only, "
                             "unconfirmed",
                             {}, "compare one time with the clock of the place"));
        return decision;
    }
    bool const profile_local = profile != nullptr && profile->stamps == TimeBasis::local;
    auto from_file = zone_in_headings(layout);
    if (!from_file && !profile_local)
        from_file = zone_in_preamble(preamble, words);
    if (options.zone) {
        decision.basis = TimeBasis::utc;
        decision.zone = *options.zone == "+00:00" ? "Z" : *options.zone;
        decision.how = "option --zone";
        if (from_file && from_file->zone != decision.zone)
            decision.findings.push_back(make_finding(
                "READ-13", Severity::warn,
                text::cat("the file gives the zone ", from_file->zone, " (", from_file->how,
                          "), the option ", decision.zone, "; the option is used"),
                from_file->zone, "leave --zone out if the file is right"));
        return decision;
    }
    if (from_file) {
        decision.basis = TimeBasis::utc;
        decision.zone = from_file->zone;
        decision.how = from_file->how;
        return decision;
    }
    decision.how = "no offset or zone in the file";
    decision.findings.push_back(
        make_finding("READ-01", Severity::info, "the file names no zone; its times stay local", {},
                     "give --zone with the zone of the computer that read the logger"));
    return decision;
}

Result<ResolvedTimes> resolve_times(std::vector<std::int64_t> const& local,
                                    std::string const& zone) {
    ResolvedTimes resolved;
    resolved.times.reserve(local.size());
    ZoneWalk walk(zone);
    std::int64_t const step = usual_step(local);
    std::vector<std::vector<Instant>> open; // of the leading rows that are not settled yet
    bool leading = true;
    for (std::size_t i = 0; i < local.size(); ++i) {
        if (auto const instant = walk.plain(local[i])) {
            resolved.times.push_back(*instant);
            leading = false;
            continue;
        }
        CC_TRY_ASSIGN(auto const found, walk.all(local[i]));
        if (found.empty()) { // skipped: as the clock before the change would have shown it
            CC_TRY_ASSIGN(auto const before, instants_of(LocalTime{local[i] - 3 * hour_ms}, zone));
            resolved.times.push_back(before.empty() ? local[i]
                                                    : before.front().milliseconds + 3 * hour_ms);
            ++resolved.skipped;
            leading = false;
            continue;
        }
        if (found.size() == 1) {
            resolved.times.push_back(found.front().milliseconds);
            leading = false;
            continue;
        }
        ++resolved.repeated;
        if (leading) {
            open.resize(i);
            open.push_back(found);
            resolved.times.push_back(found.front().milliseconds);
            // the clock went back within the leading rows: what came before is the first pass
            if (i > 0 && local[i] < local[i - 1] && step < 2 * hour_ms) {
                for (std::size_t j = 0; j < i; ++j)
                    resolved.times[j] = open[j].front().milliseconds;
                resolved.times[i] = found.back().milliseconds;
                open.clear();
                leading = false;
            }
            continue;
        }
        auto const previous = resolved.times.back();
        auto const miss = [&](Instant instant) {
            auto const gap = instant.milliseconds - previous;
            return gap < 0 ? INT64_MAX / 2 : std::abs(gap - step);
        };
        resolved.times.push_back(miss(found.back()) < miss(found.front())
                                     ? found.back().milliseconds
                                     : found.front().milliseconds);
    }
    settle_leading(resolved.times, open, step);
    return resolved;
}

void judge(Recording& recording, JudgeContext const& context) {
    Judge(recording, context).run();
}

} // namespace coldchain::logger
