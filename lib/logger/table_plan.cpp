// SPDX-License-Identifier: Apache-2.0
#include "logger/table_plan.hpp"

#include "common/text.hpp"
#include "logger/counted_time.hpp"
#include "logger/date_order.hpp"

#include <algorithm>

namespace coldchain::logger {

namespace {

// Learns how the times are written from one row; false when that row tells nothing.
bool learn_from_row(std::vector<std::string_view> const& cells, Layout& layout,
                    Vocabulary const& words) {
    auto const get = [&](int column) {
        auto const at = static_cast<std::size_t>(column);
        return column >= 0 && at < cells.size() ? cells[at] : std::string_view();
    };
    if (layout.stamp >= 0) {
        auto const cell = get(layout.stamp);
        auto const parts = parse_stamp(cell, words);
        if (!parts || !parts->has_date || !parts->has_time)
            return false;
        layout.row_offsets = parts->offset_minutes.has_value();
        // the offset is a part of the pattern: rows with another one are read the careful way
        layout.fixed = FixedStamp::learn(cell, *parts, layout.order);
        layout.fixed_offset = parts->offset_minutes.value_or(0) * 60'000LL;
        layout.fixed_column = layout.stamp;
        return true;
    }
    auto const date = get(layout.date);
    auto const clock = get(layout.clock);
    auto parts = parse_stamp(date, words);
    if (layout.digit_clock > 0) // read row by row
        return parts && parts->has_date;
    auto const time = parse_stamp(clock, words);
    if (!parts || !parts->has_date || (layout.clock >= 0 && !time))
        return false;
    if (time && time->offset_minutes) {
        layout.row_offsets = true;
        layout.fixed_offset = *time->offset_minutes * 60'000LL;
    }
    if (!time || layout.clock != layout.date + 1 || clock.data() != date.data() + date.size() + 1)
        return true; // not side by side, or quoted
    parts->has_time = true;
    parts->hour = time->hour;
    parts->minute = time->minute;
    parts->second = time->second;
    parts->millisecond = time->millisecond;
    parts->meridiem = time->meridiem;
    layout.fixed =
        FixedStamp::learn({date.data(), date.size() + 1 + clock.size()}, *parts, layout.order);
    layout.fixed_column = layout.date;
    return true;
}

bool has_offset(std::vector<std::string_view> const& cells, Layout const& layout,
                Vocabulary const& words) {
    for (int const column : {layout.stamp, layout.date, layout.clock}) {
        auto const at = static_cast<std::size_t>(column);
        if (column < 0 || at >= cells.size())
            continue;
        auto const parts = parse_stamp(cells[at], words);
        if (parts && parts->offset_minutes)
            return true;
    }
    return false;
}

// From the first row that is like most of the first ones: the first of all may be damaged, or a
// bare date.
void learn_fixed(std::string_view text, Layout& layout, Vocabulary const& words) {
    if (layout.kind != StampKind::civil || layout.meridiem >= 0)
        return;
    std::vector<std::vector<std::string_view>> rows;
    Lines lines(text, layout.first_row, layout.first_line);
    std::string_view line;
    std::size_t offsets = 0;
    for (int looked = 0; looked < 20'000 && rows.size() < 9 && lines.next(line); ++looked) {
        std::vector<std::string_view> cells;
        split_cells(line, layout.delimiter, cells);
        auto const at = static_cast<std::size_t>(layout.stamp >= 0 ? layout.stamp : layout.date);
        auto const parts = at < cells.size() ? parse_stamp(cells[at], words) : std::nullopt;
        if (!parts || !parts->has_date)
            continue;
        offsets += has_offset(cells, layout, words) ? 1U : 0U;
        rows.push_back(std::move(cells));
    }
    bool const usual = offsets * 2 > rows.size();
    for (auto const& cells : rows) {
        if (has_offset(cells, layout, words) == usual && learn_from_row(cells, layout, words))
            return;
    }
}

} // namespace

std::optional<Error> refuse_binary(std::string_view bytes, std::string const& file,
                                   std::vector<Profile> const& profiles) {
    if (bytes.empty())
        return input_error({file, 0, 0, ""}, "is empty");
    if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) {
        auto const* const maker = detect_pdf(bytes, profiles);
        return Error{ErrorKind::unsupported,
                     {file, 0, 0, ""},
                     maker != nullptr
                         ? text::cat("is a PDF report of ", maker->maker, "; ", maker->instead)
                         : std::string("is a PDF report; export the readings as CSV or text from "
                                       "the maker's software instead"),
                     {}};
    }
    if (bytes.starts_with("PK\x03\x04")) {
        bool const workbook = bytes.find("xl/") != std::string_view::npos;
        return Error{ErrorKind::unsupported,
                     {file, 0, 0, ""},
                     workbook ? "is an Excel workbook; save the sheet with the readings as CSV"
                              : "is a zip archive; unpack it and give the table inside",
                     {}};
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return Error{ErrorKind::unsupported,
                     {file, 0, 0, ""},
                     "is a binary Excel or Word file; save the sheet with the readings as CSV",
                     {}};
    if (bytes.starts_with("\x1F\x8B"))
        return Error{
            ErrorKind::unsupported, {file, 0, 0, ""}, "is compressed; unpack it first", {}};
    return std::nullopt;
}

bool is_noise(std::string_view text) {
    auto const start = text.substr(0, 4096);
    auto const controls = std::count_if(start.begin(), start.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != unit_separator;
    });
    return static_cast<std::size_t>(controls) * 10 > start.size();
}

std::size_t skip_separator_line(std::string_view text) {
    auto const end = text.find('\n');
    auto const first = text::trim(text.substr(0, end));
    bool const names =
        (first.starts_with("sep=") || first.starts_with("\"sep=")) && first.size() <= 7;
    return names && end != std::string_view::npos ? end + 1 : 0;
}

Result<PlannedTable> plan_table(std::string_view text, std::size_t at, std::uint32_t line,
                                TableStart const& start, InferContext const& context) {
    PlannedTable planned;
    auto& table = planned.table;
    table.preamble = read_preamble(text.substr(at, start.offset - at), start.delimiter, line);
    table.layout = infer_layout(text, at, line, start, table.preamble, context);
    auto& layout = table.layout;
    if (!layout.refusal.empty())
        return input_error({context.file, static_cast<int>(start.line), 0, ""}, layout.refusal);
    CC_TRY_ASSIGN(auto const order, settle_date_order(text, layout, table.preamble, context));
    layout.order = order.order;
    planned.from_all_rows = order.from_all_rows;
    if (counts_from_start(layout.kind))
        CC_TRY(settle_start(text, layout, table.preamble, context));
    if (!order.how.empty())
        layout.notes.push_back(order.how);
    learn_fixed(text, layout, context.words);
    return planned;
}

void name_source(Recording& recording, std::string const& file_name, std::string const& sha256,
                 Profile const* profile) {
    auto const slash = file_name.find_last_of("/\\");
    recording.file = slash == std::string::npos ? file_name : file_name.substr(slash + 1);
    recording.sha256 = sha256;
    recording.profile =
        profile != nullptr
            ? ProfileUsed{profile->identity.id, profile->identity.edition, profile->identity.sha256}
            : ProfileUsed{"inferred", "", ""};
}

} // namespace coldchain::logger
