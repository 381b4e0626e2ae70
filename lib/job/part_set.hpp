// SPDX-License-Identifier: Apache-2.0
// Numbered files that count together or not at all. Names cannot be given to several files in one
// stroke, so a list says when the set is whole: "labels.sha256" appears last, in the form that
// `sha256sum -c` checks. While the files get their names the same list stands beside them as a
// note, ".tmp-begun-labels.sha256"; a note that is found later names what a dead run left.
#pragma once

#include "common/file.hpp"
#include "common/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace coldchain::job {

/// One file of a set: its name without folder, and the digest of its bytes.
struct SetPart {
    std::string name;
    std::string sha256;
    bool operator==(SetPart const&) const = default;
};

class PartSet {
public:
    /// `product` is the name that was asked for: "out/labels.pdf".
    explicit PartSet(std::filesystem::path const& product);

    /// "out/labels.sha256".
    std::filesystem::path const& list() const { return m_list; }

    /// Removes the files that a dead run had begun to name, as far as their bytes are those of its
    /// note, and the note. Fails when a note cannot be read or a file not be removed.
    Result<void> sweep() const;

    /// Notes what is about to get its name, and takes away the list of an older set.
    Result<void> begin(std::vector<SetPart> const& parts);

    /// The note becomes the list. Files of the older set that are not in the new one, and are still
    /// as they were, go.
    Result<void> finish();

    /// After a failure: the note goes.
    void abandon() const;

private:
    std::filesystem::path m_list;
    std::filesystem::path m_note;
    std::vector<SetPart> m_parts;
    std::vector<SetPart> m_older;
};

} // namespace coldchain::job
