// SPDX-License-Identifier: Apache-2.0
// Layouts of many makers and languages that no format description names: inference alone reads
// them. What they hold is worked out here a second time, by a pattern for the rows of each file
// (tests/data/loggers/made/expected.txt) and the calendar of <chrono>.
#include "../places.hpp"
#include "logger_test.hpp"

#include <chrono>
#include <regex>

namespace {

std::string const folder = std::string(places::source_folder) + "/tests/data/loggers/made/";

struct Row {
    std::int64_t time = 0; ///< ms since 1970, as the file's clock shows it
    std::optional<double> value;
};

using Cells = std::vector<std::string>; // file, unit, serial, offset, order, patterns

std::vector<std::smatch> matches_of(std::string const& text, std::string const& pattern) {
    std::regex const rows(pattern, std::regex::ECMAScript | std::regex::multiline);
    return {std::sregex_iterator(text.begin(), text.end(), rows), std::sregex_iterator()};
}

int month_of(std::string const& name) {
    static std::string const names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    return static_cast<int>(names.find(name.substr(0, 3))) / 3 + 1;
}

bool is_afternoon(std::string const& word) {
    return word == "P" || word == "p" || word == "오후" || word == "下午";
}

std::optional<double> value_of(std::string written) {
    std::replace(written.begin(), written.end(), ',', '.');
    return written.empty() ? std::nullopt : std::optional(std::stod(written));
}

Row row_of(std::smatch const& match, std::string const& order) {
    Row row;
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, thousandth = 0;
    std::string part;
    for (std::size_t i = 0; i < order.size(); ++i) {
        std::string const written = match[i + 1].str();
        switch (order[i]) {
        case 'y':
            year = std::stoi(written);
            year += written.size() == 4 ? 0 : year > 50 ? 1900 : 2000;
            break;
        case 'm':
            month = std::stoi(written);
            break;
        case 'b':
            month = month_of(written);
            break;
        case 'd':
            day = std::stoi(written);
            break;
        case 'H':
            hour = std::stoi(written);
            break;
        case 'M':
            minute = std::stoi(written);
            break;
        case 'S':
            second = std::stoi(written);
            break;
        case 'f':
            thousandth = std::stoi(written.substr(0, 3));
            break;
        case 'p':
            part = written;
            break;
        case 'u':
            row.time = std::stoll(written) * 1000;
            break;
        case 'x':
            row.time = std::llround((std::stod(written) - 25569.0) * 86400.0) * 1000;
            break;
        default:
            row.value = value_of(written);
        }
    }
    if (!part.empty())
        hour = hour % 12 + (is_afternoon(part) ? 12 : 0);
    if (year != 0) {
        std::chrono::sys_days const date{
            std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
            std::chrono::day{static_cast<unsigned>(day)}};
        row.time = ((date.time_since_epoch().count() * 24LL + hour) * 60 + minute) * 60'000 +
                   second * 1000 + thousandth;
    }
    return row;
}

std::vector<Row> rows_of(std::string const& bytes, Cells const& cells) {
    std::vector<Row> rows;
    for (auto const& match : matches_of(bytes, cells[5]))
        rows.push_back(row_of(match, cells[4]));
    if (cells.size() > 6) {
        auto const values = matches_of(bytes, cells[6]);
        REQUIRE(values.size() == rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].value = value_of(values[i][1].str());
    }
    return rows;
}

double in_celsius(double value, std::string const& unit) {
    return unit == "F" ? (value - 32) * 5 / 9 : value;
}

void check_channel(Channel const& channel, std::vector<Row> const& rows, std::string const& unit) {
    std::vector<double> values;
    for (auto const& row : rows) {
        if (row.value)
            values.push_back(in_celsius(*row.value, unit));
    }
    auto const summary = summarise(channel);
    CHECK(symbol(channel.unit) == unit);
    REQUIRE(summary.count == values.size());
    double sum = 0;
    for (double const value : values)
        sum += value;
    CHECK(*summary.mean ==
          Approx(sum / static_cast<double>(values.size())).margin(1e-6));
    CHECK(celsius(Temperature{*summary.minimum, channel.unit}) ==
          Approx(*std::min_element(values.begin(), values.end())).margin(1e-6));
    CHECK(celsius(Temperature{*summary.maximum, channel.unit}) ==
          Approx(*std::max_element(values.begin(), values.end())).margin(1e-6));
}

void check_recording(Recording const& recording, std::vector<Row> const& rows,
                     Cells const& cells) {
    bool const local = cells[3] == "local";
    CHECK((recording.basis == TimeBasis::local) == local);
    std::int64_t const ahead = local ? 0 : std::stoll(cells[3]) * 60'000;
    REQUIRE(!rows.empty());
    CHECK(*recording.first_stamp == rows.front().time - ahead);
    CHECK(*recording.last_stamp == rows.back().time - ahead);
    CHECK(recording.rows.total == rows.size());
    CHECK((recording.device.serial.empty() ? "-" : recording.device.serial) == cells[2]);
    auto const temperature =
        std::find_if(recording.channels.begin(), recording.channels.end(), [](Channel const& one) {
            return one.quantity == QuantityKind::temperature;
        });
    REQUIRE(temperature != recording.channels.end());
    check_channel(*temperature, rows, cells[1]);
}

void check_file(Cells const& cells) {
    INFO(cells[0]);
    auto const bytes = coldchain::read_file(folder + cells[0]);
    REQUIRE(bytes);
    auto const recordings = read_recordings(*bytes, cells[0], {}, profiles());
    if (cells[1] == "refused") {
        REQUIRE_FALSE(recordings);
        CHECK_THAT(recordings.error().text, Catch::Matchers::Contains(cells[2]));
        return;
    }
    INFO((recordings ? std::string() : describe(recordings.error())));
    REQUIRE(recordings);
    REQUIRE(recordings->size() == 1);
    check_recording(recordings->front(), rows_of(*bytes, cells), cells);
}

} // namespace

TEST_CASE("inference: layouts of many makers and languages are read or refused with reason",
          "[logger]") {
    auto const table = coldchain::read_file(folder + "expected.txt");
    REQUIRE(table);
    std::size_t files = 0;
    for (auto const line : coldchain::text::split(*table, '\n')) {
        if (line.empty() || line.starts_with('#'))
            continue;
        check_file(cells_of(line, '|'));
        ++files;
    }
    CHECK(files == 50);
}
