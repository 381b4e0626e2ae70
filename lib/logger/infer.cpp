// SPDX-License-Identifier: Apache-2.0
// A row is a line with a time and a number under some delimiter; a table is a run of rows with the
// time in the same place. Headings are the lines right above it. What a column means is concluded
// from its heading and from what the sample of its cells are, never from the size of the numbers,
// with one exception: a column without civil times may hold day numbers or seconds, and those are
// known by their range and by rising from row to row.
#include "logger/infer.hpp"

#include "common/text.hpp"
#include "logger/number.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace coldchain::logger {

namespace {

constexpr std::array<Delimiter, 6> delimiters{unit_separator, '\t', ';', ',', '|', blank_runs};
constexpr std::size_t sample_rows = 500;
constexpr int sure_run = 4;

bool is_plain_number(std::string_view cell) {
    auto value = parse_value(cell, '.');
    if (value && value->suffix.empty())
        return true;
    value = parse_value(cell, ',');
    return value && value->suffix.empty();
}

// A number with nothing or a unit behind it.
bool is_measure(std::string_view cell) {
    for (char const mark : {'.', ','}) {
        auto const value = parse_value(cell, mark);
        if (value && value->suffix.size() <= 6 &&
            value->suffix.find_first_of("0123456789:/.,;-") == std::string_view::npos)
            return true;
    }
    return false;
}

std::optional<double> plain_number(std::string_view cell) {
    return text::parse_double(cell);
}

// Which kind of number-as-time the value could be.
std::optional<StampKind> numeric_kind(std::string_view cell) {
    auto const value = plain_number(cell);
    if (!value)
        return std::nullopt;
    bool const whole = cell.find('.') == std::string_view::npos;
    if (*value >= 946'684'800.0 && *value < 4'102'444'800.0)
        return StampKind::unix_seconds;
    if (*value >= 946'684'800'000.0 && *value < 4'102'444'800'000.0)
        return StampKind::unix_milliseconds;
    if (!whole && *value >= 25'569 && *value < 80'000 && cell.size() - cell.find('.') > 3)
        return StampKind::day_number;
    return std::nullopt;
}

struct Run {
    TableStart start;
    int length = 0;
};

// How many lines from `start` on are rows of the same shape (at most 20 are looked at; up to two
// lines that are none may stand between).
int run_length(std::string_view text, TableStart const& start, Vocabulary const& words) {
    Lines lines(text, start.offset, start.line);
    std::string_view line;
    std::vector<std::string_view> cells;
    int length = 0;
    int misses = 0;
    for (int looked = 0; looked < 20 && misses <= 2 && lines.next(line); ++looked) {
        split_cells(line, start.delimiter, cells);
        auto const shape = shape_of_row(cells, words, start.delimiter);
        bool const same = shape && shape->stamp == start.stamp && shape->date == start.date;
        length += same ? 1 : 0;
        misses += same ? 0 : 1;
    }
    return length;
}

std::optional<TableStart> start_at(std::string_view line, Lines const& lines,
                                   Vocabulary const& words, std::vector<std::string_view>& cells) {
    std::optional<TableStart> best;
    int most = 0;
    for (auto const delimiter : delimiters) {
        if (delimiter == blank_runs && best)
            break; // only when nothing else works
        if (delimiter != blank_runs && line.find(delimiter) == std::string_view::npos)
            continue;
        split_cells(line, delimiter, cells);
        auto const shape = shape_of_row(cells, words, delimiter);
        if (!shape || shape->numbers <= most)
            continue;
        most = shape->numbers;
        best = TableStart{delimiter,    lines.begin(), lines.number(), StampKind::civil,
                          shape->stamp, shape->date,   shape->clock};
    }
    return best;
}

std::optional<TableStart> find_civil(std::string_view text, std::size_t from, std::uint32_t number,
                                     Vocabulary const& words) {
    Lines lines(text, from, number);
    std::string_view line;
    std::string_view before;
    std::vector<std::string_view> cells;
    Run best;
    while (lines.next(line)) {
        auto const above = before;
        if (!text::trim(line).empty())
            before = line;
        if (line.size() > 20'000 || line.find_first_of("0123456789") == std::string_view::npos)
            continue;
        auto const start = start_at(line, lines, words, cells);
        if (!start)
            continue;
        split_cells(above, start->delimiter, cells);
        if (is_heading(cells, words)) // however short: it is what the headings say
            return start;
        int const length = run_length(text, *start, words);
        if (length >= sure_run)
            return start;
        if (length > best.length)
            best = {*start, length};
    }
    return best.length > 0 ? std::optional(best.start) : std::nullopt;
}

// Lines of numbers in which one column rises and lies in the range of a numeric time.
std::optional<TableStart> find_numeric(std::string_view text, std::size_t from,
                                       std::uint32_t number) {
    for (auto const delimiter : delimiters) {
        Lines lines(text, from, number);
        std::string_view line;
        std::vector<std::string_view> cells;
        std::optional<TableStart> start;
        double last = 0;
        int rising = 0;
        while (lines.next(line)) {
            split_cells(line, delimiter, cells);
            int column = -1;
            std::optional<StampKind> kind;
            for (std::size_t i = 0; i < cells.size() && !kind; ++i) {
                kind = numeric_kind(cells[i]);
                column = static_cast<int>(i);
            }
            bool const row = kind && cells.size() > 1 &&
                             std::count_if(cells.begin(), cells.end(), is_measure) > 1;
            if (!row) {
                rising = 0;
                start.reset();
                continue;
            }
            double const value = *plain_number(cells[static_cast<std::size_t>(column)]);
            if (start && start->stamp == column && start->kind == *kind && value > last) {
                if (++rising >= 2)
                    return start;
            } else {
                start = TableStart{delimiter, lines.begin(), lines.number(), *kind, column, -1, -1};
                rising = 0;
            }
            last = value;
        }
    }
    return std::nullopt;
}

// What the cells of a column look like in the sample.
struct ColumnSample {
    int blank = 0;
    int points = 0; ///< numbers with a decimal point
    int commas = 0;
    int whole = 0;
    int suffixed = 0;
    int absent = 0;
    int texts = 0;
    int stamps = 0;
    int dates = 0;
    int clocks = 0;
    bool counts = true; ///< whole numbers that rise by one
    std::optional<std::int64_t> last;
    std::set<std::string, std::less<>> values; ///< distinct texts, a few
    std::optional<TemperatureUnit> suffix_unit;
    std::string suffix_text;
    std::string first;

    int numbers() const { return points + commas + whole; }
    int filled() const { return numbers() + absent + texts + stamps + dates + clocks; }
};

void add_number(ColumnSample& sample, std::string_view cell, CellValue const& value, char mark,
                Vocabulary const& words) {
    bool const decimal = cell.find(mark) != std::string_view::npos;
    if (!decimal)
        ++sample.whole;
    else
        ++(mark == '.' ? sample.points : sample.commas);
    if (!value.suffix.empty()) {
        ++sample.suffixed;
        sample.suffix_text = value.suffix;
        if (!sample.suffix_unit)
            sample.suffix_unit = find_unit(value.suffix, words, UnitContext::alone);
    }
    auto const whole = text::parse_int(cell);
    if (!whole || (sample.last && *whole != *sample.last + 1))
        sample.counts = false;
    sample.last = whole;
}

void add_cell(ColumnSample& sample, std::string_view cell, Vocabulary const& words) {
    if (cell.empty()) {
        ++sample.blank;
        return;
    }
    if (sample.first.empty())
        sample.first = cell;
    if (sample.values.size() < 8)
        sample.values.emplace(cell);
    if (auto const parts = parse_stamp(cell, words)) {
        ++(parts->has_date && parts->has_time ? sample.stamps
           : parts->has_date                  ? sample.dates
                                              : sample.clocks);
        sample.counts = false;
        return;
    }
    bool const comma =
        cell.find(',') != std::string_view::npos && cell.find('.') == std::string_view::npos;
    char const mark = comma ? ',' : '.';
    auto const value = parse_value(cell, mark);
    if (value && is_measure(cell)) {
        add_number(sample, cell, *value, mark, words);
        return;
    }
    sample.counts = false;
    std::string const folded = fold(cell);
    if (std::find(words.absent.begin(), words.absent.end(), folded) != words.absent.end())
        ++sample.absent;
    else
        ++sample.texts;
}

std::vector<ColumnSample> sample_columns(std::string_view text, TableStart const& start,
                                         Vocabulary const& words) {
    std::vector<ColumnSample> samples;
    Lines lines(text, start.offset, start.line);
    std::string_view line;
    std::vector<std::string_view> cells;
    std::size_t rows = 0;
    std::size_t looked = 0;
    while (rows < sample_rows && looked < 4 * sample_rows && lines.next(line)) {
        ++looked;
        split_cells(line, start.delimiter, cells);
        bool row = false;
        if (start.kind == StampKind::civil) {
            auto const shape = shape_of_row(cells, words, start.delimiter);
            auto const at = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
            row = shape
                      ? (shape->stamp == start.stamp && shape->date == start.date)
                      : (at < cells.size() && parse_stamp(cells[at], words) && cells.size() <= 400);
        } else {
            auto const at = static_cast<std::size_t>(start.stamp);
            row = at < cells.size() && numeric_kind(cells[at]) == start.kind;
        }
        if (!row)
            continue;
        ++rows;
        if (cells.size() > samples.size())
            samples.resize(std::min<std::size_t>(cells.size(), 1000));
        for (std::size_t i = 0; i < samples.size(); ++i)
            add_cell(samples[i], i < cells.size() ? cells[i] : std::string_view(), words);
    }
    return samples;
}

// --- headings ---

struct HeadingRow {
    std::string text;
    std::uint32_t line = 0;
    std::vector<std::string> cells;
};

std::vector<std::string> clean_cells(std::vector<std::string_view> const& cells) {
    std::vector<std::string> cleaned;
    for (auto const cell : cells)
        cleaned.push_back(clean_heading(cell));
    return cleaned;
}

// Headings over columns of blanks: two blanks end a heading; else each word is one.
std::vector<std::string> blank_run_headings(std::string_view line, std::size_t columns) {
    std::vector<std::string> wide;
    std::string_view rest = text::trim(line);
    while (!rest.empty()) {
        auto const end = std::min(rest.find("  "), rest.find('\t'));
        wide.push_back(clean_heading(rest.substr(0, end)));
        rest = end == std::string_view::npos ? std::string_view() : text::trim(rest.substr(end));
    }
    if (wide.size() == columns)
        return wide;
    if (wide.size() + 1 == columns && !wide.empty()) { // one heading over date and time
        wide.insert(wide.begin(), wide.front());
        return wide;
    }
    std::vector<std::string_view> cells;
    split_cells(line, blank_runs, cells);
    return clean_cells(cells);
}

std::size_t filled_cells(std::vector<std::string> const& cells) {
    return static_cast<std::size_t>(std::count_if(
        cells.begin(), cells.end(), [](std::string const& cell) { return !cell.empty(); }));
}

// Logical lines before the table: a quoted heading may go over several lines.
std::vector<HeadText> lines_before(std::string_view text, std::size_t from, std::uint32_t number,
                                   std::size_t end) {
    std::vector<HeadText> lines;
    Lines walk(text.substr(0, end), from, number);
    std::string_view line;
    HeadText open;
    int joined = 0;
    while (walk.next(line)) {
        bool const goes_on = !open.text.empty();
        HeadText whole{goes_on ? open.text + '\n' + std::string(line) : std::string(line),
                       goes_on ? open.line : walk.number()};
        bool const unclosed = std::count(whole.text.begin(), whole.text.end(), '"') % 2 != 0;
        if (unclosed && joined < 8) {
            open = std::move(whole);
            ++joined;
            continue;
        }
        open = {};
        joined = 0;
        lines.push_back(std::move(whole));
    }
    if (!open.text.empty())
        lines.push_back(open);
    return lines;
}

// Whether a line can head columns: several words, no date, not numbers alone. Over columns of
// blanks it must also name the time, because any sentence has blanks.
bool can_head(std::vector<std::string> const& cells, Delimiter delimiter, Vocabulary const& words) {
    bool word = false;
    bool time = false;
    for (auto const& cell : cells) {
        auto const parts = parse_stamp(cell, words);
        if (parts && parts->has_date)
            return false;
        word = word || (!cell.empty() && !is_plain_number(cell));
        time = time || mentions(fold(cell), words.stamp);
    }
    return word && (time || delimiter != blank_runs);
}

bool heads_time(std::string const& cell, Vocabulary const& words) {
    return mentions(fold(cell), words.stamp);
}

// The heading rows, from the top: the nearest line above the table that fills several cells, and
// those above it with as many cells as the table has columns.
std::vector<HeadingRow> find_headings(std::vector<HeadText> const& lines, TableStart const& start,
                                      std::size_t columns, Vocabulary const& words) {
    std::vector<HeadingRow> rows;
    std::vector<std::string_view> cells;
    auto const at_stamp = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
    int skipped = 0;
    for (std::size_t i = lines.size(); i-- > 0;) {
        std::vector<std::string> cleaned;
        if (start.delimiter == blank_runs) {
            cleaned = blank_run_headings(lines[i].text, columns);
        } else {
            split_cells(lines[i].text, start.delimiter, cells);
            cleaned = clean_cells(cells);
        }
        std::size_t const filled = filled_cells(cleaned);
        bool const heads = can_head(cleaned, start.delimiter, words);
        if (rows.empty()) {
            if (filled < 2 || cleaned.size() * 2 < columns || !heads) {
                if (++skipped > 4)
                    break;
                continue;
            }
        } else if (cleaned.size() != columns || filled < 2 || rows.size() >= 6 || !heads ||
                   !(cleaned[at_stamp].empty() || heads_time(cleaned[at_stamp], words))) {
            break; // "Serial number;12345" above a table of two columns heads nothing
        }
        bool const ruler = std::all_of(cleaned.begin(), cleaned.end(), [](std::string const& cell) {
            return cell.find_first_not_of("-=_+* ") == std::string::npos;
        });
        if (ruler)
            continue;
        rows.insert(rows.begin(), HeadingRow{lines[i].text, lines[i].line, std::move(cleaned)});
    }
    return rows;
}

// A heading without the serials some formats put into it.
std::string_view without_serials(std::string_view heading) {
    for (std::string_view const mark : {"(LGR S/N", "LGR S/N", "(SEN S/N"}) {
        if (auto const at = heading.find(mark); at != std::string_view::npos)
            heading = heading.substr(0, at);
    }
    return text::trim(heading);
}

// How far the headings stand to the left of their columns: a counter column without heading.
std::size_t heading_shift(std::vector<HeadingRow> const& rows, std::size_t stamp,
                          std::size_t columns, Vocabulary const& words) {
    for (auto const& row : rows) {
        if (stamp < row.cells.size() && heads_time(row.cells[stamp], words))
            return 0;
    }
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.cells.size() && i < stamp; ++i) {
            if (heads_time(row.cells[i], words) && row.cells.size() + (stamp - i) <= columns)
                return stamp - i;
        }
    }
    return 0;
}

void put_headings(Layout& layout, std::vector<HeadingRow> const& rows, std::size_t shift) {
    for (auto const& row : rows) {
        layout.heading_lines.push_back(row.text);
        layout.heading_cells = std::max(layout.heading_cells, row.cells.size() + shift);
        for (std::size_t i = 0; i < row.cells.size() && i + shift < layout.columns.size(); ++i) {
            if (!row.cells[i].empty())
                layout.columns[i + shift].parts.push_back(row.cells[i]);
        }
    }
    for (auto& column : layout.columns)
        column.heading = text::join(column.parts, " ");
}

// --- roles ---

class RoleFinder {
public:
    RoleFinder(Layout& layout, std::vector<ColumnSample> const& samples, Preamble const& preamble,
               InferContext const& context)
        : m_layout(layout), m_samples(samples), m_preamble(preamble), m_context(context) {}

    void run() {
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            auto& column = m_layout.columns[i];
            column.role = role_of(i);
            column.first_value = m_samples[i].first;
            column.sparse =
                m_samples[i].filled() <= 3 || m_samples[i].blank > m_samples[i].filled();
            if (column.role == ColumnRole::channel)
                describe(i);
        }
        apply_unit_column();
        apply_status_columns();
        resolve_units();
        name_channels();
    }

private:
    Vocabulary const& words() const { return m_context.words; }

    ColumnRole role_of(std::size_t i) {
        auto const at = static_cast<int>(i);
        if (at == m_layout.stamp)
            return ColumnRole::stamp;
        if (at == m_layout.date)
            return ColumnRole::date;
        if (at == m_layout.clock)
            return ColumnRole::clock;
        auto const& sample = m_samples[i];
        std::string const heading = bare(i);
        if (profile_ignores(heading))
            return ColumnRole::unused;
        if (profile_status(heading))
            return ColumnRole::status;
        if (heading == "ms" && sample.whole > 0) {
            m_layout.milliseconds = at;
            return ColumnRole::milliseconds;
        }
        if (sample.stamps + sample.dates + sample.clocks > sample.numbers())
            return ColumnRole::unused;
        bool const numeric =
            sample.numbers() > 0 && sample.numbers() + sample.absent >= sample.texts * 2;
        return numeric ? numeric_role(i, heading) : text_role(i, heading);
    }

    bool profile_ignores(std::string const& heading) const {
        return m_context.profile != nullptr &&
               std::any_of(m_context.profile->ignored.begin(), m_context.profile->ignored.end(),
                           [&](auto const& word) { return heading == fold(word); });
    }
    bool profile_status(std::string const& heading) const {
        return m_context.profile != nullptr && !m_context.profile->status.empty() &&
               heading == fold(m_context.profile->status);
    }

    /// The heading as words are looked for in it.
    std::string bare(std::size_t i) const {
        return fold(without_serials(m_layout.columns[i].heading));
    }
    std::optional<TemperatureUnit> unit_in_heading(std::size_t i) const {
        auto const& column = m_layout.columns[i];
        for (auto const& part : column.parts) { // a row of units below the names
            auto const unit = column.parts.size() > 1 && part.size() <= 8
                                  ? find_unit(part, words(), UnitContext::alone)
                                  : std::nullopt;
            if (unit)
                return unit;
        }
        return find_unit(without_serials(column.heading), words(), UnitContext::heading);
    }

    bool names_temperature(std::string const& heading) const {
        return mentions(heading, words().temperature);
    }

    ColumnRole numeric_role(std::size_t i, std::string const& heading) {
        auto const& sample = m_samples[i];
        bool const unit = unit_in_heading(i).has_value();
        if (unit || names_temperature(heading) || sample.suffix_unit)
            return mentions(heading, words().ignored) && !unit ? ColumnRole::unused
                                                               : ColumnRole::channel;
        auto const& parts = m_layout.columns[i].parts;
        bool const counter = std::any_of(parts.begin(), parts.end(), [&](std::string const& part) {
            return std::find(words().index.begin(), words().index.end(), fold(part)) !=
                   words().index.end();
        });
        bool const before_times = static_cast<int>(i) < std::max(m_layout.stamp, m_layout.date);
        bool const counts =
            sample.counts && sample.numbers() > 1 && (heading.empty() || before_times);
        if (counter || counts)
            return ColumnRole::unused;
        if (is_group(heading, sample))
            return ColumnRole::group;
        if (mentions(heading, words().ignored) || mentions(heading, words().stamp))
            return ColumnRole::unused;
        if (sample.filled() <= 1 && sample.blank > 3)
            return ColumnRole::text; // a serial on the first row
        return ColumnRole::channel;
    }

    bool is_group(std::string const& heading, ColumnSample const& sample) const {
        bool const named = mentions(heading, words().group) && !names_temperature(heading) &&
                           !mentions(heading, words().humidity);
        return named && sample.blank == 0 && sample.filled() > 1 && sample.points == 0 &&
               sample.commas == 0;
    }

    ColumnRole text_role(std::size_t i, std::string const& heading) {
        auto const& sample = m_samples[i];
        if (sample.filled() == 0) // no cell in the sample: the heading decides
            return !heading.empty() && (names_temperature(heading) || unit_in_heading(i))
                       ? ColumnRole::channel
                       : ColumnRole::text;
        if (sample.absent > 0 && sample.texts == 0 &&
            (names_temperature(heading) || unit_in_heading(i)))
            return ColumnRole::channel;
        bool const all_units =
            sample.blank == 0 && !sample.values.empty() &&
            std::all_of(sample.values.begin(), sample.values.end(), [&](std::string const& cell) {
                return find_unit(cell, words(), UnitContext::alone).has_value() || cell == "%" ||
                       cell == "%RH";
            });
        if (all_units && m_layout.unit < 0)
            return ColumnRole::unit;
        if (sample.blank == 0 && m_layout.quantity < 0 && sample.values.size() > 1 &&
            sample.values.size() < 8 && names_quantities(sample))
            return ColumnRole::quantity;
        return is_group(heading, sample) ? ColumnRole::group : ColumnRole::text;
    }

    // Cells such as "Temperature" and "Humidity": every row is of one quantity.
    bool names_quantities(ColumnSample const& sample) const {
        bool const temperature =
            std::any_of(sample.values.begin(), sample.values.end(), [&](std::string const& cell) {
                return mentions(fold(cell), words().temperature);
            });
        bool const other =
            std::any_of(sample.values.begin(), sample.values.end(), [&](std::string const& cell) {
                std::string const folded = fold(cell);
                return mentions(folded, words().humidity) || mentions(folded, words().other);
            });
        return temperature && other;
    }

    void describe(std::size_t i) {
        auto& column = m_layout.columns[i];
        auto const& sample = m_samples[i];
        std::string const heading = bare(i);
        column.mark = sample.commas > sample.points ? ',' : '.';
        column.suffixed = sample.suffixed > 0;
        auto unit = unit_in_heading(i);
        if (!unit && sample.suffix_unit) {
            unit = sample.suffix_unit;
            m_layout.notes.push_back(text::cat("unit of ", text::quoted(column.heading),
                                               ": its cells say ", sample.suffix_text));
        }
        if (mentions(heading, words().derived))
            column.quantity = QuantityKind::other;
        else if (!unit && (mentions(heading, words().humidity) ||
                           heading.find('%') != std::string::npos || sample.suffix_text == "%"))
            column.quantity = QuantityKind::humidity;
        else if (unit || (names_temperature(heading) && !mentions(heading, words().other)))
            column.quantity = QuantityKind::temperature;
        column.unit = unit;
        column.unit_text = unit ? std::string(symbol(*unit)) : sample.suffix_text;
        column.aggregated = mentions(text::replace_all(heading, "_", " "), words().average);
        if (m_context.profile != nullptr) {
            for (auto const& mark : m_context.profile->serial_after) {
                if (column.logger.empty())
                    column.logger = text_after(column.heading, mark).value_or("");
            }
        }
        if (column.logger.empty())
            column.logger = text_after(column.heading, "LGR S/N: ").value_or("");
    }

    // "Date/Time,Unit,Value": the unit stands in every row, for the value after it. With units that
    // change from row to row only the temperature's counts; the other rows are told apart by unit.
    void apply_unit_column() {
        bool const quantities =
            std::any_of(m_layout.columns.begin(), m_layout.columns.end(),
                        [](Column const& column) { return column.role == ColumnRole::quantity; });
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role != ColumnRole::unit)
                continue;
            m_layout.unit = static_cast<int>(i);
            std::set<TemperatureUnit> units;
            std::string written;
            for (auto const& value : m_samples[i].values) {
                if (auto const unit = find_unit(value, words(), UnitContext::alone)) {
                    units.insert(*unit);
                    written = value;
                }
            }
            for (auto& column : m_layout.columns) {
                if (column.role != ColumnRole::channel || column.unit ||
                    column.quantity == QuantityKind::humidity)
                    continue;
                column.quantity =
                    units.size() == 1 ? QuantityKind::temperature : QuantityKind::humidity;
                if (units.size() != 1)
                    continue;
                column.unit = *units.begin();
                column.unit_text = written;
            }
        }
        for (auto& column : m_layout.columns) {
            if (quantities && column.role == ColumnRole::channel &&
                column.quantity == QuantityKind::other)
                column.quantity = QuantityKind::temperature;
        }
    }

    void apply_status_columns() {
        int channel = -1;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role == ColumnRole::channel)
                channel = static_cast<int>(i);
            if (m_layout.columns[i].role == ColumnRole::status && channel >= 0)
                m_layout.columns[static_cast<std::size_t>(channel)].status_column =
                    static_cast<int>(i);
        }
    }

    // Units that stand apart from the headings: in the preamble, with the profile, by option.
    void resolve_units() {
        take_channels_from_profile();
        std::vector<std::size_t> channels;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            if (m_layout.columns[i].role == ColumnRole::channel)
                channels.push_back(i);
        }
        for (auto const i : channels) {
            auto& column = m_layout.columns[i];
            if (!column.unit && column.quantity != QuantityKind::humidity)
                unit_from_preamble(column, channels.size());
        }
        auto const common = unit_of_preamble();
        for (auto const i : channels) {
            auto& column = m_layout.columns[i];
            if (column.unit || column.quantity != QuantityKind::temperature)
                continue;
            if (common) {
                set_unit(column, *common, "the lines above the table write every temperature so");
            } else if (m_context.profile != nullptr && m_context.profile->unit) {
                set_unit(column, *m_context.profile->unit,
                         m_context.profile->evidence == Evidence::verified
                             ? "format description"
                             : "format description, unconfirmed");
            } else if (m_context.options.unit) {
                set_unit(column, *m_context.options.unit, "option --unit");
            }
        }
        bool const any = std::any_of(channels.begin(), channels.end(), [&](std::size_t i) {
            return m_layout.columns[i].quantity == QuantityKind::temperature;
        });
        if (!any && channels.size() == 1 && m_context.options.unit &&
            !mentions(fold(m_layout.columns[channels[0]].heading), words().other)) {
            m_layout.columns[channels[0]].quantity = QuantityKind::temperature;
            set_unit(m_layout.columns[channels[0]], *m_context.options.unit, "option --unit");
        }
    }

    void set_unit(Column& column, TemperatureUnit unit, std::string_view from) {
        column.unit = unit;
        column.unit_text = symbol(unit);
        m_layout.notes.push_back(text::cat("unit of ", text::quoted(column.heading), ": ",
                                           symbol(unit), " (", from, ")"));
    }

    // A line "<heading> = <unit>", or "<heading>" with "UNIT: <unit>" below it.
    void unit_from_preamble(Column& column, std::size_t channels) {
        if (column.parts.empty() && channels > 1)
            return;
        if (column.parts.empty()) { // the only column of a table without headings
            for (auto const& line : m_preamble.lines) {
                auto const unit = line.value.size() <= 12 && names_temperature(line.key)
                                      ? find_unit(line.value, words(), UnitContext::alone)
                                      : std::nullopt;
                if (!unit)
                    continue;
                column.quantity = QuantityKind::temperature;
                set_unit(column, *unit, text::cat("line ", text::quoted(line.key)));
                return;
            }
        }
        for (auto const& part : column.parts) {
            if (auto const value = m_preamble.find(std::span(&part, 1))) {
                if (auto const unit = find_unit(*value, words(), UnitContext::alone)) {
                    column.quantity = QuantityKind::temperature;
                    set_unit(column, *unit, text::cat("line ", text::quoted(part)));
                    return;
                }
            }
            for (std::size_t i = 0; i + 1 < m_preamble.texts.size(); ++i) {
                if (!text::equal_ignoring_case(m_preamble.texts[i].text, part))
                    continue;
                auto const written = text_after(fold(m_preamble.texts[i + 1].text), "unit:");
                auto const unit =
                    written ? find_unit(text::upper(*written), words(), UnitContext::alone)
                            : std::nullopt;
                if (unit) {
                    column.quantity = QuantityKind::temperature;
                    set_unit(column, *unit, text::cat("line below ", text::quoted(part)));
                    return;
                }
            }
        }
        if (channels == 1 && column.quantity != QuantityKind::humidity &&
            !mentions(fold(column.heading), words().other)) {
            auto const value = m_preamble.find(HeadFact::unit, words());
            auto const unit = value ? find_unit(*value, words(), UnitContext::alone) : std::nullopt;
            if (unit) {
                column.quantity = QuantityKind::temperature;
                set_unit(column, *unit, "the preamble's unit");
            }
        }
    }

    // The one unit that every marked temperature above the table has; nothing when they differ.
    std::optional<TemperatureUnit> unit_of_preamble() const {
        if (auto const value = m_preamble.find(HeadFact::unit, words())) {
            if (auto const unit = find_unit(*value, words(), UnitContext::alone))
                return unit;
        }
        std::set<TemperatureUnit> units;
        for (auto const& [line, number] : m_preamble.texts) {
            for (std::string_view const mark : {"\xC2\xB0", "\xEF\xBF\xBD"}) {
                for (auto at = line.find(mark); at != std::string::npos;
                     at = line.find(mark, at + 1)) {
                    if (auto const unit =
                            find_unit(std::string_view(line).substr(at, mark.size() + 1), words(),
                                      UnitContext::heading))
                        units.insert(*unit);
                }
            }
        }
        return units.size() == 1 ? std::optional(*units.begin()) : std::nullopt;
    }

    // Names and units of channels that only the lines above the table give, in order.
    void take_channels_from_profile() {
        if (m_context.profile == nullptr || m_context.profile->names_from.empty())
            return;
        auto const names = m_preamble.all(m_context.profile->names_from);
        auto const units = m_preamble.all(m_context.profile->units_from);
        std::size_t next = 0;
        for (auto& column : m_layout.columns) {
            if (column.role != ColumnRole::channel || next >= names.size())
                continue;
            column.heading = names[next];
            column.parts = {names[next]};
            std::string const folded = fold(names[next]);
            auto const unit = next < units.size()
                                  ? find_unit(units[next], words(), UnitContext::heading)
                                  : std::nullopt;
            if (mentions(folded, words().temperature)) {
                column.quantity = QuantityKind::temperature;
                if (unit)
                    set_unit(column, *unit, "the channel's description");
            }
            ++next;
        }
    }

    // The heading without unit and serials; made unique by what sets equal headings apart.
    void name_channels() {
        std::map<std::string, int> uses;
        for (auto const& column : m_layout.columns) {
            if (column.role == ColumnRole::channel)
                ++uses[short_name(column)];
        }
        std::map<std::string, int> given;
        std::size_t index = 0;
        for (std::size_t i = 0; i < m_layout.columns.size(); ++i) {
            auto& column = m_layout.columns[i];
            if (column.role != ColumnRole::channel)
                continue;
            column.channel = index++;
            std::string name = short_name(column);
            if (name.empty())
                name = text::cat("column ", i + 1);
            else if (uses[name] > 1)
                name += distinction(column);
            int const count = ++given[name];
            column.name = count == 1 ? name : text::cat(name, " #", count);
        }
        m_layout.channels = index;
    }

    static std::string distinction(Column const& column) {
        if (auto const label = text_after(column.heading, "LBL: "))
            return " " + *label;
        if (auto const sensor = text_after(column.heading, "SEN S/N: "))
            return " " + *sensor;
        return {};
    }

    // The parts of several heading rows that are more than a unit or a number.
    std::string telling_parts(Column const& column) const {
        std::string out;
        for (auto const& part : column.parts) {
            bool const unit = part.size() <= 8 && (find_unit(part, words(), UnitContext::alone) ||
                                                   part.starts_with('%'));
            if (unit || is_plain_number(part) || out.find(part) != std::string::npos)
                continue;
            out += text::cat(out.empty() ? "" : " ", part);
        }
        return out.empty() ? column.heading : out;
    }

    // "Temperature (C)" is "Temperature"; "103 (C)" stays, or a number alone would be left.
    std::string_view without_unit(std::string_view heading) const {
        if (!heading.ends_with(')') && !heading.ends_with(']'))
            return heading;
        std::size_t open = heading.size() - 1; // of the bracket that closes last
        for (int depth = 0;; --open) {
            depth += heading[open] == ')' || heading[open] == ']' ? 1 : 0;
            depth -= heading[open] == '(' || heading[open] == '[' ? 1 : 0;
            if (depth == 0 || open == 0)
                break;
        }
        if (open == 0)
            return heading;
        auto const inside = heading.substr(open + 1, heading.size() - open - 2);
        auto const before = text::trim(heading.substr(0, open));
        bool const unit = inside.size() <= 8 && (find_unit(inside, words(), UnitContext::alone) ||
                                                 inside.find('%') != std::string_view::npos);
        return unit && !before.empty() && !is_plain_number(before) ? before : heading;
    }

    std::string short_name(Column const& column) const {
        std::string const whole = column.parts.size() > 1 ? telling_parts(column) : column.heading;
        auto heading = without_unit(without_serials(whole));
        auto const comma = heading.rfind(", ");
        if (comma != std::string_view::npos && heading.size() - comma <= 8)
            heading = heading.substr(0, comma); // "Temp, C"
        while (heading.ends_with(',') || heading.ends_with(' '))
            heading.remove_suffix(1);
        return std::string(heading);
    }

    Layout& m_layout;
    std::vector<ColumnSample> const& m_samples;
    Preamble const& m_preamble;
    InferContext const& m_context;
};

// Of several full stamps, the one whose heading says UTC; else the first.
void prefer_utc_stamp(Layout& layout, std::vector<ColumnSample> const& samples) {
    if (layout.stamp < 0)
        return;
    int const rows = samples[static_cast<std::size_t>(layout.stamp)].stamps;
    auto const at = static_cast<std::size_t>(layout.stamp);
    if (find_offset(layout.columns[at].heading))
        return;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (samples[i].stamps == rows && rows > 0 && find_offset(layout.columns[i].heading)) {
            layout.notes.push_back(text::cat(
                "times: column ", text::quoted(layout.columns[i].heading),
                ", which names its offset, before ", text::quoted(layout.columns[at].heading)));
            layout.stamp = static_cast<int>(i);
            return;
        }
    }
}

// Rows with more cells than headings and whole numbers only: "5,1" fell into two cells because the
// mark of the decimals is also the delimiter.
bool has_split_numbers(Layout const& layout, std::vector<ColumnSample> const& samples) {
    if (layout.heading_cells == 0 || samples.size() <= layout.heading_cells)
        return false;
    auto const last = static_cast<std::size_t>(std::max({layout.stamp, layout.date, layout.clock}));
    int numbers = 0;
    for (std::size_t i = last + 1; i < samples.size(); ++i) {
        if (samples[i].points + samples[i].commas > 0)
            return false;
        numbers += samples[i].whole > samples[i].texts ? 1 : 0;
    }
    return numbers >= 2;
}

void set_needed(Layout& layout) {
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        if (layout.columns[i].role != ColumnRole::unused)
            layout.needed = i + 1;
        if (layout.columns[i].role == ColumnRole::group && layout.group < 0)
            layout.group = static_cast<int>(i);
        if (layout.columns[i].role == ColumnRole::quantity && layout.quantity < 0)
            layout.quantity = static_cast<int>(i);
    }
}

std::string_view delimiter_word(Delimiter delimiter) {
    switch (delimiter) {
    case '\t':
        return "tab";
    case ' ':
        return "blanks";
    case ';':
        return "semicolon";
    case ',':
        return "comma";
    case unit_separator:
        return "elements";
    default:
        return "bar";
    }
}

} // namespace

std::optional<RowShape> shape_of_row(std::vector<std::string_view> const& cells,
                                     Vocabulary const& words, Delimiter delimiter) {
    RowShape shape;
    if (cells.size() < 2 || cells.size() > 1000)
        return std::nullopt;
    for (std::size_t i = 0; i < cells.size() && shape.stamp < 0; ++i) {
        auto const parts = parse_stamp(cells[i], words);
        auto const at = static_cast<int>(i);
        if (!parts)
            continue;
        if (parts->has_date && parts->has_time)
            shape.stamp = at;
        else if (parts->has_date && shape.date < 0)
            shape.date = at;
        else if (parts->has_time && shape.clock < 0)
            shape.clock = at;
    }
    if (shape.stamp >= 0)
        shape.date = shape.clock = -1;
    if (shape.stamp < 0 && shape.date < 0)
        return std::nullopt;
    int const first = shape.stamp >= 0 ? shape.stamp : shape.date;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const at = static_cast<int>(i);
        if (at == shape.stamp || at == shape.date || at == shape.clock)
            continue;
        bool const number = is_measure(cells[i]);
        // words before the time make a sentence of the line
        if (delimiter == blank_runs && at < first && !is_plain_number(cells[i]))
            return std::nullopt;
        shape.numbers += number ? 1 : 0;
    }
    if (shape.numbers == 0)
        return std::nullopt;
    return shape;
}

std::optional<TableStart> find_table(std::string_view text, std::size_t from, std::uint32_t line,
                                     Vocabulary const& words) {
    if (auto const civil = find_civil(text, from, line, words))
        return civil;
    return find_numeric(text, from, line);
}

bool is_heading(std::vector<std::string_view> const& cells, Vocabulary const& words) {
    if (cells.size() < 2)
        return false;
    bool time = false;
    for (auto const cell : cells) {
        if (parse_stamp(cell, words) || is_plain_number(cell))
            return false;
        time = time || mentions(fold(cell), words.stamp);
    }
    return time;
}

Layout infer_layout(std::string_view text, std::size_t from, std::uint32_t from_line,
                    TableStart const& start, Preamble& preamble, InferContext const& context) {
    Layout layout;
    layout.delimiter = start.delimiter;
    layout.kind = start.kind;
    layout.stamp = start.stamp;
    layout.date = start.date;
    layout.clock = start.clock;
    layout.first_row = start.offset;
    layout.first_line = start.line;
    auto const samples = sample_columns(text, start, context.words);
    layout.columns.resize(samples.size());
    if (context.profile != nullptr && !context.profile->columns.empty()) {
        layout.heading_cells = context.profile->columns.size();
        for (std::size_t i = 0; i < layout.columns.size() && i < context.profile->columns.size();
             ++i) {
            layout.columns[i].heading = context.profile->columns[i];
            layout.columns[i].parts = {context.profile->columns[i]};
        }
    } else {
        auto const lines = lines_before(text, from, from_line, start.offset);
        auto const rows = find_headings(lines, start, samples.size(), context.words);
        if (!rows.empty())
            preamble.end_before(rows.front().line);
        auto const stamp = static_cast<std::size_t>(start.stamp >= 0 ? start.stamp : start.date);
        put_headings(layout, rows, heading_shift(rows, stamp, samples.size(), context.words));
    }
    layout.split_numbers = has_split_numbers(layout, samples);
    prefer_utc_stamp(layout, samples);
    RoleFinder(layout, samples, preamble, context).run();
    set_needed(layout);
    layout.notes.insert(layout.notes.begin(),
                        text::cat("table from line ", start.line, ", ", layout.columns.size(),
                                  " columns, delimiter ", delimiter_word(start.delimiter)));
    return layout;
}

} // namespace coldchain::logger
