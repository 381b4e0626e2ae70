// SPDX-License-Identifier: Apache-2.0
// Recordings made by hand, each with the verdict that its own words argue for. The custody window
// of a case is the recording's own span unless the case changes it; limits are 2 to 8 C without
// allowance unless it says otherwise; readings stand 10 min apart; the trip lasts under a day, for
// which EN 12830 asks for 5 min: the warning about that (CERT-31) is left out of what is compared.
#include "certify/verdict.hpp"

#include "made.hpp"

#include <functional>

using namespace made;

namespace {

constexpr char const* start = "2026-03-02T08:00:00Z";
constexpr std::int64_t minute = 60'000;

struct Row {
    char const* words;
    std::function<Case()> make;
    char const* verdict;
    std::vector<std::string> rules; ///< at or above a warning, in order of weight
};

Case usual(std::vector<int> const& tenths) {
    return covered(limits("2-8"), recording(start, 10, tenths));
}

Case with_limits(std::string const& body, std::vector<int> const& tenths) {
    return covered(limits_of(body), recording(start, 10, tenths));
}

Case under(std::string const& profile, std::vector<int> const& tenths) {
    return covered(limits(profile), recording(start, 10, tenths));
}

/// The readings from `index` on come `minutes` later than they would.
Case with_gap(Case made, std::size_t index, int minutes) {
    auto& times = made.loggers[0].recordings[0].times;
    for (auto i = index; i < times.size(); ++i)
        times[i] += minutes * minute;
    made.window.to = Instant{times.back()};
    return made;
}

Case with_window(Case made, int minutes_before, int minutes_after) {
    made.window.from->milliseconds -= minutes_before * minute;
    made.window.to->milliseconds += minutes_after * minute;
    return made;
}

Case with_second(Case made, std::vector<int> const& tenths, Role role) {
    made.loggers.push_back(logger_case(recording(start, 10, tenths), "L2", role));
    return made;
}

Case changed(Case made, std::function<void(Case&)> const& change) {
    change(made);
    return made;
}

std::string const allowed_30_60 = "low = \"2 C\"\nhigh = \"8 C\"\n[[level]]\nid = \"high\"\nside = "
                                  "\"high\"\nlimit = \"8 C\"\nsingle = \"30 min\"\ntotal = \"60 "
                                  "min\"\n";

std::string level(std::string const& keys) {
    return "low = \"2 C\"\nhigh = \"8 C\"\n[[level]]\nid = \"high\"\nside = \"high\"\nlimit = "
           "\"8 C\"\n" +
           keys + "\n";
}

Case guarded(std::string const& body, std::vector<int> const& tenths) {
    return with_limits("decision = \"guarded\"\n" + body, tenths);
}

std::vector<int> const good = flat(24, 50);

std::vector<Row> rows() {
    return {
        // --- limits ---
        {"steady at 5.0", [] { return usual(good); }, "conforms", {}},
        {"touching 8.0 is inside",
         [] {
             return usual({50, 80, 80, 50});
         },
         "conforms",
         {"CERT-32"}},
        {"touching 2.0 is inside",
         [] {
             return usual({50, 20, 20, 50});
         },
         "conforms",
         {"CERT-32"}},
        {"one reading of 8.1 in a day is beyond",
         [] { return usual(good + flat(1, 81) + good); },
         "does_not_conform",
         {"CERT-01"}},
        {"one reading of 1.9 is beyond",
         [] { return usual(good + flat(1, 19) + good); },
         "does_not_conform",
         {"CERT-01"}},
        {"freezing at -0.5 is beyond 2 C",
         [] { return usual(good + flat(3, -5) + good); },
         "does_not_conform",
         {"CERT-01"}},
        {"warm and cold are two findings",
         [] {
             return usual({50, 90, 50, 10, 50});
         },
         "does_not_conform",
         {"CERT-01", "CERT-01"}},
        {"beyond from the first reading to the last",
         [] { return usual(flat(24, 100)); },
         "does_not_conform",
         {"CERT-01"}},
        {"a single reading exactly covers a window of no length",
         [] { return usual({50}); },
         "conforms",
         {}},
        // --- liquid nitrogen, dry ice, frozen ---
        {"nitrogen vapour at -190",
         [] { return under("ln2-150", flat(24, -1900)); },
         "conforms",
         {}},
        {"-200 is a true value in nitrogen, not a sentinel",
         [] {
             return under("ln2-150", {-1900, -2000, -1900});
         },
         "conforms",
         {"CERT-39"}},
        // a sensor that is not there reads -200 on every row of one maker's export
        {"nothing but -200 is no measurement of nitrogen, which boils at -195.8",
         [] { return under("ln2-150", flat(24, -2000)); },
         "cannot_certify",
         {"CERT-18"}},
        {"-199.9 is still a cold reading",
         [] { return under("ln2-150", flat(24, -1999)); },
         "conforms",
         {}},
        {"a warming dry shipper passes -150",
         [] {
             return under("ln2-150", {-1900, -1800, -1600, -1499, -1300});
         },
         "does_not_conform",
         {"CERT-01"}},
        {"exactly -150.0 is inside",
         [] {
             return under("ln2-150", {-1900, -1500});
         },
         "conforms",
         {"CERT-32"}},
        {"dry ice at -78", [] { return under("dryice", flat(24, -780)); }, "conforms", {}},
        {"dry ice used up",
         [] {
             return under("dryice", {-780, -700, -590});
         },
         "does_not_conform",
         {"CERT-01"}},
        {"ultra-low has a low side too",
         [] {
             return under("ult", {-750, -905});
         },
         "does_not_conform",
         {"CERT-01"}},
        // --- allowances ---
        {"20 min beyond where 30 at once are allowed",
         [] { return with_limits(allowed_30_60, good + flat(2, 85) + good); },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"four readings stand for 40 min: more than 30 at once",
         [] { return with_limits(allowed_30_60, good + flat(4, 85) + good); },
         "does_not_conform",
         {"CERT-02"}},
        {"three times 20 min: 60 in all are still allowed",
         [] {
             return with_limits(allowed_30_60, flat(2, 50) + flat(1, 85) + flat(3, 50) +
                                                   flat(1, 85) + flat(3, 50) + flat(1, 85) +
                                                   flat(2, 50));
         },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"seven times 10 min: 70 in all are not",
         [] {
             std::vector<int> tenths = flat(2, 50);
             for (int i = 0; i < 7; ++i)
                 tenths = tenths + flat(1, 81) + flat(2, 0 + 79);
             return with_limits(allowed_30_60, tenths);
         },
         "does_not_conform",
         {"CERT-02"}},
        {"one event is allowed, two happened",
         [] {
             return with_limits(level("events = 1"), {50, 85, 50, 85, 50});
         },
         "does_not_conform",
         {"CERT-02"}},
        {"one event is allowed, one happened",
         [] {
             return with_limits(level("events = 1"), {50, 85, 50});
         },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"30 K min beyond where 20 are allowed",
         [] {
             return with_limits(level("degree_minutes = 20"), {50, 110, 50});
         },
         "does_not_conform",
         {"CERT-02"}},
        {"5 K min where 20 are allowed",
         [] {
             return with_limits(level("degree_minutes = 20"), {79, 85, 79});
         },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"within the first level's time, but beyond the second level",
         [] {
             return with_limits(level("single = \"60 min\"") +
                                    "[[level]]\nid = \"high-2\"\nside = \"high\"\nlimit = \"15 "
                                    "C\"\n",
                                {50, 160, 50});
         },
         "does_not_conform",
         {"CERT-01", "CERT-30"}},
        // --- stability budget over legs ---
        {"5 h of a 24 h budget on the first leg",
         [] { return with_limits(level("budget = \"24 h\""), good + flat(30, 85) + good); },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"the same 5 h after 20 h on earlier legs use it up",
         [] {
             return changed(with_limits(level("budget = \"24 h\""), good + flat(30, 85) + good),
                            [](Case& made) { made.carried_over_seconds = 20 * 3600; });
         },
         "does_not_conform",
         {"CERT-03"}},
        {"the budget exactly used is not exceeded",
         [] {
             return changed(
                 with_limits(level("budget = \"24 h\""), flat(3, 79) + flat(6, 85) + flat(3, 79)),
                 [](Case& made) { made.carried_over_seconds = 24 * 3600 - 4000; });
         },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"5 h used on earlier legs, and limits that know no budget: said, not silently dropped",
         [] {
             return changed(usual(good), [](Case& made) { made.carried_over_seconds = 5 * 3600; });
         },
         "conforms",
         {"CERT-38"}},
        // --- gaps ---
        {"one reading missing: 20 min are within 5 min and an interval? no, 15 are allowed",
         [] { return with_gap(usual(good), 12, 10); },
         "cannot_certify",
         {"CERT-17"}},
        {"on a trip of days one missing reading is within 15 min and an interval",
         [] { return with_gap(usual(flat(200, 50)), 12, 10); },
         "conforms",
         {}},
        {"on a trip of days two missing readings are not",
         [] { return with_gap(usual(flat(200, 50)), 12, 20); },
         "cannot_certify",
         {"CERT-17"}},
        {"a gap beside an excursion: what is proved wins",
         [] { return with_gap(usual(good + flat(3, 90) + good), 27, 180); },
         "does_not_conform",
         {"CERT-01", "CERT-17"}},
        {"20 min beyond, then a permitted gap: with it the 30 min may be exceeded",
         [] {
             return with_gap(
                 with_limits(allowed_30_60, flat(100, 50) + flat(2, 85) + flat(100, 50)), 102, 10);
         },
         "cannot_certify",
         {"CERT-22"}},
        {"readings marked as errors leave a gap",
         [] { return usual(good + flat(6, invalid) + good); },
         "cannot_certify",
         {"CERT-17"}},
        {"a clock set forward by 6 h shows as a gap",
         [] { return with_gap(usual(good), 6, 360); },
         "cannot_certify",
         {"CERT-17"}},
        {"an event row without reading at a regular step is no gap",
         [] {
             auto made = covered(limits("2-8"), recording(start, 5, {50, absent, 50, absent, 50}));
             made.loggers[0].recordings[0].interval_seconds = 600;
             return made;
         },
         "conforms",
         {}},
        // --- readings that cannot be trusted ---
        {"a lone suspect spike beyond the limit is not passed over",
         [] { return usual(flat(100, 50) + flat(1, suspect(850)) + flat(100, 50)); },
         "cannot_certify",
         {"CERT-18"}},
        {"a suspect reading inside is only a missing one",
         [] { return usual(flat(100, 50) + flat(1, suspect(50)) + flat(100, 50)); },
         "conforms",
         {}},
        {"a frozen sensor for hours leaves no cover",
         [] { return usual(good + flat(24, suspect(50)) + good); },
         "cannot_certify",
         {"CERT-17"}},
        {"an unfit file proves nothing, not even warmth",
         [] {
             return changed(usual(flat(24, 100)), [](Case& made) {
                 made.loggers[0].recordings[0].fitness = logger::Fitness::unfit;
             });
         },
         "cannot_certify",
         {"CERT-24"}},
        // --- cover of the custody window ---
        {"first reading one interval after packing is in time",
         [] { return with_window(usual(good), 10, 0); },
         "conforms",
         {}},
        {"one minute more is not",
         [] { return with_window(usual(good), 11, 0); },
         "cannot_certify",
         {"CERT-15"}},
        {"last reading one interval before receipt is enough",
         [] { return with_window(usual(good), 0, 10); },
         "conforms",
         {}},
        {"one minute more is not",
         [] { return with_window(usual(good), 0, 11); },
         "cannot_certify",
         {"CERT-16"}},
        {"warm before packing is not judged",
         [] { return with_window(usual(flat(6, 200) + good), -60, 0); },
         "conforms",
         {}},
        {"warm on the bench after receipt is not judged",
         [] { return with_window(usual(good + flat(6, 200)), 0, -60); },
         "conforms",
         {}},
        {"warm in the last reading before receipt is judged",
         [] { return with_window(usual(good + flat(7, 200)), 0, -60); },
         "does_not_conform",
         {"CERT-01"}},
        {"a file of another trip has no reading in the window",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.window = {instant("2026-04-02T08:00:00Z"), instant("2026-04-03T08:00:00Z")};
             });
         },
         "cannot_certify",
         {"CERT-27"}},
        {"not received yet: the window is open, and warmth after packing may be the bench",
         [] {
             return changed(usual(good + flat(6, 200)), [](Case& made) { made.window.to.reset(); });
         },
         "cannot_certify",
         {"CERT-01", "CERT-14"}},
        {"not received yet and cold throughout cannot be certified either",
         [] { return changed(usual(good), [](Case& made) { made.window.to.reset(); }); },
         "cannot_certify",
         {"CERT-14"}},
        {"placed in the box an hour after packing: that hour is not covered",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.loggers[0].placed_at = Instant{made.window.from->milliseconds + 60 * minute};
             });
         },
         "cannot_certify",
         {"CERT-15"}},
        // --- clocks ---
        {"local stamps without a zone cannot be placed in the window",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.loggers[0].recordings[0].basis = logger::TimeBasis::local;
                 made.loggers[0].recordings[0].zone.clear();
             });
         },
         "cannot_certify",
         {"CERT-10"}},
        {"warm with local stamps: it cannot be shown to be this trip",
         [] {
             return changed(usual(flat(24, 100)), [](Case& made) {
                 made.loggers[0].recordings[0].basis = logger::TimeBasis::local;
             });
         },
         "cannot_certify",
         {"CERT-01", "CERT-10"}},
        {"over the night of a clock change UTC stamps run on",
         [] { return covered(limits("2-8"), recording("2026-10-25T00:00:00Z", 10, flat(24, 50))); },
         "conforms",
         {}},
        {"a clock set backward while recording, however good the readings",
         [] {
             return changed(usual(good), [](Case& made) {
                 auto& times = made.loggers[0].recordings[0].times;
                 for (std::size_t i = 12; i < times.size(); ++i)
                     times[i] -= 360 * minute;
             });
         },
         "cannot_certify",
         {"CERT-28"}},
        // --- whose logger ---
        {"the wrong logger's file, however good",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.strangers = std::move(made.loggers[0].recordings);
                 made.loggers[0].recordings.clear();
                 made.strangers[0].device.serial = "OTHER";
             });
         },
         "cannot_certify",
         {"CERT-11", "CERT-13"}},
        {"the wrong logger's file, however warm, proves nothing of this shipment",
         [] {
             return changed(usual(flat(24, 200)), [](Case& made) {
                 made.strangers = std::move(made.loggers[0].recordings);
                 made.loggers[0].recordings.clear();
                 made.strangers[0].device.serial = "OTHER";
             });
         },
         "cannot_certify",
         {"CERT-11", "CERT-13"}},
        {"a file without serial cannot be shown to be the shipment's",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.strangers = std::move(made.loggers[0].recordings);
                 made.loggers[0].recordings.clear();
                 made.strangers[0].device.serial.clear();
             });
         },
         "cannot_certify",
         {"CERT-12", "CERT-13"}},
        // --- calibration and guard band ---
        {"no calibration stated",
         [] {
             return changed(usual(good), [](Case& made) { made.loggers[0].calibration.reset(); });
         },
         "cannot_certify",
         {"CERT-19"}},
        {"calibration expired the day before the last reading",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.loggers[0].calibration = calibration("2026-03-01");
             });
         },
         "cannot_certify",
         {"CERT-20"}},
        {"calibration valid until the day of the last reading",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.loggers[0].calibration = calibration("2026-03-02");
             });
         },
         "conforms",
         {}},
        {"expired, and warm: what the readings prove wins",
         [] {
             return changed(usual(flat(24, 100)), [](Case& made) {
                 made.loggers[0].calibration = calibration("2026-03-01");
             });
         },
         "does_not_conform",
         {"CERT-01", "CERT-20"}},
        {"7.8 with an uncertainty of 0.5 is said, and passes a simple decision",
         [] {
             return usual({50, 78, 50});
         },
         "conforms",
         {"CERT-32"}},
        {"7.8 does not pass a guarded decision",
         [] {
             return with_limits("low = \"2 C\"\nhigh = \"8 C\"\ndecision = \"guarded\"\n",
                                {50, 78, 50});
         },
         "cannot_certify",
         {"CERT-21"}},
        {"7.5 is inside the guard band by exactly the uncertainty",
         [] {
             return with_limits("low = \"2 C\"\nhigh = \"8 C\"\ndecision = \"guarded\"\n",
                                {50, 75, 50});
         },
         "conforms",
         {}},
        {"9.0 for 20 min is within its 30 min; drawn in by 0.5 K to 7.5 the time beyond is 40 min, "
         "and "
         "a guarded decision cannot accept that",
         [] {
             return guarded(level("single = \"30 min\""), {50, 76, 90, 90, 76, 50});
         },
         "cannot_certify",
         {"CERT-21", "CERT-30"}},
        {"the same with 7.4 beside it: drawn in the time is 30 min at most, which is allowed",
         [] {
             return guarded(level("single = \"30 min\""), {50, 74, 90, 90, 74, 50});
         },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"guarded, and no uncertainty stated: the guard band is not known",
         [] {
             return changed(guarded("low = \"2 C\"\nhigh = \"8 C\"\n", {50, 50, 50}),
                            [](Case& made) { made.loggers[0].calibration->uncertainty.reset(); });
         },
         "cannot_certify",
         {"CERT-21"}},
        {"guarded, 8.6 with an uncertainty of 0.5: beyond the limit itself, which is proof",
         [] {
             return guarded("low = \"2 C\"\nhigh = \"8 C\"\n", {50, 86, 50});
         },
         "does_not_conform",
         {"CERT-01"}},
        {"guarded at the cold side: 2.4 is within 0.5 of 2",
         [] {
             return guarded("low = \"2 C\"\nhigh = \"8 C\"\n", {50, 24, 50});
         },
         "cannot_certify",
         {"CERT-21"}},
        {"guarded in nitrogen with a thermocouple of 4 K: -152 is really judged at -154",
         [] {
             return changed(under("ln2-150", {-1900, -1520, -1900}), [](Case& made) {
                 made.limits[0].decision = Decision::guarded;
                 made.loggers[0].calibration->uncertainty = TemperatureDelta{{4, 0}};
             });
         },
         "cannot_certify",
         {"CERT-21"}},
        // --- several loggers ---
        {"two loggers that agree",
         [] { return with_second(usual(good), flat(24, 52), Role::payload); },
         "conforms",
         {}},
        {"two loggers that disagree by 2 K are both inside",
         [] { return with_second(usual(good), flat(24, 70), Role::payload); },
         "conforms",
         {"CERT-33"}},
        {"the second payload logger is warm",
         [] { return with_second(usual(good), flat(24, 90), Role::payload); },
         "does_not_conform",
         {"CERT-01", "CERT-33"}},
        {"the vapour logger must conform as well",
         [] { return with_second(usual(good), flat(24, 90), Role::vapour); },
         "does_not_conform",
         {"CERT-01"}},
        {"an ambient logger never fails a shipment",
         [] { return with_second(usual(good), flat(24, 300), Role::ambient); },
         "conforms",
         {}},
        {"only an ambient logger says nothing of the product",
         [] {
             return changed(usual(good), [](Case& made) { made.loggers[0].role = Role::ambient; });
         },
         "cannot_certify",
         {"CERT-25"}},
        {"the second logger is not read out",
         [] {
             return changed(with_second(usual(good), good, Role::payload),
                            [](Case& made) { made.loggers[1].recordings.clear(); });
         },
         "cannot_certify",
         {"CERT-13"}},
        // --- rate, mean kinetic temperature, dates ---
        {"6 K in 10 min where 0.5 K/min are allowed",
         [] {
             return with_limits("low = \"2 C\"\nhigh = \"20 C\"\nhighest_rate = 500\n",
                                {50, 110, 110});
         },
         "does_not_conform",
         {"CERT-04"}},
        {"5 K in 10 min is exactly 0.5 K/min",
         [] {
             return with_limits("low = \"2 C\"\nhigh = \"20 C\"\nhighest_rate = 500\n",
                                {50, 100, 100});
         },
         "conforms",
         {}},
        {"27 C at controlled room temperature needs 30 days of records",
         [] {
             return under("crt", {240, 270, 240});
         },
         "cannot_certify",
         {"CERT-23"}},
        {"17 C at controlled room temperature is an allowed excursion",
         [] {
             return under("crt", {240, 170, 240});
         },
         "excursion_within_allowance",
         {"CERT-30"}},
        {"a shipment before the profile was in force is said",
         [] { return covered(limits("2-8"), recording("2012-03-02T08:00:00Z", 10, good)); },
         "conforms",
         {"CERT-35"}},
        // --- recording alone ---
        {"a bare recording over its own span",
         [] {
             return changed(usual(good), [](Case& made) {
                 made.custody = Custody::not_judged;
                 made.whole_recording = true;
                 made.window = {};
                 made.loggers[0].calibration.reset();
             });
         },
         "conforms",
         {}},
        {"a bare local recording that is warm throughout needs no zone to prove it",
         [] {
             return changed(usual(flat(24, 100)), [](Case& made) {
                 made.custody = Custody::not_judged;
                 made.whole_recording = true;
                 made.window = {};
                 made.loggers[0].recordings[0].basis = logger::TimeBasis::local;
             });
         },
         "does_not_conform",
         {"CERT-01", "CERT-10"}},
    };
}

} // namespace

TEST_CASE("recordings made by hand get the verdict their words argue for", "[certify]") {
    auto const all = rows();
    CHECK(all.size() >= 60);
    for (auto const& row : all) {
        INFO(row.words);
        auto const judgement = judge(row.make());
        CHECK(std::string(to_word(judgement.verdict)) == row.verdict);
        auto rules = rules_of(judgement);
        rules.erase(std::remove(rules.begin(), rules.end(), "CERT-31"), rules.end());
        CHECK(rules == row.rules);
        CHECK_FALSE(judgement.reason.empty());
    }
}

TEST_CASE("a gap leaves a best and a worst case of the time beyond", "[certify]") {
    // 2 readings of 9.0 stand for 20 min, then 110 min without a reading (11 steps)
    auto const judgement = judge(with_gap(usual(good + flat(2, 90) + good), 26, 100));
    auto const& limits = judgement.limits.front();
    for (std::size_t i = 0; i < limits.levels.size(); ++i) {
        auto const& beyond = judgement.channels.at(0).beyond.at(i);
        bool const high = limits.levels[i].side == Side::high;
        CHECK(beyond.least == (high ? 1200 : 0));
        CHECK(beyond.most == (high ? 1200 : 0) + 110 * 60);
    }
}

TEST_CASE("an uncovered end of the window counts as what cannot be ruled out", "[certify]") {
    auto const judgement = judge(with_window(usual(good), 45, 0));
    CHECK(judgement.channels.at(0).beyond.at(0).least == 0);
    CHECK(judgement.channels.at(0).beyond.at(0).most == 45 * 60);
}

TEST_CASE("what is left of a stability budget is said for the next leg", "[certify]") {
    auto const judgement =
        judge(changed(with_limits(level("budget = \"24 h\""), good + flat(30, 85) + good),
                      [](Case& made) { made.carried_over_seconds = 10 * 3600; }));
    CHECK_THAT(judgement.reason,
               Catch::Contains("10 h were used on earlier legs and 5 h here, 9 h are left"));
}

TEST_CASE("every reason has a value, a limit and a source", "[certify]") {
    for (auto const& row : rows()) {
        INFO(row.words);
        for (auto const& finding : judge(row.make()).findings) {
            if (finding.severity < Severity::warn)
                continue;
            INFO(finding.rule);
            CHECK_FALSE(finding.value.empty());
            CHECK_FALSE(finding.limit.empty());
            CHECK_FALSE(source_words(finding).empty());
        }
    }
}

TEST_CASE("every code that a judgement gives is explained", "[certify]") {
    for (auto const& row : rows()) {
        for (auto const& finding : judge(row.make()).findings) {
            INFO(finding.rule);
            auto const codes = certify_codes();
            CHECK(std::any_of(codes.begin(), codes.end(),
                              [&](auto const& code) { return code.code == finding.rule; }));
        }
    }
}
