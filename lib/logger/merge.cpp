// SPDX-License-Identifier: Apache-2.0
// Two exports of one logger: the rows of both in order of time, equal rows once. A row that
// contradicts the one already held is left out and reported; nobody can say which is right.
#include "logger/merge.hpp"

#include "common/text.hpp"
#include "logger/judge.hpp"
#include "logger/profile.hpp"
#include "logger/read.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace coldchain::logger {

namespace {

/// Findings that judging the joined rows makes anew.
constexpr std::array<std::string_view, 8> of_the_judge{"READ-02", "READ-03", "READ-04", "READ-05",
                                                       "READ-09", "READ-10", "READ-11", "READ-12"};

bool same_logger(Recording const& a, Recording const& b, WithoutSerial without_serial) {
    if (a.device.serial.empty() && without_serial == WithoutSerial::keep_apart)
        return false;
    return a.device.serial == b.device.serial && a.device.maker == b.device.maker &&
           a.basis == b.basis && a.zone == b.zone && same_channels(a, b);
}

void append_row(Recording& to, Recording const& from, std::size_t row) {
    to.times.push_back(from.times[row]);
    to.lines.push_back(from.lines[row]);
    for (std::size_t i = 0; i < to.channels.size(); ++i)
        to.channels[i].readings.push_back(from.channels[i].readings[row]);
}

bool same_readings(Recording const& a, std::size_t row_a, Recording const& b, std::size_t row_b) {
    for (std::size_t i = 0; i < a.channels.size(); ++i) {
        auto const left = a.channels[i].readings[row_a];
        auto const right = b.channels[i].readings[row_b];
        bool const both = left.flag != ReadingFlag::absent && right.flag != ReadingFlag::absent;
        if (both && decimal(left) != decimal(right))
            return false;
    }
    return true;
}

std::vector<std::uint32_t>& excluded_lines(RowAccount& rows, std::string_view reason) {
    for (auto& excluded : rows.excluded) {
        if (excluded.reason == reason)
            return excluded.lines;
    }
    rows.excluded.push_back({std::string(reason), {}});
    return rows.excluded.back().lines;
}

void join_accounts(RowAccount& to, RowAccount const& from) {
    to.total += from.total;
    for (auto const& excluded : from.excluded) {
        auto& lines = excluded_lines(to, excluded.reason);
        lines.insert(lines.end(), excluded.lines.begin(), excluded.lines.end());
    }
}

std::string joined_names(std::string const& left, std::string const& right) {
    return left == right ? left : text::cat(left, " + ", right);
}

void join_stamps(Recording& joined, Recording const& other) {
    if (!other.first_stamp)
        return;
    joined.first_stamp =
        std::min(joined.first_stamp.value_or(*other.first_stamp), *other.first_stamp);
    joined.last_stamp = std::max(joined.last_stamp.value_or(*other.last_stamp), *other.last_stamp);
}

// Both must be in ascending order, or the second must follow the first.
Recording join_two(Recording first, Recording second) {
    if (!second.times.empty() && !first.times.empty() && second.times[0] < first.times[0])
        std::swap(first, second);
    Recording joined = first;
    joined.times.clear();
    joined.lines.clear();
    for (auto& channel : joined.channels)
        channel.readings.clear();
    join_accounts(joined.rows, second.rows);
    std::size_t a = 0;
    std::size_t b = 0;
    std::uint64_t contradictions = 0;
    while (a < first.times.size() || b < second.times.size()) {
        bool const take_first = b >= second.times.size() ||
                                (a < first.times.size() && first.times[a] <= second.times[b]);
        if (!take_first) {
            append_row(joined, second, b++);
            continue;
        }
        append_row(joined, first, a);
        if (b < second.times.size() && second.times[b] == first.times[a]) {
            bool const same = same_readings(first, a, second, b);
            contradictions += same ? 0U : 1U;
            excluded_lines(joined.rows, "duplicate").push_back(second.lines[b++]);
        }
        ++a;
    }
    joined.rows.used = joined.times.size();
    joined.file = joined_names(first.file, second.file);
    joined.sha256 = joined_names(first.sha256, second.sha256);
    joined.events.insert(joined.events.end(), second.events.begin(), second.events.end());
    join_stamps(joined, second);
    for (auto const& finding : second.findings) {
        if (std::find(joined.findings.begin(), joined.findings.end(), finding) ==
            joined.findings.end())
            joined.findings.push_back(finding);
    }
    if (contradictions > 0)
        joined.findings.push_back(make_finding(
            "READ-23", Severity::error,
            text::cat(contradictions, " times have other readings in ", second.file, " than in ",
                      first.file),
            std::to_string(contradictions), "find out which export was changed and leave it out"));
    return joined;
}

void judge_again(Recording& recording, Vocabulary const& words) {
    std::erase_if(recording.findings, [](Finding const& finding) {
        return std::find(of_the_judge.begin(), of_the_judge.end(), finding.rule) !=
               of_the_judge.end();
    });
    recording.gaps.clear();
    judge(recording, {nullptr, words, std::nullopt, std::nullopt});
}

} // namespace

bool same_channels(Recording const& a, Recording const& b) {
    return std::equal(a.channels.begin(), a.channels.end(), b.channels.begin(), b.channels.end(),
                      [](Channel const& left, Channel const& right) {
                          return left.name == right.name && left.unit == right.unit &&
                                 left.quantity == right.quantity;
                      });
}

std::vector<Recording> join_exports(std::vector<Recording> recordings, Vocabulary const& words,
                                    WithoutSerial without_serial) {
    std::vector<Recording> kept;
    std::vector<bool> joined;
    for (auto& recording : recordings) {
        auto const at = std::find_if(kept.begin(), kept.end(), [&](Recording const& other) {
            return same_logger(other, recording, without_serial);
        });
        if (at == kept.end()) {
            kept.push_back(std::move(recording));
            joined.push_back(false);
            continue;
        }
        *at = join_two(std::move(*at), std::move(recording));
        joined[static_cast<std::size_t>(at - kept.begin())] = true;
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (joined[i])
            judge_again(kept[i], words);
    }
    return kept;
}

std::vector<Recording> merge_exports(std::vector<Recording> recordings, Profiles const& profiles) {
    return join_exports(std::move(recordings), profiles.data().words, WithoutSerial::keep_apart);
}

} // namespace coldchain::logger
