// SPDX-License-Identifier: Apache-2.0
#include "logger/build.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "logger/merge.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace coldchain::logger {

namespace {

// The channels of one logger in one table.
struct Share {
    std::string serial; ///< that the headings name; empty: the whole table's
    std::vector<std::size_t> columns;
};

std::vector<Share> shares_of(Layout const& layout) {
    std::set<std::string> loggers;
    for (auto const& column : layout.columns) {
        if (column.role == ColumnRole::channel && !column.logger.empty())
            loggers.insert(column.logger);
    }
    std::vector<Share> shares;
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        auto const& column = layout.columns[i];
        if (column.role != ColumnRole::channel)
            continue;
        std::string const serial = loggers.size() > 1 ? column.logger : std::string();
        auto at = std::find_if(shares.begin(), shares.end(),
                               [&](Share const& share) { return share.serial == serial; });
        if (at == shares.end()) {
            shares.push_back({serial, {}});
            at = shares.end() - 1;
        }
        at->columns.push_back(i);
    }
    return shares;
}

bool is_temperature(Column const& column) {
    return column.role == ColumnRole::channel && column.quantity == QuantityKind::temperature;
}

bool has_temperature(Layout const& layout) {
    return std::any_of(layout.columns.begin(), layout.columns.end(), is_temperature);
}

bool has_unit(Layout const& layout) {
    return std::any_of(layout.columns.begin(), layout.columns.end(), [](Column const& column) {
        return is_temperature(column) && column.unit.has_value();
    });
}

enum class Listed { channels, temperatures };
std::string column_list(Layout const& layout, Listed listed) {
    std::string out;
    int named = 0;
    for (auto const& column : layout.columns) {
        bool const meant = listed == Listed::channels ? column.role == ColumnRole::channel
                                                      : is_temperature(column);
        if (!meant || named == 6)
            continue;
        out += text::cat(out.empty() ? "" : ", ",
                         text::quoted(column.heading.empty() ? column.name : column.heading));
        ++named;
    }
    if (!out.empty())
        return out;
    for (auto const& column : layout.columns) { // all are words, times or numbers that count
        if (column.heading.empty() || named == 6)
            continue;
        out += text::cat(out.empty() ? "" : ", ", text::quoted(column.heading));
        ++named;
    }
    return out.empty() ? "none" : out;
}

// "Air.LoggerID" and "Water.LoggerID": the logger of one channel is not that of the other.
bool has_twin_groups(Layout const& layout, Vocabulary const& words) {
    std::map<std::string, std::string> seen; // what names the group, and whom it names
    for (auto const& column : layout.columns) {
        if (column.role != ColumnRole::group)
            continue;
        std::string const heading = fold(column.heading);
        for (auto const& word : words.group) {
            auto const at = word.size() > 3 ? heading.find(word) : std::string::npos;
            if (at == std::string::npos || at == 0)
                continue;
            auto const [twin, first] = seen.emplace(heading.substr(at), column.first_value);
            if (!first && twin->second != column.first_value)
                return true;
        }
    }
    return false;
}

// Refusals that concern the whole file.
std::optional<Error> refuse_without_temperature(std::vector<FileTable> const& tables,
                                                std::string const& file) {
    bool any = false;
    bool unit = false;
    for (auto const& table : tables) {
        any = any || has_temperature(table.layout);
        unit = unit || has_unit(table.layout);
    }
    auto const& layout = tables.front().layout;
    int const line = static_cast<int>(layout.first_line);
    if (!any) {
        bool const nameless =
            layout.heading_cells == 0 &&
            std::all_of(layout.columns.begin(), layout.columns.end(), [](Column const& column) {
                return column.role != ColumnRole::channel || column.heading.empty();
            });
        return input_error(
            {file, line, 0, ""},
            nameless
                ? "the table has no headings, so nothing says which column is a temperature and in "
                  "which unit; give --unit if its only column is one, or export with headings"
                : text::cat("holds no temperature that is named as one; its columns are ",
                            column_list(layout, Listed::channels)));
    }
    if (!unit)
        return input_error({file, line, 0, ""},
                           text::cat("no unit is given for the temperatures (",
                                     column_list(layout, Listed::temperatures), "); give --unit C, F or K"));
    return std::nullopt;
}

class Builder {
public:
    Builder(FileTable& table, BuildContext const& context) : m_table(table), m_context(context) {}

    Result<std::vector<Recording>> run() {
        CC_TRY_ASSIGN(m_basis, decide_basis(m_table.layout, m_table.preamble, m_context.profile,
                                            m_context.options, m_context.words));
        std::vector<Recording> recordings;
        auto const shares = shares_of(m_table.layout);
        for (auto const& rows : m_table.read.groups) {
            if (!is_temperature_group(rows))
                m_other_quantities.push_back(
                    text::cat(rows.times.size(), " rows of ", text::quoted(rows.quantity_name),
                              " are no temperature and not part of this account"));
        }
        for (auto& rows : m_table.read.groups) {
            for (auto const& share : shares) {
                bool const wanted =
                    std::any_of(share.columns.begin(), share.columns.end(), [&](std::size_t i) {
                        auto const& column = m_table.layout.columns[i];
                        return is_temperature(column) && column.unit;
                    });
                if (!wanted || !is_temperature_group(rows))
                    continue;
                CC_TRY_ASSIGN(auto recording, build(rows, share, shares.size()));
                recordings.push_back(std::move(recording));
            }
        }
        return recordings;
    }

    Result<std::optional<Overview>> run_on(Tally const& tally) {
        CC_TRY_ASSIGN(m_basis, decide_basis(m_table.layout, m_table.preamble, m_context.profile,
                                            m_context.options, m_context.words));
        auto const shares = shares_of(m_table.layout);
        bool const resolve = m_basis.basis == TimeBasis::utc && !m_basis.already_utc;
        auto const offset = resolve ? fixed_offset(m_basis.zone) : std::optional(0);
        if (shares.size() != 1 || !offset)
            return std::optional<Overview>();
        Rows const rows;
        Overview overview;
        auto& recording = overview.recording;
        begin(recording);
        identify(recording, rows, shares[0]);
        for (auto const i : shares[0].columns)
            recording.channels.push_back(make_channel(m_table.layout.columns[i]));
        recording.rows.total = recording.rows.used = tally.rows();
        auto const shift = *offset * 60'000LL;
        recording.first_stamp = overview.first_reading = tally.first() - shift;
        recording.last_stamp = overview.last_reading = tally.last() - shift;
        auto steps = tally.steps();
        for (auto& step : steps.irregular) {
            step.from -= shift;
            step.to -= shift;
        }
        add_row_findings(recording, rows, shares[0]);
        judge_steps(recording, std::move(steps), judge_context());
        overview.channels = tally.summaries();
        return std::optional(std::move(overview));
    }

private:
    // Minutes east of a zone that never changes its clock.
    static std::optional<int> fixed_offset(std::string const& zone) {
        bool const fixed = zone == "Z" || zone.starts_with('+') || zone.starts_with('-');
        return fixed ? find_offset(zone) : std::nullopt;
    }

    JudgeContext judge_context() const {
        return {m_context.profile, m_context.words,
                announced_count(m_table.preamble, m_context.profile, m_context.words),
                announced_interval()};
    }

    static Channel make_channel(Column const& column) {
        Channel channel;
        channel.name = column.name;
        channel.quantity =
            is_temperature(column) && !column.unit ? QuantityKind::other : column.quantity;
        channel.unit = column.unit.value_or(TemperatureUnit::celsius);
        channel.unit_text = column.unit_text;
        return channel;
    }

    // In a table with a column of quantities only the rows of a temperature are readings of one.
    bool is_temperature_group(Rows const& rows) const {
        return m_table.layout.quantity < 0 || rows.quantity_name.empty() ||
               mentions(fold(rows.quantity_name), m_context.words.temperature);
    }

    void begin(Recording& recording) const {
        recording.basis = m_basis.basis;
        recording.zone = m_basis.zone;
        bool const mixed = !m_table.read.groups.empty() && m_table.read.groups[0].mixed_offsets;
        if (mixed && !m_context.options.zone)
            recording.zone = "Z";
        recording.notes = m_table.layout.notes;
        recording.notes.push_back(recording.basis == TimeBasis::utc
                                      ? text::cat("zone ", recording.zone, ": ", m_basis.how)
                                      : text::cat("times stay local: ", m_basis.how));
        recording.notes.insert(recording.notes.end(), m_other_quantities.begin(),
                               m_other_quantities.end());
        recording.findings = m_basis.findings;
    }

    Result<Recording> build(Rows& rows, Share const& share, std::size_t shares) {
        Recording recording;
        begin(recording);
        identify(recording, rows, share);
        take_rows(recording, rows, share, shares);
        CC_TRY(place_in_time(recording, rows));
        add_row_findings(recording, rows, share);
        auto context = judge_context();
        if (m_table.read.groups.size() != 1)
            context.announced.reset();
        judge(recording, context);
        return recording;
    }

    void identify(Recording& recording, Rows const& rows, Share const& share) {
        std::vector<std::string> headings;
        for (auto const i : share.columns)
            headings.push_back(m_table.layout.columns[i].heading);
        recording.device =
            read_device(m_table.preamble, headings, m_context.profile, m_context.words);
        auto& device = recording.device;
        if (!share.serial.empty())
            device.serial = share.serial;
        // a row of serials among the headings
        auto const& first = m_table.layout.columns[share.columns.front()].logger;
        if (device.serial.empty() &&
            std::all_of(share.columns.begin(), share.columns.end(),
                        [&](std::size_t i) { return m_table.layout.columns[i].logger == first; }))
            device.serial = first;
        // a column that names the serial in its first row only, or in every row
        for (auto const& column : m_table.layout.columns) {
            std::string const heading = fold(column.heading);
            auto const& keys = m_context.words.keys.at(HeadFact::serial);
            bool const names = std::find(keys.begin(), keys.end(), heading) != keys.end();
            if (names && device.serial.empty() && column.role != ColumnRole::channel)
                device.serial = column.first_value;
        }
        // "Serial Number: 123" as a heading over nothing
        for (auto const& column : m_table.layout.columns) {
            auto const colon = column.heading.find(':');
            auto const& keys = m_context.words.keys.at(HeadFact::serial);
            bool const names = colon != std::string::npos &&
                               std::find(keys.begin(), keys.end(),
                                         fold(column.heading.substr(0, colon))) != keys.end();
            if (names && device.serial.empty())
                device.serial = text::trim(column.heading.substr(colon + 1));
        }
        bool const twins = m_table.read.groups.size() == 1 &&
                           has_twin_groups(m_table.layout, m_context.words);
        if (device.serial.empty() && m_table.layout.group >= 0 && !twins)
            device.serial =
                m_table.layout.columns[static_cast<std::size_t>(m_table.layout.group)].first_value;
        // one place in every row is no better a name than the serial beside it
        bool const only_group = m_table.read.groups.size() == 1 && !device.serial.empty();
        if (!rows.group_name.empty() && !twins && !only_group)
            device.serial = rows.group_name;
    }

    void take_rows(Recording& recording, Rows& rows, Share const& share, std::size_t shares) {
        for (auto const i : share.columns) {
            auto const& column = m_table.layout.columns[i];
            auto channel = make_channel(column);
            channel.readings = shares == 1 ? std::move(rows.readings[column.channel])
                                           : rows.readings[column.channel];
            recording.channels.push_back(std::move(channel));
        }
        if (shares == 1) {
            recording.times = std::move(rows.times);
            recording.lines = std::move(rows.lines);
        } else {
            recording.times = rows.times;
            recording.lines = rows.lines;
            drop_foreign_rows(recording, rows);
        }
        add_account(recording, rows);
        recording.events = rows.events;
        map_lines(recording);
    }

    // Two loggers in one table: a row of the other one is blank here.
    static void drop_foreign_rows(Recording& recording, Rows& rows) {
        auto& foreign = rows.excluded[static_cast<std::size_t>(Exclusion::other_logger)];
        foreign.clear();
        std::size_t kept = 0;
        for (std::size_t i = 0; i < recording.times.size(); ++i) {
            bool const ours = std::any_of(
                recording.channels.begin(), recording.channels.end(), [i](Channel const& channel) {
                    return channel.readings[i].flag != ReadingFlag::absent;
                });
            if (!ours) {
                foreign.push_back(recording.lines[i]);
                continue;
            }
            recording.times[kept] = recording.times[i];
            recording.lines[kept] = recording.lines[i];
            for (auto& channel : recording.channels)
                channel.readings[kept] = channel.readings[i];
            ++kept;
        }
        recording.times.resize(kept);
        recording.lines.resize(kept);
        for (auto& channel : recording.channels)
            channel.readings.resize(kept);
    }

    static void add_account(Recording& recording, Rows const& rows) {
        recording.rows.used = recording.times.size();
        recording.rows.total = recording.rows.used;
        for (std::size_t i = 0; i < rows.excluded.size(); ++i) {
            if (rows.excluded[i].empty())
                continue;
            recording.rows.excluded.push_back(
                {std::string(to_word(static_cast<Exclusion>(i))), rows.excluded[i]});
            recording.rows.total += rows.excluded[i].size();
        }
    }

    // The text of a tree has lines of its own; messages name the file's.
    void map_lines(Recording& recording) const {
        if (m_context.source.origin.empty())
            return;
        auto const map = [&](std::uint32_t& line) { line = m_context.source.line_in_file(line); };
        std::for_each(recording.lines.begin(), recording.lines.end(), map);
        for (auto& excluded : recording.rows.excluded)
            std::for_each(excluded.lines.begin(), excluded.lines.end(), map);
        for (auto& event : recording.events)
            map(event.line);
    }

    Result<void> place_in_time(Recording& recording, Rows const& rows) const {
        std::vector<std::int64_t> unread = rows.unread_times;
        bool const resolve = recording.basis == TimeBasis::utc && !m_basis.already_utc;
        if (resolve) {
            bool const counted = counts_from_start(m_table.layout.kind);
            for (auto* const list : {&recording.times, &unread}) {
                CC_TRY_ASSIGN(auto resolved, counted ? resolve_counted(*list, recording.zone)
                                                     : resolve_times(*list, recording.zone));
                *list = std::move(resolved.times);
                if (list == &recording.times)
                    report_resolved(recording, resolved.skipped, resolved.repeated);
            }
            for (auto& event : recording.events) {
                auto const found = instants_of(LocalTime{event.time.value_or(0)}, recording.zone);
                if (found && !found->empty())
                    event.time = found->front().milliseconds;
            }
        }
        for (auto const* const list : {&std::as_const(recording).times, &std::as_const(unread)}) {
            if (list->empty())
                continue;
            auto const [low, high] = std::minmax_element(list->begin(), list->end());
            recording.first_stamp = std::min(recording.first_stamp.value_or(*low), *low);
            recording.last_stamp = std::max(recording.last_stamp.value_or(*high), *high);
        }
        return {};
    }

    // Counted times run on through a change of the clock: only the start is a local time.
    Result<ResolvedTimes> resolve_counted(std::vector<std::int64_t> const& local,
                                          std::string const& zone) const {
        auto const start = m_table.layout.start;
        CC_TRY_ASSIGN(auto resolved, resolve_times({start}, zone));
        auto const shift = resolved.times.front() - start;
        resolved.times = local;
        for (auto& time : resolved.times)
            time += shift;
        return resolved;
    }

    static void report_resolved(Recording& recording, std::uint64_t skipped,
                                std::uint64_t repeated) {
        if (repeated > 0)
            recording.findings.push_back(
                make_finding("READ-22", Severity::info,
                             text::cat(repeated, " times lie in an hour that ", recording.zone,
                                       " has twice; told apart by the order of the rows"),
                             std::to_string(repeated)));
        if (skipped > 0)
            recording.findings.push_back(
                make_finding("READ-21", Severity::error,
                             text::cat(skipped, " times do not exist in ", recording.zone,
                                       ": the logger's clock did not change with it"),
                             std::to_string(skipped),
                             "give the offset that the logger's clock had, such as --zone +01:00"));
    }

    std::optional<std::int64_t> announced_interval() const {
        auto const written = m_table.preamble.find(HeadFact::interval, m_context.words);
        return written ? parse_interval(*written) : std::nullopt;
    }

    void add_row_findings(Recording& recording, Rows const& rows, Share const& share) const {
        auto const add = [&](std::string_view code, Severity severity, std::string message,
                             std::string value = {}) {
            recording.findings.push_back(
                make_finding(code, severity, std::move(message), std::move(value)));
        };
        for (auto const& doubt : m_table.layout.doubts)
            recording.findings.push_back(
                make_finding("READ-24", Severity::error, doubt, {}, "export again with headings"));
        if (rows.cut)
            mark_cut_row(recording);
        if (!rows.bad_cells.empty())
            add("READ-11", Severity::warn,
                text::cat(rows.bad_cells.size(), " rows hold a cell that is no number, such as ",
                          text::quoted(rows.bad_examples.empty() ? "" : rows.bad_examples[0]),
                          " at line ", m_context.source.line_in_file(rows.bad_cells[0])),
                std::to_string(rows.bad_cells.size()));
        if (rows.shortened > 0)
            add("READ-15", Severity::info,
                text::cat(rows.shortened,
                          " numbers have more digits than are kept; comparing with a limit of up "
                          "to eight digits gives the same answer"),
                std::to_string(rows.shortened));
        if (m_context.source.damaged > 0)
            add("READ-14", Severity::info,
                text::cat(m_context.source.damaged, " characters of the text were damaged (",
                          m_context.source.encoding, ")"),
                std::to_string(m_context.source.damaged));
        for (auto const i : share.columns) {
            auto const& column = m_table.layout.columns[i];
            if (column.aggregated && is_temperature(column))
                add("READ-17", Severity::warn,
                    text::cat("channel ", text::quoted(column.name),
                              " holds means over the interval, not readings; highs and lows "
                              "inside it are lost"),
                    column.heading);
        }
        if (rows.bare_dates > 0)
            recording.notes.push_back(
                text::cat(rows.bare_dates, " dates without time, read as midnight"));
        if (!m_table.read.footer.empty())
            recording.notes.push_back(text::cat(m_table.read.footer.size(),
                                                " lines of text behind the table, from line ",
                                                m_table.read.footer.front()));
        recording.notes.push_back(text::cat("encoding ", m_context.source.encoding));
        if (m_context.profile != nullptr && !m_context.profile->note.empty())
            recording.notes.push_back(m_context.profile->note);
        report_profile_unit(recording);
    }

    void report_profile_unit(Recording& recording) const {
        bool const used = std::any_of(
            m_table.layout.notes.begin(), m_table.layout.notes.end(), [](std::string const& note) {
                return note.find("format description, unconfirmed") != std::string::npos;
            });
        if (used)
            recording.findings.push_back(
                make_finding("READ-20", Severity::warn,
                             "the unit stands in the format description only, unconfirmed", {},
                             "compare one value with the logger's own display"));
    }

    // The last row without a line end may be cut within its last number.
    static void mark_cut_row(Recording& recording) {
        auto const last = std::find_if(
            recording.channels.rbegin(), recording.channels.rend(), [](Channel const& channel) {
                return !channel.readings.empty() && channel.readings.back().flag == ReadingFlag::ok;
            });
        if (last != recording.channels.rend())
            last->readings.back().flag = ReadingFlag::suspect;
        recording.findings.push_back(
            make_finding("READ-08", Severity::warn,
                         "the last row has no line end; its last number may be cut and is marked "
                         "suspect"));
    }

    FileTable& m_table;
    BuildContext const& m_context;
    TimeBasisDecision m_basis;
    std::vector<std::string> m_other_quantities;
};

} // namespace

Result<std::vector<Recording>> build_recordings(std::vector<FileTable> tables,
                                                BuildContext const& context) {
    if (auto refused = refuse_without_temperature(tables, context.file))
        return std::move(*refused);
    std::vector<Recording> recordings;
    std::vector<std::string> left_out;
    for (auto& table : tables) {
        if (!has_unit(table.layout)) {
            left_out.push_back(text::cat("table at line ", table.layout.first_line, " with ",
                                         column_list(table.layout, Listed::channels), " is no temperature"));
            continue;
        }
        CC_TRY_ASSIGN(auto found, Builder(table, context).run());
        for (auto& recording : found)
            recordings.push_back(std::move(recording));
    }
    // tables of one logger in one file are one recording, whoever its serial was written for
    for (auto& recording : recordings) {
        if (recording.device.serial.empty() && !recordings.empty() &&
            same_channels(recording, recordings.front()))
            recording.device.serial = recordings.front().device.serial;
    }
    if (recordings.size() > 1)
        recordings = join_exports(std::move(recordings), context.words, WithoutSerial::join);
    for (auto& recording : recordings)
        recording.notes.insert(recording.notes.end(), left_out.begin(), left_out.end());
    return recordings;
}

Result<std::optional<Overview>> build_overview(FileTable& table, Tally const& tally,
                                               BuildContext const& context) {
    // a refusal is worded by the general way, which has seen all tables
    if (!has_temperature(table.layout) || !has_unit(table.layout))
        return std::optional<Overview>();
    return Builder(table, context).run_on(tally);
}

} // namespace coldchain::logger
