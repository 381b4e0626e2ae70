// SPDX-License-Identifier: Apache-2.0
// The certificate as one file that carries its own evidence: pages, and attached inside the raw
// recordings, the shipment, limits and format descriptions, the machine-readable result, the normal
// form of the readings, and a context that says how and with what all of it was made. What
// `recheck` needs is in there, and nothing else is needed.
#pragma once

#include "common/result.hpp"
#include "config/data.hpp"
#include "draw/drawing.hpp"
#include "job/certify_job.hpp"
#include "render/archive.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// How a certificate was asked for: what recheck must ask for again.
struct CertificateRequest {
    shipment::Shipment const* shipment = nullptr; ///< null for bare recordings
    std::string shipment_bytes;                   ///< of its document
    std::vector<RecordingFile> recordings;
    std::string limits; ///< of bare recordings, as given
    std::optional<WindowChoice> window;
};

/// Adds everything to the rendered pages. Fails when a data file cannot be read again.
Result<std::string> make_certificate_file(CertifyOutcome const& outcome,
                                          CertificateRequest const& request,
                                          draw::Drawing const& drawing, std::string_view pages_pdf,
                                          CertifySettings const& settings);

/// Versions of program, libraries and zone data and digests of fonts, one a line: two runs in which
/// all of them agree make the same bytes of the same input.
Result<std::vector<std::string>> made_with(CertifySettings const& settings);

/// What the document's properties say of context.json, which lists everything else: its digest.
std::string context_subject(std::string_view context);

/// SHA-256 of the words of a page, in drawing order.
std::string text_digest(draw::Page const& page);

inline constexpr std::string_view context_name = "context.json";
inline constexpr std::string_view result_name = "result.json";
inline constexpr std::string_view readings_name = "readings.csv";

} // namespace coldchain::job
