// SPDX-License-Identifier: Apache-2.0
#include "logger/scan.hpp"

#include "common/text.hpp"
#include "logger/column_sample.hpp"
#include "logger/infer.hpp"
#include "logger/number.hpp"
#include "logger/row_plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <thread>

namespace coldchain::logger {

namespace {

constexpr std::size_t chunk_at_least = std::size_t{4} << 20U;
constexpr std::size_t examples_kept = 3;

std::size_t index_of(Exclusion reason) {
    return static_cast<std::size_t>(reason);
}

// One thread's work on one piece of the text.
class Scanner {
public:
    Scanner(std::string_view text, ScanContext const& context)
        : m_text(text), m_layout(context.layout), m_words(context.words),
          m_profile(context.profile), m_fixed(context.layout.fixed) {
        prepare_plan();
        m_read.groups.emplace_back();
        m_read.groups[0].readings.resize(m_layout.channels);
        m_row.resize(m_layout.channels);
        m_grouped = m_layout.group >= 0 || m_layout.quantity >= 0;
    }

    TableRead scan(std::size_t begin, std::size_t end, std::uint32_t first_line) {
        m_end = end;
        m_line = first_line;
        reserve(end - begin);
        std::size_t at = begin;
        while (at < end && !m_broken) {
            char const* const start = m_text.data() + at;
            auto const* const feed =
                static_cast<char const*>(std::memchr(start, '\n', m_text.size() - at));
            char const* const stop = feed != nullptr ? feed : m_text.data() + m_text.size();
            m_open_end = feed == nullptr;
            if (!(m_fast && read_fast(start, stop)))
                read_slow(at, start, stop);
            if (m_broken)
                break;
            at = static_cast<std::size_t>(stop - m_text.data()) + (feed != nullptr ? 1 : 0);
            ++m_line;
        }
        if (!m_broken) {
            m_read.end = at;
            m_read.end_line = m_line;
        }
        return std::move(m_read);
    }

    bool broken() const { return m_broken; }

private:
    void prepare_plan() {
        auto plan = plan_row(m_layout);
        m_plan = std::move(plan.steps);
        m_fast = plan.plain && m_fixed.has_value() && m_layout.delimiter != blank_runs &&
                 m_layout.group < 0 && m_layout.quantity < 0 && m_layout.milliseconds < 0;
        m_sentinels = m_profile != nullptr && !m_profile->sentinels.empty();
    }

    void reserve(std::size_t bytes) {
        // an estimate from the first line's length; growing does the rest
        auto const feed = m_text.find('\n', m_layout.first_row);
        std::size_t const length =
            feed == std::string_view::npos ? 40 : feed + 1 - m_layout.first_row;
        std::size_t const rows =
            std::min(bytes / std::max<std::size_t>(length, 8) + 16, bytes / 8 + 16);
        if (m_layout.group >= 0 || m_layout.quantity >= 0)
            return;
        auto& group = m_read.groups[0];
        group.times.reserve(rows);
        group.lines.reserve(rows);
        for (auto& channel : group.readings)
            channel.reserve(rows);
    }

    // --- the fast way ---

    bool read_fast(char const* p, char const* end) {
        while (end > p && end[-1] == '\r')
            --end;
        char const delimiter = m_layout.delimiter;
        std::int64_t stamp = 0;
        bool any = false;
        for (auto const& planned : m_plan) {
            if (planned.step == Step::clock)
                continue; // read together with the date
            if (p > end)
                return false; // the row is short
            bool const quoted = p != end && *p == '"';
            p += quoted ? 1 : 0;
            if (planned.step == Step::channel && (p == end || *p == delimiter))
                m_row[planned.channel] = Reading{};
            else if (!take_fast(p, end, planned, stamp))
                return false;
            else
                any = any || planned.step == Step::channel;
            if (quoted) {
                if (p == end || *p != '"')
                    return false;
                ++p;
            }
            if (p != end && *p != delimiter)
                return false;
            ++p; // behind the delimiter, or one behind the end: the row is used up
        }
        if (!any || !nothing_more(p, end))
            return false;
        keep(m_read.groups[0], stamp - m_layout.fixed_offset);
        return true;
    }

    // One cell without its quotes that is not empty.
    bool take_fast(char const*& p, char const* end, PlannedStep const& planned,
                   std::int64_t& stamp) {
        switch (planned.step) {
        case Step::stamp:
            if (static_cast<std::size_t>(end - p) < m_fixed->size() || !m_fixed->read(p, stamp))
                return false;
            p += m_fixed->size();
            return true;
        case Step::channel:
            return take_number(p, end, planned);
        case Step::unit:
            return take_text(p, end, planned.expected);
        case Step::empty:
            return true; // anything else is for the slow way
        case Step::skip:
        case Step::clock:
            while (p != end && *p != m_layout.delimiter && *p != '"')
                ++p;
            return true;
        }
        return false;
    }

    bool take_number(char const*& p, char const* end, PlannedStep const& planned) {
        CellNumber number;
        if (!read_number(p, end, planned.mark, number))
            return false;
        m_row[planned.channel] = {number.mantissa, number.scale, ReadingFlag::ok};
        return true;
    }

    static bool take_text(char const*& p, char const* end, std::string_view text) {
        if (static_cast<std::size_t>(end - p) < text.size() ||
            std::memcmp(p, text.data(), text.size()) != 0)
            return false;
        p += text.size();
        return true;
    }

    // What stands behind the cells that matter is no concern unless it could be a broken row.
    bool nothing_more(char const* p, char const* end) const {
        if (p >= end || m_layout.needed < m_layout.columns.size())
            return true;
        return std::all_of(p, end, [&](char c) { return c == m_layout.delimiter || c == ' '; });
    }

    void keep(Rows& rows, std::int64_t stamp) {
        if (m_sentinels)
            mark_sentinels();
        rows.times.push_back(stamp);
        rows.lines.push_back(m_line);
        for (std::size_t i = 0; i < m_row.size(); ++i)
            rows.readings[i].push_back(m_row[i]);
        m_pending = false;
    }

    void mark_sentinels() {
        for (auto& reading : m_row) {
            if (reading.flag != ReadingFlag::ok)
                continue;
            for (auto const& sentinel : m_profile->sentinels) {
                if (decimal(reading) == sentinel)
                    reading.flag = ReadingFlag::invalid;
            }
        }
    }

    // --- the slow way ---

    void read_slow(std::size_t offset, char const* begin, char const* end) {
        std::string_view line(begin, static_cast<std::size_t>(end - begin));
        while (line.ends_with('\r'))
            line.remove_suffix(1);
        if (text::trim(line).empty())
            return;
        split_cells(line, m_layout.delimiter, m_cells);
        if (m_layout.joined_last && m_cells.size() == m_layout.columns.size() + 1)
            join_last_cells();
        auto const stamp = stamp_of_row();
        if (!stamp) {
            not_a_row(offset, line);
            return;
        }
        read_cells(*stamp);
    }

    // "20,5" that the delimiter took apart.
    void join_last_cells() {
        auto const decimals = m_cells.back();
        m_cells.pop_back();
        auto& whole = m_cells.back();
        if (decimals.find_first_not_of("0123456789") == std::string_view::npos &&
            whole.data() + whole.size() + 1 == decimals.data())
            whole = {whole.data(), whole.size() + 1 + decimals.size()};
        else
            m_cells.push_back(decimals);
    }

    std::string_view cell(int column) const {
        auto const at = static_cast<std::size_t>(column);
        return column >= 0 && at < m_cells.size() ? m_cells[at] : std::string_view();
    }

    std::optional<std::int64_t> stamp_of_row() {
        if (m_layout.kind != StampKind::civil)
            return numeric_stamp(cell(m_layout.stamp));
        if (m_layout.stamp >= 0)
            return civil_stamp(with_meridiem(parse_stamp(cell(m_layout.stamp), m_words)));
        auto date = parse_stamp(cell(m_layout.date), m_words);
        if (m_layout.carried_dates && cell(m_layout.date).empty())
            return carried_stamp();
        if (!date || !date->has_date)
            return std::nullopt;
        if (m_layout.clock >= 0 && !date->has_time) {
            auto const clock = clock_of_row();
            if (!clock || !clock->has_time || clock->has_date)
                return std::nullopt;
            date->has_time = true;
            date->hour = clock->hour;
            date->minute = clock->minute;
            date->second = clock->second;
            date->millisecond = clock->millisecond;
            date->meridiem = clock->meridiem;
            date->offset_minutes = clock->offset_minutes;
        }
        return civil_stamp(date);
    }

    std::optional<StampParts> clock_of_row() const {
        return with_meridiem(m_layout.digit_clock > 0
                                 ? parse_digit_clock(cell(m_layout.clock), m_layout.digit_clock)
                                 : parse_stamp(cell(m_layout.clock), m_words));
    }

    // With "AM" or "PM" from its own column; no time without it.
    std::optional<StampParts> with_meridiem(std::optional<StampParts> parts) const {
        if (m_layout.meridiem < 0 || !parts || !parts->has_time)
            return parts;
        auto const half = parse_meridiem(cell(m_layout.meridiem), m_words);
        if (!half)
            return std::nullopt;
        parts->meridiem = *half;
        return milliseconds_of_day(*parts) ? parts : std::nullopt;
    }

    // The clock of this row on the day of the row before.
    std::optional<std::int64_t> carried_stamp() const {
        auto const clock = clock_of_row();
        auto const& times = m_read.groups[0].times;
        auto const of_day = clock && clock->has_time && !clock->has_date
                                ? milliseconds_of_day(*clock)
                                : std::nullopt;
        if (!of_day || times.empty())
            return std::nullopt;
        constexpr std::int64_t day = 86'400'000;
        return (times.back() >= 0 ? times.back() / day : (times.back() + 1) / day - 1) * day +
               *of_day;
    }

    std::optional<std::int64_t> civil_stamp(std::optional<StampParts> const& parts) {
        if (!parts || !parts->has_date)
            return std::nullopt;
        auto stamp = local_milliseconds(*parts, m_layout.order);
        if (!stamp)
            return std::nullopt;
        m_bare_date = !parts->has_time;
        if (!m_layout.row_offsets && parts->offset_minutes)
            return std::nullopt; // means another clock than all other rows
        if (m_layout.row_offsets) {
            if (!parts->offset_minutes)
                return std::nullopt;
            *stamp -= *parts->offset_minutes * 60'000LL;
            if (*parts->offset_minutes * 60'000LL != m_layout.fixed_offset)
                m_read.groups[0].mixed_offsets = true;
        }
        if (m_layout.milliseconds >= 0) {
            auto const part = text::parse_int(cell(m_layout.milliseconds));
            if (part && *part >= 0 && *part < 1000)
                *stamp += *part;
        }
        return stamp;
    }

    std::optional<std::int64_t> numeric_stamp(std::string_view written) const {
        if (counts_from_start(m_layout.kind)) {
            auto const counted = parse_elapsed(
                written, m_layout.kind == StampKind::counter ? 1 : m_layout.count_unit);
            if (!counted)
                return std::nullopt;
            if (m_layout.kind == StampKind::elapsed)
                return m_layout.start + *counted;
            auto const steps = *counted - m_layout.count_from;
            return std::abs(steps) < 1'000'000'000
                       ? std::optional(m_layout.start + steps * m_layout.count_unit)
                       : std::nullopt;
        }
        auto const value = time_number(written);
        if (!value || !(*value > 0) || *value > 5e18)
            return std::nullopt;
        switch (m_layout.kind) {
        case StampKind::unix_seconds:
            return *value < 1e10 ? std::optional(std::llround(*value * 1000)) : std::nullopt;
        case StampKind::unix_milliseconds: {
            auto const parts = parts_of_millisecond(*value);
            return parts ? std::optional(std::llround(*value / *parts)) : std::nullopt;
        }
        case StampKind::day_number:
            return day_number_stamp(written, *value);
        case StampKind::civil:
        case StampKind::elapsed:
        case StampKind::counter:
            break;
        }
        return std::nullopt;
    }

    // Days since 1899-12-30. What lies within the last decimal of a whole minute or second is that.
    static std::int64_t day_number_stamp(std::string_view written, double value) {
        auto const mark = written.find_first_of(".,");
        double last_decimal = 86'400'000.0;
        for (std::size_t i = mark; i != std::string_view::npos && i + 1 < written.size(); ++i)
            last_decimal /= 10;
        auto const within = std::max<std::int64_t>(20, std::llround(last_decimal / 2 + 0.5));
        auto const milliseconds = std::llround((value - 25'569) * 86'400'000);
        for (std::int64_t const unit : {60'000, 1'000}) {
            auto const rounded = (milliseconds + unit / 2) / unit * unit;
            if (std::abs(milliseconds - rounded) <= within && (unit == 1'000 || within > 20))
                return rounded;
        }
        return milliseconds;
    }

    void read_cells(std::int64_t stamp) {
        bool any = false;
        bool bad = false;
        std::vector<std::string_view> wrong;
        for (std::size_t i = 0; i < m_layout.needed; ++i) {
            auto const& column = m_layout.columns[i];
            if (column.role != ColumnRole::channel)
                continue;
            auto const written = i < m_cells.size() ? m_cells[i] : std::string_view();
            auto& reading = m_row[column.channel];
            reading = read_cell(column, written, bad);
            any = any || reading.flag != ReadingFlag::absent;
            if (bad)
                wrong.push_back(written);
            bad = false;
        }
        Rows& rows = group_of_row();
        keep_examples(rows, wrong);
        rows.bare_dates += m_bare_date ? 1 : 0;
        bool const extra = has_extra_cells();
        if (any && !extra && (wrong.empty() || any_good())) {
            add_events(rows, stamp, EventsOf::reading);
            keep(rows, stamp);
            return;
        }
        bool const event = add_events(rows, stamp, EventsOf::bare_row);
        // a time that is cut short still looks like one
        bool const cut = m_open_end || (m_bare_date && m_layout.stamp >= 0);
        auto const reason = extra                            ? Exclusion::extra_cells
                            : !event && wrong.empty() && cut ? Exclusion::bad_time
                            : !wrong.empty()                 ? Exclusion::bad_value
                            : event                          ? Exclusion::event
                                                             : Exclusion::blank;
        rows.excluded[index_of(reason)].push_back(m_line);
        if (reason != Exclusion::bad_time)
            rows.unread_times.push_back(stamp);
        m_pending = false;
    }

    void keep_examples(Rows& rows, std::vector<std::string_view> const& wrong) const {
        for (auto const written : wrong) {
            if (rows.bad_cells.empty() || rows.bad_cells.back() != m_line)
                rows.bad_cells.push_back(m_line);
            if (rows.bad_examples.size() < examples_kept)
                rows.bad_examples.emplace_back(written);
        }
    }

    bool any_good() const {
        return std::any_of(m_row.begin(), m_row.end(),
                           [](Reading const& reading) { return reading.flag == ReadingFlag::ok; });
    }

    Reading read_cell(Column const& column, std::string_view written, bool& bad) {
        if (written.empty())
            return {};
        auto const value = parse_value(written, column.mark);
        if (!value) {
            std::string const folded = fold(written);
            bad = std::find(m_words.absent.begin(), m_words.absent.end(), folded) ==
                  m_words.absent.end();
            return {0, 0, ReadingFlag::invalid};
        }
        if (!value->suffix.empty() && !fits_suffix(column, value->suffix)) {
            bad = true;
            return {0, 0, ReadingFlag::invalid};
        }
        if (value->beyond || bad_status(column) || unit_differs(column))
            return {0, 0, ReadingFlag::invalid};
        if (value->number.shortened)
            ++m_read.groups[0].shortened;
        return {value->number.mantissa, value->number.scale, ReadingFlag::ok};
    }

    bool fits_suffix(Column const& column, std::string_view suffix) const {
        if (column.quantity != QuantityKind::temperature)
            return suffix.find_first_of("0123456789.,:") == std::string_view::npos;
        auto const unit = find_unit(suffix, m_words, UnitContext::alone);
        return unit && column.unit && *unit == *column.unit;
    }

    bool bad_status(Column const& column) const {
        if (column.status_column < 0 || m_profile == nullptr)
            return false;
        auto const status = cell(column.status_column);
        return !status.empty() && std::find(m_profile->good.begin(), m_profile->good.end(),
                                            status) == m_profile->good.end();
    }

    bool unit_differs(Column const& column) const {
        if (m_layout.unit < 0 || column.quantity != QuantityKind::temperature)
            return false;
        auto const written = cell(m_layout.unit);
        return !written.empty() && column.unit &&
               find_unit(written, m_words, UnitContext::alone) != column.unit;
    }

    // More cells than headings, with something in them: the sign of a delimiter inside a cell.
    bool has_extra_cells() const {
        if (m_layout.heading_cells == 0 || m_layout.columns.size() > m_layout.heading_cells)
            return false;
        for (std::size_t i = m_layout.columns.size(); i < m_cells.size(); ++i) {
            if (!m_cells[i].empty())
                return true;
        }
        return false;
    }

    Rows& group_of_row() {
        if (!m_grouped)
            return m_read.groups[0];
        auto const group = cell(m_layout.group);
        auto const quantity = cell(m_layout.quantity);
        for (auto& rows : m_read.groups) {
            if (rows.group_name == group && rows.quantity_name == quantity)
                return rows;
        }
        bool const unused = m_read.groups.size() == 1 && m_read.groups[0].group_name.empty() &&
                            m_read.groups[0].quantity_name.empty() &&
                            m_read.groups[0].times.empty();
        if (!unused) {
            if (m_read.groups.size() >= most_groups) {
                m_read.too_many = true;
                return m_read.groups.back();
            }
            m_read.groups.emplace_back();
            m_read.groups.back().readings.resize(m_layout.channels);
        }
        m_read.groups.back().group_name = group;
        m_read.groups.back().quantity_name = quantity;
        return m_read.groups.back();
    }

    enum class EventsOf { reading, bare_row };

    bool add_events(Rows& rows, std::int64_t stamp, EventsOf kind) {
        bool any = false;
        for (std::size_t i = 0; i < m_layout.columns.size() && i < m_cells.size(); ++i) {
            auto const& column = m_layout.columns[i];
            if (column.role != ColumnRole::text || m_cells[i].empty() ||
                (kind == EventsOf::reading && !column.sparse))
                continue;
            std::string const heading = column.heading.substr(0, column.heading.find(" (LGR"));
            rows.events.push_back(
                {stamp,
                 heading.empty() ? std::string(m_cells[i]) : text::cat(heading, ": ", m_cells[i]),
                 m_line});
            any = true;
        }
        return any;
    }

    // A line without a time: headings again, the headings of another table, a damaged row, or
    // words.
    void not_a_row(std::size_t offset, std::string_view line) {
        auto& rows = m_read.groups[0];
        if (!m_pending) {
            m_pending = true;
            m_pending_at = offset;
            m_pending_line = m_line;
        }
        bool const again = std::find(m_layout.heading_lines.begin(), m_layout.heading_lines.end(),
                                     line) != m_layout.heading_lines.end();
        bool const alone = m_pending_at == offset;
        if (again && alone) {
            rows.excluded[index_of(Exclusion::heading)].push_back(m_line);
            return;
        }
        if ((again || is_heading(m_cells, m_words)) && rows_follow(offset + line.size())) {
            end_here();
            return;
        }
        auto const reason =
            looks_like_row() && !has_words_for_time() ? Exclusion::bad_time : Exclusion::text;
        rows.excluded[index_of(reason)].push_back(m_line);
    }

    // "Minimum" or "Average" where the time stands: a line of statistics.
    bool has_words_for_time() const {
        auto const written = cell(m_layout.stamp >= 0 ? m_layout.stamp : m_layout.date);
        auto const letters = std::count_if(written.begin(), written.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                   static_cast<unsigned char>(c) >= 0x80;
        });
        return letters >= 3 && written.find_first_of("0123456789") == std::string_view::npos;
    }

    bool looks_like_row() const {
        for (std::size_t i = 0; i < m_cells.size() && i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role == ColumnRole::channel &&
                parse_value(m_cells[i], m_layout.columns[i].mark))
                return true;
        }
        return false;
    }

    bool rows_follow(std::size_t offset) {
        Lines lines(m_text, std::min(m_text.size(), offset + 1));
        std::string_view line;
        std::vector<std::string_view> cells;
        for (int looked = 0; looked < 8 && lines.next(line); ++looked) {
            split_cells(line, m_layout.delimiter, cells);
            if (shape_of_row(cells, m_words, m_layout.delimiter))
                return true;
        }
        return false;
    }

    // Ends the table before the lines that belong to the next one.
    void end_here() {
        m_broken = true;
        m_read.end = m_pending_at;
        m_read.end_line = m_pending_line;
        for (auto& list : m_read.groups[0].excluded) {
            while (!list.empty() && list.back() >= m_pending_line)
                list.pop_back();
        }
    }

    std::string_view m_text;
    Layout const& m_layout;
    Vocabulary const& m_words;
    Profile const* m_profile;
    std::optional<FixedStamp> m_fixed;
    std::vector<PlannedStep> m_plan;
    std::vector<Reading> m_row;
    std::vector<std::string_view> m_cells;
    TableRead m_read;
    std::size_t m_end = 0;
    std::size_t m_pending_at = 0;
    std::uint32_t m_pending_line = 0;
    std::uint32_t m_line = 1;
    bool m_fast = false;
    bool m_sentinels = false;
    bool m_grouped = false;
    bool m_bare_date = false;
    bool m_open_end = false; ///< the line at hand has no line end
    bool m_pending = false;  ///< lines that are no rows stand right before
    bool m_broken = false;
};

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
    if (to.empty())
        to = std::move(from);
    else
        to.insert(to.end(), std::make_move_iterator(from.begin()),
                  std::make_move_iterator(from.end()));
}

void join_rows(Rows& to, Rows&& from) {
    append(to.times, std::move(from.times));
    append(to.lines, std::move(from.lines));
    for (std::size_t i = 0; i < to.readings.size(); ++i)
        append(to.readings[i], std::move(from.readings[i]));
    for (std::size_t i = 0; i < to.excluded.size(); ++i)
        append(to.excluded[i], std::move(from.excluded[i]));
    append(to.unread_times, std::move(from.unread_times));
    append(to.events, std::move(from.events));
    append(to.bad_cells, std::move(from.bad_cells));
    append(to.bad_examples, std::move(from.bad_examples));
    if (to.bad_examples.size() > examples_kept)
        to.bad_examples.resize(examples_kept);
    to.shortened += from.shortened;
    to.mixed_offsets = to.mixed_offsets || from.mixed_offsets;
    to.bare_dates += from.bare_dates;
}

void join_reads(TableRead& to, TableRead&& from) {
    for (auto& rows : from.groups) {
        auto const same = std::find_if(to.groups.begin(), to.groups.end(), [&](Rows const& other) {
            return other.group_name == rows.group_name && other.quantity_name == rows.quantity_name;
        });
        if (same != to.groups.end())
            join_rows(*same, std::move(rows));
        else
            to.groups.push_back(std::move(rows));
    }
    to.too_many = to.too_many || from.too_many || to.groups.size() > most_groups;
    to.end = from.end;
    to.end_line = from.end_line;
}

struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
    TableRead read;
    bool broken = false;
};

std::vector<Piece> cut_into_pieces(std::string_view text, std::size_t begin, unsigned jobs) {
    std::vector<Piece> pieces;
    std::size_t const size = text.size() - begin;
    std::size_t const count =
        jobs <= 1 ? 1 : std::clamp<std::size_t>(size / chunk_at_least, 1, jobs);
    std::size_t at = begin;
    for (std::size_t i = 1; i <= count; ++i) {
        std::size_t end = i == count ? text.size() : begin + size / count * i;
        if (i != count) {
            auto const feed = text.find('\n', std::max(at, end));
            end = feed == std::string_view::npos ? text.size() : feed + 1;
        }
        if (end > at || pieces.empty())
            pieces.push_back({at, end, {}, false});
        at = end;
    }
    return pieces;
}

void shift_lines(TableRead& read, std::uint32_t by) {
    auto const shift = [by](std::vector<std::uint32_t>& lines) {
        for (auto& line : lines)
            line += by;
    };
    for (auto& rows : read.groups) {
        shift(rows.lines);
        shift(rows.bad_cells);
        for (auto& list : rows.excluded)
            shift(list);
        for (auto& event : rows.events)
            event.line += by;
    }
    read.end_line += by;
}

// Words behind the last row are no rows of the table; but a last line without line end that begins
// like a row is one that was cut.
void take_footer(std::string_view text, TableRead& read) {
    std::uint32_t last = 0;
    for (auto const& rows : read.groups) {
        if (!rows.lines.empty())
            last = std::max(last, rows.lines.back());
        for (auto const& list : rows.excluded) {
            if (&list != &rows.excluded[index_of(Exclusion::text)] && !list.empty())
                last = std::max(last, list.back());
        }
    }
    auto& texts = read.groups[0].excluded[index_of(Exclusion::text)];
    while (!texts.empty() && texts.back() > last) {
        read.footer.insert(read.footer.begin(), texts.back());
        texts.pop_back();
    }
    bool const ends_open = read.end == text.size() && !text.empty() && text.back() != '\n';
    if (!ends_open)
        return;
    auto const feed = text.rfind('\n');
    auto const line = text.substr(feed == std::string_view::npos ? 0 : feed + 1);
    if (!read.footer.empty() && read.footer.back() + 1 == read.end_line &&
        line.find_first_of("0123456789") == line.find_first_not_of("\" ")) {
        read.groups[0].excluded[index_of(Exclusion::bad_time)].push_back(read.footer.back());
        read.footer.pop_back();
    }
    for (auto& rows : read.groups)
        rows.cut = !rows.lines.empty() && rows.lines.back() + 1 == read.end_line;
}

} // namespace

std::string_view to_word(Exclusion reason) {
    switch (reason) {
    case Exclusion::event:
        return "event";
    case Exclusion::blank:
        return "blank";
    case Exclusion::bad_time:
        return "bad_time";
    case Exclusion::bad_value:
        return "bad_value";
    case Exclusion::extra_cells:
        return "extra_cells";
    case Exclusion::heading:
        return "heading";
    case Exclusion::text:
        return "text";
    case Exclusion::other_logger:
        return "other_logger";
    case Exclusion::duplicate:
        return "duplicate";
    case Exclusion::last:
        break;
    }
    return "";
}

TableRead scan_table(std::string_view text, ScanContext const& context) {
    // a carried date needs the rows before it
    auto pieces = cut_into_pieces(text, context.layout.first_row,
                                  context.layout.carried_dates ? 1 : context.jobs);
    auto const work = [&](Piece& piece) {
        Scanner scanner(text, context);
        piece.read = scanner.scan(piece.begin, piece.end, 1);
        piece.broken = scanner.broken();
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < pieces.size(); ++i)
        threads.emplace_back([&work, &pieces, i] { work(pieces[i]); });
    work(pieces[0]);
    for (auto& thread : threads)
        thread.join();
    TableRead read;
    std::uint32_t line = context.layout.first_line;
    for (auto& piece : pieces) {
        std::uint32_t const lines = piece.read.end_line - 1;
        shift_lines(piece.read, line - 1);
        line += lines;
        bool const broken = piece.broken;
        if (&piece == pieces.data())
            read = std::move(piece.read);
        else
            join_reads(read, std::move(piece.read));
        if (broken)
            break;
    }
    take_footer(text, read);
    auto& no_times = read.groups[0].excluded[index_of(Exclusion::bad_time)];
    no_times.insert(no_times.begin(), context.layout.timeless.begin(),
                    context.layout.timeless.end());
    return read;
}

} // namespace coldchain::logger
