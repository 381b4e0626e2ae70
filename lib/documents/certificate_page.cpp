// SPDX-License-Identifier: Apache-2.0
#include "documents/certificate_page.hpp"

#include "common/text.hpp"
#include "draw/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace coldchain::documents {

namespace {

using certify::ChannelJudgement;
using certify::Judgement;
using certify::Role;
using certify::Verdict;
using draw::Dots;

constexpr draw::Colour ink_soft{70, 70, 70};
constexpr TextStyle verdict_style{draw::Face::sans_bold, points(27)};
constexpr TextStyle reason_style{draw::Face::sans, points(11)};
constexpr TextStyle remark_style{draw::Face::sans, points(8.5), ink_soft};
constexpr TextStyle fact_style{draw::Face::sans, points(8)};
constexpr TextStyle note_style{draw::Face::sans, points(7), ink_soft};
constexpr TextStyle cell_style{draw::Face::sans, points(7)};
constexpr TextStyle cell_strong{draw::Face::sans_bold, points(7)};
constexpr TextStyle digest_style{draw::Face::mono, points(6)};
constexpr std::size_t rows_shown = 30; ///< of excursions; the machine-readable result has all

struct Colours {
    draw::Colour strong;
    draw::Colour tint;
};

// Dark enough to stand out in a black-and-white copy, where the words alone must do.
Colours colours_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::conforms:
        return {{16, 104, 62}, {236, 246, 240}};
    case Verdict::excursion_within_allowance:
        return {{138, 88, 0}, {252, 245, 228}};
    case Verdict::does_not_conform:
        return {{164, 26, 34}, {252, 238, 238}};
    case Verdict::cannot_certify:
        return {{62, 66, 104}, {238, 239, 248}};
    }
    return {};
}

constexpr std::array<draw::Colour, 6> series_colours{
    draw::Colour{30, 60, 110}, draw::Colour{0, 120, 120}, draw::Colour{120, 60, 130},
    draw::Colour{90, 110, 30}, draw::Colour{150, 90, 30}, draw::Colour{80, 80, 80}};

std::string sentence(std::string_view text) {
    std::string out(text);
    if (out.empty())
        return out;
    out.front() = text::upper(out.substr(0, 1)).front();
    if (out.back() != '.')
        out += '.';
    return out;
}

// What the faces lack is shown by its code point: a logger file may be named in any script.
std::string shown(draw::Fonts const& fonts, draw::Face face, std::string_view text) {
    if (!fonts.find_missing_glyph(face, text))
        return std::string(text);
    std::string out;
    for (auto const character : text::code_points(text)) {
        if (character == U'\n' || fonts.has_glyph(face, character)) {
            out += text::to_utf8(character);
            continue;
        }
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string number;
        for (auto left = static_cast<std::uint32_t>(character); left > 0; left /= 16)
            number.insert(number.begin(), digits[left % 16]);
        out += text::cat("\\u{", number.empty() ? "0" : number, "}");
    }
    return out;
}

/// The pages in the making, fed with text from outside: what the faces lack is shown by its code
/// point, and a word wider than its place is broken.
class Sheet {
public:
    Sheet(Pages& target, draw::Fonts const& fonts) : pages(target), m_fonts(fonts) {}

    std::string fit(std::string_view text, TextStyle const& style, Dots width) {
        std::string out;
        std::string word;
        for (auto const character : text::code_points(shown(m_fonts, style.face, text))) {
            auto const bytes = text::to_utf8(character);
            if (character == U' ' || character == U'\n') {
                word.clear();
            } else if (pages.width_of(word + bytes, style) > width) {
                out += '\n';
                word = bytes;
            } else {
                word += bytes;
            }
            out += bytes;
        }
        return out;
    }

    void paragraph(std::string_view text, TextStyle const& style) {
        pages.paragraph(fit(text, style, pages.column().width), style);
    }

    void facts(std::vector<Fact> list, int columns) {
        Dots const width = pages.column().width / columns - mm(5);
        for (auto& fact : list)
            fact.value = fit(fact.value, fact.style, width);
        pages.facts(list, columns);
    }

    void table(Table table) {
        double total = 0;
        for (auto const& column : table.columns)
            total += column.share;
        for (auto& row : table.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                auto const& column = table.columns[i];
                auto const width =
                    static_cast<Dots>(pages.column().width * column.share / total) - mm(1.9);
                row[i].text = fit(row[i].text, row[i].style.value_or(column.style), width);
            }
        }
        pages.table(table);
    }

    draw::Fonts const& fonts() const { return m_fonts; }

    Pages& pages;

private:
    draw::Fonts const& m_fonts;
};

std::string stamp(std::int64_t milliseconds) {
    return to_people({Instant{milliseconds}, std::string("Z")});
}

// "2026-11-23 15:30", where the column says UTC.
std::string short_stamp(std::int64_t milliseconds) {
    auto whole = to_text(LocalTime{milliseconds});
    whole[10] = ' ';
    return whole.substr(0, 16);
}

std::string figure(std::optional<double> value) {
    return value ? text::fixed(*value, 2) : std::string("-");
}

logger::Recording const& recording_of(Judgement const& judgement, ChannelJudgement const& channel) {
    return judgement.loggers[channel.logger].recordings[channel.recording];
}

std::string channel_words(Judgement const& judgement, ChannelJudgement const& channel) {
    auto const name =
        channel.serial.empty() ? recording_of(judgement, channel).file : channel.serial;
    return channel.name.empty() || recording_of(judgement, channel).channels.size() == 1
               ? name
               : text::cat(name, " ", channel.name);
}

// --- verdict ---

std::size_t other_reasons(Judgement const& judgement) {
    auto const& findings = judgement.findings;
    auto const count = std::count_if(findings.begin(), findings.end(), [](auto const& finding) {
        return finding.severity >= Severity::warn;
    });
    return count > 1 ? static_cast<std::size_t>(count - 1) : 0;
}

std::string remarks(Judgement const& judgement) {
    std::vector<std::string> parts;
    if (judgement.custody == certify::Custody::not_judged)
        parts.emplace_back("Recording only, custody not judged.");
    auto const others = other_reasons(judgement);
    if (others > 0)
        parts.push_back(
            text::cat(others, others == 1 ? " further finding" : " further findings", " below."));
    return text::join(parts, " ");
}

void set_verdict(Sheet& sheet, Judgement const& judgement) {
    auto const colours = colours_of(judgement.verdict);
    Dots const inset = mm(7);
    Dots const width = sheet.pages.column().width - inset - mm(4);
    auto const reason = sheet.fit(sentence(judgement.reason), reason_style, width);
    auto const remark = remarks(judgement);
    Dots const reason_height = sheet.pages.height_of(reason, reason_style, width);
    Dots const height = mm(16) + reason_height + (remark.empty() ? mm(3) : mm(7));
    auto const area = sheet.pages.block(height);
    sheet.pages.add("verdict ground", draw::Box{area, 0, true, draw::black, colours.tint});
    sheet.pages.add(
        "verdict bar",
        draw::Box{{area.x, area.y, mm(3), area.height}, 0, true, draw::black, colours.strong});
    auto style = verdict_style;
    style.colour = colours.strong;
    sheet.pages.set_line(verdict_words(judgement.verdict), style, {area.x + inset, area.y + mm(12)},
                         width);
    sheet.pages.set_text(reason, reason_style,
                         {area.x + inset, area.y + mm(16), width, reason_height});
    if (!remark.empty())
        sheet.pages.set_text(remark, remark_style,
                             {area.x + inset, area.y + mm(17) + reason_height, width, mm(6)});
    sheet.pages.space(mm(3));
}

// --- what was judged ---

std::string product_words(shipment::Shipment const& shipment) {
    std::vector<std::string> words;
    for (auto const& product : shipment.products) {
        auto const id = !product.donation_identification_number.empty()
                            ? product.donation_identification_number
                            : product.id;
        words.push_back(product.description.empty() ? id
                                                    : text::cat(product.description, ", ", id));
        if (words.size() == 2 && shipment.products.size() > 2) {
            words.push_back(text::cat("and ", shipment.products.size() - 2, " more"));
            break;
        }
    }
    return text::join(words, "\n");
}

std::string window_words(Judgement const& judgement) {
    auto const& window = judgement.window;
    auto const end = [](std::optional<Instant> const& instant) {
        return instant ? stamp(instant->milliseconds) : std::string("not known");
    };
    if (!window.from && !window.to)
        return "not known";
    auto words = text::cat(end(window.from), " to\n", end(window.to));
    if (window.from && window.to)
        words += text::cat(
            " (", duration_text((window.to->milliseconds - window.from->milliseconds) / 1000), ")");
    return words;
}

std::string limits_words(Judgement const& judgement) {
    std::vector<std::string> words;
    for (auto const& limits : judgement.limits)
        words.push_back(text::cat(limits.range_text(), "\n", limits.identity.id, ", edition ",
                                  limits.identity.edition));
    return text::join(words, "\n");
}

std::string logger_words(Judgement const& judgement) {
    std::vector<std::string> words;
    for (auto const& logger : judgement.loggers) {
        std::string device = text::cat(logger.maker, " ", logger.model);
        if (logger.maker.empty() && !logger.recordings.empty())
            device = text::cat(logger.recordings.front().device.maker, " ",
                               logger.recordings.front().device.model);
        auto const serial = logger.serial.empty() && !logger.recordings.empty()
                                ? logger.recordings.front().device.serial
                                : logger.serial;
        words.push_back(text::cat(text::trim(text::cat(serial, " ", device)), " (",
                                  certify::to_word(logger.role), ")"));
    }
    return text::join(words, "\n");
}

std::string calibration_words(Judgement const& judgement) {
    std::vector<std::string> words;
    for (auto const& logger : judgement.loggers) {
        auto const& calibration = logger.calibration;
        if (!calibration)
            continue;
        auto line = calibration->certificate.empty() ? std::string("no certificate")
                                                     : calibration->certificate;
        if (calibration->due)
            line += text::cat(", valid until ", to_text(*calibration->due));
        if (calibration->uncertainty)
            line += text::cat(", U ", to_text(calibration->uncertainty->value), " K");
        words.push_back(line);
    }
    return text::join(words, "\n");
}

void set_judged(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    std::vector<Fact> list;
    if (facts.shipment != nullptr) {
        auto const& shipment = *facts.shipment;
        list.push_back({"Product", product_words(shipment)});
        list.push_back({"From", shipment.shipper.name});
        list.push_back({"To", shipment.consignee.name});
    }
    list.push_back({judgement.custody == certify::Custody::judged ? "Custody, packed to received"
                                                                  : "Window judged",
                    window_words(judgement)});
    list.push_back({"Limits, themselves inside", limits_words(judgement)});
    list.push_back({"Loggers", logger_words(judgement)});
    if (judgement.custody == certify::Custody::judged) {
        list.push_back({"Calibration", calibration_words(judgement)});
        auto const& packages = facts.shipment->packages;
        std::vector<std::string> shippers;
        for (auto const& package : packages)
            shippers.push_back(std::string(
                text::trim(text::cat(package.id, " ", package.shipper_model, " ", package.asset))));
        list.push_back({"Shipping container", text::join(shippers, "\n")});
    }
    for (auto& fact : list)
        fact.style = fact_style;
    sheet.facts(std::move(list), facts.shipment != nullptr ? 4 : 3);
    sheet.pages.space(mm(1));
}

// --- chart ---

/// Hours since the start of the chart, its x axis.
struct Axis {
    std::int64_t origin = 0;
    std::int64_t from = 0;
    std::int64_t to = 0;
    double hours(std::int64_t milliseconds) const {
        return static_cast<double>(milliseconds - origin) / 3'600'000.0;
    }
};

// The window and what lies around it, but no more than a quarter of it on each side.
Axis axis_of(Judgement const& judgement) {
    std::optional<certify::Span> data;
    for (auto const& channel : judgement.channels) {
        auto const& times = recording_of(judgement, channel).times;
        if (times.empty())
            continue;
        if (!data)
            data = certify::Span{times.front(), times.back()};
        data->from = std::min(data->from, times.front());
        data->to = std::max(data->to, times.back());
    }
    auto span = data.value_or(certify::Span{0, 3'600'000});
    auto const& window = judgement.window;
    if (window.from && window.to) {
        auto const room = (window.to->milliseconds - window.from->milliseconds) / 4;
        span.from = std::max(std::min(span.from, window.from->milliseconds),
                             window.from->milliseconds - room);
        span.to =
            std::min(std::max(span.to, window.to->milliseconds), window.to->milliseconds + room);
    }
    if (span.from >= span.to) {
        span.from -= 1'800'000;
        span.to += 1'800'000;
    }
    return {span.from, span.from, span.to};
}

// The legend has one line for all names; the table below it has them whole.
std::string short_name(std::string const& name) {
    auto const characters = text::code_points(name);
    if (characters.size() <= 24)
        return name;
    std::string out;
    for (std::size_t i = 0; i < 21; ++i)
        out += text::to_utf8(characters[i]);
    return out + "...";
}

draw::ChartSeries series_on(Axis const& axis, Judgement const& judgement,
                            ChannelJudgement const& channel, draw::Fonts const& fonts) {
    auto const& recording = recording_of(judgement, channel);
    auto const series =
        certify::series_of(recording, recording.channels[channel.channel], {axis.from, axis.to});
    draw::ChartSeries drawn;
    drawn.name = short_name(shown(fonts, draw::Face::sans, channel_words(judgement, channel)));
    std::optional<std::size_t> before;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (!series.trusted(i))
            continue;
        if (!before || !certify::adjacent(series, *before, i))
            drawn.runs.emplace_back();
        drawn.runs.back().push_back({axis.hours(series.times[i]), celsius(series.at(i))});
        before = i;
    }
    return drawn;
}

void add_spans(draw::Chart& chart, Axis const& axis, Judgement const& judgement) {
    auto const& window = judgement.window;
    if (window.from && window.from->milliseconds > axis.from)
        chart.spans.push_back(
            {0, axis.hours(window.from->milliseconds), draw::SpanKind::trimmed, "before"});
    if (window.to && window.to->milliseconds < axis.to)
        chart.spans.push_back({axis.hours(window.to->milliseconds), axis.hours(axis.to),
                               draw::SpanKind::trimmed, "after"});
    for (auto const& reported : judgement.excursions) {
        if (judgement.channels[reported.channel].role == Role::ambient)
            continue;
        chart.spans.push_back({axis.hours(reported.excursion.from),
                               axis.hours(reported.excursion.to), draw::SpanKind::excursion,
                               "excursion"});
    }
    for (auto const& channel : judgement.channels) {
        for (auto const& gap : channel.cover.gaps)
            chart.spans.push_back(
                {axis.hours(gap.from), axis.hours(gap.to), draw::SpanKind::gap, "gap"});
    }
}

// Whole hours or days, as many as have room.
void add_ticks(draw::Chart& chart, Axis const& axis) {
    constexpr std::array<std::int64_t, 14> steps{5,   15,   30,   60,   120,   180,   360,
                                                 720, 1440, 2880, 7200, 14400, 43200, 144000};
    auto const minutes = (axis.to - axis.from) / 60'000;
    auto step = steps.back() * 60'000;
    for (auto const candidate : steps) {
        if (minutes / candidate <= 8) {
            step = candidate * 60'000;
            break;
        }
    }
    auto first = axis.from / step * step;
    if (first < axis.from)
        first += step;
    for (auto time = first; time <= axis.to; time += step) {
        auto const text = to_text(LocalTime{time});
        chart.x_ticks.push_back(
            {axis.hours(time), text::cat(text.substr(11, 5), "\n", text.substr(5, 5))});
    }
}

void add_marks(draw::Chart& chart, Axis const& axis, shipment::Shipment const* shipment) {
    if (shipment == nullptr)
        return;
    auto const& custody = shipment->custody;
    auto const mark = [&](std::optional<ZonedTime> const& at, std::string label) {
        if (at)
            chart.marks.push_back({axis.hours(at->instant.milliseconds), std::move(label)});
    };
    if (custody.packed)
        mark(custody.packed->at, "packed");
    for (auto const& handover : custody.handovers)
        mark(handover.at, "handover");
    if (custody.received)
        mark(custody.received->at, "received");
    std::stable_sort(chart.marks.begin(), chart.marks.end(),
                     [](auto const& left, auto const& right) { return left.x < right.x; });
}

void add_limits(draw::Chart& chart, Judgement const& judgement) {
    std::set<std::string> shown;
    for (auto const& limits : judgement.limits) {
        for (auto const& level : limits.levels) {
            auto const label = celsius_text(level.limit);
            // outer levels only when a reading comes near them: they would squeeze the curve
            bool const base = limits.base(level.side) == &level;
            bool const reached = std::any_of(
                judgement.channels.begin(), judgement.channels.end(), [&](auto const& channel) {
                    auto const& extreme = level.side == certify::Side::high
                                              ? channel.inside.maximum
                                              : channel.inside.minimum;
                    return extreme && std::abs(celsius(*extreme) - celsius(level.limit)) < 3;
                });
            if ((base || reached) && shown.insert(label).second)
                chart.limits.push_back({celsius(level.limit), label});
        }
    }
}

Result<void> set_chart(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    if (judgement.channels.empty())
        return {};
    auto const axis = axis_of(judgement);
    draw::Chart chart;
    chart.x_from = 0;
    chart.x_to = axis.hours(axis.to);
    for (auto const& channel : judgement.channels) {
        chart.series.push_back(series_on(axis, judgement, channel, sheet.fonts()));
        auto& series = chart.series.back();
        series.colour = channel.role == Role::ambient
                            ? draw::Colour{150, 150, 150}
                            : series_colours.at((chart.series.size() - 1) % series_colours.size());
    }
    add_limits(chart, judgement);
    add_spans(chart, axis, judgement);
    add_ticks(chart, axis);
    add_marks(chart, axis, facts.shipment);
    chart.y_title =
        text::cat("Degrees Celsius; times in UTC, ", to_text(date_of(LocalTime{axis.from})), " to ",
                  to_text(date_of(LocalTime{axis.to})));
    chart.text_size = points(7);
    chart.line_width = mm(0.25);
    chart.area = sheet.pages.block(facts.paper == Paper::a4 ? mm(60) : mm(52));
    CC_TRY_ASSIGN(auto const items, draw::draw_chart(chart, sheet.fonts()));
    for (auto const& item : items)
        sheet.pages.add(item.name, item.primitive);
    sheet.pages.space(mm(2));
    return {};
}

// --- figures ---

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

void set_figures(Sheet& sheet, Judgement const& judgement) {
    if (judgement.channels.empty())
        return;
    Table table;
    table.columns = {{"Logger", 1.7, cell_strong},   {"Role", 1.25, cell_style},
                     {"Readings", 1.35, cell_style}, {"Lowest", 1.9, cell_style},
                     {"Highest", 1.9, cell_style},   {"Mean", 1, cell_style},
                     {"MKT", 1, cell_style},         {"First and last", 1.9, cell_style},
                     {"Gaps", 1.2, cell_style},      {"Not judged", 1.8, cell_style}};
    for (auto const& channel : judgement.channels) {
        bool const mkt = judgement.limits[channel.limits].mkt.applies;
        auto const& cover = channel.cover;
        table.rows.push_back(
            {{channel_words(judgement, channel)},
             {std::string(certify::to_word(channel.role))},
             {text::cat(channel.inside.count, "\nevery ", duration_text(channel.step / 1000))},
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

void set_intended_use(Sheet& sheet, Judgement const& judgement) {
    auto text = text::cat(
        "This page states whether the stored readings kept the limits named above, at the place of "
        "the probe, within the window. It is meant for the quality unit, which decides on the "
        "product. It proves nothing about temperatures elsewhere in the container, between "
        "readings, or before and after the window, nor that the logger was where the record says.");
    if (judgement.custody == certify::Custody::not_judged)
        text += " Recording only, custody not judged: whose logger it was, its calibration and the "
                "times of packing and receipt are not part of it.";
    sheet.paragraph(text, note_style);
}

// --- what is wrong ---

void set_excursions(Sheet& sheet, Judgement const& judgement) {
    if (judgement.excursions.empty())
        return;
    sheet.pages.heading("Excursions");
    Table table;
    table.columns = {{"Logger", 1.4, cell_strong},    {"Beyond", 1.1, cell_style},
                     {"From (UTC)", 1.7, cell_style}, {"To (UTC)", 1.7, cell_style},
                     {"Duration", 1.5, cell_style},   {"Interpolated", 1.7, cell_style},
                     {"Counted", 1.5, cell_style},    {"Furthest", 1.7, cell_style},
                     {"Allowed", 1.1, cell_style}};
    for (auto const& reported : judgement.excursions) {
        if (table.rows.size() == rows_shown)
            break;
        auto const& channel = judgement.channels[reported.channel];
        auto const& excursion = reported.excursion;
        table.rows.push_back(
            {{channel_words(judgement, channel)},
             {text::cat(excursion.side == certify::Side::high ? "above " : "below ",
                        to_text(excursion.limit))},
             {text::cat(short_stamp(excursion.from), excursion.open_start ? "\nopen" : "")},
             {text::cat(short_stamp(excursion.to), excursion.open_end ? "\nopen" : "")},
             {duration_text(excursion.seconds), cell_strong},
             {duration_text(excursion.interpolated_seconds)},
             {duration_text(excursion.counted_seconds)},
             {with_time(excursion.extreme, excursion.extreme_at)},
             {channel.role == Role::ambient ? "not judged"
              : reported.allowed            ? "yes"
                                            : "no"}});
    }
    sheet.table(std::move(table));
    if (judgement.excursions.size() > rows_shown)
        sheet.paragraph(text::cat("and ", judgement.excursions.size() - rows_shown,
                                  " more in the machine-readable result"),
                        note_style);
}

void set_findings(Sheet& sheet, Judgement const& judgement) {
    Table table;
    table.columns = {{"Rule", 0.9, cell_strong},
                     {"Weight", 0.9, cell_style},
                     {"Fact", 6, cell_style},
                     {"Limit", 1.8, cell_style}};
    std::vector<std::string> notes;
    for (auto const& finding : judgement.findings) {
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
                 {finding.limit}});
    }
    if (!table.rows.empty()) {
        sheet.pages.heading("Reasons in order of weight");
        sheet.table(std::move(table));
    }
    if (!notes.empty()) {
        auto const all = text::join(notes, " ");
        sheet.paragraph(text::cat("Notes. ", all), note_style);
    }
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

// --- custody, evidence, method ---

void set_custody(Sheet& sheet, shipment::Shipment const& shipment) {
    auto const& custody = shipment.custody;
    std::vector<std::string> lines;
    auto const line = [&](std::string_view what, std::optional<ZonedTime> const& at,
                          std::vector<std::string> const& rest) {
        std::vector<std::string> parts;
        for (auto const& part : rest) {
            if (!part.empty())
                parts.push_back(part);
        }
        lines.push_back(text::cat(what, " ",
                                  at ? to_people(*at) : std::string("at a time not known"),
                                  parts.empty() ? "" : ", ", text::join(parts, ", ")));
    };
    if (custody.packed)
        line("packed", custody.packed->at,
             {custody.packed->by.empty() ? "" : text::cat("by ", custody.packed->by),
              custody.packed->verified_by.empty()
                  ? ""
                  : text::cat("verified by ", custody.packed->verified_by),
              custody.packed->place});
    for (auto const& handover : custody.handovers)
        line("handed over", handover.at,
             {text::cat("from ", handover.from, " to ", handover.to), handover.place,
              handover.reading ? text::cat("read ", to_text(*handover.reading)) : ""});
    if (custody.received)
        line("received", custody.received->at,
             {custody.received->by.empty() ? "" : text::cat("by ", custody.received->by),
              custody.received->place, custody.received->condition});
    if (!lines.empty())
        sheet.paragraph(text::cat("Custody: ", text::join(lines, "; "), "."), note_style);
}

void set_evidence(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    Table table;
    table.columns = {
        {"Evidence", 1.1, cell_style}, {"What", 2.9, cell_style}, {"SHA-256", 4.4, digest_style}};
    for (auto const& source : judgement.sources)
        table.rows.push_back(
            {{source.judged ? "readings" : "not judged"},
             {text::cat(source.file, ", ", source.used, " of ", source.rows, " rows used")},
             {source.sha256}});
    std::set<std::string> profiles;
    for (auto const& source : judgement.sources) {
        if (!source.profile.sha256.empty() && profiles.insert(source.profile.sha256).second)
            table.rows.push_back(
                {{"format"},
                 {text::cat(source.profile.id, ", edition ", source.profile.edition)},
                 {source.profile.sha256}});
    }
    for (auto const& limits : judgement.limits)
        table.rows.push_back(
            {{"limits"},
             {text::cat(limits.identity.id, ", edition ", limits.identity.edition)},
             {limits.identity.sha256}});
    if (facts.shipment != nullptr)
        table.rows.push_back({{"shipment"}, {facts.shipment->id}, {facts.shipment->sha256}});
    if (!facts.result_sha256.empty())
        table.rows.push_back({{"result"}, {"machine-readable, JSON"}, {facts.result_sha256}});
    sheet.table(std::move(table));
}

std::string method_words(CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    auto const& mkt = judgement.limits.front().mkt;
    std::set<std::string> zones;
    for (auto const& source : judgement.sources)
        zones.insert(source.zone.empty() ? "not named" : source.zone);
    std::vector<std::string> const zone_list(zones.begin(), zones.end());
    auto words = text::cat(
        "Method. Readings are compared with the limits in the file's own digits and unit. An "
        "excursion is a run of consecutive trusted readings strictly beyond a limit; its duration "
        "is the larger of the time between interpolated crossings and the readings counted at the "
        "regular interval, rounded up; nothing is interpolated over a gap (a step above 1.5 "
        "intervals) or an untrusted reading. Zone of the stamps: ",
        text::join(zone_list, ", "), ".");
    if (mkt.applies)
        words +=
            text::cat(" MKT: mean kinetic temperature with activation energy ",
                      text::fixed(static_cast<double>(mkt.joules_per_mole) / 1000, 3),
                      " kJ/mol, gas constant 8.3144 J/(mol K), 0 C = 273.15 K, equal weights.");
    std::vector<std::string> basis;
    for (auto const& citation : judgement.limits.front().citations)
        basis.push_back(text::cat(citation.ref, citation.edition.empty() ? "" : " (",
                                  citation.edition, citation.edition.empty() ? "" : ")",
                                  citation.evidence == Evidence::recalled ? ", unconfirmed" : ""));
    words += text::cat(" Basis of the limits: ", text::join(basis, "; "), ". Made with ",
                       facts.program, ", zone data ", zone_data_version(), ".");
    return words;
}

void set_signatures(Sheet& sheet, CertificateFacts const& facts) {
    auto const area = sheet.pages.block(mm(19));
    Dots const gap = mm(6);
    bool const symbol = facts.symbol.has_value();
    Dots const symbol_width = symbol ? mm(20) : 0;
    Dots const width = (area.width - symbol_width - 2 * gap - (symbol ? gap : 0)) / 3;
    Dots x = area.x;
    for (auto const* const role : {"Prepared", "Reviewed", "Quality decision"}) {
        sheet.pages.set_line(role, note_style, {x, area.y + mm(4)}, width);
        sheet.pages.add("signature line",
                        draw::Line{{x, area.y + mm(13)}, {x + width, area.y + mm(13)}, mm(0.15)});
        sheet.pages.set_line("name, signature", note_style, {x, area.y + mm(16)}, width);
        sheet.pages.set_line("date and time",
                             {note_style.face, note_style.size, note_style.colour, Align::right},
                             {x, area.y + mm(16)}, width);
        x += width + gap;
    }
    if (!symbol)
        return;
    Dots const module = 8;
    draw::SymbolMark mark{{area.x + area.width - facts.symbol->columns * module, area.y + mm(1)},
                          *facts.symbol,
                          module,
                          0,
                          draw::Rotation::none};
    sheet.pages.add("digest symbol", mark);
}

} // namespace

std::string_view verdict_words(Verdict verdict) {
    switch (verdict) {
    case Verdict::conforms:
        return "Conforms";
    case Verdict::excursion_within_allowance:
        return "Excursion within allowance";
    case Verdict::does_not_conform:
        return "Does not conform";
    case Verdict::cannot_certify:
        return "Cannot be certified";
    }
    return "";
}

Result<draw::Drawing> certificate_page(CertificateFacts const& facts, draw::Fonts const& fonts) {
    Furniture furniture;
    furniture.paper = facts.paper;
    furniture.title = "Temperature certificate";
    if (facts.shipment != nullptr) {
        furniture.subject = facts.shipment->id;
        furniture.kicker = facts.shipment->shipper.name;
    } else if (!facts.judgement.sources.empty()) {
        auto const& serial = facts.judgement.sources.front().serial;
        furniture.subject = serial.size() <= 24 ? serial : "recording";
        furniture.kicker = "Recording only, custody not judged";
    }
    furniture.footer = {text::cat(furniture.subject, ": ", verdict_words(facts.judgement.verdict)),
                        text::cat(facts.now
                                      ? text::cat("issued ", stamp(facts.now->milliseconds), ", ")
                                      : std::string(),
                                  "result SHA-256 ", facts.result_sha256)};
    furniture.subject = shown(fonts, draw::Face::mono_bold, furniture.subject);
    furniture.kicker = shown(fonts, draw::Face::sans, furniture.kicker);
    for (auto& line : furniture.footer)
        line = shown(fonts, draw::Face::sans, line);
    Pages pages(furniture, fonts);
    Sheet sheet(pages, fonts);
    set_verdict(sheet, facts.judgement);
    set_judged(sheet, facts);
    CC_TRY(set_chart(sheet, facts));
    set_figures(sheet, facts.judgement);
    set_intended_use(sheet, facts.judgement);
    set_excursions(sheet, facts.judgement);
    set_findings(sheet, facts.judgement);
    set_device_records(sheet, facts.judgement);
    if (facts.shipment != nullptr)
        set_custody(sheet, *facts.shipment);
    set_evidence(sheet, facts);
    sheet.paragraph(method_words(facts), note_style);
    set_signatures(sheet, facts);
    return std::move(pages).finish();
}

} // namespace coldchain::documents
