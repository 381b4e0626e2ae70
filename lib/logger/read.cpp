// SPDX-License-Identifier: Apache-2.0
#include "logger/read.hpp"

#include "common/text.hpp"
#include "logger/build.hpp"
#include "logger/counted_time.hpp"
#include "logger/date_order.hpp"
#include "logger/infer.hpp"
#include "logger/keyed.hpp"
#include "logger/scan.hpp"
#include "logger/source_text.hpp"
#include "logger/tree_formats.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <thread>

namespace coldchain::logger {

namespace {

constexpr std::size_t most_tables = 500;

std::string base_name(std::string const& file) {
    auto const slash = file.find_last_of("/\\");
    return slash == std::string::npos ? file : file.substr(slash + 1);
}

Error refuse(std::string const& file, std::string text) {
    return input_error({file, 0, 0, ""}, std::move(text));
}

// Files that are no text at all, by their first bytes.
std::optional<Error> refuse_binary(std::string_view bytes, std::string const& file,
                                   std::vector<Profile> const& profiles) {
    if (bytes.empty())
        return refuse(file, "is empty");
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

// Bytes that are text in no encoding.
bool is_noise(std::string_view text) {
    auto const start = text.substr(0, 4096);
    auto const controls = std::count_if(start.begin(), start.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != unit_separator;
    });
    return static_cast<std::size_t>(controls) * 10 > start.size();
}

// "sep=;" as spreadsheets write it.
std::size_t skip_separator_line(std::string_view text) {
    auto const end = text.find('\n');
    auto const first = text::trim(text.substr(0, end));
    bool const names =
        (first.starts_with("sep=") || first.starts_with("\"sep=")) && first.size() <= 7;
    return names && end != std::string_view::npos ? end + 1 : 0;
}

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
    if (layout.kind != StampKind::civil)
        return;
    std::vector<std::vector<std::string_view>> rows;
    Lines lines(text, layout.first_row, layout.first_line);
    std::string_view line;
    std::size_t offsets = 0;
    while (rows.size() < 9 && lines.next(line)) {
        rows.emplace_back();
        split_cells(line, layout.delimiter, rows.back());
        offsets += has_offset(rows.back(), layout, words) ? 1 : 0;
    }
    bool const usual = offsets * 2 > rows.size();
    for (auto const& cells : rows) {
        if (has_offset(cells, layout, words) == usual && learn_from_row(cells, layout, words))
            return;
    }
}

std::string nothing_found(std::string_view text) {
    auto const digits = text.find_first_of("0123456789");
    return digits == std::string_view::npos
               ? "holds no numbers at all; it is no logger export"
               : "holds no table of times and readings; if it is a logger export, save it as CSV "
                 "or text with date, time and value in columns";
}

Result<std::vector<FileTable>> read_tables(SourceText const& source, Profile const* profile,
                                           ReadOptions const& options, Vocabulary const& words,
                                           std::string const& file) {
    auto const text = source.text();
    InferContext const context{words, profile, options, file};
    std::vector<FileTable> tables;
    std::size_t at = skip_separator_line(text);
    std::uint32_t line = at > 0 ? 2 : 1;
    while (at < text.size() && tables.size() < most_tables) {
        auto const start = find_table(text, at, line, words);
        if (!start)
            break;
        FileTable table;
        table.preamble = read_preamble(text.substr(at, start->offset - at), start->delimiter, line);
        table.layout = infer_layout(text, at, line, *start, table.preamble, context);
        if (!table.layout.refusal.empty())
            return input_error({file, static_cast<int>(start->line), 0, ""}, table.layout.refusal);
        CC_TRY_ASSIGN(auto const order,
                      settle_date_order(text, table.layout, table.preamble, context));
        table.layout.order = order.order;
        if (counts_from_start(table.layout.kind))
            CC_TRY(settle_start(text, table.layout, table.preamble, context));
        if (!order.how.empty())
            table.layout.notes.push_back(order.how);
        learn_fixed(text, table.layout, words);
        table.read = scan_table(text, {table.layout, words, profile, options.jobs});
        if (table.read.end <= at)
            break;
        at = table.read.end;
        line = table.read.end_line;
        tables.push_back(std::move(table));
    }
    if (tables.empty())
        return refuse(file, nothing_found(text));
    return tables;
}

Result<std::vector<Recording>> read_text(std::string_view bytes, std::string const& file,
                                         ReadOptions const& options, ProfileData const& data,
                                         Profile const*& used) {
    auto source = decode(bytes, data.words);
    if (is_noise(source.text()))
        return refuse(file, "is no text; export the readings as CSV or text");
    used = detect(source.text(), data.profiles);
    if (used != nullptr && used->reader == ReaderKind::berlinger) {
        CC_TRY_ASSIGN(auto recording, read_berlinger(source, *used, options, data.words, file));
        std::vector<Recording> one;
        one.push_back(std::move(recording));
        return one;
    }
    CC_TRY_ASSIGN(auto const tree, text_of_tree(source, file));
    if (tree)
        source = std::move(*tree);
    CC_TRY_ASSIGN(auto tables, read_tables(source, used, options, data.words, file));
    return build_recordings(std::move(tables), {source, used, data.words, options, file});
}

// total == used + excluded: anything else is a defect of the reader and must not go on.
bool balances(RowAccount const& rows) {
    std::uint64_t sum = rows.used;
    for (auto const& excluded : rows.excluded)
        sum += excluded.lines.size();
    return sum == rows.total;
}

} // namespace

Profiles::Profiles() : m_data(std::make_shared<ProfileData>()) {}

Result<Profiles> load_profiles(config::DataFolders const& folders) {
    auto data = std::make_shared<ProfileData>();
    bool words = false;
    for (auto const& file : config::list_data(folders, "rules/loggers")) {
        CC_TRY_ASSIGN(auto const document, config::read_document(file.path));
        auto const* const schema = document.root.find("schema");
        if (schema != nullptr && schema->text == words_schema) {
            CC_TRY_ASSIGN(data->words, read_vocabulary(document));
            words = true;
            continue;
        }
        CC_TRY_ASSIGN(auto profile, read_profile(document));
        data->profiles.push_back(std::move(profile));
    }
    if (!words)
        return input_error({},
                           "rules/loggers holds no file with the schema coldchain.logger-words/1; "
                           "the data folder is incomplete");
    return Profiles(std::shared_ptr<ProfileData const>(std::move(data)));
}

Result<std::vector<Recording>> read_recordings(std::string_view bytes, std::string const& file_name,
                                               ReadOptions const& options,
                                               Profiles const& profiles) {
    auto const& data = profiles.data();
    if (auto refused = refuse_binary(bytes, file_name, data.profiles))
        return std::move(*refused);
    std::string digest;
    std::thread hashing;
    bool const apart = options.jobs > 1 && bytes.size() > (std::size_t{1} << 20U);
    if (apart)
        hashing = std::thread([&] { digest = seal::sha256(bytes); });
    Profile const* used = nullptr;
    auto recordings = read_text(bytes, file_name, options, data, used);
    if (apart)
        hashing.join();
    else
        digest = seal::sha256(bytes);
    if (!recordings)
        return std::move(recordings).error();
    if (recordings->empty())
        return refuse(file_name, "holds no readings of a temperature");
    for (auto& recording : *recordings) {
        recording.file = base_name(file_name);
        recording.sha256 = digest;
        recording.profile = used != nullptr ? ProfileUsed{used->identity.id, used->identity.edition,
                                                          used->identity.sha256}
                                            : ProfileUsed{"inferred", "", ""};
        if (!balances(recording.rows))
            return refuse(file_name, "the account of rows does not balance; please report this");
    }
    return recordings;
}

} // namespace coldchain::logger
