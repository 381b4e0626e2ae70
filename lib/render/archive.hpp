// SPDX-License-Identifier: Apache-2.0
// A PDF that keeps: one of our own made ready for the archive (PDF/A-3b) with files attached
// inside, and such a file taken apart again. The same input gives the same bytes.
#pragma once

#include "common/result.hpp"
#include "common/time.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coldchain::render {

/// A file inside a PDF. `name` is plain ASCII without folders.
struct Attachment {
    std::string name;
    std::string media_type; ///< "text/csv"
    std::string about;      ///< one line for people
    std::string bytes;
    bool operator==(Attachment const&) const = default;
};

struct ArchiveOptions {
    std::string title;
    std::string subject;            ///< plain ASCII, in the document's properties; may be empty
    std::optional<Instant> created; ///< without it the file carries no date
};

/// Adds what PDF/A-3b asks for (metadata, output intent, complete font descriptors) and the
/// attachments to a PDF that this module made. Fails when the PDF is not one.
Result<std::string> make_archive(std::string_view pdf, std::vector<Attachment> const& attachments,
                                 ArchiveOptions const& options);

/// The same pages as PDF/A-1b, which cannot have attachments (those of `pdf` are left out): the
/// part that there are free validators for.
Result<std::string> make_archive_without_attachments(std::string_view pdf,
                                                     ArchiveOptions const& options);

/// Bytes that all streams of a file may unpack to together; a small file can claim far more.
inline constexpr std::size_t most_unpacked = std::size_t{2} << 30U;

/// What `make_archive` put in, in order of names. Fails on a file that is damaged in any way (no
/// repair is tried), and on one that unpacks to more than `most` bytes.
Result<std::vector<Attachment>> read_attachments(std::string_view pdf,
                                                 std::size_t most = most_unpacked);

/// The content of every page, decompressed, in order. Fails like read_attachments.
Result<std::vector<std::string>> page_contents(std::string_view pdf,
                                               std::size_t most = most_unpacked);

/// The subject in the properties, empty when there is none. Fails like read_attachments.
Result<std::string> document_subject(std::string_view pdf);

/// "qpdf 11.3.0".
std::vector<std::string> archive_libraries();

} // namespace coldchain::render
