// SPDX-License-Identifier: Apache-2.0
#include "certify/limits.hpp"

#include "common/text.hpp"
#include "config/schema.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace coldchain::certify {

using config::Field;
using config::FieldType;
using config::Object;
using config::Record;

namespace {

constexpr std::array<std::string_view, 2> side_words{"low", "high"};
constexpr std::array<std::string_view, 2> weight_words{"warn", "refuse"};
constexpr std::array<std::string_view, 2> decision_words{"simple", "guarded"};
constexpr std::array<std::string_view, 3> evidence_words{"verified", "recalled", "derived"};
constexpr std::array<std::string_view, 2> about_words{"limits", "intervals"};
constexpr std::array<std::string_view, 4> verdict_words{"conforms", "excursion_within_allowance",
                                                        "does_not_conform", "cannot_certify"};

constexpr Field duration(std::string_view name, std::string_view about, bool required = false) {
    return {name, FieldType::quantity, required, about, Dimension::duration};
}

constexpr std::array level_fields{
    Field{"id", FieldType::text, true, "names the level in findings"},
    Field{"side", FieldType::word, true, "which way is worse", {}, side_words},
    Field{"limit", FieldType::temperature, true, "a reading strictly beyond it counts"},
    Field{"always", FieldType::flag, false, "time beyond it is allowed without end"},
    duration("single", "one excursion lasts at most"),
    duration("total", "all excursions together last at most"),
    Field{"events", FieldType::integer, false, "at most so many excursions"},
    Field{"degree_minutes", FieldType::integer, false, "kelvin minutes in all"},
    duration("budget", "time allowed in all legs together"),
    Field{"needs_mkt", FieldType::flag, false, "allowed only with the mean kinetic temperature"},
};
constexpr Record level_record{"level", level_fields};

constexpr std::array mkt_fields{
    Field{"applies", FieldType::flag, true, "whether the figure means something here"},
    Field{"why_not", FieldType::text, false, "why it does not"},
    Field{"high", FieldType::temperature, false, "it must not be above"},
    duration("window", "over this time, storage included"),
    Field{"joules_per_mole", FieldType::integer, false, "activation energy"},
};
constexpr Record mkt_record{"mkt", mkt_fields};

constexpr std::array interval_fields{
    duration("up_to", "for trips shorter than this; the last row has none"),
    duration("longest", "longest time between readings", true),
};
constexpr Record interval_record{"interval", interval_fields};

constexpr std::array calibration_fields{
    Field{"required", FieldType::flag, true, "no certificate without a valid calibration"},
    Field{"nearest_point", FieldType::integer, false,
          "kelvins between a calibration point and what was measured, at most"},
};
constexpr Record calibration_record{"calibration", calibration_fields};

constexpr std::array citation_fields{
    Field{"regime", FieldType::text, true, "whose rule"},
    Field{"ref", FieldType::text, true, "where it stands"},
    Field{"edition", FieldType::text, false, "of the source"},
    Field{"evidence", FieldType::word, true, "how it is known", {}, evidence_words},
    Field{"about", FieldType::word, false, "what it holds; limits when absent", {}, about_words},
};
constexpr Record citation_record{"citation", citation_fields};

constexpr std::array example_fields{
    Field{"about", FieldType::text, true, "what it shows"},
    duration("every", "time between the readings", true),
    Field{"readings", FieldType::temperatures, true, "in order of time"},
    Field{"verdict", FieldType::word, true, "what they must get", {}, verdict_words},
};
constexpr Record example_record{"example", example_fields};

constexpr std::array limits_fields{
    Field{"schema", FieldType::any, true},
    Field{"pack", FieldType::any, true},
    Field{"edition", FieldType::any, true},
    Field{"valid_from", FieldType::any, true},
    Field{"valid_to", FieldType::any},
    Field{"title", FieldType::any, true},
    Field{"low", FieldType::temperature, false, "nothing colder; absent: open"},
    Field{"high", FieldType::temperature, false, "nothing warmer; absent: open"},
    Field{"decision", FieldType::word, false, "near a limit", {}, decision_words},
    Field{"sparse", FieldType::word, false, "too long a sampling interval", {}, weight_words},
    duration("longest_gap", "without a reading"),
    Field{"highest_rate", FieldType::integer, false, "millikelvins a minute"},
    Field{
        "level", FieldType::tables, false, "further limits and allowances", {}, {}, &level_record},
    Field{"mkt", FieldType::table, true, "mean kinetic temperature", {}, {}, &mkt_record},
    Field{"interval", FieldType::tables, true, "by length of the trip", {}, {}, &interval_record},
    Field{"calibration", FieldType::table, true, "of the logger", {}, {}, &calibration_record},
    Field{"citation", FieldType::tables, true, "where the figures stand", {}, {}, &citation_record},
    Field{"example", FieldType::tables, true, "must hold", {}, {}, &example_record},
};
constexpr Record whole_record{"limits", limits_fields};

std::optional<std::int64_t> seconds(Object const& object, std::string_view name) {
    auto const quantity = object.quantity(name);
    if (!quantity)
        return std::nullopt;
    return std::llround(in_unit(*quantity, "s"));
}

Level level_of(Object const& object) {
    Level level;
    level.id = *object.text("id");
    level.side = object.text("side") == "low" ? Side::low : Side::high;
    level.limit = *object.temperature("limit");
    auto& allowance = level.allowance;
    allowance.always = object.flag("always").value_or(false);
    allowance.single_seconds = seconds(object, "single");
    allowance.total_seconds = seconds(object, "total");
    allowance.events = object.integer("events");
    allowance.degree_minutes = object.integer("degree_minutes");
    allowance.budget_seconds = seconds(object, "budget");
    allowance.needs_mkt = object.flag("needs_mkt").value_or(false);
    return level;
}

// `low` and `high` are levels without allowance, unless a level with the same limit gives one.
void add_base(std::vector<Level>& levels, Side side, std::optional<Temperature> limit) {
    if (!limit)
        return;
    auto const same = [&](Level const& level) {
        return level.side == side && level.limit == *limit;
    };
    if (std::none_of(levels.begin(), levels.end(), same))
        levels.push_back({std::string(to_word(side)), side, *limit, {}});
}

bool comes_before(Level const& left, Level const& right) {
    if (left.side != right.side)
        return left.side == Side::low;
    return left.side == Side::low ? left.limit > right.limit : left.limit < right.limit;
}

MktRule mkt_of(Object const& object) {
    MktRule rule;
    rule.applies = *object.flag("applies");
    rule.why_not = object.text("why_not").value_or("");
    rule.high = object.temperature("high");
    rule.window_seconds = seconds(object, "window").value_or(0);
    rule.joules_per_mole = object.integer("joules_per_mole").value_or(83'144);
    return rule;
}

Citation citation_of(Object const& object) {
    return {*object.text("regime"), *object.text("ref"), object.text("edition").value_or(""),
            evidence_of(*object.text("evidence")).value_or(Evidence::recalled)};
}

LimitsExample example_of(Object const& object) {
    LimitsExample example;
    example.about = *object.text("about");
    example.every_seconds = seconds(object, "every").value_or(600);
    example.readings = std::get<config::Temperatures>(object.find("readings")->held);
    example.verdict = *object.text("verdict");
    return example;
}

// USP <1079.2>: the figure is for goods above freezing and for warm excursions; anything else would
// let it excuse what it says nothing about.
std::optional<std::pair<std::string, std::string>> misused_mkt(Limits const& limits) {
    auto const& mkt = limits.mkt;
    auto const misused = [](std::string field, std::string text) {
        return std::pair(std::move(field), std::move(text));
    };
    Temperature const freezing{{0, 0}, TemperatureUnit::celsius};
    auto const* const high = limits.base(Side::high);
    if (!mkt.applies && mkt.why_not.empty())
        return misused("mkt.why_not", "is required where the figure does not apply");
    if (mkt.applies && (high == nullptr || high->limit < freezing))
        return misused("mkt.applies",
                       "must be false: the mean kinetic temperature is not for frozen or cryogenic "
                       "goods, nor for a profile without a high limit (USP <1079.2>)");
    if (!mkt.applies && (mkt.high || mkt.window_seconds > 0))
        return misused("mkt.high", "and window have no meaning where the figure does not apply");
    for (auto const& level : limits.levels) {
        if (!level.allowance.needs_mkt)
            continue;
        if (level.side == Side::low)
            return misused("level.needs_mkt",
                           "cannot excuse cold: the mean kinetic temperature is for warm "
                           "excursions only (USP <1079.2>)");
        if (!mkt.applies || !mkt.high)
            return misused("level.needs_mkt", "needs mkt.applies = true and mkt.high");
    }
    if (mkt.joules_per_mole <= 0)
        return misused("mkt.joules_per_mole", "must be above 0");
    return std::nullopt;
}

Result<void> check(Limits const& limits, std::string const& file) {
    auto const wrong = [&](std::string field, std::string text) {
        return input_error({file, 1, 1, std::move(field)}, std::move(text));
    };
    if (limits.levels.empty())
        return wrong("high", "a profile needs a low or a high limit");
    auto const* const low = limits.base(Side::low);
    auto const* const high = limits.base(Side::high);
    if (low != nullptr && high != nullptr && low->limit > high->limit)
        return wrong("low", "is above high");
    for (std::size_t i = 1; i < limits.levels.size(); ++i) {
        if (!comes_before(limits.levels[i - 1], limits.levels[i]))
            return wrong("level",
                         text::cat("two levels have the limit ", to_text(limits.levels[i].limit)));
    }
    if (limits.intervals.empty() || limits.intervals.back().up_to_seconds != 0)
        return wrong("interval", "the last row must hold for trips of any length: leave out up_to");
    if (auto misused = misused_mkt(limits))
        return wrong(std::move(misused->first), std::move(misused->second));
    return {};
}

std::string limit_text(Temperature temperature) {
    return to_text(temperature);
}

} // namespace

std::string_view to_word(Side side) {
    return side_words.at(static_cast<std::size_t>(side));
}

std::string_view beyond_word(Side side) {
    return side == Side::high ? "above" : "below";
}

bool Allowance::none() const {
    return !always && !single_seconds && !total_seconds && !events && !degree_minutes &&
           !budget_seconds;
}

std::string Allowance::text() const {
    if (none())
        return "not allowed";
    std::vector<std::string> parts;
    if (always)
        parts.emplace_back("allowed for any time");
    if (single_seconds)
        parts.push_back(text::cat("at most ", duration_text(*single_seconds), " at once"));
    if (total_seconds)
        parts.push_back(text::cat("at most ", duration_text(*total_seconds), " in all"));
    if (events)
        parts.push_back(text::cat("at most ", *events, *events == 1 ? " event" : " events"));
    if (degree_minutes)
        parts.push_back(text::cat("at most ", *degree_minutes, " K min in all"));
    if (budget_seconds)
        parts.push_back(
            text::cat("at most ", duration_text(*budget_seconds), " over all legs together"));
    if (needs_mkt)
        parts.emplace_back("with the mean kinetic temperature kept");
    return text::join(parts, ", ");
}

Level const* Limits::base(Side side) const {
    auto const found = std::find_if(levels.begin(), levels.end(),
                                    [&](Level const& level) { return level.side == side; });
    return found == levels.end() ? nullptr : &*found;
}

std::string Limits::range_text() const {
    auto const* const low = base(Side::low);
    auto const* const high = base(Side::high);
    if (low != nullptr && high != nullptr)
        return text::cat(limit_text(low->limit), " to ", limit_text(high->limit));
    return high != nullptr ? text::cat("at most ", limit_text(high->limit))
                           : text::cat("at least ", limit_text(low->limit));
}

std::int64_t Limits::longest_interval(std::int64_t trip_seconds) const {
    for (auto const& row : intervals) {
        if (row.up_to_seconds == 0 || trip_seconds < row.up_to_seconds)
            return row.longest_seconds;
    }
    return intervals.back().longest_seconds;
}

Record const& limits_record() {
    return whole_record;
}

Result<Limits> read_limits(config::Document const& document) {
    CC_TRY_ASSIGN(auto const head, config::read_head(document, limits_schema));
    CC_TRY_ASSIGN(auto const object, config::read_record(document, whole_record));
    Limits limits;
    limits.identity = head.identity;
    limits.title = head.title;
    limits.valid_from = head.valid_from;
    limits.valid_to = head.valid_to;
    for (auto const& level : object.tables("level"))
        limits.levels.push_back(level_of(level));
    add_base(limits.levels, Side::low, object.temperature("low"));
    add_base(limits.levels, Side::high, object.temperature("high"));
    std::sort(limits.levels.begin(), limits.levels.end(), comes_before);
    limits.mkt = mkt_of(*object.table("mkt"));
    for (auto const& row : object.tables("interval"))
        limits.intervals.push_back(
            {seconds(row, "up_to").value_or(0), seconds(row, "longest").value_or(0)});
    if (object.text("sparse") == "refuse")
        limits.sparse = Weight::refuse;
    limits.longest_gap_seconds = seconds(object, "longest_gap");
    limits.highest_rate = object.integer("highest_rate");
    if (object.text("decision") == "guarded")
        limits.decision = Decision::guarded;
    auto const* const calibration = object.table("calibration");
    limits.calibration.required = *calibration->flag("required");
    if (auto const kelvins = calibration->integer("nearest_point"))
        limits.calibration.nearest_point = TemperatureDelta{{*kelvins, 0}};
    for (auto const& citation : object.tables("citation"))
        (citation.text("about") == "intervals" ? limits.interval_citations : limits.citations)
            .push_back(citation_of(citation));
    for (auto const& example : object.tables("example"))
        limits.examples.push_back(example_of(example));
    CC_TRY(check(limits, document.file));
    return limits;
}

Result<Limits> load_limits(config::DataFolders const& folders, std::string_view id) {
    CC_TRY_ASSIGN(auto const document, config::read_data(folders, limits_folder, id));
    CC_TRY_ASSIGN(auto limits, read_limits(document));
    if (limits.identity.id != id)
        return input_error({document.file, 1, 1, "pack"},
                           text::cat("is ", text::quoted(limits.identity.id),
                                     "; the file's name says ", text::quoted(id)));
    return limits;
}

} // namespace coldchain::certify
