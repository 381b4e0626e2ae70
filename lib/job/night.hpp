// SPDX-License-Identifier: Apache-2.0
// A whole night's folder: every shipment below it goes through the steps (check, label, manifest,
// certify), in parallel, each step once, and one summary is written. One bad shipment never stops
// the others. What a step does is its own business (night_steps.hpp); this file knows which steps
// are due, keeps the records and counts the answers.
#pragma once

#include "common/result.hpp"
#include "common/time.hpp"
#include "config/data.hpp"
#include "job/out_folder.hpp"
#include "report/exit_code.hpp"
#include "shipment/shipment.hpp"

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace coldchain::job {

/// What a step made of a shipment.
struct StepOutcome {
    report::ExitCode answer = report::ExitCode::yes;
    std::string verdict; ///< "acceptable", "released", "conforms", ...
    std::string next;    ///< the one thing to do, empty for nothing
    std::vector<OutFile> files;
};

/// A file that a shipment names, read once.
struct NamedFile {
    std::string name; ///< as the shipment writes it
    std::string bytes;
};

struct ShipmentInput {
    shipment::Shipment const& shipment;
    std::string const& document;              ///< bytes of the shipment document
    std::vector<NamedFile> const& recordings; ///< of the loggers, in their order
};

/// Which part of the document a step reads, so that what is learned later (receipt, handovers,
/// recordings) does not count as a change of what was printed before the box left.
enum class DocumentPart { sent, whole };

struct Step {
    std::string name;
    DocumentPart part = DocumentPart::whole;
    bool reads_recordings = false;
    std::string data_digest; ///< of every data file the step may read
    /// Why there is nothing to do for this shipment yet, or nothing when there is.
    std::function<std::optional<StepOutcome>(ShipmentInput const&)> waits;
    /// Runs on many threads at once.
    std::function<Result<StepOutcome>(ShipmentInput const&)> run;
};

struct NightOptions {
    std::filesystem::path folder;
    std::filesystem::path out;
    unsigned jobs = 1;
    bool force = false;
    std::string program_digest;
    std::atomic<bool> const* stop = nullptr; ///< set: end after the steps under way
    std::function<void(std::size_t done, std::size_t total)> progress; ///< called one at a time
};

enum class StepState { made, unchanged, waiting, failed };

struct StepReport {
    std::string step;
    StepState state = StepState::made;
    report::ExitCode answer = report::ExitCode::yes;
    std::string verdict;
    std::string next;
};

struct ShipmentReport {
    std::string folder; ///< relative to the night's folder
    std::string id;     ///< empty when the document could not be read
    report::ExitCode answer = report::ExitCode::yes;
    std::vector<StepReport> steps;
    std::optional<Error> error;
    /// The first thing to do, over all steps; "nothing" when all is well.
    std::string next() const;
};

struct NightReport {
    std::vector<ShipmentReport> shipments; ///< in the order of their folders
    bool interrupted = false;
    report::ExitCode answer = report::ExitCode::yes;
};

/// Runs the night. Fails as a whole only when the folder cannot be read, OUT cannot be made, locked
/// or written. OUT/summary.txt and OUT/summary.json are written at the end, unless interrupted.
Result<NightReport> run_night(NightOptions const& options, std::vector<Step> const& steps);

/// Short enough for a mail: counts, then a line for each shipment that needs somebody, then the
/// rest.
std::string summary_text(NightReport const& report);
/// One JSON object: {"shipments":[...],"counts":{...},"exit_code":n}.
std::string summary_json(NightReport const& report);

/// SHA-256 over the document without file names: `sent` leaves out custody.received,
/// custody.handover and logger[].recording.
std::string digest_of(config::Node const& document, DocumentPart part);

/// SHA-256 over names and digests of all data files below the sub-folders.
std::string digest_of_data(config::DataFolders const& folders,
                           std::vector<std::string> const& sub_folders);

} // namespace coldchain::job
