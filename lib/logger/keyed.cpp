// SPDX-License-Identifier: Apache-2.0
#include "logger/keyed.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "logger/number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace coldchain::logger {

namespace {

struct Entry {
    std::string path; ///< "Conf/Alarm/1/T AL"
    std::string value;
    std::uint32_t line = 0;
    std::size_t depth = 0; ///< blanks before the line

    std::string_view key() const {
        auto const slash = path.rfind('/');
        return slash == std::string::npos ? std::string_view(path)
                                          : std::string_view(path).substr(slash + 1);
    }
};

struct Report {
    std::vector<Entry> entries;
    std::vector<std::pair<std::uint32_t, std::string_view>> data;    ///< rows of the table "Data"
    std::vector<std::pair<std::uint32_t, std::string_view>> markers; ///< of the table "Marker"
    bool has_data = false;
    bool cut = false;

    std::string value(std::string_view path) const {
        for (auto const& entry : entries) {
            if (entry.path == path)
                return entry.value;
        }
        return {};
    }
};

// The pairs of one line: "T AL: +8.0, t AL: 60". A blank value is one ("TS E:,").
std::vector<std::pair<std::string, std::string>> pairs_of(std::string_view line) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!line.empty()) {
        auto const colon = line.find(':');
        if (colon == std::string_view::npos)
            break;
        auto end = line.find(", ", colon);
        // a comma belongs to the value unless a key follows it
        if (end != std::string_view::npos && line.find(':', end) == std::string_view::npos)
            end = std::string_view::npos;
        auto const value = line.substr(
            colon + 1, end == std::string_view::npos ? std::string_view::npos : end - colon - 1);
        auto trimmed = text::trim(value);
        if (trimmed.ends_with(','))
            trimmed.remove_suffix(1);
        pairs.emplace_back(text::trim(line.substr(0, colon)), trimmed);
        line = end == std::string_view::npos ? std::string_view() : line.substr(end + 2);
    }
    return pairs;
}

Report parse_report(SourceText const& source) {
    Report report;
    std::vector<std::string> path; // key of each level of indentation
    Lines lines(source.text());
    std::string_view line;
    while (lines.next(line)) {
        // only the rows of the two tables hold tabs, so a row whose first byte is damaged is known
        bool const in_table = !path.empty() && (path[0] == "Data" || path[0] == "Marker");
        if (line.starts_with('\t') || (in_table && line.find('\t') != std::string_view::npos)) {
            bool const markers = !path.empty() && path[0] == "Marker";
            (markers ? report.markers : report.data)
                .emplace_back(lines.number(), line.substr(line.starts_with('\t') ? 1 : 0));
            continue;
        }
        std::size_t const depth = std::min<std::size_t>(line.find_first_not_of(' '), 16);
        auto const pairs = pairs_of(text::trim(line));
        if (pairs.empty())
            continue;
        path.resize(std::min(path.size(), depth));
        std::string const prefix = path.empty() ? std::string() : text::join(path, "/") + "/";
        for (auto const& [key, value] : pairs)
            report.entries.push_back({prefix + key, value, lines.number(), depth});
        if (pairs.size() == 1 && pairs[0].second.empty())
            path.push_back(pairs[0].first);
        report.has_data = report.has_data || (depth == 0 && pairs[0].first == "Data");
    }
    auto const text = source.text();
    report.has_data = report.has_data || !report.data.empty();
    report.cut = !text.empty() && text.back() != '\n';
    return report;
}

constexpr std::array<std::string_view, 3> day_figures{"Min T", "Max T", "Avrg T"};

// One day of the history, as far as its lines could be told.
struct DayBlock {
    std::uint32_t line = 0; ///< of its date, else of its first line
    std::string date;       ///< as written; empty when the line of the date is lost
    std::array<std::optional<std::string>, day_figures.size()> figures;
    std::vector<Entry const*> entries;

    bool tells() const {
        return !date.empty() ||
               std::any_of(figures.begin(), figures.end(), [](auto const& f) { return bool(f); });
    }
};

bool is_day_number(Entry const& entry) {
    auto const key = entry.key();
    return entry.depth == 1 && entry.value.empty() && !key.empty() &&
           key.find_first_not_of("0123456789") == std::string_view::npos;
}

// The days in the order of the file. A day ends where its number, its date or a figure comes again,
// so one damaged line never puts a figure on another day.
std::vector<DayBlock> day_blocks(Report const& report) {
    std::vector<DayBlock> days;
    DayBlock day;
    auto const finish = [&] {
        if (day.tells())
            days.push_back(std::move(day));
        day = {};
    };
    for (auto const& entry : report.entries) {
        auto const key = entry.key();
        if (entry.depth == 0 && (key == "Cert" || key == "Sig Cert"))
            break;
        auto const figure = static_cast<std::size_t>(
            std::find(day_figures.begin(), day_figures.end(), key) - day_figures.begin());
        bool const date = key == "Date";
        bool const again = (date && day.tells()) ||
                           (figure < day_figures.size() && day.figures[figure].has_value());
        if (is_day_number(entry) || again)
            finish();
        if (day.entries.empty() || date)
            day.line = entry.line;
        if (date)
            day.date = entry.value.empty() ? "-" : entry.value;
        if (figure < day_figures.size())
            day.figures[figure] = entry.value;
        day.entries.push_back(&entry);
    }
    finish();
    return days;
}

class BerlingerReader {
public:
    BerlingerReader(SourceText const& source, Profile const& profile, ReadOptions const& options,
                    Vocabulary const& words, std::string const& file)
        : m_report(parse_report(source)), m_profile(profile), m_options(options), m_words(words),
          m_file(file) {}

    Result<Recording> read() {
        CC_TRY(read_zone());
        read_device_facts();
        m_unit = m_report.value("Conf/Temp unit") == "F" ? TemperatureUnit::fahrenheit
                                                         : TemperatureUnit::celsius;
        if (m_report.has_data)
            read_rows();
        else
            read_days();
        if (m_recording.rows.total == 0)
            return input_error({m_file, 0, 0, ""},
                               "the report holds no reading and no day; export the logger again");
        read_markers();
        JudgeContext const context{&m_profile, m_words, std::nullopt, announced_interval()};
        judge(m_recording, context);
        read_alarms();
        compare_with_device();
        m_recording.fitness = fitness_of(m_recording.findings);
        return std::move(m_recording);
    }

private:
    // "Zone: 0.00" is hours east of Greenwich.
    Result<void> read_zone() {
        auto const written = m_report.value("Conf/Zone");
        auto const hours = text::parse_double(written);
        if (m_options.zone && !is_zone(*m_options.zone))
            return Error{ErrorKind::usage,
                         {},
                         text::cat("time zone ", text::quoted(*m_options.zone), " is not known"),
                         {}};
        if (hours && std::abs(*hours) <= 14) {
            m_recording.zone = offset_name(static_cast<int>(std::lround(*hours * 60)));
            m_recording.notes.push_back(
                text::cat("zone ", m_recording.zone, ": line \"Zone: ", written, "\""));
        }
        if (m_options.zone) {
            if (!m_recording.zone.empty() && m_recording.zone != *m_options.zone)
                m_recording.findings.push_back(make_finding(
                    "READ-13", Severity::warn,
                    text::cat("the file gives the zone ", m_recording.zone, ", the option ",
                              *m_options.zone, "; the option is used"),
                    m_recording.zone, "leave --zone out if the file is right"));
            m_recording.zone = *m_options.zone;
        }
        if (m_recording.zone.empty()) {
            m_recording.findings.push_back(
                make_finding("READ-01", Severity::info,
                             "the file names no zone; its times stay local", {}, "give --zone"));
            return {};
        }
        m_recording.basis = TimeBasis::utc;
        return {};
    }

    std::optional<std::int64_t> stamp(std::string_view written) const {
        auto const parts = parse_stamp(written, m_words);
        if (!parts || !parts->has_date)
            return std::nullopt;
        auto const local = local_milliseconds(*parts, DateOrder::ymd);
        if (!local || m_recording.basis == TimeBasis::local)
            return local;
        auto const found = instants_of(LocalTime{*local}, m_recording.zone);
        if (!found || found->empty())
            return std::nullopt;
        return found->front().milliseconds;
    }

    void read_device_facts() {
        auto& device = m_recording.device;
        device.maker = m_profile.maker;
        device.model = m_report.value("Device");
        if (device.model.starts_with("Q-tag Fridge"))
            device.model = device.model.substr(6);
        device.serial = m_report.value("Conf/Serial");
        device.firmware = m_report.value("Fw Vers");
        for (auto const& [path, name] :
             {std::pair("Res/Min T", "minimum"), std::pair("Res/Max T", "maximum"),
              std::pair("Res/Avrg T", "average"), std::pair("Res/MKT", "mkt"),
              std::pair("Conf/MKT Energy", "mkt_energy_kj_mol"),
              std::pair("Res/Run Number", "run_number"), std::pair("Conf/CID", "configuration"),
              std::pair("Res/TS Actv", "activated"), std::pair("Hist/TS Actv", "activated"),
              std::pair("Res/TS Start", "started"), std::pair("Res/TS Stop", "stopped"),
              std::pair("Conf/Start Delay", "start_delay_min"),
              std::pair("Conf/Logging Interval", "logging_interval_min"),
              std::pair("Hist/TS Report Creation", "report_created"), std::pair("Sig", "signature"),
              std::pair("Sig Cert", "certificate_signature")}) {
            if (auto const value = m_report.value(path); !value.empty())
                device.statements.emplace_back(name, value);
        }
    }

    std::optional<std::int64_t> announced_interval() const {
        auto const minutes = text::parse_int(m_report.value("Conf/Logging Interval"));
        return minutes ? std::optional(*minutes * 60) : std::nullopt;
    }

    Channel make_channel(std::string name) const {
        Channel channel;
        channel.name = std::move(name);
        channel.unit = m_unit;
        channel.unit_text = symbol(m_unit);
        return channel;
    }

    static Reading reading_of(std::string_view written, Vocabulary const& words, bool& bad) {
        bad = false;
        if (written.empty())
            return {};
        auto const value = parse_value(written, '.');
        if (value && value->suffix.empty() && !value->beyond)
            return {value->number.mantissa, value->number.scale, ReadingFlag::ok};
        bad = std::find(words.absent.begin(), words.absent.end(), fold(written)) ==
              words.absent.end();
        return {0, 0, ReadingFlag::invalid};
    }

    void exclude(std::string_view reason, std::uint32_t line) {
        auto& list = m_recording.rows.excluded;
        auto at = std::find_if(list.begin(), list.end(),
                               [&](ExcludedRows const& rows) { return rows.reason == reason; });
        if (at == list.end()) {
            list.push_back({std::string(reason), {}});
            at = list.end() - 1;
        }
        at->lines.push_back(line);
    }

    void note_stamp(std::int64_t time) {
        auto& first = m_recording.first_stamp;
        auto& last = m_recording.last_stamp;
        first = first ? std::min(*first, time) : time;
        last = last ? std::max(*last, time) : time;
    }

    void read_rows() {
        auto channel = make_channel("T");
        std::uint64_t marked = 0;
        std::vector<std::string_view> cells;
        for (auto const& [line, row] : m_report.data) {
            split_cells(row, '\t', cells);
            if (!cells.empty() && cells[0].starts_with("yyyy"))
                continue; // the headings
            ++m_recording.rows.total;
            auto const time = cells.empty() ? std::nullopt : stamp(cells[0]);
            if (!time) {
                exclude("bad_time", line);
                continue;
            }
            note_stamp(*time);
            bool bad = false;
            auto const reading =
                reading_of(cells.size() > 1 ? cells[1] : std::string_view(), m_words, bad);
            if (bad || reading.flag == ReadingFlag::absent) {
                exclude(bad ? "bad_value" : "blank", line);
                continue;
            }
            m_recording.times.push_back(*time);
            m_recording.lines.push_back(line);
            channel.readings.push_back(reading);
            marked += cells.size() > 2 && cells[2] == "x" ? 1U : 0U;
        }
        m_recording.rows.used = m_recording.times.size();
        if (m_report.cut && !channel.readings.empty() &&
            m_report.data.back().first == m_recording.lines.back()) {
            channel.readings.back().flag = ReadingFlag::suspect;
            m_recording.findings.push_back(
                make_finding("READ-08", Severity::warn,
                             "the last row has no line end; it may be cut and is marked suspect"));
        }
        m_recording.channels.push_back(std::move(channel));
        m_recording.device.statements.emplace_back("rows_marked_out_of_limits",
                                                   std::to_string(marked));
        check_end();
    }

    // A whole report ends with its signature.
    void check_end() {
        if (m_report.value("Sig").empty())
            m_recording.findings.push_back(
                make_finding("READ-06", Severity::error,
                             "the report has no signature block at its end: it was cut or changed",
                             {}, "copy the report from the logger again"));
        else
            m_recording.findings.push_back(make_finding(
                "READ-18", Severity::info,
                "the report carries the logger's signature; its scheme is not published, so it is "
                "kept and not verified"));
    }

    void read_days() {
        struct Day {
            std::int64_t time = 0;
            std::uint32_t line = 0;
            std::array<Reading, day_figures.size()> figures;
        };
        std::vector<Day> days;
        for (auto const& block : day_blocks(m_report)) {
            ++m_recording.rows.total;
            auto const time = stamp(block.date);
            if (!time) {
                exclude("bad_time", block.line);
                continue;
            }
            Day day{*time, block.line, {}};
            for (std::size_t i = 0; i < day.figures.size(); ++i) {
                bool bad = false;
                day.figures[i] = reading_of(block.figures[i].value_or(""), m_words, bad);
            }
            days.push_back(day);
        }
        std::stable_sort(days.begin(), days.end(),
                         [](Day const& a, Day const& b) { return a.time < b.time; });
        for (auto const& name : {"Min (daily)", "Max (daily)", "Average (daily)"})
            m_recording.channels.push_back(make_channel(name));
        for (auto const& day : days) {
            note_stamp(day.time);
            m_recording.times.push_back(day.time);
            m_recording.lines.push_back(day.line);
            for (std::size_t i = 0; i < day.figures.size(); ++i)
                m_recording.channels[i].readings.push_back(day.figures[i]);
        }
        m_recording.rows.used = days.size();
        m_recording.findings.push_back(make_finding(
            "READ-16", Severity::error,
            "the logger keeps no readings, only the lowest, highest and mean of each day; it can "
            "be judged against its own limits alone",
            text::cat(days.size(), " days"), "use a logger with a reading list for shipments"));
    }

    Temperature limit_of(std::string_view written) const {
        auto const value = parse_decimal(written.starts_with('+') ? written.substr(1) : written);
        return {value.value_or(Decimal{}), m_unit};
    }

    void read_alarms() {
        for (int number = 0; number <= 9; ++number) {
            auto const conf = text::cat("Conf/Alarm/", number, "/");
            auto const limit = m_report.value(conf + "T AL");
            if (limit.empty())
                continue;
            DeviceAlarm alarm;
            auto const type = m_report.value(conf + "Type");
            bool const single = type == "1" || type == "2";
            alarm.high = type.empty() ? number == 1 : type == "2" || type == "4";
            alarm.limit = limit_of(limit);
            alarm.delay_seconds = text::parse_int(m_report.value(conf + "t AL")).value_or(0) * 60;
            alarm.text = text::cat(type.empty() ? "daily, accumulated"
                                   : single     ? "single event"
                                                : "accumulated",
                                   alarm.high ? " > " : " < ", to_text(*alarm.limit), " for ",
                                   duration_text(alarm.delay_seconds));
            if (type.empty())
                add_daily_result(alarm, number);
            else
                add_result(alarm, text::cat("Res/Alarm/", number, "/"));
            m_recording.device.alarms.push_back(std::move(alarm));
        }
        report_alarms();
    }

    void add_result(DeviceAlarm& alarm, std::string const& path) const {
        alarm.started = stamp(m_report.value(path + "TS S"));
        alarm.fired_at = stamp(m_report.value(path + "TS A"));
        alarm.fired = alarm.fired_at.has_value();
        alarm.accumulated_seconds = text::parse_int(m_report.value(path + "t A")).value_or(0) * 60;
    }

    // The daily blocks say when an alarm stood and how many minutes were beyond the limit.
    void add_daily_result(DeviceAlarm& alarm, int number) const {
        auto const middle = text::cat("/Alarm/", number, "/");
        for (auto const& day : day_blocks(m_report)) {
            for (auto const* const entry : day.entries) {
                if (entry->path.ends_with(middle + "t Acc"))
                    alarm.accumulated_seconds += text::parse_int(entry->value).value_or(0) * 60;
                if (!entry->path.ends_with(middle + "TS A") || entry->value.empty())
                    continue;
                auto const time = stamp(text::cat(day.date, ' ', entry->value));
                if (time && (!alarm.fired_at || *time < *alarm.fired_at))
                    alarm.fired_at = time;
                alarm.fired = true;
            }
        }
    }

    // What the readings say of an alarm: each stands for one interval. The logger samples every
    // minute and its clock starts one interval late, so its minutes differ by about one interval
    // for each crossing; whether the alarm was raised must not.
    struct OwnAlarm {
        bool fired = false;
        std::int64_t seconds = 0; ///< beyond the limit: in all, or of the longest event
    };
    OwnAlarm alarm_by_readings(DeviceAlarm const& alarm) const {
        constexpr std::int64_t day_ms = 86'400'000;
        bool const single = alarm.text.starts_with("single");
        bool const daily = alarm.text.starts_with("daily");
        auto const& channel = m_recording.channels[0];
        OwnAlarm own;
        std::int64_t sum = 0;
        std::int64_t day = 0;
        for (std::size_t i = 0; i < channel.readings.size(); ++i) {
            auto const flag = channel.readings[i].flag;
            bool const reading = flag == ReadingFlag::ok || flag == ReadingFlag::suspect;
            auto const value = temperature(channel, i);
            bool const out = reading && (alarm.high ? value > *alarm.limit : value < *alarm.limit);
            bool const new_day = daily && m_recording.times[i] / day_ms != day;
            day = m_recording.times[i] / day_ms;
            if (new_day || (single && !out))
                sum = 0;
            if (!out)
                continue;
            sum += m_recording.interval_seconds;
            own.seconds =
                single ? std::max(own.seconds, sum) : own.seconds + m_recording.interval_seconds;
            own.fired = own.fired || sum >= alarm.delay_seconds;
        }
        return own;
    }

    void report_alarms() {
        for (auto const& alarm : m_recording.device.alarms) {
            std::string const when = !alarm.fired_at ? std::string()
                                     : m_recording.basis == TimeBasis::utc
                                         ? to_rfc3339({*alarm.fired_at})
                                         : to_text(LocalTime{*alarm.fired_at});
            std::string message = text::cat(
                "the logger itself ", alarm.fired ? "raised" : "did not raise", " the alarm ",
                text::quoted(alarm.text), when.empty() ? "" : " at ", when);
            bool differs = false;
            if (m_report.has_data && alarm.limit && m_recording.interval_seconds > 0) {
                auto const own = alarm_by_readings(alarm);
                differs = own.fired != alarm.fired;
                message += text::cat("; the readings ", differs ? "do not say so" : "say so too",
                                     ": ", own.seconds / 60, " min beyond the limit, by its own ",
                                     "samples of every minute ", alarm.accumulated_seconds / 60);
            } else if (!alarm.fired) {
                continue;
            }
            m_recording.findings.push_back(make_finding(differs ? "READ-19" : "READ-18",
                                                        differs ? Severity::warn : Severity::info,
                                                        std::move(message), alarm.text));
        }
    }

    void read_markers() {
        std::vector<std::string_view> cells;
        for (auto const& [line, row] : m_report.markers) {
            split_cells(row, '\t', cells);
            if (cells.size() < 3 || cells[0] == "Number")
                continue;
            m_recording.events.push_back({stamp(cells[2]), text::cat("marker ", cells[0]), line});
        }
    }

    // Its own minimum and maximum come from samples every minute, so they may lie further out.
    void compare_with_device() {
        if (!m_report.has_data)
            return;
        std::optional<Decimal> lowest;
        std::optional<Decimal> highest;
        for (auto const& reading : m_recording.channels[0].readings) {
            if (reading.flag != ReadingFlag::ok && reading.flag != ReadingFlag::suspect)
                continue;
            auto const value = decimal(reading);
            lowest = !lowest || value < *lowest ? value : *lowest;
            highest = !highest || value > *highest ? value : *highest;
        }
        for (auto const& [path, ours, name] : {std::tuple("Res/Min T", lowest, "lowest"),
                                               std::tuple("Res/Max T", highest, "highest")}) {
            auto const written = m_report.value(path);
            auto const theirs = parse_decimal(
                written.starts_with('+') ? std::string_view(written).substr(1) : written);
            if (!theirs || !ours || *theirs == *ours)
                continue;
            bool const inside =
                std::string_view(name) == "lowest" ? *theirs > *ours : *theirs < *ours;
            m_recording.findings.push_back(
                make_finding("READ-19", inside ? Severity::error : Severity::info,
                             text::cat("the logger gives ", written, " as the ", name,
                                       " value, the readings give ", to_text(*ours)),
                             to_text(*ours)));
        }
    }

    Report m_report;
    Profile const& m_profile;
    ReadOptions const& m_options;
    Vocabulary const& m_words;
    std::string const& m_file;
    Recording m_recording;
    TemperatureUnit m_unit = TemperatureUnit::celsius;
};

} // namespace

Result<Recording> read_berlinger(SourceText const& source, Profile const& profile,
                                 ReadOptions const& options, Vocabulary const& words,
                                 std::string const& file) {
    return BerlingerReader(source, profile, options, words, file).read();
}

} // namespace coldchain::logger
