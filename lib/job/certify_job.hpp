// SPDX-License-Identifier: Apache-2.0
// From a shipment, or bare recordings, to a verdict and its certificate. Everything is made in
// memory and from bytes: who calls decides what is written where.
#pragma once

#include "certify/verdict.hpp"
#include "common/result.hpp"
#include "common/time.hpp"
#include "config/data.hpp"
#include "documents/page.hpp"
#include "draw/font.hpp"
#include "logger/read.hpp"
#include "report/exit_code.hpp"
#include "shipment/shipment.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// A logger's export: its name as given and its bytes.
struct RecordingFile {
    std::string name;
    std::string bytes;
};

/// The part of a request that does not differ between the two forms.
struct CertifySettings {
    config::DataFolders const& data;
    logger::Profiles const& profiles;
    draw::Fonts const& fonts;
    documents::Paper paper = documents::Paper::a4;
    std::optional<Instant> now = {}; ///< time of issue; without it a line for the pen
    std::string program = {};        ///< name and version, for the page
    logger::ReadOptions read = {};
    std::int64_t carried_over_seconds = 0;            ///< time beyond a limit on earlier legs
    std::optional<std::int64_t> joules_per_mole = {}; ///< instead of the profile's, for MKT
    std::string shipment_bytes = {}; ///< of the document; empty: read again from its file
};

/// "FROM/TO" or "recording".
struct WindowChoice {
    bool whole_recording = false;
    certify::Window window;
};
/// Two times with zone or offset, or the word; refuses a window that ends before it begins.
Result<WindowChoice> parse_window(std::string_view text);

struct CertifyOutcome {
    certify::Judgement judgement;
    std::string json;                 ///< the `certify` record, one line with its line end
    std::string pdf;                  ///< the certificate; empty when not asked for
    std::string readings_csv;         ///< normal form of every recording judged
    std::vector<config::DataId> data; ///< every limits profile and format description used
};

/// What is made besides the judgement and its record.
enum class Products { record, certificate };

/// A shipment against its own limits over its custody window. Fails when a recording cannot be
/// read, or a logger names no limits, or limits that do not exist.
Result<CertifyOutcome> certify_shipment(shipment::Shipment const& shipment,
                                        std::vector<RecordingFile> const& recordings,
                                        CertifySettings const& settings, Products products);

/// Recordings alone: custody is not judged, and the page says so.
Result<CertifyOutcome> certify_recordings(std::vector<RecordingFile> const& recordings,
                                          std::string_view limits, WindowChoice const& window,
                                          CertifySettings const& settings, Products products);

/// The draft of a deviation report as PDF, from what was certified; `shipment` is null for bare
/// recordings. Empty when the verdict is `conforms`: there is nothing to report.
Result<std::string> draft_deviation(CertifyOutcome const& outcome,
                                    shipment::Shipment const* shipment,
                                    CertifySettings const& settings);

/// The recordings a shipment's loggers name, read from inside `folder`. Fails when one is missing.
Result<std::vector<RecordingFile>> named_recordings(shipment::Shipment const& shipment,
                                                    std::filesystem::path const& folder);

/// The answer a verdict is: conforms and excursion_within_allowance are yes, the others no.
report::ExitCode answer_of(certify::Verdict verdict);

/// The report for people: verdict, reason, then findings in order of weight.
std::string to_text(certify::Judgement const& judgement);

/// What to do next, in a few words, for summaries; empty when nothing is.
std::string next_step(certify::Judgement const& judgement);

} // namespace coldchain::job
