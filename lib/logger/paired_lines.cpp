// SPDX-License-Identifier: Apache-2.0
// A line is taken apart at the marks behind its names. A value ends at the last comma, semicolon,
// bar or tab before the next name, else before the last word, which is that name.
#include "logger/paired_lines.hpp"

#include "common/text.hpp"
#include "logger/cells.hpp"
#include "logger/column_sample.hpp"
#include "logger/made_text.hpp"
#include "logger/stamp.hpp"

#include <algorithm>
#include <map>

namespace coldchain::logger {

namespace {

constexpr int lines_looked_at = 60;
constexpr std::size_t longest_line = 4'000;
constexpr std::size_t most_names = 200;

struct Pair {
    std::string name;
    std::string value;
};

struct Record {
    std::vector<Pair> pairs;
    std::uint32_t line = 0;
};

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '.' || c == '-' || c == '/' || c == '%' || c == '#' || c == '(' ||
           c == ')' || c == '[' || c == ']' || static_cast<unsigned char>(c) >= 0x80;
}

bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '%' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_separator(char c) {
    return c == ',' || c == ';' || c == '|' || c == '\t' || c == '&' || c == '{' || c == '}';
}

std::string_view trim_marks(std::string_view text) {
    text = text::trim(text);
    while (!text.empty() && (is_separator(text.back()) || text.back() == ' '))
        text.remove_suffix(1);
    while (!text.empty() && (is_separator(text.front()) || text.front() == ' '))
        text.remove_prefix(1);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    return text::trim(text);
}

// "41.2% Heat index: 3.1": whole words of letters before the last one belong to the name; "C" and
// what holds digits to the value before.
std::size_t with_words_before(std::string_view line, std::size_t from, std::size_t name) {
    for (;;) {
        std::size_t end = name;
        while (end > from && line[end - 1] == ' ')
            --end;
        std::size_t begin = end;
        while (begin > from && starts_name(line[begin - 1]) && line[begin - 1] != '%')
            --begin;
        bool const word = end - begin >= 3 && begin > from && line[begin - 1] == ' ' && end < name;
        if (!word)
            return name;
        name = begin;
    }
}

// Where the name that ends at `end` begins; npos when there is none.
std::size_t name_begin(std::string_view line, std::size_t from, std::size_t end, char mark) {
    while (end > from && line[end - 1] == ' ')
        --end;
    if (end > from && line[end - 1] == '"') { // "temp": 4.5
        auto const open = end >= 2 ? line.rfind('"', end - 2) : std::string_view::npos;
        return open == std::string_view::npos || open < from ? std::string_view::npos : open;
    }
    // all back to a separator, when that is a name of words
    std::size_t wide = end;
    while (wide > from && !is_separator(line[wide - 1]))
        --wide;
    bool const separated = wide == 0 || (wide > from && is_separator(line[wide - 1]));
    std::size_t narrow = end;
    while (narrow > from && is_name_byte(line[narrow - 1]))
        --narrow;
    auto const words = text::trim(line.substr(wide, end - wide));
    bool const named = separated && !words.empty() && words.size() <= 40 &&
                       starts_name(words.front()) &&
                       std::all_of(words.begin(), words.end(),
                                   [](char c) { return c == ' ' || is_name_byte(c); });
    if (named)
        return static_cast<std::size_t>(words.data() - line.data());
    if (narrow >= end || !starts_name(line[narrow]))
        return std::string_view::npos;
    return mark == ':' ? with_words_before(line, from, narrow) : narrow;
}

struct Mark {
    std::size_t name = 0; ///< where the name begins
    std::size_t at = 0;   ///< the mark itself
};

std::vector<Mark> find_marks(std::string_view line, char mark) {
    std::vector<Mark> marks;
    std::size_t from = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < line.size() && marks.size() < most_names; ++at) {
        if (line[at] == '"')
            quoted = !quoted;
        if (quoted || line[at] != mark)
            continue;
        auto const name = name_begin(line, from, at, mark);
        if (name == std::string_view::npos)
            continue;
        marks.push_back({name, at});
        from = at + 1;
    }
    return marks;
}

bool is_moment(std::string_view cell, Vocabulary const& words) {
    auto const parts = parse_stamp(cell, words);
    return parts && parts->has_date && parts->has_time;
}

bool is_number(std::string_view value) {
    auto const digit = value.find_first_of("0123456789");
    return digit == 0 || (digit == 1 && (value[0] == '-' || value[0] == '+'));
}

// Cells of a table in front of a pair: "2024-03-14,4.5,state:OK" is a row of that table.
bool holds_cells(std::string_view front) {
    while (!front.empty()) {
        auto const end = std::min(front.find_first_of(",;|\t"), front.size());
        if (is_number(text::trim(front.substr(0, end))))
            return true;
        front.remove_prefix(std::min(end + 1, front.size()));
    }
    return false;
}

// A time in front of the pairs: the longest beginning that is one. What is left names the sender.
// False when the line is none of this kind.
bool take_front(std::string_view front, Vocabulary const& words, std::vector<Pair>& pairs) {
    front = trim_marks(front);
    while (front.ends_with(':') || front.ends_with('-'))
        front = text::trim(front.substr(0, front.size() - 1));
    if (front.empty())
        return true;
    std::size_t end = front.size();
    while (end > 0 && end != std::string_view::npos) {
        if (is_moment(trim_marks(front.substr(0, end)), words)) {
            pairs.push_back({"Time", std::string(trim_marks(front.substr(0, end)))});
            front = trim_marks(front.substr(end));
            break;
        }
        end = front.find_last_of(" ,;|\t", end - 1);
        if (end == 0)
            break;
    }
    if (holds_cells(front))
        return false;
    if (!front.empty())
        pairs.push_back({"source", std::string(front)});
    return true;
}

// "temperature,room=a value=4.5,battery=87i 1710409800000000000": the time stands last, in parts of
// a second that its digits tell.
std::optional<std::vector<Pair>> line_protocol(std::string_view line) {
    auto const last = line.find_last_of(' ');
    if (last == std::string_view::npos || line.starts_with('#'))
        return std::nullopt;
    auto const stamp = line.substr(last + 1);
    bool const digits = stamp.find_first_not_of("0123456789") == std::string_view::npos;
    bool const known = stamp.size() == 10 || stamp.size() == 13 || stamp.size() == 16 ||
                       stamp.size() == 19;
    auto const first = line.find(' ');
    if (!digits || !known || first == last)
        return std::nullopt;
    std::vector<Pair> pairs;
    auto const tags = text::split(line.substr(0, first), ',');
    pairs.push_back({"Time", std::string(stamp.substr(0, std::min<std::size_t>(13, stamp.size())))});
    pairs.push_back({"_measurement", std::string(tags.front())});
    auto const add = [&](std::string_view part, bool field) {
        auto const mark = part.find('=');
        if (mark == std::string_view::npos || mark == 0)
            return false;
        auto value = part.substr(mark + 1);
        bool const whole = field && value.size() > 1 && (value.ends_with('i') || value.ends_with('u'));
        if (whole)
            value.remove_suffix(1);
        pairs.push_back({std::string(part.substr(0, mark)), std::string(trim_marks(value))});
        return true;
    };
    for (std::size_t i = 1; i < tags.size(); ++i) {
        if (!add(tags[i], false))
            return std::nullopt;
    }
    for (auto const part : text::split(line.substr(first + 1, last - first - 1), ',')) {
        if (!add(part, true))
            return std::nullopt;
    }
    return pairs;
}

// "temp=4.5 temp=9.1" holds two values.
void number_twins(std::vector<Pair>& pairs) {
    std::map<std::string, int> seen;
    for (auto& pair : pairs) {
        int const count = ++seen[pair.name];
        if (count > 1)
            pair.name += text::cat(' ', count);
    }
}

std::vector<Pair> pairs_of(std::string_view line, Vocabulary const& words) {
    if (line.size() > longest_line)
        return {};
    if (auto pairs = line_protocol(line))
        return std::move(*pairs);
    auto marks = find_marks(line, '=');
    if (marks.empty())
        marks = find_marks(line, ':');
    if (marks.empty())
        return {};
    std::vector<Pair> pairs;
    if (!take_front(line.substr(0, marks.front().name), words, pairs))
        return {};
    for (std::size_t i = 0; i < marks.size(); ++i) {
        auto const end = i + 1 < marks.size() ? marks[i + 1].name : line.size();
        auto const name = trim_marks(line.substr(marks[i].name, marks[i].at - marks[i].name));
        auto const value = trim_marks(line.substr(marks[i].at + 1, end - marks[i].at - 1));
        pairs.push_back({std::string(name), std::string(value)});
    }
    number_twins(pairs);
    return pairs;
}

// A time, and a number beside it.
bool is_record(std::vector<Pair> const& pairs, Vocabulary const& words) {
    bool time = false;
    int numbers = 0;
    for (auto const& pair : pairs) {
        bool const moment =
            is_moment(pair.value, words) ||
            (mentions(fold(pair.name), words.stamp) && numeric_kind(pair.value).has_value());
        auto const parts = moment ? std::nullopt : parse_stamp(pair.value, words);
        time = time || moment || (parts && parts->has_date);
        numbers += !moment && !parts && is_number(pair.value) ? 1 : 0;
    }
    return time && numbers > 0;
}

// --- records of several lines ---

std::optional<Pair> single_pair(std::string_view line) {
    auto const mark = line.find_first_of(":=");
    if (mark == std::string_view::npos || mark == 0 || line.size() > longest_line)
        return std::nullopt;
    auto const name = trim_marks(line.substr(0, mark));
    if (name.empty() || name.size() > 40 || !starts_name(name.front()))
        return std::nullopt;
    return Pair{std::string(name), std::string(trim_marks(line.substr(mark + 1)))};
}

// The records of a text of one pair a line: a name that comes again, or a blank line, ends one.
std::vector<Record> records_of_blocks(std::string_view text, Vocabulary const& words) {
    std::vector<Record> records;
    Record open;
    auto const close = [&] {
        // behind the first one, a block without a time is a row all the same
        if (!open.pairs.empty() && (!records.empty() || is_record(open.pairs, words)))
            records.push_back(std::move(open));
        open = {};
    };
    Lines lines(text);
    std::string_view line;
    while (lines.next(line)) {
        auto pair = single_pair(line);
        if (!pair) {
            close();
            continue;
        }
        bool const again = std::any_of(open.pairs.begin(), open.pairs.end(),
                                       [&](Pair const& other) { return other.name == pair->name; });
        if (again)
            close();
        if (open.pairs.empty())
            open.line = lines.number();
        if (open.pairs.size() < most_names)
            open.pairs.push_back(std::move(*pair));
    }
    close();
    return records;
}

// --- the table ---

class PairTable {
public:
    void name_columns(std::vector<Pair> const& pairs) {
        for (auto const& pair : pairs) {
            if (m_columns.size() < most_names && m_columns.try_emplace(pair.name, m_names.size()).second)
                m_names.push_back(pair.name);
        }
    }

    void line(std::string_view text, std::uint32_t origin) { m_made.line(text, origin); }

    void headings(std::uint32_t origin) { cells(m_names, origin); }

    void row(std::vector<Pair> const& pairs, std::uint32_t origin) {
        std::vector<std::string> row(m_names.size());
        for (auto const& pair : pairs) {
            auto const column = m_columns.find(pair.name);
            if (column != m_columns.end() && row[column->second].empty())
                row[column->second] = pair.value;
        }
        cells(std::move(row), origin);
    }

    SourceText take(SourceText const& source, bool ended) {
        if (!ended) // a last row without its end stays one
            m_made.open_end();
        return m_made.take(source);
    }

private:
    void cells(std::vector<std::string> cells, std::uint32_t origin) {
        if (cells.size() == 1) // a table has two columns at least
            cells.emplace_back();
        m_made.cells(cells, origin);
    }

    MadeText m_made;
    std::map<std::string, std::size_t> m_columns;
    std::vector<std::string> m_names;
};

// Whether most of the first lines are records of their own.
bool is_log(std::string_view text, Vocabulary const& words) {
    Lines lines(text);
    std::string_view line;
    int records = 0;
    int others = 0;
    for (int looked = 0;
         looked < lines_looked_at && others * 2 <= lines_looked_at && lines.next(line); ++looked) {
        if (text::trim(line).empty() || line.find_first_of("=:") == std::string_view::npos) {
            others += text::trim(line).empty() ? 0 : 1;
            continue;
        }
        if (is_record(pairs_of(line, words), words))
            ++records;
        else
            ++others;
    }
    return records >= 2 && records > others;
}

std::optional<SourceText> from_log(SourceText const& source, Vocabulary const& words) {
    auto const text = source.text();
    PairTable table;
    for (int pass = 0; pass < 2; ++pass) { // names that come late have a column too
        Lines lines(text);
        std::string_view line;
        bool headed = false;
        while (lines.next(line)) {
            auto const pairs = pairs_of(line, words);
            bool const row = is_record(pairs, words);
            if (pass == 0) {
                if (row)
                    table.name_columns(pairs);
                continue;
            }
            if (row && !headed)
                table.headings(lines.number());
            headed = headed || row;
            if (row)
                table.row(pairs, lines.number());
            else
                table.line(line, lines.number());
        }
    }
    return table.take(source, text.ends_with('\n'));
}

// A blank line, a ruler, or "[Reading 1]".
bool is_divider(std::string_view line) {
    return line.find_first_not_of("-=*_") == std::string_view::npos ||
           (line.starts_with('[') && line.ends_with(']'));
}

// Records of several lines, when most lines of the text are theirs.
std::optional<SourceText> from_blocks(SourceText const& source, Vocabulary const& words) {
    auto const text = source.text();
    Lines lines(text);
    std::string_view line;
    int pairs = 0;
    int others = 0;
    for (int looked = 0; looked < lines_looked_at && lines.next(line); ++looked) {
        if (single_pair(line))
            ++pairs;
        else
            others += is_divider(text::trim(line)) ? 0 : 1;
    }
    if (pairs < 6 || others * 4 > pairs)
        return std::nullopt;
    auto const records = records_of_blocks(text, words);
    auto const whole = std::count_if(records.begin(), records.end(), [&](Record const& record) {
        return is_record(record.pairs, words);
    });
    if (whole < 3 || static_cast<std::size_t>(whole) * 2 < records.size())
        return std::nullopt;
    PairTable table;
    for (auto const& record : records)
        table.name_columns(record.pairs);
    Lines above(text);
    while (above.next(line) && above.number() < records.front().line)
        table.line(line, above.number());
    table.headings(records.front().line);
    for (auto const& record : records)
        table.row(record.pairs, record.line);
    return table.take(source, text.ends_with('\n'));
}

} // namespace

std::optional<SourceText> text_of_pairs(SourceText const& source, Vocabulary const& words) {
    if (is_log(source.text(), words))
        return from_log(source, words);
    return from_blocks(source, words);
}

} // namespace coldchain::logger
