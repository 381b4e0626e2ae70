// SPDX-License-Identifier: Apache-2.0
// Damaged files: whatever happens to the bytes, the reader neither crashes nor hangs, the account
// of rows balances, and a reading whose own cell and time were not touched keeps its value. Fixed
// seeds. The counts here are small, so that the suite stays quick; COLDCHAIN_ROBUSTNESS=full in the
// environment takes whole files, 200 points a file and ten times the trials, and prints its counts.
#include "../places.hpp"
#include "logger_test.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <set>

namespace {

bool full_run() {
    char const* const wanted = std::getenv("COLDCHAIN_ROBUSTNESS");
    return wanted != nullptr && std::string_view(wanted) == "full";
}

std::size_t trials(std::size_t few, std::size_t many) {
    return full_run() ? many : few;
}

struct Sample {
    std::string name;
    std::string bytes;
};

// The real and the made files beside the tests; in a full run also those that only lie in the
// folder COLDCHAIN_SHARED, and every file whole.
std::vector<Sample> samples(std::size_t at_most_bytes) {
    std::string const folder = std::string(places::source_folder) + "/tests/data/loggers";
    std::vector<std::string> folders{folder, folder + "/made"};
    if (full_run()) {
        char const* const shared = std::getenv("COLDCHAIN_SHARED");
        folders.push_back((shared != nullptr ? std::string(shared)
                                             : std::string(places::source_folder) + "/../shared") +
                          "/samples/loggers");
    }
    std::map<std::string, std::string> found;
    for (auto const& sub : folders) {
        std::error_code missing;
        for (auto const& entry : std::filesystem::directory_iterator(sub, missing)) {
            auto const name = entry.path().filename().string();
            if (!entry.is_regular_file() || name == "expected.txt" || name == "INDEX.md" ||
                name.ends_with(".pdf"))
                continue;
            auto bytes = coldchain::read_file(entry.path());
            REQUIRE(bytes);
            found[name] = full_run() ? *bytes : bytes->substr(0, at_most_bytes);
        }
    }
    REQUIRE(found.size() > 60);
    std::vector<Sample> list;
    for (auto& [name, bytes] : found)
        list.push_back({name, std::move(bytes)});
    return list;
}

void check_account(Recording const& recording) {
    std::uint64_t sum = recording.rows.used;
    for (auto const& excluded : recording.rows.excluded)
        sum += excluded.lines.size();
    bool sizes = recording.times.size() == recording.rows.used &&
                 recording.lines.size() == recording.rows.used;
    for (auto const& channel : recording.channels)
        sizes = sizes && channel.readings.size() == recording.times.size();
    if (sum != recording.rows.total || !sizes)
        FAIL("the account does not balance");
}

// What any input must give: a refusal with a reason, or recordings with an account.
std::vector<Recording> read_damaged(std::string const& name, std::string const& bytes) {
    auto recordings = read_recordings(bytes, name, {}, profiles());
    if (!recordings) {
        if (recordings.error().text.empty())
            FAIL("refused without a reason");
        return {};
    }
    for (auto const& recording : *recordings) {
        check_account(recording);
        if (summary_json(recording).empty())
            FAIL("no summary");
    }
    return std::move(*recordings);
}

struct Row {
    std::int64_t time = 0;
    std::vector<Reading> readings;
};
using ByLine = std::map<std::uint32_t, Row>;

ByLine by_line(Recording const& recording) {
    ByLine rows;
    for (std::size_t i = 0; i < recording.times.size(); ++i) {
        Row row{recording.times[i], {}};
        for (auto const& channel : recording.channels)
            row.readings.push_back(channel.readings[i]);
        rows[recording.lines[i]] = std::move(row);
    }
    return rows;
}

bool is_reading(Reading reading) {
    return reading.flag == ReadingFlag::ok || reading.flag == ReadingFlag::suspect;
}

// Nothing of a row that was not touched may change. Empty when all is well.
std::string difference(Row const& was, Row const& now) {
    if (was.time != now.time)
        return "the time";
    if (was.readings.size() != now.readings.size())
        return "the number of channels";
    for (std::size_t i = 0; i < was.readings.size(); ++i) {
        if (is_reading(was.readings[i]) != is_reading(now.readings[i]))
            return "whether there is a reading";
        if (is_reading(was.readings[i]) && !(decimal(was.readings[i]) == decimal(now.readings[i])))
            return "the value";
    }
    return {};
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

bool is_tree(std::string const& bytes) {
    auto const start = bytes.find_first_not_of("\xEF\xBB\xBF \r\n\t");
    return start != std::string::npos && (bytes[start] == '<' || bytes[start] == '{' ||
                                          (bytes[start] == '[' && bytes[start + 1] != '#'));
}

void tell(std::string const& what, std::size_t count) {
    if (full_run())
        std::cout << "robustness: " << what << ": " << count << std::endl;
}

} // namespace

TEST_CASE("robustness: every sample cut at many points keeps the readings before the cut",
          "[logger]") {
    std::size_t reads = 0;
    std::size_t compared = 0;
    std::size_t const points = trials(12, 200);
    for (auto const& sample : samples(12'000)) {
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        bool const tree = is_tree(sample.bytes);
        for (std::size_t i = 0; i < points; ++i) {
            auto const size = sample.bytes.size() * i / points;
            INFO(sample.name << " cut to " << size << " bytes");
            auto const recordings = read_damaged(sample.name, sample.bytes.substr(0, size));
            ++reads;
            if (tree || !original || original->size() != 1 || recordings.size() != 1)
                continue;
            auto const before = by_line(original->front());
            auto const after = by_line(recordings.front());
            for (auto const& [line, row] : after) {
                auto const was = before.find(line);
                // the last row is the damaged one
                if (was == before.end() || (!after.empty() && line == after.rbegin()->first))
                    continue;
                // what only the rows behind the cut could settle may have stayed open
                if (was->second.readings.size() != row.readings.size())
                    continue;
                auto const changed = difference(was->second, row);
                if (!changed.empty())
                    FAIL("line " << line << ": " << changed << " changed");
                ++compared;
            }
        }
    }
    tell("files cut", reads);
    tell("rows compared", compared);
    CHECK(reads >= points * 60);
    CHECK(compared > 1000);
}

TEST_CASE("robustness: random bytes anywhere, seed 20260301", "[logger]") {
    std::mt19937 random(20260301);
    std::size_t reads = 0;
    for (auto const& sample : samples(6'000)) {
        INFO(sample.name);
        for (std::size_t i = 0; i < trials(8, 200); ++i) {
            std::string bytes = sample.bytes;
            for (unsigned n = 1 + random() % 8; n > 0 && !bytes.empty(); --n)
                bytes[random() % bytes.size()] = static_cast<char>(random() % 256);
            read_damaged(sample.name, bytes);
            ++reads;
        }
    }
    tell("files with random bytes", reads);
}

TEST_CASE("robustness: damaged rows change no other row, seed 20260302", "[logger]") {
    std::mt19937 random(20260302);
    std::size_t compared = 0;
    std::size_t refused = 0;
    std::size_t reads = 0;
    for (auto const& sample : samples(20'000)) {
        if (is_tree(sample.bytes)) // a damaged tree is refused as a whole
            continue;
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!original || original->size() != 1 || original->front().lines.size() < 9)
            continue;
        auto const before = by_line(original->front());
        // bytes of the rows only: a heading is nobody's own cell, and its unit cannot be checked
        std::size_t begin = 0;
        std::uint32_t line = 1;
        for (; line < before.begin()->first; ++line)
            begin = sample.bytes.find('\n', begin) + 1;
        for (std::size_t i = 0; i < trials(10, 200); ++i) {
            std::string bytes = sample.bytes;
            std::set<std::uint32_t> touched;
            for (unsigned n = 1 + random() % 2; n > 0; --n) {
                auto const at = begin + random() % (bytes.size() - begin);
                auto const value = static_cast<char>(random() % 256);
                bool const line_end = value == '\n' || value == '\r' || bytes[at] == '\n' ||
                                      bytes[at] == '\r' ||
                                      (at > 0 && (bytes[at - 1] == '\n' || bytes[at - 1] == '\r'));
                if (line_end)
                    continue; // lines would be counted anew
                bytes[at] = value;
                touched.insert(line +
                               static_cast<std::uint32_t>(std::count(
                                   sample.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                                   sample.bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n')));
            }
            auto const recordings = read_damaged(sample.name, bytes);
            ++reads;
            if (recordings.size() != 1) {
                ++refused; // refused or taken apart, and said so
                if (full_run())
                    std::cout << "robustness: refused: " << sample.name << '\n';
                continue;
            }
            for (auto const number : std::set(touched)) { // a row of several lines begins above
                auto const next = before.upper_bound(number);
                if (!before.contains(number) && next != before.begin())
                    touched.insert(std::prev(next)->first);
            }
            INFO(sample.name << ", trial " << i);
            auto const after = by_line(recordings.front());
            for (auto const& [number, was] : before) {
                if (touched.contains(number))
                    continue;
                auto const now = after.find(number);
                if (now == after.end())
                    FAIL("line " << number << " is not used any more; line " << *touched.begin()
                                 << " is " << lines_of(bytes)[*touched.begin() - 1]);
                auto const changed = difference(was, now->second);
                if (!changed.empty())
                    FAIL("line " << number << ": " << changed << " changed; line "
                                 << *touched.begin() << " is "
                                 << lines_of(bytes)[*touched.begin() - 1]);
                ++compared;
            }
        }
    }
    tell("files with damaged rows", reads);
    tell("of these refused", refused);
    tell("rows compared", compared);
    CHECK(compared > 10'000);
    CHECK(refused * 20 < reads);
}

TEST_CASE("robustness: lines swapped, doubled, dropped, seed 20260303", "[logger]") {
    std::mt19937 random(20260303);
    std::size_t reads = 0;
    for (auto const& sample : samples(6'000)) {
        INFO(sample.name);
        for (std::size_t i = 0; i < trials(6, 100); ++i) {
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
            ++reads;
        }
    }
    tell("files with lines moved", reads);
}

TEST_CASE("robustness: two rows exchanged keep their values, seed 20260305", "[logger]") {
    std::mt19937 random(20260305);
    std::size_t compared = 0;
    for (auto const& sample : samples(20'000)) {
        if (is_tree(sample.bytes) || sample.bytes.find('\0') != std::string::npos ||
            sample.bytes.starts_with("Device:"))
            continue;
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!original || original->size() != 1 || original->front().lines.size() < 20)
            continue;
        auto const before = by_line(original->front());
        auto const& rows = original->front().lines;
        for (std::size_t i = 0; i < trials(4, 50); ++i) {
            auto lines = lines_of(sample.bytes);
            auto const a = rows[2 + random() % (rows.size() - 4)];
            auto const b = rows[2 + random() % (rows.size() - 4)];
            std::swap(lines[a - 1], lines[b - 1]);
            auto const recordings = read_damaged(sample.name, join_lines(lines));
            if (recordings.size() != 1)
                continue;
            INFO(sample.name << ", lines " << a << " and " << b);
            for (auto const& [number, now] : by_line(recordings.front())) {
                auto const was = before.find(number == a ? b : number == b ? a : number);
                if (was == before.end())
                    FAIL("line " << number << " was no row");
                auto const changed = difference(was->second, now);
                if (!changed.empty())
                    FAIL("line " << number << ": " << changed << " changed");
                ++compared;
            }
            if (a != b && std::abs(static_cast<int>(a) - static_cast<int>(b)) > 1)
                CHECK(recordings.front().fitness == Fitness::unfit); // the clock went back
        }
    }
    tell("rows compared after an exchange", compared);
    CHECK(compared > 2'000);
}

TEST_CASE("robustness: a column dropped from every row", "[logger]") {
    std::size_t reads = 0;
    for (auto const& sample : samples(4'000)) {
        INFO(sample.name);
        for (char const delimiter : {',', ';', '\t'}) {
            if (sample.bytes.find(delimiter) == std::string::npos)
                continue;
            for (std::size_t column = 0; column < trials(4, 12); ++column) {
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
                ++reads;
            }
        }
    }
    tell("files without a column", reads);
}

TEST_CASE("robustness: delimiters and decimal marks exchanged never change a number", "[logger]") {
    std::size_t read = 0;
    std::size_t refused = 0;
    for (auto const& sample : samples(20'000)) {
        if (sample.bytes.find('\0') != std::string::npos || is_tree(sample.bytes) ||
            sample.bytes.starts_with("Device:"))
            continue;
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!original || original->size() != 1)
            continue;
        auto const before = by_line(original->front());
        for (auto const& [from, to] :
             {std::pair{',', ';'}, std::pair{';', ','}, std::pair{',', '\t'}, std::pair{'.', ','},
              std::pair{';', '\t'}, std::pair{',', '.'}, std::pair{'\t', ','},
              std::pair{'\t', ';'}}) {
            if (sample.bytes.find(from) == std::string::npos)
                continue;
            std::string bytes = sample.bytes;
            std::replace(bytes.begin(), bytes.end(), from, to);
            INFO(sample.name << ", " << from << " to " << to);
            auto const recordings = read_damaged(sample.name, bytes);
            if (recordings.size() != 1 || recordings.front().fitness == Fitness::unfit) {
                ++refused;
                continue;
            }
            // every number that is read is one that stood in the row
            std::size_t told = 0;
            for (auto const& [number, now] : by_line(recordings.front())) {
                auto const was = before.find(number);
                if (was == before.end())
                    continue;
                for (auto const& reading : now.readings) {
                    if (!is_reading(reading))
                        continue;
                    bool const known = std::any_of(
                        was->second.readings.begin(), was->second.readings.end(),
                        [&](Reading other) { return decimal(other) == decimal(reading); });
                    if (!known && ++told == 1)
                        FAIL_CHECK("line " << number << ": " << coldchain::to_text(decimal(reading))
                                           << " did not stand there");
                }
            }
            ++read;
        }
    }
    tell("files with exchanged marks read", read);
    tell("files with exchanged marks refused or unfit", refused);
    CHECK(read > 20);
}

// "a,1.5" as a spreadsheet of another country writes it: "a;1,5".
std::string in_other_locale(std::string const& bytes) {
    std::string out;
    for (auto const& line : lines_of(bytes)) {
        std::string cell;
        bool quoted = false;
        auto const finish = [&] {
            bool const number = cell.find_first_not_of("0123456789.+-\"\r ") == std::string::npos &&
                                std::count(cell.begin(), cell.end(), '.') == 1;
            if (number)
                std::replace(cell.begin(), cell.end(), '.', ',');
            out += cell;
            cell.clear();
        };
        for (char const c : line) {
            quoted = quoted != (c == '"');
            if (c != ',' || quoted) {
                cell += c;
                continue;
            }
            finish();
            out += ';';
        }
        finish();
        out += '\n';
    }
    out.pop_back();
    return out;
}

TEST_CASE("robustness: the table in the manner of another locale gives the same readings",
          "[logger]") {
    std::size_t reads = 0;
    for (auto const& sample : samples(40'000)) {
        if (sample.bytes.find('\0') != std::string::npos || is_tree(sample.bytes) ||
            sample.bytes.starts_with("Device:") || sample.bytes.find(';') != std::string::npos ||
            sample.bytes.find('\t') != std::string::npos)
            continue;
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!original || original->size() != 1 || original->front().lines.size() < 3)
            continue;
        auto const& notes = original->front().notes;
        bool const commas = std::any_of(notes.begin(), notes.end(), [](std::string const& note) {
            return note.find("delimiter comma") != std::string::npos;
        });
        if (!commas)
            continue;
        INFO(sample.name);
        auto const recordings = read_damaged(sample.name, in_other_locale(sample.bytes));
        REQUIRE(recordings.size() == 1);
        auto const before = by_line(original->front());
        auto const after = by_line(recordings.front());
        REQUIRE(before.size() == after.size());
        for (auto const& [number, was] : before) {
            auto const now = after.find(number);
            REQUIRE(now != after.end());
            INFO("line " << number);
            REQUIRE(difference(was, now->second) == "");
        }
        ++reads;
    }
    tell("files in another locale", reads);
    CHECK(reads > 25);
}

TEST_CASE("robustness: re-encoded files give the same readings", "[logger]") {
    std::size_t reads = 0;
    for (auto const& sample : samples(20'000)) {
        bool const ascii = std::all_of(sample.bytes.begin(), sample.bytes.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x80 && c != '\0';
        });
        auto const original = read_recordings(sample.bytes, sample.name, {}, profiles());
        if (!ascii || !original)
            continue;
        for (int form = 0; form < 5; ++form) {
            std::string bytes = form == 0   ? "\xEF\xBB\xBF"
                                : form == 1 ? "\xFF\xFE"
                                : form == 2 ? "\xFE\xFF"
                                            : "";
            bool const big = form == 2 || form == 4;
            for (char const c : sample.bytes) {
                if (big)
                    bytes += '\0';
                bytes += c;
                if (form == 1 || form == 3)
                    bytes += '\0';
            }
            INFO(sample.name << ", form " << form);
            auto const recordings = read_damaged(sample.name, bytes);
            REQUIRE(recordings.size() == original->size());
            auto const before = by_line(original->front());
            auto const after = by_line(recordings.front());
            REQUIRE(before.size() == after.size());
            for (auto const& [number, was] : before) {
                auto const now = after.find(number);
                REQUIRE(now != after.end());
                REQUIRE(difference(was, now->second) == "");
            }
            ++reads;
        }
    }
    tell("files re-encoded", reads);
    CHECK(reads > 100);
}

TEST_CASE("robustness: noise of any kind is refused, seed 20260304", "[logger]") {
    std::mt19937 random(20260304);
    std::string const letters = "0123456789.,;:/-+ \t\n\r\"'#CFK%TZeE<>{}[]=\x1F\xC2\xB0";
    std::size_t const count = trials(1'500, 50'000);
    for (std::size_t i = 0; i < count; ++i) {
        std::string bytes;
        bool const any = i % 3 == 0;
        for (auto n = random() % 400; n > 0; --n)
            bytes += any ? static_cast<char>(random() % 256) : letters[random() % letters.size()];
        read_damaged("noise", bytes);
    }
    tell("texts of noise", count);
}
