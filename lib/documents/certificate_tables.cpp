// SPDX-License-Identifier: Apache-2.0
#include "common/text.hpp"
#include "documents/certificate_parts.hpp"

#include <algorithm>

namespace coldchain::documents {

using certify::ChannelJudgement;
using certify::Judgement;
using certify::Role;

namespace {

constexpr std::size_t rows_shown = 30; ///< of a long list; the machine-readable result has all

std::string figure(std::optional<double> value) {
    return value ? text::fixed(*value, 2) : std::string("-");
}

std::string with_time(std::optional<Temperature> const& value, std::int64_t at) {
    return value ? text::cat(to_text(*value), "\n", short_stamp(at)) : std::string("-");
}

std::string gaps_words(ChannelJudgement const& channel) {
    auto const& gaps = channel.cover.gaps;
    if (gaps.empty())
        return "none";
    std::int64_t longest = 0;
    for (auto const& gap : gaps)
        longest = std::max(longest, gap.seconds());
    return text::cat(gaps.size(), ", longest ", duration_text(longest));
}

std::string untrimmed_words(ChannelJudgement const& channel) {
    std::vector<std::string> parts;
    auto const add = [&](std::optional<certify::Figures> const& figures, std::string_view where) {
        if (figures && figures->count > 0)
            parts.push_back(text::cat(figures->count, " ", where, ": ", to_text(*figures->minimum),
                                      " to ", to_text(*figures->maximum)));
    };
    add(channel.before, "before");
    add(channel.after, "after");
    return parts.empty() ? "none" : text::join(parts, "\n");
}

} // namespace

void set_figures(Sheet& sheet, Judgement const& judgement) {
    if (judgement.channels.empty())
        return;
    Table table;
    table.columns = {{"Logger", 2.2, cell_strong},   {"Role", 1.25, cell_style},
                     {"Readings", 1.35, cell_style}, {"Lowest", 1.85, cell_style},
                     {"Highest", 1.85, cell_style},  {"Mean", 1, cell_style},
                     {"MKT", 0.9, cell_style},       {"First and last", 1.9, cell_style},
                     {"Gaps", 1, cell_style},        {"Not judged", 1.7, cell_style}};
    for (auto const& channel : judgement.channels) {
        bool const mkt = judgement.limits[channel.limits].mkt.applies;
        auto const& cover = channel.cover;
        table.rows.push_back(
            {{channel_words(judgement, channel)},
             {std::string(certify::to_word(channel.role))},
             {channel.step > 0
                  ? text::cat(channel.inside.count, "\nevery ", duration_text(channel.step / 1000))
                  : text::cat(channel.inside.count)},
             {with_time(channel.inside.minimum, channel.inside.minimum_at)},
             {with_time(channel.inside.maximum, channel.inside.maximum_at)},
             {figure(channel.inside.mean)},
             {mkt ? figure(channel.inside.mkt) : std::string("-")},
             {cover.first ? text::cat(short_stamp(*cover.first), "\n", short_stamp(*cover.last))
                          : std::string("none")},
             {gaps_words(channel)},
             {untrimmed_words(channel)}});
    }
    sheet.table(std::move(table));
}

void set_excursions(Sheet& sheet, Judgement const& judgement) {
    std::size_t count = 0;
    Table table;
    table.columns = {{"Logger", 1.4, cell_strong},    {"Beyond", 1.1, cell_style},
                     {"From (UTC)", 1.7, cell_style}, {"To (UTC)", 1.7, cell_style},
                     {"Duration", 1.5, cell_style},   {"Interpolated", 1.7, cell_style},
                     {"Counted", 1.5, cell_style},    {"Furthest", 1.7, cell_style},
                     {"Allowed", 1.1, cell_style}};
    for (auto const& reported : judgement.excursions) {
        auto const& channel = judgement.channels[reported.channel];
        // an ambient logger's are a note; among these rows they would be read as the goods'
        if (channel.role == Role::ambient || ++count > rows_shown)
            continue;
        auto const& excursion = reported.excursion;
        table.rows.push_back(
            {{channel_words(judgement, channel)},
             {text::cat(excursion.side == certify::Side::high ? "above " : "below ",
                        to_text(excursion.limit))},
             {text::cat(short_stamp(excursion.from), excursion.open_start ? "\nopen" : "")},
             {text::cat(short_stamp(excursion.to), excursion.open_end ? "\nopen" : "")},
             {excursion.open_start || excursion.open_end
                  ? text::cat(duration_text(excursion.seconds), "\nor longer")
                  : duration_text(excursion.seconds),
              cell_strong},
             {duration_text(excursion.interpolated_seconds)},
             {duration_text(excursion.counted_seconds)},
             {with_time(excursion.extreme, excursion.extreme_at)},
             {reported.allowed ? "yes" : "no"}});
    }
    if (count == 0)
        return;
    sheet.pages.heading("Excursions");
    sheet.table(std::move(table));
    if (count > rows_shown)
        sheet.paragraph(
            text::cat("and ", count - rows_shown, " more in the machine-readable result"),
            note_style);
}

void set_gaps(Sheet& sheet, Judgement const& judgement) {
    Table gaps;
    gaps.columns = {{"Logger", 1.6, cell_strong},
                    {"Last reading before (UTC)", 1.9, cell_style},
                    {"First after (UTC)", 1.9, cell_style},
                    {"Length", 1.2, cell_style},
                    {"Readings missing", 1.3, cell_style}};
    Table bounds;
    bounds.columns = {{"Logger", 1.6, cell_strong},
                      {"Limit", 1.4, cell_style},
                      {"Time beyond it, best case", 2.4, cell_style},
                      {"Worst case: all that is missing was beyond it", 3.2, cell_style}};
    std::size_t count = 0;
    for (auto const& channel : judgement.channels) {
        if (channel.role == Role::ambient)
            continue;
        auto const& levels = judgement.limits[channel.limits].levels;
        for (std::size_t i = 0; i < channel.beyond.size(); ++i) {
            auto const& beyond = channel.beyond[i];
            if (beyond.most > beyond.least)
                bounds.rows.push_back({{channel_words(judgement, channel)},
                                       {text::cat(certify::beyond_word(levels[i].side), " ",
                                                  to_text(levels[i].limit))},
                                       {duration_text(beyond.least)},
                                       {duration_text(beyond.most)}});
        }
        for (auto const& gap : channel.cover.gaps) {
            if (++count <= rows_shown)
                gaps.rows.push_back({{channel_words(judgement, channel)},
                                     {short_stamp(gap.from)},
                                     {short_stamp(gap.to)},
                                     {duration_text(gap.seconds())},
                                     {text::cat(gap.missing)}});
        }
    }
    if (gaps.rows.empty() && bounds.rows.empty())
        return;
    sheet.pages.heading("What no reading shows");
    if (!gaps.rows.empty())
        sheet.table(std::move(gaps));
    if (count > rows_shown)
        sheet.paragraph(
            text::cat("and ", count - rows_shown, " more in the machine-readable result"),
            note_style);
    if (!bounds.rows.empty())
        sheet.table(std::move(bounds));
}

void set_findings(Sheet& sheet, Judgement const& judgement) {
    Table table;
    table.columns = {{"Rule", 1.1, cell_strong},   {"Weight", 1, cell_style},
                     {"Fact", 4.4, cell_style},    {"Found", 1.3, cell_style},
                     {"Allowed", 1.3, cell_style}, {"Source", 3, cell_style}};
    std::vector<std::string> notes;
    for (auto const& finding : judgement.findings) {
        if (finding.rule == "CERT-40")
            continue; // the table of figures has it
        if (finding.severity <= Severity::info)
            notes.push_back(text::cat(finding.rule, " ", sentence(finding.message)));
        else
            table.rows.push_back(
                {{finding.rule},
                 {finding.severity == Severity::error     ? "proves"
                  : finding.severity == Severity::unknown ? "unknown"
                                                          : "warning"},
                 {sentence(finding.message) +
                  (finding.fix.empty() ? "" : text::cat(" To mend: ", finding.fix, "."))},
                 {finding.value},
                 {finding.limit},
                 {certify::source_words(finding)}});
    }
    if (!table.rows.empty()) {
        sheet.pages.heading("Reasons in order of weight");
        sheet.table(std::move(table));
    }
    if (!notes.empty())
        sheet.paragraph(text::cat("Notes. ", text::join(notes, " ")), note_style);
}

void set_device_records(Sheet& sheet, Judgement const& judgement) {
    for (auto const& record : judgement.device_records) {
        sheet.pages.heading(
            text::cat("The device's own record beside ours, logger ", record.serial));
        Table table;
        table.columns = {{"Alarm of the device", 2.2, cell_strong},
                         {"The device says", 3, cell_style},
                         {"We find in its readings (UTC)", 3, cell_style}};
        for (auto const& line : record.lines)
            table.rows.push_back({{line.what}, {line.device}, {line.ours}});
        sheet.table(std::move(table));
        for (auto const& explanation : record.explanations)
            sheet.paragraph(explanation, small_style);
    }
}

} // namespace coldchain::documents
