// SPDX-License-Identifier: Apache-2.0
#include "job/part_set.hpp"

#include "common/text.hpp"
#include "seal/digest.hpp"

#include <algorithm>

namespace coldchain::job {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view between = "  "; ///< digest and name, as sha256sum writes them

std::string to_text(std::vector<SetPart> const& parts) {
    std::string lines;
    for (auto const& part : parts)
        lines += text::cat(part.sha256, between, part.name, "\n");
    return lines;
}

/// Lines of another form are passed over: a list that was changed by hand names less.
std::vector<SetPart> parse(std::string_view lines) {
    std::vector<SetPart> parts;
    for (auto const line : text::split(lines, '\n')) {
        auto const at = line.find(between);
        if (at == std::string_view::npos)
            continue;
        std::string name(line.substr(at + between.size()));
        if (name.empty() || name.find('/') != std::string::npos)
            continue;
        parts.push_back({std::move(name), std::string(line.substr(0, at))});
    }
    return parts;
}

bool stands(fs::path const& path) {
    std::error_code failure;
    return fs::exists(fs::symlink_status(path, failure));
}

Result<std::vector<SetPart>> read_list(fs::path const& path) {
    if (!stands(path))
        return std::vector<SetPart>();
    CC_TRY_ASSIGN(auto const lines, read_file(path));
    return parse(lines);
}

/// Removes a file whose bytes are the part's; another one is somebody's own.
Result<void> remove_same(fs::path const& folder, SetPart const& part) {
    auto const path = folder / part.name;
    auto const bytes = read_file(path);
    if (!bytes || seal::sha256(*bytes) != part.sha256)
        return {};
    std::error_code failure;
    fs::remove(path, failure);
    if (failure)
        return Error{ErrorKind::io,
                     {path.string(), 0, 0, ""},
                     text::cat("cannot be removed: ", failure.message()),
                     {}};
    return {};
}

} // namespace

PartSet::PartSet(fs::path const& product)
    : m_list(fs::path(product).replace_extension(".sha256")),
      m_note(m_list.parent_path() /
             text::cat(temporary_prefix, "begun-", m_list.filename().string())) {}

Result<void> PartSet::sweep() const {
    CC_TRY_ASSIGN(auto const begun, read_list(m_note));
    CC_TRY_ASSIGN(auto const whole, read_list(m_list));
    // a list that says the same was written last: only the note was left
    for (auto const& part : begun)
        if (begun != whole)
            CC_TRY(remove_same(m_note.parent_path(), part));
    abandon();
    return {};
}

Result<void> PartSet::begin(std::vector<SetPart> const& parts) {
    m_parts = parts;
    CC_TRY_ASSIGN(m_older, read_list(m_list));
    CC_TRY(write_file(m_note, to_text(m_parts), OnExisting::replace));
    std::error_code failure;
    fs::remove(m_list, failure); // the files it speaks of are about to change
    if (failure)
        return Error{ErrorKind::io,
                     {m_list.string(), 0, 0, ""},
                     text::cat("cannot be removed: ", failure.message()),
                     {}};
    return {};
}

Result<void> PartSet::finish() {
    CC_TRY(write_file(m_list, to_text(m_parts), OnExisting::replace));
    for (auto const& part : m_older) {
        bool const kept = std::any_of(m_parts.begin(), m_parts.end(),
                                      [&](SetPart const& one) { return one.name == part.name; });
        if (!kept)
            CC_TRY(remove_same(m_list.parent_path(), part));
    }
    abandon();
    return {};
}

void PartSet::abandon() const {
    std::error_code failure;
    fs::remove(m_note, failure);
}

} // namespace coldchain::job
