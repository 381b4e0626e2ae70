// SPDX-License-Identifier: Apache-2.0
// What each finding of a logger file means.
#include "logger/read.hpp"

#include <array>

namespace coldchain::logger {

namespace {

constexpr std::array rows{
    CodeRow{"READ-01", "the file names no time zone",
            "most loggers print the clock of the computer that read them and do not say which",
            "\"2026-03-02 04:10\" without offset, zone or \"UTC\" in the headings",
            "give --zone with the IANA zone or offset of that computer", "coldchain"},
    CodeRow{"READ-02", "readings are missing",
            "a step is longer than one and a half times the regular one",
            "a reading every 5 minutes, then none for an hour",
            "find out whether the logger stopped, or rows were deleted from the export",
            "coldchain"},
    CodeRow{"READ-03", "the computer's clock changed by an hour",
            "loggers count real time, but the export prints local time with summer time",
            "01:45, 01:00, 01:15 on the last Sunday of October",
            "give --zone: each row then gets its true instant", "coldchain"},
    CodeRow{"READ-04", "times go backward", "the logger's clock was set, or two files were joined",
            "10:40, 10:45, 09:50", "find out which part has the right time; export again",
            "coldchain"},
    CodeRow{"READ-05", "a time occurs more than once",
            "the clock shows less than the logger measures, or rows were doubled",
            "two rows with 10:45:00", "export with seconds or fractions", "coldchain"},
    CodeRow{"READ-06", "the file is shorter than it says",
            "the head announces more readings than there are rows, or the end is missing",
            "\"Mission Sample Count: 2505\" above 302 rows", "export the logger again",
            "coldchain"},
    CodeRow{"READ-07", "the logger's memory was full",
            "the logger writes over its oldest readings and counts on",
            "10790 samples counted, the last 2048 held",
            "check that the rows that are left cover the time that matters", "coldchain"},
    CodeRow{"READ-08", "the last row may be cut",
            "the file ends without a line end, so its last number may have lost digits",
            "\"...,21.8\" at the end of the file", "export again if the last reading matters",
            "coldchain"},
    CodeRow{"READ-09", "cells that stand for no reading",
            "an open, shorted or missing probe gives a fixed value or word",
            "-9.9E+37, --.-, NAN, -200 of a format whose maker uses it",
            "check the probe; such rows cover nothing", "coldchain"},
    CodeRow{"READ-10", "readings that cannot be trusted alone",
            "a lone jump of more than 100 K, a value at the end of the sensor's range, or a sensor "
            "that shows one value throughout",
            "19.6, -192.7, 31.7", "compare with a second probe", "coldchain"},
    CodeRow{"READ-11", "rows that could not be read",
            "damaged cells, words inside the table, or another delimiter or decimal mark",
            "\"21,5\" in a column of decimal points", "look at the lines named", "coldchain"},
    CodeRow{
        "READ-12", "the rows are not evenly spaced",
        "the interval was changed, readings were taken on events, or the head tells another one",
        "steps of 5, 5, 2, 9 minutes", "judge the cover with care", "coldchain"},
    CodeRow{"READ-13", "the file and the option disagree about the zone",
            "the offset in the file is that of the export setting, and may be wrong",
            "\"GMT-04:00\" in the heading and --zone Europe/Berlin",
            "find out where the computer stood", "coldchain"},
    CodeRow{"READ-14", "characters of the text were damaged",
            "the file was saved in another encoding than it was read in",
            "a question mark in place of the degree sign",
            "nothing; units are known by their letter", "coldchain"},
    CodeRow{"READ-15", "numbers with more digits than are kept",
            "a program printed binary fractions in full", "21.399999618530273",
            "nothing; limits are compared as with all digits", "coldchain"},
    CodeRow{"READ-16", "daily figures instead of readings",
            "the logger keeps only the lowest, highest and mean of a day", "Fridge-tag 2",
            "use a logger with a reading list", "coldchain"},
    CodeRow{"READ-17", "means instead of readings",
            "the column is aggregated over the interval, so a short excursion cannot be seen",
            "AirTC_Avg", "export the sampled, lowest and highest values", "coldchain"},
    CodeRow{"READ-18", "what the logger itself says",
            "the file carries the logger's own alarms or its signature",
            "single event > 8.0 C for 30 min, raised at 16:03",
            "compare with the certificate; differences are explained there", "coldchain"},
    CodeRow{"READ-19", "the logger's own figures differ from the readings",
            "many loggers measure more often than they record; its lowest may lie below the "
            "readings, but never above",
            "lowest 1.8 by the logger, 2.1 by the readings",
            "if the readings lie further out than the logger says, the file was changed",
            "coldchain"},
    CodeRow{"READ-20", "a fact stands in the format description only",
            "the file does not say it, and the description was not confirmed by a source",
            "a unit that the export leaves out", "compare one value with the logger's display",
            "coldchain"},
    CodeRow{"READ-21", "times that the zone does not have",
            "the clock of the zone went forward over them, the logger's did not",
            "02:30 on the last Sunday of March in Europe/Berlin",
            "give the fixed offset of the logger's clock", "coldchain"},
    CodeRow{"READ-22", "times that the zone has twice",
            "the clock of the zone went back; the order of the rows tells the two apart",
            "02:30 on the last Sunday of October in Europe/Berlin", "nothing", "coldchain"},
    CodeRow{"READ-23", "two exports of one logger contradict each other",
            "the same time has different readings in the two files",
            "5.1 in one file and 15.1 in the other at 10:45",
            "find out which file was changed; give only the other one", "coldchain"},
    CodeRow{"READ-24", "numbers may have fallen apart",
            "the columns hold whole numbers only and no heading tells them apart, as when the "
            "delimiter is also the decimal mark",
            "5,1 with a comma between the columns", "export again with headings", "coldchain"},
};

} // namespace

std::span<CodeRow const> reading_codes() {
    return rows;
}

} // namespace coldchain::logger
