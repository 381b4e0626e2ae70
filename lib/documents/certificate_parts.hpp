// SPDX-License-Identifier: Apache-2.0
// The parts of a certificate's pages, each of which adds to the sheet from top to bottom. For this
// module alone.
#pragma once

#include "documents/certificate_page.hpp"
#include "documents/sheet.hpp"

namespace coldchain::documents {

// certificate_chart.cpp
/// The readings over time with limits, window, gaps, excursions and custody events.
Result<void> set_chart(Sheet& sheet, CertificateFacts const& facts);

// certificate_tables.cpp
void set_figures(Sheet& sheet, certify::Judgement const& judgement);
void set_excursions(Sheet& sheet, certify::Judgement const& judgement);
/// Gaps, and what they leave between the best and the worst case.
void set_gaps(Sheet& sheet, certify::Judgement const& judgement);
void set_findings(Sheet& sheet, certify::Judgement const& judgement);
void set_device_records(Sheet& sheet, certify::Judgement const& judgement);

// certificate_words.cpp
/// What was judged, against what: products, places, window, limits, loggers, calibration.
void set_judged(Sheet& sheet, CertificateFacts const& facts);
void set_intended_use(Sheet& sheet, certify::Judgement const& judgement);
void set_custody(Sheet& sheet, shipment::Shipment const& shipment);
void set_evidence(Sheet& sheet, CertificateFacts const& facts);
void set_method(Sheet& sheet, CertificateFacts const& facts);
/// "CAR-T CELLS, A999926000123", at most two products by name.
std::string product_words(shipment::Shipment const& shipment);
std::string window_words(certify::Judgement const& judgement);
std::string limits_words(certify::Judgement const& judgement);
std::string logger_words(certify::Judgement const& judgement);

} // namespace coldchain::documents
