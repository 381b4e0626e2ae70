// SPDX-License-Identifier: Apache-2.0
#include "job/night.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "seal/digest.hpp"
#include "shipment/read.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

namespace coldchain::job {

namespace {

namespace fs = std::filesystem;
using report::ExitCode;

struct Found {
    fs::path folder;
    std::string relative;
    std::vector<std::string> documents; ///< shipment.toml, shipment.json
};

Result<std::vector<Found>> find_shipments(fs::path const& folder, fs::path const& out) {
    std::error_code failure;
    std::map<std::string, Found> found; // by relative path: the disk's own order means nothing
    auto const out_canonical = fs::weakly_canonical(out, failure);
    auto walk = fs::recursive_directory_iterator(folder, failure);
    if (failure)
        return Error{ErrorKind::io,
                     {folder.string(), 0, 0, ""},
                     text::cat("cannot read the folder: ", failure.message()),
                     {}};
    for (; walk != fs::recursive_directory_iterator(); walk.increment(failure)) {
        if (failure)
            return Error{ErrorKind::io,
                         {folder.string(), 0, 0, ""},
                         text::cat("cannot read a folder below: ", failure.message()),
                         {}};
        if (walk->is_directory(failure) && !walk->is_symlink(failure) &&
            fs::weakly_canonical(walk->path(), failure) == out_canonical) {
            walk.disable_recursion_pending();
            continue;
        }
        std::string const name = walk->path().filename().string();
        if (name != "shipment.toml" && name != "shipment.json")
            continue;
        fs::path const parent = walk->path().parent_path();
        std::string relative = parent.lexically_relative(folder).generic_string();
        auto& entry = found[relative];
        entry.folder = parent;
        entry.relative = relative;
        entry.documents.push_back(name);
        std::sort(entry.documents.begin(), entry.documents.end());
    }
    std::vector<Found> list;
    for (auto& [relative, entry] : found)
        list.push_back(std::move(entry));
    return list;
}

// Runs work(i) for every i below `count` on some threads; stops handing out when `stop` is set.
template <class Work>
void in_parallel(std::size_t count, unsigned jobs, std::atomic<bool> const* stop,
                 Work const& work) {
    std::atomic<std::size_t> next = 0;
    auto const loop = [&] {
        while (stop == nullptr || !stop->load()) {
            std::size_t const i = next.fetch_add(1);
            if (i >= count)
                return;
            work(i);
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::min<std::size_t>(jobs, count); ++i)
        threads.emplace_back(loop);
    loop();
}

struct Opened {
    shipment::Shipment shipment;
    std::string document;
    std::string sent_digest;
    std::string whole_digest;
};

// Messages and results must not depend on where the night's folder happens to lie.
Result<Opened> open_shipment(Found const& found) {
    std::string const shown = found.relative == "."
                                  ? found.documents.front()
                                  : text::cat(found.relative, '/', found.documents.front());
    if (found.documents.size() > 1)
        return input_error({found.relative, 0, 0, ""},
                           "holds both shipment.toml and shipment.json; keep one");
    auto bytes = read_file(found.folder / found.documents.front(), config::largest_document);
    if (!bytes) {
        bytes.error().where.file = shown;
        return std::move(bytes).error();
    }
    CC_TRY_ASSIGN(auto const document, config::parse_document(*bytes, shown));
    CC_TRY_ASSIGN(auto shipment, shipment::read_shipment(document));
    return Opened{std::move(shipment), std::move(*bytes),
                  digest_of(document.root, DocumentPart::sent),
                  digest_of(document.root, DocumentPart::whole)};
}

bool lies_inside(fs::path const& folder, fs::path const& file) {
    std::error_code failure;
    auto const relative = fs::weakly_canonical(file, failure)
                              .lexically_relative(fs::weakly_canonical(folder, failure));
    return !relative.empty() && *relative.begin() != "..";
}

// The recordings a shipment names. Before the receipt a missing one is still on its way; after it,
// it is missing.
Result<std::vector<NamedFile>> read_recordings(Found const& found,
                                               shipment::Shipment const& shipment) {
    std::vector<NamedFile> files;
    for (std::size_t i = 0; i < shipment.loggers.size(); ++i) {
        std::string const& name = shipment.loggers[i].recording;
        if (name.empty())
            continue;
        std::string const field = text::cat("logger[", i, "].recording");
        fs::path const path = found.folder / name;
        std::error_code failure;
        if (!fs::exists(path, failure)) {
            if (!shipment.custody.received)
                continue;
            return Error{ErrorKind::io,
                         {shipment.file, 0, 0, field},
                         text::cat("recording ", text::quoted(name),
                                   " is not in the shipment's folder although the shipment was "
                                   "received; put the logger's export there"),
                         {}};
        }
        if (!lies_inside(found.folder, path))
            return input_error(
                {shipment.file, 0, 0, field},
                text::cat("recording ", text::quoted(name),
                          " lies outside the shipment's folder; copy it into the folder"));
        auto bytes = read_file(path);
        if (!bytes)
            return Error{ErrorKind::io,
                         {text::cat(found.relative, '/', name), 0, 0, ""},
                         bytes.error().text,
                         {}};
        files.push_back({name, std::move(*bytes)});
    }
    return files;
}

StepReport failed(Step const& step, Error const& error) {
    return {step.name, StepState::failed, ExitCode::failed, "", describe(error)};
}

class ShipmentRun {
public:
    ShipmentRun(NightOptions const& options, std::vector<Step> const& steps, Found const& found,
                Opened const& opened)
        : m_options(options), m_steps(steps), m_found(found), m_opened(opened) {}

    ShipmentReport run() {
        ShipmentReport report{m_found.relative, m_opened.shipment.id, ExitCode::yes, {}, {}};
        if (auto const done = run_steps(report); !done) {
            report.error = done.error();
            report.answer = ExitCode::failed;
        }
        for (auto const& step : report.steps)
            report.answer = report::worse(report.answer, step.answer);
        return report;
    }

private:
    Result<void> run_steps(ShipmentReport& report) {
        auto recordings = read_recordings(m_found, m_opened.shipment);
        static std::vector<NamedFile> const none;
        ShipmentInput const input{m_opened.shipment, m_opened.document,
                                  recordings ? *recordings : none};
        CC_TRY_ASSIGN(auto folder, OutFolder::open(m_options.out / m_opened.shipment.id,
                                                   m_opened.shipment.id, m_options.force));
        for (auto const& step : m_steps) {
            if (m_options.stop != nullptr && m_options.stop->load())
                break;
            if (step.reads_recordings && !recordings) {
                report.steps.push_back(failed(step, recordings.error()));
                continue;
            }
            auto done = run_step(step, input, folder);
            report.steps.push_back(done ? *done : failed(step, done.error()));
        }
        return folder.finish();
    }

    std::vector<Digested> inputs_of(Step const& step, ShipmentInput const& input) const {
        bool const whole = step.part == DocumentPart::whole;
        std::vector<Digested> inputs{{whole ? "shipment" : "shipment before receipt",
                                      whole ? m_opened.whole_digest : m_opened.sent_digest}};
        if (step.reads_recordings) {
            for (auto const& recording : input.recordings)
                inputs.push_back({recording.name, seal::sha256(recording.bytes)});
        }
        return inputs;
    }

    Result<StepReport> run_step(Step const& step, ShipmentInput const& input, OutFolder& folder) {
        CC_TRY_ASSIGN(auto const record, folder.find(step.name));
        auto const inputs = inputs_of(step, input);
        if (record && !m_options.force) {
            if (record->inputs == inputs && record->data == step.data_digest &&
                record->program == m_options.program_digest)
                return StepReport{step.name, StepState::unchanged, record->answer, record->verdict,
                                  record->next};
            std::string_view const what = record->inputs != inputs ? "the shipment or a recording"
                                          : record->data != step.data_digest
                                              ? "a rule, limit or layout"
                                              : "the program";
            return input_error({m_opened.shipment.file, 0, 0, ""},
                               text::cat(what, " has changed since ", step.name,
                                         " was done; --force makes its results again"));
        }
        if (auto const waiting = step.waits(input))
            return StepReport{step.name, StepState::waiting, waiting->answer, waiting->verdict,
                              waiting->next};
        CC_TRY_ASSIGN(auto const outcome, step.run(input));
        CC_TRY(folder.put({step.name,
                           inputs,
                           step.data_digest,
                           m_options.program_digest,
                           {},
                           outcome.answer,
                           outcome.verdict,
                           outcome.next},
                          outcome.files));
        return StepReport{step.name, StepState::made, outcome.answer, outcome.verdict,
                          outcome.next};
    }

    NightOptions const& m_options;
    std::vector<Step> const& m_steps;
    Found const& m_found;
    Opened const& m_opened;
};

// Two folders with one id would write over each other: neither is done.
std::map<std::string, std::vector<std::size_t>>
by_id(std::vector<std::optional<std::string>> const& ids) {
    std::map<std::string, std::vector<std::size_t>> folders;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i])
            folders[*ids[i]].push_back(i);
    }
    return folders;
}

Error shared_id(std::string const& id, std::vector<std::size_t> const& members,
                std::vector<Found> const& found) {
    std::vector<std::string> names;
    for (std::size_t const member : members)
        names.push_back(found[member].relative);
    return input_error({names.front(), 0, 0, "id"},
                       text::cat("shipment ", text::quoted(id), " stands in ", members.size(),
                                 " folders (", text::join(names, ", "), "); give each its own id"));
}

ShipmentReport unreadable(Found const& found, Error error) {
    return {found.relative, "", ExitCode::failed, {}, std::move(error)};
}

Result<void> prepare_out(fs::path const& out) {
    std::error_code failure;
    fs::create_directories(out, failure);
    if (failure)
        return Error{ErrorKind::io,
                     {out.string(), 0, 0, ""},
                     text::cat("cannot make the folder: ", failure.message()),
                     {}};
    return {};
}

std::vector<std::optional<std::string>> read_ids(std::vector<Found> const& found,
                                                 NightOptions const& options) {
    std::vector<std::optional<std::string>> ids(found.size());
    in_parallel(found.size(), options.jobs, options.stop, [&](std::size_t i) {
        if (auto const opened = open_shipment(found[i]))
            ids[i] = opened->shipment.id;
    });
    return ids;
}

NightReport run_all(NightOptions const& options, std::vector<Step> const& steps,
                    std::vector<Found> const& found) {
    auto const ids = read_ids(found, options);
    auto const folders = by_id(ids);
    std::vector<std::optional<ShipmentReport>> reports(found.size());
    std::mutex progress_mutex;
    std::size_t done = 0;
    in_parallel(found.size(), options.jobs, options.stop, [&](std::size_t i) {
        auto const opened = open_shipment(found[i]);
        if (!opened)
            reports[i] = unreadable(found[i], opened.error());
        else if (auto const& members = folders.find(opened->shipment.id);
                 members != folders.end() && members->second.size() > 1)
            reports[i] = unreadable(found[i], shared_id(members->first, members->second, found));
        else
            reports[i] = ShipmentRun(options, steps, found[i], *opened).run();
        std::lock_guard const lock(progress_mutex);
        ++done;
        if (options.progress)
            options.progress(done, found.size());
    });
    NightReport report;
    report.interrupted = options.stop != nullptr && options.stop->load();
    for (auto& entry : reports) {
        if (!entry)
            continue;
        report.answer = report::worse(report.answer, entry->answer);
        report.shipments.push_back(std::move(*entry));
    }
    if (report.interrupted)
        report.answer = report::worse(report.answer, ExitCode::failed);
    return report;
}

} // namespace

Result<NightReport> run_night(NightOptions const& options, std::vector<Step> const& steps) {
    CC_TRY_ASSIGN(auto const found, find_shipments(options.folder, options.out));
    if (found.empty())
        return input_error({options.folder.string(), 0, 0, ""},
                           "holds no shipment.toml or shipment.json, nor does a folder below it");
    CC_TRY(prepare_out(options.out));
    CC_TRY_ASSIGN(auto const lock, FolderLock::take(options.out));
    sweep_temporary(options.out);
    // a summary always tells of a run that came to its end
    std::error_code failure;
    fs::remove(options.out / "summary.txt", failure);
    fs::remove(options.out / "summary.json", failure);
    NightReport report = run_all(options, steps, found);
    if (!report.interrupted) {
        CC_TRY(write_file(options.out / "summary.txt", summary_text(report), OnExisting::replace));
        CC_TRY(write_file(options.out / "summary.json", summary_json(report), OnExisting::replace));
    }
    return report;
}

namespace {

void append_canonical(std::string& out, config::Node const& node, std::string const& path,
                      DocumentPart part) {
    auto const left_out = [&](std::string const& name) {
        return part == DocumentPart::sent &&
               (name == ".custody.received" || name == ".custody.handover" ||
                name == ".logger.recording");
    };
    out += text::cat(static_cast<int>(node.kind), ':', node.text.size(), ':', node.text, '(');
    for (auto const& item : node.items)
        append_canonical(out, item, path, part);
    // the order of keys has no meaning, so it must not have a digest
    std::vector<config::Member const*> members;
    for (auto const& member : node.members)
        members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](auto const* a, auto const* b) { return a->key < b->key; });
    for (auto const* member : members) {
        std::string const name = text::cat(path, '.', member->key);
        if (left_out(name))
            continue;
        out += text::cat(member->key.size(), ':', member->key, '=');
        append_canonical(out, member->value, name, part);
    }
    out += ')';
}

} // namespace

std::string digest_of(config::Node const& document, DocumentPart part) {
    std::string canonical;
    append_canonical(canonical, document, "", part);
    return seal::sha256(canonical);
}

std::string digest_of_data(config::DataFolders const& folders,
                           std::vector<std::string> const& sub_folders) {
    std::string all;
    for (auto const& sub_folder : sub_folders) {
        for (auto const& file : config::list_data(folders, sub_folder)) {
            auto const bytes = read_file(file.path);
            all += text::cat(sub_folder, '/', file.name, ' ',
                             bytes ? seal::sha256(*bytes) : "unreadable", '\n');
        }
    }
    return seal::sha256(all);
}

} // namespace coldchain::job
