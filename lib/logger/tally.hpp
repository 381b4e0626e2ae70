// SPDX-License-Identifier: Apache-2.0
// The figures of a table whose rows are all alike, taken while the bytes go by: nothing of the rows
// is kept but counts. It reads exactly what the scanner's fast way reads and gives up at the first
// row, value or step that needs a closer look; then the whole file is read the general way.
#pragma once

#include "logger/row_plan.hpp"
#include "logger/steps.hpp"
#include "logger/summary.hpp"
#include "logger/table.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace coldchain::logger {

/// Values at a channel's scale lie within this of zero, or the general way is taken: plus and minus
/// 1310 for two decimals.
inline constexpr std::int32_t widest = 1 << 17;

class Tally {
public:
    /// `start` is the text from the table's first row on, as far as it is at hand.
    Tally(Layout const& layout, Profile const* profile, std::string_view start);
    ~Tally();
    Tally(Tally const&) = delete;
    Tally& operator=(Tally const&) = delete;

    /// Whether the table is of the kind that can be tallied.
    bool usable() const { return m_usable; }

    /// Whole lines, in the order of the file. False when one of them needs the general way.
    bool add(std::string_view lines);

    /// Whether all that was seen is sound: call at the end, before the figures.
    bool finish();

    std::uint64_t rows() const { return m_rows; }
    std::int64_t first() const { return m_first; } ///< stamps as read, not yet placed in a zone
    std::int64_t last() const { return m_last; }
    TimeSteps const& steps() const { return m_steps; }
    std::vector<ChannelSummary> summaries() const;

private:
    struct ChannelTally {
        std::vector<std::uint32_t> counts; ///< of each value at `scale`; see the scratch
        std::uint8_t scale = 0;
        std::int32_t last = 0;
        std::int32_t jump = 0; ///< a larger step from row to row needs the general way
        std::int32_t low = 0;
        std::int32_t high = 0;
        std::uint8_t low_scale = 0; ///< as written
        std::uint8_t high_scale = 0;
        Column const* column = nullptr;

        /// The count of a value within `widest`.
        std::uint32_t& count_of(std::int32_t value) {
            return counts[static_cast<std::size_t>(std::int64_t{value} + widest)];
        }
        std::uint32_t count_of(std::int32_t value) const {
            return counts[static_cast<std::size_t>(std::int64_t{value} + widest)];
        }
    };

    bool prepare_plan();
    bool prepare_channels(std::string_view start);
    bool row(char const*& at, char const* end);
    bool take_cell(char const*& at, char const* end, PlannedStep const& planned,
                   std::int64_t& stamp);
    bool end_row(char const*& at, char const* end) const;
    bool take_stamp(char const*& at, char const* end, std::int64_t& stamp);
    bool take_value(char const*& at, char const* end, PlannedStep const& planned);
    bool take_step(std::int64_t stamp);
    void prepare_short_way();
    static void widen(ChannelTally& channel, std::int32_t low, std::int32_t high);
    char const* add_by_short_way(char const* at, char const* end);
    struct Hour {
        std::uint64_t head = 0; ///< the first eight bytes of a stamp up to and with its hour
        std::uint64_t tail = 0; ///< and the last eight
        std::int64_t start = 0; ///< ms
    };
    struct ValueShape {
        unsigned at = 0;   ///< of the first figure in the row
        unsigned size = 0; ///< up to and with the line end
        bool negative = false;
    };
    char const* add_alike(char const* at, char const* end, Hour const& hour,
                          ValueShape const& shape);
    bool know_clocks(std::int64_t milliseconds);
    template <unsigned Whole, unsigned Scale>
    char const* add_alike(char const* at, char const* end, Hour const& hour,
                          ValueShape const& shape);
    bool is_sound(ChannelTally const& channel) const;

    Layout const& m_layout;
    Profile const* m_profile;
    std::optional<FixedStamp> m_fixed;
    std::vector<PlannedStep> m_plan;
    std::vector<ChannelTally> m_channels;
    TimeSteps m_steps;
    std::uint64_t m_rows = 0;
    std::int64_t m_first = 0;
    std::int64_t m_last = 0;
    // rows of a stamp and one value are read eight bytes at a time
    bool m_short_way = false;
    std::size_t m_prefix = 0;       ///< bytes up to and with the hour
    std::uint64_t m_fixed_mask = 0; ///< of the eight bytes behind them: those that never change
    std::uint64_t m_fixed_bytes = 0;
    std::uint64_t m_digit_mask = 0; ///< and those that are digits
    bool m_seconds = false;
    std::vector<std::uint64_t> m_clocks; ///< eight bytes behind the hour, for each row of an hour
    std::int64_t m_clock_start = 0;      ///< ms into the hour of the first of them
    bool m_skips = false; ///< cells are passed over whose bytes were not looked at
    bool m_usable = false;
};

} // namespace coldchain::logger
