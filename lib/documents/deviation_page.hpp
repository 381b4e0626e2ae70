// SPDX-License-Identifier: Apache-2.0
// The draft of a deviation report: what the record proves and what it leaves open, in order of time
// and for each product, with the questions only people can answer. It decides nothing.
#pragma once

#include "documents/certificate_page.hpp"

namespace coldchain::documents {

/// From the same facts as the certificate; meant for every verdict but `conforms`. Fails on text
/// that the page's faces cannot show.
Result<draw::Drawing> deviation_page(CertificateFacts const& facts, draw::Fonts const& fonts);

/// The questions for the quality unit, in the order of the report.
std::vector<std::string> deviation_questions(CertificateFacts const& facts);

} // namespace coldchain::documents
