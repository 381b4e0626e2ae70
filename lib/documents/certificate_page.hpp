// SPDX-License-Identifier: Apache-2.0
// The temperature certificate as pages: verdict and reason first, then what was judged, against
// which limits, from which bytes, by which method, and what it proves and does not prove. One page
// when all is well, more only when there is more to say.
#pragma once

#include "barcode/symbol.hpp"
#include "certify/verdict.hpp"
#include "common/result.hpp"
#include "common/time.hpp"
#include "documents/page.hpp"
#include "draw/drawing.hpp"
#include "draw/font.hpp"
#include "shipment/shipment.hpp"

#include <optional>
#include <string>

namespace coldchain::documents {

struct CertificateFacts {
    certify::Judgement const& judgement;
    shipment::Shipment const* shipment = nullptr; ///< null for bare recordings
    Paper paper = Paper::a4;
    std::optional<Instant> now;            ///< time of issue; without it a line for the pen
    std::string program;                   ///< name and version
    std::string result_sha256;             ///< of the machine-readable result
    std::optional<barcode::Symbol> symbol; ///< holds that digest
};

/// Fails on text that the page's faces cannot show.
Result<draw::Drawing> certificate_page(CertificateFacts const& facts, draw::Fonts const& fonts);

/// "Does not conform": the verdict in the words of the page.
std::string_view verdict_words(certify::Verdict verdict);

} // namespace coldchain::documents
