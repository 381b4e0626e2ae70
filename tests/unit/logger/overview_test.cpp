// SPDX-License-Identifier: Apache-2.0
// The overview that is tallied while the bytes go by against the one of the readings themselves:
// they are told apart by nothing. Long files are written to a temporary folder, because only those
// are read piece by piece.
#include "../places.hpp"
#include "logger_test.hpp"

#include "common/time.hpp"
#include "logger/overview.hpp"
#include "seal/digest.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

namespace {

namespace fs = std::filesystem;

std::vector<std::string> by_readings(std::string const& bytes, std::string const& name,
                                     ReadOptions const& options) {
    auto const recordings = read_recordings(bytes, name, options, profiles());
    if (!recordings)
        return {describe(recordings.error())};
    std::vector<std::string> list;
    for (auto const& recording : *recordings)
        list.push_back(summary_json(recording));
    return list;
}

std::vector<std::string> shown(coldchain::Result<std::vector<Overview>> const& overviews) {
    if (!overviews)
        return {describe(overviews.error())};
    std::vector<std::string> list;
    for (auto const& overview : *overviews)
        list.push_back(summary_json(overview));
    return list;
}

// Whether the tally did the work: then the readings were not kept.
bool was_tallied(coldchain::Result<std::vector<Overview>> const& overviews) {
    return overviews && overviews->size() == 1 && overviews->front().recording.times.empty();
}

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "overview-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        m_path = name;
    }
    ~Folder() {
        std::error_code failure;
        fs::remove_all(m_path, failure);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    std::string write(std::string const& name, std::string const& bytes) const {
        auto const path = (m_path / name).string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

private:
    fs::path m_path;
};

std::string stamp_of(std::int64_t minutes) {
    return to_text(coldchain::LocalTime{minutes * 60'000 + 1'262'304'000'000});
}

using RowOf = std::function<std::string(std::int64_t)>;

// More than 2 MiB, so that it is read piece by piece.
std::string long_file(std::string const& heading, RowOf const& row) {
    std::string text = heading;
    for (std::int64_t i = 0; text.size() < 2'200'000; ++i)
        text += row(i);
    return text;
}

std::string value_of(std::int64_t i) {
    auto const hundredths = (i * 7919) % 1400 - 500;
    std::string const sign = hundredths < 0 ? "-" : "";
    auto const size = std::abs(hundredths);
    return coldchain::text::cat(sign, size / 100, '.',
                                coldchain::text::zero_padded(static_cast<int>(size % 100), 2));
}

void compare_long(std::string const& name, std::string const& bytes, bool tallied,
                  ReadOptions options = {}) {
    Folder const folder;
    INFO(name);
    auto const path = folder.write(name, bytes);
    auto const expected = by_readings(bytes, path, options);
    std::vector<unsigned> const jobs_tried = tallied ? std::vector{1U, 2U, 5U} : std::vector{2U};
    for (auto const jobs : jobs_tried) {
        options.jobs = jobs;
        INFO(jobs << " jobs");
        auto const overviews = read_file_overviews(path, options, profiles());
        CHECK(was_tallied(overviews) == tallied);
        CHECK(shown(overviews) == expected);
    }
    if (tallied)
        CHECK(shown(read_overviews(bytes, path, options, profiles())) == expected);
}

} // namespace

TEST_CASE("overview: every sample gives what its readings give", "[logger]") {
    std::size_t files = 0;
    std::string const folder = std::string(places::source_folder) + "/tests/data/loggers";
    for (auto const& sub : {folder, folder + "/made", folder + "/unseen"}) {
        for (auto const& entry : fs::directory_iterator(sub)) {
            if (!entry.is_regular_file())
                continue;
            auto const bytes = coldchain::read_file(entry.path());
            REQUIRE(bytes);
            INFO(entry.path().string());
            CHECK(shown(read_overviews(*bytes, "f.csv", {}, profiles())) ==
                  by_readings(*bytes, "f.csv", {}));
            ++files;
        }
    }
    CHECK(files > 100);
}

TEST_CASE("overview: a long file of like rows is tallied, figure for figure", "[logger]") {
    compare_long("plain.csv",
                 long_file("time_utc,temperature_c\n",
                           [](std::int64_t i) { return stamp_of(i) + "Z," + value_of(i) + "\n"; }),
                 true);
    ReadOptions no_digest;
    no_digest.digest = false;
    compare_long("no_digest.csv",
                 long_file("time_utc,temperature_c\n",
                           [](std::int64_t i) { return stamp_of(i) + "Z," + value_of(i) + "\n"; }),
                 true, no_digest);
    compare_long("gaps.csv",
                 long_file("Time,Temp (C)\r\n",
                           [](std::int64_t i) {
                               return stamp_of(i + i / 5'000 * 45) + "," + value_of(i) + "\r\n";
                           }),
                 true);
    compare_long("wide.csv",
                 long_file("\"No\",\"Time, GMT+02:00\",\"Temp, F\",\"RH, %\",\"Event\"\n",
                           [](std::int64_t i) {
                               return coldchain::text::cat(i + 1, ",\"", stamp_of(i), "\",",
                                                           value_of(i + 3), ",4", i % 10, ".5,\n");
                           }),
                 true);
    compare_long("mixed_digits.csv",
                 long_file("Time;Temperatur (C)\n",
                           [](std::int64_t i) {
                               return stamp_of(i) + ";" + (i % 3 == 0 ? "5" : "5,25") + "\n";
                           }),
                 true);
}

TEST_CASE("overview: without a digest all else is the same", "[logger]") {
    auto const bytes = std::string("time_utc,temperature_c\n2026-01-01T00:00:00Z,5.1\n"
                                   "2026-01-01T00:05:00Z,5.2\n2026-01-01T00:10:00Z,5.0\n");
    ReadOptions options;
    options.digest = false;
    for (auto const& text : {bytes, bytes + "2026-01-01T00:15:00Z,5.3"}) { // tallied, and not
        auto const with = read_overviews(text, "f.csv", {}, profiles());
        auto const without = read_overviews(text, "f.csv", options, profiles());
        auto const readings = read_recordings(text, "f.csv", options, profiles());
        REQUIRE((with && without && readings));
        CHECK(with->front().recording.sha256 == coldchain::seal::sha256(text));
        CHECK(without->front().recording.sha256.empty());
        CHECK(readings->front().sha256.empty());
        auto expected = shown(with)[0];
        auto const digest = coldchain::text::cat('"', with->front().recording.sha256, '"');
        expected.replace(expected.find(digest), digest.size(), "null");
        CHECK(shown(without)[0] == expected);
    }
}

TEST_CASE("overview: what needs a closer look is read as readings", "[logger]") {
    auto const with = [](std::int64_t odd, std::string const& odd_row) {
        return long_file("Time,Temp (C)\n", [odd, odd_row](std::int64_t i) {
            return i == odd ? odd_row : stamp_of(i) + "," + value_of(i) + "\n";
        });
    };
    compare_long("spike.csv", with(40'000, stamp_of(40'000) + ",190.00\n"), false);
    compare_long("too_cold.csv", with(40'000, stamp_of(40'000) + ",-270.00\n"), false);
    compare_long("backward.csv", with(40'000, stamp_of(39'000) + ",5.00\n"), false);
    compare_long("repeated.csv", with(40'000, stamp_of(39'999) + ",5.00\n"), false);
    compare_long("blank.csv", with(40'000, stamp_of(40'000) + ",\n"), false);
    compare_long("word.csv", with(40'000, stamp_of(40'000) + ",none\n"), false);
    compare_long("damaged_time.csv", with(40'000, "2010-01-2x 18:40:00,5.00\n"), false);
    compare_long("not_ascii.csv", with(40'000, stamp_of(40'000) + ",5.00\xC3\xA9\n"), false);
    compare_long("footer.csv", with(0, stamp_of(0) + ",5.00\n") + "End of data\n", false);
    compare_long("no_line_end.csv", with(0, stamp_of(0) + ",5.00\n") + stamp_of(900'000) + ",5.00",
                 false);
    compare_long(
        "stuck.csv",
        long_file("Time,Temp (C)\n", [](std::int64_t i) { return stamp_of(i) + ",5.00\n"; }),
        false);
    compare_long(
        "other_steps.csv",
        long_file("Time,Temp (C)\n",
                  [](std::int64_t i) { return stamp_of(i * i) + "," + value_of(i) + "\n"; }),
        false);
    ReadOptions berlin;
    berlin.zone = "Europe/Berlin";
    compare_long("zone.csv", with(0, stamp_of(0) + ",5.00\n"), false, berlin);
}

TEST_CASE("overview: a file that is refused is refused with the same words", "[logger]") {
    compare_long("no_unit.csv",
                 long_file("Time,Temperature\n",
                           [](std::int64_t i) { return stamp_of(i) + "," + value_of(i) + "\n"; }),
                 false);
    CHECK(shown(read_file_overviews("nowhere/none.csv", {}, profiles()))[0].find("cannot open") !=
          std::string::npos);
}

// The tally reads rows of equal length and hour several at a time; each way of writing them, and
// each break in them, must give what the rows give one by one.
TEST_CASE("overview: rows alike in every way of writing them, and where they stop being so",
          "[logger]") {
    struct Form {
        std::int64_t step; ///< seconds
        std::int64_t from; ///< seconds into the day
        int hundredths;    ///< of the values' middle, in units of the last decimal
        int decimals;
        bool seconds;
        std::string behind;
        std::string line_end;
    };
    auto const number = [](int size, int decimals) {
        int power = 1;
        for (int i = 0; i < decimals; ++i)
            power *= 10;
        return coldchain::text::cat(
            size < 0 ? "-" : "", std::abs(size) / power, '.',
            coldchain::text::zero_padded(std::abs(size) % power, decimals));
    };
    std::vector<Form> const forms{
        {60, 0, 512, 2, true, "Z", "\n"},       {60, 30, 95, 1, true, "", "\r\n"},
        {1, 7, 512, 2, true, "Z", "\n"},        {7, 0, 512, 2, true, "Z", "\n"},
        {420, 0, -1512, 2, true, "Z", "\n"},    {900, 300, 12012, 3, true, "", "\n"},
        {3600, 1800, -40, 1, true, "", "\r\n"}, {300, 0, -95, 1, false, "", "\n"},
        {7200, 0, 22, 1, false, "Z", "\n"},     {60, 0, 1, 2, true, "+02:00", "\n"},
        {60, 0, 10234, 2, true, "Z", "\n"},
    };
    for (auto const& form : forms) {
        std::vector<std::string> rows;
        for (std::int64_t i = 0; i < 400; ++i) {
            auto stamp = to_text(coldchain::LocalTime{
                1'262'304'000'000 + (form.from + i * form.step) * 1000});
            stamp.resize(form.seconds ? 19 : 16);
            // the ends stand within an hour, where rows go by together
            int const off = i == 38 ? -20 : i == 41 ? 20 : static_cast<int>((i * 37) % 23) - 11;
            auto const value = form.hundredths + off;
            rows.push_back(stamp + form.behind + ',' + number(value, form.decimals));
        }
        auto const compare = [&](std::vector<std::string> const& lines) {
            std::string bytes = "time,temperature_c" + form.line_end;
            for (auto const& line : lines)
                bytes += line + form.line_end;
            INFO(form.step << " s, " << rows[0] << ", " << lines[211]);
            auto const overviews = read_overviews(bytes, "rows.csv", {}, profiles());
            CHECK(shown(overviews) == by_readings(bytes, "rows.csv", {}));
            return was_tallied(overviews);
        };
        CHECK(compare(rows));
        for (std::string const damage : {"minute", "figure", "mark", "value", "gap", "twice"}) {
            auto lines = rows;
            auto& line = lines[211];
            if (damage == "minute")
                line[14] = '6';
            if (damage == "figure")
                line[12] = 'x';
            if (damage == "mark")
                line[line.rfind('.')] = ',';
            if (damage == "value")
                line += "7";
            if (damage == "gap")
                lines.erase(lines.begin() + 205, lines.begin() + 208);
            if (damage == "twice")
                lines.insert(lines.begin() + 211, lines[211]);
            compare(lines);
        }
    }
}
