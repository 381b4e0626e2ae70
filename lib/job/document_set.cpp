// SPDX-License-Identifier: Apache-2.0
#include "job/document_set.hpp"

#include "common/text.hpp"
#include "documents/cover_page.hpp"
#include "documents/lint.hpp"
#include "job/document_parts.hpp"
#include "render/join.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace coldchain::job {

namespace {

using report::ExitCode;

/// How a document stands on the cover sheet.
struct Handling {
    std::string_view kind;
    std::string_view title;
    std::string_view print;
    std::string_view sign;
    std::string_view place;
};
constexpr std::array handlings{
    Handling{"manifest", "Shipping manifest", "2 copies", "packer, checker; receiver on arrival",
             "one inside the outer packaging, one kept"},
    Handling{"declaration", "Shipper's declaration",
             "2 copies, single-sided, colour (red margins), actual size",
             "shipper, by hand, each copy",
             "with the waybill, to the operator; keep a copy 2 years"},
    Handling{"waybill", "Waybill texts", "on screen or 1 copy", "",
             "copied into the carrier's waybill"},
    Handling{"marks", "Marks and labels", "on adhesive stock, colour, actual size", "",
             "on the boxes, as titled on each sheet"},
    Handling{"custody", "Custody form", "1 copy", "everybody who hands over or accepts",
             "with the box, outside, in a pouch"},
    Handling{"container-label", "Container label", "label printer, 100 x 150 mm", "",
             "on the outside of each container"},
    Handling{"checklist", "Acceptance checklist", "1 copy", "whoever checks the box",
             "kept with the shipment's records"},
    Handling{"epcis", "Events (EPCIS 2.0)", "not printed", "",
             "sent ahead to the receiver's system"},
};

Handling const& handling_of(std::string_view kind) {
    auto const at = std::find_if(handlings.begin(), handlings.end(),
                                 [&](Handling const& row) { return kind.starts_with(row.kind); });
    return *at;
}

std::vector<std::string> all_formats(std::string_view kind) {
    auto const formats = document_formats(kind);
    return {formats.begin(), formats.end()};
}

class SetMaker {
public:
    explicit SetMaker(DocumentRequest const& request) : m_request(request) {}

    Result<SetOutcome> run() {
        CC_TRY_ASSIGN(auto const judged, judge(m_request));
        m_verdict = judged.verdict.verdict;
        m_out.answer = m_verdict == "acceptable" ? ExitCode::yes
                       : m_verdict == "unknown"  ? ExitCode::unknown
                                                 : ExitCode::no;
        for (auto const& kind : document_kinds()) {
            if (kind.name == "checklist") {
                CC_TRY(put_checklists(judged));
                continue;
            }
            DocumentRequest request = m_request;
            request.formats = all_formats(kind.name);
            CC_TRY_ASSIGN(auto made, make(kind.name, request, judged));
            take(std::string(kind.name), std::move(made));
        }
        compare();
        CC_TRY(put_cover());
        CC_TRY_ASSIGN(
            m_out.files["all.pdf"],
            render::join_pdfs(m_parts, text::cat("Documents of ", m_request.shipment.id)));
        m_out.files["set.json"] = record();
        if (worst(m_out.findings) >= Severity::error)
            m_out.answer = ExitCode::no;
        return std::move(m_out);
    }

private:
    static Result<DocumentOutcome> make(std::string_view kind, DocumentRequest const& request,
                                        Judged const& judged) {
        if (kind == "declaration")
            return make_declaration(request, judged);
        if (kind == "waybill")
            return make_waybill(request, judged);
        if (kind == "marks")
            return make_marks(request, judged);
        return make_document(kind, request);
    }

    Result<void> put_checklists(Judged const& judged) {
        auto const kinds = checklists_for(judged);
        for (auto const kind : kinds) {
            DocumentRequest request = m_request;
            request.formats = {"pdf", "json"};
            CC_TRY_ASSIGN(auto made, make_checklist_document(request, kind));
            take(text::cat("checklist-", kind), std::move(made));
        }
        if (kinds.empty())
            leave_out("checklist", "no acceptance checklist concerns this shipment");
        return {};
    }

    void leave_out(std::string const& kind, std::string const& why) {
        m_out.left_out.push_back(text::cat(kind, ": ", why));
        documents::CoverRow row;
        row.document = handling_of(kind).title;
        row.made = false;
        row.place = why;
        m_rows.push_back(std::move(row));
    }

    void take(std::string const& name, DocumentOutcome made) {
        if (!made.released) {
            std::string const why =
                made.findings.empty() ? "refused" : made.findings.front().message;
            leave_out(name, why);
            // "not needed" is no fault; anything else is
            bool const needless =
                !made.findings.empty() &&
                (made.findings.front().rule == "PAP-01" || made.findings.front().rule == "PAP-04");
            if (!needless)
                m_out.findings.insert(m_out.findings.end(), made.findings.begin(),
                                      made.findings.end());
            return;
        }
        auto const& handling = handling_of(name);
        documents::CoverRow row{std::string(handling.title), "",
                                std::string(handling.print), std::string(handling.sign),
                                std::string(handling.place), true};
        if (name.starts_with("checklist-"))
            row.document += ", " + name.substr(10);
        for (auto const& [format, bytes] : made.files) {
            std::string const file = text::cat(name, ".", format);
            row.files += (row.files.empty() ? "" : ", ") + file;
            m_out.files[file] = bytes;
        }
        if (auto const pdf = made.files.find("pdf"); pdf != made.files.end())
            m_parts.push_back({row.document, pdf->second});
        for (auto const& finding : made.findings) {
            if (finding.rule.starts_with("PAP-"))
                m_warnings.push_back(finding.message);
            m_out.findings.push_back(finding);
        }
        if (!made.digest.empty())
            m_out.digest = made.digest;
        m_texts.emplace_back(name + ".pdf", std::move(made.text));
        m_out.made.push_back(name);
        m_rows.push_back(std::move(row));
    }

    // The papers against the shipment, and records for names.
    void compare() {
        auto const& shipment = m_request.shipment;
        auto const put = [&](std::vector<Finding> const& found) {
            m_out.findings.insert(m_out.findings.end(), found.begin(), found.end());
            for (auto const& finding : found)
                m_warnings.push_back(text::cat(finding.rule, ": ", finding.message));
        };
        put(documents::lint_shipment(shipment));
        for (auto const& [name, text] : m_texts)
            put(documents::lint_text(shipment, text, name));
        for (auto const& [name, bytes] : m_out.files) {
            if (!name.ends_with(".pdf") && !name.ends_with(".zpl"))
                put(documents::lint_names(shipment, bytes, name));
        }
    }

    Result<void> put_cover() {
        documents::CoverPage page{m_request.paper, m_request.now, m_verdict, m_warnings,
                                  m_out.digest};
        if (m_verdict != "acceptable")
            page.warnings.insert(page.warnings.begin(),
                                 m_verdict == "unknown"
                                     ? "Facts are unknown: coldchain check names them."
                                     : "THE BOX MAY NOT LEAVE: coldchain check says why.");
        CC_TRY_ASSIGN(auto const drawing,
                      documents::cover_pages(m_request.shipment, m_rows, page, m_request.fonts));
        CC_TRY_ASSIGN(m_out.files["cover.pdf"], pdf_of(drawing, m_request));
        m_parts.insert(m_parts.begin(), {"Cover sheet", m_out.files["cover.pdf"]});
        return {};
    }

    std::string record() const {
        using Json = nlohmann::ordered_json;
        std::vector<std::string> names;
        for (auto const& [name, bytes] : m_out.files)
            names.push_back(name);
        Json findings = Json::array();
        for (auto const& finding : m_out.findings)
            findings.push_back({{"rule", finding.rule},
                                {"severity", to_word(finding.severity)},
                                {"message", finding.message}});
        Json const record{{"shipment", m_request.shipment.id},
                          {"verdict", m_verdict},
                          {"digest", m_out.digest},
                          {"documents", m_out.made},
                          {"left_out", m_out.left_out},
                          {"files", names},
                          {"findings", findings}};
        return record.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
    }

    DocumentRequest const& m_request;
    SetOutcome m_out;
    std::string m_verdict;
    std::vector<documents::CoverRow> m_rows;
    std::vector<std::string> m_warnings;
    std::vector<std::pair<std::string, std::string>> m_texts; ///< file and what stands on it
    std::vector<render::PdfPart> m_parts;
};

} // namespace

Result<SetOutcome> make_set(DocumentRequest const& request) {
    return SetMaker(request).run();
}

} // namespace coldchain::job
