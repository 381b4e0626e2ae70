// SPDX-License-Identifier: Apache-2.0
// From recordings, limits and custody facts to one verdict with its reasons. Nothing is judged by
// the shape of a curve: what lies in the custody window comes from the custody times, which logger
// belongs to the shipment from its serial, which readings count from their flags.
#pragma once

#include "certify/coverage.hpp"
#include "certify/excursions.hpp"
#include "certify/limits.hpp"
#include "certify/mkt.hpp"
#include "common/code_row.hpp"
#include "common/finding.hpp"
#include "logger/recording.hpp"
#include "shipment/shipment.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::certify {

enum class Verdict { conforms, excursion_within_allowance, does_not_conform, cannot_certify };
std::string_view to_word(Verdict verdict); ///< as in the JSON record
std::optional<Verdict> verdict_of(std::string_view word);

/// payload: at the product; vapour: in the shipper's vapour or lid; ambient: outside, never judged.
enum class Role { payload, vapour, ambient };
std::string_view to_word(Role role);

/// One logger that was to be in the shipment, or simply one that was given.
struct LoggerCase {
    std::string serial; ///< as the shipment states it; empty for a bare recording
    std::string maker;
    std::string model;
    std::string package;
    Role role = Role::payload;
    std::size_t limits = 0; ///< which of Case::limits
    std::optional<Instant> placed_at;
    std::optional<shipment::Calibration> calibration;
    std::vector<logger::Recording> recordings; ///< exports of this logger, in any order
};

/// A package whose limits no logger at its product was judged by.
struct Unproved {
    std::string package;
    std::string limits;
};

/// Whether a shipment's custody record stands behind the window.
enum class Custody { judged, not_judged };

/// What the window's ends are; an end that is not known is empty.
struct Window {
    std::optional<Instant> from;
    std::optional<Instant> to;
};

struct Case {
    std::string shipment; ///< id; empty for bare recordings
    Custody custody = Custody::judged;
    Window window;
    bool whole_recording = false; ///< window "recording": from the first reading to the last
    std::vector<Limits> limits;   ///< at least one
    std::vector<LoggerCase> loggers;
    std::vector<logger::Recording> strangers; ///< given, but of no logger of the shipment
    std::int64_t carried_over_seconds = 0;    ///< time beyond a limit spent on earlier legs
    std::vector<Unproved> unproved;
};

/// Time beyond one level within the window, between what is proved and what cannot be ruled out.
struct TimeBeyond {
    std::int64_t least = 0; ///< seconds, of all excursions: what the trusted readings prove
    std::int64_t most = 0;  ///< with every gap and uncovered end wholly beyond the level
    std::int64_t events = 0;
    double degree_minutes = 0; ///< kelvin minutes, of `least`
};

/// One temperature channel, judged.
struct ChannelJudgement {
    std::size_t logger = 0;    ///< index into Judgement::loggers
    std::size_t recording = 0; ///< index into its recordings
    std::size_t channel = 0;   ///< index into its channels
    std::string serial;
    std::string name;
    Role role = Role::payload;
    std::size_t limits = 0;
    std::int64_t step = 0; ///< ms
    Figures inside;        ///< within the window
    Cover cover;
    Trims trims;
    std::optional<Figures> before; ///< of the readings trimmed
    std::optional<Figures> after;
    std::vector<std::vector<Excursion>> excursions; ///< for each level of the limits
    std::vector<TimeBeyond> beyond;                 ///< for each level of the limits
    std::optional<double> fastest;                  ///< highest rate of change, kelvins a minute
};

/// How one excursion stands in the report: with the channel and level it belongs to.
struct ReportedExcursion {
    std::size_t channel = 0; ///< index into Judgement::channels
    std::size_t level = 0;
    bool allowed = false; ///< within the allowance of its level
    Excursion excursion;
};

/// Largest difference of two loggers at the same time.
struct Agreement {
    std::size_t left = 0; ///< indices into Judgement::channels
    std::size_t right = 0;
    double kelvins = 0;
    std::int64_t at = 0;
    std::size_t compared = 0;
};

/// One line of a comparison between the device's own record and ours.
struct DeviceLine {
    std::string serial;
    std::string what;
    std::string device;
    std::string ours;
};

/// The device's own record of one logger beside ours.
struct DeviceRecord {
    std::string serial;
    std::vector<std::string> unseen; ///< alarms it fired for which no stored reading speaks
    std::vector<DeviceLine> lines;
    std::vector<std::string> explanations; ///< why the two differ
};

/// One file that was given, as it came, before exports of one logger were joined.
struct SourceFile {
    std::string file;
    std::string sha256;
    std::string maker;
    std::string model;
    std::string serial;
    std::string firmware;
    std::string zone;
    std::int64_t interval_seconds = 0;
    logger::ProfileUsed profile;
    std::uint64_t rows = 0;
    std::uint64_t used = 0;
    logger::Fitness fitness = logger::Fitness::fit;
    bool judged = false; ///< of a logger of the shipment, or given by itself
};

struct Judgement {
    Verdict verdict = Verdict::cannot_certify;
    std::string reason; ///< one sentence, the weightiest
    std::string shipment;
    Custody custody = Custody::judged;
    bool whole_recording = false;
    Window window;
    std::vector<Limits> limits;
    std::vector<LoggerCase> loggers; ///< with the exports of each joined
    std::vector<logger::Recording> strangers;
    std::vector<SourceFile> sources; ///< by logger, then by name of file
    std::vector<ChannelJudgement> channels;
    std::vector<ReportedExcursion> excursions; ///< of the innermost level of each side
    std::vector<Agreement> agreements;
    std::vector<DeviceRecord> device_records;
    std::vector<Finding> findings; ///< in order of weight
    std::int64_t carried_over_seconds = 0;
};

/// Judges. The precedence is: trusted readings within the window that prove it give
/// does_not_conform; else anything that keeps the answer open gives cannot_certify; else time
/// beyond a limit gives excursion_within_allowance; else conforms.
Judgement judge(Case input);

/// What `explain` says of the codes of this module's findings.
std::span<CodeRow const> certify_codes();

/// Where the rule of a finding stands: the citations of the limits, else what `explain` says of its
/// code. "USP <659> refrigerator (current in 2024); ...".
std::string source_words(Finding const& finding);

/// "8.0 C": a figure in degrees Celsius with at most two decimals, for messages.
std::string celsius_words(double value);

} // namespace coldchain::certify
