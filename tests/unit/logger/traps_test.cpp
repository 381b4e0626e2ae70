// SPDX-License-Identifier: Apache-2.0
// What goes wrong in importers of logger files, each with a file that shows it. The texts are made
// after real exports; what they must give is worked out by hand beside them.
#include "logger_test.hpp"

#include <random>

namespace {

using Catch::Matchers::Contains;
using Strings = std::vector<std::string>;

std::string utf16(std::string const& text, bool little, bool mark) {
    std::string out;
    auto const put = [&](char c) {
        if (little)
            (out += c) += '\0';
        else
            (out += '\0') += c;
    };
    if (mark)
        out += little ? "\xFF\xFE" : "\xFE\xFF";
    for (char const c : text)
        put(c);
    return out;
}

ReadOptions in_zone(std::string zone) {
    ReadOptions options;
    options.zone = std::move(zone);
    return options;
}

std::string rows(std::string const& head, Strings const& lines) {
    std::string out = head;
    for (auto const& line : lines)
        out += line + "\n";
    return out;
}

} // namespace

TEST_CASE("trap 1: month first with dots is known by the regular step", "[logger]") {
    auto const recording = read_one(rows("Time,Temp (C)\n", {
                                                                "04.08.21 23:30:00,5.1",
                                                                "04.08.21 23:45:00,5.2",
                                                                "04.09.21 00:00:00,5.3",
                                                                "04.09.21 00:15:00,5.4",
                                                            }));
    CHECK(stamps(recording).back() == "2021-04-09T00:15:00");
    CHECK(recording.interval_seconds == 900);
}

TEST_CASE("trap 1: dates that stay open are refused, with the option that settles them",
          "[logger]") {
    std::string const text = "Time,Temp (C)\n04.08.21 10:00:00,5.1\n04.08.21 10:15:00,5.2\n";
    CHECK_THAT(refusal(text), Contains("--date-order"));
    ReadOptions options;
    options.date_order = DateOrder::mdy;
    CHECK(stamps(read_one(text, options)).front() == "2021-04-08T10:00:00");
    options.date_order = DateOrder::dmy;
    CHECK(stamps(read_one(text, options)).front() == "2021-08-04T10:00:00");
}

TEST_CASE("trap 1: an order the dates contradict is refused", "[logger]") {
    ReadOptions options;
    options.date_order = DateOrder::mdy;
    CHECK_THAT(
        refusal("Time,Temp (C)\n25.08.2021 10:00:00,5.1\n26.08.2021 10:15:00,5.2\n", options),
        Contains("month-day-year"));
}

TEST_CASE("trap 2: AM and PM in the words of a language", "[logger]") {
    auto const [am, pm] = GENERATE(
        table<std::string, std::string>({{"AM", "PM"},
                                         {"a.m.", "p.m."},
                                         {"a. m.", "p. m."},
                                         {"dop.", "odp."},
                                         {"vorm.", "nachm."},
                                         {"\xE4\xB8\x8A\xE5\x8D\x88", "\xE4\xB8\x8B\xE5\x8D\x88"},
                                         {"\xCF\x80.\xCE\xBC.", "\xCE\xBC.\xCE\xBC."}}));
    auto const recording =
        read_one("Time;Temp (C)\n2021-04-08 11:45:00 " + pm + ";5.1\n2021-04-09 12:00:00 " + am +
                 ";5.2\n2021-04-09 12:15:00 " + am + ";5.3\n");
    CHECK(stamps(recording) ==
          Strings{"2021-04-08T23:45:00", "2021-04-09T00:00:00", "2021-04-09T00:15:00"});
}

TEST_CASE("trap 3: UTF-16 with and without a mark, with and without sep=", "[logger]") {
    std::string const body =
        "Time;Temp (C)\r\n15.06.2018 11:45:08;26,9\r\n15.06.2018 11:50:08;27,2\r\n";
    bool const little = GENERATE(true, false);
    bool const mark = GENERATE(true, false);
    std::string const head = GENERATE(as<std::string>(), "", "sep=;\r\n");
    auto const recording = read_one(utf16(head + body, little, mark));
    CHECK(values(recording) == Strings{"26.9", "27.2"});
    CHECK(stamps(recording).front() == "2018-06-15T11:45:08");
}

TEST_CASE("trap 4: a sentinel on the first row is no reading but stays a row", "[logger]") {
    auto const recording = read_one("\"Index\",\"Timestamp\",\"Thermocouple(C)\"\n"
                                    "\"0\",\"15/06/2018 11:45:08 AM\",\"-270.0\"\n"
                                    "\"1\",\"15/06/2018 11:50:08 AM\",\"26.9\"\n");
    CHECK(recording.rows.used == 2);
    CHECK(values(recording) == Strings{"invalid", "26.9"});
    CHECK(has_finding(recording, "READ-09"));
}

TEST_CASE("trap 5: -196 and -200 are true values in a dry shipper", "[logger]") {
    auto const recording = read_one("Time,Vapour (C)\n2026-01-01 10:00:00,-195.8\n"
                                    "2026-01-01 10:10:00,-196.0\n2026-01-01 10:20:00,-200\n"
                                    "2026-01-01 10:30:00,-192.7\n2026-01-01 10:40:00,-200.1\n");
    CHECK(values(recording) == Strings{"-195.8", "-196.0", "-200", "-192.7", "invalid"});
    CHECK(*summarise(recording.channels[0]).minimum == coldchain::Decimal{-200, 0});
}

TEST_CASE("trap 6: rows with an event and no reading are events, not gaps", "[logger]") {
    auto const recording = read_one(
        "\"#\",\"Date Time, GMT-04:00\",\"Temp, C (LGR S/N: 1)\",\"Stopped (LGR S/N: 1)\"\n"
        "1,06/21/16 12:50:13 PM,26.256,\n2,06/21/16 12:54:46 PM,,Logged\n"
        "3,06/21/16 01:50:13 PM,25.987,\n4,06/21/16 02:50:13 PM,25.939,\n");
    CHECK(recording.rows.total == 4);
    CHECK(recording.rows.used == 3);
    REQUIRE(recording.rows.excluded.size() == 1);
    CHECK(recording.rows.excluded[0].reason == "event");
    CHECK(recording.rows.excluded[0].lines == std::vector<std::uint32_t>{3});
    REQUIRE(recording.events.size() == 1);
    CHECK(recording.events[0].text == "Stopped: Logged");
    CHECK(recording.gaps.empty());
}

TEST_CASE("trap 7: two serials in one table are two recordings, each with its account",
          "[logger]") {
    auto const recordings = read_recordings(
        "\"Date Time, GMT+00:00\",\"Temp, C (LGR S/N: 11, SEN S/N: 1)\",\"Temp, C (LGR S/N: 22, "
        "SEN S/N: 2)\"\n"
        "2021-04-08 10:00:00,5.1,\n2021-04-08 10:03:00,,7.1\n2021-04-08 10:10:00,5.2,\n"
        "2021-04-08 10:13:00,,7.2\n2021-04-08 10:20:00,5.3,\n",
        "two.csv", {}, profiles());
    REQUIRE(recordings);
    REQUIRE(recordings->size() == 2);
    CHECK((*recordings)[0].device.serial == "11");
    CHECK((*recordings)[1].device.serial == "22");
    CHECK((*recordings)[0].rows.used == 3);
    CHECK((*recordings)[1].rows.used == 2);
    CHECK((*recordings)[0].rows.total == 5);
    CHECK((*recordings)[1].rows.excluded[0].reason == "other_logger");
    CHECK((*recordings)[1].rows.excluded[0].lines.size() == 3);
    CHECK((*recordings)[0].interval_seconds == 600);
}

TEST_CASE("trap 7: a column that names the logger gives one recording for each", "[logger]") {
    auto const recordings = read_recordings(
        "Serial Number,Time,Temp (C)\nA1,2021-04-08 10:00:00,5.1\nB2,2021-04-08 10:00:00,7.1\n"
        "A1,2021-04-08 10:10:00,5.2\nB2,2021-04-08 10:10:00,7.2\n",
        "two.csv", {}, profiles());
    REQUIRE(recordings);
    REQUIRE(recordings->size() == 2);
    CHECK((*recordings)[1].device.serial == "B2");
    CHECK(values((*recordings)[1]) == Strings{"7.1", "7.2"});
}

TEST_CASE("trap 8: equal headings are told apart by label, sensor or number", "[logger]") {
    auto const recording = read_one("\"Date Time, GMT+00:00\",\"Temp, C (LGR S/N: 1, LBL: "
                                    "5)\",\"Temp, C (LGR S/N: 1, LBL: 25)\"\n"
                                    "2021-04-08 10:00:00,5.1,6.1\n2021-04-08 10:10:00,5.2,6.2\n");
    CHECK(recording.channels[0].name == "Temp 5");
    CHECK(recording.channels[1].name == "Temp 25");
    auto const plain = read_one(
        "Time,Temp (C),Temp (C)\n2021-04-08 10:00:00,5.1,6.1\n2021-04-08 10:10:00,5.2,6.2\n");
    CHECK(plain.channels[0].name == "Temp");
    CHECK(plain.channels[1].name == "Temp #2");
}

TEST_CASE("trap 9: a file that announces more readings than it holds is unfit", "[logger]") {
    auto const recording = read_one("Number of readings: 25\n\nTime,Temp (C)\n"
                                    "2021-04-08 10:00:00,5.1\n2021-04-08 10:10:00,5.2\n");
    CHECK(has_finding(recording, "READ-06"));
    CHECK(recording.fitness == Fitness::unfit);
}

TEST_CASE("trap 10: a memory that rolled over is full, not cut", "[logger]") {
    std::string text =
        "1-Wire/iButton Part Number: DS1921Z-F5\nNumber of Mission Samples:  10790\n\n"
        "Date/Time,Unit,Value\n";
    for (int i = 0; i < 2048; ++i)
        text +=
            to_text(coldchain::LocalTime{i * 600'000LL + 1'433'145'300'000LL}).replace(10, 1, " ") +
            ",C,11.25\n";
    auto const recording = read_one(text);
    CHECK(recording.rows.used == 2048);
    CHECK(has_finding(recording, "READ-07"));
    CHECK_FALSE(has_finding(recording, "READ-06"));
}

TEST_CASE("trap 11: newest first is turned round", "[logger]") {
    auto const recording = read_one("Time,Temp (C)\n2021-04-08 10:20:00,5.3\n"
                                    "2021-04-08 10:10:00,5.2\n2021-04-08 10:00:00,5.1\n");
    CHECK(values(recording) == Strings{"5.1", "5.2", "5.3"});
    CHECK(recording.lines == std::vector<std::uint32_t>{4, 3, 2});
    CHECK(recording.fitness == Fitness::fit);
}

TEST_CASE("trap 12: the repeated hour in autumn is told by the order of the rows", "[logger]") {
    // Europe/Berlin goes back at 2021-10-31T01:00Z: 02:30 happens at 00:30Z and at 01:30Z
    std::string const text = "Time,Temp (C)\n2021-10-31 01:30:00,5.1\n2021-10-31 02:00:00,5.2\n"
                             "2021-10-31 02:30:00,5.3\n2021-10-31 02:00:00,5.4\n"
                             "2021-10-31 02:30:00,5.5\n2021-10-31 03:00:00,5.6\n"
                             "2021-10-31 03:30:00,5.7\n";
    auto const recording = read_one(text, in_zone("Europe/Berlin"));
    CHECK(stamps(recording) == Strings{"2021-10-30T23:30:00Z", "2021-10-31T00:00:00Z",
                                       "2021-10-31T00:30:00Z", "2021-10-31T01:00:00Z",
                                       "2021-10-31T01:30:00Z", "2021-10-31T02:00:00Z",
                                       "2021-10-31T02:30:00Z"});
    CHECK(recording.gaps.empty());
    CHECK(recording.fitness == Fitness::fit);
    // without a zone the change is named and the stamps stay as they are
    auto const local = read_one(text);
    CHECK(has_finding(local, "READ-03"));
    CHECK_FALSE(has_finding(local, "READ-04"));
    CHECK(stamps(local)[3] == "2021-10-31T02:00:00");
}

TEST_CASE("trap 12: a file that begins in the repeated hour is settled by what follows",
          "[logger]") {
    auto const recording = read_one("Time,Temp (C)\n2021-10-31 02:30:00,5.3\n"
                                    "2021-10-31 03:00:00,5.6\n2021-10-31 03:30:00,5.7\n",
                                    in_zone("Europe/Berlin"));
    CHECK(stamps(recording).front() == "2021-10-31T01:30:00Z");
}

TEST_CASE("trap 12: the skipped hour in spring is no gap", "[logger]") {
    std::string const text = "Time,Temp (C)\n2021-03-28 01:00:00,5.1\n2021-03-28 01:30:00,5.2\n"
                             "2021-03-28 03:00:00,5.3\n2021-03-28 03:30:00,5.4\n";
    auto const recording = read_one(text, in_zone("Europe/Berlin"));
    CHECK(stamps(recording)[2] == "2021-03-28T01:00:00Z");
    CHECK(recording.gaps.empty());
    auto const local = read_one(text);
    CHECK(local.gaps.empty());
    CHECK(has_finding(local, "READ-03"));
}

TEST_CASE("trap 12: stamps inside the skipped hour are named, not guessed", "[logger]") {
    auto const recording = read_one("Time,Temp (C)\n2021-03-28 01:30:00,5.1\n"
                                    "2021-03-28 02:00:00,5.2\n2021-03-28 02:30:00,5.3\n"
                                    "2021-03-28 03:00:00,5.4\n",
                                    in_zone("Europe/Berlin"));
    CHECK(has_finding(recording, "READ-21"));
    CHECK(recording.fitness == Fitness::unfit);
}

TEST_CASE("trap 12: the option wins over the zone in the file, and says so", "[logger]") {
    auto const recording = read_one("\"Date Time, GMT-04:00\",Temp (C)\n2021-06-01 10:00:00,5.1\n"
                                    "2021-06-01 10:10:00,5.2\n",
                                    in_zone("+04:00"));
    CHECK(stamps(recording).front() == "2021-06-01T06:00:00Z");
    CHECK(has_finding(recording, "READ-13"));
}

TEST_CASE("trap 13: a bare date in a column of times is midnight", "[logger]") {
    auto const recording =
        read_one("Time,Temp (C)\n13/05/2021 23:40:00,5.1\n13/05/2021 23:50:00,5.2\n"
                 "14/05/2021,5.3\n14/05/2021 00:10:00,5.4\n");
    CHECK(stamps(recording)[2] == "2021-05-14T00:00:00");
    CHECK(recording.rows.used == 4);
    CHECK(recording.gaps.empty());
}

TEST_CASE("trap 14: milliseconds behind a colon, and seconds that repeat", "[logger]") {
    auto const recording = read_one("Time,101 (C)\n16/03/2023 12:03:09:378,19.5\n"
                                    "16/03/2023 12:03:12:361,19.6\n16/03/2023 12:03:15:361,19.7\n");
    CHECK(stamps(recording).front() == "2023-03-16T12:03:09.378");
    CHECK(recording.interval_seconds == 3);
    auto const twice = read_one("Time,T (C)\n2023-03-16 12:03:09,19.5\n2023-03-16 12:03:09,19.6\n"
                                "2023-03-16 12:03:10,19.7\n2023-03-16 12:03:11,19.8\n");
    CHECK(twice.rows.used == 4);
    CHECK(has_finding(twice, "READ-05"));
}

TEST_CASE("trap 15: OLE day numbers are UTC where the maker says so", "[logger]") {
    // 41394.7757407407 days after 1899-12-30 is 2013-04-30 18:37:04; the line TimeZone is of no use
    auto const recording = read_one(
        "%DATA MadgeTech Data File\n\"TimeZone\",\"TZUTC-100000|STANDARD|HST\"\n"
        "# ID #,# DateTime #,# Temperature (C) #,# StatusByte #\n"
        "\"0\",\"41394.7757407407\",\"+20.2\",\"0\"\n\"1\",\"41394.7965740741\",\"+19.3\",\"0\"\n"
        "\"2\",\"41394.8174074074\",\"+18\",\"0\"\n");
    CHECK(stamps(recording) ==
          Strings{"2013-04-30T18:37:04Z", "2013-04-30T19:07:04Z", "2013-04-30T19:37:04Z"});
}

TEST_CASE("trap 16: decimal comma goes with tab as well as with semicolon", "[logger]") {
    char const delimiter = GENERATE('\t', ';', '|');
    std::string const d(1, delimiter);
    auto const recording = read_one("Datum" + d + "Zeit" + d +
                                    "Temperatur [\xC2\xB0"
                                    "C]\n" +
                                    "13.05.2021" + d + "10:00:00" + d + "-5,10\n" + "13.05.2021" +
                                    d + "10:15:00" + d + "-5,2\n");
    CHECK(values(recording) == Strings{"-5.10", "-5.2"});
    CHECK(recording.channels[0].readings[0].scale == 2);
}

TEST_CASE("trap 16: a comma for both delimiter and decimals is refused, never misread",
          "[logger]") {
    CHECK_THAT(refusal("Time,Temp (C)\n2021-05-13 10:00:00,5,1\n2021-05-13 10:15:00,5,2\n"),
               Contains("decimal mark"));
    CHECK_THAT(refusal("No,Time,Temp (C),RH (%)\n1,2021-05-13 10:00:00,5,1,40,5\n"
                       "2,2021-05-13 10:15:00,5,2,40,6\n"),
               Contains("decimal mark"));
}

TEST_CASE("trap 17: a text named .xls is read, a real workbook is named", "[logger]") {
    auto const recordings = read_recordings("Date\tTime\tTemp (C)\n13/05/2021\t10:00:00\t5.1\n"
                                            "13/05/2021\t10:10:00\t5.2\n",
                                            "export.xls", {}, profiles());
    REQUIRE(recordings);
    CHECK(recordings->front().rows.used == 2);
    CHECK_THAT(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Contains("save the sheet"));
    CHECK_THAT(refusal("PK\x03\x04....xl/workbook.xml"), Contains("Excel"));
}

TEST_CASE("trap 18: two tables of two loggers in one file", "[logger]") {
    auto const recordings = read_recordings(
        "Serial No: A1\nTime,Temp (C)\n2021-05-13 10:00:00,5.1\n2021-05-13 10:10:00,5.2\n"
        "2021-05-13 10:20:00,5.3\n\nSerial No: B2\nTime,Temp (C)\n2021-05-13 10:00:00,7.1\n"
        "2021-05-13 10:10:00,7.2\n2021-05-13 10:20:00,7.3\n2021-05-13 10:30:00,7.4\n",
        "two.csv", {}, profiles());
    REQUIRE(recordings);
    REQUIRE(recordings->size() == 2);
    CHECK((*recordings)[0].device.serial == "A1");
    CHECK((*recordings)[0].rows.total == 3);
    CHECK((*recordings)[1].device.serial == "B2");
    CHECK((*recordings)[1].rows.total == 4);
    CHECK((*recordings)[1].lines.front() == 9);
}

TEST_CASE("trap 18: headings repeated on every page are no second table", "[logger]") {
    auto const recording =
        read_one("Time,Temp (C)\n2021-05-13 10:00:00,5.1\n2021-05-13 10:10:00,5.2\n"
                 "Time,Temp (C)\n2021-05-13 10:20:00,5.3\n");
    CHECK(recording.rows.total == 4);
    CHECK(recording.rows.used == 3);
    CHECK(recording.rows.excluded[0].reason == "heading");
}

TEST_CASE("trap 18: more tables or loggers than can be kept apart are refused, not left out",
          "[logger]") {
    std::string tables;
    for (int i = 0; i <= 500; ++i)
        tables += "Time,Temp (C)\n2021-05-13 10:00:00,5.1\n\nTime,RH (%)\n";
    CHECK_THAT(refusal(tables), Contains("more than 500 tables"));
    std::string loggers = "Serial,Time,Temp (C)\n";
    for (int i = 0; i <= 4001; ++i)
        loggers += coldchain::text::cat("S", i / 2, ",2021-05-13 10:0", i % 2, ":00,5.1\n");
    CHECK_THAT(refusal(loggers), Contains("more than 2000 loggers"));
}

TEST_CASE("trap 19: a file that holds no temperature is refused with what it holds", "[logger]") {
    CHECK_THAT(refusal("Time,Voltage (mV)\n2021-05-13 10:00:00,5.1\n2021-05-13 10:10:00,5.2\n"),
               Contains("holds no temperature") && Contains("Voltage"));
}

TEST_CASE("trap 20: no unit is refused unless --unit gives it", "[logger]") {
    std::string const text =
        "Time,Temperature\n2021-05-13 10:00:00,45.1\n2021-05-13 10:10:00,45.2\n";
    CHECK_THAT(refusal(text), Contains("--unit"));
    ReadOptions options;
    options.unit = TemperatureUnit::fahrenheit;
    auto const recording = read_one(text, options);
    CHECK(recording.channels[0].unit == TemperatureUnit::fahrenheit);
    CHECK(values(recording) == Strings{"45.1", "45.2"});
}

TEST_CASE("trap 21: readings in Fahrenheit meet limits in Celsius exactly", "[logger]") {
    auto const recording =
        read_one("Time,Temp (F)\n2021-05-13 10:00:00,46.4\n2021-05-13 10:10:00,46.41\n");
    Temperature const limit{{8, 0}, TemperatureUnit::celsius};
    CHECK_FALSE(temperature(recording.channels[0], 0) > limit); // 46.4 F is 8 C
    CHECK(temperature(recording.channels[0], 1) > limit);
}

TEST_CASE("trap 22: a limit that is touched is not crossed, however the number is written",
          "[logger]") {
    auto const recording = read_one("Time,Temp (C)\n2021-05-13 10:00:00,8.000\n"
                                    "2021-05-13 10:10:00,8.0000000000000002\n"
                                    "2021-05-13 10:20:00,0.8E1\n");
    Temperature const limit{{80, 1}, TemperatureUnit::celsius};
    CHECK_FALSE(temperature(recording.channels[0], 0) > limit);
    CHECK(temperature(recording.channels[0], 1) > limit); // more digits than are kept, still above
    CHECK_FALSE(temperature(recording.channels[0], 2) > limit);
    CHECK(has_finding(recording, "READ-15"));
}

TEST_CASE("trap 23: a file that ends within a row loses no reading in silence", "[logger]") {
    auto const recording =
        read_one("Time,Temp (C)\n2021-05-13 10:00:00,5.1\n2021-05-13 10:10:00,5.2\n"
                 "2021-05-13 10:20:00,9");
    CHECK(recording.rows.used == 3);
    CHECK(recording.channels[0].readings.back().flag == ReadingFlag::suspect);
    CHECK(has_finding(recording, "READ-08"));
    auto const cut =
        read_one("Time,Temp (C)\n2021-05-13 10:00:00,5.1\n2021-05-13 10:10:00,5.2\n2021-05-1");
    CHECK(cut.rows.total == 3);
    CHECK(cut.rows.excluded[0].reason == "bad_time");
    CHECK(cut.rows.excluded[0].lines == std::vector<std::uint32_t>{4});
}

TEST_CASE("trap 24: a file of daily figures says that it has no readings", "[logger]") {
    auto const recording =
        read_one("Device: Q-tag Fridge-tag 2\nConf:\n Serial: 1\n Zone: 0.00\nHist:\n 1:\n"
                 "  Date: 2023-02-14\n  Min T: +18.0, TS Min T: 00:00\n"
                 "  Max T: +18.8, TS Max T: 04:57\n  Avrg T: +18.5\n");
    CHECK(has_finding(recording, "READ-16"));
    CHECK(recording.fitness == Fitness::unfit);
    CHECK(recording.channels.size() == 3);
}

TEST_CASE("trap 25: a serial in the first row only is the logger's", "[logger]") {
    auto const recording =
        read_one("Probe,Time,Celsius(C),Serial Number\n1,2017-10-26 08:35:29,34.5,040008941\n"
                 "2,2017-10-26 08:40:29,127.5\n3,2017-10-26 08:45:29,93.0\n");
    CHECK(recording.device.serial == "040008941");
    CHECK(recording.rows.used == 3);
    CHECK(recording.rows.excluded.empty());
}

TEST_CASE("trap: a row of units that ends early does not hide the names above it", "[logger]") {
    // as meters write it: more names than units, fewer cells in the rows than names
    auto const recording = read_one(rows("Device Model,Meter\n"
                                         "WHEN TIME,Temperature,Air Pressure,Dew Point,Kind,Notes\n"
                                         "yyyy-MM-dd hh:mm:ss a,\xC2\xB0"
                                         "F,inHg,\xC2\xB0"
                                         "F\n",
                                         {
                                             "2023-09-14 10:00:00,41.5,29.90,23.2,point",
                                             "2023-09-14 10:05:00,41.9,29.90,23.7,point",
                                             "2023-09-14 10:10:00,42.4,29.91,24.1,point",
                                         }));
    REQUIRE(recording.channels.size() == 3);
    CHECK(recording.channels[0].name == "Temperature");
    CHECK(recording.channels[0].unit == TemperatureUnit::fahrenheit);
    CHECK(recording.channels[0].quantity == QuantityKind::temperature);
    CHECK(recording.channels[2].name == "Dew Point");
    CHECK(recording.channels[2].quantity == QuantityKind::other);
}

TEST_CASE("trap: the counts of the converter beside a temperature are no temperature", "[logger]") {
    auto const recording =
        read_one(rows("Date,Time,Temp.[deg C],Temp.\n", {
                                                            "2022/02/02,12:00:00,5.10,10",
                                                            "2022/02/02,12:01:00,5.12,12",
                                                            "2022/02/02,12:02:00,5.15,15",
                                                        }));
    REQUIRE(recording.channels.size() == 2);
    CHECK(recording.channels[0].quantity == QuantityKind::temperature);
    CHECK(recording.channels[1].quantity == QuantityKind::other);
}

TEST_CASE("trap: what a body would feel in degrees is no temperature of the goods", "[logger]") {
    auto const heading =
        GENERATE(as<std::string>{}, "Heat Stress Index", "NWB Temp", "WBGT", "DPT");
    auto const recording = read_one(
        rows("Time,Temperature (C)," + heading + " (C)\n", {
                                                               "2022-02-13 12:00:00,5.1,17.0",
                                                               "2022-02-13 12:01:00,5.2,17.1",
                                                               "2022-02-13 12:02:00,5.3,17.2",
                                                           }));
    REQUIRE(recording.channels.size() == 2);
    CHECK(recording.channels[0].quantity == QuantityKind::temperature);
    CHECK(recording.channels[1].quantity == QuantityKind::other);
}

TEST_CASE("trap: rows above the first known time are no headings and are not lost", "[logger]") {
    auto const none =
        GENERATE(as<std::string>{}, "undefined", "9s after startup (time not set)", "-");
    auto const recording = read_one("Time,Temp (C)\n" + none + ",9.2\n" + none +
                                    ",9.4\n"
                                    "2022-02-13 10:00,5.1\n"
                                    "2022-02-13 10:05,5.3\n"
                                    "2022-02-13 10:10,5.2\n");
    CHECK(recording.channels.at(0).name == "Temp");
    CHECK(values(recording) == Strings{"5.1", "5.3", "5.2"});
    CHECK(recording.rows.total == 5);
    CHECK(recording.rows.used == 3);
    CHECK(has_finding(recording, "READ-11"));
}

TEST_CASE("trap: a row of numbers or units below the names is still a heading", "[logger]") {
    auto const below = GENERATE(as<std::string>{}, ",1", ",C", "----,----");
    auto const recording = read_one("Time,Temp (C)\n" + below +
                                    "\n2022-02-13 10:00,5.1\n"
                                    "2022-02-13 10:05,5.3\n"
                                    "2022-02-13 10:10,5.2\n");
    CHECK(recording.rows.total == 3);
    CHECK_FALSE(has_finding(recording, "READ-11"));
}

TEST_CASE("trap: names of the device above their values are none of these values", "[logger]") {
    auto const recording = read_one("Model,Serial Number\nXR440,123456\n\nTime,Temp (C)\n"
                                    "2026-01-01 00:00,5.0\n2026-01-01 00:05,5.2\n"
                                    "2026-01-01 00:10,5.1\n2026-01-01 00:15,5.1\n");
    CHECK(recording.device.model == "XR440");
    CHECK(recording.device.serial == "123456");
    CHECK(recording.rows.used == 4);
}

TEST_CASE("trap: a damaged row number makes no channel of the row numbers", "[logger]") {
    std::string text = "\"#\",\"Date Time, GMT+02:00\",\"Temp, \xC2\xB0"
                       "C\"\n";
    for (int i = 1; i <= 24; ++i)
        text += (i == 13 ? "1." : std::to_string(i)) + ",2026-04-09 " +
                coldchain::text::zero_padded(i - 1, 2) + ":00:00,19.175\n";
    auto const recording = read_one(text);
    REQUIRE(recording.channels.size() == 1);
    CHECK(recording.channels[0].name == "Temp");
    CHECK(recording.rows.used == 24);
}

// "26,256" and "52,572" under commas: each number is two cells, and Temp would be 26.
TEST_CASE("trap: numbers cut in two by the delimiter, with empty cells behind them", "[logger]") {
    CHECK(refusal("\"#\",\"Date Time, GMT-04:00\",\"Temp, \xC2\xB0"
                     "C\",\"RH, %\",\"Coupler Detached\",\"Host Connected\"\n"
                     "1,06/21/16 12:50:13 PM,26,256,52,572,,\n"
                     "2,06/21/16 01:50:13 PM,25,987,51,424,,\n"
                     "3,06/21/16 02:50:13 PM,26,012,50,118,,\n")
              .find("decimal mark") != std::string::npos);
    CHECK(refusal("\"#\",\"Date Time, GMT-04:00\",\"Temp, \xC2\xB0"
                     "C\",\"Host Connected\"\n"
                     "1,06/21/16 12:50:13 PM,26,256,\n"
                     "2,06/21/16 01:50:13 PM,25,987,\n"
                     "3,06/21/16 02:50:13 PM,26,012,\n")
              .find("decimal mark") != std::string::npos);
}
