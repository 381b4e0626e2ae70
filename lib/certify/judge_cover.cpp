// SPDX-License-Identifier: Apache-2.0
// Whether there are readings where there should be: cover, gaps, intervals, what lies outside the
// window, and what speaks against clock or file.
#include "certify/view.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace coldchain::certify {

void judge_ends(View const& view) {
    auto const& cover = view.channel.cover;
    if (!cover.first) {
        auto const window = text::cat(stamp(view.window.from, view.local), " to ",
                                      stamp(view.window.to, view.local));
        auto& finding = add(view, "CERT-27", Severity::unknown,
                            text::cat("has no trusted reading within the window ", window));
        with_facts(finding, "0 readings", window);
        finding.fix = "give the export of this trip";
        return;
    }
    if (!reaches_start(cover, view.window, view.channel.step)) {
        auto& finding =
            add(view, "CERT-15", Severity::unknown,
                text::cat("has its first reading at ", stamp(*cover.first, view.local), ", ",
                          duration_text((*cover.first - view.window.from + 999) / 1000),
                          " after the window opens"));
        finding.value = stamp(*cover.first, view.local);
        finding.limit = text::cat(stamp(view.window.from, view.local), " and one interval");
    }
    if (!reaches_end(cover, view.window, view.channel.step)) {
        auto& finding =
            add(view, "CERT-16", Severity::unknown,
                text::cat("has its last reading at ", stamp(*cover.last, view.local), ", ",
                          duration_text((view.window.to - *cover.last + 999) / 1000),
                          " before the window closes"));
        finding.value = stamp(*cover.last, view.local);
        finding.limit = text::cat(stamp(view.window.to, view.local), " less one interval");
    }
}

void judge_gaps(View const& view) {
    auto const& gaps = view.channel.cover.gaps;
    if (gaps.empty())
        return;
    auto const allowed = view.limits.longest_gap_seconds.value_or(
        view.limits.longest_interval(trip_seconds(view)) + (view.channel.step + 999) / 1000);
    auto const longest =
        *std::max_element(gaps.begin(), gaps.end(), [](Gap const& left, Gap const& right) {
            return left.seconds() < right.seconds();
        });
    auto const too_long = std::count_if(gaps.begin(), gaps.end(),
                                        [&](Gap const& gap) { return gap.seconds() > allowed; });
    auto const words = text::cat(
        gaps.size() == 1 ? "has a gap" : text::cat("has ", gaps.size(), " gaps, the longest"),
        " from ", stamp(longest.from, view.local), " to ", stamp(longest.to, view.local), ": ",
        duration_text(longest.seconds()), " without a trusted reading");
    auto& finding = too_long > 0 ? add(view, "CERT-17", Severity::unknown,
                                       text::cat(words, ", allowed are ", duration_text(allowed)))
                                 : add(view, "CERT-41", Severity::info, words);
    with_facts(finding, duration_text(longest.seconds()), duration_text(allowed));
    if (!view.limits.longest_gap_seconds)
        finding.citations = view.limits.interval_citations;
}

void judge_interval(View const& view) {
    auto const longest = view.limits.longest_interval(trip_seconds(view));
    auto const step = (view.channel.step + 999) / 1000;
    if (step <= longest || view.channel.role == Role::ambient)
        return;
    bool const refuse = view.limits.sparse == Weight::refuse;
    auto& finding =
        add(view, refuse ? "CERT-26" : "CERT-31", refuse ? Severity::unknown : Severity::warn,
            text::cat("measures every ", duration_text(step), "; for a trip of ",
                      duration_text(trip_seconds(view)), " at most ", duration_text(longest),
                      refuse ? " is asked" : " is usual"));
    finding.value = duration_text(step);
    finding.limit = duration_text(longest);
    finding.citations = view.limits.interval_citations;
}

void judge_trims(View const& view) {
    auto const say = [&](std::optional<Figures> const& figures, std::string_view where) {
        if (!figures || figures->count == 0)
            return;
        add(view, "CERT-40", Severity::info,
            text::cat("has ", figures->count, figures->count == 1 ? " reading " : " readings ",
                      where, ", not judged: ", to_text(*figures->minimum), " to ",
                      to_text(*figures->maximum)));
    };
    say(view.channel.before, "before the window");
    say(view.channel.after, "after the window");
}

void judge_profile_dates(View const& view) {
    auto const day = to_text(date_of(LocalTime{view.window.from}));
    auto const& limits = view.limits;
    if (day >= limits.valid_from && (limits.valid_to.empty() || day <= limits.valid_to))
        return;
    auto& finding = add(view.judgement, "CERT-35", Severity::warn,
                        text::cat("limits ", limits.identity.id, " edition ",
                                  limits.identity.edition, " were not in force on ", day));
    finding.value = day;
    finding.limit =
        text::cat(limits.valid_from, " to ", limits.valid_to.empty() ? "today" : limits.valid_to);
}

void judge_file(View const& view) {
    auto const words = [&] {
        std::vector<std::string> list;
        for (auto const& finding : view.recording.findings) {
            if (finding.severity > Severity::info)
                list.push_back(text::cat(finding.rule, ": ", finding.message));
        }
        return list.empty() ? std::string("see coldchain readings --summary")
                            : text::join(list, "; ");
    };
    if (view.recording.fitness == logger::Fitness::unfit)
        with_facts(
            add(view, "CERT-24", Severity::unknown, text::cat("gave an unfit file: ", words())),
            "unfit", "fit");
    if (view.recording.fitness == logger::Fitness::fit_with_warnings)
        with_facts(
            add(view, "CERT-36", Severity::warn, text::cat("gave a file with warnings: ", words())),
            "fit_with_warnings", "fit");
}

void judge_clock(View const& view) {
    if (!view.local)
        return;
    auto& finding =
        add(view, "CERT-10", Severity::unknown,
            "has stamps in local time and names no zone, so they cannot be placed in the window");
    with_facts(finding, "local time", "UTC, an offset or a zone");
    finding.fix = "give the zone of its clock with --zone, such as --zone Europe/Berlin";
}

void judge_backward_clock(View const& view) {
    auto& finding = add(view, "CERT-28", Severity::unknown,
                        "has stamps that go backward, so its readings cannot be placed in time");
    with_facts(finding, "stamps that fall", "stamps that rise");
    finding.fix = "see where its clock was set with coldchain readings --summary";
}

} // namespace coldchain::certify
