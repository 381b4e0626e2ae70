// SPDX-License-Identifier: Apache-2.0
#include "certify/record.hpp"

#include "common/text.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace coldchain::certify {

namespace {

using Json = nlohmann::ordered_json;

/// A number with the digits of a text: at most six decimals, and no digit the text lacks.
Json number(std::string const& text) {
    return Json::parse(text);
}

Json celsius_json(std::optional<Temperature> const& temperature) {
    return temperature ? number(celsius_text(*temperature)) : Json(nullptr);
}

Json celsius_json(std::optional<double> value) {
    if (!value)
        return nullptr;
    auto text = text::fixed(*value, 6);
    while (text.ends_with('0'))
        text.pop_back();
    if (text.ends_with('.'))
        text.pop_back();
    return number(text == "-0" ? "0" : text);
}

Json text_or_null(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

bool is_local(Judgement const& judgement, ChannelJudgement const& channel) {
    auto const& logger = judgement.loggers[channel.logger];
    return logger.recordings[channel.recording].basis == logger::TimeBasis::local;
}

Json time_json(std::int64_t milliseconds, bool local) {
    return local ? Json(nullptr) : Json(to_rfc3339(Instant{milliseconds}));
}

Json time_json(std::optional<Instant> const& instant) {
    return instant ? Json(to_rfc3339(*instant)) : Json(nullptr);
}

Json limits_json(Limits const& limits) {
    Json json;
    json["id"] = limits.identity.id;
    json["edition"] = limits.identity.edition;
    json["sha256"] = limits.identity.sha256;
    return json;
}

Json level_json(Level const& level) {
    Json json;
    json["id"] = level.id;
    json["side"] = to_word(level.side);
    json["limit_c"] = celsius_json(level.limit);
    json["allowed"] = level.allowance.text();
    return json;
}

Json gap_json(Gap const& gap, bool local) {
    Json json;
    json["from"] = time_json(gap.from, local);
    json["to"] = time_json(gap.to, local);
    json["seconds"] = gap.seconds();
    json["missing"] = gap.missing;
    return json;
}

Json trim_json(std::optional<Figures> const& figures, std::optional<Span> const& span) {
    if (!figures || !span)
        return nullptr;
    Json json;
    json["from"] = time_json(span->from, false);
    json["to"] = time_json(span->to, false);
    json["count"] = figures->count;
    json["min_c"] = celsius_json(figures->minimum);
    json["max_c"] = celsius_json(figures->maximum);
    return json;
}

Json beyond_json(Judgement const& judgement, Level const& level, TimeBeyond const& beyond) {
    auto const& budget = level.allowance.budget_seconds;
    Json json;
    json["level"] = level.id;
    json["seconds_at_least"] = beyond.least;
    json["seconds_at_most"] = beyond.most;
    json["events"] = beyond.events;
    json["degree_minutes"] = celsius_json(beyond.degree_minutes);
    json["budget_s"] = budget ? Json(*budget) : Json(nullptr);
    json["carried_over_s"] = budget ? Json(judgement.carried_over_seconds) : Json(nullptr);
    json["left_s"] =
        budget ? Json(*budget - judgement.carried_over_seconds - beyond.least) : Json(nullptr);
    return json;
}

Json channel_json(Judgement const& judgement, ChannelJudgement const& channel) {
    auto const& limits = judgement.limits[channel.limits];
    bool const local = is_local(judgement, channel);
    auto const& inside = channel.inside;
    Json json;
    json["logger"] = text_or_null(channel.serial);
    json["name"] = channel.name;
    json["role"] = to_word(channel.role);
    json["count"] = inside.count;
    json["min_c"] = celsius_json(inside.minimum);
    json["max_c"] = celsius_json(inside.maximum);
    json["mean_c"] = celsius_json(inside.mean);
    json["mkt_c"] = limits.mkt.applies ? celsius_json(inside.mkt) : Json(nullptr);
    json["limits"] = limits.identity.id;
    json["min_at"] = inside.minimum ? time_json(inside.minimum_at, local) : Json(nullptr);
    json["max_at"] = inside.maximum ? time_json(inside.maximum_at, local) : Json(nullptr);
    json["first"] = channel.cover.first ? time_json(*channel.cover.first, local) : Json(nullptr);
    json["last"] = channel.cover.last ? time_json(*channel.cover.last, local) : Json(nullptr);
    json["interval_s"] = (channel.step + 999) / 1000;
    json["untrusted"] = channel.cover.untrusted;
    json["gaps"] = Json::array();
    for (auto const& gap : channel.cover.gaps)
        json["gaps"].push_back(gap_json(gap, local));
    json["before"] = trim_json(channel.before, channel.trims.before);
    json["after"] = trim_json(channel.after, channel.trims.after);
    json["fastest_k_per_min"] = celsius_json(channel.fastest);
    json["beyond"] = Json::array();
    for (std::size_t i = 0; i < channel.beyond.size(); ++i)
        json["beyond"].push_back(beyond_json(judgement, limits.levels[i], channel.beyond[i]));
    return json;
}

Json excursion_json(Judgement const& judgement, ReportedExcursion const& reported) {
    auto const& channel = judgement.channels[reported.channel];
    auto const& excursion = reported.excursion;
    bool const local = is_local(judgement, channel);
    Json json;
    json["channel"] = channel.name;
    json["side"] = to_word(excursion.side);
    json["from"] = time_json(excursion.from, local);
    json["to"] = time_json(excursion.to, local);
    json["open_start"] = excursion.open_start;
    json["open_end"] = excursion.open_end;
    json["seconds"] = excursion.seconds;
    json["seconds_interpolated"] = excursion.interpolated_seconds;
    json["seconds_counted"] = excursion.counted_seconds;
    json["extreme_c"] = celsius_json(excursion.extreme);
    json["extreme_at"] = time_json(excursion.extreme_at, local);
    json["logger"] = text_or_null(channel.serial);
    json["limit_c"] = celsius_json(excursion.limit);
    json["allowed"] = reported.allowed;
    json["seconds_at_most"] =
        std::max(excursion.seconds, (excursion.at_most.to - excursion.at_most.from + 999) / 1000);
    json["degree_minutes"] = celsius_json(excursion.degree_minutes);
    json["local"] =
        local ? Json::array({to_text(LocalTime{excursion.from}), to_text(LocalTime{excursion.to})})
              : Json(nullptr);
    return json;
}

Json finding_json(Finding const& finding) {
    Json json;
    json["rule"] = finding.rule;
    json["severity"] = to_word(finding.severity);
    json["logger"] = text_or_null(finding.scope);
    json["field"] = text_or_null(finding.field);
    json["value"] = text_or_null(finding.value);
    json["limit"] = text_or_null(finding.limit);
    json["citations"] = Json::array();
    for (auto const& citation : finding.citations) {
        Json cited;
        cited["regime"] = citation.regime;
        cited["ref"] = citation.ref;
        cited["edition"] = citation.edition;
        cited["evidence"] = to_word(citation.evidence);
        json["citations"].push_back(std::move(cited));
    }
    json["message"] = finding.message;
    json["fix"] = text_or_null(finding.fix);
    json["source"] = source_words(finding);
    return json;
}

Json files_json(Judgement const& judgement) {
    Json files = Json::array();
    for (auto const& source : judgement.sources) {
        Json json;
        json["logger"] = text_or_null(source.serial);
        json["file"] = source.file;
        json["sha256"] = source.sha256;
        json["profile"] = {{"id", source.profile.id},
                           {"edition", source.profile.edition},
                           {"sha256", source.profile.sha256}};
        json["rows"] = source.rows;
        json["used"] = source.used;
        json["zone"] = text_or_null(source.zone);
        json["judged"] = source.judged;
        files.push_back(std::move(json));
    }
    return files;
}

} // namespace

std::string to_json_line(Judgement const& judgement) {
    Json json;
    json["shipment"] = text_or_null(judgement.shipment);
    json["verdict"] = to_word(judgement.verdict);
    json["limits"] = limits_json(judgement.limits.front());
    json["window"] = {{"from", time_json(judgement.window.from)},
                      {"to", time_json(judgement.window.to)}};
    json["channels"] = Json::array();
    for (auto const& channel : judgement.channels)
        json["channels"].push_back(channel_json(judgement, channel));
    json["excursions"] = Json::array();
    for (auto const& reported : judgement.excursions)
        json["excursions"].push_back(excursion_json(judgement, reported));
    json["findings"] = Json::array();
    for (auto const& finding : judgement.findings)
        json["findings"].push_back(finding_json(finding));
    json["reason"] = judgement.reason;
    json["custody_judged"] = judgement.custody == Custody::judged;
    json["profiles"] = Json::array();
    for (auto const& limits : judgement.limits) {
        auto profile = limits_json(limits);
        profile["levels"] = Json::array();
        for (auto const& level : limits.levels)
            profile["levels"].push_back(level_json(level));
        json["profiles"].push_back(std::move(profile));
    }
    json["files"] = files_json(judgement);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace coldchain::certify
