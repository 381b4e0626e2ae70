// SPDX-License-Identifier: Apache-2.0
#include "render/join.hpp"

#include "common/text.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <exception>
#include <memory>

namespace coldchain::render {

namespace {

using Handle = QPDFObjectHandle;

// A flat list of bookmarks (ISO 32000-1, 12.3.3), each to the top of its page.
void put_outlines(QPDF& pdf, std::vector<PdfPart> const& parts, std::vector<Handle> const& pages) {
    auto outlines = pdf.makeIndirectObject(Handle::newDictionary());
    std::vector<Handle> items;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        auto item = pdf.makeIndirectObject(Handle::newDictionary());
        item.replaceKey("/Title", Handle::newUnicodeString(parts[at].title));
        item.replaceKey("/Parent", outlines);
        auto place = Handle::newArray();
        place.appendItem(pages[at]);
        place.appendItem(Handle::newName("/Fit"));
        item.replaceKey("/Dest", place);
        items.push_back(item);
    }
    for (std::size_t at = 0; at + 1 < items.size(); ++at) {
        items[at].replaceKey("/Next", items[at + 1]);
        items[at + 1].replaceKey("/Prev", items[at]);
    }
    outlines.replaceKey("/Type", Handle::newName("/Outlines"));
    outlines.replaceKey("/First", items.front());
    outlines.replaceKey("/Last", items.back());
    outlines.replaceKey("/Count", Handle::newInteger(static_cast<long long>(items.size())));
    pdf.getRoot().replaceKey("/Outlines", outlines);
    pdf.getRoot().replaceKey("/PageMode", Handle::newName("/UseOutlines"));
}

std::string join(std::vector<PdfPart> const& parts, std::string const& title) {
    QPDF out;
    out.emptyPDF();
    std::vector<Handle> firsts;
    std::vector<std::unique_ptr<QPDF>> sources; // page content is copied when it is written
    QPDFPageDocumentHelper into(out);
    for (auto const& part : parts) {
        auto source = std::make_unique<QPDF>();
        source->setSuppressWarnings(true);
        source->setAttemptRecovery(false);
        source->processMemoryFile("part", part.bytes.data(), part.bytes.size());
        std::size_t const before = into.getAllPages().size();
        for (auto& page : QPDFPageDocumentHelper(*source).getAllPages())
            into.addPage(page, false);
        firsts.push_back(into.getAllPages().at(before).getObjectHandle());
        sources.push_back(std::move(source));
    }
    put_outlines(out, parts, firsts);
    auto preferences = Handle::newDictionary();
    preferences.replaceKey("/PrintScaling", Handle::newName("/None"));
    out.getRoot().replaceKey("/ViewerPreferences", preferences);
    auto info = out.makeIndirectObject(Handle::newDictionary());
    info.replaceKey("/Title", Handle::newUnicodeString(title));
    out.getTrailer().replaceKey("/Info", info);
    QPDFWriter writer(out);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.write();
    auto const buffer = writer.getBufferSharedPointer();
    return std::string(reinterpret_cast<char const*>(buffer->getBuffer()), buffer->getSize());
}

} // namespace

Result<std::string> join_pdfs(std::vector<PdfPart> const& parts, std::string const& title) {
    if (parts.empty())
        return input_error({}, "there is no document to join");
    try {
        return join(parts, title);
    } catch (std::exception const& problem) {
        return input_error({}, text::cat("a document cannot be joined: ", problem.what()));
    }
}

} // namespace coldchain::render
