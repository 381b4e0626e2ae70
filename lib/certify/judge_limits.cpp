// SPDX-License-Identifier: Apache-2.0
// Time beyond limits against what is allowed there, and the other measures of the readings.
#include "certify/view.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <cmath>

namespace coldchain::certify {

namespace {

struct Totals {
    std::int64_t seconds = 0;
    std::int64_t longest = 0;
    std::int64_t worst_single = 0; ///< what is not known counted against us
    std::int64_t worst_total = 0;
    double degree_minutes = 0;
    std::int64_t events = 0;
};

Totals totals_of(std::span<Excursion const> excursions) {
    Totals totals;
    Span merged{0, -1};
    std::int64_t merged_known = 0;
    bool merged_open = false;
    auto const close = [&] {
        if (merged.to < merged.from)
            return;
        auto const span = (merged.to - merged.from + 999) / 1000;
        auto const worst = merged_open ? std::max(span, merged_known) : merged_known;
        totals.worst_single = std::max(totals.worst_single, worst);
        totals.worst_total += worst;
    };
    for (auto const& excursion : excursions) {
        totals.seconds += excursion.seconds;
        totals.longest = std::max(totals.longest, excursion.seconds);
        totals.degree_minutes += excursion.degree_minutes;
        ++totals.events;
        bool const open = excursion.open_start || excursion.open_end;
        // two runs with only a gap between them may have been one
        if (merged.to > excursion.at_most.from) {
            merged.to = std::max(merged.to, excursion.at_most.to);
            merged_known += excursion.seconds;
            merged_open = merged_open || open;
            continue;
        }
        close();
        merged = excursion.at_most;
        merged_known = excursion.seconds;
        merged_open = open;
    }
    close();
    return totals;
}

std::string one_excursion(Excursion const& excursion, bool local) {
    return text::cat(
        "from ", stamp(excursion.from, local), excursion.open_start ? " (open at its start)" : "",
        " to ", stamp(excursion.to, local), excursion.open_end ? " (open at its end)" : "", ": ",
        duration_text(excursion.seconds), ", ",
        excursion.side == Side::high ? "up to " : "down to ", to_text(excursion.extreme));
}

Excursion const& furthest(std::span<Excursion const> excursions) {
    return *std::max_element(excursions.begin(), excursions.end(),
                             [](Excursion const& left, Excursion const& right) {
                                 return left.side == Side::high ? left.extreme < right.extreme
                                                                : left.extreme > right.extreme;
                             });
}

std::string excursion_words(View const& view, Level const& level,
                            std::span<Excursion const> excursions, Totals const& totals) {
    auto const head = text::cat("read ", beyond_word(level.side), " ", to_text(level.limit), " ");
    if (excursions.size() == 1)
        return head + one_excursion(excursions.front(), view.local);
    auto const& worst = furthest(excursions);
    return text::cat(head, excursions.size(), " times, ", duration_text(totals.seconds),
                     " in all, the longest ", duration_text(totals.longest), ", ",
                     level.side == Side::high ? "up to " : "down to ", to_text(worst.extreme),
                     " at ", stamp(worst.extreme_at, view.local));
}

// "45 min at once, allowed are 30 min", for the first thing that goes beyond an allowance.
std::optional<std::string> broken(Allowance const& allowance, std::int64_t single,
                                  std::int64_t total, Totals const& totals) {
    auto const compare = [](std::string_view what, std::string const& found,
                            std::string const& allowed) {
        return text::cat(found, " ", what, ", allowed are ", allowed);
    };
    if (allowance.single_seconds && single > *allowance.single_seconds)
        return compare("at once", duration_text(single), duration_text(*allowance.single_seconds));
    if (allowance.total_seconds && total > *allowance.total_seconds)
        return compare("in all", duration_text(total), duration_text(*allowance.total_seconds));
    if (allowance.events && totals.events > *allowance.events)
        return compare("excursions", text::cat(totals.events), text::cat(*allowance.events));
    if (allowance.degree_minutes &&
        totals.degree_minutes > static_cast<double>(*allowance.degree_minutes))
        return compare("in all", text::cat(text::fixed(totals.degree_minutes, 1), " K min"),
                       text::cat(*allowance.degree_minutes, " K min"));
    return std::nullopt;
}

bool budget_broken(View const& view, Allowance const& allowance, std::int64_t total) {
    return allowance.budget_seconds &&
           total + view.judgement.carried_over_seconds > *allowance.budget_seconds;
}

std::string over_budget(View const& view, Allowance const& allowance) {
    return text::cat("with ", duration_text(view.judgement.carried_over_seconds),
                     " of earlier legs more than the budget of ",
                     duration_text(*allowance.budget_seconds));
}

// What the next leg may still use: "5 h of the budget used here, 19 h left".
std::string budget_words(View const& view, Allowance const& allowance, std::int64_t total) {
    if (!allowance.budget_seconds)
        return "";
    auto const carried = view.judgement.carried_over_seconds;
    return text::cat("; of the budget of ", duration_text(*allowance.budget_seconds), " ",
                     duration_text(carried), " were used on earlier legs and ",
                     duration_text(total), " here, ",
                     duration_text(*allowance.budget_seconds - carried - total), " are left");
}

// The mean kinetic temperature over the profile's window; nothing when the record is too short.
std::optional<double> judged_mkt(View const& view) {
    auto const& rule = view.limits.mkt;
    if (rule.window_seconds == 0)
        return view.channel.inside.mkt;
    return highest_mkt(view.inside, rule.window_seconds, kinetic_ratio(rule.joules_per_mole));
}

Finding& with_limit(Finding& finding, View const& view, Level const& level,
                    std::span<Excursion const> excursions) {
    finding.value = to_text(furthest(excursions).extreme);
    finding.limit = to_text(level.limit);
    finding.citations = view.limits.citations;
    return finding;
}

bool judge_mkt_condition(View const& view, Level const& level,
                         std::span<Excursion const> excursions) {
    if (!level.allowance.needs_mkt || judged_mkt(view))
        return true;
    with_limit(add(view, "CERT-23", Severity::unknown,
                   text::cat("read ", beyond_word(level.side), " ", to_text(level.limit),
                             ", which is allowed only with a mean kinetic temperature over ",
                             duration_text(view.limits.mkt.window_seconds),
                             ", storage included; this record is shorter")),
               view, level, excursions);
    return false;
}

// Whether the excursions of one level are allowed; says so, or why not.
bool judge_level(View const& view, Level const& level, std::span<Excursion const> excursions) {
    if (excursions.empty())
        return true;
    auto const totals = totals_of(excursions);
    auto const words = excursion_words(view, level, excursions, totals);
    auto const& allowance = level.allowance;
    auto const say = [&](std::string_view code, Severity severity, std::string const& message) {
        with_limit(add(view, code, severity, message), view, level, excursions);
        return severity <= Severity::warn;
    };
    if (view.channel.role == Role::ambient)
        return say("CERT-43", Severity::info, words);
    if (allowance.none())
        return say("CERT-01", Severity::error, words);
    if (auto const how = broken(allowance, totals.longest, totals.seconds, totals))
        return say("CERT-02", Severity::error, text::cat(words, "; ", *how));
    if (budget_broken(view, allowance, totals.seconds))
        return say("CERT-03", Severity::error,
                   text::cat(words, "; ", over_budget(view, allowance)));
    if (auto const how = broken(allowance, totals.worst_single, totals.worst_total, totals);
        how || budget_broken(view, allowance, totals.worst_total))
        return say("CERT-22", Severity::unknown,
                   text::cat(words, "; with what is not known it may have been ",
                             how.value_or("more than the budget")));
    if (!judge_mkt_condition(view, level, excursions))
        return false;
    return say("CERT-30", Severity::warn,
               text::cat(words, "; allowed: ", allowance.text(),
                         budget_words(view, allowance, totals.seconds)));
}

} // namespace

std::optional<std::string> why_not_allowed(View const& view, Level const& level,
                                           std::span<Excursion const> excursions) {
    if (excursions.empty())
        return std::nullopt;
    if (level.allowance.none())
        return "no time beyond it is allowed";
    auto const totals = totals_of(excursions);
    if (auto how = broken(level.allowance, totals.longest, totals.seconds, totals))
        return how;
    if (budget_broken(view, level.allowance, totals.seconds))
        return over_budget(view, level.allowance);
    return std::nullopt;
}

void find_and_judge_excursions(View& view) {
    auto const channel_index =
        static_cast<std::size_t>(&view.channel - view.judgement.channels.data());
    for (std::size_t i = 0; i < view.limits.levels.size(); ++i) {
        auto const& level = view.limits.levels[i];
        auto excursions = find_excursions(view.inside, level.side, level.limit, view.window);
        bool const allowed = judge_level(view, level, excursions);
        auto const totals = totals_of(excursions);
        view.channel.beyond.push_back({totals.seconds, totals.seconds + unseen_seconds(view),
                                       totals.events, totals.degree_minutes});
        if (&level == view.limits.base(level.side)) {
            for (auto const& excursion : excursions)
                view.judgement.excursions.push_back({channel_index, i, allowed, excursion});
        }
        view.channel.excursions.push_back(std::move(excursions));
    }
}

void judge_suspects(View const& view) {
    for (auto const side : {Side::low, Side::high}) {
        auto const* const level = view.limits.base(side);
        if (level == nullptr)
            continue;
        Beyond beyond(side, level->limit, view.inside.unit);
        std::size_t count = 0;
        std::size_t first = 0;
        for (std::size_t i = 0; i < view.inside.size(); ++i) {
            auto const reading = view.inside.readings[i];
            if (reading.flag == logger::ReadingFlag::suspect && beyond(reading) && count++ == 0)
                first = i;
        }
        if (count == 0)
            continue;
        auto& finding =
            add(view, "CERT-18", Severity::unknown,
                text::cat("has ", count, count == 1 ? " reading" : " readings",
                          " that cannot be trusted and would be ", beyond_word(side), " ",
                          to_text(level->limit), ", first ", to_text(view.inside.at(first)), " at ",
                          stamp(view.inside.times[first], view.local)));
        finding.value = to_text(view.inside.at(first));
        finding.limit = to_text(level->limit);
        finding.fix = "look at these readings in the raw file and decide what they were";
    }
}

void judge_coldest(View const& view) {
    // Nitrogen boils at -195.8 C, and at -198.2 C under the pressure of a cabin (75 kPa).
    static constexpr Temperature coldest{{-200, 0}, TemperatureUnit::celsius};
    std::size_t trusted = 0;
    std::size_t count = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < view.inside.size(); ++i) {
        if (!view.inside.trusted(i))
            continue;
        ++trusted;
        if (view.inside.at(i) <= coldest && count++ == 0)
            first = i;
    }
    if (count == 0)
        return;
    bool const all = count == trusted;
    auto const words = text::cat(
        "has ", all ? std::string("nothing but") : std::to_string(count),
        " readings that are not warmer than -200 C, first ", to_text(view.inside.at(first)), " at ",
        stamp(view.inside.times[first], view.local),
        "; nitrogen boils at -195.8 C, and a sensor that failed may read so");
    auto& finding = add(view, all ? "CERT-18" : "CERT-39",
                        all ? Severity::unknown : Severity::warn, words);
    with_facts(finding, to_text(view.inside.at(first)), "warmer than -200 C");
    finding.fix = "look at these readings in the raw file and decide what they were";
}

void judge_rate(View& view) {
    auto const& series = view.inside;
    std::optional<std::size_t> before;
    std::size_t at = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series.trusted(i))
            continue;
        if (before && adjacent(series, *before, i) && series.times[i] > series.times[*before]) {
            auto const minutes =
                static_cast<double>(series.times[i] - series.times[*before]) / 60'000.0;
            auto const rate = std::abs(kelvins_between(series.at(*before), series.at(i))) / minutes;
            if (!view.channel.fastest || rate > *view.channel.fastest) {
                view.channel.fastest = rate;
                at = i;
            }
        }
        before = i;
    }
    auto const& highest = view.limits.highest_rate;
    if (highest && view.channel.fastest &&
        *view.channel.fastest * 1000 > static_cast<double>(*highest)) {
        auto& finding = add(view, "CERT-04", Severity::error,
                            text::cat("changed by ", text::fixed(*view.channel.fastest, 3),
                                      " K/min at ", stamp(series.times[at], view.local)));
        finding.value = text::cat(text::fixed(*view.channel.fastest, 3), " K/min");
        finding.limit = text::cat(text::fixed(static_cast<double>(*highest) / 1000, 3), " K/min");
        finding.citations = view.limits.citations;
    }
}

void judge_mkt(View const& view) {
    auto const& rule = view.limits.mkt;
    if (!rule.applies) {
        add(view, "CERT-44", Severity::info,
            text::cat("has no mean kinetic temperature stated: ", rule.why_not));
        return;
    }
    if (!rule.high || view.channel.role == Role::ambient)
        return;
    auto const mkt = judged_mkt(view);
    if (!mkt) {
        add(view, "CERT-44", Severity::info,
            text::cat("has a mean kinetic temperature of the record only; the limit of ",
                      to_text(*rule.high), " is for ", duration_text(rule.window_seconds),
                      ", storage included"));
        return;
    }
    if (*mkt <= celsius(*rule.high))
        return;
    auto& finding = add(view, "CERT-05", Severity::error,
                        text::cat("has a mean kinetic temperature of ", celsius_words(*mkt),
                                  ", above ", to_text(*rule.high)));
    finding.value = celsius_words(*mkt);
    finding.limit = to_text(*rule.high);
    finding.citations = view.limits.citations;
}

} // namespace coldchain::certify
