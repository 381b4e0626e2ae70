// SPDX-License-Identifier: Apache-2.0
#include "logger/summary.hpp"

#include "common/mean_kinetic_temperature.hpp"
#include "common/text.hpp"
#include "common/time.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace coldchain::logger {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::int64_t, 10> powers{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

bool counts(Reading reading) {
    return reading.flag == ReadingFlag::ok || reading.flag == ReadingFlag::suspect;
}

std::int64_t at_scale(Reading reading, std::uint8_t scale) {
    return reading.mantissa * powers[static_cast<std::size_t>(scale - reading.scale)];
}

void count_densely(ValueCounts& counted, Channel const& channel, std::int64_t low,
                   std::int64_t high) {
    std::vector<std::uint32_t> table(static_cast<std::size_t>(high - low) + 1);
    for (auto const& reading : channel.readings) {
        if (counts(reading))
            ++table[static_cast<std::size_t>(at_scale(reading, counted.scale) - low)];
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i] > 0)
            counted.values.emplace_back(low + static_cast<std::int64_t>(i), table[i]);
    }
}

void count_sparsely(ValueCounts& counted, Channel const& channel) {
    std::vector<std::int64_t> all;
    all.reserve(counted.total);
    for (auto const& reading : channel.readings) {
        if (counts(reading))
            all.push_back(at_scale(reading, counted.scale));
    }
    std::sort(all.begin(), all.end());
    for (auto const value : all) {
        if (counted.values.empty() || counted.values.back().first != value)
            counted.values.emplace_back(value, 0);
        ++counted.values.back().second;
    }
}

ValueCounts count_values(Channel const& channel) {
    ValueCounts counted;
    for (auto const& reading : channel.readings) {
        if (counts(reading) && reading.scale > counted.scale)
            counted.scale = reading.scale;
    }
    counted.scale = std::min<std::uint8_t>(counted.scale, 9);
    std::int64_t low = INT64_MAX;
    std::int64_t high = INT64_MIN;
    for (auto const& reading : channel.readings) {
        if (!counts(reading))
            continue;
        ++counted.total;
        auto const value = at_scale(reading, counted.scale);
        if (value < low) {
            low = value;
            counted.lowest = reading;
        }
        if (value > high) {
            high = value;
            counted.highest = reading;
        }
    }
    if (counted.total == 0)
        return counted;
    if (high - low < 4'000'000)
        count_densely(counted, channel, low, high);
    else
        count_sparsely(counted, channel);
    return counted;
}

Json number(double value) {
    // as the records promise: at most six decimals
    auto const parsed = text::parse_double(text::fixed(value, 6));
    return parsed ? Json(*parsed == 0 ? 0.0 : *parsed) : Json(nullptr);
}

Json celsius_number(Decimal value, TemperatureUnit unit) {
    auto const parsed = text::parse_double(celsius_text({value, unit}));
    return parsed ? Json(*parsed) : Json(nullptr);
}

Json stamp(Recording const& recording, std::optional<std::int64_t> time) {
    if (!time)
        return nullptr;
    return recording.basis == TimeBasis::utc ? to_rfc3339({*time}) : to_text(LocalTime{*time});
}

Json text_or_null(std::string const& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json channel_json(Channel const& channel, ChannelSummary const& summary) {
    Json json;
    json["name"] = channel.name;
    json["quantity"] = to_word(channel.quantity);
    bool const temperature = channel.quantity == QuantityKind::temperature;
    json["unit"] = temperature ? Json(symbol(channel.unit)) : text_or_null(channel.unit_text);
    json["count"] = summary.count;
    auto const value = [&](std::optional<Decimal> const& decimal) -> Json {
        if (!decimal)
            return nullptr;
        return temperature ? celsius_number(*decimal, channel.unit) : number(to_double(*decimal));
    };
    std::string const suffix = temperature ? "_c" : "";
    json["min" + suffix] = value(summary.minimum);
    json["max" + suffix] = value(summary.maximum);
    json["mean" + suffix] = summary.mean ? number(*summary.mean) : Json(nullptr);
    if (temperature)
        json["mkt_c"] = summary.mkt ? number(*summary.mkt) : Json(nullptr);
    json["suspect"] = summary.suspect;
    json["invalid"] = summary.invalid;
    return json;
}

Json rows_json(RowAccount const& rows) {
    Json json;
    json["total"] = rows.total;
    json["used"] = rows.used;
    json["excluded"] = Json::array();
    for (auto const& excluded : rows.excluded) {
        Json one;
        one["reason"] = excluded.reason;
        one["count"] = excluded.lines.size();
        one["lines"] = Json::array();
        for (std::size_t i = 0; i < excluded.lines.size() && i < 100; ++i)
            one["lines"].push_back(excluded.lines[i]);
        json["excluded"].push_back(std::move(one));
    }
    return json;
}

Json alarms_json(Recording const& recording) {
    Json list = Json::array();
    for (auto const& alarm : recording.device.alarms) {
        Json one;
        one["text"] = alarm.text;
        one["fired"] = alarm.fired;
        one["started"] = stamp(recording, alarm.started);
        one["fired_at"] = stamp(recording, alarm.fired_at);
        one["accumulated_s"] = alarm.accumulated_seconds;
        list.push_back(std::move(one));
    }
    return list;
}

// The keys of a `check` record; a finding about a file concerns no package.
Json finding_json(Finding const& finding) {
    Json json;
    json["rule"] = finding.rule;
    json["severity"] = to_word(finding.severity);
    json["package"] = text_or_null(finding.scope);
    json["field"] = text_or_null(finding.field);
    json["value"] = text_or_null(finding.value);
    json["limit"] = text_or_null(finding.limit);
    json["citations"] = Json::array();
    json["message"] = finding.message;
    json["fix"] = text_or_null(finding.fix);
    return json;
}

Json profile_json(ProfileUsed const& profile) {
    Json json;
    json["id"] = profile.id;
    json["edition"] = text_or_null(profile.edition);
    json["sha256"] = text_or_null(profile.sha256);
    return json;
}

// Writes what the clock of a zone shows; the offset is looked up only where it changes.
class LocalClock {
public:
    explicit LocalClock(std::string zone) : m_zone(std::move(zone)) {}

    std::int64_t local(std::int64_t instant) {
        if (instant < m_span.from.milliseconds || instant >= m_span.to.milliseconds) {
            auto const span = offset_span({instant}, m_zone);
            m_span = span ? *span : OffsetSpan{{INT64_MIN}, {INT64_MAX}, 0};
        }
        return instant + m_span.offset_minutes * 60'000LL;
    }

private:
    std::string m_zone;
    OffsetSpan m_span{{0}, {0}, 0};
};

// "2026-11-23T23:30:00", with the day's text kept from the row before.
class StampWriter {
public:
    void append(std::int64_t milliseconds, std::string& out) {
        std::int64_t const day = milliseconds >= 0 ? milliseconds / 86'400'000
                                                   : (milliseconds - 86'399'999) / 86'400'000;
        if (day != m_day || m_text.empty()) {
            m_day = day;
            m_text = to_text(date_from_days(day)) + 'T';
        }
        auto const rest = static_cast<int>(milliseconds - day * 86'400'000);
        out += m_text;
        two(rest / 3'600'000, out);
        out += ':';
        two(rest / 60'000 % 60, out);
        out += ':';
        two(rest / 1000 % 60, out);
        if (rest % 1000 != 0)
            out += '.' + text::zero_padded(rest % 1000, 3);
    }

private:
    static void two(int value, std::string& out) {
        out += static_cast<char>('0' + value / 10);
        out += static_cast<char>('0' + value % 10);
    }
    std::int64_t m_day = INT64_MIN;
    std::string m_text;
};

// Celsius with at most six decimals; a file in Celsius keeps its digits but for trailing zeros.
void append_celsius(Channel const& channel, Reading reading, std::string& out) {
    if (channel.unit == TemperatureUnit::celsius && reading.scale <= 6) {
        std::int32_t mantissa = reading.mantissa;
        std::uint8_t scale = reading.scale;
        while (scale > 0 && mantissa % 10 == 0) {
            mantissa /= 10;
            --scale;
        }
        out += to_text(Decimal{mantissa, scale});
        return;
    }
    out += celsius_text({decimal(reading), channel.unit});
}

std::string csv_name(std::string const& name) {
    if (name.find_first_of(",\"\n\r") == std::string::npos)
        return name;
    return '"' + text::replace_all(name, "\"", "\"\"") + '"';
}

} // namespace

ChannelSummary summarise(ValueCounts const& counted, QuantityKind quantity, TemperatureUnit unit) {
    ChannelSummary summary;
    summary.count = counted.total;
    if (counted.total == 0)
        return summary;
    summary.minimum = decimal(counted.lowest);
    summary.maximum = decimal(counted.highest);
    bool const temperature = quantity == QuantityKind::temperature;
    std::vector<WeightedTemperature> weighted;
    weighted.reserve(counted.values.size());
    double sum = 0;
    for (auto const& [value, count] : counted.values) {
        Decimal const written{value, counted.scale};
        double const shown = temperature ? celsius(Temperature{written, unit}) : to_double(written);
        sum += shown * static_cast<double>(count);
        weighted.push_back({shown, static_cast<double>(count)});
    }
    summary.mean = sum / static_cast<double>(counted.total);
    if (temperature)
        summary.mkt = mean_kinetic_temperature(weighted);
    return summary;
}

ChannelSummary summarise(Channel const& channel) {
    auto summary = summarise(count_values(channel), channel.quantity, channel.unit);
    for (auto const& reading : channel.readings) {
        summary.suspect += reading.flag == ReadingFlag::suspect ? 1U : 0U;
        summary.invalid += reading.flag == ReadingFlag::invalid ? 1U : 0U;
    }
    return summary;
}

Overview overview_of(Recording recording) {
    Overview overview;
    for (auto const& channel : recording.channels)
        overview.channels.push_back(summarise(channel));
    if (!recording.times.empty()) {
        overview.first_reading = recording.times.front();
        overview.last_reading = recording.times.back();
    }
    overview.recording = std::move(recording);
    return overview;
}

std::string summary_json(Recording const& recording) {
    return summary_json(overview_of(recording));
}

std::string summary_json(Overview const& overview) {
    auto const& recording = overview.recording;
    Json json;
    json["file"] = recording.file;
    json["sha256"] = text_or_null(recording.sha256);
    json["profile"] = profile_json(recording.profile);
    json["maker"] = text_or_null(recording.device.maker);
    json["model"] = text_or_null(recording.device.model);
    json["serial"] = text_or_null(recording.device.serial);
    json["zone"] = text_or_null(recording.zone);
    json["interval_s"] =
        recording.interval_seconds > 0 ? Json(recording.interval_seconds) : Json(nullptr);
    json["first"] = stamp(recording, recording.first_stamp);
    json["last"] = stamp(recording, recording.last_stamp);
    json["rows"] = rows_json(recording.rows);
    json["channels"] = Json::array();
    for (std::size_t i = 0; i < recording.channels.size(); ++i)
        json["channels"].push_back(channel_json(recording.channels[i], overview.channels[i]));
    json["gaps"] = Json::array();
    for (auto const& gap : recording.gaps) {
        Json one;
        one["from"] = stamp(recording, gap.from);
        one["to"] = stamp(recording, gap.to);
        one["missing"] = gap.missing;
        json["gaps"].push_back(std::move(one));
    }
    json["events"] = Json::array();
    for (auto const& event : recording.events) {
        Json one;
        one["time"] = stamp(recording, event.time);
        one["text"] = event.text;
        one["line"] = event.line;
        json["events"].push_back(std::move(one));
    }
    json["fitness"] = to_word(recording.fitness);
    json["findings"] = Json::array();
    for (auto const& finding : recording.findings)
        json["findings"].push_back(finding_json(finding));
    json["firmware"] = text_or_null(recording.device.firmware);
    json["time_basis"] = recording.basis == TimeBasis::utc ? "utc" : "local";
    json["first_reading"] = stamp(recording, overview.first_reading);
    json["last_reading"] = stamp(recording, overview.last_reading);
    json["alarms"] = alarms_json(recording);
    json["statements"] = Json::object();
    for (auto const& [key, value] : recording.device.statements)
        json["statements"][key] = value;
    json["notes"] = recording.notes;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_normal_form(Recording const& recording, std::string& out, std::string_view prefix) {
    LocalClock clock(recording.zone);
    StampWriter utc_writer;
    StampWriter local_writer;
    std::vector<std::pair<Channel const*, std::string>> channels;
    for (auto const& channel : recording.channels) {
        if (channel.quantity == QuantityKind::temperature)
            channels.emplace_back(&channel, csv_name(text::cat(prefix, channel.name)));
    }
    out.reserve(out.size() + recording.times.size() * channels.size() * 64);
    for (std::size_t i = 0; i < recording.times.size(); ++i) {
        std::size_t const start = out.size();
        bool const utc = recording.basis == TimeBasis::utc;
        if (utc) {
            utc_writer.append(recording.times[i], out);
            out += 'Z';
        }
        out += ',';
        local_writer.append(utc ? clock.local(recording.times[i]) : recording.times[i], out);
        out += ',';
        std::string const stamps = out.substr(start);
        out.resize(start);
        for (auto const& [channel, name] : channels) {
            auto const reading = channel->readings[i];
            out += stamps;
            out += name;
            out += ',';
            if (reading.flag == ReadingFlag::ok || reading.flag == ReadingFlag::suspect)
                append_celsius(*channel, reading, out);
            out += ',';
            out += to_word(reading.flag);
            out += '\n';
        }
    }
}

std::string summary_text(Overview const& overview) {
    auto const& recording = overview.recording;
    auto const shown = [&](std::optional<std::int64_t> time) {
        return time ? recording.basis == TimeBasis::utc ? to_rfc3339({*time})
                                                        : to_text(LocalTime{*time})
                    : std::string("-");
    };
    auto const& device = recording.device;
    std::string out = text::cat(recording.file, ": ", to_word(recording.fitness), "\n");
    out += text::cat("  logger    ", device.maker.empty() ? "unknown maker" : device.maker,
                     device.model.empty() ? "" : " ", device.model,
                     device.serial.empty() ? "" : ", serial ", device.serial, " (format ",
                     recording.profile.id, ")\n");
    out += text::cat(
        "  times     ", shown(recording.first_stamp), " to ", shown(recording.last_stamp), ", ",
        recording.basis == TimeBasis::utc ? "zone " + recording.zone : "local, no zone",
        recording.interval_seconds > 0
            ? text::cat(", every ", duration_text(recording.interval_seconds))
            : std::string(),
        "\n");
    out += text::cat("  rows      ", recording.rows.total, " = ", recording.rows.used, " used");
    for (auto const& excluded : recording.rows.excluded)
        out += text::cat(" + ", excluded.lines.size(), ' ', excluded.reason);
    out += '\n';
    for (std::size_t i = 0; i < recording.channels.size(); ++i) {
        auto const& channel = recording.channels[i];
        auto const& summary = overview.channels[i];
        bool const temperature = channel.quantity == QuantityKind::temperature;
        out += text::cat("  channel   ", channel.name, ": ", summary.count, " readings");
        if (summary.minimum && summary.maximum) {
            std::string const unit = temperature ? " " + std::string(symbol(channel.unit))
                                     : channel.unit_text.empty() ? ""
                                                                 : " " + channel.unit_text;
            out +=
                text::cat(", ", to_text(*summary.minimum), " to ", to_text(*summary.maximum), unit,
                          ", mean ", text::fixed(*summary.mean, 3), temperature ? " C" : unit);
        }
        if (summary.mkt)
            out += text::cat(", MKT ", text::fixed(*summary.mkt, 3), " C");
        out += '\n';
    }
    return out;
}

} // namespace coldchain::logger
