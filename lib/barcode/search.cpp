// SPDX-License-Identifier: Apache-2.0
// Searching pages nobody has described, with a reader that is trusted only to decode one symbol
// at a time and, for Data Matrix, only near the middle of what it is shown.
//
// Code 128: the page is cut into strips a few rows high. After a hit, the parts of the strip left
// and right of it are read again, so a strip yields all its symbols. From the row of a hit the
// symbol's real height is found by going up and down while the rows look alike; a hit inside a
// known symbol is that symbol, a hit elsewhere is another one, even with the same text.
//
// Data Matrix: ink that hangs together after small gaps are closed, in a block of fitting shape, is
// a candidate and is shown to the reader by itself. Gaps are closed at several sizes, because the
// module is not known. What noise or touching ink hides from this is found by overlapping tiles.
#include "barcode/decode.hpp"

#include "barcode/encode.hpp"
#include "barcode/local_threshold.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

namespace coldchain::barcode {

namespace {

bool by_place(Decoded const& left, Decoded const& right) {
    Area const a = left.bounds();
    Area const b = right.bounds();
    return std::tie(a.y, a.x, left.payload) < std::tie(b.y, b.x, right.payload);
}

Raster turned_by_quarter(Raster const& raster) {
    Raster turned{raster.height, raster.width, std::vector<std::uint8_t>(raster.grey.size())};
    auto const width = static_cast<std::size_t>(turned.width);
    auto const* pixel = raster.grey.data();
    for (int y = 0; y < raster.height; ++y)
        for (int x = 0; x < raster.width; ++x)
            turned.grey[static_cast<std::size_t>(x) * width +
                        static_cast<std::size_t>(raster.height - 1 - y)] = *pixel++;
    return turned;
}

/// A symbol found on the page turned by a quarter, back on the page, which is `height` high.
Decoded turned_back(Decoded decoded, int height) {
    for (Corner& corner : decoded.corners)
        corner = {corner.y, height - 1 - corner.x};
    decoded.orientation -= 90;
    if (decoded.orientation <= -180)
        decoded.orientation += 360;
    return decoded;
}

// --- Code 128 ---

/// Columns from first to last, both inside.
struct Columns {
    int first = 0;
    int last = 0;
    int count() const { return last - first + 1; }
};

struct FoundLinear {
    Decoded decoded;
    Columns columns;
    int top = 0;
    int bottom = 0; ///< last row
};

class LinearSearch {
public:
    explicit LinearSearch(Raster const& raster) : m_raster(raster), m_means(means_of(raster)) {}

    std::vector<Decoded> run() {
        int const strip = m_raster.height <= 1600 ? 16 : m_raster.height <= 3200 ? 24 : 32;
        int const height = m_means.height * rows_together;
        for (int y = 0; y < height; y += strip)
            search({0, m_raster.width - 1}, y, std::min(strip, height - y));
        std::vector<Decoded> decoded;
        for (auto& found : m_found)
            decoded.push_back(std::move(found.decoded));
        return decoded;
    }

private:
    /// The shortest symbol has start, one character, check and stop: 46 modules.
    static constexpr int fewest_columns = 46;
    /// Rows that become one: in each column the mean without the darkest and the lightest, which
    /// takes speckles out. A symbol that lies askew by 5 degrees moves by a third of a pixel.
    static constexpr int rows_together = 4;

    static Raster means_of(Raster const& raster) {
        Raster means{raster.width, raster.height / rows_together, {}};
        auto const width = static_cast<std::size_t>(raster.width);
        means.grey.resize(width * static_cast<std::size_t>(means.height));
        static_assert(rows_together == 4);
        for (std::size_t y = 0; y < static_cast<std::size_t>(means.height); ++y) {
            auto const* const a = raster.grey.data() + y * rows_together * width;
            auto const* const b = a + width;
            auto const* const c = b + width;
            auto const* const d = c + width;
            auto* const out = means.grey.data() + y * width;
            // the compiler does sixteen columns at a time as long as bytes stay bytes
            for (std::size_t x = 0; x < width; ++x) {
                std::uint8_t const least = std::min(std::min(a[x], b[x]), std::min(c[x], d[x]));
                std::uint8_t const most = std::max(std::max(a[x], b[x]), std::max(c[x], d[x]));
                out[x] = static_cast<std::uint8_t>((a[x] + b[x] + c[x] + d[x] - least - most) / 2);
            }
        }
        return means;
    }

    void search(Columns part, int y, int height) {
        if (part.count() < fewest_columns || height < 2 * rows_together)
            return;
        if (auto const* known = known_across(part, y, height)) {
            Columns const taken = known->columns;
            search({part.first, taken.first - 1}, y, height);
            search({taken.last + 1, part.last}, y, height);
            return;
        }
        if (!has_contrast(part, y + height / 2) && !has_contrast(part, y) &&
            !has_contrast(part, y + height - 1))
            return;
        auto hit = look_in_area(
            m_means, {part.first, y / rows_together, part.count(), height / rows_together},
            Symbology::code128);
        if (!hit)
            return;
        Area const box = hit->bounds();
        int const line = (2 * box.y + box.height) * rows_together / 2;
        Columns const columns{std::max(part.first, box.x),
                              std::min(part.last, box.x + box.width - 1)};
        if (columns.count() < fewest_columns / 2)
            return;
        note(std::move(*hit), columns, std::clamp(line, y, y + height - 1));
        search({part.first, columns.first - 1}, y, height);
        search({columns.last + 1, part.last}, y, height);
    }

    /// A known symbol that fills all these rows in some of these columns.
    FoundLinear const* known_across(Columns part, int y, int height) const {
        for (auto const& found : m_found)
            if (found.top <= y && found.bottom >= y + height - 1 &&
                found.columns.first <= part.last && found.columns.last >= part.first)
                return &found;
        return nullptr;
    }

    std::uint8_t const* row(int y) const {
        return m_raster.grey.data() +
               static_cast<std::size_t>(y) * static_cast<std::size_t>(m_raster.width);
    }

    bool has_contrast(Columns part, int y) const {
        auto const [dark, light] = std::minmax_element(row(y) + part.first, row(y) + part.last + 1);
        return *light - *dark > 32;
    }

    void note(Decoded decoded, Columns columns, int y) {
        int const patience = bar_gap(decoded.payload, columns);
        for (auto const& found : m_found) {
            int const shared = std::min(found.columns.last, columns.last) -
                               std::max(found.columns.first, columns.first) + 1;
            if (found.decoded.payload == decoded.payload && 2 * shared > columns.count() &&
                y >= found.top - patience && y <= found.bottom + patience)
                return;
        }
        int const top = edge(columns, y, -1, patience);
        int const bottom = edge(columns, y, 1, patience);
        set_corners(decoded, columns, top, bottom);
        m_found.push_back({std::move(decoded), columns, top, bottom});
    }

    /// Rows that a scratch may take without ending the symbol: three modules.
    static int bar_gap(std::string const& payload, Columns columns) {
        auto const symbol = encode_code128(payload);
        int const modules = symbol ? symbol->columns : 100;
        return std::max(2, 3 * columns.count() / modules);
    }

    /// The last row in a direction that still looks like bars.
    int edge(Columns columns, int y, int step, int patience) const {
        int last = y;
        for (int at = y + step; at >= 0 && at < m_raster.height; at += step) {
            if (std::abs(at - last) > patience)
                break;
            if (alike(columns, last, at))
                last = at;
        }
        return last;
    }

    /// Whether the other row has bars in mostly the same places. Bars are always a good part ink:
    /// without asking for that, the slanting end of a symbol leads on into the blank page.
    bool alike(Columns columns, int one, int other) const {
        auto const* const a = row(one);
        auto const* const b = row(other);
        int const middle = threshold(columns, one);
        int same = 0;
        int ink = 0;
        for (int x = columns.first; x <= columns.last; ++x) {
            same += (a[x] < middle) == (b[x] < middle) ? 1 : 0;
            ink += b[x] < middle ? 1 : 0;
        }
        return same * 5 >= columns.count() * 4 && ink * 5 >= columns.count();
    }

    int threshold(Columns columns, int y) const {
        auto const [dark, light] =
            std::minmax_element(row(y) + columns.first, row(y) + columns.last + 1);
        return (*dark + *light + 1) / 2;
    }

    /// Corners in the order in which the symbol reads.
    static void set_corners(Decoded& decoded, Columns columns, int top, int bottom) {
        bool const reversed = decoded.corners[1].x < decoded.corners[0].x;
        auto const [first, last] = columns;
        decoded.corners = {{{first, top}, {last, top}, {last, bottom}, {first, bottom}}};
        if (reversed)
            decoded.corners = {{{last, bottom}, {first, bottom}, {first, top}, {last, top}}};
        decoded.orientation = reversed ? 180 : 0;
    }

    Raster const& m_raster;
    Raster m_means; ///< the page with fewer, cleaner rows
    std::vector<FoundLinear> m_found;
};

// --- Data Matrix ---

/// The grey value that best parts a page into ink and paper (Otsu's method).
int ink_threshold(Raster const& raster) {
    std::array<double, 256> histogram{};
    for (std::uint8_t const value : raster.grey)
        histogram[value] += 1;
    double total = 0;
    for (std::size_t i = 0; i < histogram.size(); ++i)
        total += static_cast<double>(i) * histogram[i];
    auto const pixels = static_cast<double>(raster.grey.size());
    double below = 0;
    double sum_below = 0;
    double best = -1;
    int threshold = 128;
    for (std::size_t i = 0; i + 1 < histogram.size(); ++i) {
        below += histogram[i];
        sum_below += static_cast<double>(i) * histogram[i];
        if (below == 0 || below == pixels)
            continue;
        double const distance = sum_below / below - (total - sum_below) / (pixels - below);
        double const spread = below * (pixels - below) * distance * distance;
        if (spread > best) {
            best = spread;
            threshold = static_cast<int>(i) + 1;
        }
    }
    return threshold;
}

/// The page in cells of two by two pixels: 1 where any of them is ink.
struct CellPage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> ink;
};
constexpr int cell_pixels = 2;

CellPage cells_of(Raster const& raster) {
    int const threshold = ink_threshold(raster);
    CellPage page{(raster.width + 1) / cell_pixels, (raster.height + 1) / cell_pixels, {}};
    page.ink.assign(static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height),
                    0);
    auto const* pixel = raster.grey.data();
    for (int y = 0; y < raster.height; ++y) {
        auto* const row =
            page.ink.data() + static_cast<std::ptrdiff_t>(y / cell_pixels) * page.width;
        for (int x = 0; x < raster.width; ++x)
            if (*pixel++ < threshold)
                row[x / cell_pixels] = 1;
    }
    return page;
}

/// Each cell of a row becomes ink that has ink within `reach` cells.
void spread(std::uint8_t* cells, int count, int reach, std::vector<std::uint8_t>& line) {
    line.assign(static_cast<std::size_t>(count), 0);
    int free_from = 0;
    for (int i = 0; i < count; ++i) {
        if (cells[i] == 0)
            continue;
        int const to = std::min(count - 1, i + reach);
        for (int at = std::max(free_from, i - reach); at <= to; ++at)
            line[static_cast<std::size_t>(at)] = 1;
        free_from = to + 1;
    }
    std::copy(line.begin(), line.end(), cells);
}

CellPage thickened(CellPage page, int reach) {
    std::vector<std::uint8_t> line;
    for (int y = 0; y < page.height; ++y)
        spread(page.ink.data() + static_cast<std::ptrdiff_t>(y) * page.width, page.width, reach,
               line);
    // downwards and upwards whole rows are laid over each other
    CellPage thick = page;
    for (int y = 0; y < page.height; ++y) {
        auto* const out = thick.ink.data() + static_cast<std::ptrdiff_t>(y) * page.width;
        int const last = std::min(page.height - 1, y + reach);
        for (int other = std::max(0, y - reach); other <= last; ++other) {
            auto const* const in =
                page.ink.data() + static_cast<std::ptrdiff_t>(other) * page.width;
            for (int x = 0; x < page.width; ++x)
                out[x] |= in[x];
        }
    }
    return thick;
}

/// The upright boxes around ink that hangs together, in cells. Uses the page up.
std::vector<Area> blocks_of(CellPage page) {
    std::vector<Area> blocks;
    std::vector<int> open;
    for (int start = 0; start < static_cast<int>(page.ink.size()); ++start) {
        if (page.ink[static_cast<std::size_t>(start)] == 0)
            continue;
        int left = page.width;
        int right = 0;
        int top = page.height;
        int bottom = 0;
        open.assign(1, start);
        page.ink[static_cast<std::size_t>(start)] = 0;
        while (!open.empty()) {
            int const at = open.back();
            open.pop_back();
            int const x = at % page.width;
            int const y = at / page.width;
            left = std::min(left, x);
            right = std::max(right, x);
            top = std::min(top, y);
            bottom = std::max(bottom, y);
            auto const visit = [&](int next) {
                auto& cell = page.ink[static_cast<std::size_t>(next)];
                if (cell != 0) {
                    cell = 0;
                    open.push_back(next);
                }
            };
            if (x > 0)
                visit(at - 1);
            if (x + 1 < page.width)
                visit(at + 1);
            if (y > 0)
                visit(at - page.width);
            if (y + 1 < page.height)
                visit(at + page.width);
        }
        blocks.push_back({left, top, right - left + 1, bottom - top + 1});
    }
    return blocks;
}

class MatrixSearch {
public:
    MatrixSearch(Raster const& raster, int largest) : m_raster(raster), m_largest(largest) {}

    std::vector<Decoded> run() {
        search_blocks();
        search_tiles();
        return std::move(m_found);
    }

private:
    /// Ten modules of two pixels: below, nothing can be read.
    static constexpr int smallest = 18;

    void search_blocks() {
        auto const page = cells_of(m_raster);
        std::vector<Area> seen;
        for (int const reach : {1, 2, 4}) {
            for (Area block : blocks_of(thickened(page, reach))) {
                block = {(block.x + reach) * cell_pixels, (block.y + reach) * cell_pixels,
                         (block.width - 2 * reach) * cell_pixels,
                         (block.height - 2 * reach) * cell_pixels};
                if (!may_be_symbol(block) ||
                    std::find(seen.begin(), seen.end(), block) != seen.end())
                    continue;
                seen.push_back(block);
                look_at_block(block);
            }
        }
    }

    /// A clean page reads best with a fixed threshold, an uneven one with a local one.
    void look_at_block(Area block) {
        int const margin = std::max(4, std::max(block.width, block.height) / 12);
        Area const area{block.x - margin, block.y - margin, block.width + 2 * margin,
                        block.height + 2 * margin};
        if (is_known(area))
            return;
        // small modules read in one direction and not in the other
        for (Direction const direction : {Direction::level, Direction::upright})
            if (auto decoded = decode_area(m_raster, area, Symbology::data_matrix, direction)) {
                note(std::move(*decoded));
                return;
            }
        look(area);
    }

    static bool may_be_symbol(Area block) {
        int const shorter = std::min(block.width, block.height);
        int const longer = std::max(block.width, block.height);
        // the longest rectangle of ISO/IEC 16022 has 8 by 32 modules
        return longer >= smallest && shorter * 5 >= longer;
    }

    /// Each place lies near the middle of some tile. The page is parted into ink and paper once for
    /// all of them: they overlap, and each dot would be judged eight times.
    void search_tiles() {
        int const tile = std::max(3 * smallest, m_largest * 11 / 4);
        int const step = std::max(smallest, m_largest);
        bool const bilevel =
            std::all_of(m_raster.grey.begin(), m_raster.grey.end(),
                        [](std::uint8_t value) { return value == 0 || value == 255; });
        auto const parted = bilevel ? Raster{} : parted_by_light(m_raster);
        auto const& page = bilevel ? m_raster : parted;
        for (int y = -tile / 3; y < m_raster.height; y += step)
            for (int x = -tile / 3; x < m_raster.width; x += step)
                look_at_tile(page, {x, y, tile, tile});
    }

    void look_at_tile(Raster const& page, Area area) {
        if (is_known(area))
            return;
        if (auto decoded = decode_area(page, area, Symbology::data_matrix))
            note(std::move(*decoded));
    }

    void look(Area area) {
        if (is_known(area))
            return;
        if (auto decoded = look_in_area(m_raster, area, Symbology::data_matrix))
            note(std::move(*decoded));
    }

    void note(Decoded decoded) {
        Area const box = decoded.bounds();
        bool const known = std::any_of(m_found.begin(), m_found.end(), [box](Decoded const& found) {
            return overlap(found.bounds(), box);
        });
        if (!known && !decoded.payload.empty())
            m_found.push_back(std::move(decoded));
    }

    /// Whether the middle of the area lies in a symbol already found.
    bool is_known(Area area) const {
        Area const middle{area.x + area.width / 2, area.y + area.height / 2, 1, 1};
        return std::any_of(m_found.begin(), m_found.end(), [middle](Decoded const& found) {
            return overlap(found.bounds(), middle);
        });
    }

    static bool overlap(Area a, Area b) {
        return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
               b.y < a.y + a.height;
    }

    Raster const& m_raster;
    int m_largest;
    std::vector<Decoded> m_found;
};

bool is_whole(Raster const& raster) {
    return raster.width > 0 && raster.height > 0 &&
           raster.grey.size() ==
               static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height);
}

} // namespace

std::vector<Decoded> find_code128(Raster const& raster) {
    if (!is_whole(raster))
        return {};
    auto found = LinearSearch(raster).run();
    for (auto& decoded : LinearSearch(turned_by_quarter(raster)).run())
        found.push_back(turned_back(std::move(decoded), raster.height));
    std::sort(found.begin(), found.end(), by_place);
    return found;
}

std::vector<Decoded> find_data_matrix(Raster const& raster, int largest) {
    if (!is_whole(raster))
        return {};
    auto found = MatrixSearch(raster, largest).run();
    std::sort(found.begin(), found.end(), by_place);
    return found;
}

} // namespace coldchain::barcode
