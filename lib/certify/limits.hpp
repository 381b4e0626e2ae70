// SPDX-License-Identifier: Apache-2.0
// Temperature limits as dated, cited data: how warm or cold a product may be, what time beyond a
// limit is allowed, how often it must be measured, and what the logger must have been calibrated
// for. One file of rules/limits is one profile; its name is the id shipments use.
#pragma once

#include "common/finding.hpp"
#include "common/result.hpp"
#include "common/units.hpp"
#include "config/data.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::config {
struct Record;
}

namespace coldchain::certify {

enum class Side { low, high };
std::string_view to_word(Side side);
/// "above" or "below".
std::string_view beyond_word(Side side);

/// What time beyond a level is allowed. Nothing given means that no reading beyond it is allowed.
struct Allowance {
    bool always = false;                        ///< any time, subject to `needs_mkt`
    std::optional<std::int64_t> single_seconds; ///< one excursion lasts at most
    std::optional<std::int64_t> total_seconds;  ///< all excursions together last at most
    std::optional<std::int64_t> events;         ///< at most so many excursions
    std::optional<std::int64_t> degree_minutes; ///< all excursions together, kelvin minutes
    std::optional<std::int64_t> budget_seconds; ///< as total, with the time of earlier legs
    bool needs_mkt = false;                     ///< holds only with the profile's MKT kept

    bool none() const;
    /// "at most 30 min at once, 60 min in all"; "not allowed".
    std::string text() const;
};

/// A limit and what is allowed beyond it. A value equal to the limit is inside.
struct Level {
    std::string id; ///< "high", "low", "high-2"
    Side side = Side::high;
    Temperature limit;
    Allowance allowance;
};

/// Whether, and how, the mean kinetic temperature means something for this product.
struct MktRule {
    bool applies = false;
    std::string why_not;             ///< said when it does not apply
    std::optional<Temperature> high; ///< it must not be above this
    std::int64_t window_seconds = 0; ///< over this time, storage included; 0: the record's own
    std::int64_t joules_per_mole = 83'144;
};

/// The longest sampling interval for trips shorter than `up_to_seconds` (0: any length).
struct IntervalRow {
    std::int64_t up_to_seconds = 0;
    std::int64_t longest_seconds = 0;
};

/// What happens to a requirement that is not kept: said as a warning, or no certificate.
enum class Weight { warn, refuse };

/// How a reading near a limit is decided. `simple`: the reading as it stands. `guarded`: it is
/// inside only when it is inside by more than the calibration's expanded uncertainty (JCGM 106).
enum class Decision { simple, guarded };

struct CalibrationRule {
    bool required = true;
    /// A calibration point must lie this near to what was measured; nothing: not asked.
    std::optional<TemperatureDelta> nearest_point;
};

/// A few readings and the verdict they must get: every profile proves itself with them.
struct LimitsExample {
    std::string about;
    std::int64_t every_seconds = 600;
    std::vector<Temperature> readings;
    std::string verdict;
};

struct Limits {
    config::DataId identity;
    std::string title;
    std::string valid_from;
    std::string valid_to;
    std::vector<Level> levels; ///< low ones falling, then high ones rising
    MktRule mkt;
    std::vector<IntervalRow> intervals;              ///< in rising order, the last for any length
    Weight sparse = Weight::warn;                    ///< an interval longer than the row asks
    std::optional<std::int64_t> longest_gap_seconds; ///< else the row's interval plus one step
    std::optional<std::int64_t> highest_rate;        ///< millikelvins a minute
    Decision decision = Decision::simple;
    CalibrationRule calibration;
    std::vector<Citation> citations;          ///< of the limits and allowances
    std::vector<Citation> interval_citations; ///< of the sampling intervals
    std::vector<LimitsExample> examples;

    /// The first level of a side, which is what "inside" means; null for an open side.
    Level const* base(Side side) const;
    /// "2.0 to 8.0 C", "<= -150 C".
    std::string range_text() const;
    /// The longest interval for a trip of that length.
    std::int64_t longest_interval(std::int64_t trip_seconds) const;
};

inline constexpr std::string_view limits_schema = "coldchain.limits/1";
inline constexpr std::string_view limits_folder = "rules/limits";

/// Every key of a profile.
config::Record const& limits_record();

Result<Limits> read_limits(config::Document const& document);
Result<Limits> load_limits(config::DataFolders const& folders, std::string_view id);

} // namespace coldchain::certify
