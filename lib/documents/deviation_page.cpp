// SPDX-License-Identifier: Apache-2.0
#include "documents/deviation_page.hpp"

#include "common/text.hpp"
#include "documents/certificate_parts.hpp"

#include <algorithm>
#include <set>

namespace coldchain::documents {

using certify::ChannelJudgement;
using certify::Judgement;
using certify::Role;

namespace {

constexpr std::size_t timeline_rows = 40; ///< of a long record; the certificate has all
constexpr std::string_view pen = "______________________";

bool governs(ChannelJudgement const& channel) {
    return channel.role != Role::ambient;
}

bool is_local(Judgement const& judgement, ChannelJudgement const& channel) {
    return recording_of(judgement, channel).basis == logger::TimeBasis::local;
}

/// Channels that speak for a product: of the loggers in its packages, or all when that is not
/// known.
std::vector<std::size_t> channels_of(CertificateFacts const& facts, std::string const& product) {
    std::set<std::string> packages;
    if (facts.shipment != nullptr) {
        for (auto const& package : facts.shipment->packages) {
            for (auto const& content : package.contents) {
                if (content.product == product)
                    packages.insert(package.id);
            }
        }
    }
    auto const& judgement = facts.judgement;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < judgement.channels.size(); ++i) {
        auto const& package = judgement.loggers[judgement.channels[i].logger].package;
        bool const with_it = packages.empty() || package.empty() || packages.contains(package);
        if (governs(judgement.channels[i]) && with_it)
            found.push_back(i);
    }
    return found;
}

// --- facts ---

void set_facts(Sheet& sheet, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    std::vector<Fact> list{{"Deviation number", std::string(pen)},
                           {"Found on, by", std::string(pen)}};
    if (facts.shipment != nullptr) {
        list.push_back({"Shipment", facts.shipment->id});
        list.push_back({"Order", facts.shipment->order});
        list.push_back({"From", facts.shipment->shipper.name});
        list.push_back({"To", facts.shipment->consignee.name});
    }
    list.push_back({"Window judged", window_words(judgement)});
    list.push_back({"Limits, themselves inside", limits_words(judgement)});
    list.push_back({"Loggers", logger_words(judgement)});
    for (auto& fact : list)
        fact.style = fact_style;
    sheet.facts(std::move(list), 3);
}

// --- timeline ---

struct Moment {
    std::int64_t at = 0;
    std::string what;
    std::string where;
};

void add_custody(std::vector<Moment>& moments, shipment::Custody const& custody) {
    auto const add = [&](std::optional<ZonedTime> const& at, std::string what, std::string where) {
        if (at)
            moments.push_back({at->instant.milliseconds, std::move(what), std::move(where)});
    };
    if (custody.packed)
        add(custody.packed->at,
            custody.packed->by.empty() ? "packed" : text::cat("packed by ", custody.packed->by),
            custody.packed->place);
    for (auto const& handover : custody.handovers)
        add(handover.at, text::cat("handed over from ", handover.from, " to ", handover.to),
            handover.place);
    if (custody.received)
        add(custody.received->at,
            custody.received->by.empty() ? "received"
                                         : text::cat("received by ", custody.received->by),
            custody.received->place);
}

void add_channel(std::vector<Moment>& moments, Judgement const& judgement,
                 ChannelJudgement const& channel) {
    auto const name = channel_words(judgement, channel);
    auto const add = [&](std::int64_t at, std::string what) {
        moments.push_back({at, std::move(what), text::cat("logger ", name)});
    };
    if (channel.cover.first) {
        add(*channel.cover.first, "first reading judged");
        add(*channel.cover.last, "last reading judged");
    }
    for (auto const& gap : channel.cover.gaps) {
        add(gap.from, text::cat("last reading before a gap of ", duration_text(gap.seconds())));
        add(gap.to, "first reading after the gap");
    }
}

void add_excursions(std::vector<Moment>& moments, Judgement const& judgement) {
    for (auto const& reported : judgement.excursions) {
        auto const& channel = judgement.channels[reported.channel];
        auto const& excursion = reported.excursion;
        if (!governs(channel) || is_local(judgement, channel))
            continue;
        auto const name = text::cat("logger ", channel_words(judgement, channel));
        auto const limit =
            text::cat(certify::beyond_word(excursion.side), " ", to_text(excursion.limit));
        moments.push_back({excursion.from,
                           excursion.open_start ? text::cat(limit, " when first read")
                                                : text::cat("goes ", limit),
                           name});
        moments.push_back(
            {excursion.extreme_at, text::cat("furthest: ", to_text(excursion.extreme)), name});
        moments.push_back({excursion.to,
                           text::cat(excursion.open_end ? "still " : "no longer ", limit,
                                     ", after ", duration_text(excursion.seconds)),
                           name});
    }
}

std::vector<Moment> timeline_of(CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    std::vector<Moment> moments;
    if (facts.shipment != nullptr)
        add_custody(moments, facts.shipment->custody);
    for (auto const& channel : judgement.channels) {
        if (governs(channel) && !is_local(judgement, channel))
            add_channel(moments, judgement, channel);
    }
    add_excursions(moments, judgement);
    for (auto const& logger : judgement.loggers) {
        for (auto const& recording : logger.recordings) {
            if (recording.basis == logger::TimeBasis::local || logger.role == Role::ambient)
                continue;
            for (auto const& alarm : recording.device.alarms) {
                if (alarm.fired_at)
                    moments.push_back({*alarm.fired_at,
                                       text::cat("the device raised \"", alarm.text, "\""),
                                       text::cat("logger ", recording.device.serial)});
            }
        }
    }
    std::stable_sort(moments.begin(), moments.end(),
                     [](Moment const& left, Moment const& right) { return left.at < right.at; });
    return moments;
}

void set_timeline(Sheet& sheet, CertificateFacts const& facts) {
    auto const moments = timeline_of(facts);
    sheet.pages.heading("Timeline");
    if (moments.empty()) {
        sheet.paragraph("Nothing in the record can be placed in time.", fact_style);
        return;
    }
    Table table;
    table.columns = {{"Time (UTC)", 1.3, cell_strong},
                     {"What the record says", 4, cell_style},
                     {"Where", 2.4, cell_style}};
    for (auto const& moment : moments) {
        if (table.rows.size() == timeline_rows)
            break;
        table.rows.push_back({{short_stamp(moment.at)}, {moment.what}, {moment.where}});
    }
    sheet.table(std::move(table));
    if (moments.size() > timeline_rows)
        sheet.paragraph(
            text::cat("and ", moments.size() - timeline_rows, " more, which the certificate lists"),
            note_style);
}

// --- products ---

void set_products(Sheet& sheet, CertificateFacts const& facts) {
    sheet.pages.heading("Affected products");
    if (facts.shipment == nullptr || facts.shipment->products.empty()) {
        sheet.paragraph("Not named in what was judged. Products: " + std::string(pen), fact_style);
        return;
    }
    Table table;
    table.columns = {{"Product", 0.9, cell_strong},          {"Donation number", 1.5, cell_style},
                     {"Description", 2.2, cell_style},       {"Lot", 1.2, cell_style},
                     {"Chain of identity", 1.6, cell_style}, {"Expires", 1.6, cell_style}};
    for (auto const& product : facts.shipment->products)
        table.rows.push_back({{product.id},
                              {product.donation_identification_number},
                              {product.description},
                              {product.lot},
                              {product.chain_of_identity},
                              {product.expires_at ? to_people(*product.expires_at) : ""}});
    sheet.table(std::move(table));
}

std::string furthest_words(ChannelJudgement const& channel, certify::Side side) {
    auto const& inside = channel.inside;
    auto const& extreme = side == certify::Side::high ? inside.maximum : inside.minimum;
    auto const at = side == certify::Side::high ? inside.maximum_at : inside.minimum_at;
    return extreme ? text::cat(to_text(*extreme), "\n", short_stamp(at)) : std::string("-");
}

void add_exposure(Table& table, CertificateFacts const& facts, std::string const& product) {
    auto const& judgement = facts.judgement;
    bool any = false;
    bool read = false;
    for (auto const index : channels_of(facts, product)) {
        auto const& channel = judgement.channels[index];
        read = read || channel.inside.count > 0;
        auto const& limits = judgement.limits[channel.limits];
        for (std::size_t i = 0; i < channel.beyond.size(); ++i) {
            auto const& beyond = channel.beyond[i];
            if (beyond.most == 0)
                continue;
            any = true;
            auto const& level = limits.levels[i];
            table.rows.push_back(
                {{product},
                 {channel_words(judgement, channel)},
                 {text::cat(certify::beyond_word(level.side), " ", to_text(level.limit))},
                 {text::cat(duration_text(beyond.least), "\n", beyond.events,
                            beyond.events == 1 ? " event" : " events")},
                 {duration_text(beyond.most)},
                 {furthest_words(channel, level.side)},
                 {text::fixed(beyond.degree_minutes, 1)},
                 {limits.mkt.applies && channel.inside.mkt
                      ? text::cat(text::fixed(*channel.inside.mkt, 2), " C")
                      : std::string("-")}});
        }
    }
    if (!any)
        table.rows.push_back(
            {{product},
             {"-"},
             {read ? "no time beyond a limit was read" : "not known: no reading was judged"},
             {"-"},
             {"-"},
             {"-"},
             {"-"},
             {"-"}});
}

void set_exposure(Sheet& sheet, CertificateFacts const& facts) {
    Table table;
    table.columns = {{"Product", 0.9, cell_strong}, {"Logger", 1.5, cell_style},
                     {"Limit", 1.3, cell_style},    {"Time beyond it", 1.4, cell_style},
                     {"At worst", 1.3, cell_style}, {"Furthest", 1.5, cell_style},
                     {"K min", 0.9, cell_style},    {"MKT", 0.9, cell_style}};
    if (facts.shipment != nullptr) {
        for (auto const& product : facts.shipment->products)
            add_exposure(table, facts, product.id);
    }
    if (table.rows.empty())
        add_exposure(table, facts, "");
    sheet.pages.heading("Exposure per product");
    sheet.table(std::move(table));
    sheet.paragraph("Time beyond a limit is what the readings prove; at worst counts every gap and "
                    "uncovered end as beyond it. Of readings at the probe, in the window only.",
                    note_style);
}

// --- what happened ---

void set_reasons(Sheet& sheet, Judgement const& judgement) {
    Table table;
    table.columns = {{"Rule", 0.9, cell_strong},
                     {"Fact", 5.2, cell_style},
                     {"Found", 1.3, cell_style},
                     {"Allowed", 1.5, cell_style}};
    for (auto const& finding : judgement.findings) {
        if (finding.severity > Severity::info)
            table.rows.push_back(
                {{finding.rule}, {sentence(finding.message)}, {finding.value}, {finding.limit}});
    }
    sheet.pages.heading("Facts, in order of weight");
    sheet.table(std::move(table));
}

// --- questions ---

/// Who had the goods at a moment, as far as custody says.
std::string holder_at(shipment::Custody const& custody, std::int64_t moment) {
    std::string holder = custody.packed ? custody.packed->by : std::string();
    for (auto const& handover : custody.handovers) {
        if (handover.at && handover.at->instant.milliseconds <= moment)
            holder = handover.to;
    }
    return holder;
}

void ask_about_excursions(std::vector<std::string>& questions, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    for (auto const& reported : judgement.excursions) {
        auto const& channel = judgement.channels[reported.channel];
        auto const& excursion = reported.excursion;
        if (!governs(channel) || is_local(judgement, channel))
            continue;
        auto const name = channel_words(judgement, channel);
        auto const holder = facts.shipment == nullptr
                                ? std::string()
                                : holder_at(facts.shipment->custody, excursion.from);
        if (!holder.empty())
            questions.push_back(text::cat("At ", stamp(excursion.from), " the goods were with ",
                                          holder, ": what happened there?"));
        if (excursion.open_start) {
            auto const& before = channel.before;
            questions.push_back(text::cat(
                "Logger ", name, " was beyond the limit when first read at ", stamp(excursion.from),
                ": since when?",
                before && before->count > 0
                    ? text::cat(" The file has ", before->count, " readings from before, ",
                                to_text(*before->minimum), " to ", to_text(*before->maximum), ".")
                    : std::string()));
        }
        if (excursion.open_end)
            questions.push_back(text::cat("Logger ", name, " was still beyond the limit at ",
                                          stamp(excursion.to), ": until when?"));
        if (questions.size() > 8) // many short excursions are one question, not many
            break;
    }
}

void ask_about_exposure(std::vector<std::string>& questions, CertificateFacts const& facts) {
    auto const& judgement = facts.judgement;
    std::set<std::string> asked;
    for (auto const& channel : judgement.channels) {
        auto const& limits = judgement.limits[channel.limits];
        for (std::size_t i = 0; governs(channel) && i < channel.beyond.size(); ++i) {
            auto const& beyond = channel.beyond[i];
            auto const& level = limits.levels[i];
            if (beyond.least == 0)
                continue;
            auto const furthest = furthest_words(channel, level.side);
            auto words = text::cat("Do the stability data of the product cover ",
                                   duration_text(beyond.least),
                                   beyond.most > beyond.least
                                       ? text::cat(" (at worst ", duration_text(beyond.most), ")")
                                       : std::string(),
                                   " ", certify::beyond_word(level.side), " ", to_text(level.limit),
                                   ", as far as ", furthest.substr(0, furthest.find('\n')), "?");
            if (asked.insert(words).second)
                questions.push_back(std::move(words));
        }
    }
}

void ask_about_gaps(std::vector<std::string>& questions, Judgement const& judgement) {
    for (auto const& channel : judgement.channels) {
        if (!governs(channel) || channel.cover.gaps.empty() || is_local(judgement, channel))
            continue;
        auto const& gaps = channel.cover.gaps;
        auto const longest = *std::max_element(
            gaps.begin(), gaps.end(), [](certify::Gap const& left, certify::Gap const& right) {
                return left.seconds() < right.seconds();
            });
        questions.push_back(text::cat("What happened between ", stamp(longest.from), " and ",
                                      stamp(longest.to), ", when logger ",
                                      channel_words(judgement, channel),
                                      " has no trusted reading? Is there another record of it?"));
    }
}

struct RuleQuestion {
    std::string_view rule;
    std::string_view question;
};
constexpr RuleQuestion rule_questions[] = {
    {"CERT-10", "Which zone did the logger's clock keep, and how is that known?"},
    {"CERT-11", "Where is the recording of the shipment's own logger, and whose is this one?"},
    {"CERT-12", "How can it be shown that the file is of the shipment's logger?"},
    {"CERT-13", "Can the logger without a recording still be read out?"},
    {"CERT-14", "When was the shipment packed and when received, and where is that written?"},
    {"CERT-15", "Is there another record of the time between packing and the first reading?"},
    {"CERT-16", "Is there another record of the time between the last reading and receipt?"},
    {"CERT-18", "What were the readings that are not trusted: the sensor, or the product?"},
    {"CERT-19", "Where is the logger's calibration certificate?"},
    {"CERT-20", "Can a calibration now show that the logger read truly during the trip?"},
    {"CERT-21", "Is there a logger with a smaller uncertainty, or another record?"},
    {"CERT-24", "Can the logger be read out again, for a file that is fit?"},
    {"CERT-27", "Is this the recording of this trip, and was the logger's clock right?"},
    {"CERT-28", "When was the logger's clock set, by whom, and how far was it off?"},
    {"CERT-33", "Where did each of the loggers lie that disagree, and which of them is right?"},
};

void ask_about_rules(std::vector<std::string>& questions, Judgement const& judgement) {
    for (auto const& row : rule_questions) {
        bool const found = std::any_of(
            judgement.findings.begin(), judgement.findings.end(), [&](Finding const& finding) {
                return finding.rule == row.rule && finding.severity > Severity::info;
            });
        if (found)
            questions.emplace_back(row.question);
    }
}

void set_questions(Sheet& sheet, CertificateFacts const& facts) {
    Table table;
    table.columns = {
        {"No.", 0.4, cell_strong}, {"Question", 3.6, cell_style}, {"Answer", 4, cell_style}};
    std::size_t number = 0;
    for (auto const& question : deviation_questions(facts))
        table.rows.push_back({{text::cat(++number)}, {question}, {"\n\n"}}); // room for the pen
    sheet.pages.heading("Questions for the quality unit");
    sheet.table(std::move(table));
}

Furniture furniture_of(CertificateFacts const& facts, draw::Fonts const& fonts) {
    Furniture furniture;
    furniture.paper = facts.paper;
    furniture.title = "Deviation report, draft";
    if (facts.shipment != nullptr) {
        furniture.subject = facts.shipment->id;
        furniture.kicker = facts.shipment->shipper.name;
    } else {
        furniture.subject = "recording";
        furniture.kicker = "Recording only, custody not judged";
    }
    furniture.footer = {
        text::cat("draft, ", furniture.subject, ": ", verdict_words(facts.judgement.verdict))};
    if (facts.now)
        furniture.footer.push_back(text::cat("issued ", stamp(facts.now->milliseconds)));
    furniture.footer.push_back(text::cat("from the result with SHA-256 ", facts.result_sha256));
    furniture.subject = shown(fonts, draw::Face::mono_bold, furniture.subject);
    furniture.kicker = shown(fonts, draw::Face::sans, furniture.kicker);
    for (auto& line : furniture.footer)
        line = shown(fonts, draw::Face::sans, line);
    return furniture;
}

} // namespace

std::vector<std::string> deviation_questions(CertificateFacts const& facts) {
    std::vector<std::string> questions;
    ask_about_excursions(questions, facts);
    ask_about_gaps(questions, facts.judgement);
    ask_about_rules(questions, facts.judgement);
    ask_about_exposure(questions, facts);
    questions.emplace_back("Is the product in quarantine, since when, and where?");
    questions.emplace_back(
        "Were the sender, the recipient and the treating site told, when and by whom?");
    questions.emplace_back("What was the cause, and how is that known?");
    questions.emplace_back("What prevents it from happening again, by when, and who sees to it?");
    questions.emplace_back("Decision on the product, with its reasons.");
    return questions;
}

Result<draw::Drawing> deviation_page(CertificateFacts const& facts, draw::Fonts const& fonts) {
    auto const& judgement = facts.judgement;
    Pages pages(furniture_of(facts, fonts), fonts);
    Sheet sheet(pages, fonts);
    sheet.banner(verdict_words(judgement.verdict), sentence(judgement.reason),
                 "A draft: the facts come from the record, what is open is for the quality unit.",
                 colours_of(judgement.verdict));
    set_facts(sheet, facts);
    set_reasons(sheet, judgement);
    set_products(sheet, facts);
    set_exposure(sheet, facts);
    set_timeline(sheet, facts);
    set_questions(sheet, facts);
    sheet.pages.space(mm(2));
    sheet.paragraph("Nothing on these pages decides on the product. The certificate with the same "
                    "result SHA-256 carries the evidence: raw readings, limits, method.",
                    note_style);
    sheet.signatures({"Prepared", "Reviewed", "Quality decision"}, 0);
    return std::move(pages).finish();
}

} // namespace coldchain::documents
