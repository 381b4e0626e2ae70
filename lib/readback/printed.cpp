// SPDX-License-Identifier: Apache-2.0
// A fact may stand in several symbols of a page, and pages may hold several labels: a printed value
// is right when any symbol of the page says it.
#include "readback/printed.hpp"

#include "common/text.hpp"
#include "common/time.hpp"
#include "isbt128/blood_group.hpp"
#include "isbt128/check_character.hpp"
#include "isbt128/decode.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

namespace coldchain::readback {

namespace {

using isbt128::Kind;

/// What the symbols of a page say.
struct Facts {
    std::vector<std::string> dins;
    std::vector<std::string> products;
    std::vector<std::string> chains;
    std::vector<std::string> expiry; ///< "2027-11-22", "2027-11-22 23:59"
    std::vector<std::string> collection;
    std::vector<std::string> production;
    std::vector<isbt128::BloodGroupRow const*> groups;
};

void add(std::vector<std::string>& into, std::string value) {
    if (std::find(into.begin(), into.end(), value) == into.end())
        into.push_back(std::move(value));
}

void add_moment(std::vector<std::string>& into, isbt128::Reading const& reading,
                isbt128::Structure const& structure) {
    auto const time = reading.value(structure, "time");
    add(into, text::cat(reading.value(structure, "date"), time.empty() ? "" : " ", time));
}

void add_facts(Facts& facts, std::string const& payload) {
    auto const reading = isbt128::decode(payload);
    for (auto const& structure : reading.structures()) {
        if (!structure.valid)
            continue;
        switch (structure.row->kind) {
        case Kind::din:
            add(facts.dins, std::string(reading.value(structure, "din")));
            break;
        case Kind::product:
            add(facts.products, std::string(structure.content));
            break;
        case Kind::chain_of_identity:
            add(facts.chains, std::string(reading.value(structure, "coi")));
            break;
        case Kind::expiry:
        case Kind::expiry_date:
            add_moment(facts.expiry, reading, structure);
            break;
        case Kind::collection:
        case Kind::collection_date:
            add_moment(facts.collection, reading, structure);
            break;
        case Kind::production:
        case Kind::production_date:
            add_moment(facts.production, reading, structure);
            break;
        case Kind::blood_group:
            if (auto const* row = isbt128::find_blood_group(reading.value(structure, "gg")))
                facts.groups.push_back(row);
            break;
        default:
            break;
        }
    }
}

bool is_digits(std::string_view word, std::size_t count) {
    return word.size() == count &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_code(std::string_view word) {
    bool const alphabet = std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    return alphabet && std::any_of(word.begin(), word.end(),
                                   [](char c) { return c >= '0' && c <= '9'; });
}

bool is_facility(std::string_view word) {
    return word.size() == 5 && word[0] >= 'A' && word[0] <= 'Z' && is_digits(word.substr(2), 3) &&
           is_code(word);
}

std::optional<Date> date_of_words(std::string_view day, std::string_view month,
                                  std::string_view year) {
    static constexpr std::string_view months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    auto const at = months.find(month);
    if (month.size() != 3 || at == std::string_view::npos || at % 3 != 0 || !is_digits(day, 2) ||
        !is_digits(year, 4))
        return std::nullopt;
    return make_date(static_cast<int>(text::parse_int(year).value_or(0)),
                     static_cast<int>(at / 3) + 1,
                     static_cast<int>(text::parse_int(day).value_or(0)));
}

bool is_time(std::string_view word) {
    return word.size() == 5 && word[2] == ':' && is_digits(word.substr(0, 2), 2) &&
           is_digits(word.substr(3), 2);
}

class Comparison {
public:
    Comparison(std::span<ReadSymbol const> symbols, std::span<PrintedWord const> words)
        : m_symbols(symbols), m_words(words) {
        for (auto const& symbol : symbols)
            add_facts(m_facts, symbol.payload);
    }

    std::vector<Finding> run() {
        for (auto const& symbol : m_symbols)
            check_code_below(symbol);
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            check_number(i);
            check_product(i);
            check_moment(i);
            check_group(i);
            check_chain(i);
        }
        return std::move(m_findings);
    }

private:
    std::string_view word(std::size_t at) const {
        return at < m_words.size() ? std::string_view(m_words[at].text) : std::string_view();
    }

    /// Whether one word stands right of another on the same line.
    bool follows(std::size_t next, std::size_t at) const {
        if (next >= m_words.size())
            return false;
        auto const& a = m_words[at].place;
        auto const& b = m_words[next].place;
        double const middle = b.y + b.height / 2;
        return middle > a.y && middle < a.y + a.height && b.x > a.x &&
               b.x - a.x - a.width < 3 * a.height;
    }

    void report(std::size_t at, std::string_view what, std::string printed, std::string said) {
        if (!m_told.insert(at).second)
            return;
        auto const& place = m_words[at].place;
        m_findings.push_back({"READ-08",
                              Severity::error,
                              "",
                              text::cat(what, " at ", text::fixed(place.x, 1), ", ",
                                        text::fixed(place.y, 1), " mm"),
                              std::move(printed),
                              std::move(said),
                              {{"isbt128", "7.3.1, 7.5", "ST-001 v6.2.2", Evidence::verified}},
                              text::cat("the printed ", what, " is not what the symbols say"),
                              "do not use the label; print it again from one source"});
    }

    static bool has(std::vector<std::string> const& values, std::string_view value) {
        return std::find(values.begin(), values.end(), value) != values.end();
    }

    /// Left-aligned with the first bar and below it (ST-001 7.5), without the data identifier.
    void check_code_below(ReadSymbol const& symbol) {
        constexpr double aside = 1;
        constexpr double above = 1;
        constexpr double below = 2.5; // mm
        bool const is_isbt = symbol.payload.starts_with('=') || symbol.payload.starts_with('&');
        auto const reading = isbt128::decode(symbol.payload);
        if (!symbol.linear || !is_isbt || !reading.valid() || reading.structures().size() != 1)
            return;
        auto const& structure = reading.structures().front();
        std::string const code = structure.row->kind == Kind::din
                                     ? symbol.payload.substr(1)
                                     : std::string(structure.content);
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            auto const& place = m_words[i].place;
            double const gap = place.y - symbol.place.y - symbol.place.height;
            auto const length = word(i).size();
            if (std::abs(place.x - symbol.place.x) > aside || gap < -above || gap > below ||
                length + 1 < code.size() || length > code.size() + 1 || !is_code(word(i)))
                continue;
            if (word(i) != code)
                report(i, "code under the bars", std::string(word(i)), code);
        }
    }

    /// Facility, year and sequence as three words, with the boxed check character after them.
    void check_number(std::size_t i) {
        if (m_facts.dins.empty() || !is_facility(word(i)) || !is_digits(word(i + 1), 2) ||
            !is_digits(word(i + 2), 6) || !follows(i + 1, i) || !follows(i + 2, i + 1))
            return;
        std::string const number = text::cat(word(i), word(i + 1), word(i + 2));
        if (!has(m_facts.dins, number)) {
            report(i, "donation number", number, text::join(m_facts.dins, " or "));
            return;
        }
        auto const due = isbt128::check_character(number);
        for (std::size_t next = i + 3; due && next <= i + 4 && next < m_words.size(); ++next) {
            bool const one = word(next).size() == 1 && follows(next, i + 2);
            if (one && word(next).front() != *due)
                report(next, "check character", std::string(word(next)), std::string(1, *due));
            if (one)
                return;
        }
    }

    /// Eight characters that begin like a code of the page.
    void check_product(std::size_t i) {
        auto const code = word(i);
        bool const like = code.size() == 8 && is_digits(code.substr(1, 4), 4) && is_code(code) &&
                          std::any_of(m_facts.products.begin(), m_facts.products.end(),
                                      [&](auto const& known) { return known[0] == code[0]; });
        if (like && !has(m_facts.products, code))
            report(i, "product code", std::string(code), text::join(m_facts.products, " or "));
    }

    void check_moment(std::size_t i) {
        struct Lead {
            std::string_view word;
            std::string_view what;
            std::vector<std::string> const& said;
        };
        std::array<Lead, 3> const leads{{{"EXP", "expiry", m_facts.expiry},
                                         {"Collected", "collection date", m_facts.collection},
                                         {"Produced", "production date", m_facts.production}}};
        for (auto const& [lead, what, said] : leads) {
            if (word(i) != lead || said.empty())
                continue;
            auto const day = date_of_words(word(i + 1), word(i + 2), word(i + 3));
            if (!day)
                return;
            std::string printed = to_text(*day);
            std::size_t const last = i + 4;
            bool const timed = is_time(word(last)) && is_near_below(last, i);
            if (timed)
                printed += text::cat(" ", word(last));
            // a day alone is compared with the day
            bool const right = std::any_of(said.begin(), said.end(), [&](std::string const& one) {
                auto const length = std::min(one.size(), printed.size());
                return one.substr(0, length) == printed.substr(0, length);
            });
            if (!right)
                report(i, what, printed, text::join(said, " or "));
        }
    }

    /// On the line of the lead or the one below it.
    bool is_near_below(std::size_t at, std::size_t lead) const {
        auto const& a = m_words[lead].place;
        auto const& b = m_words[at].place;
        return b.y >= a.y - a.height && b.y <= a.y + 2 * a.height;
    }

    /// "RhD POSITIVE" with the large letters above it.
    void check_group(std::size_t i) {
        bool const words = word(i) == "RhD" &&
                           (word(i + 1) == "POSITIVE" || word(i + 1) == "NEGATIVE");
        if (!words || m_facts.groups.empty())
            return;
        std::string printed = word(i + 1) == "POSITIVE" ? "pos" : "neg";
        auto const& band = m_words[i].place;
        for (auto const& letters : m_words) {
            bool const large = letters.place.height > 1.5 * band.height;
            double const up = band.y - letters.place.y;
            bool const over = up > 0 && up < 2 * letters.place.height &&
                              std::abs(letters.place.x - band.x) < 25; // mm
            bool const group = letters.text == "O" || letters.text == "A" ||
                               letters.text == "B" || letters.text == "AB";
            if (large && over && group)
                printed = text::cat(letters.text, " ", printed);
        }
        std::vector<std::string> said;
        for (auto const* row : m_facts.groups)
            add(said, std::string(row->group));
        bool const right = std::any_of(said.begin(), said.end(), [&](std::string const& one) {
            return one == printed || (printed.size() == 3 && one.ends_with(printed));
        });
        if (!right)
            report(i, "blood group", printed, text::join(said, " or "));
    }

    void check_chain(std::size_t i) {
        if (m_facts.chains.empty() || word(i) != "Chain" || word(i + 1) != "of" ||
            word(i + 2) != "identity" || i + 3 >= m_words.size())
            return;
        if (!has(m_facts.chains, word(i + 3)))
            report(i + 3, "chain of identity", std::string(word(i + 3)),
                   text::join(m_facts.chains, " or "));
    }

    std::span<ReadSymbol const> m_symbols;
    std::span<PrintedWord const> m_words;
    Facts m_facts;
    std::set<std::size_t> m_told; ///< words that were reported
    std::vector<Finding> m_findings;
};

} // namespace

std::vector<Finding> compare_printed(std::span<ReadSymbol const> symbols,
                                     std::span<PrintedWord const> words) {
    return Comparison(symbols, words).run();
}

} // namespace coldchain::readback
