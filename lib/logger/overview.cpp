// SPDX-License-Identifier: Apache-2.0
#include "logger/overview.hpp"

#include "common/file.hpp"
#include "common/text.hpp"
#include "logger/reshape.hpp"
#include "logger/table_plan.hpp"
#include "logger/tally.hpp"
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
    auto const made = reshape(at.source, data.words, file);
    if (!made || *made)
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
    if (!at.table.layout.timeless.empty())
        return false;
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

// A piece of the file: what was left of the line before, then new bytes, of which all go into the
// digest and the whole lines to the tally.
struct Piece {
    std::string bytes;
    std::size_t kept = 0;  ///< from the piece before
    std::size_t end = 0;   ///< of the new bytes
    std::size_t lines = 0; ///< up to behind the last line end

    std::string_view fresh() const { return std::string_view(bytes).substr(kept, end - kept); }
    std::string_view whole_lines() const { return std::string_view(bytes).substr(0, lines); }
    std::string_view rest() const { return std::string_view(bytes).substr(lines, end - lines); }
};

// Reads the rest of the file piece by piece.
class Pieces {
public:
    Pieces(FileReader& file, std::string_view rest) : m_file(file), m_rest(rest) {}

    // False at the end, or when the file cannot be read further.
    bool fill(Piece& piece) {
        piece.kept = m_rest.size();
        if (piece.bytes.size() < piece.kept + piece_size)
            piece.bytes.resize(piece.kept + piece_size);
        std::copy(m_rest.begin(), m_rest.end(), piece.bytes.begin());
        auto const got = m_file.read(piece.bytes.data() + piece.kept, piece_size);
        if (!got || *got == 0) {
            m_failed = !got;
            return false;
        }
        piece.end = piece.kept + *got;
        auto const feed = std::string_view(piece.bytes).substr(0, piece.end).rfind('\n');
        piece.lines = feed == std::string_view::npos ? 0 : feed + 1;
        m_rest = piece.rest();
        return true;
    }
    // A row without an end, or a failure, is for the general way.
    bool clean_end() const { return !m_failed && m_rest.empty(); }

private:
    FileReader& m_file;
    std::string m_rest;
    bool m_failed = false;
};

// The pieces between the thread that reads and tallies them and the one that takes their digest,
// which is the slower.
class Relay {
public:
    // The next piece to fill, when the digest of what it held is taken.
    Piece& empty() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_filled - m_taken < m_pieces.size(); });
        return m_pieces[m_filled % m_pieces.size()];
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
    // The next filled piece; nothing at the end.
    Piece const* next() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_ended || m_taken < m_filled; });
        return m_taken < m_filled ? &m_pieces[m_taken % m_pieces.size()] : nullptr;
    }
    void taken() {
        std::lock_guard const lock(m_mutex);
        ++m_taken;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::array<Piece, 8> m_pieces;
    std::size_t m_filled = 0;
    std::size_t m_taken = 0;
    bool m_ended = false;
};

// `digest`: null when none is asked for.
bool tally_pieces(Pieces& pieces, Tally& tally, seal::Sha256* digest) {
    Piece piece;
    while (pieces.fill(piece)) {
        if (digest != nullptr)
            digest->add(piece.fresh());
        if (!tally.add(piece.whole_lines()))
            return false;
    }
    return pieces.clean_end();
}

bool tally_in_two_threads(Pieces& pieces, Tally& tally, seal::Sha256& digest) {
    Relay relay;
    std::thread hashing([&] {
        while (auto const* const piece = relay.next()) {
            digest.add(piece->fresh());
            relay.taken();
        }
    });
    bool good = true;
    while (good) {
        Piece& piece = relay.empty();
        if (!pieces.fill(piece))
            break;
        relay.filled();
        good = tally.add(piece.whole_lines());
    }
    relay.end();
    hashing.join();
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
    if (options.digest)
        digest.add(head);
    auto const feed = head.rfind('\n');
    if (feed == std::string::npos)
        return std::nullopt;
    Pieces pieces(file, std::string_view(head).substr(feed + 1));
    head.resize(feed + 1);
    Beginning at;
    if (!begin(at, head, false, path, options, data))
        return std::nullopt;
    bool const good = options.digest && options.jobs > 1
                          ? tally_in_two_threads(pieces, *at.tally, digest)
                          : tally_pieces(pieces, *at.tally, options.digest ? &digest : nullptr);
    if (!good)
        return std::nullopt;
    return finish(at, options.digest ? digest.finish() : std::string(), path, options, data);
}

} // namespace

Result<std::vector<Overview>> read_overviews(std::string_view bytes, std::string const& file_name,
                                             ReadOptions const& options, Profiles const& profiles) {
    auto const& data = profiles.data();
    if (bytes.ends_with('\n')) { // else the last row needs a closer look
        Beginning at;
        if (begin(at, bytes, true, file_name, options, data)) {
            auto const digest = options.digest ? seal::sha256(bytes) : std::string();
            if (auto done = finish(at, digest, file_name, options, data))
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
