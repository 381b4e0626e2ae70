// SPDX-License-Identifier: Apache-2.0
// The only file that knows qpdf. ISO 19005-3 (PDF/A-3, level b) asks of our pages: metadata as XMP
// that agrees with the document information, an output intent for their colours, embedded fonts
// with complete descriptors, and attachments with a relationship. The colour profile is a small
// sRGB one made here from the numbers of IEC 61966-2-1, so that no file has to be found at run
// time.
#include "render/archive.hpp"

#include "common/text.hpp"

#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <stdexcept>

namespace coldchain::render {

namespace {

using Handle = QPDFObjectHandle;

enum class Part { one, three };

// --- colour profile (ICC.1:2001-04, version 2, matrix and curves) ---

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xffU);
}

std::uint32_t fixed_16(double value) {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value * 65536)));
}

std::string xyz_tag(double x, double y, double z) {
    std::string tag = "XYZ ";
    put(tag, 0, 4);
    for (double const part : {x, y, z})
        put(tag, fixed_16(part), 4);
    return tag;
}

// The transfer curve of IEC 61966-2-1 in 256 steps.
std::string curve_tag() {
    std::string tag = "curv";
    put(tag, 0, 4);
    put(tag, 256, 4);
    for (int i = 0; i < 256; ++i) {
        double const value = i / 255.0;
        double const linear =
            value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        put(tag, static_cast<std::uint32_t>(std::lround(linear * 65535)), 2);
    }
    return tag;
}

std::string text_tag(std::string_view words) {
    std::string tag = "text";
    put(tag, 0, 4);
    tag += words;
    tag += '\0';
    return tag;
}

std::string description_tag(std::string_view words) {
    std::string tag = "desc";
    put(tag, 0, 4);
    put(tag, static_cast<std::uint32_t>(words.size() + 1), 4);
    tag += words;
    tag.append(1 + 4 + 4 + 2 + 1 + 67, '\0'); // end; no Unicode and no Macintosh name
    return tag;
}

std::string colour_profile() {
    struct Tag {
        std::string_view name;
        std::string body;
    };
    auto const curve = curve_tag();
    // sRGB primaries and white, adapted to D50 as the profile connection space asks
    std::array<Tag, 9> const tags{Tag{"desc", description_tag("sRGB IEC61966-2.1")},
                                  Tag{"cprt", text_tag("No copyright, use freely")},
                                  Tag{"wtpt", xyz_tag(0.9642, 1.0, 0.8249)},
                                  Tag{"rXYZ", xyz_tag(0.4360747, 0.2225045, 0.0139322)},
                                  Tag{"gXYZ", xyz_tag(0.3850649, 0.7168786, 0.0971045)},
                                  Tag{"bXYZ", xyz_tag(0.1430804, 0.0606169, 0.7141733)},
                                  Tag{"rTRC", curve},
                                  Tag{"gTRC", curve},
                                  Tag{"bTRC", curve}};
    std::string table;
    std::string bodies;
    put(table, static_cast<std::uint32_t>(tags.size()), 4);
    auto const start = 128 + 4 + 12 * tags.size();
    for (auto const& tag : tags) {
        table += tag.name;
        put(table, static_cast<std::uint32_t>(start + bodies.size()), 4);
        put(table, static_cast<std::uint32_t>(tag.body.size()), 4);
        bodies += tag.body;
        bodies.append((4 - bodies.size() % 4) % 4, '\0');
    }
    std::string head;
    put(head, static_cast<std::uint32_t>(start + bodies.size()), 4);
    put(head, 0, 4);
    put(head, 0x02100000, 4); // version 2.1
    head += "mntrRGB XYZ ";
    for (std::uint32_t const part : {2026U, 1U, 1U, 0U, 0U, 0U})
        put(head, part, 2);
    head += "acsp";
    put(head, 0, 4);
    head.append(24, '\0'); // flags, maker, model, attributes, intent
    for (double const part : {0.9642, 1.0, 0.8249})
        put(head, fixed_16(part), 4);
    head.append(128 - head.size(), '\0');
    return head + table + bodies;
}

// --- metadata ---

std::string escaped(std::string_view text) {
    auto out = text::replace_all(text, "&", "&amp;");
    out = text::replace_all(out, "<", "&lt;");
    return text::replace_all(out, ">", "&gt;");
}

std::string metadata(ArchiveOptions const& options, Part part) {
    std::string out = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                      "<rdf:Description rdf:about=\"\""
                      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                      " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
    out += text::cat("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", escaped(options.title),
                     "</rdf:li></rdf:Alt></dc:title>\n<pdf:Producer>coldchain</pdf:Producer>\n");
    if (!options.subject.empty())
        out += text::cat("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
                         escaped(options.subject), "</rdf:li></rdf:Alt></dc:description>\n");
    if (options.created)
        out +=
            text::cat("<xmp:CreateDate>", to_rfc3339({options.created->milliseconds / 1000 * 1000}),
                      "</xmp:CreateDate>\n");
    out += text::cat("<pdfaid:part>", part == Part::one ? 1 : 3,
                     "</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n"
                     "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    return out;
}

std::string pdf_date(Instant instant) {
    auto const text = to_rfc3339({instant.milliseconds / 1000 * 1000}); // YYYY-MM-DDThh:mm:ssZ
    return text::cat("D:", text.substr(0, 4), text.substr(5, 2), text.substr(8, 2),
                     text.substr(11, 2), text.substr(14, 2), text.substr(17, 2), "Z");
}

void set_metadata(QPDF& document, ArchiveOptions const& options, Part part) {
    auto stream = Handle::newStream(&document, metadata(options, part));
    stream.getDict().replaceKey("/Type", Handle::newName("/Metadata"));
    stream.getDict().replaceKey("/Subtype", Handle::newName("/XML"));
    document.getRoot().replaceKey("/Metadata", document.makeIndirectObject(stream));
    auto info = Handle::newDictionary();
    info.replaceKey("/Title", Handle::newUnicodeString(options.title));
    info.replaceKey("/Producer", Handle::newString("coldchain"));
    if (!options.subject.empty())
        info.replaceKey("/Subject", Handle::newString(options.subject));
    if (options.created)
        info.replaceKey("/CreationDate", Handle::newString(pdf_date(*options.created)));
    document.getTrailer().replaceKey("/Info", document.makeIndirectObject(info));
}

void set_output_intent(QPDF& document) {
    auto profile = Handle::newStream(&document, colour_profile());
    profile.getDict().replaceKey("/N", Handle::newInteger(3));
    auto intent = Handle::newDictionary();
    intent.replaceKey("/Type", Handle::newName("/OutputIntent"));
    intent.replaceKey("/S", Handle::newName("/GTS_PDFA1"));
    intent.replaceKey("/OutputConditionIdentifier", Handle::newString("sRGB"));
    intent.replaceKey("/Info", Handle::newString("sRGB IEC61966-2.1"));
    intent.replaceKey("/DestOutputProfile", document.makeIndirectObject(profile));
    auto list = Handle::newArray();
    list.appendItem(document.makeIndirectObject(intent));
    document.getRoot().replaceKey("/OutputIntents", list);
}

// libharu leaves out the height of capitals, and for part 1 the set of glyphs that are present.
void complete_fonts(QPDF& document, Part part) {
    for (auto object : document.getAllObjects()) {
        if (!object.isDictionary() || !object.getKey("/DescendantFonts").isArray())
            continue;
        auto descendant = object.getKey("/DescendantFonts").getArrayItem(0);
        auto descriptor = descendant.getKey("/FontDescriptor");
        if (!descriptor.isDictionary())
            continue;
        if (!descriptor.hasKey("/CapHeight"))
            descriptor.replaceKey("/CapHeight", descriptor.getKey("/Ascent"));
        if (part == Part::one) {
            // a bit for every glyph number; all of the cut-down font is there
            auto set = Handle::newStream(&document, std::string(8192, '\xff'));
            descriptor.replaceKey("/CIDSet", document.makeIndirectObject(set));
        } else {
            descriptor.removeKey("/CIDSet");
        }
    }
}

void attach(QPDF& document, std::vector<Attachment> const& attachments,
            ArchiveOptions const& options) {
    QPDFEmbeddedFileDocumentHelper files(document);
    auto associated = Handle::newArray();
    for (auto const& attachment : attachments) {
        auto stream = QPDFEFStreamObjectHelper::createEFStream(document, attachment.bytes);
        stream.setSubtype(attachment.media_type);
        if (options.created) {
            stream.setCreationDate(pdf_date(*options.created));
            stream.setModDate(pdf_date(*options.created));
        }
        auto file = QPDFFileSpecObjectHelper::createFileSpec(document, attachment.name, stream);
        file.setDescription(attachment.about);
        auto handle = file.getObjectHandle();
        handle.replaceKey("/AFRelationship", Handle::newName("/Data"));
        files.replaceEmbeddedFile(attachment.name, file);
        associated.appendItem(handle);
    }
    document.getRoot().replaceKey("/AF", associated);
}

// What refers to them; objects that nothing refers to are not written.
void drop_attachments(QPDF& document) {
    auto root = document.getRoot();
    root.removeKey("/AF");
    auto names = root.getKey("/Names");
    if (names.isDictionary())
        names.removeKey("/EmbeddedFiles");
}

std::string written(QPDF& document, Part part) {
    QPDFWriter writer(document);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setNewlineBeforeEndstream(true); // PDF/A asks for it
    writer.setObjectStreamMode(qpdf_o_disable);
    writer.setMinimumPDFVersion(part == Part::one ? "1.4" : "1.7");
    if (part == Part::one)
        writer.forcePDFVersion("1.4");
    writer.write();
    auto const buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<char const*>(buffer->getBuffer()), buffer->getSize()};
}

// A warning about an object of no document goes to the library's default logger, which would print.
void be_quiet() {
    static bool const done = [] {
        auto const logger = QPDFLogger::defaultLogger();
        logger->setInfo(logger->discard());
        logger->setWarn(logger->discard());
        logger->setError(logger->discard());
        return true;
    }();
    static_cast<void>(done);
}

// The bytes must outlive the document.
void open(QPDF& document, std::string_view pdf) {
    be_quiet();
    document.setSuppressWarnings(true);
    document.setAttemptRecovery(false);
    document.processMemoryFile("certificate", pdf.data(), pdf.size());
}

Error damaged(std::string_view why) {
    return input_error({}, text::cat("is not a whole PDF: ", text::quoted(why),
                                     "; take the file as it was issued"));
}

// qpdf throws for whatever it meets.
template <class Work>
auto guarded(Work work) -> Result<decltype(work())> {
    try {
        return work();
    } catch (std::exception const& problem) {
        return damaged(problem.what());
    }
}

std::string finished(std::string_view pdf, std::vector<Attachment> const& attachments,
                     ArchiveOptions const& options, Part part) {
    QPDF document;
    open(document, pdf);
    set_metadata(document, options, part);
    set_output_intent(document);
    complete_fonts(document, part);
    if (part == Part::three)
        attach(document, attachments, options);
    else
        drop_attachments(document);
    return written(document, part);
}

/// Takes what streams unpack to, and stops when it is too much.
class Unpacked : public Pipeline {
public:
    Unpacked(std::string& target, std::size_t& left)
        : Pipeline("unpacked", nullptr), m_target(target), m_left(left) {}
    void write(unsigned char const* data, size_t length) override {
        if (length > m_left)
            throw std::runtime_error("it unpacks to too much");
        m_left -= length;
        m_target.append(reinterpret_cast<char const*>(data), length);
    }
    void finish() override {}

private:
    std::string& m_target;
    std::size_t& m_left;
};

// Of a stream that is there; `left` is counted down.
std::string bytes_of(Handle stream, std::size_t& left) {
    std::string bytes;
    Unpacked unpacked(bytes, left);
    if (!stream.pipeStreamData(&unpacked, 0, qpdf_dl_all, true, false))
        throw std::runtime_error("a stream unpacks to too much, or not at all");
    return bytes;
}

std::vector<Attachment> attachments_of(std::string_view pdf, std::size_t most) {
    QPDF document;
    open(document, pdf);
    QPDFEmbeddedFileDocumentHelper files(document);
    std::vector<Attachment> all;
    for (auto const& [name, file] : files.getEmbeddedFiles()) {
        auto stream = file->getEmbeddedFileStream();
        all.push_back({name, QPDFEFStreamObjectHelper(stream).getSubtype(), file->getDescription(),
                       bytes_of(stream, most)});
    }
    return all;
}

std::vector<std::string> contents_of(std::string_view pdf, std::size_t most) {
    QPDF document;
    open(document, pdf);
    std::vector<std::string> pages;
    for (auto& page : QPDFPageDocumentHelper(document).getAllPages()) {
        std::string all;
        for (auto& stream : page.getPageContents())
            all += bytes_of(stream, most);
        pages.push_back(std::move(all));
    }
    return pages;
}

std::string subject_of(std::string_view pdf) {
    QPDF document;
    open(document, pdf);
    auto info = document.getTrailer().getKey("/Info");
    if (!info.isDictionary() || !info.getKey("/Subject").isString())
        return "";
    return info.getKey("/Subject").getUTF8Value();
}

} // namespace

Result<std::string> make_archive(std::string_view pdf, std::vector<Attachment> const& attachments,
                                 ArchiveOptions const& options) {
    return guarded([&] { return finished(pdf, attachments, options, Part::three); });
}

Result<std::string> make_archive_without_attachments(std::string_view pdf,
                                                     ArchiveOptions const& options) {
    return guarded([&] { return finished(pdf, {}, options, Part::one); });
}

Result<std::vector<Attachment>> read_attachments(std::string_view pdf, std::size_t most) {
    return guarded([&] { return attachments_of(pdf, most); });
}

Result<std::vector<std::string>> page_contents(std::string_view pdf, std::size_t most) {
    return guarded([&] { return contents_of(pdf, most); });
}

Result<std::string> document_subject(std::string_view pdf) {
    return guarded([&] { return subject_of(pdf); });
}

std::vector<std::string> archive_libraries() {
    return {text::cat("qpdf ", QPDF::QPDFVersion())};
}

} // namespace coldchain::render
