// SPDX-License-Identifier: Apache-2.0
// The folder one shipment's results go to, and the record of what was done in it. Results appear
// whole or not at all, a step is done once, and what a crash left behind is told from what is
// somebody's work: before the writes of a step the names about to be written are noted in
// ".tmp-begun", which goes when done.json is complete. Whatever a left-over note names was being
// written when the run died, is removed, and is made again.
#pragma once

#include "common/result.hpp"
#include "report/exit_code.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// A name and the SHA-256 of what it stood for.
struct Digested {
    std::string name;
    std::string sha256;
    bool operator==(Digested const&) const = default;
};

/// What done.json says of one step.
struct StepRecord {
    std::string step;
    std::vector<Digested> inputs;  ///< parts of the shipment, recordings
    std::string data;              ///< digest of the data files the step reads
    std::string program;           ///< digest of the program
    std::vector<Digested> outputs; ///< file names in the folder
    report::ExitCode answer = report::ExitCode::yes;
    std::string verdict;
    std::string next; ///< the one thing to do, empty for nothing
    bool operator==(StepRecord const&) const = default;
};

/// One product of a step.
struct OutFile {
    std::string name;
    std::string bytes;
};

class OutFolder {
public:
    /// Opens or makes the folder, removes what a dead run left, reads done.json. A done.json that
    /// cannot be understood is an error (with --force it is made anew).
    static Result<OutFolder> open(std::filesystem::path folder, std::string shipment, bool force);

    /// The record of a step whose outputs are all still as recorded; nothing when it was never
    /// done. An output that was changed or removed since is an error.
    Result<std::optional<StepRecord>> find(std::string_view step) const;

    /// Notes the names, writes the files of a step and keeps its record for finish(). An existing
    /// file that is not the same is an error unless the folder was opened with force.
    Result<void> put(StepRecord record, std::vector<OutFile> const& files);

    /// Writes done.json when anything was put, and removes the note.
    Result<void> finish();

private:
    OutFolder(std::filesystem::path folder, std::string shipment, bool force)
        : m_folder(std::move(folder)), m_shipment(std::move(shipment)), m_force(force) {}
    Result<void> sweep();
    Result<void> load_records();
    Result<void> note(std::vector<OutFile> const& files);

    std::filesystem::path m_folder;
    std::string m_shipment;
    bool m_force;
    bool m_changed = false;
    std::string m_noted; ///< names, one a line
    std::vector<StepRecord> m_records;
};

/// An exclusive lock on a folder, held until it is destroyed; it leaves no file behind.
class FolderLock {
public:
    /// Refuses, saying so, when another process holds it.
    static Result<FolderLock> take(std::filesystem::path const& folder);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock(FolderLock const&) = delete;
    FolderLock& operator=(FolderLock const&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

/// Removes files whose names start with ".tmp-" directly in the folder, the note apart.
void sweep_temporary(std::filesystem::path const& folder);

} // namespace coldchain::job
