// SPDX-License-Identifier: Apache-2.0
// Documents of a shipment as bytes. Symbols on a page are decoded again from its raster before the
// page leaves, as on labels.
#pragma once

#include "common/code_row.hpp"
#include "common/finding.hpp"
#include "common/result.hpp"
#include "common/time.hpp"
#include "config/data.hpp"
#include "documents/declaration.hpp"
#include "documents/page.hpp"
#include "draw/font.hpp"
#include "packaging/evaluate.hpp"
#include "report/exit_code.hpp"
#include "shipment/shipment.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::job {

/// Data files that papers are made by, loaded once and shared by all threads.
struct DocumentData {
    packaging::RuleLibrary rules;
    documents::GoodsTable goods;
    static Result<DocumentData> load(config::DataFolders const& folders);
};

struct DocumentRequest {
    shipment::Shipment const& shipment;
    config::DataFolders const& data;
    draw::Fonts const& fonts;
    documents::Paper paper = documents::Paper::a4;
    std::optional<Instant> now = {};       ///< time of issue; without it a line for the pen
    std::vector<std::string> formats = {}; ///< "pdf", "xml", of document_formats()
    std::string uri_base = {};             ///< of epcis::parse_base(); empty: the sample base
    DocumentData const* shared = nullptr;  ///< not null for kinds that are made by rules
};

struct DocumentOutcome {
    bool released = false;
    report::ExitCode answer = report::ExitCode::no;        ///< unknown: made, but as a DRAFT
    std::vector<Finding> findings;                         ///< why it was refused or is a DRAFT
    std::map<std::string, std::string, std::less<>> files; ///< format to bytes; empty when refused
    std::string digest;                                    ///< SHA-256 of the canonical manifest
    std::string text; ///< every line on the pages, for comparing; empty where there are none
    std::vector<config::DataId> data; ///< every data file used
};

struct DocumentKind {
    std::string_view name;
    std::string_view formats; ///< with blanks between; the first is the usual one
    std::string_view about;   ///< one line
};
/// The kinds of `document`, in the order of a set.
std::span<DocumentKind const> document_kinds();
/// The formats of a kind, empty for an unknown kind.
std::vector<std::string_view> document_formats(std::string_view kind);

/// One document of a shipment. A paper that must not be made is a refusal with findings (PAP-01,
/// PAP-02, ... of document_codes()); an unknown kind or format, and text that the page cannot hold,
/// are Errors.
Result<DocumentOutcome> make_document(std::string_view kind, DocumentRequest const& request);

/// The shipping manifest. Needs no shared data.
Result<DocumentOutcome> make_manifest(DocumentRequest const& request);

std::span<CodeRow const> document_codes();

} // namespace coldchain::job
