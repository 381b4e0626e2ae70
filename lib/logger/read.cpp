// SPDX-License-Identifier: Apache-2.0
#include "logger/read.hpp"

#include "common/text.hpp"
#include "logger/build.hpp"
#include "logger/infer.hpp"
#include "logger/keyed.hpp"
#include "logger/reshape.hpp"
#include "logger/scan.hpp"
#include "logger/source_text.hpp"
#include "logger/table_plan.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <thread>

namespace coldchain::logger {

namespace {

constexpr std::size_t most_tables = 500;

Error refuse(std::string const& file, std::string text) {
    return input_error({file, 0, 0, ""}, std::move(text));
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
    while (at < text.size()) {
        auto const start = find_table(text, at, line, words);
        if (!start)
            break;
        if (tables.size() == most_tables) // none may be left out in silence
            return input_error(
                {file, static_cast<int>(start->line), 0, ""},
                text::cat("holds more than ", most_tables, " tables; cut it into several files"));
        CC_TRY_ASSIGN(auto planned, plan_table(text, at, line, *start, context));
        auto table = std::move(planned.table);
        table.read = scan_table(text, {table.layout, words, profile, options.jobs});
        if (table.read.too_many)
            return input_error(
                {file, static_cast<int>(start->line), 0, ""},
                text::cat("names more than ", most_groups,
                          " loggers in one column; if it names none, export without it"));
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
    CC_TRY_ASSIGN(auto made, reshape(source, data.words, file));
    if (made)
        source = std::move(*made);
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
    bool const apart =
        options.digest && options.jobs > 1 && bytes.size() > (std::size_t{1} << 20U);
    if (apart)
        hashing = std::thread([&] { digest = seal::sha256(bytes); });
    Profile const* used = nullptr;
    auto recordings = read_text(bytes, file_name, options, data, used);
    if (apart)
        hashing.join();
    else if (options.digest)
        digest = seal::sha256(bytes);
    if (!recordings)
        return std::move(recordings).error();
    if (recordings->empty())
        return refuse(file_name, "holds no readings of a temperature");
    for (auto& recording : *recordings) {
        name_source(recording, file_name, digest, used);
        if (!balances(recording.rows))
            return refuse(file_name, "the account of rows does not balance; please report this");
    }
    return recordings;
}

} // namespace coldchain::logger
