// SPDX-License-Identifier: Apache-2.0
// What the stamps of a file mean, and local stamps as instants.
#include "logger/judge.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "logger/steps.hpp"

#include <algorithm>
#include <cmath>

namespace coldchain::logger {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 86'400'000;

std::string heading_of(Layout const& layout, int column) {
    return column < 0 ? std::string() : layout.columns[static_cast<std::size_t>(column)].heading;
}

struct FileZone {
    std::string zone;
    std::string how;
};

// "timestamp (America/New_York)"
std::optional<std::string> zone_name_in(std::string const& heading) {
    auto const open = heading.find_first_of("([");
    auto const close = heading.find_first_of(")]", open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos || close <= open + 1)
        return std::nullopt;
    auto const name = heading.substr(open + 1, close - open - 1);
    bool const shaped = name.find('/') != std::string::npos &&
                        name.find_first_of(" :%,;") == std::string::npos && is_zone(name);
    return shaped ? std::optional(name) : std::nullopt;
}

std::optional<FileZone> zone_in_headings(Layout const& layout) {
    for (int const column : {layout.stamp, layout.date, layout.clock}) {
        auto const heading = heading_of(layout, column);
        if (auto const offset = offset_in_heading(heading))
            return FileZone{offset_name(*offset), text::cat("heading ", text::quoted(heading))};
        if (auto const zone = zone_name_in(heading))
            return FileZone{*zone, text::cat("heading ", text::quoted(heading))};
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

} // namespace

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

} // namespace coldchain::logger
