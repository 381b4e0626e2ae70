// SPDX-License-Identifier: Apache-2.0
// The short way of a tally: rows of a stamp of fixed width and one value, eight bytes at a time.
#include "logger/tally.hpp"

#include <algorithm>
#include <cstring>

namespace coldchain::logger {

namespace {

std::uint64_t word_at(char const* p) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, sizeof word);
    return word;
}

constexpr std::uint64_t every(unsigned byte) {
    return 0x0101010101010101ULL * byte;
}

// What all bytes of a word must be: those of `mask` the bytes of `fixed`, those of `digits` digits.
bool fits(std::uint64_t word, std::uint64_t mask, std::uint64_t fixed, std::uint64_t digits) {
    std::uint64_t const low = word & digits;
    // six more than nine reaches the next bit
    return (word & mask) == fixed && (((low + (every(6) & digits)) ^ low) & every(0x40)) == 0;
}

unsigned figure(char c) {
    return static_cast<unsigned>(c - '0');
}

// The value that ends a line, at its line end: a sign perhaps, figures, the mark, `scale` figures.
// At least 24 bytes are there.
bool read_last_value(char const*& p, char mark, int scale, std::int32_t& number) {
    bool const negative = *p == '-';
    p += negative ? 1 : 0;
    unsigned value = figure(*p++);
    bool good = value <= 9;
    while (figure(*p) <= 9 && value < 10'000)
        value = value * 10 + figure(*p++);
    good = good && *p++ == mark;
    for (int i = 0; i < scale; ++i, ++p) {
        good = good && figure(*p) <= 9;
        value = value * 10 + figure(*p);
    }
    p += *p == '\r' ? 1 : 0;
    number = negative ? -static_cast<std::int32_t>(value) : static_cast<std::int32_t>(value);
    return good && *p == '\n' && value < static_cast<unsigned>(widest);
}

} // namespace

void Tally::widen(ChannelTally& channel, std::int32_t low, std::int32_t high) {
    if (low < channel.low) {
        channel.low = low;
        channel.low_scale = channel.scale;
    }
    if (high > channel.high) {
        channel.high = high;
        channel.high_scale = channel.scale;
    }
}

void Tally::prepare_short_way() {
    auto const shape = m_fixed->shape();
    bool const two = m_plan.size() == 2 && m_plan[0].step == Step::stamp &&
                     m_plan[1].step == Step::channel && m_layout.columns.size() == 2;
    if (!shape || !two || m_channels[0].scale == 0)
        return;
    std::string behind_hour = shape->seconds ? ":dd:dd" : ":dd";
    behind_hour += shape->behind;
    behind_hour += m_layout.delimiter;
    m_prefix = shape->hour_at + 2;
    if (behind_hour.size() > 8 || m_prefix < 8 || m_prefix > 16)
        return;
    m_seconds = shape->seconds;
    for (std::size_t i = 0; i < behind_hour.size(); ++i) {
        auto const byte = static_cast<std::uint64_t>(static_cast<unsigned char>(behind_hour[i]));
        bool const digit = behind_hour[i] == 'd';
        m_fixed_mask |= (digit ? 0xF0ULL : 0xFFULL) << (8 * i);
        m_fixed_bytes |= (digit ? 0x30ULL : byte) << (8 * i);
        m_digit_mask |= (digit ? 0xFFULL : 0ULL) << (8 * i);
    }
    m_short_way = true;
}

// Rows such as "2026-01-01T00:05:00Z,5.12": the date and hour are compared with the row before, the
// minutes and seconds taken from one eight-byte word. Stops at the first row that is not so, and
// close to the end, where eight bytes are not there to be read.
char const* Tally::add_by_short_way(char const* at, char const* end) {
    auto& channel = m_channels[0];
    auto* const counts = channel.counts.data() + widest;
    char const mark = m_plan[1].mark;
    int const scale = channel.scale;
    std::size_t const stamp_size = m_fixed->size() + 1; // with the delimiter
    std::size_t const needed = stamp_size + 24;
    std::uint64_t head = 0; // of the date and hour of the row before
    std::uint64_t tail = 0;
    std::int64_t hour = 0;
    bool known = false;
    while (static_cast<std::size_t>(end - at) > needed) {
        if (!known || word_at(at) != head || word_at(at + m_prefix - 8) != tail) {
            std::int64_t stamp = 0;
            if (!m_fixed->read(at, stamp))
                return at;
            hour = stamp - stamp % 3'600'000 - (stamp % 3'600'000 < 0 ? 3'600'000 : 0);
            head = word_at(at);
            tail = word_at(at + m_prefix - 8);
            known = true;
        }
        std::uint64_t const word = word_at(at + m_prefix);
        if (!fits(word, m_fixed_mask, m_fixed_bytes, m_digit_mask))
            return at;
        auto const digit = [&](int i) { return static_cast<int>(word >> (8 * i)) & 15; };
        int const minute = digit(1) * 10 + digit(2);
        int const second = m_seconds ? digit(4) * 10 + digit(5) : 0;
        char const* p = at + stamp_size;
        bool const negative = *p == '-';
        std::int32_t number = 0;
        if (minute >= 60 || second >= 60 || !read_last_value(p, mark, scale, number))
            return at;
        auto const step = number - channel.last;
        if (m_rows > 0 && (step >= channel.jump || step <= -channel.jump))
            return at; // the careful way says so too
        std::int64_t const stamp = hour + (minute * 60 + second) * 1000LL - m_layout.fixed_offset;
        if ((m_rows < 2 || stamp - m_last != m_steps.usual) && !take_step(stamp))
            return at;
        m_last = stamp;
        ++counts[number];
        widen(channel, number, number);
        channel.last = number;
        ++m_rows;
        auto const* const value_at = at + stamp_size + (negative ? 1 : 0);
        ValueShape const shape{static_cast<unsigned>(value_at - at),
                               static_cast<unsigned>(p + 1 - value_at), negative};
        at = p + 1;
        if (m_rows >= 2)
            at = add_alike(at, end, {head, tail, hour}, shape);
    }
    return at;
}

char const* Tally::add_alike(char const* at, char const* end, Hour const& hour,
                             ValueShape const& shape) {
    unsigned const scale = m_channels[0].scale;
    bool const cr = shape.size >= 2 && at[-2] == '\r';
    unsigned const whole = shape.size - scale - 2 - (cr ? 1 : 0);
    if (shape.size > 8 || !know_clocks(m_last + m_layout.fixed_offset - hour.start))
        return at;
    switch (whole * 4 + scale) { // figures before and behind the mark
    case 4 + 1:
        return add_alike<1, 1>(at, end, hour, shape);
    case 4 + 2:
        return add_alike<1, 2>(at, end, hour, shape);
    case 4 + 3:
        return add_alike<1, 3>(at, end, hour, shape);
    case 8 + 1:
        return add_alike<2, 1>(at, end, hour, shape);
    case 8 + 2:
        return add_alike<2, 2>(at, end, hour, shape);
    case 8 + 3:
        return add_alike<2, 3>(at, end, hour, shape);
    case 12 + 1:
        return add_alike<3, 1>(at, end, hour, shape);
    case 12 + 2:
        return add_alike<3, 2>(at, end, hour, shape);
    default:
        return at;
    }
}

// The minutes and seconds of an hour as they stand in the rows, for a step that an hour is a
// multiple of; `milliseconds` into the hour is one of the rows. One table for the whole file: a
// clock that was set anew is left to the careful way.
bool Tally::know_clocks(std::int64_t milliseconds) {
    constexpr std::int64_t hour = 3'600'000;
    std::int64_t const step = m_steps.usual;
    if (step < 1000 || step > hour || hour % step != 0 || step % (m_seconds ? 1000 : 60'000) != 0)
        return false;
    if (m_clocks.empty()) {
        m_clock_start = milliseconds % step;
        for (auto at = m_clock_start; at < hour; at += step) {
            auto const second = static_cast<std::uint64_t>(at / 1000 % 60);
            auto const minute = static_cast<std::uint64_t>(at / 60'000);
            std::uint64_t figures = minute / 10 << 8U | minute % 10 << 16U;
            figures |= m_seconds ? second / 10 << 32U | second % 10 << 40U : 0;
            m_clocks.push_back(m_fixed_bytes | figures);
        }
    }
    return m_clock_start % 1000 == 0 && milliseconds % step == m_clock_start;
}

// Rows of the same length and hour as the row before, each a step after it: whether a row is one
// is known before its value is, so that the processor works on several at once. Stops at the first
// other row, which is no fault.
template <unsigned Whole, unsigned Scale>
char const* Tally::add_alike(char const* at, char const* end, Hour const& hour,
                             ValueShape const& shape) {
    // bytes of the value: figures, mark, figures, line end
    std::uint64_t mask = 0;
    std::uint64_t fixed = 0;
    std::uint64_t digits = 0;
    for (unsigned i = 0; i < shape.size; ++i) {
        bool const is_digit = i < Whole || (i > Whole && i <= Whole + Scale);
        char const byte = i == Whole ? m_plan[1].mark : i + 1 == shape.size ? '\n' : '\r';
        mask |= (is_digit ? 0xF0ULL : 0xFFULL) << (8 * i);
        fixed |= (is_digit ? 0x30ULL : std::uint64_t{static_cast<unsigned char>(byte)}) << (8 * i);
        digits |= (is_digit ? 0xFFULL : 0ULL) << (8 * i);
    }
    auto& channel = m_channels[0];
    auto* const counts = channel.counts.data() + widest;
    std::size_t const length = shape.at + shape.size;
    std::size_t const prefix = m_prefix;
    std::uint64_t const clock_bytes = m_fixed_mask | m_digit_mask;
    std::int32_t const jump = channel.jump;
    bool const negative = shape.negative;
    std::int32_t before = channel.last;
    std::int32_t low = channel.low;
    std::int32_t high = channel.high;
    auto const in_hour = m_last + m_layout.fixed_offset - hour.start;
    auto const* clock = m_clocks.data() + (in_hour - m_clock_start) / m_steps.usual + 1;
    auto const* const first = clock;
    auto const room = static_cast<std::size_t>(end - at) / length; // whole rows
    auto const left = static_cast<std::size_t>(m_clocks.data() + m_clocks.size() - clock);
    auto const* const stop = clock + std::min(left, room > 1 ? room - 1 : 0);
    for (; clock != stop; ++clock, at += length) {
        std::uint64_t const word = word_at(at + shape.at);
        bool const alike = word_at(at) == hour.head && word_at(at + prefix - 8) == hour.tail &&
                           (word_at(at + prefix) & clock_bytes) == *clock &&
                           fits(word, mask, fixed, digits) &&
                           (!negative || at[shape.at - 1] == '-');
        std::int32_t size = 0;
        for (unsigned i = 0; i < Whole; ++i)
            size = size * 10 + static_cast<std::int32_t>((word >> (8 * i)) & 0x0F);
        for (unsigned i = Whole + 1; i <= Whole + Scale; ++i)
            size = size * 10 + static_cast<std::int32_t>((word >> (8 * i)) & 0x0F);
        std::int32_t const value = negative ? -size : size;
        std::int32_t const step = value - before;
        if (!alike || step >= jump || step <= -jump)
            break;
        ++counts[value];
        low = std::min(low, value);
        high = std::max(high, value);
        before = value;
    }
    widen(channel, low, high);
    channel.last = before;
    m_last += (clock - first) * m_steps.usual;
    m_rows += static_cast<std::uint64_t>(clock - first);
    return at;
}

} // namespace coldchain::logger
