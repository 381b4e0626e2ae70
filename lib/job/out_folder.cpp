// SPDX-License-Identifier: Apache-2.0
#include "job/out_folder.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "config/schema.hpp"
#include "seal/digest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace coldchain::job {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using config::Field;
using config::FieldType;

constexpr std::string_view note_name = ".tmp-begun";
constexpr std::string_view record_name = "done.json";

constexpr std::array digested_fields{Field{"name", FieldType::text, true},
                                     Field{"sha256", FieldType::text, true}};
constexpr config::Record digested_record{"digest", digested_fields};
constexpr std::array step_fields{
    Field{"step", FieldType::text, true},
    Field{"inputs", FieldType::tables, true, {}, Dimension::length, {}, &digested_record},
    Field{"data", FieldType::text, true},
    Field{"program", FieldType::text, true},
    Field{"outputs", FieldType::tables, true, {}, Dimension::length, {}, &digested_record},
    Field{"answer", FieldType::integer, true},
    Field{"verdict", FieldType::text},
    Field{"next", FieldType::text},
};
constexpr config::Record step_record{"step", step_fields};
constexpr std::array done_fields{
    Field{"schema", FieldType::text, true},
    Field{"shipment", FieldType::text, true},
    Field{"steps", FieldType::tables, true, {}, Dimension::length, {}, &step_record},
};
constexpr config::Record done_record{"done", done_fields};

std::vector<Digested> read_digests(std::span<config::Object const> objects) {
    std::vector<Digested> list;
    for (auto const& object : objects)
        list.push_back({object.text("name").value_or(""), object.text("sha256").value_or("")});
    return list;
}

StepRecord read_step(config::Object const& object) {
    return {object.text("step").value_or(""),
            read_digests(object.tables("inputs")),
            object.text("data").value_or(""),
            object.text("program").value_or(""),
            read_digests(object.tables("outputs")),
            static_cast<report::ExitCode>(object.integer("answer").value_or(0)),
            object.text("verdict").value_or(""),
            object.text("next").value_or("")};
}

Json digests_json(std::vector<Digested> const& list) {
    Json out = Json::array();
    for (auto const& entry : list)
        out.push_back({{"name", entry.name}, {"sha256", entry.sha256}});
    return out;
}

Json step_json(StepRecord const& record) {
    return {{"step", record.step},
            {"inputs", digests_json(record.inputs)},
            {"data", record.data},
            {"program", record.program},
            {"outputs", digests_json(record.outputs)},
            {"answer", static_cast<int>(record.answer)},
            {"verdict", record.verdict},
            {"next", record.next}};
}

bool stands(fs::path const& path) {
    std::error_code failure;
    return fs::exists(fs::symlink_status(path, failure));
}

Error changed_output(fs::path const& path, std::string_view what) {
    return input_error({path.string(), 0, 0, ""},
                       text::cat(what, "; --force makes it again, or move it away"));
}

Error system_error(fs::path const& path, std::string_view doing) {
    return {ErrorKind::io,
            {path.string(), 0, 0, ""},
            text::cat("cannot ", doing, ": ", std::strerror(errno)),
            {}};
}

// A name of a note or record that leads out of the folder was not written by us.
bool is_plain_name(std::string const& name) {
    return !name.empty() && name.find('/') == std::string::npos && name != "." && name != "..";
}

} // namespace

void sweep_temporary(fs::path const& folder) {
    std::error_code failure;
    for (auto const& entry : fs::directory_iterator(folder, failure)) {
        std::string const name = entry.path().filename().string();
        if (name.starts_with(temporary_prefix) && name != note_name)
            fs::remove(entry.path(), failure);
    }
}

Result<OutFolder> OutFolder::open(fs::path folder, std::string shipment, bool force) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        return Error{ErrorKind::io,
                     {folder.string(), 0, 0, ""},
                     text::cat("cannot make the folder: ", failure.message()),
                     {}};
    OutFolder out(std::move(folder), std::move(shipment), force);
    CC_TRY(out.load_records());
    CC_TRY(out.sweep());
    return out;
}

Result<void> OutFolder::load_records() {
    fs::path const path = m_folder / record_name;
    if (!stands(path))
        return {};
    auto const document = config::read_document(path);
    auto const object = document ? config::read_record(*document, done_record)
                                 : Result<config::Object>(document.error());
    if (!object && m_force)
        return {}; // made anew with everything else
    if (!object)
        return input_error({path.string(), 0, 0, ""},
                           text::cat("is damaged (", object.error().text,
                                     "); --force makes it and all results of this shipment again"));
    for (auto const& step : object->tables("steps"))
        m_records.push_back(read_step(step));
    return {};
}

Result<void> OutFolder::sweep() {
    sweep_temporary(m_folder);
    fs::path const note = m_folder / note_name;
    if (!stands(note))
        return {};
    CC_TRY_ASSIGN(auto const names, read_file(note));
    m_noted = names;
    for (auto const line : text::split(names, '\n')) {
        std::string const name(line);
        if (!is_plain_name(name))
            continue;
        std::error_code failure;
        fs::remove(m_folder / name, failure);
        auto const dropped = std::erase_if(m_records, [&](StepRecord const& record) {
            return std::any_of(record.outputs.begin(), record.outputs.end(),
                               [&](auto const& output) { return output.name == name; });
        });
        m_changed = m_changed || dropped > 0;
    }
    // the note itself stays until finish(): a second death must find it too
    return {};
}

Result<std::optional<StepRecord>> OutFolder::find(std::string_view step) const {
    auto const record = std::find_if(m_records.begin(), m_records.end(),
                                     [&](auto const& r) { return r.step == step; });
    if (record == m_records.end())
        return std::optional<StepRecord>();
    for (auto const& output : record->outputs) {
        auto const bytes = is_plain_name(output.name) ? read_file(m_folder / output.name)
                                                      : Result<std::string>(Error{});
        if (m_force)
            continue;
        if (!bytes)
            return changed_output(m_folder / output.name, "was made earlier and is gone");
        if (seal::sha256(*bytes) != output.sha256)
            return changed_output(m_folder / output.name, "was changed since it was made");
    }
    return std::optional<StepRecord>(*record);
}

Result<void> OutFolder::note(std::vector<OutFile> const& files) {
    for (auto const& file : files)
        m_noted += file.name + '\n';
    return write_file(m_folder / note_name, m_noted, OnExisting::replace);
}

Result<void> OutFolder::put(StepRecord record, std::vector<OutFile> const& files) {
    CC_TRY(note(files));
    for (auto const& file : files) {
        fs::path const path = m_folder / file.name;
        std::string const digest = seal::sha256(file.bytes);
        record.outputs.push_back({file.name, digest});
        if (stands(path) && !m_force) {
            auto const held = read_file(path);
            if (!held || seal::sha256(*held) != digest)
                return changed_output(path, "exists with other content that no record explains");
            continue;
        }
        CC_TRY(write_file(path, file.bytes, OnExisting::replace));
    }
    std::erase_if(m_records, [&](auto const& r) { return r.step == record.step; });
    m_records.push_back(std::move(record));
    m_changed = true;
    return {};
}

Result<void> OutFolder::finish() {
    if (m_changed) {
        // in the order of the steps' names, so that a step that came later leaves the same bytes
        std::sort(m_records.begin(), m_records.end(),
                  [](auto const& a, auto const& b) { return a.step < b.step; });
        Json steps = Json::array();
        for (auto const& record : m_records)
            steps.push_back(step_json(record));
        Json const done{{"schema", "coldchain.done/1"}, {"shipment", m_shipment}, {"steps", steps}};
        CC_TRY(write_file(m_folder / record_name, done.dump(1) + '\n', OnExisting::replace));
    }
    std::error_code failure;
    fs::remove(m_folder / note_name, failure);
    return {};
}

Result<FolderLock> FolderLock::take(fs::path const& folder) {
    int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return system_error(folder, "open");
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return Error{ErrorKind::io,
                         {folder.string(), 0, 0, ""},
                         "another run is writing here; wait for it to end, or give another folder",
                         {}};
        return system_error(folder, "lock");
    }
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FolderLock::~FolderLock() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace coldchain::job
