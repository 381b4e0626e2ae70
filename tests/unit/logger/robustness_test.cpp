// SPDX-License-Identifier: Apache-2.0
// Damaged files: whatever happens to the bytes, the reader neither crashes nor hangs, the account
// of rows balances, and a reading whose own cell and time were not touched keeps its value. Fixed
// seeds. The whole takes some seconds.
#include "logger_test.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

namespace {

struct Sample {
    std::string name;
    std::string bytes;
};

std::vector<Sample> samples(std::size_t at_most_bytes) {
    std::vector<Sample> found;
    std::string const folder = std::string(COLDCHAIN_SOURCE_DIR) + "/tests/data/loggers";
    for (auto const& sub : {folder, folder + "/made"}) {
        for (auto const& entry : std::filesystem::directory_iterator(sub)) {
            if (!entry.is_regular_file() || entry.path().filename() == "expected.txt")
                continue;
            auto bytes = coldchain::read_file(entry.path());
            REQUIRE(bytes);
            found.push_back({entry.path().filename().string(), bytes->substr(0, at_most_bytes)});
        }
    }
    std::sort(found.begin(), found.end(),
              [](Sample const& a, Sample const& b) { return a.name < b.name; });
    REQUIRE(found.size() > 60);
    return found;
}

void check_account(Recording const& recording) {
    std::uint64_t sum = recording.rows.used;
    for (auto const& excluded : recording.rows.excluded)
        sum += excluded.lines.size();
    CHECK(sum == recording.rows.total);
    CHECK(recording.times.size() == recording.rows.used);
    CHECK(recording.lines.size() == recording.rows.used);
    for (auto const& channel : recording.channels)
        CHECK(channel.readings.size() == recording.times.size());
}

std::vector<Recording> read_damaged(std::string const& name, std::string const& bytes) {
    auto recordings = read_recordings(bytes, name, {}, profiles());
    if (!recordings) {
        CHECK_FALSE(recordings.error().text.empty());
        return {};
    }
    for (auto const& recording : *recordings) {
        check_account(recording);
        CHECK_FALSE(summary_json(recording).empty());
    }
    return std::move(*recordings);
}

// Reading of every line of a recording, "value@time" per channel name.
using ByLine = std::map<std::uint32_t, std::string>;
ByLine by_line(Recording const& recording) {
    ByLine map;
    for (std::size_t i = 0; i < recording.times.size(); ++i) {
        std::string row = std::to_string(recording.times[i]);
        for (auto const& channel : recording.channels) {
            auto const reading = channel.readings[i];
            if (channel.quantity == QuantityKind::temperature && reading.flag == ReadingFlag::ok)
                row += "|" + channel.name + "=" + to_text(decimal(reading));
        }
        map[recording.lines[i]] = row;
    }
    return map;
}

std::vector<std::string> lines_of(std::string const& bytes) {
    std::vector<std::string> lines;
    for (auto const line : coldchain::text::split(bytes, '\n'))
        lines.emplace_back(line);
    return lines;
}

std::string join_lines(std::vector<std::string> const& lines) {
    return coldchain::text::join(lines, "\n");
}

} // namespace

TEST_CASE("robustness: every sample cut at 200 points", "[logger]") {
    std::size_t reads = 0;
    for (auto const& sample : samples(24'000)) {
        INFO(sample.name);
        for (std::size_t i = 0; i < 200; ++i) {
            read_damaged(sample.name, sample.bytes.substr(0, sample.bytes.size() * i / 200));
            ++reads;
        }
    }
    CHECK(reads >= 200 * 60);
}

TEST_CASE("robustness: random bytes changed, seed 20260301", "[logger]") {
    std::mt19937 random(20260301);
    for (auto const& sample : samples(12'000)) {
        INFO(sample.name);
        for (int i = 0; i < 60; ++i) {
            std::string bytes = sample.bytes;
            for (unsigned n = 1 + random() % 8; n > 0 && !bytes.empty(); --n)
                bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
            read_damaged(sample.name, bytes);
        }
    }
}

TEST_CASE("robustness: one damaged row changes no other row, seed 20260302", "[logger]") {
    std::mt19937 random(20260302);
    std::size_t compared = 0;
    for (auto const& sample : samples(60'000)) {
        // text lines only: in trees and UTF-16 a byte is not a cell's alone
        if (sample.bytes.find('\0') != std::string::npos || sample.bytes.starts_with("<") ||
            sample.bytes.starts_with("{") || sample.bytes.find('\n') == std::string::npos)
            continue;
        INFO(sample.name);
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!original || original->size() != 1 || original->front().lines.size() < 20)
            continue;
        auto const before = by_line(original->front());
        auto const& lines = original->front().lines;
        for (int i = 0; i < 40; ++i) {
            auto text = lines_of(sample.bytes);
            auto const victim = lines[10 + random() % (lines.size() - 12)];
            auto& row = text[victim - 1];
            if (row.size() < 3)
                continue;
            row[random() % (row.size() - 1)] = static_cast<char>(32 + random() % 95);
            auto const recordings = read_damaged(sample.name, join_lines(text));
            if (recordings.size() != 1)
                continue; // refused or taken apart, and said so
            INFO("line " << victim << ": " << row);
            for (auto const& [line, now] : by_line(recordings.front())) {
                if (line == victim)
                    continue;
                auto const was = before.find(line);
                REQUIRE(was != before.end());
                // a neighbour may become suspect, but its numbers stay
                if (now.size() == was->second.size())
                    CHECK(now == was->second);
                ++compared;
            }
        }
    }
    CHECK(compared > 10'000);
}

TEST_CASE("robustness: lines swapped, doubled, dropped, seed 20260303", "[logger]") {
    std::mt19937 random(20260303);
    for (auto const& sample : samples(12'000)) {
        INFO(sample.name);
        for (int i = 0; i < 30; ++i) {
            auto lines = lines_of(sample.bytes);
            for (unsigned n = 1 + random() % 4; n > 0; --n) {
                auto const a = random() % lines.size();
                auto const b = random() % lines.size();
                switch (random() % 3) {
                case 0:
                    std::swap(lines[a], lines[b]);
                    break;
                case 1:
                    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(a), lines[b]);
                    break;
                default:
                    if (lines.size() > 2)
                        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(a));
                }
            }
            read_damaged(sample.name, join_lines(lines));
        }
    }
}

TEST_CASE("robustness: a column dropped from every row", "[logger]") {
    for (auto const& sample : samples(12'000)) {
        INFO(sample.name);
        for (char const delimiter : {',', ';', '\t'}) {
            for (std::size_t column = 0; column < 6; ++column) {
                auto lines = lines_of(sample.bytes);
                for (auto& line : lines) {
                    auto const cells = coldchain::text::split(line, delimiter);
                    std::string kept;
                    for (std::size_t i = 0; i < cells.size(); ++i) {
                        if (i != column || cells.size() == 1)
                            kept += (kept.empty() ? "" : std::string(1, delimiter)) +
                                    std::string(cells[i]);
                    }
                    line = kept;
                }
                read_damaged(sample.name, join_lines(lines));
            }
        }
    }
}

TEST_CASE("robustness: delimiters and decimal marks exchanged never change a number", "[logger]") {
    std::size_t read = 0;
    for (auto const& sample : samples(60'000)) {
        if (sample.bytes.find('\0') != std::string::npos || sample.bytes.starts_with("<") ||
            sample.bytes.starts_with("{") || sample.bytes.starts_with("Device:"))
            continue;
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!original || original->size() != 1)
            continue;
        auto const before = summarise(original->front().channels.front());
        for (auto const& [from, to] :
             {std::pair{',', ';'}, std::pair{';', ','}, std::pair{',', '\t'}, std::pair{'.', ','},
              std::pair{';', '\t'}, std::pair{',', '.'}, std::pair{'\t', ','}}) {
            std::string bytes = sample.bytes;
            std::replace(bytes.begin(), bytes.end(), from, to);
            INFO(sample.name << ", " << from << " to " << to);
            auto const recordings = read_damaged(sample.name, bytes);
            if (recordings.size() != 1 || recordings.front().fitness == Fitness::unfit)
                continue;
            auto const& channels = recordings.front().channels;
            if (channels.front().name != original->front().channels.front().name)
                continue;
            auto const after = summarise(channels.front());
            if (after.count != before.count || after.count == 0)
                continue;
            CHECK(*after.minimum == *before.minimum);
            CHECK(*after.maximum == *before.maximum);
            ++read;
        }
    }
    CHECK(read > 20);
}

TEST_CASE("robustness: re-encoded files give the same readings", "[logger]") {
    for (auto const& sample : samples(60'000)) {
        bool const ascii = std::all_of(sample.bytes.begin(), sample.bytes.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x80 && c != '\0';
        });
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!ascii || !original)
            continue;
        for (int form = 0; form < 3; ++form) {
            std::string bytes = form == 0 ? "\xEF\xBB\xBF" : form == 1 ? "\xFF\xFE" : "";
            for (char const c : sample.bytes) {
                if (form == 2)
                    bytes += '\0';
                bytes += c;
                if (form == 1)
                    bytes += '\0';
            }
            INFO(sample.name << ", form " << form);
            auto const recordings = read_damaged(sample.name, bytes);
            REQUIRE(recordings.size() == original->size());
            CHECK(by_line(recordings.front()) == by_line(original->front()));
        }
    }
}

TEST_CASE("robustness: noise of any kind is refused, seed 20260304", "[logger]") {
    std::mt19937 random(20260304);
    std::string const letters = "0123456789.,;:/-+ \t\n\r\"'#CFK%TZeE<>{}[]=\x1F\xC2\xB0";
    for (int i = 0; i < 3000; ++i) {
        std::string bytes;
        bool const any = i % 3 == 0;
        for (auto n = random() % 400; n > 0; --n)
            bytes += any ? static_cast<char>(random() % 256) : letters[random() % letters.size()];
        read_damaged("noise", bytes);
    }
}
