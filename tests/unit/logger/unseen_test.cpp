// SPDX-License-Identifier: Apache-2.0
// Exports in the manner of makers, programs and languages that no format description names. Each
// file in tests/data/loggers/unseen holds, above a line "---", what a person reads in the text
// below it: written by hand from the text, never taken from the reader.
#include "../places.hpp"
#include "logger_test.hpp"

#include <iconv.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace {

struct Case {
    std::map<std::string, std::string> keys;
    std::vector<std::string> readings; ///< "2021-05-13T10:00:00 5.1"
    std::string text;

    std::string get(std::string const& key) const {
        auto const at = keys.find(key);
        return at == keys.end() ? std::string() : at->second;
    }
};

std::string encode(std::string const& text, std::string const& encoding) {
    if (encoding.empty() || encoding == "utf-8")
        return text;
    if (encoding == "utf-8-bom")
        return "\xEF\xBB\xBF" + text;
    bool const mark = encoding == "utf-16le" || encoding == "utf-16be";
    iconv_t const converter = iconv_open(encoding.c_str(), "utf-8");
    REQUIRE(converter != iconv_t(-1));
    std::string out(text.size() * 4 + 16, '\0');
    char* in = const_cast<char*>(text.data());
    char* to = out.data();
    std::size_t left = text.size();
    std::size_t room = out.size();
    REQUIRE(iconv(converter, &in, &left, &to, &room) != std::size_t(-1));
    iconv_close(converter);
    out.resize(out.size() - room);
    return (mark ? encoding == "utf-16le" ? "\xFF\xFE" : "\xFE\xFF" : "") + out;
}

Case read_case(std::filesystem::path const& path) {
    auto const bytes = coldchain::read_file(path);
    REQUIRE(bytes);
    Case found;
    auto const end = bytes->find("\n---\n");
    REQUIRE(end != std::string::npos);
    for (auto const line : coldchain::text::split(std::string_view(*bytes).substr(0, end), '\n')) {
        if (line.empty() || line.starts_with('#'))
            continue;
        if (line.starts_with(' ')) {
            found.readings.emplace_back(coldchain::text::trim(line));
            continue;
        }
        auto const colon = line.find(": ");
        REQUIRE(colon != std::string_view::npos);
        found.keys[std::string(line.substr(0, colon))] = std::string(line.substr(colon + 2));
    }
    found.text = bytes->substr(end + 5);
    if (found.get("line-ends") == "crlf")
        found.text = coldchain::text::replace_all(found.text, "\n", "\r\n");
    if (found.get("line-ends") == "cr")
        found.text = coldchain::text::replace_all(found.text, "\n", "\r");
    found.text = encode(found.text, found.get("encoding"));
    return found;
}

ReadOptions options_of(Case const& wanted) {
    ReadOptions options;
    if (auto const zone = wanted.get("option-zone"); !zone.empty())
        options.zone = zone;
    if (auto const order = wanted.get("option-date-order"); !order.empty())
        options.date_order = date_order_of(order);
    if (auto const unit = wanted.get("option-unit"); !unit.empty())
        options.unit = unit == "F"   ? TemperatureUnit::fahrenheit
                       : unit == "K" ? TemperatureUnit::kelvin
                                     : TemperatureUnit::celsius;
    return options;
}

Channel const* channel_of(Recording const& recording, std::string const& name) {
    for (auto const& channel : recording.channels) {
        bool const wanted =
            name.empty() ? channel.quantity == QuantityKind::temperature : channel.name == name;
        if (wanted)
            return &channel;
    }
    return nullptr;
}

std::vector<std::string> readings_of(Recording const& recording, Channel const& channel) {
    std::vector<std::string> list;
    auto const times = stamps(recording);
    for (std::size_t i = 0; i < times.size(); ++i) {
        auto const reading = channel.readings[i];
        std::string const value = reading.flag == ReadingFlag::absent ? "-"
                                  : reading.flag == ReadingFlag::invalid
                                      ? "invalid"
                                      : to_text(decimal(reading));
        list.push_back(times[i] + ' ' + value);
    }
    return list;
}

std::string excluded_of(Recording const& recording) {
    std::string out;
    for (auto const& excluded : recording.rows.excluded)
        out += coldchain::text::cat(out.empty() ? "" : ", ", excluded.reason, ' ',
                                    excluded.lines.size());
    return out.empty() ? "none" : out;
}

void check_recording(Case const& wanted, Recording const& recording) {
    std::string names;
    for (auto const& channel : recording.channels)
        names += '[' + channel.name + ']';
    INFO("channels " << names);
    auto const* const channel = channel_of(recording, wanted.get("channel"));
    REQUIRE(channel != nullptr);
    CHECK(channel->quantity == QuantityKind::temperature);
    CHECK(symbol(channel->unit) == (wanted.get("unit").empty() ? "C" : wanted.get("unit")));
    CHECK(readings_of(recording, *channel) == wanted.readings);
    if (auto const serial = wanted.get("serial"); !serial.empty())
        CHECK(recording.device.serial == serial);
    if (auto const serial = wanted.get("serial-not"); !serial.empty())
        CHECK(recording.device.serial != serial);
    if (auto const model = wanted.get("model"); !model.empty())
        CHECK(recording.device.model == model);
    if (auto const excluded = wanted.get("excluded"); !excluded.empty())
        CHECK(excluded_of(recording) == excluded);
    if (auto const zone = wanted.get("zone"); !zone.empty())
        CHECK((recording.zone.empty() ? "none" : recording.zone) == zone);
    if (auto const count = wanted.get("temperatures"); !count.empty())
        CHECK(std::to_string(std::count_if(recording.channels.begin(), recording.channels.end(),
                                           [](Channel const& one) {
                                               return one.quantity == QuantityKind::temperature;
                                           })) == count);
    for (auto const& code : cells_of(wanted.get("findings"), ','))
        CHECK((code.empty() || has_finding(recording, code)));
    if (wanted.get("fitness") == "unfit")
        CHECK(recording.fitness == Fitness::unfit);
    else
        CHECK(recording.fitness != Fitness::unfit);
}

void check_case(std::filesystem::path const& path) {
    INFO(path.filename().string());
    auto const wanted = read_case(path);
    auto const recordings =
        read_recordings(wanted.text, path.stem().string(), options_of(wanted), profiles());
    if (auto const refused = wanted.get("refused"); !refused.empty()) {
        if (recordings)
            FAIL_CHECK("was read, but must be refused");
        else
            CHECK_THAT(recordings.error().text, Catch::Matchers::Contains(refused));
        return;
    }
    if (!recordings) {
        FAIL_CHECK(describe(recordings.error()));
        return;
    }
    std::string const count = wanted.get("recordings").empty() ? "1" : wanted.get("recordings");
    CHECK(std::to_string(recordings->size()) == count);
    std::string notes;
    for (auto const& note : recordings->front().notes)
        notes += note + '\n';
    INFO(notes);
    if (channel_of(recordings->front(), wanted.get("channel")) == nullptr) {
        std::string names;
        for (auto const& channel : recordings->front().channels)
            names += '[' + channel.name + ']';
        FAIL_CHECK("no channel " << wanted.get("channel") << " but " << names);
        return;
    }
    check_recording(wanted, recordings->front());
}

} // namespace

TEST_CASE("unseen exports: what a person reads in them is what is read", "[logger]") {
    std::set<std::filesystem::path> paths;
    for (auto const& entry : std::filesystem::directory_iterator(
             std::string(places::source_folder) + "/tests/data/loggers/unseen"))
        paths.insert(entry.path());
    for (auto const& path : paths)
        check_case(path);
    CHECK(paths.size() >= 60);
}
