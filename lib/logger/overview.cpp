// SPDX-License-Identifier: Apache-2.0
#include "logger/overview.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "logger/table_plan.hpp"
#include "logger/tally.hpp"
#include "logger/tree_formats.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace coldchain::logger {

namespace {

/// Files up to this are read whole.
constexpr std::size_t whole_at_most = std::size_t{2} << 20U;
/// Of a longer one: what is looked at to settle the layout, and the pieces that follow.
constexpr std::size_t head_size = std::size_t{1} << 20U;
constexpr std::size_t piece_size = std::size_t{256} << 10U;
constexpr std::size_t head_rows = 2'500;

// What a table's beginning settles, and the tally of its rows so far. Not to be moved: the tally
// points into the table's layout.
struct Beginning {
    SourceText source;
    Profile const* profile = nullptr;
    FileTable table;
    std::optional<Tally> tally;
};

// False when the general way must be taken: `head` is the whole file, or its beginning.
bool begin(Beginning& at, std::string_view head, bool whole, std::string const& file,
           ReadOptions const& options, ProfileData const& data) {
    if (refuse_binary(head, file, data.profiles))
        return false;
    at.source = decode(head, data.words);
    auto const text = at.source.text();
    // a text that was made anew has other bytes than the pieces that follow
    if (!at.source.owned.empty() || is_noise(text))
        return false;
    at.profile = detect(text, data.profiles);
    if (at.profile != nullptr && at.profile->reader != ReaderKind::table)
        return false;
    auto const tree = text_of_tree(at.source, file);
    if (!tree || *tree)
        return false;
    std::size_t const from = skip_separator_line(text);
    std::uint32_t const line = from > 0 ? 2 : 1;
    auto const start = find_table(text, from, line, data.words);
    if (!start)
        return false;
    InferContext const context{data.words, at.profile, options, file};
    auto planned = plan_table(text, from, line, *start, context);
    if (!planned || (!whole && planned->from_all_rows))
        return false;
    at.table = std::move(planned->table);
    auto const rows = text.substr(at.table.layout.first_row);
    if (!whole && std::count(rows.begin(), rows.end(), '\n') < std::ptrdiff_t{head_rows})
        return false;
    at.tally.emplace(at.table.layout, at.profile, rows);
    return at.tally->usable() && at.tally->add(rows);
}

// Nothing when only the general way can tell.
std::optional<std::vector<Overview>> finish(Beginning& at, std::string const& digest,
                                            std::string const& file, ReadOptions const& options,
                                            ProfileData const& data) {
    if (!at.tally->finish())
        return std::nullopt;
    auto built =
        build_overview(at.table, *at.tally, {at.source, at.profile, data.words, options, file});
    if (!built || !*built)
        return std::nullopt;
    std::vector<Overview> list;
    list.push_back(std::move(**built));
    name_source(list.back().recording, file, digest, at.profile);
    return list;
}

Result<std::vector<Overview>> read_generally(std::string_view bytes, std::string const& file,
                                             ReadOptions const& options, Profiles const& profiles) {
    CC_TRY_ASSIGN(auto recordings, read_recordings(bytes, file, options, profiles));
    std::vector<Overview> list;
    for (auto& recording : recordings)
        list.push_back(overview_of(std::move(recording)));
    return list;
}

// One piece of the file ahead of the tally: read and hashed by one thread, tallied by another.
class Relay {
public:
    // The next buffer to fill, when the other side is done with it; nothing once it gave up.
    std::string* empty() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_stopped || m_filled - m_taken < m_pieces.size(); });
        return m_stopped ? nullptr : &m_pieces[m_filled % m_pieces.size()];
    }
    void filled() {
        std::lock_guard const lock(m_mutex);
        ++m_filled;
        m_changed.notify_all();
    }
    void end() {
        std::lock_guard const lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }
    // The next filled buffer; nothing at the end.
    std::string const* next() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_ended || m_taken < m_filled; });
        return m_taken < m_filled ? &m_pieces[m_taken % m_pieces.size()] : nullptr;
    }
    void taken() {
        std::lock_guard const lock(m_mutex);
        ++m_taken;
        m_changed.notify_all();
    }
    void stop() {
        std::lock_guard const lock(m_mutex);
        m_stopped = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::array<std::string, 4> m_pieces;
    std::size_t m_filled = 0;
    std::size_t m_taken = 0;
    bool m_ended = false;
    bool m_stopped = false;
};

// Reads the rest of the file; hands whole lines on. Every byte goes into the digest.
class Pieces {
public:
    Pieces(FileReader& file, seal::Sha256& digest, std::string rest)
        : m_file(file), m_digest(digest), m_rest(std::move(rest)) {}

    // False at the end, or when the file cannot be read further.
    bool fill(std::string& piece) {
        piece.resize(m_rest.size() + piece_size);
        std::copy(m_rest.begin(), m_rest.end(), piece.begin());
        auto const got = m_file.read(piece.data() + m_rest.size(), piece_size);
        if (!got || *got == 0) {
            m_failed = !got;
            return false;
        }
        m_digest.add(std::string_view(piece).substr(m_rest.size(), *got));
        piece.resize(m_rest.size() + *got);
        auto const feed = piece.rfind('\n');
        std::size_t const size = feed == std::string::npos ? 0 : feed + 1;
        m_rest.assign(piece, size);
        piece.resize(size);
        return true;
    }
    // A row without an end, or a failure, is for the general way.
    bool clean_end() const { return !m_failed && m_rest.empty(); }

private:
    FileReader& m_file;
    seal::Sha256& m_digest;
    std::string m_rest;
    bool m_failed = false;
};

bool tally_pieces(Pieces& pieces, Tally& tally) {
    std::string piece;
    while (pieces.fill(piece)) {
        if (!tally.add(piece))
            return false;
    }
    return pieces.clean_end();
}

bool tally_in_two_threads(Pieces& pieces, Tally& tally) {
    Relay relay;
    bool good = true;
    std::thread tallying([&] {
        while (auto const* const piece = relay.next()) {
            if (good && !tally.add(*piece)) {
                good = false;
                relay.stop();
            }
            relay.taken();
        }
    });
    while (auto* const piece = relay.empty()) {
        if (!pieces.fill(*piece))
            break;
        relay.filled();
    }
    relay.end();
    tallying.join();
    return good && pieces.clean_end();
}

// Nothing when the general way must be taken.
std::optional<std::vector<Overview>> stream(FileReader& file, std::string const& path,
                                            ReadOptions const& options, ProfileData const& data) {
    std::string head(head_size, '\0');
    auto const got = file.read(head.data(), head.size());
    if (!got || *got < head.size())
        return std::nullopt;
    seal::Sha256 digest;
    digest.add(head);
    auto const feed = head.rfind('\n');
    if (feed == std::string::npos)
        return std::nullopt;
    Pieces pieces(file, digest, head.substr(feed + 1));
    head.resize(feed + 1);
    Beginning at;
    if (!begin(at, head, false, path, options, data))
        return std::nullopt;
    bool const good = options.jobs > 1 ? tally_in_two_threads(pieces, *at.tally)
                                       : tally_pieces(pieces, *at.tally);
    if (!good)
        return std::nullopt;
    return finish(at, digest.finish(), path, options, data);
}

} // namespace

Result<std::vector<Overview>> read_overviews(std::string_view bytes, std::string const& file_name,
                                             ReadOptions const& options, Profiles const& profiles) {
    auto const& data = profiles.data();
    if (bytes.ends_with('\n')) { // else the last row needs a closer look
        Beginning at;
        if (begin(at, bytes, true, file_name, options, data)) {
            if (auto done = finish(at, seal::sha256(bytes), file_name, options, data))
                return std::move(*done);
        }
    }
    return read_generally(bytes, file_name, options, profiles);
}

Result<std::vector<Overview>>
read_file_overviews(std::string const& path, ReadOptions const& options, Profiles const& profiles) {
    {
        CC_TRY_ASSIGN(auto file, FileReader::open(path));
        if (file.size() > whole_at_most) {
            if (auto done = stream(file, path, options, profiles.data()))
                return std::move(*done);
        }
    }
    CC_TRY_ASSIGN(auto const bytes, read_file(path));
    if (bytes.size() > whole_at_most) // it was tried above
        return read_generally(bytes, path, options, profiles);
    return read_overviews(bytes, path, options, profiles);
}

} // namespace coldchain::logger
