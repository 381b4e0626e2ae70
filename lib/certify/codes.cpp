// SPDX-License-Identifier: Apache-2.0
// The codes of this module's findings, weightiest first within each group. The number says the
// group: 0x proves that limits were not kept, 1x and 2x keep the answer open, 3x warn, 4x inform.
#include "certify/verdict.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>

namespace coldchain::certify {

namespace {

constexpr std::string_view ours = "coldchain, certification";

constexpr std::array rows{
    CodeRow{"CERT-01",
            "a trusted reading within the window is beyond a limit, and no time is "
            "allowed there",
            "the product, or its logger, became too warm or too cold",
            "2 to 8 C, read 9.7 C for 20 min",
            "quality decides on the product; the certificate "
            "does not conform",
            ours},
    CodeRow{"CERT-02", "more time, events or degree minutes beyond a limit than its allowance",
            "an excursion was longer, more frequent or further than the profile allows",
            "30 min at once are allowed, 45 min were found",
            "quality decides on the product; the certificate does not conform", ours},
    CodeRow{"CERT-03", "the stability budget is used up",
            "time beyond the limit on this leg and on earlier ones exceeds what all legs share",
            "24 h budget, 20 h used before, 5 h on this leg",
            "quality decides on the product; the certificate does not conform", ours},
    CodeRow{"CERT-04", "the temperature changed faster than the profile allows",
            "thawing, warm loading, or a probe that was moved", "highest_rate of 1000 mK/min",
            "see whether the probe was moved; quality decides", ours},
    CodeRow{"CERT-05", "the mean kinetic temperature is above its limit",
            "the record as a whole was too warm", "MKT 26.1 C where 25 C is the limit",
            "quality decides on the product; the certificate does not conform", "USP <1079.2>"},
    CodeRow{"CERT-10", "the recording's stamps are local times without a zone",
            "the export does not say which zone its clock kept",
            "a table with \"2026-03-29 02:30\" and nothing else",
            "give the zone of the logger's clock with --zone", ours},
    CodeRow{"CERT-11", "the recording is of a logger that the shipment does not name",
            "the wrong file was given, or the shipment names another serial",
            "the shipment names RCPJ00010, the file is of RCPJ00011",
            "give the export of the shipment's own logger, or correct the serial in the shipment",
            ours},
    CodeRow{"CERT-12", "the recording names no serial, so it cannot be shown to be the shipment's",
            "the export format carries no serial", "a phone application's table",
            "export in a format that carries the serial, or certify the recording alone with "
            "--limits and --window",
            ours},
    CodeRow{"CERT-13", "a logger of the shipment has no recording",
            "it is not read out yet, or its file was not given", "two loggers, one file",
            "read it out and give its export", ours},
    CodeRow{"CERT-14", "the custody window is not known",
            "the shipment does not say when it was packed or received",
            "custody.received is missing", "add custody.packed.at and custody.received.at", ours},
    CodeRow{"CERT-15", "no reading covers the start of the window",
            "the logger was started after the shipper was packed",
            "packed 10:40, first reading 11:30 at 10 min steps",
            "another logger of the shipment may cover it; else it cannot be certified", ours},
    CodeRow{"CERT-16", "no reading covers the end of the window",
            "the logger stopped, or was read out, before the shipment was received",
            "last reading 06:00, received 08:20",
            "read the logger out again if it went on; else it cannot be certified", ours},
    CodeRow{"CERT-17", "a gap without trusted readings is longer than the profile allows",
            "the logger paused, the probe was out, or readings are marked as not trusted",
            "90 min without a reading where 25 min are allowed",
            "another export of the same logger may hold the rows; else it cannot be certified",
            ours},
    CodeRow{"CERT-18", "a reading that is not trusted would be beyond a limit",
            "a lone spike, a frozen sensor or a value at the sensor's end",
            "one reading of 85.0 C between 5.1 and 5.2",
            "look at the reading; quality decides what it was", ours},
    CodeRow{"CERT-19", "a calibration is required and none is stated",
            "the shipment has no [logger.calibration]", "a logger without certificate number",
            "add the calibration of the logger to the shipment", "EU GDP 2013/C 343/01, 9.2"},
    CodeRow{"CERT-20",
            "the calibration was out of date at the last reading, or its date is unknown",
            "it was due before the shipment ended", "due 2026-11-24, last reading 2026-11-25",
            "have the logger checked: a calibration afterwards may show that it read truly", ours},
    CodeRow{"CERT-21",
            "a reading is within the calibration's uncertainty of a limit, and the "
            "profile is guarded",
            "the true value may be beyond the limit", "8.0 C limit, 7.8 C read, uncertainty 0.5 K",
            "use a logger with a smaller uncertainty", "JCGM 106:2012"},
    CodeRow{"CERT-22", "what is missing could hide more time beyond a limit than is allowed",
            "a gap lies beside an excursion, or the record ends in one",
            "20 min beyond the limit, then a gap of 25 min; 30 min are allowed",
            "another export or logger may show what happened in the gap", ours},
    CodeRow{"CERT-23",
            "time beyond the limit is allowed only with a mean kinetic temperature that "
            "this record cannot show",
            "the figure is defined over a longer time than the record, storage included",
            "30 days are asked for, the record holds two",
            "judge the mean kinetic temperature with the storage records", "USP <1079.2>"},
    CodeRow{"CERT-24", "the file is unfit to be judged",
            "the reader found defects that make its readings doubtful", "more rows lost than kept",
            "run coldchain readings --summary on the file and mend what it names", ours},
    CodeRow{"CERT-25", "no logger at the product was judged", "only ambient loggers were given",
            "role ambient for the only logger", "give the recording of a payload logger", ours},
    CodeRow{"CERT-26", "readings are too far apart for the trip",
            "the logger's interval is longer than the profile asks, and the profile refuses that",
            "60 min where 15 min are asked",
            "set a shorter interval; this trip cannot be certified", "EN 12830"},
    CodeRow{"CERT-27", "the recording holds no trusted reading within the window",
            "the file is of another trip, or its clock is wrong",
            "a file of March for a shipment of April", "give the export of this trip", ours},
    CodeRow{"CERT-28", "the logger's clock went backward",
            "it was set, or its battery failed, while it recorded", "08:00, 08:10, 02:00, 02:10",
            "see where it happened; another logger may cover the trip", ours},
    CodeRow{"CERT-29", "a package asks for limits that no logger at its product is judged by",
            "a second box without a logger, or a logger with other limits than its package",
            "two packages of 2-8, one logger", "name the logger of that package, or make the limits "
            "of both one", ours},
    CodeRow{"CERT-30", "time beyond a limit, within the allowance",
            "an excursion that the profile "
            "allows",
            "20 min beyond 8 C where 30 min are allowed", "nothing; it is on the certificate",
            ours},
    CodeRow{"CERT-31", "readings are further apart than recommended for the trip",
            "the logger's interval is long for so short a trip", "10 min on a trip of 20 h",
            "set a shorter interval next time", "EN 12830"},
    CodeRow{"CERT-32", "a reading is within the calibration's uncertainty of a limit",
            "the true value may be beyond the limit, or inside it",
            "8.0 C limit, 7.8 C read, uncertainty 0.5 K", "consider it when deciding",
            "JCGM 106:2012"},
    CodeRow{"CERT-33", "two loggers differ by more than their uncertainties together",
            "they lay in different places, or one of them reads wrongly",
            "payload 5.1 C, vapour 7.9 C at the same time", "see where they lay; check both", ours},
    CodeRow{"CERT-34", "no calibration point lies near what was measured",
            "the calibration says little about these temperatures",
            "points at 0 and 25 C, readings at -180 C", "calibrate near the temperature of use",
            ours},
    CodeRow{"CERT-35", "the limits profile was not in force during the window",
            "its dates do not hold the shipment's", "valid from 2026, shipment of 2023",
            "see which edition was in force", ours},
    CodeRow{"CERT-36", "the file has warnings", "the reader kept the file and has reservations",
            "a header announces more rows than there are",
            "run coldchain readings --summary on the file", ours},
    CodeRow{"CERT-37", "the device's own record says otherwise",
            "it judged by rules of its own, or "
            "other limits",
            "an alarm fired although no reading is beyond the limits",
            "read the comparison on the certificate", ours},
    CodeRow{"CERT-38", "time used on earlier legs is given, and no limit has a budget",
            "the profile allows no time that legs share, so it is not counted",
            "--used \"5 h\" with the profile 2-8",
            "name a profile with a budget, or leave out the time used", ours},
    CodeRow{"CERT-39", "readings are colder than any coolant of such shipments",
            "a sensor or its cable failed for a while", "-200 C between readings of -195.8 C",
            "look at these readings in the raw file and decide what they were", ours},
    CodeRow{"CERT-40", "readings outside the window are left out",
            "the logger ran before packing or after receipt", "38 readings before packing",
            "nothing; they are shown in grey with their extremes", ours},
    CodeRow{"CERT-41", "gaps within what the profile allows", "single readings are missing",
            "one reading of 424 missing", "nothing; they are shown on the chart", ours},
    CodeRow{"CERT-42", "recording only, custody not judged",
            "a recording was given without a shipment", "certify FILE --limits 2-8 --window ...",
            "give the shipment to have custody judged", ours},
    CodeRow{"CERT-43", "an ambient channel went beyond the limits",
            "it shows the surroundings, which the limits do not govern",
            "a logger on the outside of the box", "nothing", ours},
    CodeRow{"CERT-44", "the mean kinetic temperature is not stated or not judged",
            "it means nothing for this product or is asked for over a longer time", "frozen goods",
            "nothing", "USP <1079.2>"},
    CodeRow{"CERT-45", "two loggers agree", "they were compared at the same times",
            "at most 0.4 K apart", "nothing", ours},
};

} // namespace

std::span<CodeRow const> certify_codes() {
    return rows;
}

std::string source_words(Finding const& finding) {
    if (finding.citations.empty()) {
        auto const row = std::find_if(rows.begin(), rows.end(), [&](CodeRow const& code) {
            return code.code == finding.rule;
        });
        return row == rows.end() ? std::string(ours) : std::string(row->source);
    }
    std::vector<std::string> words;
    for (auto const& citation : finding.citations)
        words.push_back(text::cat(citation.ref, citation.edition.empty() ? "" : " (",
                                  citation.edition, citation.edition.empty() ? "" : ")",
                                  citation.evidence == Evidence::recalled ? ", unconfirmed" : ""));
    return text::join(words, "; ");
}

} // namespace coldchain::certify
