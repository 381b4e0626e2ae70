// SPDX-License-Identifier: Apache-2.0
#include "logger/channel_names.hpp"

#include "common/text.hpp"
#include "logger/column_sample.hpp"
#include "logger/headings.hpp"
#include "logger/preamble.hpp"

#include <algorithm>
#include <map>

namespace coldchain::logger {

namespace {

class ChannelNames {
public:
    ChannelNames(Layout& layout, Vocabulary const& words) : m_layout(layout), m_words(words) {}

    // The heading without unit and serials; made unique by what sets equal headings apart.
    void give() {
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

private:
    std::string distinction(Column const& column) const {
        if (auto const label = text_after(column.heading, "LBL: "))
            return " " + *label;
        if (auto const sensor = text_after(column.heading, "SEN S/N: "))
            return " " + *sensor;
        bool const other_unit =
            std::any_of(m_layout.columns.begin(), m_layout.columns.end(), [&](Column const& other) {
                return other.role == ColumnRole::channel && other.unit && column.unit &&
                       other.unit != column.unit && short_name(other) == short_name(column);
            });
        return other_unit ? text::cat(" (", symbol(*column.unit), ")") : std::string();
    }

    // The parts of several heading rows that are more than a unit or a number.
    std::string telling_parts(Column const& column) const {
        std::string out;
        for (auto const& part : column.parts) {
            bool const unit = part.size() <= 8 && (find_unit(part, m_words, UnitContext::alone) ||
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
        bool const unit = inside.size() <= 8 && (find_unit(inside, m_words, UnitContext::alone) ||
                                                 inside.find('%') != std::string_view::npos);
        return unit && !before.empty() && !is_plain_number(before) ? before : heading;
    }

    // "Interior Temperature C" with a degree sign is "Interior Temperature".
    std::string_view without_trailing_unit(std::string_view heading) const {
        auto const blank = heading.rfind(' ');
        if (blank == std::string_view::npos || blank == 0)
            return heading;
        auto const last = heading.substr(blank + 1);
        bool const unit = last.size() > 1 && last.size() <= 4 &&
                          find_unit(last, m_words, UnitContext::alone) &&
                          !is_plain_number(heading.substr(0, blank));
        return unit ? text::trim(heading.substr(0, blank)) : heading;
    }

    std::string short_name(Column const& column) const {
        std::string const whole = column.parts.size() > 1 ? telling_parts(column) : column.heading;
        auto heading = without_unit(without_serials(whole));
        heading = without_trailing_unit(heading);
        auto const comma = heading.rfind(", ");
        if (comma != std::string_view::npos && heading.size() - comma <= 8)
            heading = heading.substr(0, comma); // "Temp, C"
        while (heading.ends_with(',') || heading.ends_with(' '))
            heading.remove_suffix(1);
        return std::string(heading);
    }

    Layout& m_layout;
    Vocabulary const& m_words;
};

} // namespace

void name_channels(Layout& layout, Vocabulary const& words) {
    ChannelNames(layout, words).give();
}

} // namespace coldchain::logger
